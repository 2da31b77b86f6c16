package voting

import (
	"slices"

	"pingyi/voting/count"
)

// Tally is the count of one run of one item. Counts[category][row][grade] is the
// number of ballots with that grade in that row of the form; Blank[category][row]
// those that left the row blank; Ballots[category] all that stand (collected), and
// Void[category] those of them that are void as a whole, whose marks are counted
// nowhere. Why[fault] counts those by reason, in the order of count.Faults and for all
// categories together: of a small one a reason would tell. A ballot with some rows blank
// is one ballot, and is counted in the rows it marks.
type Tally struct {
	Counts  [][][]int
	Blank   [][]int
	Ballots []int
	Void    []int
	Why     []int
}

// NewTally returns an empty tally of the given shape.
func NewTally(categories, rows, grades int) Tally {
	t := Tally{
		Counts: make([][][]int, categories), Blank: make([][]int, categories), Ballots: make([]int, categories), Void: make([]int, categories),
		Why: make([]int, len(count.Faults())),
	}
	cells, blank := make([]int, categories*rows*grades), make([]int, categories*rows)
	for i := range t.Counts {
		t.Counts[i] = make([][]int, rows)
		for k := range t.Counts[i] {
			t.Counts[i][k], cells = cells[:grades:grades], cells[grades:]
		}
		t.Blank[i], blank = blank[:rows:rows], blank[rows:]
	}
	return t
}

// of is the part of a tally that is about some rows of the form: the first, how
// far from one to the next, how many. Ballots are those of the whole form. It
// shares the counts; a copy is taken where they are to stay.
func (t Tally) of(first, step, n int) Tally {
	part := Tally{Counts: make([][][]int, len(t.Counts)), Blank: make([][]int, len(t.Blank)), Ballots: t.Ballots, Void: t.Void, Why: t.Why}
	if t.Criteria() == 0 {
		return part
	}
	for i := range t.Counts {
		for k := range n {
			part.Counts[i] = append(part.Counts[i], t.Counts[i][first+k*step])
			part.Blank[i] = append(part.Blank[i], t.Blank[i][first+k*step])
		}
	}
	return part
}

// add counts a ballot (n = 1) or takes it back (n = -1).
func (t Tally) add(c *choice, n int) {
	category, marks := c.category, c.marks
	t.Ballots[category] += n
	if c.void >= 0 {
		t.Void[category] += n
		t.Why[c.void] += n
		return
	}
	for i := range len(marks) {
		if marks[i] == Absent {
			t.Blank[category][i] += n
		} else {
			t.Counts[category][i][marks[i]] += n
		}
	}
}

// Total is the number of standing ballots, void ones among them.
func (t Tally) Total() int { return sum(t.Ballots) }

// Voids is the number of ballots that are void as a whole.
func (t Tally) Voids() int { return sum(t.Void) }

// VoidBallots is how many ballots are void for one reason.
type VoidBallots struct {
	Reason  string `json:"reason"` // of count.Faults
	Ballots int    `json:"ballots"`
}

// VoidBy lists why ballots are void, without the reasons that none is void for.
func (t Tally) VoidBy() []VoidBallots {
	var all []VoidBallots
	for i, n := range t.Why {
		if n > 0 {
			all = append(all, VoidBallots{count.Faults()[i], n})
		}
	}
	return all
}

// Valid is the number of ballots that count.
func (t Tally) Valid() int { return t.Total() - t.Voids() }

func sum(counts []int) int {
	total := 0
	for _, n := range counts {
		total += n
	}
	return total
}

// ByGrade adds everything up: one count of marks per grade. With one criterion
// that is one count of ballots per grade.
func (t Tally) ByGrade() []int {
	var sums []int
	for i := range t.Counts {
		sums = plus(sums, t.CategoryByGrade(i))
	}
	return sums
}

// CategoryByGrade adds the criteria of one category up.
func (t Tally) CategoryByGrade(category int) []int {
	var sums []int
	for _, counts := range t.Counts[category] {
		sums = plus(sums, counts)
	}
	return sums
}

// CriterionByGrade adds the categories up for one criterion.
func (t Tally) CriterionByGrade(criterion int) []int {
	var sums []int
	for _, criteria := range t.Counts {
		sums = plus(sums, criteria[criterion])
	}
	return sums
}

// Marked is how many ballots of a category say something in a row.
func (t Tally) Marked(category, row int) int { return sum(t.Counts[category][row]) }

// Blanks is the number of rows that were left blank.
func (t Tally) Blanks() int {
	total := 0
	for _, criteria := range t.Blank {
		for _, n := range criteria {
			total += n
		}
	}
	return total
}

// CriterionBlanks is the number of ballots that left one criterion blank.
func (t Tally) CriterionBlanks(criterion int) int {
	total := 0
	for _, criteria := range t.Blank {
		total += criteria[criterion]
	}
	return total
}

// plus adds counts to sums, which may still be nil.
func plus(sums, counts []int) []int {
	if sums == nil {
		return slices.Clone(counts)
	}
	for i, n := range counts {
		sums[i] += n
	}
	return sums
}

// Criteria is the number of rows that are counted.
func (t Tally) Criteria() int {
	if len(t.Counts) == 0 {
		return 0
	}
	return len(t.Counts[0])
}

// Equal reports whether two tallies count the same.
func (t Tally) Equal(other Tally) bool {
	rows := func(a, b []int) bool { return slices.Equal(a, b) }
	same := func(a, b [][]int) bool { return slices.EqualFunc(a, b, rows) }
	return slices.EqualFunc(t.Counts, other.Counts, same) && same(t.Blank, other.Blank) &&
		slices.Equal(t.Ballots, other.Ballots) && slices.Equal(t.Void, other.Void) && slices.Equal(t.Why, other.Why)
}

// copyFrom makes t equal to other, which has the same shape, without allocating.
func (t Tally) copyFrom(other Tally) {
	for i := range t.Counts {
		for k := range t.Counts[i] {
			copy(t.Counts[i][k], other.Counts[i][k])
		}
		copy(t.Blank[i], other.Blank[i])
	}
	copy(t.Ballots, other.Ballots)
	copy(t.Void, other.Void)
	copy(t.Why, other.Why)
}

// Clone returns an independent copy.
func (t Tally) Clone() Tally {
	if t.Criteria() == 0 {
		return Tally{}
	}
	c := NewTally(len(t.Counts), len(t.Counts[0]), len(t.Counts[0][0]))
	c.copyFrom(t)
	return c
}
