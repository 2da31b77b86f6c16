package voting

import (
	"fmt"
	"slices"
	"strings"
)

// MaxNoticeDays bounds a notice: a mistyped number must not keep a result from
// being certified.
const MaxNoticeDays = 366

func (s *State) decideResult(c Command) ([]Event, error) {
	switch c := c.(type) {
	case EnterFigures:
		return s.act(c.Act, func() ([]Event, error) { return s.decideFigures(c) })
	case EnterDecision:
		return s.act(c.Act, func() ([]Event, error) { return s.decideDecision(c) })
	case VetoUnit:
		return s.act(c.Act, func() ([]Event, error) { return s.decideVeto(c) })
	case LiftVeto:
		return s.act(c.Act, func() ([]Event, error) { return s.decideLift(c) })
	case ConfirmResult:
		return s.act(c.Act, s.sealed(func() ([]Event, error) { return s.decideConfirmResult(c) }))
	case AnnounceResult:
		return s.act(c.Act, s.sealed(func() ([]Event, error) { return s.decideAnnounce(c) }))
	case StartNotice:
		return s.act(c.Act, s.sealed(func() ([]Event, error) { return s.decideNotice(c) }))
	case CertifyResult:
		return s.act(c.Act, s.sealed(func() ([]Event, error) { return s.decideCertify(c) }))
	case CorrectResult:
		return s.act(c.Act, s.sealed(func() ([]Event, error) { return s.decideCorrect(c) }))
	case AbandonCorrection:
		return s.act(c.Act, s.sealed(func() ([]Event, error) { return s.decideAbandon(c) }))
	case SealResult:
		return s.act(c.Act, func() ([]Event, error) { return s.decideSealResult(c) })
	}
	return s.decideItem(c)
}

func (s *State) decideFigures(c EnterFigures) ([]Event, error) {
	e := &FiguresEntered{Stamp: c.stamp(), Table: c.Table, Source: c.Source, Cells: c.Cells}
	if err := s.checkFigures(e); err != nil {
		return nil, err
	}
	return one(e)
}

// decideDecision wants a tie that waits for it, or a decision that is in force and
// had the same units to tell apart, or more.
func (s *State) decideDecision(c EnterDecision) ([]Event, error) {
	e := &DecisionEntered{Stamp: c.stamp(), Step: c.Step, Kind: c.Kind, Order: c.Order, Author: c.Author, Record: c.Record}
	if len(c.Where) > 0 {
		e.Where = c.Where
	}
	if len(c.Level) > 0 {
		e.Level = c.Level
	}
	if err := s.checkDecision(e); err != nil {
		return nil, err
	}
	v := s.LastVersion()
	waits := slices.ContainsFunc(s.OutcomeOf(v.Number).Ties, func(t Tie) bool {
		return t.Step == e.Step && t.Kind == e.Kind && slices.Equal(t.Where, e.Where) && sameUnits(t.Units, e.Order)
	})
	decided := slices.ContainsFunc(v.Decisions, func(d *DecisionEntered) bool {
		return d.of(e) && within(e.Order, d.Order)
	})
	if !waits && !decided {
		return nil, refuse(RefusedTie, e.Step)
	}
	return one(e)
}

// of reports whether a decision is about the ties that another is about.
func (e *DecisionEntered) of(other *DecisionEntered) bool {
	return e.Step == other.Step && e.Kind == other.Kind && slices.Equal(e.Where, other.Where)
}

// within reports whether all units of one list are on another.
func within(units, all []UnitID) bool {
	return !slices.ContainsFunc(units, func(id UnitID) bool { return !slices.Contains(all, id) })
}

// sameUnits compares lists that have each unit once, whatever their order.
func sameUnits(a, b []UnitID) bool { return len(a) == len(b) && within(a, b) }

func (s *State) decideVeto(c VetoUnit) ([]Event, error) {
	if err := reasonGiven(c.Reason); err != nil {
		return nil, err
	}
	e := &UnitVetoed{Stamp: c.stamp(), Unit: c.Unit, Author: c.Author, Reason: c.Reason}
	if err := s.checkVeto(e); err != nil {
		return nil, err
	}
	return one(e)
}

