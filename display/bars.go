package display

import (
	"fmt"
	"sort"

	"pingyi/voting"
)

// bars gives one bar for each grade, nil while the audience may not see them. A
// whole form has none: what was said of all units together is of nobody.
func (p picture) bars(item *voting.ItemState) []Bar {
	if item.Whole() {
		return nil
	}
	tally, visible := p.audience.counts(item, p.Session.Rulebook.Reveal)
	if !visible {
		return nil
	}
	counts := tally.ByGrade()
	shares := Permille(counts)
	bars := make([]Bar, len(counts))
	for i, count := range counts {
		bars[i] = Bar{
			Label: p.Session.Rulebook.Grades[i].Label, Count: count,
			Share: Percent(shares[i]), Permille: shares[i],
			InBase: p.Session.Rulebook.Grades[i].InBase,
		}
	}
	return bars
}

// Percent writes thousandths as a percentage with one decimal, without the sign.
func Percent(permille int) string { return fmt.Sprintf("%d.%d", permille/10, permille%10) }

// Permille shares 1000 out by largest remainder, so that what is shown adds up
// to 100.0 %. Of equal remainders the earlier grade gets the odd tenth. Without
// any ballot every share is 0.
func Permille(counts []int) []int {
	total := 0
	for _, n := range counts {
		total += n
	}
	shares := make([]int, len(counts))
	if total == 0 {
		return shares
	}
	order := make([]int, len(counts))
	left := 1000
	for i, n := range counts {
		order[i] = i
		shares[i] = n * 1000 / total
		left -= shares[i]
	}
	sort.SliceStable(order, func(a, b int) bool {
		return counts[order[a]]*1000%total > counts[order[b]]*1000%total
	})
	for _, i := range order[:left] {
		shares[i]++
	}
	return shares
}
