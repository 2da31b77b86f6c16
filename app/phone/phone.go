package phone

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"

	"pingyi/app/live"
	"pingyi/app/socket"
	"pingyi/app/web"
	"pingyi/data"
	"pingyi/display"
	"pingyi/voting"
)

// Config is what the phones stand on.
type Config struct {
	Site             *web.Site
	Sessions         *live.Sessions
	Feeds            *web.Feeds
	Secret           []byte // signs the cookies
	BallotsPerSecond int    // that one card may send for long; 0 is no limit
	Metrics          prometheus.Registerer
}

// Phones answer the phones of all sessions.
type Phones struct {
	site     *web.Site
	sessions *live.Sessions
	feeds    *web.Feeds
	cookies  cookieKey
	refused  *prometheus.CounterVec
	pages    pageCache
	guesses  limiter
	seats    seats // of the cards' sockets

	// What one card may send: ballots, codes from phone to phone, marks of a form,
	// and questions about itself, which wait in the queue of the ballots.
	ballots, redemptions, drafts, questions *pace
}

// New makes ready for phones.
func New(c Config) *Phones {
	refused := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "pingyi_refusals_total", Help: "Refused requests by code."}, []string{"code"})
	c.Metrics.MustRegister(refused)
	now := c.Site.Now()
	return &Phones{
		site: c.Site, sessions: c.Sessions, feeds: c.Feeds, cookies: newCookieKey(c.Secret), refused: refused,
		ballots: newPace(c.BallotsPerSecond, paceBurst, now), redemptions: newPace(c.BallotsPerSecond, paceBurst, now),
		drafts: newPace(c.BallotsPerSecond, paceBurst, now), questions: newPace(c.BallotsPerSecond, askBurst, now),
	}
}

// PostBallot records one ballot. It is the one handler that thousands call in
// the same second: everything it keeps is copied out of the request once.
func (p *Phones) PostBallot(c *fiber.Ctx) error {
	if !p.site.SameOrigin(c) {
		return web.ForeignOrigin
	}
	if !strings.HasPrefix(c.Get(fiber.HeaderContentType), fiber.MIMEApplicationJSON) {
		return c.Next() // to PostBallotForm, with the headers of a page
	}
	h, s, ok := p.holder(c)
	if !ok {
		return web.NoCard
	}
	form, err := readBallotForm(c.Request().Body())
	if err != nil {
		return err
	}
	answer := p.castBallot(s, h, form)
	if answer.Err != nil {
		p.refused.WithLabelValues(web.ProblemOf(answer.Err).Code).Inc()
		return answer.Err
	}
	var body [len(`{"receipt":""}`) + 2*len(answer.Receipt)]byte
	n := copy(body[:], `{"receipt":"`)
	hex.Encode(body[n:], answer.Receipt[:])
	copy(body[n+2*len(answer.Receipt):], `"}`)
	header := &c.Response().Header // not c.Set, which spells out every name anew
	header.SetContentType(fiber.MIMEApplicationJSON)
	header.SetCanonical([]byte(fiber.HeaderCacheControl), []byte("no-store"))
	return c.Send(body[:])
}

// castBallot puts one ballot before the teller and waits until it is on disk.
func (p *Phones) castBallot(s *live.Session, h holder, form ballotForm) live.Answer {
	now := p.site.Now()
	if !p.ballots.allow(h.card, now) {
		return live.Answer{Err: web.TooMany}
	}
	id, ballot, err := form.cast()
	if err != nil {
		return live.Answer{Err: err}
	}
	ballot.Card, ballot.Device, ballot.At = h.card, h.device, now.Unix()
	return s.Cast(id, form.unit, ballot)
}

