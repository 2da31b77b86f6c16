package onair

import "testing"

// A session that is not there any more, or cannot be asked, may have been a rehearsal: what keeps one from viewers holds for it.

// gone has words that were typed for a rehearsal on the hall, and then the rehearsal is not there any more.
func gone(t *testing.T) *room {
	r := tuned(t)
	r.must(Tune{Act: r.act(), On: []Name{"hall"}, Session: "trial"})
	r.must(PutCue{Act: r.act(), On: []Name{"hall"}, Cue: Cue{Scene: SceneStrap, Text: []string{"试词"}}})
	delete(r.house.sessions, "trial")
	return r
}

func TestOutputOfASessionThatIsGoneBecomesNoProgram(t *testing.T) {
	r := gone(t)
	hall := r.view("hall").Output
	hall.Program = true
	r.refused(SetOutput{Act: r.act(), Output: hall}, RefusedGone)
	r.must(Tune{Act: r.act(), On: []Name{"hall"}}) // as the refusal says
	r.wantOn("hall", "")
	r.must(SetOutput{Act: r.act(), Output: hall})
	r.must(Tune{Act: r.act(), On: []Name{"hall"}, Session: "live"})
}

func TestNothingTypedStaysWhereASessionIsGone(t *testing.T) {
	for _, next := range []Tune{{Session: "live"}, {}} {
		r := gone(t)
		next.Act, next.On = r.act(), []Name{"hall"}
		r.must(next)
		r.wantOn("hall", "")
	}
	r := gone(t)
	r.refused(Take{Act: r.act(), From: "hall", On: onPgm}, RefusedOtherSession)
	r.house.sessions["next"] = Facts{Rehearsal: true}
	r.must(Tune{Act: r.act(), On: []Name{"hall"}, Session: "next"}) // and it may have been an evening
	r.wantOn("hall", "")
}

// TestProgramWhoseSessionIsGoneCanStillSaySo: a director has words for viewers when a session fails in the midst of an evening.
func TestProgramWhoseSessionIsGoneCanStillSaySo(t *testing.T) {
	r := tuned(t)
	delete(r.house.sessions, "live")
	r.must(PutCue{Act: r.act(), On: onPgm, Cue: Cue{Scene: SceneStrap, Text: []string{"稍后继续"}}})
	r.wantOn("pgm", " lower:strap")
}
