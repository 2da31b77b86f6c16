package tally

import (
	"slices"
	"strings"

	"pingyi/app/intake"
)

// Published tables have a column for each grade rather than a row: 编号, 满意,
// 不满意. Such columns are marks, or the ticks of a list.

// wide is a column that is named for a label.
type wide struct{ axis, label, table string }

// spread finds the labels that a table has columns for. A title that means something
// else already keeps that meaning, and a table of one grade in a row has its figures
// in the one column.
func (p *part) spread(e *event, t intake.Table, wanted []intake.Column) []intake.Column {
	titles := make(map[string]bool)
	for _, row := range t.Rows[:min(intake.TitleRows, len(t.Rows))] {
		for _, cell := range row.Cells {
			titles[intake.Title(cell)] = true
			titles[intake.Label(cell)] = true
		}
	}
	meant := make(map[string]bool)
	for _, column := range wanted {
		for _, title := range column.Titles {
			meant[intake.Title(title)] = true
		}
	}
	var columns []intake.Column
	for _, w := range p.labelled(e) {
		if (titles[intake.Title(w.label)] || titles[intake.Label(w.label)]) && !meant[intake.Title(w.label)] {
			p.wide = append(p.wide, w)
			columns = append(columns, intake.Column{Titles: []string{w.label}, Label: true})
		}
	}
	return columns
}

// labelled lists the columns that a table could have.
func (p *part) labelled(e *event) []wide {
	var all []wide
	for _, of := range []struct{ axis, table string }{{"grade", tableMarks}, {"number", tableMarks}, {"list", tableTicks}} {
		axes, _ := e.book.Axes(of.table)
		if !slices.Contains(p.tables, of.table) || !slices.Contains(axes, of.axis) {
			continue
		}
		for _, label := range e.labelsOf(of.axis, -1) {
			all = append(all, wide{of.axis, label, of.table})
		}
	}
	return all
}

// settle leaves out the total that stands beside columns of labels, or the columns
// where each row names its label. It returns what is not used. A label that only cells
// have, below the titles, was no column.
func (p *part) settle() (unused []string) {
	for i := range p.wide {
		if !p.head.Has(p.wideColumn(i)) {
			p.wide[i].table = ""
		}
	}
	for _, table := range []string{tableMarks, tableTicks} {
		used := slices.ContainsFunc(p.wide, func(w wide) bool { return w.table == table })
		if !used || !slices.Contains(p.tables, table) || !p.has(table) {
			continue
		}
		if !p.tells(table) {
			unused = append(unused, p.head.Title(p.column(table)))
			p.dropped = append(p.dropped, table)
			continue
		}
		for i, w := range p.wide {
			if w.table == table {
				unused = append(unused, p.head.Title(p.wideColumn(i)))
				p.wide[i].table = ""
			}
		}
	}
	return unused
}

// tells reports whether the rows name the labels that the columns would.
func (p *part) tells(table string) bool {
	return slices.ContainsFunc(p.wide, func(w wide) bool { return w.table == table && p.has(w.axis) })
}

func (p *part) wideColumn(i int) int { return len(p.axes) + len(p.tables) + i }

// spreads reports whether some column is named for a label and is used.
func (p *part) spreads() bool {
	return slices.ContainsFunc(p.wide, func(w wide) bool { return w.table != "" })
}

// clash refuses columns whose title is a label of the rulebook as well as what else a part may
// be asked for: figures would be counted as what they are not. Where the rows name the label,
// or other columns do not and nothing else is the name of the table, there is no doubt.
func (p *part) clash(e *event) (bad intake.Errors) {
	for _, w := range p.labelled(e) {
		if p.has(w.axis) {
			continue
		}
		beside := slices.ContainsFunc(p.wide, func(other wide) bool { return other.axis == w.axis })
		for column := range len(p.axes) + len(p.tables) {
			name, titles := p.meaning(column)
			if !p.head.Has(column) || intake.Title(p.head.Title(column)) != intake.Title(w.label) || name == w.table && e.only(w.axis) {
				continue
			}
			other := slices.IndexFunc(titles, func(title string) bool { return intake.Title(title) != intake.Title(w.label) && title != name })
			if other < 0 && !beside {
				continue
			}
			wrong := p.head.Wrong(intake.Row{}, -1, intake.CodeTitleOfTwo, p.bothMeanings(e, w, name, titles, other)...)
			wrong.Column = p.head.Title(column)
			bad = append(bad, wrong)
		}
	}
	return bad
}

