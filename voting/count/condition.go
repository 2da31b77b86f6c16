package count

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// bounds are the ways to write a comparison. Each says on which side the bound
// itself lies, because 半数以上 has been read both ways.
func bounds() []string { return []string{"at_least", "above", "at_most", "below", "is"} }

// condition compares the value of a table with bounds. Where there is no value no
// condition holds.
type condition struct {
	table string
	tests []test
}

type test struct {
	how   string
	bound *big.Rat
	word  string // of a verdict, with "is"
}

// readCondition reads bounds beside other keys; at least one is wanted.
func (f *form) readCondition(n *node, t *shape) condition {
	c := condition{table: t.name}
	small := f.smallBound(n, t)
	f.checkBounds(n)
	for _, how := range bounds() {
		kid := n.get(how)
		if kid == nil {
			continue
		}
		one := test{how: how}
		switch {
		case t.broken && how == "is": // nobody knows whether it holds words
		case t.words != nil && how == "is":
			one.word = f.oneOf(kid, t.words...)
			one.bound = big.NewRat(int64(slices.Index(t.words, one.word)), 1)
		case t.words != nil:
			f.wrong(kid.path, choices([]string{"is"}), "%q holds words; they are not more or less", t.name)
		default:
			one.bound = f.number(kid)
			if t.percent {
				f.checkSmall(kid, one.bound, small)
			}
		}
		c.tests = append(c.tests, one)
	}
	if c.tests == nil {
		f.fail(n.place(), choices(bounds()), "nothing is compared here")
	}
	return c
}

// smallBound reads whether bounds of less than 1 % are meant as they stand.
func (f *form) smallBound(n *node, t *shape) bool {
	said := n.get(keySmall)
	if said != nil && !t.percent && !t.broken && !f.all.kept {
		f.fail(said.path, "Leave it out", "%q is no percentage", t.name)
		return false
	}
	var kids []*node
	for _, how := range bounds() {
		kids = append(kids, n.get(how))
	}
	return f.small(n, kids...)
}

// readConditions reads [{"table": "得分", "below": 60}, …].
func (f *form) readConditions(n *node, axes []string) []condition {
	var all []condition
	if n == nil {
		return nil
	}
	for _, kid := range f.list(n, 1) {
		if !f.fields(kid, []string{"table"}, append(bounds(), keySmall)) {
			continue
		}
		t := f.figures(kid.get("table"), f.anyTable(kid.get("table")))
		f.fits(kid.get("table"), t, axes)
		all = append(all, f.readCondition(kid, t))
	}
	return all
}

func (c condition) holds(value *big.Rat) bool {
	if value == nil {
		return false
	}
	for _, t := range c.tests {
		order := value.Cmp(t.bound)
		ok := false
		switch t.how {
		case "at_least":
			ok = order >= 0
		case "above":
			ok = order > 0
		case "at_most":
			ok = order <= 0
		case "below":
			ok = order < 0
		case "is":
			ok = order == 0
		}
		if !ok {
			return false
		}
	}
	return true
}

// allHold tests conditions at one cell of a table.
func (r *run) allHold(all []condition, out *Table, cell int) bool {
	position := out.position(cell, nil)
	for _, c := range all {
		t := r.tables[c.table]
		if !c.holds(t.at(r.look(t, out.axes).cell(position))) {
			return false
		}
	}
	return true
}

// conditions writes what all has to hold as mathematics, with what readers call the tables.
func (b *Rulebook) conditions(all []condition) Said {
	var zh, en []string
	for _, c := range all {
		zh, en = append(zh, c.of(b.inChinese(c.table))...), append(en, c.of(b.NameIn("en", c.table))...)
	}
	return Said{strings.Join(zh, "，"), strings.Join(en, ", ")}
}

// of writes each comparison of a condition.
func (c condition) of(table string) (terms []string) {
	signs := map[string]string{"at_least": "≥", "above": ">", "at_most": "≤", "below": "<", "is": "="}
	for _, t := range c.tests {
		what := t.word
		if what == "" {
			what = plain(t.bound)
		}
		terms = append(terms, fmt.Sprintf("%s %s %s", table, signs[t.how], what))
	}
	return terms
}
