package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"pingyi/app"
	"pingyi/app/rehearse"
	"pingyi/app/tally"
)

const rehearseArgs = "[-lang zh|en] [-roster FILE] [-server URL] [-keep FOLDER] [-announce] [flags] FOLDER"

// rehearseScenario drives a scenario folder through a real server: one of its
// own, or with -server one that runs elsewhere.
func rehearseScenario(ctx context.Context, args []string, c console) error {
	flags := flagSet("rehearse", rehearseArgs, c)
	roster := flags.String("roster", "", "")
	base := flags.String("server", "", "")
	name := flags.String("name", "", "")
	keep := flags.String("keep", "", "")
	announce := flags.Bool("announce", false, "")
	planned := flags.Bool("disasters", false, "")
	if err := parse(flags, args); err != nil {
		return err
	}
	folder, err := oneArgument(flags, "scenario folder")
	if err != nil {
		return err
	}
	if err := isFolder(folder); err != nil {
		return err
	}
	if *roster != "" && !fs.ValidPath(*roster) {
		return fmt.Errorf("flag -roster: want a file of the folder %s, got %q", folder, *roster)
	}
	scenario, err := rehearse.Load(filepath.Base(folder), os.DirFS(folder), *roster)
	if err != nil {
		return err
	}
	if *base != "" {
		if *planned {
			return errors.New("flag -disasters: a running server is not ours to restart; leave out -server")
		}
		if *keep != "" {
			return errors.New("flag -keep: a running server keeps its log itself")
		}
		if *name == "" || os.Getenv("PINGYI_PASSWORD") == "" {
			return errors.New("a running server wants an organizer: give -name, and the password in PINGYI_PASSWORD")
		}
		desk, err := rehearse.LogIn(*base, *name, os.Getenv("PINGYI_PASSWORD"))
		if err != nil {
			return err
		}
		return rehearseAt(ctx, desk, *base, scenario, *announce, c.lang, c)
	}
	cfg := app.DefaultConfig()
	cfg.Listen, cfg.BallotsPerSecond = "127.0.0.1:0", 0 // an evening in seconds
	if *planned {
		return disasters(ctx, cfg, *keep, scenario, c.lang, c)
	}
	return withServer(ctx, cfg, *keep, func(ctx context.Context, server *embedded) error {
		desk, err := server.logIn()
		if err != nil {
			return err
		}
		return rehearseAt(ctx, desk, server.here(), scenario, *announce, c.lang, c)
	})
}

func isFolder(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such folder", path)
	case err == nil && !info.IsDir():
		return fmt.Errorf("%s: is not a folder; want the folder of a scenario", path)
	}
	return err
}

func rehearseAt(ctx context.Context, desk *rehearse.Desk, base string, s rehearse.Scenario, announce bool, lang string, c console) error {
	report, err := rehearse.Run(ctx, desk, base, s, c.err, lang)
	if err != nil {
		return err
	}
	if announce && !s.Whole() {
		if err := desk.All(rehearse.Act{Act: "confirm-result"}, rehearse.Act{Act: "announce"}); err != nil {
			return err
		}
	}
	if !tellRehearsal(s, report, lang, c) {
		return errReported
	}
	return nil
}

// tellRehearsal says what a rehearsal came to, and reports whether it is what was expected.
func tellRehearsal(s rehearse.Scenario, report *rehearse.Report, lang string, c console) bool {
	say := func(key string, pairs ...string) { fmt.Fprintln(c.out, tally.Say(lang, "rehearse."+key, pairs...)) }
	say("session", "scenario", s.Name, "id", report.Session)
	say("cards", "issued", fmt.Sprint(report.Cards), "checked", fmt.Sprint(report.CheckedIn),
		"acknowledged", fmt.Sprint(report.Acknowledged), "counted", fmt.Sprint(report.Counted), "void", fmt.Sprint(report.Results.Void))
	perSecond := float64(report.Acknowledged) / max(report.Took.Seconds(), 1e-9)
	say("speed", "rate", fmt.Sprintf("%.0f", perSecond), "half", millis(report.Percentile(50)), "most", millis(report.Percentile(99)), "worst", millis(report.Percentile(100)))
	if s.Expected == nil {
		say("unexpected")
		return true
	}
	voice := newVoice(lang)
	for _, line := range report.Differences {
		fmt.Fprintln(c.out, voice.words("differs", "line", voice.found.Say(line)))
	}
	if len(report.Differences) == 0 {
		say("equal", "what", compared(s, lang))
	}
	return len(report.Differences) == 0
}

// compared says what a scenario that equals its expectation was compared in.
func compared(s rehearse.Scenario, lang string) string {
	pledges, units := 0, len(s.Expected.Units)
	for _, unit := range s.Expected.Units {
		pledges += len(unit.Criteria)
	}
	key := "units"
	switch {
	case len(s.Expected.Lists) > 0:
		key = "lists"
	case pledges > 0:
		key = "pledges"
	case s.Whole():
		key = "form"
	}
	return tally.Say(lang, "rehearse."+key, "units", fmt.Sprint(units), "lists", fmt.Sprint(len(s.Expected.Lists)), "pledges", fmt.Sprint(pledges))
}

// millis keeps what of a latency can be told from noise.
func millis(d time.Duration) string { return d.Round(100 * time.Microsecond).String() }
