package studio

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/onair"
	"pingyi/voting"
)

// ctl is what button boxes and other programs drive the outputs by: addresses that are pressed. A
// box can only ask for an address, so here alone a GET changes something. What makes that bearable
// is said in docs/decisions/0019-button-boxes.md.
type ctl struct {
	tokens  *controllers
	macros  *macros
	buttons *buttons

	extending sync.Mutex // a vote is given more time by one press after the other
}

// openCtl opens the files of the controllers. What cannot be read is left as it is, and nobody
// is let in: the desk goes on without its boxes.
func openCtl(cfg Config) (*ctl, error) {
	tokens, errTokens := openControllers(filepath.Join(cfg.KeysDir, ControllersFile))
	macros, errMacros := openMacros(filepath.Join(cfg.Dir, Folder, MacrosFile))
	return &ctl{tokens: tokens, macros: macros, buttons: newButtons()}, errors.Join(errTokens, errMacros)
}

// CtlAnswer is what a press is answered with: always all of it, so that a box can show any.
type CtlAnswer struct {
	OK        bool   `json:"ok"`
	Code      string `json:"code"` // ok, or why not
	MessageZH string `json:"message_zh"`
	MessageEN string `json:"message_en"`
	Take      uint64 `json:"take"` // number of the newest take on the output, 0 when nothing is on
	Seq       uint64 `json:"seq"`  // position in the session's log of its newest picture
	Rev       uint64 `json:"rev"`  // revision of the control room
	ID        string `json:"id"`   // number of the press
}

// Ctl carries out a press, by GET or by POST.
func (s *Studio) Ctl(c *fiber.Ctx) error {
	secret(c)
	p, token, err := pressOf(c)
	if err != nil {
		return s.ctlFail(c, p, err)
	}
	who, recent, known := s.ctl.tokens.whose(token)
	if !known {
		return s.ctlFail(c, p, noToken)
	}
	// Whoever sees that something wrong is on air is not told to wait.
	if word := p.path[len(p.path)-1]; !recent.mayAct(s.cfg.Now()) && word != "panic" {
		return s.ctlFail(c, p, web.TooMany)
	}
	id := p.values.Get("id")
	if id == "" {
		id = recent.number(p.key(), s.cfg.Now())
	}
	err = s.press(who, id, p)
	if err != nil {
		return s.ctlFail(c, p, err)
	}
	answer := s.ctlAnswer(p)
	answer.ID = id
	return c.JSON(answer)
}

// noToken is what an address without a token that holds is answered with.
var noToken = web.Problem{Status: fiber.StatusUnauthorized, Code: "ctl-token"}

// secret keeps an address with a token in it where it is.
func secret(c *fiber.Ctx) {
	c.Set("Referrer-Policy", "no-referrer")
	c.Set(fiber.HeaderCacheControl, "no-store")
}

// tokenIn is the token of a request: in its header, or as k.
func tokenIn(c *fiber.Ctx, values url.Values) string {
	if scheme, token, is := strings.Cut(c.Get(fiber.HeaderAuthorization), " "); is && strings.EqualFold(scheme, "bearer") {
		return strings.Clone(strings.TrimSpace(token)) // a socket keeps it for longer than the request
	}
	return values.Get("k")
}

// pressOf reads a press. Only GET and POST are one: a HEAD asks what would come, and a browser that
// fetches an address before anybody has chosen it must change nothing.
func pressOf(c *fiber.Ctx) (p press, token string, err error) {
	p.path = strings.Split(strings.Trim(strings.Clone(c.Params("*")), "/"), "/")
	var query string
	switch c.Method() {
	case fiber.MethodGet:
		query = string(c.Request().URI().QueryString())
	case fiber.MethodPost:
		if c.Is("json") {
			p.values, err = jsonValues(c.Body())
			return p, tokenIn(c, p.values), err
		}
		query = string(c.Body())
	default:
		return p, "", web.BadRequest
	}
	if p.values, err = url.ParseQuery(query); err != nil {
		return p, "", web.BadRequest
	}
	ahead := strings.ToLower(c.Get("Sec-Purpose") + c.Get("Purpose") + c.Get("X-Moz"))
	if strings.Contains(ahead, "prefetch") || strings.Contains(ahead, "preview") {
		return p, "", web.BadRequest
	}
	return p, tokenIn(c, p.values), nil
}

// jsonValues reads a flat object, with lists of texts in it.
func jsonValues(body []byte) (url.Values, error) {
	values := url.Values{}
	if len(body) == 0 {
		return values, nil
	}
	var said map[string]any
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.UseNumber() // moments have thirteen digits
	if decoder.Decode(&said) != nil {
		return values, web.BadRequest
	}
	for name, value := range said {
		switch value := value.(type) {
		case []any:
			for _, one := range value {
				values.Add(name, fmt.Sprint(one))
			}
		case map[string]any:
			return values, web.BadRequest
		case nil:
		default:
			values.Set(name, fmt.Sprint(value))
		}
	}
	return values, nil
}

