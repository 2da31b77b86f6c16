package display

import (
	"cmp"
	"math"

	"pingyi/onair"
	"pingyi/voting"
)

// Following tells what outputs showed while they followed the rundown of a session: it folds the session's
// log along and asks at each record what auto lineOf for. Acts of a session are known to the second, and hold
// from its beginning on, as in a replay; where the control room wrote down how far the log went, that decides.
type Following struct {
	state     *voting.State
	counted   *Outputs
	now       int64 // Unix milliseconds of the newest record
	stretches []*stretch
}

// stretch is one output for as long as nobody changed anything of it.
type stretch struct {
	run          onair.Run // of auto
	view         onair.Following
	to           int64  // Unix milliseconds, 0 for as far as the log goes
	start, until uint64 // records, 0 where the time has to tell
	begun, over  bool
	lines        []lineOf
}

// lineOf is a line with what tells it from the next.
type lineOf struct {
	onair.Run
	followed
}

// followed is what auto lineOf for. As long as it is the same there is one line, whatever the numbers do.
type followed struct {
	scene        onair.Scene // "" for nothing
	layer        onair.Layer
	item         voting.ItemID
	run          uint16
	phase        voting.ItemPhase
	page         int
	out, version int // of a board: how many items are revealed, and of which version of the result it is
	revision     uint64
	counted      bool // the counts of the item may be seen: all that a ballot can change
}

func (f followed) same(other followed) bool {
	f.revision, other.revision, f.counted, other.counted = 0, 0, false, false
	return f == other
}

// NewFollowing looks into lines of the as-run list that are about a session. Its log comes by Add.
func NewFollowing(id voting.SessionID, runs []onair.Run) *Following {
	f := &Following{state: voting.NewState(), counted: new(Outputs)}
	for _, run := range runs {
		if run.Session != id {
			continue
		}
		for i, view := range run.Views {
			p := &stretch{run: run, view: view, to: run.To, until: run.Until, start: cmp.Or(view.View.Frozen, view.Record)}
			if i+1 < len(run.Views) {
				next := run.Views[i+1]
				if p.to, p.until = next.At, cmp.Or(next.View.Frozen, next.Record); next.At == view.At {
					continue // nobody can have seen it
				}
			}
			f.stretches = append(f.stretches, p)
		}
	}
	return f
}

// Add folds the next record.
func (f *Following) Add(e voting.Event) error {
	f.now = max(f.now, voting.When(e)*1000)
	f.reach(f.now)
	if err := f.state.Apply(e); err != nil {
		return err
	}
	for _, p := range f.stretches {
		if p.begun && !p.over {
			f.look(p, f.now, voting.Kind(e))
		}
	}
	return nil
}

// reach begins and ends what the state as it is belongs to, before a record of a moment changes it.
func (f *Following) reach(moment int64) {
	for _, p := range f.stretches {
		if !p.begun && f.passed(p.start, p.view.At+1, moment) {
			p.begun = true
			f.look(p, p.view.At, "")
		}
		frozen := p.view.View.Frozen != 0
		if p.begun && !p.over && (frozen || (p.until != 0 || p.to != 0) && f.passed(p.until, p.to, moment)) {
			p.end(f.state.Records)
		}
	}
}

// passed reports whether the log has got to a record or, where none is named, to a moment.
func (f *Following) passed(record uint64, at, moment int64) bool {
	if record != 0 && moment != math.MaxInt64 {
		return f.state.Records >= record
	}
	return moment >= at
}

// look begins another line where auto stands for something else.
func (f *Following) look(p *stretch, at int64, act string) {
	var before followed
	last := len(p.lines) - 1
	if last >= 0 {
		before = p.lines[last].followed
		if before.revision == f.state.Revision && before.counted == f.countsSeen() {
			return
		}
	}
	now := f.followed(p.view.View)
	if last >= 0 && now.same(before) {
		p.lines[last].followed = now
		return
	}
	if at = max(at, p.view.At); p.to != 0 {
		at = min(at, p.to)
	}
	line := p.line(now, at, f.state.Records)
	if last >= 0 {
		ended := &p.lines[last].Run
		ended.To, ended.End, ended.Last = line.From, act, f.state.Records-1
	}
	p.lines = append(p.lines, lineOf{line, now})
}

func (p *stretch) end(records uint64) {
	p.over = true
	if n := len(p.lines); n > 0 {
		p.lines[n-1].To, p.lines[n-1].Last = p.to, records
	}
}

