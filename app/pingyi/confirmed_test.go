package main

import (
	"strings"
	"testing"

	"pingyi/voting"
)

func TestVerifySaysWhoConfirmedInWhichRole(t *testing.T) {
	t.Parallel()
	e := smallEvening(t)
	status, out, _ := say(t, "", "verify", "-lang", "en", e.log)
	if status != 0 || !strings.Contains(out, "ok      confirmations of tallies: 2 by test (organizer)\n") {
		t.Errorf("status %d:\n%s", status, out)
	}
	if n := strings.Count(out, "演练 REHEARSAL"); n != 2 {
		t.Errorf("a rehearsal is called one %d times, want beside its title and beside the verdict:\n%s", n, out)
	}
	if _, out, _ := say(t, "", "replay", e.log); !strings.HasPrefix(out, "演练 REHEARSAL") {
		t.Errorf("replay begins with another line:\n%s", out)
	}
	forger := newSigner(t, "pingyi/forger")
	old := forge(t, e.log, forger, func(event voting.Event) []voting.Event {
		if confirmed, ok := event.(*voting.ItemConfirmed); ok {
			confirmed.Role = ""
		}
		return []voting.Event{event}
	})
	if status, out, _ := say(t, "", "verify", "-lang", "en", old); status != 0 || !strings.Contains(out, "unknown in which role tallies were confirmed: 2 by test;") {
		t.Errorf("a log without roles: status %d:\n%s", status, out)
	}
	live := forge(t, e.log, forger, func(event voting.Event) []voting.Event {
		if created, ok := event.(*voting.SessionCreated); ok {
			created.Session.Rehearsal = false
		}
		return []voting.Event{event}
	})
	if status, out, _ := say(t, "", "verify", "-lang", "en", live); status != 1 || !strings.Contains(out, "role-wrong: organizer") || strings.Contains(out, "REHEARSAL") {
		t.Errorf("a live session that its organizer confirmed: status %d:\n%s", status, out)
	}
}
