package display

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pingyi/voting"
)

// matrixRules ask two things of every unit on one form, and rank inside the classes.
const matrixRules = `{"rulebook": 2, "title": "双评", "mode": "self-paced", "secrecy": "secret",
 "ballot": {"sheet": "all units", "criteria": [{"label": "履职", "weight": 3}, {"label": "服务", "weight": 1}],
  "grades": [{"label": "满意", "points": 100}, {"label": "不满意", "points": 30}, {"label": "不了解", "in_base": false}],
  "patterns": [{"void_if_all": "不满意"}]},
 "categories": [{"label": "群众", "weight": 60}, {"label": "企业", "weight": 40}],
 "steps": [
  {"name": "类内平均", "do": "mean", "of": "marks"},
  {"name": "类别加权", "do": "weighted mean", "of": "类内平均", "over": "category", "missing": "renormalise"},
  {"name": "得分", "do": "weighted mean", "of": "类别加权", "over": "criterion", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
  {"name": "类内名次", "do": "rank", "of": "得分", "inside": "class", "style": "1224", "first": "high"}],
 "result": {"score": "得分", "rank in class": "类内名次"}}`

// choiceRules let two best and one worst be chosen.
const choiceRules = `{"rulebook": 2, "title": "评选", "mode": "self-paced", "secrecy": "secret",
 "ballot": {"sheet": "all units", "over_vote": "void ballot", "choose": [{"list": "最佳", "at_most": 2}, {"list": "最差", "at_most": 1}]},
 "steps": [
  {"name": "得票率", "do": "share", "of": "ticks", "list": "最佳", "base": "valid", "round": {"places": 2, "mode": "half up"}},
  {"name": "名次", "do": "rank", "of": "得票率", "inside": "all", "style": "1224", "first": "high"},
  {"name": "两佳", "do": "cut", "of": "得票率", "inside": "all", "first": "high", "take": 2, "tied_at_the_cut": "expand"},
  {"name": "差评票", "do": "pick", "of": "ticks", "axis": "list", "labels": ["最差"]},
  {"name": "一差", "do": "cut", "of": "差评票", "inside": "all", "first": "high", "take": 1, "tied_at_the_cut": "expand", "not_on": ["两佳"]}],
 "result": {"score": "得票率", "rank": "名次", "best": "两佳", "worst": "一差"}}`

// fill lets cards hand in a form, marks as digits, void or not.
func (h *hall) fill(forms ...string) {
	h.t.Helper()
	for n, form := range forms {
		marks, err := voting.ParseMarks(form)
		if err != nil {
			h.t.Fatal(err)
		}
		h.do(voidOK(h, n, marks))
	}
}

func voidOK(h *hall, n int, marks voting.Marks) *voting.CastBallot {
	return &voting.CastBallot{
		Item: 1, Run: 1, Card: h.cards[n].ID, Device: 1, Tag: voting.Tag{1, byte(n)}, Salt: voting.Salt{byte(n)}, Marks: marks, VoidOK: true,
	}
}

// course shows a form from the invitation to the last page of its board.
func course(t *testing.T, rules string, forms ...string) []byte {
	s := &story{h: newHall(t, plan{rules: rules, closes: 1_800_600_000})}
	h := s.h
	s.moment("published, nothing is open")
	h.stage(1)
	s.moment("on stage")
	h.open(1)
	h.fill(forms...)
	s.moment("open")
	h.close(1)
	s.moment("closed and sealed")
	h.do(voting.ConfirmItem{Act: voting.Act{Role: voting.Scrutineer}, Item: 1})
	s.moment("confirmed")
	h.do(voting.RevealItem{Item: 1})
	s.moment("revealed")
	h.cue(voting.SceneBoard, 1)
	s.moment("page 2 of the board")
	return s.text.Bytes()
}

