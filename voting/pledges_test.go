package voting_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pingyi/voting"
)

// An evening on which every department answers for its own pledges.

const pledgesFolder = "count/testdata/scenarios/pledges/"

// pledgesInSteps says what the evening's rulebook says, as version 2.
const pledgesInSteps = `{
 "rulebook": 2, "title": "承诺", "secrecy": "secret", "reveal": "revealed",
 "ballot": {"sheet": "one unit", "criteria": "of the unit", "grades": [
  {"label": "兑现", "points": 100}, {"label": "部分兑现", "points": 60}, {"label": "未兑现", "points": 0}, {"label": "不了解", "in_base": false}]},
 "categories": [{"label": "服务对象代表", "seats": 3, "weight": 1}],
 "steps": [
  {"name": "类内平均", "do": "mean", "of": "marks"},
  {"name": "各项得分", "do": "weighted mean", "of": "类内平均", "over": "category", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
  {"name": "得分", "do": "mean", "of": "各项得分", "over": "criterion", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
  {"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}],
 "result": {"score": "得分", "criterion score": "各项得分", "rank": "名次"}}`

func pledgesFile(t failer, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(pledgesFolder + name)
	if unzipped, zipErr := gzip.NewReader(bytes.NewReader(content)); zipErr == nil {
		content, err = io.ReadAll(unzipped)
	}
	if err != nil {
		t.Fatalf("read pledges: %v", err)
	}
	return bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
}

func pledgesTable(t failer, name string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(pledgesFile(t, name))).ReadAll()
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return rows[1:]
}

func pledgesSession(t failer) voting.Session {
	t.Helper()
	rb, err := voting.ParseRulebook(pledgesFile(t, "rulebook.json"))
	if err != nil {
		t.Fatalf("%v", err)
	}
	s := voting.Session{ID: "pledges", Title: rb.Title, Rulebook: rb}
	own := make(map[string][]voting.Criterion)
	for _, row := range pledgesTable(t, "pledges.csv.gz") {
		own[row[1]] = append(own[row[1]], voting.Criterion{ID: row[0], Label: row[3], Group: row[2]})
	}
	for _, row := range pledgesTable(t, "units.csv.gz") {
		s.Units = append(s.Units, voting.Unit{ID: voting.UnitID(row[0]), Name: row[1], Class: voting.Class(row[3]), Criteria: own[row[0]]})
	}
	for _, row := range pledgesTable(t, "representatives.csv.gz") {
		category := slices.IndexFunc(rb.Categories, func(c voting.Category) bool { return c.Label == row[2] })
		s.Roster = append(s.Roster, voting.Representative{ID: voting.RepresentativeID(row[0]), Name: row[1], Category: voting.CategoryID(category)})
	}
	s.Rundown = voting.RundownOf(s.Rulebook, s.Units)
	return s
}

type pledgesBallot struct {
	Unit, Rep string
	Pledges   map[string]byte
}

func pledgesBallots(t failer) map[string][]pledgesBallot {
	t.Helper()
	byUnit := make(map[string][]pledgesBallot)
	for line := range bytes.Lines(pledgesFile(t, "ballots.jsonl.gz")) {
		var b pledgesBallot
		if err := json.Unmarshal(line, &b); err != nil {
			t.Fatalf("read ballots: %v", err)
		}
		byUnit[b.Unit] = append(byUnit[b.Unit], b)
	}
	return byUnit
}

// holdPledges runs the evening. Everybody first marks every pledge alike and then
// changes their mind to what the scenario says.
func holdPledges(t failer, session voting.Session) *world {
	t.Helper()
	w := newWorld(t)
	w.must(voting.CreateSession{Act: w.act(), Session: session})
	w.must(voting.IssueCards{Act: w.act(), Cards: windowsCards(session)})
	w.must(voting.PublishSession{Act: w.act()})
	for _, rep := range session.Roster {
		w.must(voting.RedeemCard{Card: cardID(string(rep.ID)), Device: deviceOf(string(rep.ID)), At: w.now})
	}
	ballots := pledgesBallots(t)
	for _, item := range session.Rundown {
		w.must(voting.StageItem{Act: w.act(), Item: item.ID})
		w.must(voting.OpenItem{Act: w.act(), Item: item.ID, Deadline: w.now + 30})
		for _, b := range ballots[string(item.Unit)] {
			marks := w.marksOf(session, item, b)
			for n, marked := range []voting.Marks{voting.Marks(bytes.Repeat([]byte{1}, len(marks))), marks} {
				w.must(&voting.CastBallot{
					Item: item.ID, Run: 1, Card: cardID(b.Rep), Device: deviceOf(b.Rep), Tag: tagOf(item.ID, 1, b.Rep),
					Salt: saltOf(b.Rep, fmt.Sprint(n)), Marks: marked, At: w.now,
				})
			}
		}
		w.must(voting.CloseItem{Act: w.act(), Item: item.ID})
		w.must(voting.SealItem{Act: w.act(), Item: item.ID, Seal: w.seal()})
		w.must(voting.ConfirmItem{Act: w.scrutineer(), Item: item.ID})
		w.must(voting.RevealItem{Act: w.act(), Item: item.ID})
	}
	return w
}

func (w *world) marksOf(session voting.Session, item voting.Item, b pledgesBallot) voting.Marks {
	asked := session.Rulebook.CriteriaOf(w.state.Unit(item.Unit))
	marks := make([]byte, len(asked))
	for i, criterion := range asked {
		marks[i] = voting.Absent
		if grade, marked := b.Pledges[criterion.ID]; marked {
			marks[i] = grade
		}
	}
	return voting.Marks(marks)
}

