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
			Counts: make(map[string][]int), Ballots: row.Tally.Total(), Expected: s.Item(row.Item).Expected,
		}
		for _, n := range row.Tally.Blank {
			u.Blank += n
		}
		hidden := make([]bool, len(row.Tally.Counts))
		if hide {
			hidden = small(row.Tally.Ballots)
		}
		for i, counts := range row.Tally.Counts {
			if !hidden[i] {
				u.Counts[s.Session.Rulebook.Categories[i].Label] = counts
			}
		}
		if row.Score.Has() {
			u.Exact, u.Score = row.Score.Exact.RatString(), row.Score.Rounded.String()
		}
		if kind == Public && len(u.Counts) < len(hidden) {
			u.Exact = ""
		}
		r.Units = append(r.Units, u)
	}
	return r
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
