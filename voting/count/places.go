package count

import (
	"fmt"
	"math/big"
	"slices"
)

// The figures at the cut of a list, as chains call them.
const (
	ToldPlaces = "places"      // how many it was to take
	ToldListed = "listed"      // how many are on it
	ToldBarred = "barred"      // who could not be on it, whatever their figure
	ToldNext   = "next"        // who come first of those outside, level with each other
	ToldAble   = "able"        // who could, and have a figure
	ToldFigure = "with figure" // who have one: a percentage is of these
)

// axisPart tells the parts of a number apart by why they are in it.
const axisPart = "part"

// Places tells how many units the list behind a name of "result" was to take of the group that a
// unit is in, how many it took, or how many it could not take: which of these is named first. At
// is where the list is. False when there is no such list or unit.
func (res *Result) Places(what, result, unit string, at Place) (Chain, bool) {
	own := *res.run // who waits for a decision was noted before
	s := admitted{run: &own, at: at}
	s.out = res.Table(result)
	for i := range res.run.book.steps {
		st := &res.run.book.steps[i]
		list, is := st.work.(*cut)
		if !is || s.out == nil || st.name != s.out.name {
			continue
		}
		s.stage, s.cut, s.of = st, list, res.run.tables[list.of.name]
		cell, err := s.out.find([]string{unit})
		if err != nil {
			return Chain{}, false
		}
		for _, group := range s.fold(s.of, axisUnit, list.inside) {
			if slices.Contains(group, cell) {
				s.group = group
				return s.chain(what)
			}
		}
	}
	return Chain{}, false
}

// admitted makes the chain of one list.
type admitted struct {
	*run
	Chain
	cut   *cut
	of    *Table
	out   *Table
	group []int // the cells that the list is made of
	at    Place
}

func (s *admitted) chain(what string) (Chain, bool) {
	take, err := s.cut.places(s.run, s.of, s.group)
	if err != nil {
		return Chain{}, false
	}
	switch what {
	case ToldPlaces:
		s.places(take)
	case ToldListed:
		s.taken(take)
	case ToldBarred:
		s.barred()
	case ToldNext:
		s.next(take)
	default:
		return Chain{}, false
	}
	return s.Chain, true
}

// places tells how the number to be taken came about.
func (s *admitted) places(take int) int {
	q := s.cut.quota
	value, zh, en := q.all, "", ""
	if q.each != nil {
		class := s.axes[s.cut.inside].labels[s.groups[s.cut.inside][s.of.position(s.group[0], nil)[s.of.axisIndex(axisUnit)]]]
		value, zh, en = q.each[class], "对“"+class+"”", " for "+class
	}
	if q.fraction == "" {
		return s.Rule(ToldPlaces, s.at, take, Said{fmt.Sprintf("评分办法%s定的名额", zh), "the number that the rulebook gives" + en})
	}
	n := s.of.having(s.group)
	how := q.said(value, n)
	how = Said{fmt.Sprintf("评分办法%s定的比例：%s", zh, how.Chinese), fmt.Sprintf("the share that the rulebook gives%s: %s", en, how.English)}
	return s.Rule(ToldPlaces, s.at, take, how, s.Count(ToldFigure, s.at, n))
}

// said tells how a percentage of so many units became whole ones.
func (q quota) said(value *big.Rat, units int) Said {
	part := new(big.Rat).Mul(value, big.NewRat(int64(units), 100))
	return Said{
		fmt.Sprintf("有数值的 %d 个 × %s%% = %s，%s到整数", units, plain(value), about(part), fractionInChinese(q.fraction)),
		fmt.Sprintf("the %d with a figure × %s %% = %s, %s to whole units", units, plain(value), about(part), fractionInEnglish(q.fraction)),
	}
}

// fractionInChinese is what becomes of a part of a unit.
func fractionInChinese(fraction string) string {
	if fraction == "round up" {
		return "进一"
	}
	return Rounding(fraction).zh()
}

func fractionInEnglish(fraction string) string {
	switch fraction {
	case "round up":
		return "rounded up"
	case string(Truncated):
		return "cut off"
	}
	return "rounded " + fraction
}

