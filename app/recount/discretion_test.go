package recount

import (
	"testing"

	"pingyi/voting"
)

// Three blanks of a category of three are hidden from format 2 on, few marks always, and a
// rehearsal shows all.
func TestAUnitIsHiddenFromTheFormatThatHidesIt(t *testing.T) {
	cell := func(ballots, void, marks int) Cell {
		return Cell{Ballots: ballots, Void: void, Counts: []int{marks, 0, 0, 0}}
	}
	for _, c := range []struct {
		first, second Cell
		want          int
	}{
		{cell(6, 0, 6), cell(0, 0, 0), 0},
		{cell(6, 0, 6), cell(3, 0, 0), 2},
		{cell(6, 0, 6), cell(3, 0, 3), 1},
		{cell(100, 0, 1), cell(9, 0, 9), 1},
		{cell(6, 6, 0), cell(9, 0, 9), 2},
		{cell(9, 4, 5), cell(5, 0, 0), 0},
		{cell(3, 0, 0), cell(4, 0, 4), 1},
	} {
		rb := rulebook(t, "30", last, "half up", 2, "60", "40")
		count := &Count{rules: readRules(rb), session: voting.Session{Rulebook: rb}}
		cells := map[string]Cell{"类别0": c.first, "类别1": c.second}
		if got := count.hiddenFrom(cells, nil); got != c.want {
			t.Errorf("%+v: hidden from format %d, want %d", cells, got, c.want)
		}
		count.session.Rehearsal = true
		if got := count.hiddenFrom(cells, nil); got != 0 {
			t.Errorf("%+v in a rehearsal: %d", cells, got)
		}
	}
}

// In a choice no tick says something too, and a form is looked at row by row.
func TestAChoiceIsHiddenByItsValidBallotsAndAFormByItsRows(t *testing.T) {
	rb, err := voting.ParseRulebook([]byte(choiceRules))
	if err != nil {
		t.Fatal(err)
	}
	choice := &Count{rules: readRules(rb), session: voting.Session{Rulebook: rb}}
	one := rb.Categories[0].Label
	for valid, want := range map[int]int{0: 2, 4: 1, 5: 0} {
		if got := choice.hiddenFrom(map[string]Cell{one: {Ballots: valid + 7, Void: 7}}, []string{"最佳", "最差"}); got != want {
			t.Errorf("a choice with %d valid ballots: %d, want %d", valid, got, want)
		}
	}
	if rb, err = voting.ParseRulebook([]byte(matrixRules)); err != nil {
		t.Fatal(err)
	}
	form := &Count{rules: readRules(rb), session: voting.Session{Rulebook: rb}}
	cells := map[string]Cell{"群众": {Ballots: 9, Counts: []int{8, 0, 0}}, pileOf("履职", "群众"): {Counts: []int{4, 0, 0}}, pileOf("服务", "群众"): {Counts: []int{4, 0, 0}}}
	if got := form.hiddenFrom(cells, []string{"履职", "服务"}); got != 1 {
		t.Errorf("four of nine in each row: %d", got)
	}
}
