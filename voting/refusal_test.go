package voting_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pingyi/voting"
)

// smallSession is two units, two representatives, the rules of the windows.
func smallSession(t failer) voting.Session {
	t.Helper()
	s := voting.Session{
		ID: "small", Title: "评议", Rehearsal: true, Rulebook: mustRulebook(t),
		Units: []voting.Unit{
			{ID: "W001", Name: "市教育局窗口", Department: "市教育局", Class: "审批类"}, {ID: "W002", Name: "市税务局窗口"},
		},
		Roster: []voting.Representative{{ID: "R1", Name: "张三", Employer: "教育局"}, {ID: "R2", Category: 5}},
	}
	s.Rundown = voting.RundownOf(s.Rulebook, s.Units)
	return s
}

func TestASessionThatCannotBeRunIsRefused(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("长", 134)
	for want, spoil := range map[string]func(*voting.Session){
		"id":                          func(s *voting.Session) { s.ID = "../etc" },
		"id: want":                    func(s *voting.Session) { s.ID = "" },
		"title":                       func(s *voting.Session) { s.Title = "\xff" },
		"signer":                      func(s *voting.Session) { s.Signer = "\xff" },
		"units: want":                 func(s *voting.Session) { s.Units = nil },
		"units[1]":                    func(s *voting.Session) { s.Units[1].Name = " " },
		"units[0]":                    func(s *voting.Session) { s.Units[0].Class = "\xc2\xfa" },
		"units[0]: a field":           func(s *voting.Session) { s.Units[0].Department = voting.Department(long) },
		"unit twice: W001":            func(s *voting.Session) { s.Units[1].ID = "W001" },
		"roster: want":                func(s *voting.Session) { s.Roster = nil },
		"roster[0]":                   func(s *voting.Session) { s.Roster[0].Employer = "\xc2\xfa" },
		"roster[1]":                   func(s *voting.Session) { s.Roster[1].ID = "" },
		"roster[1]: a field":          func(s *voting.Session) { s.Roster[1].Name = long },
		"representative twice: R1":    func(s *voting.Session) { s.Roster[1].ID = "R1" },
		"category of representative ": func(s *voting.Session) { s.Roster[1].Category = 6 },
		"rundown":                     func(s *voting.Session) { s.Rundown = nil },
		"rundown[1]":                  func(s *voting.Session) { s.Rundown[1].Unit = "W001" },
		"rundown[0]":                  func(s *voting.Session) { s.Rundown[0].ID = 2 },
		"rulebook-invalid: there is":  func(s *voting.Session) { s.Rulebook = voting.Rulebook{} },
		"units[0].criteria":           func(s *voting.Session) { s.Units[0].Criteria = []voting.Criterion{{ID: "1", Label: "按时办结"}} },
	} {
		s := smallSession(t)
		spoil(&s)
		_, err := voting.Decide(voting.NewState(), voting.CreateSession{Session: s})
		var refusal voting.Refusal
		if !errors.As(err, &refusal) || !strings.Contains(err.Error(), want) {
			t.Errorf("want a refusal that says %q, got %v", want, err)
		}
	}
}

func TestNothingHappensBeforeTheSession(t *testing.T) {
	t.Parallel()
	for _, c := range []voting.Command{
		voting.PublishSession{}, voting.StageItem{Item: 1}, voting.RedeemCard{}, voting.CueScene{Scene: voting.SceneBoard}, nil,
	} {
		if _, err := voting.Decide(voting.NewState(), c); code(err) != "refused: wrong-phase" {
			t.Errorf("%T: got %v", c, err)
		}
	}
	if _, err := voting.Decide(voting.NewState(), &voting.CastBallot{}); code(err) != "refused: card-unknown" {
		t.Errorf("ballot: got %v", err)
	}
}

func TestRefusalsAreComparedByCode(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("cast: %w", voting.Refusal{Code: voting.RefusedItem, Detail: "7"})
	if !errors.Is(err, voting.Refusal{Code: voting.RefusedItem}) {
		t.Error("a refusal with a detail does not match its code")
	}
	if errors.Is(err, voting.Refusal{Code: voting.RefusedItem, Detail: "8"}) || errors.Is(err, voting.Refusal{Code: voting.RefusedCard}) {
		t.Error("a refusal matches another detail or another code")
	}
}

func TestEveryCodeIsListedOnce(t *testing.T) {
	t.Parallel()
	seen := make(map[voting.Code]bool)
	for _, c := range voting.Codes() {
		if c == "" || seen[c] {
			t.Errorf("code %q is empty or there twice", c)
		}
		seen[c] = true
	}
}

// A checkpoint that does not cover the close proves nothing about the tally.
func TestASealCoversTheClose(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.must(voting.CreateSession{Act: w.act(), Session: smallSession(t)})
	w.must(voting.IssueCards{Act: w.act(), Cards: []voting.Card{{ID: cardID("A")}}})
	w.must(voting.PublishSession{Act: w.act()})
	w.must(voting.StageItem{Act: w.act(), Item: 1})
	w.must(voting.OpenItem{Act: w.act(), Item: 1, Deadline: w.now + 10})
	before := w.seal()
	w.must(voting.CloseItem{Act: w.act(), Item: 1})
	good := w.seal()
	beyond, nameless, garbled := good, good, good
	beyond.Size++
	nameless.Code = ""
	garbled.Note = "\xff"
	for name, seal := range map[string]voting.Seal{"before": before, "beyond": beyond, "nameless": nameless, "garbled": garbled, "empty": {}} {
		if _, err := w.do(voting.SealItem{Act: w.act(), Item: 1, Seal: seal}); code(err) != "refused: item-not-sealed" {
			t.Errorf("%s: got %v", name, err)
		}
	}
	w.must(voting.RedeemCard{Card: cardID("A"), Device: 1, At: w.now}) // the log goes on while the seal is signed
	w.must(voting.SealItem{Act: w.act(), Item: 1, Seal: good})
}
