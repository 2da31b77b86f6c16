package app

import (
	"bytes"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/valyala/fasthttp"

	"pingyi/app/bundle"
	"pingyi/app/desk"
	"pingyi/app/export"
	"pingyi/app/socket"
	"pingyi/app/studio"
	"pingyi/app/web"
)

// The files of a new session are sent to uploadPath, or below newPath.
const (
	uploadPath = "/desk/sessions"
	newPath    = "/desk/new/"
)

// serve makes the web server and its sockets, without any address yet.
func (a *App) serve() {
	cfg := web.FiberConfig()
	cfg.TrustedProxies = a.cfg.proxies()
	cfg.ErrorHandler = a.site.Fail(a.showProblem)
	a.fiber = fiber.New(cfg)
	a.fiber.Use(web.Guard)
	a.fiber.Server().HeaderReceived = a.allowance
	a.sockets = socket.New(a.fiber, socket.Config{Report: func(err error) { a.logger.Error("socket", "error", err) }})
	a.feeds = web.NewFeeds(a.sockets, a.now, a.metrics)
}

// showProblem shows an error in the dress of the place where it happened.
func (a *App) showProblem(c *fiber.Ctx, p web.Problem) error {
	if path := c.Path(); path == "/desk" || strings.HasPrefix(path, "/desk/") {
		return a.desk.ShowProblem(c, p)
	}
	return a.phones.ShowProblem(c, p)
}

// takesFiles tells the addresses where files are sent: those of a new session, and
// the figures for a result.
func takesFiles(path string) bool {
	return path == uploadPath || strings.HasPrefix(path, newPath) || strings.HasPrefix(path, "/desk/s/") && strings.HasSuffix(path, "/figures")
}

// allowance is asked when the header of a request is there and nothing of its
// body. The zero value leaves the limits of FiberConfig as they are.
func (a *App) allowance(header *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := bytes.Cut(header.RequestURI(), []byte{'?'})
	if !header.IsPost() || !takesFiles(string(path)) || !a.desk.MayUpload(header) {
		return fasthttp.RequestConfig{}
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: web.MaxUpload, ReadTimeout: web.UploadTime}
}

// route is every URL of the product.
func (a *App) route() {
	f, sockets := a.fiber, a.sockets
	phones := a.phones

	// The one that must be cheap stands before the headers and checks for itself.
	// A ballot that comes as a form it leaves to the one behind them.
	f.Post("/v/ballot", web.Plain(phones.PostBallot))

	f.Use(a.site.SecureHeaders, a.site.GuardPosts)
	f.Get("/", func(c *fiber.Ctx) error { return c.Redirect("/v") })

	// The phones: anyone may ask, a card decides what they see.
	f.Get("/v", phones.GetPage)
	f.Get("/V", phones.GetPage)
	f.Post("/v/ballot", phones.PostBallotForm)
	f.Post("/v/draft", web.Plain(phones.PostDraft))
	f.Get("/v/form", phones.GetForm)
	f.Post("/v/form", web.Plain(phones.PostForm))
	f.Post("/v/redeem", web.Plain(phones.PostRedeem))
	f.Get("/v/me", phones.GetMe)
	f.Get("/v/live", sockets.Crowd(phones.Live))

	a.routeOutputs()

	a.routeDesk()

	// The machine.
	f.Get("/healthz", a.getHealth)
	f.Get("/livez", func(c *fiber.Ctx) error { return c.SendString("ok") })
	f.Get("/metrics", a.localOnly, adaptor.HTTPHandler(promhttp.HandlerFor(a.metrics, promhttp.HandlerOpts{})))
	f.Get(a.site.Prefix()+"*", a.site.GetFile)
	f.Use(func(*fiber.Ctx) error { return web.NotFound })
}

