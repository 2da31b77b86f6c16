package studio

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/socket"
	"pingyi/app/web"
	"pingyi/onair"
)

// How often a box is told: at most every tellBox, and at least every boxSilence, since it takes a
// socket that says nothing for dead.
const (
	tellBox    = 200 * time.Millisecond
	boxSilence = 2 * time.Second
	maxBoxes   = 64
)

// boxes counts the sockets of controllers.
type boxes struct{ atomic.Int32 }

// looking lets a controller in that only asks.
func (s *Studio) looking(token string) (Controller, error) {
	who, recent, known := s.ctl.tokens.whose(token)
	if !known {
		return who, noToken
	}
	if !recent.mayLook(s.cfg.Now()) {
		return who, web.TooMany
	}
	return who, nil
}

// looked is how the output that is asked about stands, for a controller that may ask.
func (s *Studio) looked(c *fiber.Ctx) (ctlView, error) {
	secret(c)
	who, err := s.looking(tokenIn(c, queryOf(c)))
	if err != nil {
		return ctlView{}, err
	}
	view, ok := s.ctlLook(onair.Name(strings.Clone(c.Query("out"))))
	if !ok {
		return view, onair.Refusal{Code: onair.RefusedNoOutput}
	}
	view.who = who
	return view, nil
}

// GetCtlStatus answers with how an output stands.
func (s *Studio) GetCtlStatus(c *fiber.Ctx) error {
	view, err := s.looked(c)
	if err != nil {
		return s.ctlFail(c, press{}, err)
	}
	return c.JSON(view.status())
}

func queryOf(c *fiber.Ctx) map[string][]string {
	return map[string][]string{"k": {strings.Clone(c.Query("k"))}}
}

// CtlLive tells a controller on a socket how an output stands. It may come from anywhere: a box is
// no page, and what it has is its token.
func (s *Studio) CtlLive(c *fiber.Ctx) (socket.Handler, error) {
	if s.boxes.Load() >= maxBoxes {
		return nil, fiber.ErrServiceUnavailable
	}
	token, name := tokenIn(c, queryOf(c)), onair.Name(strings.Clone(c.Query("out")))
	return func(ctx context.Context, conn socket.Socket) error {
		defer s.boxes.Add(-1)
		if s.boxes.Add(1) > maxBoxes {
			return &socket.CloseError{Code: socket.CloseFull, Reason: "too many controllers"}
		}
		defer s.cfg.Feeds.Count("controller")()
		if token == "" {
			var err error
			if token, err = toldToken(conn); err != nil {
				return err
			}
		}
		return s.tellBoxes(ctx, conn, token, name)
	}, nil
}

// toldToken is the first message: the token alone, or in {"k":"…"}.
func toldToken(conn socket.Socket) (string, error) {
	text, err := conn.Read(helloWait)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return "", &socket.CloseError{Code: socket.CloseSilent, Reason: "no token"}
	}
	if err != nil {
		return "", err
	}
	var hello struct {
		K string `json:"k"`
	}
	if json.Unmarshal(text, &hello) == nil && hello.K != "" {
		return hello.K, nil
	}
	return strings.TrimSpace(string(text)), nil
}

// tellBoxes writes a status whenever it changes. The clock of the room is not asked: what it says
// is told, and when is a matter of the line.
func (s *Studio) tellBoxes(ctx context.Context, conn socket.Socket, token string, name onair.Name) error {
	clock := time.NewTicker(tellBox)
	defer clock.Stop()
	var told CtlStatus
	var at time.Time
	for {
		if _, _, known := s.ctl.tokens.whose(token); !known {
			return &socket.CloseError{Code: socket.CloseRefused, Reason: "unknown token"}
		}
		view, ok := s.ctlLook(name)
		if !ok {
			return &socket.CloseError{Code: socket.CloseRefused, Reason: "unknown output"}
		}
		if status := view.status(); status.still() != told || time.Since(at) >= boxSilence {
			text, err := json.Marshal(status)
			if err == nil {
				err = conn.Write(text)
			}
			if err != nil {
				return err
			}
			told, at = status.still(), time.Now()
		}
		if err := conn.Tend(); err != nil {
			return err
		}
		select {
		case <-clock.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
