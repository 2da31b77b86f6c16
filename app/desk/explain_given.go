package desk

import (
	"cmp"
	"strings"

	"pingyi/display"
	"pingyi/voting"
)

// tellGiven explains a figure from elsewhere: who entered it and where it is from, then what it went into.
func (p deskPage) tellGiven(state *voting.State, e display.Explanation) Told {
	rb, f, g := state.Session.Rulebook, e.Figure, e.Given
	t := Told{What: rb.NameIn(p.Lang, f.Result), Printed: g.Value, Said: g.Value, Why: e.Why, Given: true}
	t.Unit = cmp.Or(e.Row.Unit.Name, string(f.Class), p.T("explain.session"))
	if item := state.Item(e.Row.Item); item != nil {
		t.UnitID, t.Ballots, t.Expected = string(f.Unit), e.Row.Tally.Total(), state.ExpectedFor(e.Row.Item, f.Unit)
	}
	var feeds []string
	for _, step := range g.Feeds {
		feeds = append(feeds, rb.NameIn(p.Lang, step))
	}
	t.Feeds = strings.Join(feeds, p.T("and"))
	names := p.namesOf(state, f.Unit)
	names.given = map[string]string{f.Result: p.entered(g.By)}
	own := voting.Line{Table: f.Result, Name: voting.Said{Chinese: rb.NameIn("zh-CN", f.Result), English: rb.NameIn("en", f.Result)}, Axes: g.Axes, At: g.At, Printed: g.Value, Exact: g.Value}
	t.Lines = []explainLine{p.line(1, own, names)}
	t.Asked = t.Lines[0].Where
	for i, line := range g.Lines {
		if i > 0 { // the first is the figure itself
			t.Into = append(t.Into, p.line(i+1, line, names))
		}
	}
	return t
}

// entered says who brought a table from elsewhere, and from where.
func (p deskPage) entered(by *voting.FiguresEntered) string {
	signed := p.stamped(by.Stamp)
	return p.T("explain.given", "by", signed.By, "at", signed.At, "source", by.Source, "n", len(by.Cells))
}

// enteredTables says it of each table of a version.
func (p deskPage) enteredTables(state *voting.State, version int) map[string]string {
	all := make(map[string]string)
	for _, by := range state.Version(version).Figures {
		all[by.Table] = p.entered(by)
	}
	return all
}
