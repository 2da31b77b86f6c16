package tally_test

import (
	"strings"
	"testing"

	"pingyi/app/tally"
)

// handBook counts by hand: two grades, each ballot about one unit.
const handBook = `{"rulebook": 2, "title": "人工点票", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
	"steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`

func byHand(f folder, parts ...string) tally.Job {
	job := tally.Job{Rulebook: f.write("r.json", handBook), Units: f.write("u.csv", unitsCSV)}
	for i, text := range parts {
		job.Parts = append(job.Parts, f.write([]string{"a.csv", "b.csv"}[i], text))
	}
	return job
}

// TestCountsByHand: the same place twice in a file is refused, in two files it is
// added; a row cannot have more marks than there are valid ballots.
func TestCountsByHand(t *testing.T) {
	const hand = "编号,等次,票数\nW1,好,3\nW1,差,1\n"
	for _, c := range []struct {
		parts []string
		want  string
	}{
		{[]string{hand + "W1,好,3\n"}, `a.csv, row 4, column "票数": "票数" of this place is in row 2 already`},
		{[]string{hand, "编号,有效\nW1,3\n"}, `b.csv, row 2: these counts cannot all be right: "marks" at W1 is 4 in all, but "valid" is only 3`},
		{[]string{"编号,有效\nW1,3\nW1,3\n"}, `a.csv, row 3, column "有效": "有效" of this place is in row 2 already`},
	} {
		_, err := tally.Count(byHand(newFolder(t), c.parts...))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.parts, err, c.want)
		}
	}
	if got := column(t, printed(t, byHand(newFolder(t), hand, hand), ""), "score"); got != "75; " {
		t.Errorf("counted in two files: %s", got)
	}
}

// TestABonusWithASignIsNamedByItsRow: the rulebook is sound, and the file is to be mended; every row
// of it is told.
func TestABonusWithASignIsNamedByItsRow(t *testing.T) {
	f := newFolder(t)
	book := `{"rulebook": 2, "title": "加分", "ballot": {"sheet": "all units"}, "imported": [{"name": "日常", "axes": ["unit"]}, {"name": "扣分", "axes": ["unit"]}],
		"steps": [{"name": "得分", "do": "deduction", "of": "日常", "subtract": ["扣分"]}], "result": {"score": "得分"}}`
	job := tally.Job{Rulebook: f.write("r.json", book), Units: f.write("u.csv", "编号,名称\nA,甲\nB,乙\nC,丙\n"), Parts: []string{f.write("p.csv", "单位,日常,扣分\n甲,90,-2\n乙,80,1\n丙,70,-0.5\n")}}
	_, err := tally.Count(job)
	if err == nil || !strings.Contains(err.Error(), `p.csv, row 2, column "扣分": the figure is negative`) || !strings.Contains(err.Error(), `p.csv, row 4, column "扣分"`) || strings.Contains(err.Error(), "r.json") {
		t.Errorf("refused with %v", err)
	}
}

// TestTurnoutThatCannotBe: marks ≤ valid ≤ collected, and the row is named; more ballots
// than people is told, and counted.
func TestTurnoutThatCannotBe(t *testing.T) {
	for _, c := range []struct{ turnout, want string }{
		{"编号,好,差,收回,有效\nW1,3,1,5,40\n", `a.csv, row 2: these counts cannot all be right: "valid" at W1 is 40, but "collected" is only 5`},
		{"编号,好,差,收回\nW2,1,0,1\nW1,3,1,3\n", `a.csv, row 3: these counts cannot all be right: "marks" at W1 is 4 in all, but "collected" is only 3`},
		{"编号,好,差,有效\nW1,3,1,3\n", `a.csv, row 2: these counts cannot all be right: "marks" at W1 is 4 in all, but "valid" is only 3`},
	} {
		if _, err := tally.Count(byHand(newFolder(t), c.turnout)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.turnout, err, c.want)
		}
	}
	out, err := tally.Count(byHand(newFolder(t), "编号,好,差,发出,到场,收回,有效\nW1,3,1,9,4,5,4\nW2,1,0,3,3,3,3\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Notes) != 1 || out.Notes[0].Message("zh") != "a.csv第 2 行：请核对：W1 的“收回”有 5 张，比“到场”的 4 多；照样计算。" {
		t.Errorf("more ballots than people is told as %v", out.Notes)
	}
}

