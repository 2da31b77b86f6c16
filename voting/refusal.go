package voting

// Code is one of the closed list of reasons for which Decide refuses. The
// sentences that people read belong to the application, in two languages.
type Code string

// The refusals. The value is stable: it travels to phones and desks.
const (
	RefusedSession       Code = "session-invalid"        // the configuration cannot be run
	RefusedRulebook      Code = "rulebook-invalid"       // the rulebook cannot be followed
	RefusedPhase         Code = "wrong-phase"            // the session is not in a phase that allows this
	RefusedStale         Code = "stale"                  // decided on a picture that is no longer current
	RefusedItem          Code = "item-unknown"           // no such item
	RefusedItemPhase     Code = "item-wrong-phase"       // the item is not in a phase that allows this
	RefusedOtherOpen     Code = "other-item-open"        // another item is open
	RefusedDeadline      Code = "deadline-invalid"       // a deadline must lie ahead, and only move later
	RefusedNotSealed     Code = "item-not-sealed"        // the tally has no signed checkpoint yet
	RefusedReason        Code = "reason-missing"         // an act that cannot be undone needs a reason
	RefusedRole          Code = "role-wrong"             // the act belongs to another role
	RefusedCard          Code = "card-unknown"           // no such card in this session
	RefusedCardVoid      Code = "card-void"              // the card was voided
	RefusedCardElsewhere Code = "card-elsewhere"         // the card was redeemed on another phone
	RefusedCardTwice     Code = "card-issued-twice"      // two cards with one identifier
	RefusedFewCards      Code = "category-under-ten"     // a secret session needs ten cards in a category
	RefusedNotOpen       Code = "item-not-open"          // voting on the item has not begun
	RefusedClosed        Code = "item-closed"            // the item was closed before this ballot
	RefusedRun           Code = "item-run-changed"       // the item was voided and runs again
	RefusedRecused       Code = "recused"                // one's own department has no row
	RefusedMarks         Code = "marks-invalid"          // the marks do not fit the form
	RefusedEmpty         Code = "marks-empty"            // nothing was marked
	RefusedSecondBallot  Code = "ballot-already-counted" // the first ballot counts and another stands
	RefusedOverVote      Code = "ballot-over-vote"       // more units ticked on a list than it takes: void
	RefusedUnderVote     Code = "ballot-under-vote"      // fewer units ticked on a list than it wants: void
	RefusedPattern       Code = "ballot-pattern"         // all rows alike where the rulebook forbids it: void
	RefusedQuota         Code = "ballot-quota"           // too many or too few rows of one grade: void
	RefusedScene         Code = "scene-unknown"          // no such scene
	RefusedResult        Code = "result-wrong-phase"     // the result is not in a phase that allows this
	RefusedOutstanding   Code = "result-outstanding"     // something is outstanding, and nothing says why the result stands
	RefusedTable         Code = "table-unknown"          // the rulebook imports no such table
	RefusedFigures       Code = "figures-invalid"        // the figures do not fit their table
	RefusedSource        Code = "source-missing"         // what people add names its source
	RefusedTie           Code = "tie-unknown"            // no such tie waits for a decision
	RefusedLevel         Code = "level-invalid"          // who was left level does not stand together, or nothing comes after
	RefusedUnit          Code = "unit-unknown"           // no such unit, or twice
	RefusedVeto          Code = "veto-invalid"           // the rulebook knows no veto, or it is there already, or there is none
	RefusedNotice        Code = "notice-invalid"         // a notice runs for some days
	RefusedNoticeRuns    Code = "notice-running"         // the notice has not ended
)

// Codes lists every refusal, for the test that each has its sentences.
func Codes() []Code {
	return []Code{
		RefusedSession, RefusedRulebook, RefusedPhase, RefusedStale, RefusedItem, RefusedItemPhase,
		RefusedOtherOpen, RefusedDeadline, RefusedNotSealed, RefusedReason, RefusedRole, RefusedCard, RefusedCardVoid,
		RefusedCardElsewhere, RefusedCardTwice, RefusedFewCards, RefusedNotOpen, RefusedClosed, RefusedRun,
		RefusedRecused, RefusedMarks, RefusedEmpty, RefusedSecondBallot, RefusedOverVote, RefusedUnderVote, RefusedPattern, RefusedQuota, RefusedScene,
		RefusedResult, RefusedOutstanding, RefusedTable, RefusedFigures, RefusedSource, RefusedTie, RefusedLevel, RefusedUnit,
		RefusedVeto, RefusedNotice, RefusedNoticeRuns,
	}
}

// Refusal is the error of a command that the rules do not allow. Detail names
// the field or thing concerned and never contains a card, a token or a mark.
type Refusal struct {
	Code    Code
	Detail  string
	English string // the detail for readers of English, where it has a name that the program gives; else ""
}

// Error gives the code and, where there is one, the detail.
func (r Refusal) Error() string {
	if r.Detail == "" {
		return string(r.Code)
	}
	return string(r.Code) + ": " + r.Detail
}

// Is lets errors.Is match any refusal of the same code.
func (r Refusal) Is(target error) bool {
	other, ok := target.(Refusal)
	return ok && other.Code == r.Code && (other.Detail == "" || other.Detail == r.Detail)
}

func refuse(code Code, detail string) error { return Refusal{Code: code, Detail: detail} }
