package live

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pingyi/data"
	"pingyi/voting"
)

// formRules ask five questions of a unit, so that a ballot is filled in by and by.
const formRules = `{"rulebook":2,"title":"双评","secrecy":"secret","reveal":"revealed","one_vote":"last before the close counts",
"ballot":{"sheet":"one unit","grades":[{"label":"满意","points":100},{"label":"不满意","points":30},{"label":"不了解","in_base":false}],
"criteria":[{"label":"政策","weight":1},{"label":"效率","weight":1},{"label":"态度","weight":1},{"label":"纪律","weight":1},{"label":"实效","weight":1}]},
"categories":[{"label":"企业代表","seats":10,"weight":60},{"label":"居民代表","seats":10,"weight":40}],
"steps":[{"name":"类内","do":"mean","of":"marks"},{"name":"指标","do":"weighted mean","of":"类内","over":"category","missing":"renormalise"},
{"name":"得分","do":"weighted mean","of":"指标","over":"criterion","missing":"renormalise"},
{"name":"名次","do":"rank","of":"得分","inside":"all","style":"1224","first":"high"}],"result":{"score":"得分","rank":"名次"}}`

func inFormHall(t *testing.T, test func(*testing.T, *hall)) {
	t.Helper()
	inHallOf(t, formRules, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		test(t, h)
	})
}

// stretch is what card i saves in item 1.
func (h *hall) stretch(i, from int, marks string) Stretch {
	h.t.Helper()
	parsed, err := voting.ParseMarks(marks)
	if err != nil {
		h.t.Fatal(err)
	}
	return Stretch{Item: 1, Run: 1, Card: cardOf(i), Device: deviceOf(i), From: from, Marks: parsed}
}

// wantFilled saves and compares what is there afterwards, written as marks and,
// where it applies, "unsent" and "other".
func (h *hall) wantFilled(what string, c Stretch, want string) {
	h.t.Helper()
	filled, err := h.s.Save(c)
	got := filled.Marks.String()
	if filled.Unsent {
		got += " unsent"
	}
	if filled.Other {
		got += " other"
	}
	if err != nil || got != want {
		h.t.Errorf("%s: it is %q (%v), want %q", what, got, err, want)
	}
}

func (h *hall) wantUnsaved(what string, c Stretch, want error) {
	h.t.Helper()
	if filled, err := h.s.Save(c); !errors.Is(err, want) {
		h.t.Errorf("%s: it is %q (%v), want %v", what, filled.Marks, err, want)
	}
}

// send casts a ballot the way handlers do, with what follows a ballot.
func (h *hall) send(i int, marks string) Answer {
	h.t.Helper()
	c := h.stretch(i, 0, marks)
	return h.s.cast(&request{id: h.ballot(1, 1, marks).id, done: make(chan struct{}, 1), ballot: voting.CastBallot{
		Item: 1, Run: 1, Marks: c.Marks, Card: c.Card, Device: c.Device, At: h.now().Unix(),
	}})
}

func (h *hall) draftFiles() []string {
	h.t.Helper()
	files, err := filepath.Glob(filepath.Join(h.dir, "*.drafts.db*"))
	if err != nil {
		h.t.Fatal(err)
	}
	return files
}

func TestStretchesOfAFormAreMergedByRow(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		h.wantFilled("at first", h.stretch(0, 0, ""), "-----")
		h.wantFilled("the third row", h.stretch(0, 2, "1"), "--1-- unsent")
		h.wantFilled("the last two", h.stretch(0, 3, "02"), "--102 unsent")
		h.wantFilled("a row taken back", h.stretch(0, 2, "-"), "---02 unsent")
		h.wantFilled("the whole", h.stretch(0, 0, "01201"), "01201 unsent")
		h.wantFilled("a stretch that came twice", h.stretch(0, 0, "01201"), "01201 unsent")
		h.wantFilled("another card", h.stretch(1, 4, "2"), "----2 unsent")
		h.wantFilled("all taken back", h.stretch(1, 4, "-"), "-----")
		h.wantFilled("asked again", h.stretch(0, 0, ""), "01201 unsent")
	})
}

