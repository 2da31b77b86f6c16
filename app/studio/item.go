package studio

import (
	"pingyi/onair"
	"pingyi/voting"
)

// goAhead does what is armed. Where that is an item, its session reveals it, and then what waits on the
// preview is taken. It is disarmed first, so that whatever happens in between it is never done twice;
// a server that ends there has revealed nothing.
func (s *Studio) goAhead(c onair.Go) (Answer, error) {
	var armed onair.Standing
	s.Look(func(state *onair.State) { armed, _ = state.Armed() })
	answer, err := s.Do(c)
	if err != nil || armed.Number != c.Arm || armed.Action.Kind != onair.ActItem {
		return answer, err
	}
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
	return s.Do(onair.Take{Act: act, From: action.From, On: action.On, Layers: action.Layers, Cut: action.Cut, TakeAt: c.TakeAt, Of: armed.Of})
}
