package desk

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/bundle"
	"pingyi/app/export"
	"pingyi/app/live"
	"pingyi/app/tally"
	"pingyi/app/web"
	"pingyi/data"
	"pingyi/display"
	"pingyi/voting"
)

// given is what a file is made of: the results in the version that was asked for, and
// what is said beside them.
type given struct {
	display.Results
	rulebook []byte
	voids    []voting.VoidBallots
}

// givenFor finds it.
func givenFor(c *fiber.Ctx, s *live.Session) (given, error) {
	var g given
	asked, found := askedVersion(c), false
	err := s.Look(func(state *voting.State) {
		if v := versionOf(state, asked); v != nil {
			g, found = given{display.ResultsOfVersion(state, v.Number), state.Session.Rulebook.Canonical(), state.VoidBy()}, true
		}
	})
	if err == nil && !found {
		err = versionUnknown
	}
	return g, err
}

// also is what is said beside the results, in the reader's language.
func (g given) also(c *fiber.Ctx) export.Also {
	lang := intakeLanguage(web.Language(c))
	return export.Also{Steps: tally.StepsOf(g.rulebook, lang), Validity: tally.ValidityOf(g.rulebook, lang), Voids: g.voids, Open: export.OpenOf(g.Results, g.rulebook), Called: tally.NamesOf(g.rulebook, lang)}
}

// GetExport gives the results as a file of one format.
func (d *Desk) GetExport(format export.Format) fiber.Handler {
	return func(c *fiber.Ctx) error {
		s, err := d.sessionOf(c)
		if err != nil {
			return err
		}
		r, err := givenFor(c, s)
		if err != nil {
			return err
		}
		set := export.Of(r.Results, r.also(c), d.site.Words(web.Language(c)))
		return sendSet(c, "results", set, format, r.Results)
	}
}

// GetNamed gives the results of an open session that has ended with who marked
// what. Whoever takes it is named in the server's log.
func (d *Desk) GetNamed(format export.Format) fiber.Handler {
	return func(c *fiber.Ctx) error {
		s, err := d.sessionOf(c)
		if err != nil {
			return err
		}
		r, err := givenFor(c, s)
		if err != nil {
			return err
		}
		if !r.Final {
			return running
		}
		ballots := export.NewBallots()
		err = s.Records().Read(0, func(_ uint64, record data.Record) error {
			e, err := voting.Decode(record)
			if err == nil {
				ballots.Follow(e)
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("read the ballots of %s: %w", s.ID, err)
		}
		set, err := export.Named(r.Results, ballots, r.also(c), d.site.Words(web.Language(c)))
		if errors.Is(err, export.ErrSecret) {
			return web.NotFound
		}
		if err != nil {
			return err
		}
		d.site.Logger.Info("named ballots are given out", "session", s.ID, "to", by(c).Name)
		return sendSet(c, "named", set, format, r.Results)
	}
}

// Answers to who wants what there is only of a whole session, or of an announced
// result, or while another bundle is on its way.
var (
	running     = web.Problem{Status: fiber.StatusConflict, Code: "session-running"}
	unannounced = web.Problem{Status: fiber.StatusConflict, Code: "result-unannounced"}
	bundleBusy  = web.Problem{Status: fiber.StatusTooManyRequests, Code: "bundle-busy"}
)

func sendSet(c *fiber.Ctx, what string, set export.Set, format export.Format, r display.Results) error {
	var body bytes.Buffer
	if err := set.Write(&body, format); err != nil {
		return err
	}
	download(c, what, export.Edition(r)+"."+format.Ending(), r.Session, r.Rehearsal)
	c.Set(fiber.HeaderContentType, format.ContentType())
	return c.Send(body.Bytes())
}

// GetBundle gives the audit bundle of a session that has ended, as an archive. The
// bundle is made while it is sent, one at a time, since all read the log.
func (d *Desk) GetBundle(kind bundle.Kind) fiber.Handler {
	return func(c *fiber.Ctx) error {
		s, err := d.sessionOf(c)
		if err != nil {
			return err
		}
		if !d.bundling.TryLock() {
			return bundleBusy
		}
		p, err := bundle.Prepare("bundle-"+strings.TrimPrefix(string(s.ID), live.RehearsalPrefix)+"-"+string(kind), kind, s.Records(), func() {})
		if err != nil {
			d.bundling.Unlock()
			switch {
			case errors.Is(err, bundle.ErrRunning):
				return running
			case errors.Is(err, bundle.ErrUnannounced):
				return unannounced
			}
			return fmt.Errorf("make the bundle of %s: %w", s.ID, err)
		}
		d.site.Logger.Info("an audit bundle is given out", "session", s.ID, "kind", kind, "to", by(c).Name)
		ending := ".zip"
		if p.Written.Unannounced {
			ending = export.UnannouncedMark + ending
		}
		download(c, "bundle-"+string(kind), ending, s.ID, p.Written.Session.Rehearsal)
		c.Set(fiber.HeaderContentType, export.CSV.ContentType())
		c.Context().SetBodyStream(newStream(c.Context().Conn(), p.WriteZip, d.bundling.Unlock), -1)
		return nil
	}
}
