package studio

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// CtlStatus is how the control room stands, for boxes: one flat object of texts, the same members
// every time. It is made of the pictures that the public sees, so there is nothing else in it.
type CtlStatus struct {
	Output     string `json:"output"`     // it is about, the first on program unless another is asked for
	Stands     string `json:"stands"`     // a Standing: whether its pages show what they are to show
	PgmScene   string `json:"pgm_scene"`  // of the newest take that can be seen, "" for none
	PgmItem    string `json:"pgm_item"`   // number of the item it is about
	PgmStep    string `json:"pgm_step"`   // from 0
	PgmSteps   string `json:"pgm_steps"`  // how many it has
	PvwScene   string `json:"pvw_scene"`  // what waits for the take
	Phase      string `json:"phase"`      // of the session: draft, published, running, closed; "" when none is tuned in
	ItemPhase  string `json:"item_phase"` // of the item on stage
	Cast       string `json:"votes_cast"`
	Eligible   string `json:"votes_eligible"`
	Turnout    string `json:"turnout_pct"`
	Released   string `json:"released"` // true once the result of the item on stage is revealed
	Rehearsal  string `json:"rehearsal"`
	Armed      string `json:"armed"`  // take, reveal or item, "" for nothing
	Due        string `json:"due_ms"` // when what has had its GO comes on, in Unix milliseconds; 0 when nothing waits for its moment
	DueIn      string `json:"due_s"`  // the seconds until then
	OutputsOK  string `json:"outputs_ok"`
	Outputs    string `json:"outputs_total"` // at which somebody looks, and those of the program
	DataAge    string `json:"data_age_ms"`   // since a page of the output last said what it shows, "" when there is none
	Countdown  string `json:"countdown_s"`
	Panic      string `json:"panic"`
	Hold       string `json:"hold"`
	Seq        string `json:"seq"` // position in the session's log
	Rev        string `json:"rev"` // revision of the control room
	ServerTime string `json:"server_ms"`
}

// seen is what of a picture a status needs.
type seen struct {
	Layers []seenLayer `json:"layers"`
}

type seenLayer struct {
	Layer onair.Layer `json:"layer"`
	Scene onair.Scene `json:"scene"`
	Take  uint64      `json:"take"`
	At    int64       `json:"at"`
	Until int64       `json:"until"`
	Step  int         `json:"step"`
	Steps int         `json:"steps"`
}

// ctlView is what a status and the buttons are made of.
type ctlView struct {
	who             Controller // that asks for the picture of a key
	output, preview onair.View
	on, waiting     seen
	armed           *onair.Standing
	comes           bool                // something that was taken waits for its moment, on whichever output
	due             int64               // Unix milliseconds at which something comes on by itself; 0 for nothing
	screen          display.ScreenFrame // of the session, as the public sees it; zero when none is tuned in
	pages           []Page
	views           []onair.View
	owed            map[onair.Name]owed // by their pages
	rev             uint64
	now             time.Time
}

// ctlLook gathers what a status of an output is made of; with "" the first on program is meant.
func (s *Studio) ctlLook(name onair.Name) (v ctlView, ok bool) {
	v.pages, v.now = s.Seen(), s.cfg.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	v.rev, v.views, v.owed = s.state.Revision, s.state.Views(s.now()), make(map[onair.Name]owed)
	for _, view := range v.views {
		v.owed[view.Output.Name] = s.owedOf(view)
		switch {
		case view.Output.Name == name, name == "" && view.Output.Program && !ok:
			v.output, ok = view, true
		}
		if view.Output.Class == onair.Preview && v.preview.Output.Name == "" {
			v.preview = view
		}
	}
	if !ok || v.output.Output.Class != onair.Public {
		return v, false
	}
	v.on, v.waiting = s.seenOn(v.output.Output.Name), s.seenOn(v.preview.Output.Name)
	if armed, is := s.state.Armed(); is && v.now.UnixMilli() <= armed.Until {
		v.armed = &armed
	}
	v.due, v.comes = s.dueOn(v.output), s.state.Comes(s.now())
	if session := s.session(v.output.Session); session != nil {
		_ = json.Unmarshal(session.Hub.Feed(display.Screen).Latest().Bytes, &v.screen) // no picture yet is the zero one
	}
	return v, true
}

// comesOut is the item or the group of a ranking that has had its GO and comes out on an output at its moment; without one it
// has no number. The studio is locked.
func (s *Studio) comesOut(view onair.View) onair.Standing {
	armed, _ := s.state.Armed()
	action := armed.Action
	ranking := onair.Release{Session: action.Session, List: action.List}
	if armed.Due.At > s.now() && (slices.Contains(action.On, view.Output.Name) || action.Kind == onair.ActReveal && view.Shows(ranking)) {
		return armed
	}
	return onair.Standing{}
}

// dueOn is the moment for which something waits that an output is to show: a take, a group of a ranking, or an item. The
// studio is locked.
func (s *Studio) dueOn(view onair.View) (due int64) {
	now := s.now()
	sooner := func(then int64) {
		if then > now && (due == 0 || then < due) {
			due = then
		}
	}
	for _, shown := range view.Layers {
		sooner(shown.At)
	}
	for _, r := range s.state.Releases() {
		if view.Shows(r) {
			sooner(r.Due)
		}
	}
	sooner(s.comesOut(view).Due.At)
	return due
}

