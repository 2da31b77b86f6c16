package voting

import "sort"

// Rank gives competition ranks (1 2 2 4) on rounded scores, the highest first:
// a unit's rank is one more than the number of units with a higher score.
// Units without a score have rank 0 and count for nobody.
func Rank(scores []Score) []int {
	order := make([]int, 0, len(scores))
	for i, score := range scores {
		if score.Has() {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool {
		return scores[order[a]].Rounded.Cmp(scores[order[b]].Rounded) > 0
	})
	ranks := make([]int, len(scores))
	for place, i := range order {
		ranks[i] = place + 1
		if place > 0 && scores[i].Rounded.Cmp(scores[order[place-1]].Rounded) == 0 {
			ranks[i] = ranks[order[place-1]]
		}
	}
	return ranks
}

// RankInClass ranks each class by itself; classes[i] belongs to scores[i].
func RankInClass(scores []Score, classes []Class) []int {
	members := make(map[Class][]int)
	for i, class := range classes {
		members[class] = append(members[class], i)
	}
	ranks := make([]int, len(scores))
	for _, group := range members {
		inside := make([]Score, len(group))
		for k, i := range group {
			inside[k] = scores[i]
		}
		for k, rank := range Rank(inside) {
			ranks[group[k]] = rank
		}
	}
	return ranks
}