func (s *State) decideLift(c LiftVeto) ([]Event, error) {
	if err := reasonGiven(c.Reason); err != nil {
		return nil, err
	}
	e := &VetoLifted{Stamp: c.stamp(), Unit: c.Unit, Reason: c.Reason}
	if err := s.checkLift(e); err != nil {
		return nil, err
	}
	return one(e)
}

// decideConfirmResult wants nothing outstanding, or the reason why the result
// stands all the same: units that share a place, an item that was not held.
func (s *State) decideConfirmResult(c ConfirmResult) ([]Event, error) {
	if s.Phase != Ended {
		return nil, refuse(RefusedPhase, string(s.Phase))
	}
	e := &ResultConfirmed{Stamp: c.stamp(), Version: s.LastVersion().Number, Reason: strings.TrimSpace(c.Reason)}
	if err := s.checkStep(e.Stamp, e.Version, VersionPreparing); err != nil {
		return nil, err
	}
	if !text(e.Reason) {
		return nil, refuse(RefusedReason, "")
	}
	if o := s.OutcomeOf(e.Version); e.Reason == "" && !o.Complete() {
		return nil, refuse(RefusedOutstanding, o.outstanding())
	}
	return one(e)
}

func (s *State) decideAnnounce(c AnnounceResult) ([]Event, error) {
	e := &ResultAnnounced{Stamp: c.stamp(), Version: s.LastVersion().Number}
	if err := s.checkStep(e.Stamp, e.Version, VersionConfirmed); err != nil {
		return nil, err
	}
	return one(e)
}

func (s *State) decideNotice(c StartNotice) ([]Event, error) {
	e := &NoticeStarted{Stamp: c.stamp(), Version: s.LastVersion().Number, Days: c.Days, Until: c.Until}
	if err := s.checkStep(e.Stamp, e.Version, VersionAnnounced); err != nil {
		return nil, err
	}
	if err := e.checkDays(); err != nil {
		return nil, err
	}
	return one(e)
}

// checkDays wants an end that is so many days ahead, whatever part of the first
// day is over and however long the days are where the hall stands.
func (e *NoticeStarted) checkDays() error {
	const day = 24 * 60 * 60
	if e.Days < 1 || e.Days > MaxNoticeDays {
		return refuse(RefusedNotice, fmt.Sprintf("want 1 to %d days", MaxNoticeDays))
	}
	if ahead := e.Until - e.At; ahead < int64(e.Days-1)*day || ahead > int64(e.Days+2)*day || e.Until <= e.At {
		return refuse(RefusedNotice, "the end is not so many days ahead")
	}
	return nil
}

// decideCertify waits for the end of the notice. A rehearsal need not.
func (s *State) decideCertify(c CertifyResult) ([]Event, error) {
	v := s.LastVersion()
	e := &ResultCertified{Stamp: c.stamp(), Version: v.Number}
	if err := s.checkStep(e.Stamp, e.Version, VersionNotice); err != nil {
		return nil, err
	}
	if err := s.checkCertify(e); err != nil {
		return nil, err
	}
	return one(e)
}

func (s *State) checkCertify(e *ResultCertified) error {
	steps := s.LastVersion().Steps
	if until := steps[len(steps)-1].Until; e.At < until && !s.Session.Rehearsal {
		return refuse(RefusedNoticeRuns, "")
	}
	return nil
}

// decideCorrect opens another version of a result that somebody has confirmed;
// before that it can be changed as it is.
func (s *State) decideCorrect(c CorrectResult) ([]Event, error) {
	if err := reasonGiven(c.Reason); err != nil {
		return nil, err
	}
	e := &ResultCorrected{Stamp: c.stamp(), Version: len(s.Versions) + 1, Reason: c.Reason}
	if err := s.checkCorrect(e); err != nil {
		return nil, err
	}
	return one(e)
}

// decideAbandon ends a correction that nobody outside has seen.
func (s *State) decideAbandon(c AbandonCorrection) ([]Event, error) {
	if err := reasonGiven(c.Reason); err != nil {
		return nil, err
	}
	e := &CorrectionAbandoned{Stamp: c.stamp(), Version: s.LastVersion().Number, Reason: c.Reason}
	if err := s.checkAbandon(e); err != nil {
		return nil, err
	}
	return one(e)
}
