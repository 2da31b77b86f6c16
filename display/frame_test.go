package display

import (
	"bytes"
	"fmt"
	"reflect"
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

func TestPhoneFrameDoesNotChangeWithBallots(t *testing.T) {
	h := newHall(t, plan{})
	h.stage(1)
	h.open(1)
	rapid.Check(t, func(r *rapid.T) {
		before := h.bytes(Phone)
		for range rapid.IntRange(1, 20).Draw(r, "ballots") {
			h.vote(rapid.IntRange(0, 29).Draw(r, "card"), byte(rapid.IntRange(0, 3).Draw(r, "grade")))
			if after := h.bytes(Phone); !bytes.Equal(before, after) {
				r.Fatalf("a ballot changed the phones' frame\n from %s\n   to %s", before, after)
			}
		}
	})
	if h.state.OpenItem().Tally.Total() == 0 {
		t.Fatal("no ballot arrived")
	}
}

// digits stand for any number, so that two frames of the same shape compare equal.
var digits = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)

func TestFrameSizeDoesNotGrowWithVoters(t *testing.T) {
	shapes := make(map[Audience]string)
	for _, voters := range []int{10, 1_000, 10_000} {
		h := newHall(t, plan{cards: voters, rehearsal: true})
		h.stage(1)
		h.open(1)
		h.votes(voters/2, voters/4, voters/5)
		for _, a := range Audiences() {
			shape := digits.ReplaceAllString(string(h.bytes(a)), "N")
			if shapes[a] == "" {
				shapes[a] = shape
			}
			if shape != shapes[a] {
				t.Errorf("audience %d with %d voters: frame is\n%s\nwith 10 it was\n%s", a, voters, shape, shapes[a])
			}
		}
		if size := len(h.bytes(Screen)); size > 1200 {
			t.Errorf("screen frame with %d voters has %d bytes, want about a kilobyte", voters, size)
		}
	}
}

func TestSharesAddUpToAHundred(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 100_000), 2, 16).Draw(r, "counts")
		total, sum := 0, 0
		for _, n := range counts {
			total += n
		}
		for i, share := range Permille(counts) {
			sum += share
			if total > 0 && (share < counts[i]*1000/total || share > counts[i]*1000/total+1) {
				r.Fatalf("share %d of %d in %d is %d thousandths", i, counts[i], total, share)
			}
		}
		if want := 1000; (total > 0 && sum != want) || (total == 0 && sum != 0) {
			r.Fatalf("shares of %v add up to %d thousandths", counts, sum)
		}
	})
}

func TestSharesOfKnownCounts(t *testing.T) {
	for _, c := range []struct{ counts, want []int }{
		{[]int{1, 1, 1}, []int{334, 333, 333}},
		{[]int{310, 90, 20, 11}, []int{719, 209, 46, 26}},
		{[]int{0, 7}, []int{0, 1000}},
		{[]int{0, 0}, []int{0, 0}},
	} {
		if got := Permille(c.counts); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("Permille(%v) = %v, want %v", c.counts, got, c.want)
		}
	}
}

func TestBoardPagesRanksAndTies(t *testing.T) {
	units := make([]voting.Unit, 13)
	for i := range units {
		units[i] = voting.Unit{ID: voting.UnitID(fmt.Sprintf("U%02d", i+1)), Name: "窗口", Class: "甲"}
	}
	h := newHall(t, plan{units: units})
	for i := range 12 {
		good := i / 2 * 2 // units 1 and 2 tie, 3 and 4, ...
		h.whole(voting.ItemID(i+1), good, 20-good)
	}
	h.whole(13, 0, 0, 0, 5) // nobody has an opinion
	h.cue(voting.SceneBoard, 0)
	first := h.screen().Board
	if first.Page != 0 || first.Pages != 2 || len(first.Rows) != BoardRows {
		t.Fatalf("first page: got page %d of %d with %d rows", first.Page, first.Pages, len(first.Rows))
	}
	for i, want := range []struct {
		unit voting.UnitID
		rank int
	}{{"U11", 1}, {"U12", 1}, {"U09", 3}, {"U10", 3}} {
		if got := first.Rows[i]; got.Unit != want.unit || got.Rank != want.rank || !got.Tie {
			t.Errorf("row %d: got %s with rank %d (tie %t), want %s tied with rank %d", i+1, got.Unit, got.Rank, got.Tie, want.unit, want.rank)
		}
	}
	h.cue(voting.SceneBoard, 7)
	last := h.screen().Board
	if last.Page != 1 || len(last.Rows) != 5 {
		t.Fatalf("page 7 was cued: got page %d with %d rows, want the last page with 5", last.Page, len(last.Rows))
	}
	if row := last.Rows[4]; row.Unit != "U13" || row.Rank != 0 || row.Tie || row.Score != "" || row.ScorePermille != 0 {
		t.Errorf("unit without an opinion: got %+v, want it last, without rank and score", row)
	}
	if got := h.screen().Result; got == nil || !reflect.DeepEqual(*got, Result{}) {
		t.Errorf("result of the unit without an opinion: got %+v, want an empty one", got)
	}
}

