package live

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pingyi/data"
	"pingyi/voting"
)

// steps are the end of a session and what becomes of its result.
func (h *hall) steps() []voting.Command {
	scrutineer := h.act()
	scrutineer.Role = voting.Scrutineer
	organizer := h.act()
	organizer.Role = voting.Organizer
	return []voting.Command{
		voting.CloseSession{Act: h.act()}, voting.ConfirmResult{Act: scrutineer, Reason: "其余另行评议"}, voting.AnnounceResult{Act: organizer},
		voting.CorrectResult{Act: organizer, Reason: "来函更正"}, voting.AbandonCorrection{Act: organizer, Reason: "误操作"},
	}
}

// Every step of a result is followed by the teller's checkpoint of it, which is signed
// and covers the step.
func TestEveryStepOfAResultIsSealed(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.must(h.steps()...)
		synctest.Wait()
		events := h.log.events(t)
		from := len(events) - 2*len(h.steps())
		for i := from; i < len(events); i += 2 {
			seal, is := events[i+1].(*voting.ResultSealed)
			if !is || seal.Seal.Size != uint64(i+1) || seal.Role != voting.OfTeller {
				t.Fatalf("record %d, %s, is followed by %+v", i, voting.Kind(events[i]), events[i+1])
			}
			_, size, _, err := data.VerifyCheckpoint([]byte(seal.Seal.Note), h.s.signer.VerifierKey())
			if err != nil || size != seal.Seal.Size {
				t.Errorf("the checkpoint after record %d is of %d records, %v", i, size, err)
			}
		}
	})
}

// A step whose checkpoint could not be written holds the next one up, until it is; a
// restart makes up for it too.
func TestTheNextStepOfAResultWaitsForTheCheckpoint(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		steps := h.steps()
		h.log.failWhen(func(events []voting.Event) error {
			if len(eventsOf[*voting.ResultSealed](events)) > 0 {
				return errors.New("no")
			}
			return nil
		})
		h.must(steps[0])
		var refused voting.Refusal
		if err := h.s.Do(steps[1]).Err; !errors.As(err, &refused) || refused.Code != voting.RefusedNotSealed {
			t.Errorf("confirmed without a checkpoint of the end: %v", err)
		}
		h.stop()
		h.log.fail(nil)
		h.start()
		synctest.Wait()
		h.must(steps[1:]...)
		time.Sleep(time.Second)
		if n := len(eventsOf[*voting.ResultSealed](h.log.events(t))); n != len(steps) {
			t.Errorf("%d checkpoints of %d steps", n, len(steps))
		}
	})
}

// A log of an earlier version promised no checkpoints, and gets none behind its back.
func TestAnOlderLogStaysAsItIs(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.must(h.steps()[0])
		synctest.Wait()
		var old []string
		for _, e := range h.log.events(t) {
			if text := string(voting.Encode(e, nil)); !strings.Contains(text, `"result-sealed"`) {
				old = append(old, strings.Replace(text, `,"seals_result":true`, "", 1))
			}
		}
		state := voting.NewState()
		for _, record := range old {
			e, err := voting.Decode([]byte(record))
			if err == nil {
				err = state.Apply(e)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if state.Unsealed() {
			t.Error("a checkpoint is due that nobody promised")
		}
	})
}
