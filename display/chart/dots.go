package chart

import (
	"fmt"
	"strconv"
	"strings"
)

// Dots says who is ahead: a dot for each row on one scale, in the order of rank.
// The scale need not begin at nothing, since dots have no length.
type Dots struct {
	Frame
	Rows []DotRow

	Place, Row, Score, Votes string // heads of the table
	Shared                   string // how a place that several have is written, {n} for its number
	None                     string // said where there is no score
}

// DotRow is one row. Rank is 0, and Score empty, where there is none.
type DotRow struct {
	Rank  int
	Name  string
	Score string // as it is printed
	N     int    // votes it was made of
}

// Dots stand between these places across, so that one at the end is whole.
const (
	dotsFrom = 200
	dotsTo   = 8100
	radius   = 5
)

// Draw draws the picture.
func (d Dots) Draw() Picture {
	scores := make([]string, len(d.Rows))
	for i, r := range d.Rows {
		scores[i] = r.Score
	}
	s, known := around(scores)
	places, indent := d.places()
	rows := make([]row, len(d.Rows))
	for i, r := range d.Rows {
		rows[i] = d.row(r, places[i], s, indent)
	}
	if !known {
		return Picture{Frame: d.Frame, Panels: d.draw("", 4, nil, rows), Table: d.table(places)}
	}
	return Picture{Frame: d.Frame, Panels: d.draw(s.head(dotsFrom, dotsTo), 22, s.ground(dotsFrom, dotsTo), rows), Table: d.table(places)}
}

// around is the scale around printed numbers; what is none is left out.
func around(texts []string) (scale, bool) {
	low, high, known := 0, 0, false
	for _, text := range texts {
		n, ok := Hundredths(text)
		if !ok {
			continue
		}
		if !known || n < low {
			low = n
		}
		if !known || n > high {
			high = n
		}
		known = true
	}
	if !known {
		return scale{low: 0, high: 1, step: 1}, false
	}
	return scaleOf(low, high), true
}

// head writes the numbers of the scale above a panel.
func (s scale) head(from, to int) string {
	var b strings.Builder
	for n := s.low; n <= s.high; n += s.step {
		fmt.Fprintf(&b, `<text x="%s" y="11" class="a">%s</text>`, percent(s.place(n, from, to)), s.tick(n))
	}
	return b.String()
}

// ground draws the lines of the scale behind the rows.
func (s scale) ground(from, to int) func(height int) string {
	return func(height int) string {
		var b strings.Builder
		for n := s.low; n <= s.high; n += s.step {
			at := percent(s.place(n, from, to))
			fmt.Fprintf(&b, `<line x1="%s" x2="%s" y1="-6" y2="%d" class="k"/>`, at, at, height)
		}
		return b.String()
	}
}

// places writes the place of every row, and says how much room, in pixels, the
// longest takes.
func (d Dots) places() (texts []string, indent int) {
	have := make(map[int]int)
	for _, r := range d.Rows {
		have[r.Rank]++
	}
	for _, r := range d.Rows {
		text := strconv.Itoa(r.Rank)
		switch {
		case r.Rank == 0:
			text = "–"
		case have[r.Rank] > 1:
			text = strings.ReplaceAll(d.Shared, "{n}", text)
		}
		texts = append(texts, text)
		indent = max(indent, width(text)*letter/100+8)
	}
	return texts, indent
}

func (d Dots) row(r DotRow, place string, s scale, indent int) row {
	score := r.Score
	if score == "" {
		score = d.None
	}
	room := 100 * (narrowest - indent - 8) / letter
	made := row{indent: indent}
	made.lines, made.full = wrap(r.Name, room-width("n "+strconv.Itoa(r.N))*smallSize/letter, room)
	top := -5 - (len(made.lines)-1)*lineStep
	var b strings.Builder
	fmt.Fprintf(&b, `<text y="%d" class="p">%s</text><text x="100%%" y="%d" class="q">n %d</text>`, top, escape(place), top, r.N)
	fmt.Fprintf(&b, `<line x1="%s" x2="%s" y1="6" y2="6" class="h"/>`, percent(dotsFrom), percent(dotsTo))
	if n, ok := Hundredths(r.Score); ok {
		fmt.Fprintf(&b, `<circle cx="%s" cy="6" r="%d" class="d"/>`, percent(s.place(n, dotsFrom, dotsTo)), radius)
	}
	fmt.Fprintf(&b, `<text x="100%%" y="11" class="v">%s</text>`, escape(score))
	made.body = b.String()
	return made
}

func (d Dots) table(places []string) Table {
	t := Table{Columns: []Column{{Label: d.Place, Number: true}, {Label: d.Row, Head: true}, {Label: d.Score, Number: true}, {Label: d.Votes, Number: true}}}
	for i, r := range d.Rows {
		score := r.Score
		if score == "" {
			score = d.None
		}
		t.Rows = append(t.Rows, []string{places[i], r.Name, score, strconv.Itoa(r.N)})
	}
	return t
}
