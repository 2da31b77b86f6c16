package tally_test

import (
	"errors"
	"strings"
	"testing"

	"pingyi/app/intake"
	"pingyi/app/tally"
)

// spoken is what an error says, in both languages, a line for each thing that is wrong.
func spoken(err error) string {
	var wrong intake.Errors
	var speaks interface{ Message(lang string) string }
	switch {
	case errors.As(err, &wrong):
		return strings.Join(append(wrong.Messages("zh"), wrong.Messages("en")...), "\n")
	case errors.As(err, &speaks):
		return speaks.Message("zh") + "\n" + speaks.Message("en")
	case err != nil:
		return err.Error()
	}
	return ""
}

const (
	marksAndDaily = `{"rulebook": 2, "title": "测评", "ballot": {"sheet": "all units", "grades": [{"label": "满意", "points": 100}, {"label": "不满意", "points": 0}]},
		"imported": [{"name": "日常", "axes": ["unit"]}],
		"steps": [{"name": "满意分", "do": "mean", "of": "marks"},
			{"name": "综合", "do": "weighted mean", "parts": [{"of": "满意分", "weight": 70}, {"of": "日常", "weight": 30}], "missing": "renormalise"}], "result": {"score": "综合"}}`
	ticksAndDaily = `{"rulebook": 2, "title": "评选", "ballot": {"sheet": "all units", "over_vote": "void ballot", "choose": [{"list": "best", "at_most": 2}]},
		"imported": [{"name": "日常", "axes": ["unit"]}],
		"steps": [{"name": "票", "do": "pick", "of": "ticks", "axis": "list", "labels": ["best"]},
			{"name": "综合", "do": "weighted sum", "parts": [{"of": "票", "weight": 0.6}, {"of": "日常", "weight": 0.4}], "missing": "refuse"}], "result": {"score": "综合"}}`
)

// TestMarksThatNobodyGaveAreNoZero: neither do they fall out of a mean, nor are ticks 0.
func TestMarksThatNobodyGaveAreNoZero(t *testing.T) {
	const daily = "编号,日常\nW1,90\nW2,80\n"
	for _, c := range []struct{ rulebook, marks, want string }{
		{marksAndDaily, "", "评分办法要“marks”，而没有选票，也没有文件给出；没有数不是零。请加 --ballots 选票文件，或加 --parts 文件，其中有“票数”列"},
		{marksAndDaily, "", `asks for "marks", and neither ballots nor another file give any, which is not zero: add --ballots FILE, or --parts FILE with a column "票数"`},
		{marksAndDaily, "编号,满意,不满意\nW1,,\nW2,,\n", `asks for "marks"`},
		{marksAndDaily, "编号,满意,不满意\nW1,1,1\nW2,0,2\n", ""},
		{ticksAndDaily, "", `asks for "ticks"`},
		{ticksAndDaily, "编号,best\nW1,3\nW2,\n", ""},
	} {
		f := newFolder(t)
		job := tally.Job{Rulebook: f.write("r.json", c.rulebook), Units: f.write("u.csv", unitsCSV), Parts: []string{f.write("d.csv", daily)}}
		if c.marks != "" {
			job.Parts = append(job.Parts, f.write("m.csv", c.marks))
		}
		_, err := tally.Count(job)
		if said := spoken(err); (err == nil) != (c.want == "") || !strings.Contains(said, c.want) {
			t.Errorf("%q: %s, want %s", c.marks, said, c.want)
		}
	}
}

// TestAFileWithoutBallotsIsTold: alone it is refused, beside others it is one of those that were
// cut from a table, or the wrong one.
func TestAFileWithoutBallotsIsTold(t *testing.T) {
	for name, text := range map[string]string{
		"b.csv": "评议票,参评单位,等次\n", "b.jsonl": "", "c.jsonl": "\n\n", "b.txt": "\n", "b.xlsx": workbook(t, [][]string{{"评议票", "参评单位", "等次"}}),
	} {
		f := newFolder(t)
		job := tally.Job{
			Rulebook: f.write("r.json", marksAndDaily), Units: f.write("u.csv", unitsCSV), Parts: []string{f.write("d.csv", "编号,日常\nW1,90\nW2,80\n")},
			Ballots: []string{f.write(name, text)},
		}
		_, err := tally.Count(job)
		for _, want := range []string{name + "：文件里没有选票", name + ": there is no ballot in the file"} {
			if said := spoken(err); !strings.Contains(said, want) {
				t.Errorf("%s: %q, want %s", name, said, want)
			}
		}
		job.Ballots = append(job.Ballots, f.write("a.jsonl", `{"rows": [{"unit": "W1", "grade": "满意"}]}`))
		outcome, err := tally.Count(job)
		if err != nil || len(outcome.Notes) != 1 || !strings.HasPrefix(outcome.Notes[0].Message("en"), name+": there is no ballot in the file") {
			t.Errorf("%s beside another: %v, %v", name, err, outcome)
		}
	}
}
