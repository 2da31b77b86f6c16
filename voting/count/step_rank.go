package count

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Rank gives places. A place is decided by the figure, then by the chain of ties
// in order; those who are still tied share a place in the stated style.
func rankKind() kind {
	return kind{"rank", []string{"of", "inside", "style", "first"}, []string{"ties"}, func(f *form) work {
		s := &rank{style: f.oneOf(f.n.get("style"), "1224", "1223", "average")}
		s.order = f.readOrder()
		f.out.axes, f.out.grid = s.of.axes, wholeNumbers()
		if s.style == "average" { // two share 1.5
			f.out.grid = grid{by: big.NewRat(1, 2)}
		}
		return s
	}}
}

type rank struct {
	*order
	style string
}

func (s *rank) run(r *run, out *Table) error {
	for _, list := range r.fold(r.tables[s.of.name], axisUnit, s.inside) {
		place, dense := 1, 1
		for _, tied := range s.sort(r, list, everywhere) {
			value := big.NewRat(int64(place), 1)
			switch s.style {
			case "1223":
				value = big.NewRat(int64(dense), 1)
			case "average": // the middle of the places that they share
				value = big.NewRat(int64(2*place+len(tied)-1), 2)
			}
			for _, cell := range tied {
				out.rats[cell] = value
			}
			place, dense = place+len(tied), dense+1
		}
	}
	return nil
}

func (s *rank) tell(r *run, out *Table, cell int) telling {
	of := r.tables[s.of.name]
	if of.at(cell) == nil {
		return telling{"没有数值，不排名次", "no place without a figure", []use{{of, cell}}}
	}
	at := s.standing(r, cell)
	better := slices.Concat(at.before...)
	t := telling{fmt.Sprintf("排在前面的有 %d 个", len(better)), fmt.Sprintf("units before it: %d", len(better)), []use{{of, cell}}}
	if names := r.named(of, better); names != nil {
		t.zh += "（" + strings.Join(names, "、") + "）"
		t.en += " (" + strings.Join(names, ", ") + ")"
	}
	if s.style == "1223" && better != nil {
		t.zh += fmt.Sprintf("，同名次的只占一个名次，共占 %d 个名次", len(at.before))
		t.en += fmt.Sprintf("; the places that they take, one for all who share it: %d", len(at.before))
	}
	if at.equal > 1 {
		s.tellTies(r, &t, out.name, cell, at.equal)
	}
	r.tellDecisions(&t, out.name, of, cell)
	if same := len(at.level); same > 1 {
		t.zh += fmt.Sprintf("，并列 %d 个", same)
		t.en += fmt.Sprintf("; units that share the place: %d", same)
		if first := len(better) + 1; s.style == "average" {
			t.zh += fmt.Sprintf("，占第 %d 名到第 %d 名，取其平均：(%d + %d) ÷ 2", first, first+same-1, first, first+same-1)
			t.en += fmt.Sprintf("; they take places %d to %d, of which each gets the mean: (%d + %d) ÷ 2", first, first+same-1, first, first+same-1)
		}
	}
	return t
}

// standing is where a cell stands in an order.
type standing struct {
	before [][]int // who comes before it, those who share a place together
	level  []int   // who shares its place, itself included
	equal  int     // how many have the same figure, itself included
}

func (s *order) standing(r *run, cell int) (a standing) {
	of := r.tables[s.of.name]
	for _, list := range r.fold(of, axisUnit, s.inside) {
		if !slices.Contains(list, cell) {
			continue
		}
		for _, tied := range s.sort(r, list, everywhere) {
			if slices.Contains(tied, cell) {
				a.level = tied
				break
			}
			a.before = append(a.before, tied)
		}
		for _, other := range list {
			if of.at(other) != nil && of.at(other).Cmp(of.at(cell)) == 0 {
				a.equal++
			}
		}
	}
	return a
}

// unitLabel is the unit of a cell.
func unitLabel(r *run, of *Table, cell int) string {
	return r.units[of.position(cell, nil)[of.axisIndex(axisUnit)]].Label
}

// maxNamed is how many units a sentence names.
const maxNamed = 8

// named are the units of the cells, the first of them when there are many.
func (r *run) named(t *Table, cells []int) (names []string) {
	for i, cell := range cells {
		if i == maxNamed {
			return append(names, "…")
		}
		names = append(names, unitLabel(r, t, cell))
	}
	return names
}

