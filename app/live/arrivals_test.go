package live

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pingyi/data"
	"pingyi/voting"
)

// late is a card that is issued and not checked in when the item opens.
func late(i int) int { return hallCards - 1 - i }

// takeBack makes a hall in which the last n cards were never scanned: it begins
// again with a log that lacks their check-ins.
func (h *hall) takeBack(n int) {
	h.t.Helper()
	h.stop()
	all := h.log.events(h.t)
	fresh := data.NewMemory()
	for _, e := range all[:len(all)-n] {
		if _, err := fresh.Append([]data.Record{voting.Encode(e, nil)}); err != nil {
			h.t.Fatal(err)
		}
	}
	h.log.Memory = fresh
	h.start()
}

func (h *hall) scan(card int, device voting.Device, takeOver bool) Answer {
	return h.s.Do(voting.RedeemCard{Card: cardOf(card), Device: device, TakeOver: takeOver, At: h.now().Unix()})
}

func (h *hall) mustScan(card int, device voting.Device, takeOver bool) {
	h.t.Helper()
	if err := h.scan(card, device, takeOver).Err; err != nil {
		h.t.Fatalf("scan card %d: %v", card, err)
	}
}

func (h *hall) checkedIn() (n int) {
	h.t.Helper()
	h.look(func(s *voting.State) { _, n = s.Issued() })
	return n
}

// order says what stands in the log, a letter for each record after the first
// that is an opening: check-ins with their card, ballots, the rest.
func (h *hall) order() (order []string) {
	h.t.Helper()
	open := false
	for _, e := range h.log.events(h.t) {
		switch e := e.(type) {
		case *voting.ItemOpened:
			open = true
		case *voting.CardRedeemed:
			if open {
				order = append(order, fmt.Sprintf("card %d", e.Card[1]))
			}
		case *voting.BallotCast:
			order = append(order, "ballot")
		case *voting.ItemClosed, *voting.ItemVoided:
			order = append(order, "end")
		}
	}
	return order
}

func TestWhoComesLateVotesAtOnceAndStandsInTheLogAfterAllBallots(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.takeBack(3)
		h.open(1, time.Hour)
		for _, i := range []int{1, 0, 2} { // not in the order of the cards
			time.Sleep(7 * time.Second)
			synctest.Wait()
			h.mustScan(late(i), deviceOf(late(i)), false)
			wantAnswers(t, "voting", []Answer{h.cast(late(i), h.ballot(1, 1, "0"))}, nil)
		}
		if n := h.checkedIn(); n != hallCards {
			t.Errorf("%d cards are checked in, want %d", n, hallCards)
		}
		if got, want := h.order(), []string{"ballot", "ballot", "ballot"}; !slices.Equal(got, want) {
			t.Errorf("while the item is open the log says %v", got)
		}
		closed := h.now().Unix()
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		want := []string{"ballot", "ballot", "ballot"}
		for _, i := range []int{2, 1, 0} {
			want = append(want, fmt.Sprintf("card %d", late(i)))
		}
		if got := h.order(); !slices.Equal(got, append(want, "end")) {
			t.Errorf("the log says %v", got)
		}
		for _, e := range eventsOf[*voting.CardRedeemed](h.log.events(t))[hallCards-3:] {
			if e.At != closed {
				t.Error("a late check-in tells its own second")
			}
		}
		h.stop()
		h.start()
		if n := h.checkedIn(); n != hallCards {
			t.Errorf("after a restart %d cards are checked in, want %d", n, hallCards)
		}
	})
}

func TestLateCheckInsOutliveARestart(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.takeBack(2)
		h.open(1, time.Hour)
		h.mustScan(late(0), deviceOf(late(0)), false)
		h.mustScan(late(1), 7, false)
		h.mustScan(late(1), deviceOf(late(1)), true) // another phone
		h.stop()
		h.start()
		if n := h.checkedIn(); n != hallCards {
			t.Errorf("%d cards are checked in, want %d", n, hallCards)
		}
		wantAnswers(t, "voting", []Answer{h.cast(late(0), h.ballot(1, 1, "0")), h.cast(late(1), h.ballot(1, 1, "0"))}, nil)
		h.must(voting.VoidItem{Act: h.act(), Item: 1, Reason: "again"})
		if got := h.order(); len(got) != 5 || got[4] != "end" {
			t.Errorf("the log says %v", got)
		}
		h.stop()
		h.start()
		if n := h.checkedIn(); n != hallCards {
			t.Errorf("after the item was set aside and a restart, %d cards are checked in", n)
		}
	})
}

