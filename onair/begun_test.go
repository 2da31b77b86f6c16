package onair

import "testing"

// TestProgramIsFreshUntilItWasTunedOrSomebodyActs: what it takes for a program to begin by itself. A new log tells it as one from before.
func TestProgramIsFreshUntilItWasTunedOrSomebodyActs(t *testing.T) {
	server := func(r *room) Act { return Act{Role: OfServer, At: r.at} }
	for what, one := range map[string]struct {
		do    func(*room)
		fresh bool
	}{
		"nothing": {func(*room) {}, true},
		"an organizer who sets it up": {func(r *room) {
			o, _ := r.state.Output("pgm")
			o.Theme = "dark"
			r.must(SetOutput{Act: r.act(), Output: o})
			r.must(RevokeAddress{Act: r.act(), Output: "pgm"})
		}, true},
		"an act on another output":  {func(r *room) { r.must(Blank{Act: r.act(), On: []Name{"hall"}}) }, true},
		"a picture of the server's": {func(r *room) { r.must(PutCue{Act: server(r), On: onPgm, Cue: Cue{Scene: SceneAuto}}) }, true},
		"a session that was cleared": {func(r *room) {
			r.must(Tune{Act: r.act(), On: onPgm, Session: "live"})
			r.must(Tune{Act: r.act(), On: onPgm})
		}, false},
		"a session that it had by itself": {func(r *room) { r.must(Tune{Act: server(r), On: onPgm, Session: "live"}) }, false},
		"a picture that was taken off": {func(r *room) {
			r.must(PutCue{Act: r.act(), On: onPgm, Cue: Cue{Scene: SceneLineup}})
			r.must(Out{Act: r.act(), On: onPgm})
		}, false},
		"a trial of HOLD, which wants a session": {func(r *room) {
			r.refused(Hold{Act: r.act(), On: onPgm}, RefusedNotTuned)
			r.refused(Hold{Act: r.act(), On: []Name{"hall", "pgm"}}, RefusedNotTuned)
			if r.do(Unhold{Act: r.act(), On: onPgm}) != nil {
				t.Error("an UNHOLD of what is not held is refused")
			}
		}, true},
		"a panic that is over": {func(r *room) {
			r.must(Panic{Act: r.act()})
			r.must(Unpanic{Act: r.act()})
		}, false},
	} {
		r := newRoom(t)
		one.do(r)
		for from, state := range map[string]*State{"the room": r.state, "its log": refold(t, r.log), "a copy": r.state.Clone()} {
			if got := state.Fresh("pgm"); got != one.fresh {
				t.Errorf("after %s, %s says %v", what, from, got)
			}
		}
	}
}
