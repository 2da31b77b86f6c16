package main

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"pingyi/app/bundle"
	"pingyi/app/desk"
	"pingyi/app/tally"
	"pingyi/data"
	"pingyi/display"
	"pingyi/static"
	"pingyi/voting"
)

const explainArgs = "[--session ID] [--version N] [--lang zh|en] --of FIGURE DATA|LOG|BUNDLE"

// question is what somebody wants to have explained.
type question struct {
	order
	of     string
	public *display.Published // of a bundle for the public, which has no ballots; else nil
}

// explain tells how a figure of a result came about, in the words of the desk.
func explain(_ context.Context, args []string, c console) error {
	var q question
	flags := flagSet("explain", explainArgs, c)
	flags.StringVar(&q.session, "session", "", "")
	flags.StringVar(&q.of, "of", "", "")
	flags.IntVar(&q.version, "version", 0, "")
	q.lang = c.lang
	err := parse(flags, args)
	if err == nil && flags.NArg() > 1 { // flags behind the path
		q.path = flags.Arg(0)
		err = parse(flags, flags.Args()[1:])
	}
	if err != nil {
		return err
	}
	switch {
	case q.path == "":
		if q.path, err = oneArgument(flags, "data folder, log or bundle"); err != nil {
			return err
		}
	case flags.NArg() > 0:
		return fmt.Errorf("want one data folder, log or bundle, got %s and %s", q.path, flags.Arg(0))
	}
	state, err := q.state(c)
	if err != nil {
		return err
	}
	text, err := q.answer(state)
	if err != nil {
		return err
	}
	_, err = io.WriteString(c.out, text)
	return err
}

// state folds the records of a log or of a bundle, which may be an archive.
func (q *question) state(c console) (*voting.State, error) {
	if strings.HasSuffix(q.path, ".zip") {
		folder, remove, err := unpacked(q.path)
		if err != nil {
			return nil, err
		}
		defer remove()
		return q.ofBundle(folder)
	}
	if bundle.Is(q.path) {
		return q.ofBundle(q.path)
	}
	path, err := q.log()
	if err != nil {
		return nil, err
	}
	state, err := foldLog(path, c, func(voting.Event) {})
	if err != nil {
		return nil, err
	}
	return state, q.same(state.Session.ID)
}

// ofBundle folds the records of a bundle after its sums were checked. Whether the
// records are those that were signed is for verify to say.
func (q *question) ofBundle(path string) (*voting.State, error) {
	_, _, differences, err := bundle.Sums(path)
	if err == nil && len(differences) > 0 {
		err = fmt.Errorf("this is not the bundle that was written: %s", differences[0])
	}
	var b *bundle.Bundle
	if err == nil {
		b, err = bundle.Open(path)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", q.path, err)
	}
	if b.Session.Kind == bundle.Public {
		return q.ofPublic(b)
	}
	state := voting.NewState()
	err = b.Read(func(_ bundle.Line, _ data.Hash, e voting.Event) error { return state.Apply(e) })
	if err != nil {
		return nil, fmt.Errorf("%s: %w", q.path, err)
	}
	return state, q.same(state.Session.ID)
}

// ofPublic folds the acts of a bundle for the public, and takes the counts of its result, which stand for the
// ballots that it does not have.
func (q *question) ofPublic(b *bundle.Bundle) (*voting.State, error) {
	_, differences, err := bundle.ReadStated(b.Result)
	var r display.Results
	if err == nil && len(differences) > 0 {
		err = errors.New(differences[0])
	}
	if err == nil {
		err = json.Unmarshal(b.Result, &r)
	}
	if err == nil && r.Version == 0 {
		return nil, tally.NewTrouble("figure.public.old", "path", q.path)
	}
	var acts *bundle.Acts
	if err == nil {
		acts, err = bundle.NewActs(b)
	}
	if err == nil {
		err = b.Read(func(line bundle.Line, _ data.Hash, e voting.Event) error { return acts.Follow(line.Seq, e) })
	}
	var state *voting.State
	if err == nil {
		q.public, state, err = acts.Published(r)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", q.path, err)
	}
	return state, q.same(state.Session.ID)
}

