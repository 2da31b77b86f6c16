package bundle

import (
	"fmt"

	"pingyi/voting"
)

// life follows the versions of the result: each is confirmed after the end of the
// session, then announced, then up for notice, then certified, and is changed only
// before it is confirmed. A correction may be given up before it is announced; the
// version before then goes on.
type life struct {
	ended bool
	acts  []string // the last act of each version, "" while it is prepared
	now   int      // the present version, from 0
	until []int64  // the end of each one's notice
	shown int      // the version that was announced last, from 0
}

func newLife() life { return life{acts: []string{""}, until: []int64{0}} }

// follow takes the next act; others than those about a result it passes over.
func (l *life) follow(line Line, e voting.Event) error {
	switch e := e.(type) {
	case *voting.SessionClosed:
		l.ended = true
	case *voting.FiguresEntered, *voting.DecisionEntered, *voting.UnitVetoed, *voting.VetoLifted:
		return l.step(line, l.now+1, "", "")
	case *voting.ResultConfirmed:
		if !l.ended {
			return fmt.Errorf("record %d: a result is confirmed before the session is closed", line.Seq)
		}
		return l.step(line, e.Version, "", line.Kind)
	case *voting.ResultAnnounced:
		l.shown = l.now
		return l.step(line, e.Version, "result-confirmed", line.Kind)
	case *voting.NoticeStarted:
		l.until[l.now] = e.Until
		return l.step(line, e.Version, "result-announced", line.Kind)
	case *voting.ResultCertified:
		if e.At < l.until[l.now] && !line.Rehearsal {
			return fmt.Errorf("record %d: version %d is certified before its notice is over", line.Seq, e.Version)
		}
		return l.step(line, e.Version, "notice-started", line.Kind)
	case *voting.ResultCorrected:
		if l.acts[l.now] == "" || e.Version != len(l.acts)+1 {
			return fmt.Errorf("record %d: version %d is opened while version %d was not confirmed", line.Seq, e.Version, l.now+1)
		}
		l.acts, l.until, l.now = append(l.acts, ""), append(l.until, 0), len(l.acts)
	case *voting.CorrectionAbandoned:
		return l.abandon(line, e.Version)
	}
	return nil
}

// abandon goes back to the version that the present one was to correct.
func (l *life) abandon(line Line, version int) error {
	if at := l.acts[l.now]; version != l.now+1 || version == 1 || at != "" && at != "result-confirmed" {
		return fmt.Errorf("record %d: version %d is given up after %s", line.Seq, version, orNothing(at))
	}
	l.acts[l.now] = line.Kind
	for l.acts[l.now] == line.Kind {
		l.now--
	}
	return nil
}

// step moves the present version on.
func (l *life) step(line Line, version int, from, to string) error {
	if version != l.now+1 {
		return fmt.Errorf("record %d: %s of version %d, and version %d is the present one", line.Seq, line.Kind, version, l.now+1)
	}
	if at := l.acts[l.now]; at != from {
		return fmt.Errorf("record %d: %s of version %d comes after %s", line.Seq, line.Kind, version, orNothing(at))
	}
	l.acts[l.now] = to
	return nil
}

func orNothing(act string) string {
	if act == "" {
		return "nothing"
	}
	return act
}

// phaseAfter is what a version comes to by its last act.
func phaseAfter(act string) voting.ResultPhase {
	switch act {
	case "result-confirmed":
		return voting.VersionConfirmed
	case "result-announced":
		return voting.VersionAnnounced
	case "notice-started":
		return voting.VersionNotice
	case "result-certified":
		return voting.VersionCertified
	}
	return voting.VersionPreparing
}

// shownVersion is the version that a result has to be of, and its phase.
func (l *life) shownVersion() (int, voting.ResultPhase) {
	return l.shown + 1, phaseAfter(l.acts[l.shown])
}
