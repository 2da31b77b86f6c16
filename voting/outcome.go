package voting

import (
	"fmt"
	"strings"

	"pingyi/voting/count"
)

// Version is one version of the result (结果版本). The first is there from the
// beginning; each correction opens another. Once confirmed, what a version says
// never changes: its counts are frozen, and what people added to them is its own.
type Version struct {
	Number int
	Reason string       // why it corrects the one before; "" in the first
	Opened Stamp        // who began the correction, and when; zero in the first
	Steps  []ResultStep // what became of it, in order; none while it is in preparation
	Seals  []Seal       // checkpoints of these steps and of its beginning, as far as the log has any
	Given
}

// ResultPhase is where a version of the result stands.
type ResultPhase string

// The phases of a version.
const (
	VersionPreparing ResultPhase = "preparing" // figures may be entered, ties decided
	VersionConfirmed ResultPhase = "confirmed" // by the scrutineer
	VersionAnnounced ResultPhase = "announced"
	VersionNotice    ResultPhase = "notice" // 公示
	VersionCertified ResultPhase = "certified"
	VersionAbandoned ResultPhase = "abandoned" // a correction that was given up; never the first
)

// ResultStep is one phase that a version came to: by whom, in which role, when.
type ResultStep struct {
	Phase ResultPhase
	Stamp
	Reason string // of a confirmation although something was outstanding, or of giving up
	Days   int    // of a notice, and
	Until  int64  // when it ends, in Unix seconds
}

// Phase is where the version stands.
func (v *Version) Phase() ResultPhase {
	if len(v.Steps) == 0 {
		return VersionPreparing
	}
	return v.Steps[len(v.Steps)-1].Phase
}

// Unannounced reports whether a version in this phase was never announced, be it the
// first one or a correction, given up or not: it is for those who work on it. Whatever
// leaves the house or is marked goes by this one answer.
func (p ResultPhase) Unannounced() bool {
	return p == VersionPreparing || p == VersionConfirmed || p == VersionAbandoned
}

// Announced reports whether the version was ever announced.
func (v *Version) Announced() bool { return !v.Phase().Unannounced() }

// Given is what people added to the counts, as far as it is in force. Its slices
// are never changed in place, so that versions can share them.
type Given struct {
	Figures   []*FiguresEntered  // one for each imported table that has any, in the order of the rulebook
	Decisions []*DecisionEntered // the newest first: it goes before an older one
	Vetoes    []*UnitVetoed
}

// Outcome is what a version of the result comes to, and what is still outstanding.
type Outcome struct {
	Rows    []Row    // the units that were confirmed, in the order of the rundown
	Ties    []Tie    // that wait for a fresh vote or a draw
	Tied    []Tie    // those, and of lists that wait for them too
	Missing []string // imported tables of which nothing was entered, without the optional ones
	Left    []ItemID // items without a confirmed tally
	Refused string   // why the rulebook gives nobody a score
}

// Complete reports whether nothing is outstanding.
func (o Outcome) Complete() bool {
	return len(o.Ties) == 0 && len(o.Missing) == 0 && len(o.Left) == 0 && o.Refused == ""
}

// outstanding names what is not complete, for the detail of a refusal.
func (o Outcome) outstanding() string {
	var names []string
	for _, tie := range o.Ties {
		names = append(names, tie.Step)
	}
	names = append(names, o.Missing...)
	for _, item := range o.Left {
		names = append(names, fmt.Sprint("item ", item))
	}
	if o.Refused != "" {
		names = append(names, o.Refused)
	}
	return strings.Join(names, "; ")
}

// Tie is units that the figures leave tied and that the rulebook wants told apart
// by people. Until they are, the units share their place, or stay below the cut.
type Tie struct {
	Step  string
	Kind  string   // "re-vote" or "lot"
	Where []string // a label for each axis beside the unit's along which the step has ties, such as the criterion
	Units []UnitID
}

// LastVersion is the newest version of the result that was not given up, announced or
// not.
func (s *State) LastVersion() *Version {
	last := len(s.Versions) - 1
	for s.Versions[last].Phase() == VersionAbandoned {
		last--
	}
	return &s.Versions[last]
}

// ShownVersion is the one that the screens may show: the newest that was
// announced and, as long as none was, the first. A correction in preparation, or
// one that is confirmed and not announced, is never it.
func (s *State) ShownVersion() *Version {
	for i := len(s.Versions) - 1; i > 0; i-- {
		if s.Versions[i].Announced() {
			return &s.Versions[i]
		}
	}
	return &s.Versions[0]
}

// Version finds a version by its number, nil when there is none.
func (s *State) Version(number int) *Version {
	if number < 1 || number > len(s.Versions) {
		return nil
	}
	return &s.Versions[number-1]
}

// OutcomeOf works out a version of the result from all that was confirmed.
func (s *State) OutcomeOf(number int) Outcome {
	v := s.Version(number)
	if v == nil {
		return Outcome{}
	}
	return s.outcomeWith(&v.Given)
}

// Foresee works out what the version in preparation would come to with a table of
// figures that nobody has entered yet. It is refused as the entering would be.
func (s *State) Foresee(c EnterFigures) (Outcome, error) {
	e := &FiguresEntered{Stamp: c.stamp(), Table: c.Table, Source: c.Source, Cells: c.Cells}
	if err := s.checkFigures(e); err != nil {
		return Outcome{}, err
	}
	given := s.LastVersion().Given
	given.Figures = given.withFigures(e, s.Session.Rulebook.book.Imported())
	return s.outcomeWith(&given), nil
}

func (s *State) outcomeWith(given *Given) Outcome {
	o := s.outcome(s.rows(0, Tally{}, []ItemPhase{PhaseConfirmed, PhaseRevealed}), given)
	book := s.Session.Rulebook.book
	for _, table := range book.Imported() {
		if given.figures(table) == nil && !book.Optional(table) {
			o.Missing = append(o.Missing, table)
		}
	}
	for i := range s.Items {
		if phase := s.Items[i].Phase; phase != PhaseConfirmed && phase != PhaseRevealed {
			o.Left = append(o.Left, s.Items[i].ID)
		}
	}
	return o
}

// VoidBy lists why ballots are void that results count as such: those of all confirmed
// items together.
func (s *State) VoidBy() []VoidBallots {
	all := Tally{Why: make([]int, len(count.Faults()))}
	for i := range s.Items {
		if phase := s.Items[i].Phase; phase == PhaseConfirmed || phase == PhaseRevealed {
			all.Why = plus(all.Why, s.Items[i].Tally.Why)
		}
	}
	return all.VoidBy()
}

// BoardOf is the board of a version of the result.
func (s *State) BoardOf(number int) []Row { return s.OutcomeOf(number).Rows }

// figures finds what was entered of a table, nil without any.
func (g *Given) figures(table string) *FiguresEntered {
	for _, f := range g.Figures {
		if f.Table == table {
			return f
		}
	}
	return nil
}
