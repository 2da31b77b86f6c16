//go:build linux

package bench

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"pingyi/app/tally"
)

// report writes what was measured and keeps the targets for the end.
type report struct {
	out     io.Writer
	lang    string
	targets []target
}

// words is a sentence of the words, or a word; pairs of name and value fill its {name}s.
func (r *report) words(key string, pairs ...any) string {
	said := make([]string, len(pairs))
	for i, one := range pairs {
		said[i] = fmt.Sprint(one)
	}
	return tally.Say(r.lang, "bench."+key, said...)
}

// head is the heading of a table, of which the words have all columns in one.
func (r *report) head(key string) []string { return strings.Split(r.words(key), " | ") }

// target is one promise and what came of it.
type target struct {
	name  string
	got   float64
	want  float64
	most  bool // want is an upper bound
	about bool // told, and never missed
}

func (t target) met() bool {
	if t.most {
		return t.got <= t.want
	}
	return t.got >= t.want
}

func (r *report) line(key string, pairs ...any) { fmt.Fprintln(r.out, r.words(key, pairs...)) }

func (r *report) gap() { fmt.Fprintln(r.out) }

func (r *report) section(key string, pairs ...any) {
	title := r.words(key, pairs...)
	fmt.Fprintf(r.out, "\n%s\n%s\n", title, strings.Repeat("-", tally.ColumnsOf(title)))
}

// table writes rows whose first is the heading, each column to the right and as wide as its widest cell: a
// Chinese character takes two places of a terminal.
func (r *report) table(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], tally.ColumnsOf(cell))
		}
	}
	for _, row := range rows {
		for i, cell := range row {
			fmt.Fprint(r.out, "  ", strings.Repeat(" ", widths[i]-tally.ColumnsOf(cell)), cell)
		}
		r.gap()
	}
}

func (r *report) atLeast(name string, got, want float64) {
	r.targets = append(r.targets, target{name: name, got: got, want: want})
}

func (r *report) atMost(name string, got, want float64) {
	r.targets = append(r.targets, target{name: name, got: got, want: want, most: true})
}

// about notes a figure that has no bound of ours, such as that of a control.
func (r *report) about(name string, got, want float64) {
	r.targets = append(r.targets, target{name: name, got: got, want: want, about: true})
}

func (r *report) missed() int {
	missed := 0
	for _, t := range r.targets {
		if !t.about && !t.met() {
			missed++
		}
	}
	return missed
}

// verdict lists the targets.
func (r *report) verdict() {
	r.section("targets")
	rows := [][]string{r.head("targets.head")}
	for _, t := range r.targets {
		sign, word := ">=", r.words("pass")
		if t.most {
			sign = "<="
		}
		if !t.met() {
			word = r.words("miss")
		}
		if t.about {
			sign, word = r.words("about"), ""
		}
		rows = append(rows, []string{t.name, number(t.got), sign + " " + number(t.want), word})
	}
	r.table(rows)
	r.line("missed", "n", r.missed(), "of", len(r.targets))
}

// number writes a figure with about three digits that mean something.
func number(v float64) string {
	switch {
	case v >= 10_000:
		return fmt.Sprintf("%.0f k", v/1000)
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

// median returns the middle value, 0 for none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// quantile returns the value below which the share q of sorted values lies.
func quantile[N int | uint32 | float64](sorted []N, q float64) N {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(int(float64(len(sorted))*q), len(sorted)-1)]
}
