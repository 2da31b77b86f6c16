package phone

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/display"
	"pingyi/static"
	"pingyi/voting"
)

// pageCache keeps the phone pages of the present stage of each session, one per
// language, size of type and notice. They are built once when the stage changes,
// never per phone: anybody can write a cookie. Phones without a card share those
// of the session without a name.
type pageCache struct {
	mu     sync.Mutex // guards what follows
	stages map[voting.SessionID]*stagePages
}

// of returns the pages of a session.
func (p *pageCache) of(id voting.SessionID) *stagePages {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stages == nil {
		p.stages = make(map[voting.SessionID]*stagePages)
	}
	if p.stages[id] == nil {
		p.stages[id] = &stagePages{}
	}
	return p.stages[id]
}

// stagePages are the pages of one session.
type stagePages struct {
	mu    sync.Mutex // guards what follows
	seq   uint64
	pages map[variant]*web.Page
}

// variant is what differs between the pages of a stage.
type variant struct {
	lang   string
	big    bool
	notice string // kind and code; every code has a sentence, so there are few
}

// get returns the page for a frame and language, building it when the stage
// has changed since.
func (p *stagePages) get(seq uint64, v variant, build func() ([]byte, error)) (*web.Page, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.pages == nil || seq != p.seq {
		p.pages, p.seq = make(map[variant]*web.Page), seq
	}
	if ready := p.pages[v]; ready != nil {
		return ready, nil
	}
	body, err := build()
	if err != nil {
		return nil, err
	}
	ready, err := web.NewPage(body)
	if err != nil {
		return nil, err
	}
	p.pages[v] = ready
	return ready, nil
}

// GetPage shows the ballot of the stage, or the page on which a code is typed.
// It changes nothing, however often a link scanner fetches it.
func (p *Phones) GetPage(c *fiber.Ctx) error {
	if c.Query("big") != "" {
		c.Cookie(&fiber.Cookie{Name: "big", Value: map[bool]string{true: "1", false: "0"}[largeType(c)], Path: "/", SameSite: fiber.CookieSameSiteLaxMode, MaxAge: 365 * 86400})
	}
	if chosen := c.Query("lang"); chosen != "" {
		c.Cookie(&fiber.Cookie{Name: "lang", Value: web.Language(c), Path: "/", SameSite: fiber.CookieSameSiteLaxMode, MaxAge: 365 * 86400})
	}
	c.Set("Content-Security-Policy", p.site.PhoneCSP(c.Hostname()))
	notice := p.told(c)
	h, s, ok := p.holder(c)
	if !ok {
		return p.sendPage(c, p.pages.of(""), 0, notice, func(view static.PhonePage) ([]byte, error) {
			view.Page = "code"
			return p.site.Phone(view)
		})
	}
	if notice == nil {
		var err error
		if notice, err = p.lossNotice(c, s, h); err != nil {
			return err
		}
	}
	frame := s.Hub.Feed(display.Phone).Latest()
	if s.Facts.Form != nil {
		c.Set("Content-Security-Policy", p.site.FormCSP(c.Hostname()))
	}
	return p.sendPage(c, p.pages.of(s.ID), frame.Seq, notice, func(view static.PhonePage) ([]byte, error) {
		p.state(&view, s)
		if err := stagePage(&view, frame.Bytes); err != nil {
			return nil, err
		}
		if s.Facts.Form == nil {
			return p.site.Phone(view)
		}
		page, err := formPage(s, view, frame.Bytes)
		if err != nil {
			return nil, err
		}
		return p.site.Form(page)
	})
}

// state fills in what a page says of its session for good.
func (p *Phones) state(view *static.PhonePage, s *live.Session) {
	view.NoOpinion, view.FirstOnly, view.Named = s.Facts.NoOpinion, s.Facts.FirstOnly, s.Facts.Names != nil
	view.Rows = s.Facts.Rows != nil
}