func TestLateCheckInsThatAreNotWhatWasKeptStopTheSessionAndNameTheirFile(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.takeBack(3)
		h.open(1, time.Hour)
		for i := range 3 {
			h.mustScan(late(i), deviceOf(late(i)), false)
		}
		h.stop()
		path := filepath.Join(h.dir, "item.1.1.sealed")
		kept, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for says, damaged := range map[string][]byte{
			"chunk 2 is not what was sealed": slices.Concat(kept[:len(kept)/2], []byte{^kept[len(kept)/2]}, kept[len(kept)/2+1:]),
			"of 3 chunks only 2 are there":   kept[:len(kept)/3*2],
		} {
			if err := os.WriteFile(path, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			keys, err := data.OpenKeys(h.dir)
			if err != nil {
				t.Fatal(err)
			}
			err = h.all.start(&Session{ID: "hall", log: h.log, keys: keys})
			if !errors.Is(err, data.ErrCorrupt) || !strings.Contains(err.Error(), "item.1.1.sealed") || !strings.Contains(err.Error(), says) {
				t.Errorf("the session says %v, and not %q", err, says)
			}
		}
		if err := os.WriteFile(path, kept, 0o600); err != nil {
			t.Fatal(err)
		}
		h.start()
		if n := h.checkedIn(); n != hallCards {
			t.Errorf("with the file as it was %d cards are checked in, want %d", n, hallCards)
		}
	})
}

func TestCardThatCameLateAndWasDestroyedWasNeverThere(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.takeBack(1)
		h.open(1, time.Hour)
		h.mustScan(late(0), deviceOf(late(0)), false)
		h.must(voting.VoidCard{Act: h.act(), Card: cardOf(late(0)), Reason: "lost"})
		for _, what := range []string{"at once", "after a restart"} {
			if n := h.checkedIn(); n != hallCards-1 {
				t.Errorf("%s %d cards are checked in", what, n)
			}
			h.stop()
			h.start()
		}
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		if got := h.order(); !slices.Equal(got, []string{"end"}) {
			t.Errorf("the log says %v", got)
		}
	})
}

func TestLateCheckInThatCannotBeKeptIsRefusedAndBallotsStand(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.takeBack(1)
		h.open(1, time.Hour)
		h.s.teller.late.keys = brokenKeys(t)
		release := h.log.hold()
		answers := make(chan Answer, 2)
		go func() { answers <- h.cast(0, h.ballot(1, 1, "0")) }()
		go func() { answers <- h.scan(late(0), deviceOf(late(0)), false) }()
		release()
		errs := []error{(<-answers).Err, (<-answers).Err}
		if !slices.Contains(errs, nil) || !slices.Contains(errs, ErrNotRecorded) {
			t.Errorf("the ballot and the check-in are answered %v", errs)
		}
		if n := h.checkedIn(); n != hallCards-1 {
			t.Errorf("%d cards are checked in", n)
		}
	})
}

// brokenKeys are in a folder that is not there any more.
func brokenKeys(t *testing.T) *data.Keys {
	t.Helper()
	keys, err := data.OpenKeys(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestCheckInsLeaveNoSeamInABatch(t *testing.T) {
	batch := []*request{
		{ballot: voting.CastBallot{Tag: voting.Tag{3}}}, {command: voting.RedeemCard{}}, {ballot: voting.CastBallot{Tag: voting.Tag{1}}},
		{look: func(*voting.State) {}}, {ballot: voting.CastBallot{Tag: voting.Tag{2}}},
	}
	arrange(batch)
	orderByTag(batch)
	var tags []byte
	for _, r := range batch {
		if isBallot(r) {
			tags = append(tags, r.ballot.Tag[0])
		}
	}
	if !bytes.Equal(tags, []byte{1, 2, 3}) {
		t.Errorf("the ballots stand as %v", tags)
	}
}
