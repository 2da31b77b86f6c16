package app

import (
	"context"
	"encoding/json"
	"time"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/socket"
	"pingyi/app/web"
	"pingyi/display"
	"pingyi/voting"
)

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
		return a.feeds.Follow(shown.Hub.Feed(display.Screen), "screen", nil)(ctx, s)
	}, nil
}

// ScreenToken is what stands behind # in the addresses of a session's screens.
func (a *App) ScreenToken(session string) (string, error) {
	s := a.sessions.Find(voting.SessionID(session))
	if s == nil {
		return "", web.NotFound
	}
	return s.ScreenToken()
}
