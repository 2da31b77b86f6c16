package app

import (
	"bytes"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/valyala/fasthttp"

	"pingyi/app/socket"
	"pingyi/app/web"
)

// uploadPath is where the files of a new session are sent.
const uploadPath = "/desk/sessions"

// serve makes the web server and its sockets, without any address yet.
func (a *App) serve() {
	cfg := web.FiberConfig()
	cfg.ErrorHandler = a.site.Fail(func(c *fiber.Ctx, p web.Problem) error { return a.desk.problemPage(c, p) })
	a.fiber = fiber.New(cfg)
	a.fiber.Server().HeaderReceived = a.allowance
	a.sockets = socket.New(a.fiber, socket.Config{Report: func(err error) { a.logger.Error("socket", "error", err) }})
	a.feeds = web.NewFeeds(a.sockets, a.now, a.metrics)
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
	return fasthttp.RequestConfig{MaxRequestBodySize: web.MaxUpload, ReadTimeout: web.UploadTime}
}

// route is every URL of the product.
func (a *App) route() {
	f, sockets, phones := a.fiber, a.sockets, a.phones

	// The one that must be cheap stands before the headers and checks for itself.
	f.Post("/v/ballot", web.Plain(phones.PostBallot))

	f.Use(a.site.SecureHeaders, a.site.GuardPosts)
	f.Get("/", func(c *fiber.Ctx) error { return c.Redirect("/v") })

	// The phones: anyone may ask, a card decides what they see.
	f.Get("/v", phones.GetPage)
	f.Get("/V", phones.GetPage)
	f.Post("/v/redeem", web.Plain(phones.PostRedeem))
	f.Get("/v/me", phones.GetMe)
	f.Get("/v/live", sockets.Handler(phones.Live))

	// The screens: a token behind # decides which session they show.
	f.Get("/screen/hall", a.getScreen("hall/hall.html"))
	f.Get("/screen/overlay", a.getScreen("overlay/overlay.html"))
	f.Get("/screen/qr.svg", a.getJoinQR)
	f.Get("/screen/live", sockets.Handler(a.liveScreen))

	// The desk: a log-in, and for each act a role.
	a.desk.route(f, sockets)

	f.Get("/healthz", a.getHealth)
	f.Get("/metrics", a.localOnly, adaptor.HTTPHandler(promhttp.HandlerFor(a.metrics, promhttp.HandlerOpts{})))
	f.Get(a.site.Prefix()+"*", a.site.GetFile)
	f.Use(func(*fiber.Ctx) error { return web.NotFound })
}

// localOnly lets the machine itself in and nobody else.
func (a *App) localOnly(c *fiber.Ctx) error {
	if a.cfg.Metrics != "local" || !c.Context().RemoteIP().IsLoopback() || c.Get(fiber.HeaderXForwardedFor) != "" {
		return web.NotFound
	}
	return c.Next()
}
