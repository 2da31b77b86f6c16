package voting_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pingyi/voting"
)

// staged is a small session with card A checked in and item 1 on stage.
func staged(t failer) *world {
	t.Helper()
	w := newWorld(t)
	w.must(voting.CreateSession{Act: w.act(), Session: smallSession(t)})
	w.must(voting.IssueCards{Act: w.act(), Cards: []voting.Card{{ID: cardID("A")}}})
	w.must(voting.PublishSession{Act: w.act()})
	w.must(voting.RedeemCard{Card: cardID("A"), Device: 1, At: w.now})
	w.must(voting.StageItem{Act: w.act(), Item: 1})
	return w
}

func TestLookingUpWhatIsNotThere(t *testing.T) {
	t.Parallel()
	w := staged(t)
	if w.state.Item(0) != nil || w.state.Item(3) != nil || w.state.OpenItem() != nil {
		t.Error("an item that is not there is found")
	}
	if unit := w.state.Unit("W009"); unit.ID != "" || unit.Name != "" {
		t.Errorf("an unknown unit is %+v", unit)
	}
	if _, known := w.state.Card(cardID("B")); known {
		t.Error("a card that nobody issued is known")
	}
	if _, stands := w.state.Standing(9, voting.Tag{1}); stands {
		t.Error("a ballot stands for no item")
	}
	if card, known := w.state.Card(cardID("A")); !known || !card.Redeemed || card.Device != 1 {
		t.Errorf("card A is %+v", card)
	}
	if w.state.Turnout()[0].CheckedIn++; w.state.Turnout()[0].CheckedIn != 1 {
		t.Error("who changes the turnout that was returned changes the state")
	}
}

// The rows of a board are kept by pictures while voting goes on.
func TestABoardDoesNotMoveWithTheState(t *testing.T) {
	t.Parallel()
	w := staged(t)
	w.must(voting.OpenItem{Act: w.act(), Item: 1, Deadline: w.now + 60})
	w.must(w.ballotOf(0, 1))
	row := w.state.Board(voting.PhaseOpen)[0]
	w.must(w.ballotOf(1, 2))
	if got := fmt.Sprint(row.Tally.ByGrade()); got != "[0 1 0 0]" {
		t.Errorf("the row now counts %s", got)
	}
	if got := fmt.Sprint(w.state.Item(1).Tally.ByGrade()); got != "[0 0 1 0]" {
		t.Errorf("the item counts %s", got)
	}
	if (voting.Tally{}).ByGrade() != nil || (voting.Tally{}).Clone().Total() != 0 {
		t.Error("an item that never was on stage has counts")
	}
}

// What could vote is fixed with the tally: who comes or goes later changes no
// denominator of an item that is closed.
func TestTheExpectedBallotsAreFixedByTheClose(t *testing.T) {
	t.Parallel()
	w := staged(t)
	w.must(voting.OpenItem{Act: w.act(), Item: 1, Deadline: w.now + 60})
	w.must(voting.CloseItem{Act: w.act(), Item: 1})
	w.must(voting.IssueCards{Act: w.act(), Cards: []voting.Card{{ID: cardID("B")}}})
	w.must(voting.RedeemCard{Card: cardID("B"), Device: 2, At: w.now})
	unit := w.state.Unit("W001")
	if got := w.state.Item(1).Expected; got != 1 {
		t.Errorf("the closed item expected %d ballots, want 1", got)
	}
	if got := w.state.Expected(unit); got != 2 {
		t.Errorf("the unit would now expect %d ballots, want 2", got)
	}
}

func TestRunsOfAnItemAreBounded(t *testing.T) {
	t.Parallel()
	w := staged(t)
	for range 999 {
		w.must(voting.OpenItem{Act: w.act(), Item: 1, Deadline: w.now + 60})
		w.must(voting.VoidItem{Act: w.act(), Item: 1, Reason: "重来"})
		w.must(voting.StageItem{Act: w.act(), Item: 1})
	}
	w.must(voting.OpenItem{Act: w.act(), Item: 1, Deadline: w.now + 60})
	w.must(voting.VoidItem{Act: w.act(), Item: 1, Reason: "重来"})
	if _, err := w.do(voting.StageItem{Act: w.act(), Item: 1}); code(err) != "refused: item-wrong-phase" {
		t.Errorf("run 1001: got %v", err)
	}
	if got := len(w.state.Item(1).Past); got != 1000 {
		t.Errorf("%d past runs are kept, want 1000", got)
	}
}

func TestIdentifiersReadBackFromText(t *testing.T) {
	t.Parallel()
	card, tag := cardID("A"), tagOf(1, 1, "A")
	var gotCard voting.CardID
	var gotTag voting.Tag
	if err := errors.Join(gotCard.UnmarshalText([]byte(card.String())), gotTag.UnmarshalText([]byte(tag.String()))); err != nil {
		t.Fatal(err)
	}
	if gotCard != card || gotTag != tag {
		t.Errorf("card %s reads as %s, tag %s as %s", card, gotCard, tag, gotTag)
	}
	for _, text := range []string{"", "00", strings.Repeat("0", 33), strings.Repeat("x", 32)} {
		if gotCard.UnmarshalText([]byte(text)) == nil || gotTag.UnmarshalText([]byte(text)) == nil {
			t.Errorf("%q is accepted", text)
		}
	}
}

// What nobody may learn from an error is not in it.
func TestAlreadyRecordedSaysNothingOfTheBallot(t *testing.T) {
	t.Parallel()
	got := voting.AlreadyRecorded{Ballot: voting.BallotCast{Marks: "\x01", Holder: "张三"}}.Error()
	if got != "ballot is already recorded" {
		t.Errorf("got %q", got)
	}
}
