package count

import (
	"math/big"
	"slices"
)

// Patterns exclude each other where no ballot keeps to all of them: at most a fifth 优 beside
// at least a third. The marks of an axis stand in a row; the share of a span is the difference
// of two sums of shares from the beginning, and each pattern bounds such a difference, as does
// that no share is below 0 and all together are 100. Bounds on differences can be met unless
// some of them, one after the other, lead back to where they began below where they began.

// mostChecked patterns are compared; nobody writes more.
const mostChecked = 64

// checkPatterns tells the first pattern that leaves no ballot of several rows valid.
func (f *ballotForm) checkPatterns(kids []*node) {
	patterns := f.ballot.patterns
	if f.all.kept || f.failed || len(patterns) != len(kids) || len(patterns) > mostChecked || f.voidsNone(patterns) {
		return
	}
	for i, n := range kids {
		if !f.voidsNone(patterns[:i+1]) {
			f.fail(n.path, "Mend a percentage, or leave one out", "no ballot keeps to this and to the rules before it")
			return
		}
	}
}

// voidsNone reports whether some ballot keeps to all patterns. Grades and numbers are looked at
// apart.
func (f *ballotForm) voidsNone(patterns []pattern) bool {
	grades, numbers := sums{last: len(f.axisOf(axisGrade).labels)}, sums{last: len(f.axisOf(axisNumber).labels)}
	for _, p := range patterns {
		span, most, percent := p.quota, p.most, p.percent
		if p.all != nil {
			span, most, percent = p.all, true, big.NewRat(99_999_999, 1_000_000) // less than all of them
		}
		switch {
		case span == nil:
		case span.grade >= 0:
			grades.bound(span.grade, span.grade+1, most, percent)
		default:
			numbers.bound(span.from, span.to+1, most, percent)
		}
	}
	return grades.exist() && numbers.exist()
}

// sums are shares added up from the first mark of an axis to the last, and what is said of
// their differences.
type sums struct {
	last   int // how many marks there are
	bounds []gap
}

// gap says that one sum is at most so much more than another.
type gap struct {
	from, to int
	most     *big.Rat
}

// bound says how much lies between two sums, at most or at least.
func (s *sums) bound(from, to int, most bool, percent *big.Rat) {
	if most {
		s.bounds = append(s.bounds, gap{from, to, percent})
	} else {
		s.bounds = append(s.bounds, gap{to, from, new(big.Rat).Neg(percent)})
	}
}

// exist reports whether there are such sums.
func (s sums) exist() bool {
	if s.bounds == nil {
		return true
	}
	s.bound(0, s.last, true, big.NewRat(100, 1))
	s.bound(0, s.last, false, big.NewRat(100, 1))
	places := []int{0, s.last}
	for _, b := range s.bounds {
		places = append(places, b.from, b.to)
	}
	slices.Sort(places)
	places = slices.Compact(places)
	for i := range places[1:] {
		s.bounds = append(s.bounds, gap{places[i+1], places[i], new(big.Rat)}) // no share is below 0
	}
	sum := make(map[int]*big.Rat)
	for _, at := range places {
		sum[at] = new(big.Rat)
	}
	for range len(places) + 1 { // after so many rounds every way without a circle was gone
		lowered := false
		for _, b := range s.bounds {
			if most := new(big.Rat).Add(sum[b.from], b.most); sum[b.to].Cmp(most) > 0 {
				sum[b.to], lowered = most, true
			}
		}
		if !lowered {
			return true
		}
	}
	return false
}
