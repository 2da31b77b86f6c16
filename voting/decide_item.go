package voting

import (
	"fmt"
	"unicode/utf8"
)

// MaxVotingSeconds bounds a deadline: a mistyped number must not leave an item
// open for the night.
const MaxVotingSeconds = 4 * 60 * 60

// MaxSelfPacedSeconds bounds the deadline of a form that everybody fills in on
// their own time: it may be out for weeks.
const MaxSelfPacedSeconds = 62 * 24 * 60 * 60

// maxRuns bounds how often one item is voted on.
const maxRuns = 1_000

// maxNote bounds a signed checkpoint in bytes.
const maxNote = 8_192

func (s *State) decideItem(c Command) ([]Event, error) {
	switch c := c.(type) {
	case StageItem:
		return s.act(c.Act, func() ([]Event, error) { return s.decideStage(c) })
	case OpenItem:
		return s.act(c.Act, func() ([]Event, error) { return s.decideOpen(c) })
	case ExtendItem:
		return s.act(c.Act, func() ([]Event, error) { return s.decideExtend(c) })
	case CloseItem:
		return s.act(c.Act, func() ([]Event, error) { return s.decideClose(c) })
	case SealItem:
		return s.act(c.Act, func() ([]Event, error) { return s.decideSeal(c) })
	case ConfirmItem:
		return s.act(c.Act, func() ([]Event, error) { return s.decideConfirm(c) })
	case RevealItem:
		return s.act(c.Act, func() ([]Event, error) { return s.decideReveal(c) })
	case VoidItem:
		return s.act(c.Act, func() ([]Event, error) { return s.decideVoid(c) })
	}
	return nil, fmt.Errorf("decide: no rule for command %T", c)
}

// inPhase finds an item and refuses unless it stands in one of the phases.
func (s *State) inPhase(id ItemID, phases ...ItemPhase) (*ItemState, error) {
	item := s.Item(id)
	if item == nil {
		return nil, refuse(RefusedItem, fmt.Sprint(id))
	}
	for _, phase := range phases {
		if item.Phase == phase {
			return item, nil
		}
	}
	return nil, refuse(RefusedItemPhase, string(item.Phase))
}

func (s *State) decideStage(c StageItem) ([]Event, error) {
	if s.Phase != Published && s.Phase != Running {
		return nil, refuse(RefusedPhase, string(s.Phase))
	}
	if s.OpenItem() != nil {
		return nil, refuse(RefusedOtherOpen, fmt.Sprint(s.OnStage))
	}
	item, err := s.inPhase(c.Item, PhaseWaiting, PhaseVoid)
	if err != nil {
		return nil, err
	}
	if item.Run >= maxRuns {
		return nil, refuse(RefusedItemPhase, "too many runs")
	}
	return one(&ItemStaged{Stamp: c.stamp(), Item: c.Item, Run: item.nextRun()})
}

func (s *State) decideOpen(c OpenItem) ([]Event, error) {
	if s.Phase != Running {
		return nil, refuse(RefusedPhase, string(s.Phase))
	}
	item, err := s.inPhase(c.Item, PhaseOnStage)
	if err != nil {
		return nil, err
	}
	if err := s.validDeadline(c.At, c.Deadline); err != nil {
		return nil, err
	}
	return one(&ItemOpened{Stamp: c.stamp(), Item: c.Item, Run: item.Run, Deadline: c.Deadline})
}

func (s *State) decideExtend(c ExtendItem) ([]Event, error) {
	item, err := s.inPhase(c.Item, PhaseOpen)
	if err != nil {
		return nil, err
	}
	if c.Deadline <= item.Deadline {
		return nil, refuse(RefusedDeadline, "only later")
	}
	if err := s.validDeadline(c.At, c.Deadline); err != nil {
		return nil, err
	}
	return one(&ItemExtended{Stamp: c.stamp(), Item: c.Item, Deadline: c.Deadline})
}

func (s *State) validDeadline(now, deadline int64) error {
	longest := int64(MaxVotingSeconds)
	if s.Session.Rulebook.SelfPaced {
		longest = MaxSelfPacedSeconds
	}
	if deadline <= now {
		return refuse(RefusedDeadline, "must lie ahead")
	}
	if deadline-now > longest {
		return refuse(RefusedDeadline, "too far ahead")
	}
	return nil
}

// decideClose refuses a timer that was overtaken: the deadline was moved while
// its command was under way.
func (s *State) decideClose(c CloseItem) ([]Event, error) {
	item, err := s.inPhase(c.Item, PhaseOpen)
	if err != nil {
		return nil, err
	}
	if c.ByDeadline && c.At < item.Deadline {
		return nil, refuse(RefusedDeadline, "lies ahead still")
	}
	return one(&ItemClosed{Stamp: c.stamp(), Item: c.Item, ByDeadline: c.ByDeadline})
}

func (s *State) decideReveal(c RevealItem) ([]Event, error) {
	if _, err := s.inPhase(c.Item, PhaseConfirmed); err != nil {
		return nil, err
	}
	return one(&ItemRevealed{Stamp: c.stamp(), Item: c.Item})
}

func (s *State) decideSeal(c SealItem) ([]Event, error) {
	item, err := s.inPhase(c.Item, PhaseClosed)
	if err != nil {
		return nil, err
	}
	if item.Seal != nil {
		return nil, refuse(RefusedItemPhase, "sealed already")
	}
	if c.Seal.Size < item.cutoff || c.Seal.Size > s.Records {
		return nil, refuse(RefusedNotSealed, "the checkpoint does not cover the close")
	}
	if err := c.Seal.complete(); err != nil {
		return nil, err
	}
	return one(&ItemSealed{Stamp: c.stamp(), Item: c.Item, Seal: c.Seal})
}

// complete wants everything of a checkpoint; whether it is true of the log is for those
// who have the key to find.
func (seal Seal) complete() error {
	if !named(seal.Root) || !named(seal.Code) || seal.Note == "" || len(seal.Note) > maxNote || !utf8.ValidString(seal.Note) {
		return refuse(RefusedNotSealed, "the checkpoint is not complete")
	}
	return nil
}

func (s *State) decideConfirm(c ConfirmItem) ([]Event, error) {
	item, err := s.inPhase(c.Item, PhaseClosed)
	if err != nil {
		return nil, err
	}
	if item.Seal == nil {
		return nil, refuse(RefusedNotSealed, fmt.Sprint(c.Item))
	}
	if err := s.mayConfirm(c.Role); err != nil {
		return nil, err
	}
	return one(&ItemConfirmed{Stamp: c.stamp(), Item: c.Item})
}

// mayConfirm wants the word of somebody who does not run the session. In a
// rehearsal one person may play both.
func (s *State) mayConfirm(role Role) error {
	if role != Scrutineer && !s.Session.Rehearsal {
		return refuse(RefusedRole, string(role))
	}
	return nil
}

func (s *State) decideVoid(c VoidItem) ([]Event, error) {
	if err := reasonGiven(c.Reason); err != nil {
		return nil, err
	}
	if s.Phase == Ended { // it could not be voted on again, and its result would be gone
		return nil, refuse(RefusedPhase, string(s.Phase))
	}
	if _, err := s.inPhase(c.Item, voidable()...); err != nil {
		return nil, err
	}
	return one(&ItemVoided{Stamp: c.stamp(), Item: c.Item, Reason: c.Reason})
}
