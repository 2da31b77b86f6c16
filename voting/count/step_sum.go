package count

import (
	"fmt"
	"math/big"
)

// A sum adds the cells along an axis, or several tables. Counts stay counts.
func sumKind() kind {
	return kind{"sum", nil, []string{"of", "over", "inside", "parts", "missing"}, func(f *form) work {
		if of := f.n.get("of"); of != nil {
			f.out.counts = f.ofVotes().counts
		}
		c := f.readCombine(false)
		f.out.keeps(c.tables...)
		f.out.grid = gridOfTables(c.tables)
		return &sum{c}
	}}
}

type sum struct{ *combine }

func (s *sum) run(r *run, out *Table) error {
	if out.ints != nil {
		of := r.tables[s.of.name]
		for cell, list := range r.fold(of, s.over, s.inside) {
			for _, at := range list {
				out.ints[cell] += of.ints[at]
			}
		}
		return nil
	}
	return s.each(r, out, -1, func(cell int, pieces []piece) error {
		out.rats[cell] = weightedSum(pieces)
		return nil
	})
}

// weightedSum is nil when there is nothing to add.
func weightedSum(pieces []piece) *big.Rat {
	if len(pieces) == 0 {
		return nil
	}
	total := new(big.Rat)
	for _, p := range pieces {
		if p.weight != nil {
			total.Add(total, new(big.Rat).Mul(p.value, p.weight))
		} else {
			total.Add(total, p.value)
		}
	}
	return total
}

func (s *sum) tell(r *run, out *Table, cell int) (t telling) {
	_ = s.eachWithout(r, out, cell, func(_ int, pieces, left []piece) error {
		var none bool
		if t, none = nothing(pieces, left); none {
			return nil
		}
		text, uses := formula(pieces)
		t = leftOut(telling{fmt.Sprintf("合计：%s", text.Chinese), fmt.Sprintf("the sum: %s", text.English), uses}, left)
		return nil
	})
	return t
}
