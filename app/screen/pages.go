package screen

import (
	"github.com/gofiber/fiber/v2"

	"pingyi/app/card"
	"pingyi/app/web"
)

// GetPage serves the page of a public screen. It is the same for everybody:
// what it may show is decided by the token that its script sends.
func (s *Screens) GetPage(name string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		body, ok := s.site.Page(name)
		if !ok {
			return web.NotFound
		}
		// The director's preview frames the overlay; nobody else may frame a screen.
		c.Set("Content-Security-Policy", web.PagePolicy(c.Hostname(), "'self'"))
		c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
		c.Set(fiber.HeaderCacheControl, "no-cache")
		return c.Send(body)
	}
}

// GetJoinQR draws the address where representatives vote, without any token.
func (s *Screens) GetJoinQR(c *fiber.Ctx) error {
	picture, err := card.QR(s.site.JoinURL())
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "image/svg+xml")
	c.Set(fiber.HeaderCacheControl, "public, max-age=300")
	return c.Send([]byte(picture))
}
