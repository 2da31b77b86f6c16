package onair

import "slices"

// Paint says what is known of whether somebody has seen a line of the list.
type Paint string

// The words.
const (
	Unconfirmed Paint = ""         // no page has said anything of it
	WasPainted  Paint = "painted"  // a page has painted it
	Covered     Paint = "covered"  // it was gone again in the first picture that a page painted after it
	WasEmpty    Paint = "empty"    // a page has painted the picture, and there was nothing to show of it
	Recalled    Paint = "recalled" // it was taken off before the delay was over
	Followed    Paint = "followed" // pages tell of what it follows that they painted it, and not of each scene
)

// Paint says it.
func (r Run) Paint() Paint {
	switch {
	case r.Shown != 0:
		return WasPainted
	case r.Off != 0 && r.Off <= r.Air && r.To > r.From && r.Late > 0:
		return Recalled
	case r.follows:
		return Followed
	case r.empty:
		return WasEmpty
	case r.covered:
		return Covered
	}
	return Unconfirmed
}

// confirm marks what a page has painted, and what was gone by then. Steps of one take follow one another,
// so of the lines of a take the newest was painted.
func (a *AsRun) confirm(e *WasShown) {
	if e.Rev == 0 { // an old record
		a.mark(e, func(run Run) bool { return run.Take == e.Take && run.Take != 0 && run.To == 0 })
		return
	}
	newest := make(map[Stood]uint64)
	a.each(e, func(run *Run) {
		if stood, is := e.stood(*run); is {
			newest[stood] = max(newest[stood], run.rev)
		}
	})
	a.mark(e, func(run Run) bool {
		if run.Take == 0 {
			return !run.ended(e.Rev)
		}
		stood, is := e.stood(run)
		return is && newest[stood] == run.rev
	})
	a.each(e, func(run *Run) {
		stands := slices.ContainsFunc(e.On, func(s Stood) bool { return s.Take == run.Take })
		switch {
		case run.Shown != 0:
		case run.Take != 0 && e.Only != "" && Scene(run.What) != e.Only: // this page leaves it out
		case run.ended(e.Rev):
			further := slices.ContainsFunc(e.On, func(s Stood) bool { return s.Take == run.Take && s.Step > run.Cue.Step })
			run.covered = run.covered || further || !stands || !Scene(run.What).reveals()
		case !stands && run.Air <= e.At && !slices.Contains(e.Waits, run.Take):
			run.empty = true
		}
	})
}

// mark keeps the first word about lines.
func (a *AsRun) mark(e *WasShown, painted func(Run) bool) {
	a.each(e, func(run *Run) {
		if run.Shown == 0 && painted(*run) {
			run.Shown, run.Host, run.Engine, run.Seq = e.At, e.Host, e.Engine, e.Seq
		}
	})
}

// each goes through the lines that a picture of an output can tell of.
func (a *AsRun) each(e *WasShown, fn func(*Run)) {
	for _, runs := range [][]Run{a.open, a.over} {
		for i := range runs {
			if run := &runs[i]; run.Output == e.Output && (run.rev <= e.Rev || e.Rev == 0) {
				fn(run)
			}
		}
	}
}

// stood finds a line in a picture. Of a reveal a step is another picture, since it may come at a moment.
func (e *WasShown) stood(run Run) (Stood, bool) {
	for _, stood := range e.On {
		if stood.Take == run.Take && (!Scene(run.What).reveals() || stood.Step == run.Cue.Step) {
			return stood, true
		}
	}
	return Stood{}, false
}

// ended reports whether a line was over in a revision.
func (r Run) ended(rev uint64) bool { return r.endRev != 0 && r.endRev <= rev }
