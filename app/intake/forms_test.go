package intake

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"pingyi/voting"
)

const formScenarios = "../../voting/count/testdata/scenarios/"

func TestScenarioOfTheDoubleAppraisalIsReadAsOneForm(t *testing.T) {
	s, err := Scenario(os.DirFS(formScenarios+"double"), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Session.Units) != 163 || s.Session.Units[0].Class != "市直部门" || len(s.Session.Roster) != 10_000 || len(s.Session.Rundown) != 1 || !s.Session.Rundown[0].Whole() {
		t.Errorf("got %d units, %d people, the rundown %+v", len(s.Session.Units), len(s.Session.Roster), s.Session.Rundown)
	}
	if first := s.Ballots[0]; len(s.Ballots) != 9294 || first.Unit != "" || first.Rep != "X00001" || len(first.Marks) != 815 || !strings.HasPrefix(first.Marks.String(), "1000000200-0") {
		t.Errorf("got %d ballots, the first is %+v", len(s.Ballots), first)
	}
	if len(s.Expected.Units) != 163 || len(s.Warnings) != 0 {
		t.Errorf("got %d expected units, %d warnings", len(s.Expected.Units), len(s.Warnings))
	}
}

// bestWorst is the folder of a small choice.
func bestWorst(t *testing.T, ballots string) fstest.MapFS {
	t.Helper()
	rules, err := os.ReadFile(formScenarios + "best-worst/rulebook.json")
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{
		"rulebook.json":         {Data: rules},
		"candidates.csv":        {Data: []byte("编号,单位,类别\nB01,税务所,执法类\nB02,派出所,执法类\nB03,卫生院,服务类\n")},
		"representatives.csv":   {Data: []byte("代表证号,姓名,代表类别\nM1,甲,评议代表\nM2,乙,群众\nM3,丙,\n")},
		"meeting-ballots.jsonl": {Data: []byte(ballots)},
		"online-counts.csv":     {Data: []byte("编号,网络得票\nB01,900\nB02,30\nB03,400\n")},
	}
}

func TestScenarioOfBestAndWorstIsReadAsOneChoice(t *testing.T) {
	s, err := Scenario(bestWorst(t, `{"rep": "M2", "best": ["B03", "B01"], "worst": []}`+"\n"+`{"rep": "M1", "worst": ["B02"]}`), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, rep := range s.Session.Roster {
		if rep.Category != 0 { // the rulebook tells nobody apart, whatever the roster says
			t.Errorf("%s has category %d", rep.ID, rep.Category)
		}
	}
	if len(s.Ballots) != 2 || s.Ballots[0].Marks.String() != "0-0---" || s.Ballots[1].Marks.String() != "----0-" || s.Ballots[0].Rep != "M2" {
		t.Errorf("the ballots are %+v", s.Ballots)
	}
	if s.Session.Rundown[0].Whole() != true || s.Session.Units[2].Class != "服务类" {
		t.Errorf("the session is %+v", s.Session)
	}
}

// Beside the ballots stand the votes from elsewhere, and what somebody else counted
// under the names that the rulebook has for it.
func TestScenarioOfAChoiceHasItsFiguresAndItsLists(t *testing.T) {
	files := bestWorst(t, `{"rep": "M1", "best": ["B03"]}`)
	files["expected.json"] = &fstest.MapFile{Data: []byte(`{"issued": 3, "cast": 1, "void": 0, "units": [{"unit": "B03", "best": 1, "worst": 0, "score": "77.78"}], "ten_best": ["B03"]}`)}
	s, err := Scenario(files, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Figures) != 1 || s.Figures[0].Table != "网络得票" || s.Figures[0].File.Name != "online-counts.csv" {
		t.Errorf("the figures are %+v", s.Figures)
	}
	e := s.Expected
	if *e.Collected != 1 || *e.Void != 0 || e.Valid != nil || e.Units[0].Rank != nil || e.Units[0].Ticks["best"] != 1 || len(e.Units[0].Ticks) != 2 || len(e.Lists) != 1 || e.Lists["十佳"][0] != "B03" {
		t.Errorf("expected is %+v", e)
	}
	for what, spoil := range map[string]func(){
		"a unit on no list":   func() { files["expected.json"].Data = []byte(`{"units": [], "ten_best": 3}`) },
		"ticks in words":      func() { files["expected.json"].Data = []byte(`{"units": [{"unit": "B03", "best": "one"}]}`) },
		"figures of nobody":   func() { files["online-counts.csv"].Data = []byte("编号,网络得票\nB09,1\n") },
		"no figures anywhere": func() { delete(files, "online-counts.csv") },
	} {
		files = bestWorst(t, `{"rep": "M1"}`)
		files["expected.json"] = &fstest.MapFile{Data: []byte(`{}`)}
		spoil()
		if _, err := Scenario(files, ""); err == nil {
			t.Errorf("%s: the scenario is read", what)
		}
	}
}

func TestAListThatIsNotOnTheBallotIsNamedWithThoseThatAre(t *testing.T) {
	_, err := Scenario(bestWorst(t, `{"rep": "M1", "finest": []}`), "")
	var wrong Errors
	if !errors.As(err, &wrong) || len(wrong) != 1 {
		t.Fatalf("refused with %v", err)
	}
	for lang, want := range map[string]string{"en": `the ballot has no list "finest"; it has: best, worst`, "zh": "票样上没有“finest”这张名单，票样上有：best, worst"} {
		if said := wrong[0].Message(lang); !strings.Contains(said, want) {
			t.Errorf("%s: %s", lang, said)
		}
	}
}

func TestWhatIsWrongWithAChoiceIsSaidByLine(t *testing.T) {
	for line, want := range map[string]Code{
		`{"rep": "M9", "best": []}`: CodeBallotRep, `{"rep": "M1", "best": ["B99"]}`: CodeBallotUnit, `{"best": []}`: CodeBallot,
		`{"rep": "M1", "finest": []}`: CodeList, `{"rep": "M1", "best": "B01"}`: CodeBallot, `M1 000`: CodeBallot,
	} {
		_, err := Scenario(bestWorst(t, "\n"+line), "")
		if bad, _ := err.(Errors); len(bad) != 1 || bad[0].Code != want || bad[0].Row != 2 {
			t.Errorf("%s: got %v, want %s in line 2", line, err, want)
		}
	}
}

func TestWhatIsWrongWithAFormIsSaidByLine(t *testing.T) {
	rules, err := os.ReadFile(formScenarios + "double/rulebook.json")
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]Code{
		"X1 0123-": "", "X2 01234": CodeBallotGrade, "X9 00000": CodeBallotRep, "X1 0000": CodeBallot, "X1": CodeBallot, "X1 0000z": CodeBallot,
	} {
		_, err := Scenario(fstest.MapFS{
			"rulebook.json": {Data: rules}, "units.csv": {Data: []byte("编号,参评单位,类别\nS1,教育局,市直\n")},
			"representatives.csv": {Data: []byte("代表证号,代表类别\nX1,服务对象\nX2,企业\n")}, "ballots.txt": {Data: []byte(line)},
		}, "")
		bad, _ := err.(Errors)
		if want == "" && err != nil || want != "" && (len(bad) != 1 || bad[0].Code != want || bad[0].Row != 1) {
			t.Errorf("%s: got %v, want %q", line, err, want)
		}
	}
}

