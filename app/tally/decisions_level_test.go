package tally_test

import (
	"errors"
	"strings"
	"testing"

	"pingyi/app/intake"
	"pingyi/app/tally"
)

const chainBook = `{"rulebook": 2, "title": "考评", "ballot": {"sheet": "all units", "criteria": [{"label": "履职"}, {"label": "廉洁"}], "grades": [{"label": "好", "points": 1}, {"label": "差", "points": 0}]},
	"imported": [{"name": "分", "axes": ["unit"]}, {"name": "项", "axes": ["unit", "criterion"]}],
	"steps": [{"name": "名次", "do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "high", "ties": ["re-vote", "lot"]},
		{"name": "项次", "do": "rank", "of": "项", "inside": "all", "style": "1224", "first": "high", "ties": ["lot"]}],
	"result": {"rank": "名次", "each": "项次"}}`

// chain counts four units, of which the last three are level, and two level in each criterion.
func chain(t *testing.T, rows string) (*tally.Outcome, error) {
	t.Helper()
	f := newFolder(t)
	return tally.Count(tally.Job{
		Rulebook: f.write("r.json", chainBook), Units: f.write("u.csv", "编号\n甲\n乙\n丙\n丁\n"),
		Parts: []string{
			f.write("p.csv", "编号,分\n甲,9\n乙,8\n丙,8\n丁,8\n"),
			f.write("q.csv", "编号,指标,项\n甲,履职,9\n乙,履职,9\n甲,廉洁,7\n乙,廉洁,7\n"),
		},
		Decisions: f.write("d.csv", "步骤,方式,单位,指标,决定人,记录\n"+rows),
	})
}

// TestUnitsThatAFreshVoteLeavesLevel are written with "=", go on to the draw, and stand so in each format.
func TestUnitsThatAFreshVoteLeavesLevel(t *testing.T) {
	for _, units := range []string{"丙 乙=丁", "丙、乙＝丁", "丙 > 乙 = 丁", "丙; 乙= 丁"} {
		outcome, err := chain(t, "名次,再投,"+units+",,监票人,三号\n名次,抽签,丁 乙,,监票人,四号\n")
		if err != nil {
			t.Fatalf("%s: %v", units, err)
		}
		for _, c := range []struct {
			style tally.Style
			want  string
		}{
			{tally.Style{Format: "table", Lang: "zh"}, "决定：名次 再投 丙 乙=丁（监票人：三号）\n决定：名次 抽签 丁 乙（监票人：四号）\n"},
			{tally.Style{Format: "table", Lang: "en", Table: "名次"}, "丙            2\n丁            3\n"},
			{tally.Style{Format: "json", Lang: "zh"}, "\"level\": [\n    [\n     \"乙\",\n     \"丁\"\n    ]\n   ]"},
			{tally.Style{Format: "table", Lang: "zh", Explain: "rank 丁"}, "再投：丙、乙=丁（监票人，三号）；抽签：丁、乙（监票人，四号）"},
		} {
			text := written(t, outcome, c.style)
			if c.style.Table != "" {
				text = strings.Join(strings.Fields(text), " ")
				c.want = "甲 1 乙 4 丙 2 丁 3"
			}
			if !strings.Contains(text, c.want) {
				t.Errorf("%s, %+v: want %s in\n%s", units, c.style, c.want, text)
			}
		}
	}
}

// TestADecisionSaysOfWhichCriterionItIs where each has ties of its own.
func TestADecisionSaysOfWhichCriterionItIs(t *testing.T) {
	outcome, err := chain(t, "项次,抽签,乙 甲,廉洁,监票人,三号\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"决定：项次 · 廉洁 抽签 乙 甲（监票人：三号）", "等待决定：名次 再投 乙 丙 丁\n", "等待决定：项次 · 履职 抽签 甲 乙\n"} {
		if text := written(t, outcome, tally.Style{Lang: "zh"}); !strings.Contains(text, want) || strings.Contains(text, "廉洁 抽签 甲 乙") {
			t.Errorf("want %s in\n%s", want, text)
		}
	}
	if text := written(t, outcome, tally.Style{Format: "json"}); !strings.Contains(text, "\"where\": [\n    \"履职\"\n   ]") {
		t.Errorf("it is not said of which criterion is waited for:\n%s", text)
	}
}

// TestDecisionsThatCannotBeFollowed are errors of their row, with what to do.
func TestDecisionsThatCannotBeFollowed(t *testing.T) {
	for rows, want := range map[string][2]string{
		"项次,抽签,乙 甲,,监票人,三号\n": {"d.csv第 2 行：“项次”按“指标”各排各的，这条决定没有写是哪一项（履职、廉洁），不知道决定的是哪一处并列；请加上“指标”列并写明。",
			`d.csv, row 2: "项次" puts units in order by criterion, each apart, and the decision does not say of which (履职, 廉洁) the tie is; write it in a column "criterion"`},
		"项次,抽签,乙 甲,勤政,监票人,三号\n":   {"d.csv第 2 行“指标”列：“勤政”不是“指标”，可用的是：履职、廉洁。", `d.csv, row 2, column "指标": "勤政" is no criterion; known are: 履职, 廉洁`},
		"名次,再投,乙 丙 丁,履职,监票人,三号\n": {"d.csv第 2 行“指标”列：“名次”不按“指标”给出", `d.csv, row 2, column "指标": "名次" is not given by "指标"`},
		"名次,抽签,乙 丙=丁,,监票人,三号\n":   {`d.csv第 2 行：这条决定不能用：对 "名次" 的决定里仍有并列，而这一步在 "lot" 之后没有别的办法分先后；请把全部单位分出先后。`, `d.csv, row 2: the decision cannot be used: a decision for "名次" leaves units level, and nothing comes after "lot" in its ties: let it tell all of them apart`},
		"名次,再投,乙 丙=戊,,监票人,三号\n":   {"单位“戊”不在单位名单中", `the unit "戊" is not on the list`},
	} {
		_, err := chain(t, rows)
		var wrong intake.Errors
		if !errors.As(err, &wrong) || len(wrong) != 1 {
			t.Errorf("%s: %v", rows, err)
			continue
		}
		for i, lang := range []string{"zh", "en"} {
			if said := wrong.Messages(lang)[0]; !strings.Contains(said, want[i]) {
				t.Errorf("%s: it says %s, want %s", rows, said, want[i])
			}
		}
	}
}
