package chart

import (
	"fmt"
	"strings"
)

// List is a ranked list with a cut, such as the ten best: bars from nothing, a
// line where the list ends, and what was missing to the first place outside.
type List struct {
	Frame
	Rows []ListRow
	Cut  int    // so many rows are inside; none is cut off when all are
	Said string // at the line, such as the margin to the first place outside

	Place, Row, Value, Inside string // heads of the table
	Yes, No                   string // in its column Inside
}

// ListRow is one row in the order of the list.
type ListRow struct {
	Place string // as it is written, "" for none
	Name  string
	Value string // as it is printed
}

// Draw draws the picture.
func (l List) Draw() Picture {
	texts, indent := []string{"0"}, 0
	for _, r := range l.Rows {
		texts = append(texts, r.Value)
		indent = max(indent, width(r.Place)*letter/100+8)
	}
	s, _ := around(texts)
	var rows []row
	for i, r := range l.Rows {
		if i == l.Cut {
			rows = append(rows, row{body: fmt.Sprintf(`<line x1="0" x2="100%%" y1="-3" y2="-3" class="c"/><text y="12" class="s">%s</text>`, escape(l.Said))})
		}
		rows = append(rows, l.row(r, s, indent, i < l.Cut))
	}
	return Picture{Frame: l.Frame, Panels: l.draw("", 2, nil, rows), Table: l.table()}
}

func (l List) row(r ListRow, s scale, indent int, inside bool) row {
	room := 100 * (narrowest - indent - 8) / letter
	made := row{indent: indent}
	made.lines, made.full = wrap(r.Name, room-width(r.Value), room)
	top := -5 - (len(made.lines)-1)*lineStep
	var b strings.Builder
	fmt.Fprintf(&b, `<text y="%d" class="p">%s</text><text x="100%%" y="%d" class="v">%s</text>`, top, escape(r.Place), top, escape(r.Value))
	if n, ok := Hundredths(r.Value); ok {
		class := "b"
		if !inside {
			class = "o"
		}
		from, to := s.place(0, 0, 10000), s.place(n, 0, 10000)
		if from > to {
			from, to = to, from
		}
		fmt.Fprintf(&b, `<rect x="%s" width="%s" height="%d" class="%s"/>`, percent(from), percent(to-from), barHeight, class)
	}
	made.body = b.String()
	return made
}

func (l List) table() Table {
	t := Table{Columns: []Column{{Label: l.Place, Number: true}, {Label: l.Row, Head: true}, {Label: l.Value, Number: true}, {Label: l.Inside}}}
	for i, r := range l.Rows {
		inside := l.No
		if i < l.Cut {
			inside = l.Yes
		}
		t.Rows = append(t.Rows, []string{r.Place, r.Name, r.Value, inside})
	}
	return t
}
