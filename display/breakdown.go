package display

import (
	"slices"

	"pingyi/voting"
)

// minBreakdown is the number of people under which the counts of a category of
// a secret session tell on them.
const minBreakdown = 5

// Breakdown reports whether the counts of a unit may be shown by category of
// representatives, and its score exactly. All categories are shown or none: the
// totals and the score are public, so that one hidden category could be solved
// for from the others. A category without ballots has no secret, and a rehearsal
// has nobody to tell on: it shows everything, to be compared.
//
// Two things must be many: the ballots of a category that count, whatever they say,
// because three that leave a unit blank are told by three blanks; and of grades whoever
// marked a row, because of a hundred forms only one may say anything about a unit.
func Breakdown(session *voting.Session, tally voting.Tally) bool {
	return today(session).lifted(tally)
}

// Exactly reports whether a unit's figure in a result may be shown exactly, with
// how it came about. That takes a unit which may be broken down. Where the figure
// rests on the figures of others too, as a share of the highest does, none of
// them may be hidden: the exact figure and the unit's own counts are an equation.
func Exactly(session *voting.Session, board []voting.Row, row voting.Row, result string) bool {
	return today(session).exactly(board, row, result)
}

// Printed is a unit's figure in a result as it may be given out. Where no step of the
// rulebook rounds it, its text is the exact figure: of a unit that may not be shown exactly
// it is rounded here, and always has its two places, so that nobody sees whether it is
// exact. What the rulebook rounds is printed as it says, because places follow from it, and
// a number of ticks as it is, because the ticks of a unit are what is announced.
func Printed(session *voting.Session, board []voting.Row, row voting.Row, result string, cell voting.Score) string {
	return today(session).printed(board, row, result, cell)
}

// veil decides what of a session is hidden, as results of a format hide it: what was
// given out stays what it was, and is still to be recounted.
type veil struct {
	session *voting.Session
	format  int
}

// today hides as this program does.
func today(session *voting.Session) veil { return veil{session, Format} }

func (v veil) lifted(tally voting.Tally) bool {
	if v.session.Rulebook.Secrecy != voting.Secret || v.session.Rehearsal {
		return true
	}
	for category := range tally.Ballots {
		if v.tells(tally, category) {
			return false
		}
	}
	return true
}

// tells reports whether the counts of a category tell on somebody in it.
func (v veil) tells(tally voting.Tally, category int) bool {
	ballots, valid := tally.Ballots[category], tally.Ballots[category]-tally.Void[category]
	if v.format >= hidesByBallots && ballots > 0 && valid < minBreakdown {
		return true
	}
	few := func(people int) bool { return 0 < people && people < minBreakdown }
	if v.session.Rulebook.Lists != nil { // no tick says something too
		return few(valid)
	}
	for row := range tally.Counts[category] {
		if few(tally.Marked(category, row)) {
			return true
		}
	}
	return false
}

func (v veil) exactly(board []voting.Row, row voting.Row, result string) bool {
	if !v.lifted(row.Tally) {
		return false
	}
	hidden := func(other voting.Row) bool { return !v.lifted(other.Tally) }
	return !v.session.Rulebook.Mixes(result) || !slices.ContainsFunc(board, hidden)
}

// Untold reports whether nothing at all is told of a unit's figure in a result, not even
// rounded: it rests on part of the categories, and may not be shown exactly. Its places and
// lists are told, since those are what was announced.
func Untold(session *voting.Session, board []voting.Row, row voting.Row, result string) bool {
	return today(session).untold(board, row, result)
}

func (v veil) untold(board []voting.Row, row voting.Row, result string) bool {
	return v.format >= hidesParts && v.session.Rulebook.RestsOnPart(result) && !v.exactly(board, row, result)
}

// hiddenPlaces is to how many places a figure is printed that may not be shown exactly
// and that no step has rounded.
const hiddenPlaces = 2

func (v veil) printed(board []voting.Row, row voting.Row, result string, cell voting.Score) string {
	if v.untold(board, row, result) {
		return ""
	}
	counted := v.session.Rulebook.Counts(result)
	if v.format < hidesByBallots { // it took any whole number of a choice for one of ticks
		counted = v.session.Rulebook.Lists != nil && cell.Has() && cell.Value.IsInt()
	}
	if !cell.Has() || cell.Rounded || counted || v.session.Rulebook.SaysWords(result) || v.exactly(board, row, result) {
		return v.text(cell)
	}
	return cell.Value.FloatString(hiddenPlaces)
}

// exact is the exact figure as results of the format write it.
func (v veil) exact(cell voting.Score) string {
	if v.format < exactUnfilled {
		return cell.Exact.RatString()
	}
	return cell.Before().RatString()
}

// text is a figure as results of the format write it.
func (v veil) text(cell voting.Score) string {
	if v.format < keepsPlaces {
		return cell.Bare
	}
	return cell.Text
}
