package voting

import (
	"errors"
	"fmt"
	"slices"
)

// foldItem moves one item through its phases.
func (s *State) foldItem(e Event) error {
	switch e := e.(type) {
	case *ItemStaged:
		return s.stageItem(e)
	case *ItemOpened:
		return s.onItem(e.Item, PhaseOnStage, func(item *ItemState) error { return item.open(e) })
	case *ItemExtended:
		return s.onItem(e.Item, PhaseOpen, func(item *ItemState) error {
			item.Deadline = e.Deadline
			return nil
		})
	case *ItemClosed:
		return s.onItem(e.Item, PhaseOpen, func(item *ItemState) error {
			item.Phase, item.ByDeadline = PhaseClosed, e.ByDeadline
			item.Expected, item.byUnit, item.cutoff = s.Expected(s.Unit(item.Unit)), s.expectedByUnit(item.Item), s.Records+1
			item.Turnout = s.Turnout()
			item.showAll()
			return nil
		})
	case *ItemSealed:
		return s.onItem(e.Item, PhaseClosed, func(item *ItemState) error { return item.seal(e.Seal, s.Records) })
	case *ItemConfirmed:
		if e.Role != "" { // the first version of the format says none
			if err := s.mayConfirm(e.Role); err != nil {
				return err
			}
		}
		return s.onItem(e.Item, PhaseClosed, (*ItemState).confirm)
	case *ItemRevealed:
		return s.onItem(e.Item, PhaseConfirmed, func(item *ItemState) error {
			item.Phase, item.Revealed = PhaseRevealed, s.Records+1
			return nil
		})
	case *ItemVoided:
		return s.voidItem(e)
	}
	return errors.New("no such event")
}

// onItem changes an item that must stand in a phase.
func (s *State) onItem(id ItemID, from ItemPhase, change func(*ItemState) error) error {
	item := s.Item(id)
	if item == nil {
		return fmt.Errorf("no item %d", id)
	}
	if item.Phase != from {
		return fmt.Errorf("item %d is %s, not %s", id, item.Phase, from)
	}
	return change(item)
}

// stageItem begins a run. An item that was on stage and never opened goes
// back to waiting.
func (s *State) stageItem(e *ItemStaged) error {
	item := s.Item(e.Item)
	if item == nil {
		return fmt.Errorf("no item %d", e.Item)
	}
	if (s.Phase != Published && s.Phase != Running) || s.OpenItem() != nil {
		return fmt.Errorf("the session is %s, or an item is open", s.Phase)
	}
	if (item.Phase != PhaseWaiting && item.Phase != PhaseVoid) || e.Run != item.nextRun() {
		return fmt.Errorf("item %d is %s and cannot begin run %d", e.Item, item.Phase, e.Run)
	}
	if before := s.Staged(); before != nil && before.Phase == PhaseOnStage {
		before.Phase = PhaseWaiting
	}
	rb := &s.Session.Rulebook
	categories, rows, grades := len(rb.Categories), s.Session.Rows(item.Item), rb.grades()
	*item = ItemState{
		Item: item.Item, Past: item.Past, Phase: PhaseOnStage, Run: e.Run,
		Tally: NewTally(categories, rows, grades), Live: NewTally(categories, rows, grades),
		ballots: make(map[Tag]standing), earlier: make(map[resend]standing), choices: make(map[choice]*choice),
	}
	s.OnStage, s.Phase = e.Item, Running
	s.Scene, s.Page = SceneAuto, 0
	return nil
}

// expectedByUnit is nil for one unit on stage: the item's own number says it.
func (s *State) expectedByUnit(item Item) []int {
	if !item.Whole() {
		return nil
	}
	expected := make([]int, len(s.Session.Units))
	for i, unit := range s.Session.Units {
		expected[i] = s.Expected(unit)
	}
	return expected
}

// nextRun is the run that staging begins: a new one after a void run, else the
// one that was staged before and never opened.
func (item *ItemState) nextRun() uint16 {
	if item.Phase == PhaseVoid || item.Run == 0 {
		return item.Run + 1
	}
	return item.Run
}

func (item *ItemState) open(e *ItemOpened) error {
	if e.Run != item.Run {
		return fmt.Errorf("item %d is in run %d, not %d", e.Item, item.Run, e.Run)
	}
	item.Phase, item.OpenedAt, item.Deadline = PhaseOpen, e.At, e.Deadline
	return nil
}

// seal takes a checkpoint that covers the close; records is the length of the log.
func (item *ItemState) seal(seal Seal, records uint64) error {
	if item.Seal != nil || seal.Size < item.cutoff || seal.Size > records {
		return fmt.Errorf("item %d is sealed already, or its checkpoint of %d records does not cover the close", item.ID, seal.Size)
	}
	item.Seal = &seal
	return nil
}

// confirm forgets the ballots one by one: the item's key is shredded with this
// event, so none can be resent and none found again.
func (item *ItemState) confirm() error {
	if item.Seal == nil {
		return errors.New("the tally has no checkpoint")
	}
	item.Phase = PhaseConfirmed
	item.forget()
	return nil
}

func (item *ItemState) forget() {
	item.ballots, item.earlier, item.choices, item.unshown = nil, nil, nil, nil
}

func (s *State) voidItem(e *ItemVoided) error {
	item := s.Item(e.Item)
	if item == nil || !slices.Contains(voidable(), item.Phase) {
		return fmt.Errorf("item %d has no run to set aside", e.Item)
	}
	item.Past = append(item.Past, PastRun{
		Run: item.Run, Phase: item.Phase, Tally: item.Tally, Expected: item.Expected, Seal: item.Seal,
		Reason: e.Reason, By: e.By, At: e.At,
	})
	item.Phase, item.Seal, item.Revealed = PhaseVoid, nil, 0
	item.Tally, item.Live, item.Expected, item.byUnit, item.Turnout = Tally{}, Tally{}, 0, nil, nil
	item.forget()
	return nil
}

// voidable lists the phases from which a run can be set aside.
func voidable() []ItemPhase {
	return []ItemPhase{PhaseOpen, PhaseClosed, PhaseConfirmed, PhaseRevealed}
}
