package recount

import "pingyi/voting"

// Shown is what the rules make of a state: the result as every page has it.
func Shown(s *voting.State) Result {
	var r Result
	r.Issued, r.CheckedIn = s.Issued()
	for _, row := range s.Board(voting.PhaseConfirmed, voting.PhaseRevealed) {
		u := Unit{
			Unit: string(row.Unit.ID), Class: string(row.Unit.Class), Cells: make(map[string]Cell), Ballots: row.Tally.Total(),
			Expected: s.Item(row.Item).Expected, Rank: row.Rank, RankInClass: row.RankInClass,
		}
		for i, counts := range row.Tally.Counts {
			u.Cells[s.Session.Rulebook.Categories[i].Label] = Cell{Counts: counts, Blank: row.Tally.Blank[i], Ballots: row.Tally.Ballots[i]}
			u.Blank += row.Tally.Blank[i]
		}
		if row.Score.Has() {
			u.Exact, u.Score = row.Score.Exact.RatString(), row.Score.Rounded.String()
		}
		r.Units = append(r.Units, u)
	}
	for i := range s.Items {
		for _, past := range s.Items[i].Past {
			r.SetAside = append(r.SetAside, Run{Item: int(s.Items[i].ID), Run: int(past.Run), Ballots: past.Tally.Total()})
		}
	}
	return r
}
