package tally_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"pingyi/app/tally"
)

// workbook is the smallest spreadsheet file that holds some rows.
func workbook(t *testing.T, rows [][]string) string {
	t.Helper()
	var sheet strings.Builder
	for i, row := range rows {
		fmt.Fprintf(&sheet, `<row r="%d">`, i+1)
		for k, cell := range row {
			fmt.Fprintf(&sheet, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+k, i+1, cell)
		}
		sheet.WriteString("</row>")
	}
	const (
		head  = `<?xml version="1.0" encoding="UTF-8"?>`
		main  = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
		links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
		pack  = "http://schemas.openxmlformats.org/package/2006/"
	)
	var body bytes.Buffer
	w := zip.NewWriter(&body)
	for name, text := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="` + pack + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels":                `<Relationships xmlns="` + pack + `relationships"><Relationship Id="r1" Type="` + links + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook ` + main + ` xmlns:r="` + links + `"><sheets><sheet name="票" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="` + pack + `relationships"><Relationship Id="r1" Type="` + links + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet ` + main + `><sheetData>` + sheet.String() + `</sheetData></worksheet>`,
	} {
		part, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(part, head+text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return body.String()
}

// TestWorkbooks: units, roster and ballots may all be spreadsheets.
func TestWorkbooks(t *testing.T) {
	f := newFolder(t)
	job := tally.Job{
		Rulebook: f.write("r.json", book("one unit", "", "")),
		Units:    f.write("u.xlsx", workbook(t, [][]string{{"编号", "参评单位"}, {"W1", "税务窗口"}, {"W2", "社保窗口"}})),
		Roster:   f.write("p.xlsx", workbook(t, [][]string{{"代表证号", "代表类别"}, {"R1", "企业"}, {"R2", "居民"}})),
		Ballots:  []string{f.write("b.xlsx", workbook(t, [][]string{{"代表", "参评单位", "等次"}, {"R1", "W1", "好"}, {"R2", "税务窗口", "差"}, {"R2", "W2", "好"}}))},
	}
	if got := column(t, printed(t, job, ""), "score", "collected", "ballots issued"); got != "50 2 2; 100 1 2" {
		t.Error(got)
	}
	job.Ballots = []string{f.write("c.xlsx", workbook(t, [][]string{{"代表", "参评单位", "等次"}, {"R1", "W1", "很好"}}))}
	if _, err := tally.Count(job); err == nil || !strings.Contains(err.Error(), `c.xlsx, sheet "票", row 2, column "等次"`) {
		t.Errorf("the error is %v", err)
	}
}

// TestErrorsOfLists: units and representatives that are there twice, that have no
// number, or whose category the rulebook does not know.
func TestErrorsOfLists(t *testing.T) {
	for _, c := range []struct{ units, roster, want string }{
		{"编号,名称\nW1,甲\nW1,乙\n", rosterCSV, `u.csv, row 3, column "编号": the number "W1" is already used in row 2`},
		{"编号,名称\n,甲\n", rosterCSV, `u.csv, row 2, column "编号": "编号" is empty`},
		{"序列,内容\n1,甲\n", rosterCSV, `u.csv, row 1: there is no column "编号"`},
		{unitsCSV, "代表证号,代表类别\nR1,企业\nR2,居民\nR1,居民\n", `p.csv, row 4, column "代表证号": the number "R1" is already used in row 2`},
		{unitsCSV, "代表证号,代表类别\nR1,学生\n", `p.csv, row 2, column "代表类别": there is no category "学生"; the rulebook has: 企业, 居民`},
		{unitsCSV, "代表证号,代表类别\n,企业\n", `p.csv, row 2, column "代表证号": "代表证号" is empty`},
		{unitsCSV, "代表证号\nR1\n", `p.csv, row 1: there is no column "代表类别"`},
		{unitsCSV, "代表证号,代表类别\nR2,企业\n", `b.txt, row 1: the representative "R1" of the ballot is not on the roster`},
	} {
		f := newFolder(t)
		_, err := tally.Count(tally.Job{
			Rulebook: f.write("r.json", book("all units", "", "")), Units: f.write("u.csv", c.units),
			Roster: f.write("p.csv", c.roster), Ballots: []string{f.write("b.txt", "R1 00\n")},
		})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.units+c.roster, err, c.want)
		}
	}
}

// TestDecisions: what people decided is used, and what cannot be used is said.
func TestDecisions(t *testing.T) {
	const rulebook = `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}],
		"steps": [{"name": "名次", "do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "high", "ties": ["re-vote"]}], "result": {"rank": "名次"}}`
	for _, c := range []struct{ row, want, problem string }{
		{"名次,再投,社保窗口、W1,监票人,记录", "2; 1", ""},
		{"名次,re-vote,W1 W2,监票人,记录", "1; 2", ""},
		{"名次,再投,W1 W9,监票人,记录", "", `d.csv, row 2, column "单位": the unit "W9" is not on the list`},
		{"排名,再投,W1 W2,监票人,记录", "", `there is no such step`},
		{"名次,商量,W1 W2,监票人,记录", "", `a decision by "商量"`},
		{",一票否决,W1,,事故", "", `d.csv, row 2, column "决定人": "决定人" is empty`},
		{"名次,再投,W2 W1,,", "", `d.csv, row 2, column "决定人": "决定人" is empty; fill it in; d.csv, row 2, column "记录": "记录" is empty`},
		{"名次,抽签,W2 W1,监票人,", "", `d.csv, row 2, column "记录": "记录" is empty`},
		{"名次,抽签,,监票人,记录", "", `d.csv, row 2, column "单位"`},
		{",一票否决,W1,纪检组,事故", "", `d.csv, row 2: the decision cannot be used: the rulebook has no step "veto", so that the veto would take nobody out`},
		{",veto,W1,纪检组,事故", "", `the rulebook has no step "veto"`},
	} {
		f := newFolder(t)
		job := tally.Job{
			Rulebook: f.write("r.json", rulebook), Units: f.write("u.csv", unitsCSV), Parts: []string{f.write("p.csv", "编号,分\nW1,5\nW2,5\n")},
			Decisions: f.write("d.csv", "步骤,方式,单位,决定人,记录\n"+c.row+"\n"),
		}
		if c.problem != "" {
			if _, err := tally.Count(job); err == nil || !strings.Contains(err.Error(), c.problem) {
				t.Errorf("%s: %v", c.row, err)
			}
			continue
		}
		if got := column(t, printed(t, job, ""), "rank"); got != c.want {
			t.Errorf("%s: ranks %s, want %s", c.row, got, c.want)
		}
	}
}
