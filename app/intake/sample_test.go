package intake

import (
	"bytes"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"pingyi/data/sample"
	"pingyi/voting"
)

func windows(t testing.TB) fs.FS {
	t.Helper()
	folder, err := fs.Sub(sample.Windows, "windows")
	if err != nil {
		t.Fatalf("open the sample: %v", err)
	}
	return folder
}

func sampleFile(t testing.TB, name string) File {
	t.Helper()
	body, err := fs.ReadFile(windows(t), name)
	if err != nil {
		t.Fatalf("read the sample: %v", err)
	}
	return File{Name: name, Body: body}
}

func sampleFiles(t testing.TB) Files {
	t.Helper()
	return Files{
		ID: "evening", Units: sampleFile(t, "units.csv"), Roster: sampleFile(t, "representatives.csv"),
		Rulebook: sampleFile(t, "rulebook.json"),
	}
}

func readSession(t testing.TB, in Files) voting.Session {
	t.Helper()
	session, warnings, err := Session(in)
	if err != nil {
		t.Fatalf("read session: %v", err)
	}
	if len(warnings) != 0 {
		t.Fatalf("the sample gives %d warnings, the first is %s", len(warnings), warnings[0].Message("en"))
	}
	return session
}

func readTable(t testing.TB, f File) Table {
	t.Helper()
	table, err := ReadTable(f.Name, f.Body)
	if err != nil {
		t.Fatalf("read %s: %v", f.Name, err)
	}
	return table
}

// workbook writes a table as xlsx, every cell as text.
func workbook(t testing.TB, table Table) File {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for _, row := range table.Rows {
		for column, cell := range row.Cells {
			name, err := excelize.CoordinatesToCellName(column+1, row.Number)
			if err != nil {
				t.Fatal(err)
			}
			if err := book.SetCellStr("Sheet1", name, cell); err != nil {
				t.Fatal(err)
			}
		}
	}
	return written(t, book)
}

func written(t testing.TB, book *excelize.File) File {
	t.Helper()
	var body bytes.Buffer
	if err := book.Write(&body); err != nil {
		t.Fatalf("write workbook: %v", err)
	}
	return File{Name: "list.xlsx", Body: body.Bytes()}
}

func TestSampleIsTheSameSessionInEveryEncoding(t *testing.T) {
	want := readSession(t, sampleFiles(t))
	if len(want.Units) != 100 || len(want.Roster) != 450 || len(want.Rundown) != 100 {
		t.Fatalf("got %d units, %d representatives, %d items", len(want.Units), len(want.Roster), len(want.Rundown))
	}
	if want.Title != "市直部门单位服务窗口公开评议" || want.Units[99].ID == "" || want.Roster[1].Employer != "电信公司" {
		t.Fatalf("title, last unit or second representative is wrong: %q %v %v", want.Title, want.Units[99], want.Roster[1])
	}
	gbk := sampleFiles(t)
	gbk.Roster = sampleFile(t, "representatives-gbk.csv")
	books := sampleFiles(t)
	books.Roster = workbook(t, readTable(t, books.Roster))
	books.Units = workbook(t, readTable(t, books.Units))
	for name, in := range map[string]Files{"roster in GB18030": gbk, "both lists as workbooks": books} {
		if got := readSession(t, in); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the session differs from the one read from UTF-8", name)
		}
	}
	for file, encoding := range map[string]Encoding{"representatives.csv": UTF8BOM, "representatives-gbk.csv": GB18030} {
		if got := readTable(t, sampleFile(t, file)).Encoding; got != encoding {
			t.Errorf("%s: encoding is reported as %s, want %s", file, got, encoding)
		}
	}
}

func TestSampleSessionIsAcceptedByTheRules(t *testing.T) {
	command := voting.CreateSession{Act: voting.Act{By: "organizer", At: 1}, Session: readSession(t, sampleFiles(t))}
	if _, err := voting.Decide(voting.NewState(), command); err != nil {
		t.Fatalf("the rules refuse the session: %v", err)
	}
}

func TestTitleOfTheUploadComesBeforeTheRulebooks(t *testing.T) {
	in := sampleFiles(t)
	in.Title, in.Rehearsal = "第三季度评议", true
	if got := readSession(t, in); got.Title != "第三季度评议" || !got.Rehearsal || got.ID != "evening" {
		t.Errorf("got title %q, rehearsal %v, id %q", got.Title, got.Rehearsal, got.ID)
	}
}

func TestScenarioReadsTheWholeEvening(t *testing.T) {
	for _, roster := range []string{"", "representatives-gbk.csv"} {
		s, err := Scenario(windows(t), roster)
		if err != nil {
			t.Fatalf("read scenario with roster %q: %v", roster, err)
		}
		if len(s.Ballots) != 42972 || s.Ballots[0] != (ScenarioBallot{"W001", "R00057", "\x00"}) || s.Ballots[2] != (ScenarioBallot{"W001", "R00073", "\x02"}) {
			t.Errorf("got %d ballots, beginning with %v", len(s.Ballots), s.Ballots[:3])
		}
		if s.Expected == nil || *s.Expected.Issued != 450 || *s.Expected.CheckedIn != 433 || len(s.Expected.Units) != 100 {
			t.Fatalf("expected result is wrong: %+v", s.Expected)
		}
		first := s.Expected.Units[0]
		if first.Unit != "W001" || first.Score != "89.48" || *first.Exact != "13867542147/154980056" || *first.RankInClass != 19 ||
			!reflect.DeepEqual(first.Counts["企业代表"], []int{73, 18, 10, 10}) {
			t.Errorf("first expected unit is %+v", first)
		}
		if !s.Session.Rehearsal || s.Files.Roster.Name == "" || len(s.Session.Roster) != 450 {
			t.Errorf("session of the scenario is no rehearsal, or lacks its files or roster")
		}
	}
}

