package display

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pingyi/onair"
	"pingyi/voting"
)

// oldChoice is a choice by a rulebook of version 1, which has no name for its lists, steps and tables, among
// twelve units, confirmed.
func oldChoice(t *testing.T) *hall {
	t.Helper()
	rules, err := os.ReadFile("../data/sample/best-worst/rulebook.json")
	if err != nil {
		t.Fatal(err)
	}
	units := sampled(t, "best-worst/candidates.csv", 12)
	h := newHall(t, plan{rules: string(rules), units: units, cards: 20})
	h.stage(1)
	h.open(1)
	for n := range 20 {
		h.fillOne(n, 24, func(row int) byte {
			if row < 12 && row%3 == n%3 || row >= 12 && row%5 == n%5 {
				return '0'
			}
			return '-'
		})
	}
	h.close(1)
	h.confirm(1)
	cells := []voting.EnteredFigure{}
	for i, unit := range units {
		cells = append(cells, voting.EnteredFigure{At: []string{string(unit.ID)}, Value: fmt.Sprint(900 - 31*i)})
	}
	h.do(voting.EnterFigures{Act: voting.Act{By: "Li", Role: voting.Organizer, At: h.now}, Table: "网络得票", Source: "online", Cells: cells})
	return h
}

// TestAnEnglishOutputOfAnOldChoiceHasEnglishNames, of every scene, cue and class, and its tables too. What is
// Chinese is the author's: the title, and what is said of units.
func TestAnEnglishOutputOfAnOldChoiceHasEnglishNames(t *testing.T) {
	h := oldChoice(t)
	authors := []string{h.state.Session.Title, "王监票"}
	for _, unit := range h.state.Session.Units {
		authors = append(authors, unit.Name, string(unit.Department), string(unit.Class))
	}
	authors = slices.DeleteFunc(authors, func(name string) bool { return name == "" })
	slices.SortFunc(authors, func(a, b string) int { return len(b) - len(a) })
	han := regexp.MustCompile(`.{0,40}\p{Han}+.{0,20}`)
	seen := false
	look := func(what string, frame []byte) {
		for _, name := range authors {
			frame = bytes.ReplaceAll(frame, []byte(name), nil)
		}
		seen = seen || bytes.Contains(frame, []byte(`"list":"Ten best"`))
		if left := han.Find(frame); left != nil {
			t.Errorf("%s: %s", what, left)
		}
	}
	h.finish()
	for _, moment := range []string{"sealed", "announced"} {
		if moment == "announced" {
			h.announce()
		}
		for _, class := range []onair.Class{onair.Public, onair.Preview, onair.Sealed} {
			shared := new(Outputs)
			for _, cue := range listCues(h.state) {
				// A cue is written by whoever makes it, and a line-up shows what the font has.
				if han.MatchString(cue.List) || cue.Scene == onair.SceneLineup || cue.Step > 1 || cue.Step == 1 && cue.Other != "" {
					continue
				}
				v := released(view(class, cue), "ten best", 2)
				v.Output.Lang = "en"
				look(fmt.Sprint(moment, class, cue), shared.Render(h.state, v, Setting{}))
			}
			v := released(view(class, onair.Cue{Scene: onair.SceneTen, List: "ten best"}), "ten best", 2)
			v.Output.Lang = "en"
			look(fmt.Sprint(moment, class, "tables"), fmt.Append(nil, shared.Tables(h.state, v).Views))
		}
	}
	if !seen {
		t.Error("no output has shown the ten best")
	}
	v := view(onair.Public, onair.Cue{Scene: onair.SceneTen, List: "ten best"})
	if chinese := string(RenderOutput(h.state, v, Setting{})); !strings.Contains(chinese, `"list":"十佳"`) {
		t.Errorf("a Chinese output has %s", chinese)
	}
}
