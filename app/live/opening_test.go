package live

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pingyi/data"
	"pingyi/voting"
)

// selfPaced are the rules of the hall as one form that everybody fills in when they like.
func selfPaced() string {
	return strings.NewReplacer(`"mode":"stage"`, `"mode":"self-paced"`, `,"reveal":"revealed"`, "").Replace(hallRulebook)
}

// inForm holds a self-paced form that opens and closes so long after the beginning;
// a negative time is by hand.
func inForm(t *testing.T, opens, closes time.Duration, test func(*testing.T, *hall, time.Time)) {
	t.Helper()
	var began time.Time
	inHallWith(t, selfPaced(), func(s *voting.Session) {
		began = time.Now()
		if opens >= 0 {
			s.Opens = began.Add(opens).Unix()
		}
		if closes >= 0 {
			s.Closes = began.Add(closes).Unix()
		}
	}, func(t *testing.T, h *hall) { test(t, h, began) })
}

// course tells when the form was staged, opened and closed, and by whom.
func (h *hall) course(since time.Time) string {
	h.t.Helper()
	said := ""
	for _, e := range h.log.events(h.t) {
		switch e := e.(type) {
		case *voting.ItemStaged:
			said += fmt.Sprintf("staged %s by %s %s; ", time.Unix(e.At, 0).Sub(since), e.By, e.Role)
		case *voting.ItemOpened:
			said += fmt.Sprintf("opened %s by %s until %s; ", time.Unix(e.At, 0).Sub(since), e.By, time.Unix(e.Deadline, 0).Sub(since))
		case *voting.ItemClosed:
			said += fmt.Sprintf("closed %s by %s; ", time.Unix(e.At, 0).Sub(since), e.By)
		}
	}
	return said
}

const week = 7 * 24 * time.Hour

const weekLong = "staged 1h0m0s by opening teller; opened 1h0m0s by opening until 168h0m0s; closed 168h0m0s by deadline; "

func TestSelfPacedFormOpensAndClosesByItself(t *testing.T) {
	inForm(t, time.Hour, week, func(t *testing.T, h *hall, began time.Time) {
		time.Sleep(time.Hour - time.Millisecond)
		synctest.Wait()
		if p := h.phase(1); p != voting.PhaseWaiting {
			t.Fatalf("before its time the form is %s", p)
		}
		time.Sleep(time.Millisecond)
		synctest.Wait()
		wantAnswers(t, "while the form is open", []Answer{h.cast(0, h.ballot(1, 1, "01-"))}, nil)
		wantAnswers(t, "marks for one unit", []Answer{h.cast(1, h.ballot(1, 1, "0"))}, voting.Refusal{Code: voting.RefusedMarks})
		time.Sleep(2 * week)
		synctest.Wait()
		if got := h.course(began); got != weekLong || !h.sealed(1) {
			t.Errorf("got  %ssealed %v\nwant %s", got, h.sealed(1), weekLong)
		}
	})
}

func TestFormOpensAndClosesByItselfAfterARestartToo(t *testing.T) {
	inForm(t, time.Hour, week, func(t *testing.T, h *hall, began time.Time) {
		h.restartAfter(30 * time.Minute)
		time.Sleep(time.Hour)
		h.restartAfter(time.Hour)
		time.Sleep(2 * week)
		synctest.Wait()
		if got := h.course(began); got != weekLong {
			t.Errorf("got  %s\nwant %s", got, weekLong)
		}
	})
}

func TestFormWhoseTimeCameDuringAnOutageOpensAtTheRestart(t *testing.T) {
	inForm(t, time.Hour, week, func(t *testing.T, h *hall, began time.Time) {
		h.restartAfter(2 * time.Hour)
		want := "staged 2h0m0s by opening teller; opened 2h0m0s by opening until 168h0m0s; "
		if got := h.course(began); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

func TestFormWhoseTimeIsOverIsLeftToPeople(t *testing.T) {
	inForm(t, time.Hour, 2*time.Hour, func(t *testing.T, h *hall, began time.Time) {
		h.restartAfter(3 * time.Hour)
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := h.course(began); got != "" {
			t.Errorf("a form that nobody could fill in any more was %s", got)
		}
		h.open(1, time.Hour) // by hand it can be held all the same
	})
}

func TestFormThatSomebodyOpenedOrSetAsideIsNotOpenedAgain(t *testing.T) {
	inForm(t, time.Hour, week, func(t *testing.T, h *hall, began time.Time) {
		h.open(1, 10*time.Minute)
		h.must(voting.CloseItem{Act: h.act(), Item: 1}, voting.VoidItem{Act: h.act(), Item: 1, Reason: "试填"})
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		if got := h.course(began); strings.Contains(got, "by opening") {
			t.Errorf("the form was %s", got)
		}
	})
}

func TestFormWithoutAClosingTimeIsClosedByHand(t *testing.T) {
	inForm(t, time.Hour, -1, func(t *testing.T, h *hall, began time.Time) {
		time.Sleep(5 * week)
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		if after, by := h.closes(began); !slices.Equal(after, []time.Duration{5 * week}) || by[0] != "organizer" {
			t.Errorf("closed %v after the beginning, by %v", after, by)
		}
	})
}

func TestFormOpensWhenTheDiskHasRoom(t *testing.T) {
	inForm(t, time.Hour, week, func(t *testing.T, h *hall, _ time.Time) {
		h.log.fail(data.ErrFull)
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		if p := h.phase(1); p != voting.PhaseWaiting {
			t.Fatalf("on a full disk the form is %s", p)
		}
		h.log.fail(nil)
		time.Sleep(time.Minute)
		synctest.Wait()
		if p := h.phase(1); p != voting.PhaseOpen {
			t.Errorf("once there is room the form is %s", p)
		}
	})
}

// Over a week the two clocks part, or somebody puts the wall's right: what was
// announced is a time of day.
func TestFormClosesByTheWall(t *testing.T) {
	for name, behind := range map[string]time.Duration{"the wall is behind": 10 * time.Minute, "the wall is ahead": -10 * time.Minute} {
		t.Run(name, func(t *testing.T) {
			inForm(t, time.Hour, week, func(t *testing.T, h *hall, began time.Time) {
				time.Sleep(24 * time.Hour)
				h.behind.Store(int64(behind))
				time.Sleep(week - 24*time.Hour + behind - time.Second)
				synctest.Wait()
				if p := h.phase(1); p != voting.PhaseOpen {
					t.Errorf("before the wall shows its time the form is %s", p)
				}
				time.Sleep(2 * time.Second)
				synctest.Wait()
				if p := h.phase(1); p != voting.PhaseClosed {
					t.Errorf("after the wall shows its time the form is %s", p)
				}
			})
		})
	}
}
