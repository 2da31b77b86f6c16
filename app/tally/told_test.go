package tally

import (
	"fmt"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestWhatKeepsUnitsOffAListIsNamedInTheSum, in the words of the reader: no part of it is a number.
func TestWhatKeepsUnitsOffAListIsNamedInTheSum(t *testing.T) {
	book, err := count.Parse([]byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}],
		"steps": [{"name": "奖", "do": "cut", "of": "分", "inside": "all", "first": "high", "take": 1, "tied_at_the_cut": "expand"},
			{"name": "末位", "do": "cut", "of": "分", "inside": "all", "first": "low", "take": 1, "tied_at_the_cut": "expand", "not_on": ["奖"], "only_if": [{"table": "分", "below": 80}]}],
		"result": {"award": "奖", "last": "末位"}}`))
	if err != nil {
		t.Fatal(err)
	}
	in, err := book.NewInput([]count.Unit{{Label: "1"}, {Label: "2"}, {Label: "3"}, {Label: "4"}})
	if err != nil {
		t.Fatal(err)
	}
	for i, score := range []string{"90", "85", "80", "70"} {
		if err := in.SetText("分", score, fmt.Sprint(i+1)); err != nil {
			t.Fatal(err)
		}
	}
	result, err := book.Run(in)
	if err != nil {
		t.Fatal(err)
	}
	chain, found := result.Places(count.ToldBarred, "last", "1", count.Place{}.With("list", "末位"))
	if !found {
		t.Fatal("nothing is told")
	}
	var zh, en strings.Builder
	for _, l := range ToldLines(chain.Told, nil) {
		zh.WriteString(l.Chinese + "\n")
		en.WriteString(l.English + "\n")
	}
	for _, c := range []struct{ got, want string }{
		{zh.String(), "不能列入（末位 · 已列入“奖”）：1。不能列入：已列入“奖”。\n不能列入（末位 · 不符合条件 分 < 80）：2。不能列入：不符合条件 分 < 80。\n不能列入（末位）：3。相加：已列入“奖”：1 + 不符合条件 分 < 80：2。\n"},
		{en.String(), "barred (末位 · is on 奖): 1. Not considered: it is on 奖.\nbarred (末位 · does not meet the condition 分 < 80): 2. Not considered: it does not meet the condition 分 < 80.\nbarred (末位): 3. Added up: is on 奖: 1 + does not meet the condition 分 < 80: 2.\n"},
	} {
		if c.got != c.want {
			t.Errorf("it says\n%swant\n%s", c.got, c.want)
		}
	}
}
