package studio

import (
	"net/netip"
	"testing"
)

func TestSilentSocketsKeepNobodyOut(t *testing.T) {
	var s strangers
	station, flood := netip.MustParseAddr("10.0.0.5"), netip.MustParseAddr("192.0.2.1")
	page := s.enter(station)
	var silent []*stranger
	for range 10 * maxOfOne {
		silent = append(silent, s.enter(flood))
	}
	if page.away.Load() {
		t.Error("the sockets of one address push out that of another")
	}
	if first, last := silent[0], silent[len(silent)-1]; !first.away.Load() || last.away.Load() {
		t.Error("of one address it is not the longest silent that goes")
	}
	if len(s.all) != 1+maxOfOne {
		t.Errorf("%d wait", len(s.all))
	}
	for _, who := range silent {
		s.leave(who)
	}
	if page.away.Load() || len(s.all) != 1 {
		t.Errorf("%d are left when the flood has gone", len(s.all))
	}

	from := netip.MustParseAddr("198.51.100.1")
	for range maxStrangers {
		s.enter(from)
		from = from.Next()
	}
	if !page.away.Load() || len(s.all) != maxStrangers {
		t.Errorf("of %d from everywhere the longest silent stays", len(s.all))
	}
}
