package tally

import (
	"slices"

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
