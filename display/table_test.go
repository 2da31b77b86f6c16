package display

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/onair"
	"pingyi/tests/evenings"
	"pingyi/voting"
)

// tables are those of an output of a class on which nothing lies.
func (h *hall) tables(class onair.Class, reveals map[string]int) Tables {
	v := view(class, onair.Cue{Scene: onair.SceneBug})
	v.Reveals = reveals
	return RenderTables(h.state, v)
}

// of finds the view of a name, as one map for each row.
func (t Tables) of(view string) []map[string]string {
	var rows []map[string]string
	for _, table := range t.Views {
		for _, row := range table.Rows {
			if table.View == view {
				named := make(map[string]string)
				for i, column := range table.Columns {
					named[column] = row[i]
				}
				rows = append(rows, named)
			}
		}
	}
	return rows
}

// lines writes some columns of the rows that have a unit.
func lines(rows []map[string]string, columns ...string) string {
	var all []string
	for _, row := range rows {
		var values []string
		for _, column := range columns {
			values = append(values, row[column])
		}
		if row["unit"] != "" {
			all = append(all, row["line"]+":"+strings.Join(values, " "))
		}
	}
	return strings.Join(all, ", ")
}

func encoded(t Tables) string {
	t.Seq = 0
	text, err := json.MarshalIndent(t, "", " ")
	if err != nil {
		panic(err)
	}
	return string(text)
}

func TestTablesLookLikeTheirFiles(t *testing.T) {
	panicked := windowEvening(t, "after")
	v := view(onair.Public, onair.Cue{Scene: onair.SceneScore})
	dark := v
	dark.Panic = true
	for name, got := range map[string]Tables{
		"before": windowEvening(t, "before").tables(onair.Public, nil), "after": windowEvening(t, "after").tables(onair.Public, nil),
		"tie": windowEvening(t, "tie").tables(onair.Public, nil), "long": windowEvening(t, "long").tables(onair.Public, nil),
		"result": windowResult(t, "tie").tables(onair.Public, nil), "form": formResult(t, "after").tables(onair.Public, nil),
		"chosen-before": chosenResult(t, "before").tables(onair.Public, nil), "chosen": chosenResult(t, "after").tables(onair.Public, nil),
		"pledge": pledgeEvening(t, "after").tables(onair.Public, nil), "panic": RenderTables(panicked.state, dark), "no-session": RenderTables(nil, v),
	} {
		path := filepath.Join("testdata", "tables", name+".json")
		if os.Getenv("PINGYI_WRITE_GOLDEN") != "" {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(encoded(got)+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if encoded(got)+"\n" != string(want) {
			t.Errorf("%s differs from %s:\n%s", name, path, encoded(got))
		}
	}
}

// Whatever was marked instead gives the same tables, until it is released; and an output of the
// sealed class gives no more than any other.
func TestTablesTellNothingBeforeItsRelease(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		policy := rapid.SampledFrom([]voting.RevealPolicy{voting.RevealHeld, voting.RevealClosed, voting.RevealLive}).Draw(r, "policy")
		tw := twins{newHall(t, plan{reveal: policy}), newHall(t, plan{reveal: policy})}
		alike := func(when string) {
			class := rapid.SampledFrom([]onair.Class{onair.Public, onair.Preview, onair.Sealed}).Draw(r, "class")
			a, b := encoded(tw.a.tables(class, nil)), encoded(tw.b.tables(class, nil))
			if a != b {
				r.Fatalf("%s, %s: what was voted can be read off the tables\n%s\n%s", when, class, a, b)
			}
		}
		counts := split(r, 12, "first")
		tw.both(func(h *hall) { h.whole(1, counts...) })
		ballots := rapid.IntRange(0, 20).Draw(r, "ballots")
		if policy == voting.RevealLive {
			ballots = min(ballots, voting.LiveStep-1)
		}
		tw.vote(2, split(r, ballots, "a"), split(r, ballots, "b"))
		alike("open")
		if policy != voting.RevealHeld {
			return
		}
		tw.both(func(h *hall) { h.close(2); h.confirm(2) })
		alike("confirmed")
		tw.vote(3, split(r, ballots, "c"), split(r, ballots, "d"))
		tw.both(func(h *hall) { h.close(3); h.confirm(3); h.finish() })
		alike("the result is confirmed")
	})
}

