package live

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"pingyi/data"
	"pingyi/voting"
)

// closes lists when items were closed, relative to a time, and by whom.
func (h *hall) closes(since time.Time) (after []time.Duration, by []string) {
	h.t.Helper()
	for _, e := range eventsOf[*voting.ItemClosed](h.log.events(h.t)) {
		after = append(after, time.Unix(e.At, 0).Sub(since))
		by = append(by, e.By)
	}
	return after, by
}

func TestDeadlineClosesAndSealsByACommandInTheLog(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		opened := time.Now()
		h.open(1, time.Minute)
		time.Sleep(time.Minute - time.Millisecond)
		synctest.Wait()
		wantAnswers(t, "in the last millisecond", []Answer{h.cast(0, h.ballot(1, 1, "0"))}, nil)
		time.Sleep(time.Millisecond)
		synctest.Wait()
		wantAnswers(t, "after the deadline", []Answer{h.cast(1, h.ballot(1, 1, "0"))}, voting.Refusal{Code: voting.RefusedClosed})
		all := eventsOf[*voting.ItemClosed](h.log.events(t))
		if after, by := h.closes(opened); len(all) != 1 || after[0] != time.Minute || by[0] != "deadline" || !all[0].ByDeadline {
			t.Errorf("closed %v after the opening, by %v", after, by)
		}
		if !h.sealed(1) {
			t.Error("the closed item is not sealed")
		}
	})
}

func TestExtendingMovesTheClose(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		opened := time.Now()
		h.open(1, time.Minute)
		time.Sleep(30 * time.Second)
		h.must(voting.ExtendItem{Act: h.act(), Item: 1, Deadline: opened.Add(90 * time.Second).Unix()})
		time.Sleep(time.Hour)
		if after, by := h.closes(opened); !slices.Equal(after, []time.Duration{90 * time.Second}) || by[0] != "deadline" {
			t.Errorf("closed %v after the opening, by %v", after, by)
		}
	})
}

func TestHandThatClosesFirstLeavesNothingForTheDeadline(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		opened := time.Now()
		h.open(1, time.Minute)
		time.Sleep(10 * time.Second)
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		h.open(2, time.Hour)
		time.Sleep(10 * time.Minute)
		if after, by := h.closes(opened); !slices.Equal(after, []time.Duration{10 * time.Second}) || by[0] != "organizer" {
			t.Errorf("closed %v after the opening, by %v", after, by)
		}
	})
}

// TestDeadlineClosesThough lists what can stand in the way at that very moment.
func TestDeadlineClosesThough(t *testing.T) {
	for name, c := range map[string]struct {
		obstacle func(*hall) (remove func())
		within   time.Duration
	}{
		"the disk is full": {func(h *hall) func() {
			h.log.fail(data.ErrFull)
			return func() { h.log.fail(nil) }
		}, 2 * time.Second},
		"the queue is full": {func(h *hall) func() {
			release := h.log.hold()
			go h.cast(0, h.ballot(1, 1, "0"))
			synctest.Wait()
			h.fillQueue()
			return release
		}, time.Second},
		"the wall clock is behind": {func(h *hall) func() {
			h.behind.Store(int64(300 * time.Millisecond))
			return func() {}
		}, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			inHall(t, func(t *testing.T, h *hall) {
				h.open(1, time.Minute)
				time.Sleep(59 * time.Second)
				synctest.Wait()
				remove := c.obstacle(h)
				time.Sleep(30 * time.Second)
				remove()
				time.Sleep(c.within)
				synctest.Wait()
				if p := h.phase(1); p != voting.PhaseClosed || !h.sealed(1) {
					t.Errorf("the item is %s, sealed: %v", p, h.sealed(1))
				}
				if n := len(eventsOf[*voting.ItemClosed](h.log.events(t))); n != 1 {
					t.Errorf("it was closed %d times", n)
				}
			})
		})
	}
}

func TestLogIsLeftAloneBetweenTwoTriesOnAFullDisk(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Minute)
		tries := 0
		h.log.failWhen(func([]voting.Event) error { tries++; return data.ErrFull })
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if tries < 30 || tries > 62 {
			t.Errorf("%d tries to close in the minute after the deadline", tries)
		}
	})
}

