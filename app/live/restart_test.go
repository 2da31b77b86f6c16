package live

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"pingyi/data"
	"pingyi/voting"
)

// restartAfter is an outage of so long.
func (h *hall) restartAfter(outage time.Duration) {
	h.t.Helper()
	h.stop()
	time.Sleep(outage)
	h.start()
	synctest.Wait()
}

func TestItemThatWasOpenAtARestartHasFifteenSecondsAndCloses(t *testing.T) {
	for name, outage := range map[string]time.Duration{
		"the deadline passed meanwhile":        2 * time.Minute,
		"the deadline is nearer":               29*time.Second + 500*time.Millisecond,
		"the deadline passes at the same time": 30 * time.Second,
	} {
		t.Run(name, func(t *testing.T) {
			inHall(t, func(t *testing.T, h *hall) {
				h.open(1, time.Minute)
				early := h.ballot(1, 1, "0")
				first := h.cast(0, early)
				time.Sleep(30 * time.Second)
				h.restartAfter(outage)
				time.Sleep(15*time.Second - time.Millisecond)
				wantAnswers(t, "what the outage kept back", []Answer{h.cast(1, h.ballot(1, 1, "1"))}, nil)
				if again := h.cast(0, early); again.Receipt != first.Receipt {
					t.Errorf("a ballot from before the restart has receipt %s, then %s", first.Receipt, again.Receipt)
				}
				time.Sleep(time.Second + time.Millisecond)
				synctest.Wait()
				if p := h.phase(1); p != voting.PhaseClosed || !h.sealed(1) || h.counted(1) != 2 {
					t.Errorf("16 seconds after the restart the item is %s, sealed: %v, with %d ballots", p, h.sealed(1), h.counted(1))
				}
				extended := eventsOf[*voting.ItemExtended](h.log.events(t))
				if len(extended) != 1 || extended[0].By != "restart" {
					t.Errorf("the log does not say why the item was open longer: %+v", extended)
				}
			})
		})
	}
}

func TestDeadlineFarAwayStaysAtARestart(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		opened := time.Now()
		h.open(1, time.Minute)
		time.Sleep(10 * time.Second)
		h.restartAfter(10 * time.Second)
		time.Sleep(time.Hour)
		if after, by := h.closes(opened); !slices.Equal(after, []time.Duration{time.Minute}) || by[0] != "deadline" {
			t.Errorf("closed %v after the opening, by %v", after, by)
		}
	})
}

func TestGraceBeginsWhenTheDiskHasRoom(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Minute)
		h.stop()
		time.Sleep(time.Hour)
		h.log.fail(data.ErrFull)
		h.start()
		time.Sleep(time.Minute)
		h.log.fail(nil)
		time.Sleep(10 * time.Second)
		wantAnswers(t, "what the outage kept back", []Answer{h.cast(1, h.ballot(1, 1, "1"))}, nil)
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if p := h.phase(1); p != voting.PhaseClosed {
			t.Errorf("the item is %s", p)
		}
	})
}

func TestCloseWithoutItsCheckpointIsSealedAtTheRestart(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		h.refuseSeals()
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		h.stop()
		h.log.fail(nil)
		if n := len(eventsOf[*voting.ItemSealed](h.log.events(t))); n != 0 {
			t.Fatal("the item was sealed before the restart: the test shows nothing")
		}
		h.start()
		synctest.Wait()
		if !h.sealed(1) {
			t.Error("the closed item is not sealed")
		}
		h.must(voting.ConfirmItem{Act: h.act(), Item: 1}, voting.RevealItem{Act: h.act(), Item: 1})
	})
}

func TestResendAfterARestartOfAClosedItemHasItsReceipt(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		form := h.ballot(1, 1, "0")
		first := h.cast(0, form)
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		h.restartAfter(time.Minute)
		if again := h.cast(0, form); again.Err != nil || again.Receipt != first.Receipt {
			t.Errorf("the resend gives %s, %v instead of %s", again.Receipt, again.Err, first.Receipt)
		}
		wantAnswers(t, "a new ballot", []Answer{h.cast(1, h.ballot(1, 1, "0"))}, voting.Refusal{Code: voting.RefusedClosed})
	})
}

