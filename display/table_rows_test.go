package display

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/onair"
	"pingyi/voting"
)

// shape is which rows and columns tables have, whatever is in them.
func shape(t Tables) (told string) {
	for _, table := range t.Views {
		told += fmt.Sprintln(table.View, len(table.Rows), table.Columns)
	}
	return told
}

// darkened are the tables of the same moment in a panic.
func (h *hall) darkened() Tables {
	v := view(onair.Public, onair.Cue{Scene: onair.SceneBug})
	v.Panic = true
	return RenderTables(h.state, v)
}

// Whether a panic is told of what is known, or of what was told before it, shows in no cell.
func TestAPanicIsToldInOneWay(t *testing.T) {
	for name, h := range map[string]*hall{
		"before": windowEvening(t, "before"), "after": windowEvening(t, "after"), "result": windowResult(t, "tie"), "form": formResult(t, "after"), "chosen": chosenResult(t, "after"),
	} {
		if now, then := encoded(h.darkened()), encoded(h.tables(onair.Public, nil).Darkened()); now != then {
			t.Errorf("%s: in a panic the tables are\n%s\nof what was told before they are\n%s", name, now, then)
		}
	}
}

// A place is in the same row whatever is released, and every table keeps its number of rows and
// its columns from before the first vote to the announcement and in a panic.
func TestRowsAndColumnsStayWhereTheyAre(t *testing.T) {
	h := newHall(t, plan{rules: orderedRules, cards: 40})
	want := shape(h.tables(onair.Public, nil))
	look := func(when string) {
		t.Helper()
		if got := shape(h.tables(onair.Public, map[string]int{"": 2})); got != want {
			t.Errorf("%s the tables are\n%s\nwant\n%s", when, got, want)
		}
		if got := shape(h.darkened()); got != want {
			t.Errorf("in a panic, %s, the tables are\n%s\nwant\n%s", when, got, want)
		}
	}
	for id := range voting.ItemID(3) {
		h.marked(id+1, 10+int(id), 5)
		look("voted")
		h.confirm(id + 1)
	}
	h.finish()
	look("confirmed")
	h.announce()
	look("announced")
}

// rankedEvening is one of 24 units, ranked, with the ten best and the ten worst of them; in a tie nine are ahead of all others.
func rankedEvening(t *testing.T, moment string) *hall {
	good := make([]int, 24)
	for i := range good {
		switch {
		case moment == "empty":
			good[i] = -1
		case moment == "tie":
			good[i] = max(30-i, 21)
		default:
			good[i] = 30 - i
		}
	}
	h := ranked(t, good)
	switch moment {
	case "before":
		return newHall(t, plan{rules: orderedRules, units: h.state.Session.Units, cards: 40})
	case "sealed":
		return h
	}
	h.announce()
	return h
}

// So they do whatever the ballot is: units one by one, a form about all of them, a choice; whatever the
// rules make of it, with ties at the cut and without; and in a panic.
func TestEveryKindOfSessionKeepsItsRows(t *testing.T) {
	worst := regexp.MustCompile(`,\s*\{"name": "十差".*\}`)
	oneList := strings.Replace(worst.ReplaceAllString(programme(t, "best-worst"), ""), `"ten worst": "十差"`, `"ten worst": "最不满意票"`, 1)
	for kind, evening := range map[string]func(*testing.T, string) *hall{
		"windows": windowEvening, "pledges": pledgeEvening, "result": windowResult, "form": formResult, "choice": chosenResult,
		"ten best, ten worst": rankedEvening, "two lists to tick, one to read": func(t *testing.T, moment string) *hall { return chosenBy(t, moment, oneList) },
	} {
		want := shape(evening(t, "before").tables(onair.Public, nil))
		for _, moment := range []string{"before", "sealed", "after", "tie", "empty"} {
			h := evening(t, moment)
			if got := shape(h.tables(onair.Public, nil)); got != want {
				t.Errorf("%s, %s: the tables are\n%s\nbefore\n%s", kind, moment, got, want)
			}
			if got := shape(h.darkened()); got != want {
				t.Errorf("%s, %s, in a panic: the tables are\n%s\nbefore\n%s", kind, moment, got, want)
			}
		}
	}
}

