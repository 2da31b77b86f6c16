package count

import (
	"fmt"
	"slices"
	"strings"
)

// Pick keeps some labels of an axis, adds them up and drops the axis: how often
// 满意 was given, the ticks of one list, the figures of one quarter.
func pickKind() kind {
	return kind{"pick", []string{"of", "axis", "labels"}, nil, func(f *form) work {
		of := f.ofVotes()
		if of.broken {
			return nil
		}
		p := &pick{of: of.name, axis: f.axis(f.n.get("axis"), of)}
		a := f.book.axisOf(p.axis)
		if a == nil || len(a.labels) == 0 && !a.broken {
			f.lost = f.lost || p.axis == "" || f.book.unnamed
			f.fail(f.n.below("axis"), "Pick on an axis whose labels stand in the rulebook", "the labels of %s are not known before the event", p.axis)
			return p
		}
		p.chosen = f.labelsOf(f.n.get("labels"), a)
		for _, kid := range f.n.get("labels").kids {
			p.labels = append(p.labels, kid.text)
		}
		if p.axis == axisCategory && len(slices.Compact(slices.Sorted(slices.Values(p.chosen)))) < len(a.labels) {
			f.chooses(of)
		}
		f.out.axes, f.out.counts = foldedAxes(f.book, of.axes, p.axis, ""), of.counts
		f.out.bag = of.bag && p.axis != of.marks()
		f.out.keeps(of)
		f.out.grid = of.grid
		f.out.percent = of.percent
		return p
	}}
}

type pick struct {
	of, axis string
	chosen   []int
	labels   []string
}

func (p *pick) run(r *run, out *Table) error {
	of := r.tables[p.of]
	there := r.look(of, out.axes)
	var position []int
	for cell := range out.size() {
		position = out.position(cell, position)
		value := of.addUp(there.cell(position), p.axis, p.chosen)
		if out.ints != nil {
			out.ints[cell] = value.Num().Int64()
		} else {
			out.rats[cell] = value
		}
	}
	return nil
}

func (p *pick) tell(r *run, out *Table, cell int) telling {
	of := r.tables[p.of]
	first := r.look(of, out.axes).cell(out.position(cell, nil))
	stride := of.stride[of.axisIndex(p.axis)]
	var uses []use
	for _, i := range p.chosen {
		uses = append(uses, use{of, first + i*stride})
	}
	return telling{fmt.Sprintf("取%s的“%s”", r.book.inChinese(p.of), strings.Join(r.book.listNames(p.axis, p.labels), "＋")), fmt.Sprintf("%s of %s", quoted(p.labels), r.book.NameIn("en", p.of)), uses}
}
