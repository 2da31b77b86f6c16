package desk

import (
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/card"
	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/voting"
)

// cardView is one card as the desk may know it: never what it voted.
type cardView struct {
	Number, Category string
	Holder           string // in an open session
	Recused          voting.Department
	Void, CheckedIn  bool
}

// findCard looks a card up by its printed number, nil when there is none. It
// runs on the teller's goroutine.
func findCard(s *live.Session, state *voting.State, number, lang string) *cardView {
	index := s.Cards()
	if index == nil || number == "" {
		return nil
	}
	id, ok := index.ByLabel(number)
	if !ok {
		return nil
	}
	c, ok := state.Card(id)
	if !ok {
		return nil
	}
	return &cardView{
		Number: index.Label(id), Category: state.Session.Rulebook.NameIn(lang, state.Session.Rulebook.Categories[c.Category].Label), Recused: c.Recused,
		Void: c.Void, CheckedIn: c.Redeemed, Holder: s.Facts.Names[c.Holder],
	}
}

// box is all cards of a session that are in force.
type box struct {
	session voting.Session
	index   *card.Index // nil once the key of the cards is destroyed
	faces   []card.Face
	void    int
}

func (d *Desk) boxOf(c *fiber.Ctx) (box, error) {
	s, err := d.sessionOf(c)
	if err != nil {
		return box{}, err
	}
	var b box
	if err := s.Look(func(state *voting.State) { b.session = state.Session }); err != nil {
		return box{}, err
	}
	if b.index = s.Cards(); b.index != nil {
		b.faces = b.index.Faces(b.session)
		b.void = len(b.index.All()) - len(b.faces)
	}
	return b, nil
}

// cardsView is the page from which cards are printed.
type cardsView struct {
	deskPage
	ID          voting.SessionID
	Name, Tab   string
	Gone        bool // the key is destroyed
	Valid, Void int
	Batches     []cardBatch
}

// cardBatch is what is printed in one go.
type cardBatch struct {
	Page     int
	From, To string
	Count    int
}

// GetCards shows what there is to print, and with ?page= or ?card= the sheet.
func (d *Desk) GetCards(c *fiber.Ctx) error {
	b, err := d.boxOf(c)
	if err != nil {
		return err
	}
	if c.Query("page") != "" || c.Query("card") != "" {
		return d.sendSheet(c, b)
	}
	view := &cardsView{
		deskPage: d.page(c, "cards"), ID: b.session.ID, Name: b.session.Title, Tab: "cards", Gone: b.index == nil,
		Valid: len(b.faces), Void: b.void,
	}
	view.Rehearsal = b.session.Rehearsal
	view.Title = view.T("cards") + " · " + view.Name + " · " + view.T("desk")
	for batch := range slices.Chunk(b.faces, card.BatchSize) {
		view.Batches = append(view.Batches, cardBatch{
			Page: len(view.Batches) + 1, From: batch[0].Label, To: batch[len(batch)-1].Label, Count: len(batch),
		})
	}
	return d.send(c, "cards", view)
}

// sendSheet prints one batch, or the one card whose number is asked for.
func (d *Desk) sendSheet(c *fiber.Ctx, b box) error {
	sheet := card.SheetData{
		Title: b.session.Title, Rehearsal: b.session.Rehearsal, BaseURL: d.site.BaseURL, Faces: b.faces, Batch: c.QueryInt("page"),
	}
	if number := c.Query("card"); number != "" {
		sheet.Faces, sheet.Batch = b.face(number), 1
	}
	page, err := card.Sheet(sheet)
	switch {
	case errors.Is(err, card.ErrNoBatch):
		return web.NotFound
	case errors.Is(err, card.ErrAddress), errors.Is(err, card.ErrDense):
		return web.Problem{Status: fiber.StatusConflict, Code: "card-address"}
	case err != nil:
		return err
	}
	c.Set("Content-Security-Policy", card.SheetCSP())
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(page)
}

// face is the card of a printed number, if it is in force.
func (b box) face(number string) []card.Face {
	if b.index == nil {
		return nil
	}
	id, ok := b.index.ByLabel(number)
	at := slices.IndexFunc(b.faces, func(f card.Face) bool { return ok && f.Label == b.index.Label(id) })
	if at < 0 {
		return nil
	}
	return b.faces[at : at+1]
}

// GetCardsCSV gives the list by which cards are dealt out and counted: numbers
// and categories, no codes.
func (d *Desk) GetCardsCSV(c *fiber.Ctx) error {
	b, err := d.boxOf(c)
	if err != nil {
		return err
	}
	list, err := card.CSV(b.faces)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	download(c, "cards", ".csv", b.session.ID, b.session.Rehearsal)
	return c.Send(list)
}

// cardSecret is one card of a rehearsal with its code.
type cardSecret struct {
	Number   string `json:"number"`
	Category string `json:"category"`
	Recused  string `json:"recused"`
	Name     string `json:"name,omitempty"`
	Token    string `json:"token"`
}

// GetCardsJSON gives the codes of a rehearsal to the programs that play its
// representatives. Those of a live session exist on paper only.
func (d *Desk) GetCardsJSON(c *fiber.Ctx) error {
	b, err := d.boxOf(c)
	if err != nil {
		return err
	}
	if !b.session.Rehearsal {
		return web.Forbidden
	}
	secrets := make([]cardSecret, len(b.faces))
	for i, f := range b.faces {
		secrets[i] = cardSecret{Number: f.Label, Category: f.Category, Recused: f.Recused, Name: f.Name, Token: f.Token}
	}
	download(c, "codes", ".json", b.session.ID, b.session.Rehearsal)
	return c.JSON(secrets)
}
