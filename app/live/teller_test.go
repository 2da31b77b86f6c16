package live

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pingyi/data"
	"pingyi/display"
	"pingyi/voting"
)

func TestNobodyIsAnsweredBeforeTheDiskHasTheRecord(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		release := h.log.hold()
		defer release()
		answered := make(chan Answer, 1)
		go func() { answered <- h.cast(0, h.ballot(1, 1, "0")) }()
		time.Sleep(time.Minute) // the disk takes its time
		synctest.Wait()
		if len(answered) != 0 {
			t.Fatal("a voter was thanked while the ballot was on its way to the disk")
		}
		if n := len(eventsOf[*voting.BallotCast](h.log.events(t))); n != 0 {
			t.Fatalf("%d ballots are on the disk already: the test holds nothing up", n)
		}
		release()
		if a := <-answered; a.Err != nil {
			t.Fatal(a.Err)
		}
		if n := len(eventsOf[*voting.BallotCast](h.log.events(t))); n != 1 {
			t.Fatalf("the voter has a receipt and %d ballots are on the disk", n)
		}
	})
}

func TestReceiptIsTheLeafOfTheRecord(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		forms := h.ballots(hallCards, 1, "1")
		answers := h.castAll(forms)
		wantAnswers(t, "voting", answers, nil)
		leaves := make(map[data.Hash]int)
		for _, ballot := range eventsOf[*voting.BallotCast](h.log.events(t)) {
			leaves[data.LeafHash(voting.Encode(ballot, nil))]++
		}
		for i, a := range answers {
			if leaves[a.Receipt] != 1 {
				t.Errorf("the receipt of card %d stands for %d records", i, leaves[a.Receipt])
			}
		}
		for i, again := range h.castAll(forms) {
			if again.Err != nil || again.Receipt != answers[i].Receipt {
				t.Errorf("card %d sent its ballot again and got %s, %v instead of %s", i, again.Receipt, again.Err, answers[i].Receipt)
			}
		}
		if n := len(eventsOf[*voting.BallotCast](h.log.events(t))); n != hallCards {
			t.Errorf("%d records for %d ballots sent twice", n, hallCards)
		}
	})
}

func TestFullDiskTellsEveryVoterAndForgetsTheirBallots(t *testing.T) {
	for _, trouble := range []error{data.ErrFull, data.ErrLocked} {
		t.Run(trouble.Error(), func(t *testing.T) {
			inHall(t, func(t *testing.T, h *hall) {
				h.open(1, time.Hour)
				h.must(voting.CueScene{Act: h.act(), Scene: voting.SceneBlank})
				size := h.log.Head().Size
				forms := h.ballots(hallCards, 1, "0")
				h.log.fail(trouble)
				wantAnswers(t, "on a full disk", h.castAll(forms), ErrNotRecorded)
				wantAnswers(t, "on a full disk, once more", h.castAll(forms), ErrNotRecorded)
				h.look(func(s *voting.State) {
					if s.Records != size || s.Item(1).Tally.Total() != 0 {
						t.Errorf("the state holds %d records and %d ballots, the disk %d and none", s.Records, s.Item(1).Tally.Total(), size)
					}
				})
				h.log.fail(nil)
				time.Sleep(askAgain)
				answers := h.castAll(forms)
				wantAnswers(t, "the same ballots when there is room", answers, nil)
				again := h.castAll(forms)
				for i := range answers {
					if again[i].Receipt != answers[i].Receipt {
						t.Errorf("card %d has two receipts for one ballot", i)
					}
				}
				if n := h.counted(1); n != hallCards {
					t.Errorf("%d ballots count, want %d", n, hallCards)
				}
				if n := h.log.Head().Size - size; n != hallCards {
					t.Errorf("%d records for %d ballots", n, hallCards)
				}
				if len(h.fatal) != 0 {
					t.Errorf("the server stopped: %v", <-h.fatal)
				}
			})
		})
	}
}

func TestActOnAFullDiskHasNotHappened(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		h.log.fail(data.ErrFull)
		if a := h.s.Do(voting.CloseItem{Act: h.act(), Item: 1}); !errors.Is(a.Err, ErrNotRecorded) {
			t.Fatalf("closing on a full disk: %v", a.Err)
		}
		if p := h.phase(1); p != voting.PhaseOpen {
			t.Fatalf("the item is %s", p)
		}
		h.log.fail(nil)
		time.Sleep(askAgain)
		wantAnswers(t, "a ballot for the item that stayed open", []Answer{h.cast(0, h.ballot(1, 1, "0"))}, nil)
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
	})
}