// keyFile is the file of a run's key; ending is ".key" or ".shredded".
func (h *hall) keyFile(name, ending string) string { return filepath.Join(h.dir, name+ending) }

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func (h *hall) wantShredded(name string) {
	h.t.Helper()
	if exists(h.keyFile(name, ".key")) {
		h.t.Errorf("key %s still exists", name)
	}
	if rest, err := os.ReadFile(h.keyFile(name, ".shredded")); err != nil || len(rest) != 0 {
		h.t.Errorf("key %s left %d bytes, %v", name, len(rest), err)
	}
}

func TestKeyIsOnTheDiskBeforeItsItemOpens(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		opened := false
		h.log.watch(func(segment []voting.Event) {
			if len(eventsOf[*voting.ItemOpened](segment)) > 0 {
				opened = exists(h.keyFile("item.1.1", ".key"))
			}
		})
		h.open(1, time.Hour)
		if !opened {
			t.Error("the item was opened and its key was not there")
		}
	})
}

func TestItemDoesNotOpenWithoutRoomForItsKey(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.must(voting.StageItem{Act: h.act(), Item: 1})
		if err := os.Rename(h.dir, h.dir+".away"); err != nil {
			t.Fatal(err)
		}
		a := h.s.Do(h.opening(1, time.Hour))
		if err := os.Rename(h.dir+".away", h.dir); err != nil {
			t.Fatal(err)
		}
		wantAnswers(t, "opening without a key", []Answer{a}, ErrNotRecorded)
		if p := h.phase(1); p != voting.PhaseOnStage {
			t.Fatalf("the item is %s", p)
		}
		h.must(h.opening(1, time.Hour))
		wantAnswers(t, "voting", []Answer{h.cast(0, h.ballot(1, 1, "0"))}, nil)
	})
}

func TestKeyIsGoneWhenTheConfirmationIsAnswered(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		if !exists(h.keyFile("item.1.1", ".key")) {
			t.Fatal("there is no key before the confirmation")
		}
		h.must(voting.ConfirmItem{Act: h.act(), Item: 1})
		h.wantShredded("item.1.1")
	})
}

func TestKeyOfAVoidRunIsGoneAndTheNextRunHasItsOwn(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		wantAnswers(t, "voting in run 1", []Answer{h.cast(0, h.ballot(1, 1, "0"))}, nil)
		var before, after voting.Tag
		h.look(func(s *voting.State) { before = h.s.teller.tags.tagOf(s, cardOf(0)) })
		h.must(voting.VoidItem{Act: h.act(), Item: 1, Reason: "灯光故障"})
		h.wantShredded("item.1.1")
		h.open(1, time.Hour)
		wantAnswers(t, "a late ballot of run 1", []Answer{h.cast(1, h.ballot(1, 1, "0"))}, voting.Refusal{Code: voting.RefusedRun})
		wantAnswers(t, "voting in run 2", []Answer{h.cast(0, h.ballot(1, 2, "0"))}, nil)
		h.look(func(s *voting.State) { after = h.s.teller.tags.tagOf(s, cardOf(0)) })
		if before == after || before == (voting.Tag{}) {
			t.Errorf("card 0 has tag %s in run 1 and %s in run 2", before, after)
		}
	})
}

// TestKeyThatACrashLeftIsShreddedAtTheRestart puts back what a crash between
// the confirmation and the shredding would leave.
func TestKeyThatACrashLeftIsShreddedAtTheRestart(t *testing.T) {
	for name, end := range map[string]func(*hall){
		"confirmed": func(h *hall) {
			h.must(voting.CloseItem{Act: h.act(), Item: 1})
			h.must(voting.ConfirmItem{Act: h.act(), Item: 1})
		},
		"void": func(h *hall) { h.must(voting.VoidItem{Act: h.act(), Item: 1, Reason: "r"}) },
		"void and run again": func(h *hall) {
			h.must(voting.VoidItem{Act: h.act(), Item: 1, Reason: "r"})
			h.open(1, time.Hour)
		},
	} {
		t.Run(name, func(t *testing.T) {
			inHall(t, func(t *testing.T, h *hall) {
				h.open(1, time.Hour)
				key, err := os.ReadFile(h.keyFile("item.1.1", ".key"))
				if err != nil {
					t.Fatal(err)
				}
				end(h)
				h.stop()
				if err := os.Remove(h.keyFile("item.1.1", ".shredded")); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(h.keyFile("item.1.1", ".key"), key, 0o600); err != nil {
					t.Fatal(err)
				}
				h.start()
				synctest.Wait()
				h.wantShredded("item.1.1")
			})
		})
	}
}
