package recount

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"

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
	Rank       string     `json:"rank"`
	Ballot     struct {
		Grades   []grade   `json:"grades"`
		Choose   []limits  `json:"choose"`
		Patterns []pattern `json:"patterns"`
		Best     *limits   `json:"best"` // of version 1
		Worst    *limits   `json:"worst"`
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
	if r.Categories == nil { // everybody is in the one that has no axis in any table
		r.Categories = []category{{Label: rb.Categories[0].Label}}
	}
	return r
}

func (r rules) grades() []grade {
	if r.Grades != nil {
		return r.Grades
	}
	return r.Ballot.Grades
}

// plain reports whether the rules are the three sentences that this package has
// an arithmetic of its own for: one criterion, weighted categories, rounded once,
// places among all and in the classes.
func (r rules) plain() bool {
	var criteria []any
	return strings.HasSuffix(r.Rank, "inside each class and overall, 1 2 2 4") && len(r.Pipeline) == 3 && json.Unmarshal(r.Criteria, &criteria) == nil && len(criteria) == 1
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
	for n, u := range r.Units {
		for _, category := range c.rules.Categories {
			cell := u.Cells[category.Label]
			for table, ballots := range map[string]int{"valid": cell.Ballots - cell.Void, "collected": cell.Ballots} {
				if n > 0 && !has(book, table, "unit") {
					continue // the one form of all units was counted with the first
				}
				if err := in.Add(table, int64(ballots), at(book, table, u.Unit, "", category.Label)...); err != nil {
					return err
				}
			}
			if err := c.feedRows(book, in, u, category.Label); err != nil {
				return err
			}
		}
	}
	if err := c.present(book, in, r); err != nil {
		return err
	}
	return feedGiven(in, c.given.upTo(r.Version-1), r.Units)
}

// feedRows writes the piles of one unit and category: grades, or ticks by list.
func (c *Count) feedRows(book *count.Rulebook, in *count.Input, u Unit, category string) error {
	table, asked := "marks", c.criteria(voting.UnitID(u.Unit))
	if c.rules.lists() != nil {
		table = "ticks"
	}
	if asked == nil { // one thing is asked, with or without a name
		asked = append(slices.Concat(book.Labels("criterion"), book.Labels("list")), "")[:1]
	}
	for _, row := range asked {
		cell, apart := u.Cells[pileOf(row, category)]
		if !apart {
			cell = u.Cells[category]
		}
		for i, n := range cell.Counts {
			place := at(book, table, u.Unit, row, category)
			if table == "marks" {
				place = append(place, c.rules.grades()[i].Label)
			}
			if err := in.Add(table, int64(n), place...); err != nil {
				return err
			}
		}
	}
	return nil
}

// has reports whether a table has an axis.
func has(book *count.Rulebook, table, axis string) bool {
	axes, _ := book.Axes(table)
	return slices.Contains(axes, axis)
}

// at names a place by the axes that a table has, but for the marks.
func at(book *count.Rulebook, table, unit, row, category string) []string {
	var place []string
	axes, _ := book.Axes(table)
	for _, axis := range axes {
		switch axis {
		case "unit":
			place = append(place, unit)
		case "criterion", "list":
			place = append(place, row)
		case "category":
			place = append(place, category)
		}
	}
	return place
}

// present writes who could have voted, as it was at the close: on each unit, or once
// where a form was handed out for all of them.
func (c *Count) present(book *count.Rulebook, in *count.Input, r *Result) error {
	for n, u := range r.Units {
		for i, category := range c.rules.Categories {
			for table, cards := range map[string][]int{"issued": u.hall.issued, "checked in": u.hall.shown} {
				if n > 0 && !has(book, table, "unit") {
					continue
				}
				if err := in.Add(table, int64(cards[i]), at(book, table, u.Unit, "", category.Label)...); err != nil {
					return err
				}
			}
		}
	}
	for _, rep := range c.session.Roster {
		if err := in.Add("membership", 1, at(book, "membership", "", "", c.rules.Categories[rep.Category].Label)...); err != nil {
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
