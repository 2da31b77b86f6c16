package voting

import (
	"fmt"

	"pingyi/voting/count"
)

// AlreadyRecorded is how Decide answers a resend: nothing new is written, and
// the receipt is that of Ballot. It is an answer, not a refusal. A new ballot
// with the marks of the standing one is recorded like any other: were it not,
// its own late resend would have no record to be recognised by. One without a
// number is never resent by a program, so it is no new ballot.
type AlreadyRecorded struct{ Ballot BallotCast }

// Error says so without showing the ballot.
func (AlreadyRecorded) Error() string { return "ballot is already recorded" }

// decideBallot looks for the resend first: a voter whose answer was lost gets
// the same receipt even after the item closed.
func (s *State) decideBallot(c *CastBallot) ([]Event, error) {
	if err := checkTime(c.At); err != nil {
		return nil, err
	}
	card, err := s.inForce(c.Card)
	if err != nil {
		return nil, err
	}
	item := s.Item(c.Item)
	if item == nil {
		return nil, refuse(RefusedItem, fmt.Sprint(c.Item))
	}
	if before, ok := item.recorded(c); ok {
		if before.marks != c.Marks { // a receipt for other marks would be a lie
			return nil, refuse(RefusedMarks, "the ballot was recorded with other marks")
		}
		return nil, AlreadyRecorded{Ballot: before.record(c.Item, c.Run, c.Tag)}
	}
	if !card.Redeemed || card.Device != c.Device {
		return nil, refuse(RefusedCardElsewhere, "")
	}
	if before, ok := item.stands(c); c.Unnumbered && ok {
		return nil, AlreadyRecorded{Ballot: before.record(c.Item, c.Run, c.Tag)}
	}
	if err := item.takes(c); err != nil {
		return nil, err
	}
	if c.Tag == (Tag{}) {
		return nil, refuse(RefusedNotOpen, "the item has no key") // all cards would share the tag
	}
	if err := s.mayMark(card.Card, item, c); err != nil {
		return nil, err
	}
	if _, voted := item.ballots[c.Tag]; voted && s.Session.Rulebook.FirstOnly {
		if before, ok := item.stands(c); ok { // no later ballot can stand, so this is as good as a resend
			return nil, AlreadyRecorded{Ballot: before.record(c.Item, c.Run, c.Tag)}
		}
		return nil, refuse(RefusedSecondBallot, "")
	}
	return one(&BallotCast{
		Item: c.Item, Run: c.Run, Category: card.Category, Tag: c.Tag, Salt: c.Salt, At: c.At, Marks: c.Marks, Holder: card.Holder,
	})
}

// mayMark refuses marks that do not fit the form, or of somebody who has no say on
// what they are about. One's own department has no rows: a form that is about it
// among others leaves them blank.
func (s *State) mayMark(card Card, item *ItemState, c *CastBallot) error {
	rb := &s.Session.Rulebook
	if s.Recused(card, s.Unit(item.Unit)) {
		return refuse(RefusedRecused, "")
	}
	if !c.Marks.fit(item.Tally.Criteria(), rb.grades()) {
		return refuse(RefusedMarks, "")
	}
	if item.Whole() && card.Recused != "" && s.Session.marksOwn(item.Item, card.Recused, c.Marks) {
		return refuse(RefusedRecused, string(card.Recused))
	}
	if c.Marks.empty() && !rb.mayBeEmpty() {
		return refuse(RefusedEmpty, "")
	}
	if fault := rb.faultOf(c.Marks); fault.Reason != "" && !c.VoidOK {
		return rb.refuseFault(fault)
	}
	return nil
}

// refuseFault says what makes a ballot void, before it is handed in unawares.
func (rb *Rulebook) refuseFault(fault count.Fault) error {
	ticked := func(code Code, sign string) error {
		said := func(lang string) string {
			return fmt.Sprintf("%s: %d %s %d", rb.NameIn(lang, fault.List), fault.Ticks, sign, fault.Let)
		}
		refusal := Refusal{Code: code, Detail: said("zh-CN")}
		if english := said("en"); english != refusal.Detail {
			refusal.English = english
		}
		return refusal
	}
	switch fault.Reason {
	case count.SpoiltOverVote:
		return ticked(RefusedOverVote, ">")
	case count.SpoiltUnderVote:
		return ticked(RefusedUnderVote, "<")
	case count.SpoiltQuota:
		return refuse(RefusedQuota, "")
	}
	return refuse(RefusedPattern, "")
}

// resend recognises a ballot among all that were recorded in a run.
type resend struct {
	tag  Tag
	salt Salt
}

// recorded finds the very ballot (same tag, same salt) among those that were
// recorded in this run, standing or superseded.
func (item *ItemState) recorded(c *CastBallot) (standing, bool) {
	if item.Run != c.Run {
		return standing{}, false
	}
	now, ok := item.ballots[c.Tag]
	if !ok || now.salt == c.Salt {
		return now, ok
	}
	before, ok := item.earlier[resend{c.Tag, c.Salt}]
	return before, ok
}

// stands finds the ballot that stands with these very marks in this run.
func (item *ItemState) stands(c *CastBallot) (standing, bool) {
	now, voted := item.ballots[c.Tag]
	return now, voted && item.Run == c.Run && now.marks == c.Marks
}

// takes refuses unless the item takes ballots of that run now.
func (item *ItemState) takes(c *CastBallot) error {
	switch {
	case item.Run != c.Run || item.Phase == PhaseVoid:
		return refuse(RefusedRun, "")
	case item.Phase == PhaseWaiting || item.Phase == PhaseOnStage:
		return refuse(RefusedNotOpen, "")
	case item.Phase != PhaseOpen:
		return refuse(RefusedClosed, "")
	}
	return nil
}
