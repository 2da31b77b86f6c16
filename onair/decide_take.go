package onair

import (
	"fmt"
	"slices"

	"pingyi/voting"
)

func (d decision) cue(c PutCue) ([]Event, error) {
	outputs, err := d.driven(c.On)
	if err != nil {
		return nil, err
	}
	if err := free(outputs); err != nil {
		return nil, err
	}
	kind, known := KindOf(c.Cue.Scene)
	if !known {
		return nil, refuse(RefusedScene, string(c.Cue.Scene))
	}
	if !c.Cue.plain() {
		return nil, refuse(RefusedCue, string(c.Cue.Scene))
	}
	for _, o := range outputs {
		// Another session may have such an item, and it would be another unit's.
		if c.Session != "" && o.session != "" && d.foreign(c.Cue, c.Session, o) {
			return nil, refuse(RefusedOtherSession, o.called())
		}
	}
	taken := &Taken{
		Stamp: d.stamp(), On: c.On, Cut: c.Cut, Record: d.record(outputs[0]),
		Laid: []Laid{{Layer: kind.Layer, Evicts: kind.Evicts, Ousts: ousts(c.Cue.Scene), Cue: c.Cue}},
	}
	return d.taken(taken, outputs, c.TakeAt)
}

func (d decision) take(c Take) ([]Event, error) {
	if c.Item != 0 && c.Item == d.undone {
		return nil, refuse(RefusedOvertaken, "")
	}
	outputs, err := d.driven(append(slices.Clone(c.On), c.From))
	if err != nil {
		return nil, err
	}
	from, outputs := outputs[len(c.On)], outputs[:len(c.On)]
	if len(outputs) == 0 {
		return nil, refuse(RefusedNoOutput, "")
	}
	if err := free(outputs); err != nil {
		return nil, err
	}
	taken := &Taken{
		Stamp: d.stamp(), On: c.On, From: c.From, Moved: from.Class == Preview, Cut: c.Cut, Record: d.record(from), Laid: from.laid(c.Layers),
	}
	if !from.still(c.Of, c.Layers) {
		return nil, refuse(RefusedOther, string(c.From))
	}
	if len(taken.Laid) == 0 {
		return nil, refuse(RefusedNothing, string(c.From))
	}
	for _, o := range outputs {
		if slices.ContainsFunc(taken.Laid, func(laid Laid) bool { return d.foreign(laid.Cue, from.session, o) }) {
			return nil, refuse(RefusedOtherSession, o.called())
		}
	}
	return d.taken(taken, outputs, c.TakeAt)
}

// foreign reports whether a cue that was chosen for one session is not for an output that shows another. What
// is about no session may go from one to the other, but words that somebody has typed for a rehearsal may not.
func (d decision) foreign(cue Cue, of voting.SessionID, o *outputState) bool {
	return o.session != of && (!cue.Free() || len(cue.Text) > 0 && d.crosses(of, o.session))
}

// laid is what lies on the wanted layers of an output, none being all, from the bottom up.
func (o *outputState) laid(wanted []Layer) []Laid {
	var all []Laid
	for _, layer := range Layers() {
		shown, on := o.layers[layer]
		if !on || len(wanted) > 0 && !slices.Contains(wanted, layer) {
			continue
		}
		all = append(all, lay(layer, shown))
	}
	return all
}

// lay is a scene as it is laid on a layer.
func lay(layer Layer, shown Shown) Laid {
	kind, _ := KindOf(shown.Scene)
	return Laid{Layer: layer, Evicts: kind.Evicts, Ousts: ousts(shown.Scene), Cue: shown.clone().Cue}
}

// still reports whether what lies on the wanted layers of an output is what an action was armed for. Pages
// that turn by themselves are the same picture.
func (o *outputState) still(of *Subject, wanted []Layer) bool {
	if of == nil {
		return true
	}
	return o.session == of.Session && slices.EqualFunc(o.laid(wanted), of.Laid, func(now, armed Laid) bool {
		return now.Layer == armed.Layer && now.Cue.About(armed.Cue) && (now.Cue.Step == armed.Cue.Step || o.layers[now.Layer].Every > 0)
	})
}

// taken refuses what may not come on, and says when it is to be seen.
func (d decision) taken(t *Taken, outputs []*outputState, at int64) ([]Event, error) {
	for _, o := range outputs {
		for _, laid := range t.Laid {
			if err := d.mayShow(o, laid.Cue); err != nil {
				return nil, err
			}
		}
	}
	if err := d.soon(at); err != nil {
		return nil, err
	}
	d.versioned(t.Laid, outputs)
	if t.SeenAt = d.At; at != 0 {
		t.SeenAt = at
	}
	t.Room = d.rooms(t, outputs)
	return one(t)
}

// soon refuses a moment that is too far ahead, or over; 0 is at once.
func (d decision) soon(at int64) error {
	if at != 0 && (at < d.At-graceAt || at > d.At+MaxAhead) {
		return refuse(RefusedAt, fmt.Sprint(at))
	}
	return nil
}

