package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"pingyi/app/intake"
	"pingyi/app/tally"
	"pingyi/static"
	"pingyi/voting/count"
	"pingyi/voting/programme"
)

const programmeArgs = "list | show NAME | new NAME --out FOLDER [--lang zh|en]"

// programmeCommand lists the ready-made sessions, shows one, or writes it into a
// folder to be edited.
func programmeCommand(_ context.Context, args []string, c console) error {
	flags := flagSet("programme", programmeArgs, c)
	out := flags.String("out", "", "")
	var words []string // the flags may stand before, between or behind them
	for len(args) > 0 {
		if err := parse(flags, args); err != nil {
			return err
		}
		if args = flags.Args(); len(args) > 0 {
			words, args = append(words, args[0]), args[1:]
		}
	}
	lang := c.lang
	if lang == "zh" {
		lang = programme.Languages()[0]
	}
	switch {
	case len(words) == 1 && words[0] == "list":
		return listProgrammes(lang, c.out)
	case len(words) == 2 && (words[0] == "show" || words[0] == "new"):
		p, known := programme.Find(words[1], lang)
		if !known {
			return fmt.Errorf("there is no programme %q; there are %s", words[1], strings.Join(programme.Names(), ", "))
		}
		told, err := newTeller(p, lang)
		switch {
		case err != nil:
			return err
		case words[0] == "show":
			_, err = io.WriteString(c.out, told.page("#")+"\n"+tally.Reading(told.book, lang[:2]))
			return err
		case *out == "":
			return errors.New("want --out FOLDER")
		}
		return told.write(*out, c.out)
	}
	flags.Usage()
	return errors.New("want list, show NAME or new NAME")
}

func listProgrammes(lang string, out io.Writer) error {
	var text strings.Builder
	for _, p := range programme.All(lang) {
		fmt.Fprintf(&text, "%s  %s\n\t%s\n", p.Name, p.Title, p.Line)
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// teller tells one programme in words.
type teller struct {
	programme.Programme
	book  *count.Rulebook
	words map[string]string
}

func newTeller(p programme.Programme, lang string) (*teller, error) {
	book, err := count.Parse(p.Rulebook)
	if err != nil {
		return nil, err
	}
	words, err := static.ProgrammeWords(lang)
	return &teller{Programme: p, book: book, words: words}, err
}

// say gives a sentence; pairs of name and value fill its {name}s.
func (t *teller) say(key string, pairs ...string) string {
	text := t.words["programme."+key]
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
	}
	return text
}

// page is what the programme is, as Markdown that reads as plain text too.
func (t *teller) page(mark string) string {
	var page strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&page, format+"\n", args...) }
	line("%s %s\n\n%s\n\n%s# %s", mark, t.Title, t.Purpose, mark, t.say("files"))
	for _, file := range t.Files {
		line("\n**%s** `%s.csv` %s\n", file.What, programme.FileName(file.Kind), file.Note)
		line("| %s | %s | %s |\n|---|---|---|", t.say("column"), t.say("note"), t.say("example"))
		for _, column := range file.Columns {
			note := column.Note
			if column.Required {
				note = t.say("required") + note
			}
			line("| %s | %s | %s |", column.Title, note, column.Example)
		}
	}
	line("\n%s# %s\n", mark, t.say("rundown"))
	for i, cue := range t.Rundown {
		line("%d. %s%s", i+1, cue.What, t.takes(cue))
	}
	line("\n%s# %s\n\n%s\n", mark, t.say("change"), t.say("change.hint"))
	for _, value := range t.Default().Values {
		line("- %s (`%s`, %s) %s", value.Label, value.At, t.say("now", "value", value.Called()), value.Hint)
	}
	return page.String()
}

func (t *teller) takes(cue programme.Cue) string {
	n := fmt.Sprint(cue.Minutes)
	switch {
	case cue.Vote && t.Days > 0:
		return " · " + t.say("days", "n", fmt.Sprint(t.Days))
	case cue.Minutes == 0:
		return ""
	case cue.Each:
		return " · " + t.say("each", "n", n)
	}
	return " · " + t.say("minutes", "n", n)
}

// write makes the folder, complete or not at all.
func (t *teller) write(folder string, out io.Writer) (err error) {
	if _, err := os.Lstat(folder); err == nil {
		return fmt.Errorf("%s is there already; choose another name", folder)
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		return err
	}
	made, err := os.MkdirTemp(filepath.Dir(folder), "."+filepath.Base(folder)+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(made))
		}
	}()
	if err := os.Chmod(made, 0o755); err != nil {
		return err
	}
	for name, body := range t.folder() {
		if err := os.WriteFile(filepath.Join(made, name), body, 0o644); err != nil {
			return err
		}
	}
	if err := os.Rename(made, folder); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, t.say("written", "folder", folder, "title", t.Title))
	return err
}

// folder is every file of the folder by its name.
func (t *teller) folder() map[string][]byte {
	files := map[string][]byte{"rulebook.json": t.Rulebook, "README.md": []byte(t.page("#") + t.use())}
	for _, file := range t.Files {
		files[programme.FileName(file.Kind)+".csv"] = t.blank(file).CSV()
	}
	return files
}

func (t *teller) blank(file programme.File) intake.Blank {
	b := intake.Blank{Sheet: file.What, Example: t.say("example")}
	for _, c := range file.Columns {
		b.Columns = append(b.Columns, intake.BlankColumn(c))
	}
	return b
}

func (t *teller) use() string {
	lines := []string{t.say("use.fill")}
	if t.File(programme.Figures) != nil {
		lines = append(lines, t.say("use.figures", "file", "`"+programme.FileName(programme.Figures)+".csv`"))
	}
	lines = append(lines, t.say("use.edit"), t.say("use.desk", "title", t.Title))
	text := "\n## " + t.say("use") + "\n\n"
	for i, line := range lines {
		text += fmt.Sprintf("%d. %s\n", i+1, line)
	}
	return text
}
