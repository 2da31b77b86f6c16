package studio

import (
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Anybody may open the socket of an output. These bound how many do that and say nothing, and for
// how long: a page shows its token as soon as it is connected.
const (
	helloWait    = 2 * time.Second
	maxStrangers = 400
	maxOfOne     = 32 // address
)

// strangers are the sockets that have not shown their token. A new one is always let in, and where
// there is no room the one that has been silent for longest is sent away: a page needs its place for
// a moment only, so that no crowd of silent sockets can keep it out, not even one of its own address.
type strangers struct {
	mu  sync.Mutex
	all []*stranger // the longest silent first
}

type stranger struct {
	from netip.Addr
	away atomic.Bool // its place is another's
}

// enter gives a place to a socket.
func (s *strangers) enter(from netip.Addr) *stranger {
	s.mu.Lock()
	defer s.mu.Unlock()
	alike := func(other *stranger) bool { return other.from == from }
	count := 0
	for _, other := range s.all {
		if alike(other) {
			count++
		}
	}
	switch {
	case count >= maxOfOne:
		s.sendAway(slices.IndexFunc(s.all, alike))
	case len(s.all) >= maxStrangers:
		s.sendAway(0)
	}
	entered := &stranger{from: from}
	s.all = append(s.all, entered)
	return entered
}

func (s *strangers) sendAway(at int) {
	s.all[at].away.Store(true)
	s.all = slices.Delete(s.all, at, at+1)
}

// leave gives the place back, of a page that is known now or of a socket that has gone.
func (s *strangers) leave(who *stranger) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = slices.DeleteFunc(s.all, func(other *stranger) bool { return other == who })
}

// addressOf is where a request comes from. Behind a proxy of ours that is what the proxy adds last;
// whoever has an IPv6 network of his own is one.
func addressOf(c *fiber.Ctx) netip.Addr {
	from, _ := netip.AddrFromSlice(c.Context().RemoteIP())
	if c.IsProxyTrusted() {
		told := c.Get(fiber.HeaderXForwardedFor)
		if address, err := netip.ParseAddr(strings.TrimSpace(told[strings.LastIndexByte(told, ',')+1:])); err == nil {
			from = address
		}
	}
	if from = from.Unmap(); from.Is6() {
		if network, err := from.Prefix(64); err == nil {
			return network.Addr()
		}
	}
	return from
}
