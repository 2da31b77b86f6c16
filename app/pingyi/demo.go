package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"pingyi/app"
	"pingyi/app/rehearse"
	"pingyi/data/sample"
)

// playbill is what a demo is asked to play.
type playbill struct {
	show           rehearse.Show
	seconds, pause int
	fast           bool
}

const demoArgs = "[-items N] [-seconds N] [-fast] [-listen HOST:PORT] [flags] [windows|pledges|double|best-worst|FOLDER]"

// demo runs a whole evening in rehearsal, with simulated representatives, for
// people to watch and to join.
func demo(ctx context.Context, args []string, c console) error {
	flags := flagSet("demo", demoArgs, c)
	var e playbill
	flags.IntVar(&e.show.Items, "items", 0, "")
	flags.IntVar(&e.seconds, "seconds", 0, "")
	flags.IntVar(&e.pause, "pause", 4, "")
	flags.BoolVar(&e.fast, "fast", false, "")
	flags.Uint64Var(&e.show.Seed, "seed", 1, "")
	cfg := app.DefaultConfig()
	flags.StringVar(&cfg.Listen, "listen", cfg.Listen, "")
	flags.StringVar(&cfg.BaseURL, "base-url", "", "")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 1 {
		return fmt.Errorf("want one scenario, got %q", flags.Args())
	}
	scenario, err := scenarioNamed(cmp.Or(flags.Arg(0), "windows"))
	if err != nil {
		return err
	}
	if err := e.complete(scenario.Whole()); err != nil {
		return err
	}
	err = withServer(ctx, cfg, "", func(ctx context.Context, server *embedded) error { return e.perform(ctx, server, scenario, c) })
	if errors.Is(err, context.Canceled) && ctx.Err() != nil && !errors.Is(err, errReported) {
		return nil // Ctrl-C is how a demo ends
	}
	return err
}

// scenarioNamed is one of the samples, or what a folder holds.
func scenarioNamed(name string) (rehearse.Scenario, error) {
	if slices.Contains(sample.Shapes(), name) {
		folder, err := sample.Folder(name)
		if err != nil {
			return rehearse.Scenario{}, err
		}
		return rehearse.Load(name, folder, "")
	}
	if err := isFolder(name); err != nil {
		return rehearse.Scenario{}, fmt.Errorf("%w, and none of the samples %s", err, strings.Join(sample.Shapes(), ", "))
	}
	return rehearse.Load(filepath.Base(name), os.DirFS(name), "")
}

// Voting times where nobody asks for another.
const (
	itemSeconds = 12
	formSeconds = 45
)

// complete checks what was asked for; whole is a form about all units.
func (e *playbill) complete(whole bool) error {
	if e.seconds == 0 {
		e.seconds = itemSeconds
		if whole {
			e.seconds = formSeconds
		}
	}
	switch {
	case e.show.Items < 0:
		return fmt.Errorf("flag -items: want 0 or more, got %d", e.show.Items)
	case e.seconds < 1 || e.seconds > 3600:
		return fmt.Errorf("flag -seconds: want 1 to 3600, got %d", e.seconds)
	case e.pause < 0 || e.pause > 3600:
		return fmt.Errorf("flag -pause: want 0 to 3600, got %d", e.pause)
	}
	if e.fast {
		e.seconds, e.pause = 1, 0
	}
	e.show.Voting, e.show.Pause = time.Duration(e.seconds)*time.Second, time.Duration(e.pause)*time.Second
	e.show.Spare = 5
	return nil
}

func (e *playbill) perform(ctx context.Context, server *embedded, s rehearse.Scenario, c console) error {
	desk, err := server.logIn()
	if err != nil {
		return err
	}
	e.show.Lines, e.show.Bars = c.out, c.err
	crowd, spare, err := rehearse.Gather(desk, server.here(), s, e.show)
	if err != nil {
		return err
	}
	defer crowd.Hang()
	if err := addresses(server, desk.Session(), spare, c); err != nil {
		return err
	}
	what := fmt.Sprintf("%d units", crowd.Appraised())
	if s.Whole() {
		what += " on one form"
	}
	fmt.Fprintf(c.out, "%s, %d representatives; %s\n", what, crowd.Seats(), e.lasts(crowd.Items()))
	if err := crowd.Arrive(ctx); err != nil {
		return err
	}
	if err := crowd.Perform(ctx); err != nil {
		return err
	}
	verdict, err := crowd.Judge(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "\n%s\n", crowd.Story())
	verdict.Print(c.out)
	fmt.Fprintf(c.out, "results      %s/desk/s/%s/results\nThe server and the hall stay until Ctrl-C.\n", server.app.BaseURL(), desk.Session())
	err = crowd.Attend(ctx)
	if len(verdict.Faults) > 0 {
		return errors.Join(errReported, err)
	}
	return err
}

// lasts says how long the evening takes, roughly.
func (e *playbill) lasts(items int) string {
	all := time.Duration(items) * (e.show.Voting + 5*e.show.Pause/2 + time.Second)
	return fmt.Sprintf("about %s (-fast, -items, -seconds and -pause change that)", max(all, 5*time.Second).Round(roughly(all)))
}

// roughly is how exactly a time is said of which nobody can be sure.
func roughly(long time.Duration) time.Duration {
	if long < 2*time.Minute {
		return 5 * time.Second
	}
	return time.Minute / 2
}

// addresses prints where everything is to be seen.
func addresses(server *embedded, session string, spare []rehearse.Card, c console) error {
	if err := onAir(server.app, session); err != nil {
		return err
	}
	base := server.app.BaseURL()
	fmt.Fprintf(c.out, `
演练 REHEARSAL: every name is invented, nothing here is a result

Open in a browser:
  组织台 desk     %[1]s/desk/s/%[2]s
                  name %[3]s, password %[4]s
%[5]s  导播台 director %[1]s/desk/director
  其他 outputs    %[1]s/desk/director/outputs
Take a card and vote with the others (these belong to nobody in the hall):
`, base, session, embeddedName, server.password, screensOf(server.app, true))
	for _, card := range spare {
		fmt.Fprintf(c.out, "  手机 phone      %s/V#%s  %s %s\n", base, card.Token, card.Number, card.Category)
	}
	fmt.Fprintf(c.out, "Ctrl-C ends it; nothing is kept.\n\n")
	return nil
}
