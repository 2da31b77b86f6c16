package recount

import (
	"slices"

	"pingyi/voting"
	"pingyi/voting/count"
)

// byEngine lets the engine of the rules work the steps on what was counted here,
// and takes the figures that are not worked out here. A rulebook that refuses to go
// on gives no figure at all, which is for the engine to say.
func (c *Count) byEngine(r *Result) {
	book, err := count.ParseKept(c.rules.text)
	if err != nil {
		return // a rulebook that nothing can be counted by has no scores
	}
	result, err := c.engine(book, r)
	if err != nil {
		r.forget()
		return
	}
	r.take(result, c.rules.chain, c.criteria)
	r.takeLists(book, result)
	c.rules.list(r)
	r.Mixed, r.OfPart = book.Mixes(figureScore), ofPart(book)
}

// engine works the steps of the rules on what was counted here.
func (c *Count) engine(book *count.Rulebook, r *Result) (*count.Result, error) {
	units := make([]count.Unit, len(r.Units))
	for i, u := range r.Units {
		units[i] = count.Unit{Label: u.Unit, Class: u.Class, Session: string(c.unit(voting.UnitID(u.Unit)).Sitting)}
		if c.session.Rulebook.Criteria == nil {
			units[i].Criteria = c.criteria(voting.UnitID(u.Unit))
		}
	}
	in, err := book.NewInput(units)
	if err == nil {
		err = c.feed(book, in, r)
	}
	if err != nil {
		return nil, err
	}
	return book.Run(in)
}

// takeLists makes the lists of units of what the engine says: who is on each, who was kept
// out, and the figure by which they were taken. The order, the places and who is next are
// found here.
func (r *Result) takeLists(book *count.Rulebook, result *count.Result) {
	type listed struct {
		count.Listing
		head
	}
	var lists []listed
	for _, name := range result.Names() {
		if l, is := book.Listing(name); is && slices.Equal(result.Table(name).Axes(), []string{"unit"}) {
			lists = append(lists, listed{l, head{result: name, name: result.Table(name).Name(), by: l.Of, lowFirst: !l.HighFirst}})
		}
	}
	slices.SortStableFunc(lists, func(a, b listed) int { return a.Step - b.Step })
	for _, l := range lists {
		units := r.candidates(result, l.head)
		l.exact = book.RestsOnPart(l.result) || !l.Counted && slices.ContainsFunc(r.Units, func(u Unit) bool {
			by, err := result.Table(l.Of).Cell(u.Unit)
			return err == nil && by.Has() && !by.Rounded
		})
		classes := []string{""}
		if l.Inside == "class" {
			classes = classesOf(units)
		}
		for _, class := range classes {
			own := units
			if l.Inside == "class" {
				own = inClass(units, class)
			}
			if len(own) > 0 {
				r.Selections = append(r.Selections, l.of(class, result.Admission(l.result, own[0].unit.Unit).Take, own))
			}
		}
	}
}

// candidates are all units before a list.
func (r *Result) candidates(result *count.Result, h head) []candidate {
	var all []candidate
	for _, u := range r.Units {
		one := candidate{unit: u, barred: result.Admission(h.result, u.Unit).Barred}
		if by, err := result.Table(h.by).Cell(u.Unit); err == nil && by.Has() {
			one.value, one.text = &quotient{by.Value.Num(), by.Value.Denom()}, by.Text
		}
		if on, err := result.Table(h.result).Cell(u.Unit); err == nil && on.Has() {
			one.on = on.Value.Sign() > 0
		} else {
			one.value = nil // it was not before the list at all
		}
		all = append(all, one)
	}
	return all
}

// forget leaves no unit a figure.
func (r *Result) forget() {
	for i := range r.Units {
		u := &r.Units[i]
		u.Exact, u.Score, u.Scores, u.Exacts, u.Named, u.value, u.Rank, u.RankInClass = "", "", nil, nil, nil, nil, 0, 0
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
				place = append(place, c.rules.Grades[i].Label)
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

// take reads off the engine's result what is not worked out here.
func (r *Result) take(result *count.Result, own *chain, criteria func(voting.UnitID) []string) {
	each := result.Table(figureEach)
	for i := range r.Units {
		u := &r.Units[i]
		if cell, err := result.Table(figureScore).Cell(u.Unit); err == nil && cell.Has() && !own.has(figureScore) {
			u.Exact, u.Score = u.exactly("", cell), cell.Text
		}
		for _, criterion := range criteria(voting.UnitID(u.Unit)) {
			if each != nil && !own.has(figureEach) {
				if u.Scores == nil {
					u.Scores, u.Exacts = make(map[string]string), make(map[string]string)
				}
				u.Scores[criterion] = each.Text(u.Unit, criterion)
				if cell, err := each.Cell(u.Unit, criterion); err == nil && cell.Has() {
					u.Exacts[criterion] = u.exactly(criterion, cell)
				}
			}
		}
		for _, name := range result.Names() {
			if table := result.Table(name); !slices.Contains(figures(), name) && slices.Equal(table.Axes(), []string{"unit"}) {
				if u.Named == nil {
					u.Named = make(map[string]string)
				}
				u.Named[table.Name()] = table.Text(u.Unit)
			}
		}
		if !own.has(figureRank) {
			u.Rank = placeIn(result.Table(figureRank), u.Unit)
		}
		if !own.has(figureWithin) {
			u.RankInClass = placeIn(result.Table(figureWithin), u.Unit)
		}
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
	return int(cell.Value.Num().Int64())
}