// tellTies says by what those who have the same figure were told apart, and for which
// decisions they still wait: what nobody decided told nobody apart.
func (s *order) tellTies(r *run, t *telling, step string, cell, equal int) {
	of := r.tables[s.of.name]
	var zh, en, waitZH, waitEN []string
	for _, link := range s.ties {
		switch {
		case link.decision != "" && r.waits(step, link.decision, of, cell):
			waitZH, waitEN = append(waitZH, kindInChinese(link.decision)), append(waitEN, link.decision)
		case link.decision != "" && r.wasDecided(step, link.decision, of, cell):
			zh, en = append(zh, kindInChinese(link.decision)), append(en, link.decision)
		}
		if link.decision != "" {
			continue
		}
		key := r.tables[link.table]
		zh, en = append(zh, "“"+r.book.inChinese(link.table)+"”"), append(en, r.book.NameIn("en", link.table))
		t.uses = append(t.uses, use{key, r.look(key, of.axes).cell(of.position(cell, nil))})
	}
	if zh != nil {
		t.zh += fmt.Sprintf("，同为此数的 %d 个依次比%s", equal, strings.Join(zh, "、"))
		t.en += fmt.Sprintf("; the %d with the same figure are told apart by %s", equal, strings.Join(en, ", then "))
	}
	if waitZH != nil {
		t.zh += fmt.Sprintf("，等%s的决定", strings.Join(waitZH, "、"))
		t.en += fmt.Sprintf("; the tie waits for %s", strings.Join(waitEN, ", or "))
	}
}

// order puts units in order by a figure and a chain of ties.
type order struct {
	of        *shape
	inside    string
	highFirst bool
	ties      []tie
	shares    bool // who is level behind all ties shares a place for good
}

// tie is one link of the chain: another table, or a decision of people.
type tie struct {
	table     string
	highFirst bool
	decision  string // "re-vote" or "lot"
}

func (f *form) readOrder() *order {
	o := &order{of: f.of()}
	f.order = true
	if !o.of.has(axisUnit) {
		f.fail(f.n.below("of"), choices(f.tablesWith(func(s *shape) bool { return s.has(axisUnit) && s.words == nil && s.marks() == "" })), "%q has no units to put in order", o.of.name)
		f.lost = true
	}
	o.inside = f.inside(axisUnit)
	o.highFirst = f.readFirst(f.n.get("first"))
	f.readTies(o)
	return o
}

func (f *form) readFirst(n *node) bool { return f.oneOf(n, "high", "low") == "high" }

func (f *form) readTies(o *order) {
	n := f.n.get("ties")
	if n == nil {
		return
	}
	f.checkDecisions(n)
	for i, kid := range f.list(n, 1) {
		if kid.kind == 's' {
			word := f.oneOf(kid, decisionVote, decisionLot, "shared")
			if word == "shared" {
				if i != len(n.kids)-1 {
					f.fail(kid.path, "Put it last", "nothing can decide after \"shared\"")
				}
				o.shares = true
				continue
			}
			o.ties = append(o.ties, tie{decision: word})
			continue
		}
		if !f.fields(kid, []string{"by", "first"}, nil) {
			continue
		}
		t := f.table(kid.get("by"))
		f.fits(kid.get("by"), t, o.of.axes)
		f.checkTie(o, kid.get("by"), t.name)
		o.ties = append(o.ties, tie{table: t.name, highFirst: f.readFirst(kid.get("first"))})
	}
}

// endsWith reports whether nothing comes after a decision of this kind.
func (o *order) endsWith(kind string) bool {
	return !o.shares && len(o.ties) > 0 && o.ties[len(o.ties)-1].decision == kind
}

// everywhere asks people to decide every tie.
const everywhere = -1

// sort puts the cells that have a value in order, those that nothing tells apart
// together. People are asked to decide ties everywhere, or only the one that lies
// across a cut behind so many places. Ties that wait for a decision are noted.
func (o *order) sort(r *run, list []int, cut int) [][]int {
	of := r.tables[o.of.name]
	kept := slices.DeleteFunc(slices.Clone(list), func(cell int) bool { return of.at(cell) == nil })
	groups := split(kept, o.highFirst, func(cell int) *big.Rat { return of.at(cell) })
	for _, t := range o.ties {
		var finer [][]int
		place := 0
		for _, tied := range groups {
			across := cut == everywhere || place < cut && cut < place+len(tied)
			if place += len(tied); len(tied) == 1 || t.decision != "" && !across {
				finer = append(finer, tied)
				continue
			}
			finer = append(finer, t.apart(r, of, tied)...)
		}
		groups = finer
	}
	return groups
}

// apart tells tied cells apart as far as this link of the chain can.
func (t tie) apart(r *run, of *Table, tied []int) [][]int {
	if t.decision != "" {
		return r.decide(t.decision, of, tied)
	}
	key := r.tables[t.table]
	there := r.look(key, of.axes)
	return split(tied, t.highFirst, func(cell int) *big.Rat { return key.at(there.cell(of.position(cell, nil))) })
}

// split puts cells in order by a value and groups the equal ones. Who has no
// value comes last.
func split(cells []int, highFirst bool, value func(cell int) *big.Rat) [][]int {
	values := make(map[int]*big.Rat, len(cells))
	for _, cell := range cells {
		values[cell] = value(cell)
	}
	compare := func(x, y int) int {
		a, b := values[x], values[y]
		switch {
		case a == nil && b == nil:
			return 0
		case a == nil:
			return 1
		case b == nil:
			return -1
		case highFirst:
			return b.Cmp(a)
		}
		return a.Cmp(b)
	}
	sorted := slices.Clone(cells)
	slices.SortStableFunc(sorted, compare)
	var groups [][]int
	for i, cell := range sorted {
		if i == 0 || compare(sorted[i-1], cell) != 0 {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], cell)
	}
	return groups
}
