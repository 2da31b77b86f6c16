package voting

import (
	"slices"

	"pingyi/voting/count"
)

// Told is one figure of a chain of counts, sums and shares.
type Told = count.Told

// Chain is such figures, the one that was asked for last.
type Chain = count.Chain

// Said is what something is called in both languages.
type Said = count.Said

// Place says of which unit, grade and so on a figure of a chain is.
type Place = count.Place

// The figures that results print and that no step of a rulebook makes, by what they are called.
const (
	FigureIssued      = "issued"
	FigureCheckedIn   = "checked in"
	FigureCheckInRate = "check-in rate" // of the issued
	FigureExpected    = "expected"      // who could vote
	FigureRecused     = "recused"       // a part of explanations only
	FigureCollected   = "collected"
	FigureValid       = "valid"
	FigureVoid        = "void"
	FigureTurnoutRate = "turnout rate" // collected of the expected
	FigureValidRate   = "valid rate"   // of the collected
	FigureConfirmed   = "confirmed units"
	FigureMarks       = "marks"
	FigureTicks       = "ticks" // of a choice
	FigureBlank       = "blank"
	FigureOpinions    = "opinions"          // marks of grades in the base
	FigureShare       = "share of opinions" // of a grade
	FigureScreenShare = "share of marks"    // of a grade, filled so that all come to 100.0
)

// FigureAverage is what a scene sets a unit against: the mean of its class, of the score or of one
// criterion. It is made of what is printed, so that display explains it.
const FigureAverage = "class average"

// FigureDifference is how far a unit is from the mean of its class, or from an Other unit, as a scene that
// sets them against each other prints it.
const FigureDifference = "difference"

// FigureMargin is how far the last one of a list, which is the Result of the figure, is from the first one
// outside. It too is made of what is printed.
const FigureMargin = "margin"

// sharePlaces is to how many places a percentage of counts is printed.
const sharePlaces = 1

// PartOf is how many of so many have come or voted, in thousandths, rounded down: 449 of 450 are not all, and what has not
// reached a bound is not shown at it. It is the one rule for check-in and turnout, on pages, in files and on screens.
func PartOf(n, of int) int {
	if n <= 0 || of <= 0 {
		return 0
	}
	return min(n*1000/of, 1000)
}

// ExplainCount tells how a count of the results came about, or a sum, a rate or a share of
// counts, of what was confirmed. It is false when there is no such figure. By category it tells
// what lifted allows for the row of a unit, so that only display may ask: it knows who may see them.
func (s *State) ExplainCount(f Figure, lifted func(Row) bool) (count.Chain, bool) {
	t := &counted{State: s, lifted: lifted, rows: s.rows(0, Tally{}, []ItemPhase{PhaseConfirmed, PhaseRevealed})}
	if f.Result != "" || f.Other != "" || f.Label != "" {
		return t.Chain, false
	}
	if f.Count == FigureSetAside {
		found := t.setAside(f)
		return t.Chain, found
	}
	if f.Unit == "" {
		return t.Chain, t.session(f)
	}
	at := slices.IndexFunc(t.rows, func(row Row) bool { return row.Unit.ID == f.Unit })
	if at < 0 || f.Reason != "" {
		return t.Chain, false
	}
	found := t.people(f, &t.rows[at])
	if !found {
		found = t.ballots(f, &t.rows[at])
	}
	if !found {
		found = t.said(f, t.rows[at])
	}
	return t.Chain, found
}

// counted makes a chain of the counts of a session.
type counted struct {
	*State
	count.Chain
	rows   []Row
	lifted func(Row) bool
}

// session tells of what is printed for all units together.
func (t *counted) session(f Figure) bool {
	switch {
	case f.Reason != "":
		return f == Figure{Count: FigureVoid, Reason: f.Reason} && t.reason(f.Reason)
	case t.people(f, nil):
		return true
	case len(t.rows) == 0 || f != Figure{Count: f.Count}:
		return false
	}
	switch f.Count {
	case FigureConfirmed:
		t.Count(FigureConfirmed, count.Place{}, len(t.rows))
	case FigureExpected, FigureCollected, FigureVoid, FigureValid:
		t.inAll(f.Count)
	case FigureTurnoutRate:
		t.Share(f.Count, count.Place{}, t.inAll(FigureCollected), t.inAll(FigureExpected), sharePlaces, modeOf(f.Count))
	case FigureValidRate:
		t.Share(f.Count, count.Place{}, t.inAll(FigureValid), t.inAll(FigureCollected), sharePlaces, modeOf(f.Count))
	default:
		return false
	}
	return true
}

// modeOf is how a percentage is rounded: who came and who voted as PartOf does.
func modeOf(what string) count.Rounding {
	if what == FigureCheckInRate || what == FigureTurnoutRate {
		return count.Truncated
	}
	return count.HalfUp
}

// reason tells how many ballots are void for one; of which unit or category nobody is told.
func (t *counted) reason(reason string) bool { return len(t.reasons(reason)) > 0 }

// reasons tells how many of the collected ballots are void for one reason, or for each one; nothing where
// none is, and where no ballot is to be seen.
func (t *counted) reasons(only string) (parts []int) {
	for _, why := range t.VoidBy() {
		if only == "" || only == why.Reason {
			collected := t.inAll(FigureCollected)
			parts = append(parts, t.Among(FigureVoid, count.Place{}.With("reason", why.Reason), why.Ballots, collected))
		}
	}
	return parts
}

