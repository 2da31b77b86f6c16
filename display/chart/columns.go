package chart

import (
	"fmt"
	"strings"
)

// Columns says how each row does in each of several criteria: for each criterion a
// column of dots, all on one scale, the rows in the order of their total.
type Columns struct {
	Frame
	Criteria []string
	Rows     []ColumnRow

	Row, Total string // heads of the table
}

// ColumnRow is one row: its total and its score by criterion, as they are printed,
// "" where there is none.
type ColumnRow struct {
	Name   string
	Total  string
	Scores []string
}

// MaxColumns is how many criteria a picture has room for; more are for a table.
const MaxColumns = 7

// Draw draws the picture.
func (c Columns) Draw() Picture {
	var all []string
	for _, r := range c.Rows {
		all = append(all, r.Scores...)
	}
	s, known := around(all)
	rows := make([]row, len(c.Rows))
	for i, r := range c.Rows {
		room := 100 * (narrowest - 8) / letter
		rows[i].lines, rows[i].full = wrap(r.Name, room-width(r.Total), room)
		rows[i].body = fmt.Sprintf(`<text x="100%%" y="%d" class="v">%s</text>`, -5-(len(rows[i].lines)-1)*lineStep, escape(r.Total))
		rows[i].body += `<g class="d">`
		for k, score := range r.Scores {
			if n, ok := Hundredths(score); ok {
				from, to := c.column(k)
				rows[i].body += fmt.Sprintf(`<circle cx="%s" cy="6" r="%d"/>`, percent(s.place(n, from, to)), radius)
			}
		}
		rows[i].body += "</g>"
	}
	if !known {
		return Picture{Frame: c.Frame, Panels: c.draw("", 4, nil, rows), Table: c.table()}
	}
	head, height := c.head(s)
	return Picture{Frame: c.Frame, Panels: c.draw(head, height, c.ground(s), rows), Table: c.table()}
}

// column says from where to where a criterion has its dots.
func (c Columns) column(k int) (from, to int) {
	wide := 10000 / len(c.Criteria)
	return k*wide + 200, k*wide + wide - 400
}

// head names each column and writes the two ends of the scale under its name.
func (c Columns) head(s scale) (string, int) {
	var b strings.Builder
	most := 1
	names := make([][]string, len(c.Criteria))
	for k, label := range c.Criteria {
		from, to := c.column(k)
		room := 100 * narrowest * (to + 400 - from) / 10000 / smallSize
		names[k], _ = wrap(label, room, room)
		most = max(most, len(names[k]))
	}
	for k, lines := range names {
		from, to := c.column(k)
		for i, line := range lines {
			fmt.Fprintf(&b, `<text x="%s" y="%d" class="l">%s</text>`, percent(from-200), 12+(most-len(lines)+i)*16, escape(line))
		}
		y := 12 + most*16
		fmt.Fprintf(&b, `<text x="%s" y="%d" class="s">%s</text><text x="%s" y="%d" class="q">%s</text>`,
			percent(from-200), y, s.tick(s.low), percent(to+200), y, s.tick(s.high))
	}
	return b.String(), 12 + most*16 + 10
}

// ground draws the two ends and the middle of the scale in each column.
func (c Columns) ground(s scale) func(height int) string {
	return func(height int) string {
		var b strings.Builder
		for k := range c.Criteria {
			from, to := c.column(k)
			for _, at := range []int{from, (from + to) / 2, to} {
				fmt.Fprintf(&b, `<line x1="%s" x2="%s" y1="-6" y2="%d" class="k"/>`, percent(at), percent(at), height)
			}
		}
		return b.String()
	}
}

func (c Columns) table() Table {
	t := Table{Columns: []Column{{Label: c.Row, Head: true}, {Label: c.Total, Number: true}}}
	for _, label := range c.Criteria {
		t.Columns = append(t.Columns, Column{Label: label, Number: true})
	}
	for _, r := range c.Rows {
		t.Rows = append(t.Rows, append([]string{r.Name, r.Total}, r.Scores...))
	}
	return t
}

// HeatLevels is into how many levels Heat sorts.
const HeatLevels = 7

// Heat sorts printed numbers by size into levels from 0, the highest, so that a
// table can colour its cells; -1 is for what is no number. All cells share one
// scale, whose ends are the texts low and high.
func Heat(cells [][]string) (levels [][]int, low, high string) {
	var all []string
	for _, line := range cells {
		all = append(all, line...)
	}
	s, known := around(all)
	for _, line := range cells {
		row := make([]int, len(line))
		for i, text := range line {
			row[i] = -1
			if n, ok := Hundredths(text); ok {
				row[i] = min((s.high-n)*HeatLevels/(s.high-s.low), HeatLevels-1)
			}
		}
		levels = append(levels, row)
	}
	if !known {
		return levels, "", ""
	}
	return levels, s.tick(s.low), s.tick(s.high)
}