func TestStretchThatDoesNotFitIsRefused(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		marks := voting.Refusal{Code: voting.RefusedMarks}
		h.wantUnsaved("beyond the last row", h.stretch(0, 4, "00"), marks)
		h.wantUnsaved("far beyond", h.stretch(0, 1<<40, "0"), marks)
		h.wantUnsaved("before the first", h.stretch(0, -1, "0"), marks)
		h.wantUnsaved("a grade that is none", h.stretch(0, 0, "3"), marks)
		other := h.stretch(0, 0, "0")
		other.Device++
		h.wantUnsaved("another phone", other, voting.Refusal{Code: voting.RefusedCardElsewhere})
		other = h.stretch(0, 0, "0")
		other.Run = 2
		h.wantUnsaved("another run", other, voting.Refusal{Code: voting.RefusedRun})
		other.Item = 9
		h.wantUnsaved("another item", other, voting.Refusal{Code: voting.RefusedItem})
		other.Item, other.Run = 2, 1
		h.wantUnsaved("an item that waits", other, voting.Refusal{Code: voting.RefusedRun})
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		h.wantUnsaved("after the close", h.stretch(0, 0, "0"), voting.Refusal{Code: voting.RefusedClosed})
	})
}

func TestDraftIsNoBallot(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		before := h.log.Head()
		h.wantFilled("saving", h.stretch(0, 0, "01201"), "01201 unsent")
		if h.log.Head() != before || h.counted(1) != 0 {
			t.Error("what was saved is in the log, or counted")
		}
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		if h.counted(1) != 0 {
			t.Error("what was not sent is counted at the close")
		}
	})
}

func TestSentBallotEndsItsDraftAndBeginsTheNext(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		h.wantFilled("filling in", h.stretch(0, 0, "0121-"), "0121- unsent")
		wantAnswers(t, "sending more than was saved", []Answer{h.send(0, "01212")}, nil)
		h.wantFilled("after it is sent", h.stretch(0, 0, ""), "01212")
		h.wantFilled("a stretch that came late says nothing new", h.stretch(0, 4, "2"), "01212")
		h.wantFilled("a change begins from what stands", h.stretch(0, 1, "-"), "0-212 unsent")
		wantAnswers(t, "sending the same again", []Answer{h.send(0, "0-212")}, nil)
		h.wantFilled("and it stands", h.stretch(0, 0, ""), "0-212")
	})
}

// TestDraftOlderThanTheBallotIsNone has the process die between the record of a
// ballot and the end of its draft.
func TestDraftOlderThanTheBallotIsNone(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		h.wantFilled("filling in", h.stretch(0, 0, "01"), "01--- unsent")
		h.s.teller.drafts = &drafts{} // which end nothing
		wantAnswers(t, "sending", []Answer{h.send(0, "22222")}, nil)
		h.wantFilled("what was saved before", h.stretch(0, 0, ""), "22222")
		h.wantFilled("a change", h.stretch(0, 4, "1"), "22221 unsent")
	})
}

func TestWhereTheFirstBallotCountsNothingIsFilledInAfterIt(t *testing.T) {
	rules := strings.Replace(formRules, "last before the close counts", "first counts", 1)
	inHallOf(t, rules, func(t *testing.T, h *hall) {
		h.open(1, time.Hour)
		h.wantFilled("filling in", h.stretch(0, 0, "01"), "01--- unsent")
		wantAnswers(t, "sending", []Answer{h.send(0, "01201")}, nil)
		h.wantUnsaved("afterwards", h.stretch(0, 0, "1"), voting.Refusal{Code: voting.RefusedSecondBallot})
	})
}

func TestDraftGoesWithThePersonToAnotherPhone(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		h.wantFilled("on the first phone", h.stretch(0, 0, "01"), "01--- unsent")
		h.must(voting.RedeemCard{Card: cardOf(0), Device: 7, TakeOver: true, At: h.now().Unix()})
		h.wantUnsaved("the first phone", h.stretch(0, 0, "2"), voting.Refusal{Code: voting.RefusedCardElsewhere})
		second := h.stretch(0, 0, "")
		second.Device = 7
		h.wantFilled("the second sees it", second, "01--- unsent other")
		second.From, second.Marks = 2, "\x02"
		h.wantFilled("and goes on", second, "012-- unsent")
		h.must(voting.RedeemCard{Card: cardOf(0), Device: deviceOf(0), TakeOver: true, At: h.now().Unix()})
		h.wantFilled("the first again", h.stretch(0, 0, ""), "012-- unsent other")
	})
}

