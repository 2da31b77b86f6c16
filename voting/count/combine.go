package count

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// What to do where a value is missing.
const (
	leaveOut = "renormalise" // leave it out, and its weight with it
	refuse   = "refuse"      // do not go on
	asZero   = "zero"        // count it as 0
)

// combine gathers what a sum or a mean is taken over: the cells along one axis,
// or the same cell of several tables.
type combine struct {
	of           *shape
	over, inside string
	weights      string // the table of weights along the axis; "" when all weigh 1
	parts        []part
	missing      string
	tables       []*shape // that are read
	all          *big.Rat // what the weights add up to; nil where that is not known
}

type part struct {
	name   string
	weight *big.Rat
}

// piece is one value that goes into a sum or a mean. Its weight is nil when the
// step does not weigh.
type piece struct {
	use
	label  string
	said   string // of a table: what readers of English call it
	value  *big.Rat
	weight *big.Rat
}

// readCombine reads "of" and "over", or "parts".
func (f *form) readCombine(weighted bool) *combine {
	c := &combine{missing: leaveOut}
	if missing := f.n.get("missing"); missing != nil {
		c.missing = f.oneOf(missing, leaveOut, refuse, asZero)
	}
	if f.n.has("parts") == f.n.has("of") {
		f.wrong(f.n.place(), `Write "of" and "over", or "parts"`, "a step combines the cells along one axis, or several tables")
		f.lost = true
		return c
	}
	if parts := f.n.get("parts"); parts != nil {
		f.readParts(c, parts, weighted)
	} else {
		f.readAlong(c, weighted)
	}
	if !f.lost && !f.n.has("missing") && !f.out.counts {
		f.wrong(f.n.below("missing"), `Write "missing": "renormalise" to leave it out, "zero" to count it as 0, or "refuse"`,
			"nothing says what to do where a value is missing")
	}
	return c
}

func (f *form) readAlong(c *combine, weighted bool) {
	c.of = f.ofVotes()
	c.tables = []*shape{c.of}
	if !f.n.has("over") {
		f.wrong(f.n.below("over"), instead("", c.of.axes), "this is missing")
		f.lost = true
		return
	}
	c.over = f.axis(f.n.get("over"), c.of)
	c.inside = f.inside(c.over)
	if f.lost {
		return
	}
	f.out.axes = foldedAxes(f.book, c.of.axes, c.over, c.inside)
	f.out.bag, f.out.percent = c.of.bag && c.over != c.of.marks(), c.of.percent
	if !weighted {
		return
	}
	if n := f.n.get("weights"); n != nil {
		t := f.table(n)
		c.weights = t.name
		f.fits(n, t, c.of.axes)
		return
	}
	c.weights = c.over + " weight"
	switch weights := f.book.tables[c.weights]; {
	case weights != nil:
		f.part, f.book.used[c.weights] = f.part || weights.part, true
		if a := f.book.axisOf(c.over); a != nil {
			c.all = a.allWeights()
		}
		f.named = append(f.named, c.weights)
	default:
		f.fail(f.n.below("over"), fmt.Sprintf(`Give each %s a "weight", or name a table with "weights"`, c.over), "%s has no weights", c.over)
	}
}

// checkWeights wants weights of a mean that differ along what is folded: a table without that axis
// weighs all of it alike, and so does one by class inside each class. A sum is multiplied by it.
func (f *form) checkWeights(c *combine) {
	n := f.n.get("weights")
	t := f.book.tables[c.weights]
	if n == nil || t == nil || t.broken || t.has(c.over) || f.lost || f.all.kept {
		return
	}
	mend := fmt.Sprintf(`Name a table with the axis %q, or write "do": "mean"`, c.over)
	differs := func(group string) bool { return t.has(group) && c.inside != group }
	switch {
	case c.over == axisUnit && (differs(axisClass) || differs(axisSession)):
	case c.over == axisUnit && t.has(c.inside):
		f.fail(n.path, mend, "%q is the same for all units of one %s, and would weigh all alike", t.name, c.inside)
	default:
		f.fail(n.path, mend, "%q has no axis %q, and would weigh all alike", t.name, c.over)
	}
}

func (f *form) readParts(c *combine, n *node, weighted bool) {
	var tables []*shape
	weights := new(big.Rat)
	for _, kid := range f.list(n, 1) {
		if !weighted {
			t := f.needed(f.votes(kid))
			tables, c.parts = append(tables, t), append(c.parts, part{name: t.name})
			continue
		}
		if !f.fields(kid, []string{"of", "weight"}, nil) {
			f.lost = true
			continue
		}
		t, weight := f.needed(f.votes(kid.get("of"))), f.number(kid.get("weight"))
		if weight.Sign() < 0 {
			f.wrong(kid.below("weight"), `Write 0 or more; one table less another is "do": "difference"`, "a weight cannot be negative")
		}
		tables, c.parts = append(tables, t), append(c.parts, part{t.name, weight})
		weights.Add(weights, weight)
	}
	f.once(n, "") // names, or with their weights
	f.once(n, "of")
	if weighted && weights.Sign() == 0 {
		f.fail(n.path, "Give one of them more than 0", "every weight is 0")
	} else if i := slices.IndexFunc(c.parts, func(p part) bool { return weighted && p.weight.Sign() == 0 }); i >= 0 && !f.all.kept && !f.failed && !f.lost {
		f.fail(n.kids[i].below("weight"), "Write more than 0, or leave the part out", "%q weighs 0 and counts for nothing", c.parts[i].name)
	}
	c.tables, f.out.axes = tables, f.book.joined(tables...)
	f.out.percent = !slices.ContainsFunc(tables, func(t *shape) bool { return !t.percent })
	c.all = weights
	f.readBags(n, tables)
}

