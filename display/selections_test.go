package display

import (
	"fmt"
	"strings"
	"testing"

	"pingyi/voting"
)

// told writes lists as a line each: the units with place and figure, behind a bar
// the first place outside, the margin, and how many could not be on it.
func told(lists []Selection) string {
	var b strings.Builder
	for _, l := range lists {
		fmt.Fprintf(&b, "%s%s by %s, %d:", l.Name, l.Class, l.By, l.Take)
		for _, u := range l.Units {
			fmt.Fprintf(&b, " %d%s %s", u.Place, u.Unit, u.Value)
		}
		b.WriteString(" |")
		for _, u := range l.Next {
			fmt.Fprintf(&b, " %d%s %s", u.Place, u.Unit, u.Value)
		}
		fmt.Fprintf(&b, " margin %s barred %d\n", l.Margin, l.Barred)
	}
	return b.String()
}

// chosen holds a form by rules and gives its lists.
func chosen(t *testing.T, rules string, forms ...string) string {
	t.Helper()
	h := newHall(t, plan{rules: rules})
	h.stage(1)
	h.open(1)
	h.fill(forms...)
	h.close(1)
	h.reveal(1)
	return told(ResultsOf(h.state).Selections)
}

func wantLists(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("the lists are\n%swant\n%s", got, want)
	}
}

// A list says who is on it, who is next, and by how much; who is on an earlier list
// is neither on it nor next.
func TestAListSaysWhoIsNextAndByHowMuch(t *testing.T) {
	ballots := []string{"00---0", "0----0", "-00---", "0---0-"}
	wantLists(t, chosen(t, choiceRules, ballots...), `两佳 by 得票率, 2: 1A 75.00 2B 50.00 | 3C 25.00 margin 25.00 barred 0
一差 by 差评票, 1: 1C 2 | margin  barred 2
`)
	apart := strings.NewReplacer(`, "not_on": ["两佳"]`, "", `"take": 2`, `"take": 1`).Replace(choiceRules)
	wantLists(t, chosen(t, apart, ballots...), `两佳 by 得票率, 1: 1A 75.00 | 2B 50.00 margin 25.00 barred 0
一差 by 差评票, 1: 1C 2 | 2B 1 margin 1 barred 0
`)
	wantLists(t, chosen(t, apart, "00----", "00----", "--0---"), `两佳 by 得票率, 1: 1A 66.67 1B 66.67 | 3C 33.33 margin 33.34 barred 0
一差 by 差评票, 1: 1A 0 1B 0 1C 0 | margin  barred 0
`)
}

// Where each class has its own list it has its own cut, and its own number.
func TestEachClassHasItsOwnList(t *testing.T) {
	each := strings.Replace(choiceRules, `"of": "得票率", "inside": "all", "first": "high", "take": 2`, `"of": "得票率", "inside": "class", "first": "high", "take": {"行政审批类": 1, "执法监管类": 2}`, 1)
	wantLists(t, chosen(t, each, "00---0", "0-0--0", "-0----"), `两佳行政审批类 by 得票率, 1: 1A 66.67 | 2C 33.33 margin 33.34 barred 0
两佳执法监管类 by 得票率, 2: 1B 66.67 | margin  barred 0
一差 by 差评票, 1: 1C 2 | margin  barred 2
`)
}

// A percentage says how many places there are once it is known how many units there are.
func TestAShareOfTheUnitsIsSaidInUnits(t *testing.T) {
	third := strings.Replace(choiceRules, `"take": 2`, `"take_percent": 34, "fraction": "round up"`, 1)
	wantLists(t, chosen(t, third, "00---0", "0----0"), `两佳 by 得票率, 2: 1A 100.00 2B 50.00 | 3C 0.00 margin 50.00 barred 0
一差 by 差评票, 1: 1C 2 | margin  barred 2
`)
}