func TestFailedDiskEndsTheServerAndShowsNothingMore(t *testing.T) {
	for _, trouble := range []error{data.ErrFatal, data.ErrCorrupt} {
		t.Run(trouble.Error(), func(t *testing.T) {
			inHall(t, func(t *testing.T, h *hall) {
				h.open(1, 2*time.Second)
				time.Sleep(time.Second)
				before := h.s.Hub.Feed(display.Desk).Latest()
				h.log.fail(trouble)
				wantAnswers(t, "on a failed disk", h.castAll(h.ballots(3, 1, "0")), ErrNotRecorded)
				if err := <-h.fatal; !errors.Is(err, trouble) {
					t.Errorf("the server stops because of %v", err)
				}
				h.log.fail(nil) // what looks well again is not to be trusted
				wantAnswers(t, "after a failed disk", h.castAll(h.ballots(3, 1, "0")), ErrNotRecorded)
				if err := h.s.Look(func(*voting.State) { t.Error("a state is shown that may not be on the disk") }); err == nil {
					t.Error("looking at the state succeeds")
				}
				time.Sleep(time.Minute)
				synctest.Wait()
				after := h.s.Hub.Feed(display.Desk).Latest()
				if !bytes.Equal(before.Bytes, after.Bytes) {
					t.Errorf("the picture changed from %s to %s", before.Bytes, after.Bytes)
				}
			})
		})
	}
}

// TestBatchKeepsNoTraceOfWhoWasFirst holds up a segment while ballots queue in
// the order of their cards.
func TestBatchKeepsNoTraceOfWhoWasFirst(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		release := h.log.hold()
		defer release()
		var senders sync.WaitGroup
		enqueue := func(card int, marks string) {
			form := h.ballot(1, 1, marks)
			senders.Go(func() {
				if a := h.cast(card, form); a.Err != nil {
					t.Error(a.Err)
				}
			})
			synctest.Wait() // it waits in the queue now
		}
		enqueue(19, "2") // goes to the disk alone and keeps the others waiting
		for card := range 12 {
			enqueue(card, "0")
			if card%4 == 0 { // somebody reloads the page
				senders.Go(func() { _ = h.s.Look(func(*voting.State) {}) })
				synctest.Wait()
			}
		}
		enqueue(5, "1") // has second thoughts
		release()
		senders.Wait()
		tags := tagsInOrder(h.log.events(t))[1:]
		if len(tags) != 13 || !slices.IsSorted(tags) {
			t.Errorf("the batch is not ordered by tag: %v", tags)
		}
		arrival := make([]string, 12)
		h.look(func(s *voting.State) {
			for card := range arrival {
				tag := h.s.teller.tags.tagIn(s.Item(1), cardOf(card))
				arrival[card] = tag.String()
			}
			if got := s.Item(1).Tally.ByGrade(); !slices.Equal(got, []int{11, 1, 1}) {
				t.Errorf("counted %v: of two ballots of one card in a batch the later one counts", got)
			}
		})
		if slices.IsSorted(arrival) {
			t.Error("the ballots arrived in the order of their tags: the test shows nothing")
		}
	})
}

