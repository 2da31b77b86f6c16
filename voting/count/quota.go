package count

import (
	"fmt"
	"math/big"
	"slices"
)

// quota is how many a cut takes: a number, or a percentage of the units that have
// a figure, with a word for what becomes of a part of one. Both may be given for
// each class: 2 of the windows and 1 of the offices.
type quota struct {
	all      *big.Rat            // for every group, or
	each     map[string]*big.Rat // by class or session
	fraction string              // of a percentage; "" for a number
	from     *node               // where it is written
}

// fractions are the ways to make whole units of a percentage. 30 % of 11 are 3.3:
// regulations have rounded that to 3 and to 4.
func fractions() []string {
	return []string{"round up", string(HalfUp), string(HalfEven), string(Truncated)}
}

// readQuota reads "take", or "take_percent" and "fraction".
func (f *form) readQuota(inside string) (q quota) {
	take, percent, fraction := f.n.get("take"), f.n.get("take_percent"), f.n.get("fraction")
	switch {
	case (take == nil) == (percent == nil):
		f.wrong(f.n.below("take"), `Write "take": 10, or "take_percent": 30 with "fraction"`, "a cut takes either a number of units or a percentage of them")
	case take != nil && fraction != nil:
		f.wrong(fraction.path, "Leave it out", "a number of units is whole already")
	case percent != nil && fraction == nil:
		f.wrong(f.n.below("fraction"), choices(fractions()), "nothing says what becomes of a part of a unit")
	}
	if take != nil {
		q.read(f, take, inside, func(n *node, least int) *big.Rat { return big.NewRat(int64(f.whole(n, least, maxList)), 1) })
	}
	if fraction != nil {
		q.fraction = f.oneOf(fraction, fractions()...)
	}
	if percent != nil {
		small := f.small(f.n, percent)
		q.read(f, percent, inside, func(n *node, least int) *big.Rat { return f.percentageTaken(n, least, small) })
	} else if small := f.n.get(keySmall); small != nil {
		f.fail(small.path, "Leave it out", "nothing here is less than 1 %%")
	}
	return q
}

// read reads one value, or one for each class, which may be 0.
func (q *quota) read(f *form, n *node, inside string, value func(n *node, least int) *big.Rat) {
	q.from = n
	if n.kind != '{' {
		q.all = value(n, 1)
		f.checkTaken(*q, n)
		return
	}
	if inside == "" {
		f.fail(n.path, "Write one number", "among all units there is one list")
	}
	q.each = make(map[string]*big.Rat)
	for i, class := range n.keys {
		q.each[class] = value(n.kids[i], 0)
	}
	f.checkTaken(*q, n)
}

// keySmall is written beside a percentage that is to be less than 1 %.
const keySmall = "less_than_1_percent"

// small reads whether a percentage beside it is meant as it stands, and wants one then that needs it: some number of
// those nodes, or of what is below them.
func (s *scope) small(n *node, percentages ...*node) bool {
	said := n.get(keySmall)
	if said == nil {
		return false
	}
	meant := s.flag(said)
	var some func(n *node) bool
	some = func(n *node) bool {
		if n == nil || n.kind != 'n' {
			return n != nil && slices.ContainsFunc(n.kids, some)
		}
		value, plain := new(big.Rat), decimal.MatchString(n.text) // what is no number is told elsewhere
		if plain {
			value.SetString(n.text)
		}
		return !plain || belowOne(value)
	}
	if !slices.ContainsFunc(percentages, some) {
		s.fail(said.path, "Leave it out", "nothing here is less than 1 %%")
	}
	return meant
}

func belowOne(value *big.Rat) bool { return value.Sign() > 0 && value.Cmp(big.NewRat(1, 1)) < 0 }

// checkSmall tells a part of one percent that was meant as a part of the whole: 0.2 for 20 %.
func (s *scope) checkSmall(n *node, value *big.Rat, meant bool) {
	if !belowOne(value) || meant || s.all.kept {
		return
	}
	whole := plain(new(big.Rat).Mul(value, big.NewRat(100, 1)))
	s.wrong(n.path, fmt.Sprintf("Write %s for %s %%; if less than 1 %% is meant, add %q: true beside it", whole, whole, keySmall), "%s here is less than 1 %%", plain(value))
}

