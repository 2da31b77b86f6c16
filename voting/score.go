package voting

import "math/big"

// Score is what the pipeline makes of one tally. Without any vote with an
// opinion there is no score: missing is not zero.
type Score struct {
	Exact   *big.Rat // before rounding; nil when there is no score
	Rounded Decimal
}

// Has reports whether there is a score at all.
func (s Score) Has() bool { return s.Exact != nil }

// Score counts a tally by the rules: the mean over votes with an opinion inside
// each category, then the weighted mean over the categories that have such a
// vote, rounded once.
func (s Scoring) Score(t Tally) Score {
	sum, weights := new(big.Rat), new(big.Rat)
	for category, counts := range t.Counts {
		mean := s.mean(counts)
		if mean == nil {
			continue
		}
		sum.Add(sum, mean.Mul(mean, s.Weights[category]))
		weights.Add(weights, s.Weights[category])
	}
	if weights.Sign() == 0 {
		return Score{}
	}
	exact := sum.Quo(sum, weights)
	return Score{Exact: exact, Rounded: Round(exact, s.Places, s.Rounding)}
}

// mean is the mean points over the votes in the base, nil when there are none.
func (s Scoring) mean(counts []int) *big.Rat {
	sum, base := new(big.Rat), int64(0)
	for grade, n := range counts {
		if !s.InBase[grade] {
			continue
		}
		base += int64(n)
		if s.Points[grade] != nil {
			sum.Add(sum, new(big.Rat).Mul(s.Points[grade], big.NewRat(int64(n), 1)))
		}
	}
	if base == 0 {
		return nil
	}
	return sum.Quo(sum, big.NewRat(base, 1))
}
