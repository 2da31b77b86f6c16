package voting

import "fmt"

// The checkpoint of an item covers its tally. What people add to the result afterwards,
// and what becomes of it, comes later in the log; so every act that moves the result on
// is followed by a checkpoint of its own, and the next one waits for it.

// resultMoved notes that the record which is folded now wants a checkpoint.
func (s *State) resultMoved() { s.resultAt = s.Records + 1 }

// Unsealed reports whether the result was moved on by an act that is under no checkpoint
// yet, in a session that promises one.
func (s *State) Unsealed() bool { return s.sealsResult && s.resultSealed < s.resultAt }

// Seal is the newest checkpoint of a version, nil without one.
func (v *Version) Seal() *Seal {
	if len(v.Seals) == 0 {
		return nil
	}
	return &v.Seals[len(v.Seals)-1]
}

func (s *State) decideSealResult(c SealResult) ([]Event, error) {
	e := &ResultSealed{Stamp: c.stamp(), Version: s.LastVersion().Number, Seal: c.Seal}
	if err := c.Seal.complete(); err != nil {
		return nil, err
	}
	if err := s.checkSealResult(e); err != nil {
		return nil, err
	}
	return one(e)
}

// checkSealResult wants a checkpoint that covers the last act on the result, and one of
// each alone.
func (s *State) checkSealResult(e *ResultSealed) error {
	if !s.Unsealed() || e.Version != s.LastVersion().Number {
		return refuse(RefusedResult, "nothing of it is to be sealed")
	}
	if e.Seal.Size < s.resultAt || e.Seal.Size > s.Records {
		return refuse(RefusedNotSealed, fmt.Sprintf("a checkpoint of %d records does not cover record %d", e.Seal.Size, s.resultAt-1))
	}
	return nil
}

// sealed lets the result move on once what was done to it before is under a checkpoint.
func (s *State) sealed(decide func() ([]Event, error)) func() ([]Event, error) {
	return func() ([]Event, error) {
		if s.Unsealed() {
			return nil, refuse(RefusedNotSealed, "the result")
		}
		return decide()
	}
}
