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
			Counts: make(map[string][]int), Ballots: row.Tally.Total(), Expected: s.Item(row.Item).Expected,
		}
		for _, n := range row.Tally.Blank {
			u.Blank += n
		}
		if row.Score.Has() {
			u.Score = row.Score.Rounded.String()
		}
		if display.Breakdown(&s.Session, row.Tally) {
			u.detail(s.Session.Rulebook.Categories, row)
		}
		r.Units = append(r.Units, u)
	}
	return r
}

// detail adds what only a unit with enough ballots in every category shows.
func (u *unitResult) detail(categories []voting.Category, row voting.Row) {
	for i, counts := range row.Tally.Counts {
		u.Counts[categories[i].Label] = append([]int(nil), counts...)
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
