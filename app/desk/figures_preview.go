package desk

import (
	"encoding/json"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/intake"
	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/display"
	"pingyi/voting"
)

// figuresView shows what figures would change before they are entered, or what is
// wrong with their file.
type figuresView struct {
	deskPage
	ID           voting.SessionID
	Name, Tab    string
	Table        string // as the rulebook has it
	Called       string // as readers know it
	Optional     bool   // the rulebook does without the table
	Source       string
	Cells        string // as the form sends them
	Revision     uint64
	Faults       []fault
	Warnings     []string
	Count, Of    int
	New, Changed int
	Same, Gone   int
	Figures      []figureChange // those that are not as before
	Lacking      []string
	More         int // places that are not named
	Units        []unitChange
	MoreUnits    int
	Lists        []listChange
}

// figureChange is one figure before and after.
type figureChange struct{ Name, Before, After string }

// unitChange is a unit whose score or rank would be another.
type unitChange struct {
	Name                    string
	ScoreBefore, ScoreAfter string
	RankBefore, RankAfter   int
}

// changesShown is how many changes are listed; more are counted.
const changesShown = 300

// previewFigures shows a person what figures would change.
func (d *Desk) previewFigures(c *fiber.Ctx, s *live.Session, form actForm, warnings []intake.Warning) error {
	view := &figuresView{
		deskPage: d.page(c, "figures"), ID: s.ID, Tab: "life", Table: form.Table, Source: form.Source, Count: len(form.Cells),
	}
	view.Sheet = "life.css"
	cells, err := json.Marshal(form.Cells)
	if err != nil {
		return err
	}
	view.Cells = string(cells)
	for _, w := range warnings {
		view.Warnings = append(view.Warnings, w.Message(intakeLanguage(view.Lang)))
	}
	var refused error
	person := by(c)
	act := voting.Act{By: person.Name, Role: person.Role, At: d.site.Now().Unix(), Expect: form.Revision}
	err = s.Look(func(state *voting.State) {
		refused = view.fold(state, voting.EnterFigures{Act: act, Table: form.Table, Source: form.Source, Cells: form.Cells})
	})
	if err != nil {
		return err
	}
	if refused != nil {
		return d.acted(c, s, form, actDone{}, refused)
	}
	view.Title = view.T("figures") + " · " + view.Name + " · " + view.T("desk")
	return d.send(c, "figures", view)
}

// fold runs on the teller's goroutine.
func (v *figuresView) fold(state *voting.State, enter voting.EnterFigures) error {
	v.Name, v.Rehearsal, v.Revision = state.Session.Title, state.Session.Rehearsal, state.Revision
	v.Called = state.Session.Rulebook.NameIn(v.Lang, v.Table)
	after, err := state.Foresee(enter)
	if err != nil {
		return err
	}
	last := state.LastVersion()
	values, before := make(map[string]string), make(map[string]string)
	for _, cell := range enter.Cells {
		values[strings.Join(cell.At, "\x00")] = cell.Value
	}
	for _, f := range last.Figures {
		for _, cell := range f.Cells {
			if f.Table == enter.Table {
				before[strings.Join(cell.At, "\x00")] = cell.Value
			}
		}
	}
	names := namesOf(state, "")
	for _, table := range state.Session.Imported() {
		if table.Name != enter.Table {
			continue
		}
		v.Optional = table.Optional
		for _, place := range table.Places() {
			v.Of++
			at := strings.Join(place, "\x00")
			v.figure(names.place(table.Axes, place), before[at], values[at])
		}
	}
	board := state.BoardOf(last.Number)
	v.units(&state.Session, board, after.Rows)
	v.Lists = v.listChanges(state.Session.Rulebook, display.Selections(&state.Session, board), display.Selections(&state.Session, after.Rows))
	return nil
}

// figure compares one place. Without a figure it is "".
func (v *figuresView) figure(name, before, after string) {
	switch {
	case after == "" && before != "":
		v.Gone++
	case after == "":
	case before == "":
		v.New++
	case before != after:
		v.Changed++
	default:
		v.Same++
	}
	if after == "" && len(v.Lacking) < lackingNamed {
		v.Lacking = append(v.Lacking, name)
	} else if after == "" {
		v.More++
	}
	if before != after && len(v.Figures) < changesShown {
		v.Figures = append(v.Figures, figureChange{name, before, after})
	}
}

// units compares the result as it is with what it would be. Both have the same
// units in the same order.
func (v *figuresView) units(session *voting.Session, before, after []voting.Row) {
	printed := func(board []voting.Row, row voting.Row) string {
		return display.Printed(session, board, row, "score", row.Score)
	}
	for i, row := range before {
		u := unitChange{row.Unit.Name, printed(before, row), printed(after, after[i]), row.Rank, after[i].Rank}
		switch {
		case u.ScoreBefore == u.ScoreAfter && u.RankBefore == u.RankAfter:
		case len(v.Units) < changesShown:
			u.ScoreBefore, u.ScoreAfter = display.Approximate(u.ScoreBefore), display.Approximate(u.ScoreAfter)
			v.Units = append(v.Units, u)
		default:
			v.MoreUnits++
		}
	}
}

// Changes is how many figures are not as before.
func (v *figuresView) Changes() int { return v.New + v.Changed + v.Gone }

// figuresFailed answers a file from which no figures could be read: a person with
// what is wrong in it, row by row.
func (d *Desk) figuresFailed(c *fiber.Ctx, s *live.Session, read figuresRead, err error) error {
	wrong, is := err.(intake.Errors)
	lang := web.Language(c)
	switch {
	case !web.WantsPage(c) && is:
		return c.Status(fiber.StatusBadRequest).JSON(fiber.Map{
			"code": "figures-file-invalid", "message": d.site.Words(lang)["desk.figures.invalid"], "rows": faultLines(wrong, intakeLanguage(lang)),
		})
	case !is:
		return d.acted(c, s, read.form(), actDone{}, err)
	}
	view := &figuresView{
		deskPage: d.page(c, "figures"), ID: s.ID, Tab: "life", Table: read.table.Name, Source: read.source, Faults: faultLines(wrong, intakeLanguage(lang)),
	}
	view.Sheet = "life.css"
	if err := s.Look(func(state *voting.State) {
		view.Name, view.Rehearsal = state.Session.Title, state.Session.Rehearsal
		view.Called = state.Session.Rulebook.NameIn(view.Lang, view.Table)
	}); err != nil {
		return err
	}
	view.Title = view.T("figures") + " · " + view.Name + " · " + view.T("desk")
	return d.send(c.Status(fiber.StatusBadRequest), "figures", view)
}

// GetFiguresCSV gives a table to fill in, with the figures that it has by now.
func (d *Desk) GetFiguresCSV(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	name := strings.Clone(c.Query("table"))
	var session voting.Session
	var cells []voting.EnteredFigure
	err = s.Look(func(state *voting.State) {
		session = state.Session
		for _, f := range state.LastVersion().Figures {
			if f.Table == name {
				cells = f.Cells
			}
		}
	})
	if err != nil {
		return err
	}
	for _, table := range session.Imported() {
		if table.Name != name {
			continue
		}
		sheet, err := intake.FiguresSheet(session, table, cells)
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
		download(c, "figures", "csv", s.ID, session.Rehearsal)
		return c.Send(sheet)
	}
	return web.NotFound
}
