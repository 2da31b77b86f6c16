package display

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

// formsOf runs the form with the cards of one category and then those of the other.
func formsOf(t testing.TB, rules string, byCategory ...[]string) *hall {
	t.Helper()
	h := newHall(t, plan{rules: rules})
	h.stage(1)
	h.open(1)
	for category, forms := range byCategory {
		for n, form := range forms {
			marks, err := voting.ParseMarks(form)
			if err != nil {
				t.Fatal(err)
			}
			h.do(voidOK(h, 2*n+category, marks))
		}
	}
	h.close(1)
	h.reveal(1)
	return h
}

func times(n int, form string) (forms []string) {
	for range n {
		forms = append(forms, form)
	}
	return forms
}

// Three blanks of a category of three tell what all three said of the unit: nothing.
// What counts is how many handed in a ballot that counts, whatever its rows hold.
func TestThreeBallotsOfACategoryThatAllLeaveAUnitBlankAreNotShownAsThreeBlanks(t *testing.T) {
	for ballots, want := range map[int]bool{0: true, 1: false, 3: false, 4: false, 5: true} {
		h := formsOf(t, matrixRules, times(6, "000000"), times(ballots, "0000--"))
		for _, u := range ResultsOf(h.state).Units {
			if shown := len(u.Counts) == 2 && len(u.Criteria[0].Counts) == 2 && u.Exact != ""; shown != want || u.Hidden == want || len(u.Counts) == 1 {
				t.Errorf("%d ballots: %s has the counts %v, of a criterion %v, exactly %q; broken down: %t, want %t", ballots, u.Unit, u.Counts, u.Criteria[0].Counts, u.Exact, !u.Hidden, want)
			}
			if u.Blank != map[bool]int{true: 2 * ballots}[u.Unit == "C"] || u.Ballots != 6+ballots || u.Score != "100.00" {
				t.Errorf("%d ballots: what all say together is told: %+v", ballots, u)
			}
		}
	}
}

// Of a category whose ballots are all void, or nearly, the counts say who was void.
func TestACategoryOfVoidBallotsIsASmallOne(t *testing.T) {
	for _, c := range []struct {
		void, valid int
		want        bool
	}{{3, 0, false}, {9, 0, false}, {9, 4, false}, {3, 5, true}} {
		h := formsOf(t, matrixRules, times(6, "000000"), append(times(c.void, "111111"), times(c.valid, "000000")...))
		if u := ResultsOf(h.state).Units[0]; u.Hidden == c.want || u.Void != c.void {
			t.Errorf("%+v: hidden %t, void %d", c, u.Hidden, u.Void)
		}
	}
	h := formsOf(t, choiceRules, times(9, "000---")) // ticks too many
	if u := ResultsOf(h.state).Units[0]; !u.Hidden || u.Void != 9 {
		t.Errorf("a choice of void ballots: hidden %t, void %d", u.Hidden, u.Void)
	}
}

// What the rules of discretion say, over a heap of forms and without any tally.
func tellsOnSomebody(byCategory [][]string, unit int) bool {
	for _, forms := range byCategory {
		valid, saying := 0, map[int]int{}
		for _, form := range forms {
			if said := strings.ReplaceAll(form, "-", ""); len(said) > 1 && strings.Trim(said, "1") == "" {
				continue // all of one grade
			}
			valid++
			for row := 2 * unit; row < 2*unit+2; row++ {
				if form[row] != '-' {
					saying[row]++
				}
			}
		}
		if len(forms) > 0 && valid <= 4 {
			return true
		}
		for _, people := range saying {
			if people <= 4 {
				return true
			}
		}
	}
	return false
}

func TestAUnitIsBrokenDownWhereNobodyIsToldOn(t *testing.T) {
	seen := make(map[bool]int)
	rapid.Check(t, func(r *rapid.T) { // ballots are sorted by hand on one side, and counted on the other
		marks := rapid.SliceOfN(rapid.SampledFrom([]string{"0", "1", "1", "1", "2", "-"}), 6, 6)
		draw := func(label string) (forms []string) {
			alike := rapid.SampledFrom([]string{"", "0000--", "--1100", "111111"}).Draw(r, "alike")
			for range rapid.IntRange(0, 13).Draw(r, label) {
				form := strings.Join(marks.Draw(r, "form"), "")
				if form == "------" || alike != "" && rapid.IntRange(0, 7).Draw(r, "own") > 0 {
					form = max(alike, "000000")
				}
				forms = append(forms, form)
			}
			return forms
		}
		byCategory := [][]string{draw("first"), draw("second")}
		h := formsOf(t, matrixRules, byCategory...)
		for i, u := range ResultsOf(h.state).Units {
			want := tellsOnSomebody(byCategory, i)
			if u.Hidden != want || len(u.Counts) != map[bool]int{false: 2}[want] || want && u.Exact != "" {
				r.Fatalf("%v: %s hidden %t, want %t: %+v", byCategory, u.Unit, u.Hidden, want, u)
			}
			seen[want]++
		}
	})
	if least := (seen[true] + seen[false]) / 15; seen[true] <= least || seen[false] <= least {
		t.Errorf("hidden or not: %v; that says little", seen)
	}
}

