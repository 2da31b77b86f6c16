package desk

import (
	"fmt"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// directorView is the director's desk, or the page of its outputs. Nearly all of it is made by
// script, of what the control room says of itself.
type directorView struct {
	deskPage
	Page  string        // "director" or "outputs"
	Facts directorFacts // for the script
}

// directorFacts is what the script of the page needs and does not learn from the control room.
type directorFacts struct {
	Lang     string            `json:"lang"`
	Person   string            `json:"person"`
	Role     Role              `json:"role"`
	Words    map[string]string `json:"words"`
	Sessions []sessionFacts    `json:"sessions"`
	Scenes   []onair.Kind      `json:"scenes"`
	Layers   []onair.Layer     `json:"layers"`
	Themes   []string          `json:"themes"`
	Langs    []string          `json:"langs"`
}

// sessionFacts is one session that outputs can be tuned to.
type sessionFacts struct {
	ID        voting.SessionID    `json:"id"`
	Title     string              `json:"title"`
	Rehearsal bool                `json:"rehearsal"`
	Phase     voting.SessionPhase `json:"phase"`
}

// GetDirector shows the director's desk.
func (d *Desk) GetDirector(c *fiber.Ctx) error { return d.director(c, "director") }

// GetOutputs shows the page on which outputs are set up.
func (d *Desk) GetOutputs(c *fiber.Ctx) error { return d.director(c, "outputs") }

func (d *Desk) director(c *fiber.Ctx, page string) error {
	view := directorView{deskPage: d.page(c, "director."+page), Page: page}
	sessions, err := d.sessionFacts()
	if err != nil {
		return err
	}
	view.Facts = directorFacts{
		Lang: view.Lang, Person: view.Person.Name, Role: view.Person.Role, Words: d.site.DirectorWords(view.Lang), Sessions: sessions,
		Scenes: onair.Kinds(), Layers: onair.Layers(), Themes: onair.Themes(), Langs: onair.Langs(),
	}
	if err := d.send(c, "director", view); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, web.PagePolicy(c.Hostname(), "'none'")+"; frame-src 'self'") // the outputs
	return nil
}

// GetSessionFacts answers with the sessions that there are by now: pages that stay open ask for them,
// and learn until when their log-in holds.
func (d *Desk) GetSessionFacts(c *fiber.Ctx) error {
	sessions, err := d.sessionFacts()
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(untilHeader, strconv.FormatInt(by(c).Until, 10))
	return c.JSON(sessions)
}

// sessionFacts are those of all sessions; none yet is a list too.
func (d *Desk) sessionFacts() ([]sessionFacts, error) {
	all := []sessionFacts{}
	for _, s := range d.sessions.All() {
		if err := s.Look(func(state *voting.State) {
			all = append(all, sessionFacts{s.ID, state.Session.Title, state.Session.Rehearsal, state.Phase})
		}); err != nil {
			return nil, fmt.Errorf("look at session %s: %w", s.ID, err)
		}
	}
	return all, nil
}

// cueFacts is what there is to show of a session, for a director who makes cues. No figure is in
// it; the checkpoint is the code by which scrutineers know what they approve.
type cueFacts struct {
	ID        voting.SessionID      `json:"id"`
	Title     string                `json:"title"`
	Rehearsal bool                  `json:"rehearsal"`
	Shape     string                `json:"shape"` // windows, pledges, form, choice
	Units     []display.Unit        `json:"units"`
	Criteria  []string              `json:"criteria"` // where all units have the same
	Rankings  []display.RankingName `json:"rankings"`
	Seconds   int64                 `json:"seconds"` // the usual voting time
	Sealed    *onair.Binding        `json:"sealed"`  // of the result as it is sealed now
}

// GetCues answers with what there is to show of a session.
func (d *Desk) GetCues(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	var facts cueFacts
	if err := s.Look(func(state *voting.State) { facts = cuesOf(state, web.Language(c)) }); err != nil {
		return fmt.Errorf("look for cues: %w", err)
	}
	return c.JSON(facts)
}

func cuesOf(state *voting.State, lang string) cueFacts {
	session := &state.Session
	facts := cueFacts{
		ID: session.ID, Title: session.Title, Rehearsal: session.Rehearsal, Shape: shapeOf(session.Rulebook), Seconds: session.Seconds,
		Units: []display.Unit{}, Criteria: []string{}, Rankings: display.Rankings(session, lang),
	}
	for _, unit := range session.Units {
		facts.Units = append(facts.Units, display.Unit{ID: unit.ID, Name: unit.Name, Department: unit.Department, Class: unit.Class})
	}
	for _, criterion := range session.Rulebook.Criteria {
		if key := criterion.Key(); key != "" {
			facts.Criteria = append(facts.Criteria, key)
		}
	}
	if sealed, is := display.BindingOf(state); is {
		facts.Sealed = &sealed
	}
	return facts
}

// shapeOf tells which of the four kinds of evening a rulebook is for, and with it in which order
// pictures come on.
func shapeOf(rb voting.Rulebook) string {
	switch {
	case rb.Lists != nil:
		return "choice"
	case rb.AllUnits:
		return "form"
	case rb.Criteria == nil:
		return "pledges"
	}
	return "windows"
}
