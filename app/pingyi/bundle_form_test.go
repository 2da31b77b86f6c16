package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pingyi/voting"
)

// formRules are rulebooks by which a ballot is the whole form.
func formRules() map[string]string {
	const (
		grades = `"grades":[{"label":"满意","points":100,"headline":true},{"label":"一般","points":60},{"label":"弃权","in_base":true},{"label":"不了解","in_base":false}]`
		two    = `"criteria":[{"label":"履职","weight":3},{"label":"服务","weight":1}],`
		groups = `"categories":[{"label":"甲类","weight":1.5},{"label":"乙类","weight":2}],`
		means  = `{"name":"类内","do":"mean","of":"marks"},{"name":"各项","do":"weighted mean","of":"类内","over":"category","missing":"renormalise","round":{"places":4,"mode":"half up"}},`
		score  = `{"name":"得分","do":"weighted mean","of":"各项","over":"criterion","missing":"renormalise","round":{"places":2,"mode":"half up"}},`
		inside = `{"name":"名","do":"rank","of":"得分","inside":"class","style":"1224","first":"high"}],"result":{"rank in class":"名","score":"得分"`
		ticked = `"over_vote":"void ballot","choose":[{"list":"最佳","at_least":1,"at_most":3},{"list":"最差","at_most":2}]},`
		share  = `{"name":"得票率","do":"share","of":%q,"list":"最佳","base":"valid","round":{"places":2,"mode":"half up"}},{"name":"名次","do":"rank","of":"得票率","inside":"all","style":"1224","first":"high"},
{"name":"前二","do":"cut","of":"得票率","inside":"all","first":"high","take":2,"tied_at_the_cut":"expand"},{"name":"占","do":"share","of":%q,"list":"最差","base":"all ticks"}],
"result":{"score":"得票率","rank":"名次","two best":"前二","worst":"占"`
	)
	return map[string]string{
		"five dimensions":    `{"sheet":"all units",` + two + grades + `},` + groups + `"steps":[` + means + score + inside,
		"one for everybody":  `{"sheet":"all units",` + grades + `},"steps":[{"name":"得分","do":"mean","of":"marks"},` + inside,
		"patterns":           `{"sheet":"all units",` + two + grades + `,"patterns":[{"void_if_all_equal":true},{"void_if_all":"一般"},{"at_most":{"grade":"满意","percent":45.5}},{"at_least":{"grade":"一般","percent":10}}]},` + groups + `"steps":[` + means + score + inside,
		"all of one grade":   `{"sheet":"all units",` + grades + `,"patterns":[{"void_if_all":"一般"}]},` + groups + `"steps":[{"name":"票","do":"sum","of":"marks","over":"category"},{"name":"得分","do":"mean","of":"票"},` + inside,
		"a scale":            `{"sheet":"all units",` + two + `"numbers":{"from":-0.5,"to":3.5,"step":0.5}},` + groups + `"steps":[` + means + score + inside,
		"words on a scale":   `{"sheet":"all units",` + two + `"numbers":{"from":0,"to":1,"step":1},"grades":[{"label":"弃权","in_base":true},{"label":"不了解","in_base":false}]},` + groups + `"steps":[` + means + score + inside,
		"those who came":     `{"sheet":"all units",` + grades + `,"patterns":[{"void_if_all_equal":true}]},` + groups + `"steps":[{"name":"率","do":"share","of":"marks","grades":"headline","base":"checked in"},{"name":"得分","do":"mean","of":"率","over":"category","missing":"zero"},` + inside,
		"a choice":           `{"sheet":"all units",` + ticked + `"steps":[` + fmt.Sprintf(share, "ticks", "ticks"),
		"a choice by groups": `{"sheet":"all units",` + ticked + groups + `"steps":[{"name":"票","do":"sum","of":"ticks","over":"category"},` + fmt.Sprintf(share, "票", "票"),
	}
}

