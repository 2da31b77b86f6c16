package count

import (
	"fmt"
	"math/big"
)

// A weighted mean divides by the weights that took part, so that the weights of
// those without a value go to the others.
func weightedMeanKind() kind {
	return kind{"weighted mean", nil, []string{"of", "over", "inside", "weights", "parts", "missing"}, func(f *form) work {
		c := f.leavesMarks(f.readCombine(true))
		f.checkWeights(c)
		return &weighted{c, true}
	}}
}

// A weighted sum multiplies and adds; nobody divides, unless something is left out:
// then its weight goes to the others, in proportion to theirs.
func weightedSumKind() kind {
	return kind{"weighted sum", nil, []string{"of", "over", "inside", "weights", "parts", "missing"}, func(f *form) work {
		c := f.readCombine(true)
		f.out.grid = c.gridOfWeighted()
		f.out.percent = f.out.percent && c.all != nil && c.all.Cmp(big.NewRat(1, 1)) == 0 // 0.01 of each is no percentage
		return &weighted{c, false}
	}}
}

// gridOfWeighted is the grid of a weighted sum of tables; on none where a weight may be passed on.
func (c *combine) gridOfWeighted() grid {
	if c.missing == leaveOut {
		return grid{}
	}
	var all []grid
	for i, p := range c.parts {
		if p.weight.Sign() > 0 {
			all = append(all, c.tables[i].grid.times(p.weight))
		}
	}
	return gridOf(all...)
}

type weighted struct {
	*combine
	divide bool
}

func (w *weighted) run(r *run, out *Table) error {
	means := newMeans()
	return w.eachWithout(r, out, -1, func(cell int, kept, left []piece) error {
		pieces, err := w.weighed(r, out, cell, kept)
		switch {
		case err != nil:
			return err
		case w.divide:
			out.rats[cell] = means.of(pieces)
		default:
			out.rats[cell] = weightedSum(pieces)
			if all, took := passedOn(kept, left); all != nil && out.rats[cell] != nil {
				out.rats[cell] = scaledUp(out.rats[cell], all, took)
			}
		}
		return nil
	})
}

// passedOn is what all weigh together and what those do that take part; nil where
// nobody passes a weight on. What has neither a value nor a weight passes none on.
func passedOn(kept, left []piece) (all, took *big.Rat) {
	passed := new(big.Rat)
	for _, p := range left {
		if p.weight != nil {
			passed.Add(passed, p.weight)
		}
	}
	if passed.Sign() == 0 {
		return nil, nil
	}
	took = new(big.Rat)
	for _, p := range kept {
		took.Add(took, p.weight)
	}
	return passed.Add(passed, took), took
}

// scaledUp is a sum as it is when all weigh what there is; nil when nobody who takes
// part weighs anything: there is nobody to pass a weight on to.
func scaledUp(sum, all, took *big.Rat) *big.Rat {
	if took.Sign() == 0 {
		return nil
	}
	sum.Mul(sum, all)
	return sum.Quo(sum, took)
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
	_ = w.eachWithout(r, out, cell, func(_ int, pieces, left []piece) error {
		var none bool
		if t, none = nothing(pieces, left); none {
			return nil
		}
		text, uses := formula(pieces)
		if all, took := passedOn(pieces, left); !w.divide && all != nil {
			share := fmt.Sprintf(" × %s ÷ %s", plain(all), plain(took))
			text = Said{"(" + text.Chinese + ")" + share, "(" + text.English + ")" + share}
		}
		if !w.divide {
			if t.uses = uses; out.at(cell) == nil {
				t.zh, t.en = "有数值的权重都是 0，没有数值的权重无处可归", "all that have a figure weigh 0, and nobody can take over the weight of the others"
				return nil
			}
			t = leftOut(telling{fmt.Sprintf("加权合计：%s", text.Chinese), fmt.Sprintf("the weighted sum: %s", text.English), uses}, left)
			return nil
		}
		weights := new(big.Rat)
		for _, p := range pieces {
			weights.Add(weights, p.weight)
		}
		t = leftOut(telling{
			fmt.Sprintf("加权平均：(%s) ÷ %s", text.Chinese, plain(weights)),
			fmt.Sprintf("the weighted mean: (%s) ÷ %s", text.English, plain(weights)), uses,
		}, left)
		if weights.Sign() == 0 {
			t.zh, t.en = "有数值的权重都是 0，没有可平均的", "all that have a figure weigh 0, and there is nothing to have a mean of"
		}
		return nil
	})
	return t
}
