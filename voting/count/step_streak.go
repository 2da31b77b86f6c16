package count

import (
	"fmt"
	"math/big"
)

// A streak counts how many events in a row a condition has held, up to the last
// one: two yellow cards running. The events stand in order, the newest last.
func streakKind() kind {
	return kind{"streak", []string{"events"}, nil, func(f *form) work {
		s := &streak{}
		f.out.grid = wholeNumbers()
		var tables []*shape
		for _, kid := range f.list(f.n.get("events"), 1) {
			if t := kid.get("table"); t != nil && f.book.tables[t.text] != nil {
				tables = append(tables, f.needed(f.book.tables[t.text]))
			} else {
				f.lost = true
			}
		}
		f.once(f.n.get("events"), "table")
		f.out.axes = f.book.joined(tables...)
		s.events = f.readConditions(f.n.get("events"), f.out.axes)
		for i, event := range s.events {
			f.checkAll(&node{kids: f.n.get("events").kids[i:]}, []condition{event})
		}
		return s
	}}
}

type streak struct{ events []condition }

func (s *streak) run(r *run, out *Table) error {
	for cell := range out.size() {
		length := int64(0)
		for i := len(s.events) - 1; i >= 0 && r.allHold(s.events[i:i+1], out, cell); i-- {
			length++
		}
		out.rats[cell] = big.NewRat(length, 1)
	}
	return nil
}

func (s *streak) tell(r *run, out *Table, cell int) telling {
	t := telling{zh: fmt.Sprintf("到最近一次连续 %s 次", plain(out.rats[cell])), en: fmt.Sprintf("%s in a row up to the last", plain(out.rats[cell]))}
	length := int(out.rats[cell].Num().Int64())
	at := len(s.events) - length
	if length > 0 {
		held := r.book.conditions(s.events[at:])
		t.zh, t.en = t.zh+"："+held.Chinese, t.en+": "+held.English
	}
	if at > 0 { // what stands before it was not looked at
		at--
		stopped, is := r.book.conditions(s.events[at:at+1]), r.figureOf(s.events[at].table, out, cell)
		t.zh, t.en = t.zh+"；再往前不符合 "+stopped.Chinese+"："+is.Chinese, t.en+"; before that it does not hold that "+stopped.English+": "+is.English
	}
	for _, c := range s.events[at:] {
		table := r.tables[c.table]
		t.uses = append(t.uses, use{table, r.look(table, out.axes).cell(out.position(cell, nil))})
	}
	return t
}

// figureOf is what a table has at the place of a cell, in words.
func (r *run) figureOf(table string, out *Table, cell int) Said {
	t := r.tables[table]
	one := t.cell(r.look(t, out.axes).cell(out.position(cell, nil)))
	if !one.Has() {
		return NoValue()
	}
	return Said{"现为 " + one.Text, "it is " + one.Text}
}
