package count

import "slices"

// Waiting is a list that may change with a tie that waits for a decision: it rests on the step that
// the tie is of, be it by "not_on", by its figure or by a condition.
type Waiting struct {
	List    string // the step that makes it
	ByClass bool   // the list of each class waits for the ties of that class alone
}

// Waiting lists the lists that rest on a step, in the order of the steps: while a tie of that step
// waits, none of them is settled either.
func (b *Rulebook) Waiting(step string) (all []Waiting) {
	rests, apart := map[string]bool{step: true}, map[string]bool{}
	for i := range b.steps {
		st := &b.steps[i]
		apart[st.name] = !st.crosses
		for _, read := range st.reads {
			if !rests[read] {
				continue
			}
			apart[st.name] = apart[st.name] && apart[read]
			rests[st.name] = true
		}
		list, is := st.work.(*cut)
		if is && st.name != step && rests[st.name] {
			all = append(all, Waiting{st.name, apart[st.name] && list.inside == axisClass})
		}
	}
	return all
}

// asked are the ties that people can decide now.
func (r *run) asked() []Pending { return slices.DeleteFunc(slices.Clone(r.pending), r.behind) }

// behind reports whether a tie is of a list that may change with another tie that waits, among the units that are
// level. A list by class does not for a tie of another class.
func (r *run) behind(tie Pending) bool {
	return slices.ContainsFunc(r.pending, func(p Pending) bool {
		rests := slices.ContainsFunc(r.book.Waiting(p.Step), func(w Waiting) bool { return w.List == tie.Step })
		if !rests {
			return false
		}
		reached := r.book.Unsettled([]Pending{p}, r.units)[tie.Step]
		return slices.ContainsFunc(tie.Units, func(unit string) bool { return reached[unit] != nil })
	})
}

// tellWaiting says for which decisions of other steps the list of a unit waits.
func (s *cut) tellWaiting(r *run, list, unit string) (said Said) {
	for _, p := range r.asked() {
		for _, w := range r.book.Waiting(p.Step) {
			if w.List != list || w.ByClass && r.classOf(unit) != r.classOf(p.Units[0]) {
				continue
			}
			said.Chinese += "；这份名单未定：所依据的“" + r.book.inChinese(p.Step) + "”还在等" + kindInChinese(p.Kind)
			said.English += "; this list is not settled: " + r.book.NameIn("en", p.Step) + ", on which it rests, waits for a " + p.Kind
		}
	}
	return said
}

func (w *world) classOf(unit string) string {
	at := slices.IndexFunc(w.units, func(u Unit) bool { return u.Label == unit })
	return w.units[at].Class
}