// press carries out one press, or those of a macro until one is refused.
func (s *Studio) press(who Controller, id string, p press) error {
	name, is := p.macro()
	if !is {
		return s.pressOne(who, id, p)
	}
	steps, is := s.ctl.macros.steps(name)
	if !is {
		return web.Problem{Status: fiber.StatusNotFound, Code: "ctl-no-macro", Detail: name}
	}
	for n, text := range steps {
		step, err := stepOf(text)
		if err == nil {
			err = s.pressOne(who, fmt.Sprintf("%s/%d", id, n+1), step)
		}
		if err != nil {
			return atStep(err, n+1, text)
		}
	}
	return nil
}

// atStep says which step of a macro was refused. Those before it are done.
func atStep(err error, n int, text string) error {
	p := web.ProblemOf(Problem(err))
	p.Detail = strings.TrimSpace(fmt.Sprintf("%d: %s %s", n, text, p.Detail))
	return p
}

func (s *Studio) pressOne(who Controller, id string, p press) error {
	expect, err := p.number("expect", 0)
	if err != nil {
		return err
	}
	if len(id) > onair.MaxText {
		return web.Problem{Status: fiber.StatusBadRequest, Code: web.BadRequest.Code, Detail: "id"}
	}
	act := onair.Act{By: who.By, Role: onair.Director, Controller: who.Name, ID: id, Said: p.said(), At: s.now(), Expect: uint64(expect)}
	var wanted any
	s.Look(func(state *onair.State) { wanted, err = p.meant(state, act) })
	if err != nil {
		return err
	}
	switch wanted := wanted.(type) {
	case onair.Command:
		_, err = s.Do(wanted)
	case extension:
		err = s.extend(who, act, wanted)
	}
	return err
}

// meant is the command of a press, of a box that may give it.
func (p press) meant(state *onair.State, act onair.Act) (any, error) {
	if !p.known() {
		return nil, noVerb
	}
	if name, blind := p.unseen(state); blind {
		return nil, onair.Refusal{Code: onair.RefusedNoOutput, Detail: string(name)}
	}
	return p.command(state, act)
}

// unseen is the output that a press is about and a box may not see: for it there is none. Whoever sees that
// something wrong is on takes it off all the same.
func (p press) unseen(state *onair.State) (name onair.Name, is bool) {
	meant := wish{On: p.on(), From: onair.Name(p.values.Get("from"))}
	switch p.word(1) {
	case "panic":
		return "", false
	case "confirm":
		meant.Act = "go"
	}
	return meant.unseen(state, Director)
}

// ctlAnswer tells of the first output that a press was about.
func (s *Studio) ctlAnswer(p press) CtlAnswer {
	words := func(lang string) string { return s.cfg.Site.Words(lang)["ctl.done"] }
	a := CtlAnswer{OK: true, Code: "ok", MessageZH: words("zh-CN"), MessageEN: words("en")}
	s.tellCtl(&a, p)
	return a
}

func (s *Studio) tellCtl(a *CtlAnswer, p press) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a.Rev = s.state.Revision
	on := p.on()
	if len(on) == 0 {
		return
	}
	view, is := s.state.View(on[0], s.now())
	if is && !sees(Director, view.Output.Class) {
		return
	}
	if is {
		for _, shown := range view.Layers {
			a.Take = max(a.Take, shown.Take)
		}
	}
	if outlet := s.outlets[on[0]]; outlet != nil {
		a.Seq = outlet.Painted()
	}
}

// ctlFail answers a press that came to nothing. What the room or the session refuses is a
// conflict, whatever it is about: a box knows three colours.
func (s *Studio) ctlFail(c *fiber.Ctx, p press, err error) error {
	var refused onair.Refusal
	var session voting.Refusal
	problem := web.ProblemOf(Problem(err))
	if errors.As(err, &refused) || errors.As(err, &session) {
		problem.Status = fiber.StatusConflict
	}
	if problem.Status >= fiber.StatusInternalServerError && !errors.Is(err, live.ErrNotRecorded) {
		s.cfg.Logger.Error("a press of a controller failed", "error", err)
	}
	a := CtlAnswer{Code: problem.Code, MessageZH: s.cfg.Site.Sentence("zh-CN", problem), MessageEN: s.cfg.Site.Sentence("en", problem)}
	if problem.Status != fiber.StatusUnauthorized {
		s.tellCtl(&a, p)
	}
	return c.Status(problem.Status).JSON(a)
}
