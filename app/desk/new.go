package desk

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/intake"
	"pingyi/app/web"
	"pingyi/voting/programme"
)

// newView offers the kinds of session.
type newView struct {
	deskPage
	Programmes []programme.Programme
}

// GetNew shows which ready-made sessions there are.
func (d *Desk) GetNew(c *fiber.Ctx) error {
	view := &newView{deskPage: d.page(c, "new"), Programmes: programme.All(web.Language(c))}
	view.Sheet = newSheet
	return d.send(c, "new", view)
}

// newSheet is the style sheet of the pages on which a session is made.
const newSheet = "new.css"

// programmeOf finds the programme named in the address.
func programmeOf(c *fiber.Ctx) (programme.Programme, error) {
	p, known := programme.Find(c.Params("programme"), web.Language(c))
	if !known {
		return p, web.NotFound
	}
	return p, nil
}

// GetProgramme shows the form for a session of one kind, as it usually is.
func (d *Desk) GetProgramme(c *fiber.Ctx) error {
	p, err := programmeOf(c)
	if err != nil {
		return err
	}
	return d.programmePage(c, &programmeView{P: p, newForm: usualForm(p)})
}

// GetBlank gives one list of a programme to be filled in, as CSV or xlsx.
func (d *Desk) GetBlank(c *fiber.Ctx) error {
	p, err := programmeOf(c)
	if err != nil {
		return err
	}
	name := strings.Clone(c.Params("list"))
	for _, file := range p.Files {
		blank := intake.Blank{Sheet: file.What, Example: d.site.Words(web.Language(c))["programme.example"]}
		for _, column := range file.Columns {
			blank.Columns = append(blank.Columns, intake.BlankColumn(column))
		}
		var body []byte
		switch name {
		default:
			continue
		case programme.FileName(file.Kind) + ".csv":
			c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
			body = blank.CSV()
		case programme.FileName(file.Kind) + ".xlsx":
			c.Set(fiber.HeaderContentType, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
			if body, err = blank.Workbook(); err != nil {
				return err
			}
		}
		c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+name+`"`)
		return c.Send(body)
	}
	return web.NotFound
}
