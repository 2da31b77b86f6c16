package live

import (
	"testing"
	"testing/synctest"
	"time"

	"pingyi/voting"
)

func TestWhatTheTellerDoesByItselfIsRecordedAsItsOwn(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.open(1, time.Minute)
		time.Sleep(50 * time.Second)
		h.restartAfter(0)
		time.Sleep(time.Minute)
		synctest.Wait()
		events := h.log.events(t)
		for what, roles := range map[string][]voting.Role{
			"extended after the restart": rolesOf(eventsOf[*voting.ItemExtended](events), func(e *voting.ItemExtended) voting.Stamp { return e.Stamp }),
			"closed at the deadline":     rolesOf(eventsOf[*voting.ItemClosed](events), func(e *voting.ItemClosed) voting.Stamp { return e.Stamp }),
			"sealed":                     rolesOf(eventsOf[*voting.ItemSealed](events), func(e *voting.ItemSealed) voting.Stamp { return e.Stamp }),
		} {
			if len(roles) != 1 || roles[0] != voting.OfTeller {
				t.Errorf("%s in the roles %q, want once, by the teller", what, roles)
			}
		}
	})
}

func rolesOf[E voting.Event](events []E, stamp func(E) voting.Stamp) []voting.Role {
	var roles []voting.Role
	for _, e := range events {
		roles = append(roles, stamp(e).Role)
	}
	return roles
}
