package voting

import "slices"

// Row is one unit of the board: what was counted and what the rules make of it.
// Rank and RankInClass are 0 for a unit without a score.
type Row struct {
	Item        ItemID
	Unit        Unit
	Tally       Tally
	Score       Score
	Criteria    []Score // by criterion of the unit, where the rulebook has such a result
	Rank        int
	RankInClass int
	Named       []NamedCell // every other result by unit, in the order of their names
	Refused     string      // why the rulebook gives nobody a score, for instance an empty category
}

// Board counts every item in one of the given phases and ranks them among
// each other, overall and inside their class, in the order of the rundown.
func (s *State) Board(phases ...ItemPhase) []Row { return s.BoardWith(0, Tally{}, phases...) }

// BoardWith is the board as it would be with this tally for one item, whatever
// its phase: a score may depend on who else is on the board.
func (s *State) BoardWith(id ItemID, tally Tally, phases ...ItemPhase) []Row {
	return s.outcome(s.rows(id, tally, phases), &s.ShownVersion().Given).Rows
}

// rows are the rows of a board before anything is made of them.
func (s *State) rows(id ItemID, tally Tally, phases []ItemPhase) []Row {
	var rows []Row
	for i := range s.Items {
		item, counts := &s.Items[i], s.Items[i].Tally
		switch {
		case item.ID == id:
			counts = tally
		case !slices.Contains(phases, item.Phase):
			continue
		}
		s.Session.about(item.Item, func(unit Unit, first, step, n int) {
			rows = append(rows, Row{Item: item.ID, Unit: unit, Tally: counts.of(first, step, n).Clone()})
		})
	}
	return rows
}
