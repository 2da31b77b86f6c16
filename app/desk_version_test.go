package app

import (
	"net/http"
	"strings"
	"testing"

	"pingyi/voting"
)

// TestEveryVersionOfAResultIsGivenOutUnderItsNumber: without one it is that which was
// announced last. The correction that nobody has announced says so in its name.
func TestEveryVersionOfAResultIsGivenOutUnderItsNumber(t *testing.T) {
	server, organizer, _, session := played(t, deskRulebook, true)
	organizer.must(session, `{"act":"end"}`)
	base, s := "/desk/s/"+session, server.sessions.Find(voting.SessionID(session))
	revision := func() voting.Act {
		act := voting.Act{At: 1800000000, By: "zhang", Role: voting.Organizer}
		if err := s.Look(func(state *voting.State) { act.Expect = state.Revision }); err != nil {
			t.Fatal(err)
		}
		return act
	}
	for _, do := range []func(voting.Act) voting.Command{
		func(a voting.Act) voting.Command {
			return voting.ConfirmResult{Act: a, Reason: "其余项目另行评议"}
		},
		func(a voting.Act) voting.Command { return voting.AnnounceResult{Act: a} },
		func(a voting.Act) voting.Command { return voting.CorrectResult{Act: a, Reason: "来函更正"} },
	} {
		if answer := s.Do(do(revision())); answer.Err != nil {
			t.Fatalf("%+v", answer)
		}
	}
	for query, want := range map[string]string{"": "-v1", "version=1": "-v1", "version=2": "-v2-unannounced", "version=last": "-v2-unannounced"} {
		for _, ending := range []string{"xlsx", "zip", "sqlite", "json"} {
			answer := organizer.json(base + "/results." + ending + "?" + query)
			if name := answer.header.Get("Content-Disposition"); answer.status != http.StatusOK || !strings.HasSuffix(name, want+"."+ending+`"`) {
				t.Errorf("%s?%s: status %d, kept as %s, want %s", ending, query, answer.status, name, want)
			}
		}
	}
	if out := organizer.json(base + "/results.json").body; strings.Contains(out, "来函更正") {
		t.Error("the announced version tells of the correction")
	}
	if work := organizer.json(base + "/results.json?version=2").body; !strings.Contains(work, "来函更正") {
		t.Error("the correction does not say why there is one")
	}
	for _, query := range []string{"version=0", "version=3", "version=two"} {
		if answer := organizer.page(base + "/results.xlsx?" + query); answer.status != http.StatusNotFound || !strings.Contains(answer.body, "结果没有这个版本") {
			t.Errorf("%s: status %d\n%s", query, answer.status, answer.body)
		}
	}
	for query, want := range map[string]bool{"": false, "?version=2": true} {
		page, link := organizer.page(base+"/results"+query).body, map[bool]string{false: "version=1", true: "version=2"}[want]
		if !strings.Contains(page, "/results.xlsx?"+link+"&amp;lang=zh-CN") || strings.Contains(page, "不得外传") != want {
			t.Errorf("the page results%s does not offer files of %s, or not whether it was announced", query, link)
		}
	}
}