// While a ranking is given out the tables name who is out, in the rows of their places, and
// nobody else.
func TestTablesHoldWhoIsOutAndNobodyElse(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		good := rapid.SliceOfN(rapid.IntRange(-1, 12), 1, 26).Draw(r, "good")
		list := rapid.SampledFrom([]string{"", "ten best", "ten worst"}).Draw(r, "list")
		h, view := ranked(t, good), ViewBoard
		scene := onair.SceneReveal
		if list != "" {
			scene, view = onair.SceneTen, ViewList
		}
		end, _ := StepsOf(h.state, onair.Cue{Scene: scene, List: list}, onair.Public)
		places := inOrder(good, list)
		for k := range end + 1 {
			tables := h.tables(onair.Sealed, map[string]int{list: k})
			text, n := encoded(tables), 0
			for _, row := range tables.of(view) {
				if row["unit"] != "" {
					n++
				}
			}
			out := outOf(places, n)
			if out == nil || k == end && n != count(places) {
				r.Fatalf("group %d of %d: %d are out; the places are %v\n%s", k, end, n, places, text)
			}
			for i := range good {
				told := strings.Contains(text, fmt.Sprintf("第%02d单位", i+1)) || strings.Contains(text, fmt.Sprintf("上级%02d", i+1)) || strings.Contains(text, fmt.Sprintf("U%02d", i+1))
				onStage := i == len(good)-1 // whom everybody sees there
				if told && !onStage && !slices.Contains(out, i) {
					r.Fatalf("group %d: unit %d is in the tables and not out\n%s", k, i+1, text)
				}
			}
		}
	})
}

func TestAPlaceHasItsRowWhileTheOnesAboveAreAwaited(t *testing.T) {
	h := ranked(t, []int{5, 9, 9, 30, -1})
	for groups, want := range map[int]string{
		0: "", 1: "4:4 U01 12.50", 2: "2:2 U02 22.50, 3:2 U03 22.50, 4:4 U01 12.50", 3: "1:1 U04 75.00, 2:2 U02 22.50, 3:2 U03 22.50, 4:4 U01 12.50",
	} {
		if got := lines(h.tables(onair.Public, map[string]int{"": groups}).of(ViewBoard), "rank", "unit", "score"); got != want {
			t.Errorf("%d groups: %s, want %s", groups, got, want)
		}
	}
}

// The columns of before are those of the release before: of an item as of a version.
func TestTablesSayWhereAUnitWasBefore(t *testing.T) {
	h := newHall(t, plan{})
	look := func() string { return lines(h.tables(onair.Public, nil).of(ViewBoard), "unit", "rank", "prev_rank") }
	h.whole(2, 6, 6)
	if got, want := look(), "1:B 1 "; got != want {
		t.Errorf("after the first reveal the board is %s, want %s", got, want)
	}
	h.whole(1, 12)
	if got, want := look(), "1:A 1 , 2:B 2 1"; got != want {
		t.Errorf("after the second reveal the board is %s, want %s", got, want)
	}
	h.whole(3, 9, 3)
	if got, want := look(), "1:A 1 1, 2:C 2 , 3:B 3 2"; got != want {
		t.Errorf("after the third reveal the board is %s, want %s", got, want)
	}
	s := evenings.State(t, "result", "result-announced", 2)
	tables := RenderTables(s, view(onair.Public, onair.Cue{Scene: onair.SceneBug}))
	var moved []string
	for _, row := range tables.of(ViewBoard) {
		if row["unit"] != "" && row["prev_score"] == "" {
			t.Errorf("%s had no score before the correction", row["unit"])
		}
		if row["score"] != row["prev_score"] || row["rank"] != row["prev_rank"] {
			moved = append(moved, row["unit"])
		}
	}
	if len(moved) == 0 {
		t.Error("the correction moved nobody")
	}
	if status := tables.of(ViewStatus)[0]; status["corrected"] != "true" || status["version"] != "2" {
		t.Errorf("the status is %v", status)
	}
}

