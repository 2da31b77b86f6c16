package count

import (
	"fmt"
	"math/big"
)

// A weighted mean divides by the weights that took part, so that the weights of
// those without a value go to the others.
func weightedMeanKind() kind {
	return kind{"weighted mean", nil, []string{"of", "over", "inside", "weights", "parts", "missing"}, func(f *form) work {
		return &weighted{f.readCombine(true), true}
	}}
}

// A weighted sum multiplies and adds; nobody divides.
func weightedSumKind() kind {
	return kind{"weighted sum", nil, []string{"of", "over", "inside", "weights", "parts", "missing"}, func(f *form) work {
		return &weighted{f.readCombine(true), false}
	}}
}

type weighted struct {
	*combine
	divide bool
}

func (w *weighted) run(r *run, out *Table) error {
	means := newMeans()
	return w.each(r, out, -1, func(cell int, pieces []piece) error {
		pieces, err := w.weighed(r, out, cell, pieces)
		switch {
		case err != nil:
			return err
		case w.divide:
			out.rats[cell] = means.of(pieces)
		default:
			out.rats[cell] = weightedSum(pieces)
		}
		return nil
	})
}

// weighed wants a weight for every value: a weight that is looked up in a table
// can be missing, and nobody knows what it would have been.
func (w *weighted) weighed(r *run, out *Table, cell int, pieces []piece) ([]piece, error) {
	for _, p := range pieces {
		if p.weight == nil {
			return nil, fmt.Errorf("%s: there is no weight for %s", r.name(out, cell), p.label)
		}
	}
	return pieces, nil
}

func (w *weighted) tell(r *run, out *Table, cell int) (t telling) {
	_ = w.each(r, out, cell, func(_ int, pieces []piece) error {
		var none bool
		if t, none = nothing(pieces); none {
			return nil
		}
		text, uses := formula(pieces)
		if !w.divide {
			t = telling{fmt.Sprintf("加权合计：%s", text), fmt.Sprintf("the weighted sum: %s", text), uses}
			return nil
		}
		weights := new(big.Rat)
		for _, p := range pieces {
			weights.Add(weights, p.weight)
		}
		t = telling{
			fmt.Sprintf("加权平均：(%s) ÷ %s", text, plain(weights)),
			fmt.Sprintf("the weighted mean: (%s) ÷ %s", text, plain(weights)), uses,
		}
		return nil
	})
	return t
}
