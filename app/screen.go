package app

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"pingyi/display"
	"pingyi/voting"
)

// follow shows one feed of a session on a socket, after the server's time.
func (a *App) follow(s *liveSession, audience display.Audience, kind string) SocketHandler {
	return func(ctx context.Context, socket Socket) error {
		open := a.metrics.sockets.WithLabelValues(kind)
		open.Inc()
		defer open.Dec()
		if err := a.greet(socket); err != nil {
			return err
		}
		return a.sockets.Pump(ctx, socket, s.hub.Feed(audience))
	}
}

// greet sends the server's clock, from which a screen knows its own error.
func (a *App) greet(socket Socket) error {
	return socket.Write([]byte(fmt.Sprintf(`{"now":%d}`, a.now().UnixMilli())))
}

// helloWait is how long a screen may take to show its token.
const helloWait = 10 * time.Second

// liveScreen lets a screen in by the token it shows in its first message. The
// token stands behind # in the screen's address, so no request ever carries it.
func (a *App) liveScreen(*fiber.Ctx) (SocketHandler, error) {
	return func(ctx context.Context, socket Socket) error {
		text, err := socket.Read(helloWait)
		if err != nil {
			return err
		}
		var hello struct {
			Token string `json:"token"`
		}
		if json.Unmarshal(text, &hello) != nil || hello.Token == "" {
			return &CloseError{Code: CloseBadMessage, Reason: "want {\"token\":...}"}
		}
		s := a.sessionOfScreen(hello.Token)
		if s == nil {
			return &CloseError{Code: CloseRefused, Reason: "unknown screen"}
		}
		return a.follow(s, display.Screen, "screen")(ctx, socket)
	}, nil
}

func (a *App) sessionOfScreen(token string) *liveSession {
	a.mu.RLock()
	defer a.mu.RUnlock()
	var found *liveSession
	for _, s := range a.sessions {
		if want, err := s.screenToken(); err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(token)) == 1 {
			found = s
		}
	}
	return found
}

// ScreenToken is what stands behind # in the addresses of a session's screens.
func (a *App) ScreenToken(session string) (string, error) {
	s := a.session(voting.SessionID(session))
	if s == nil {
		return "", problemNotFound
	}
	return s.screenToken()
}
