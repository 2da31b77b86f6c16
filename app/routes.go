package app

import (
	"bytes"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/valyala/fasthttp"

	"pingyi/app/socket"
)

// maxBody bounds the body of every request, before it is read. Only an organizer
// who is logged in may send more, the three files of a new session: together
// maxUpload, within uploadTime.
const (
	maxBody    = 16 << 10
	maxUpload  = 16 << 20
	uploadTime = time.Minute

	uploadPath = "/desk/sessions"
)

// FiberConfig holds the limits without which slow or large requests take the
// server away from everybody else.
func FiberConfig() fiber.Config {
	return fiber.Config{
		AppName: "pingyi", DisableStartupMessage: true,
		BodyLimit: maxBody, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second, IdleTimeout: 75 * time.Second,
		ReadBufferSize: 4 << 10, WriteBufferSize: 4 << 10, Concurrency: 65_536,
		ReduceMemoryUsage: false, StreamRequestBody: false, GETOnly: false, StrictRouting: false, CaseSensitive: true,
	}
}

func (a *App) newFiber() *fiber.App {
	cfg := FiberConfig()
	cfg.ErrorHandler = a.fail
	f := fiber.New(cfg)
	f.Server().HeaderReceived = a.allowance
	return f
}

// allowance is asked when the header of a request is there and nothing of its
// body. The zero value leaves the limits of FiberConfig as they are.
func (a *App) allowance(header *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := bytes.Cut(header.RequestURI(), []byte{'?'})
	if !header.IsPost() || string(path) != uploadPath {
		return fasthttp.RequestConfig{}
	}
	if p, ok := a.desk.whose(string(header.Cookie(a.desk.cookieName()))); !ok || p.Role != Organizer {
		return fasthttp.RequestConfig{}
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: maxUpload, ReadTimeout: uploadTime}
}

// route is every URL of the product.
func (a *App) route() error {
	a.fiber = a.newFiber()
	sockets := socket.New(a.fiber, socket.Config{Report: func(err error) { a.logger.Error("socket", "error", err) }})
	a.sockets = sockets
	f := a.fiber

	// The one that must be cheap stands before the headers and checks for itself.
	f.Post("/v/ballot", a.plain(a.postBallot))

	f.Use(a.secureHeaders, a.guardPosts)
	f.Get("/", func(c *fiber.Ctx) error { return c.Redirect("/v") })

	// The phones: anyone may ask, a card decides what they see.
	f.Get("/v", a.getPhone)
	f.Get("/V", a.getPhone)
	f.Post("/v/redeem", a.plain(a.postRedeem))
	f.Get("/v/me", a.getMe)
	f.Get("/v/live", sockets.Handler(a.livePhone))

	// The screens: a token behind # decides which session they show.
	f.Get("/screen/hall", a.getScreen("hall/hall.html"))
	f.Get("/screen/overlay", a.getScreen("overlay/overlay.html"))
	f.Get("/screen/qr.svg", a.getJoinQR)
	f.Get("/screen/live", sockets.Handler(a.liveScreen))

	// The desk: a log-in, and for each act a role.
	a.desk.route(f, sockets)

	f.Get("/healthz", a.getHealth)
	f.Get("/metrics", a.localOnly, adaptor.HTTPHandler(promhttp.HandlerFor(a.metrics.registry, promhttp.HandlerOpts{})))
	f.Get(a.site.Prefix()+"*", a.getStatic)
	f.Use(func(*fiber.Ctx) error { return problemNotFound })
	return nil
}

// plain refuses a compressed body: nothing of ours sends one, and the few
// kilobytes that it may have can unpack to all the memory there is.
func (a *App) plain(next fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if len(c.Request().Header.Peek(fiber.HeaderContentEncoding)) > 0 {
			return problemBadRequest
		}
		return next(c)
	}
}

// localOnly lets the machine itself in and nobody else.
func (a *App) localOnly(c *fiber.Ctx) error {
	if a.cfg.Metrics != "local" || !c.Context().RemoteIP().IsLoopback() || c.Get(fiber.HeaderXForwardedFor) != "" {
		return problemNotFound
	}
	return c.Next()
}

// getStatic serves an embedded file by its exact name. The path holds the hash
// of the whole tree, so it may be kept for ever.
func (a *App) getStatic(c *fiber.Ctx) error {
	name := c.Params("*")
	body, kind, ok := a.site.File(name)
	if !ok {
		return problemNotFound
	}
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	c.Set(fiber.HeaderVary, "Accept-Encoding")
	if zipped, ok := a.site.FileGzip(name); ok && strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		body = zipped
	}
	return c.Send(body)
}
