package desk

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"pingyi/app/tally"
	"pingyi/display"
	"pingyi/voting"
)

// figureParameters are the names by which an address says which figure is meant.
func figureParameters() []string {
	return []string{"of", "count", "unit", "criterion", "category", "grade", "reason", "class", "run", "other", "label"}
}

// figureIn is the figure that an address names.
func figureIn(said func(name string) string) voting.Figure {
	run, _ := strconv.ParseUint(said("run"), 10, 16) // none is 0
	return voting.Figure{
		Run: uint16(run), Result: said("of"), Count: said("count"), Unit: voting.UnitID(said("unit")), Criterion: said("criterion"),
		Category: said("category"), Grade: said("grade"), Reason: said("reason"), Class: voting.Class(said("class")),
		Other: voting.UnitID(said("other")), Label: said("label"),
	}
}

// explains is the address of the page that explains a figure, in a version unless it
// is 0.
func explains(session voting.SessionID, figure voting.Figure, version int) string {
	said := []string{figure.Result, figure.Count, string(figure.Unit), figure.Criterion, figure.Category, figure.Grade, figure.Reason, string(figure.Class), "", string(figure.Other), figure.Label}
	if figure.Run > 0 {
		said[slices.Index(figureParameters(), "run")] = strconv.Itoa(int(figure.Run))
	}
	var address []string
	for i, name := range figureParameters() {
		if said[i] != "" {
			address = append(address, name+"="+url.QueryEscape(said[i]))
		}
	}
	if version > 0 {
		address = append(address, "version="+strconv.Itoa(version))
	}
	return "/desk/s/" + string(session) + "/explain?" + strings.Join(address, "&")
}

// tellCount explains what was counted.
func (p deskPage) tellCount(state *voting.State, e display.Explanation) Told {
	f := e.Figure
	t := Told{What: capital(tally.ToldName(p.short(), f.Count)), Unit: e.Row.Unit.Name, UnitID: string(f.Unit), Printed: e.Printed, Said: e.Printed, Why: e.Why}
	switch {
	case f.Unit == "":
		t.Unit = p.T("explain.session")
	case f.Run > 0: // what stands of the unit is another run
		t.UnitID = ""
	default:
		t.Ballots, t.Expected = e.Row.Tally.Total(), state.ExpectedFor(e.Row.Item, f.Unit)
	}
	names := p.namesOf(state, f.Unit)
	axis := "criterion"
	if f.Count == voting.FigureTicks {
		axis = "list"
	}
	var asked []string
	for _, part := range [][2]string{{"result", p.resultIn(state, f.Result)}, {"class", string(f.Class)}, {axis, f.Criterion}, {"category", f.Category}, {"grade", f.Grade}, {"reason", f.Reason}} {
		if part[1] != "" {
			asked = append(asked, names.of(part[0], part[1], e.Row.Unit))
		}
	}
	if f.Run > 0 {
		asked = append(asked, p.T("past.run")+" "+strconv.Itoa(int(f.Run)))
	}
	t.Asked = strings.Join(asked, " · ")
	for i, line := range tally.ToldLines(e.Told, tally.RulesOf(state.Session.Rulebook.Canonical())) {
		t.Lines = append(t.Lines, p.line(i+1, line, names))
	}
	return t
}

// resultIn is what a result is called beside a figure: as on its own page.
func (p deskPage) resultIn(state *voting.State, name string) string {
	if said := p.result(name); said != name {
		return said
	}
	return state.Session.Rulebook.NameIn(p.Lang, state.Session.Rulebook.ResultTable(name))
}

// short is the language as the tools name it.
func (p deskPage) short() string {
	if p.Lang == "en" {
		return "en"
	}
	return "zh"
}

// capital begins a heading.
func capital(word string) string {
	first, n := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(first)) + word[n:]
}
