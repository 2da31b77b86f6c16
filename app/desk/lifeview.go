package desk

import (
	"slices"
	"strconv"
	"strings"

	"pingyi/beijing"
	"pingyi/voting"
)

// maxTypedFigures is how many figures may be typed in; more come as a file.
const maxTypedFigures = 60

// tableView is one imported table: what is there, and what is not.
type tableView struct {
	Table      string // as the rulebook has it, and the log
	Name, Axes string // what readers call it
	Optional   bool   // the rulebook does without it
	At         int    // place among the tables
	Filled, Of int
	Source     string
	By, When   string
	Lacking    []string // names of some places without a figure
	More       int      // of them that are not named
	Typed      []typedFigure
}

// Partial reports whether some figures are there and others not.
func (t tableView) Partial() bool { return t.Filled > 0 && t.Filled < t.Of }

// typedFigure is the field of one figure.
type typedFigure struct {
	Labels []string
	Name   string
	Value  string
}

// tieView is units that wait for a draw or a fresh vote; Order is how far the form
// was filled in.
type tieView struct {
	Step, Kind string
	Where      []string // of which criterion, where each has its own ties
	Title      string   // the step, and where
	At         string   // tells its form from others
	Units      []voting.Unit
	Order      []voting.UnitID
	Level      [][]voting.UnitID
	GoesOn     bool // something comes after the decision, which may leave units level
}

// Key tells the tie from any other: who waits for what.
func (t tieView) Key() string {
	key := t.Kind + " " + t.Title
	for _, unit := range t.Units {
		key += " " + string(unit.ID)
	}
	return key
}

// Chosen reports whether a place of the form has a unit; places count from 1.
func (t tieView) Chosen(place int, unit voting.UnitID) bool {
	return place <= len(t.Order) && t.Order[place-1] == unit
}

// WithBefore reports whether a place of the form is level with the one before it.
func (t tieView) WithBefore(place int) bool {
	if place < 2 || place > len(t.Order) {
		return false
	}
	return slices.ContainsFunc(t.Level, func(group []voting.UnitID) bool {
		return slices.Contains(group, t.Order[place-1]) && slices.Contains(group, t.Order[place-2])
	})
}

// Place is the number of a place; templates count from 0.
func (tieView) Place(i int) int { return i + 1 }

// tie is units that wait for a decision, or had one.
func (v *lifeView) tie(state *voting.State, tie voting.Tie, at string) tieView {
	rb := state.Session.Rulebook
	return tieView{
		Step: tie.Step, Kind: tie.Kind, Where: tie.Where, Title: v.stepAt(rb, tie.Step, tie.Where), At: at,
		Units: unitsOf(state, tie.Units), GoesOn: rb.GoesOn(tie.Step, tie.Kind),
	}
}

// stepAt is a step and where it has a tie: of which criterion, where each has its own.
func (p deskPage) stepAt(rb voting.Rulebook, step string, where []string) string {
	names := []string{rb.NameIn(p.Lang, step)}
	for _, label := range where {
		names = append(names, rb.NameIn(p.Lang, label))
	}
	return strings.Join(names, " · ")
}

// decisionView is a draw or a fresh vote that is in force.
type decisionView struct {
	tieView
	Author, Record, By, When string
}

// vetoView is a veto that is in force.
type vetoView struct {
	Unit             voting.Unit
	Author, Reason   string
	By, When, Lifted string // Lifted is the reason that was typed
}

