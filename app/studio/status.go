package studio

import (
	"encoding/json"
	"time"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/socket"
	"pingyi/app/web"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// Status is how the control room stands, for a director's desk. No address of an output is in it.
type Status struct {
	Revision uint64            `json:"revision"`
	Closed   bool              `json:"closed"` // its log cannot be used
	Outputs  []OutputStatus    `json:"outputs"`
	Armed    *ArmedStatus      `json:"armed"`
	Missed   *MissedStatus     `json:"missed,omitempty"`
	Recalled uint64            `json:"recalled"` // revision at which what waited for its moment was taken back last, 0 for never
	Releases []Release         `json:"releases"`
	Checks   []onair.NameCheck `json:"checks"` // lists whose names were checked, of each version, the oldest first
	Phones   onair.Phones      `json:"phones"` // when phones learn of a result
	Plan     PlanStatus        `json:"plan"`
}

// OutputStatus is one output: what it is, what is on it, and who looks.
type OutputStatus struct {
	onair.Output
	Session  voting.SessionID            `json:"session"`
	Revision uint64                      `json:"revision"`       // what its pages are to show
	Layers   map[onair.Layer]onair.Shown `json:"layers"`         // what was decided last, also what comes at a moment; empty for who may not see them
	Seen     map[onair.Layer]onair.Shown `json:"seen"`           // what stands now, also what leaves for something else; likewise
	Due      int64                       `json:"due,omitempty"`  // Unix milliseconds at which something comes on by itself
	Auto     onair.Scene                 `json:"auto,omitempty"` // what follows the rundown there stands for now
	Panic    bool                        `json:"panic"`
	Held     uint64                      `json:"held"` // records at which its numbers stand, 0 when they go on
	Lease    string                      `json:"lease"`
	Unlocks  []string                    `json:"unlocks"`  // who has given a word for a rehearsal
	Unlocked voting.SessionID            `json:"unlocked"` // which one
	Seq      uint64                      `json:"seq"`      // log position of its newest picture
	Stands   Standing                    `json:"stands"`
	Missing  []onair.Scene               `json:"unpainted,omitempty"` // on the picture, and left out by every page
	Waiting  []uint64                    `json:"waiting,omitempty"`   // takes, and groups of rankings, by their acts, and what had its GO for a moment to come, by its number, that are yet to be seen, while all else is: at their moment, or when the strap before is gone
	Pages    []PageStatus                `json:"pages"`
}

// PageStatus is one page that shows an output, with what it said last.
type PageStatus struct {
	Number uint64 `json:"number"`
	Host   string `json:"host"`
	Build  string `json:"build"`
	Since  int64  `json:"since"` // Unix milliseconds
	Heard  int64  `json:"heard"` // likewise; 0 before it said anything
	Shown
}

// ArmedStatus is what waits for Go.
type ArmedStatus struct {
	Number uint64       `json:"number"`
	Action onair.Action `json:"action"`
	By     string       `json:"by"`
	Until  int64        `json:"until"` // Unix milliseconds

	Controller string       `json:"controller"`
	Of         []onair.Laid `json:"of"`    // what was on the preview then
	Other      bool         `json:"other"` // it is not what is there now, and GO is refused

	Due   int64  `json:"due,omitempty"`    // Unix milliseconds at which it comes out by itself, since it has had its GO
	DueBy string `json:"due_by,omitempty"` // whose GO that was
}

// MissedStatus is what was to come out at its moment and was refused then.
type MissedStatus struct {
	Action onair.Action `json:"action"`
	By     string       `json:"by"` // whose GO it was
	At     int64        `json:"at"` // Unix milliseconds
	Why    *Said        `json:"why"`

	Revealed bool `json:"revealed"` // it is out all the same, and what was on the preview was not taken
}

// PlanStatus is what is meant to come on next.
type PlanStatus struct {
	onair.Plan
	By     string      `json:"by"`     // who has started it
	Since  int64       `json:"since"`  // Unix milliseconds since which its step waits
	Why    onair.Pause `json:"why"`    // why it does not run; "" while it does, and where it never did
	Paused string      `json:"paused"` // who paused it
	Waits  *Said       `json:"waits"`  // why a step cannot come on, beside its condition
}

// Release is how far a ranking is released.
type Release struct {
	Session  voting.SessionID `json:"session"`
	List     string           `json:"list"`
	Asked    string           `json:"asked"` // by whom
	Approved string           `json:"approved"`
	Declined string           `json:"declined"`
	Reason   string           `json:"reason"` // of that
	Groups   int              `json:"groups"`
	Of       int              `json:"of"`
	Carried  int              `json:"carried"` // the newest version that was given out whole, 0 when none was
	onair.Binding
}

// Status tells how the control room stands.
func (s *Studio) Status() Status {
	pages, now := s.Health(), s.cfg.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	status := Status{Revision: s.state.Revision, Closed: s.broken, Outputs: []OutputStatus{}, Releases: []Release{}, Checks: []onair.NameCheck{}, Phones: s.state.Phones()}
	for _, v := range s.state.Views(s.now()) {
		name := v.Output.Name
		unlocking := s.state.Unlocking(name)
		out := OutputStatus{
			Output: v.Output, Session: v.Session, Revision: v.Revision, Layers: v.Layers, Seen: v.Standing(v.At).Layers, Due: s.dueOn(v), Panic: v.Panic, Held: v.Frozen,
			Lease: s.state.Lease(name), Unlocks: unlocking.By, Unlocked: unlocking.Session, Pages: []PageStatus{},
		}
		out.Stands, out.Missing = stands(v, s.owedOf(v), pages, now)
		out.Waiting = holding(v, s.owedOf(v), pages, now)
		if comes := s.comesOut(v); comes.Number != 0 && out.Stands == StandsShown {
			out.Waiting = append(out.Waiting, comes.Number)
		}
		out.Auto = s.followsOn(v)
		if outlet := s.outlets[name]; outlet != nil {
			out.Seq = outlet.Painted()
		}
		for _, p := range pages {
			if p.Output == name {
				out.Pages = append(out.Pages, PageStatus{p.Number, p.Host, p.Build, p.Since.UnixMilli(), milliseconds(p.Heard), p.Shown})
			}
		}
		status.Outputs = append(status.Outputs, out)
	}
	status.Armed, status.Missed = s.armedStatus()
	status.Recalled = s.state.Recalled()
	for _, r := range s.state.Releases() {
		status.Releases = append(status.Releases, Release{r.Session, r.List, r.Asked, r.Approved, r.Declined, r.Reason, r.Groups, r.Of, r.Carried(s.now()), r.Binding})
	}
	status.Checks = append(status.Checks, s.state.NameChecks()...)
	plan, run := s.state.Plan()
	status.Plan = PlanStatus{Plan: plan, By: run.By, Since: run.Since, Why: run.Why, Paused: run.Paused, Waits: s.said(s.conductor.refused)}
	return status
}

// followsOn is the scene that auto stands for on an output, "" where nothing follows the rundown. The studio is locked.
func (s *Studio) followsOn(v onair.View) onair.Scene {
	for _, shown := range v.Standing(v.At).Layers {
		if shown.Scene != onair.SceneAuto {
			continue
		}
		for _, layer := range s.seenOn(v.Output.Name).Layers {
			if layer.Take == shown.Take && layer.Scene != onair.SceneBug { // which it lays beside
				return layer.Scene
			}
		}
	}
	return ""
}

// armedStatus tells what waits for GO, or for its moment, and what was refused at its. The studio is locked.
func (s *Studio) armedStatus() (armed *ArmedStatus, missed *MissedStatus) {
	if a, is := s.state.Armed(); is {
		armed = &ArmedStatus{a.Number, a.Action, a.By, a.Until, a.Controller, []onair.Laid{}, s.state.ArmedOther(), a.Due.At, a.Due.By}
		if a.Of != nil {
			armed.Of = append(armed.Of, a.Of.Laid...)
		}
	}
	if m, is := s.state.Missed(); is {
		missed = &MissedStatus{m.Action, m.By, m.At, s.saidOf(web.Problem{Code: m.Why}), m.Revealed}
	}
	return armed, missed
}

func milliseconds(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMilli()
}

// GetStatus answers with how the control room stands.
func (s *Studio) GetStatus(c *fiber.Ctx, who Person) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.JSON(s.Status().toldTo(who.Role))
}