func TestThePledgesComeToTheExpectedResult(t *testing.T) {
	t.Parallel()
	var want struct {
		Pledges []struct {
			Pledge, Score string
			Counts        map[string][]int
		}
		Units []struct {
			Unit, Score string
			Rank        int
		}
	}
	if err := json.Unmarshal(pledgesFile(t, "expected.json"), &want); err != nil {
		t.Fatal(err)
	}
	session := pledgesSession(t)
	w := holdPledges(t, session)
	board := w.state.Board(voting.PhaseRevealed)
	var scores = make(map[string]voting.Score)
	counts := make(map[string]map[string][]int)
	for i, row := range board {
		if got := want.Units[i]; got.Unit != string(row.Unit.ID) || got.Score != row.Score.Text || got.Rank != row.Rank {
			t.Errorf("%s has %s and rank %d, want %+v", row.Unit.ID, row.Score.Text, row.Rank, got)
		}
		for k, criterion := range row.Unit.Criteria {
			scores[criterion.ID], counts[criterion.ID] = row.Criteria[k], make(map[string][]int)
			for c, category := range session.Rulebook.Categories {
				counts[criterion.ID][category.Label] = row.Tally.Counts[c][k]
			}
		}
	}
	for _, p := range want.Pledges {
		if scores[p.Pledge].Text != p.Score || !reflect.DeepEqual(counts[p.Pledge], p.Counts) {
			t.Errorf("%s has %s of %v, want %s of %v", p.Pledge, scores[p.Pledge].Text, counts[p.Pledge], p.Score, p.Counts)
		}
	}
	if len(board) != 47 || len(scores) != 173 {
		t.Errorf("%d units and %d pledges were compared", len(board), len(scores))
	}
	w.wantReplay()
}

// A ballot marks the pledges of the unit on stage, no more and no fewer; some of
// them may be left blank, not all.
func TestABallotHasOneMarkForEachPledge(t *testing.T) {
	t.Parallel()
	session := pledgesSession(t)
	session.Units[0].Criteria = session.Units[0].Criteria[:2]
	w := newWorld(t)
	w.must(voting.CreateSession{Act: w.act(), Session: session})
	w.must(voting.IssueCards{Act: w.act(), Cards: windowsCards(session)})
	w.must(voting.PublishSession{Act: w.act()})
	w.must(voting.RedeemCard{Card: cardID("P00001"), Device: 1, At: w.now})
	w.must(voting.StageItem{Act: w.act(), Item: 1})
	w.must(voting.OpenItem{Act: w.act(), Item: 1, Deadline: w.now + 30})
	for n, c := range []struct{ marks, want string }{
		{"\x00", "refused: marks-invalid"}, {"\x00\x00\x00", "refused: marks-invalid"}, {"\x00\x04", "refused: marks-invalid"},
		{"\xff\xff", "refused: marks-empty"}, {"\x00\xff", "done"}, {"\x02\x03", "done"},
	} {
		_, err := w.do(&voting.CastBallot{
			Item: 1, Run: 1, Card: cardID("P00001"), Device: 1, Tag: tagOf(1, 1, "P00001"), Salt: saltOf("P00001", fmt.Sprint(n)),
			Marks: voting.Marks(c.marks), At: w.now,
		})
		if code(err) != c.want {
			t.Errorf("%q: got %v, want %s", c.marks, err, c.want)
		}
		if n == 4 && (w.state.Item(1).Tally.Blank[0][1] != 1 || w.state.Item(1).Tally.Counts[0][0][0] != 1) {
			t.Errorf("a pledge left blank is counted as %+v", w.state.Item(1).Tally)
		}
	}
	if tally := w.state.Item(1).Tally; tally.Total() != 1 || fmt.Sprint(tally.CriterionByGrade(0), tally.CriterionByGrade(1), tally.Blanks()) != "[0 0 1 0] [0 0 0 1] 0" {
		t.Errorf("the tally is %+v", tally)
	}
}

func TestPledgesThatCannotBeAskedAreRefused(t *testing.T) {
	t.Parallel()
	for want, spoil := range map[string]func(s *voting.Session){
		"units[3].criteria":     func(s *voting.Session) { s.Units[3].Criteria = nil },
		"units[0].criteria[1]":  func(s *voting.Session) { s.Units[0].Criteria[1].ID = " " },
		"units[0].criteria[0]:": func(s *voting.Session) { s.Units[0].Criteria[0].Label = "\xff" },
		"units[0].criteria[2]:": func(s *voting.Session) { s.Units[0].Criteria[2].Label = strings.Repeat("诺", voting.MaxPledge+1) },
		"D01: each criterion":   func(s *voting.Session) { s.Units[0].Criteria[0].ID = s.Units[0].Criteria[1].ID },
		"units[5].criteria":     func(s *voting.Session) { s.Units[5].Criteria = make([]voting.Criterion, voting.MaxCriteria+1) },
	} {
		s := pledgesSession(t)
		spoil(&s)
		if _, err := voting.Decide(voting.NewState(), voting.CreateSession{Session: s}); code(err) != "refused: session-invalid" || !bytes.Contains([]byte(err.Error()), []byte(want)) {
			t.Errorf("want a refusal that says %s, got %v", want, err)
		}
	}
}
