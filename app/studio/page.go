package studio

import (
	"github.com/gofiber/fiber/v2"

	"pingyi/app/card"
	"pingyi/app/web"
)

// GetPage serves the page of an output. It is the same for everybody and every output: what it may
// show is decided by the token that its script sends.
func (s *Studio) GetPage(c *fiber.Ctx) error {
	body, ok := s.cfg.Site.OutputPage(c.Get(fiber.HeaderUserAgent))
	return sendPage(c, body, ok)
}

// GetGallery serves the contact sheet of all scenes.
func (s *Studio) GetGallery(c *fiber.Ctx) error {
	body, ok := s.cfg.Site.Page("gfx/gallery.html")
	return sendPage(c, body, ok)
}

// GetDeskGallery serves the contact sheet of the desk, which shows each of its specimens in a frame.
func (s *Studio) GetDeskGallery(c *fiber.Ctx) error {
	body, ok := s.cfg.Site.Page("desk/gallery.html")
	if err := sendPage(c, body, ok); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, web.PagePolicy(c.Hostname(), "'self'")+"; frame-src 'self'")
	return nil
}

func sendPage(c *fiber.Ctx, body []byte, there bool) error {
	if !there {
		return web.NotFound
	}
	// The director's desk frames the outputs; nobody else may.
	c.Set(fiber.HeaderContentSecurityPolicy, web.PagePolicy(c.Hostname(), "'self'"))
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return c.Send(body)
}

// GetJoinQR draws the address where representatives vote, without any token. Who names another that stands beside the code has it from before,
// when the server was called otherwise: nobody keeps a code under an address that it does not lead to.
func (s *Studio) GetJoinQR(c *fiber.Ctx) error {
	url, keep := s.cfg.Site.JoinURL(), "public, max-age=300"
	if to := c.Query("to"); to != "" && to != url {
		keep = "no-store"
	}
	picture, err := card.QR(url)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "image/svg+xml")
	c.Set(fiber.HeaderCacheControl, keep)
	return c.Send([]byte(picture))
}
