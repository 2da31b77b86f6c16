package onair

import "testing"

func TestPhonesWaitForTheProgramUnlessSomebodySaysOtherwise(t *testing.T) {
	r := tuned(t)
	if got := r.state.Phones(); got != (Phones{Within: 5000}) {
		t.Errorf("in a new room it is %+v", got)
	}
	for _, bad := range []Phones{{Offset: -1}, {Offset: 60_001}, {Within: -1}, {Within: 60_001}} {
		r.refused(SetPhones{Act: r.act(), Phones: bad}, RefusedPhones)
	}
	r.must(SetPhones{Act: r.act(), Phones: Phones{AtOnce: true}})
	if got := refold(t, r.log).Phones(); !got.AtOnce {
		t.Errorf("the log says %+v", got)
	}
}

// TestWhatTheServerReportsIsNoAct: a director who has looked at the picture is not refused because
// phones were told of a result meanwhile.
func TestWhatTheServerReportsIsNoAct(t *testing.T) {
	r := tuned(t)
	before := r.state.Revision
	release := ReleasePhones{Act: Act{Role: OfServer, At: r.at}, PhonesRelease: PhonesRelease{"live", 3, 2}, Record: 30}
	r.must(release)
	records := len(r.log)
	r.must(release)
	if len(r.log) != records || r.state.Revision != before {
		t.Errorf("%d records after %d, revision %d after %d", len(r.log), records, r.state.Revision, before)
	}
	if got, is := refold(t, r.log).PhonesOf("live"); !is || got != (PhonesRelease{"live", 3, 2}) {
		t.Errorf("the log says %+v %t", got, is)
	}
	if _, is := r.state.PhonesOf("other"); is {
		t.Error("phones of another session were told")
	}
	r.refused(ReleasePhones{Act: Act{Role: OfServer, At: r.at}, PhonesRelease: PhonesRelease{"none", 1, 1}}, RefusedSession)
}
