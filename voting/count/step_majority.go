package count

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Majority judgement puts the votes of a unit in order. The one in the middle is its
// majority grade. Among units with the same grade the vote in the middle is taken
// away from each, again and again, until what is then in the middle differs. Of two
// in the middle it is the lower one, so that more than half say that grade or a
// higher one. (M. Balinski, R. Laraki, Majority Judgment, MIT Press 2010.) Programs
// are in use that take the higher one, so the rulebook says which.
//
// What is taken away lies ever further from the middle, on one side and the other
// by turns. So each half is walked from the middle outwards, and the first place
// where two units differ decides; where both halves differ there, the one whose
// vote is taken of two. Units with different numbers of votes are compared by
// shares, as if each vote were so many that the numbers agree; with equal numbers
// that changes nothing.
func majorityGradeKind() kind {
	return kind{"majority grade", []string{"of", "of_two"}, nil, func(f *form) work {
		s := majorityGrade{f.readMajority()}
		if s.marks != nil && s.marks.name == axisGrade {
			f.out.words = s.marks.labels
		} else if s.marks != nil {
			f.out.grid = gridOfTables(nil, s.marks.points...)
		}
		return s
	}}
}

// The order is a figure to be ranked by: how many of the others a unit is better
// than. Those who have the same figure are the same by every vote.
func majorityOrderKind() kind {
	return kind{"majority order", []string{"of", "of_two", "inside"}, nil, func(f *form) work {
		s := majorityOrder{f.readMajority(), f.inside(axisUnit)}
		if !slices.Contains(f.out.axes, axisUnit) {
			f.fail(f.n.below("of"), "Name a table with units", "%q has no units to compare", s.of)
		}
		f.across, f.out.grid = true, wholeNumbers()
		return s
	}}
}

type majority struct {
	of    string
	marks *axis
	order []int // the labels that count, from the lowest to the highest
	lower bool  // is taken of two in the middle
}

func (f *form) readMajority() majority {
	of, lower := f.bags(), f.oneOf(f.n.get("of_two"), "lower", "higher") == "lower"
	if of.broken {
		return majority{}
	}
	m := majority{of: of.name, marks: f.book.axisOf(of.marks()), lower: lower}
	f.out.axes = foldedAxes(f.book, of.axes, m.marks.name, "")
	if m.marks.unsure {
		return m
	}
	for i, label := range m.marks.labels {
		if m.marks.inBase[i] && m.marks.points[i] == nil {
			f.fail(f.n.below("of"), `Give it "points", or "in_base": false`, "%q is in the base and has no points, so it is neither high nor low", label)
		}
	}
	m.order = m.marks.byPoints()
	for k := 1; k < len(m.order); k++ {
		if a, b := m.order[k-1], m.order[k]; m.marks.points[a].Cmp(m.marks.points[b]) == 0 {
			f.fail(f.n.below("of"), "Give them different points", "%q and %q have the same points, so neither is higher", m.marks.labels[a], m.marks.labels[b])
		}
	}
	if len(m.order) == 0 {
		f.fail(f.n.below("of"), `Give grades "points"`, "without points nothing is highest")
	}
	return m
}

// reach is how far from the middle votes say one grade: up to this share of their
// half.
type reach struct {
	level int // in the order of the labels
	end   *big.Rat
}

// halves are the votes of one cell, below the middle and above it, each from the
// middle outwards. The one whose vote is taken of two stands first. Without votes
// both are empty.
type halves struct {
	first, second []reach
	votes         *big.Rat // in each half
}

func (m majority) halvesOf(of *Table, cell int) (h halves, err error) {
	votes, first := make([]*big.Rat, len(m.order)), cell*len(m.marks.labels)
	h.votes = new(big.Rat)
	for level, i := range m.order {
		votes[level] = new(big.Rat)
		if n := of.at(first + i); n != nil {
			votes[level].Set(n)
		}
		if votes[level].Sign() < 0 {
			return h, fmt.Errorf("%s: %q has fewer votes than none, and no middle", m.of, m.marks.labels[i])
		}
		h.votes.Add(h.votes, votes[level])
	}
	h.votes.Quo(h.votes, big.NewRat(2, 1))
	if h.votes.Sign() == 0 {
		return h, nil
	}
	h.first = h.fill(votes, func(k int) int { return k })
	slices.Reverse(votes)
	h.second = h.fill(votes, func(k int) int { return len(votes) - 1 - k })
	if !m.lower {
		h.first, h.second = h.second, h.first
	}
	return h, nil
}

// fill gives one half its votes, which come from the outer end.
func (h halves) fill(votes []*big.Rat, level func(k int) int) (half []reach) {
	end, one := big.NewRat(1, 1), new(big.Rat)
	for k, n := range votes {
		if n.Sign() == 0 {
			continue
		}
		half = append(half, reach{level(k), end})
		if end = new(big.Rat).Sub(end, one.Quo(n, h.votes)); end.Sign() <= 0 {
			break
		}
	}
	slices.Reverse(half)
	return half
}

// compare is below 0 where h is worse than g. Both have votes.
func (h halves) compare(g halves) int {
	lists := [][]reach{h.first, g.first, h.second, g.second}
	at := make([]int, len(lists))
	for at[0] < len(h.first) {
		for side := 0; side < len(lists); side += 2 {
			if c := lists[side][at[side]].level - lists[side+1][at[side+1]].level; c != 0 {
				return c
			}
		}
		next := h.first[at[0]].end
		for k, list := range lists {
			if end := list[at[k]].end; end.Cmp(next) < 0 {
				next = end
			}
		}
		for k, list := range lists {
			if list[at[k]].end.Cmp(next) == 0 {
				at[k]++
			}
		}
	}
	return 0
}