// sendPage sends the page everybody gets, or, when this phone has to be told
// something, the one with that notice, and with the receipt of this phone.
func (p *Phones) sendPage(c *fiber.Ctx, cache *stagePages, seq uint64, notice *static.PhoneNotice, render func(static.PhonePage) ([]byte, error)) error {
	v, receipt := variant{lang: web.Language(c), big: largeType(c)}, ""
	if notice != nil {
		v.notice, receipt = notice.Kind+"."+notice.Code, notice.Receipt
	}
	ready, err := cache.get(seq, v, func() ([]byte, error) {
		view := static.PhonePage{Lang: v.lang, Big: v.big, Notice: notice}
		if receipt != "" {
			view.Notice = &static.PhoneNotice{Kind: notice.Kind, Receipt: blankReceipt}
		}
		return render(view)
	})
	if err != nil {
		return err
	}
	if notice == nil {
		return ready.Send(c)
	}
	return ready.SendOnce(c, static.ShortReceipt(blankReceipt), static.ShortReceipt(receipt))
}

// blankReceipt stands in a page that is ready where the receipt of each phone goes.
const blankReceipt = "@@@@@@@@"

// largeType is the reader's choice, kept in a cookie, of the page in large type.
func largeType(c *fiber.Ctx) bool {
	if chosen := c.Query("big"); chosen != "" {
		return chosen == "1"
	}
	return c.Cookies("big") == "1"
}

// stagePage fills the page from the frame that phones also get live, so that
// both always say the same.
func stagePage(p *static.PhonePage, frame []byte) error {
	var f display.PhoneFrame
	if err := json.Unmarshal(frame, &f); err != nil {
		return fmt.Errorf("read phone frame: %w", err)
	}
	p.Page, p.Title, p.Rehearsal, p.Grades = "ballot", f.Session.Title, f.Session.Rehearsal, f.Grades
	p.Frame = string(frame)
	for _, criterion := range f.Criteria {
		p.Criteria = append(p.Criteria, static.PhoneCriterion(criterion))
	}
	if f.Item != nil {
		p.Item = &static.PhoneItem{
			ID: int(f.Item.ID), Of: f.Item.Of, Run: int(f.Item.Run), Phase: string(f.Item.Phase), Deadline: f.Item.Deadline,
			Unit: static.PhoneUnit{ID: string(f.Item.Unit.ID), Name: f.Item.Unit.Name, Department: string(f.Item.Unit.Department), Class: string(f.Item.Unit.Class)},
		}
	}
	return nil
}

// noticeCookie carries one outcome from a form to the page that follows it.
const noticeCookie = "notice"

func (p *Phones) tell(c *fiber.Ctx, what string) {
	c.Cookie(&fiber.Cookie{
		Name: noticeCookie, Value: what, Path: "/v", HTTPOnly: true, Secure: p.site.Secure,
		SameSite: fiber.CookieSameSiteLaxMode, MaxAge: 60,
	})
}

// refuse tells a form why nothing was done.
func (p *Phones) refuse(c *fiber.Ctx, err error) error {
	p.tell(c, "refused."+web.ProblemOf(err).Code)
	return c.Redirect("/v", fiber.StatusSeeOther)
}

// refuseBallot does so for a ballot. A form that is not handed in goes back to where
// it is looked through, unless it is not to be filled in any more.
func (p *Phones) refuseBallot(c *fiber.Ctx, s *live.Session, err error) error {
	code := web.ProblemOf(err).Code
	if s.Facts.Form == nil || !voidable(code) && code != string(voting.RefusedEmpty) {
		return p.refuse(c, err)
	}
	p.tell(c, "refused."+code)
	return c.Redirect(formPath+"?at=review", fiber.StatusSeeOther)
}

// told reads the outcome and forgets it.
func (p *Phones) told(c *fiber.Ctx) *static.PhoneNotice {
	kind, text, found := strings.Cut(c.Cookies(noticeCookie), ".")
	if !found {
		return nil
	}
	c.Cookie(&fiber.Cookie{Name: noticeCookie, Path: "/v", MaxAge: -1})
	switch kind {
	case "recorded":
		if _, err := hex.DecodeString(text); err == nil && len(text) == 64 {
			return &static.PhoneNotice{Kind: "recorded", Receipt: strings.Clone(text)}
		}
	case "refused":
		if sentence := p.site.Words(web.Language(c))["refusal."+text]; sentence != "" {
			return &static.PhoneNotice{Kind: "refused", Code: strings.Clone(text), Text: sentence}
		}
	}
	return nil
}
