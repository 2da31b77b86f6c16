package voting

import "slices"

// Tally is the count of one run of one item. Counts[category][criterion][grade]
// is the number of standing ballots with that grade; Blank[category][criterion]
// those that left the criterion blank; Ballots[category] all of them. A ballot
// with some rows blank is one ballot, and is counted in the rows it marks.
type Tally struct {
	Counts  [][][]int
	Blank   [][]int
	Ballots []int
}

// NewTally returns an empty tally of the given shape.
func NewTally(categories, criteria, grades int) Tally {
	t := Tally{Counts: make([][][]int, categories), Blank: make([][]int, categories), Ballots: make([]int, categories)}
	cells, blank := make([]int, categories*criteria*grades), make([]int, categories*criteria)
	for i := range t.Counts {
		t.Counts[i] = make([][]int, criteria)
		for k := range t.Counts[i] {
			t.Counts[i][k], cells = cells[:grades:grades], cells[grades:]
		}
		t.Blank[i], blank = blank[:criteria:criteria], blank[criteria:]
	}
	return t
}

// add counts a ballot (n = 1) or takes it back (n = -1).
func (t Tally) add(category CategoryID, marks Marks, n int) {
	t.Ballots[category] += n
	for i := range len(marks) {
		if marks[i] == Absent {
			t.Blank[category][i] += n
		} else {
			t.Counts[category][i][marks[i]] += n
		}
	}
}

// Total is the number of standing ballots.
func (t Tally) Total() int {
	total := 0
	for _, n := range t.Ballots {
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

// Criteria is the number of criteria that are counted.
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
	return slices.EqualFunc(t.Counts, other.Counts, same) && same(t.Blank, other.Blank) && slices.Equal(t.Ballots, other.Ballots)
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
