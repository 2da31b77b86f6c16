package count

import (
	"bytes"
	"slices"
	"strings"
)

// What those ask who read ballots and figures from files: what belongs on the
// form, and which tables want to be fed.

// Sheet is "one unit" or "all units": what one ballot is about.
func (b *Rulebook) Sheet() string { return b.ballot.sheet }

// OwnCriteria reports whether the criteria are those that each unit brings.
func (b *Rulebook) OwnCriteria() bool { return b.ballot.ownCriteria }

// RowsAlone reports whether the rows of a ballot can be counted one by one: no
// row can make another void, and a row is nothing but a grade.
func (b *Rulebook) RowsAlone() bool {
	return len(b.ballot.patterns) == 0 && len(b.ballot.choose) == 0 && b.axisOf(axisNumber) == nil
}

// Patterns reports whether a ballot can be void for what its rows have in common.
func (b *Rulebook) Patterns() bool { return len(b.ballot.patterns) > 0 }

// Inputs lists the tables that are fed from outside: those of every rulebook of
// this form, then those that the rulebook declares.
func (b *Rulebook) Inputs() []string { return slices.Clone(b.inputs) }

// Axes lists the axes of a table in order, and whether there is such a table.
func (b *Rulebook) Axes(table string) ([]string, bool) {
	s := b.tables[table]
	if s == nil {
		return nil, false
	}
	return slices.Clone(s.axes), true
}

// Text is the rulebook as version 2, laid out for people: what is short stands
// on one line. Keys keep the order in which they were written.
func (b *Rulebook) Text() []byte {
	var out bytes.Buffer
	b.document.lay(&out, 0)
	out.WriteByte('\n')
	return out.Bytes()
}

// lineWidth is what fits on a line, in bytes.
const lineWidth = 110

func (n *node) lay(out *bytes.Buffer, depth int) {
	if line := n.line(); len(line)+depth <= lineWidth && depth > 0 || len(n.kids) == 0 {
		out.WriteString(line)
		return
	}
	out.WriteByte(n.kind)
	for i, kid := range n.kids {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n" + strings.Repeat(" ", depth+1))
		if n.kind == '{' {
			writeText(out, n.keys[i])
			out.WriteString(": ")
		}
		kid.lay(out, depth+1)
	}
	out.WriteString("\n" + strings.Repeat(" ", depth))
	out.WriteByte(n.kind + 2) // the closing bracket of either kind
}

// line is the node on one line.
func (n *node) line() string {
	var out bytes.Buffer
	if n.kind != '{' && n.kind != '[' {
		n.write(&out)
		return out.String()
	}
	out.WriteByte(n.kind)
	for i, kid := range n.kids {
		if i > 0 {
			out.WriteString(", ")
		}
		if n.kind == '{' {
			writeText(&out, n.keys[i])
			out.WriteString(": ")
		}
		out.WriteString(kid.line())
	}
	out.WriteByte(n.kind + 2)
	return out.String()
}
