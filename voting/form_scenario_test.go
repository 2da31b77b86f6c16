package voting_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"pingyi/voting"
)

// The evenings of one form: ten thousand people on 163 units by five criteria, and
// three hundred who choose ten best and ten worst of sixty.

func scenarioFile(t failer, scenario, name string) []byte {
	t.Helper()
	content, err := os.ReadFile("count/testdata/scenarios/" + scenario + "/" + name)
	if unzipped, zipErr := gzip.NewReader(bytes.NewReader(content)); zipErr == nil {
		content, err = io.ReadAll(unzipped)
	}
	if err != nil {
		t.Fatalf("read %s: %v", scenario, err)
	}
	return bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
}

func scenarioTable(t failer, scenario, name string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(scenarioFile(t, scenario, name))).ReadAll()
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return rows[1:]
}

func scenarioRules(t failer, scenario string) voting.Rulebook {
	t.Helper()
	rb, err := voting.ParseRulebook(scenarioFile(t, scenario, "rulebook.json"))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return rb
}

// holdForm runs a session of one form: each ballot is its representative's number
// and marks, and void ones are handed in all the same.
func holdForm(t failer, session voting.Session, ballots map[string]voting.Marks) *world {
	t.Helper()
	session.Rundown = voting.RundownOf(session.Rulebook, session.Units)
	w := newWorld(t)
	w.must(voting.CreateSession{Act: w.act(), Session: session})
	w.must(voting.IssueCards{Act: w.act(), Cards: windowsCards(session)})
	w.must(voting.PublishSession{Act: w.act()})
	w.must(voting.StageItem{Act: w.act(), Item: 1})
	w.must(voting.OpenItem{Act: w.act(), Item: 1, Deadline: w.now + voting.MaxSelfPacedSeconds})
	for _, rep := range session.Roster {
		id := string(rep.ID)
		marks, voted := ballots[id]
		if !voted {
			continue
		}
		w.must(voting.RedeemCard{Card: cardID(id), Device: deviceOf(id), At: w.now})
		w.must(&voting.CastBallot{
			Item: 1, Run: 1, Card: cardID(id), Device: deviceOf(id), Tag: tagOf(1, 1, id), Salt: saltOf(id, "1"), Marks: marks, At: w.now, VoidOK: true,
		})
	}
	w.must(voting.CloseItem{Act: w.act(), Item: 1})
	w.must(voting.SealItem{Act: w.act(), Item: 1, Seal: w.seal()})
	w.must(voting.ConfirmItem{Act: w.scrutineer(), Item: 1})
	w.must(voting.RevealItem{Act: w.act(), Item: 1})
	return w
}

func TestTheDoubleAppraisalComesToTheExpectedResult(t *testing.T) {
	t.Parallel()
	session := voting.Session{ID: "double", Title: "双评", Rulebook: scenarioRules(t, "double")}
	for _, row := range scenarioTable(t, "double", "units.csv.gz") {
		session.Units = append(session.Units, voting.Unit{ID: voting.UnitID(row[0]), Name: row[1], Class: voting.Class(row[2])})
	}
	for _, row := range scenarioTable(t, "double", "representatives.csv.gz") {
		category := slices.IndexFunc(session.Rulebook.Categories, func(c voting.Category) bool { return c.Label == row[1] })
		session.Roster = append(session.Roster, voting.Representative{ID: voting.RepresentativeID(row[0]), Category: voting.CategoryID(category)})
	}
	ballots := make(map[string]voting.Marks)
	for line := range bytes.Lines(scenarioFile(t, "double", "ballots.txt.gz")) {
		rep, marks, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
		parsed, err := voting.ParseMarks(marks)
		if err != nil {
			t.Fatal(err)
		}
		ballots[rep] = parsed
	}
	var want struct {
		Issued, Returned int
		Units            []struct {
			Unit, Score string
			InClass     int `json:"rank_in_class"`
		}
	}
	if err := json.Unmarshal(scenarioFile(t, "double", "expected.json"), &want); err != nil {
		t.Fatal(err)
	}
	w := holdForm(t, session, ballots)
	issued, _ := w.state.Issued()
	if tally := w.state.Item(1).Tally; issued != want.Issued || tally.Valid() != want.Returned || tally.Voids() != 0 {
		t.Errorf("%d cards, %d ballots, %d void; want %d and %d", issued, tally.Valid(), tally.Voids(), want.Issued, want.Returned)
	}
	board := w.state.Board(voting.PhaseRevealed)
	for i, row := range board {
		if got := want.Units[i]; got.Unit != string(row.Unit.ID) || got.Score != row.Score.Text || got.InClass != row.RankInClass || row.Rank != 0 {
			t.Errorf("%s has %s and rank %d in its class, %d in all; want %+v", row.Unit.ID, row.Score.Text, row.RankInClass, row.Rank, got)
		}
	}
	if len(board) != 163 {
		t.Errorf("%d units were compared", len(board))
	}
}

