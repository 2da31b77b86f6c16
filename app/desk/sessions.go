package desk

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/voting"
)

// sessionsView is the list of sessions with the form for a new one.
type sessionsView struct {
	deskPage
	Sessions []sessionLine
	Broken   []brokenSession
	faultsView
	NewTitle     string
	NewOpens     string
	NewCloses    string
	NewSeconds   string
	NewRehearsal bool
}

// sessionLine is one session of the list.
type sessionLine struct {
	ID                voting.SessionID
	Title             string
	Rehearsal         bool
	Phase             voting.SessionPhase
	Items, Revealed   int
	Issued, CheckedIn int
}

// newestFirst orders by day, rehearsals among the others.
func newestFirst(a, b sessionLine) int {
	day := func(l sessionLine) string { return strings.TrimPrefix(string(l.ID), live.RehearsalPrefix) }
	return cmp.Compare(day(b), day(a))
}

// brokenSession could not be opened when the server started.
type brokenSession struct{ ID, Reason string }

// GetSessions shows what there is, and the form for more.
func (d *Desk) GetSessions(c *fiber.Ctx) error {
	return d.sessionsPage(c, &sessionsView{deskPage: d.page(c, "sessions")})
}

func (d *Desk) sessionsPage(c *fiber.Ctx, view *sessionsView) error {
	for _, s := range d.sessions.All() {
		var line sessionLine
		if err := s.Look(func(state *voting.State) { line = lineOf(state) }); err != nil {
			return err
		}
		view.Sessions = append(view.Sessions, line)
	}
	for id, err := range d.sessions.Broken() {
		view.Broken = append(view.Broken, brokenSession{ID: id, Reason: err.Error()})
	}
	slices.SortFunc(view.Sessions, newestFirst)
	slices.SortFunc(view.Broken, func(a, b brokenSession) int { return cmp.Compare(a.ID, b.ID) })
	return d.send(c, "sessions", view)
}

func lineOf(state *voting.State) sessionLine {
	line := sessionLine{
		ID: state.Session.ID, Title: state.Session.Title, Rehearsal: state.Session.Rehearsal, Phase: state.Phase, Items: len(state.Items),
	}
	line.Issued, line.CheckedIn = state.Issued()
	for i := range state.Items {
		if state.Items[i].Phase == voting.PhaseRevealed {
			line.Revealed++
		}
	}
	return line
}

// failedPage shows the form again with what is wrong with the files.
func (d *Desk) failedPage(c *fiber.Ctx, refusal string, faults []fault) error {
	view := &sessionsView{deskPage: d.page(c, "sessions"), faultsView: apart(faults)}
	view.Refusal = refusal
	view.NewOpens, view.NewCloses = strings.Clone(c.FormValue("opens")), strings.Clone(c.FormValue("closes"))
	view.NewSeconds = strings.Clone(c.FormValue("seconds"))
	view.NewTitle, view.NewRehearsal = strings.Clone(c.FormValue("title")), c.FormValue("rehearsal") != ""
	return d.sessionsPage(c.Status(fiber.StatusBadRequest), view)
}
