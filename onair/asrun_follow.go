package onair

import (
	"reflect"

	"pingyi/voting"
)

// Following is what an output was like while it followed the rundown of its session, until the next. Which
// scenes those were is in the log of the session: display.Following reads it.
type Following struct {
	View   View
	At     int64  // Unix milliseconds from which it was like that
	Record uint64 // how far the session's log went then, 0 where that was not written down
	Act    string // kind of the event that made it so
	By     string
}

// What an output that followed the rundown can have shown beside scenes.
const (
	RunNothing = "nothing" // the rundown had nothing for it, or something else lay there
	RunUnread  = "unread"  // the log of the session is not at hand
)

// follow keeps what the output of a line is like from a moment on, where it follows the rundown.
func (a *AsRun) follow(run *Run, like []Following, at int64, e Event) {
	for _, next := range like {
		if n := len(run.Views); n > 0 && run.Views[n-1].View.like(next.View) {
			continue
		}
		next.At, next.Act, next.By = at, e.kind(), e.stamp().By
		if at <= e.stamp().At {
			next.Record = a.state.recordOf(e, run.Session)
		} else if told, is := a.told(*run, at); is {
			next.Act, next.By = told.Act, told.By
		}
		if len(run.Views) == 0 && next.Record != 0 { // what was taken before the output was tuned knows nothing of the session
			run.Record = next.Record
		}
		run.Views = append(run.Views, next)
	}
}

// told is what was said before of a moment to come.
func (a *AsRun) told(run Run, at int64) (Following, bool) {
	for _, told := range a.open {
		for _, view := range told.Views {
			if told.about(run) && view.At == at {
				return view, true
			}
		}
	}
	return Following{}, false
}

// like reports whether a picture follows from the same, whenever that was.
func (v View) like(other View) bool {
	v.At, v.Revision, other.At, other.Revision = 0, 0, 0, 0
	return reflect.DeepEqual(v, other)
}

// recordOf is how far the log of a session went when what an event brings came on, 0 where it does not say.
func (s *State) recordOf(e Event, session voting.SessionID) uint64 {
	switch e := e.(type) {
	case *Tuned:
		if e.Session == session {
			return e.Record
		}
	case *Taken:
		from := e.From
		if from == "" {
			from = e.On[0]
		}
		if o := s.outputs[from]; e.SeenAt <= e.At && o != nil && o.session == session {
			return e.Record
		}
	}
	return 0
}

// Follows is the line of something that this line of an output that followed the rundown showed. Pages have told of this
// one, not of what comes of it.
func (r Run) Follows() Run {
	r.Views, r.By, r.End, r.EndBy = nil, "", "", ""
	r.Shown, r.Seq, r.Host, r.Engine, r.covered, r.empty, r.follows = 0, 0, "", "", false, false, true
	return r
}

// SeenIn is the line with what pages have told of the other that it follows, where that was about it.
func (r Run) SeenIn(auto Run) Run {
	if auto.Seq != 0 && r.Record <= auto.Seq && auto.Seq <= r.Last && auto.Shown >= r.Air {
		r.Shown, r.Seq, r.Host, r.Engine = auto.Shown, auto.Seq, auto.Host, auto.Engine
	}
	return r
}
