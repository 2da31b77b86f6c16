//go:build linux

package bench

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// report writes what was measured and keeps the targets for the end.
type report struct {
	out     io.Writer
	targets []target
}

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

func (r *report) line(format string, args ...any) { fmt.Fprintf(r.out, format+"\n", args...) }

func (r *report) section(title string) {
	r.line("\n%s\n%s", title, strings.Repeat("-", len([]rune(title))))
}

// table writes rows whose first is the heading.
func (r *report) table(rows [][]string) {
	w := tabwriter.NewWriter(r.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, row := range rows {
		fmt.Fprintln(w, strings.Join(row, "\t")+"\t")
	}
	_ = w.Flush() // the report is text for a person; a broken pipe ends the run by itself
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
	rows := [][]string{{"", "measured", "wanted", ""}}
	for _, t := range r.targets {
		sign, word := ">=", "pass"
		if t.most {
			sign = "<="
		}
		if !t.met() {
			word = "MISS"
		}
		if t.about {
			sign, word = "about", ""
		}
		rows = append(rows, []string{t.name, number(t.got), sign + " " + number(t.want), word})
	}
	r.table(rows)
	r.line("%d of %d targets missed", r.missed(), len(r.targets))
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