// seenOn is what can be seen of an output: neither what is to come at its moment, nor what has left.
func (s *Studio) seenOn(name onair.Name) (found seen) {
	if outlet := s.outlets[name]; outlet != nil {
		_ = json.Unmarshal(outlet.Feed().Latest().Bytes, &found)
	}
	now := s.now()
	found.Layers = slices.DeleteFunc(found.Layers, func(l seenLayer) bool { return l.At > now || l.Until != 0 && l.Until <= now })
	return found
}

// latest is where the newest take of a picture lies, -1 when nothing is on.
func (s seen) latest() int {
	found := -1
	for i, layer := range s.Layers {
		if found < 0 || layer.Take >= s.Layers[found].Take {
			found = i
		}
	}
	return found
}

func (v ctlView) status() CtlStatus {
	text := strconv.Itoa
	st := CtlStatus{
		Output: string(v.output.Output.Name), Phase: string(v.screen.Phase), Released: "false", PgmItem: "0", PgmStep: "0", PgmSteps: "0",
		Cast: "0", Eligible: "0", Turnout: "0.0", Countdown: "0", Due: strconv.FormatInt(v.due, 10), DueIn: "0", Rehearsal: strconv.FormatBool(v.screen.Session.Rehearsal),
		Panic: strconv.FormatBool(v.output.Panic), Hold: strconv.FormatBool(v.output.Frozen != 0),
		Seq: strconv.FormatUint(v.screen.Seq, 10), Rev: strconv.FormatUint(v.rev, 10), ServerTime: strconv.FormatInt(v.now.UnixMilli(), 10),
	}
	if layer, is := v.newest(); is {
		st.PgmScene, st.PgmStep, st.PgmSteps, st.PgmItem = string(layer.Scene), text(layer.Step), text(layer.Steps), text(int(v.itemOf(layer.Take)))
	}
	if at := v.waiting.latest(); at >= 0 {
		st.PvwScene = string(v.waiting.Layers[at].Scene)
	}
	if v.armed != nil {
		st.Armed = string(v.armed.Action.Kind)
	}
	if v.due > 0 {
		st.DueIn = strconv.FormatInt((v.due-v.now.UnixMilli()+999)/1000, 10)
	}
	if item := v.screen.Item; item != nil {
		st.ItemPhase, st.Cast, st.Eligible = string(item.Phase), text(item.Ballots), text(item.Expected)
		st.Turnout = display.Percent(voting.PartOf(item.Ballots, item.Expected))
		st.Released = strconv.FormatBool(item.Phase == voting.PhaseRevealed)
		if item.Phase == voting.PhaseOpen && item.Deadline > 0 {
			st.Countdown = strconv.FormatInt(max(0, item.Deadline-v.now.Unix()), 10)
		}
	}
	standing, _ := stands(v.output, v.owed[v.output.Output.Name], v.pages, v.now)
	st.Stands = string(standing)
	st.tellPages(v)
	return st
}

// newest is the scene of the newest take that can be seen. Of what follows the rundown that is the picture, and not the line in
// the corner beside it; and its steps are nobody's to turn.
func (v ctlView) newest() (layer seenLayer, is bool) {
	at := v.on.latest()
	if at < 0 {
		return layer, false
	}
	layer = v.on.Layers[at]
	if v.shown(layer.Take).Scene == onair.SceneAuto {
		at = slices.IndexFunc(v.on.Layers, func(other seenLayer) bool { return other.Take == layer.Take })
		layer = v.on.Layers[at]
		layer.Step, layer.Steps = 0, 1
	}
	return layer, true
}

// shown is what was taken under a number and can be seen; the zero one where there is none.
func (v ctlView) shown(take uint64) (found onair.Shown) {
	for _, shown := range v.output.Standing(v.output.At).Layers {
		if shown.Take == take && (found.Scene == "" || found.Item == 0) {
			found = shown
		}
	}
	return found
}

// itemOf is the item that a take is about: the one on stage where its cue names none.
func (v ctlView) itemOf(take uint64) voting.ItemID {
	if item := v.shown(take).Item; item != 0 {
		return item
	}
	if v.screen.Item != nil {
		return v.screen.Item.ID
	}
	return 0
}

// tellPages counts the outputs whose pages show what they are to show.
func (st *CtlStatus) tellPages(v ctlView) {
	good, all := 0, 0
	for _, view := range v.views {
		standing, _ := stands(view, v.owed[view.Output.Name], v.pages, v.now)
		if standing == StandsShown {
			good++
		}
		if standing != StandsNobody || view.Output.Program {
			all++
		}
	}
	for _, p := range v.pages {
		if p.Output == v.output.Output.Name && !p.Heard.IsZero() {
			st.DataAge = strconv.FormatInt(min(v.now.Sub(p.Heard).Milliseconds(), since(st.DataAge)), 10)
		}
	}
	st.OutputsOK, st.Outputs = strconv.Itoa(good), strconv.Itoa(all)
}

// since reads an age that is written already; none is older than any.
func since(text string) int64 {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	return 1 << 62
}

// still is a status without what time alone changes.
func (st CtlStatus) still() CtlStatus {
	st.DataAge, st.ServerTime = "", ""
	return st
}
