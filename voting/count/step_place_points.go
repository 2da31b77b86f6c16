package count

import (
	"fmt"
	"math/big"
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
	t := telling{zh: "没有数值，不排名次", en: "no place without a figure", uses: []use{{of, cell}}}
	for _, list := range r.fold(of, axisUnit, s.inside) {
		place := 1
		for _, tied := range s.sort(r, list, everywhere) {
			for _, other := range tied {
				if other == cell {
					t.zh = fmt.Sprintf("第 %d 名（%d 个）按名次计分", place, len(tied))
					t.en = fmt.Sprintf("the points of place %d, which %d share", place, len(tied))
				}
			}
			place += len(tied)
		}
	}
	return t
}
