package count_test

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"pingyi/voting/count"
)

var update = flag.Bool("update", false, "write the explanations anew")

// TestExplanation: a figure is told from the top down to the counts, exactly and
// as printed, in words that an official reads. The file beside is what is read.
func TestExplanation(t *testing.T) {
	book := parse(t, []byte(strings.Replace(old(two,
		inside+","+over+`, "round half up, 4 places, per dimension", "weighted mean over dimensions", "round half up, 2 places"`,
		"on the rounded score, inside each class and overall, 1 2 2 4"), `"weight": 1}`, `"weight": 2}`, 1)))
	in := input(t, book, []count.Unit{{Label: "市政务服务中心", Class: "窗口"}, {Label: "市水务局", Class: "窗口"}})
	for _, m := range []struct {
		unit, criterion, category, grade string
		n                                int64
	}{
		{"市政务服务中心", "作风", "企业", "满意", 5}, {"市政务服务中心", "作风", "企业", "不满意", 1}, {"市政务服务中心", "作风", "企业", "不了解", 1},
		{"市政务服务中心", "作风", "居民", "满意", 10}, {"市政务服务中心", "效率", "企业", "满意", 3}, {"市水务局", "作风", "企业", "满意", 1},
	} {
		if err := in.Add("marks", m.n, m.unit, m.criterion, m.category, m.grade); err != nil {
			t.Fatal(err)
		}
	}
	lines, err := result(t, book, in).Explain("rank", "市政务服务中心")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, l := range lines {
		text.WriteString(l.Chinese + "\n" + l.English + "\n\n")
	}
	golden(t, "testdata/explanation.txt", text.String())
	same(t, "exact score", lines[1].Exact, "95.8")
	same(t, "printed score", lines[1].Printed, "95.80")
}

// golden compares a text with a file that people read, and names the first line
// that is another; -update writes the file.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines, wanted := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(lines), len(wanted)) {
		if lines[i] != wanted[i] {
			t.Fatalf("%s:%d: got\n%s\nwant\n%s", file, i+1, lines[i], wanted[i])
		}
	}
	if len(lines) != len(wanted) {
		t.Errorf("%s has %d lines, got %d", file, len(wanted), len(lines))
	}
}

// TestExplainNothing: a place that is not there has no explanation, an empty one
// has.
func TestExplainNothing(t *testing.T) {
	book := parse(t, []byte(form(ballotOf(""), meanStep)))
	res := result(t, book, input(t, book, []count.Unit{{Label: "甲"}}))
	if _, err := res.Explain("得分", "乙"); err == nil {
		t.Error("a unit that is not there was explained")
	}
	if _, err := res.Explain("分", "甲"); err == nil {
		t.Error("a table that is not there was explained")
	}
	lines, err := res.Explain("得分", "甲")
	if err != nil || len(lines) != 1 || !strings.Contains(lines[0].Chinese, "没有数值") {
		t.Errorf("no value is explained by %v, %v", lines, err)
	}
}

// TestSources: what comes from elsewhere says from where.
func TestSources(t *testing.T) {
	book := parse(t, []byte(`{"rulebook": 2, "title": "例", "ballot": `+ballotOf("")+`, "imported": [{"name": "日常", "axes": ["unit"]}],
		"steps": [{"name": "得分", "do": "round", "of": "日常", "round": {"places": 1, "mode": "half up"}}], "result": {"score": "得分"}}`))
	in := input(t, book, []count.Unit{{Label: "甲"}})
	if err := in.SetText("日常", "88.25", "甲"); err != nil {
		t.Fatal(err)
	}
	in.Source("日常", "市考评办第 3 号文")
	lines, err := result(t, book, in).Explain("得分", "甲")
	if err != nil || len(lines) != 2 || !strings.Contains(lines[1].Chinese, "市考评办第 3 号文") || !strings.Contains(lines[0].English, "exactly 88.25, rounded half up") {
		t.Errorf("explained by %v, %v", lines, err)
	}
}

// A result rests on figures from elsewhere by any step on its way, be it that a tie is
// told apart by them, and whether or not they may stay away.
func TestWhatRestsOnFiguresFromElsewhere(t *testing.T) {
	text := strings.Replace(form(ballotOf(""), `{"name": "分", "do": "mean", "of": "marks"},
		{"name": "综合", "do": "weighted mean", "parts": [{"of": "分", "weight": 70}, {"of": "日常", "weight": 30}], "missing": "renormalise"},
		{"name": "得分", "do": "veto", "of": "综合"},
		{"name": "名次", "do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "high"},
		{"name": "细分名次", "do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "high", "ties": [{"by": "日常", "first": "high"}]}`),
		`"steps":`, `"imported": [{"name": "日常", "axes": ["unit"], "optional": true}], "steps":`, 1)
	results := `"1": "分", "2": "综合", "3": "得分", "4": "名次", "5": "细分名次", "6": "日常"`
	book := parse(t, []byte(strings.Replace(text, `"score": "得分"`, results, 1)))
	for result, want := range map[string]bool{"1": false, "2": true, "3": true, "4": false, "5": true, "6": true, "7": false} {
		if book.Imports(result) != want {
			t.Errorf("result %s rests on figures from elsewhere: got %t", result, !want)
		}
	}
}

