package onair

import (
	"cmp"
	"slices"

	"pingyi/voting"
)

// Run is one line of the as-run list: something that was on an output from one moment to another.
type Run struct {
	Output  Name
	Layer   Layer  // "" of what is about the whole output
	What    string // a scene, or one of the words below
	Cue     Cue    // of a scene; its step is where it stood, of a reveal the groups that were released
	Session voting.SessionID
	Record  uint64 // how far the session's log went when this was decided
	Take    uint64 // of a scene
	From    int64  // Unix milliseconds; of a scene the moment from which it is to be seen
	By      string
	To      int64  // 0 while it is on
	End     string // kind of the event that ended it
	EndBy   string

	Class Class // of the output, then
	Late  int64 // its delay in milliseconds, when this was decided
	Air   int64 // From with the delay: since when viewers have had it
	Off   int64 // likewise of To

	Shown  int64  // when a page first said that it had painted it; 0 for never
	Seq    uint64 // position in the session's log of what it painted then
	Host   string // which page that was
	Engine string

	Views []Following      // of what follows the rundown, the oldest first
	Until uint64           // likewise how far the session's log went when it ended, 0 where that was not written down
	Phase voting.ItemPhase // of what it showed: where the item stood
	Last  uint64           // likewise how far the log went in the end; 0 where Record says it all

	rev, endRev    uint64 // of the room, when it began and ended
	covered, empty bool   // of what no page has painted
	follows        bool   // it is what auto stood for
}

// What else can be on an output.
const (
	RunTuned = "tuned" // it showed a session
	RunPanic = "panic" // nothing could be seen
	RunHeld  = "held"  // numbers stood still at Record
	RunTimed = "timed" // an item waited for its moment, after GO

	RunChecked   = "checked"   // somebody said that the names on a list were checked
	RunUnchecked = "unchecked" // and took it back

	RunCorrected = "corrected" // a correction of the result was announced; whoever knows the session puts it among the lines
)

// AsRun makes the as-run list of a room from its events, given one by one in their order.
type AsRun struct {
	state *State
	open  []Run
	over  []Run // of late: a word of them, or a change of their time, may still come
	runs  []Run
}

// NewAsRun begins a list.
func NewAsRun() *AsRun { return &AsRun{state: NewState()} }

// Add folds the next event.
func (a *AsRun) Add(e Event) error {
	if err := a.state.Apply(e); err != nil {
		return err
	}
	if shown, is := e.(*WasShown); is {
		a.confirm(shown)
		return nil
	}
	a.compare(e)
	a.checked(e)
	a.time(e.stamp().At)
	return nil
}

// compare has the list go on from an event: with what is on from then, and from each moment to come as that is decided so far.
// What was told of such moments before is told anew.
func (a *AsRun) compare(e Event) {
	now := e.stamp().At
	before, lines := a.open, make([]Run, 0, len(a.open))
	for _, at := range append([]int64{now}, a.state.moments(now)...) {
		on := a.state.running(at)
		is := func(run Run) int { return slices.IndexFunc(on, run.same) }
		var rest []Run
		for _, run := range before {
			if is(run) >= 0 && (at == now && !run.over(now) || at == run.From) {
				lines = append(lines, run.anew(now))
			} else {
				rest = append(rest, run)
			}
		}
		before = rest
		for i := range lines {
			switch n := is(lines[i]); {
			case lines[i].over(at):
			case n < 0:
				a.end(&lines[i], at, e)
			default:
				a.follow(&lines[i], on[n].Views, at, e)
			}
		}
		for _, run := range on {
			if !slices.ContainsFunc(lines, func(l Run) bool { return l.To == 0 && l.same(run) }) {
				views := run.Views
				run.From, run.By, run.rev, run.Views = at, e.stamp().By, a.state.Revision, nil
				lines = append(lines, run)
				a.follow(&lines[len(lines)-1], views, at, e)
			}
		}
	}
	for _, run := range before {
		if run.From > now { // it never came
			continue
		}
		if !run.over(now) {
			run = run.anew(now)
			a.end(&run, now, e)
		}
		a.over = append(a.over, run)
	}
	a.open = lines
}