func TestDraftsOutliveTheServer(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		h.wantFilled("before", h.stretch(0, 0, "01"), "01--- unsent")
		h.restartAfter(time.Minute)
		wantAnswers(t, "another card sends first", []Answer{h.send(1, "01201")}, nil)
		h.wantFilled("after", h.stretch(0, 0, ""), "01--- unsent")
		h.restartAfter(time.Minute)
		wantAnswers(t, "sending without having looked", []Answer{h.send(0, "22222")}, nil)
		h.wantDraftGone(0)
		h.wantFilled("it stands", h.stretch(0, 0, ""), "22222")
	})
}

// wantDraftGone looks into the file rather than at what is made of it.
func (h *hall) wantDraftGone(i int) {
	h.t.Helper()
	card := cardOf(i)
	text, err := h.s.drafts.current.Load().Get(card[:])
	if err != nil || text != nil {
		h.t.Errorf("the draft of card %d is still there: %d bytes, %v", i, len(text), err)
	}
}

func TestDraftOfADestroyedCardIsGone(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		h.wantFilled("filling in", h.stretch(0, 0, "01"), "01--- unsent")
		h.wantFilled("filling in", h.stretch(1, 0, "01"), "01--- unsent")
		h.must(voting.VoidCard{Act: h.act(), Card: cardOf(0), Reason: "lost"})
		h.must(voting.ReissueCard{VoidCard: voting.VoidCard{Act: h.act(), Card: cardOf(1), Reason: "torn"}, Replacement: cardOf(99)})
		h.wantUnsaved("a void card", h.stretch(0, 0, ""), voting.Refusal{Code: voting.RefusedCardVoid})
		h.wantDraftGone(0)
		h.wantDraftGone(1)
	})
}

func TestDraftsGoWithTheKeyOfTheItem(t *testing.T) {
	for _, end := range []string{"confirmed", "set aside"} {
		t.Run(end, func(t *testing.T) {
			inFormHall(t, func(t *testing.T, h *hall) {
				h.wantFilled("filling in", h.stretch(0, 0, "01"), "01--- unsent")
				if len(h.draftFiles()) == 0 {
					t.Fatal("there is no file")
				}
				if end == "confirmed" {
					h.must(voting.CloseItem{Act: h.act(), Item: 1}, voting.ConfirmItem{Act: h.act(), Item: 1})
				} else {
					h.must(voting.VoidItem{Act: h.act(), Item: 1, Reason: "again"})
				}
				if left := h.draftFiles(); len(left) > 0 {
					t.Errorf("there is still %v", left)
				}
			})
		})
	}
}

func TestNewRunBeginsWithBlankForms(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		h.wantFilled("the first run", h.stretch(0, 0, "01"), "01--- unsent")
		h.must(voting.VoidItem{Act: h.act(), Item: 1, Reason: "again"})
		h.open(1, time.Hour)
		again := h.stretch(0, 0, "")
		again.Run = 2
		h.wantFilled("the second", again, "-----")
	})
}

func TestFullDiskSavesNothingAndSaysSo(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		h.wantFilled("before", h.stretch(0, 0, "01"), "01--- unsent")
		h.s.teller.room.free = func() (uint64, error) { return 0, nil }
		h.s.teller.room.filled()
		h.wantUnsaved("on a full disk", h.stretch(0, 2, "1"), ErrUnsaved)
		h.wantUnsaved("and again", h.stretch(0, 2, "1"), ErrUnsaved)
		h.wantFilled("what is there can be seen", h.stretch(0, 0, ""), "01--- unsent")
		if n := h.lines("ERROR", "cannot be saved"); n != 1 {
			t.Errorf("%d lines say so:\n%s", n, h.logs)
		}
	})
}

