package recount

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"

	"pingyi/voting"
	"pingyi/voting/count"
)

// rules is a rulebook as this package reads it, out of the text in the record.
// Version 2 has its grades on the ballot.
type rules struct {
	OneVote    string     `json:"one_vote"`
	Grades     []grade    `json:"grades"`
	Categories []category `json:"categories"`
	Pipeline   []string   `json:"pipeline"`
	Places     int        `json:"places"`
	Ballot     struct {
		Grades []grade `json:"grades"`
	} `json:"ballot"`
	Criteria json.RawMessage `json:"criteria"`

	text []byte
}

type grade struct {
	Label  string       `json:"label"`
	Points *json.Number `json:"points"`
	InBase *bool        `json:"in_base"`
}

type category struct {
	Label  string      `json:"label"`
	Weight json.Number `json:"weight"`
}

// readRules reads a rulebook that a session could be made with.
func readRules(rb voting.Rulebook) rules {
	var r rules
	text, err := json.Marshal(rb)
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	if err != nil {
		panic(fmt.Sprintf("read the rulebook of a record: %v", err)) // the record was decoded before
	}
	r.text = text
	return r
}

func (r rules) grades() []grade {
	if r.Grades != nil {
		return r.Grades
	}
	return r.Ballot.Grades
}

// plain reports whether the rules are the three sentences that this package has
// an arithmetic of its own for: one criterion, weighted categories, rounded once.
func (r rules) plain() bool {
	var criteria []any
	return len(r.Pipeline) == 3 && json.Unmarshal(r.Criteria, &criteria) == nil && len(criteria) == 1
}

// Plain reports whether Again works scores and places out anew by this rulebook.
func Plain(rb voting.Rulebook) bool { return readRules(rb).plain() }

// OwnArithmetic reports whether scores are worked out here in another way than by
// the rules. By other rulebooks the counts are still another count, and the steps
// are those of the engine on these counts.
func (c *Count) OwnArithmetic() bool { return c.rules.plain() }

// byEngine lets the engine work the steps on what was counted here.
func (c *Count) byEngine(r *Result) {
	book, err := count.Parse(c.rules.text)
	if err != nil {
		return // a rulebook that nothing can be counted by has no scores
	}
	units := make([]count.Unit, len(r.Units))
	for i, u := range r.Units {
		units[i] = count.Unit{Label: u.Unit, Class: u.Class}
		if c.session.Rulebook.Criteria == nil {
			units[i].Criteria = c.criteria(voting.UnitID(u.Unit))
		}
	}
	in, err := book.NewInput(units)
	if err == nil {
		err = c.feed(book, in, r)
	}
	if err != nil {
		return
	}
	if result, err := book.Run(in); err == nil {
		r.take(result, c.criteria)
		r.Mixed = book.Mixes("score")
	}
}

// feed writes every pile into the tables of the engine, label by label.
func (c *Count) feed(book *count.Rulebook, in *count.Input, r *Result) error {
	for _, u := range r.Units {
		asked := c.criteria(voting.UnitID(u.Unit))
		for _, category := range c.rules.Categories {
			for _, table := range []string{"valid", "collected"} {
				if err := in.Add(table, int64(u.Cells[category.Label].Ballots), u.Unit, category.Label); err != nil {
					return err
				}
			}
			if asked == nil {
				place := []string{u.Unit}
				if labels := book.Labels("criterion"); labels != nil {
					place = append(place, labels[0])
				}
				if err := c.mark(in, u.Cells[category.Label], append(place, category.Label)); err != nil {
					return err
				}
			}
			for _, criterion := range asked {
				if err := c.mark(in, u.Cells[pileOf(criterion, category.Label)], []string{u.Unit, criterion, category.Label}); err != nil {
					return err
				}
			}
		}
	}
	if err := c.present(in, r); err != nil {
		return err
	}
	return feedGiven(in, c.given.upTo(r.Version-1), r.Units)
}

func (c *Count) mark(in *count.Input, cell Cell, at []string) error {
	for i, n := range cell.Counts {
		if err := in.Add("marks", int64(n), append(at[:len(at):len(at)], c.rules.grades()[i].Label)...); err != nil {
			return err
		}
	}
	return nil
}

// present writes who could have voted, on each unit as it was at the close.
func (c *Count) present(in *count.Input, r *Result) error {
	for _, u := range r.Units {
		for i, category := range c.rules.Categories {
			err := errors.Join(
				in.Add("issued", int64(u.hall.issued[i]), u.Unit, category.Label), in.Add("checked in", int64(u.hall.shown[i]), u.Unit, category.Label))
			if err != nil {
				return err
			}
		}
	}
	for _, rep := range c.session.Roster {
		if err := in.Add("membership", 1, c.rules.Categories[rep.Category].Label); err != nil {
			return err
		}
	}
	return nil
}

// take reads scores and places off the engine's result.
func (r *Result) take(result *count.Result, criteria func(voting.UnitID) []string) {
	each := result.Table("criterion score")
	for i := range r.Units {
		u := &r.Units[i]
		if cell, err := result.Table("score").Cell(u.Unit); err == nil && cell.Has() {
			u.Exact, u.Score = cell.Exact.RatString(), cell.Text
		}
		for _, criterion := range criteria(voting.UnitID(u.Unit)) {
			if each != nil {
				if u.Scores == nil {
					u.Scores = make(map[string]string)
				}
				u.Scores[criterion] = each.Text(u.Unit, criterion)
			}
		}
		u.Rank, u.RankInClass = placeIn(result.Table("rank"), u.Unit), placeIn(result.Table("rank in class"), u.Unit)
	}
}

func placeIn(table *count.Table, unit string) int {
	if table == nil {
		return 0
	}
	cell, err := table.Cell(unit)
	if err != nil || !cell.Has() {
		return 0
	}
	return int(new(big.Int).Set(cell.Value.Num()).Int64())
}
