package desk

import (
	"github.com/gofiber/fiber/v2"

	"pingyi/app/export"
)

// GetResultsJSON answers the results of everything confirmed so far, in the version
// that was asked for.
func (d *Desk) GetResultsJSON(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	r, err := givenFor(c, s)
	if err != nil {
		return err
	}
	download(c, "results", export.Edition(r.Results)+".json", s.ID, r.Rehearsal)
	return c.JSON(export.Document{Head: export.HeadOf(r.Results, r.voids, r.rulebook), Results: r.Results})
}