// taken tells how many are on the list, and why that may be another number.
func (s *admitted) taken(take int) {
	on, able := 0, 0
	var free []int
	for _, cell := range s.group {
		if value := s.out.at(cell); value != nil && value.Sign() > 0 {
			on++
		}
		if s.cut.lets(s.run, s.out, cell) {
			free = append(free, cell)
		}
	}
	able = s.of.having(free)
	from := []int{s.places(take), s.Count(ToldAble, s.at, able)}
	how := Said{fmt.Sprintf("从可列入的 %d 个中按次序取满名额 %d", able, take), fmt.Sprintf("the first %d of the %d who could be on it, in their order", take, able)}
	if take == 1 {
		how.English = fmt.Sprintf("the first of the %d who could be on it", able)
	}
	ahead, tied := s.across(free, take)
	zh, en := fmt.Sprintf("名额 %d；前面已有 %d 个，第 %d 名有 %d 个并列，跨过名额，", take, ahead, ahead+1, tied), fmt.Sprintf("%s; behind the first %d there are %d level with each other across the cut", counted(take, "place"), ahead, tied)
	if ahead == 0 {
		zh, en = fmt.Sprintf("名额 %d；第 1 名有 %d 个并列，跨过名额，", take, tied), fmt.Sprintf("%s; the first %d are level with each other across the cut", counted(take, "place"), tied)
	}
	switch {
	case take == 0:
		how = Said{"名额为 0，一个也不列入", "no place, so that nobody is on it"}
	case able == 0:
		how = Said{fmt.Sprintf("名额 %d，没有可列入的", take), fmt.Sprintf("%s, and nobody could be on it", counted(take, "place"))}
	case able == 1:
		how = Said{fmt.Sprintf("名额 %d，可列入的只有 1 个，全部列入", take), fmt.Sprintf("%s, and only 1 could be on it, who is", counted(take, "place"))}
	case able <= take:
		how = Said{fmt.Sprintf("名额 %d，可列入的只有 %d 个，全部列入", take, able), fmt.Sprintf("%s, and no more than %d who could be on it: all of them are", counted(take, "place"), able)}
	case on > take:
		how = Said{zh + "按评分办法全部列入", en + ", and by the rulebook all of them are on it"}
	case on < take && (s.cut.tied == "shrink"):
		how = Said{zh + "按评分办法都不列入", en + ", and by the rulebook none of them is on it"}
	case on < take:
		how = Said{zh + "要由再投或抽签分出先后，决定以前都不列入", en + "; a fresh vote or a lot has to tell them apart, and until then none of them is on it"}
	}
	s.Rule(ToldListed, s.at, on, s.unsettled(how), from...)
}

// next counts who has the first figure outside of the list.
func (s *admitted) next(take int) {
	var outside []int
	able := 0
	for _, cell := range s.group {
		if s.cut.lets(s.run, s.out, cell) && s.of.at(cell) != nil {
			able++
			if s.out.at(cell).Sign() == 0 {
				outside = append(outside, cell)
			}
		}
	}
	first := 0
	if levels := split(outside, s.cut.highFirst, s.of.at); levels != nil {
		first = len(levels[0])
	}
	all := s.Count(ToldAble, s.at, able)
	s.taken(take)
	s.Rule(ToldNext, s.at, first, s.unsettled(s.outside(able, len(outside), first)), all, len(s.Told)-1)
}

// outside says of so many who are not on the list how many come first.
func (s *admitted) outside(able, outside, first int) Said {
	zh, en := "高", "highest"
	if !s.cut.highFirst {
		zh, en = "低", "lowest"
	}
	switch {
	case able == 0:
		return Said{"没有可列入的单位", "nobody could be on it"}
	case outside == 0:
		return Said{"可列入的都已列入，名单外没有", "all who could be on it are, and nobody is next"}
	case outside == 1:
		return Said{"可列入而未列入的只有这 1 个", "it is the only one who could be on it and is not"}
	case first == 1:
		return Said{fmt.Sprintf("可列入而未列入的有 %d 个，其中数值最%s的 1 个，没有并列", outside, zh), fmt.Sprintf("%d could be on it and are not; 1 of them has the %s figure, alone", outside, en)}
	}
	return Said{
		fmt.Sprintf("可列入而未列入的有 %d 个，其中 %d 个数值并列最%s", outside, first, zh),
		fmt.Sprintf("%d could be on it and are not; %d of them have the %s figure, the same", outside, first, en),
	}
}

// across is how many go before those who are level across the cut, and how many these are; 0 of
// them where the cut lies between two who are not level.
func (s *admitted) across(free []int, take int) (ahead, tied int) {
	for _, level := range s.cut.sort(s.run, free, take) {
		if ahead+len(level) > take && ahead < take {
			return ahead, len(level)
		}
		ahead += len(level)
	}
	return ahead, 0
}

// barred counts who is kept out, each by the first thing that does it.
func (s *admitted) barred() {
	var parts []int
	counts, order := make(map[Said]int), []Said{}
	for _, cell := range s.group {
		why, by := s.cut.bar(s.run, s.out, cell)
		if by == "" {
			continue
		}
		if counts[why] == 0 {
			order = append(order, why)
		}
		counts[why]++
	}
	for _, why := range order {
		at, how := s.at, s.unsettled(Said{"不能列入：" + why.Chinese, "not considered: it " + why.English})
		if len(order) > 1 {
			at = at.With(axisPart, why.Chinese)
		}
		parts = append(parts, s.Rule(ToldBarred, at, counts[why], how))
		s.Told[parts[len(parts)-1]].Part = why
	}
	switch {
	case parts == nil:
		s.Count(ToldBarred, s.at, 0)
	case len(parts) > 1:
		s.Sum(ToldBarred, s.at, parts...)
	}
}

// unsettled adds to a sentence which decisions of other steps the list waits for.
func (s *admitted) unsettled(how Said) Said {
	waits := s.cut.tellWaiting(s.run, s.out.name, unitLabel(s.run, s.of, s.group[0]))
	return Said{how.Chinese + waits.Chinese, how.English + waits.English}
}
