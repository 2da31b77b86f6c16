package display

import (
	"reflect"
	"slices"

	"pingyi/voting"
)

// VersionLine is one version of the result: why there is one and what became of it.
type VersionLine struct {
	Number int                `json:"version"`
	Phase  voting.ResultPhase `json:"phase"`
	Reason string             `json:"reason,omitempty"` // why it corrects the one before
	Opened *Signed            `json:"opened,omitempty"` // of a correction
	Steps  []VersionStep      `json:"steps"`

	Checkpoint *VersionCheckpoint `json:"checkpoint,omitempty" since:"4"` // the newest; none in older logs
}

// VersionCheckpoint is the signed head of the log after the last step of a version, or after
// its beginning. What the version rests on is among its records.
type VersionCheckpoint struct {
	Records uint64 `json:"records"`
	Root    string `json:"root"`
	Code    string `json:"code"`
	Note    string `json:"note"` // as it was signed
}

// Signed says who did something, in which role and when (Unix seconds).
type Signed struct {
	By   string      `json:"by"`
	Role voting.Role `json:"role"`
	At   int64       `json:"at"`
}

// VersionStep is one phase that a version came to.
type VersionStep struct {
	Phase voting.ResultPhase `json:"phase"`
	Signed
	Reason string `json:"reason,omitempty"` // of a confirmation although something was outstanding
	Days   int    `json:"days,omitempty"`   // of a notice
	Until  int64  `json:"until,omitempty"`
}

// Replacement is the version of the result that took the place of another.
type Replacement struct {
	Version int    `json:"version"`
	Reason  string `json:"reason"` // of the correction
	At      int64  `json:"at"`     // when it was announced, Unix seconds
}

// replacementOf is the version that was announced last, where that is a later one than v; nil
// where v stands. One in preparation is not mentioned.
func replacementOf(s *voting.State, v *voting.Version) *Replacement {
	by := s.ShownVersion()
	if by.Number <= v.Number {
		return nil
	}
	r := &Replacement{Version: by.Number, Reason: by.Reason}
	for _, step := range by.Steps {
		if step.Phase == voting.VersionAnnounced {
			r.At = step.At
		}
	}
	return r
}

// Tie is units that wait for a fresh vote or a draw.
type Tie struct {
	Step  string          `json:"step"`
	Kind  string          `json:"kind"`                      // "re-vote" or "lot"
	Where []string        `json:"where,omitempty" since:"6"` // a label for each axis beside the unit's, such as the criterion
	Units []voting.UnitID `json:"units"`
}

// Source is an imported table and where its figures come from.
type Source struct {
	Table  string `json:"table"`
	Source string `json:"source"`
	Signed
	Cells []voting.EnteredFigure `json:"cells"` // the whole of it, a label for each axis
}

// NamedResult is another result of the rulebook for a unit, such as 十优.
type NamedResult struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// addVersion says which version the results are and what people added to it.
// Of later versions only the one is mentioned that was announced last and took its place:
// another may be in preparation.
func (r *Results) addVersion(s *voting.State, v *voting.Version) {
	r.Version, r.Phase, r.Versions, r.Replaced = v.Number, v.Phase(), VersionsOf(s, v.Number), replacementOf(s, v)
	for _, f := range v.Figures {
		r.Sources = append(r.Sources, Source{Table: f.Table, Source: f.Source, Signed: signed(f.Stamp), Cells: f.Cells})
	}
	r.Decisions, r.Vetoes = v.Decisions, v.Vetoes
}

// VersionsOf tells the versions of the result from the first up to one of them.
func VersionsOf(s *voting.State, last int) []VersionLine {
	var lines []VersionLine
	for i := range s.Versions[:last] {
		lines = append(lines, versionLine(&s.Versions[i]))
	}
	return lines
}

func versionLine(v *voting.Version) VersionLine {
	line := VersionLine{Number: v.Number, Phase: v.Phase(), Reason: v.Reason, Steps: []VersionStep{}}
	if v.Number > 1 {
		opened := signed(v.Opened)
		line.Opened = &opened
	}
	for _, step := range v.Steps {
		line.Steps = append(line.Steps, VersionStep{
			Phase: step.Phase, Signed: signed(step.Stamp), Reason: step.Reason, Days: step.Days, Until: step.Until,
		})
	}
	if seal := v.Seal(); seal != nil {
		line.Checkpoint = &VersionCheckpoint{Records: seal.Size, Root: seal.Root, Code: seal.Code, Note: seal.Note}
	}
	return line
}

// Unannounced reports whether the results are of a version that nobody has announced,
// the first one or a correction: they are for those who work on it, and marked.
func (r Results) Unannounced() bool { return r.Phase.Unannounced() }

func signed(stamp voting.Stamp) Signed { return Signed{By: stamp.By, Role: stamp.Role, At: stamp.At} }

// addPending says what is outstanding.
func (r *Results) addPending(o voting.Outcome, format int) {
	ties := o.Ties
	if format < asksInTurn {
		ties = o.Tied
	}
	for _, tie := range ties {
		if format < tiesApart {
			tie.Where = nil
		}
		if !slices.ContainsFunc(r.Pending, func(other Tie) bool { return reflect.DeepEqual(other, Tie(tie)) }) {
			r.Pending = append(r.Pending, Tie(tie))
		}
	}
	r.Missing, r.Left, r.Refused = o.Missing, o.Left, o.Refused
}

// turnout adds who could vote on a unit, and up what came in for the whole session.
// What was handed out for a form with all units is the same for each of them.
func (r *Results) turnout(u *UnitResult, item *voting.ItemState, first bool) {
	for _, t := range item.Turnout {
		u.Issued += t.Issued
		u.CheckedIn += t.CheckedIn
	}
	u.Valid = u.Ballots - u.Void
	if first {
		r.Collected += u.Ballots
		r.Valid += u.Valid
		r.Void += u.Void
	}
}
