package phone

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/display"
	"pingyi/static"
	"pingyi/voting"
)

// A form on a phone without a script: one page for each step, each saved by the
// button that leads on; then the review, from which it is handed in.

// formPath is where those pages are.
const formPath = "/v/form"

// plainForm is one person's form as it stands now.
type plainForm struct {
	me
	session *live.Session
	sheet   static.Sheet
	marks   string
	steps   []static.SheetStep
}

// plainFormOf reads it; ok is false where there is nothing to fill in, which the
// page of the stage explains.
func (p *Phones) plainFormOf(c *fiber.Ctx) (f plainForm, h holder, ok bool, err error) {
	h, s, known := p.holder(c)
	if !known || s.Facts.Form == nil {
		return f, h, false, nil
	}
	if !p.questions.allow(h.card, p.site.Now()) {
		return f, h, false, web.TooMany
	}
	f.session, f.sheet = s, sheetOf(s.Facts.Form, web.Language(c))
	if err := s.Look(func(state *voting.State) { f.me = about(s, state, h, web.Language(c)) }); err != nil {
		return f, h, false, err
	}
	if !f.taking {
		return f, h, false, nil
	}
	if err := p.fillIn(s, h, &f.me); err != nil {
		return f, h, false, err
	}
	f.marks, f.steps = f.sheet.Blank(), f.sheet.Steps(f.Form.Own)
	if f.Ballot != nil {
		f.marks = f.Ballot.Marks
	}
	if f.Form.Marks != "" {
		f.marks = f.Form.Marks
	}
	return f, h, len(f.steps) > 0, nil
}

// first is where somebody goes on who does not say where.
func (f plainForm) first() string {
	if f.sheet.Lists != nil {
		return "1"
	}
	if next := static.NextBlank(f.steps, f.marks, -1); next >= 0 {
		return strconv.Itoa(next + 1)
	}
	return "review"
}

// GetForm shows a step, the contents, or the review. It changes nothing.
func (p *Phones) GetForm(c *fiber.Ctx) error {
	f, _, ok, err := p.plainFormOf(c)
	if err != nil {
		return p.refuse(c, err)
	}
	if !ok {
		return c.Redirect("/v", fiber.StatusSeeOther)
	}
	at := strings.Clone(c.Query("at"))
	if n, err := strconv.Atoi(at); at != "contents" && at != "review" && (err != nil || n < 1 || n > len(f.steps)) {
		at = f.first()
	}
	return p.sendPlain(c, f, static.PlainPage{At: at, Marks: f.marks, Unsent: f.Form.Marks != ""}, p.told(c))
}

func (p *Phones) sendPlain(c *fiber.Ctx, f plainForm, page static.PlainPage, notice *static.PhoneNotice) error {
	frame := f.session.Hub.Feed(display.Phone).Latest().Bytes
	view := static.PhonePage{Lang: web.Language(c), Big: largeType(c), Notice: notice}
	p.state(&view, f.session)
	if err := stagePage(&view, frame); err != nil {
		return err
	}
	whole, err := formPage(f.session, view, frame)
	if err != nil {
		return err
	}
	page.FormPage, page.Own, page.Sent = whole, f.Form.Own, f.Ballot != nil
	page.Item = &static.PhoneItem{ID: int(f.Item), Of: 1, Run: int(f.Run), Phase: string(voting.PhaseOpen)} // as it was when it was looked at
	page.Faulty = notice != nil && voidable(notice.Code)
	body, err := p.site.Plain(page)
	if err != nil {
		return err
	}
	c.Set("Content-Security-Policy", p.site.FormCSP(c.Hostname()))
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(body)
}

// voidable reports whether a ballot was refused because the rules make it void as a whole.
func voidable(code string) bool {
	switch voting.Code(code) {
	case voting.RefusedOverVote, voting.RefusedUnderVote, voting.RefusedPattern, voting.RefusedQuota:
		return true
	}
	return false
}

// PostForm saves a step and leads on.
func (p *Phones) PostForm(c *fiber.Ctx) error {
	f, h, ok, err := p.plainFormOf(c)
	if err != nil {
		return p.refuse(c, err)
	}
	at, err := strconv.Atoi(web.Field(c, "at"))
	if !ok || err != nil || at < 1 || at > len(f.steps) {
		return c.Redirect("/v", fiber.StatusSeeOther)
	}
	step, way := f.steps[at-1], web.Field(c, "go")
	form := f.stretch(c, at-1, way == "clear")
	after := f.marks[:form.From] + form.Marks + f.marks[form.From+len(form.Marks):]
	if err := p.save(f.session, h, form); unsaved(err) {
		notice := &static.PhoneNotice{Kind: "refused", Code: "unsaved", Text: p.site.Words(web.Language(c))["refusal.unsaved"]}
		return p.sendPlain(c, f, static.PlainPage{At: strconv.Itoa(at), Marks: after, Unsent: true, Lost: true}, notice)
	} else if err != nil {
		return p.refuse(c, err)
	}
	if step.Most > 0 && step.Marked(after) > step.Most {
		way = "clear" // stay, the page says what is wrong
	}
	return c.Redirect(formPath+"?at="+f.onward(at, way), fiber.StatusSeeOther)
}

// stretch reads what was marked on the page of a step. Run and item are those of
// the page: what belongs to another run is refused.
func (f plainForm) stretch(c *fiber.Ctx, at int, clear bool) draftForm {
	item, _ := strconv.ParseUint(web.Field(c, "item"), 10, 16) // zero is refused
	run, _ := strconv.ParseUint(web.Field(c, "run"), 10, 16)
	form := draftForm{Item: uint16(item), Run: uint16(run)}
	step, n := f.steps[at], len(f.steps[at].Rows)
	if f.sheet.Lists != nil {
		n = len(f.sheet.Units) // by the place of the unit; nobody can tick one's own
		form.From = at * n
	} else if n > 0 {
		form.From = step.Rows[0]
	}
	if form.Marks = string(rowMarks(c, n)); clear {
		form.Marks = strings.Repeat("-", n)
	}
	return form
}

// onward is where a button leads.
func (f plainForm) onward(at int, way string) string {
	switch {
	case way == "contents":
		return way
	case way == "clear":
		return strconv.Itoa(at)
	case way == "previous" && at > 1:
		return strconv.Itoa(at - 1)
	case way == "previous":
		return "contents"
	case at < len(f.steps):
		return strconv.Itoa(at + 1)
	}
	return "review"
}
