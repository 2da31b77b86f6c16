package count_test

import (
	"fmt"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestTheNumbersAtTheCutOfAListAreTold: how many it was to take, how many are on it and why that is another
// number, and who could not be on it.
func TestTheNumbersAtTheCutOfAListAreTold(t *testing.T) {
	for _, c := range []struct {
		name, cut, scores, what, want string
	}{
		{"a number", `"inside": "all", "take": 2, "tied_at_the_cut": "expand"`, "90 80 70", "places", "2 评分办法定的名额"},
		{"by class", `"inside": "class", "take": {"甲类": 2}, "tied_at_the_cut": "expand"`, "90 80 70", "places", "2 评分办法对“甲类”定的名额"},
		{"a percentage", `"inside": "all", "take_percent": 30, "fraction": "round up", "tied_at_the_cut": "expand"`, "90 80 70 60", "places", "2 评分办法定的比例：有数值的 4 个 × 30% = 1.2，进一到整数 < 4"},
		{"rounded half up", `"inside": "all", "take_percent": 30, "fraction": "half up", "tied_at_the_cut": "expand"`, "90 80 70 -", "places", "1 评分办法定的比例：有数值的 3 个 × 30% = 0.9，四舍五入到整数 < 3"},
		{"taken", `"inside": "all", "take": 2, "tied_at_the_cut": "expand"`, "90 80 70", "listed", "2 从可列入的 3 个中按次序取满名额 2 < 2 3"},
		{"level inside the cut", `"inside": "all", "take": 2, "tied_at_the_cut": "expand"`, "90 90 70", "listed", "2 从可列入的 3 个中按次序取满名额 2 < 2 3"},
		{"expanded", `"inside": "all", "take": 2, "tied_at_the_cut": "expand"`, "90 80 80", "listed", "3 名额 2；前面已有 1 个，第 2 名有 2 个并列，跨过名额，按评分办法全部列入 < 2 3"},
		{"shrunk", `"inside": "all", "take": 2, "tied_at_the_cut": "shrink"`, "90 80 80", "listed", "1 名额 2；前面已有 1 个，第 2 名有 2 个并列，跨过名额，按评分办法都不列入 < 2 3"},
		{"level at the top", `"inside": "all", "take": 2, "tied_at_the_cut": "shrink"`, "80 80 80", "listed", "0 名额 2；第 1 名有 3 个并列，跨过名额，按评分办法都不列入 < 2 3"},
		{"nobody can be", `"inside": "all", "take": 2, "only_if": [{"table": "分", "below": 60}], "tied_at_the_cut": "expand"`, "90 80", "listed", "0 名额 2，没有可列入的 < 2 0"},
		{"to be decided", `"inside": "all", "take": 2, "tied_at_the_cut": "break", "ties": ["lot"]`, "90 80 80", "listed", "1 名额 2；前面已有 1 个，第 2 名有 2 个并列，跨过名额，要由再投或抽签分出先后，决定以前都不列入 < 2 3"},
		{"too few", `"inside": "all", "take": 5, "tied_at_the_cut": "expand"`, "90 80 -", "listed", "2 名额 5，可列入的只有 2 个，全部列入 < 5 2"},
		{"kept out", `"inside": "all", "take": 2, "only_if": [{"table": "分", "below": 80}], "tied_at_the_cut": "expand"`, "90 80 70", "barred", "2 不能列入：不符合条件 分 < 80"},
		{"level outside", `"inside": "all", "take": 1, "tied_at_the_cut": "expand"`, "90 80 80 70 -", "next", "2 可列入而未列入的有 3 个，其中 2 个数值并列最高 < 4 1"},
		{"nobody outside", `"inside": "all", "take": 2, "tied_at_the_cut": "expand"`, "90 80", "next", "0 可列入的都已列入，名单外没有 < 2 2"},
		{"one outside", `"inside": "all", "take": 1, "tied_at_the_cut": "expand"`, "90 80", "next", "1 可列入而未列入的只有这 1 个 < 2 1"},
		{"one of some is next", `"inside": "all", "take": 1, "tied_at_the_cut": "expand"`, "90 80 70", "next", "1 可列入而未列入的有 2 个，其中数值最高的 1 个，没有并列 < 3 1"},
		{"nobody could be next", `"inside": "all", "take": 2, "tied_at_the_cut": "expand"`, "- -", "next", "0 没有可列入的单位 < 0 0"},
		{"nobody is kept out", `"inside": "all", "take": 2, "tied_at_the_cut": "expand"`, "90 80 70", "barred", "0 "},
	} {
		chain, found := listed(t, c.cut, c.scores).Places(c.what, "list", "1", count.Place{}.With("list", "名单"))
		if !found {
			t.Errorf("%s: nothing is told", c.name)
			continue
		}
		last := chain.Last()
		said := last.Printed + " " + last.Ruled.Chinese
		if len(last.From) > 0 {
			said += " <"
		}
		for _, from := range last.From {
			said += " " + chain.Told[from].Printed
		}
		if said != c.want || last.How == count.Ruling && last.Ruled.English == "" {
			t.Errorf("%s: %s, want %s", c.name, said, c.want)
		}
	}
}

// TestTheNumbersAtTheCutAreSaidInEnglish as one says them: nothing of a first 0, of 1 who are, or of rounding that cuts off.
func TestTheNumbersAtTheCutAreSaidInEnglish(t *testing.T) {
	for _, c := range []struct{ cut, scores, what, want string }{
		{`"inside": "all", "take": 2, "tied_at_the_cut": "shrink"`, "80 80 80", "listed", "2 places; the first 3 are level with each other across the cut, and by the rulebook none of them is on it"},
		{`"inside": "all", "take": 2, "tied_at_the_cut": "expand"`, "90 80 80", "listed", "2 places; behind the first 1 there are 2 level with each other across the cut, and by the rulebook all of them are on it"},
		{`"inside": "all", "take": 1, "only_if": [{"table": "分", "below": 60}], "tied_at_the_cut": "expand"`, "90 80", "listed", "1 place, and nobody could be on it"},
		{`"inside": "all", "take": 2, "tied_at_the_cut": "expand"`, "90 -", "listed", "2 places, and only 1 could be on it, who is"},
		{`"inside": "all", "take": 1, "tied_at_the_cut": "expand"`, "90 80 70", "listed", "the first of the 3 who could be on it"},
		{`"inside": "class", "take": {"甲类": 0, "乙类": 1}, "tied_at_the_cut": "expand"`, "90 80", "listed", "no place, so that nobody is on it"},
		{`"inside": "all", "take_percent": 30, "fraction": "truncated", "tied_at_the_cut": "expand"`, "90 80 70 60", "places", "the share that the rulebook gives: the 4 with a figure × 30 % = 1.2, cut off to whole units"},
	} {
		chain, _ := listed(t, c.cut, c.scores).Places(c.what, "list", "1", count.Place{}.With("list", "名单"))
		same(t, c.cut, chain.Last().Ruled.English, c.want)
	}
}

// TestRoundingIsSaidInEnglish: what is cut off is not rounded, and a whole number has no 0 places.
func TestRoundingIsSaidInEnglish(t *testing.T) {
	for round, want := range map[string]string{
		`{"places": 2, "mode": "half up"}`:   "Exactly 200/3 (≈ 66.666667), rounded half up to 2 places",
		`{"places": 0, "mode": "half even"}`: "Exactly 200/3 (≈ 66.666667), rounded half even to a whole number",
		`{"places": 1, "mode": "truncated"}`: "Exactly 200/3 (≈ 66.666667), cut off after 1 place",
		`{"places": 0, "mode": "truncated"}`: "Exactly 200/3 (≈ 66.666667), cut off to a whole number",
	} {
		book := parse(t, []byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}],
			"steps": [{"name": "折", "do": "divide", "of": "分", "by": 3, "round": `+round+`}], "result": {"score": "折"}}`))
		in := input(t, book, []count.Unit{{Label: "1"}})
		if err := in.SetText("分", "200", "1"); err != nil {
			t.Fatal(err)
		}
		lines, err := result(t, book, in).Explain("score", "1")
		if err != nil {
			t.Fatal(err)
		}
		same(t, round, lines[0].Rounded.English, want)
	}
}

// TestAUnitThatIsLevelAcrossTheCutIsToldWhatTheRuleDoes, and one that is not level across it is not.
func TestAUnitThatIsLevelAcrossTheCutIsToldWhatTheRuleDoes(t *testing.T) {
	for cut, want := range map[string]string{
		`"take": 2, "tied_at_the_cut": "expand"`:                 "名单（2）：1。进入前 2 名：在可列入的单位中排第 2，与另外 1 个并列；并列跨过名额，按评分办法全部列入。",
		`"take": 2, "tied_at_the_cut": "shrink"`:                 "名单（2）：0。未进入前 2 名：在可列入的单位中排第 2，与另外 1 个并列；并列跨过名额，按评分办法都不列入。",
		`"take": 2, "tied_at_the_cut": "break", "ties": ["lot"]`: "名单（2）：0。未进入前 2 名：在可列入的单位中排第 2，与另外 1 个并列；并列跨过名额，要由再投或抽签分出先后，决定以前都不列入。",
		`"take": 3, "tied_at_the_cut": "shrink"`:                 "名单（2）：1。进入前 3 名：在可列入的单位中排第 2，与另外 1 个并列。",
	} {
		book := parse(t, []byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}],
			"steps": [{"name": "名单", "do": "cut", "of": "分", "inside": "all", "first": "high", `+cut+`}], "result": {"list": "名单"}}`))
		in := input(t, book, []count.Unit{{Label: "1"}, {Label: "2"}, {Label: "3"}, {Label: "4"}})
		for i, score := range []string{"90", "80", "80", "70"} {
			if err := in.SetText("分", score, fmt.Sprint(i+1)); err != nil {
				t.Fatal(err)
			}
		}
		lines, err := result(t, book, in).Explain("list", "2")
		if err != nil || lines[0].Chinese != want {
			t.Errorf("%s: %v, %+v", cut, err, lines)
		}
	}
}

