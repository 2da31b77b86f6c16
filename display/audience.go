package display

import (
	"pingyi/onair"
	"pingyi/voting"
)

// Audience is a group of readers that see the same picture.
type Audience int

// The audiences of a session.
const (
	Phone    Audience = iota // representatives: the item on stage, never a count
	Screen                   // the public: what walls and broadcast may show now
	Desk                     // organizers and scrutineers
	Director                 // the director's desk: the whole rundown, and of the numbers what the public may see now
	audiences
)

// Audiences lists every audience.
func Audiences() []Audience { return []Audience{Phone, Screen, Desk, Director} }

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

// revealedRows are the ranked units that everybody may see: those that were
// revealed, by what the hall gave, and once a version of the result was announced all
// of that version. What is entered for one in preparation, be it the first, is neither.
func revealedRows(s *voting.State) []voting.Row {
	if v := s.ShownVersion(); v.Announced() {
		return s.BoardOf(v.Number)
	}
	return s.Board(voting.PhaseRevealed)
}

// Numbers are those of one item, on stage or not, as the desk may see them now.
type Numbers struct {
	Expected int     // cards that could vote; after the close the number that it fixed
	Bars     []Bar   // nil while the counts are hidden
	Void     int     // ballots that are void as a whole, 0 while the counts are hidden
	Blank    int     // ballots without a mark, 0 while the counts are hidden
	Result   *Result // of a confirmed item as its reveal will show it, of a revealed one as it is; else nil
}

// AtDesk gives the numbers of an item that the desk may see. It asks the same
// questions as the frames, so that a page and a picture cannot differ.
func AtDesk(s *voting.State, item *voting.ItemState) Numbers {
	p := picture{State: s, audience: Desk, revealed: revealedRows}
	n := Numbers{Expected: p.expected(item), Bars: p.bars(item)}
	if tally, visible := p.audience.counts(item, s.Session.Rulebook.Reveal); visible {
		n.Blank, n.Void = tally.Blanks(), tally.Voids()
	}
	if item.Phase == voting.PhaseConfirmed || item.Phase == voting.PhaseRevealed {
		n.Result = p.result(item)
	}
	return n
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

// readers are those who see the outputs of a class. A preview is for people who choose what
// comes next, and they know no more of it than the public.
func readers(class onair.Class) Audience {
	if class == onair.Sealed {
		return Desk
	}
	return Screen
}

// ranking says of which version of the result an audience sees the units in their places,
// and whether that is all of the version: the desk has the newest, of what was
// confirmed, and everybody else what revealedRows gives.
func (a Audience) ranking(s *voting.State) (version int, whole bool) {
	if a == Desk {
		return s.LastVersion().Number, true
	}
	return s.ShownVersion().Number, s.ShownVersion().Announced()
}

// released is how many groups of a reveal an audience may see, of those that there are, when
// the control room has released so many: none before the version that is revealed was confirmed.
func (a Audience) released(v *voting.Version, groups, control int) int {
	switch {
	case a == Desk:
		return groups
	case a == Phone || v.Phase() == voting.VersionPreparing:
		return 0
	}
	return min(max(control, 0), groups)
}

// signs reports whether an audience may see the sums of the result and who signed them.
func (a Audience) signs(v *voting.Version) bool { return a == Desk || a == Screen && v.Announced() }
