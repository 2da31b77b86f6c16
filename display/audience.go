package display

import "pingyi/voting"

// Audience is a group of readers that see the same picture.
type Audience int

// The audiences of a session.
const (
	Phone  Audience = iota // representatives: the item on stage, never a count
	Screen                 // hall wall and overlay: what the public may see now
	Desk                   // organizers, scrutineers, director
	audiences
)

// Audiences lists every audience.
func Audiences() []Audience { return []Audience{Phone, Screen, Desk} }

// counts gives the tally of an item that an audience may see now.
//
// While the item is open nobody sees anything but the live tally, which moves
// in steps, and that only under the live policy. The desk sees a frozen tally
// from the close on, because the scrutineer confirms it; the public waits for
// what the policy names.
func (a Audience) counts(item *voting.ItemState, policy voting.RevealPolicy) (voting.Tally, bool) {
	if a == Phone {
		return voting.Tally{}, false
	}
	switch item.Phase {
	case voting.PhaseOpen:
		stepped := policy == voting.RevealLive && item.Live.Total() >= voting.LiveStep
		return item.Live, stepped
	case voting.PhaseClosed, voting.PhaseConfirmed:
		public := policy == voting.RevealLive || policy == voting.RevealClosed
		return item.Tally, public || a == Desk
	case voting.PhaseRevealed:
		return item.Tally, true
	}
	return voting.Tally{}, false
}

// scored gives the tally whose score an audience may see now. The public sees a
// score once it is revealed. The desk sees that of a confirmed tally, and an
// interim one only under the live policy.
func (a Audience) scored(item *voting.ItemState, policy voting.RevealPolicy) (voting.Tally, bool) {
	switch item.Phase {
	case voting.PhaseRevealed:
		return item.Tally, a != Phone
	case voting.PhaseConfirmed:
		return item.Tally, a == Desk
	}
	if a != Desk || policy != voting.RevealLive {
		return voting.Tally{}, false
	}
	return a.counts(item, policy)
}
