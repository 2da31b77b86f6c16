package voting

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// SessionID names one appraisal session, unique on its server.
type SessionID string

// UnitID is the organizer's own number for a unit, such as "W037".
type UnitID string

// Class is the group inside which units are ranked (参评类别).
type Class string

// Sitting is the session (场次) of an event in which a unit was appraised, where there are
// several and the rulebook makes them comparable.
type Sitting string

// Department is the parent department of a unit (主管部门), and also what a
// representative's employer is compared with for recusal.
type Department string

// Unit is one appraised unit: a service window, a department, a candidate.
type Unit struct {
	ID         UnitID     `json:"id"`
	Name       string     `json:"name"`
	Department Department `json:"department,omitempty"`
	Class      Class      `json:"class,omitempty"`
	Sitting    Sitting    `json:"session,omitempty"` // older logs have none

	Criteria []Criterion `json:"criteria,omitempty"` // its own, where the rulebook leaves them to the units
}

// ItemID numbers the items of a rundown from 1; 0 is no item.
type ItemID uint16

// Item is one vote of the rundown: one unit on stage, or the whole form, which is
// about all units and names none.
type Item struct {
	ID   ItemID `json:"id"`
	Unit UnitID `json:"unit,omitempty"`
}

// Session is the configuration of one appraisal, fixed when it is published.
// Whether it is a rehearsal is fixed by its first record and never changes.
type Session struct {
	ID        SessionID        `json:"id"`
	Title     string           `json:"title"`
	Rehearsal bool             `json:"rehearsal"`
	Signer    string           `json:"signer,omitempty"` // verifier key of the session's checkpoints
	Rulebook  Rulebook         `json:"rulebook"`
	Units     []Unit           `json:"units"`
	Roster    []Representative `json:"roster"`
	Rundown   []Item           `json:"rundown"`

	// When a self-paced form opens and closes by itself, in Unix seconds; 0 is by hand.
	Opens  int64 `json:"opens,omitempty"`
	Closes int64 `json:"closes,omitempty"`

	Seconds int64 `json:"seconds,omitempty"` // how long an item is open unless somebody says otherwise; 0 is not fixed
}

// Limits of one session. They bound memory and record sizes, and are far
// above what a hall or a city has needed.
const (
	MaxUnits           = 2_000
	MaxRepresentatives = 100_000
	MaxCategories      = 64
	MaxGrades          = 16
	MaxText            = 400 // bytes of any one name or title
	MaxPledge          = 500 // characters of a pledge, which is in sentences

	maxCards = 2 * MaxRepresentatives // with those that were voided and replaced
	maxTime  = 1<<62 - 1              // Unix seconds; what a ballot's record can carry
)

// RundownOf lists one item for each unit, in the order of the units, or the whole
// form where a ballot is about all of them.
func RundownOf(rb Rulebook, units []Unit) []Item {
	if rb.AllUnits {
		return []Item{{ID: 1}}
	}
	rundown := make([]Item, len(units))
	for i, unit := range units {
		rundown[i] = Item{ID: ItemID(i + 1), Unit: unit.ID}
	}
	return rundown
}

// check reports the first thing that makes the session impossible to run, or
// impossible to write down as it is, as a Refusal that names the field.
func (s Session) check() error {
	if !plainID(string(s.ID)) {
		return refuse(RefusedSession, "id: want 1 to 64 of a-z, A-Z, 0-9, '-' and '_'")
	}
	if !named(s.Title) {
		return refuse(RefusedSession, "title")
	}
	if !text(s.Signer) {
		return refuse(RefusedSession, "signer")
	}
	if s.Rulebook.book == nil {
		return refuse(RefusedRulebook, "there is none")
	}
	for _, name := range s.Rulebook.ListResults() {
		if list, _ := s.Rulebook.Listing(name); list.Inside == "session" {
			return refuse(RefusedRulebook, fmt.Sprintf("result.%s: a list is of all units or of a class, not of one session", name))
		}
	}
	if err := s.checkUnits(); err != nil {
		return err
	}
	if err := s.checkCriteria(); err != nil {
		return err
	}
	if err := s.checkRoster(); err != nil {
		return err
	}
	if err := s.checkRundown(); err != nil {
		return err
	}
	return s.checkForm()
}

