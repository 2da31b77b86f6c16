package display

import (
	"math/big"
	"sort"

	"pingyi/voting"
)

// BoardRows is the number of rows on one page of the board.
const BoardRows = 10

// result gives the score of the item on stage, nil while the audience may not
// see it. A confirmed item is placed as it will be when it is revealed now.
func (p picture) result(item *voting.ItemState) *Result {
	tally, visible := p.audience.scored(item, p.Session.Rulebook.Reveal)
	if !visible {
		return nil
	}
	score := p.Scoring.Score(tally)
	if !score.Has() {
		return &Result{}
	}
	result := &Result{Score: score.Rounded.String()}
	if item.Phase == voting.PhaseConfirmed || item.Phase == voting.PhaseRevealed {
		p.place(result, item, score)
	}
	return result
}

// place ranks one item among the other revealed ones (1 2 2 4).
func (p picture) place(result *Result, item *voting.ItemState, score voting.Score) {
	class := p.Unit(item.Unit).Class
	result.Rank, result.Of, result.RankInClass, result.OfClass = 1, 1, 1, 1
	for _, other := range p.revealed(p.State) {
		if other.Item == item.ID || !other.Score.Has() {
			continue
		}
		higher, same := other.Score.Rounded.Cmp(score.Rounded) > 0, other.Unit.Class == class
		result.Of++
		if higher {
			result.Rank++
		}
		if same {
			result.OfClass++
		}
		if higher && same {
			result.RankInClass++
		}
	}
}

// board gives the cued page of the ranking; a page beyond the end is the last.
func (p picture) board() *Board {
	rows := append([]voting.Row(nil), p.revealed(p.State)...)
	sort.SliceStable(rows, func(a, b int) bool {
		if (rows[a].Rank == 0) != (rows[b].Rank == 0) {
			return rows[b].Rank == 0
		}
		return rows[a].Rank < rows[b].Rank
	})
	board := &Board{Pages: max(1, (len(rows)+BoardRows-1)/BoardRows), Rows: []BoardRow{}}
	board.Page = min(max(p.Page, 0), board.Pages-1)
	first := board.Page * BoardRows
	full := p.fullScore()
	for i := first; i < min(first+BoardRows, len(rows)); i++ {
		row := boardRow(rows[i], full)
		row.Tie = row.Rank > 0 && ((i > 0 && rows[i-1].Rank == row.Rank) || (i+1 < len(rows) && rows[i+1].Rank == row.Rank))
		board.Rows = append(board.Rows, row)
	}
	return board
}

func boardRow(row voting.Row, full *big.Rat) BoardRow {
	shown := BoardRow{
		Rank: row.Rank, Unit: row.Unit.ID, Name: row.Unit.Name, Department: row.Unit.Department, Class: row.Unit.Class,
	}
	if row.Score.Has() {
		shown.Score = row.Score.Rounded.String()
		shown.ScorePermille = thousandths(row.Score.Rounded, full)
	}
	return shown
}

// fullScore is the highest score there can be: that of the best grade from everybody.
func (p picture) fullScore() *big.Rat {
	full := new(big.Rat)
	for _, points := range p.Scoring.Points {
		if points != nil && points.Cmp(full) > 0 {
			full = points
		}
	}
	return full
}

// thousandths gives a score in thousandths of full, rounded down, within 0 to
// 1000. It starts from the rounded score, so that tied units have equal bars.
func thousandths(score voting.Decimal, full *big.Rat) int {
	if score.Unscaled.Sign() <= 0 || full.Sign() <= 0 {
		return 0
	}
	one := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(score.Places)), nil)
	ratio := new(big.Rat).SetFrac(score.Unscaled, one)
	ratio.Quo(ratio, full)
	part := new(big.Int).Quo(new(big.Int).Mul(ratio.Num(), big.NewInt(1000)), ratio.Denom())
	return int(min(part.Int64(), 1000))
}