// A choice of which the rulebook makes no list has its ranking on the board, once it is announced.
func TestAChoiceWithoutListsHasItsRanking(t *testing.T) {
	cuts := regexp.MustCompile(`(?m),?\s*\{"name": "(十佳|十差)".*\}(,?)$`)
	rules := strings.Replace(cuts.ReplaceAllString(programme(t, "best-worst"), "$2"), `"ten best": "十佳", "ten worst": "十差"`, `"worst": "最不满意票"`, 1)
	want := shape(chosenBy(t, "before", rules).tables(onair.Public, nil))
	for moment, units := range map[string]int{"sealed": 0, "after": 16} {
		tables := chosenBy(t, moment, rules).tables(onair.Public, nil)
		if got := shape(tables); got != want || filled(tables.Views[0]) != units {
			t.Errorf("%s: %d units are on the board, want %d; the tables are\n%s\nbefore\n%s", moment, filled(tables.Views[0]), units, got, want)
		}
	}
}

// Of the ten best and the ten worst the first rows are those of the ten places, and who is level at the cut
// stands behind all lists: no list moves with what was voted for another.
func TestATieAtTheCutMovesNoOtherList(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		good := rapid.SliceOfN(rapid.IntRange(0, 12), 21, 26).Draw(r, "good")
		h := ranked(t, good)
		want := shape(h.tables(onair.Public, nil))
		h.announce()
		tables := h.tables(onair.Public, nil)
		if got := shape(tables); got != want {
			r.Fatalf("%v: announced, the tables are\n%s\nbefore\n%s", good, got, want)
		}
		for name, list := range map[string]string{"十佳": "ten best", "十差": "ten worst"} {
			on := 0
			for i, row := range tables.of(ViewList) {
				if row["list"] == name && row["unit"] != "" {
					on++
					if row["on_list"] != fmt.Sprint(on) || row["line"] != fmt.Sprint(i+1) {
						r.Errorf("%v: unit %d of %s is in line %s as %s", good, on, name, row["line"], row["on_list"])
					}
				}
				if first := map[string]int{"十佳": 0, "十差": 10}[name]; i >= first && i < first+10 && row["list"] != name {
					r.Errorf("%v: line %d is of %s, want %s", good, i+1, row["list"], name)
				}
			}
			if want := count(inOrder(good, list)); on != want {
				r.Errorf("%v: %d are on %s, want %d", good, on, name, want)
			}
		}
	})
}

// A list that takes more than ten has the rows for them together, by tens; and so has each class, where each has a list.
func TestAListThatTakesMoreThanTenHasItsRowsTogether(t *testing.T) {
	units := make([]voting.Unit, 40)
	for i := range units {
		units[i] = voting.Unit{ID: voting.UnitID(fmt.Sprintf("U%02d", i+1)), Name: fmt.Sprintf("第%02d单位", i+1), Class: voting.Class([]string{"窗口", "机关"}[i/25])}
	}
	const each = "十佳 窗口 %d, 十佳 机关 %d, 十差  10, 十佳 窗口 %d, 十佳 机关 %d, 十差  30, "
	for take, want := range map[string]string{
		`"inside": "all", "first": "high", "take": 10`:                                    "十佳  10, 十差  10, 十佳  30, 十差  30, ",
		`"inside": "all", "first": "high", "take": 11`:                                    "十佳  20, 十差  10, 十佳  20, 十差  30, ",
		`"inside": "all", "first": "high", "take_percent": 30, "fraction": "round up"`:    "十佳  20, 十差  10, 十佳  20, 十差  30, ",
		`"inside": "all", "first": "high", "take": 400`:                                   "十佳  40, 十差  40, ",
		`"inside": "class", "first": "high", "take": 3`:                                   fmt.Sprintf(each, 10, 10, 15, 5),
		`"inside": "class", "first": "high", "take": {"窗口": 12, "机关": 1}`:                 fmt.Sprintf(each, 20, 10, 5, 5),
		`"inside": "class", "first": "high", "take_percent": 50, "fraction": "truncated"`: fmt.Sprintf(each, 20, 10, 5, 5),
	} {
		rules := strings.Replace(orderedRules, `"inside": "all", "first": "high", "take": 10`, take, 1)
		told, last, n := "", "", 0
		for _, row := range append(newHall(t, plan{rules: rules, units: units}).tables(onair.Public, nil).of(ViewList), nil) {
			if list := row["list"] + " " + row["class"]; list == last {
				n++
			} else {
				if last != "" {
					told += fmt.Sprintf("%s %d, ", last, n)
				}
				last, n = list, 1
			}
		}
		if told != want {
			t.Errorf("%s: the rows are %s, want %s", take, told, want)
		}
	}
}
