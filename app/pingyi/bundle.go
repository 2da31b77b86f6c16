package main

import (
	"context"
	"fmt"

	"pingyi/app/bundle"
	"pingyi/app/progress"
	"pingyi/app/tally"
)

const bundleArgs = "[-lang zh|en] [-kind scrutineer|public] -out FOLDER LOG"

// makeBundle writes the audit bundle of a session.
func makeBundle(_ context.Context, args []string, c console) error {
	flags := flagSet("bundle", bundleArgs, c)
	out := flags.String("out", "", "")
	name := flags.String("kind", string(bundle.Scrutineer), "")
	if err := parse(flags, args); err != nil {
		return err
	}
	path, err := oneArgument(flags, "log (the log.db of a session)")
	if err != nil {
		return err
	}
	if *out == "" {
		return fmt.Errorf("flag -out: want the folder to be written")
	}
	kind, err := bundle.ParseKind(*name)
	if err != nil {
		return fmt.Errorf("flag -kind: %w", err)
	}
	log, err := openLog(path)
	if err != nil {
		return err
	}
	defer log.Close()
	if damage := log.Damage(); damage != nil {
		return fmt.Errorf("%s: %w", path, damage)
	}
	const passes = 2
	bar := progress.New(c.err, tally.Say(c.lang, "bar.records"), passes*int(log.Head().Size))
	written, err := bundle.Write(*out, kind, log, func() { bar.Add(1) })
	bar.Clear()
	if err != nil {
		return err
	}
	tellBundle(written, c)
	return nil
}

func tellBundle(w bundle.Written, c console) {
	s := w.Session
	if s.Rehearsal {
		c.tell("mark.rehearsal")
	}
	c.tell("bundle.written", "folder", w.Folder, "n", fmt.Sprint(s.Records), "title", s.Title, "id", string(s.ID))
	c.tell("bundle.root", "root", s.Root)
	c.tell("bundle.sum", "sum", w.Sum)
	if w.Kept > 0 {
		c.tell("bundle.kept", "n", fmt.Sprint(w.Kept))
	}
	if w.Unannounced {
		c.tell("mark.unannounced")
		warnOfName(w.Folder, c)
	}
	switch {
	case s.Kind == bundle.Scrutineer:
		c.tell("bundle.not-public")
	case w.Live:
		c.tell("bundle.live")
	}
}
