package recount

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

// awardRules have lists by the score, whose ties end in one way or the other.
func awardRules(t *rapid.T) voting.Rulebook {
	draw := func(from ...string) string { return rapid.SampledFrom(from).Draw(t, "rule") }
	list := func(name, not string) string {
		return fmt.Sprintf(`,{"name":%q,"do":"cut","of":"得分","inside":%q,"first":%q,"take":%s,"tied_at_the_cut":%q%s}`,
			name, draw("all", "class"), draw("high", "low"), draw("1", "2", "3"), draw("expand", "shrink"), not)
	}
	text := `{"rulebook":2,"title":"例","secrecy":"open","ballot":{"sheet":"one unit","grades":[{"label":"好","points":2},{"label":"中","points":1},{"label":"差","points":0},{"label":"不","in_base":false}]},
"steps":[{"name":"得分","do":"mean","of":"marks","round":{"places":0,"mode":"half up"}}` + list("一等", "") + list("二等", `,"not_on":["一等"]`) + list("末等", `,"not_on":["一等","二等"]`) + `,
{"name":"名次","do":"rank","of":"得分","inside":"all","style":"1224","first":"high"}],
"result":{"score":"得分","rank":"名次","first":"一等","second":"二等","last":"末等"}}`
	rb, err := voting.ParseRulebook([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return rb
}

// Awards by the score are made here by comparing everybody with everybody, and by the
// engine by sorting; both come to the same, ties across the cut and all.
func TestListsByTheScoreAreThoseOfTheRules(t *testing.T) {
	t.Parallel()
	var taken, next, barred int
	rapid.Check(t, func(t *rapid.T) {
		rb := awardRules(t)
		r, result := readRules(rb), Result{}
		if len(r.cuts) != 3 {
			t.Fatalf("%d lists are made here", len(r.cuts))
		}
		var tallies []voting.Tally
		for i := range rapid.IntRange(1, 8).Draw(t, "units") {
			tally, u := drawTally(t, rb)
			u.Unit = fmt.Sprint(i)
			u.score(r, nil)
			result.Units, tallies = append(result.Units, u), append(tallies, tally)
		}
		r.list(&result)
		board := boardOf(t, rb, result.Units, tallies)
		for _, s := range result.Selections {
			for _, seat := range s.Units {
				i := slices.IndexFunc(board, func(row voting.Row) bool { return string(row.Unit.ID) == seat.Unit })
				k := slices.IndexFunc(board[i].Named, func(n voting.NamedCell) bool { return n.Table == s.Name })
				if named := board[i].Named[k]; named.Place != seat.Place || named.By.Text != seat.Value || named.Admission.Take != s.Take {
					t.Fatalf("%s: the rules give %+v, the recount %+v", s.Name, named, seat)
				}
				taken++
			}
			next, barred = next+len(s.Next), barred+s.Barred
		}
		for i, row := range board {
			for _, named := range row.Named {
				if on := result.Units[i].Named[named.Table]; on != named.Cell.Text {
					t.Fatalf("%s of unit %d: the rules give %q, the recount %q", named.Table, i, named.Cell.Text, on)
				}
			}
		}
	})
	if taken == 0 || next == 0 || barred == 0 {
		t.Errorf("%d on lists, %d next, %d kept out; that says little", taken, next, barred)
	}
}
