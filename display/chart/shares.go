package chart

import (
	"fmt"
	"strconv"
	"strings"
)

// Shares says how the grades of each row split: a bar of a hundred percent, the
// best grade from its left edge, the worst against its right one. Grades without an
// opinion stand outside the bar, as a grey number.
type Shares struct {
	Frame
	Grades []Grade
	Rows   []ShareRow

	Row, Opinions string // heads of the table: what a row is, and votes with an opinion
	Nobody        string // said where there is no vote with an opinion
}

// Grade is one grade, in the order from best to worst.
type Grade struct {
	Label string
	Tone  string // "0", best, to "4", worst; NoTone for a grade without an opinion
}

// NoTone is what a grade without an opinion is drawn in.
const NoTone = "none"

// Nothing is written where there is no share.
const Nothing = "–"

// ShareRow is one row: how many votes each grade has.
type ShareRow struct {
	Name   string
	Counts []int
}

// The bar of a row goes from the left edge to barEnd, in hundredths of a percent;
// right of it is room for one number.
const (
	barEnd    = 8700
	readable  = 1200 // share of a bar, in hundredths of a percent, in which its number has room
	smallSize = 12   // of what stands beside a name or a bar
)

// outside reports whether a grade stands beside the bar.
func (g Grade) outside() bool { return g.Tone == NoTone }

// Draw draws the picture.
func (s Shares) Draw() Picture {
	rows := make([]row, len(s.Rows))
	for i, r := range s.Rows {
		base, _ := s.sums(r)
		n := "n " + strconv.Itoa(base)
		rows[i] = row{body: s.bar(r)}
		room := 100*(narrowest-8)/letter - width(n)*smallSize/letter
		rows[i].lines, rows[i].full = wrap(r.Name, room, 100*narrowest/letter)
		rows[i].body += fmt.Sprintf(`<text x="100%%" y="%d" class="q">%s</text>`, -5-(len(rows[i].lines)-1)*lineStep, n)
	}
	head, height := s.legend()
	return Picture{Frame: s.Frame, Panels: s.draw(head, height, nil, rows), Table: s.table()}
}

// sums counts the votes in the bar and those outside.
func (s Shares) sums(r ShareRow) (base, outside int) {
	for i, n := range r.Counts {
		if s.Grades[i].outside() {
			outside += n
		} else {
			base += n
		}
	}
	return base, outside
}

// bar draws one row. Every boundary is computed from the left edge, so that there
// is neither a gap nor an overlap.
func (s Shares) bar(r ShareRow) string {
	var b strings.Builder
	base, outside := s.sums(r)
	if base == 0 {
		fmt.Fprintf(&b, `<rect width="%s" height="%d" class="t"/><text x="4" y="10" class="s">%s</text>`, percent(barEnd), barHeight, escape(s.Nobody))
	}
	before := 0
	for i, n := range r.Counts {
		if n == 0 || s.Grades[i].outside() {
			continue
		}
		from, to := before*barEnd/base, (before+n)*barEnd/base
		before += n
		b.WriteString("<rect")
		if from > 0 {
			fmt.Fprintf(&b, ` x="%s"`, percent(from))
		}
		fmt.Fprintf(&b, ` width="%s" height="%d" class="g%s"/>`, percent(to-from), barHeight, s.Grades[i].Tone)
		if n*10000/base >= readable {
			fmt.Fprintf(&b, `<text x="%s" y="10" class="w">%s</text>`, percent((from+to+100)/200*100), tenth(n, base))
		}
	}
	if outside > 0 {
		fmt.Fprintf(&b, `<text x="100%%" y="10" class="q">%d</text>`, outside)
	}
	return b.String()
}

// legend names the grades above the rows, in as many lines as the narrowest
// picture needs.
func (s Shares) legend() (string, int) {
	var b strings.Builder
	x, y := 0, 12
	for _, g := range s.Grades {
		label, _ := cut(g.Label, 100*(narrowest-18)/smallSize)
		wide := 18 + width(label)*smallSize/100
		if x > 0 && x+wide > narrowest {
			x, y = 0, y+20
		}
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="13" height="13" class="g%s"/><text x="%d" y="%d" class="l">%s</text>`, x, y-11, g.Tone, x+18, y, escape(label))
		x += wide + 14
	}
	return b.String(), y + 12
}

func (s Shares) table() Table {
	t := Table{Columns: []Column{{Label: s.Row, Head: true}, {Label: s.Opinions, Number: true}}}
	for _, g := range s.Grades {
		t.Columns = append(t.Columns, Column{Label: g.Label, Number: true})
		if !g.outside() {
			t.Columns = append(t.Columns, Column{Label: "%", Number: true})
		}
	}
	for _, r := range s.Rows {
		base, _ := s.sums(r)
		line := []string{r.Name, strconv.Itoa(base)}
		for i, n := range r.Counts {
			line = append(line, strconv.Itoa(n))
			if s.Grades[i].outside() {
				continue
			}
			share := Nothing
			if base > 0 {
				share = tenth(n, base)
			}
			line = append(line, share)
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}
