package recount

import "math/big"

// pile is where marks of one sort lie: which criterion, which category; -1 once
// they were put together.
type pile struct{ criterion, category int }

// score works a unit's figures out by the chain of the rules. Of a unit with own
// criteria they are the names of these.
func (u *Unit) score(r rules, criteria []string) {
	u.Exact, u.Score, u.value = "", "", nil
	values := r.means(u.Cells, criteria)
	for i, l := range r.chain.links {
		if i > 0 {
			values = r.fold(l, values)
		}
		if i+1 == r.chain.each && i+1 < len(r.chain.links) {
			u.scoreEach(l, values, criteria)
		}
		if i+1 < len(r.chain.links) {
			for at, q := range values {
				values[at] = l.value(q)
			}
			continue
		}
		if q, any := values[pile{-1, -1}]; any {
			value := l.value(q)
			u.Exact, u.Score, u.value = q.String(), l.text(q), &value
		}
	}
}

func (u *Unit) scoreEach(l link, values map[pile]quotient, criteria []string) {
	u.Scores, u.Exacts = make(map[string]string), make(map[string]string)
	for k, criterion := range criteria {
		u.Scores[criterion] = ""
		if q, any := values[pile{k, -1}]; any {
			u.Scores[criterion], u.Exacts[criterion] = l.text(q), q.String()
		}
	}
}

// means is the first link: the mean of each pile that has a vote in the base.
func (r rules) means(cells map[string]Cell, criteria []string) map[pile]quotient {
	values := make(map[pile]quotient)
	for c, category := range r.Categories {
		if r.oneGroup {
			c = -1
		}
		if criteria == nil {
			if q, any := meanOf(r.Grades, cells[category.Label].Counts); any {
				values[pile{-1, c}] = q
			}
		}
		for k, criterion := range criteria {
			if q, any := meanOf(r.Grades, cells[pileOf(criterion, category.Label)].Counts); any {
				values[pile{k, c}] = q
			}
		}
	}
	return values
}

// meanOf adds up the votes of a pile that count in the base, and their points.
func meanOf(grades []grade, counts []int) (quotient, bool) {
	base, points := new(big.Int), new(big.Int)
	for i, n := range counts {
		votes := big.NewInt(int64(n))
		if grades[i].Points != nil {
			base.Add(base, votes)
			points.Add(points, votes.Mul(votes, whole(string(*grades[i].Points))))
		} else if grades[i].InBase != nil && *grades[i].InBase {
			base.Add(base, votes)
		}
	}
	if base.Sign() == 0 {
		return quotient{}, false
	}
	return quotient{points, base.Mul(base, whole("1"))}, true
}

// fold puts the values along an axis together: each times its weight, divided by
// the weights of those that are there.
func (r rules) fold(l link, values map[pile]quotient) map[pile]quotient {
	labels := map[string][]label{"category": r.Categories, "criterion": r.criteria()}[l.over]
	sums, weights := make(map[pile]quotient), make(map[pile]*big.Int)
	for at, q := range values {
		place, to := at.category, pile{at.criterion, -1}
		if l.over == "criterion" {
			place, to = at.criterion, pile{-1, at.category}
		}
		weight := big.NewInt(1)
		if l.weighted && place >= 0 {
			weight = whole(string(*labels[place].Weight))
		}
		if weights[to] == nil {
			sums[to], weights[to] = quotient{new(big.Int), big.NewInt(1)}, new(big.Int)
		}
		sums[to] = sums[to].plus(q.times(weight))
		weights[to].Add(weights[to], weight)
	}
	for to, weight := range weights {
		if weight.Sign() == 0 {
			delete(sums, to)
			continue
		}
		sums[to] = sums[to].over(weight)
	}
	return sums
}

// place compares every unit with every other: a rank is one more than the number
// of units with a better score, or in the dense style of such scores.
func (r rules) place(units []Unit) {
	for name, ranking := range r.chain.ranks {
		for i := range units {
			if units[i].value == nil {
				continue
			}
			rank := 1 + better(units, units[i], ranking)
			if name == figureRank {
				units[i].Rank = rank
			} else {
				units[i].RankInClass = rank
			}
		}
	}
}

func better(units []Unit, than Unit, by ranking) int {
	n := 0
	scores := make(map[string]bool)
	for _, other := range units {
		if other.value == nil || by.inClass && other.Class != than.Class {
			continue
		}
		order := other.value.compare(*than.value)
		if by.lowFirst {
			order = -order
		}
		if order > 0 {
			n++
			scores[other.value.String()] = true
		}
	}
	if by.dense {
		return len(scores)
	}
	return n
}