// On a form of many units everybody hands in one ballot, and says of each unit as
// much as they like: who is behind a count is whoever marked that row.
func TestAUnitThatFewMarkedIsNotBrokenDownHoweverManyFormsThereAre(t *testing.T) {
	h := newHall(t, plan{rules: matrixRules})
	h.stage(1)
	h.open(1)
	var forms []string
	for n := range 14 {
		form := []byte("01----") // the first unit alone
		if n == 3 {
			form = []byte("0100--")
		}
		if n > 3 { // ten mark the third, in one of its rows only two of a category do
			form = []byte("01--0-")
		}
		if n == 7 || n == 9 {
			form[5] = '1'
		}
		forms = append(forms, string(form))
	}
	h.fill(forms...)
	h.close(1)
	h.reveal(1)
	for i, want := range []bool{true, false, false} {
		u := ResultsOf(h.state).Units[i]
		if shown := len(u.Counts) > 0 && len(u.Criteria[1].Counts) > 0 && u.Exact != ""; shown != want || u.Ballots != 14 || u.Score == "" {
			t.Errorf("%s: counts %v, criteria %+v, exact %q; broken down: %t, want %t", u.Unit, u.Counts, u.Criteria, u.Exact, shown, want)
		}
	}
}

// In a choice no tick says something too, so the ballots are what counts; void ones
// are behind no number.
func TestAChoiceIsBrokenDownByItsValidBallots(t *testing.T) {
	for valid, want := range map[int]bool{4: false, 5: true} {
		h := newHall(t, plan{rules: choiceRules})
		h.stage(1)
		h.open(1)
		var forms []string
		for n := range 12 {
			form := "00----" // nobody ticks the third unit
			if n >= valid {
				form = "000---" // too many: void
			}
			forms = append(forms, form)
		}
		h.fill(forms...)
		h.close(1)
		h.reveal(1)
		for _, u := range ResultsOf(h.state).Units {
			if shown := len(u.Counts) > 0; shown != want || u.Ballots != 12 || u.Void != 12-valid {
				t.Errorf("%d valid: %s is broken down: %t", valid, u.Unit, shown)
			}
		}
	}
}

// exactRules round nothing.
const exactRules = `{"rulebook": 2, "title": "例", "secrecy": "secret", "reveal": "live",
 "ballot": {"sheet": "one unit", "criteria": [{"label": "态度", "weight": 1}, {"label": "效率", "weight": 2}],
  "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 33}]},
 "categories": [{"label": "甲类", "weight": 1}, {"label": "乙类", "weight": 1}],
 "steps": [{"name": "类内", "do": "mean", "of": "marks"},
  {"name": "分项", "do": "weighted mean", "of": "类内", "over": "category", "missing": "renormalise"},
  {"name": "得分", "do": "weighted mean", "of": "分项", "over": "criterion", "missing": "renormalise"},
  {"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}],
 "result": {"score": "得分", "rank": "名次", "criterion score": "分项"}}`

// A rulebook that rounds nothing prints the exact score. Of a unit that is hidden that
// would be an equation for the counts, so it has two places, whole numbers too.
func TestAHiddenScoreThatNoStepRoundsHasTwoPlaces(t *testing.T) {
	h := newHall(t, plan{rules: exactRules})
	both := func(id voting.ItemID, forms ...string) {
		h.stage(id)
		h.open(id)
		for n, form := range forms {
			marks, _ := voting.ParseMarks(form)
			h.cast(n, marks)
		}
		h.close(id)
		h.reveal(id)
	}
	both(1, "00", "00", "00", "10", "00", "01")                         // three in each category
	both(2, "00", "00", "00", "00", "00", "01", "00", "01", "10", "00") // five
	item := h.screen().Result
	r := ResultsOf(h.state)
	hidden, other := r.Units[0], r.Units[1]
	if hidden.Score != "88.83" || hidden.Criteria[0].Score != "88.83" || hidden.Criteria[1].Score != "88.83" || hidden.Exact != "" {
		t.Errorf("the hidden unit: %+v", hidden)
	}
	if other.Score != "533/6" || other.Exact != "533/6" || other.Criteria[0].Score != "93.3" {
		t.Errorf("the other unit: %+v", other)
	}
	if item.Score != "≈88.83" || item.Criteria[1].Score != Approximate(other.Criteria[1].Score) {
		t.Errorf("on stage: %+v, in the results: %+v", item, other)
	}
	h.cue(voting.SceneBoard, 0)
	for _, row := range h.screen().Board.Rows {
		if want := map[voting.UnitID]string{"A": hidden.Score, "B": "≈88.83"}[row.Unit]; row.Score != want {
			t.Errorf("the board has %s for %s, the results %s", row.Score, row.Unit, want)
		}
	}
	for _, figure := range []voting.Figure{{Result: "score", Unit: "A"}, {Result: "criterion score", Unit: "A", Criterion: "态度"}} {
		if e, found := Explain(h.state, figure, 1); !found || e.Why != WithheldUnit || e.Printed != "88.83" {
			t.Errorf("%s is told as %q, %v", figure.Result, e.Printed, e.Why)
		}
	}
	if e, _ := Explain(h.state, voting.Figure{Result: "rank", Unit: "A"}, 1); e.Printed == "" || strings.Contains(e.Printed, ".") {
		t.Errorf("the place is told as %q", e.Printed)
	}
}