// unpacked puts the bundle of an archive into a folder of its own for a while: it
// says who may have marked what, so nobody else may read it.
func unpacked(path string) (folder string, remove func(), err error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", path, err)
	}
	defer archive.Close() // nothing was written
	base, err := os.MkdirTemp("", "pingyi-bundle-*")
	if err != nil {
		return "", nil, err
	}
	remove = func() { _ = os.RemoveAll(base) } // what is left is in the system's folder for such
	if err = os.CopyFS(base, archive); err == nil {
		var inside []string
		if inside, err = filepath.Glob(filepath.Join(base, "*")); err == nil && (len(inside) != 1 || !bundle.Is(inside[0])) {
			err = errors.New("is not the archive of a bundle")
		}
		if err == nil {
			return inside[0], remove, nil
		}
	}
	remove()
	return "", nil, fmt.Errorf("%s: %w", path, err)
}

// answer is the explanation as text.
func (q question) answer(state *voting.State) (string, error) {
	version := q.shown(state)
	if q.public != nil && version != q.public.Version() {
		return "", tally.NewTrouble("figure.public.version", "n", strconv.Itoa(version), "of", strconv.Itoa(q.public.Version()))
	}
	if state.Version(version) == nil {
		return "", tally.NewTrouble("figure.version", "n", strconv.Itoa(version), "of", strconv.Itoa(len(state.Versions)))
	}
	figure, wrong := q.figure(state)
	if wrong != nil && q.of == "" {
		return "", wrong
	}
	if wrong != nil {
		return "", q.withNear(state, version, wrong)
	}
	words, err := static.WordsOf(map[string]string{"zh": "zh-CN", "en": "en"}[q.lang])
	if err != nil {
		return "", err
	}
	text, found, err := q.told(state, figure, version, words)
	if err != nil {
		return "", err
	}
	if !found {
		return "", q.withNear(state, version, tally.NewTrouble("figure.none", "asked", q.of))
	}
	head := tally.Say(q.lang, "figure.head", "title", state.Session.Title, "version", strconv.Itoa(version), "records", strconv.FormatUint(state.Records, 10)) + "\n"
	if state.Version(version).Phase().Unannounced() {
		head = tally.Say(q.lang, "mark.unannounced") + "\n" + head
	}
	if state.Session.Rehearsal {
		head = tally.Say(q.lang, "mark.rehearsal") + "\n" + head
	}
	return head + text, nil
}

// told is the explanation of a figure of all records, or of what the public has.
func (q question) told(state *voting.State, figure voting.Figure, version int, words map[string]string) (string, bool, error) {
	if q.public == nil {
		text, found := desk.ExplainText(state, figure, version, q.lang, words)
		return text, found, nil
	}
	e, found, differs := q.public.Explain(figure)
	switch {
	case !found:
		return "", false, nil
	case differs:
		return "", false, tally.NewTrouble("figure.public.differs", "asked", q.of, "worked", e.Printed, "path", q.path)
	}
	return tally.Say(q.lang, "mark.public") + "\n" + desk.ToldText(state, e, version, q.lang, words), true, nil
}

// shown is the version that is meant: the one that is shown to everybody unless another is named.
func (q question) shown(state *voting.State) int {
	if q.version == 0 {
		return state.ShownVersion().Number
	}
	return q.version
}

