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

const demoArgs = "[-lang zh|en] [-items N] [-seconds N] [-fast] [-listen HOST:PORT] [flags] [windows|pledges|double|best-worst|FOLDER]"

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
	if err := parse(flags, args); err != nil {
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
	e.show.Lines, e.show.Bars, e.show.Lang = c.out, c.err, c.lang
	crowd, spare, err := rehearse.Gather(desk, server.here(), s, e.show)
	if err != nil {
		return err
	}
	defer crowd.Hang()
	if err := addresses(server, desk.Session(), spare, c); err != nil {
		return err
	}
	key := "demo.begins"
	if s.Whole() {
		key = "demo.begins.form"
	}
	c.tell(key, "units", fmt.Sprint(crowd.Appraised()), "people", fmt.Sprint(crowd.Seats()), "long", e.lasts(crowd.Items()).String())
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
	verdict.Print(c.out, c.lang)
	c.tell("demo.ends", "base", server.app.BaseURL(), "session", desk.Session())
	err = crowd.Attend(ctx)
	if len(verdict.Faults) > 0 {
		return errors.Join(errReported, err)
	}
	return err
}

// lasts says how long the evening takes, roughly.
func (e *playbill) lasts(items int) time.Duration {
	all := time.Duration(items) * (e.show.Voting + 5*e.show.Pause/2 + time.Second)
	return max(all, 5*time.Second).Round(roughly(all))
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
	c.tell("demo.desk", "base", base, "session", session, "name", embeddedName, "scrutineer", scrutineerName, "password", server.password)
	tellScreens(server.app, true, c)
	c.tell("demo.director", "base", base)
	for _, card := range spare {
		c.tell("demo.card", "base", base, "token", card.Token, "number", card.Number, "category", card.Category)
	}
	c.tell("demo.end")
	return nil
}
