package phone

import (
	"encoding/json"
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/data"
	"pingyi/display"
	"pingyi/static"
	"pingyi/voting"
)

// sheetOf is what a whole form asks, as its pages want it.
func sheetOf(form *voting.Form, lang string) static.Sheet {
	sheet := static.Sheet{Units: make([]static.SheetUnit, 0, len(form.Units))}
	criteria := make(map[voting.UnitID][]static.PhoneCriterion)
	for _, row := range form.Rows {
		if row.List == "" {
			criteria[row.Unit] = append(criteria[row.Unit], static.PhoneCriterion{Label: row.Criterion.Label, Group: row.Criterion.Group})
		}
	}
	alike := true
	for _, unit := range form.Units {
		sheet.Units = append(sheet.Units, static.SheetUnit{Criteria: criteria[unit.ID], PhoneUnit: static.PhoneUnit{
			ID: string(unit.ID), Name: unit.Name, Department: string(unit.Department), Class: string(unit.Class),
		}})
		alike = alike && slices.Equal(criteria[unit.ID], criteria[form.Units[0].ID])
	}
	for _, list := range form.Lists {
		sheet.Lists = append(sheet.Lists, static.SheetList{Label: list.In(lang), AtLeast: list.AtLeast, AtMost: list.AtMost})
	}
	if alike && len(sheet.Units) > 0 {
		sheet.Criteria = sheet.Units[0].Criteria
		for i := range sheet.Units {
			sheet.Units[i].Criteria = nil
		}
	}
	return sheet
}

// formPage fills the page of a whole form that all phones of a session share.
func formPage(s *live.Session, view static.PhonePage, frame []byte) (static.FormPage, error) {
	var f display.PhoneFrame
	page := static.FormPage{PhonePage: view, Sheet: sheetOf(s.Facts.Form, view.Lang)}
	if err := json.Unmarshal(frame, &f); err != nil {
		return page, err
	}
	if f.Item != nil && f.Item.Form != nil {
		page.Opens, page.Closes = f.Item.Form.Opens, f.Item.Form.Closes
	}
	return page, nil
}

// meForm is what a phone is told of its own form.
type meForm struct {
	Marks string `json:"marks,omitempty"` // what is saved, where it is not what stands
	Other bool   `json:"other,omitempty"` // another phone marked it last
	Own   []int  `json:"own,omitempty"`   // places of the units of one's own department
}

// ownUnits runs on the teller's goroutine.
func ownUnits(s *live.Session, state *voting.State, card voting.Card) (own []int) {
	for i, unit := range s.Facts.Form.Units {
		if state.Recused(card, unit) {
			own = append(own, i)
		}
	}
	return own
}

// fillIn adds to what a phone is told what it has saved. Drafts that cannot be read
// are none: the phone goes on from the ballot that stands.
func (p *Phones) fillIn(s *live.Session, h holder, answer *me) error {
	if !answer.taking {
		return nil
	}
	saved, err := s.Save(live.Stretch{Item: voting.ItemID(answer.Item), Run: answer.Run, Card: h.card, Device: h.device})
	switch {
	case errors.As(err, new(voting.Refusal)), errors.Is(err, live.ErrUnsaved): // closed at this moment, say
		return nil
	case err != nil:
		return err
	}
	if saved.Unsent {
		answer.Form.Marks, answer.Form.Other = saved.Marks.String(), saved.Other
	}
	return nil
}

// draftForm is the body of POST /v/draft: marks from one row on.
type draftForm struct {
	Item  uint16 `json:"item"`
	Run   uint16 `json:"run"`
	From  int    `json:"from"`
	Marks string `json:"marks"`
}

// PostDraft keeps what a card has marked on a form before it is handed in. It is
// answered once that is on disk; it is no ballot.
func (p *Phones) PostDraft(c *fiber.Ctx) error {
	h, s, ok := p.holder(c)
	if !ok {
		return web.NoCard
	}
	var form draftForm
	if err := json.Unmarshal(c.Body(), &form); err != nil || form.Marks == "" || s.Facts.Form == nil {
		return web.BadRequest
	}
	if err := p.save(s, h, form); err != nil {
		return err
	}
	return c.JSON(fiber.Map{"saved": true})
}

// save keeps one stretch, unless the card sends too many.
func (p *Phones) save(s *live.Session, h holder, form draftForm) error {
	if !p.drafts.allow(h.card, p.site.Now()) {
		return web.TooMany
	}
	marks, err := voting.ParseMarks(form.Marks)
	if err != nil {
		return voting.Refusal{Code: voting.RefusedMarks}
	}
	_, err = s.Save(live.Stretch{Item: voting.ItemID(form.Item), Run: form.Run, Card: h.card, Device: h.device, From: form.From, Marks: marks})
	return err
}

// unsaved reports whether marks may be saved if the same is tried again, and a form
// without a script has to show them meanwhile.
func unsaved(err error) bool {
	return errors.Is(err, live.ErrUnsaved) || errors.Is(err, data.ErrBusy) || errors.Is(err, web.TooMany)
}