// formEvening draws a session whose one item is the form.
func (d *drawn) formEvening(t *testing.T, rules string) []voting.Event {
	t.Helper()
	rb, err := voting.KeptRulebook([]byte(`{"rulebook":2,"title":"评议","mode":"self-paced","secrecy":"` + pick(d, "secret", "open") + `","ballot":` + rules + "}}"))
	if err != nil {
		t.Fatal(err)
	}
	d.rb = rb
	for i := range 5 {
		d.units = append(d.units, voting.Unit{ID: voting.UnitID(fmt.Sprint("S", i)), Name: "单位", Class: pick[voting.Class](d, "一", "二"), Department: pick[voting.Department](d, "市教育局", "市税务局")})
	}
	session := voting.Session{ID: "form", Title: "表", Rehearsal: pick(d, true, false), Rulebook: rb, Units: d.units, Rundown: voting.RundownOf(rb, d.units), Roster: []voting.Representative{{ID: "R1"}}}
	for i := range byte(24) {
		d.cards = append(d.cards, voting.Card{ID: voting.CardID{i}, Category: voting.CategoryID(d.IntN(len(rb.Categories))), Recused: pick[voting.Department](d, "", "市教育局")})
	}
	d.add(&voting.SessionCreated{Session: session}, &voting.CardsIssued{Cards: d.cards}, &voting.SessionPublished{RulebookHash: rb.Hash()})
	for i, card := range d.cards[:20] {
		d.add(&voting.CardRedeemed{Card: card.ID, Device: voting.Device(i)})
	}
	d.add(&voting.ItemStaged{Item: 1, Run: 1}, &voting.ItemOpened{Item: 1, Run: 1, Deadline: 60})
	for range 30 {
		card := pick(d, d.cards[:20]...)
		marks := make([]byte, session.Rows(session.Rundown[0]))
		alike := d.IntN(6) == 0 && rb.Lists == nil
		for i := range marks {
			if marks[i] = d.mark(len(marks)); alike {
				marks[i] = marks[0]
			}
		}
		cast := &voting.BallotCast{Item: 1, Run: 1, Category: card.Category, Tag: voting.Tag{card.ID[0], 9}, At: 1790000000, Marks: voting.Marks(marks)}
		if rb.Secrecy == voting.Open {
			cast.Holder = "R1"
		}
		d.add(cast)
	}
	d.add(&voting.ItemClosed{Item: 1}, &voting.CardRedeemed{Card: d.cards[20].ID}, &voting.ItemSealed{Item: 1}, &voting.ItemConfirmed{Item: 1}, &voting.ItemRevealed{Item: 1}, &voting.SessionClosed{})
	return d.events
}

// mark draws one row: of a choice a tick now and then.
func (d *drawn) mark(rows int) byte {
	if d.rb.Lists == nil {
		return pick[byte](d, 0, 0, 1, 1, 2, 3, voting.Absent)
	}
	if d.IntN(rows) < 3 {
		return voting.Tick
	}
	return voting.Absent
}

// TestBothRecountsFollowWholeForms has forms counted by the server's rules, by the
// second count and by the script, with what makes a ballot void.
func TestBothRecountsFollowWholeForms(t *testing.T) {
	t.Parallel()
	rules, voids := formRules(), 0
	for name, text := range rules {
		for seed := range uint64(2) {
			d := newDrawn(seed)
			log := logOf(t, d.formEvening(t, text))
			voids += resultOf(t, bothAgree(t, fmt.Sprintf("%s, seed %d", name, seed), log)).Void
		}
	}
	if voids < 10 {
		t.Errorf("%d ballots were void; that says little", voids)
	}
}

// printed is what these tests read of result.json.
type printed struct {
	Collected, Valid, Void int
	Units                  []struct {
		Unit, Score, Exact string
		Rank               int
		Counts             map[string][]int
		Named              []struct{ Name, Text string }
	}
}

