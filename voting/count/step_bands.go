package count

import (
	"fmt"
	"math/big"
	"slices"
)

// Bands turn a figure into a word or into points: the first band that fits. Each
// bound says on which side it lies itself. A band may also look at other tables:
// a yellow card for the last, and only if below 70.
func bandsKind() kind {
	return kind{"bands", []string{"of", "bands"}, nil, func(f *form) work {
		s := &bands{of: f.of()}
		f.out.axes = s.of.axes
		for i, n := range f.list(f.n.get("bands"), 1) {
			s.readBand(f, n, i)
		}
		f.out.grid = gridOfTables(nil, s.points...)
		f.lost = f.lost || f.all.within(f.n.below("bands")) // nobody knows what it may say
		if f.out.words == nil && s.points == nil {
			f.fail(f.n.below("bands"), `Give each band a "label", or each "points"`, "the bands say nothing")
		}
		if !f.failed && !f.lost && !f.all.kept {
			s.checkReach(f)
		}
		return s
	}}
}

type bands struct {
	of     *shape
	when   [][]condition // by band; empty for "otherwise"
	points []*big.Rat    // by band; nil when the bands are words
}

func (s *bands) readBand(f *form, n *node, i int) {
	says := "label"
	if n.has("points") {
		says = "points"
	}
	if !f.fields(n, []string{says}, append(bounds(), "when", "otherwise", keySmall)) {
		return
	}
	if i > 0 && (says == "points") != (s.points != nil) {
		f.fail(n.path, `Give each band a "label", or each "points"`, "some bands are words and some are points")
		return
	}
	if says == "points" {
		s.points = append(s.points, f.number(n.get("points")))
	} else {
		f.out.words = append(f.out.words, f.fresh(n.get("label"), f.out.words))
	}
	if before := f.n.get("bands").kids; i > 0 && before[i-1].has("otherwise") && !f.all.told(before[i-1].below("otherwise")) {
		f.fail(n.path, "Put the one with \"otherwise\" last", "nothing comes behind \"otherwise\"")
	}
	s.when = append(s.when, s.readWhen(f, n))
}

func (s *bands) readWhen(f *form, n *node) []condition {
	bounded := slices.ContainsFunc(bounds(), n.has)
	if n.has("otherwise") {
		if !f.flag(n.get("otherwise")) || bounded || n.has("when") {
			f.fail(n.below("otherwise"), "Write true, and nothing else beside it", "\"otherwise\" has no conditions")
		}
		return nil
	}
	var when []condition
	if bounded {
		when = append(when, f.readCondition(n, s.of))
	}
	also := f.readConditions(n.get("when"), s.of.axes)
	f.checkAll(n.get("when"), also)
	when = append(when, also...)
	if len(when) == 0 {
		f.fail(n.path, `Write a bound like "at_least": 85, or "otherwise": true`, "nothing says when this band fits")
	}
	return when
}

// fits finds the first band that fits, or -1.
func (s *bands) fits(r *run, out *Table, cell int) int {
	for i, when := range s.when {
		if r.allHold(when, out, cell) {
			return i
		}
	}
	return -1
}

func (s *bands) run(r *run, out *Table) error {
	of := r.tables[s.of.name]
	for cell := range out.size() {
		if of.at(cell) == nil {
			continue
		}
		i := s.fits(r, out, cell)
		switch {
		case i < 0:
		case s.points != nil:
			out.rats[cell] = s.points[i]
		default:
			out.rats[cell] = big.NewRat(int64(i), 1)
		}
	}
	return nil
}

func (s *bands) tell(r *run, out *Table, cell int) telling {
	of := r.tables[s.of.name]
	t := telling{zh: "没有适用的档次", en: "in no band", uses: []use{{of, cell}}}
	if of.at(cell) == nil {
		t.zh = fmt.Sprintf("“%s”没有数值，不定档次", r.book.inChinese(s.of.name))
		t.en = r.book.NameIn("en", s.of.name) + " has no figure to be in a band"
		return t
	}
	if out.rats[cell] == nil {
		return t
	}
	when := s.when[s.fits(r, out, cell)]
	if when == nil {
		t.zh, t.en = "不属于前面各档", "what is left after the other bands"
		return t
	}
	because := r.book.conditions(when)
	t.zh, t.en = "因为 "+because.Chinese, "because "+because.English
	for _, c := range when {
		table := r.tables[c.table]
		t.uses = append(t.uses, use{table, r.look(table, out.axes).cell(out.position(cell, nil))})
	}
	return t
}
