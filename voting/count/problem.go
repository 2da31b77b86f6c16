package count

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with a rulebook: where it stands, why it
// cannot be followed, and what to write instead.
type Problem struct {
	Path   string // "steps[2].over"
	Line   int    // in the text, from Located; 0 where it is not known
	Reason string
	Mend   string
}

// Error says all three in one line.
func (p Problem) Error() string { return fmt.Sprintf("%s: %s. %s", p.Path, p.Reason, p.Mend) }

// Problems is everything that was found wrong, in order of the paths.
type Problems []Problem

// maxProblems are told at once; a text with more is no rulebook yet, and the last
// problem says that there are more.
const maxProblems = 500

func (ps *Problems) add(p Problem) {
	switch {
	case len(*ps) < maxProblems:
		*ps = append(*ps, p)
	case len(*ps) == maxProblems:
		*ps = append(*ps, Problem{Path: "(text)", Reason: "there are more problems than these", Mend: "Mend these, then check again"})
	}
}

// told reports whether something was said of a path.
func (ps Problems) told(path string) bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return p.Path == path })
}

// within reports whether something was said of a path or of what is below it.
func (ps Problems) within(path string) bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return below(p.Path, path) })
}

// below reports whether a path leads to what another one leads to, or further down.
func below(path, top string) bool {
	rest, ok := strings.CutPrefix(path, top)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// sort puts problems in order of their paths, with steps[2] before steps[10].
func (ps Problems) sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int { return comparePaths(a.Path, b.Path) })
}

func comparePaths(a, b string) int {
	digits := func(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if order := cmp.Compare(x, y); x > 0 && y > 0 && order != 0 {
			return order // an index has no zeros before it
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

// Error puts each problem on its own line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Located says of each problem in which line of the text it stands. What is
// missing is missing from the element around it.
func (ps Problems) Located(text []byte) Problems {
	root, _ := readDocument(text)
	if root == nil {
		return ps
	}
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	located := slices.Clone(ps)
	for i := range located {
		if located[i].Line == 0 {
			located[i].Line = line(text, root.nearest(located[i].Path).end)
		}
	}
	return located
}

// nearest is the node of a path, or the innermost one around it.
func (n *node) nearest(path string) *node {
	for _, kid := range n.kids {
		if below(path, kid.path) {
			return kid.nearest(path)
		}
	}
	return n
}

// notes is where problems are told while a rulebook is read.
type notes struct {
	Problems
	kept bool // it was accepted once: what cannot be followed is told, and not what is unwise
}

// scope reads one element of a rulebook and tells all that is wrong with it, but
// nothing that only follows: that would confuse.
type scope struct {
	all    *notes
	failed bool
	lost   bool // what the rest stands on is not known
}

// wrong tells a value that is wrong by itself, whatever else is. Of one place the
// first problem is told.
func (s *scope) wrong(path, mend, reason string, args ...any) {
	s.failed = true
	if !s.all.told(path) {
		s.all.add(Problem{Path: path, Reason: fmt.Sprintf(reason, args...), Mend: mend})
	}
}

// fail tells what is wrong between values. It says nothing where one of them is
// not known, or was told to be wrong.
func (s *scope) fail(path, mend, reason string, args ...any) {
	s.failed = true
	if !s.lost && !s.all.within(path) {
		s.all.add(Problem{Path: path, Reason: fmt.Sprintf(reason, args...), Mend: mend})
	}
}

// choices is the mend that lists what may be written.
func choices(all []string) string {
	var quoted []string
	for _, one := range all {
		if one != "" { // of a name that was told to be wrong
			quoted = append(quoted, fmt.Sprintf("%q", one))
		}
	}
	switch len(quoted) {
	case 0:
		return "Leave it out"
	case 1:
		return "Write " + quoted[0]
	}
	return "Write " + strings.Join(quoted[:len(quoted)-1], ", ") + " or " + quoted[len(quoted)-1]
}

// instead is the mend for a word that is not known: the nearest that is, or all.
func instead(word string, known []string) string {
	if best := nearest(word, known); best != "" {
		return fmt.Sprintf("Write %q", best)
	}
	return choices(known)
}

// longestWord bounds what is compared letter by letter.
const longestWord = 64

// nearest is the known word that this one seems to be meant for, "" when none is near.
func nearest(word string, known []string) string {
	best, distance := "", 0
	if len(word) > longestWord {
		return ""
	}
	for _, k := range known[:min(len(known), 500)] {
		if len(k) > longestWord {
			continue
		}
		d := EditDistance(word, k)
		near := 2*d <= max(len([]rune(word)), len([]rune(k)))
		if near && (best == "" || d < distance) {
			best, distance = k, d
		}
	}
	return best
}

// EditDistance counts the letters to insert, drop or replace to make one word of another.
func EditDistance(from, to string) int {
	a, b := []rune(from), []rune(to)
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