// word is the one for the side that is taken of two.
func (m majority) word(lower, higher string) string {
	if m.lower {
		return lower
	}
	return higher
}

// said lists the votes of a cell, the best grade first, and of each half.
func (m majority) said(of *Table, cell int, h halves) (all, first, second string) {
	var terms []string
	for _, i := range slices.Backward(m.order) {
		if n := of.at(cell*len(m.marks.labels) + i); n != nil && n.Sign() > 0 {
			terms = append(terms, m.marks.labels[i]+" "+about(n))
		}
	}
	half := func(list []reach) string {
		var terms []string
		before := new(big.Rat)
		for _, r := range list {
			n := new(big.Rat).Sub(r.end, before)
			terms = append(terms, m.marks.labels[m.order[r.level]]+" "+about(n.Mul(n, h.votes)))
			before = r.end
		}
		return strings.Join(terms, " + ")
	}
	return strings.Join(terms, " + "), half(h.first), half(h.second)
}

// uses are the votes of a cell, where there is more to tell of them than that they
// were counted.
func (m majority) uses(r *run, cell int) []use {
	of := r.tables[m.of]
	if !r.made(of) {
		return nil
	}
	var cells []int
	for _, i := range slices.Backward(m.order) {
		cells = append(cells, cell*len(m.marks.labels)+i)
	}
	return of.filled(cells)
}

type majorityGrade struct{ majority }

func (s majorityGrade) run(r *run, out *Table) error {
	of := r.tables[s.of]
	for cell := range out.size() {
		h, err := s.halvesOf(of, cell)
		switch {
		case err != nil:
			return fmt.Errorf("%s: %w", r.name(out, cell), err)
		case h.first == nil:
		case out.words != nil:
			out.rats[cell] = big.NewRat(int64(s.order[h.first[0].level]), 1)
		default:
			out.rats[cell] = s.marks.points[s.order[h.first[0].level]]
		}
	}
	return nil
}

func (s majorityGrade) tell(r *run, _ *Table, cell int) telling {
	of := r.tables[s.of]
	h, _ := s.halvesOf(of, cell)
	if h.first == nil {
		return telling{zh: "没有可排序的票", en: "no votes to put in order"}
	}
	all, _, _ := s.said(of, cell, h)
	return telling{
		uses: s.uses(r, cell),
		zh:   fmt.Sprintf("%s，按高低排好取居中的一张，双数时取中间两张中较%s的", all, s.word("低", "高")),
		en:   fmt.Sprintf("%s, put in order: the vote in the middle, of two the %s one", all, s.word("lower", "higher")),
	}
}

type majorityOrder struct {
	majority
	inside string
}

func (s majorityOrder) run(r *run, out *Table) error {
	groups, err := s.groups(r, out)
	for _, tiers := range groups {
		worse := int64(0)
		for _, tied := range tiers {
			for _, cell := range tied {
				out.rats[cell] = big.NewRat(worse, 1)
			}
			worse += int64(len(tied))
		}
	}
	return err
}

// groups lists who is compared with each other, from the worst to the best, those
// who are the same together.
func (s majorityOrder) groups(r *run, out *Table) (groups [][][]int, err error) {
	of, all := r.tables[s.of], make([]halves, out.size())
	for cell := range all {
		if all[cell], err = s.halvesOf(of, cell); err != nil {
			return nil, fmt.Errorf("%s: %w", r.name(out, cell), err)
		}
	}
	for _, list := range r.fold(out, axisUnit, s.inside) {
		kept := slices.DeleteFunc(slices.Clone(list), func(cell int) bool { return all[cell].first == nil })
		slices.SortStableFunc(kept, func(x, y int) int { return all[x].compare(all[y]) })
		var tiers [][]int
		for i, cell := range kept {
			if i == 0 || all[kept[i-1]].compare(all[cell]) != 0 {
				tiers = append(tiers, nil)
			}
			tiers[len(tiers)-1] = append(tiers[len(tiers)-1], cell)
		}
		groups = append(groups, tiers)
	}
	return groups, nil
}

func (s majorityOrder) tell(r *run, out *Table, cell int) telling {
	of := r.tables[s.of]
	h, _ := s.halvesOf(of, cell)
	if h.first == nil {
		return telling{zh: "没有可排序的票", en: "no votes to put in order"}
	}
	groups, _ := s.groups(r, out)
	worse, same := 0, 0
	for _, tiers := range groups {
		before := 0
		for _, tied := range tiers {
			if slices.Contains(tied, cell) {
				worse, same = before, len(tied)-1
			}
			before += len(tied)
		}
	}
	all, first, second := s.said(of, cell, h)
	return telling{
		uses: s.uses(r, cell),
		zh: fmt.Sprintf("%s；从居中处向%s数：%s，向%s数：%s；由中间向外逐处与别的单位相比，先%s后%s：胜过 %d 个，相同的另有 %d 个",
			all, s.word("低", "高"), first, s.word("高", "低"), second, s.word("低", "高"), s.word("高", "低"), worse, same),
		en: fmt.Sprintf("%s; from the middle %s: %s, and %s: %s; compared with the others from the middle outwards, %s first: better than %d, the same as %d",
			all, s.word("down", "up"), first, s.word("up", "down"), second, s.word("below", "above"), worse, same),
	}
}
