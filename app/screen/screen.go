package screen

import (
	"context"
	"encoding/json"
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
}

// New makes ready for screens.
func New(site *web.Site, sessions *live.Sessions, feeds *web.Feeds) *Screens {
	return &Screens{site: site, sessions: sessions, feeds: feeds}
}

// helloWait is how long a screen may take to show its token.
const helloWait = 10 * time.Second

// Live lets a screen in by the token it shows in its first message. The
// token stands behind # in the screen's address, so no request ever carries it.
func (s *Screens) Live(*fiber.Ctx) (socket.Handler, error) {
	return func(ctx context.Context, conn socket.Socket) error {
		text, err := conn.Read(helloWait)
		if err != nil {
			return err
		}
		var hello struct {
			Token string `json:"token"`
		}
		if json.Unmarshal(text, &hello) != nil || hello.Token == "" {
			return &socket.CloseError{Code: socket.CloseBadMessage, Reason: "want {\"token\":...}"}
		}
		shown := s.sessions.OfScreen(hello.Token)
		if shown == nil {
			return &socket.CloseError{Code: socket.CloseRefused, Reason: "unknown screen"}
		}
		return s.feeds.Follow(shown.Hub.Feed(display.Screen), "screen", nil)(ctx, conn)
	}, nil
}
