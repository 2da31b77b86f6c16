package intake

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"pingyi/voting"
)

const pledgesFolder = "../../voting/count/testdata/scenarios/pledges"

// The folder's files are packed; a scenario reads them as they are.
func TestScenarioOfPledgesReadsTheWholeEvening(t *testing.T) {
	s, err := Scenario(os.DirFS(pledgesFolder), "")
	if err != nil {
		t.Fatal(err)
	}
	first := s.Session.Units[0]
	if first.ID != "D01" || len(first.Criteria) != 3 || first.Criteria[2] != (voting.Criterion{ID: "D01-3", Label: "一次性告知", Group: "上年承诺"}) {
		t.Errorf("the first unit is %+v", first)
	}
	if len(s.Ballots) != 6895 || s.Ballots[0] != (ScenarioBallot{"D01", "P00060", "\x00\x00\x00"}) {
		t.Errorf("got %d ballots, the first is %+v", len(s.Ballots), s.Ballots[0])
	}
	if s.Expected.Issued != nil || len(s.Expected.Pledges) != 173 || s.Expected.Units[0].Exact != nil || s.Files.Pledges.Name != "pledges.csv" {
		t.Errorf("the expected result is %+v", s.Expected.Units[0])
	}
}

const (
	pledgesRules = `{"title":"承诺","mode":"stage","secrecy":"open","grades":[{"label":"兑现","points":100},{"label":"未兑现","points":0}],
"criteria":"each pledge of the unit, equal weights","categories":[{"label":"企业","seats":1,"weight":1}],
"pipeline":["mean over votes with an opinion inside each category","weighted mean over categories with such a vote",
"round half up, 2 places, per pledge","mean over the unit's pledges","round half up, 2 places"],"rank":"overall, 1 2 2 4"}`
	pledgesUnits  = "编号,部门\nD01,公安局\nD02,统计局\n"
	pledgesRoster = "代表证号,姓名,代表类别\nP1,甲,企业\n"
	pledgesList   = "承诺编号,部门编号,年度,承诺事项\nD01-1,D01,上年,公示\nD01-2,D01,今年,延时\nD02-1,D02,今年,告知\n"
)

func pledgesFiles(list string) Files {
	return Files{
		ID: "p", Units: File{"units.csv", []byte(pledgesUnits)}, Roster: File{"roster.csv", []byte(pledgesRoster)},
		Rulebook: File{"rulebook.json", []byte(pledgesRules)}, Pledges: File{"pledges.csv", []byte(list)},
	}
}

func TestPledgesBelongToTheirUnitsInTheOrderOfTheList(t *testing.T) {
	session := readSession(t, pledgesFiles(pledgesList))
	if d := session.Units[0].Criteria; len(d) != 2 || d[1] != (voting.Criterion{ID: "D01-2", Label: "延时", Group: "今年"}) || session.Units[1].Criteria[0].ID != "D02-1" {
		t.Errorf("the units are %+v", session.Units)
	}
}

func TestWhatIsWrongWithPledgesIsSaidByRow(t *testing.T) {
	for _, c := range []struct {
		list  string
		code  Code
		row   int
		value string
	}{
		{pledgesList + "D09-1,D09,今年,告知\n", CodePledgeUnit, 5, "D09"},
		{pledgesList + "D01-1,D02,今年,告知\n", CodeDuplicate, 5, "D01-1"},
		{pledgesList + "D02-2,D02,今年,\n", CodeMissing, 5, ""},
		{"承诺编号,部门编号,承诺事项\nD01-1,D01,公示\n", CodePledgesNone, 0, "D02"},
		{"承诺编号,承诺事项\nD01-1,公示\n", CodeColumn, 1, ""},
		{"", CodePledges, 0, ""},
	} {
		_, _, err := Session(pledgesFiles(c.list))
		bad, _ := err.(Errors)
		if len(bad) != 1 || bad[0].Code != c.code || bad[0].Row != c.row || bad[0].Value != c.value {
			t.Errorf("%q: got %v, want %s in row %d", c.list, err, c.code, c.row)
		}
	}
}

func TestPledgesThatNobodyAsksForAreSaid(t *testing.T) {
	files := sampleFiles(t)
	files.Pledges = File{"pledges.csv", []byte(pledgesList)}
	session, warned, err := Session(files)
	if err != nil || len(warned) != 1 || warned[0].Code != WarnPledges || session.Units[0].Criteria != nil {
		t.Errorf("got %v and %v", warned, err)
	}
}

func TestBallotsOfPledgesNameFileAndLine(t *testing.T) {
	folder := func(line string) fstest.MapFS {
		good := `{"unit":"D01","rep":"P1","pledges":{"D01-2":1}}`
		return fstest.MapFS{
			"units.csv": {Data: []byte(pledgesUnits)}, "representatives.csv": {Data: []byte(pledgesRoster)}, "rulebook.json": {Data: []byte(pledgesRules)},
			"pledges.csv": {Data: []byte(pledgesList)}, "ballots.jsonl": {Data: []byte(good + "\n" + line)},
		}
	}
	s, err := Scenario(folder(""), "")
	if err != nil || s.Ballots[0].Marks.String() != "-1" {
		t.Errorf("a pledge that is left out is read as %v, %v", s, err)
	}
	for line, want := range map[string]Code{
		`{"unit":"D01","rep":"P1","pledges":{"D02-1":1}}`: CodeBallotPledge,
		`{"unit":"D01","rep":"P1","pledges":{"D01-1":2}}`: CodeBallotGrade,
		`{"unit":"D01","rep":"P1","grade":1}`:             CodeBallot,
		`{"unit":"D01","rep":"P1"}`:                       CodeBallot,
	} {
		_, err := Scenario(folder(line), "")
		if bad, _ := err.(Errors); len(bad) != 1 || bad[0].Code != want || bad[0].Row != 2 {
			t.Errorf("%s: got %v, want %s in row 2", line, err, want)
		}
	}
}

// TestAPledgeIsCountedInCharacters: a department says in a sentence or two what it pledges;
// only more than anybody reads on a phone is refused, in the measure that people count by.
func TestAPledgeIsCountedInCharacters(t *testing.T) {
	long := strings.Repeat("诺", voting.MaxPledge)
	session := readSession(t, pledgesFiles(pledgesList+"D02-2,D02,今年,"+long+"\n"))
	if got := session.Units[1].Criteria[1].Label; got != long {
		t.Errorf("the pledge is %q", got)
	}
	_, _, err := Session(pledgesFiles(pledgesList + "D02-2,D02,今年," + long + "诺\n"))
	bad, _ := err.(Errors)
	if len(bad) != 1 || bad[0].Code != CodePledgeLong || !strings.Contains(bad[0].Message("zh"), "承诺太长（501 字，最多 500 字）") {
		t.Errorf("a pledge of 501 characters: %v", err)
	}
}
