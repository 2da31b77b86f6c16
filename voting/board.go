package voting

import "slices"

// Row is one unit of the board: what was counted and what the rules make of it.
// Rank and RankInClass are 0 for a unit without a score.
type Row struct {
	Item        ItemID
	Unit        Unit
	Tally       Tally
	Score       Score
	Rank        int
	RankInClass int
}

// Board counts every item in one of the given phases and ranks them among
// each other, overall and inside their class, in the order of the rundown.
func (s *State) Board(phases ...ItemPhase) []Row {
	var rows []Row
	var scores []Score
	var classes []Class
	for i := range s.Items {
		item := &s.Items[i]
		if !among(item.Phase, phases) {
			continue
		}
		row := Row{Item: item.ID, Unit: s.Unit(item.Unit), Tally: item.Tally.Clone(), Score: s.Scoring.Score(item.Tally)}
		rows, scores, classes = append(rows, row), append(scores, row.Score), append(classes, row.Unit.Class)
	}
	overall, inClass := Rank(scores), RankInClass(scores, classes)
	for i := range rows {
		rows[i].Rank, rows[i].RankInClass = overall[i], inClass[i]
	}
	return rows
}

func among(phase ItemPhase, phases []ItemPhase) bool {
	return slices.Contains(phases, phase)
}