// What is entered is in no table before the announcement of the version that it is for, be it the
// first or a correction; what a unit had before is what was announced before.
func TestTablesTellWhatIsEnteredWithItsAnnouncement(t *testing.T) {
	look := func(kind string, n int) string {
		s := evenings.State(t, "result", kind, n)
		s.Phase = voting.Ended // some of it is entered while the session runs
		return encoded(RenderTables(s, view(onair.Sealed, onair.Cue{Scene: onair.SceneLineup})))
	}
	for _, version := range []struct {
		begins, kind string
		first, n     int
		then         []string
	}{
		{"item-revealed", "result-announced", 2, 1, []string{"figures-entered", "decision-entered", "unit-vetoed", "result-confirmed"}},
		{"result-certified", "result-announced", 1, 2, []string{"result-corrected", "figures-entered", "unit-vetoed", "result-confirmed"}},
	} {
		before := look(version.begins, version.first)
		for _, kind := range version.then {
			n := version.n
			if kind == "result-corrected" {
				n = 1
			}
			if now := look(kind, n); now != before {
				t.Errorf("after %s the tables are\n%s\nbefore it\n%s", kind, now, before)
			}
		}
		if look(version.kind, version.n) == before {
			t.Error("announced, the tables are as before")
		}
	}
	first := RenderTables(evenings.State(t, "result", "result-announced", 1), view(onair.Public, onair.Cue{Scene: onair.SceneLineup}))
	for _, row := range first.of(ViewBoard) {
		if row["prev_rank"] != "" || row["prev_score"] != "" {
			t.Errorf("before the first announcement a score waited, and the table says %v", row)
		}
	}
}

// The lists are told as far as they are given out, and wholly once they are announced.
func TestListsAreToldAsFarAsTheyAreOut(t *testing.T) {
	h := ranked(t, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
	if got := lines(h.tables(onair.Public, map[string]int{"ten best": 1}).of(ViewList), "list", "on_list", "rank", "unit"); got != "10:十佳 10 10 U03" {
		t.Errorf("one group of the best: %s", got)
	}
	choice := newHall(t, plan{rules: choiceRules, closes: 1_800_600_000})
	choice.stage(1)
	choice.open(1)
	choice.fill("00---0", "0-----", "-00---", "------", "000---")
	choice.close(1)
	if got := choice.tables(onair.Sealed, nil); lines(got.of(ViewList), "unit") != "" {
		t.Errorf("a choice is not revealed, and the lists are %s", lines(got.of(ViewList), "unit"))
	}
	choice.reveal(1)
	look := func(groups int) (list, board string) {
		tables := choice.tables(onair.Public, map[string]int{"best": groups})
		return lines(tables.of(ViewList)[:10], "list", "rank", "unit", "score"), lines(tables.of(ViewBoard)[:3], "list", "rank", "unit", "score")
	}
	if list, board := look(0); list != "" || board != "" {
		t.Errorf("a choice is revealed and its list is not given out; the list is %s, the board %s", list, board)
	}
	choice.finish()
	if list, board := look(9); list != board || list != "1:两佳 1 A 50.00, 2:两佳 1 B 50.00" {
		t.Errorf("the list is given out; the list is %s, the board %s", list, board)
	}
	h.announce()
	rows := h.tables(onair.Public, nil).of(ViewList)
	tones := make(map[string]int)
	for _, row := range rows {
		if row["unit"] != "" {
			tones[row["tone"]]++
		}
	}
	if len(rows) != 24 || !maps.Equal(tones, map[string]int{"best": 10, "worst": 2}) {
		t.Errorf("announced, of %d rows %v are filled", len(rows), tones)
	}
}

func TestTablesThatShareACountAreThoseOfACountOfTheirOwn(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		shared, h := &Outputs{}, ranked(t, []int{3, 5, 5, 8})
		for range 8 {
			v := view(onair.Public, onair.Cue{Scene: onair.SceneScore})
			v.Reveals = map[string]int{"": rapid.IntRange(0, 4).Draw(r, "all"), "ten best": rapid.IntRange(0, 4).Draw(r, "best")}
			v.Panic = rapid.Bool().Draw(r, "panic")
			switch rapid.IntRange(0, 2).Draw(r, "act") {
			case 0:
				h.cue(voting.SceneBoard, 0)
			case 1:
				if !h.state.ShownVersion().Announced() {
					h.announce()
				}
			}
			if one, own := encoded(shared.Tables(h.state, v)), encoded(RenderTables(h.state, v)); one != own {
				r.Fatalf("%+v: shared\n%s\nown\n%s", v, one, own)
			}
		}
	})
}
