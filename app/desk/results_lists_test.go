package desk

import (
	"fmt"
	"strings"
	"testing"

	"pingyi/display"
	"pingyi/tests/evenings"
	"pingyi/voting"
)

// TestAListThatRestsOnATieIsNotPrintedAsSettled, in the reader's language: on the list and where what is outstanding stands.
func TestAListThatRestsOnATieIsNotPrintedAsSettled(t *testing.T) {
	state := listedBy(t, `{"name":"优胜","do":"cut","of":"日常","inside":"all","first":"high","take":1,"tied_at_the_cut":"break","ties":["lot"]},
{"name":"末位","do":"cut","of":"日常","inside":"all","first":"low","take":1,"tied_at_the_cut":"expand","not_on":["优胜"]}`)
	for _, c := range []struct {
		figures                 []string
		outstanding, best, last string
	}{
		{[]string{"3", "3", "1"}, "优胜：末位", "优胜", "优胜"},
		{[]string{"3", "2", "1"}, "", "", ""},
	} {
		applyDaily(t, state, c.figures...)
		view, page := written(t, state, 1, "zh-CN")
		outstanding := ""
		for _, tie := range view.Given.Ties {
			outstanding += tie.Step + "：" + tie.Lists
		}
		if outstanding != c.outstanding || view.Made[0].Waits != c.best || view.Made[1].Waits != c.last {
			t.Errorf("%v: outstanding is %q, 优胜 waits for %q and 末位 for %q", c.figures, outstanding, view.Made[0].Waits, view.Made[1].Waits)
		}
		said, listed := strings.Contains(page, "；依据它、因此也未定的名单：末位"), strings.Count(page, "未定：还在等“优胜”的决定。")
		if said != (c.last != "") || listed != map[bool]int{true: 2}[c.last != ""] {
			t.Errorf("%v: the page says what rests on it %v, and %d lists that they wait", c.figures, said, listed)
		}
	}
}

// TestHowManyAreLevelOutsideLeadsToItsExplanation: five of them are named, and the number is of all.
func TestHowManyAreLevelOutsideLeadsToItsExplanation(t *testing.T) {
	state := voting.NewState()
	for _, e := range evenings.Events(t, "choice") {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	view, _ := written(t, state, 1, "zh-CN")
	list := display.Selection{Result: "ten best", Name: "十佳", Next: make([]display.ListedUnit, nextShown+2)}
	said := view.afterCut(list)
	if said[1].Text != "7" || !strings.Contains(said[1].Why, "count=next") || said[0].Text+said[1].Text+said[2].Text != "名单外第一名共有 7 个并列。" {
		t.Errorf("it says %+v", said)
	}
	for _, list := range display.ResultsOf(state).Selections {
		told, found := view.tell(state, voting.Figure{Count: voting.FigureNext, Result: list.Result, Class: list.Class}, 1)
		if !found || told.Printed != fmt.Sprint(len(list.Next)) {
			t.Errorf("%s: %d are level and %q is explained", list.Name, len(list.Next), told.Printed)
		}
	}
}
