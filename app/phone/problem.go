package phone

import (
	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
)

// ShowProblem shows an error to whoever votes, in the dress of the ballot and
// without a word of the desk.
func (p *Phones) ShowProblem(c *fiber.Ctx, problem web.Problem) error {
	lang := web.Language(c)
	page, err := p.site.PhoneProblem(lang, largeType(c), p.site.Sentence(lang, problem))
	if err != nil {
		return err
	}
	c.Set("Content-Security-Policy", p.site.PhoneCSP(c.Hostname()))
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Status(problem.Status).Send(page)
}
