package desk

import (
	"bytes"
	"fmt"
	"html/template"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/data"
)

// deskPages are the templates of the desk. They never change after start.
type deskPages struct {
	templates map[string]*template.Template
	site      *web.Site
}

// newDeskPages reads the templates of the embedded tree.
func newDeskPages(site *web.Site) (*deskPages, error) {
	pages := &deskPages{templates: make(map[string]*template.Template), site: site}
	parts, err := pages.source("parts")
	if err != nil {
		return nil, err
	}
	for name, own := range pageFiles() {
		page, err := template.New("parts").Parse(parts)
		for _, file := range append(own, name) {
			var text string
			if err == nil {
				text, err = pages.source(file)
			}
			if err == nil {
				page, err = page.New(file).Parse(text)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("read the desk's page %s: %w", name, err)
		}
		pages.templates[name] = page
	}
	return pages, nil
}

// pageFiles lists the pages, each with the files of parts that it alone uses.
func pageFiles() map[string][]string {
	return map[string][]string{
		"login": nil, "sessions": nil, "session": nil, "explain": nil, "cards": nil, "new": nil, "programme": nil, "life": nil, "figures": nil, "problem": nil, "director": nil,
		"results": {"results-sheet", "results-lists", "results-given", "results-pictures", "results-criteria", "downloads"},
	}
}

func (p *deskPages) source(name string) (string, error) {
	text, _, ok := p.site.File("desk/" + name + ".html")
	if !ok {
		return "", fmt.Errorf("read the desk's page %s: not in the embedded tree", name)
	}
	return string(text), nil
}

// deskPage is what every page of the desk shows.
type deskPage struct {
	Lang, Title string
	Prefix      string // address of the static files
	Person      person
	Rehearsal   bool
	Module      string // the script by which it follows the session
	Charts      bool   // has pictures of results
	Margins     string // address of what stands in the margins on paper
	Refusal     string
	Switch      string // address of this page in the other language
	Sheet       string // a style sheet beside the one of all pages
	Health      live.Health
	words       map[string]string
}

// page begins a page for the person who asks.
func (d *Desk) page(c *fiber.Ctx, title string) deskPage {
	lang := web.Language(c)
	p := deskPage{
		Lang: lang, Prefix: d.site.Prefix(), Person: by(c), words: d.site.Words(lang),
	}
	if p.Person.Name != "" { // what ails the server is for those who work here
		p.Health = d.sessions.Health()
	}
	p.Title = p.T(title) + " · " + p.T("desk")
	p.Switch = "?" + url.Values{"lang": {p.Other()}}.Encode()
	return p
}

// T gives a sentence of the desk; pairs of name and value fill its {name}s.
func (p deskPage) T(key string, pairs ...any) string {
	text := p.words["desk."+key]
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%v}", pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return text
}

// Other is the language that the page offers instead of its own.
func (p deskPage) Other() string {
	if p.Lang == "en" {
		return "zh-CN"
	}
	return "en"
}

// Ample is how much room a full disk must have again, in MiB.
func (deskPage) Ample() int { return data.AmpleRoom >> 20 }

// Low is the room below which the desk is warned, in MiB.
func (deskPage) Low() int { return live.LowRoom >> 20 }

// Scrutineer reports whether the person may see what is not to be published.
func (p deskPage) Scrutineer() bool { return p.Person.Role == Scrutineer }

// Organizer reports whether the person may run the session.
func (p deskPage) Organizer() bool { return p.Person.Role == Organizer }

// Directs reports whether the person may decide what is on air.
func (p deskPage) Directs() bool { return p.Person.Role == Organizer || p.Person.Role == Director }

// Home is where the work of the person begins.
func (p deskPage) Home() string { return home(p.Person.Role) }

// send answers with a page. A choice of language made in the address is kept.
func (d *Desk) send(c *fiber.Ctx, name string, view any) error {
	var out bytes.Buffer
	if err := d.pages.templates[name].Execute(&out, view); err != nil {
		return fmt.Errorf("render the desk's page %s: %w", name, err)
	}
	if c.Query("lang") != "" && c.Method() == fiber.MethodGet {
		c.Cookie(&fiber.Cookie{Name: "lang", Value: web.Language(c), Path: "/", SameSite: fiber.CookieSameSiteLaxMode, MaxAge: 365 * 86400})
	}
	c.Set("Content-Security-Policy", web.PagePolicy(c.Hostname(), "'none'"))
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(out.Bytes())
}

// refusedAt says a problem in the words of the desk, which differ from those
// for a phone where the reader can do something else about it.
func (d *Desk) refusedAt(lang string, p web.Problem) string {
	text := d.site.Words(lang)["desk.refusal."+p.Code]
	if text == "" {
		text = d.site.Sentence(lang, web.Problem{Status: p.Status, Code: p.Code})
	}
	detail := p.Detail
	if name := d.site.Words(lang)["desk.file."+detail]; name != "" {
		detail = name
	}
	if detailed[p.Code] && detail != "" {
		text += " (" + detail + ")"
	}
	return text
}

// detailed are the codes whose detail names something that people know: a
// category, a file, a field. The others' details are for programs.
var detailed = map[string]bool{
	"category-under-ten": true, "session-invalid": true, "rulebook-invalid": true, "file-missing": true, "bad-request": true, "item-unknown": true,
}

// problemView is the page of an error.
type problemView struct {
	deskPage
	Back, BackWords string
}

// ShowProblem shows an error to a person, with a way back to where the work is.
func (d *Desk) ShowProblem(c *fiber.Ctx, p web.Problem) error {
	view := problemView{deskPage: d.page(c, "problem"), BackWords: "back.desk"}
	view.Back = view.Home()
	view.Refusal = d.refusedAt(view.Lang, p)
	if p.Code == web.LoginFailed.Code {
		view.Back, view.BackWords = "/desk/login", "back.log-in"
	}
	return d.send(c.Status(p.Status), "problem", view)
}

// loginView is the page for logging in.
type loginView struct {
	deskPage
	Empty bool // nobody can log in yet
}

// GetLogin shows the form for logging in.
func (d *Desk) GetLogin(c *fiber.Ctx) error {
	d.refresh()
	return d.loginPage(c, "")
}

// loginPage shows the form with a message, which is empty at first.
func (d *Desk) loginPage(c *fiber.Ctx, message string) error {
	view := loginView{deskPage: d.page(c, "log-in.title"), Empty: d.accounts.Empty()}
	view.Refusal = message
	return d.send(c, "login", view)
}

// timeLeft says how long it still is, as the live module does: in words, and in seconds
// only in the last hour, since a form is open for days.
func (p deskPage) timeLeft(seconds int64) string {
	seconds = max(0, seconds)
	days, hours, minutes := seconds/86400, seconds/3600%24, seconds/60%60
	switch {
	case days > 0:
		return p.T("left.days", "days", days, "hours", hours)
	case hours > 0:
		return p.T("left.hours", "hours", hours, "minutes", minutes)
	}
	return fmt.Sprintf("%02d:%02d", minutes, seconds%60)
}
