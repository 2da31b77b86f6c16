package display

import (
	"fmt"
	"slices"

	"pingyi/onair"
	"pingyi/voting"
)

// PlateScene is the official result as it is signed: the sums, who confirmed them, and the
// code by which the public record is found.
type PlateScene struct {
	Hidden  bool               `json:"hidden"`
	Title   string             `json:"title"`
	Lines   []PlateLine        `json:"lines"`
	Signed  []string           `json:"signed"` // the names of those who confirmed and certified it
	Code    string             `json:"code"`
	When    int64              `json:"when"` // of the last act on it, Unix seconds; 0 while hidden
	Version int                `json:"version"`
	State   voting.ResultPhase `json:"state"` // empty while hidden
}

// PlateLine is one sum. Label is its name in the word list, since a picture has no language.
type PlateLine struct {
	Label string `json:"label"` // issued, checked_in, collected, valid, void
	Value int    `json:"value"`
}

func (o output) plate(onair.Cue) drawing {
	number, _ := o.audience.ranking(o.State)
	v := o.Version(number)
	s := PlateScene{Hidden: !o.audience.signs(v), Title: o.State.Session.Title, Signed: []string{}, Version: v.Number}
	issued, checkedIn := o.Issued()
	s.Lines = []PlateLine{{"issued", issued}, {"checked_in", checkedIn}}
	if !s.Hidden {
		collected, void := o.collected()
		s.Lines = append(s.Lines, PlateLine{"collected", collected}, PlateLine{"valid", collected - void}, PlateLine{"void", void})
		s.Code, s.State = o.newestSeal(), v.Phase()
		s.sign(v)
	}
	return one(s, !s.Hidden, fmt.Sprint(v.Number))
}

// sign adds who confirmed a version and who certified it, each once.
func (s *PlateScene) sign(v *voting.Version) {
	for _, step := range v.Steps {
		s.When = step.At
		signs := step.Phase == voting.VersionConfirmed || step.Phase == voting.VersionCertified
		if signs && step.By != "" && !slices.Contains(s.Signed, step.By) {
			s.Signed = append(s.Signed, step.By)
		}
	}
}

// collected adds up the ballots of all items that were confirmed.
func (o output) collected() (collected, void int) {
	for i := range o.Items {
		if item := &o.Items[i]; item.Phase == voting.PhaseConfirmed || item.Phase == voting.PhaseRevealed {
			collected += item.Tally.Total()
			void += item.Tally.Voids()
		}
	}
	return collected, void
}
