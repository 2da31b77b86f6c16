package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pingyi/app/bundle"
	"pingyi/app/export"
	"pingyi/app/live"
	"pingyi/app/tally"
	"pingyi/static"
	"pingyi/voting"
)

const exportArgs = "[--session ID] [--format xlsx|csv|json|sqlite] [--lang zh|en] [--kind public|scrutineer] [--version N] [--out PATH] DATA|LOG|BUNDLE"

// order is what somebody wants to have exported.
type order struct {
	session, format, lang, out, path string
	kind                             bundle.Kind
	version                          int // 0: the one that may be shown
}

// exportResults writes the results of a session as a file.
func exportResults(_ context.Context, args []string, c console) error {
	o, err := readOrder(args, c)
	if err != nil {
		return err
	}
	found, err := o.find(c)
	if err != nil {
		return err
	}
	out := o.place(found)
	if _, err := os.Lstat(out); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(fmt.Errorf("%s: is there already; an export is written to a new file", out), err)
	}
	if err := o.write(out, found); err != nil {
		return err
	}
	o.tell(out, found, c)
	return nil
}

// readOrder takes flags before and behind the path.
func readOrder(args []string, c console) (order, error) {
	var o order
	flags := flagSet("export", exportArgs, c)
	flags.StringVar(&o.session, "session", "", "")
	flags.StringVar(&o.format, "format", "", "")
	o.lang = c.lang
	flags.StringVar(&o.out, "out", "", "")
	kind := flags.String("kind", string(bundle.Public), "")
	flags.IntVar(&o.version, "version", 0, "")
	err := parse(flags, args)
	if err == nil && flags.NArg() > 1 {
		o.path = flags.Arg(0)
		err = parse(flags, flags.Args()[1:])
	}
	if err != nil {
		return o, err
	}
	if o.kind, err = bundle.ParseKind(*kind); err != nil {
		return o, fmt.Errorf("--kind: %w", err)
	}
	return o, o.check(flags)
}

// formatBy is the format of a file by the end of its name.
func formatBy(out string) string {
	end := strings.ToLower(strings.TrimPrefix(filepath.Ext(out), "."))
	switch {
	case end == "zip" || end == "csv":
		return string(export.CSV)
	case end == "json" || slices.Contains(export.Formats(), export.Format(end)):
		return end
	}
	return string(export.Xlsx)
}

func (o *order) check(flags *flag.FlagSet) (err error) {
	if o.format == "" {
		o.format = formatBy(o.out)
	}
	switch {
	case o.path == "":
		if o.path, err = oneArgument(flags, "data folder, log or bundle"); err != nil {
			return err
		}
	case flags.NArg() > 0:
		return fmt.Errorf("want one data folder, log or bundle, got %s and %s", o.path, flags.Arg(0))
	}
	switch {
	case o.format != "json" && !slices.Contains(export.Formats(), export.Format(o.format)):
		return fmt.Errorf("--format %q: want xlsx, csv, json or sqlite", o.format)
	case o.format == string(export.CSV) && strings.EqualFold(filepath.Ext(o.out), ".csv"):
		return fmt.Errorf("--out %s: CSV is a file for each table; name a folder for them, or an archive that ends with .zip", o.out)
	case o.format == "json" && o.kind == bundle.Scrutineer:
		return errors.New("--kind scrutineer: results in JSON name nobody; use xlsx, csv or sqlite")
	}
	return nil
}

// place is where the file is to stand. The name of that of a rehearsal begins with
// the word, as those of all files of one do.
func (o order) place(found source) string {
	folder, name := filepath.Split(filepath.Clean(o.out))
	if o.out == "" {
		name = "results-" + strings.TrimPrefix(string(found.results.Session), live.RehearsalPrefix) + export.Edition(found.results)
		if o.kind == bundle.Scrutineer {
			name += "-named"
		}
		if o.format != string(export.CSV) {
			name += "." + o.format
		}
	}
	if found.results.Rehearsal && !strings.HasPrefix(name, live.RehearsalPrefix) {
		name = live.RehearsalPrefix + name
	}
	return filepath.Join(folder, name)
}

