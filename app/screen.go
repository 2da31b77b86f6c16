package app

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/app/socket"
	"pingyi/display"
	"pingyi/voting"
)

// follow shows one feed of a session on a socket, after the server's time.
func (a *App) follow(shown *live.Session, audience display.Audience, kind string, aside socket.Aside) socket.Handler {
	return func(ctx context.Context, s socket.Socket) error {
		open := a.metrics.sockets.WithLabelValues(kind)
		open.Inc()
		defer open.Dec()
		if err := a.greet(s); err != nil {
			return err
		}
		return a.sockets.Pump(ctx, s, shown.Hub.Feed(audience), aside)
	}
}

// greet sends the server's clock, from which a screen knows its own error.
func (a *App) greet(s socket.Socket) error {
	return s.Write([]byte(fmt.Sprintf(`{"now":%d}`, a.now().UnixMilli())))
}

// helloWait is how long a screen may take to show its token.
const helloWait = 10 * time.Second

// liveScreen lets a screen in by the token it shows in its first message. The
// token stands behind # in the screen's address, so no request ever carries it.
func (a *App) liveScreen(*fiber.Ctx) (socket.Handler, error) {
	return func(ctx context.Context, s socket.Socket) error {
		text, err := s.Read(helloWait)
		if err != nil {
			return err
		}
		var hello struct {
			Token string `json:"token"`
		}
		if json.Unmarshal(text, &hello) != nil || hello.Token == "" {
			return &socket.CloseError{Code: socket.CloseBadMessage, Reason: "want {\"token\":...}"}
		}
		shown := a.sessions.OfScreen(hello.Token)
		if shown == nil {
			return &socket.CloseError{Code: socket.CloseRefused, Reason: "unknown screen"}
		}
		return a.follow(shown, display.Screen, "screen", nil)(ctx, s)
	}, nil
}

// ScreenToken is what stands behind # in the addresses of a session's screens.
func (a *App) ScreenToken(session string) (string, error) {
	s := a.sessions.Find(voting.SessionID(session))
	if s == nil {
		return "", problemNotFound
	}
	return s.ScreenToken()
}