// meaning is what a column is for that is not named for a label, and how it may be called.
func (p *part) meaning(column int) (name string, titles []string) {
	if column < len(p.axes) {
		return p.axes[column], axisTitles(p.axes[column])
	}
	name = p.tables[column-len(p.axes)]
	return name, tableTitles(name)
}

// bothMeanings says what a column can be, and how either is written without a doubt.
func (p *part) bothMeanings(e *event, w wide, name string, titles []string, other int) []string {
	said := make([]string, 2)
	for i, lang := range []string{"en", "zh"} {
		called, way := name, Say(lang, "wide.clash.leave", "axis", phrase(lang, w.axis))
		if other >= 0 {
			way = Say(lang, "wide.clash.rename", "title", titles[other])
		}
		if other >= 0 && lang == "zh" {
			called = titles[other]
		}
		said[i] = Say(lang, "wide.clash", "axis", phrase(lang, w.axis), "label", w.label, "name", called, "long", e.longForm(lang, w.table, w), "way", way)
	}
	return said
}

// longForm shows how figures of a table are written in rows: the titles, and a row below them.
func (e *event) longForm(lang, table string, w wide) string {
	var titles, cells []string
	axes, _ := e.book.Axes(table)
	for _, axis := range axes {
		labels := e.labelsOf(axis, -1)
		cell := w.label
		switch {
		case axis == "unit":
			cell = e.units[0].Label
		case axis == w.axis:
		case e.only(axis):
			continue
		default:
			cell = append(labels, "…")[0]
		}
		titles, cells = append(titles, axisTitles(axis)[0]), append(cells, cell)
	}
	figure := "12"
	if slices.Contains(e.book.Imported(), table) {
		figure = "12.5"
	}
	names := tableTitles(table)
	titles, cells = append(titles, names[min(1, len(names)-1)]), append(cells, figure)
	return Say(lang, "wide.long", "titles", strings.Join(titles, ","), "cells", strings.Join(cells, ","))
}

// across finds a column that is named for a label by which a figure from elsewhere is given,
// and says how it is written. Such figures are read by rows alone.
func (p *part) across(e *event) []string {
	for _, table := range e.book.Imported() {
		axes, _ := e.book.Axes(table)
		for _, axis := range axes {
			if axis == "unit" {
				continue
			}
			for _, label := range e.labelsOf(axis, -1) {
				if slices.ContainsFunc(p.head.Ignored(), func(title string) bool { return intake.Label(title) == intake.Label(label) }) {
					return e.inRows("wide.across", wide{axis, label, table}, "")
				}
			}
		}
	}
	return nil
}

// shareOrCount says of a figure with a fraction in a column of counts how it could be meant: as
// a percentage that somebody published.
func (e *event) shareOrCount(at figureAt, value string) []string {
	for _, table := range e.book.Imported() {
		if axes, _ := e.book.Axes(table); slices.Contains(axes, at.axis) {
			return e.inRows("wide.share", wide{at.axis, at.label, table}, value)
		}
	}
	return e.inRows("wide.share.none", wide{at.axis, at.label, at.table}, value)
}

// inRows is a sentence, in both languages, that shows figures of a table in rows.
func (e *event) inRows(key string, w wide, value string) []string {
	said := make([]string, 2)
	for i, lang := range []string{"en", "zh"} {
		said[i] = Say(lang, key, "value", value, "axis", phrase(lang, w.axis), "label", w.label, "table", w.table, "long", e.longForm(lang, w.table, w))
	}
	return said
}

// hints are titles that the columns of labels could have.
func (p *part) hints(e *event) string {
	var labels []string
	for _, w := range p.labelled(e) {
		labels = append(labels, w.label)
	}
	if len(labels) > labelsNamed {
		labels = append(labels[:labelsNamed:labelsNamed], "…")
	}
	return intake.List(labels)
}