// routeDesk is the desk: a log-in, and for each act a role. An address lets in whom it names and
// nobody else; a director has none of those that hold ballots, figures, people or cards.
func (a *App) routeDesk() {
	f, d := a.fiber, a.desk
	anyone, organizer, scrutineer := d.Only(desk.Organizer, desk.Scrutineer), d.Only(desk.Organizer), d.Only(desk.Scrutineer)
	everyone := d.Only(desk.Roles()...)
	f.Get("/desk/login", d.GetLogin)
	f.Post("/desk/login", web.Plain(d.LogIn))
	f.Post("/desk/logout", web.Plain(d.LogOut))
	f.Get("/desk/logged-in", everyone, d.GetLoggedIn)
	f.Get("/desk", anyone, d.GetSessions)
	f.Post(uploadPath, organizer, web.Plain(d.PostSession))
	f.Get("/desk/new", organizer, d.GetNew)
	f.Get(newPath+":programme", organizer, d.GetProgramme)
	f.Post(newPath+":programme", organizer, web.Plain(d.PostProgramme))
	f.Get(newPath+":programme/:list", organizer, d.GetBlank)
	f.Get("/desk/s/:id", anyone, d.GetSession)
	f.Post("/desk/s/:id/act", anyone, web.Plain(d.PostAct))
	f.Post("/desk/s/:id/screens", organizer, web.Plain(d.PostScreen))
	f.Get("/desk/s/:id/act", anyone, func(c *fiber.Ctx) error { return c.Redirect("/desk/s/" + c.Params("id")) }) // a refusal's page, reloaded
	a.routeLife(anyone, organizer)
	a.routeStudio(everyone, organizer)
	f.Get("/desk/s/:id/state.json", everyone, d.GetState)
	f.Get("/desk/s/:id/live", everyone, a.sockets.Handler(d.Live))
	a.routeResults(anyone, scrutineer)
	f.Get("/desk/s/:id/cards", organizer, d.GetCards)
	f.Get("/desk/s/:id/cards.csv", organizer, d.GetCardsCSV)
	f.Get("/desk/s/:id/cards.json", organizer, d.GetCardsJSON)
}

// routeStudio is where the control room is asked, and the director's desk: by people who have
// logged in.
func (a *App) routeStudio(everyone, organizer fiber.Handler) {
	f, directs := a.fiber, a.desk.Only(desk.Organizer, desk.Director)
	asPerson := func(next func(*fiber.Ctx, studio.Person) error) fiber.Handler {
		return func(c *fiber.Ctx) error {
			name, role := desk.Who(c)
			return next(c, studio.Person{Name: name, Role: role})
		}
	}
	f.Post("/desk/studio/act", everyone, web.Plain(asPerson(a.studio.PostAct)))
	f.Post("/desk/studio/may", everyone, web.Plain(asPerson(a.studio.PostMay)))
	f.Get("/desk/studio/state.json", everyone, asPerson(a.studio.GetStatus))
	f.Get("/desk/studio/live", everyone, a.sockets.Handler(func(c *fiber.Ctx) (socket.Handler, error) {
		name, role := desk.Who(c)
		return a.studio.LiveStatus(c, studio.Person{Name: name, Role: role})
	}))
	// Of the outputs each is told what his role sees.
	f.Get("/desk/studio/addresses.json", everyone, asPerson(a.studio.GetAddresses))
	f.Get("/gfx/:name/shell.html", everyone, asPerson(a.studio.GetShell))
	f.Get("/gfx/:name/spx.html", everyone, asPerson(a.studio.GetSPX))
	f.Get("/gfx/:name/ograf.zip", everyone, asPerson(a.studio.GetOGraf))
	f.Get("/desk/director", everyone, a.desk.GetDirector)
	f.Get("/desk/director/sessions.json", everyone, a.desk.GetSessionFacts)
	f.Get("/desk/director/outputs", directs, a.desk.GetOutputs)
	f.Get("/desk/director/asrun", everyone, asPerson(a.studio.GetAsRun))
	f.Get("/desk/director/asrun.csv", everyone, asPerson(a.studio.GetAsRunCSV))
	f.Get("/desk/s/:id/cues.json", everyone, a.desk.GetCues)
	f.Get("/desk/director/controllers", organizer, asPerson(a.studio.GetControllers))
	f.Post("/desk/director/controllers", organizer, web.Plain(asPerson(a.studio.PostControllers)))
}

