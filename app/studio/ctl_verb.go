package studio

import (
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/onair"
	"pingyi/voting"
)

// press is a key that was pressed: the words of its address behind /ctl/, and what was said beside.
type press struct {
	path   []string
	values url.Values
}

// What is said of a press that means nothing.
var (
	noVerb   = web.Problem{Status: fiber.StatusNotFound, Code: "ctl-unknown"}
	noSuch   = web.Problem{Status: fiber.StatusConflict, Code: "ctl-not-here"}  // votes are opened and closed at the desk
	noExtend = web.Problem{Status: fiber.StatusConflict, Code: "ctl-no-extend"} // the controller was not made for it
)

// verbs lists the words that stand behind an output, with whether another follows.
var verbs = map[string]bool{
	"preview": true, "take": false, "cut": false, "next": false, "back": false, "blank": false, "panic": false, "unpanic": false,
	"hold": false, "unhold": false, "arm": true, "confirm": true, "disarm": false, "page": true, "countdown": true,
}

// known reports whether the address is one of a press of its own.
func (p press) known() bool {
	switch len(p.path) {
	case 1:
		return p.path[0] == "panic" || p.path[0] == "unpanic"
	case 2, 3, 4:
		if p.path[1] == "out" {
			return len(p.path) <= 3
		}
		more, is := verbs[p.path[1]]
		return is && more == (len(p.path) > 2) && (len(p.path) < 4 || p.path[1] == "page" || p.path[1] == "countdown")
	}
	return false
}

// macro is the name of the macro that is asked for.
func (p press) macro() (string, bool) {
	if len(p.path) == 2 && p.path[0] == "macro" {
		return p.path[1], true
	}
	if len(p.path) == 3 && p.path[1] == "macro" {
		return p.path[2], true
	}
	return "", false
}

// key is what makes two presses the same: where, and what was said, but neither token nor number.
func (p press) key() string { return p.without("k", "id") }

// said tells a press from any other that a box sends under its number, be it by GET or by POST. Its
// moment may be reckoned anew.
func (p press) said() string { return digest([]byte(p.without("k", "id", "expect", "at"))) }

func (p press) without(names ...string) string {
	said := url.Values{}
	for name, values := range p.values {
		if !slices.Contains(names, name) {
			said[name] = values
		}
	}
	return strings.Join(p.path, "/") + "?" + said.Encode()
}

func (p press) word(at int) string {
	if at < len(p.path) {
		return p.path[at]
	}
	return ""
}

// on are the outputs that are meant: pgm, or several as pgm,hall.
func (p press) on() []onair.Name {
	if len(p.path) < 2 {
		return nil
	}
	var all []onair.Name
	for _, name := range strings.Split(p.path[0], ",") {
		all = append(all, onair.Name(name))
	}
	return all
}

func (p press) flag(name string) bool {
	said := p.values.Get(name)
	return said != "" && said != "0" && said != "false"
}

// number reads a value that is a number, otherwise where none is said.
func (p press) number(name string, otherwise int64) (int64, error) {
	said := p.values.Get(name)
	if said == "" {
		return otherwise, nil
	}
	n, err := strconv.ParseInt(said, 10, 64)
	if err != nil || n < 0 {
		return 0, web.Problem{Status: fiber.StatusBadRequest, Code: web.BadRequest.Code, Detail: name}
	}
	return n, nil
}

// takeAt is when a take is to be seen: at, in Unix milliseconds, or so many from now. A box has
// constant addresses and can only say the second.
func (p press) takeAt(now int64) (int64, error) {
	at, err := p.number("at", 0)
	if err != nil || at != 0 {
		return at, err
	}
	in, err := p.number("in", 0)
	if err != nil || in == 0 {
		return 0, err
	}
	return now + min(in, onair.MaxAhead+1), nil // more is refused, and does not run over
}

// cue is the scene that is asked for, with what it is about.
func (p press) cue(scene string) (onair.Cue, error) {
	item, err := p.number("item", 0)
	if err != nil {
		return onair.Cue{}, err
	}
	if item > maxItem {
		return onair.Cue{}, web.Problem{Status: fiber.StatusBadRequest, Code: web.BadRequest.Code, Detail: "item"}
	}
	step, err := p.number("step", 0)
	return onair.Cue{
		Scene: onair.Scene(scene), Item: voting.ItemID(item), Unit: voting.UnitID(p.values.Get("unit")), Other: voting.UnitID(p.values.Get("other")),
		List: p.values.Get("list"), Text: slices.Clone(p.values["text"]), Step: int(step), Hold: p.flag("hold"),
	}, err
}

const maxItem = 1<<16 - 1

// extension gives the vote that is open more time.
type extension struct {
	session voting.SessionID
	seconds int64
}

// command is what a press means as the room stands: an onair.Command, or an extension.
func (p press) command(state *onair.State, a onair.Act) (any, error) {
	on := p.on()
	switch p.word(1) {
	case "":
		return overall(a, p.word(0))
	case "preview":
		cue, err := p.cue(p.word(2))
		to := p.preview(state)
		// Nobody but those who direct looks at what is cued without being taken.
		if o, _ := state.Output(to); o.Class != onair.Preview {
			return nil, onair.Refusal{Code: onair.RefusedNoOutput, Detail: string(to)}
		}
		return onair.PutCue{Act: a, On: []onair.Name{to}, Cue: cue, Cut: p.flag("cut")}, err
	case "take", "cut":
		at, err := p.takeAt(a.At)
		t := p.taking(state)
		return onair.Take{Act: a, From: t.From, On: on, Layers: t.Layers, Cut: t.Cut, TakeAt: at}, err
	case "arm", "confirm":
		return p.arming(state, a)
	case "disarm":
		return onair.Disarm{Act: a}, nil
	case "countdown":
		return p.countdown(state, a.At)
	case "page":
		return paging(a, p)
	}
	return standing(a, p)
}