// unroundedRules make a list by a figure that nobody rounded.
const unroundedRules = `{"rulebook": 2, "title": "例", "secrecy": "secret", "reveal": "live",
	"ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 40}]},
	"categories": [{"label": "甲类", "weight": 2}, {"label": "乙类", "weight": 1}],
	"steps": [{"name": "类内", "do": "mean", "of": "marks"},
		{"name": "综合", "do": "weighted mean", "of": "类内", "over": "category", "missing": "renormalise"},
		{"name": "得分", "do": "round", "of": "综合", "round": {"places": 1, "mode": "half up"}},
		{"name": "名次", "do": "rank", "of": "综合", "inside": "all", "style": "1224", "first": "high"},
		{"name": "一优", "do": "cut", "of": "综合", "inside": "all", "first": "high", "take": 1, "tied_at_the_cut": "expand"}],
	"result": {"score": "得分", "rank": "名次", "best": "一优"}}`

// A list may be made by a figure that nobody rounded. Its digits are exact, and a
// unit that is not broken down by category has none.
func TestAListTellsNoExactFigureOfAHiddenUnit(t *testing.T) {
	lists := func(p plan) string {
		p.rules = unroundedRules
		h := newHall(t, p)
		h.whole(1, 7, 1) // four ballots in each category: hidden
		h.whole(2, 10, 10)
		return told(ResultsOf(h.state).Selections)
	}
	wantLists(t, lists(plan{}), "一优 by 综合, 1: 1A  | 2B 70 margin  barred 0\n")
	wantLists(t, lists(plan{rehearsal: true}), "一优 by 综合, 1: 1A 95 | 2B 70 margin 25 barred 0\n")
}

// The wall writes of a list what the sheet writes: of a hidden unit neither has an
// exact share, and both show ticks as they are.
func TestTheWallWritesOfAListWhatTheSheetWrites(t *testing.T) {
	exact := strings.Replace(choiceRules, `"base": "valid", "round": {"places": 2, "mode": "half up"}`, `"base": "valid"`, 1)
	h := newHall(t, plan{rules: exact})
	h.stage(1)
	h.open(1)
	h.fill("00---0", "0----0", "-0---0", "-----0") // four forms: too few to be broken down
	h.close(1)
	h.reveal(1)
	results := ResultsOf(h.state)
	if score := results.Units[0].Score; score != "50.00" {
		t.Errorf("a share that is a whole number is printed as %q", score)
	}
	h.finish()
	h.announce()
	h.cue(voting.SceneBoard, 0)
	wall := h.screen().Board
	sheet := make(map[voting.UnitID]string)
	for _, u := range results.Selections[0].Units {
		sheet[u.Unit] = u.Value
	}
	for _, row := range wall.Rows {
		if wall.List != results.Selections[0].Name || row.Score != sheet[row.Unit] || row.Score != "" {
			t.Errorf("the wall has %s for %s, the sheet %s", row.Score, row.Unit, sheet[row.Unit])
		}
	}
	if worst := results.Selections[1].Units[0]; worst.Value != "4" {
		t.Errorf("ticks are written as %q", worst.Value)
	}
}

func TestAMarginHasTheDecimalsOfItsFigures(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"96.40", "93.78", "2.62"}, {"12", "11", "1"}, {"3", "5", "2"}, {"80.5", "80.25", "0.25"}, {"-1", "-1.5", "0.5"}, {"90.00", "90.00", "0.00"},
		{"200/3", "50", ""}, {"", "50", ""}, {"50", "", ""},
	} {
		if got := Margin(c.a, c.b); got != c.want {
			t.Errorf("between %s and %s there is %q, want %q", c.a, c.b, got, c.want)
		}
	}
}

// Pages of lists come in the order in which the rulebook makes them: 二等奖 before
// 三等奖, whatever the alphabet says.
func TestPrizesStandInTheOrderOfTheSteps(t *testing.T) {
	prizes := strings.NewReplacer(`"两佳"`, `"二等奖"`, `"best"`, `"二等奖"`, `"一差"`, `"三等奖"`, `"worst"`, `"三等奖"`).Replace(choiceRules)
	h := newHall(t, plan{rules: prizes})
	h.stage(1)
	h.open(1)
	h.fill("00---0")
	h.close(1)
	h.reveal(1)
	h.finish()
	h.announce()
	h.cue(voting.SceneBoard, 0)
	if lists := ResultsOf(h.state).Selections; lists[0].Name != "二等奖" || lists[1].Name != "三等奖" || h.screen().Board.List != "二等奖" {
		t.Errorf("the lists are %+v, the first page is %+v", lists, h.screen().Board)
	}
}