func TestDamagedDraftsStopNoBallot(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		h.wantFilled("before", h.stretch(0, 0, "01"), "01--- unsent")
		h.stop()
		if err := os.WriteFile(h.draftFiles()[0], []byte(strings.Repeat("rubbish ", 999)), 0o600); err != nil {
			t.Fatal(err)
		}
		h.start()
		h.wantUnsaved("saving", h.stretch(0, 2, "1"), ErrUnsaved)
		if err := os.Remove(h.draftFiles()[0]); err != nil { // while the server runs it is not looked at again
			t.Fatal(err)
		}
		h.wantUnsaved("looking", h.stretch(0, 0, ""), ErrUnsaved)
		wantAnswers(t, "voting", []Answer{h.send(0, "01201")}, nil)
		if n := h.lines("ERROR", "item.1.1.drafts.db"); n != 1 {
			t.Errorf("%d lines name the file:\n%s", n, h.logs)
		}
	})
}

func TestDraftThatCannotBeReadIsBegunAnew(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		h.wantFilled("one card", h.stretch(0, 0, "01"), "01--- unsent")
		h.stop()
		file := h.draftFiles()[0]
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		raw[2*4096-1] ^= 1 // the only row ends with its page
		if err := os.WriteFile(file, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		h.start()
		h.wantUnsaved("a damaged draft", h.stretch(0, 2, "1"), data.ErrCorrupt)
		h.wantFilled("the next stretch", h.stretch(0, 2, "1"), "--1-- unsent")
	})
}

func TestManyCardsSaveAtOnce(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		var all sync.WaitGroup
		for i := range hallCards {
			for row := range 5 {
				all.Go(func() {
					if _, err := h.s.Save(h.stretch(i, row, "1")); err != nil {
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		for i := range hallCards {
			h.wantFilled("all rows", h.stretch(i, 0, ""), "11111 unsent")
		}
	})
}

// TestSavedMeansBesideTheBallotThatStands has a ballot recorded while a stretch waits for
// the disk: what was marked after it would else be saved beside a ballot that is none any
// more, and the phone told that it is there.
func TestSavedMeansBesideTheBallotThatStands(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		h.wantFilled("filling in", h.stretch(0, 0, "0121"), "0121- unsent")
		for _, c := range []struct{ sent, saved string }{{"01212", "01211 unsent"}, {"2121-", "21211 unsent"}, {"12121", "12121"}} {
			slow := make(chan struct{})
			var all sync.WaitGroup
			all.Go(func() {
				_ = h.s.drafts.current.Load().Change([]byte("another"), func([]byte) ([]byte, error) { <-slow; return nil, nil })
			})
			synctest.Wait()
			all.Go(func() { h.wantFilled("the last row, while "+c.sent+" is recorded", h.stretch(0, 4, "1"), c.saved) })
			synctest.Wait()
			wantAnswers(t, "sending", []Answer{h.send(0, c.sent)}, nil)
			close(slow)
			all.Wait()
			h.wantFilled("what was said to be saved", h.stretch(0, 0, ""), c.saved)
		}
	})
}

func TestAStretchThatTheCloseOvertakesIsNotSaidToBeSaved(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		h.wantFilled("filling in", h.stretch(0, 0, "0121"), "0121- unsent")
		slow := make(chan struct{})
		var all sync.WaitGroup
		all.Go(func() {
			_ = h.s.drafts.current.Load().Change([]byte("another"), func([]byte) ([]byte, error) { <-slow; return nil, nil })
		})
		synctest.Wait()
		all.Go(func() {
			h.wantUnsaved("at the close", h.stretch(0, 4, "1"), voting.Refusal{Code: voting.RefusedClosed})
		})
		synctest.Wait()
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		close(slow)
		all.Wait()
	})
}

// TestADraftEndsBeforeItsBallotIsAnswered: whoever has the answer may save the next change,
// and the end of the draft before must not come behind it.
func TestADraftEndsBeforeItsBallotIsAnswered(t *testing.T) {
	inFormHall(t, func(t *testing.T, h *hall) {
		h.wantFilled("filling in", h.stretch(0, 0, "01"), "01--- unsent")
		wantAnswers(t, "the teller alone", []Answer{h.cast(0, h.ballot(1, 1, "01212"))}, nil)
		h.wantDraftGone(0)
	})
}
