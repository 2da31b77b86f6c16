package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"pingyi/app/intake"
	"pingyi/app/tally"
)

// several is a flag that may be given more than once.
type several []string

// String lists the values.
func (s *several) String() string { return strings.Join(*s, ", ") }

// Set adds one.
func (s *several) Set(value string) error {
	*s = append(*s, value)
	return nil
}

const countArgs = "--rulebook R.json --units U.csv [--ballots B]… [--roster P.csv] [--parts P.csv]… [flags]"

// countFiles counts an event from files alone.
func countFiles(_ context.Context, args []string, c console) error {
	flags := flagSet("count", countArgs, c)
	var job tally.Job
	var style tally.Style
	flags.StringVar(&job.Rulebook, "rulebook", "", "")
	flags.StringVar(&job.Units, "units", "", "")
	flags.StringVar(&job.Roster, "roster", "", "")
	flags.Var((*several)(&job.Ballots), "ballots", "")
	flags.Var((*several)(&job.Parts), "parts", "")
	flags.StringVar(&job.Decisions, "decisions", "", "")
	flags.StringVar(&style.Format, "format", "", "")
	flags.StringVar(&style.Table, "table", "", "")
	flags.StringVar(&style.Explain, "explain", "", "")
	out := flags.String("out", "", "")
	if err := parse(flags, args); err != nil {
		return err
	}
	style.Lang = c.lang
	if style.Format == "" {
		style.Format = formatOf(*out)
	}
	if err := countable(job, style, flags.Args()); err != nil {
		return err
	}
	job.Progress, job.Lang = c.err, c.lang
	outcome, err := tally.Count(job)
	if err != nil {
		return err
	}
	for _, note := range outcome.Notes {
		fmt.Fprintln(c.err, note.Message(style.Lang))
	}
	if left := outcome.LeftOut(style); left != "" {
		fmt.Fprintln(c.err, left)
	}
	print := func(w io.Writer) error { return outcome.Print(w, style) }
	if *out != "" {
		return tally.WriteFile(*out, print)
	}
	return print(c.out)
}

// formatOf is the format of a file by the end of its name, a table for people where that
// says nothing. What ends like a workbook is refused, as no such file is written.
func formatOf(out string) string {
	switch end := strings.ToLower(strings.TrimPrefix(filepath.Ext(out), ".")); end {
	case "csv", "json", "xlsx", "xls":
		return end
	}
	return "table"
}

// countable refuses flags that do not go together.
func countable(job tally.Job, style tally.Style, rest []string) error {
	switch {
	case len(rest) > 0:
		return tally.NewTrouble("no-flag", "name", rest[0])
	case job.Rulebook == "" || job.Units == "":
		return tally.NewTrouble("want-files")
	case style.Format == "xlsx" || style.Format == "xls":
		return tally.NewTrouble("format.workbook", "name", style.Format)
	case style.Format != "table" && style.Format != "csv" && style.Format != "json":
		return tally.NewTrouble("format", "name", style.Format)
	case style.Format == "csv" && style.Explain != "":
		return tally.NewTrouble("explain.csv")
	}
	return nil
}

// told says everything that is wrong, a line for each thing, in the language that
// was asked for, and leaves errors that speak none to the caller.
func told(err error, lang string, out io.Writer) error {
	var wrong intake.Errors
	var speaks interface{ Message(lang string) string }
	switch {
	case errors.As(err, &wrong):
		for _, message := range wrong.Messages(lang) {
			fmt.Fprintln(out, message)
		}
	case errors.As(err, &speaks):
		fmt.Fprintln(out, speaks.Message(lang))
	default:
		return err
	}
	return errReported
}

const rulebookArgs = "check|translate [-lang zh|en] FILE"

// rulebookCommand checks a rulebook, or writes an old one as version 2.
func rulebookCommand(_ context.Context, args []string, c console) error {
	flags := flagSet("rulebook", rulebookArgs, c)
	if err := parse(flags, args); err != nil {
		return err
	}
	verb := flags.Arg(0)
	if verb != "check" && verb != "translate" {
		flags.Usage()
		return errors.New("want check or translate")
	}
	if err := parse(flags, flags.Args()[1:]); err != nil {
		return err
	}
	path, err := oneArgument(flags, "rulebook")
	if err != nil {
		return err
	}
	book, err := tally.ReadRulebook(path)
	if err != nil {
		return err
	}
	if verb == "translate" {
		_, err = c.out.Write(book.Text())
		return err
	}
	_, err = io.WriteString(c.out, tally.Reading(book, c.lang))
	return err
}
