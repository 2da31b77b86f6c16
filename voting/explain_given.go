package voting

import (
	"slices"
	"strings"

	"pingyi/voting/count"
)

// FigureGiven is a figure from elsewhere, which somebody entered for the imported table that is its Result.
const FigureGiven = "given figure"

// GivenFigure is a figure from elsewhere with where it went.
type GivenFigure struct {
	By    *FiguresEntered // with whom it came, and when
	Axes  []string
	At    []string
	Value string   // a plain decimal number
	Feeds []string // the steps that rest on its table, in order
	Into  string   // the result that it went into
	Lines []Line   // the figure, then what it went into up to that result; none where it went into none of the unit
}

// ExplainGiven tells where a figure from elsewhere of a version came from, and what it went into; false when
// nobody entered such a figure. Lines tell exact figures of a unit: display knows who may see them.
func (s *State) ExplainGiven(f Figure, version int) (GivenFigure, bool) {
	v := s.Version(version)
	if v == nil {
		return GivenFigure{}, false
	}
	axes, ok := s.Session.Rulebook.book.Axes(f.Result)
	at, named := f.place(axes)
	by := v.figures(f.Result)
	if !ok || !named || by == nil {
		return GivenFigure{}, false
	}
	cell := slices.IndexFunc(by.Cells, func(c EnteredFigure) bool { return slices.Equal(c.At, at) })
	if cell < 0 {
		return GivenFigure{}, false
	}
	g := GivenFigure{By: by, Axes: axes, At: at, Value: by.Cells[cell].Value, Feeds: s.Session.Rulebook.book.Feeds(f.Result)}
	if f.Unit != "" {
		g.Into = s.Session.Rulebook.fedBy(f.Result, f.Criterion)
		g.Lines = s.intoOf(f, g, version)
	}
	return g, true
}

// intoOf is the way of a given figure into a result of its unit.
func (s *State) intoOf(f Figure, g GivenFigure, version int) []Line {
	into := Figure{Result: g.Into, Unit: f.Unit}
	if slices.Contains(s.Session.Rulebook.ResultAxes(g.Into), "criterion") {
		into.Criterion = f.Criterion
	}
	lines, found, err := s.Explain(into, version)
	if !found || err != nil {
		return nil
	}
	return count.Into(lines, f.Result, g.At...)
}

// fedBy is the result of a unit in which people look for a given figure: its score, and else the first that
// rests on the table; "" where none does.
func (rb Rulebook) fedBy(table, criterion string) string {
	first := ""
	for _, result := range append([]string{"score"}, rb.ResultNames()...) {
		axes := rb.ResultAxes(result)
		fits := slices.Equal(axes, []string{"unit"}) || criterion != "" && slices.Contains(axes, "criterion")
		if first == "" && fits && slices.Contains(rb.book.RestsOn(result), table) {
			first = result
		}
	}
	return first
}

// place is where a given figure is in its table; false when it says too little or too much.
func (f Figure) place(axes []string) ([]string, bool) {
	own := map[string]string{"unit": string(f.Unit), "class": string(f.Class), "criterion": f.Criterion, "category": f.Category, "grade": f.Grade}
	labels := strings.Split(f.Label, "\n")
	if f.Label == "" {
		labels = nil
	}
	at := make([]string, len(axes))
	for i, axis := range axes {
		label, is := own[axis]
		if is {
			delete(own, axis)
		} else if len(labels) > 0 {
			label, labels = labels[0], labels[1:]
		}
		if at[i] = label; label == "" && axis != "class" { // units may be of no class
			return nil, false
		}
	}
	for _, label := range own {
		if label != "" {
			return nil, false
		}
	}
	return at, len(labels) == 0
}

// GivenAt names the figure from elsewhere that a table has at some labels, one for each of its axes.
func GivenAt(table string, axes, at []string) Figure {
	f := Figure{Count: FigureGiven, Result: table}
	var others []string
	for i, axis := range axes {
		switch axis {
		case "unit":
			f.Unit = UnitID(at[i])
		case "class":
			f.Class = Class(at[i])
		case "criterion":
			f.Criterion = at[i]
		case "category":
			f.Category = at[i]
		case "grade":
			f.Grade = at[i]
		default:
			others = append(others, at[i])
		}
	}
	f.Label = strings.Join(others, "\n")
	return f
}

// GivenFigures lists the figures from elsewhere of a version, table by table.
func (s *State) GivenFigures(version int) (all []Figure) {
	v := s.Version(version)
	if v == nil {
		return nil
	}
	for _, by := range v.Figures {
		axes, _ := s.Session.Rulebook.book.Axes(by.Table)
		for _, cell := range by.Cells {
			all = append(all, GivenAt(by.Table, axes, cell.At))
		}
	}
	return all
}