// TestTurnoutThatIsAskedForAndEmptyIsNoZero: by unit and by category; where the steps do
// not ask for it, it is left empty.
func TestTurnoutThatIsAskedForAndEmptyIsNoZero(t *testing.T) {
	const asking = `{"rulebook": 2, "title": "人工点票", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
		"categories": [{"label": "甲"}, {"label": "乙"}],
		"steps": [{"name": "合", "do": "sum", "of": "marks", "over": "category"}, {"name": "均", "do": "mean", "of": "合"}, {"name": "有", "do": "sum", "of": "valid", "over": "category"},
		{"name": "得分", "do": "only", "of": "均", "only_if": [{"table": "有", "at_least": 3}]}], "result": {"score": "得分"}}`
	for turnout, want := range map[string]string{
		"编号,代表类别,好,差,有效\nW1,甲,3,1,4\nW1,乙,1,0,1\nW2,甲,3,1,\nW2,乙,2,1,3\n": "评分办法要“有效”（W2 · 甲），而那一格空着；空着不是零。请填上，真的没有就写 0",
		"编号,代表类别,好,差,有效\nW1,甲,3,1,4\nW1,乙,1,0,1\nW2,甲,3,1,4\nW2,乙,,,0\n":  "",
	} {
		f := newFolder(t)
		job := tally.Job{Rulebook: f.write("r.json", asking), Units: f.write("u.csv", unitsCSV), Parts: []string{f.write("a.csv", turnout)}}
		_, err := tally.Count(job)
		said, _ := err.(interface{ Message(lang string) string })
		if (err == nil) != (want == "") || err != nil && said.Message("zh") != want {
			t.Errorf("%q: %v, want %s", turnout, err, want)
		}
	}
	f := newFolder(t)
	part := f.write("a.csv", "编号,代表类别,好,差,收回\nW1,甲,3,1,4\nW1,乙,1,0,1\nW2,甲,3,1,\nW2,乙,2,1,3\n")
	plain := strings.Replace(asking, `{"name": "有", "do": "sum", "of": "valid", "over": "category"},`, "", 1)
	job := tally.Job{Rulebook: f.write("r.json", strings.Replace(plain, `"table": "有"`, `"table": "均"`, 1)), Units: f.write("u.csv", unitsCSV), Parts: []string{part}}
	if got := column(t, printed(t, job, ""), "collected"); got != "5; " {
		t.Errorf("with one category of the second unit left empty %q were collected", got)
	}
}

// TestTurnoutOfSomeUnits: what nobody gave is not zero, of a unit and in the sum.
func TestTurnoutOfSomeUnits(t *testing.T) {
	const hand = "编号,等次,票数\nW1,好,3\nW2,差,1\n"
	for _, c := range []struct{ turnout, each, sum string }{
		{"编号,发出,收回,有效\nW1,30,4,3\n", "4 3 1;   ", ",,,"},
		{"编号,发出,收回,有效\nW1,30,4,3\nW2,30,2,1\n", "4 3 1; 2 1 1", "30,6,4,2"},
		{"编号,收回\nW1,4\nW2,2\n", "4  ; 2  ", ",6,,"},
	} {
		text := printed(t, byHand(newFolder(t), hand, c.turnout), "")
		if got := column(t, text, "collected", "valid", "invalid"); got != c.each {
			t.Errorf("%s: each %q, want %q", c.turnout, got, c.each)
		}
		sum := strings.ReplaceAll(column(t, text, "ballots issued", "ballots collected", "ballots valid", "ballots invalid"), " ", ",")
		if sum, _, _ = strings.Cut(sum, ";"); sum != c.sum {
			t.Errorf("%s: the sum is %q, want %q", c.turnout, sum, c.sum)
		}
	}
}

// TestATableOfTurnoutLeavesEmptyWhatNobodyGave: asked for alone or explained, a count that no file
// gives is no 0, and one that a file gives as 0 is.
func TestATableOfTurnoutLeavesEmptyWhatNobodyGave(t *testing.T) {
	job := byHand(newFolder(t), "编号,等次,票数\nW1,好,3\n", "编号,收回,有效\nW1,4,3\nW2,0,\n")
	for table, want := range map[string]string{"valid": "W1,,3 W2,,", "collected": "W1,,4 W2,,0", "issued": "W1,, W2,,"} {
		var got []string
		for line := range strings.Lines(printed(t, job, table)) {
			if cells := strings.Split(line, ","); strings.HasPrefix(cells[0], "W") {
				got = append(got, cells[0]+",,"+cells[2])
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s is %q, want %q", table, strings.Join(got, " "), want)
		}
	}
	outcome, err := tally.Count(job)
	if err != nil {
		t.Fatal(err)
	}
	for asked, want := range map[string]string{
		"valid W2": "1. 有效票数（W2）：没有数值。没有文件给出这个数，不是零。\n", "valid W1": "1. 有效票数（W1）：3。", "collected W2": "1. 收回票数（W2）：0。",
		"membership": "1. 全体人数：没有数值。没有文件给出这个数，不是零。\n",
	} {
		var out strings.Builder
		if err := outcome.Print(&out, tally.Style{Format: "table", Lang: "zh", Explain: asked}); err != nil || !strings.Contains(out.String(), want) {
			t.Errorf("%s: %v, %s", asked, err, out.String())
		}
	}
	var out strings.Builder
	if err := outcome.Print(&out, tally.Style{Format: "json", Table: "valid"}); err != nil || !strings.Contains(out.String(), "\"W2\"\n     ],\n     \"printed\": null\n") {
		t.Errorf("%v, %s", err, out.String())
	}
}
