package display

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pingyi/onair"
	"pingyi/voting"
)

// moments are the states in which every scene is kept as a file: what the public sees before
// anything is released, the sealed class at that moment, the public afterwards, and then with
// a tie, without a vote, and with names as long as they get.
func moments() []string { return []string{"before", "sealed", "after", "tie", "empty", "long"} }

func classAt(moment string) onair.Class {
	if moment == "sealed" {
		return onair.Sealed
	}
	return onair.Public
}

// windowEvening is an evening of five windows with the third on stage.
func windowEvening(t *testing.T, moment string) *hall {
	units := sampled(t, "windows/units.csv", 5)
	third := []int{31, 22, 8, 5}
	switch moment {
	case "tie":
		third = []int{29, 24, 9, 4}
	case "empty":
		third = nil
	case "long":
		units = long(units)
	}
	h := newHall(t, plan{rules: programme(t, "windows"), units: units, cards: 72})
	h.whole(1, 44, 18, 4, 2)
	h.whole(2, 29, 24, 9, 4)
	return h.third(moment, third)
}

// third brings the item on stage to a moment.
func (h *hall) third(moment string, counts []int) *hall {
	h.polled(3, counts...)
	if moment == "before" {
		return h
	}
	h.close(3)
	h.confirm(3)
	if moment != "sealed" {
		h.do(voting.RevealItem{Item: 3})
	}
	return h
}

// pledgeEvening is one of three units with pledges, with the third on stage.
func pledgeEvening(t *testing.T, moment string) *hall {
	units, third := sampled(t, "pledges/units.csv", 3), []int{46, 13, 8, 3}
	switch moment {
	case "tie":
		third = []int{20, 20, 20}
	case "empty":
		third = nil
	case "long":
		units = long(units)
	}
	h := newHall(t, plan{rules: pledgeRules, units: promised(units), cards: 72})
	return h.third(moment, third)
}

// windowResult is the end of an evening of twelve windows: everything is confirmed, and from
// "after" on all is announced.
func windowResult(t *testing.T, moment string) *hall {
	units := sampled(t, "windows/units.csv", 12)
	if moment == "long" {
		units = long(units)
	}
	h := newHall(t, plan{rules: programme(t, "windows"), units: units, cards: 72})
	for i := range units {
		good := 60 - (i*7)%12*4
		if moment == "tie" {
			good = 60 - (i*7)%12/3*6
		}
		counts := []int{good, 68 - good, 2, 1}
		if moment == "empty" {
			counts = nil
		}
		h.marked(voting.ItemID(i+1), counts...)
		h.confirm(voting.ItemID(i + 1))
	}
	return h.ended(moment)
}

func (h *hall) ended(moment string) *hall {
	h.finish()
	if moment != "before" && moment != "sealed" {
		h.announce()
	}
	return h
}

// formResult is a form about eight units in five dimensions.
func formResult(t *testing.T, moment string) *hall {
	units := sampled(t, "double/units.csv", 8)
	if moment == "long" {
		units = long(units)
	}
	h := newHall(t, plan{rules: programme(t, "double"), units: units, cards: 60})
	h.stage(1)
	h.open(1)
	for n := 0; moment != "empty" && n < 40; n++ {
		h.fillOne(n, 40, func(row int) byte {
			if moment == "tie" {
				row %= 5 // all units alike
			}
			return "0010122001-0"[(n*3+row*row+row/7)%12]
		})
	}
	h.close(1)
	h.confirm(1)
	return h.ended(moment)
}

// fillOne hands in the form of a card, a mark for each row.
func (h *hall) fillOne(n, rows int, mark func(row int) byte) {
	h.t.Helper()
	text := make([]byte, rows)
	for row := range text {
		text[row] = mark(row)
	}
	marks, err := voting.ParseMarks(string(text))
	if err != nil {
		h.t.Fatal(err)
	}
	h.do(voidOK(h, n, marks))
}

// chosenResult is a choice among sixteen units, with votes from elsewhere.
func chosenResult(t *testing.T, moment string) *hall {
	parts := strings.NewReplacer(`"score": "得分",`, `"score": "得分", "meeting": "会场得分", "online": "网络得分",`)
	return chosenBy(t, moment, parts.Replace(programme(t, "best-worst")))
}

