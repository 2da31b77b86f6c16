package desk

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/voting"
)

// actForm is one act of the desk, as JSON or as a form. Revision is the
// picture on which it was decided; 0 leaves that unchecked, where it may.
type actForm struct {
	Act      string `json:"act"`
	Item     uint16 `json:"item"`
	Seconds  int64  `json:"seconds"`
	Until    int64  `json:"until"` // Unix seconds, instead of seconds: a time of day, for what is open for days
	Reason   string `json:"reason"`
	Scene    string `json:"scene"`
	Page     int    `json:"page"`
	Card     string `json:"card"`
	Revision uint64 `json:"revision"`
	resultForm
}

// actDone is the answer to an act that is on disk.
type actDone struct {
	Revision uint64 `json:"revision"`
	Records  uint64 `json:"seq"`
	Card     string `json:"card,omitempty"` // label of the card that stands for a reissued one
}

func (d *Desk) readActForm(c *fiber.Ctx) (actForm, error) {
	var form actForm
	if strings.HasPrefix(c.Get(fiber.HeaderContentType), fiber.MIMEApplicationJSON) {
		if err := json.Unmarshal(c.Body(), &form); err != nil {
			return form, web.BadRequest
		}
		return form, nil
	}
	form = actForm{
		Act: web.Field(c, "act"), Reason: web.Field(c, "reason"), Scene: web.Field(c, "scene"), Card: web.Field(c, "card"),
	}
	var err error
	whole := func(name string, bits int) uint64 {
		text := web.Field(c, name)
		if text == "" || err != nil {
			return 0
		}
		n, wrong := strconv.ParseUint(text, 10, bits)
		if wrong != nil {
			err = web.Problem{Status: fiber.StatusBadRequest, Code: "bad-request", Detail: name}
		}
		return n
	}
	form.Item, form.Seconds = uint16(whole("item", 16)), int64(whole("seconds", 20))
	form.Page, form.Revision = int(whole("page", 16)), whole("revision", 63)
	if err == nil {
		form.Until, err = timeOf(web.Field(c, "until"), "until")
	}
	if err == nil {
		form.resultForm, err = readResultForm(c)
	}
	return form, err
}

// PostAct carries out one act.
func (d *Desk) PostAct(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	form, err := d.readActForm(c)
	var done actDone
	if err == nil {
		done, err = d.carryOut(s, by(c), form)
	}
	return d.acted(c, s, form, done, err)
}

// carryOut turns a form into commands of the rules and carries them out.
func (d *Desk) carryOut(s *live.Session, p person, form actForm) (actDone, error) {
	act := voting.Act{By: p.Name, Role: p.Role, At: d.site.Now().Unix(), Expect: form.Revision}
	times, err := d.permit(s, p, form)
	if err != nil {
		return actDone{}, err
	}
	if form.Revision == 0 && addsUp(form.Act) {
		return actDone{}, web.Problem{Status: fiber.StatusBadRequest, Code: "bad-request", Detail: "revision"}
	}
	switch form.Act {
	case "issue":
		return d.issue(s, act)
	case "void-card", "reissue-card":
		return d.replaceCard(s, act, form)
	}
	command, isResult := resultCommand(form, act, d.site.Now())
	if !isResult {
		if command, err = commandOf(form, act, times); err != nil {
			return actDone{}, err
		}
	}
	answer := s.Do(command)
	if answer.Err == nil && form.Act == "end" {
		answer.Err = s.Reindex()
	}
	if answer.Err == nil && (form.Act == "publish" || form.Act == "stage") {
		d.room.Begin(s.ID, form.Act == "stage")
	}
	return actDone{Revision: answer.Revision, Records: answer.Records}, answer.Err
}

// addsUp tells the acts that would do more when they are carried out twice: the
// next seconds, the next card of that number. They must name their revision, so
// that the second of two equal ones is refused as stale.
func addsUp(act string) bool { return act == "extend" || act == "reissue-card" }

// times are the deadline that an item has now, and the one that it gets when nothing
// is said; 0 where there is none.
type times struct{ deadline, closing int64 }

// deadline is what an act asks for: a time of day, or so long after a moment.
func (f actForm) deadline(from, otherwise int64) int64 {
	switch {
	case f.Until != 0:
		return f.Until
	case f.Seconds == 0 && otherwise != 0:
		return otherwise
	}
	return from + f.Seconds
}

