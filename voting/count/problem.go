package count

import (
	"bytes"
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

// Problems is everything that was found wrong, in the order of the text.
type Problems []Problem

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
	root, problem := readDocument(text)
	if problem != nil {
		return ps
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	located := slices.Clone(ps)
	for i := range located {
		located[i].Line = line(text, root.nearest(located[i].Path).end)
	}
	return located
}

// nearest is the node of a path, or the innermost one around it.
func (n *node) nearest(path string) *node {
	for _, kid := range n.kids {
		if rest, ok := strings.CutPrefix(path, kid.path); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			return kid.nearest(path)
		}
	}
	return n
}

// scope reads one element of a rulebook. It tells only the first problem: what
// follows from that one would only confuse.
type scope struct {
	all    *Problems
	failed bool
}

func (s *scope) fail(path, mend, reason string, args ...any) {
	if !s.failed {
		*s.all = append(*s.all, Problem{Path: path, Reason: fmt.Sprintf(reason, args...), Mend: mend})
	}
	s.failed = true
}

// choices is the mend that lists what may be written.
func choices(all []string) string {
	quoted := make([]string, len(all))
	for i, one := range all {
		quoted[i] = fmt.Sprintf("%q", one)
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
	best, distance := "", 0
	for _, k := range known[:min(len(known), 500)] {
		d := editDistance([]rune(word), []rune(k))
		near := 2*d <= max(len([]rune(word)), len([]rune(k)))
		if near && (best == "" || d < distance) {
			best, distance = k, d
		}
	}
	if best != "" {
		return fmt.Sprintf("Write %q", best)
	}
	return choices(known)
}

// editDistance counts the letters to insert, drop or replace.
func editDistance(a, b []rune) int {
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
