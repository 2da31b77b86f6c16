package studio

import (
	"strings"

	"pingyi/app/live"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// house answers for the sessions of the server. It may have to wait for one, so its studio must not be
// locked.
type house struct{ *Studio }

// look looks at a session; false when there is none, or it cannot be asked.
func (h house) look(id voting.SessionID, fn func(*voting.State)) bool {
	s := h.session(id)
	return s != nil && s.Look(fn) == nil
}

func (s *Studio) session(id voting.SessionID) *live.Session {
	if id == "" {
		return nil
	}
	return s.cfg.Sessions.Find(id)
}

// Session implements onair.House.
func (h house) Session(id voting.SessionID) (onair.Facts, bool) {
	var facts onair.Facts
	known := h.look(id, func(s *voting.State) {
		facts = onair.Facts{Rehearsal: s.Session.Rehearsal, Record: s.Records, Version: s.ShownVersion().Number}
	})
	return facts, known
}

// Phase implements onair.House.
func (h house) Phase(id voting.SessionID, item voting.ItemID) (phase voting.ItemPhase) {
	h.look(id, func(s *voting.State) {
		if item == 0 {
			item = s.OnStage
		}
		if it := s.Item(item); it != nil {
			phase = it.Phase
		}
	})
	return phase
}

// Cue implements onair.House. What somebody has typed goes on air only if the displays can draw it;
// of the names of a session that was said before the evening.
func (h house) Cue(cue onair.Cue, on onair.View) onair.Verdict {
	if missing := h.font.Missing(strings.Join(cue.Text, "")); len(missing) > 0 && on.Output.Class == onair.Public {
		return onair.Verdict{Code: onair.RefusedGlyphs, Detail: string(missing)}
	}
	switch {
	case cue.Scene == onair.SceneLineup:
		return onair.Verdict{Steps: onair.LineupSteps}
	case cue.Free():
		return onair.Verdict{Steps: 1}
	}
	verdict := onair.Verdict{Code: onair.RefusedSession, Detail: string(on.Session)}
	h.look(on.Session, func(s *voting.State) { verdict = h.session(on.Session).Hub.MayCue(s, cue, on) })
	return verdict
}

// Picture implements onair.House.
func (h house) Picture(shown onair.Shown, on onair.View) (picture onair.Picture) {
	h.look(on.Session, func(s *voting.State) { picture = h.session(on.Session).Hub.Picture(s, shown, on) })
	return picture
}

// Names implements onair.House.
func (h house) Names(id voting.SessionID, cue onair.Cue) (names []string) {
	h.look(id, func(s *voting.State) { names = display.NamesIn(s, cue) })
	return names
}

// Ranking implements onair.House.
func (h house) Ranking(id voting.SessionID, list string) (ranking onair.Ranking, sealed bool) {
	h.look(id, func(s *voting.State) {
		if ranking.Binding, sealed = display.BindingOf(s); sealed {
			ranking.Groups, ranking.Names = h.session(id).Hub.GroupsOf(s, list), display.NamesOf(&s.Session, list)
			ranking.Announced = s.ShownVersion().Announced()
		}
	})
	return ranking, sealed && ranking.Groups > 0
}
