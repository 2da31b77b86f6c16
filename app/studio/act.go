package studio

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/onair"
	"pingyi/voting"
)

// Person is somebody who has logged in.
type Person struct {
	Name string
	Role voting.Role
}

// wish is one act as a desk or a button box sends it. Which fields an act wants is said in
// docs/STUDIO.md. What is not set is not written: a field that is added leaves what is said of the other acts as it was.
type wish struct {
	Act        string `json:"act,omitzero"`
	ID         string `json:"id,omitzero"`         // the controller's number of it: the same once more changes nothing
	Controller string `json:"controller,omitzero"` // the desk or box; empty: the person
	Expect     uint64 `json:"expect,omitzero"`     // revision of the picture on which it was decided; 0 is unchecked
	Order      uint64 `json:"order,omitzero"`      // grows with each act that the controller sends; 0 where it does not count

	Output  onair.Name       `json:"output,omitzero"`
	On      []onair.Name     `json:"on,omitzero"`
	From    onair.Name       `json:"from,omitzero"`
	Layer   onair.Layer      `json:"layer,omitzero"`
	Layers  []onair.Layer    `json:"layers,omitzero"`
	Cue     onair.Cue        `json:"cue,omitzero"`
	Cut     bool             `json:"cut,omitzero"`
	TakeAt  int64            `json:"at,omitzero"`
	In      int64            `json:"in,omitzero"` // so many milliseconds from when the server hears of it, where no moment is set
	Hold    bool             `json:"hold,omitzero"`
	Every   int              `json:"every,omitzero"`
	Session voting.SessionID `json:"session,omitzero"`
	Over    bool             `json:"over,omitzero"`
	To      string           `json:"to,omitzero"`
	Action  onair.Action     `json:"action,omitzero"`
	Within  int              `json:"within,omitzero"`
	Arm     uint64           `json:"arm,omitzero"`
	List    string           `json:"list,omitzero"`
	Set     onair.Output     `json:"set,omitzero"`
	Phones  onair.Phones     `json:"phones,omitzero"`
	Plan    onair.Plan       `json:"plan,omitzero"`
	Run     bool             `json:"run,omitzero"`
	Step    *int             `json:"step,omitzero"` // of the plan; without: where it is
	Reason  string           `json:"reason,omitzero"`

	Version    int    `json:"version,omitzero"` // with the next, of a ranking: what is approved, checked or declined
	Checkpoint string `json:"checkpoint,omitzero"`
}

// PostAct carries out one act of somebody who has logged in.
func (s *Studio) PostAct(c *fiber.Ctx, who Person) error {
	var w wish
	if json.Unmarshal(c.Body(), &w) != nil {
		return web.BadRequest
	}
	command, known := w.command(onair.Act{
		By: who.Name, Role: onair.Role(who.Role), Controller: w.controller(who), ID: w.ID, Said: w.said(), At: s.now(), Expect: w.Expect, Order: w.Order,
	})
	if !known {
		return web.Problem{Status: fiber.StatusBadRequest, Code: web.BadRequest.Code, Detail: "act"}
	}
	var refused error
	s.Look(func(state *onair.State) { refused = permit(state, who, w) })
	if refused != nil {
		return refused
	}
	var answer Answer
	var err error
	if press, goes := command.(onair.Go); goes {
		answer, err = s.goAhead(press)
	} else {
		answer, err = s.Do(command)
	}
	if err != nil {
		return Problem(err)
	}
	return c.JSON(answer)
}

func (w wish) binding() onair.Binding {
	return onair.Binding{Version: w.Version, Checkpoint: w.Checkpoint}
}

// said tells a wish from any other that somebody sends under its number. Whoever sends it again may reckon its moment anew, and
// it keeps that of the first time.
func (w wish) said() string {
	w.ID, w.Expect, w.Order, w.TakeAt = "", 0, 0, 0
	text, _ := json.Marshal(w) // it was read from as much
	return digest(text)
}

func (w wish) controller(who Person) string {
	if w.Controller == "" {
		return who.Name
	}
	return w.Controller
}