func TestResultPlacesTheItemAmongTheRevealed(t *testing.T) {
	h := newHall(t, plan{})
	h.whole(1, 20, 5)
	if got := h.screen().Result; got == nil || got.Tie || got.ClassTie {
		t.Errorf("a unit whose like is yet to be revealed: got %+v, want no tie", got)
	}
	h.whole(2, 25)
	h.whole(3, 20, 5)
	want := Result{Score: h.screen().Result.Score, Rank: 2, Of: 3, RankInClass: 1, OfClass: 2, Tie: true, ClassTie: true}
	if got := *h.screen().Result; !reflect.DeepEqual(got, want) || got.Score == "" {
		t.Errorf("third unit: got %+v, want %+v", got, want)
	}
}

func TestSceneFollowsTheRundown(t *testing.T) {
	for policy, scenes := range map[voting.RevealPolicy]struct{ open, closed voting.Scene }{
		voting.RevealLive: {voting.SceneBars, voting.SceneBars}, voting.RevealClosed: {voting.SceneCountdown, voting.SceneBars},
		voting.RevealHeld: {voting.SceneCountdown, voting.SceneCountdown},
	} {
		h := newHall(t, plan{reveal: policy})
		want := func(moment string, scene voting.Scene) {
			t.Helper()
			if got := h.screen().Scene; got != scene {
				t.Errorf("policy %s, %s: scene is %s, want %s", policy, moment, got, scene)
			}
			if got := h.desk(); got.Scene != scene || got.Cue != h.state.Scene {
				t.Errorf("policy %s, %s: the desk has %s (cue %s), want %s (cue %s)", policy, moment, got.Scene, got.Cue, scene, h.state.Scene)
			}
		}
		want("before the first item", voting.SceneJoin)
		h.stage(1)
		want("on stage", voting.SceneCountdown)
		h.open(1)
		h.votes(4)
		want("4 ballots", voting.SceneCountdown)
		h.vote(4, 1)
		want("5 ballots", scenes.open)
		h.close(1)
		want("closed", scenes.closed)
		h.do(voting.ConfirmItem{Act: voting.Act{Role: voting.Scrutineer}, Item: 1})
		want("confirmed", scenes.closed)
		h.do(voting.RevealItem{Item: 1})
		want("revealed", voting.SceneScore)
		h.cue(voting.SceneBlank, 0)
		want("blank cued", voting.SceneBlank)
	}
}

func TestTieIsMarkedAcrossPages(t *testing.T) {
	units := make([]voting.Unit, 9)
	for i := range units {
		units[i] = voting.Unit{ID: voting.UnitID(fmt.Sprintf("U%02d", i+1)), Name: "窗口"}
	}
	h := newHall(t, plan{units: units})
	for i := range units {
		if i >= 7 {
			h.whole(voting.ItemID(i+1), 5, 20)
		} else {
			h.whole(voting.ItemID(i+1), 25-i, i)
		}
	}
	for page, want := range [][]bool{{false, false, false, false, false, false, false, true}, {true}} {
		h.cue(voting.SceneBoard, page)
		got := []bool{}
		for _, row := range h.screen().Board.Rows {
			got = append(got, row.Tie)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("page %d: ties are %v, want %v", page+1, got, want)
		}
	}
}
