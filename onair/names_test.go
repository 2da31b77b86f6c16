package onair

import (
	"reflect"
	"strings"
	"testing"
)

// listed has a list of the worst beside the ranking of all; a cue may call it by the name of its table too.
func listed(t *testing.T) *room {
	r := tuned(t)
	for _, name := range []string{"worst", "十差"} {
		r.house.rankings[name] = Ranking{Groups: 3, Names: "worst", Binding: Binding{1, "root"}}
	}
	r.house.rankings["best"] = Ranking{Groups: 3, Names: "best", Binding: Binding{1, "root"}}
	return r
}

func checkWorst(r *room) CheckNames {
	return CheckNames{Act: scrutineer(r), Session: "live", List: "worst", Binding: Binding{1, "root"}}
}

func revealWorst(r *room) Arm {
	return Arm{Act: r.act(), Action: Action{Kind: ActReveal, Session: "live", List: "worst", Keep: true}, Within: 60}
}

// TestNobodyOnAListIsNamedBeforeTheNamesWereChecked: it is a scrutineer's word, beside that about the ranking, and
// whoever takes to air cannot give it. By which of its names the list is asked for makes no difference.
func TestNobodyOnAListIsNamedBeforeTheNamesWereChecked(t *testing.T) {
	r := listed(t)
	approve := approveAll(r)
	approve.List = "worst"
	r.must(approve)
	r.refused(revealWorst(r), RefusedNames)
	for _, role := range []Role{Director, Organizer} {
		c := checkWorst(r)
		c.Role = role
		r.refused(c, RefusedRole)
	}
	other := checkWorst(r)
	other.Checkpoint = "another"
	r.refused(other, RefusedStale)
	r.refused(CheckNames{Act: scrutineer(r), Session: "live", Binding: Binding{1, "root"}}, RefusedNotSealed) // of all, and no list
	byTable := checkWorst(r)
	byTable.List = "十差"
	r.must(byTable)
	r.must(checkWorst(r)) // which it is already
	if got := r.view("pgm").Checked; !reflect.DeepEqual(got, map[string][]int{"worst": {1}}) || len(r.state.NameChecks()) != 1 {
		t.Errorf("checked is %v, want the first version of the list", got)
	}
	if got := r.view("hall").Checked; len(got) != 0 {
		t.Errorf("an output that shows no session is told of %v", got)
	}
	r.must(revealWorst(r))
}

// TestACorrectedListIsCheckedAnew: what was said of the names of one version is no word about those of the next.
func TestACorrectedListIsCheckedAnew(t *testing.T) {
	r := listed(t)
	r.must(checkWorst(r))
	r.house.rankings["worst"] = Ranking{Groups: 3, Names: "worst", Binding: Binding{2, "corrected"}}
	approve := approveAll(r)
	approve.List, approve.Binding = "worst", Binding{2, "corrected"}
	r.must(approve)
	r.refused(revealWorst(r), RefusedNames)
	c := checkWorst(r)
	c.Binding = Binding{2, "corrected"}
	r.must(c)
	r.must(revealWorst(r))
}

// TestAHeldPictureLearnsOfNoCheck: nothing comes on during HOLD, a name neither.
func TestAHeldPictureLearnsOfNoCheck(t *testing.T) {
	r := listed(t)
	r.must(Hold{Act: r.act(), On: []Name{"pgm"}})
	r.must(checkWorst(r))
	if got := r.view("pgm").Checked; len(got) != 0 {
		t.Errorf("held, it is told of %v", got)
	}
	r.must(Unhold{Act: r.act(), On: []Name{"pgm"}})
	if got := r.view("pgm").Checked; len(got) != 1 {
		t.Errorf("and then of %v", got)
	}
}

// TestTheRuleBeginsWithARecord, so that an evening from before it is drawn again as it was.
func TestTheRuleBeginsWithARecord(t *testing.T) {
	r := listed(t)
	if r.view("pgm").Guarded {
		t.Error("a log that does not say so has the rule")
	}
	guard := GuardNames{Act: Act{Role: OfServer, At: r.at}}
	r.must(guard)
	records := len(r.log)
	if r.must(guard); !r.view("pgm").Guarded || len(r.log) != records {
		t.Error("the rule does not begin once")
	}
}

// TestTheAsRunListTellsWhoCheckedTheNames, on each public output that shows the session.
func TestTheAsRunListTellsWhoCheckedTheNames(t *testing.T) {
	r := listed(t)
	r.at += 5000
	r.must(checkWorst(r))
	var lines []Run
	for _, run := range r.listed("pgm") {
		if run.What == RunChecked {
			lines = append(lines, run)
		}
	}
	if len(lines) != 1 || lines[0].Output != "pgm" || lines[0].By != "wang" || lines[0].From != r.at || lines[0].Cue.List != "worst" || lines[0].Record != 10 || lines[0].Cue.Text[0] != "v1" {
		t.Errorf("the lines are %+v", lines)
	}
}