// each calls do with the pieces of every cell, or of the one cell asked for.
func (c *combine) each(r *run, out *Table, only int, do func(cell int, pieces []piece) error) error {
	return c.eachWithout(r, out, only, func(cell int, kept, _ []piece) error { return do(cell, kept) })
}

// eachWithout calls do with those that are left out beside the pieces that go in.
func (c *combine) eachWithout(r *run, out *Table, only int, do func(cell int, kept, left []piece) error) error {
	pieces := r.piecesOf(c, out)
	for cell := range out.size() {
		if only >= 0 && cell != only {
			continue
		}
		all := pieces(cell)
		kept, left := all[:0], []piece(nil)
		for _, p := range all {
			if p.value == nil {
				switch c.missing {
				case refuse:
					return fmt.Errorf("%s: there is no value for %s, and the rulebook refuses to count without", r.name(out, cell), p.label)
				case asZero:
					p.value = new(big.Rat)
				default:
					left = append(left, p)
					continue
				}
			}
			kept = append(kept, p)
		}
		if err := do(cell, kept, left); err != nil {
			return err
		}
	}
	return nil
}

// piecesOf prepares the way from a cell to its pieces.
func (r *run) piecesOf(c *combine, out *Table) func(cell int) []piece {
	if c.parts != nil {
		return r.piecesOfParts(c, out)
	}
	of := r.tables[c.of.name]
	lists := r.fold(of, c.over, c.inside)
	along, position := of.axisIndex(c.over), []int(nil)
	var weights *Table
	var there look
	if c.weights != "" {
		weights = r.tables[c.weights]
		there = r.look(weights, of.axes)
	}
	return func(cell int) []piece {
		pieces := make([]piece, 0, len(lists[cell]))
		for _, at := range lists[cell] {
			position = of.position(at, position)
			p := piece{use: use{of, at}, label: of.labelAt(along, position), value: of.at(at)}
			if weights != nil {
				p.weight = weights.at(there.cell(position))
			}
			pieces = append(pieces, p)
		}
		return pieces
	}
}

func (r *run) piecesOfParts(c *combine, out *Table) func(cell int) []piece {
	looks := make([]look, len(c.parts))
	for i, p := range c.parts {
		looks[i] = r.look(r.tables[p.name], out.axes)
	}
	var position []int
	return func(cell int) []piece {
		position = out.position(cell, position)
		pieces := make([]piece, len(c.parts))
		for i, p := range c.parts {
			t := r.tables[p.name]
			at := looks[i].cell(position)
			pieces[i] = piece{use: use{t, at}, label: p.name, said: r.book.NameIn("en", p.name), value: t.at(at), weight: p.weight}
		}
		return pieces
	}
}

// nothing is said where there is no value to combine, with those that have none: why is told of each of them.
func nothing(pieces, left []piece) (t telling, none bool) {
	if len(pieces) > 0 {
		return telling{}, false
	}
	t = telling{zh: "没有可合成的数", en: "nothing to combine"}
	if len(left) > 0 {
		zh, en := labelsOf(left)
		t.zh, t.en = fmt.Sprintf("%s，都没有数值：%s", t.zh, zh), fmt.Sprintf("%s, for none has a figure: %s", t.en, en)
	}
	for _, p := range left {
		t.uses = append(t.uses, p.use)
	}
	return t, true
}

// leftOut says which have no value and so are no part of a mean or a sum.
func leftOut(t telling, left []piece) telling {
	if len(left) > 0 {
		zh, en := labelsOf(left)
		t.zh, t.en = fmt.Sprintf("%s；没有数值、不计在内：%s", t.zh, zh), fmt.Sprintf("%s; left out, having no figure: %s", t.en, en)
	}
	return t
}

// labelsOf are what pieces are called, the first of many.
func labelsOf(pieces []piece) (zh, en string) {
	var labels [2][]string
	for i, p := range pieces {
		own, english := p.label, cmp.Or(p.said, p.label)
		if i == maxNamed {
			own, english = "…", "…"
		}
		if labels[0], labels[1] = append(labels[0], own), append(labels[1], english); i == maxNamed {
			break
		}
	}
	return strings.Join(labels[0], "、"), strings.Join(labels[1], ", ")
}

// formula writes pieces as an official would: "甲 90 × 60 + 乙 80 × 40", and for readers of English.
func formula(pieces []piece) (text Said, uses []use) {
	var zh, en []string
	for _, p := range pieces {
		term := " " + p.use.table.shown(p.value)
		if p.weight != nil {
			term += " × " + plain(p.weight)
		}
		zh, en = append(zh, besideNumber(p.label, "“%s”")+term), append(en, besideNumber(cmp.Or(p.said, p.label), "\"%s\"")+term)
		uses = append(uses, p.use)
	}
	return Said{strings.Join(zh, " + "), strings.Join(en, " + ")}, uses
}

// shown writes a value of a table: with its places when it has some.
func (t *Table) shown(value *big.Rat) string {
	if value != nil && (t.round != nil || hasPlaces(value, t.places)) {
		return fixed(value, t.places)
	}
	return about(value)
}
