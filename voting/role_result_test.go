package voting_test

import (
	"strings"
	"testing"

	"pingyi/voting"
)

// endedEvening is an evening of two units by the composite rulebook, over and
// revealed. Everything in it was done in the roles that a real session wants.
func endedEvening(t failer, rehearsal bool) *script {
	t.Helper()
	kind := "live"
	if rehearsal {
		kind = "rehearsal"
	}
	return runScript(t, "session secret "+kind+" composite\nunit W001 教育\nunit W002 税务\nbegin\ncards 10 代表\npublish\nscan 代表1\n"+
		"stage 1\nopen 1 for 30\n代表1 marks 满意\nfinish 1\nstage 2\nopen 2 for 30\n代表1 marks 满意\nfinish 2\nclose session")
}

// The scrutineer's word is the scrutineer's, everything else about a result is the
// organizer's; in a rehearsal one person may play both. Nobody acts without a role.
func TestWhoMayDoWhatToAResult(t *testing.T) {
	t.Parallel()
	acts := []struct {
		name  string
		role  voting.Role
		event func(voting.Stamp) voting.Event
	}{
		{"figures", voting.Organizer, func(s voting.Stamp) voting.Event {
			return &voting.FiguresEntered{Stamp: s, Table: "日常", Source: "统计局"}
		}},
		{"lot", voting.Organizer, func(s voting.Stamp) voting.Event {
			return &voting.DecisionEntered{Stamp: s, Step: "名次", Kind: "lot", Order: []voting.UnitID{"W001", "W002"}, Author: "李", Record: "一"}
		}},
		{"veto", voting.Organizer, func(s voting.Stamp) voting.Event {
			return &voting.UnitVetoed{Stamp: s, Unit: "W001", Author: "监委", Reason: "事故"}
		}},
		{"lift", voting.Organizer, func(s voting.Stamp) voting.Event {
			return &voting.VetoLifted{Stamp: s, Unit: "W001", Reason: "复核"}
		}},
		{"confirm", voting.Scrutineer, func(s voting.Stamp) voting.Event {
			return &voting.ResultConfirmed{Stamp: s, Version: 1, Reason: "缺日常分"}
		}},
		{"announce", voting.Organizer, func(s voting.Stamp) voting.Event { return &voting.ResultAnnounced{Stamp: s, Version: 1} }},
		{"notice", voting.Organizer, func(s voting.Stamp) voting.Event {
			return &voting.NoticeStarted{Stamp: s, Version: 1, Days: 1, Until: s.At + 1}
		}},
		{"certify", voting.Organizer, func(s voting.Stamp) voting.Event {
			s.At++ // the notice is over
			return &voting.ResultCertified{Stamp: s, Version: 1}
		}},
		{"correct", voting.Organizer, func(s voting.Stamp) voting.Event {
			return &voting.ResultCorrected{Stamp: s, Version: 2, Reason: "更正"}
		}},
		{"abandon", voting.Organizer, func(s voting.Stamp) voting.Event {
			return &voting.CorrectionAbandoned{Stamp: s, Version: 2, Reason: "弄错了"}
		}},
	}
	for _, rehearsal := range []bool{false, true} {
		for n, act := range acts {
			for _, role := range []voting.Role{voting.Organizer, voting.Scrutineer, voting.OfTeller, ""} {
				s := endedEvening(t, rehearsal)
				at := voting.Stamp{At: s.now, By: "某人"}
				for _, before := range acts[:n] {
					at.Role = before.role
					s.write(before.event(at))
				}
				at.Role = role
				allowed := role == act.role || rehearsal && (role == voting.Organizer || role == voting.Scrutineer)
				if act.name == "confirm" && rehearsal {
					allowed = true // as with a tally: a rehearsal asks for no role
				}
				err := s.state.Apply(act.event(at))
				if allowed != (err == nil) || err != nil && !strings.Contains(err.Error(), "role-wrong") {
					t.Errorf("%s by %q, rehearsal %v: %v", act.name, role, rehearsal, err)
				}
			}
		}
	}
}

