package onair

import (
	"testing"

	"pingyi/voting"
)

// The card lies above everything: on program viewers would see it in place of the vote.
func TestLineupCardIsRefusedOnProgramWhileAVoteIsOpen(t *testing.T) {
	r := tuned(t)
	r.must(Tune{Act: r.act(), On: []Name{"hall"}, Session: "live"})
	card := Cue{Scene: SceneLineup}
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: card})
	r.must(Out{Act: r.act(), On: []Name{"pgm"}})

	r.house.phases[0] = voting.PhaseOpen
	r.refused(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: card}, RefusedLineup)
	r.must(PutCue{Act: r.act(), On: []Name{"hall", "pvw"}, Cue: card}) // engineers work beside the program
	r.refused(Take{Act: r.act(), From: "pvw", On: []Name{"pgm"}}, RefusedLineup)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneCountdown}})

	r.house.phases[0] = voting.PhaseClosed
	r.must(Take{Act: r.act(), From: "pvw", On: []Name{"pgm"}})
	r.wantOn("pgm", " lower:countdown alert:lineup")
}

// Nothing brings it back when the vote is over: whoever wants it takes it again.
func TestVoteThatOpensTakesTheCardOffProgramAlone(t *testing.T) {
	r := tuned(t)
	r.must(Tune{Act: r.act(), On: []Name{"hall"}, Session: "live"})
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}})
	r.must(PutCue{Act: r.act(), On: []Name{"pgm", "hall"}, Cue: Cue{Scene: SceneLineup}})
	r.must(TakeLease{Act: r.act(), Output: "pgm"})
	clear := ClearLineup{Act: Act{Role: OfServer, At: r.at}}
	r.must(clear)
	r.wantOn("pgm", " bug:bug alert:lineup")
	if got := r.state.LineupOn(); len(got) != 1 || got[0] != "live" {
		t.Errorf("the card is on programs of %v", got)
	}

	r.house.phases[0] = voting.PhaseOpen
	r.must(clear)
	r.wantOn("pgm", " bug:bug")
	r.wantOn("hall", " lower:auto alert:lineup")
	r.house.phases[0] = voting.PhaseClosed
	r.must(clear)
	r.wantOn("pgm", " bug:bug")
	if got := r.state.LineupOn(); len(got) != 0 {
		t.Errorf("the card is still on programs of %v", got)
	}
}
