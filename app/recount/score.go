package recount

import (
	"math/big"
	"strings"
)

// scalePlaces is how many places a rulebook's decimals have at most.
const scalePlaces = 9

// whole reads a decimal as a whole number of its ninth place: "80.5" is
// 80500000000.
func whole(number string) *big.Int {
	before, after, _ := strings.Cut(number, ".")
	n, _ := new(big.Int).SetString(before+after+strings.Repeat("0", scalePlaces-len(after)), 10)
	return n
}

// score fills in the exact and the rounded score. Over the product of all bases
// each category's mean is a whole number, so that one division is left.
func (u *Unit) score(rb rules) {
	bases, sums := make([]*big.Int, len(rb.Categories)), make([]*big.Int, len(rb.Categories))
	product := big.NewInt(1)
	for i, category := range rb.Categories {
		bases[i], sums[i] = pile(rb.Grades, u.Cells[category.Label].Counts)
		if bases[i].Sign() > 0 {
			product.Mul(product, bases[i])
		}
	}
	top, weights := new(big.Int), new(big.Int)
	for i, category := range rb.Categories {
		if bases[i].Sign() == 0 {
			continue
		}
		weight := whole(string(category.Weight))
		weights.Add(weights, weight)
		part := new(big.Int).Quo(product, bases[i])
		top.Add(top, part.Mul(part, sums[i]).Mul(part, weight))
	}
	if weights.Sign() == 0 {
		return
	}
	bottom := product.Mul(product, weights)
	bottom.Mul(bottom, whole("1"))
	u.Exact = fraction(top, bottom)
	step := strings.Split(rb.Pipeline[len(rb.Pipeline)-1], ", ")
	u.Score = rounded(top, bottom, rb.Places, step[1])
}

// pile adds up the votes of a category that count in the base, and their points.
func pile(grades []grade, counts []int) (base, points *big.Int) {
	base, points = new(big.Int), new(big.Int)
	for i, n := range counts {
		votes := big.NewInt(int64(n))
		if grades[i].Points != nil {
			base.Add(base, votes)
			points.Add(points, votes.Mul(votes, whole(string(*grades[i].Points))))
		} else if grades[i].InBase != nil && *grades[i].InBase {
			base.Add(base, votes)
		}
	}
	return base, points
}

// fraction writes a fraction in lowest terms, a whole number without a bar.
func fraction(top, bottom *big.Int) string {
	common := new(big.Int).GCD(nil, nil, new(big.Int).Abs(top), bottom)
	over := new(big.Int).Quo(bottom, common)
	text := new(big.Int).Quo(top, common).String()
	if over.Cmp(big.NewInt(1)) != 0 {
		text += "/" + over.String()
	}
	return text
}

// rounded divides as at school, one digit at a time, and looks at what is left.
func rounded(top, bottom *big.Int, places int, how string) string {
	ten := big.NewInt(10)
	digits, rest := new(big.Int).QuoRem(new(big.Int).Abs(top), bottom, new(big.Int))
	for range places {
		var digit big.Int
		digit.QuoRem(rest.Mul(rest, ten), bottom, rest)
		digits.Add(digits.Mul(digits, ten), &digit)
	}
	twice := new(big.Int).Add(rest, rest)
	odd := digits.Bit(0) == 1
	if (how == "half up" && twice.Cmp(bottom) >= 0) || (how == "half even" && (twice.Cmp(bottom) > 0 || (twice.Cmp(bottom) == 0 && odd))) {
		digits.Add(digits, big.NewInt(1))
	}
	text := digits.String()
	text = strings.Repeat("0", max(0, places+1-len(text))) + text
	if places > 0 {
		text = text[:len(text)-places] + "." + text[len(text)-places:]
	}
	if top.Sign() < 0 && digits.Sign() > 0 {
		text = "-" + text
	}
	return text
}

// place compares every unit with every other: a rank is one more than the
// number of units with a higher rounded score.
func place(units []Unit) {
	for i := range units {
		if units[i].Score == "" {
			continue
		}
		units[i].Rank, units[i].RankInClass = 1, 1
		for _, other := range units {
			if other.Score == "" || whole(other.Score).Cmp(whole(units[i].Score)) <= 0 {
				continue
			}
			units[i].Rank++
			if other.Class == units[i].Class {
				units[i].RankInClass++
			}
		}
	}
}
