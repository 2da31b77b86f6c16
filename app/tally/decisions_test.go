package tally_test

import (
	"strings"
	"testing"

	"pingyi/app/tally"
)

const drawBook = `{"rulebook": 2, "title": "考评", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}],
	"steps": [{"name": "名次", "do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "high", "ties": ["lot"]}], "result": {"rank": "名次"}}`

// decide counts two tied units and one above them with a table of decisions.
func decide(t *testing.T, rows string) *tally.Outcome {
	t.Helper()
	f := newFolder(t)
	outcome, err := tally.Count(tally.Job{
		Rulebook: f.write("r.json", drawBook), Units: f.write("u.csv", "编号\n甲\n乙\n丙\n"), Parts: []string{f.write("p.csv", "编号,分\n甲,9\n乙,8\n丙,8\n")},
		Decisions: f.write("d.csv", "步骤,方式,单位,决定人,记录\n"+rows),
	})
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

// TestDecisionsArePrinted: who drew, where it is recorded and in which order stands
// above the figures, in each format, and in the explanation of the place.
func TestDecisionsArePrinted(t *testing.T) {
	outcome := decide(t, "名次,抽签,丙 乙,监票人,三号纪要\n")
	for _, c := range []struct {
		style tally.Style
		want  string
	}{
		{tally.Style{Format: "table", Lang: "en"}, "decision: 名次 lot 丙 乙 (监票人: 三号纪要)"},
		{tally.Style{Format: "csv", Lang: "zh"}, "名次 抽签 丙 乙（监票人：三号纪要）"},
		{tally.Style{Format: "json", Lang: "zh"}, `"record": "三号纪要"`},
		{tally.Style{Format: "table", Lang: "zh", Explain: "rank 乙"}, "；抽签：丙、乙（监票人，三号纪要）"},
		{tally.Style{Format: "table", Lang: "en", Explain: "rank 丙"}, "; lot: 丙, 乙 (监票人, 三号纪要)"},
	} {
		var out strings.Builder
		if err := outcome.Print(&out, c.style); err != nil || !strings.Contains(out.String(), c.want) {
			t.Errorf("%+v: %v, want %s in\n%s", c.style, err, c.want, out.String())
		}
	}
	if len(outcome.Notes) > 0 {
		t.Errorf("the notes are %v", outcome.Notes)
	}
}

// TestListsThatRestOnATieArePrintedWithIt, as not settled.
func TestListsThatRestOnATieArePrintedWithIt(t *testing.T) {
	const steps = `"steps": [{"name": "奖", "do": "cut", "of": "分", "inside": "all", "first": "high", "take": 2, "tied_at_the_cut": "break", "ties": ["lot"]},
		{"name": "末位", "do": "cut", "of": "分", "inside": "all", "first": "low", "take": 1, "tied_at_the_cut": "expand", "not_on": ["奖"]}], "result": {"奖": "奖", "末位": "末位"}}`
	f := newFolder(t)
	outcome, err := tally.Count(tally.Job{
		Rulebook: f.write("r.json", `{"rulebook": 2, "title": "考评", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}],`+steps),
		Units:    f.write("u.csv", "编号\n甲\n乙\n丙\n"), Parts: []string{f.write("p.csv", "编号,分\n甲,9\n乙,8\n丙,8\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		style tally.Style
		want  string
	}{
		{tally.Style{Format: "table", Lang: "zh"}, "等待决定：奖 抽签 乙 丙；依据它、因此也未定的名单：末位"},
		{tally.Style{Format: "table", Lang: "en"}, "waits for a decision: 奖 lot 乙 丙; not settled either, resting on it: 末位"},
		{tally.Style{Format: "json", Lang: "zh"}, "\"lists\": [\n    \"末位\"\n   ]"},
	} {
		var out strings.Builder
		if err := outcome.Print(&out, c.style); err != nil || !strings.Contains(out.String(), c.want) {
			t.Errorf("%+v: %v, want %s in\n%s", c.style, err, c.want, out.String())
		}
	}
}

// TestDecisionsThatFitNoTie are named with their row and the reason.
func TestDecisionsThatFitNoTie(t *testing.T) {
	for rows, want := range map[string]string{
		"名次,抽签,丙,监票人,三号\n":                     "d.csv, row 2: the decision was not used: the tie is of 乙 丙, and every one of them has to be named",
		"名次,抽签,甲,监票人,三号\n":                     "d.csv, row 2: the decision was not used: no tie of that step",
		"名次,抽签,丙 乙,监票人,三号\n名次,抽签,乙 丙,监票人,四号\n": "d.csv, row 3: the decision was not used: another one told 乙 丙 apart",
	} {
		notes := decide(t, rows).Notes
		if len(notes) != 1 || !strings.HasPrefix(notes[0].Message("en"), want) {
			t.Errorf("%q: the notes are %v, want %s", rows, notes, want)
		}
	}
}

// TestACSVSaysWhatWaits: a tie without a draw and a veto stand in the CSV file too, in
// columns of their own.
func TestACSVSaysWhatWaits(t *testing.T) {
	f := newFolder(t)
	outcome, err := tally.Count(tally.Job{
		Rulebook: f.write("r.json", strings.NewReplacer(`"steps": [`, `"steps": [{"name": "得分", "do": "veto", "of": "分"}, `, `"rank", "of": "分"`, `"rank", "of": "得分"`).Replace(drawBook)),
		Units:    f.write("u.csv", "编号\n甲\n乙\n丙\n"), Parts: []string{f.write("p.csv", "编号,分\n甲,9\n乙,8\n丙,8\n")},
		Decisions: f.write("d.csv", "步骤,方式,单位,决定人,记录\n,一票否决,甲,考评办,发生事故\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	text := written(t, outcome, tally.Style{Format: "csv", Lang: "zh"})
	for _, want := range []string{",等待决定,", ",名次 抽签 乙 丙,", ",一票否决\r\n", ",甲（考评办：发生事故）\r\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("the file does not say %q:\n%s", want, text)
		}
	}
}

// TestCellsOfACSVAreNoFormulas: a unit may be called anything, and a file of ours must not
// do what a name says. Figures stay figures.
func TestCellsOfACSVAreNoFormulas(t *testing.T) {
	f := newFolder(t)
	outcome, err := tally.Count(tally.Job{
		Rulebook: f.write("r.json", strings.Replace(drawBook, "考评", "=1+1", 1)), Units: f.write("u.csv", "编号,名称\n甲,\"=HYPERLINK(\"\"http://x\"\")\"\n乙,-1+2\n丙,@cmd\n"),
		Parts: []string{f.write("p.csv", "编号,分\n甲,-9\n乙,8\n丙,7\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	text := written(t, outcome, tally.Style{Format: "csv", Lang: "zh", Table: "分"})
	for _, want := range []string{`"'=HYPERLINK(""http://x"")"`, ",'-1+2,", ",'@cmd,", ",-9,", ",'=1+1,"} {
		if !strings.Contains(text, want) {
			t.Errorf("the file does not have %s:\n%s", want, text)
		}
	}
}

// TestAFigureThatRestsOnATieIsNotPrintedAsFinal: neither the place nor the word that goes by it, in
// whatever form it is asked for; who is not tied has both.
func TestAFigureThatRestsOnATieIsNotPrintedAsFinal(t *testing.T) {
	f := newFolder(t)
	outcome, err := tally.Count(tally.Job{
		Rulebook: f.write("r.json", `{"rulebook": 2, "title": "考评", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}], "steps": [
			{"name": "倒数", "do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "low", "ties": ["lot"]},
			{"name": "评定", "do": "bands", "of": "分", "bands": [{"label": "黄牌", "when": [{"table": "倒数", "is": 1}]}, {"label": "合格", "otherwise": true}]}],
			"result": {"score": "分", "place": "倒数", "verdict": "评定"}}`), Units: f.write("u.csv", "编号,名称\n甲,甲局\n乙,乙局\n丙,丙局\n"),
		Parts: []string{f.write("p.csv", "编号,分\n甲,9\n乙,8\n丙,8\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		style tally.Style
		want  []string
		not   []string
	}{
		{tally.Style{Lang: "zh"}, []string{"黄牌（未定）", "1（未定）", "合格\n"}, []string{"合格（未定）", "8（未定）"}},
		{tally.Style{Lang: "en"}, []string{"黄牌 (not settled)", "1 (not settled)"}, []string{"合格 (not settled)"}},
		{tally.Style{Format: "csv", Lang: "zh"}, []string{",未定,", "乙,乙局,8,1,黄牌,倒数、评定,", "甲,甲局,9,3,合格,,"}, []string{"（未定）"}},
		{tally.Style{Format: "json", Lang: "zh"}, []string{"\"printed\": \"黄牌\",\n     \"waits\": [\n      \"倒数\"\n     ]", "\"printed\": \"合格\"\n"}, nil},
	} {
		text := written(t, outcome, c.style)
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%+v does not say %q:\n%s", c.style, want, text)
			}
		}
		for _, not := range c.not {
			if strings.Contains(text, not) {
				t.Errorf("%+v says %q:\n%s", c.style, not, text)
			}
		}
	}
}

func written(t *testing.T, outcome *tally.Outcome, style tally.Style) string {
	t.Helper()
	var out strings.Builder
	if err := outcome.Print(&out, style); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