// LiveStatus shows somebody on a socket how the control room stands, whenever that changes.
func (s *Studio) LiveStatus(_ *fiber.Ctx, who Person) (socket.Handler, error) {
	return s.cfg.Feeds.Follow(s.status[sees(who.Role, onair.Sealed)].Feed, "studio", nil), nil
}

// statusFeed is how the room stands, for those who are told the same of it.
type statusFeed struct {
	*display.Feed
	role voting.Role // of one of them
	told string      // the newest; of the clock's goroutine
}

// newStatusFeeds makes one for those who see sealed outputs, and one for everybody else.
func newStatusFeeds() map[bool]*statusFeed {
	return map[bool]*statusFeed{
		true: {Feed: display.NewFeed(), role: voting.Scrutineer}, false: {Feed: display.NewFeed(), role: Director},
	}
}

// publishStatus makes the newest status the one that sockets show.
func (s *Studio) publishStatus() {
	status := s.Status()
	for _, feed := range s.status {
		text, err := json.Marshal(status.toldTo(feed.role))
		if err != nil {
			s.cfg.Logger.Error("encode the status of the control room", "error", err)
			return
		}
		if string(text) != feed.told {
			feed.told = string(text)
			feed.Publish(feed.Latest().Seq+1, text)
		}
	}
}
