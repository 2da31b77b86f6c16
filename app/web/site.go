package web

import (
	"log/slog"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"pingyi/static"
)

// Site is what all surfaces know of the server: its words and files, the address
// that browsers know it by, its clock and its log lines.
type Site struct {
	*static.Site
	BaseURL string // without a final slash
	Secure  bool   // BaseURL is https
	Now     func() time.Time
	Logger  *slog.Logger
}

// JoinURL is what the screens tell people to open.
func (s *Site) JoinURL() string { return s.BaseURL + "/V" }

// fontsFolder has the type of the displays. A picture may stand in the page of
// another program, and browsers then load a font only where its owner lets them;
// anybody may have this one.
const fontsFolder = "fonts/"

// GetFile serves an embedded file by its exact name. The path holds the hash
// of the whole tree, so it may be kept for ever.
func (s *Site) GetFile(c *fiber.Ctx) error {
	name := c.Params("*")
	body, kind, ok := s.File(name)
	if !ok {
		return NotFound
	}
	Anywhere(c)
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	if strings.HasPrefix(name, fontsFolder) {
		c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	}
	c.Set(fiber.HeaderVary, "Accept-Encoding")
	switch encoding := encodingFor(c); encoding {
	case "br":
		if small, ok := s.FileBrotli(name); ok {
			c.Set(fiber.HeaderContentEncoding, encoding)
			body = small
		}
	case "gzip":
		if small, ok := s.FileGzip(name); ok {
			c.Set(fiber.HeaderContentEncoding, encoding)
			body = small
		}
	}
	return c.Send(body)
}

// Anywhere lets the pages of any origin read the answer: a graphics host loads the scripts, styles
// and type of an output into a page from a file. It is for what is the same for everybody and holds
// no secret, and lets no cookie be sent along.
func Anywhere(c *fiber.Ctx) { c.Set(fiber.HeaderAccessControlAllowOrigin, "*") }