// chosenBallots are the session of the ten best and the ten worst, and what was
// handed in.
func chosenBallots(t failer) (voting.Session, map[string]voting.Marks) {
	t.Helper()
	session := voting.Session{ID: "best-worst", Title: "十佳十差", Rulebook: scenarioRules(t, "best-worst")}
	place := make(map[string]int)
	for i, row := range scenarioTable(t, "best-worst", "candidates.csv.gz") {
		session.Units, place[row[0]] = append(session.Units, voting.Unit{ID: voting.UnitID(row[0]), Name: row[1], Class: voting.Class(row[2])}), i
	}
	for i := range 300 {
		session.Roster = append(session.Roster, voting.Representative{ID: voting.RepresentativeID(fmt.Sprintf("M%05d", i+1))})
	}
	ballots := make(map[string]voting.Marks)
	for line := range bytes.Lines(scenarioFile(t, "best-worst", "meeting-ballots.jsonl.gz")) {
		var b struct {
			Rep         string
			Best, Worst []string
		}
		if err := json.Unmarshal(line, &b); err != nil {
			t.Fatalf("%v", err)
		}
		marks := bytes.Repeat([]byte{voting.Absent}, 2*len(session.Units))
		for k, list := range [][]string{b.Best, b.Worst} {
			for _, unit := range list {
				marks[k*len(session.Units)+place[unit]] = voting.Tick
			}
		}
		ballots[b.Rep] = voting.Marks(marks)
	}
	return session, ballots
}

// Where votes from elsewhere are still missing there is no score, and the counts are
// there all the same. Once they have come it is the expected one, for those who work
// on the result; the screens wait.
func TestTheTenBestAndTenWorstComeToTheExpectedResult(t *testing.T) {
	t.Parallel()
	var want struct {
		Cast, Void, Valid int
		Units             []struct {
			Unit, Score       string
			Best, Worst, Rank int
		}
		TenBest  []string `json:"ten_best"`
		TenWorst []string `json:"ten_worst"`
	}
	if err := json.Unmarshal(scenarioFile(t, "best-worst", "expected.json"), &want); err != nil {
		t.Fatal(err)
	}
	session, ballots := chosenBallots(t)
	w := holdForm(t, session, ballots)
	if tally := w.state.Item(1).Tally; tally.Total() != want.Cast || tally.Voids() != want.Void || tally.Valid() != want.Valid {
		t.Errorf("%d cast, %d void, %d valid; want %+v", tally.Total(), tally.Voids(), tally.Valid(), want)
	}
	board := w.state.Board(voting.PhaseRevealed)
	for i, row := range board {
		if got := want.Units[i]; got.Unit != string(row.Unit.ID) || got.Best != row.Tally.Counts[0][0][0] || got.Worst != row.Tally.Counts[0][1][0] || !row.Awaits {
			t.Errorf("%s has %v, want %+v; waits: %t", row.Unit.ID, row.Tally.Counts, got, row.Awaits)
		}
	}
	if refused := w.state.OutcomeOf(1).Refused; refused == "" {
		t.Error("there is a result without the votes online")
	}
	online := voting.EnterFigures{Act: voting.Act{By: "组织者", Role: voting.Organizer, At: w.now}, Table: "网络得票", Source: "网站"}
	for _, row := range scenarioTable(t, "best-worst", "online-counts.csv.gz") {
		online.Cells = append(online.Cells, voting.EnteredFigure{At: []string{row[0]}, Value: row[1]})
	}
	w.must(online)
	lists := map[string][]string{"ten best": nil, "ten worst": nil}
	for i, row := range w.state.BoardOf(1) {
		if got := want.Units[i]; got.Score != row.Score.Text || got.Rank != row.Rank || row.Refused != "" {
			t.Errorf("%s has %s and rank %d, want %+v; refused: %s", row.Unit.ID, row.Score.Text, row.Rank, got, row.Refused)
		}
		for _, named := range row.Named {
			if named.Place > 0 {
				lists[named.Name] = append(lists[named.Name], string(row.Unit.ID))
			}
		}
	}
	slices.Sort(want.TenBest)
	slices.Sort(want.TenWorst)
	if len(board) != 60 || !slices.Equal(lists["ten best"], want.TenBest) || !slices.Equal(lists["ten worst"], want.TenWorst) {
		t.Errorf("%d units were compared; the lists are %v, want %v and %v", len(board), lists, want.TenBest, want.TenWorst)
	}
	w.wantReplay()
}
