package display

import "pingyi/voting"

// Results are the outcome of a session as programs read it, in the shape of the
// scenarios' expected results: what the desk gives out and what a bundle keeps.
type Results struct {
	Title     string       `json:"title"`
	Rehearsal bool         `json:"rehearsal"`
	Issued    int          `json:"issued"`
	CheckedIn int          `json:"checked_in"`
	Grades    []string     `json:"grades"`
	Ranked    string       `json:"ranked"` // among which units the ranks are
	Units     []UnitResult `json:"units"`
}

// UnitResult is one unit that was confirmed.
type UnitResult struct {
	Unit        voting.UnitID    `json:"unit"`
	Name        string           `json:"name"`
	Class       voting.Class     `json:"class"`
	Counts      map[string][]int `json:"counts"` // empty where categories are hidden
	Blank       int              `json:"blank"`
	Ballots     int              `json:"ballots"`
	Expected    int              `json:"expected"` // cards that could vote when the item closed
	Exact       string           `json:"exact"`    // likewise
	Score       string           `json:"score"`
	Rank        int              `json:"rank"`
	RankInClass int              `json:"rank_in_class"`

	Criteria []CriterionResult `json:"criteria,omitempty"` // where there are several, or the unit's own
}

// CriterionResult is one criterion of a unit. Criterion is its number, or its
// label where all units have the same.
type CriterionResult struct {
	Criterion string           `json:"criterion"`
	Label     string           `json:"label"`
	Group     string           `json:"group,omitempty"`
	Counts    map[string][]int `json:"counts"`
	Blank     int              `json:"blank"`
	Exact     string           `json:"exact,omitempty"` // where the rulebook has a score for each
	Score     string           `json:"score,omitempty"`
}

// ResultsOf counts what was confirmed. A unit whose breakdown would tell on
// somebody has no counts by category, and no exact score either, since its
// digits are an equation for them; nor have those that are measured against it.
func ResultsOf(s *voting.State) Results {
	r := Results{Title: s.Session.Title, Rehearsal: s.Session.Rehearsal, Ranked: "confirmed", Units: []UnitResult{}}
	r.Issued, r.CheckedIn = s.Issued()
	for _, grade := range s.Session.Rulebook.Grades {
		r.Grades = append(r.Grades, grade.Label)
	}
	board := s.Board(voting.PhaseConfirmed, voting.PhaseRevealed)
	for _, row := range board {
		u := UnitResult{
			Unit: row.Unit.ID, Name: row.Unit.Name, Class: row.Unit.Class, Rank: row.Rank, RankInClass: row.RankInClass,
			Counts: make(map[string][]int), Blank: row.Tally.Blanks(), Ballots: row.Tally.Total(), Expected: s.Item(row.Item).Expected,
		}
		u.Score = row.Score.Text
		detailed := Breakdown(&s.Session, row.Tally)
		exactly := func(result string) bool { return Exactly(&s.Session, board, row, result) }
		u.Criteria = criteriaOf(s.Session.Rulebook, row, detailed, exactly("criterion score"))
		for i := range row.Tally.Counts {
			if detailed {
				u.Counts[s.Session.Rulebook.Categories[i].Label] = row.Tally.CategoryByGrade(i)
			}
		}
		if row.Score.Has() && exactly("score") {
			u.Exact = row.Score.Exact.RatString()
		}
		r.Units = append(r.Units, u)
	}
	return r
}

// criteriaOf is nil where one thing is asked of every unit: the unit says it all.
// Counts by category and exact scores are there only where the unit's are.
func criteriaOf(rb voting.Rulebook, row voting.Row, detailed, exactly bool) []CriterionResult {
	if !rb.Rows() {
		return nil
	}
	var all []CriterionResult
	for k, criterion := range rb.CriteriaOf(row.Unit) {
		r := CriterionResult{
			Criterion: criterion.Key(), Label: criterion.Label, Group: criterion.Group,
			Counts: make(map[string][]int), Blank: row.Tally.CriterionBlanks(k),
		}
		for i, criteria := range row.Tally.Counts {
			if detailed {
				r.Counts[rb.Categories[i].Label] = criteria[k]
			}
		}
		if row.Criteria != nil && row.Criteria[k].Has() {
			r.Score = row.Criteria[k].Text
			if exactly {
				r.Exact = row.Criteria[k].Exact.RatString()
			}
		}
		all = append(all, r)
	}
	return all
}