// TestMeasuredAgainstOthers: what a figure is measured against is told with its
// own chain, and a rulebook knows which of its results are such figures.
func TestMeasuredAgainstOthers(t *testing.T) {
	text := form(ballotOf(""), `{"name": "分", "do": "mean", "of": "marks"},
		{"name": "比最高", "do": "share of top", "of": "分", "inside": "all", "points": 100, "round": {"places": 0, "mode": "half up"}},
		{"name": "拉开", "do": "min-max", "of": "分", "inside": "all", "from": 60, "to": 100, "all_equal": 80},
		{"name": "分池", "do": "pool", "of": "分", "inside": "class", "points": 10},
		{"name": "全体", "do": "mean", "of": "分", "over": "unit", "inside": "all", "missing": "refuse"},
		{"name": "超过", "do": "divide", "of": "分", "by": "全体"},
		{"name": "折半", "do": "multiply", "of": "比最高", "by": 0.5},
		{"name": "名次", "do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "high", "ties": [{"by": "比最高", "first": "high"}, "lot"]},
		{"name": "序", "do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "high"},
		{"name": "档", "do": "bands", "of": "分", "bands": [{"at_least": 50, "label": "达标"}, {"otherwise": true, "label": "不达标"}]}`)
	results := `"1": "分", "2": "比最高", "3": "拉开", "4": "分池", "5": "超过", "6": "折半", "7": "名次", "8": "序", "9": "档"`
	book := parse(t, []byte(strings.Replace(text, `"score": "得分"`, results, 1)))
	for result, mixes := range map[string]bool{"1": false, "2": true, "3": true, "4": true, "5": true, "6": true, "7": true, "8": false, "9": false, "10": false} {
		if book.Mixes(result) != mixes {
			t.Errorf("result %s rests on the figures of others: got %v", result, !mixes)
		}
	}
	in := input(t, book, []count.Unit{{Label: "甲"}, {Label: "乙"}, {Label: "丙"}, {Label: "丁"}})
	for unit, good := range map[string]int64{"甲": 3, "乙": 1, "丙": 2, "丁": 2} {
		for grade, n := range map[string]int64{"优": good, "差": 2} {
			if err := in.Add("marks", n, unit, grade); err != nil {
				t.Fatal(err)
			}
		}
	}
	res := result(t, book, in)
	for table, want := range map[string]string{
		"比最高": "按最高者折算：50 ÷ 最高 60 × 100", "拉开": "60 + (50 − 100/3 (≈ 33.333333)) ÷ (60 − 100/3 (≈ 33.333333)) × (100 − 60)",
		"分池": "50 ÷ 合计 580/3 (≈ 193.333333)（4 个）× 10", "名次": "排在前面的有 1 个（甲），同为此数的 2 个依次比“比最高”，等抽签的决定，并列 2 个",
	} {
		lines, err := res.Explain(table, "丙")
		if err != nil || !strings.Contains(lines[0].Chinese, want) {
			t.Errorf("%s: %v\n%s\nwant %s", table, err, lines[0].Chinese, want)
		}
		for n, line := range lines {
			for _, from := range line.From {
				if from == n || from >= len(lines) {
					t.Errorf("%s: line %d is made of line %d of %d", table, n, from, len(lines))
				}
			}
		}
	}
	lines, _ := res.Explain("比最高", "丙")
	if len(lines) != 3 || lines[2].At[0] != "甲" || len(lines[0].From) != 2 {
		t.Errorf("the chain of the highest is missing: %+v", lines)
	}
}

// TestSentencesAreWhole: what has no figure is not written as an empty place, a list says
// from which end it is taken and of whom, one place is no places, and a label keeps the
// letters of the ballot.
func TestSentencesAreWhole(t *testing.T) {
	book, err := count.Parse([]byte(`{"rulebook": 2, "title": "评", "ballot": {"sheet": "all units", "grades": [
		{"label": "very satisfied", "points": 100, "headline": true}, {"label": "satisfied", "points": 80, "headline": true}, {"label": "not", "points": 0}]},
		"imported": [{"name": "分", "axes": ["unit"]}, {"name": "扣", "axes": ["unit"]}],
		"steps": [
			{"name": "率", "do": "share", "of": "marks", "grades": "headline", "base": "with an opinion", "round": {"places": 1, "mode": "half up"}},
			{"name": "决", "do": "veto", "of": "分"}, {"name": "净", "do": "deduction", "of": "决", "subtract": ["扣"]},
			{"name": "末位", "do": "cut", "of": "净", "inside": "all", "first": "low", "take": 1, "tied_at_the_cut": "expand", "only_if": [{"table": "净", "below": 75}]}],
		"result": {"score": "净", "satisfied": "率", "last": "末位"}}`))
	if err != nil {
		t.Fatal(err)
	}
	in, err := book.NewInput([]count.Unit{{Label: "甲"}, {Label: "乙"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, unit := range []string{"甲", "乙"} {
		if err := errors.Join(in.SetText("分", "80", unit), in.SetText("扣", "7.5", unit), in.Add("marks", 3, unit, "very satisfied"), in.Add("marks", 3, unit, "not")); err != nil {
			t.Fatal(err)
		}
	}
	if err := in.Veto(count.Veto{Unit: "甲", Author: "某", Reason: "事"}); err != nil {
		t.Fatal(err)
	}
	result, err := book.Run(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ table, unit, zh, en string }{
		{"净", "甲", "没有数值。“决”没有数值，不再加减分。", "no value. 决 has no figure to add to or to deduct from."},
		{"末位", "乙", "进入从低到高的前 1 名（只限 净 < 75）", "Among the first 1 from the lowest (only those with 净 < 75)"},
		{"率", "乙", "very satisfied＋satisfied 3 ÷", `50.0. "very satisfied" + "satisfied" 3 ÷`},
		{"率", "乙", "保留 1 位小数", "rounded half up to 1 place."},
	} {
		lines, err := result.Explain(c.table, c.unit)
		if err != nil || !strings.Contains(lines[0].Chinese, c.zh) || !strings.Contains(lines[0].English, c.en) {
			t.Errorf("%s: %v\n%s\n%s", c.table, err, lines[0].Chinese, lines[0].English)
		}
	}
}
