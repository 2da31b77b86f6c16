package chart

import (
	"fmt"
	"strconv"
	"strings"
)

// Turnout says for each row how many came of how many.
type Turnout struct {
	Frame
	Rows []TurnoutRow

	Row, Came, Of, Share string // heads of the table
}

// TurnoutRow is one row, such as a category of representatives.
type TurnoutRow struct {
	Name     string
	Came, Of int
	Part     int // thousandths, as they are said everywhere
}

// Draw draws the picture. A bar is the whole width, whatever it is a whole of:
// what is compared is the share, and the numbers stand above it.
func (t Turnout) Draw() Picture {
	rows := make([]row, len(t.Rows))
	for i, r := range t.Rows {
		said := fmt.Sprintf("%d / %d", r.Came, r.Of)
		if r.Of > 0 {
			said += " · " + tenths(r.Part) + " %"
		}
		room := 100 * (narrowest - 12) / letter
		rows[i].lines, rows[i].full = wrap(r.Name, room-width(said), room)
		var b strings.Builder
		fmt.Fprintf(&b, `<text x="100%%" y="%d" class="e">%s</text>`, -5-(len(rows[i].lines)-1)*lineStep, said)
		fmt.Fprintf(&b, `<rect width="100%%" height="%d" class="t"/>`, barHeight)
		if r.Of > 0 && r.Came > 0 {
			fmt.Fprintf(&b, `<rect width="%s" height="%d" class="b"/>`, percent(10*r.Part), barHeight)
		}
		rows[i].body = b.String()
	}
	return Picture{Frame: t.Frame, Panels: t.draw("", 2, nil, rows), Table: t.table()}
}

func (t Turnout) table() Table {
	table := Table{Columns: []Column{{Label: t.Row, Head: true}, {Label: t.Came, Number: true}, {Label: t.Of, Number: true}, {Label: t.Share, Number: true}}}
	for _, r := range t.Rows {
		share := Nothing
		if r.Of > 0 {
			share = tenths(r.Part)
		}
		table.Rows = append(table.Rows, []string{r.Name, strconv.Itoa(r.Came), strconv.Itoa(r.Of), share})
	}
	return table
}
