package screen

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/app/socket"
	"pingyi/app/web"
	"pingyi/display"
)

// Screens answer the public screens of all sessions.
type Screens struct {
	site     *web.Site
	sessions *live.Sessions
	feeds    *web.Feeds
	unknown  atomic.Int32 // sockets that have not shown their token
}

// New makes ready for screens.
func New(site *web.Site, sessions *live.Sessions, feeds *web.Feeds) *Screens {
	return &Screens{site: site, sessions: sessions, feeds: feeds}
}

// Anybody may open the socket of a screen. These bound how many do that and say
// nothing, and for how long: a page shows its token as soon as it is connected.
const (
	helloWait  = 3 * time.Second
	maxUnknown = 100
)

// Live lets a screen in by the token it shows in its first message. The
// token stands behind # in the screen's address, so no request ever carries it.
func (s *Screens) Live(*fiber.Ctx) (socket.Handler, error) {
	if s.unknown.Load() >= maxUnknown {
		return nil, fiber.ErrServiceUnavailable
	}
	return func(ctx context.Context, conn socket.Socket) error {
		shown, err := s.greeted(conn)
		if err != nil {
			return err
		}
		return s.feeds.Follow(shown.Hub.Feed(display.Screen), "screen", nil)(ctx, conn)
	}, nil
}

// greeted waits for the token and finds the session that it shows.
func (s *Screens) greeted(conn socket.Socket) (*live.Session, error) {
	defer s.unknown.Add(-1)
	if s.unknown.Add(1) > maxUnknown {
		return nil, &socket.CloseError{Code: socket.CloseFull, Reason: "too many unknown screens"}
	}
	defer s.feeds.Count("unknown")()
	text, err := conn.Read(helloWait)
	if errors.Is(err, os.ErrDeadlineExceeded) { // nothing of ours has failed; a screen on a slow network tries again
		return nil, &socket.CloseError{Code: socket.CloseSilent, Reason: "no token"}
	}
	if err != nil {
		return nil, err
	}
	var hello struct {
		Token string `json:"token"`
	}
	if json.Unmarshal(text, &hello) != nil || hello.Token == "" {
		return nil, &socket.CloseError{Code: socket.CloseBadMessage, Reason: "want {\"token\":...}"}
	}
	shown := s.sessions.OfScreen(hello.Token)
	if shown == nil {
		return nil, &socket.CloseError{Code: socket.CloseRefused, Reason: "unknown screen"}
	}
	return shown, nil
}
