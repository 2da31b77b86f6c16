package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"pingyi/app"
	"pingyi/app/rehearse"
)

// rehearseScenario drives a scenario folder through a real server: one of its
// own, or with -server one that runs elsewhere.
func rehearseScenario(ctx context.Context, args []string, c console) error {
	flags := flagSet("rehearse", "[flags] FOLDER", c)
	roster := flags.String("roster", "", "another file of the folder for the representatives, CSV (UTF-8 or GB18030) or xlsx")
	base := flags.String("server", "", "address of a running server, such as http://127.0.0.1:8080; empty: one of our own")
	name := flags.String("name", "", "organizer at that server; the password is read from PINGYI_PASSWORD")
	if err := flags.Parse(args); err != nil {
		return err
	}
	folder, err := oneArgument(flags, "scenario folder")
	if err != nil {
		return err
	}
	scenario, err := rehearse.Load(filepath.Base(folder), os.DirFS(folder), *roster)
	if err != nil {
		return err
	}
	if *base != "" {
		desk, err := rehearse.LogIn(*base, *name, os.Getenv("PINGYI_PASSWORD"))
		if err != nil {
			return err
		}
		return rehearseAt(ctx, desk, *base, scenario, c)
	}
	cfg := app.DefaultConfig()
	cfg.Listen, cfg.BallotsPerSecond = "127.0.0.1:0", 0 // an evening in seconds
	return withServer(ctx, cfg, func(ctx context.Context, server *embedded) error {
		desk, err := server.logIn()
		if err != nil {
			return err
		}
		return rehearseAt(ctx, desk, server.here(), scenario, c)
	})
}

func rehearseAt(ctx context.Context, desk *rehearse.Desk, base string, s rehearse.Scenario, c console) error {
	report, err := rehearse.Run(ctx, desk, base, s, c.err)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%s: session %s\n", s.Name, report.Session)
	fmt.Fprintf(c.out, "cards issued %d, checked in %d, ballots acknowledged %d, counted %d\n",
		report.Cards, report.CheckedIn, report.Acknowledged, report.Counted)
	perSecond := float64(report.Acknowledged) / max(report.Took.Seconds(), 1e-9)
	fmt.Fprintf(c.out, "acknowledged per second of voting %.0f; latency p50 %s, p99 %s, worst %s\n",
		perSecond, report.Percentile(50), report.Percentile(99), report.Percentile(100))
	if s.Expected == nil {
		fmt.Fprintln(c.out, "no expected.json: nothing to compare with")
		return nil
	}
	if len(report.Differences) > 0 {
		for _, line := range report.Differences {
			fmt.Fprintln(c.out, "DIFFERS", line)
		}
		return errReported
	}
	fmt.Fprintf(c.out, "equal to expected.json: every count, score, rank and rank in class of %d units\n", len(s.Expected.Units))
	return nil
}
