package voting_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

// recount counts an item from the records alone and backwards: for each tag the
// last record of the current run decides, and a withdrawn ballot counts nothing.
func recount(s *voting.State, events []voting.Event, item *voting.ItemState) voting.Tally {
	tally := voting.NewTally(len(s.Session.Rulebook.Categories), len(s.Session.Rulebook.CriteriaOf(s.Unit(item.Unit))), len(s.Session.Rulebook.Grades))
	decided := make(map[voting.Tag]bool)
	for i := len(events) - 1; i >= 0; i-- {
		switch e := events[i].(type) {
		case *voting.BallotWithdrawn:
			if e.Item == item.ID && e.Run == item.Run {
				decided[e.Tag] = true
			}
		case *voting.BallotCast:
			if e.Item != item.ID || e.Run != item.Run || decided[e.Tag] {
				continue
			}
			decided[e.Tag] = true
			tally.Ballots[e.Category]++
			for criterion, mark := range []byte(e.Marks) {
				if mark == voting.Absent {
					tally.Blank[e.Category][criterion]++
				} else {
					tally.Counts[e.Category][criterion][mark]++
				}
			}
		}
	}
	return tally
}

func TestTheTallyIsWhatARecountGives(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawEvening(t)
		for i := range s.state.Items {
			item := &s.state.Items[i]
			if item.Run == 0 || item.Phase == voting.PhaseVoid {
				continue
			}
			if want := recount(s.state, s.events, item); !reflect.DeepEqual(item.Tally, want) {
				t.Fatalf("item %d\ngot:  %+v\nwant: %+v", item.ID, item.Tally, want)
			}
		}
	})
}

// The turnout follows from the cards one by one.
func TestTheTurnoutIsWhatTheCardsGive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawEvening(t)
		want := make([]voting.Turnout, 2)
		recused := make(map[voting.Department]int)
		for _, card := range s.state.Cards() {
			if card.Void {
				continue
			}
			want[card.Category].Issued++
			if card.Redeemed {
				want[card.Category].CheckedIn++
				recused[card.Recused]++
			}
		}
		if got := s.state.Turnout(); !reflect.DeepEqual(got, want) {
			t.Fatalf("turnout is %+v, the cards give %+v", got, want)
		}
		for _, unit := range s.state.Session.Units {
			want := want[0].CheckedIn + want[1].CheckedIn - recused[unit.Department]
			if got := s.state.Expected(unit); got != want {
				t.Fatalf("unit %s expects %d ballots, the cards give %d", unit.ID, got, want)
			}
		}
	})
}

// A live screen never shows a few ballots, and never a step of a few: it
// follows exactly when the ballots of LiveStep cards have changed.
func TestTheLiveTallyMovesInSteps(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := openItem(t)
		item := w.state.Item(1)
		shown, changed := item.Live.Clone(), make(map[voting.Tag]bool)
		for range rapid.IntRange(0, 60).Draw(t, "changes") {
			b := drawBallot(t, w.state, 9)
			_, stands := w.state.Standing(1, b.Tag)
			if stands && (w.state.Session.Rulebook.FirstOnly || rapid.IntRange(0, 3).Draw(t, "withdraw") == 0) {
				w.write(&voting.BallotWithdrawn{Item: 1, Run: 1, Tag: b.Tag})
			} else {
				w.write(b)
			}
			changed[b.Tag] = true
			if len(changed) >= voting.LiveStep && item.Tally.Total() >= voting.LiveStep {
				shown, changed = item.Tally.Clone(), make(map[voting.Tag]bool)
			}
			if !reflect.DeepEqual(item.Live, shown) {
				t.Fatalf("the live tally is %+v, want %+v", item.Live, shown)
			}
		}
	})
}

// openItem is a session whose first item takes ballots.
func openItem(t *rapid.T) *world {
	w := newWorld(t)
	w.must(voting.CreateSession{Act: w.act(), Session: drawSession(t)})
	w.write(&voting.SessionPublished{RulebookHash: w.state.Session.Rulebook.Hash()})
	w.must(voting.StageItem{Act: w.act(), Item: 1})
	w.must(voting.OpenItem{Act: w.act(), Item: 1, Deadline: w.now + 30})
	return w
}

// drawBallot draws the record of a ballot for item 1 from one of some cards.
func drawBallot(t *rapid.T, s *voting.State, cards int) *voting.BallotCast {
	b := &voting.BallotCast{
		Item: 1, Run: 1, Category: voting.CategoryID(rapid.IntRange(0, 1).Draw(t, "category")),
		Tag: voting.Tag{byte(rapid.IntRange(1, cards).Draw(t, "card"))}, Marks: voting.Marks([]byte{byte(rapid.IntRange(0, 3).Draw(t, "grade"))}),
	}
	if s.Session.Rulebook.Secrecy == voting.Open {
		b.Holder = "R1"
	}
	return b
}

// Ballots of different cards commute: their order in the log carries nothing.
func TestTheOrderOfBallotsDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := openItem(t)
		var ballots []*voting.BallotCast
		for range rapid.IntRange(0, 60).Draw(t, "ballots") {
			ballots = append(ballots, drawBallot(t, w.state, 200))
		}
		ballots = lastOfEach(ballots)
		one := countedAfter(w, ballots)
		other := countedAfter(w, rapid.Permutation(ballots).Draw(t, "order"))
		if !reflect.DeepEqual(one, other) {
			t.Fatalf("one order gives %+v, another %+v", one, other)
		}
	})
}

func lastOfEach(ballots []*voting.BallotCast) []*voting.BallotCast {
	at := make(map[voting.Tag]int)
	var kept []*voting.BallotCast
	for _, b := range ballots {
		if i, again := at[b.Tag]; again {
			kept[i] = b
			continue
		}
		at[b.Tag] = len(kept)
		kept = append(kept, b)
	}
	return kept
}

// countedAfter replays a world's log, adds the ballots and closes item 1.
func countedAfter(w *world, ballots []*voting.BallotCast) []voting.Row {
	again := &world{t: w.t, state: replay(w.t, w.log), now: w.now}
	for _, b := range ballots {
		again.write(b)
	}
	again.must(voting.CloseItem{Act: again.act(), Item: 1})
	return again.state.Board(voting.PhaseClosed)
}
