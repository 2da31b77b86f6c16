package app

import (
	"fmt"
	"io"
	"mime/multipart"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/intake"
	"pingyi/app/live"
	"pingyi/app/socket"
	"pingyi/app/web"
	"pingyi/data"
	"pingyi/display"
	"pingyi/voting"
)

// desk is the organizers' side of the server: log-in, sessions, acts, results.
type desk struct {
	app      *App
	accounts *Accounts
	key      []byte
	pages    *deskPages

	mu    sync.Mutex
	notes map[voting.SessionID][]intake.Warning // about the files of drafts made since the start
}

func newDesk(a *App, keys *data.Keys) (*desk, error) {
	accounts, err := OpenAccounts(a.cfg.Dir)
	if err != nil {
		return nil, err
	}
	key, err := keys.GetOrCreate("desk")
	if err != nil {
		return nil, err
	}
	pages, err := newDeskPages(a.site)
	if err != nil {
		return nil, err
	}
	return &desk{app: a, accounts: accounts, key: key, pages: pages, notes: make(map[voting.SessionID][]intake.Warning)}, nil
}

// route is the desk's part of the table of URLs.
func (d *desk) route(f *fiber.App, sockets *socket.Sockets) {
	plain := web.Plain
	anyone, organizer := d.only(Organizer, Scrutineer), d.only(Organizer)

	f.Get("/desk/login", d.getLogin)
	f.Post("/desk/login", plain(d.logIn))
	f.Post("/desk/logout", plain(d.logOut))
	f.Get("/desk", anyone, d.getSessions)
	f.Post(uploadPath, organizer, plain(d.postSession))
	f.Get("/desk/s/:id", anyone, d.getSession)
	f.Post("/desk/s/:id/act", anyone, plain(d.postAct))
	f.Get("/desk/s/:id/act", anyone, func(c *fiber.Ctx) error { return c.Redirect("/desk/s/" + c.Params("id")) }) // a refusal's page, reloaded
	f.Get("/desk/s/:id/state.json", anyone, d.getState)
	f.Get("/desk/s/:id/live", anyone, sockets.Handler(d.live))
	f.Get("/desk/s/:id/results", anyone, d.getResults)
	f.Get("/desk/s/:id/results.json", anyone, d.getResultsJSON)
	f.Get("/desk/s/:id/cards", organizer, d.getCards)
	f.Get("/desk/s/:id/cards.csv", organizer, d.getCardsCSV)
	f.Get("/desk/s/:id/cards.json", organizer, d.getCardsJSON)
}

// sessionOf finds the session named in the address.
func (d *desk) sessionOf(c *fiber.Ctx) (*live.Session, error) {
	if s := d.app.sessions.Find(voting.SessionID(c.Params("id"))); s != nil {
		return s, nil
	}
	return nil, web.NotFound
}

// postSession creates a session from three files.
func (d *desk) postSession(c *fiber.Ctx) error {
	session, warnings, err := d.readSession(c)
	if err == nil {
		err = d.app.sessions.Create(session, by(c).Name)
	}
	if err != nil {
		return d.intakeFailed(c, err)
	}
	return d.created(c, session.ID, warnings)
}

func (d *desk) readSession(c *fiber.Ctx) (voting.Session, []intake.Warning, error) {
	files := intake.Files{
		ID: live.NewSessionID(d.app.now()), Title: strings.Clone(strings.TrimSpace(c.FormValue("title"))), Rehearsal: c.FormValue("rehearsal") != "",
	}
	for field, into := range map[string]*intake.File{"units": &files.Units, "roster": &files.Roster, "rulebook": &files.Rulebook} {
		header, err := c.FormFile(field)
		if err != nil {
			return voting.Session{}, nil, web.Problem{Status: fiber.StatusBadRequest, Code: "file-missing", Detail: field}
		}
		if *into, err = readUpload(header); err != nil {
			return voting.Session{}, nil, err
		}
	}
	return intake.Session(files)
}

func readUpload(header *multipart.FileHeader) (intake.File, error) {
	f, err := header.Open()
	if err != nil {
		return intake.File{}, fmt.Errorf("read upload: %w", err)
	}
	defer f.Close()
	body, err := io.ReadAll(f)
	if err != nil {
		return intake.File{}, fmt.Errorf("read upload: %w", err)
	}
	return intake.File{Name: header.Filename, Body: body}, nil
}

// getState answers the desk's picture once, for scripts.
func (d *desk) getState(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Send(s.Hub.Feed(display.Desk).Latest().Bytes)
}

// live follows the desk's picture.
func (d *desk) live(c *fiber.Ctx) (socket.Handler, error) {
	s, err := d.sessionOf(c)
	if err != nil {
		return nil, err
	}
	return d.app.feeds.Follow(s.Hub.Feed(display.Desk), "desk", nil), nil
}