// PostBallotForm is the same for a phone without JavaScript: a plain form, and
// the outcome is told on the next page.
func (p *Phones) PostBallotForm(c *fiber.Ctx) error {
	h, s, ok := p.holder(c)
	if !ok {
		return p.refuse(c, web.NoCard)
	}
	var random [16]byte
	_, _ = rand.Read(random[:]) // never fails on the systems Go supports
	form := ballotForm{
		unnumbered: true, id: []byte(hex.EncodeToString(random[:])), unit: []byte(web.Field(c, "unit")), marks: []byte(web.Field(c, "marks")),
		voidOK: web.Field(c, "void_ok") != "",
	}
	form.item, _ = strconv.ParseUint(web.Field(c, "item"), 10, 16) // zero is refused below
	if i := int(form.item) - 1; s.Facts.Form == nil && i >= 0 && i < len(s.Facts.Rows) {
		form.marks = rowMarks(c, s.Facts.Rows[i])
	}
	form.run, _ = strconv.ParseUint(web.Field(c, "run"), 10, 16)
	answer := p.castBallot(s, h, form)
	if answer.Err != nil {
		return p.refuseBallot(c, s, answer.Err)
	}
	p.tell(c, "recorded."+answer.Receipt.String())
	return c.Redirect("/v", fiber.StatusSeeOther)
}

// rowMarks reads one mark for each row of a form; a row without one is blank.
func rowMarks(c *fiber.Ctx, rows int) []byte {
	marks := bytes.Repeat([]byte{'-'}, rows)
	for i := range marks {
		if mark := web.Field(c, "marks"+strconv.Itoa(i)); len(mark) == 1 {
			marks[i] = mark[0]
		}
	}
	return marks
}

// redeemForm is the body of POST /v/redeem.
type redeemForm struct {
	Token    string `json:"token"`
	TakeOver bool   `json:"take_over"`
}

// PostRedeem binds a card to this phone. The token arrives in a body, once, and
// leaves as a cookie; no address ever carries it.
func (p *Phones) PostRedeem(c *fiber.Ctx) error {
	isForm := !strings.HasPrefix(c.Get(fiber.HeaderContentType), fiber.MIMEApplicationJSON)
	form := redeemForm{Token: web.Field(c, "code"), TakeOver: web.Field(c, "take_over") != ""}
	if !isForm {
		form = redeemForm{}
		if err := json.Unmarshal(c.Body(), &form); err != nil {
			return web.BadRequest
		}
	}
	label, err := p.redeem(c, form)
	switch {
	case isForm && err != nil:
		return p.refuse(c, err)
	case isForm:
		return c.Redirect("/v", fiber.StatusSeeOther)
	case err != nil:
		return err
	}
	return c.JSON(fiber.Map{"card": label})
}

// cardLabel is how a card is called in front of its holder.
type cardLabel struct {
	Number   string `json:"number"`
	Category string `json:"category"`
	Name     string `json:"name,omitempty"` // under which the ballot is recorded, in an open session
}

func (p *Phones) redeem(c *fiber.Ctx, form redeemForm) (cardLabel, error) {
	mine, own, known := p.holder(c)
	s, id, ok := p.sessions.OfCard(form.Token)
	if form.Token == "" && form.TakeOver && known { // back from another phone: the cookie still names the card
		s, id, ok = own, mine.card, true
	}
	if !ok {
		if !p.guesses.allow(p.site.Now()) {
			return cardLabel{}, web.TooMany
		}
		if p.sessions.AnyOver() {
			return cardLabel{}, web.CardOrOver
		}
		return cardLabel{}, voting.Refusal{Code: voting.RefusedCard}
	}
	if !p.redemptions.allow(id, p.site.Now()) {
		return cardLabel{}, web.TooMany
	}
	device := newDevice()
	if known && mine.card == id && mine.session == s.ID {
		device = mine.device
	}
	answer := s.Do(voting.RedeemCard{Card: id, Device: device, TakeOver: form.TakeOver, At: p.site.Now().Unix()})
	if answer.Err != nil {
		return cardLabel{}, answer.Err
	}
	p.setCard(c, holder{session: s.ID, card: id, device: device})
	var called cardLabel
	err := s.Look(func(state *voting.State) { called = labelOf(s, state, id, web.Language(c)) })
	return called, err
}

