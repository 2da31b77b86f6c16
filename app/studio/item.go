package studio

import (
	"pingyi/app/web"
	"pingyi/onair"
	"pingyi/voting"
)

// goAhead does what is armed. Where that is an item, its session reveals it, and then what waits on the
// preview is taken; with a moment to come both wait for that. It is disarmed first, so that whatever happens
// in between it is never done twice; a server that ends there says when it is begun anew what has not come of it, and makes up
// for nothing.
func (s *Studio) goAhead(c onair.Go) (Answer, error) {
	var armed onair.Standing
	s.Look(func(state *onair.State) { armed, _ = state.Armed() })
	answer, err := s.Do(c)
	if err != nil || armed.Number != c.Arm || armed.Action.Kind != onair.ActItem {
		return answer, err
	}
	if waits := armed.Due.At != 0 || c.TakeAt > c.At; waits && !c.Due { // also a press that comes once more
		return answer, nil
	}
	answer, err = s.revealAndTake(c, armed, answer)
	if err != nil && !c.Due { // of which goTimed tells
		s.tellMissed(armed, c.By, err)
	}
	return answer, err
}

// revealAndTake has the session of an item reveal it, and takes its picture.
func (s *Studio) revealAndTake(c onair.Go, armed onair.Standing, answer Answer) (Answer, error) {
	action := armed.Action
	session := s.session(action.Session)
	if session == nil {
		return answer, onair.Refusal{Code: onair.RefusedSession}
	}
	done := session.Do(voting.RevealItem{Act: voting.Act{By: c.By, Role: voting.Role(c.Role), At: s.cfg.Now().Unix()}, Item: action.Item})
	if done.Err != nil {
		return answer, done.Err
	}
	return s.takeAfter(c, armed, answer)
}

// takeAfter takes what waited on the preview when it was armed, if anything did.
func (s *Studio) takeAfter(c onair.Go, armed onair.Standing, answer Answer) (Answer, error) {
	action := armed.Action
	if armed.Of == nil || len(armed.Of.Laid) == 0 || len(action.On) == 0 {
		return answer, nil
	}
	act := c.Act
	act.Expect = 0 // it was compared when it was armed for
	if act.ID != "" {
		act.ID += "/take"
	}
	return s.Do(onair.Take{Act: act, From: action.From, On: action.On, Layers: action.Layers, Cut: action.Cut, TakeAt: c.TakeAt, Of: armed.Of, Item: c.Arm})
}

// goTimed does what waits for its moment when that has come, in the name of whoever has pressed GO. All is
// asked once more, as at a press. Nobody is there to be told of a refusal, so it is written down, and every
// desk says it until something is armed again.
func (s *Studio) goTimed() {
	if s.conductor.away {
		return
	}
	var armed onair.Standing
	s.Look(func(state *onair.State) { armed, _ = state.Armed() })
	now, due := s.now(), armed.Due
	look := glance{records: armed.Number, second: now / 1000}
	if due.At == 0 || now < due.At || look == s.conductor.timed {
		return
	}
	s.conductor.timed = look
	var err error = onair.Refusal{Code: onair.RefusedAt}
	if now <= armed.Until {
		act := onair.Act{By: due.By, Role: due.Role, Controller: due.Controller, At: now}
		_, err = s.goAhead(onair.Go{Act: act, Arm: armed.Number, TakeAt: due.At, Due: true})
	}
	if err == nil {
		return
	}
	s.cfg.Logger.Warn("what waited for its moment could not be done", "what", armed.Action.Kind, "item", int(armed.Action.Item), "by", due.By, "error", err)
	s.tellMissed(armed, due.By, err)
}

// tellMissed writes down that what had its GO could not be done, or not all of it, for every desk and for a server that is
// begun anew.
func (s *Studio) tellMissed(armed onair.Standing, by string, why error) {
	_, err := s.Do(onair.Miss{
		Act: onair.Act{Role: onair.OfServer, At: s.now()}, Arm: armed.Number, Action: armed.Action, Of: by, Why: web.ProblemOf(Problem(why)).Code,
		Revealed: armed.Action.Kind == onair.ActItem && house{s}.Phase(armed.Action.Session, armed.Action.Item) == voting.PhaseRevealed,
	})
	if err != nil {
		s.cfg.Logger.Error("that it could not be done was not written", "error", err)
	}
}
