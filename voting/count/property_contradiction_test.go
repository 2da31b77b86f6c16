package count_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting/count"
)

// ballotsOf lists every way in which so many rows can be filled with the labels, the order of the rows aside.
func ballotsOf(labels []string, rows int) (all [][]string) {
	if rows == 0 || len(labels) == 0 {
		if rows > 0 {
			return nil
		}
		return [][]string{nil}
	}
	for n := range rows + 1 {
		for _, rest := range ballotsOf(labels[1:], rows-n) {
			all = append(all, slices.Concat(slices.Repeat(labels[:1], n), rest))
		}
	}
	return all
}

// TestPatternsExcludeEachOtherWhereNoBallotIsValid fills four rows in every way there is and has each
// ballot judged; percentages of a quarter leave no ballot of more rows that four could not stand for.
func TestPatternsExcludeEachOtherWhereNoBallotIsValid(t *testing.T) {
	sound, refused := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		graded := rapid.Bool().Draw(rt, "graded")
		labels := []string{"0", "1", "2", "3", "4"}
		ballot := `{"sheet": "all units", "numbers": {"from": 0, "to": 4, "step": 1}`
		if graded {
			labels = []string{"优", "良", "差"}
			ballot = strings.TrimSuffix(ballotOf(""), "}")
		}
		var patterns []string
		for range rapid.IntRange(1, 5).Draw(rt, "patterns") {
			patterns = append(patterns, drawPattern(rt, labels, graded))
		}
		text := []byte(form(ballot+`, "patterns": [`+strings.Join(patterns, ", ")+`]}`, meanStep))
		in, possible := input(t, kept(t, text), unitsOf(4)), false
		for _, marks := range ballotsOf(labels, 4) {
			var rows []count.Row
			for i, mark := range marks {
				row := count.Row{Unit: letters[i], Number: mark}
				if graded {
					row = count.Row{Unit: letters[i], Grades: []string{mark}}
				}
				rows = append(rows, row)
			}
			verdict, err := in.AddBallot(count.Ballot{Rows: rows})
			if err != nil {
				t.Fatal(err)
			}
			possible = possible || verdict.Valid
		}
		if _, err := count.Parse(text); (err == nil) != possible {
			rt.Fatalf("%s: some ballot is valid: %t, and it is answered with %v", text, possible, err)
		}
		if possible {
			sound++
		} else {
			refused++
		}
	})
	least := 10
	if testing.Short() { // a fifth of the draws
		least = 1
	}
	if sound < least || refused < least {
		t.Errorf("%d sound and %d refused; that says little", sound, refused)
	}
}

func drawPattern(t *rapid.T, labels []string, graded bool) string {
	key, percent := rapid.SampledFrom([]string{"at_least", "at_most", "at_least", "void_if_all"}).Draw(t, "pattern"), 25*rapid.IntRange(0, 4).Draw(t, "quarters")
	first := rapid.IntRange(0, len(labels)-1).Draw(t, "first")
	last := rapid.IntRange(first, len(labels)-1).Draw(t, "last")
	switch { // what voids no ballot is refused for that
	case key == "at_least" && percent == 0:
		percent = 25
	case key == "at_most" && percent == 100:
		percent = 75
	}
	switch {
	case key == "void_if_all" && graded:
		return fmt.Sprintf(`{"void_if_all": %q}`, labels[first])
	case key == "void_if_all":
		return fmt.Sprintf(`{"void_if_all": %s}`, labels[first])
	case graded:
		return fmt.Sprintf(`{%q: {"grade": %q, "percent": %d}}`, key, labels[first], percent)
	}
	return fmt.Sprintf(`{%q: {"from": %s, "to": %s, "percent": %d}}`, key, labels[first], labels[last], percent)
}

// TestConditionsContradictWhereNoFigureMeetsThem tries every quarter between the bounds.
func TestConditionsContradictWhereNoFigureMeetsThem(t *testing.T) {
	holds := map[string]func(order int) bool{
		"at_least": func(o int) bool { return o >= 0 }, "above": func(o int) bool { return o > 0 },
		"at_most": func(o int) bool { return o <= 0 }, "below": func(o int) bool { return o < 0 }, "is": func(o int) bool { return o == 0 },
	}
	rapid.Check(t, func(rt *rapid.T) {
		type bound struct {
			how string
			at  int
		}
		var bounds []bound
		var said []string
		for range rapid.IntRange(1, 4).Draw(rt, "conditions") {
			one := bound{rapid.SampledFrom([]string{"at_least", "above", "at_most", "below", "is"}).Draw(rt, "how"), rapid.IntRange(-1, 2).Draw(rt, "at")}
			bounds, said = append(bounds, one), append(said, fmt.Sprintf(`{"table": "分", %q: %d}`, one.how, one.at))
		}
		met := false
		for quarter := -12; quarter <= 12; quarter++ {
			all := true
			for _, b := range bounds {
				all = all && holds[b.how](big.NewRat(int64(quarter), 4).Cmp(big.NewRat(int64(b.at), 1)))
			}
			met = met || all
		}
		text := scored(`{"name": "得分", "do": "only", "of": "分", "only_if": [` + strings.Join(said, ", ") + `]}`)
		if _, err := count.Parse([]byte(text)); (err == nil) != met {
			rt.Fatalf("%s: some figure meets them: %t, and it is answered with %v", text, met, err)
		}
		kept(t, []byte(text))
	})
}
