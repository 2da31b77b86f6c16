package voting_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"pingyi/voting"
)

const windowsFolder = "../data/sample/windows"

func mustRead(t failer, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(windowsFolder, name))
	if err != nil {
		t.Fatalf("read sample: %v", err)
	}
	return content
}

func mustCSV(t failer, name string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(mustRead(t, name), []byte("\xef\xbb\xbf")))).ReadAll()
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return rows[1:]
}

// windowsSession is the sample as a session.
func windowsSession(t failer) voting.Session {
	t.Helper()
	rb, err := voting.ParseRulebook(mustRead(t, "rulebook.json"))
	if err != nil {
		t.Fatalf("%v", err)
	}
	s := voting.Session{ID: "windows", Title: rb.Title, Rulebook: rb}
	for _, row := range mustCSV(t, "units.csv") {
		s.Units = append(s.Units, voting.Unit{
			ID: voting.UnitID(row[0]), Name: row[1], Department: voting.Department(row[2]), Class: voting.Class(row[3]),
		})
	}
	categories := make(map[string]voting.CategoryID)
	for i, category := range rb.Categories {
		categories[category.Label] = voting.CategoryID(i)
	}
	for _, row := range mustCSV(t, "representatives.csv") {
		s.Roster = append(s.Roster, voting.Representative{
			ID: voting.RepresentativeID(row[0]), Name: row[1], Category: categories[row[2]], Employer: row[3],
		})
	}
	s.Rundown = voting.RundownOf(s.Rulebook, s.Units)
	return s
}

// windowsCards gives every representative a card; in this test alone the card
// carries the representative's number, so that the sample's ballots find it.
func windowsCards(s voting.Session) []voting.Card {
	var cards []voting.Card
	for _, lot := range s.Lots() {
		for _, holder := range lot.Holders {
			cards = append(cards, voting.Card{ID: cardID(string(holder)), Category: lot.Category, Recused: lot.Recused})
		}
	}
	return cards
}

type sampleBallot struct {
	Unit  string `json:"unit"`
	Rep   string `json:"rep"`
	Grade byte   `json:"grade"`
}

func mustBallots(t failer) []sampleBallot {
	t.Helper()
	unzipped, err := gzip.NewReader(bytes.NewReader(mustRead(t, "ballots.jsonl.gz")))
	if err != nil {
		t.Fatalf("unzip ballots: %v", err)
	}
	var ballots []sampleBallot
	for decoder := json.NewDecoder(unzipped); ; {
		var b sampleBallot
		if err := decoder.Decode(&b); err == io.EOF {
			return ballots
		} else if err != nil {
			t.Fatalf("read ballots: %v", err)
		}
		ballots = append(ballots, b)
	}
}

type expectedUnit struct {
	Unit        string           `json:"unit"`
	Class       string           `json:"class"`
	Counts      map[string][]int `json:"counts"`
	Exact       string           `json:"exact"`
	Score       string           `json:"score"`
	Rank        int              `json:"rank"`
	RankInClass int              `json:"rank_in_class"`
}

// holdWindows runs the whole evening: every item is staged, opened, voted on by
// the sample's ballots in their order, closed, sealed, confirmed and revealed.
func holdWindows(t failer) *world {
	t.Helper()
	w := newWorld(t)
	session := windowsSession(t)
	w.must(voting.CreateSession{Act: w.act(), Session: session})
	w.must(voting.IssueCards{Act: w.act(), Cards: windowsCards(session)})
	w.must(voting.PublishSession{Act: w.act()})
	byUnit := make(map[string][]sampleBallot)
	for _, b := range mustBallots(t) {
		byUnit[b.Unit] = append(byUnit[b.Unit], b)
	}
	checkedIn := make(map[string]bool)
	for _, item := range session.Rundown {
		w.must(voting.StageItem{Act: w.act(), Item: item.ID})
		w.must(voting.OpenItem{Act: w.act(), Item: item.ID, Deadline: w.now + 30})
		for n, b := range byUnit[string(item.Unit)] {
			if !checkedIn[b.Rep] {
				checkedIn[b.Rep] = true
				w.must(voting.RedeemCard{Card: cardID(b.Rep), Device: deviceOf(b.Rep), At: w.now})
			}
			w.must(&voting.CastBallot{
				Item: item.ID, Run: 1, Card: cardID(b.Rep), Device: deviceOf(b.Rep), Tag: tagOf(item.ID, 1, b.Rep),
				Salt: saltOf(b.Rep, fmt.Sprint(n)), Marks: voting.Marks([]byte{b.Grade}), At: w.now,
			})
		}
		w.now += 30
		w.must(voting.CloseItem{Act: w.act(), Item: item.ID, ByDeadline: true})
		w.must(voting.SealItem{Act: w.act(), Item: item.ID, Seal: w.seal()})
		w.must(voting.ConfirmItem{Act: w.scrutineer(), Item: item.ID})
		w.must(voting.RevealItem{Act: w.act(), Item: item.ID})
	}
	w.must(voting.CloseSession{Act: w.act()})
	return w
}

