package voting

import (
	"slices"

	"pingyi/voting/count"
)

// The numbers at the cut of a list, which is the Result of the figure, and its Class where each class has
// a list for itself.
const (
	FigurePlaces = count.ToldPlaces // how many it was to take (名额)
	FigureListed = count.ToldListed // how many are on it
	FigureNext   = count.ToldNext   // who come first of those outside, level with each other
	FigureBarred = count.ToldBarred // who could not be on it, whatever their figure
)

// ExplainPlaces tells how such a number of a version came about; false when there is no such list. It
// names no unit and no figure of one.
func (s *State) ExplainPlaces(f Figure, version int) (count.Chain, bool) {
	v, rows := s.Version(version), s.worked(s.rows(0, Tally{}, []ItemPhase{PhaseConfirmed, PhaseRevealed}))
	listing, is := s.Session.Rulebook.Listing(f.Result)
	if v == nil || !is || f != (Figure{Count: f.Count, Result: f.Result, Class: f.Class}) {
		return count.Chain{}, false
	}
	at := 0
	if listing.Inside == "class" {
		at = slices.IndexFunc(rows, func(row Row) bool { return row.Unit.Class == f.Class })
	} else if f.Class != "" {
		at = -1
	}
	if at < 0 || at >= len(rows) {
		return count.Chain{}, false
	}
	result, err := s.run(rows, &v.Given)
	if err != nil {
		return count.Chain{}, false
	}
	list := Place{}.With("list", s.Session.Rulebook.ResultTable(f.Result)).With("class", string(f.Class))
	return result.Places(f.Count, f.Result, string(rows[at].Unit.ID), list)
}
