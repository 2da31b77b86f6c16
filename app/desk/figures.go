package desk

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/intake"
	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/voting"
)

// figuresDone is the answer to figures that were entered from a file.
type figuresDone struct {
	actDone
	Table    string   `json:"table"`
	Figures  int      `json:"figures"` // of so many places
	Places   int      `json:"places"`
	Warnings []string `json:"warnings"`
}

// PostFigures takes a file with an imported table. A script's is entered at once; a
// person sees first what it changes, and sends it from there.
func (d *Desk) PostFigures(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	if !strings.HasPrefix(c.Get(fiber.HeaderContentType), fiber.MIMEMultipartForm) {
		return d.postTyped(c, s)
	}
	read, err := d.readFigures(c, s)
	if err != nil {
		return d.figuresFailed(c, s, read, err)
	}
	form := read.form()
	if web.WantsPage(c) {
		return d.previewFigures(c, s, form, read.warnings)
	}
	done, err := d.carryOut(s, by(c), form)
	if err != nil {
		return err
	}
	answer := figuresDone{actDone: done, Table: read.table.Name, Figures: len(read.cells), Places: len(read.table.Places()), Warnings: []string{}}
	for _, w := range read.warnings {
		answer.Warnings = append(answer.Warnings, w.Message(intakeLanguage(web.Language(c))))
	}
	return c.JSON(answer)
}

// postTyped takes figures that somebody typed, to be looked at first, and those that
// were looked at.
func (d *Desk) postTyped(c *fiber.Ctx, s *live.Session) error {
	form, err := d.readActForm(c)
	if err == nil && form.Act == "preview-figures" {
		form.Act = "figures"
		return d.previewFigures(c, s, form, nil)
	}
	if err == nil && form.Act != "figures" {
		err = web.Problem{Status: fiber.StatusBadRequest, Code: "bad-request", Detail: "act"}
	}
	var done actDone
	if err == nil {
		done, err = d.carryOut(s, by(c), form)
	}
	return d.acted(c, s, form, done, err)
}

// figuresRead is a file of figures with what was written beside it.
type figuresRead struct {
	table    voting.Imported
	source   string
	revision uint64
	cells    []voting.EnteredFigure
	warnings []intake.Warning
}

func (r figuresRead) form() actForm {
	return actForm{Act: "figures", Revision: r.revision, resultForm: resultForm{Table: r.table.Name, Source: r.source, Cells: r.cells}}
}

// readFigures reads the file and finds the table that it is for, which need not be
// named where the rulebook has one only.
func (d *Desk) readFigures(c *fiber.Ctx, s *live.Session) (figuresRead, error) {
	read := figuresRead{source: strings.Clone(c.FormValue("source"))}
	var session voting.Session
	if err := s.Look(func(state *voting.State) { session = state.Session }); err != nil {
		return read, err
	}
	name, tables := strings.Clone(c.FormValue("table")), session.Imported()
	found := false
	for _, table := range tables {
		if table.Name == name || name == "" && len(tables) == 1 {
			read.table, found = table, true
		}
	}
	if !found {
		return read, voting.Refusal{Code: voting.RefusedTable, Detail: name}
	}
	if text := c.FormValue("revision"); text != "" {
		n, err := strconv.ParseUint(text, 10, 63)
		if err != nil {
			return read, web.Problem{Status: fiber.StatusBadRequest, Code: "bad-request", Detail: "revision"}
		}
		read.revision = n
	}
	header, err := c.FormFile("figures")
	if err != nil {
		return read, web.Problem{Status: fiber.StatusBadRequest, Code: "file-missing", Detail: "figures"}
	}
	file, err := readUpload(header)
	if err != nil {
		return read, err
	}
	read.cells, read.warnings, err = intake.Figures(file, session, read.table)
	return read, err
}