func TestFramesOfAFormAreThoseOfTheGoldenFiles(t *testing.T) {
	t.Run("form", func(t *testing.T) {
		compareGolden(t, "form", course(t, matrixRules, "00100-", "11111-", "0-2201", "01----", "002200", "110011"))
	})
	t.Run("choice", func(t *testing.T) {
		compareGolden(t, "choice", course(t, choiceRules, "00---0", "-00--0", "0--0--", "000---", "------"))
	})
}

// While a form is out, nothing in any frame tells what was marked: other marks give
// the same bytes.
func TestNoFrameOfAFormTellsWhatWasMarked(t *testing.T) {
	frames := func(forms ...string) (open, held []byte) {
		h := newHall(t, plan{rules: matrixRules})
		h.stage(1)
		h.open(1)
		h.fill(forms...)
		all := func(audiences ...Audience) (text []byte) {
			for _, a := range audiences {
				text = append(text, h.bytes(a)...)
			}
			return text
		}
		open = all(Audiences()...)
		h.close(1)
		return open, all(Phone, Screen)
	}
	open, held := frames("00000-", "000000", "0000--", "00----", "222222", "0-----")
	otherOpen, otherHeld := frames("11111-", "121212", "--1111", "--22--", "000000", "------"[:5]+"1")
	if !bytes.Equal(open, otherOpen) {
		t.Errorf("while it is open\n%s\n%s", open, otherOpen)
	}
	if !bytes.Equal(held, otherHeld) {
		t.Errorf("before the reveal\n%s\n%s", held, otherHeld)
	}
}

// A frame holds a page of the board, however many units the form has.
func TestFramesOfAFormDoNotGrowWithItsUnits(t *testing.T) {
	size := func(units int) (bytes int) {
		all := make([]voting.Unit, units)
		for i := range all {
			all[i] = voting.Unit{ID: voting.UnitID(fmt.Sprintf("S%03d", i)), Name: "市直部门", Class: "市直"}
		}
		h := newHall(t, plan{rules: matrixRules, units: all})
		h.stage(1)
		h.open(1)
		h.fill(strings.Repeat("01", units))
		h.close(1)
		h.reveal(1)
		for _, a := range Audiences() {
			bytes += len(h.bytes(a))
		}
		return bytes
	}
	if few, many := size(10), size(300); many > few+100 {
		t.Errorf("of 10 units the frames have %d bytes, of 300 they have %d", few, many)
	}
}

func TestPagesOfTheBoardAreCountedByPart(t *testing.T) {
	h := newHall(t, plan{rules: matrixRules})
	if n := BoardPages(h.state); n != 1 {
		t.Errorf("before the reveal the board has %d pages", n)
	}
	h.stage(1)
	h.open(1)
	h.fill("000000")
	h.close(1)
	h.reveal(1)
	if n := BoardPages(h.state); n != 2 {
		t.Errorf("two classes take %d pages", n)
	}
}

// What was announced goes before the first opening only: a form that was set aside is
// held once more by hand, and its first hour is over.
func TestAFormSaysWhenItOpensUntilItHasOpened(t *testing.T) {
	h := newHall(t, plan{rules: matrixRules, opens: 1_800_500_000, closes: 1_800_600_000})
	opens := func() (said []int64) {
		for _, a := range []Audience{Phone, Screen} {
			var frame struct{ Item struct{ Form Form } }
			if err := json.Unmarshal(h.bytes(a), &frame); err != nil {
				t.Fatal(err)
			}
			said = append(said, frame.Item.Form.Opens)
		}
		return said
	}
	if got := opens(); got[0] != 1_800_500_000 || got[1] != got[0] {
		t.Errorf("before it opens phone and screen say %d", got)
	}
	h.stage(1)
	h.open(1)
	h.do(voting.VoidItem{Act: voting.Act{Role: voting.Organizer}, Item: 1, Reason: "演练"})
	h.stage(1)
	if got := opens(); got[0] != 0 || got[1] != 0 {
		t.Errorf("on stage once more it is said to open at %d", got)
	}
}