// labelOf names a card by number and category, and by its holder in an open session.
func labelOf(s *live.Session, state *voting.State, id voting.CardID, lang string) cardLabel {
	var label cardLabel
	if c, ok := state.Card(id); ok {
		label.Category = state.Session.Rulebook.NameIn(lang, state.Session.Rulebook.Categories[c.Category].Label)
		label.Name = s.Facts.Names[c.Holder]
	}
	if index := s.Cards(); index != nil {
		label.Number = index.Label(id)
	}
	return label
}

// me is what one phone is told about its own card.
type me struct {
	Now      int64     `json:"now"` // Unix milliseconds
	Revision uint64    `json:"revision"`
	Card     meCard    `json:"card"`
	Item     uint16    `json:"item"`
	Run      uint16    `json:"run"`
	Recused  bool      `json:"recused"`
	Ballot   *meBallot `json:"ballot"`
	Form     *meForm   `json:"form,omitempty"` // of a whole form

	taking bool // the form is open, and this phone's
}

type meCard struct {
	cardLabel
	State string `json:"state"` // ok, void or elsewhere
}

type meBallot struct {
	Marks   string `json:"marks"`
	Receipt string `json:"receipt"`
}

// GetMe answers the small personal part of the page.
func (p *Phones) GetMe(c *fiber.Ctx) error {
	h, s, ok := p.holder(c)
	if !ok {
		return web.NoCard
	}
	if !p.questions.allow(h.card, p.site.Now()) {
		return web.TooMany
	}
	var answer me
	err := s.Look(func(state *voting.State) { answer = about(s, state, h, web.Language(c)) })
	if err != nil {
		return err
	}
	if err := p.fillIn(s, h, &answer); err != nil {
		return err
	}
	answer.Now = p.site.Now().UnixMilli()
	return c.JSON(answer)
}

// about runs on the teller's goroutine.
func about(s *live.Session, state *voting.State, h holder, lang string) me {
	answer := me{Revision: state.Revision, Card: meCard{cardLabel: labelOf(s, state, h.card, lang), State: "ok"}}
	card, known := state.Card(h.card)
	switch {
	case !known || card.Void:
		answer.Card.State = "void"
	case card.Device != h.device:
		answer.Card.State = "elsewhere"
	}
	item := state.Staged()
	if item == nil {
		return answer
	}
	answer.Item, answer.Run = uint16(item.ID), item.Run
	answer.Recused = state.Recused(card.Card, state.Unit(item.Unit))
	if s.Facts.Form != nil {
		answer.Form = &meForm{Own: ownUnits(s, state, card.Card)}
		answer.taking = item.Phase == voting.PhaseOpen && answer.Card.State == "ok"
	}
	if answer.Card.State != "ok" {
		return answer
	}
	if ballot, stands := s.Standing(state, item, h.card); stands {
		receipt := data.LeafHash(voting.Encode(&ballot, nil))
		answer.Ballot = &meBallot{Marks: ballot.Marks.String(), Receipt: receipt.String()}
	}
	return answer
}

// newDevice draws the number by which a phone is told from the next one.
func newDevice() voting.Device {
	var random [8]byte
	_, _ = rand.Read(random[:]) // never fails on the systems Go supports
	return voting.Device(binary.BigEndian.Uint64(random[:]))
}

// Live admits a phone to the stage of its session.
func (p *Phones) Live(c *fiber.Ctx) (socket.Handler, error) {
	h, s, ok := p.holder(c)
	if !ok {
		return nil, web.NoCard
	}
	if !p.questions.allow(h.card, p.site.Now()) {
		return nil, web.TooMany
	}
	return func(ctx context.Context, conn socket.Socket) error {
		seat := p.seats.take(h.card)
		defer seat.leave()
		tell := tellLoss(s.Hub, h.device)
		aside := func(conn socket.Socket) error {
			if seat.lost() {
				return &socket.CloseError{Code: socket.CloseReplaced, Reason: "the card has newer sockets"}
			}
			return tell(conn)
		}
		return p.feeds.Follow(s.Hub.Feed(display.Phone), "phone", aside)(ctx, conn)
	}, nil
}
