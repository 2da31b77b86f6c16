package tally

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"pingyi/voting/count"
)

// sheet is what is printed of one or several tables with the same axes: columns
// of text, and columns that hold plain numbers or nothing.
type sheet struct {
	columns []column
	rows    [][]string
}

type column struct {
	title  string
	number bool
}

// figure is a table of the result with the name it is asked by.
type figure struct {
	key   string
	table *count.Table
}

// figures lists the results in the order of the steps.
func (o *Outcome) figures() []figure {
	order := append(o.Book.Inputs(), o.Book.Steps()...)
	var all []figure
	for _, key := range o.Result.Names() {
		all = append(all, figure{key, o.Result.Table(key)})
	}
	slices.SortStableFunc(all, func(a, b figure) int {
		return slices.Index(order, a.table.Name()) - slices.Index(order, b.table.Name())
	})
	return all
}

// title is the heading of a figure: the rulebook's own word in Chinese, the
// fixed one in English. What the author calls a table is written as it is, be it a word of the format.
func (o *Outcome) title(f figure, lang string) string {
	ours := !o.Book.Named(f.table.Name())
	if said := Say(lang, "table "+f.table.Name()); ours && said != "" {
		return said
	}
	switch {
	case lang == "zh" && ours:
		return phrase(lang, f.table.Name())
	case lang == "zh":
		return f.table.Name()
	}
	return o.Book.NameIn(lang, f.key)
}

// AxisIn is what an axis is called: one of the rulebook's own as it is written.
func AxisIn(lang, axis string) string {
	if formatAxis(axis) {
		return phrase(lang, axis)
	}
	return axis
}

// formatAxis reports whether an axis is one that the format knows, and none that an author added.
func formatAxis(axis string) bool {
	return slices.Contains([]string{"unit", "class", "session", "criterion", "category", "list", "grade", "number"}, axis)
}

// fresh is a title that no other column has: a step may be called what an axis is.
func (t sheet) fresh(title, lang string) string {
	for slices.ContainsFunc(t.columns, func(c column) bool { return c.title == title }) {
		title = Say(lang, "another", "title", title)
	}
	return title
}

// grouped puts the results with the same axes together, those by unit alone
// first.
func grouped(all []figure) [][]figure {
	var groups [][]figure
	for _, f := range all {
		at := slices.IndexFunc(groups, func(g []figure) bool { return slices.Equal(g[0].table.Axes(), f.table.Axes()) })
		if at < 0 {
			groups = append(groups, []figure{f})
			continue
		}
		groups[at] = append(groups[at], f)
	}
	slices.SortStableFunc(groups, func(a, b []figure) int { return rankOf(a) - rankOf(b) })
	return groups
}

func rankOf(group []figure) int {
	if slices.Equal(group[0].table.Axes(), []string{"unit"}) {
		return 0
	}
	return 1 + len(group[0].table.Axes())
}

// lay makes one sheet of a group. About one unit each, ballots are given beside
// its figures.
func (o *Outcome) lay(group []figure, s Style) sheet {
	axes := group[0].table.Axes()
	var out sheet
	for _, axis := range axes {
		out.columns = append(out.columns, column{title: out.fresh(AxisIn(s.Lang, axis), s.Lang)})
		if axis == "unit" {
			out.columns = append(out.columns, column{title: phrase(s.Lang, "name")}, column{title: phrase(s.Lang, "class")})
		}
	}
	for _, f := range group {
		out.columns = append(out.columns, column{out.fresh(o.title(f, s.Lang), s.Lang), numeric(f.table)})
	}
	turnout := slices.Equal(axes, []string{"unit"}) && o.Book.Sheet() == "one unit" && len(o.told[tableCollected]) > 0
	if turnout {
		for _, name := range []string{tableCollected, tableValid, "invalid"} {
			out.columns = append(out.columns, column{phrase(s.Lang, name), true})
		}
	}
	open := len(o.Result.Pending()) > 0
	if s.Format == "csv" && open {
		out.columns = append(out.columns, column{title: phrase(s.Lang, "not settled")})
	}
	group[0].table.Each(func(labels []string, _ count.Cell) bool {
		var row []string
		for k, axis := range axes {
			row = append(row, labels[k])
			if axis == "unit" {
				u := o.unit(labels[k])
				row = append(row, u.name, u.Class)
			}
		}
		for _, f := range group {
			cell, _ := f.table.Cell(labels...) // the labels come from a table with the same axes
			text := s.text(o.cell(f.table, labels, cell))
			if text != "" && s.Format != "csv" && o.waits(f.table, labels) {
				text = Say(s.Lang, "unsettled", "said", text)
			}
			row = append(row, text)
		}
		if turnout {
			row = append(row, o.cast(labels[0])...)
		}
		if s.Format == "csv" && open {
			row = append(row, o.notSettled(group, labels, s.Lang))
		}
		out.rows = append(out.rows, row)
		return true
	})
	return out.without()
}