// given takes what people added to the version, and what they may add.
func (v *lifeView) given(state *voting.State, version *voting.Version) {
	for i, table := range state.Session.Imported() {
		v.Tables = append(v.Tables, v.table(state, version, table, i))
	}
	for i, tie := range v.Results.Pending {
		view := v.tie(state, voting.Tie(tie), "tie"+strconv.Itoa(i))
		if v.Typed.Act == "decision" && v.Typed.Step == tie.Step && slices.Equal(v.Typed.Where, tie.Where) && sameSet(v.Typed.Order, tie.Units) {
			view.Order, view.Level = v.Typed.Order, v.Typed.Level
		}
		v.Ties = append(v.Ties, view)
	}
	for i, d := range version.Decisions {
		tie := v.tie(state, voting.Tie{Step: d.Step, Kind: d.Kind, Where: d.Where, Units: d.Order}, "decision"+strconv.Itoa(i))
		tie.Order, tie.Level = d.Order, d.Level
		v.Decisions = append(v.Decisions, decisionView{tieView: tie, Author: d.Author, Record: d.Record, By: d.By, When: beijing.Minute(d.At)})
	}
	vetoed := make(map[voting.UnitID]bool)
	for _, veto := range version.Vetoes {
		vetoed[veto.Unit] = true
		v.Vetoes = append(v.Vetoes, vetoView{Unit: state.Unit(veto.Unit), Author: veto.Author, Reason: veto.Reason, By: veto.By, When: beijing.Minute(veto.At)})
	}
	v.KnowsVeto = state.Session.Rulebook.KnowsVetoes()
	for _, unit := range state.Session.Units {
		if v.KnowsVeto && !vetoed[unit.ID] {
			v.Vetoable = append(v.Vetoable, unit)
		}
	}
}

func unitsOf(state *voting.State, ids []voting.UnitID) []voting.Unit {
	var units []voting.Unit
	for _, id := range ids {
		units = append(units, state.Unit(id))
	}
	return units
}

func sameSet(some, all []voting.UnitID) bool {
	known := make(map[voting.UnitID]bool)
	for _, id := range all {
		known[id] = true
	}
	for _, id := range some {
		if !known[id] && id != "" {
			return false
		}
	}
	return len(some) == len(all)
}

// lackingNamed is how many places without a figure are named.
const lackingNamed = 8

func (v *lifeView) table(state *voting.State, version *voting.Version, table voting.Imported, at int) tableView {
	places := table.Places()
	view := tableView{Table: table.Name, Name: state.Session.Rulebook.NameIn(v.Lang, table.Name), Axes: v.axes(table.Axes), Optional: table.Optional, At: at, Of: len(places)}
	values := make(map[string]string)
	for _, f := range version.Figures {
		if f.Table != table.Name {
			continue
		}
		view.Source, view.By, view.When, view.Filled = f.Source, f.By, beijing.Minute(f.At), len(f.Cells)
		for _, cell := range f.Cells {
			values[strings.Join(cell.At, "\x00")] = cell.Value
		}
	}
	names := namesOf(state, "")
	for _, place := range places {
		value, has := values[strings.Join(place, "\x00")]
		switch {
		case has || view.Filled == 0:
		case len(view.Lacking) < lackingNamed:
			view.Lacking = append(view.Lacking, names.place(table.Axes, place))
		default:
			view.More++
		}
		if len(places) <= maxTypedFigures {
			view.Typed = append(view.Typed, typedFigure{Labels: place, Name: names.place(table.Axes, place), Value: value})
		}
	}
	return view
}

// axes says by what a table is given.
func (p deskPage) axes(axes []string) string {
	var said []string
	for _, axis := range axes {
		name := p.T("life.axis." + axis)
		if name == "" {
			name = axis
		}
		said = append(said, name)
	}
	return strings.Join(said, " × ")
}

// place names a place of a table for people: a unit by its name and its number.
func (n names) place(axes, place []string) string {
	var unit voting.Unit
	var parts []string
	for i, axis := range axes {
		if axis == "unit" {
			unit = n.units[place[i]]
			parts = append(parts, unit.Name+" "+string(unit.ID))
			continue
		}
		parts = append(parts, n.of(axis, place[i], unit))
	}
	return strings.Join(parts, " · ")
}

// orderForm is what the places of a tie are written into.
type orderForm struct {
	Page *lifeView
	Tie  tieView
}

// Form gives a tie, or a decision that replaces one, to the part that asks for an
// order.
func (v *lifeView) Form(of any) orderForm {
	if d, decided := of.(decisionView); decided {
		return orderForm{v, d.tieView}
	}
	tie, _ := of.(tieView)
	return orderForm{v, tie}
}

// Places are the numbers of the places of a tie, from 1.
func (t tieView) Places() []int {
	places := make([]int, len(t.Units))
	for i := range places {
		places[i] = i + 1
	}
	return places
}