// command is what an act means; false for one that there is not. The moment of "in a second" is the
// server's to set: a desk's clock is its own, and its word has a way to go.
func (w wish) command(a onair.Act) (onair.Command, bool) {
	if w.In != 0 && w.TakeAt == 0 {
		w.TakeAt = a.At + min(max(w.In, 0), onair.MaxAhead+1) // more is refused, and does not run over
	}
	switch w.Act {
	case "set-output":
		return onair.SetOutput{Act: a, Output: w.Set}, true
	case "revoke":
		return onair.RevokeAddress{Act: a, Output: w.Output}, true
	case "remove":
		return onair.RemoveOutput{Act: a, Output: w.Output}, true
	case "tune":
		return onair.Tune{Act: a, On: w.On, Session: w.Session}, true
	case "unlock":
		return onair.Unlock{Act: a, Output: w.Output, Session: w.Session}, true
	case "lease":
		return onair.TakeLease{Act: a, Output: w.Output, Over: w.Over}, true
	case "give":
		return onair.GiveLease{Act: a, Output: w.Output, To: w.To}, true
	case "arm":
		return onair.Arm{Act: a, Action: w.Action, Within: w.Within}, true
	case "go":
		return onair.Go{Act: a, Arm: w.Arm, TakeAt: w.TakeAt}, true
	case "disarm":
		return onair.Disarm{Act: a}, true
	case "phones":
		return onair.SetPhones{Act: a, Phones: w.Phones}, true
	case "plan":
		return onair.SetPlan{Act: a, Plan: w.Plan}, true
	case "run":
		return onair.RunPlan{Act: a, Run: w.Run, Step: w.step()}, true
	case "proceed":
		return onair.Proceed{Act: a, Told: true}, true
	case "ask":
		return onair.Ask{Act: a, Session: w.Session, List: w.List}, true
	case "approve":
		return onair.Approve{Act: a, Session: w.Session, List: w.List, Binding: w.binding()}, true
	case "check":
		return onair.CheckNames{Act: a, Session: w.Session, List: w.List, Binding: w.binding()}, true
	case "uncheck":
		return onair.UncheckNames{Act: a, Session: w.Session, List: w.List, Binding: w.binding()}, true
	case "decline":
		return onair.Decline{Act: a, Session: w.Session, List: w.List, Binding: w.binding(), Reason: w.Reason}, true
	}
	return w.picture(a)
}

func (w wish) step() int {
	if w.Step == nil {
		return -1
	}
	return max(*w.Step, 0)
}

// picture is the acts that change what is on outputs.
func (w wish) picture(a onair.Act) (onair.Command, bool) {
	switch w.Act {
	case "cue":
		return onair.PutCue{Act: a, On: w.On, Cue: w.Cue, Session: w.Session, Cut: w.Cut, TakeAt: w.TakeAt}, true
	case "take":
		return onair.Take{Act: a, From: w.From, On: w.On, Layers: w.Layers, Cut: w.Cut, TakeAt: w.TakeAt}, true
	case "next":
		return onair.Next{Act: a, On: w.On, Layer: w.Layer}, true
	case "back":
		return onair.Back{Act: a, On: w.On, Layer: w.Layer}, true
	case "hold-pages":
		return onair.HoldPages{Act: a, On: w.On, Layer: w.Layer, Hold: w.Hold}, true
	case "auto-pages":
		return onair.AutoPages{Act: a, On: w.On, Layer: w.Layer, Every: w.Every}, true
	case "out":
		return onair.Out{Act: a, On: w.On, Layer: w.Layer}, true
	case "blank":
		return onair.Blank{Act: a, On: w.On}, true
	case "panic":
		return onair.Panic{Act: a, On: w.On}, true
	case "unpanic":
		return onair.Unpanic{Act: a, On: w.On}, true
	case "hold":
		return onair.Hold{Act: a, On: w.On}, true
	case "unhold":
		return onair.Unhold{Act: a, On: w.On}, true
	}
	return nil, false
}
