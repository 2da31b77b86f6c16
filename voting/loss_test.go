package voting_test

import (
	"fmt"
	"testing"

	"pingyi/voting"
)

// lost lists the devices of the losses, the newest last.
func lost(s *voting.State) string {
	devices := []voting.Device{}
	for _, l := range s.Losses() {
		devices = append(devices, l.Device)
	}
	return fmt.Sprint(devices)
}

// checkedIn is a small session in which cards A, B and C are checked in on
// devices 1, 2 and 3.
func checkedIn(t failer) *world {
	t.Helper()
	w := newWorld(t)
	w.must(voting.CreateSession{Act: w.act(), Session: smallSession(t)})
	w.must(voting.IssueCards{Act: w.act(), Cards: []voting.Card{{ID: cardID("A")}, {ID: cardID("B")}, {ID: cardID("C")}, {ID: cardID("D")}}})
	w.must(voting.PublishSession{Act: w.act()})
	for i, name := range []string{"A", "B", "C"} {
		w.must(voting.RedeemCard{Card: cardID(name), Device: voting.Device(i + 1), At: w.now})
	}
	return w
}

func TestAPhoneLosesItsCardToAnotherPhoneOrToTheDesk(t *testing.T) {
	t.Parallel()
	w := checkedIn(t)
	w.must(voting.RedeemCard{Card: cardID("A"), Device: 1, At: w.now})
	if got := lost(w.state); got != "[]" {
		t.Errorf("phones that were checked in, and one that scanned again, lost their cards: %s", got)
	}
	w.must(voting.RedeemCard{Card: cardID("A"), Device: 7, TakeOver: true, At: w.now})
	w.must(voting.VoidCard{Act: w.act(), Card: cardID("B"), Reason: "遗失"})
	w.must(voting.ReissueCard{VoidCard: voting.VoidCard{Act: w.act(), Card: cardID("C"), Reason: "损坏"}, Replacement: cardID("C2")})
	w.must(voting.VoidCard{Act: w.act(), Card: cardID("D"), Reason: "多余"})
	if got := lost(w.state); got != "[1 2 3]" {
		t.Errorf("lost are %s, want the phone that was taken over, the void one and the replaced one; nobody held the last card", got)
	}
	if got, want := w.state.Losses()[1].Number, uint64(2); got != want {
		t.Errorf("the second loss has number %d, want %d", got, want)
	}
	w.wantReplay()
}

func TestAPhoneThatHasItsCardBackIsNotLost(t *testing.T) {
	t.Parallel()
	w := checkedIn(t)
	w.must(voting.RedeemCard{Card: cardID("A"), Device: 7, TakeOver: true, At: w.now})
	before := w.state.Losses()
	w.must(voting.RedeemCard{Card: cardID("A"), Device: 1, TakeOver: true, At: w.now})
	if got := lost(w.state); got != "[7]" {
		t.Errorf("lost are %s, want the phone that had taken over", got)
	}
	if len(before) != 1 || before[0].Device != 1 {
		t.Errorf("a list that was handed out changed to %v", before)
	}
}

func TestOnlyTheLastLossesAreKept(t *testing.T) {
	t.Parallel()
	w := checkedIn(t)
	for i := range 3 * voting.MaxLosses {
		w.must(voting.RedeemCard{Card: cardID("A"), Device: voting.Device(100 + i), TakeOver: true, At: w.now})
	}
	losses := w.state.Losses()
	if len(losses) != voting.MaxLosses || losses[len(losses)-1].Device != voting.Device(100+3*voting.MaxLosses-2) {
		t.Errorf("%d losses are kept, the last is %v", len(losses), losses[len(losses)-1])
	}
	for i := 1; i < len(losses); i++ {
		if losses[i].Number <= losses[i-1].Number {
			t.Fatalf("loss %v stands behind %v", losses[i], losses[i-1])
		}
	}
	w.wantReplay()
}

// TestACardThatGoesToAndFroIsLostAnewEachTime holds ahead of the log, too, where
// nothing else tells one take-over from the next.
func TestACardThatGoesToAndFroIsLostAnewEachTime(t *testing.T) {
	t.Parallel()
	w := checkedIn(t)
	seen := make(map[uint64]bool)
	for _, device := range []voting.Device{7, 1, 7, 1} {
		if err := w.state.Arrive(&voting.CardRedeemed{Card: cardID("A"), Device: device}); err != nil {
			t.Fatal(err)
		}
		seen[w.state.Losses()[0].Number] = true
	}
	if len(seen) != 4 {
		t.Errorf("four losses have %d numbers", len(seen))
	}
}
