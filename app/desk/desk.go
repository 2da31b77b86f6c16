package desk

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
	"pingyi/display"
	"pingyi/voting"
)

// Config is what the desk stands on.
type Config struct {
	Site     *web.Site
	Sessions *live.Sessions
	Feeds    *web.Feeds
	Accounts *Accounts
	Key      []byte // signs the cookies
	Room     Room
}

// Room is the control room, as far as the desk of a session goes.
type Room interface {
	// Screens lists the wall and what is laid over pictures, of a session or of its rehearsal.
	Screens(session voting.SessionID, rehearsal bool) []Screen
	// Show has an output show a session.
	Show(session voting.SessionID, output, name string, role Role) error
	// Begin is told that a session was published, or that something of it came on stage.
	Begin(session voting.SessionID, staged bool)
}

// Screen is an output of the control room.
type Screen struct {
	Kind    string // "hall" or "overlay"
	Output  string // its name
	Address string // what stands behind # lets a page in
	Here    bool   // it shows the session that the page is about
}

// Desk answers the organizers and scrutineers of all sessions.
type Desk struct {
	site     *web.Site
	sessions *live.Sessions
	feeds    *web.Feeds
	accounts *Accounts
	key      []byte
	pages    *deskPages
	room     Room

	bundling sync.Mutex // held while an audit bundle is sent

	mu    sync.Mutex
	notes map[voting.SessionID][]intake.Warning // about the files of drafts made since the start
}

// New reads the pages of the desk.
func New(c Config) (*Desk, error) {
	pages, err := newDeskPages(c.Site)
	if err != nil {
		return nil, err
	}
	return &Desk{
		site: c.Site, sessions: c.Sessions, feeds: c.Feeds, accounts: c.Accounts, key: c.Key, pages: pages, room: c.Room,
		notes: make(map[voting.SessionID][]intake.Warning),
	}, nil
}

// sessionOf finds the session named in the address.
func (d *Desk) sessionOf(c *fiber.Ctx) (*live.Session, error) {
	if s := d.sessions.Find(voting.SessionID(c.Params("id"))); s != nil {
		return s, nil
	}
	return nil, web.NotFound
}

// PostSession creates a session from its files.
func (d *Desk) PostSession(c *fiber.Ctx) error {
	session, warnings, err := d.readSession(c)
	if err == nil {
		err = d.sessions.Create(session, by(c).Name)
	}
	if err != nil {
		return d.intakeFailed(c, err)
	}
	return d.created(c, session.ID, warnings)
}

func (d *Desk) readSession(c *fiber.Ctx) (voting.Session, []intake.Warning, error) {
	files := intake.Files{Title: strings.Clone(strings.TrimSpace(c.FormValue("title"))), Rehearsal: c.FormValue("rehearsal") != ""}
	files.ID = live.NewSessionID(d.site.Now(), files.Rehearsal)
	for field, into := range map[string]*intake.File{"units": &files.Units, "roster": &files.Roster, "rulebook": &files.Rulebook, "pledges": &files.Pledges} {
		header, err := c.FormFile(field)
		if field == "pledges" && (err != nil || header.Size == 0) {
			continue // only some rulebooks ask for them
		}
		if err != nil {
			return voting.Session{}, nil, web.Problem{Status: fiber.StatusBadRequest, Code: "file-missing", Detail: field}
		}
		if *into, err = readUpload(header); err != nil {
			return voting.Session{}, nil, err
		}
	}
	var err error
	if files.Opens, err = timeOf(c.FormValue("opens"), "opens"); err != nil {
		return voting.Session{}, nil, err
	}
	if files.Closes, err = timeOf(c.FormValue("closes"), "closes"); err != nil {
		return voting.Session{}, nil, err
	}
	if files.Seconds, err = secondsOf(c.FormValue("seconds")); err != nil {
		return voting.Session{}, nil, web.Problem{Status: fiber.StatusBadRequest, Code: "bad-request", Detail: "seconds"}
	}
	session, warnings, err := intake.Session(files)
	if err == nil {
		err = d.checkHours(session)
	}
	return session, warnings, err
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

// GetState answers the desk's picture once, for scripts.
func (d *Desk) GetState(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Send(s.Hub.Feed(audienceOf(by(c).Role)).Latest().Bytes)
}

// Live follows the desk's picture.
func (d *Desk) Live(c *fiber.Ctx) (socket.Handler, error) {
	s, err := d.sessionOf(c)
	if err != nil {
		return nil, err
	}
	return d.feeds.Follow(s.Hub.Feed(audienceOf(by(c).Role)), "desk", nil), nil
}

// audienceOf is whose picture of a session somebody at the desk gets: a director's has no number
// before the public has it.
func audienceOf(role Role) display.Audience {
	if role == Organizer || role == Scrutineer {
		return display.Desk
	}
	return display.Director
}
