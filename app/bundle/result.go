package bundle

import (
	"encoding/json"

	"pingyi/voting"
)

// Result is result.json: the results as the desk gives them out, field by field.
type Result struct {
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
	Counts      map[string][]int `json:"counts"`
	Blank       int              `json:"blank"`
	Ballots     int              `json:"ballots"`
	Expected    int              `json:"expected"` // cards that could vote when the item closed
	Exact       string           `json:"exact"`
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

// minBreakdown is the number of ballots under which a category of a secret
// session is not shown by itself.
const minBreakdown = 5

// ResultOf counts what was confirmed, as a bundle of that kind gives it. A
// public one has no exact score where counts are hidden: one could be solved for
// the other.
func ResultOf(s *voting.State, kind Kind) Result {
	r := Result{Title: s.Session.Title, Rehearsal: s.Session.Rehearsal, Ranked: "confirmed", Units: []UnitResult{}}
	r.Issued, r.CheckedIn = s.Issued()
	for _, grade := range s.Session.Rulebook.Grades {
		r.Grades = append(r.Grades, grade.Label)
	}
	hide := s.Session.Rulebook.Secrecy == voting.Secret && !s.Session.Rehearsal
	for _, row := range s.Board(voting.PhaseConfirmed, voting.PhaseRevealed) {
		u := UnitResult{
			Unit: row.Unit.ID, Name: row.Unit.Name, Class: row.Unit.Class, Rank: row.Rank, RankInClass: row.RankInClass,
			Counts: make(map[string][]int), Blank: row.Tally.Blanks(), Ballots: row.Tally.Total(), Expected: s.Item(row.Item).Expected,
		}
		hidden := make([]bool, len(row.Tally.Counts))
		if hide {
			hidden = small(row.Tally.Ballots)
		}
		for i := range row.Tally.Counts {
			if !hidden[i] {
				u.Counts[s.Session.Rulebook.Categories[i].Label] = row.Tally.CategoryByGrade(i)
			}
		}
		u.Criteria = criteriaOf(s.Session.Rulebook, row, hidden)
		if row.Score.Has() {
			u.Exact, u.Score = row.Score.Exact.RatString(), row.Score.Text
		}
		if kind == Public && len(u.Counts) < len(hidden) {
			u.Exact = ""
			for i := range u.Criteria {
				u.Criteria[i].Exact = ""
			}
		}
		r.Units = append(r.Units, u)
	}
	return r
}

// criteriaOf is nil where one thing is asked of every unit: the unit says it all.
func criteriaOf(rb voting.Rulebook, row voting.Row, hidden []bool) []CriterionResult {
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
			if !hidden[i] {
				r.Counts[rb.Categories[i].Label] = criteria[k]
			}
		}
		if row.Criteria != nil && row.Criteria[k].Has() {
			r.Exact, r.Score = row.Criteria[k].Exact.RatString(), row.Criteria[k].Text
		}
		all = append(all, r)
	}
	return all
}

// small tells which categories are hidden: those with fewer than five ballots,
// and where that is one alone the next smallest too, or the total would give it
// away.
func small(ballots []int) []bool {
	hidden := make([]bool, len(ballots))
	n := 0
	for i, cast := range ballots {
		if cast > 0 && cast < minBreakdown {
			hidden[i] = true
			n++
		}
	}
	if n != 1 {
		return hidden
	}
	next := -1
	for i, cast := range ballots {
		if cast > 0 && !hidden[i] && (next < 0 || cast < ballots[next]) {
			next = i
		}
	}
	if next >= 0 {
		hidden[next] = true
	}
	return hidden
}

// Text writes result.json.
func (r Result) Text() ([]byte, error) { return text(r) }

// text writes a value as the files of a bundle have it: indented, for people.
func text(value any) ([]byte, error) {
	body, err := json.MarshalIndent(value, "", " ")
	return append(body, '\n'), err
}
