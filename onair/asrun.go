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
	leaving        bool   // it leaves, or has left, for something whose moment is to come
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

// compare ends what is not on any more and begins what is on now.
func (a *AsRun) compare(e Event) {
	by := e.stamp()
	at, since := by.At, by.At // from when what it changes is to be seen, and what it does not put on itself
	switch e := e.(type) {
	case *Taken:
		at = max(at, e.SeenAt)
	case *Released:
		at = max(at, e.SeenAt)
		since = at
	}
	a.leaveAnew(e)
	now := a.state.running(at)
	still := a.open[:0]
	for _, run := range a.open {
		if i := slices.IndexFunc(now, run.same); i >= 0 {
			a.follow(&run, now[i].Views, at, e)
			still = append(still, run)
			continue
		}
		end := by.At
		if taken, is := e.(*Taken); !is || slices.Contains(taken.On, run.Output) {
			end = at
		}
		if run.From > by.At {
			a.neverOn(run, end, e)
			continue
		}
		if off, stands := a.leaves(run); stands {
			end, run.leaving = off, true
		}
		run.To, run.End, run.EndBy, run.endRev = max(end, run.From), e.kind(), by.By, a.state.Revision
		run.Until = a.state.recordOf(e, run.Session)
		a.over = append(a.over, run)
	}
	a.open = still
	for _, run := range now {
		if !slices.ContainsFunc(a.open, run.same) {
			like := run.Views
			run.From, run.By, run.rev, run.Views = max(since, run.From), by.By, a.state.Revision, nil
			a.follow(&run, like, at, e)
			a.open = append(a.open, run)
		}
	}
}

// leaves says when what a line tells of leaves for something that comes at a moment; false where it does not.
func (a *AsRun) leaves(run Run) (off int64, stands bool) {
	o := a.state.outputs[run.Output]
	if o == nil || run.Take == 0 {
		return 0, false
	}
	l, stands := o.leaving[run.Layer]
	return l.Off, stands && l.Take == run.Take
}

// neverOn lets go of what was to come at a moment and was taken off before. What it was to take the
// place of was on until that.
func (a *AsRun) neverOn(waited Run, end int64, e Event) {
	for i := range a.over {
		if run := &a.over[i]; run.Output == waited.Output && run.To == waited.From && !run.leaving {
			a.endAnew(run, end, e)
		}
	}
}

// leaveAnew says of what was to leave for something at a moment when it does so now: that may come later, or not at all, and
// another act may take off what stands. What has made room already is over.
func (a *AsRun) leaveAnew(e Event) {
	now := e.stamp().At
	for i := range a.over {
		run := &a.over[i]
		if !run.leaving {
			continue
		}
		off, stands := a.leaves(*run)
		if run.leaving = stands; run.To <= now || stands && off == run.To {
			continue
		}
		if !stands {
			off = now
		}
		a.endAnew(run, off, e)
	}
}

func (a *AsRun) endAnew(run *Run, end int64, e Event) {
	run.To, run.End, run.EndBy, run.endRev, run.Off = end, e.kind(), e.stamp().By, a.state.Revision, 0
	run.Until = a.state.recordOf(e, run.Session)
}

// same tells two lines about one thing.
func (r Run) same(other Run) bool {
	return r.Output == other.Output && r.Layer == other.Layer && r.What == other.What && r.Session == other.Session && r.Take == other.Take &&
		r.Cue.Step == other.Cue.Step
}

// running lists what is on all outputs at a moment, or is to come on.
func (s *State) running(now int64) []Run {
	var all []Run
	for _, v := range s.Views(now) {
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
			run.Layer, run.What, run.Cue, run.Record, run.Take, run.From = layer, string(shown.Scene), shown.Cue, shown.Record, shown.Take, shown.At
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
	slices.SortStableFunc(all, func(x, y Run) int { return cmp.Compare(x.From, y.From) })
	return all
}
