package bundle

import (
	"fmt"

	"pingyi/voting"
)

// life follows the versions of the result: each is confirmed after the end of the
// session, then announced, then up for notice, then certified, and is changed only
// before it is confirmed.
type life struct {
	ended   bool
	earlier []string // the last act of each version before the present one
	at      string   // the last act of the present version, "" while it is prepared
	until   int64    // the end of its notice
	shown   int      // the version that was announced last, from 0
}

// follow takes the next act; others than those about a result it passes over.
func (l *life) follow(line Line, e voting.Event) error {
	switch e := e.(type) {
	case *voting.SessionClosed:
		l.ended = true
	case *voting.FiguresEntered, *voting.DecisionEntered, *voting.UnitVetoed, *voting.VetoLifted:
		return l.step(line, len(l.earlier)+1, "", "")
	case *voting.ResultConfirmed:
		if !l.ended {
			return fmt.Errorf("record %d: a result is confirmed before the session is closed", line.Seq)
		}
		return l.step(line, e.Version, "", line.Kind)
	case *voting.ResultAnnounced:
		l.shown = len(l.earlier)
		return l.step(line, e.Version, "result-confirmed", line.Kind)
	case *voting.NoticeStarted:
		l.until = e.Until
		return l.step(line, e.Version, "result-announced", line.Kind)
	case *voting.ResultCertified:
		if e.At < l.until && !line.Rehearsal {
			return fmt.Errorf("record %d: version %d is certified before its notice is over", line.Seq, e.Version)
		}
		return l.step(line, e.Version, "notice-started", line.Kind)
	case *voting.ResultCorrected:
		if l.at == "" || e.Version != len(l.earlier)+2 {
			return fmt.Errorf("record %d: version %d is opened while version %d was not confirmed", line.Seq, e.Version, len(l.earlier)+1)
		}
		l.earlier, l.at = append(l.earlier, l.at), ""
	}
	return nil
}

// step moves the present version on.
func (l *life) step(line Line, version int, from, to string) error {
	if version != len(l.earlier)+1 {
		return fmt.Errorf("record %d: %s of version %d, and version %d is the present one", line.Seq, line.Kind, version, len(l.earlier)+1)
	}
	if l.at != from {
		return fmt.Errorf("record %d: %s of version %d comes after %s", line.Seq, line.Kind, version, orNothing(l.at))
	}
	l.at = to
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
	return l.shown + 1, phaseAfter(append(l.earlier[:len(l.earlier):len(l.earlier)], l.at)[l.shown])
}
