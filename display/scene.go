package display

import "pingyi/voting"

// onAir names the scene on the public screens: the one that was cued, or, when
// the rundown leads, the one that fits the item on stage. A scene is named even
// when what it shows is still hidden, so a score card may be cued ahead of the
// reveal; the screen then waits with the countdown.
func onAir(s *voting.State) voting.Scene {
	if s.Scene != voting.SceneAuto {
		return s.Scene
	}
	item := s.Staged()
	if item == nil {
		return voting.SceneJoin
	}
	switch item.Phase {
	case voting.PhaseOpen, voting.PhaseClosed, voting.PhaseConfirmed:
		// Grades that the public may see stay until the score takes their place.
		if _, visible := Screen.counts(item, s.Session.Rulebook.Reveal); visible && !item.Whole() {
			return voting.SceneBars
		}
	case voting.PhaseRevealed:
		switch {
		case item.Whole() && s.AwaitsAnnouncement():
			return voting.SceneCountdown
		case item.Whole():
			return voting.SceneBoard
		}
		return voting.SceneScore
	}
	return voting.SceneCountdown
}
