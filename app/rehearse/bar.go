package rehearse

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// bar shows on one line how far a long piece of work is. It is not safe for
// several goroutines.
type bar struct {
	out      io.Writer
	label    string
	all, now int
	began    time.Time
	drawn    time.Time
}

func newBar(out io.Writer, label string, all int) *bar {
	return &bar{out: out, label: label, all: all, began: time.Now()}
}

const barWidth = 30

// add counts n more pieces and draws at most five times a second.
func (b *bar) add(n int) {
	b.now += n
	if time.Since(b.drawn) >= 200*time.Millisecond {
		b.draw()
	}
}

func (b *bar) draw() {
	b.drawn = time.Now()
	filled := barWidth
	if b.all > 0 {
		filled = min(barWidth, barWidth*b.now/b.all)
	}
	fmt.Fprintf(b.out, "\r%s [%s%s] %d/%d %s ", b.label, strings.Repeat("#", filled), strings.Repeat(".", barWidth-filled),
		b.now, b.all, time.Since(b.began).Round(time.Second))
}

// done draws the last state and ends the line.
func (b *bar) done() {
	b.draw()
	fmt.Fprintln(b.out)
}