// TestWhatAFigureWentInto: the lines that rest on it, itself first.
func TestWhatAFigureWentInto(t *testing.T) {
	book := parse(t, []byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"}, "imported": [{"name": "网", "axes": ["unit"]}, {"name": "会", "axes": ["unit"]}],
		"steps": [{"name": "折", "do": "share of top", "of": "网", "inside": "all", "points": 100},
			{"name": "分", "do": "weighted mean", "parts": [{"of": "折", "weight": 1}, {"of": "会", "weight": 1}], "missing": "refuse"},
			{"name": "别", "do": "sum", "parts": ["会"], "missing": "zero"}], "result": {"score": "分", "other": "别"}}`))
	in := input(t, book, []count.Unit{{Label: "甲"}, {Label: "乙"}})
	for _, fed := range [][3]string{{"网", "10", "甲"}, {"网", "20", "乙"}, {"会", "60", "甲"}, {"会", "70", "乙"}} {
		if err := in.SetText(fed[0], fed[1], fed[2]); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "steps", strings.Join(book.Feeds("网"), " "), "折 分")
	res := result(t, book, in)
	lines, err := res.Explain("score", "甲")
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, l := range count.Into(lines, "网", "甲") {
		said += fmt.Sprint(l.Table, " ", l.Printed, l.From, " ")
	}
	same(t, "into the score", said, "网 10[] 折 50[0] 分 55[1] ")
	if lines, _ = res.Explain("other", "甲"); count.Into(lines, "网", "甲") != nil {
		t.Errorf("it went into what it has no part in: %+v", lines)
	}
}

// listed is the result of a list by figures of one class, "-" where a unit has none.
func listed(t *testing.T, cut, scores string) *count.Result {
	t.Helper()
	book := parse(t, []byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}],
		"steps": [{"name": "名单", "do": "cut", "of": "分", "first": "high", `+cut+`}], "result": {"list": "名单"}}`))
	var units []count.Unit
	figures := strings.Fields(scores)
	for i := range figures {
		units = append(units, count.Unit{Label: fmt.Sprint(i + 1), Class: "甲类"})
	}
	in := input(t, book, units)
	for i, score := range figures {
		if score != "-" {
			if err := in.SetText("分", score, fmt.Sprint(i+1)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return result(t, book, in)
}