// When a form opens and closes is written into its session.
func TestTheHoursOfAFormAreThoseOfItsSession(t *testing.T) {
	files := bestWorst(t, "")
	session := readSession(t, Files{
		ID: "b", Units: File{"candidates.csv", files["candidates.csv"].Data}, Roster: File{"representatives.csv", files["representatives.csv"].Data},
		Rulebook: File{"rulebook.json", files["rulebook.json"].Data}, Opens: 1_800_000_000, Closes: 1_800_600_000, Rehearsal: true,
	})
	if session.Opens != 1_800_000_000 || session.Closes != 1_800_600_000 {
		t.Errorf("the form opens at %d and closes at %d", session.Opens, session.Closes)
	}
	if _, err := voting.Decide(voting.NewState(), voting.CreateSession{Session: session}); err != nil {
		t.Errorf("the session is refused: %v", err)
	}
}

// TestFiguresThatMayStayAwayNeedNoFile: the first round of a monitoring has nothing to be
// compared with, and its folder is read all the same.
func TestFiguresThatMayStayAwayNeedNoFile(t *testing.T) {
	folder := fstest.MapFS{
		"units.csv":           {Data: []byte("编号,单位\nB01,税务所\n")},
		"representatives.csv": {Data: []byte("代表证号,姓名,代表类别\nM1,甲,评议代表\n")},
		"ballots.txt":         {Data: []byte("M1 0\n")},
		"日常.csv":              {Data: []byte("编号,日常\nB01,90\n")},
		"rulebook.json": {Data: []byte(`{"rulebook": 2, "title": "监测", "mode": "self-paced", "secrecy": "open",
			"ballot": {"sheet": "all units", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
			"imported": [{"name": "上期得分", "axes": ["unit"], "optional": true}, {"name": "日常", "axes": ["unit"]}],
			"steps": [{"name": "评分", "do": "mean", "of": "marks"}, {"name": "得分", "do": "bonus", "of": "评分", "add": ["日常"]},
				{"name": "比上期", "do": "difference", "of": "得分", "minus": "上期得分", "missing": "no value"},
				{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}],
			"result": {"score": "得分", "rank": "名次", "change": "比上期"}}`)},
	}
	s, err := Scenario(folder, "")
	if err != nil || len(s.Figures) != 1 || s.Figures[0].Table != "日常" {
		t.Fatalf("got %+v, %v", s, err)
	}
	delete(folder, "日常.csv")
	if _, err := Scenario(folder, ""); !missing(err) {
		t.Errorf("without figures that have to be there: %v", err)
	}
}
