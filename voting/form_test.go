package voting_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pingyi/voting"
)

// formSession is what a script gathers, as a session.
func formSession(t failer, content string) voting.Session {
	t.Helper()
	return runScript(t, content+"\nbegin").state.Session
}

const smallForm = `session secret rehearsal form
category 代表 weight 1
criterion 履职 weight 1
criterion 服务 weight 1
unit S001 市教育局
unit S002 市税务局`

const smallChoice = `session secret rehearsal choice
list 最佳 at-least 1 at-most 1
list 最差 at-least 0 at-most 2
unit S001 市教育局
unit S002 市税务局`

func TestTheRowsOfAFormStandInOneOrder(t *testing.T) {
	t.Parallel()
	lay := func(content string) string {
		w := newWorld(t)
		w.must(voting.CreateSession{Act: w.act(), Session: formSession(t, content)})
		form, text := w.state.Form(1), ""
		for _, row := range form.Rows {
			text += fmt.Sprintf("%s%s %s; ", row.List, row.Criterion.Label, row.Unit)
		}
		return fmt.Sprint(text, len(form.Units), form.Lists)
	}
	if got, want := lay(smallForm), "履职 S001; 服务 S001; 履职 S002; 服务 S002; 2 []"; got != want {
		t.Errorf("a form is laid out as\n%s, want\n%s", got, want)
	}
	if got, want := lay(smallChoice), "最佳 S001; 最佳 S002; 最差 S001; 最差 S002; 2 [{最佳 最佳 最佳 1 1 true} {最差 最差 最差 0 2 false}]"; got != want {
		t.Errorf("a choice is laid out as\n%s, want\n%s", got, want)
	}
}

func TestOneUnitOnStageIsAFormToo(t *testing.T) {
	t.Parallel()
	w := staged(t)
	form := w.state.Form(1)
	if len(form.Units) != 1 || len(form.Rows) != 1 || form.Rows[0].Unit != "W001" || w.state.Item(1).Whole() {
		t.Errorf("item 1 asks %+v", form)
	}
	if none := w.state.Form(9); none.Rows != nil {
		t.Errorf("an item that is not there asks %+v", none)
	}
}

// The refusal says what is wrong, so that a page can: which list, how many, how many are let.
func TestABallotThatWouldBeVoidIsRefusedWithTheReason(t *testing.T) {
	t.Parallel()
	s := runScript(t, smallChoice+"\nbegin\ncards 1 评议代表\npublish\nscan 评议代表1\nstage 1\nopen 1 for 60")
	for marks, want := range map[string]string{
		"\x00\x00\xff\xff": "ballot-over-vote: 最佳: 2 > 1", "\xff\xff\x00\xff": "ballot-under-vote: 最佳: 0 < 1",
		"\x01\xff\xff\xff": "marks-invalid", "\x00": "marks-invalid", "\x00\xff\x00\x00": "",
	} {
		c := &voting.CastBallot{Item: 1, Run: 1, Card: cardID("评议代表1"), Device: deviceOf("评议代表1"), Tag: voting.Tag{1}, Marks: voting.Marks(marks), At: s.now}
		_, err := voting.Decide(s.state, c)
		var refusal voting.Refusal
		if said := errors.As(err, &refusal); said && refusal.Error() != want || !said && (want != "" || err != nil) {
			t.Errorf("%q: got %v, want %s", marks, err, want)
		}
	}
}

