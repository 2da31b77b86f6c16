package count

import "slices"

// live is what of a rulebook comes to something: from its results backwards, the tables that
// they rest on, and of each axis the labels. A list that a step picks nothing of, or a category
// that only a step reads whose figure goes nowhere, is not live.
type live struct {
	book   *Rulebook
	tables map[string]map[string][]bool // of a table by axis which labels are read; nil of one that is not live
}

func (b *Rulebook) live() live {
	l := live{b, make(map[string]map[string][]bool)}
	for _, name := range b.results {
		l.need(name)
		for _, axis := range b.tables[name].axes {
			l.all(name, axis)
		}
	}
	for i := len(b.steps) - 1; i >= 0; i-- {
		if st := &b.steps[i]; l.tables[st.name] != nil {
			for _, read := range st.reads {
				l.need(read)
				for _, axis := range b.tables[read].axes {
					l.takes(st, read, axis)
				}
			}
		}
	}
	return l
}

func (l live) need(table string) {
	if l.tables[table] == nil {
		l.tables[table] = make(map[string][]bool)
	}
}

// labels are those of an axis of a table; nil where they are not known before the event.
func (l live) labels(table, axis string) []bool {
	if a := l.book.axisOf(axis); a != nil && l.tables[table][axis] == nil {
		l.tables[table][axis] = make([]bool, len(a.labels))
	}
	return l.tables[table][axis]
}

func (l live) all(table, axis string) {
	for i := range l.labels(table, axis) {
		l.tables[table][axis][i] = true
	}
}

// takes notes which labels of a table's axis a step reads: those that it picks; where it works
// on each label by itself those that are read of its own; else all.
func (l live) takes(st *stage, table, axis string) {
	chosen, picks := l.picks(st, table, axis)
	own := l.tables[st.name][axis]
	for i := range l.labels(table, axis) {
		if !picks && (own == nil || own[i] || !st.labelByLabel()) || slices.Contains(chosen, i) {
			l.tables[table][axis][i] = true
		}
	}
}

// picks are the labels that a step takes of a table's axis, where it takes some. What weighs 0
// is in no weighted mean, and in no weighted sum.
func (l live) picks(st *stage, table, axis string) (chosen []int, picks bool) {
	switch w := st.work.(type) {
	case *pick:
		return w.chosen, w.of == table && w.axis == axis
	case *share:
		return w.chosen, w.of == table && w.folded == axis && axis == axisList
	case *weighted:
		a := l.book.axisOf(axis)
		if w.of == nil || w.of.name != table || w.over != axis || a == nil || w.weights != a.weightTable() {
			return nil, false
		}
		for i, weight := range a.weights {
			if weight.Sign() != 0 {
				chosen = append(chosen, i)
			}
		}
		return chosen, true
	}
	return nil, false
}

// labelByLabel reports whether a figure of the step rests on figures of its own label alone, as
// long as the axis is still there.
func (st *stage) labelByLabel() bool {
	return slices.Contains([]string{
		"mean", "sum", "weighted mean", "weighted sum", "multiply", "divide", "difference", "share", "pick", "round", "round marks",
		"only", "bands", "bonus", "deduction", "veto",
	}, st.do)
}

// read tells which labels of an axis are read of what is marked, or comes from elsewhere. How many
// were there is no answer to what they say.
func (l live) read(a *axis) []bool {
	read := make([]bool, len(a.labels))
	for _, table := range slices.Concat([]string{tableMarks, tableGrades, tableTicks}, l.book.imported) {
		for i, there := range l.tables[table][a.name] {
			read[i] = read[i] || there
		}
	}
	return read
}
