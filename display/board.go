package display

import (
	"math/big"
	"slices"

	"pingyi/voting"
)

// BoardRows is the number of rows on one page of the board, at the desk as on the air: what is read
// on a television.
const BoardRows = 8

// result gives the score of the item on stage, nil while the audience may not
// see it. A confirmed item is placed as it will be when it is revealed now. Where the
// hall's counts are half of a score it says that there is none yet, at the desk too:
// what is read out from there is what the screens have.
func (p picture) result(item *voting.ItemState) *Result {
	tally, visible := p.audience.scored(item, p.Session.Rulebook.Reveal)
	if !visible || item.Whole() { // which has a score for every unit; the board shows them
		return nil
	}
	if p.AwaitsAnnouncement() {
		return &Result{Awaits: true}
	}
	rows := p.revealed(p.State)
	if item.Phase != voting.PhaseRevealed {
		rows = p.BoardWith(item.ID, tally, voting.PhaseRevealed)
	}
	at := slices.IndexFunc(rows, func(row voting.Row) bool { return row.Item == item.ID })
	if at < 0 || !rows[at].Score.Has() {
		return &Result{}
	}
	result := &Result{Score: Approximate(Printed(&p.Session, rows, rows[at], "score", rows[at].Score)), Criteria: p.criteria(rows, rows[at])}
	if item.Phase == voting.PhaseConfirmed || item.Phase == voting.PhaseRevealed {
		place(result, rows, rows[at])
	}
	return result
}

// criteria gives the score of each criterion, nil where there is but one.
func (p picture) criteria(board []voting.Row, row voting.Row) []CriterionScore {
	if row.Criteria == nil || !p.Session.Rulebook.Rows() {
		return nil
	}
	var scores []CriterionScore
	for i, criterion := range p.Session.Rulebook.CriteriaOf(row.Unit) {
		scores = append(scores, CriterionScore{
			Criterion{criterion.Label, criterion.Group}, Approximate(Printed(&p.Session, board, row, "criterion score", row.Criteria[i])),
		})
	}
	return scores
}

// place says which place a unit has, and among how many that have a score.
func place(result *Result, rows []voting.Row, own voting.Row) {
	result.Rank, result.RankInClass = own.Rank, own.RankInClass
	for _, row := range rows {
		if !row.Score.Has() {
			continue
		}
		other := row.Unit.ID != own.Unit.ID
		result.Of++
		result.Tie = result.Tie || other && own.Rank > 0 && row.Rank == own.Rank
		if row.Unit.Class == own.Unit.Class {
			result.OfClass++
			result.ClassTie = result.ClassTie || other && own.RankInClass > 0 && row.RankInClass == own.RankInClass
		}
	}
}

// fullScore is the highest score there can be: that of the best grade from
// everybody. Where grades have no points the score is a share of a hundred.
func (p picture) fullScore() *big.Rat {
	full, points := new(big.Rat), false
	for _, grade := range p.Session.Rulebook.Grades {
		points = points || grade.Points != nil
		if grade.Points != nil && grade.Points.Cmp(full) > 0 {
			full = grade.Points
		}
	}
	if !points {
		return big.NewRat(100, 1)
	}
	return full
}

// thousandths gives a score in thousandths of full, rounded down, within 0 to
// 1000. It starts from the rounded score, so that tied units have equal bars.
func thousandths(score, full *big.Rat) int {
	if score.Sign() <= 0 || full.Sign() <= 0 {
		return 0
	}
	ratio := new(big.Rat).Quo(score, full)
	part := new(big.Int).Quo(new(big.Int).Mul(ratio.Num(), big.NewInt(1000)), ratio.Denom())
	return int(min(part.Int64(), 1000))
}

// tickAt is where a bound is drawn, in thousandths of full. It is rounded up, and one that is not enough
// itself lies on the next: whatever is drawn by thousandths reaches it only when the bound is met.
func tickAt(bound, full *big.Rat, inclusive bool) int {
	at := thousandths(bound, full)
	drawn := new(big.Rat).Mul(full, big.NewRat(int64(at), 1000))
	if order := drawn.Cmp(bound); order < 0 || order == 0 && !inclusive {
		at = min(at+1, 1000)
	}
	return at
}