func TestLooksSeeWhatIsOnTheDiskAndNothingElse(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		turn := 0
		h.log.failWhen(func([]voting.Event) error { // on the teller's goroutine, like the looks
			if turn++; turn%3 == 0 {
				return data.ErrFull
			}
			return nil
		})
		var crowd sync.WaitGroup
		for card := range hallCards {
			forms := []vote{h.ballot(1, 1, "0"), h.ballot(1, 1, "1"), h.ballot(1, 1, "2")}
			crowd.Go(func() {
				for _, form := range forms {
					for h.cast(card, form).Err != nil {
						time.Sleep(time.Second)
					}
				}
			})
			crowd.Go(func() {
				for range 20 {
					if err := h.s.Look(func(s *voting.State) {
						if size := h.log.Head().Size; s.Records != size {
							t.Errorf("a look sees %d records, the disk has %d", s.Records, size)
						}
					}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		crowd.Wait()
		if turn < 3 {
			t.Fatal("no segment failed: the test shows nothing")
		}
		h.look(func(s *voting.State) {
			if got := s.Item(1).Tally.ByGrade(); !slices.Equal(got, []int{0, 0, hallCards}) {
				t.Errorf("counted %v", got)
			}
		})
	})
}

func TestFullQueueSendsVotersAwayAtOnce(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		release := h.log.hold()
		defer release()
		first := make(chan Answer, 1)
		go func() { first <- h.cast(0, h.ballot(1, 1, "0")) }()
		synctest.Wait()
		crowd := h.fillQueue()
		if a := h.cast(1, h.ballot(1, 1, "0")); !errors.Is(a.Err, data.ErrBusy) {
			t.Errorf("a voter before a full queue: %v", a.Err)
		}
		release()
		for _, r := range crowd {
			<-r.done
		}
		wantAnswers(t, "the voter who was before", []Answer{<-first}, nil)
		wantAnswers(t, "a voter when the queue is empty", []Answer{h.cast(1, h.ballot(1, 1, "0"))}, nil)
	})
}

// fillQueue takes all places of the queue.
func (h *hall) fillQueue() []*request {
	var crowd []*request
	for {
		r := &request{look: func(*voting.State) {}, done: make(chan struct{}, 1)}
		if h.s.teller.queue.Put(r) != nil {
			return crowd
		}
		crowd = append(crowd, r)
	}
}

// pictures notes when the desk's picture changed, until ctx ends.
func (h *hall) pictures(ctx context.Context) func() (when []time.Time, last display.Frame) {
	var when []time.Time
	var last display.Frame
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			frame, err := h.s.Hub.Feed(display.Desk).Next(ctx, last.Seq)
			if err != nil {
				return
			}
			when, last = append(when, time.Now()), frame
		}
	}()
	return func() ([]time.Time, display.Frame) { <-ended; return when, last }
}

func TestPicturesComeAtMostTwentyASecondAndTheLastOneAlways(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		time.Sleep(time.Second)
		ctx, end := context.WithCancel(t.Context())
		seen := h.pictures(ctx)
		for i := range hallCards {
			wantAnswers(t, "voting", []Answer{h.cast(i, h.ballot(1, 1, "0"))}, nil)
			time.Sleep(7 * time.Millisecond)
		}
		time.Sleep(display.PaintEvery)
		end()
		when, last := seen()
		for i := 2; i < len(when); i++ { // the first is what hung there before
			if gap := when[i].Sub(when[i-1]); gap < display.PaintEvery {
				t.Errorf("pictures %d and %d are %s apart", i-1, i, gap)
			}
		}
		if len(when) < 3 || len(when) > 5 {
			t.Errorf("%d pictures in 190 ms", len(when))
		}
		if got := readFrame(t, last.Bytes); got.Item.Ballots != hallCards {
			t.Errorf("the last picture shows %d ballots of %d", got.Item.Ballots, hallCards)
		}
	})
}

func TestLastPictureArrivesThoughTheQueueWasFullWhenItWasDue(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		time.Sleep(time.Second)
		wantAnswers(t, "voting", []Answer{h.cast(0, h.ballot(1, 1, "0")), h.cast(1, h.ballot(1, 1, "0"))}, nil)
		release := h.log.hold()
		defer release()
		third := make(chan Answer, 1)
		go func() { third <- h.cast(2, h.ballot(1, 1, "0")) }()
		synctest.Wait()
		crowd := h.fillQueue()
		time.Sleep(2 * display.PaintEvery) // the picture of the second ballot was due meanwhile
		release()
		for _, r := range crowd {
			<-r.done
		}
		wantAnswers(t, "the third", []Answer{<-third}, nil)
		wantAnswers(t, "the fourth", []Answer{h.cast(3, h.ballot(1, 1, "0"))}, nil)
		time.Sleep(2 * display.PaintEvery)
		synctest.Wait()
		if got := readFrame(t, h.s.Hub.Feed(display.Desk).Latest().Bytes); got.Item.Ballots != 4 {
			t.Errorf("the picture stays at %d ballots of 4", got.Item.Ballots)
		}
	})
}