// line is that of something that auto lineOf for.
func (p *stretch) line(now followed, from int64, record uint64) onair.Run {
	run := p.run.Follows()
	run.Layer, run.What, run.Phase, run.Record, run.From, run.To = now.layer, string(now.scene), now.phase, record, from, 0
	run.Cue = onair.Cue{Scene: now.scene, Item: now.item, Step: now.page}
	if now.scene == "" {
		run.Layer, run.What = p.run.Layer, onair.RunNothing
	}
	return run
}

// countsSeen reports whether the counts of the item on stage may be seen. Of an open one whoever looks waits for the same
// number of ballots.
func (f *Following) countsSeen() bool {
	item := f.state.Staged()
	if item == nil {
		return false
	}
	_, seen := Screen.counts(item, f.state.Session.Rulebook.Reveal)
	return seen
}

// followed says what auto stands for as the log goes.
func (f *Following) followed(v onair.View) followed {
	if f.state.Phase == "" {
		return followed{}
	}
	v = bound(f.state, v)
	o := output{View: v, picture: picture{State: f.state, audience: readers(v.Output.Class), revealed: f.counted.rows}, counted: f.counted}
	now := o.followed()
	now.counted = f.countsSeen()
	return now
}

// followed says what auto stands for, where it is to be seen.
func (o output) followed() followed {
	cue, ok := o.resolve(onair.Cue{Scene: onair.SceneAuto})
	kind, _ := onair.KindOf(cue.Scene)
	f := followed{revision: o.State.Revision}
	if !ok || !o.shows(cue.Scene) || o.covered(kind.Layer) {
		return f
	}
	f.scene, f.layer = cue.Scene, kind.Layer
	item := o.current()
	switch {
	case cue.Scene == onair.SceneBoard:
		f.page, f.version = cue.Step, o.ShownVersion().Number
		for i := range o.Items {
			if o.Items[i].Phase == voting.PhaseRevealed {
				f.out++
			}
		}
	case cue.Scene != onair.SceneJoin && item != nil:
		f.item, f.run, f.phase = item.ID, item.Run, item.Phase
	}
	return f
}

// covered reports whether somebody has put a scene where that of auto would lie.
func (o output) covered(layer onair.Layer) bool {
	shown, on := o.Layers[layer]
	if !on || shown.Scene == onair.SceneAuto {
		return false
	}
	_, drawn := o.layer(layer, shown)
	return drawn
}

// Runs are the lines, after the last record. What is still on has no end.
func (f *Following) Runs() (runs []onair.Run) {
	f.reach(math.MaxInt64)
	var before *stretch
	var lines []lineOf
	flush := func() {
		for i := range lines {
			if i+1 < len(lines) {
				lines[i].Off = lines[i+1].Air
			}
			runs = append(runs, lines[i].SeenIn(before.run))
		}
		lines = nil
	}
	for _, p := range f.stretches {
		if !p.over {
			p.end(f.state.Records)
		}
		if before != nil && (before.run.Output != p.run.Output || before.run.From != p.run.From || before.run.Take != p.run.Take) {
			flush()
		}
		before, lines = p, p.join(lines)
	}
	flush()
	return runs
}

// join puts the lines of a stretch after those of the one before it. Where nothing else was to be seen it is one line.
func (p *stretch) join(lines []lineOf) []lineOf {
	for i, line := range p.lines {
		line.air(p)
		last := len(lines) - 1
		switch {
		case i > 0 || last < 0:
		case lines[last].same(line.followed):
			lines[last].To, lines[last].Off, lines[last].Last = line.To, line.Off, max(lines[last].Last, line.Last)
			lines[last].End, lines[last].EndBy = line.End, line.EndBy
			continue
		default:
			lines[last].End, lines[last].EndBy = p.view.Act, p.view.By
		}
		lines = append(lines, line)
	}
	return lines
}

// air gives a line the times at which viewers had it, and of the last the end of auto.
func (s *lineOf) air(p *stretch) {
	s.Late = p.view.View.Output.Late()
	s.Air = max(s.From+s.Late, p.run.Air)
	s.Off = 0
	if s.To != 0 {
		s.Off = s.To + s.Late
	}
	if p.run.To != 0 && s.To == p.run.To {
		s.End, s.EndBy, s.Off = cmp.Or(s.End, p.run.End), cmp.Or(s.EndBy, p.run.EndBy), p.run.Off
	}
	if p.run.Off != 0 {
		s.Air, s.Off = min(s.Air, p.run.Off), min(s.Off, p.run.Off)
	}
}