// waits reports whether a figure may change with a tie that waits for people.
func (o *Outcome) waits(t *count.Table, labels []string) bool {
	return o.Result.Waits(o.unsettled(), t, labels) != nil
}

// unsettled is worked out once.
func (o *Outcome) unsettled() count.Unsettled {
	if o.open == nil {
		o.open = o.Result.Unsettled()
	}
	return o.open
}

// notSettled names those figures of a row that wait: a file of plain numbers has no other room for it.
func (o *Outcome) notSettled(group []figure, labels []string, lang string) string {
	var names []string
	for _, f := range group {
		if cell, _ := f.table.Cell(labels...); cell.Has() && o.waits(f.table, labels) {
			names = append(names, o.title(f, lang))
		}
	}
	return strings.Join(names, Say(lang, "told.given.and"))
}

// cast is what was collected, valid and invalid of a unit, as far as it is known.
func (o *Outcome) cast(unit string) []string {
	all := make([]string, 3)
	collected, valid := o.sums[tableCollected][unit], o.sums[tableValid][unit]
	if o.told.of(tableCollected, unit) {
		all[0] = whole(collected)
	}
	if o.told.of(tableValid, unit) {
		all[1] = whole(valid)
	}
	if all[0] != "" && all[1] != "" {
		all[2] = whole(collected - valid)
	}
	return all
}

// without leaves out columns of text that say nothing: no unit has a class.
func (t sheet) without() sheet {
	var keep []int
	for i, c := range t.columns {
		if c.number || len(t.rows) == 0 || slices.ContainsFunc(t.rows, func(row []string) bool { return row[i] != "" }) {
			keep = append(keep, i)
		}
	}
	var out sheet
	for _, i := range keep {
		out.columns = append(out.columns, t.columns[i])
	}
	for _, row := range t.rows {
		var kept []string
		for _, i := range keep {
			kept = append(kept, row[i])
		}
		out.rows = append(out.rows, kept)
	}
	return out
}

func (o *Outcome) unit(label string) unit {
	at := slices.IndexFunc(o.units, func(u unit) bool { return u.Label == label })
	if at < 0 {
		return unit{}
	}
	u := o.units[at]
	if u.name == u.Label {
		u.name = ""
	}
	return u
}

// sums are the turnout, for each unit where there is a ballot for each, and with
// "" for all.
type sums map[string]map[string]int64

// addUp goes through the counts once. Of cards and people it takes the most that
// there were for one unit: the same ones came for the next.
func addUp(result *count.Result) sums {
	all := make(sums)
	for _, table := range turnoutTables() {
		t, of := result.Table(table), make(map[string]int64)
		byUnit := slices.Contains(t.Axes(), "unit")
		t.Each(func(labels []string, c count.Cell) bool {
			n := c.Value.Num().Int64()
			of[""] += n
			if byUnit {
				of[labels[0]] += n
			}
			return true
		})
		if byUnit && (table == tableIssued || table == tableCheckedIn) {
			delete(of, "")
			of[""] = slices.Max(append(slices.Collect(maps.Values(of)), 0))
		}
		all[table] = of
	}
	return all
}

var figureText = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+|/[0-9]+)?$`)

// numeric reports whether a table holds figures; others hold words.
func numeric(t *count.Table) bool {
	is := true
	t.Each(func(_ []string, c count.Cell) bool {
		is = c.Text == "" || figureText.MatchString(c.Text)
		return is
	})
	return is
}

// text is a cell as the style writes it. A column of a CSV file holds numbers
// only, so that a fraction becomes a decimal there; the other formats keep it.
func (s Style) text(c count.Cell) string {
	if s.Format == "csv" && strings.Contains(c.Text, "/") && figureText.MatchString(c.Text) {
		return c.Value.FloatString(9)
	}
	return c.Text
}