func TestTheHundredWindowsComeToTheExpectedResult(t *testing.T) {
	t.Parallel()
	var want struct {
		Issued    int            `json:"issued"`
		CheckedIn int            `json:"checked_in"`
		Units     []expectedUnit `json:"units"`
	}
	if err := json.Unmarshal(mustRead(t, "expected.json"), &want); err != nil {
		t.Fatal(err)
	}
	w := holdWindows(t)
	if issued, checkedIn := w.state.Issued(); issued != want.Issued || checkedIn != want.CheckedIn {
		t.Errorf("issued %d, checked in %d; want %d and %d", issued, checkedIn, want.Issued, want.CheckedIn)
	}
	board := w.state.Board(voting.PhaseRevealed)
	if len(board) != len(want.Units) || len(board) != 100 {
		t.Fatalf("the board has %d units, want %d", len(board), len(want.Units))
	}
	categories := w.state.Session.Rulebook.Categories
	for i, row := range board {
		got := expectedUnit{
			Unit: string(row.Unit.ID), Class: string(row.Unit.Class), Counts: make(map[string][]int),
			Exact: row.Score.Exact.RatString(), Score: row.Score.Text, Rank: row.Rank, RankInClass: row.RankInClass,
		}
		for c := range row.Tally.Counts {
			got.Counts[categories[c].Label] = row.Tally.CategoryByGrade(c)
		}
		if !reflect.DeepEqual(got, want.Units[i]) {
			t.Errorf("unit %s\ngot:  %+v\nwant: %+v", row.Unit.ID, got, want.Units[i])
		}
	}
	w.wantReplay()
}

// The recused are exactly those whose employer is a department of a unit, and
// the sample's ballots respect that, so none was refused above; here one is.
func TestARecusedRepresentativeOfTheWindowsIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	session := windowsSession(t)
	w.must(voting.CreateSession{Act: w.act(), Session: session})
	cards := windowsCards(session)
	w.must(voting.IssueCards{Act: w.act(), Cards: cards})
	w.must(voting.PublishSession{Act: w.act()})
	refused := 0
	for _, item := range session.Rundown {
		unit := w.state.Unit(item.Unit)
		w.must(voting.StageItem{Act: w.act(), Item: item.ID})
		w.must(voting.OpenItem{Act: w.act(), Item: item.ID, Deadline: w.now + 30})
		for _, card := range cards {
			if card.Recused == "" || card.Recused != unit.Department {
				continue
			}
			refused++
			w.must(voting.RedeemCard{Card: card.ID, Device: 7, TakeOver: true, At: w.now})
			_, err := w.do(&voting.CastBallot{
				Item: item.ID, Run: 1, Card: card.ID, Device: 7, Tag: voting.Tag{1}, Marks: "\x00", At: w.now,
			})
			if code(err) != "refused: recused" {
				t.Fatalf("unit %s: got %v", unit.ID, err)
			}
		}
		w.must(voting.CloseItem{Act: w.act(), Item: item.ID})
	}
	if refused == 0 {
		t.Fatal("nobody in the sample is recused; this test looked at nothing")
	}
}