// A log in which the life of a result goes another way was not written by the rules.
func TestALogWithAnotherLifeOfAResultDoesNotFold(t *testing.T) {
	t.Parallel()
	organizer, scrutineer := voting.Stamp{At: eveningBegins, Role: voting.Organizer}, voting.Stamp{At: eveningBegins, Role: voting.Scrutineer}
	confirmed, announced := &voting.ResultConfirmed{Stamp: scrutineer, Version: 1}, &voting.ResultAnnounced{Stamp: organizer, Version: 1}
	for _, c := range []struct {
		want   string
		events []voting.Event
	}{
		{"result-wrong-phase: preparing", []voting.Event{announced}},
		{"result-wrong-phase: confirmed", []voting.Event{confirmed, confirmed}},
		{"result-wrong-phase: announced", []voting.Event{confirmed, announced, &voting.ResultCertified{Stamp: organizer, Version: 1}}},
		{"result-wrong-phase: confirmed", []voting.Event{
			confirmed, &voting.NoticeStarted{Stamp: organizer, Version: 1, Days: 1, Until: eveningBegins + 86400},
		}},
		{"result-wrong-phase: confirmed", []voting.Event{confirmed, &voting.ResultAnnounced{Stamp: organizer, Version: 2}}},
		{"result-wrong-phase: confirmed", []voting.Event{confirmed, &voting.FiguresEntered{Stamp: organizer, Table: "日常", Source: "统计局"}}},
		{"result-wrong-phase: confirmed", []voting.Event{confirmed, &voting.ResultCorrected{Stamp: organizer, Version: 3, Reason: "更正"}}},
		{"result-wrong-phase: confirmed", []voting.Event{confirmed, &voting.CorrectionAbandoned{Stamp: organizer, Version: 1}}},
		{"result-wrong-phase: preparing", []voting.Event{
			confirmed, &voting.ResultCorrected{Stamp: organizer, Version: 2}, &voting.CorrectionAbandoned{Stamp: organizer, Version: 1},
		}},
		{"result-wrong-phase: confirmed", []voting.Event{
			confirmed, &voting.ResultCorrected{Stamp: organizer, Version: 2}, &voting.CorrectionAbandoned{Stamp: organizer, Version: 2},
			&voting.ResultCorrected{Stamp: organizer, Version: 2},
		}},
		{"result-wrong-phase: preparing", []voting.Event{&voting.ResultCorrected{Stamp: organizer, Version: 2, Reason: "更正"}}},
		{"notice-invalid", []voting.Event{confirmed, announced, &voting.NoticeStarted{Stamp: organizer, Version: 1, Days: 7, Until: eveningBegins + 86400}}},
		{"notice-running", []voting.Event{
			confirmed, announced, &voting.NoticeStarted{Stamp: organizer, Version: 1, Days: 7, Until: eveningBegins + 7*86400},
			&voting.ResultCertified{Stamp: organizer, Version: 1},
		}},
		{"table-unknown", []voting.Event{&voting.FiguresEntered{Stamp: organizer, Table: "网络", Source: "统计局"}}},
		{"source-missing", []voting.Event{&voting.FiguresEntered{Stamp: organizer, Table: "日常", Source: " "}}},
		{"figures-invalid", []voting.Event{&voting.FiguresEntered{Stamp: organizer, Table: "日常", Source: "统计局", Cells: []voting.EnteredFigure{{Value: "1"}}}}},
		{"unit-unknown", []voting.Event{&voting.UnitVetoed{Stamp: organizer, Unit: "W9", Author: "监委"}}},
		{"veto-invalid", []voting.Event{&voting.VetoLifted{Stamp: organizer, Unit: "W001"}}},
		{"tie-unknown", []voting.Event{&voting.DecisionEntered{Stamp: organizer, Step: "类", Kind: "lot", Order: []voting.UnitID{"W001", "W002"}, Author: "李", Record: "一"}}},
	} {
		s := endedEvening(t, false)
		for _, e := range c.events[:len(c.events)-1] {
			s.write(e)
		}
		err := s.state.Apply(c.events[len(c.events)-1])
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%T after %d others: %v, want %q", c.events[len(c.events)-1], len(c.events)-1, err, c.want)
		}
	}
	s := runScript(t, "session secret rehearsal composite\nunit W001 教育\nbegin")
	if err := s.state.Apply(confirmed); err == nil || !strings.Contains(err.Error(), "the session is draft") {
		t.Errorf("a result confirmed before the end: %v", err)
	}
}

// A rulebook without a step for it has no use for a veto, and a version 1 rulebook
// for nothing that people could add.
func TestWhatARulebookHasNoUseForIsRefused(t *testing.T) {
	t.Parallel()
	s := runScript(t, "session secret rehearsal\nunit W001 教育\nunit W002 税务\nbegin")
	for want, c := range map[string]voting.Command{
		"refused: veto-invalid":  voting.VetoUnit{Act: s.stamp(), Unit: "W001", Author: "监委", Reason: "事故"},
		"refused: table-unknown": voting.EnterFigures{Act: s.stamp(), Table: "日常", Source: "统计局"},
		"refused: tie-unknown": voting.EnterDecision{
			Act: s.stamp(), Step: "round once, half up, 2 places", Kind: "lot", Order: []voting.UnitID{"W001", "W002"}, Author: "李", Record: "一",
		},
	} {
		if _, err := s.do(c); code(err) != want {
			t.Errorf("%T: %s, want %s", c, code(err), want)
		}
	}
}
