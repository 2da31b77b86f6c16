package tally_test

import (
	"errors"
	"strings"
	"testing"

	"pingyi/app/intake"
	"pingyi/app/tally"
)

// TestColumnForEachGrade: a table as it is published, with a column for each grade,
// number or list, counts as the same table with a row for each.
func TestColumnForEachGrade(t *testing.T) {
	const grades = `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "all units", "grades": [{"label": "满意", "points": 100}, {"label": "满意(线上)", "points": 0}]},
		"categories": [{"label": "企业"}, {"label": "居民"}],
		"steps": [{"name": "类内", "do": "mean", "of": "marks"}, {"name": "得分", "do": "sum", "of": "类内", "over": "category", "missing": "zero"}],
		"result": {"score": "得分"}}`
	const numbers = `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "all units", "numbers": {"from": 1, "to": 2, "step": 0.5}},
		"steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`
	const lists = `{"rulebook": 2, "title": "评选", "ballot": {"sheet": "all units", "over_vote": "void ballot", "choose": [{"list": "优", "at_most": 2}, {"list": "劣", "at_most": 1}]},
		"steps": [{"name": "得分", "do": "pick", "of": "ticks", "axis": "list", "labels": ["优"]}], "result": {"score": "得分"}}`
	for _, c := range []struct{ name, rulebook, part, want, note string }{
		{"grades", grades, "编号,代表类别,满意,满意(线上),票数\nW1,企业,3,1,4\nW2,企业,1,1,2\n", "75; 50", "p.csv: these columns are not used: 票数"},
		{"below a name of the list", grades, "各类评议票\n编号,代表类别,满意（张）\nW1,企业,3\nW2,企业,1\n", "100; 100", ""},
		{"our own export", grades, "编号,单位,代表类别,不列出的原因,满意\nW1,税务窗口,企业,,3\nW2,社保窗口,企业,,1\n", "100; 100", "p.csv: these columns are not used: 单位, 不列出的原因"},
		{"our own in English", grades, "No.,Unit,Category,Why not shown,满意\nW1,税务窗口,企业,,3\nW2,社保窗口,企业,,1\n", "100; 100", "p.csv: these columns are not used: No., Why not shown"},
		{"a row for each grade", grades, "编号,代表类别,等次,票数\nW1,企业,满意,3\nW1,企业,满意(线上),1\nW2,企业,满意,1\nW2,企业,满意(线上),1\n", "75; 50", ""},
		{"a row for each list", lists, "编号,名单,得票\nW1,优,7\nW2,优,0\nW2,劣,9\n", "7; 0", ""},
		{"numbers", numbers, "编号,1,1.5,2\nW1,1,0,1\nW2,,,4\n", "3/2; 2", ""},
		{"lists", lists, "编号,优,劣\nW1,7,1\nW2,,9\n", "7; 0", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFolder(t)
			job := tally.Job{Rulebook: f.write("r.json", c.rulebook), Units: f.write("u.csv", unitsCSV), Parts: []string{f.write("p.csv", c.part)}}
			outcome, err := tally.Count(job)
			if err != nil {
				t.Fatal(err)
			}
			var notes []string
			for _, note := range outcome.Notes {
				notes = append(notes, note.Message("en"))
			}
			if strings.Join(notes, "; ") != c.note {
				t.Errorf("the notes are %q, want %q", notes, c.note)
			}
			var exact []string
			for _, unit := range []string{"W1", "W2"} {
				cell, _ := outcome.Result.Table("score").Cell(unit)
				exact = append(exact, cell.Value.RatString())
			}
			if got := strings.Join(exact, "; "); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// TestColumnsOfNothingSayBothWays: a table whose titles are neither is told both, and
// an error about an axis speaks one language.
func TestColumnsOfNothingSayBothWays(t *testing.T) {
	for _, c := range []struct{ part, zh, en string }{
		{"编号,很满意\nW1,3\n", "票数、发出、到场、全体、收回、有效；或每个等次、分数、名单一列：好、差", "or a column for each grade, number or list: 好, 差"},
		{"编号,好\nW1,3\n", "“好”按“代表类别”给出，表里却没有“代表类别”列", `"好" is given by category, but there is no such column; add a column "category"`},
		{"编号,类别,等次,票数\nW1,企业,无意见,3\n", "“无意见”不是“等次”", `"无意见" is no grade; known are: 好, 差`},
		{"编号,类别,等次,好\nW1,企业,好,3\n", "“marks”不按“等次”给出", `"marks" is not given by "等次"`},
	} {
		f := newFolder(t)
		job := tally.Job{Rulebook: f.write("r.json", book("all units", "", "")), Units: f.write("u.csv", unitsCSV), Parts: []string{f.write("p.csv", c.part)}}
		_, err := tally.Count(job)
		var wrong intake.Errors
		if !errors.As(err, &wrong) {
			t.Errorf("%q: %v", c.part, err)
			continue
		}
		if zh := wrong.Messages("zh")[0]; !strings.Contains(zh, c.zh) {
			t.Errorf("%s", zh)
		}
		if en := wrong.Messages("en")[0]; !strings.Contains(en, c.en) {
			t.Errorf("%s", en)
		}
	}
}

// TestTitlesAreToldOnce: what a column may be called is listed without repeating itself.
func TestTitlesAreToldOnce(t *testing.T) {
	f := newFolder(t)
	job := tally.Job{
		Rulebook: f.write("r.json", book("all units", "", "")), Units: f.write("u.csv", unitsCSV),
		Ballots: []string{f.write("b.csv", "评议票,代表类别,等次\n1,企业,好\n")},
	}
	_, err := tally.Count(job)
	var wrong intake.Errors
	if !errors.As(err, &wrong) {
		t.Fatal(err)
	}
	_, titles, _ := strings.Cut(wrong.Messages("zh")[0], "可用的列名：")
	titles, _, _ = strings.Cut(titles, "）")
	seen := make(map[string]bool)
	for _, title := range strings.Split(titles, "、") {
		if seen[title] {
			t.Errorf("%s is told twice in %s", title, titles)
		}
		seen[title] = true
	}
	if strings.Contains(wrong.Messages("zh")[0], "上传") {
		t.Errorf("files that are not uploaded: %s", wrong.Messages("zh")[0])
	}
}

// TestColumnsHaveTitlesOfTheirOwn: the counts by grade beside the grade, and a step that is
// called what an axis is. Of a grade and a number it is told which of them is missing.
func TestColumnsHaveTitlesOfTheirOwn(t *testing.T) {
	f := newFolder(t)
	job := tally.Job{
		Rulebook: f.write("r.json", `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "all units", "numbers": {"from": 0, "to": 100, "step": 1},
"grades": [{"label": "优", "from": 80, "to": 100}, {"label": "差", "from": 0, "to": 79}]},
"steps": [{"name": "得分", "do": "mean", "of": "marks"}, {"name": "等次", "do": "share", "of": "grades", "grades": "each", "base": "all marks"}], "result": {"score": "得分", "shares": "等次"}}`),
		Units:   f.write("u.csv", "编号,名称\nW1,甲\n"),
		Ballots: []string{f.write("b.csv", "评议票,单位,等次,分数\n1,W1,优,90\n2,W1,优,\n3,W1,,90\n4,W1,差,90\n")},
	}
	outcome, err := tally.Count(job)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		style tally.Style
		wants []string
	}{
		{tally.Style{Format: "table", Lang: "zh", Table: "grades"}, []string{"编号  名称  等次  各等次票数\n", "作废：有等次而缺分数 1 行；有分数而缺等次 1 行；分数与等次不符 1 行\n"}},
		{tally.Style{Format: "table", Lang: "en", Table: "grades"}, []string{"unit  name  grade  marks by grade\n", "grade without its number"}},
		{tally.Style{Format: "table", Lang: "zh", Table: "shares"}, []string{"编号  名称  等次  等次（数值）\n"}},
	} {
		var out strings.Builder
		if err := outcome.Print(&out, c.style); err != nil {
			t.Fatal(err)
		}
		for _, want := range c.wants {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%+v lacks %q:\n%s", c.style, want, out.String())
			}
		}
	}
}

// TestATitleThatMeansTwoThingsIsRefused: a grade that is called like a count of ballots is not
// taken for it, nor that for the grade; both meanings and the way out are told.
func TestATitleThatMeansTwoThingsIsRefused(t *testing.T) {
	const rulebook = `{"rulebook": 2, "title": "整改", "ballot": {"sheet": "all units", "grades": [{"label": "整改有效", "points": 100}, {"label": "LABEL", "points": 80}, {"label": "无效", "points": 0}]},
		"imported": [{"name": "日常", "axes": ["unit"], "optional": true}], "steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`
	for _, c := range []struct{ label, part, want string }{
		{"有效", "编号,整改有效,有效,无效\nW1,3,5,1\n", "p.csv“有效”列：列名有两个意思：等次“有效”的票数，或“有效票数”。是前者，请一行写一个等次：列名“参评单位,等次,票数”，下面每行如“W1,有效,12”；是后者，请把列名改成“有效票数”。"},
		{"有效", "编号,整改有效,有效,无效\nW1,3,5,1\n", `means two things: the count of the grade "有效", or "valid". If it is the first, write a row for each grade: titles "参评单位,等次,票数", and rows below like "W1,有效,12"; if it is the second, name the column "有效票数"`},
		{"有效", "编号,有效\nW1,3\n", `means two things`},
		{"收回", "编号,收回,无效\nW1,3,1\n", `name the column "收回票数"`},
		{"发出", "编号,发出,无效\nW1,3,1\n", `name the column "发出票数"`},
		{"到场", "编号,到场,无效\nW1,3,1\n", `name the column "到场人数"`},
		{"全体", "编号,全体,无效\nW1,3,1\n", `name the column "全体人数"`},
		{"票数", "编号,票数,无效\nW1,3,1\n", `the count of the grade "票数", or "marks"`},
		{"日常", "编号,日常,无效\nW1,3,1\n", `give it in a file of its own, which has no columns for each grade`},
		{"有效", "编号,等次,票数\nW1,整改有效,3\nW1,有效,5\nW1,无效,1\n", ""},
		{"有效", "编号,等次,票数,有效\nW1,整改有效,3,\nW1,有效,5,\nW1,无效,1,\nW1,,,9\n", ""},
	} {
		f := newFolder(t)
		job := tally.Job{
			Rulebook: f.write("r.json", strings.Replace(rulebook, "LABEL", c.label, 1)), Units: f.write("u.csv", unitsCSV), Parts: []string{f.write("p.csv", c.part)},
		}
		outcome, err := tally.Count(job)
		if said := spoken(err); (err == nil) != (c.want == "") || !strings.Contains(said, c.want) {
			t.Errorf("%q: %s\nwant %s", c.part, said, c.want)
		}
		if err == nil {
			if cell, _ := outcome.Result.Table("score").Cell("W1"); cell.Value.RatString() != "700/9" {
				t.Errorf("%q: the score is %s", c.part, cell.Value.RatString())
			}
		}
	}
}

// TestFiguresByLabelAreShownInRows: percentages for each grade, and figures for each label of an
// axis of the rulebook, are no counts; how they are written is shown in two lines.
func TestFiguresByLabelAreShownInRows(t *testing.T) {
	const rulebook = `{"rulebook": 2, "title": "测评", "ballot": {"sheet": "all units", "grades": [{"label": "满意", "points": 100}, {"label": "不满意", "points": 0}]},
		"axes": [{"name": "季度", "labels": [{"label": "一季度", "weight": 40}, {"label": "二季度", "weight": 60}]}], "imported": [IMPORTED],
		"steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`
	const shares, quarters = `{"name": "比例", "axes": ["unit", "grade"]}`, `{"name": "季度分", "axes": ["unit", "季度"]}`
	for _, c := range []struct{ imported, part, want string }{
		{shares, "编号,满意,不满意\nW1,45.2,54.8\n", `p.csv, row 2, column "满意": such a column cannot be read: "45.2" is no count, which is a whole number, and a column that is named for the grade "满意" has counts. If these are percentages, write a row for each grade: titles "参评单位,等次,比例", and rows below like "W1,满意,12.5"`},
		{shares, "编号,满意,不满意\nW1,45.2,54.8\n", "是公布的百分比，请一行写一个等次：列名“参评单位,等次,比例”，下面每行如“W1,满意,12.5”"},
		{quarters, "编号,满意,不满意\nW1,45.2,54.8\n", `the rulebook needs a table of them, by unit and grade, in "imported"`},
		{quarters, "编号,满意,不满意\nW1,x,3\n", `"x" is no count; counts are whole numbers`},
		{quarters, "编号,一季度,二季度\nW1,90,80\n", `p.csv: such a column cannot be read: "一季度" is one of "季度", and "季度分" has a row for each "季度": titles "参评单位,季度,季度分", and rows below like "W1,一季度,12.5"`},
		{quarters, "编号,一季度,二季度\nW1,90,80\n", "“一季度”是“季度”的一项，而“季度分”要一行写一个“季度”：列名“参评单位,季度,季度分”，下面每行如“W1,一季度,12.5”"},
		{quarters, "编号,三季度\nW1,90\n", `no column holds figures that the rulebook knows`},
	} {
		f := newFolder(t)
		_, err := tally.Count(tally.Job{Rulebook: f.write("r.json", strings.Replace(rulebook, "IMPORTED", c.imported, 1)), Units: f.write("u.csv", unitsCSV), Parts: []string{f.write("p.csv", c.part)}})
		if said := spoken(err); !strings.Contains(said, c.want) {
			t.Errorf("%q: %s\nwant %s", c.part, said, c.want)
		}
	}
}
