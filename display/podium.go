package display

// podium is how many places have large pictures. Who shares a place is shown alike, so it ends above a place that
// more share than it has room for; who is not out yet takes no part, since that would tell of a place to come.
func podium(out []PlaceRow) int {
	top := revealTop
	for _, row := range out {
		sharing := 0
		for _, other := range out {
			if other.Rank == row.Rank {
				sharing++
			}
		}
		if row.Rank <= top && row.Rank-1+sharing > top {
			top = row.Rank - 1
		}
	}
	return top
}
