package display

import (
	"fmt"
	"slices"

	"pingyi/onair"
	"pingyi/voting"
)

// tableItem is one row about the unit on stage. It has columns for every grade and, where there
// are several, every criterion of the rulebook; they are filled as far as that is released.
func (o output) tableItem() Table {
	var score ScoreScene
	var bars BarsScene
	var about subject
	if !o.dark() {
		about = o.subject(onair.Cue{})
		score = o.scoreCard(onair.Cue{}).data.(ScoreScene)
		bars = o.liveBars(onair.Cue{Step: barSteps - 1}).data.(BarsScene)
	}
	t := Table{View: ViewItem}
	row := []cell{
		{"number", some(about.Number)}, {"of", num(len(o.Items))}, {"unit", string(about.unit.ID)}, {"name", about.Name}, {"department", about.Place},
		{"class", string(about.unit.Class)}, {"state", about.state()}, {"ballots", num(bars.Ballots)}, {"expected", num(bars.Expected)},
		{"seal", about.seal()}, {"level", bars.Level},
	}
	row = append(row, o.scoreCells(score)...)
	row = append(row, o.prevCells(about.unit.ID)...)
	for i := range o.State.Session.Rulebook.Grades {
		row = append(row, gradeCells(i, bars.Bars)...)
	}
	for i := range o.mostCriteria() {
		row = append(row, criterionCells(i, score.Criteria)...)
	}
	if o.dark() {
		row = blank(row)
	}
	t.add(row)
	return t
}

// scoreCells are what the score card says, empty until it may.
func (o output) scoreCells(s ScoreScene) []cell {
	row := []cell{
		{"score", s.Score}, {"rank", some(s.Rank)}, {"rank_of", some(s.Of)}, {"rank_in_class", some(s.RankInClass)}, {"rank_in_class_of", some(s.OfClass)},
		{"valid", num(s.Valid)}, {"void", num(s.Void)}, {"blank", num(s.Blank)}, {"corrected", yes(s.Corrected)},
	}
	if s.Hidden {
		row = blank(row)
	}
	return row
}

// prevCells are place and score of a unit before the newest release.
func (o output) prevCells(unit voting.UnitID) []cell {
	prev := previous{}
	if unit != "" && !o.dark() {
		prev = o.before().board[placeOf{"", unit}]
	}
	return []cell{{"prev_rank", some(prev.rank)}, {"prev_score", prev.score}}
}

func gradeCells(i int, bars []SceneBar) []cell {
	var bar SceneBar
	if i < len(bars) {
		bar = bars[i]
	}
	count, permille := "", ""
	if bar.Count != nil {
		count = num(*bar.Count)
	}
	if bar.Permille != nil {
		permille = num(*bar.Permille)
	}
	name := func(what string) string { return fmt.Sprintf("grade_%d_%s", i+1, what) }
	return []cell{{name("label"), bar.Label}, {name("count"), count}, {name("share"), bar.Share}, {name("permille"), permille}}
}

func criterionCells(i int, criteria []CriterionScore) []cell {
	var c CriterionScore
	if i < len(criteria) {
		c = criteria[i]
	}
	name := func(what string) string { return fmt.Sprintf("criterion_%d_%s", i+1, what) }
	return []cell{{name("label"), c.Label}, {name("score"), c.Score}}
}

// mostCriteria is how many criteria a unit has at the most; none where it is but one question.
func (o output) mostCriteria() int {
	session := &o.State.Session
	if o.Phase == "" || !session.Rulebook.Rows() {
		return 0
	}
	most := len(session.Rulebook.Criteria)
	for _, unit := range session.Units {
		most = max(most, len(session.Rulebook.CriteriaOf(unit)))
	}
	return most
}

// placeOf names a row of a board: whose it is, and on which list.
type placeOf struct {
	list string
	unit voting.UnitID
}

// previous is where a unit was before.
type previous struct {
	rank  int
	score string
}

// boardOf is where units are on a board of such rows.
func (o output) boardOf(rows []voting.Row) map[placeOf]previous {
	all := make(map[placeOf]previous)
	p := o.picture
	p.revealed = func(*voting.State) []voting.Row { return rows }
	for _, part := range p.boardParts() {
		for _, row := range part.rows {
			all[placeOf{part.list, row.Unit}] = previous{row.Rank, row.Score}
		}
	}
	return all
}

// classesOfSession lists the classes of all units, in their order.
func classesOfSession(s *voting.Session) []voting.Class {
	var classes []voting.Class
	for _, unit := range s.Units {
		if !slices.Contains(classes, unit.Class) {
			classes = append(classes, unit.Class)
		}
	}
	return classes
}
