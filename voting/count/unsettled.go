package count

import (
	"maps"
	"slices"
)

// Unsettled is what may still change with ties that wait for a decision: by table and by unit
// the ties that it waits for.
type Unsettled map[string]map[string][]Pending

// Unsettled follows ties from the steps that they are of to all that rests on those: of a step that
// looks at one unit after the other the units that are level, and of one that puts units in order
// or together everybody among whom it does so.
func (b *Rulebook) Unsettled(pending []Pending, units []Unit) Unsettled {
	all := Unsettled{}
	for _, p := range pending {
		tied := map[string]bool{}
		for _, unit := range p.Units {
			tied[unit] = true
		}
		reached := map[string]map[string]bool{p.Step: tied}
		for i := range b.steps {
			st, some := &b.steps[i], map[string]bool{}
			for _, read := range st.reads {
				maps.Copy(some, reached[read])
			}
			if st.name != p.Step && len(some) > 0 {
				reached[st.name] = st.spread(some, units)
			}
		}
		for table, some := range reached {
			all.add(table, some, p)
		}
	}
	return all
}

func (u Unsettled) add(table string, some map[string]bool, p Pending) {
	if u[table] == nil {
		u[table] = map[string][]Pending{}
	}
	for unit := range some {
		same := func(q Pending) bool {
			return q.Step == p.Step && q.Kind == p.Kind && (table != p.Step || slices.Equal(q.Where, p.Where))
		}
		if waits := u[table][unit]; !slices.ContainsFunc(waits, same) {
			u[table][unit] = append(waits, p)
		}
	}
}

// spread are the units whose figures may change when those of some do.
func (st *stage) spread(some map[string]bool, units []Unit) map[string]bool {
	if !st.mingles {
		return some
	}
	classes, all := map[string]bool{}, map[string]bool{}
	for _, u := range units {
		classes[u.Class] = classes[u.Class] || st.crosses || some[u.Label]
	}
	for _, u := range units {
		if classes[u.Class] {
			all[u.Label] = true
		}
	}
	return all
}

// Of are the ties for which a figure waits, where its axes have these labels; none where it is settled.
func (u Unsettled) Of(table string, axes, labels []string, units []Unit) []Pending {
	if at := slices.Index(axes, axisUnit); at >= 0 {
		beside := slices.Delete(slices.Clone(labels), at, at+1)
		elsewhere := func(p Pending) bool { return p.Step == table && p.Where != nil && !slices.Equal(p.Where, beside) }
		if waits := slices.DeleteFunc(slices.Clone(u[table][labels[at]]), elsewhere); len(waits) > 0 {
			return waits
		}
		return nil
	}
	class := slices.Index(axes, axisClass)
	for _, unit := range units { // of the class, or of all
		if waits := u[table][unit.Label]; waits != nil && (class < 0 || unit.Class == labels[class]) {
			return waits
		}
	}
	return nil
}

// Unsettled is what of a result may still change with the ties that wait.
func (res *Result) Unsettled() Unsettled {
	return res.run.book.Unsettled(res.run.asked(), res.run.units)
}

// Waits are the ties for which one figure of a table waits.
func (res *Result) Waits(u Unsettled, t *Table, labels []string) []Pending {
	return u.Of(t.name, t.Axes(), labels, res.run.units)
}

// tellUnsettled adds to how a figure came about for which decisions on other steps it waits. A list
// tells it of itself.
func (e *explainer) tellUnsettled(u use, t telling) telling {
	if e.unsettled == nil {
		e.unsettled = e.book.Unsettled(e.asked(), e.units)
	}
	if e.stage == nil || e.stage.name != u.table.name || e.stage.do == "cut" {
		return t
	}
	for _, p := range e.unsettled.Of(u.table.name, u.table.Axes(), u.table.labelsOf(u.cell), e.units) {
		if p.Step != u.table.name {
			t.zh += "；未定：所依据的“" + e.book.inChinese(p.Step) + "”还在等" + kindInChinese(p.Kind)
			t.en += "; not settled: " + e.book.NameIn("en", p.Step) + ", on which it rests, waits for a " + p.Kind
		}
	}
	return t
}
