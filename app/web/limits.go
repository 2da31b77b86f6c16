package web

import (
	"bytes"
	"time"

	"github.com/gofiber/fiber/v2"
)

// MaxBody bounds the body of every request, before it is read. Only an organizer
// who is logged in may send more, the three files of a new session: together
// MaxUpload, within UploadTime.
const (
	MaxBody    = 16 << 10
	MaxUpload  = 16 << 20
	UploadTime = time.Minute
)

// FiberConfig holds the limits without which slow or large requests take the
// server away from everybody else. By which host a request was sent, only a
// trusted proxy may say; there is none until the caller names it.
func FiberConfig() fiber.Config {
	return fiber.Config{
		AppName: "pingyi", DisableStartupMessage: true,
		BodyLimit: MaxBody, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second, IdleTimeout: 75 * time.Second,
		ReadBufferSize: 4 << 10, WriteBufferSize: 4 << 10, Concurrency: 65_536,
		ReduceMemoryUsage: false, StreamRequestBody: false, GETOnly: false, StrictRouting: false, CaseSensitive: true,
		EnableTrustedProxyCheck: true,
	}
}

// Plain refuses a compressed body: nothing of ours sends one, and the few
// kilobytes that it may have can unpack to all the memory there is. It refuses
// a query, too: what is posted are tokens, passwords and marks, and addresses
// stand in the logs of proxies.
func Plain(next fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		header := &c.Request().Header
		if len(header.Peek(fiber.HeaderContentEncoding)) > 0 || bytes.IndexByte(header.RequestURI(), '?') >= 0 {
			return BadRequest
		}
		return next(c)
	}
}

// Field is what somebody wrote into a form. It is read from the body alone, where
// Fiber's FormValue takes what stands in the address first.
func Field(c *fiber.Ctx, name string) string { return string(c.Request().PostArgs().Peek(name)) }

// Fields is every value of a field that a form has several times.
func Fields(c *fiber.Ctx, name string) []string {
	var values []string
	for _, value := range c.Request().PostArgs().PeekMulti(name) {
		values = append(values, string(value))
	}
	return values
}
