package studio

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/beijing"
)

// controllersView is the page of the controllers.
type controllersView struct {
	Lang, Prefix, BaseURL string
	Controllers           []Controller
	Macros                string
	Name, Token           string // of the controller that was just made; the token is never shown again
	Refusal               string
	Facts                 panicFacts
	words                 map[string]string
}

// T gives a sentence of the page.
func (v controllersView) T(key string) string { return v.words["ctl."+key] }

// Made is when a controller was made.
func (v controllersView) Made(at int64) string { return beijing.Second(at) }

// Other is the language that the page offers instead of its own.
func (v controllersView) Other() string {
	if v.Lang == "en" {
		return "zh-CN"
	}
	return "en"
}

func (s *Studio) controllersAnswer(c *fiber.Ctx, who Person, name, token string, err error) error {
	if err == nil {
		return s.controllersPage(c, who, name, token)
	}
	problem := web.ProblemOf(err)
	if problem.Status >= fiber.StatusInternalServerError {
		return err
	}
	return s.showControllers(c.Status(problem.Status), who, controllersView{Refusal: s.cfg.Site.Sentence(web.Language(c), problem)})
}

func (s *Studio) controllersPage(c *fiber.Ctx, who Person, name, token string) error {
	return s.showControllers(c, who, controllersView{Name: name, Token: token})
}

func (s *Studio) showControllers(c *fiber.Ctx, who Person, v controllersView) error {
	text, _, _ := s.cfg.Site.File("studio/controllers.html")
	page, err := template.New("controllers").Parse(string(text))
	if err != nil {
		return fmt.Errorf("read the page of the controllers: %w", err)
	}
	v.Lang = web.Language(c)
	v.Prefix, v.BaseURL, v.words = s.cfg.Site.Prefix(), s.cfg.Site.BaseURL, s.cfg.Site.Words(v.Lang)
	v.Facts = s.panicFacts(v.Lang, who)
	v.Controllers, v.Macros = s.ctl.tokens.list(), strings.TrimSpace(s.ctl.macros.text())
	var out bytes.Buffer
	if err := page.Execute(&out, v); err != nil {
		return fmt.Errorf("render the page of the controllers: %w", err)
	}
	secret(c)
	c.Set("Referrer-Policy", "same-origin") // its forms have to say where they come from
	c.Set(fiber.HeaderContentSecurityPolicy, web.PagePolicy(c.Hostname(), "'none'"))
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(out.Bytes())
}