// chosenBy is the same by other rules.
func chosenBy(t *testing.T, moment, rules string) *hall {
	units := sampled(t, "best-worst/candidates.csv", 16)
	if moment == "long" {
		units = long(units)
	}
	h := newHall(t, plan{rules: rules, units: units, cards: 40})
	h.stage(1)
	h.open(1)
	for n := 0; moment != "empty" && n < 40; n++ {
		h.fillOne(n, 32, func(row int) byte {
			unit := row % 16
			if moment == "tie" {
				unit /= 3
			}
			if row < 16 && (n+unit*3)%40 < 24-unit || row >= 16 && (n*3+unit*7)%40 < unit-4 {
				return '0'
			}
			return '-'
		})
	}
	h.close(1)
	h.confirm(1)
	cells := []voting.EnteredFigure{}
	for i, unit := range units {
		votes := []string{"9120", "8004", "7350", "7350", "6620", "5980", "5210", "4875", "4400", "4100", "3660", "3200", "2950", "2400", "1980", "1500"}[i]
		if moment == "tie" {
			votes = "5000"
		}
		cells = append(cells, voting.EnteredFigure{At: []string{string(unit.ID)}, Value: votes})
	}
	h.do(voting.EnterFigures{Act: voting.Act{By: "李主任", Role: voting.Organizer, At: h.now}, Table: "网络得票", Source: "市评议办", Cells: cells})
	return h.ended(moment)
}

// still is one scene to be kept.
type still struct {
	name  string // of the file, before the moment
	scene onair.Scene
	hall  func(*testing.T, string) *hall
	cue   onair.Cue
	only  []string // moments; none is all
	out   int      // groups of a reveal at "sealed" and "half"
}

func stills() []still {
	third := onair.Cue{Item: 3}
	steps := func(cue onair.Cue, step int) onair.Cue { cue.Step = step; return cue }
	return []still{
		{"auto", onair.SceneAuto, windowEvening, onair.Cue{}, nil, 0},
		{"strap", onair.SceneStrap, windowEvening, third, nil, 0},
		{"strap-text", onair.SceneStrap, windowEvening, onair.Cue{Text: []string{"张明远", "市教育局局长", "参评单位负责人"}, List: "right"}, []string{"before"}, 0},
		{"bug", onair.SceneBug, windowEvening, onair.Cue{}, nil, 0},
		{"join-qr", onair.SceneJoin, windowEvening, onair.Cue{}, nil, 0},
		{"join-qr-corner", onair.SceneJoin, windowEvening, onair.Cue{Step: 1}, []string{"before"}, 0},
		{"countdown", onair.SceneCountdown, windowEvening, onair.Cue{}, nil, 0},
		{"turnout", onair.SceneTurnout, windowEvening, onair.Cue{}, nil, 0},
		{"turnout-quorum", onair.SceneTurnout, pledgeEvening, onair.Cue{}, []string{"before"}, 0},
		{"live-bars", onair.SceneBars, windowEvening, steps(third, 2), nil, 0},
		{"live-bars-percent", onair.SceneBars, windowEvening, steps(third, 1), []string{"after"}, 0},
		{"score-card", onair.SceneScore, windowEvening, third, nil, 0},
		{"score-card-criteria", onair.SceneScore, pledgeEvening, third, []string{"after"}, 0},
		{"score-card-unit", onair.SceneScore, formResult, onair.Cue{Unit: "S003"}, []string{"before", "after"}, 0},
		{"reveal", onair.SceneReveal, windowResult, onair.Cue{}, append(moments(), "half"), 5},
		{"reveal-class", onair.SceneReveal, formResult, onair.Cue{List: "市直部门"}, []string{"before", "after"}, 0},
		{"board", onair.SceneBoard, windowResult, onair.Cue{}, nil, 0},
		{"board-page2", onair.SceneBoard, windowResult, onair.Cue{Step: 1, Unit: "W001"}, []string{"after"}, 0},
		{"board-class", onair.SceneBoard, formResult, onair.Cue{}, []string{"after"}, 0},
		{"board-list", onair.SceneBoard, chosenResult, onair.Cue{List: "十佳"}, []string{"after"}, 0},
		{"versus", onair.SceneVersus, windowResult, onair.Cue{Unit: "W003", Other: "W002"}, nil, 0},
		{"versus-average", onair.SceneVersus, windowResult, onair.Cue{Unit: "W003"}, []string{"before", "after"}, 0},
		{"pledge", onair.ScenePledge, pledgeEvening, third, nil, 0},
		{"pledge-page2", onair.ScenePledge, pledgeEvening, steps(third, 1), []string{"after"}, 0},
		{"verdict", onair.SceneVerdict, pledgeEvening, steps(third, 3), nil, 0},
		{"verdict-question", onair.SceneVerdict, pledgeEvening, onair.Cue{Item: 3, List: "D003-2"}, []string{"before"}, 0},
		{"verdict-voting", onair.SceneVerdict, pledgeEvening, steps(third, 1), []string{"before"}, 0},
		{"verdict-split", onair.SceneVerdict, pledgeEvening, steps(third, 2), []string{"after"}, 0},
		{"verdict-pledge", onair.SceneVerdict, pledgeEvening, onair.Cue{Item: 3, List: "D003-2", Step: 3}, []string{"before", "after"}, 0},
		{"dims", onair.SceneDims, formResult, onair.Cue{Unit: "S003"}, nil, 0},
		{"dims-focus", onair.SceneDims, formResult, onair.Cue{Unit: "S003", Step: 2}, []string{"after"}, 0},
		{"ten", onair.SceneTen, chosenResult, onair.Cue{List: "ten best"}, append(moments(), "half"), 4},
		{"ten-worst", onair.SceneTen, chosenResult, onair.Cue{List: "ten worst"}, append(moments(), "half"), 3},
		{"crawl", onair.SceneCrawl, windowEvening, onair.Cue{Text: []string{"评议代表请看手机", "下一个窗口：市税务局", "监督电话 12345"}}, nil, 0},
		{"plate", onair.ScenePlate, windowResult, onair.Cue{}, nil, 0},
		{"lineup", onair.SceneLineup, windowEvening, onair.Cue{}, nil, 0},
	}
}