func (s Session) checkUnits() error {
	if len(s.Units) == 0 || len(s.Units) > MaxUnits {
		return refuse(RefusedSession, fmt.Sprintf("units: want 1 to %d, got %d", MaxUnits, len(s.Units)))
	}
	seen := make(map[UnitID]bool, len(s.Units))
	for i, unit := range s.Units {
		if !named(string(unit.ID)) || !named(unit.Name) || !text(string(unit.Department)) || !text(string(unit.Class)) || !text(string(unit.Sitting)) {
			return refuse(RefusedSession, fmt.Sprintf("units[%d]: a field is missing, too long or not UTF-8", i))
		}
		if s.Rulebook.book.BySession() && unit.Sitting == "" {
			return refuse(RefusedSession, fmt.Sprintf("units[%d].session: the rulebook puts the units of one session together, and nothing says in which this one is", i))
		}
		if seen[unit.ID] {
			return refuse(RefusedSession, "unit twice: "+string(unit.ID))
		}
		seen[unit.ID] = true
	}
	return nil
}

func (s Session) checkRoster() error {
	if len(s.Roster) == 0 || len(s.Roster) > MaxRepresentatives {
		return refuse(RefusedSession, fmt.Sprintf("roster: want 1 to %d, got %d", MaxRepresentatives, len(s.Roster)))
	}
	seen := make(map[RepresentativeID]bool, len(s.Roster))
	for i, rep := range s.Roster {
		if !named(string(rep.ID)) || !text(rep.Name) || !text(rep.Employer) {
			return refuse(RefusedSession, fmt.Sprintf("roster[%d]: a field is missing, too long or not UTF-8", i))
		}
		if seen[rep.ID] {
			return refuse(RefusedSession, "representative twice: "+string(rep.ID))
		}
		if int(rep.Category) >= len(s.Rulebook.Categories) {
			return refuse(RefusedSession, "category of representative "+string(rep.ID))
		}
		seen[rep.ID] = true
	}
	return nil
}

// checkRundown wants items numbered from 1 and no unit twice: the board has
// one row, hence one rank, for each unit. A whole form has all of them and stands
// alone.
func (s Session) checkRundown() error {
	if len(s.Rundown) == 0 {
		return refuse(RefusedSession, "rundown")
	}
	if s.Rulebook.AllUnits {
		if len(s.Rundown) != 1 || s.Rundown[0] != (Item{ID: 1}) {
			return refuse(RefusedSession, "rundown: a ballot about all units makes one item, which names none of them")
		}
		return nil
	}
	free := make(map[UnitID]bool, len(s.Units))
	for _, unit := range s.Units {
		free[unit.ID] = true
	}
	for i, item := range s.Rundown {
		if item.ID != ItemID(i+1) || !free[item.Unit] {
			return refuse(RefusedSession, fmt.Sprintf("rundown[%d]: out of order, or its unit is unknown or there twice", i))
		}
		free[item.Unit] = false
	}
	return nil
}

// checkForm bounds what one ballot asks, and when a form opens and closes.
func (s Session) checkForm() error {
	for _, item := range s.Rundown {
		if n := s.Rows(item); n > MaxRows {
			return refuse(RefusedSession, fmt.Sprintf("units: a ballot of %d rows, want at most %d", n, MaxRows))
		}
	}
	if s.Seconds < 0 || s.Seconds > MaxVotingSeconds {
		return refuse(RefusedSession, fmt.Sprintf("seconds: want at most %d", MaxVotingSeconds))
	}
	switch {
	case s.Opens == 0 && s.Closes == 0:
	case !s.Rulebook.SelfPaced:
		return refuse(RefusedSession, "opens: only a self-paced form opens and closes by itself")
	case s.Opens < 0 || s.Closes < 0 || s.Opens > maxTime || s.Closes > maxTime:
		return refuse(RefusedSession, "opens: not a time")
	case s.Opens > 0 && s.Closes > 0 && s.Closes <= s.Opens:
		return refuse(RefusedSession, "closes: must come after the opening")
	case s.Opens > 0 && s.Closes-s.Opens > MaxSelfPacedSeconds:
		return refuse(RefusedSession, "closes: too long after the opening")
	}
	return nil
}

// Closing is the deadline of an item that opens now, where nobody says another: the
// announced closing time, or after the usual voting time; of a form that somebody is to
// close the longest there is. It is 0 where that is not fixed.
func (s Session) Closing(now int64) int64 {
	switch {
	case s.Closes > now:
		return s.Closes
	case s.Seconds > 0:
		return now + s.Seconds
	case s.Rulebook.SelfPaced:
		return now + MaxSelfPacedSeconds
	}
	return 0
}

// text reports whether a string reads back from the log as it was written:
// JSON would replace bytes that are not UTF-8, and a replay would then differ
// from what was decided.
func text(s string) bool { return len(s) <= MaxText && utf8.ValidString(s) }

// named reports whether a string is text and not blank.
func named(s string) bool { return text(s) && strings.TrimSpace(s) != "" }

// pledged reports whether a string says what is pledged.
func pledged(s string) bool {
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= MaxPledge && strings.TrimSpace(s) != ""
}

// plainID allows what is safe in an address and in a file name.
func plainID(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return s != "" && len(s) <= 64
}