// anew is a line about which nothing is said yet that comes after a moment.
func (r Run) anew(now int64) Run {
	r.To, r.End, r.EndBy, r.endRev, r.Until, r.Off = 0, "", "", 0, 0, 0
	if n := slices.IndexFunc(r.Views, func(v Following) bool { return v.At > now }); n >= 0 {
		r.Views = r.Views[:n:n]
	}
	return r
}

// over reports whether a line had its end by a moment.
func (r Run) over(now int64) bool { return r.To != 0 && r.To <= now }

// end ends a line at a moment. What was said before to end it then still does.
func (a *AsRun) end(run *Run, at int64, e Event) {
	run.To = at
	for _, told := range a.open {
		if told.about(*run) && told.To == at {
			run.End, run.EndBy, run.endRev, run.Until = told.End, told.EndBy, told.endRev, told.Until
			return
		}
	}
	by := e.stamp()
	run.End, run.EndBy, run.endRev = e.kind(), by.By, a.state.Revision
	if at <= by.At {
		run.Until = a.state.recordOf(e, run.Session)
	}
}

// same tells two lines about one thing.
func (r Run) same(other Run) bool { return r.about(other) && r.Cue.Step == other.Cue.Step }

// about tells them whatever its step.
func (r Run) about(other Run) bool {
	return r.Output == other.Output && r.Layer == other.Layer && r.What == other.What && r.Session == other.Session && r.Take == other.Take
}

// running lists what is on all outputs at a moment, as it is decided so far.
func (s *State) running(now int64) []Run {
	var all []Run
	for _, v := range s.Views(now) {
		v = v.Standing(now)
		whole := Run{Output: v.Output.Name, Session: v.Session, Class: v.Output.Class}
		if v.Session != "" {
			tuned := whole
			tuned.What, tuned.Record = RunTuned, s.outputs[v.Output.Name].tunedAt
			all = append(all, tuned)
		}
		if v.Panic {
			panicked := whole
			panicked.What = RunPanic
			all = append(all, panicked)
		}
		if v.Frozen != 0 {
			held := whole
			held.What, held.Record = RunHeld, v.Frozen
			all = append(all, held)
		}
		if timed, is := s.waiting(whole); is {
			all = append(all, timed)
		}
		for _, layer := range Layers() {
			shown, on := v.Layers[layer]
			if !on {
				continue
			}
			run := whole
			run.Layer, run.What, run.Cue, run.Record, run.Take = layer, string(shown.Scene), shown.Cue, shown.Record, shown.Take
			if shown.Scene == SceneAuto && v.Session != "" {
				run.Views = []Following{{View: v}}
			}
			if shown.Scene.reveals() {
				run.Cue.Step = v.groups(shown)
				run.Record = max(run.Record, s.releasedAt(v.Session, shown.List))
			}
			all = append(all, run)
		}
	}
	return all
}

func (s *State) releasedAt(session voting.SessionID, list string) uint64 {
	if r := s.release(session, list); r != nil {
		return r.Record
	}
	return 0
}

// Runs gives the list, by the moment at which each began; what is still on has no end.
func (a *AsRun) Runs() []Run {
	all := slices.Concat(a.runs, a.over, a.open)
	began := func(x, y Run) int { return cmp.Compare(x.From, y.From) }
	ends := func(x, y Run) int { return cmp.Compare(min(y.To, 1), min(x.To, 1)) } // what has an end or will have stands first
	slices.SortStableFunc(all, func(x, y Run) int { return cmp.Or(began(x, y), ends(x, y)) })
	return all
}

// Stood says where a scene stood, in the key of its words and a number: at which step or page, counted from one, or how
// many groups of a ranking were out. 0 is where there is nothing to say, as of the first step.
func (r Run) Stood() (key string, n int) {
	switch {
	case r.Cue.Step == 0:
		return "", 0
	case r.Cue.Scene == SceneReveal || r.Cue.Scene == SceneTen:
		return "groups", r.Cue.Step
	}
	return "step", r.Cue.Step + 1
}
