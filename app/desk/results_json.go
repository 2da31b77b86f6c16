package desk

import (
	"github.com/gofiber/fiber/v2"

	"pingyi/display"
	"pingyi/voting"
)

// results is the outcome of a session as other programs read it, in the shape
// of the scenarios' expected results.
type results struct {
	Title     string       `json:"title"`
	Rehearsal bool         `json:"rehearsal"`
	Issued    int          `json:"issued"`
	CheckedIn int          `json:"checked_in"`
	Grades    []string     `json:"grades"`
	Ranked    string       `json:"ranked"` // among which units the ranks are
	Units     []unitResult `json:"units"`
}

type unitResult struct {
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

	Criteria []criterionResult `json:"criteria,omitempty"` // where there are several, or the unit's own
}

// criterionResult is one criterion of a unit. Criterion is its number, or its
// label where all units have the same.
type criterionResult struct {
	Criterion string           `json:"criterion"`
	Label     string           `json:"label"`
	Group     string           `json:"group,omitempty"`
	Counts    map[string][]int `json:"counts"`
	Blank     int              `json:"blank"`
	Exact     string           `json:"exact,omitempty"` // where the rulebook has a score for each
	Score     string           `json:"score,omitempty"`
}

// resultsOf counts what was confirmed. Nothing else leaves the desk as a result.
// A unit whose breakdown would tell on somebody has no counts by category, and no
// exact score either, since its digits are an equation for them.
func resultsOf(s *voting.State) results {
	r := results{Title: s.Session.Title, Rehearsal: s.Session.Rehearsal, Ranked: "confirmed", Units: []unitResult{}}
	r.Issued, r.CheckedIn = s.Issued()
	for _, grade := range s.Session.Rulebook.Grades {
		r.Grades = append(r.Grades, grade.Label)
	}
	for _, row := range s.Board(voting.PhaseConfirmed, voting.PhaseRevealed) {
		u := unitResult{
			Unit: row.Unit.ID, Name: row.Unit.Name, Class: row.Unit.Class, Rank: row.Rank, RankInClass: row.RankInClass,
			Counts: make(map[string][]int), Blank: row.Tally.Blanks(), Ballots: row.Tally.Total(), Expected: s.Item(row.Item).Expected,
		}
		u.Score = row.Score.Text
		detailed := display.Breakdown(&s.Session, row.Tally)
		u.Criteria = criteriaOf(s.Session.Rulebook, row, detailed)
		if detailed {
			u.detail(s.Session.Rulebook.Categories, row)
		}
		r.Units = append(r.Units, u)
	}
	return r
}

// criteriaOf is nil where one thing is asked of every unit: the unit says it all.
// Counts by category and exact scores are there only where the unit's are.
func criteriaOf(rb voting.Rulebook, row voting.Row, detailed bool) []criterionResult {
	if !rb.Rows() {
		return nil
	}
	var all []criterionResult
	for k, criterion := range rb.CriteriaOf(row.Unit) {
		r := criterionResult{
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
			if detailed {
				r.Exact = row.Criteria[k].Exact.RatString()
			}
		}
		all = append(all, r)
	}
	return all
}

// detail adds what only a unit with enough ballots in every category shows.
func (u *unitResult) detail(categories []voting.Category, row voting.Row) {
	for i := range row.Tally.Counts {
		u.Counts[categories[i].Label] = row.Tally.CategoryByGrade(i)
	}
	if row.Score.Has() {
		u.Exact = row.Score.Exact.RatString()
	}
}

// GetResultsJSON answers the results of everything confirmed so far.
func (d *Desk) GetResultsJSON(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	var r results
	if err := s.Look(func(state *voting.State) { r = resultsOf(state) }); err != nil {
		return err
	}
	download(c, "results", "json", s.ID, r.Rehearsal)
	return c.JSON(r)
}