// TestActsThatComeTogetherAreAllAttended has one batch close an item and open
// the next one with the same deadline.
func TestActsThatComeTogetherAreAllAttended(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		opened := time.Now()
		h.open(1, time.Minute)
		release := h.log.hold()
		defer release()
		go h.cast(0, h.ballot(1, 1, "0"))
		synctest.Wait()
		acts := []voting.Command{voting.CloseItem{Act: h.act(), Item: 1}, voting.StageItem{Act: h.act(), Item: 2}, h.opening(2, time.Minute)}
		answers := make(chan error, len(acts))
		for _, act := range acts {
			go func() { answers <- h.s.Do(act).Err }()
			synctest.Wait()
		}
		segments := h.log.Head().Segments
		release()
		for range acts {
			if err := <-answers; err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if n := h.log.Head().Segments - segments; n != 3 { // the ballot, the acts, the seal
			t.Errorf("%d segments were written: the acts did not come together", n)
		}
		if !h.sealed(1) {
			t.Error("item 1 is closed and not sealed")
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if after, _ := h.closes(opened); !slices.Equal(after, []time.Duration{0, time.Minute}) {
			t.Errorf("closed %v after the opening", after)
		}
	})
}

func TestSealThatFailedComesLater(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		h.refuseSeals()
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		if a := h.s.Do(voting.ConfirmItem{Act: h.act(), Item: 1}); !errors.Is(a.Err, voting.Refusal{Code: voting.RefusedNotSealed}) {
			t.Fatalf("confirming a tally that is not sealed: %v", a.Err)
		}
		h.log.fail(nil)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		h.must(voting.ConfirmItem{Act: h.act(), Item: 1})
	})
}

// refuseSeals makes the disk full for checkpoints and nothing else.
func (h *hall) refuseSeals() {
	h.log.failWhen(func(segment []voting.Event) error {
		if len(eventsOf[*voting.ItemSealed](segment)) > 0 {
			return data.ErrFull
		}
		return nil
	})
}

func TestSealCoversTheCloseAndVerifies(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		wantAnswers(t, "voting", h.castAll(h.ballots(4, 1, "0")), nil)
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		synctest.Wait()
		closedAt := 0
		for i, e := range h.log.events(t) {
			if _, ok := e.(*voting.ItemClosed); ok {
				closedAt = i
			}
		}
		h.look(func(s *voting.State) {
			seal := s.Item(1).Seal
			if seal == nil || seal.Size != uint64(closedAt+1) {
				t.Fatalf("the seal covers %+v, the close is record %d", seal, closedAt)
			}
			_, size, root, err := data.VerifyCheckpoint([]byte(seal.Note), h.s.signer.VerifierKey())
			if err != nil || size != seal.Size || root.String() != seal.Root {
				t.Errorf("the seal does not verify: %d records, root %s, %v", size, root, err)
			}
		})
	})
}

// TestClockThatIsPutRightMovesNoDeadline steps the wall's clock while an item is
// open, and has somebody do something right afterwards.
func TestClockThatIsPutRightMovesNoDeadline(t *testing.T) {
	for name, behind := range map[string]time.Duration{
		"an hour ahead": -time.Hour, "an hour behind": time.Hour, "ten years ahead": -87_600 * time.Hour, "a second behind": time.Second,
	} {
		t.Run(name, func(t *testing.T) {
			inHall(t, func(t *testing.T, h *hall) {
				h.open(1, time.Minute)
				time.Sleep(10 * time.Second)
				h.behind.Store(int64(behind))
				h.must(voting.CueScene{Act: h.act(), Scene: voting.SceneAuto})
				time.Sleep(50*time.Second - time.Millisecond)
				synctest.Wait()
				h.must(voting.CueScene{Act: h.act(), Scene: voting.SceneAuto})
				if p := h.phase(1); p != voting.PhaseOpen {
					t.Errorf("before its deadline the item is %s", p)
				}
				time.Sleep(time.Millisecond)
				synctest.Wait()
				if p := h.phase(1); p != voting.PhaseClosed || !h.sealed(1) {
					t.Errorf("at its deadline the item is %s", p)
				}
			})
		})
	}
}

func TestExtensionCountsFromTheDeadlineWhateverTheWallSays(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		opened := time.Now()
		h.open(1, time.Minute)
		time.Sleep(10 * time.Second)
		h.behind.Store(int64(20 * time.Minute))
		h.must(voting.ExtendItem{Act: h.act(), Item: 1, Deadline: opened.Add(90 * time.Second).Unix()})
		time.Sleep(80*time.Second - time.Millisecond)
		synctest.Wait()
		if p := h.phase(1); p != voting.PhaseOpen {
			t.Errorf("before its deadline the item is %s", p)
		}
		time.Sleep(time.Millisecond)
		synctest.Wait()
		if p := h.phase(1); p != voting.PhaseClosed {
			t.Errorf("at its deadline the item is %s", p)
		}
	})
}