func TestASessionThatNoFormCanBeHeldByIsRefused(t *testing.T) {
	t.Parallel()
	many := func(n int) []voting.Unit {
		units := make([]voting.Unit, n)
		for i := range units {
			units[i] = voting.Unit{ID: voting.UnitID(fmt.Sprint(i)), Name: "单位"}
		}
		return units
	}
	for want, spoil := range map[string]func(*voting.Session){
		"rundown:":                  func(s *voting.Session) { s.Rundown = []voting.Item{{ID: 1, Unit: "S001"}} },
		"rundown: a ballot":         func(s *voting.Session) { s.Rundown = []voting.Item{{ID: 1}, {ID: 2}} },
		"closes: must come after":   func(s *voting.Session) { s.Opens, s.Closes = 10, 10 },
		"closes: too long":          func(s *voting.Session) { s.Opens, s.Closes = 10, 11+voting.MaxSelfPacedSeconds },
		"opens: not a time":         func(s *voting.Session) { s.Opens = -1 },
		"seconds: want at most 144": func(s *voting.Session) { s.Seconds = voting.MaxVotingSeconds + 1 },
		"a ballot of 20000 rows":    func(s *voting.Session) { s.Rulebook = wideRules(t); s.Units = many(2_000) },
		"opens: only a self-paced":  func(s *voting.Session) { *s = smallSession(t); s.Closes = 10 },
		"rundown[0]: out of order,": func(s *voting.Session) { *s = smallSession(t); s.Rundown[0].Unit = "" },
	} {
		s := formSession(t, smallForm)
		spoil(&s)
		_, err := voting.Decide(voting.NewState(), voting.CreateSession{Session: s})
		if code(err) != "refused: session-invalid" || !strings.Contains(err.Error(), want) {
			t.Errorf("want a refusal that says %q, got %v", want, err)
		}
	}
}

// wideRules asks ten things of every unit.
func wideRules(t failer) voting.Rulebook {
	lines := smallForm
	for i := range 8 {
		lines += fmt.Sprintf("\ncriterion 指标%d weight 1", i)
	}
	return formSession(t, lines).Rulebook
}

// A form that is out for days shows nobody how it stands, unless the rulebook says so.
func TestASelfPacedFormIsHeldUntilItsReveal(t *testing.T) {
	t.Parallel()
	if rb := formSession(t, smallForm).Rulebook; rb.Reveal != voting.RevealHeld || !rb.SelfPaced {
		t.Errorf("a self-paced form is revealed %q", rb.Reveal)
	}
	for _, name := range []string{"double", "best-worst"} {
		rb := scenarioRules(t, name)
		text, _ := rb.MarshalJSON()
		if rb.Reveal != voting.RevealHeld || !bytes.Contains(text, []byte(`"reveal":"revealed"`)) {
			t.Errorf("%s is revealed %q, and its record says %s", name, rb.Reveal, text)
		}
		again, err := voting.ParseRulebook(text)
		if err != nil || again.Hash() != rb.Hash() {
			t.Errorf("%s: the record's rulebook has another hash, or is none: %v", name, err)
		}
	}
}

// What a close has fixed is no longer moved by who comes later.
func TestWhoCouldVoteOnAUnitIsFixedByTheClose(t *testing.T) {
	t.Parallel()
	s := runScript(t, `session secret rehearsal form
category 代表 weight 1
criterion 履职 weight 1
unit S001 市教育局 department 市教育局
unit S002 市税务局
begin
card A 代表 recused 市教育局
card B 代表
card C 代表
publish
scan A B
stage 1
open 1 for 60`)
	expected := func() string {
		return fmt.Sprint(s.state.ExpectedFor(1, "S001"), s.state.ExpectedFor(1, "S002"), s.state.ExpectedFor(2, "S001"))
	}
	open := expected()
	s.must(voting.CloseItem{Act: s.act(), Item: 1})
	s.must(voting.RedeemCard{Card: cardID("C"), Device: 3, At: s.now})
	if closed := expected(); open != "1 2 0" || closed != "1 2 0" || s.state.Item(1).Expected != 2 {
		t.Errorf("while open %s could vote, after the close %s", open, closed)
	}
	s.must(voting.VoidItem{Act: s.act(), Item: 1, Reason: "重来"})
	if again := expected(); again != "2 3 0" {
		t.Errorf("of a form that is to be filled in again %s can vote", again)
	}
}

// A ballot of a matrix of 163 units by five criteria is under a kilobyte in the log.
func TestTheRecordOfALongFormIsShort(t *testing.T) {
	t.Parallel()
	record := voting.Encode(&voting.BallotCast{
		Item: 1, Run: 1, Category: 4, Tag: voting.Tag{1}, Salt: voting.Salt{2}, At: eveningBegins, Holder: "X10000",
		Marks: voting.Marks(strings.Repeat("\x03", 163*5)),
	}, nil)
	if len(record) > 1_000 {
		t.Errorf("the record has %d bytes", len(record))
	}
}
