package recount

import "pingyi/voting"

// Shown is what the rules make of a state: the result as every page has it, but for its
// lists of units, which are made where they are printed.
func Shown(s *voting.State) Result {
	version := s.ShownVersion()
	r := Result{Format: newest, Version: version.Number, Phase: string(version.Phase())}
	r.Issued, r.CheckedIn = s.Issued()
	for i, t := range s.Turnout() {
		r.Turnout = append(r.Turnout, Present{Label: s.Session.Rulebook.Categories[i].Label, Issued: t.Issued, CheckedIn: t.CheckedIn})
	}
	counted := voting.ItemID(0)
	for _, row := range s.BoardOf(version.Number) {
		u := shownUnit(s, row)
		if i := row.Item; i != counted { // every unit of a form has the ballots of the form
			r.Collected, counted = r.Collected+u.Ballots, i
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

// shownUnit is one row of the board, with what it was counted from.
func shownUnit(s *voting.State, row voting.Row) Unit {
	u := Unit{
		Unit: string(row.Unit.ID), Class: string(row.Unit.Class), Cells: make(map[string]Cell), Ballots: row.Tally.Total(),
		Void: row.Tally.Voids(), Expected: s.ExpectedFor(row.Item, row.Unit.ID), Rank: row.Rank, RankInClass: row.RankInClass,
		Blank: row.Tally.Blanks(),
	}
	for _, t := range s.Item(row.Item).Turnout {
		u.Issued += t.Issued
		u.CheckedIn += t.CheckedIn
	}
	u.piles(s.Session.Rulebook, row)
	for _, named := range row.Named {
		if u.Named == nil {
			u.Named = make(map[string]string)
		}
		u.Named[named.Table] = named.Cell.Text
	}
	if row.Score.Has() {
		u.Exact, u.Score = u.exactly("", row.Score), row.Score.Text
	}
	return u
}

// piles are the counts of a unit by category, by criterion where it has several
// or its own, and by grade.
func (u *Unit) piles(rb voting.Rulebook, row voting.Row) {
	asked := rb.CriteriaOf(row.Unit)
	each := len(asked) > 1 || rb.Criteria == nil
	u.grades("", row.Tally.ByGrade())
	for i, category := range rb.Categories {
		all := Cell{Counts: row.Tally.CategoryByGrade(i), Ballots: row.Tally.Ballots[i], Void: row.Tally.Void[i]}
		for k, criterion := range asked {
			all.Blank += row.Tally.Blank[i][k]
			if each {
				u.Cells[pileOf(criterion.Key(), category.Label)] = Cell{Counts: row.Tally.Counts[i][k], Blank: row.Tally.Blank[i][k]}
			}
		}
		u.Cells[category.Label] = all
	}
	for k, criterion := range asked {
		if each {
			u.grades(criterion.Key(), row.Tally.CriterionByGrade(k))
		}
	}
	for k, score := range row.Criteria {
		if u.Scores == nil {
			u.Scores, u.Exacts = make(map[string]string), make(map[string]string)
		}
		if rb.Rows() {
			u.Scores[asked[k].Key()] = score.Text
			if score.Has() {
				u.Exacts[asked[k].Key()] = u.exactly(asked[k].Key(), score)
			}
		}
	}
}
