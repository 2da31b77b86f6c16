package tally

import (
	"slices"
	"strings"

	"pingyi/voting/count"
)

// What is printed beside the tables of a rulebook, and is in none of them.
const (
	figureInvalid  = "invalid"
	figureVoid     = "void"
	figureVoidRows = "void rows"
	figureReplaced = "replaced"
)

// counted tells how a count that is printed came about, or the sum of counts of a table where not
// every label is given; false when the text is about something else, with an error when it leaves open what.
func (o *Outcome) counted(asked string) (lines []count.Line, is bool, err error) {
	names := make(map[string]string)
	for _, what := range o.countNames() {
		names[o.fileWord("zh", "name."+what)], names[o.fileWord("en", "name."+what)] = what, what
	}
	for _, what := range o.countNames() {
		names[what] = what
	}
	for _, reading := range Namings(asked, names) {
		c := &counts{Outcome: o}
		if c.tell(names[reading.Name], reading.Rest) {
			return figureFirst(saidLines(c.Told, o.fileWord, rulesIn(o.Book))), true, nil
		}
		if c.unsaid != nil && err == nil {
			err = c.unsaid
		}
	}
	return nil, false, err
}

// figureFirst turns a chain around as the engine tells its own: the figure, then what it was made of.
func figureFirst(lines []count.Line) []count.Line {
	last := len(lines) - 1
	order, place := []int{last}, map[int]int{last: 0}
	for k := 0; k < len(order); k++ {
		for _, from := range lines[order[k]].From {
			if _, known := place[from]; !known {
				place[from] = len(order)
				order = append(order, from)
			}
		}
	}
	turned := make([]count.Line, len(order))
	for k, n := range order {
		turned[k] = lines[n]
		turned[k].From = nil
		for _, from := range lines[n].From {
			turned[k].From = append(turned[k].From, place[from])
		}
	}
	return turned
}

// countNames are what may be asked for besides the tables, and the tables of counts, of which sums
// may be.
func (o *Outcome) countNames() []string {
	names := []string{figureInvalid, figureVoid, figureVoidRows, figureReplaced}
	if len(o.Book.ListResults()) > 0 {
		names = append(names, atCuts()...)
	}
	for _, table := range append(turnoutTables(), tableMarks, tableTicks) {
		if o.Result.Table(table) != nil && !o.Book.Named(table) {
			names = append(names, table)
		}
	}
	return names
}

// counts makes the chain of a count.
type counts struct {
	*Outcome
	count.Chain
	unsaid *unsaid // what the question leaves open; nil where it does not
}

func (c *counts) tell(what, rest string) bool {
	switch what {
	case figureReplaced:
		if rest == "" {
			c.Count(what, count.Place{}, c.Replaced)
		}
		return rest == ""
	case count.ToldPlaces, count.ToldListed, count.ToldBarred, count.ToldNext:
		return c.atCut(what, rest)
	case figureVoid, figureVoidRows:
		return c.void(what, rest)
	case figureInvalid:
		collected := c.Result.Table(tableCollected)
		at, ok := c.places(collected, rest)
		if ok {
			c.Less(what, placeAt(collected, at), c.sum(collected, at), c.sum(c.Result.Table(tableValid), at))
		}
		return ok || c.void(figureVoid, rest)
	}
	at, ok := c.places(c.Result.Table(what), rest)
	if ok {
		c.sum(c.Result.Table(what), at)
	}
	return ok
}

// void tells how many ballots, or rows, are void for one reason, or for all of them.
func (c *counts) void(what, rest string) bool {
	var parts []int
	for _, spoilt := range c.Spoilt {
		n := map[string]int{figureVoid: spoilt.Ballots, figureVoidRows: spoilt.Rows}[what]
		asked := rest == "" || rest == spoilt.Reason || rest == phrase("zh", spoilt.Reason) || rest == phrase("en", spoilt.Reason)
		if n > 0 && asked {
			parts = append(parts, c.Count(what, count.Place{}.With("reason", spoilt.Reason), n))
		}
	}
	switch {
	case parts != nil && rest == "":
		c.Sum(what, count.Place{}, parts...)
	case rest == "":
		c.Count(what, count.Place{}, 0)
	}
	return len(c.Told) > 0
}

// places reads the labels that are given, in any order; "" for an axis of which none is.
func (c *counts) places(t *count.Table, text string) ([]string, bool) {
	said := make([]string, len(t.Axes()))
	if !Fill(text, c.slots(t, said)...) {
		return nil, false
	}
	unit := slices.Index(t.Axes(), "unit")
	for k, axis := range t.Axes() {
		if own := axis == "criterion" && c.Book.OwnCriteria() && unit >= 0 && said[unit] != ""; own && said[k] != "" && !slices.Contains(c.unit(said[unit]).Criteria, said[k]) {
			return nil, false
		}
	}
	return said, true
}

// nameOf is what a label may be called besides.
func (o *Outcome) nameOf(axis, label string) string {
	switch axis {
	case "unit":
		return o.unit(label).name
	case "list":
		return o.Book.ListName(label)
	}
	return ""
}

// placeAt is a place with the labels that are given.
func placeAt(t *count.Table, at []string) (p count.Place) {
	for k, axis := range t.Axes() {
		p = p.With(axis, at[k])
	}
	return p
}

// sum adds a table up along the axes that have no label, the first first. Of all units together it
// tells each in one number, since each can be asked for.
func (c *counts) sum(t *count.Table, at []string) int {
	open := slices.Index(at, "")
	if open < 0 {
		return c.leaf(t, at)
	}
	axis := t.Axes()[open]
	var parts []int
	for _, label := range c.labelsFor(t, axis, at[:open]) {
		one := slices.Clone(at)
		one[open] = label
		if axis == "unit" {
			parts = append(parts, c.leaf(t, one))
		} else {
			parts = append(parts, c.sum(t, one))
		}
	}
	if axis == "unit" && slices.Contains([]string{tableIssued, tableCheckedIn}, t.Name()) {
		return c.Most(t.Name(), placeAt(t, at), parts...)
	}
	return c.Sum(t.Name(), placeAt(t, at), parts...)
}

// leaf is one count, or the whole of a unit, as far as somebody gave it.
func (c *counts) leaf(t *count.Table, at []string) int {
	n, unknown := 0, false
	add := func(labels []string, cell count.Cell) {
		unknown = unknown || c.unknown(t, labels)
		n += int(cell.Value.Num().Int64())
	}
	if cell, err := t.Cell(at...); err == nil {
		add(at, cell)
	} else {
		t.Each(func(labels []string, cell count.Cell) bool {
			for k, label := range at {
				if label != "" && label != labels[k] {
					return true
				}
			}
			add(labels, cell)
			return true
		})
	}
	if unknown {
		return c.Unknown(t.Name(), placeAt(t, at))
	}
	return c.Count(t.Name(), placeAt(t, at), n)
}

// fileWord is a word of a chain that was counted from files: what it is called is what stands above the
// tables.
func (o *Outcome) fileWord(lang, key string, pairs ...string) string {
	of, what, _ := strings.Cut(key, ".")
	switch {
	case of == "list":
		return o.Book.NameIn(lang, what)
	case of == "reason", of == "name" && what != figureReplaced && Say(lang, what) != "":
		return phrase(lang, what)
	case of == "counted" && what != figureReplaced && !slices.Contains([]string{count.ToldAble, count.ToldFigure, count.ToldBarred}, what):
		return Say(lang, "told.counted.files")
	}
	return Say(lang, "told."+key, pairs...)
}
