package count

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// A filled figure is not what its own share rounds to. So it is told what the share is and what
// it rounds to alone, and then what the filling did: to whom, and out of which others.
func (s *fill) tell(r *run, out *Table, cell int) telling {
	of := r.tables[s.of]
	if out.at(cell) == nil {
		return telling{uses: []use{{of, cell}}, zh: "有一项没有数，各项都不补", en: "one of the parts has no figure, so none is filled"}
	}
	lists := r.fold(of, s.over, "")
	list := lists[slices.IndexFunc(lists, func(list []int) bool { return slices.Contains(list, cell) })]
	rounded := make([]*big.Rat, of.size())
	left := s.alone(of, rounded, list)
	places, t := s.round.places, s.tellOwn(of, rounded, cell)
	t.uses = []use{{of, cell}}
	if !s.residual {
		s.tellRaised(&t, of, rounded, list, left, cell)
		return t
	}
	all := takings(of, rounded, list, left)
	turn := slices.IndexFunc(all, func(t taking) bool { return t.cell == cell })
	switch {
	case len(all) > 1:
		s.tellShort(&t, rounded, all, turn, partName(r, of, s.over, all[0].cell))
	case turn < 0:
		name := partName(r, of, s.over, all[0].cell)
		t.zh += fmt.Sprintf("照此数，最后一个不为 0 的“%s”取 100 减其余各项", name)
		t.en += fmt.Sprintf("it is left so, and %s, the last that is not 0, gets what the others leave of 100", name)
	default:
		sum, uses := s.others(r, of, out, list, cell)
		t.uses = append(t.uses, uses...)
		t.zh += fmt.Sprintf("它是最后一个不为 0 的，取 100 减其余各项：100 − %s = %s", sum[0], fixed(out.at(cell), places))
		t.en += fmt.Sprintf("it is the last that is not 0, so it gets what the others leave: 100 − %s = %s", sum[1], fixed(out.at(cell), places))
	}
	return t
}

// tellShort tells of parts that were rounded up so much that the last has not enough to make up for it.
func (s *fill) tellShort(t *telling, rounded []*big.Rat, all []taking, turn int, last string) {
	if turn < 0 {
		t.zh += fmt.Sprintf("照此数；其余各项超过 100，最后一个不为 0 的“%s”不够减，取 0，再由它前面的依次减", last)
		t.en += fmt.Sprintf("it is left so; the others come to more than 100, so %s, the last that is not 0, is 0, and those before it give the rest", last)
		return
	}
	one, places := all[turn], s.round.places
	own, gone, to := fixed(rounded[one.cell], places), fixed(new(big.Rat).Neg(one.left), places), fixed(one.value, places)
	switch {
	case turn == 0:
		t.zh += fmt.Sprintf("它是最后一个不为 0 的，要减 %s 才合计 100，不够减，取 0，余下的由前一项减", gone)
		t.en += fmt.Sprintf("it is the last that is not 0, and %s would have to go for all to come to 100; it has not so much, so it is 0 and the one before it gives the rest", gone)
	case turn < len(all)-1:
		t.zh += fmt.Sprintf("后面的不够减，还要减 %s，它也不够，取 0，余下的由前一项减", gone)
		t.en += fmt.Sprintf("those behind it had not enough, and %s still had to go; it has not so much, so it is 0 and the one before it gives the rest", gone)
	default:
		t.zh += fmt.Sprintf("后面的不够减，还要减 %s：%s − %s = %s", gone, own, gone, to)
		t.en += fmt.Sprintf("those behind it had not enough, and %s still had to go: %s − %s = %s", gone, own, gone, to)
	}
}