func (s still) at(t *testing.T, moment string) []byte {
	s.cue.Scene = s.scene
	build, out := moment, 1_000
	switch moment {
	case "half":
		build, out = "before", s.out
	case "sealed":
		out = s.out
	case "before":
		out = 0
	}
	return s.hall(t, build).output(released(view(classAt(moment), s.cue), s.cue.List, out))
}

// Every scene is kept in every moment, made from a session; whoever draws scenes draws these.
func TestScenesAreThoseOfTheGoldenFiles(t *testing.T) {
	kept := make(map[string]bool)
	for _, s := range stills() {
		for _, moment := range slices.Concat(moments(), []string{"half"}) {
			if s.only == nil && moment == "half" || s.only != nil && !slices.Contains(s.only, moment) {
				continue
			}
			name := "output/" + s.name + "-" + moment
			kept[filepath.Base(name)+".json"] = true
			t.Run(s.name+"-"+moment, func(t *testing.T) { compareScene(t, name, s.at(t, moment)) })
		}
	}
	files, err := os.ReadDir("testdata/output")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !kept[file.Name()] {
			t.Errorf("testdata/output/%s belongs to no scene", file.Name())
		}
	}
}

// compareScene compares frames laid out for reading. They are valid JSON, which the page's
// own tests read.
func compareScene(t *testing.T, name string, frame []byte) {
	t.Helper()
	var laid bytes.Buffer
	if err := json.Indent(&laid, frame, "", " "); err != nil {
		t.Fatal(err)
	}
	laid.WriteByte('\n')
	file := filepath.Join("testdata", name+".json")
	if *rewrite {
		if err := os.WriteFile(file, laid.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, wanted := strings.Split(laid.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(wanted)) {
		if line(got, i) != line(wanted, i) {
			t.Fatalf("%s, line %d (run with -rewrite when the change is meant)\n got %s\nwant %s", file, i+1, line(got, i), line(wanted, i))
		}
	}
}
