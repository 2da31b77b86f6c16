package live

import (
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"pingyi/voting"
)

// keep puts something in the way of a key's destruction until remove is called.
func keep(t *testing.T, dir, name string) (remove func()) {
	t.Helper()
	obstacle := filepath.Join(dir, name+".shredded") // a folder, which no file can replace
	if err := os.Mkdir(obstacle, 0o700); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(obstacle); err != nil {
			t.Fatal(err)
		}
	}
}

func there(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, name+".key"))
	return err == nil
}

func TestKeyThatCannotBeDestroyedIsTriedUntilItIsGone(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		remove := keep(t, h.dir, "item.1.1")
		h.must(voting.ConfirmItem{Act: h.act(), Item: 1}, voting.RevealItem{Act: h.act(), Item: 1})
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := h.s.teller.tags.overdue.Load(); n != 1 || !there(h.dir, "item.1.1") {
			t.Fatalf("%d keys are overdue; the key is there: %v", n, there(h.dir, "item.1.1"))
		}
		remove()
		time.Sleep(dutyAgain)
		synctest.Wait()
		if n := h.s.teller.tags.overdue.Load(); n != 0 || there(h.dir, "item.1.1") {
			t.Errorf("nobody acts, and %d keys are overdue; the key is there: %v", n, there(h.dir, "item.1.1"))
		}
		if began, over := h.lines("ERROR", "behind the log"), h.lines("INFO", "in step"); began != 1 || over != 1 {
			t.Errorf("%d lines say that a key is overdue and %d that it is gone:\n%s", began, over, h.logs)
		}
	})
}

// TestKeyThatStaysHoldsNothingUp has the deadline of the next item come meanwhile.
func TestKeyThatStaysHoldsNothingUp(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		defer keep(t, h.dir, "item.1.1")()
		h.must(voting.ConfirmItem{Act: h.act(), Item: 1})
		h.open(2, time.Minute)
		wantAnswers(t, "voting", h.castAll(h.ballots(5, 2, "0")), nil)
		time.Sleep(time.Minute + time.Second)
		synctest.Wait()
		if p := h.phase(2); p != voting.PhaseClosed || !h.sealed(2) {
			t.Errorf("item 2 is %s, sealed: %v", p, h.sealed(2))
		}
	})
}

func TestKeyOfTheCardsIsTriedUntilItIsGone(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		remove := keep(t, h.dir, cardKey)
		h.must(voting.CloseSession{Act: h.act()})
		if n := h.s.teller.tags.overdue.Load(); n != 1 {
			t.Errorf("%d keys are overdue", n)
		}
		remove()
		time.Sleep(dutyAgain)
		synctest.Wait()
		if n := h.s.teller.tags.overdue.Load(); n != 0 || there(h.dir, cardKey) {
			t.Errorf("%d keys are overdue; the key is there: %v", n, there(h.dir, cardKey))
		}
	})
}

// Until an item is confirmed its phones ask what stands for them, on the
// teller's goroutine.
func TestKeyOfAClosedItemIsReadOnceAfterARestart(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		ballot := h.ballot(1, 1, "0")
		receipt := h.cast(0, ballot).Receipt
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		h.restartAfter(time.Minute)
		if err := os.Remove(filepath.Join(h.dir, "item.1.1.key")); err != nil {
			t.Fatal(err)
		}
		if again := h.cast(0, ballot); again.Receipt != receipt {
			t.Errorf("the key is read from its file for each question: %+v", again)
		}
	})
}