// routeControllers is what button boxes ask: a token says whose. Here alone a GET changes
// something, since there are boxes that can do nothing else.
func (a *App) routeControllers() {
	f := a.fiber
	f.Get("/ctl/live", a.sockets.Anywhere(a.studio.CtlLive))
	f.Get("/ctl/status", a.studio.GetCtlStatus)
	f.Get("/ctl/buttons.json", a.studio.GetButtons)
	f.Get("/button/:id", a.studio.GetButton)
	f.All("/ctl/*", a.studio.Ctl)
}

// routeOutputs is the outputs of the control room: a token behind # decides what they may
// see. The socket takes a page from anywhere, since a graphics host loads it from a file.
func (a *App) routeOutputs() {
	a.fiber.Get("/gfx/live", a.sockets.Anywhere(a.studio.Live))
	a.fiber.Get("/gfx/load.js", a.studio.GetLoad)
	a.fiber.Get("/gfx/graphic.js", a.studio.GetGraphic)
	a.fiber.Get("/gfx/:name", a.studio.GetPage)
	a.fiber.Get("/screen/qr.svg", a.studio.GetJoinQR)
	a.fiber.Get("/dev/gallery", a.studio.GetGallery) // made-up data: anyone may see it
	a.fiber.Get("/dev/gallery/desk", a.studio.GetDeskGallery)
	a.routeFeeds()
	a.routeControllers()
}

// routeLife is where a result goes its way. The page of a refusal has the address of
// the act, and is reloaded there.
func (a *App) routeLife(anyone, organizer fiber.Handler) {
	f, d := a.fiber, a.desk
	f.Get("/desk/s/:id/life", anyone, d.GetLife)
	f.Post("/desk/s/:id/life", anyone, web.Plain(d.PostAct))
	f.Post("/desk/s/:id/figures", organizer, web.Plain(d.PostFigures))
	f.Get("/desk/s/:id/figures", anyone, func(c *fiber.Ctx) error { return c.Redirect("/desk/s/" + c.Params("id") + "/life") })
	f.Get("/desk/s/:id/figures.csv", organizer, d.GetFiguresCSV)
}

// routeResults is what the desk gives out of a session: to be read, kept and checked.
func (a *App) routeResults(anyone, scrutineer fiber.Handler) {
	f, d := a.fiber, a.desk
	f.Get("/desk/s/:id/results", anyone, d.GetResults)
	f.Get("/desk/s/:id/results.json", anyone, d.GetResultsJSON)
	f.Get("/desk/s/:id/results.css", anyone, d.GetResultsStyle)
	f.Get("/desk/s/:id/explain", anyone, d.GetExplanation)
	f.Get("/desk/s/:id/explain.json", anyone, d.GetExplanationJSON)
	for _, format := range export.Formats() {
		f.Get("/desk/s/:id/results."+format.Ending(), anyone, d.GetExport(format))
		f.Get("/desk/s/:id/named."+format.Ending(), scrutineer, d.GetNamed(format))
	}
	f.Get("/desk/s/:id/bundle-public.zip", anyone, d.GetBundle(bundle.Public))
	f.Get("/desk/s/:id/bundle-scrutineer.zip", scrutineer, d.GetBundle(bundle.Scrutineer))
}

// localOnly lets the machine itself in and nobody else.
func (a *App) localOnly(c *fiber.Ctx) error {
	if a.cfg.Metrics != "local" || !c.Context().RemoteIP().IsLoopback() || !web.AskedHere(c) {
		return web.NotFound
	}
	return c.Next()
}