// set makes the tables of what was found.
func (o order) set(found source) (export.Set, error) {
	lang := map[string]string{"zh": "zh-CN", "en": "en"}[o.lang]
	words, err := static.WordsOf(lang)
	if err != nil {
		return export.Set{}, err
	}
	also := export.Also{Steps: tally.StepsOf(found.rulebook, o.lang), Validity: tally.ValidityOf(found.rulebook, o.lang), Voids: found.voids, Open: export.OpenOf(found.results, found.rulebook), Called: tally.NamesOf(found.rulebook, o.lang)}
	if o.kind == bundle.Public {
		return export.Of(found.results, also, words), nil
	}
	if !found.results.Final {
		return export.Set{}, errors.New("the session has not ended; who marked what is told of a whole one")
	}
	set, err := export.Named(found.results, found.ballots, also, words)
	if err != nil {
		return set, fmt.Errorf("--kind scrutineer: %w", err)
	}
	return set, nil
}

// write puts the file in its place when all of it is there, or not at all.
func (o order) write(out string, found source) error {
	if o.format == "json" {
		text, err := export.HeadOf(found.results, found.voids, found.rulebook).Before(found.text)
		if err != nil {
			return err
		}
		return tally.WriteFile(out, func(w io.Writer) error {
			_, err := w.Write(text)
			return err
		})
	}
	set, err := o.set(found)
	if err != nil {
		return err
	}
	if o.format == string(export.CSV) && !strings.HasSuffix(out, ".zip") {
		return writeTables(out, set)
	}
	if err := tally.WriteFile(out, func(w io.Writer) error { return set.Write(w, export.Format(o.format)) }); err != nil || o.format != string(export.SQLite) {
		return err
	}
	return os.Chmod(out, 0o444) // it is there to be asked
}

// writeTables writes a folder with a CSV file for each table.
func writeTables(out string, set export.Set) (err error) {
	folder, err := os.MkdirTemp(filepath.Dir(out), ".export-")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(folder))
		}
	}()
	for _, t := range set.Sheets() {
		var body bytes.Buffer
		if err := export.WriteCSV(&body, t); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, t.Name+".csv"), body.Bytes(), 0o644); err != nil {
			return err
		}
	}
	if err := os.Chmod(folder, 0o755); err != nil {
		return err
	}
	return os.Rename(folder, out)
}

func (o order) tell(out string, found source, c console) {
	r := found.results
	if r.Rehearsal {
		c.tell("mark.rehearsal")
	}
	phase := tally.NewInterpreter(c.lang).Say(string(r.Phase))
	c.tell("export.written", "file", out, "title", r.Title, "id", string(r.Session), "version", fmt.Sprint(r.Version), "phase", phase,
		"done", fmt.Sprint(len(r.Checkpoints)), "items", fmt.Sprint(r.Items), "records", fmt.Sprint(r.Log.Records))
	if !r.Final {
		c.tell("export.running")
	}
	if r.Unannounced() {
		c.tell("mark.unannounced")
		warnOfName(out, c)
	}
	if o.kind == bundle.Scrutineer {
		c.tell("export.not-public")
	}
}

// warnOfName tells who gave a file its name that the name does not say what names of
// files of ours say: nobody has announced the result. The name stays as it was asked for,
// since scripts look for it there.
func warnOfName(out string, c console) {
	if strings.Contains(filepath.Base(out), export.UnannouncedMark) {
		return
	}
	fmt.Fprintln(c.err, tally.Say(c.lang, "unannounced.name", "path", out, "mark", export.UnannouncedMark))
}

// sessionNames lists the sessions of a data folder.
func sessionNames(data string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(data, "sessions"))
	var names []string
	for _, entry := range entries {
		if entry.IsDir() {
			names = append(names, entry.Name())
		}
	}
	return names, err
}

// chosen is the log of the session that was asked for.
func (o order) chosen() (string, error) {
	names, err := sessionNames(o.path)
	if err != nil {
		return "", err
	}
	switch {
	case o.session == "" && len(names) == 1:
		return filepath.Join(o.path, "sessions", names[0], "log.db"), nil
	case o.session == "":
		return "", fmt.Errorf("--session: %s has these: %s", o.path, strings.Join(names, ", "))
	case !slices.Contains(names, o.session):
		return "", fmt.Errorf("--session: %s has no session %s; it has these: %s", o.path, o.session, strings.Join(names, ", "))
	}
	return filepath.Join(o.path, "sessions", o.session, "log.db"), nil
}

// same refuses a session other than the one that was asked for.
func (o order) same(id voting.SessionID) error {
	if o.session != "" && o.session != string(id) {
		return fmt.Errorf("--session: %s is of session %s", o.path, id)
	}
	return nil
}
