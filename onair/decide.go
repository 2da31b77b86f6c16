package onair

import (
	"errors"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"
)

// Bounds of what comes in a command.
const (
	MaxText    = 200     // bytes of a title, a name or a line
	MaxLines   = 60      // of a strap or crawl
	MaxOutputs = 32      // of one room
	MaxAhead   = 60_000  // milliseconds between a take and the moment at which it is to be seen
	MaxArmed   = 600     // seconds for which something stays armed
	Suspense   = 1_500   // milliseconds at least between two groups of a ranking
	maxTime    = 1 << 43 // Unix milliseconds, some 270 years
	maxPages   = 1 << 12 // steps of one scene
	graceAt    = 5_000   // milliseconds by which such a moment may have passed on the way
	maxSize    = 16_384  // pixels
)

// Decide turns a command into the events that carry it out, or into a Refusal, or into
// AlreadyDone. It changes nothing: the caller writes the events and applies them. No events and no
// error means that it is so already. An error of another kind says that the caller built a command
// wrongly.
func Decide(s *State, house House, c Command) ([]Event, error) {
	a := c.act()
	if err := a.check(); err != nil {
		return nil, err
	}
	if err := s.again(c); err != nil {
		return nil, err
	}
	if _, panics := c.(Panic); !panics && a.Expect != 0 && a.Expect != s.Revision {
		return nil, refuse(RefusedStale, fmt.Sprintf("revision is %d", s.Revision))
	}
	d := decision{State: s, house: house, Act: a}
	switch c := c.(type) {
	case SetOutput:
		return d.setOutput(c)
	case RevokeAddress:
		return d.revoke(c)
	case RemoveOutput:
		return d.remove(c)
	case Tune:
		return d.tune(c)
	case Unlock:
		return d.unlock(c)
	case TakeLease:
		return d.takeLease(c)
	case GiveLease:
		return d.giveLease(c)
	case ReportShown:
		return d.reportShown(c)
	case Panic:
		return d.panicNow(c)
	case Unpanic:
		return d.unpanic(c)
	case Arm:
		return d.arm(c)
	case Go:
		return d.goAhead(c)
	case Miss:
		return d.miss(c)
	case Disarm:
		return d.disarm()
	case Approve:
		return d.approve(c)
	case Decline:
		return d.decline(c)
	case SetPhones:
		return d.setPhones(c)
	case ReleasePhones:
		return d.releasePhones(c)
	case Ask:
		return d.ask(c)
	case Extend:
		return d.extend(c)
	case Restarted:
		return d.restarted()
	}
	return d.planned(c)
}

// planned decides the commands about the plan, and about the names on lists.
func (d decision) planned(c Command) ([]Event, error) {
	switch c := c.(type) {
	case SetPlan:
		return d.setPlan(c)
	case RunPlan:
		return d.runPlan(c)
	case Proceed:
		return d.proceed(c)
	case CheckNames:
		return d.checkNames(c)
	case UncheckNames:
		return d.uncheckNames(c)
	case GuardNames:
		return d.guardNames()
	}
	return d.picture(c)
}

// decision is one command before one state.
type decision struct {
	*State
	Act
	house House
}

// picture decides the commands that change what is on a driven output.
func (d decision) picture(c Command) ([]Event, error) {
	switch c := c.(type) {
	case PutCue:
		return d.cue(c)
	case Take:
		return d.take(c)
	case Next:
		return d.turn(c.On, c.Layer, 1)
	case Back:
		return d.turn(c.On, c.Layer, -1)
	case HoldPages:
		return d.holdPages(c)
	case AutoPages:
		return d.autoPages(c)
	case TurnPages:
		return d.turnPages()
	case EndStays:
		return d.endStays()
	case ClearLineup:
		return d.clearLineup()
	case Out:
		return d.out(c)
	case Blank:
		return d.blank(c)
	case Hold:
		return d.hold(c)
	case Unhold:
		return d.unhold(c)
	}
	return nil, fmt.Errorf("decide: no command %T", c)
}

func (d decision) stamp() Stamp {
	return Stamp{At: d.At, By: d.By, Role: d.Role, Controller: d.Controller, ID: d.ID, Said: d.Said}
}

// check finds what could not be read back from the log.
func (a Act) check() error {
	if !plain(a.By) || !plain(a.Controller) || !plain(a.ID) || !plain(a.Said) {
		return errors.New("decide: author, controller or number of an act is too long or no plain text")
	}
	if !slices.Contains([]Role{Director, Organizer, Scrutineer, Sequence, OfServer}, a.Role) {
		return fmt.Errorf("decide: no role %q", a.Role)
	}
	if a.At < 0 || a.At > maxTime {
		return fmt.Errorf("decide: time %d is before 1970 or beyond reason", a.At)
	}
	return nil
}

// plain reports whether a text is one line that a person can read, and not too long.
func plain(text string) bool {
	if len(text) > MaxText || !utf8.ValidString(text) {
		return false
	}
	for _, r := range text {
		if unicode.IsControl(r) || r == '\uFFFD' {
			return false
		}
	}
	return true
}

// driven finds outputs that this controller may drive, each once. The plan that runs drives those of
// whoever has taken them over meanwhile: he sees it run, and any act of his pauses it.
func (d decision) driven(on []Name) ([]*outputState, error) {
	if len(on) == 0 {
		return nil, refuse(RefusedNoOutput, "")
	}
	var found []*outputState
	for i, name := range on {
		o := d.outputs[name]
		switch {
		case o == nil || slices.Contains(on[:i], name):
			return nil, refuse(RefusedNoOutput, string(name))
		case o.lease != "" && o.lease != d.Controller && d.Role != Sequence:
			return nil, refuse(RefusedLease, fmt.Sprintf("%s: %s", o.called(), o.lease))
		}
		found = append(found, o)
	}
	return found, nil
}

// free refuses outputs on which nothing may come on.
func free(outputs []*outputState) error {
	for _, o := range outputs {
		if o.panic {
			return refuse(RefusedPanic, o.called())
		}
		if o.frozen != 0 {
			return refuse(RefusedHeld, o.called())
		}
	}
	return nil
}

// record is how far the log of a session goes, 0 without one.
func (d decision) record(o *outputState) uint64 {
	facts, _ := d.house.Session(o.session)
	return facts.Record
}

func names(outputs []*outputState, which func(*outputState) bool) []Name {
	var found []Name
	for _, o := range outputs {
		if which(o) {
			found = append(found, o.Name)
		}
	}
	return found
}

// nothing is what carries out a wish that is fulfilled already.
func nothing() ([]Event, error) { return nil, nil }

func one(e Event) ([]Event, error) { return []Event{e}, nil }
