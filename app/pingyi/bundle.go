package main

import (
	"context"
	"fmt"

	"pingyi/app/bundle"
	"pingyi/app/progress"
)

const bundleArgs = "[-kind scrutineer|public] -out FOLDER LOG"

// makeBundle writes the audit bundle of a session.
func makeBundle(_ context.Context, args []string, c console) error {
	flags := flagSet("bundle", bundleArgs, c)
	out := flags.String("out", "", "folder to be written; it must not be there yet. That of a rehearsal ends with -rehearsal, which is added")
	name := flags.String("kind", string(bundle.Scrutineer), "scrutineer: every record, not to be published; public: leaf hashes in the place of ballots, cards and roster")
	if err := flags.Parse(args); err != nil {
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
	bar := progress.New(c.err, "记录 records", passes*int(log.Head().Size))
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
		fmt.Fprintln(c.out, "演练 REHEARSAL")
	}
	fmt.Fprintf(c.out, "%s: %d records of %s (%s)\nroot %s\nSHA-256 of SHA256SUMS, for the printed record: %s\n", w.Folder, s.Records, s.Title, s.ID, s.Root, w.Sum)
	if w.Kept > 0 {
		fmt.Fprintf(c.out, "it ends before a correction that was not announced: %d records of the log are not in it\n", w.Kept)
	}
	if w.Unannounced {
		fmt.Fprintln(c.out, unannouncedLine)
		warnOfName(w.Folder, c)
	}
	switch {
	case s.Kind == bundle.Scrutineer:
		fmt.Fprintln(c.out, "不得公布 NOT TO BE PUBLISHED: README.txt says whom it may be shown to")
	case w.Live:
		fmt.Fprintln(c.out, "before you publish it: the screens showed a live tally; read the last section of README.txt")
	}
}