// mayShow asks the output, and the house about what the cue is of.
func (d decision) mayShow(o *outputState, cue Cue) error {
	if !o.allows(cue.Scene) {
		return refuse(RefusedNotAllowed, fmt.Sprintf("%s: %s", o.called(), cue.Scene))
	}
	if o.session == "" && !cue.Free() {
		return refuse(RefusedNotTuned, o.called())
	}
	if _, known := d.house.Session(o.session); known { // else it was let there while it was, and viewers are to be told what is the matter
		if err := d.rehearsalOn(o, o.session); err != nil {
			return err
		}
	}
	if d.hides(o, cue.Scene) {
		return refuse(RefusedLineup, o.called())
	}
	view, _ := d.View(o.Name, d.At)
	verdict := d.house.Cue(cue, view)
	if verdict.Code != "" {
		return refuse(verdict.Code, verdict.Detail)
	}
	if cue.Step < 0 || cue.Step >= max(verdict.Steps, 1) {
		return refuse(RefusedStep, fmt.Sprint(cue.Step))
	}
	return nil
}

// plain reports whether a cue can be read back from the log and drawn.
func (c Cue) plain() bool {
	for _, text := range append([]string{string(c.Unit), string(c.Other), c.List}, c.Text...) {
		if !plain(text) {
			return false
		}
	}
	return len(c.Text) <= MaxLines && 0 <= c.Step && c.Step < maxPages
}

func (d decision) out(c Out) ([]Event, error) {
	outputs, err := d.driven(c.On)
	if err != nil {
		return nil, err
	}
	off := &TakenOff{Stamp: d.stamp()}
	for _, o := range outputs {
		layers := o.off(d.At)
		if c.Layer != "" {
			layers = o.outOf(c.Layer, d.At)
		}
		for _, layer := range layers {
			off.Off = append(off.Off, Place{Output: o.Name, Layer: layer})
		}
	}
	if len(off.Off) == 0 {
		return nothing()
	}
	return one(off)
}

// outOf are the layers to be cleared for one to be out. What has a moment still to come stands beside what it
// takes the place of, on other layers too, and is not to leave it behind: nobody would be told of it any more.
func (o *outputState) outOf(layer Layer, now int64) (all []Layer) {
	shown, on := o.layers[layer]
	for _, other := range Layers() {
		leaving := o.leaving[other]
		stands := leaving.Until > now
		_, taken := o.layers[other]
		if other == layer && (on || stands) || on && stands && !taken && leaving.Until == shown.At {
			all = append(all, other)
		}
	}
	return all
}

func (d decision) blank(c Blank) ([]Event, error) {
	outputs, err := d.driven(c.On)
	if err != nil {
		return nil, err
	}
	on := names(outputs, func(o *outputState) bool { return len(o.lying(d.At)) > 0 })
	if len(on) == 0 {
		return nothing()
	}
	return one(&Blanked{Stamp: d.stamp(), On: on})
}

// panicNow asks nothing: neither whose the output is, nor on which picture it was decided. Nothing stays
// armed: what was right to press a moment ago has to be looked at again.
func (d decision) panicNow(c Panic) ([]Event, error) {
	on, err := d.named(c.On, func(o *outputState) bool { return o.Class == Public })
	if err != nil {
		return nil, err
	}
	on = slices.DeleteFunc(on, func(name Name) bool { return d.outputs[name].panic })
	var events []Event
	if len(on) > 0 {
		events = append(events, &Panicked{Stamp: d.stamp(), On: on})
	}
	if d.armed != nil {
		events = append(events, &Disarmed{Stamp: d.stamp()})
	}
	return events, nil
}

func (d decision) unpanic(c Unpanic) ([]Event, error) {
	on, err := d.named(c.On, func(o *outputState) bool { return o.panic })
	if err != nil {
		return nil, err
	}
	if len(on) > 0 {
		if _, err := d.driven(on); err != nil {
			return nil, err
		}
	}
	on = slices.DeleteFunc(on, func(name Name) bool { return !d.outputs[name].panic })
	if len(on) == 0 {
		return nothing()
	}
	return one(&Unpanicked{Stamp: d.stamp(), On: on})
}

// named finds outputs by name, and without names all that are meant.
func (s *State) named(on []Name, meant func(*outputState) bool) ([]Name, error) {
	if len(on) > 0 {
		for _, name := range on {
			if s.outputs[name] == nil {
				return nil, refuse(RefusedNoOutput, string(name))
			}
		}
		return slices.Clone(on), nil
	}
	var all []Name
	for _, name := range s.order {
		if meant(s.outputs[name]) {
			all = append(all, name)
		}
	}
	return all, nil
}

func (d decision) hold(c Hold) ([]Event, error) {
	outputs, err := d.driven(c.On)
	if err != nil {
		return nil, err
	}
	held := &HeldAt{Stamp: d.stamp()}
	for _, o := range outputs {
		if o.session == "" {
			return nil, refuse(RefusedNotTuned, o.called())
		}
		if o.frozen == 0 {
			held.On = append(held.On, Frozen{o.Name, d.record(o)})
		}
	}
	if len(held.On) == 0 {
		return nothing()
	}
	return one(held)
}

func (d decision) unhold(c Unhold) ([]Event, error) {
	outputs, err := d.driven(c.On)
	if err != nil {
		return nil, err
	}
	on := names(outputs, func(o *outputState) bool { return o.frozen != 0 })
	if len(on) == 0 {
		return nothing()
	}
	return one(&Unheld{Stamp: d.stamp(), On: on})
}