// TestAScrutineerTakesTheCheckBackBeforeAnybodyWasNamed: what he has said is taken back by the same press, and the list is
// refused as before it. While it lies on a public output it is taken off first.
func TestAScrutineerTakesTheCheckBackBeforeAnybodyWasNamed(t *testing.T) {
	r := listed(t)
	c := checkWorst(r)
	back := UncheckNames{Act: c.Act, Session: c.Session, List: "十差", Binding: c.Binding}
	r.must(back) // there is nothing to take back
	if r.must(c); len(r.state.NameChecks()) != 1 {
		t.Fatal("it is not checked")
	}
	director, older := back, back
	director.Role, older.Version = Director, 7
	r.refused(director, RefusedRole)
	r.refused(older, RefusedStale)
	for _, cue := range []Cue{{Scene: SceneTen, List: "worst"}, {Scene: SceneTen, List: "十差"}, {Scene: SceneTen}, {Scene: SceneBoard, List: "十差"}, {Scene: SceneBoard, List: "all"}} {
		r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: cue})
		r.refused(back, RefusedNamesOut)
	}
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBoard}, TakeAt: r.at + 5000})
	r.refused(back, RefusedNamesOut) // the list stands until then
	r.at += 5000
	back.At = r.at
	r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneTen, List: "worst"}}) // which is not public
	r.must(back)
	if got := r.view("pgm").Checked; len(got) != 0 || len(r.state.NameChecks()) != 0 {
		t.Errorf("still checked: %v", got)
	}
	approve := approveAll(r)
	approve.List = "worst"
	r.must(approve)
	r.refused(revealWorst(r), RefusedNames)
	r.must(checkWorst(r))
	r.must(revealWorst(r))
	var said []string
	for _, run := range r.listed("pgm") {
		if run.What == RunChecked || run.What == RunUnchecked {
			said = append(said, run.What)
		}
	}
	if got := strings.Join(said, " "); got != "checked unchecked checked" {
		t.Errorf("the as-run list says %q", got)
	}
}

// TestWhoeverIsOutStaysOut: the word about names is for before anybody was named. Once somebody is out it is a correction
// that puts right what is wrong, whether the list still lies on an output or not.
func TestWhoeverIsOutStaysOut(t *testing.T) {
	back := func(r *room) UncheckNames {
		return UncheckNames{Act: scrutineer(r), Session: "live", List: "worst", Binding: Binding{1, "root"}}
	}
	for name, given := range map[string]func(r *room){
		"a group was given out": func(r *room) {
			approve := approveAll(r)
			approve.List = "十差"
			r.must(approve)
			arm := revealWorst(r)
			arm.Action.List = "十差"
			r.must(arm)
			r.must(Go{Act: r.act(), Arm: r.number()})
		},
		"a group waits for its moment": func(r *room) {
			approve := approveAll(r)
			approve.List = "worst"
			r.must(approve)
			r.must(revealWorst(r))
			r.must(Go{Act: r.act(), Arm: r.number(), TakeAt: r.at + 20_000})
		},
		"the result is announced": func(r *room) {
			worst := r.house.rankings["worst"]
			worst.Announced = true
			r.house.rankings["worst"] = worst
		},
	} {
		r := listed(t)
		r.must(checkWorst(r))
		r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneTen, List: "worst"}})
		given(r)
		r.refused(back(r), RefusedNamesGiven)
		r.must(Blank{Act: r.act(), On: []Name{"pgm"}})
		r.refused(back(r), RefusedNamesGiven)
		if checks := r.state.NameChecks(); len(checks) != 1 {
			t.Errorf("%s: checked is %+v", name, checks)
		}
	}
}

// TestAnotherListOnAnOutputHindersNobody: also one that a cue names nothing of, which is the first of them.
func TestAnotherListOnAnOutputHindersNobody(t *testing.T) {
	r := listed(t)
	best := checkWorst(r)
	best.List = "best"
	r.must(best)
	for _, cue := range []Cue{{Scene: SceneTen}, {Scene: SceneTen, List: "worst"}, {Scene: SceneBoard}} {
		r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: cue})
		r.must(UncheckNames{Act: best.Act, Session: "live", List: "best", Binding: best.Binding})
		r.must(best)
	}
}

// unnamedRecords is an evening whose scrutineer takes the check of a list back.
func unnamedRecords(t *testing.T) *room {
	r := listed(t)
	c := checkWorst(r)
	r.must(c)
	r.must(UncheckNames{Act: c.Act, Session: c.Session, List: "worst", Binding: c.Binding})
	return r
}