// overall is a press about all outputs.
func overall(a onair.Act, word string) (any, error) {
	if word == "panic" {
		return onair.Panic{Act: a}, nil
	}
	return onair.Unpanic{Act: a}, nil
}

// standing is a press about what is on.
func standing(a onair.Act, p press) (any, error) {
	on, layer := p.on(), onair.Layer(p.values.Get("layer"))
	switch p.word(1) {
	case "next":
		return onair.Next{Act: a, On: on, Layer: layer}, nil
	case "back":
		return onair.Back{Act: a, On: on, Layer: layer}, nil
	case "out":
		if p.word(2) != "" {
			layer = onair.Layer(p.word(2))
		}
		return onair.Out{Act: a, On: on, Layer: layer}, nil
	case "blank":
		return onair.Blank{Act: a, On: on}, nil
	case "panic":
		return onair.Panic{Act: a, On: on}, nil
	case "unpanic":
		return onair.Unpanic{Act: a, On: on}, nil
	case "hold":
		return onair.Hold{Act: a, On: on}, nil
	case "unhold":
		return onair.Unhold{Act: a, On: on}, nil
	}
	return nil, noVerb
}

// pageSeconds is how long a page stands where a press does not say.
const pageSeconds = 8

// paging turns pages, has them turn by themselves, or stops them.
func paging(a onair.Act, p press) (any, error) {
	layer := onair.Layer(p.values.Get("layer"))
	switch p.word(2) {
	case "next":
		return onair.Next{Act: a, On: p.on(), Layer: layer}, nil
	case "auto":
		every := pageSeconds
		if said := p.word(3); said != "" {
			var err error
			if every, err = strconv.Atoi(said); err != nil || every < 0 {
				return nil, web.Problem{Status: fiber.StatusBadRequest, Code: web.BadRequest.Code, Detail: said}
			}
		}
		if every == 0 {
			return onair.HoldPages{Act: a, On: p.on(), Layer: layer, Hold: true}, nil
		}
		return onair.AutoPages{Act: a, On: p.on(), Layer: layer, Every: every}, nil
	}
	return nil, noVerb
}

// taking is the take that an address means, as it can be armed.
func (p press) taking(state *onair.State) onair.Action {
	action := onair.Action{Kind: onair.ActTake, From: p.preview(state), On: p.on(), Cut: p.word(1) == "cut" || p.flag("cut")}
	for _, layer := range strings.Split(p.values.Get("layers"), ",") {
		if layer != "" {
			action.Layers = append(action.Layers, onair.Layer(layer))
		}
	}
	return action
}

// armedSeconds is for how long something stays armed where a press does not say.
const armedSeconds = 30

// toArm is the action that an address arms, or confirms; false where it means none.
func (p press) toArm(state *onair.State, now int64) (onair.Action, bool) {
	switch onair.ActionKind(p.word(2)) {
	case onair.ActTake:
		return p.taking(state), true
	case onair.ActReveal:
		return onair.Action{Kind: onair.ActReveal, Session: p.session(state, now), List: p.values.Get("list"), Keep: p.flag("keep")}, true
	}
	return onair.Action{}, false
}

// arming arms what an address means, or does it if it is this that is armed. A key never does what
// another has armed.
func (p press) arming(state *onair.State, a onair.Act) (any, error) {
	action, is := p.toArm(state, a.At)
	if !is {
		return nil, noVerb
	}
	for _, name := range p.on() {
		if view, _ := state.View(name, a.At); view.Panic { // which has disarmed it, and that is the reason to tell: also to a press that comes once more
			return nil, onair.Refusal{Code: onair.RefusedPanic, Detail: string(name)}
		}
	}
	if p.word(1) == "arm" {
		within, err := p.number("within", armedSeconds)
		return onair.Arm{Act: a, Action: action, Within: int(min(within, onair.MaxArmed+1))}, err
	}
	armed, _ := state.Armed()
	if !sameAction(armed.Action, action) {
		armed.Number = 0 // which is never armed
	}
	at, err := p.takeAt(a.At)
	return onair.Go{Act: a, Arm: armed.Number, TakeAt: at}, err
}

func sameAction(a, b onair.Action) bool {
	a.Layers, b.Layers = append([]onair.Layer{}, a.Layers...), append([]onair.Layer{}, b.Layers...)
	return reflect.DeepEqual(a, b)
}

// countdown gives a vote more time. It is opened and closed at the desk, by those who run it.
func (p press) countdown(state *onair.State, now int64) (any, error) {
	if p.word(2) != "add" {
		return nil, noSuch
	}
	seconds, err := strconv.ParseInt(p.word(3), 10, 64)
	if err != nil || seconds < 1 || seconds > voting.MaxVotingSeconds {
		return nil, web.Problem{Status: fiber.StatusBadRequest, Code: web.BadRequest.Code, Detail: p.word(3)}
	}
	return extension{p.session(state, now), seconds}, nil
}

// preview is where a scene waits for its take: the output that is named, itself if it is one, else
// the first preview.
func (p press) preview(state *onair.State) (found onair.Name) {
	if from := p.values.Get("from"); from != "" {
		return onair.Name(from)
	}
	for _, o := range state.Outputs() {
		if o.Class == onair.Preview && (found == "" || slices.Contains(p.on(), o.Name)) {
			found = o.Name
		}
	}
	return found
}

// session is what the first of its outputs shows.
func (p press) session(state *onair.State, now int64) voting.SessionID {
	if len(p.on()) == 0 {
		return ""
	}
	view, _ := state.View(p.on()[0], now)
	return view.Session
}
