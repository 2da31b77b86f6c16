package display

import (
	"slices"

	"pingyi/onair"
	"pingyi/voting"
)

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

// revealedRows are the ranked units that everybody may see: those that were
// revealed and, once a version of the result was announced, all of that version. A
// correction in preparation is neither.
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

// minBreakdown is the number of people under which the counts of a category of
// a secret session tell on them.
const minBreakdown = 5

// Breakdown reports whether the counts of a unit may be shown by category of
// representatives, and its score exactly. All categories are shown or none: the
// totals and the score are public, so that one hidden category could be solved
// for from the others. A category without ballots has no secret, and a rehearsal
// has nobody to tell on: it shows everything, to be compared.
//
// What counts is who is behind a number. Of grades that is whoever marked the row: of
// a hundred forms only one may say anything about a unit. In a choice it is whoever
// handed in a valid ballot, because no tick says something too.
func Breakdown(session *voting.Session, tally voting.Tally) bool {
	if session.Rulebook.Secrecy != voting.Secret || session.Rehearsal {
		return true
	}
	few := func(people int) bool { return 0 < people && people < minBreakdown }
	for category, ballots := range tally.Ballots {
		if session.Rulebook.Lists != nil {
			if few(ballots - tally.Void[category]) {
				return false
			}
			continue
		}
		for row := range tally.Counts[category] {
			if few(tally.Marked(category, row)) {
				return false
			}
		}
	}
	return true
}

// Exactly reports whether a unit's figure in a result may be shown exactly, with
// how it came about. That takes a unit which may be broken down. Where the figure
// rests on the figures of others too, as a share of the highest does, none of
// them may be hidden: the exact figure and the unit's own counts are an equation.
func Exactly(session *voting.Session, board []voting.Row, row voting.Row, result string) bool {
	if !Breakdown(session, row.Tally) {
		return false
	}
	hidden := func(other voting.Row) bool { return !Breakdown(session, other.Tally) }
	return !session.Rulebook.Mixes(result) || !slices.ContainsFunc(board, hidden)
}

// hiddenPlaces is to how many places a figure is printed that may not be shown exactly
// and that no step has rounded.
const hiddenPlaces = 2

// Printed is a unit's figure in a result as it may be given out. Where no step of the
// rulebook rounds it, its text is the exact figure: of a unit that may not be shown exactly
// it is rounded here, and always has its two places, so that nobody sees whether it is
// exact. What the rulebook rounds is printed as it says, because places follow from it, and
// a number of ticks as it is, because the ticks of a unit are what is announced.
func Printed(session *voting.Session, board []voting.Row, row voting.Row, result string, cell voting.Score) string {
	ticks := session.Rulebook.Lists != nil && cell.Has() && cell.Value.IsInt()
	if !cell.Has() || cell.Rounded || ticks || Exactly(session, board, row, result) {
		return cell.Text
	}
	return cell.Value.FloatString(hiddenPlaces)
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
