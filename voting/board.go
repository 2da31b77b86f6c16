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
	Refused     string // why the rulebook gives nobody a score, for instance an empty category
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
		item := &s.Items[i]
		row := Row{Item: item.ID, Unit: s.Unit(item.Unit), Tally: item.Tally}
		switch {
		case item.ID == id:
			row.Tally = tally
		case !slices.Contains(phases, item.Phase):
			continue
		}
		row.Tally = row.Tally.Clone()
		rows = append(rows, row)
	}
	return rows
}