// tellOwn begins with the share itself, and what it rounds to alone.
func (s *fill) tellOwn(of *Table, rounded []*big.Rat, cell int) (t telling) {
	own, alone := about(of.at(cell)), fixed(rounded[cell], s.round.places)
	to := counted(s.round.places, "place")
	if s.round.places == 0 {
		to = "a whole number"
	}
	t.zh = fmt.Sprintf("本项原值 %s，%s是 %s；", own, s.round.zh(), alone)
	t.en = fmt.Sprintf("its own share is %s, which is %s when %s to %s; ", own, alone, s.rounds(), to)
	return t
}

// rounds is how a part is rounded alone, in English.
func (s *fill) rounds() string {
	if s.round.mode == Truncated {
		return "cut off"
	}
	return "rounded " + string(s.round.mode)
}

// others is the sum of the other parts as they are printed, in Chinese and in English: one by
// one, or of many how many there are.
func (s *fill) others(r *run, of, out *Table, list []int, cell int) (sum [2]string, uses []use) {
	var terms []string
	total := new(big.Rat)
	for _, other := range list {
		if other == cell || out.at(other).Sign() == 0 {
			continue
		}
		terms = append(terms, partName(r, of, s.over, other)+" "+fixed(out.at(other), s.round.places))
		uses = append(uses, use{out, other})
		total.Add(total, out.at(other))
	}
	told := fixed(total, s.round.places)
	switch {
	case len(terms) == 0:
		return [2]string{told, told}, nil
	case len(terms) > maxNamed:
		return [2]string{fmt.Sprintf("%s（其余 %d 项之和）", told, len(terms)), fmt.Sprintf("%s (the sum of the %d others)", told, len(terms))}, uses
	}
	all := "(" + strings.Join(terms, " + ") + ")"
	return [2]string{all, all}, uses
}

// tellRaised says how many units were left of 100, who got them and why.
func (s *fill) tellRaised(t *telling, of *Table, rounded []*big.Rat, list []int, left *big.Rat, cell int) {
	if left.Sign() == 0 {
		t.zh += "各项相加正好 100，不用补"
		t.en += "all of them come to 100 as they are, and nothing is added"
		return
	}
	order, raised := s.byRemainder(of, rounded, list), s.raised(of, rounded, list, left)
	at, n, unit := slices.Index(order, cell), len(raised), fixed(s.unit(), s.round.places)
	cut := about(remainder(of, rounded, cell))
	t.zh += fmt.Sprintf("舍去 %s。各项舍去后合计差 %s，有 %d 个 %s 要补，依次补给舍去最多的 %d 项", cut, fixed(left, s.round.places), n, unit, n)
	t.en += fmt.Sprintf("%s was cut off. Together they lack %s, so %s of %s went to those of which most was cut off", cut, fixed(left, s.round.places), counted(n, "unit"), unit)
	if at < n {
		t.zh += fmt.Sprintf("；本项按舍去多少排第 %d，补一个：%s + %s = %s", at+1, fixed(rounded[cell], s.round.places), unit, fixed(new(big.Rat).Add(rounded[cell], s.unit()), s.round.places))
		t.en += fmt.Sprintf("; this one is number %d of them and gets one: %s + %s = %s", at+1, fixed(rounded[cell], s.round.places), unit, fixed(new(big.Rat).Add(rounded[cell], s.unit()), s.round.places))
	} else {
		t.zh += fmt.Sprintf("；本项按舍去多少排第 %d，不补", at+1)
		t.en += fmt.Sprintf("; this one is number %d and gets none", at+1)
	}
	same := func(other int) bool {
		return other != cell && remainder(of, rounded, other).Cmp(remainder(of, rounded, cell)) == 0
	}
	if slices.ContainsFunc(order, same) {
		t.zh += "（舍去一样多的，先列的在前）"
		t.en += " (where equally much was cut off, the earlier goes first)"
	}
}

// partName is what one part is called: its label along the axis that is filled.
func partName(r *run, of *Table, over string, cell int) string {
	along := of.axisIndex(over)
	return r.book.listNames(over, []string{of.labelAt(along, of.position(cell, nil))})[0]
}
