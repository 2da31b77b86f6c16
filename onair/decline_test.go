package onair

import "testing"

func declineAll(r *room, reason string) Decline {
	return Decline{Act: scrutineer(r), Session: "live", Binding: Binding{1, "root"}, Reason: reason}
}

// declineRecords has a release that is asked for, declined, asked for again and taken back.
func declineRecords(t *testing.T) *room {
	r := tuned(t)
	r.must(Ask{Act: r.act(), Session: "live"})
	r.must(declineAll(r, "得分与纸质记录不符"))
	r.must(Ask{Act: r.act(), Session: "live"})
	r.must(approveAll(r))
	r.must(declineAll(r, "再核对一次"))
	return r
}

func TestScrutineerSaysNoAndWhy(t *testing.T) {
	r := tuned(t)
	r.must(Ask{Act: r.act(), Session: "live"})
	r.refused(declineAll(r, " "), RefusedReason)
	r.refused(declineAll(r, "two\nlines"), RefusedReason)
	other := declineAll(r, "no")
	other.Role = Director
	r.refused(other, RefusedRole)
	other = declineAll(r, "no")
	other.Version = 2
	r.refused(other, RefusedStale)
	r.must(declineAll(r, " 得分与纸质记录不符 "))
	if got := r.state.Releases()[0]; got.Declined != "wang" || got.Reason != "得分与纸质记录不符" || got.Asked != "" || got.Approved != "" {
		t.Errorf("declined is %+v", got)
	}
	r.refused(Arm{Act: r.act(), Action: revealAll, Within: 60}, RefusedSecond)
	r.must(Ask{Act: r.act(), Session: "live"})
	if got := r.state.Releases()[0]; got.Asked != "zhang" || got.Declined != "" || got.Reason != "" {
		t.Errorf("asked again it is %+v", got)
	}
}

// TestScrutineerTakesHisWordBack: what is armed already is not done any more, and what is out stays.
func TestScrutineerTakesHisWordBack(t *testing.T) {
	r := tuned(t)
	r.must(approveAll(r))
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
	armed, _ := r.state.Armed()
	r.must(Go{Act: r.act(), Arm: armed.Number})
	r.must(declineAll(r, "停一下"))
	r.refused(Go{Act: r.act(), Arm: r.number()}, RefusedSecond)
	if got := r.view("pgm").Reveals[""]; got != 1 {
		t.Errorf("%d groups are out, want the one that was", got)
	}
	r.must(approveAll(r))
	for range 2 {
		r.at += Suspense
		r.must(Go{Act: r.act(), Arm: r.number()})
	}
	r.refused(declineAll(r, "zu spät"), RefusedStep)
}