func scenarioFolder(t *testing.T, ballots string) fstest.MapFS {
	t.Helper()
	folder := fstest.MapFS{"ballots.jsonl": {Data: []byte(ballots)}}
	for _, name := range []string{"units.csv", "representatives.csv", "rulebook.json"} {
		folder[name] = &fstest.MapFile{Data: sampleFile(t, name).Body}
	}
	return folder
}

func TestScenarioNamesFileAndLineOfABadBallot(t *testing.T) {
	good := `{"unit": "W001", "rep": "R00057", "grade": 0}` + "\n"
	for _, c := range []struct {
		line string
		want Code
	}{
		{`{"unit": "W999", "rep": "R00057", "grade": 0}`, CodeBallotUnit},
		{`{"unit": "W001", "rep": "R99999", "grade": 0}`, CodeBallotRep},
		{`{"unit": "W001", "rep": "R00057", "grade": 4}`, CodeBallotGrade},
		{`{"unit": "W001", "rep": "R00057", "grade": -1}`, CodeBallotGrade},
		{`{"unit": "W001", "rep": "R00057"}`, CodeBallot},
		{`{"unit": "W001", "rep": "R00057", "grade": 0, "weight": 2}`, CodeBallot},
		{`{"unit": "W001", "rep": "R00057", "grade": 0} {}`, CodeBallot},
		{`unit W001`, CodeBallot},
		{`{"unit": "` + string(bytes.Repeat([]byte("W"), 5000)) + `"}`, CodeBallot},
	} {
		_, err := Scenario(scenarioFolder(t, good+"\n"+c.line+"\n"), "")
		bad, ok := err.(Errors)
		if !ok || len(bad) != 1 || bad[0].File != "ballots.jsonl" || bad[0].Row != 3 || bad[0].Code != c.want {
			t.Errorf("%.60s: got %v, want %s in row 3 of ballots.jsonl", c.line, err, c.want)
		}
	}
	if s, err := Scenario(scenarioFolder(t, good+good), ""); err != nil || len(s.Ballots) != 2 || s.Expected != nil {
		t.Errorf("two good ballots and no expected result: %v", err)
	}
}

func TestScenarioNamesTheFileThatIsMissingOrDamaged(t *testing.T) {
	for _, name := range []string{"units.csv", "representatives.csv", "rulebook.json", "ballots.jsonl"} {
		folder := scenarioFolder(t, "")
		delete(folder, name)
		_, err := Scenario(folder, "")
		if bad, ok := err.(Errors); !ok || bad[0].Code != CodeScenarioFiles {
			t.Errorf("without %s: got %v", name, err)
		}
	}
	damaged := scenarioFolder(t, "")
	packed := sampleFile(t, "ballots.jsonl.gz").Body
	damaged["ballots.jsonl.gz"] = &fstest.MapFile{Data: packed[:len(packed)/2]}
	if _, err := Scenario(damaged, ""); err == nil {
		t.Error("half a gzip file is taken for a whole one")
	}
	damaged = scenarioFolder(t, "")
	damaged["expected.json"] = &fstest.MapFile{Data: []byte("[]")}
	if _, err := Scenario(damaged, ""); err == nil {
		t.Error("an expected result that is no object is accepted")
	}
	for body, want := range map[string]string{
		`[]`:                          "the file as a whole is another kind",
		`{"issued":"x"}`:              "issued is another kind",
		`{"units":[{"unit":"W999"}]}`: `units[0]: unit "W999" is not on the list`,
		`{"units":[{"unit":"W001"},{"unit":"W001"}]}`:           "there twice",
		`{"units":[{"unit":"W001","exact":"1/2"}]}`:             "units[0] (W001): exact and score belong together",
		`{"units":[{"unit":"W001","counts":{"路人":[0,0,0,0]}}]}`: `counts of "路人"`,
		`{"units":[{"unit":"W001","counts":{"人大代表":[0,0,0]}}]}`: "one count for each grade",
	} {
		folder := scenarioFolder(t, `{"unit": "W001", "rep": "R00057", "grade": 0}`)
		folder["expected.json"] = &fstest.MapFile{Data: []byte(body)}
		if _, err := Scenario(folder, ""); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "expected.json") {
			t.Errorf("expected.json of %s: got %v, want %s", body, err, want)
		}
	}
	if _, err := Scenario(scenarioFolder(t, ""), ""); err == nil || !strings.Contains(err.Error(), "ballots.jsonl: there is nothing in the file") {
		t.Errorf("an evening without ballots: got %v", err)
	}
	if _, err := Scenario(os.DirFS(t.TempDir()), "somebody.xlsx"); err == nil {
		t.Error("an empty folder is a scenario")
	}
}