func resultOf(t *testing.T, folder string) printed {
	t.Helper()
	var r printed
	body, err := os.ReadFile(filepath.Join(folder, "result.json"))
	if err == nil {
		err = json.Unmarshal(body, &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// packed reads a file of a scenario that the engine is tested with.
func packed(t *testing.T, name string) []byte {
	t.Helper()
	file, err := os.Open(filepath.Join("../../voting/count/testdata/scenarios", name+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
}

func table(t *testing.T, name string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(packed(t, name))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// chosenLog is the meeting that chooses ten best and ten worst, with the votes that
// came in elsewhere. most is how many may be ticked on a list.
func chosenLog(t *testing.T, most string) string {
	t.Helper()
	return chosenBy(t, most, 300)
}

// chosenBy is the meeting with so many cards, and no more ballots.
func chosenBy(t *testing.T, most string, cards uint16) string {
	t.Helper()
	text, err := os.ReadFile("../../voting/count/testdata/scenarios/best-worst/rulebook.json")
	if err != nil {
		t.Fatal(err)
	}
	return chosenUnder(t, bytes.ReplaceAll(text, []byte(`"at_most": 10`), []byte(`"at_most": `+most)), cards)
}

// chosenUnder is the meeting by other rules.
func chosenUnder(t *testing.T, rulebook []byte, cards uint16) string {
	t.Helper()
	rb, err := voting.ParseRulebook(rulebook)
	if err != nil {
		t.Fatal(err)
	}
	session, place := voting.Session{ID: "best-worst", Title: "十佳十差", Rehearsal: true, Rulebook: rb, Roster: []voting.Representative{{ID: "R1"}}}, make(map[string]int)
	for i, row := range table(t, "best-worst/candidates.csv") {
		session.Units, place[row[0]] = append(session.Units, voting.Unit{ID: voting.UnitID(row[0]), Name: row[1], Class: voting.Class(row[2])}), i
	}
	session.Rundown = voting.RundownOf(rb, session.Units)
	d, issued := &drawn{}, &voting.CardsIssued{}
	d.add(&voting.SessionCreated{Session: session}, issued, &voting.SessionPublished{RulebookHash: rb.Hash()})
	for n := range cards {
		issued.Cards = append(issued.Cards, voting.Card{ID: voting.CardID{byte(n >> 8), byte(n)}})
		d.add(&voting.CardRedeemed{Card: issued.Cards[n].ID, Device: voting.Device(n)})
	}
	d.add(&voting.ItemStaged{Item: 1, Run: 1}, &voting.ItemOpened{Item: 1, Run: 1, Deadline: 60})
	n := uint16(0)
	for line := range bytes.Lines(packed(t, "best-worst/meeting-ballots.jsonl")) {
		if n == cards {
			break
		}
		var b struct{ Best, Worst []string }
		if err := json.Unmarshal(line, &b); err != nil {
			t.Fatal(err)
		}
		marks := bytes.Repeat([]byte{voting.Absent}, 2*len(session.Units))
		for k, list := range [][]string{b.Best, b.Worst} {
			for _, unit := range list {
				marks[k*len(session.Units)+place[unit]] = voting.Tick
			}
		}
		d.add(&voting.BallotCast{Item: 1, Run: 1, Tag: voting.Tag{byte(n >> 8), byte(n), 1}, At: 1790000000, Marks: voting.Marks(marks)})
		n++
	}
	online := &voting.FiguresEntered{Stamp: voting.Stamp{At: 9, By: "张", Role: voting.Organizer}, Table: "网络得票", Source: "网站"}
	for _, row := range table(t, "best-worst/online-counts.csv") {
		online.Cells = append(online.Cells, voting.EnteredFigure{At: []string{row[0]}, Value: row[1]})
	}
	d.add(&voting.ItemClosed{Item: 1}, &voting.ItemSealed{Item: 1}, &voting.ItemConfirmed{Item: 1}, &voting.ItemRevealed{Item: 1}, online, &voting.SessionClosed{})
	return logOf(t, d.events)
}

// TestTenBestAndTenWorstAreCountedAgain: three counts come to the expected result. One
// in which the void ballots were counted is found by both recounts.
func TestTenBestAndTenWorstAreCountedAgain(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../voting/count/testdata/scenarios/best-worst/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Cast, Void int
		Units      []struct {
			Unit, Score string
			Rank        int
		}
		TenBest  []string `json:"ten_best"`
		TenWorst []string `json:"ten_worst"`
	}
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	log := chosenLog(t, "10")
	folder := bundled(t, scrutineers, log)
	got, lists := resultOf(t, folder), make(map[string][]string)
	for i, u := range got.Units {
		if w := want.Units[i]; w.Unit != u.Unit || w.Score != u.Score || w.Rank != u.Rank {
			t.Errorf("%+v, want %+v", u, w)
		}
		for _, named := range u.Named {
			if named.Text == "1" {
				lists[named.Name] = append(lists[named.Name], u.Unit)
			}
		}
	}
	slices.Sort(want.TenBest)
	slices.Sort(want.TenWorst)
	if got.Collected != want.Cast || got.Void != want.Void || len(got.Units) != 60 || !slices.Equal(lists["十佳"], want.TenBest) || !slices.Equal(lists["十差"], want.TenWorst) {
		t.Errorf("%d cast, %d void, lists %v; want %+v", got.Collected, got.Void, lists, want)
	}
	if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 0 || !strings.Contains(out, "rank, score, ten best, ten worst worked out again from these counts by the server's own engine") {
		t.Errorf("status %d:\n%s", status, out)
	}
	if status, out := python(t, folder); status != 0 || !strings.Contains(out, "counted again: score, rank, ten best, ten worst of 60 units, from 294 ballots") {
		t.Errorf("the script ends with %d:\n%s", status, out)
	}
	rewrite(t, folder, "result.json", func(body []byte) []byte { return bytes.Replace(body, []byte(`"margin": "`), []byte(`"margin": "9`), 1) })
	sums(t, folder)
	if status, out := python(t, folder); status != 1 || !strings.Contains(out, "DIFFERS result.json selections 0 margin: the records give ") {
		t.Errorf("with another margin the script ends with %d:\n%s", status, out)
	}
	if status, out := python(t, bundled(t, publics, log)); status != 0 || !strings.Contains(out, "counted again: score, rank, ten best, ten worst of 60 units") {
		t.Errorf("of the public's bundle the script ends with %d:\n%s", status, out)
	}
	rewrite(t, folder, "result.json", func([]byte) []byte {
		body, err := os.ReadFile(filepath.Join(bundled(t, scrutineers, chosenLog(t, "60")), "result.json"))
		if err != nil {
			t.Fatal(err)
		}
		return body
	})
	sums(t, folder)
	if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 1 || !strings.Contains(out, "DIFFERS B01 void: the records give 39, result.json says 0") {
		t.Errorf("with void ballots counted: status %d:\n%s", status, out)
	}
	if status, out := python(t, folder); status != 1 || !strings.Contains(out, "DIFFERS result.json void: the records give 39, the bundle says 0") {
		t.Errorf("with void ballots counted: the script ends with %d:\n%s", status, out)
	}
}