// inAll is a count of ballots of all items together, of which each unit's is told by itself; a form
// with all units is handed in once. Void ones are told by reason where there are any.
func (t *counted) inAll(what string) int {
	if what == FigureValid {
		return t.Less(what, count.Place{}, t.inAll(FigureCollected), t.inAll(FigureVoid))
	}
	if what == FigureVoid {
		if parts := t.reasons(""); parts != nil {
			return t.Sum(what, count.Place{}, parts...)
		}
	}
	var parts []int
	for i := range t.rows {
		row := &t.rows[i]
		item := t.Item(row.Item)
		n := map[string]int{FigureCollected: row.Tally.Total(), FigureVoid: row.Tally.Voids(), FigureExpected: item.Expected}[what]
		switch {
		case item.Whole():
			return t.Count(what, count.Place{}, n)
		case i == 0 || t.rows[i-1].Item != row.Item:
			parts = append(parts, t.Count(what, placeIn(row, "", "", ""), n))
		}
	}
	return t.Sum(what, count.Place{}, parts...)
}

// people tells of who was there: in the session now, for the row of a unit when its item closed.
// By category that is no secret.
func (t *counted) people(f Figure, row *Row) bool {
	if (f != Figure{Count: f.Count, Unit: f.Unit, Category: f.Category}) || !t.knows(f.Category) {
		return false
	}
	switch f.Count {
	case FigureIssued, FigureCheckedIn:
		t.there(f.Count, row, f.Category)
	case FigureCheckInRate:
		t.Share(f.Count, placeIn(row, "", f.Category, ""), t.there(FigureCheckedIn, row, f.Category), t.there(FigureIssued, row, f.Category), sharePlaces, modeOf(f.Count))
	default:
		return false
	}
	return true
}

func (t *counted) knows(category string) bool {
	return category == "" || t.category(category) >= 0
}

func (t *counted) category(label string) int {
	return slices.IndexFunc(t.Session.Rulebook.Categories, func(c Category) bool { return c.Label == label })
}

func placeIn(row *Row, criterion, category, grade string) count.Place {
	var at count.Place
	if row != nil {
		at = at.With("unit", string(row.Unit.ID))
	}
	return at.With("criterion", criterion).With("category", category).With("grade", grade)
}

// there counts cards that were issued, or checked in.
func (t *counted) there(what string, row *Row, category string) int {
	turnout := t.issued
	if row != nil {
		turnout = t.Item(row.Item).Turnout
	}
	told := row == nil || !t.printed // of a unit, by category
	return t.each(category, told, func(category string) count.Place { return placeIn(row, "", category, "") }, what, func(i int) int {
		if what == FigureIssued {
			return turnout[i].Issued
		}
		return turnout[i].CheckedIn
	})
}

// each counts something of one category, or of all and, where that may be told, one by one.
func (t *counted) each(category string, lifted bool, at func(category string) count.Place, what string, n func(category int) int) int {
	if category != "" {
		return t.Count(what, at(category), n(t.category(category)))
	}
	categories, total := t.Session.Rulebook.Categories, 0
	for i := range categories {
		total += n(i)
	}
	if len(categories) == 1 || !lifted || total == 0 {
		return t.Count(what, at(""), total)
	}
	var parts []int
	for i, one := range categories {
		parts = append(parts, t.Count(what, at(one.Label), n(i)))
	}
	return t.Sum(what, at(""), parts...)
}

// ballots tells of ballots of a unit.
func (t *counted) ballots(f Figure, row *Row) bool {
	if (f != Figure{Count: f.Count, Unit: f.Unit, Category: f.Category}) || !t.knows(f.Category) {
		return false
	}
	switch f.Count {
	case FigureCollected, FigureValid, FigureVoid:
		t.cast(f.Count, row, f.Category)
	case FigureValidRate:
		t.Share(f.Count, placeIn(row, "", f.Category, ""), t.cast(FigureValid, row, f.Category), t.cast(FigureCollected, row, f.Category), sharePlaces, modeOf(f.Count))
	case FigureExpected, FigureTurnoutRate: // who could vote is not known by category
		if f.Category != "" {
			return false
		}
		if expected := t.expected(row); f.Count != FigureExpected {
			t.Share(f.Count, placeIn(row, "", "", ""), t.cast(FigureCollected, row, ""), expected, sharePlaces, modeOf(f.Count))
		}
	default:
		return false
	}
	return true
}

// expected is who was checked in and could vote on the unit.
func (t *counted) expected(row *Row) int {
	at := placeIn(row, "", "", "")
	checkedIn := t.there(FigureCheckedIn, row, "")
	if away := sumOf(t.Item(row.Item).Turnout) - t.ExpectedFor(row.Item, row.Unit.ID); away != 0 {
		return t.Less(FigureExpected, at, checkedIn, t.Count(FigureRecused, at, away))
	}
	return t.Sum(FigureExpected, at, checkedIn)
}

func sumOf(turnout []Turnout) (checkedIn int) {
	for _, t := range turnout {
		checkedIn += t.CheckedIn
	}
	return checkedIn
}

// cast counts ballots of a unit that were collected, and those that are void; valid are the others. Those of a
// form with all units are void for the reasons of the form.
func (t *counted) cast(what string, row *Row, category string) int {
	at := func(category string) count.Place { return placeIn(row, "", category, "") }
	if what != FigureCollected && category == "" && t.Item(row.Item).Whole() && t.VoidBy() != nil {
		return t.Sum(what, at(""), t.inAll(what))
	}
	if what == FigureValid {
		return t.Less(what, at(category), t.cast(FigureCollected, row, category), t.cast(FigureVoid, row, category))
	}
	return t.each(category, t.lifted(*row) && !t.printed, at, what, func(i int) int {
		if what == FigureCollected {
			return row.Tally.Ballots[i]
		}
		return row.Tally.Void[i]
	})
}
