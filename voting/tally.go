package voting

// Tally is the count of one run of one item. Counts[category][grade] is the
// number of standing ballots with that grade; Blank[category] those without a
// mark; Ballots[category] all of them.
type Tally struct {
	Counts  [][]int
	Blank   []int
	Ballots []int
}

// NewTally returns an empty tally of the given shape.
func NewTally(categories, grades int) Tally {
	t := Tally{Counts: make([][]int, categories), Blank: make([]int, categories), Ballots: make([]int, categories)}
	cells := make([]int, categories*grades)
	for i := range t.Counts {
		t.Counts[i] = cells[i*grades : (i+1)*grades : (i+1)*grades]
	}
	return t
}

// add counts a ballot (n = 1) or takes it back (n = -1).
func (t Tally) add(category CategoryID, marks Marks, n int) {
	t.Ballots[category] += n
	for i := range len(marks) {
		if marks[i] == Absent {
			t.Blank[category] += n
		} else {
			t.Counts[category][marks[i]] += n
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

// ByGrade adds the categories up: one count per grade.
func (t Tally) ByGrade() []int {
	if len(t.Counts) == 0 {
		return nil
	}
	sums := make([]int, len(t.Counts[0]))
	for _, row := range t.Counts {
		for grade, n := range row {
			sums[grade] += n
		}
	}
	return sums
}

// copyFrom makes t equal to other, which has the same shape, without allocating.
func (t Tally) copyFrom(other Tally) {
	for i := range t.Counts {
		copy(t.Counts[i], other.Counts[i])
	}
	copy(t.Blank, other.Blank)
	copy(t.Ballots, other.Ballots)
}

// Clone returns an independent copy.
func (t Tally) Clone() Tally {
	if len(t.Counts) == 0 {
		return Tally{}
	}
	c := NewTally(len(t.Counts), len(t.Counts[0]))
	c.copyFrom(t)
	return c
}
