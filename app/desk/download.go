package desk

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/voting"
)

// download names the file as which an answer is kept: what it is, and of which
// session. That of a rehearsal begins with the word, since files go from hand to
// hand without the page they came from.
func download(c *fiber.Ctx, what, ending string, id voting.SessionID, rehearsal bool) {
	name := what + "-" + strings.TrimPrefix(string(id), live.RehearsalPrefix) + ending
	if rehearsal {
		name = live.RehearsalPrefix + name
	}
	c.Set(fiber.HeaderContentDisposition, "attachment; filename="+strconv.Quote(name))
}
