package onair

import "slices"

// A number makes a wish known again when its answer was lost and it is sent once more. What was said under it is kept with
// it: whoever gives one number to two wishes would be told that the second is done, and it is not.

// under reports whether a wish has the number of this one.
func (d done) under(a Act) bool { return a.ID != "" && d.controller == a.Controller && d.id == a.ID }

// other refuses a wish that is another than this one, under the same number. Logs from before do not tell.
func (d done) other(a Act) error {
	if d.said != "" && a.Said != "" && d.said != a.Said {
		return refuse(RefusedNumber, a.ID)
	}
	return nil
}

// again is how a wish is answered whose number was used before: it is done, or it is another. Nil has it decided, and so is a
// panic that is not yet everywhere it is to be: whoever presses it sees something wrong on air, and a box may have one address
// for all evenings.
func (s *State) again(c Command) error {
	a := c.act()
	at := slices.IndexFunc(s.done, func(d done) bool { return d.under(a) })
	if at < 0 {
		return nil
	}
	found := s.done[at]
	err := found.other(a)
	if p, panics := c.(Panic); panics && (err != nil || !s.panics(p.On)) {
		return nil
	}
	if err != nil {
		return err
	}
	return AlreadyDone{Revision: found.revision}
}

// panics reports whether all that a panic is about is in panic.
func (s *State) panics(on []Name) bool {
	meant, err := s.named(on, func(o *outputState) bool { return o.Class == Public })
	return err == nil && !slices.ContainsFunc(meant, func(name Name) bool { return !s.outputs[name].panic })
}
