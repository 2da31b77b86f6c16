package studio

import (
	"pingyi/app/live"
	"pingyi/onair"
	"pingyi/voting"
)

// extend gives the vote that is open more time, once for each number. What is to be is written down before
// the session is asked: a press that comes again, after a restart too, asks for that and no more.
func (s *Studio) extend(who Controller, act onair.Act, wanted extension) error {
	session := s.session(wanted.session)
	switch {
	case !who.Extend:
		return noExtend
	case session == nil:
		return onair.Refusal{Code: onair.RefusedNotTuned}
	}
	s.ctl.extending.Lock() // two at once would ask for the same time
	defer s.ctl.extending.Unlock()
	until, again, err := s.extension(act, session, wanted)
	if err != nil {
		return err
	}
	if again {
		if done, err := given(session, until); done || err != nil {
			return err
		}
	}
	return session.Do(s.prolongs(who, until)).Err
}

// prolongs is what the session is asked for.
func (s *Studio) prolongs(who Controller, until onair.Extension) voting.ExtendItem {
	return voting.ExtendItem{
		Act: voting.Act{By: who.By, Role: voting.Organizer, At: s.cfg.Now().Unix()}, Item: until.Item, Deadline: until.Deadline,
	}
}

// longer is so much later than now holds; with deadline 0 where nothing is open, or has no end.
func longer(wanted extension, state *voting.State) onair.Extension {
	until := onair.Extension{Session: wanted.session, Item: state.OnStage}
	if item := state.OpenItem(); item != nil && item.Deadline > 0 {
		until.Run, until.Deadline = item.Run, item.Deadline+wanted.seconds
	}
	return until
}

// given reports whether a vote has the time already that was asked for.
func given(session *live.Session, until onair.Extension) (is bool, err error) {
	failed := session.Look(func(state *voting.State) {
		switch item := state.Item(until.Item); {
		case item == nil || item.Run != until.Run:
			err = voting.Refusal{Code: voting.RefusedNotOpen}
		default:
			is = item.Deadline >= until.Deadline
		}
	})
	if failed != nil {
		return false, failed
	}
	return is, err
}

// extension is until when a press gives time: as it said when it came first, or so much later than now
// holds. Where nothing can be given more time the session says why.
func (s *Studio) extension(act onair.Act, session *live.Session, wanted extension) (until onair.Extension, again bool, err error) {
	s.Look(func(state *onair.State) { until, again, err = state.Extension(act) })
	if again {
		return until, true, err
	}
	err = session.Look(func(state *voting.State) { until = longer(wanted, state) })
	if err != nil || until.Deadline == 0 {
		return until, false, err
	}
	_, err = s.Do(onair.Extend{Act: act, Extension: until})
	return until, false, err
}
