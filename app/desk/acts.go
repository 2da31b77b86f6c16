package desk

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/voting"
)

// primaryAct is the one act that comes next for the item in the middle.
type primaryAct struct {
	Act               string
	Item              voting.ItemID
	Name              string
	Ballots, Expected int
	Allowed           bool
	Why               string // the sentence instead of the button
}

// Verb is the act of the rules behind the button: staging again is staging.
func (a primaryAct) Verb() string {
	verb, _, _ := strings.Cut(a.Act, "-again")
	return verb
}

// acts decides what the page offers, by phase and by role.
func (v *sessionView) acts() {
	if v.Draft != nil {
		return
	}
	v.Primary = v.primary()
	if v.Primary != nil && v.Primary.Why == "" {
		v.permit(v.Primary)
	}
	if v.Item == nil {
		return
	}
	item := v.Item
	v.CanExtend = item.Phase == voting.PhaseOpen && v.Organizer()
	item.CanVoid = item.CanVoid && !v.Ended
	waits := item.Phase == voting.PhaseClosed || item.Phase == voting.PhaseConfirmed || item.Phase == voting.PhaseVoid
	if item.Staged && waits && !v.Ended && v.Organizer() {
		v.Skip = v.next()
	}
}

func (v *sessionView) primary() *primaryAct {
	item := v.Item
	if item == nil {
		return v.next()
	}
	act := &primaryAct{Item: item.ID, Name: item.Name, Ballots: item.Ballots, Expected: item.Expected}
	switch item.Phase {
	case voting.PhaseWaiting, voting.PhaseVoid:
		act.Act = "stage"
		if item.Phase == voting.PhaseVoid {
			act.Act = "stage-again"
		}
		if v.Frame.Item != nil && v.Frame.Item.Phase == voting.PhaseOpen {
			act.Why = "wait.other-open"
		}
	case voting.PhaseOnStage:
		act.Act = "open"
	case voting.PhaseOpen:
		act.Act = "close"
	case voting.PhaseClosed:
		act.Act = "confirm"
		if item.Seal == "" {
			act.Why = "wait.seal"
		}
	case voting.PhaseConfirmed:
		act.Act = "reveal"
	default:
		if !item.Staged {
			return nil
		}
		return v.next()
	}
	return act
}

// next is the item that follows on stage, or the end of the session.
func (v *sessionView) next() *primaryAct {
	if v.Ended {
		return &primaryAct{Why: "wait.ended"}
	}
	var current voting.ItemID
	if v.Frame.Item != nil {
		current = v.Frame.Item.ID
	}
	var first, after, void *primaryAct
	for _, item := range v.Frame.Items {
		act := &primaryAct{Act: "stage", Item: item.ID, Name: item.Name}
		switch {
		case item.ID == current:
		case item.Phase == voting.PhaseWaiting && item.ID > current && after == nil:
			after = act
		case item.Phase == voting.PhaseWaiting && first == nil:
			first = act
		case item.Phase == voting.PhaseVoid && void == nil:
			act.Act = "stage-again"
			void = act
		}
	}
	for _, act := range []*primaryAct{after, first, void} {
		if act != nil {
			return act
		}
	}
	if len(v.Pending) > 0 {
		return &primaryAct{Why: "wait.pending"}
	}
	return &primaryAct{Act: "end"}
}

// permit replaces the button by a sentence for somebody whose act it is not.
func (v *sessionView) permit(act *primaryAct) {
	switch {
	case v.Ended && (act.Act == "stage" || act.Act == "stage-again" || act.Act == "open"):
		act.Why = "wait.ended"
	case mayAct(v.Person.Role, act.Verb(), v.Rehearsal):
		act.Allowed = true
	case act.Act == "confirm":
		act.Why = "wait.scrutineer"
	default:
		act.Why = "wait.organizer"
	}
}

// mayAct keeps the scrutineer's word apart from the organizer's. In a rehearsal
// one person may play both.
func mayAct(role Role, act string, rehearsal bool) bool {
	switch {
	case act == "void":
		return role == Organizer || role == Scrutineer
	case act == "confirm" || act == "confirm-result":
		return role == Scrutineer || role == Organizer && rehearsal
	}
	return role == Organizer
}

// acted answers an act. A person gets the working page: the new picture, or the
// present one with the reason why nothing was done.
func (d *Desk) acted(c *fiber.Ctx, s *live.Session, form actForm, done actDone, err error) error {
	if !web.WantsPage(c) {
		if err != nil {
			return err
		}
		return c.JSON(done)
	}
	if err != nil {
		p := web.ProblemOf(err)
		if p.Status >= fiber.StatusInternalServerError {
			d.site.Logger.Error("act failed", "act", form.Act, "error", err)
		}
		refusal := d.refusedAt(web.Language(c), p)
		if aboutResult(form.Act) {
			return d.lifePage(c.Status(p.Status), s, refusal, form)
		}
		return d.sessionPage(c.Status(p.Status), s, refusal)
	}
	address := "/desk/s/" + string(s.ID)
	if aboutResult(form.Act) {
		address = lifeAddress(s.ID, form)
	}
	switch form.Act {
	case "void-card":
		address += "?" + url.Values{"card": {form.Card}}.Encode() + "#card"
	case "reissue-card":
		address += "?" + url.Values{"card": {done.Card}}.Encode() + "#card"
	}
	return c.Redirect(address, fiber.StatusSeeOther)
}
