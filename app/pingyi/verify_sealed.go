package main

import (
	"fmt"

	"pingyi/data"
	"pingyi/voting"
)

// signedLife follows which acts on the result are under a checkpoint. A session whose
// publication promises checkpoints of them must have them: figures, vetoes and draws
// are under no other.
type signedLife struct {
	promised bool
	seen     bool   // there was such an act
	act      string // the last one,
	at       uint64 // its record, and
	version  int    // of which version it was, 0 of the end of the session
	decided  bool   // whether it makes a version more than prepared
	seals    int    // checkpoints of the result so far
}

// look takes the next act.
func (l *signedLife) look(v *verifier, seq uint64, e voting.Event) error {
	switch e := e.(type) {
	case *voting.SessionPublished:
		l.promised = e.SealsResult
	case *voting.SessionClosed:
		return l.moved(v, seq, e, 0)
	case *voting.ResultConfirmed:
		return l.moved(v, seq, e, e.Version)
	case *voting.ResultAnnounced:
		return l.moved(v, seq, e, e.Version)
	case *voting.NoticeStarted:
		return l.moved(v, seq, e, e.Version)
	case *voting.ResultCertified:
		return l.moved(v, seq, e, e.Version)
	case *voting.ResultCorrected:
		return l.moved(v, seq, e, e.Version)
	case *voting.CorrectionAbandoned:
		return l.moved(v, seq, e, e.Version)
	case *voting.ResultSealed:
		return l.sealed(v, seq, e)
	}
	return nil
}

// moved takes an act that wants a checkpoint; the one before must have its own by now.
func (l *signedLife) moved(v *verifier, seq uint64, e voting.Event, version int) error {
	if err := l.covered(v); err != nil {
		return err
	}
	l.seen, l.act, l.at, l.version = true, voting.Kind(e), seq, version
	l.decided = l.decided || version > 0
	return nil
}

func (l *signedLife) sealed(v *verifier, seq uint64, e *voting.ResultSealed) error {
	size, agrees, err := v.signed(e.Seal)
	switch {
	case err != nil:
		return fmt.Errorf("record %d: checkpoint of version %d of the result: %w", seq, e.Version, err)
	case !l.seen || size > seq || size <= l.at:
		return fmt.Errorf("record %d: checkpoint of version %d of the result covers %d of the records, the last act on it is record %d", seq, e.Version, size, l.at)
	case !agrees:
		return fmt.Errorf("record %d: checkpoint of version %d of the result does not agree with the log", seq, e.Version)
	}
	l.seals++
	return nil
}

// signed checks the signature of a checkpoint, and whether it is true of the log at its
// size, which it gives.
func (v *verifier) signed(seal voting.Seal) (size uint64, agrees bool, err error) {
	_, size, root, err := data.VerifyCheckpoint([]byte(seal.Note), v.key)
	if err != nil {
		return 0, false, err
	}
	want, err := v.tree.Root(min(size, v.tree.Size()))
	if err != nil {
		return size, false, err
	}
	v.seals++
	v.covered = max(v.covered, size)
	return size, want == root && root.String() == seal.Root && data.ShortCode(root) == seal.Code && size == seal.Size, nil
}

// covered holds the session to its promise.
func (l *signedLife) covered(v *verifier) error {
	switch {
	case !l.promised || !l.seen || v.covered > l.at:
		return nil
	case l.version == 0:
		return fmt.Errorf("record %d: the end of the session is not under a signature", l.at)
	}
	return fmt.Errorf("record %d: %s of version %d is not under a signature, nor is what was entered for it", l.at, l.act, l.version)
}

// whole tells at the end of the records whether the result is under a signature. Sessions
// that were published by earlier versions of the program promised none.
func (l *signedLife) whole(v *verifier) error {
	if err := l.covered(v); err != nil {
		return err
	}
	switch {
	case l.promised && l.seals > 0:
		v.say("result.signed", "n", fmt.Sprint(l.seals))
	case l.decided && v.covered <= l.at:
		v.unknown("result.unsigned")
	}
	return nil
}

// resultNote compares a checkpoint of the result with its file.
func (c *bundleCheck) resultNote(seq uint64, e *voting.ResultSealed) error {
	note, err := c.ResultNote(c.life.seals + 1)
	if err != nil {
		return fmt.Errorf("record %d: checkpoint of version %d of the result: %w", seq, e.Version, err)
	}
	if note != e.Seal.Note {
		return fmt.Errorf("record %d: checkpoint of version %d of the result is not what its file in checkpoints/ says", seq, e.Version)
	}
	return nil
}
