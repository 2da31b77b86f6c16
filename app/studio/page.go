package studio

import (
	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
)

// GetPage serves the page of an output. It is the same for everybody and every output: what it may
// show is decided by the token that its script sends.
func (s *Studio) GetPage(c *fiber.Ctx) error {
	body, ok := s.cfg.Site.OutputPage(c.Get(fiber.HeaderUserAgent))
	if !ok {
		return web.NotFound
	}
	// The director's desk frames the outputs; nobody else may.
	c.Set(fiber.HeaderContentSecurityPolicy, web.PagePolicy(c.Hostname(), "'self'"))
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return c.Send(body)
}
