package voting

import (
	"pingyi/voting/count"
)

// Score is one figure of a result: exact, as it counts, and as it is printed.
// Without any vote with an opinion there is none: missing is not zero.
type Score = count.Cell

// outcome makes the rows what the rules make of their tallies and of what people
// gave besides, in place. A rulebook may refuse to go on, where a category is
// empty for instance; the rows then say so, and none has a score.
func (s *State) outcome(rows []Row, given *Given) Outcome {
	result, err := s.run(rows, given)
	if err != nil {
		for i := range rows {
			rows[i].Refused = err.Error()
		}
		return Outcome{Rows: rows, Refused: err.Error()}
	}
	overall, inClass, each := result.Table("rank"), result.Table("rank in class"), result.Table("criterion score")
	for i := range rows {
		row, unit := &rows[i], string(rows[i].Unit.ID)
		row.Score, _ = result.Table("score").Cell(unit) // the unit is one of the input's
		row.Rank, row.RankInClass = place(overall, unit), place(inClass, unit)
		row.Named, row.Words = s.named(result, unit), s.words(result, row.Unit)
		if each == nil {
			continue
		}
		for _, criterion := range s.Session.Rulebook.CriteriaOf(row.Unit) {
			score, _ := each.Cell(unit, criterion.Key())
			row.Criteria = append(row.Criteria, score)
		}
	}
	s.placeOnLists(rows)
	s.addWaits(rows, result)
	return Outcome{Rows: rows, Ties: ties(result.Pending()), Tied: ties(result.Ties())}
}

// place is a unit's rank, 0 without one.
func place(ranks *count.Table, unit string) int {
	if ranks == nil {
		return 0
	}
	if cell, err := ranks.Cell(unit); err == nil && cell.Has() {
		return int(cell.Value.Num().Int64())
	}
	return 0
}

// run counts the tallies into the tables of the engine, adds what people gave, and
// works the steps.
func (s *State) run(rows []Row, given *Given) (*count.Result, error) {
	book := s.Session.Rulebook.book
	units := make([]count.Unit, len(rows))
	for i, row := range rows {
		units[i] = row.Unit.counted()
	}
	in, err := book.NewInput(units)
	if err != nil {
		return nil, err
	}
	numbers := len(s.Session.Rulebook.Grades) - len(book.Options())
	marks, valid, collected := cells(in, "marks", numbers), cells(in, "valid", 0), cells(in, "collected", 0)
	if s.Session.Rulebook.Lists != nil {
		marks = cells(in, "ticks", 0) // by list, where others have a criterion; there is but one mark
	}
	for i, row := range rows {
		for category, criteria := range row.Tally.Counts {
			for criterion, counts := range criteria {
				for grade, n := range counts {
					marks.add(n, i, criterion, category, grade)
				}
			}
			if i > 0 && book.Sheet() != "one unit" {
				continue // every row has the ballots of the one form
			}
			valid.add(row.Tally.Ballots[category]-row.Tally.Void[category], i, 0, category, 0)
			collected.add(row.Tally.Ballots[category], i, 0, category, 0)
		}
	}
	s.feedTurnout(in, rows)
	given.feed(in, units)
	return book.Run(in)
}

// grid is a table of counts with the strides of the axes that it may have.
type grid struct {
	ints                             []int64
	unit, criterion, category, grade int
	numbers                          int // so many of the first marks are numbers, which the engine has the lowest first
}

func cells(in *count.Input, table string, numbers int) grid {
	ints, axes, strides := in.Counts(table)
	g := grid{ints: ints}
	for i, axis := range axes {
		switch axis {
		case "unit":
			g.unit = strides[i]
		case "criterion", "list":
			g.criterion = strides[i]
		case "category":
			g.category = strides[i]
		case "grade":
			g.grade = strides[i]
		case "number":
			g.grade, g.numbers = strides[i], numbers
		}
	}
	return g
}

func (g grid) add(n, unit, criterion, category, grade int) {
	if grade < g.numbers {
		grade = g.numbers - 1 - grade
	}
	g.ints[unit*g.unit+criterion*g.criterion+category*g.category+grade*g.grade] += int64(n)
}
