package chart

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Frame is what is said around a picture. All texts are those of a reader's
// language; what is in a text is shown and never obeyed.
type Frame struct {
	ID    string // begins the ids inside the picture: letters, digits and hyphens
	Title string
	Desc  string // what the picture shows, for who cannot see it
	Mark  string // burned into every panel, such as 演练; "" for nothing
}

// Picture is a drawing in panels, and the table that says the same.
type Picture struct {
	Frame
	Panels []string // SVG elements, safe to be put into a page as they are
	Table  Table
}

// Table holds the numbers of a picture.
type Table struct {
	Columns []Column
	Rows    [][]string // each with one text for each column
}

// Column is the head of one column.
type Column struct {
	Label  string
	Number bool // set to the right
	Head   bool // names its row
}

// Measures of a panel, in pixels. The narrowest column that a picture is made for
// is 320 wide: there the names of a row are broken, and nothing overlaps.
const (
	narrowest = 320
	tallest   = 945 // of a panel: what a page of A4 has room for, under a heading
	letter    = 14  // size of a name
	lineStep  = 17  // from one line of a name to the next
	barHeight = 12
	rowGap    = 7
)

// row is one row of a panel: its lines and, below them, its bar at the height 0
// of its own ground.
type row struct {
	lines  []string // the name, broken
	full   string   // the whole name where it does not fit
	indent int      // of the name, in pixels
	body   string
}

func (r row) height() int { return len(r.lines)*lineStep + barHeight + rowGap }

// draw draws rows in panels, each under a head, which is headHeight tall, and on a
// ground, which is told how tall its rows are.
func (f Frame) draw(head string, headHeight int, ground func(height int) string, rows []row) []string {
	parts := cutUp(rows, tallest-headHeight)
	drawn := make([]string, len(parts))
	for i, part := range parts {
		drawn[i] = f.panel(fmt.Sprintf("%d/%d", i+1, len(parts)), i+1, head, headHeight, ground, part)
	}
	return drawn
}

// cutUp cuts rows into the fewest parts of nearly equal height that have room.
func cutUp(rows []row, room int) [][]row {
	total := heightOf(rows)
	for n := max(1, (total+room-1)/room); ; n++ {
		parts, before := make([][]row, n), 0
		for _, r := range rows {
			at := (2*before + r.height()) * n / (2 * total)
			parts[at] = append(parts[at], r)
			before += r.height()
		}
		if n >= len(rows) || !slices.ContainsFunc(parts, func(part []row) bool { return heightOf(part) > room }) {
			return parts
		}
	}
}

func heightOf(rows []row) int {
	sum := 0
	for _, r := range rows {
		sum += r.height()
	}
	return sum
}

func (f Frame) panel(which string, n int, head string, headHeight int, ground func(int) string, rows []row) string {
	var b strings.Builder
	used := heightOf(rows)
	height := headHeight + used
	id := fmt.Sprintf("%s-%d", f.ID, n)
	fmt.Fprintf(&b, `<svg class="chart" width="100%%" height="%d" role="img" aria-labelledby="%s-t" aria-describedby="%s-d">`, height, id, f.ID)
	fmt.Fprintf(&b, `<title id="%s-t">%s (%s)</title>`, id, escape(f.Title), which)
	if n == 1 { // a reader who hears them one after the other hears it once
		fmt.Fprintf(&b, `<desc id="%s-d">%s</desc>`, f.ID, escape(f.Desc))
	}
	if f.Mark != "" {
		for y := min(height/2+20, 160); y < height; y += 260 {
			fmt.Fprintf(&b, `<text x="50%%" y="%d" class="mark">%s</text>`, y, escape(f.Mark))
		}
	}
	b.WriteString(head)
	if ground != nil {
		fmt.Fprintf(&b, `<g transform="translate(0 %d)">%s</g>`, headHeight, ground(used))
	}
	y := headHeight
	for _, r := range rows {
		y += len(r.lines) * lineStep
		fmt.Fprintf(&b, `<g transform="translate(0 %d)">`, y)
		r.name(&b)
		b.WriteString(r.body)
		b.WriteString("</g>")
		y += barHeight + rowGap
	}
	b.WriteString("</svg>")
	return b.String()
}

// name writes the lines above the bar, the last one just over it.
func (r row) name(b *strings.Builder) {
	for i, line := range r.lines {
		b.WriteString("<text")
		if r.indent > 0 {
			fmt.Fprintf(b, ` x="%d"`, r.indent)
		}
		fmt.Fprintf(b, ` y="%d">`, -5-(len(r.lines)-1-i)*lineStep)
		if i == 0 && r.full != "" {
			fmt.Fprintf(b, "<title>%s</title>", escape(r.full))
		}
		b.WriteString(escape(line))
		b.WriteString("</text>")
	}
}

// percent writes hundredths of a percent without zeros that say nothing.
func percent(hundredths int) string {
	text := strconv.Itoa(hundredths / 100)
	if rest := hundredths % 100; rest != 0 {
		text += strings.TrimRight(fmt.Sprintf(".%02d", rest), "0")
	}
	return text + "%"
}
