// Package progress shows people at a terminal how far a long piece of work is.
package progress

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// Bar is one line that fills up. Where nobody can watch it move, in a file or a
// pipe, it is silent until the work is done. It is not safe for several
// goroutines.
type Bar struct {
	out      io.Writer
	label    string
	all, now int
	moves    bool // out is a terminal
	began    time.Time
	drawn    time.Time
}

// New makes a bar for so many pieces of work.
func New(out io.Writer, label string, all int) *Bar {
	return &Bar{out: out, label: label, all: all, moves: terminal(out), began: time.Now()}
}

// terminal tells whether what is written is seen at once, by a person.
func terminal(out io.Writer) bool {
	file, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

const (
	width = 30
	pause = 200 * time.Millisecond
	wipe  = "\r\x1b[K" // back to the start of the line, which is emptied
)

// Add counts n more pieces. It draws at most five times a second, and not at all
// where the work is done before anybody could wonder.
func (b *Bar) Add(n int) { b.Set(b.now+n, b.all) }

// Set says how far it is, and of how much.
func (b *Bar) Set(now, all int) {
	b.now, b.all = now, all
	if now := time.Now(); b.moves && now.Sub(b.began) >= pause && now.Sub(b.drawn) >= pause {
		b.drawn = now
		fmt.Fprint(b.out, wipe+b.line())
	}
}

func (b *Bar) line() string {
	filled := width
	if b.all > 0 {
		filled = min(width, width*b.now/b.all)
	}
	return fmt.Sprintf("%s [%s%s] %d/%d %s", b.label, strings.Repeat("#", filled), strings.Repeat(".", width-filled),
		b.now, b.all, time.Since(b.began).Round(time.Second))
}

// Done draws the last state and ends the line.
func (b *Bar) Done() {
	b.Clear()
	fmt.Fprintln(b.out, b.line())
}

// Clear takes the bar away, so that something else can stand on its line.
func (b *Bar) Clear() {
	if b.moves {
		fmt.Fprint(b.out, wipe)
	}
}
