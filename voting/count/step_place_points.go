package count

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Points for places: 40, 35, 30 for the first, the second and the third. Those
// who share places get the average of the points of these places, or all the
// points of the best of them.
func placePointsKind() kind {
	return kind{
		"place points",
		[]string{"of", "inside", "first", "points", "shared", "beyond"},
		[]string{"ties"},
		func(f *form) work {
			s := &placePoints{order: f.readOrder()}
			s.average = f.oneOf(f.n.get("shared"), "average", "best") == "average"
			s.beyond = f.number(f.n.get("beyond"))
			for _, kid := range f.list(f.n.get("points"), 1) {
				s.points = append(s.points, f.number(kid))
			}
			f.out.axes = s.of.axes
			if !s.average {
				f.out.grid = gridOfTables(nil, append(s.points, s.beyond)...)
			}
			return s
		},
	}
}

type placePoints struct {
	*order
	points  []*big.Rat
	beyond  *big.Rat
	average bool
}

// worth is the points of a place; the first is 0.
func (s *placePoints) worth(place int) *big.Rat {
	if place < len(s.points) {
		return s.points[place]
	}
	return s.beyond
}

func (s *placePoints) run(r *run, out *Table) error {
	for _, list := range r.fold(r.tables[s.of.name], axisUnit, s.inside) {
		place := 0
		for _, tied := range s.sort(r, list, everywhere) {
			points := s.worth(place)
			if s.average {
				total := new(big.Rat)
				for i := range tied {
					total.Add(total, s.worth(place+i))
				}
				points = total.Quo(total, big.NewRat(int64(len(tied)), 1))
			}
			for _, cell := range tied {
				out.rats[cell] = points
			}
			place += len(tied)
		}
	}
	return nil
}

func (s *placePoints) tell(r *run, out *Table, cell int) telling {
	of := r.tables[s.of.name]
	if of.at(cell) == nil {
		return telling{"没有数值，不排名次", "no place without a figure", []use{{of, cell}}}
	}
	at := s.standing(r, cell)
	t := s.tellPlaces(len(slices.Concat(at.before...)), len(at.level))
	t.uses = []use{{of, cell}}
	if at.equal > 1 {
		ties := telling{}
		s.tellTies(r, &ties, out.name, cell, at.equal)
		t.uses = append(t.uses, ties.uses...)
		if ties.zh != "" {
			t.zh, t.en = t.zh+"；"+strings.TrimPrefix(ties.zh, "，"), t.en+ties.en
		}
	}
	r.tellDecisions(&t, out.name, of, cell)
	return t
}

// tellPlaces says what so many get who share the places behind the first ones.
func (s *placePoints) tellPlaces(before, share int) (t telling) {
	first, last := before+1, before+share
	points := plain(s.worth(before))
	switch {
	case share > 1 && s.average:
		sum := strings.Join(s.terms(before, share), " + ")
		t.zh = fmt.Sprintf("%d 个并列，占第 %d 名到第 %d 名，取各名次得分的平均：(%s) ÷ %d", share, first, last, sum, share)
		t.en = fmt.Sprintf("%d share places %d to %d and get the mean of the points of these: (%s) ÷ %d", share, first, last, sum, share)
	case share > 1:
		t.zh = fmt.Sprintf("%d 个并列，占第 %d 名到第 %d 名，都取最前一名的得分：%s", share, first, last, points)
		t.en = fmt.Sprintf("%d share places %d to %d and all get the points of the first of these: %s", share, first, last, points)
		last = first
	default:
		t.zh, t.en = fmt.Sprintf("第 %d 名的得分：%s", first, points), fmt.Sprintf("the points of place %d: %s", first, points)
	}
	if n := len(s.points); last > n {
		t.zh += fmt.Sprintf("；第 %d 名以后每名 %s", n, plain(s.beyond))
		t.en += fmt.Sprintf("; each place behind place %d is worth %s", n, plain(s.beyond))
	}
	return t
}

// terms are the points of some places, those beyond the list together.
func (s *placePoints) terms(before, share int) (terms []string) {
	for i := range share {
		if left := share - i; before+i >= len(s.points) && left > 1 {
			return append(terms, fmt.Sprintf("%d × %s", left, plain(s.beyond)))
		}
		terms = append(terms, plain(s.worth(before+i)))
	}
	return terms
}