// figure reads what was asked for: the name of a result, or of the step that gives
// it, a unit by number or name, and a criterion where there are several. Or the
// name of something that was counted, and what says more closely which. They have any
// order.
func (q question) figure(state *voting.State) (voting.Figure, *tally.Trouble) {
	rb := state.Session.Rulebook
	results, names := deskNames(rb), []string{} // what may be written, and what it means
	for _, result := range rb.ResultNames() {
		table, asked := rb.ResultTable(result), voting.Figure{Result: result}
		results[result], results[table], results[rb.NameIn("en", table)] = asked, asked, asked
		names = append(names, beside(result, rb.NameIn(q.lang, table)))
	}
	names = append(names, q.countNames(state, results)...)
	if q.of == "" {
		example := rb.ResultNames()[0] + " " + string(state.Session.Units[0].ID)
		return voting.Figure{}, tally.NewTrouble("figure.what", "example", example, "count", voting.FigureValid+" "+string(state.Session.Units[0].ID), "names", strings.Join(names, ", "))
	}
	var wrong *tally.Trouble
	for _, reading := range tally.Namings(q.of, results) {
		figure, trouble := q.read(state, results[reading.Name], reading)
		if trouble == nil {
			return figure, nil
		}
		if wrong == nil {
			wrong = trouble
		}
	}
	if wrong == nil {
		wrong = tally.NewTrouble("figure.table", "asked", q.of, "names", strings.Join(names, ", "))
	}
	return voting.Figure{}, wrong
}

// read takes what stands beside the name of a figure.
func (q question) read(state *voting.State, named voting.Figure, reading tally.Naming) (voting.Figure, *tally.Trouble) {
	if named.Count != "" {
		return q.counted(state, named, reading.Rest)
	}
	units, unit, criterion := unitNames(state), "", ""
	if !tally.Fill(reading.Rest, tally.Slot{Said: &unit, Words: units}, tally.Slot{Said: &criterion, Words: criterionNames(state)}) || unit == "" {
		if reading.Rest == "" {
			return named, tally.NewTrouble("figure.unit.unsaid", "asked", q.of, "result", reading.Name, "units", examples(state.Session.Units))
		}
		if unit, criterion = longest(reading.Rest, units); unit == "" {
			return named, tally.NewTrouble("figure.unit", "asked", q.of, "rest", reading.Rest, "result", reading.Name, "units", examples(state.Session.Units))
		}
		unit = units[unit]
	}
	criterion = ownCriterion(state, voting.UnitID(unit), criterion)
	return q.withCriterion(state, voting.Figure{Result: named.Result, Unit: voting.UnitID(unit)}, criterion)
}

// unitNames are units by what may be written for them.
func unitNames(state *voting.State) map[string]string {
	units := make(map[string]string)
	for _, unit := range state.Session.Units {
		units[unit.Name], units[string(unit.ID)] = string(unit.ID), string(unit.ID)
	}
	return units
}

// beside is a name with what readers call it, where that is another word.
func beside(name, called string) string {
	if called == name {
		return name
	}
	return name + " (" + called + ")"
}

// deskNames are what the desk calls the results that it has columns for, whatever their steps
// are called. A name of the author's goes before them.
func deskNames(rb voting.Rulebook) map[string]voting.Figure {
	names := make(map[string]voting.Figure)
	for _, lang := range []string{"zh-CN", "en"} {
		words, err := static.WordsOf(lang)
		if err != nil {
			continue
		}
		for result, key := range map[string]string{"score": "desk.score", "rank": "desk.rank", "rank in class": "desk.rank.class"} {
			if rb.ResultTable(result) != "" {
				names[words[key]] = voting.Figure{Result: result}
			}
		}
	}
	return names
}

// longest finds the longest of some words with which a text begins, and what follows.
func longest[M any](text string, words map[string]M) (found, rest string) {
	text = strings.TrimSpace(text)
	for word := range words {
		after, ok := strings.CutPrefix(text, word)
		if ok && word != "" && len(word) > len(found) && (after == "" || after[0] == ' ') {
			found, rest = word, strings.TrimSpace(after)
		}
	}
	return found, rest
}

// examples names a few units.
func examples(units []voting.Unit) string {
	var named []string
	for _, unit := range units[:min(len(units), 5)] {
		named = append(named, string(unit.ID)+" "+unit.Name)
	}
	return strings.Join(named, ", ")
}
