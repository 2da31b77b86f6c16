package count_test

import (
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// chain explains a figure and fails where a line above the counts has none below.
func chain(t *testing.T, res *count.Result, table string, at ...string) []count.Line {
	t.Helper()
	lines, err := res.Explain(table, at...)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if len(line.From) == 0 && line.How.English != "A count" {
			t.Errorf("%s: nothing stands below %s", table, line.Chinese)
		}
	}
	return lines
}

func said(lines []count.Line, sentence string) bool {
	return slices.ContainsFunc(lines, func(l count.Line) bool {
		return strings.Contains(l.Chinese, sentence) || strings.Contains(l.English, sentence)
	})
}

// TestChainsReachTheCounts: what is counted on derived tables of counts is told down to the
// counts of the ballots, and a trim names the marks that it took away.
func TestChainsReachTheCounts(t *testing.T) {
	book := parse(t, []byte(toldAll(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units", "numbers": {"from": 0, "to": 100, "step": 1}},
		"categories": [{"label": "企业"}, {"label": "居民"}],
		"steps": [
			{"name": "合并", "do": "sum", "of": "marks", "over": "category"},
			{"name": "去高低", "do": "trim", "of": "合并", "high": 2, "low": 1, "least": 6, "below_least": "leave all"},
			{"name": "得分", "do": "mean", "of": "去高低"},
			{"name": "居中", "do": "majority grade", "of": "去高低", "of_two": "lower"},
			{"name": "次序", "do": "majority order", "of": "去高低", "of_two": "lower", "inside": "all"},
			{"name": "高分率", "do": "share", "of": "去高低", "grades": ["90", "95", "99"], "base": "with an opinion"},
			{"name": "直接率", "do": "share", "of": "marks", "grades": ["90", "95", "99"], "base": "all marks"},
			{"name": "到场数", "do": "sum", "of": "checked in", "over": "category"},
			{"name": "到会率", "do": "share", "of": "到场数", "base": "issued"},
			{"name": "留中", "do": "trim", "of": "得分", "over": "unit", "inside": "all", "high": 1, "low": 1, "least": 3, "below_least": "no value"},
			{"name": "留中均", "do": "mean", "of": "留中", "over": "unit", "inside": "all", "missing": "renormalise"}],
		"result": {"score": "得分"}}`)))
	in := input(t, book, []count.Unit{{Label: "甲"}, {Label: "乙"}, {Label: "丙"}})
	add := func(table string, n int64, at ...string) {
		t.Helper()
		if err := in.Add(table, n, at...); err != nil {
			t.Fatal(err)
		}
	}
	for _, mark := range []string{"66", "70", "70", "90", "95", "99", "99"} {
		add("marks", 1, "甲", map[bool]string{true: "企业", false: "居民"}[mark < "80"], mark)
	}
	add("marks", 1, "乙", "企业", "66")
	add("marks", 2, "丙", "居民", "40")
	for category, n := range map[string]int64{"企业": 7, "居民": 8} {
		add("checked in", n, category)
		add("issued", 2*n, category)
	}
	res := result(t, book, in)

	lines := chain(t, res, "得分", "甲")
	for _, sentence := range []string{
		"共 7 个，满 6 个，去掉 2 个最高：99 × 2，去掉 1 个最低：66", "7, which is 6 or more; 2 highest taken away: 99 × 2; 1 lowest taken away: 66",
		"合并（甲 · 70）：2。合计：企业 2 + 居民 0", "评议票（甲 · 居民 · 95）：1。计票所得",
	} {
		if !said(lines, sentence) {
			t.Errorf("nobody says %s: %+v", sentence, lines)
		}
	}
	if lines := chain(t, res, "得分", "乙"); !said(lines, "只有 1 个，不满 6 个，都留下") {
		t.Errorf("few marks: %+v", lines)
	}
	for _, figure := range []struct{ table, unit, below string }{
		{"居中", "甲", "去高低（甲 · 90）：1。"}, {"次序", "甲", "去高低（甲 · 95）：1。"}, {"高分率", "甲", "去高低（甲 · 70）：2。"},
		{"直接率", "甲", "评议票（甲 · 企业 · 70）：2。"},
	} {
		at := []string{figure.unit}
		if figure.table == "直接率" {
			at = append(at, "企业")
		}
		if lines := chain(t, res, figure.table, at...); !said(lines, figure.below) {
			t.Errorf("%s: nobody says %s: %+v", figure.table, figure.below, lines)
		}
	}
	lines = chain(t, res, "到会率")
	for _, sentence := range []string{"到场数 15 ÷ 发出票数 30 × 100", "到场数：15。合计：企业 7 + 居民 8", "发出票数（居民）：16。"} {
		if !said(lines, sentence) {
			t.Errorf("nobody says %s: %+v", sentence, lines)
		}
	}
	if lines := chain(t, res, "留中均"); !said(lines, "共 3 个，满 3 个，去掉 1 个最高：甲 81.25，去掉 1 个最低：丙 40") {
		t.Errorf("a trim of figures: %+v", lines)
	}
}

// TestNothingIsNoFormula: where there is nothing to combine it is said in words, and no empty
// brackets are divided by 0; the chain goes on to why there is none.
func TestNothingIsNoFormula(t *testing.T) {
	book := parse(t, []byte(form(ballotOf(""), `{"name": "分", "do": "mean", "of": "marks"},
		{"name": "均", "do": "mean", "of": "分", "over": "unit", "inside": "class", "missing": "renormalise"},
		{"name": "和", "do": "sum", "parts": ["分"], "missing": "renormalise"},
		{"name": "得分", "do": "weighted mean", "parts": [{"of": "分", "weight": 1}], "missing": "renormalise"}`)))
	res := result(t, book, input(t, book, []count.Unit{{Label: "甲"}}))
	for table, want := range map[string]string{
		"分": "没有数值。没有计入基数的票。", "均": "没有数值。没有可合成的数，都没有数值：甲。", "和": "没有数值。没有可合成的数，都没有数值：分。", "得分": "no value. Nothing to combine, for none has a figure: 分.",
	} {
		at := "甲"
		if table == "均" {
			at = ""
		}
		lines, err := res.Explain(table, at)
		if err != nil || !said(lines, want) || !said(lines, "没有计入基数的票。") {
			t.Errorf("%s: %v, want %s from %+v", table, err, want, lines)
		}
	}
}

// TestConditionsOfABandStandApart: what a band wants of two tables is no one formula.
func TestConditionsOfABandStandApart(t *testing.T) {
	book := parse(t, []byte(form(ballotOf(""), `{"name": "得分", "do": "mean", "of": "marks"}, {"name": "倒数", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "low"},
		{"name": "卡", "do": "bands", "of": "得分", "bands": [{"label": "黄牌", "below": 70, "when": [{"table": "倒数", "is": 1}]}, {"label": "无", "otherwise": true}]}`)))
	in := input(t, book, []count.Unit{{Label: "甲"}})
	if err := in.Add("marks", 1, "甲", "差"); err != nil {
		t.Fatal(err)
	}
	lines, err := result(t, book, in).Explain("卡", "甲")
	if err != nil || !said(lines, "卡（甲）：黄牌。因为 得分 < 70，倒数 = 1。") || !said(lines, "卡 (甲): 黄牌. Because 得分 < 70, 倒数 = 1.") {
		t.Errorf("%v, %+v", err, lines)
	}
}