// percentage is of a whole; small says that it may be less than 1 %.
func (s *scope) percentage(n *node, small bool) *big.Rat {
	value := s.number(n)
	s.checkSmall(n, value, small)
	if value.Sign() < 0 || value.Cmp(big.NewRat(100, 1)) > 0 {
		s.wrong(n.path, "Write 0 to 100", "this is no percentage of a whole")
	}
	return value
}

// percentageTaken is one of units: of one list somebody has to be taken, of a class nobody may be.
func (s *scope) percentageTaken(n *node, least int, small bool) *big.Rat {
	value := s.number(n)
	if least > 0 && value.Cmp(big.NewRat(100, 1)) > 0 {
		s.wrong(n.path, "Write more than 0, and 100 at most", "this is no percentage of a whole")
		return value
	}
	return s.percentage(n, small)
}

// Places is how many the list behind a name of "result" takes of a class of so many units when each of them has a figure:
// no more are taken, but for those who are tied at the cut. Where the list is no class's own, the class says nothing.
func (b *Rulebook) Places(result, class string, units int) int {
	for _, st := range b.steps {
		list, ok := st.work.(*cut)
		if !ok || st.name != b.results[result] {
			continue
		}
		value := list.quota.all
		if value == nil {
			value = list.quota.each[class]
		}
		if value != nil {
			return list.quota.whole(value, units)
		}
	}
	return 0
}

// places is how many are taken of one group, which has cells.
func (s *cut) places(r *run, of *Table, list []int) (int, error) {
	value, err := s.share(r, of, list)
	if err != nil {
		return 0, err
	}
	return s.quota.whole(value, of.having(list)), nil
}

// share is the number or the percentage that is taken of one group.
func (s *cut) share(r *run, of *Table, list []int) (*big.Rat, error) {
	if s.quota.each == nil {
		return s.quota.all, nil
	}
	unit := of.position(list[0], nil)[of.axisIndex(axisUnit)]
	class := r.axes[s.inside].labels[r.groups[s.inside][unit]]
	value := s.quota.each[class]
	if value == nil {
		return nil, fmt.Errorf("nothing says how many are taken of the %s %q", s.inside, class)
	}
	return value, nil
}

// whole is the number itself, or the percentage of so many units in whole units.
func (q quota) whole(value *big.Rat, units int) int {
	if q.fraction == "" {
		return int(value.Num().Int64())
	}
	part := new(big.Rat).Mul(value, big.NewRat(int64(units), 100))
	mode := Rounding(q.fraction)
	if q.fraction == "round up" {
		mode = Truncated
	}
	taken := rounding{0, mode}.of(part)
	if q.fraction == "round up" && taken.Cmp(part) < 0 {
		taken.Add(taken, big.NewRat(1, 1))
	}
	return int(taken.Num().Int64())
}

// having is how many of the cells have a figure.
func (t *Table) having(cells []int) (n int) {
	for _, cell := range cells {
		if t.at(cell) != nil {
			n++
		}
	}
	return n
}

// taken says how many are taken of the group that a cell is in, and whether it is one of them.
func (s *cut) taken(r *run, cell int, is bool) (zh, en string) {
	of := r.tables[s.of.name]
	for _, list := range r.fold(of, axisUnit, s.inside) {
		if !slices.Contains(list, cell) {
			continue
		}
		value, err := s.share(r, of, list)
		if err != nil {
			break // the run stopped here before
		}
		places := s.quota.whole(value, of.having(list))
		zh, en = fmt.Sprintf("前 %d 名", places), fmt.Sprintf("the first %d", places)
		if !s.highFirst {
			zh, en = "从低到高的"+zh, en+" from the lowest"
		}
		switch {
		case places == 0:
			zh, en = "未列入，名额为 0", "not on the list, which has no place"
		case is:
			zh, en = "进入"+zh, "among "+en
		default:
			zh, en = "未进入"+zh, "not among "+en
		}
		if s.quota.fraction != "" {
			how := s.quota.said(value, of.having(list))
			zh, en = zh+"（"+how.Chinese+"）", en+" ("+how.English+")"
		}
	}
	if s.onlyIf != nil {
		only := r.book.conditions(s.onlyIf)
		zh, en = zh+"（只限 "+only.Chinese+"）", en+" (only those with "+only.English+")"
	}
	return zh, en
}