// commandOf reads an act.
func commandOf(form actForm, act voting.Act, now times) (voting.Command, error) {
	item := voting.ItemID(form.Item)
	switch form.Act {
	case "publish":
		return voting.PublishSession{Act: act}, nil
	case "stage":
		return voting.StageItem{Act: act, Item: item}, nil
	case "open":
		return voting.OpenItem{Act: act, Item: item, Deadline: form.deadline(act.At, now.closing)}, nil
	case "extend":
		return voting.ExtendItem{Act: act, Item: item, Deadline: form.deadline(now.deadline, 0)}, nil
	case "close":
		return voting.CloseItem{Act: act, Item: item}, nil
	case "confirm":
		return voting.ConfirmItem{Act: act, Item: item}, nil
	case "reveal":
		return voting.RevealItem{Act: act, Item: item}, nil
	case "void":
		return voting.VoidItem{Act: act, Item: item, Reason: form.Reason}, nil
	case "scene":
		return voting.CueScene{Act: act, Scene: voting.Scene(form.Scene), Page: form.Page}, nil
	case "end":
		return voting.CloseSession{Act: act}, nil
	}
	return nil, web.Problem{Status: fiber.StatusBadRequest, Code: "bad-request", Detail: "act"}
}

// permit refuses an act that is not this person's, and gives the times of the item
// concerned, from which an opening or an extension counts.
func (d *Desk) permit(s *live.Session, p person, form actForm) (now times, err error) {
	allowed := false
	err = s.Look(func(state *voting.State) {
		allowed = mayAct(p.Role, form.Act, state.Session.Rehearsal)
		if item := state.Item(voting.ItemID(form.Item)); item != nil {
			now.deadline = item.Deadline
		}
		now.closing = state.Session.Closing(d.site.Now().Unix())
	})
	if err == nil && !allowed {
		err = web.Forbidden
	}
	return now, err
}

// issue deals all cards of the roster, once.
func (d *Desk) issue(s *live.Session, act voting.Act) (actDone, error) {
	var lots []voting.Lot
	var issued int
	var open bool
	err := s.Look(func(state *voting.State) {
		lots = state.Session.Lots()
		issued, _ = state.Issued()
		open = state.Session.Rulebook.Secrecy == voting.Open
	})
	if err != nil {
		return actDone{}, err
	}
	if issued > 0 {
		return actDone{}, voting.Refusal{Code: voting.RefusedCardTwice}
	}
	deal, err := s.Deal(lots, open)
	if err != nil {
		return actDone{}, err
	}
	answer := s.Do(voting.IssueCards{Act: act, Cards: deal})
	if answer.Err != nil {
		return actDone{}, answer.Err
	}
	return actDone{Revision: answer.Revision, Records: answer.Records}, s.Reindex()
}

// replaceCard voids a card by its printed number, and for a reissue puts
// another in its place. What the card had marked in the open item is withdrawn.
func (d *Desk) replaceCard(s *live.Session, act voting.Act, form actForm) (actDone, error) {
	index := s.Cards()
	if index == nil {
		return actDone{}, voting.Refusal{Code: voting.RefusedPhase}
	}
	id, ok := index.ByLabel(form.Card)
	if !ok {
		return actDone{}, voting.Refusal{Code: voting.RefusedCard, Detail: form.Card}
	}
	void := voting.VoidCard{Act: act, Card: id, Reason: form.Reason}
	if form.Act == "void-card" {
		answer := s.Do(void)
		if answer.Err == nil {
			answer.Err = s.Reindex()
		}
		return actDone{Revision: answer.Revision, Records: answer.Records}, answer.Err
	}
	replacement, err := index.Replacement(id)
	if err != nil {
		return actDone{}, fmt.Errorf("reissue card: %w", err)
	}
	answer := s.Do(voting.ReissueCard{VoidCard: void, Replacement: replacement})
	if answer.Err != nil {
		return actDone{}, answer.Err
	}
	if err := s.Reindex(); err != nil {
		return actDone{}, err
	}
	return actDone{Revision: answer.Revision, Records: answer.Records, Card: s.Cards().Label(replacement)}, nil
}
