package desk

import (
	"github.com/gofiber/fiber/v2"

	"pingyi/display"
	"pingyi/voting"
)

// GetResultsJSON answers the results of everything confirmed so far.
func (d *Desk) GetResultsJSON(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	var r display.Results
	if err := s.Look(func(state *voting.State) { r = display.ResultsOf(state) }); err != nil {
		return err
	}
	download(c, "results", "json", s.ID, r.Rehearsal)
	return c.JSON(r)
}
