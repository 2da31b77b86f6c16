package voting

import (
	"errors"
	"fmt"
	"slices"
)

// foldResult changes the last version of the result, or opens another. What a
// version holds is replaced, never changed: the one before may share it.
func (s *State) foldResult(e Event) error {
	v := s.LastVersion()
	switch e := e.(type) {
	case *FiguresEntered:
		return s.after(s.checkFigures(e), func() { v.Figures = v.withFigures(e, s.Session.Rulebook.book.Imported()) })
	case *DecisionEntered:
		return s.after(s.checkDecision(e), func() { v.Decisions = v.withDecision(e) })
	case *UnitVetoed:
		return s.after(s.checkVeto(e), func() { v.Vetoes = append(slices.Clone(v.Vetoes), e) })
	case *VetoLifted:
		return s.after(s.checkLift(e), func() {
			at := v.veto(e.Unit)
			v.Vetoes = slices.Concat(v.Vetoes[:at], v.Vetoes[at+1:])
		})
	case *ResultConfirmed:
		if s.Phase != Ended {
			return fmt.Errorf("the session is %s", s.Phase)
		}
		step := ResultStep{Phase: VersionConfirmed, Stamp: e.Stamp, Reason: e.Reason}
		return s.after(s.checkStep(e.Stamp, e.Version, VersionPreparing), func() { s.step(v, step) })
	case *ResultCorrected:
		return s.after(s.checkCorrect(e), func() {
			s.Versions = append(s.Versions, Version{Number: e.Version, Reason: e.Reason, Opened: e.Stamp, Given: v.Given})
			s.resultMoved()
		})
	case *ResultSealed:
		return s.after(s.checkSealResult(e), func() {
			v.Seals, s.resultSealed = append(v.Seals, e.Seal), e.Seal.Size
		})
	case *CorrectionAbandoned:
		step := ResultStep{Phase: VersionAbandoned, Stamp: e.Stamp, Reason: e.Reason}
		return s.after(s.checkAbandon(e), func() { s.step(v, step) })
	}
	return s.foldRelease(e, v)
}

// foldRelease follows a confirmed version to its certification.
func (s *State) foldRelease(e Event, v *Version) error {
	switch e := e.(type) {
	case *ResultAnnounced:
		step := ResultStep{Phase: VersionAnnounced, Stamp: e.Stamp}
		return s.after(s.checkStep(e.Stamp, e.Version, VersionConfirmed), func() { s.step(v, step) })
	case *NoticeStarted:
		if err := e.checkDays(); err != nil {
			return err
		}
		step := ResultStep{Phase: VersionNotice, Stamp: e.Stamp, Days: e.Days, Until: e.Until}
		return s.after(s.checkStep(e.Stamp, e.Version, VersionAnnounced), func() { s.step(v, step) })
	case *ResultCertified:
		if err := s.checkStep(e.Stamp, e.Version, VersionNotice); err != nil {
			return err
		}
		return s.after(s.checkCertify(e), func() { s.step(v, ResultStep{Phase: VersionCertified, Stamp: e.Stamp}) })
	}
	return errors.New("no such event")
}

// after changes the state if nothing speaks against it.
func (s *State) after(err error, change func()) error {
	if err == nil {
		change()
	}
	return err
}

// step moves a version on.
func (s *State) step(v *Version, step ResultStep) {
	v.Steps = append(v.Steps, step)
	s.resultMoved()
}

// withFigures puts a table in its place among those of the rulebook. One without
// cells takes its place away.
func (g *Given) withFigures(e *FiguresEntered, imported []string) []*FiguresEntered {
	var all []*FiguresEntered
	for _, table := range imported {
		f := g.figures(table)
		if table == e.Table {
			f = e
		}
		if f != nil && len(f.Cells) > 0 {
			all = append(all, f)
		}
	}
	return all
}

// withDecision puts a decision before the others, and drops the one that it
// replaces.
func (g *Given) withDecision(e *DecisionEntered) []*DecisionEntered {
	all := []*DecisionEntered{e}
	for _, d := range g.Decisions {
		if !d.of(e) || !sameUnits(d.Order, e.Order) {
			all = append(all, d)
		}
	}
	return all
}
