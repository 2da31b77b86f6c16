package count

import (
	"fmt"
	"math/big"
	"slices"
)

// kind is one thing that a step can do. To add one, write its file and add it to
// kinds; nothing else knows the steps by name.
type kind struct {
	do       string
	required []string
	optional []string
	read     func(*form) work
}

// kinds lists everything that a step can do.
func kinds() []kind {
	return []kind{
		meanKind(), sumKind(), weightedMeanKind(), weightedSumKind(), multiplyKind(), divideKind(), differenceKind(),
		shareKind(), pickKind(), trimKind(), roundKind(), roundMarksKind(), rankKind(),
		shareOfTopKind(), poolKind(), minMaxKind(), placePointsKind(), bandsKind(), bonusKind(), deductionKind(), vetoKind(),
		cutKind(), onlyKind(), fillKind(), streakKind(), majorityGradeKind(), majorityOrderKind(), countKind(),
	}
}

// work is a step that was read: it fills its table and can say how it came to
// the figure in one cell.
type work interface {
	run(r *run, out *Table) error
	tell(r *run, out *Table, cell int) telling
}

// telling is how one figure came about, and the figures it came from.
type telling struct {
	zh, en string
	uses   []use
}

type use struct {
	table *Table
	cell  int
}

// stage is one step of one rulebook.
type stage struct {
	name  string
	do    string
	shape *shape
	reads []string
	work  work
	round *rounding

	mingles bool // a figure may rest on other units
	crosses bool // and on units of other classes
}

// form reads one step. Reading also settles the shape of what it will write.
type form struct {
	scope
	book *Rulebook
	n    *node
	name string
	out  shape

	reads  []*shape // the tables that were named
	named  []string // their names, and those of weights
	across bool     // figures of several units make one
	order  bool     // their order does
	within string   // of which units: "class", "session", or "" for all
	rounds bool     // the step itself rounds, and not what it makes
	part   bool     // the step chooses among the categories
}

func (b *Rulebook) readSteps(problems *notes, n *node) {
	s := &scope{all: problems}
	for _, kid := range s.list(n, 1) {
		f := &form{scope: scope{all: problems}, book: b, n: kid}
		st := f.read()
		switch {
		case f.name == "" || b.tables[f.name] != nil: // the name is taken, which was told
			b.unnamed = true
			continue
		case f.lost:
			f.out = shape{name: f.name, broken: true}
		}
		b.tables[f.name], b.named = &f.out, append(b.named, f.name)
		if !f.failed {
			b.steps = append(b.steps, st)
		}
	}
}

// read reads a step. The form knows afterwards whether it failed, and whether even
// the shape of the table is lost.
func (f *form) read() stage {
	chosen := f.readKind()
	if f.lost {
		return stage{}
	}
	f.fields(f.n, append([]string{"name", "do"}, chosen.required...), append([]string{"round", "note"}, chosen.optional...))
	f.note(f.n)
	st := stage{name: f.name, do: chosen.do, work: chosen.read(f), shape: &f.out}
	if n := f.n.get("round"); n != nil && !f.rounds {
		st.round = f.readRounding(n)
		if st.round != nil {
			f.out.places, f.out.grid = st.round.places, f.out.grid.rounded(st.round.places)
		}
		if f.out.words != nil {
			f.fail(n.path, "Leave it out", "words are not rounded")
		}
		switch {
		case f.out.counts:
			f.fail(n.path, "Leave it out", "counts are whole already")
		case f.out.bag && !f.all.kept:
			f.fail(n.path, "Leave it out, and round their mean", "this would round how often each grade or number was given")
		}
	}
	st.reads, st.mingles = f.named, f.across || f.order
	st.crosses = st.mingles && f.within != axisClass
	f.out.name, f.out.axes = f.name, f.book.sorted(f.out.axes)
	f.out.mixed, f.out.part = f.mixes(), f.restsOnPart()
	f.out.imports = slices.ContainsFunc(f.reads, func(s *shape) bool { return s.imports })
	f.out.ordered = f.out.mixed || f.order || slices.ContainsFunc(f.reads, func(s *shape) bool { return s.ordered })
	f.out.vetoed = f.out.vetoed || slices.ContainsFunc(f.reads, func(s *shape) bool { return s.vetoed })
	for _, read := range f.reads {
		f.out.rests = append(f.out.rests, read.rests...)
		f.out.weighed = append(f.out.weighed, read.weighed...)
	}
	slices.Sort(f.out.rests)
	f.out.rests, f.out.apart = slices.Compact(f.out.rests), f.restsApart(st.work)
	return st
}

// readKind reads the name of a step and what it does.
func (f *form) readKind() (chosen kind) {
	var does, keys []string
	for _, k := range kinds() {
		does, keys = append(does, k.do), slices.Concat(keys, k.required, k.optional)
	}
	open := slices.DeleteFunc([]string{"name", "do"}, f.n.has)
	for i, key := range f.n.keys {
		if !slices.Contains(append(keys, "round", "note", "name", "do"), key) && nearest(key, open) != "" {
			f.misspelt(f.n, i, open)
			open = slices.DeleteFunc(open, f.n.has)
		}
	}
	if f.n.kind != '{' || len(open) > 0 {
		f.wrong(f.n.place(), `Write {"name": "…", "do": "…"}`, "a step has a name and says what to do")
		f.lost = true
	}
	if name := f.n.get("name"); name != nil {
		f.name = f.label(name)
		if f.book.taken(f.name) {
			f.wrong(name.path, "Choose another name", "the name %q is taken", f.name)
		}
	}
	if do := f.n.get("do"); do != nil {
		word := f.oneOf(do, does...)
		f.lost = f.lost || word == ""
		if at := slices.Index(does, word); at >= 0 {
			return kinds()[at]
		}
	}
	return kind{}
}

// mixes reports whether a cell of the step rests on the figures of several units,
// by this step or by one before it. Their order alone is no figure.
func (f *form) mixes() bool {
	for _, read := range f.reads {
		if f.across || read.mixed || read.has(axisUnit) && !slices.Contains(f.out.axes, axisUnit) {
			return true
		}
	}
	return false
}

// table reads the name of an earlier table of figures.
func (f *form) table(n *node) *shape { return f.figures(n, f.votes(n)) }

// votes reads the name of an earlier table of figures, or of how often each mark was given.
func (f *form) votes(n *node) *shape {
	s := f.anyTable(n)
	if s.words != nil {
		f.fail(n.path, "Name a table of figures", "%q holds words, not figures", s.name)
	}
	return s
}

// anyTable reads the name of an earlier table, whatever it holds.
func (f *form) anyTable(n *node) *shape {
	if n == nil {
		n = &node{path: f.n.below("of")}
	}
	if n.kind != 's' {
		f.wrong(n.path, `Write the name of a table, like "marks"`, "want the name of a table")
		return &shape{broken: true}
	}
	s := f.book.tables[n.text]
	switch {
	case s == nil && f.book.unnamed: // it may be the one whose name was told to be wrong
		f.failed = true
		return &shape{broken: true}
	case s == nil:
		f.wrong(n.path, instead(n.text, f.book.tableNames()), "there is no table %q before this step", n.text)
		return &shape{broken: true}
	case s.broken:
		f.failed = true // its own problem was told
	}
	f.reads, f.book.used[s.name] = append(f.reads, s), true
	f.named = append(f.named, s.name)
	return s
}

// of reads the table that the step works on.
func (f *form) of() *shape { return f.needed(f.table(f.n.get("of"))) }

// ofVotes is of for a step that knows what to do with marks.
func (f *form) ofVotes() *shape { return f.needed(f.votes(f.n.get("of"))) }

// needed is a table on which the shape of the step's own depends.
func (f *form) needed(s *shape) *shape {
	f.lost = f.lost || s.broken
	return s
}

// bags reads a table of marks.
func (f *form) bags() *shape {
	s := f.ofVotes()
	if !s.broken && s.marks() == "" {
		f.wrong(f.n.below("of"), choices(f.tablesWith(func(s *shape) bool { return s.marks() != "" })), "%q has no grades or numbers any more", s.name)
		return f.needed(&shape{broken: true})
	}
	f.toldApart(s)
	return s
}

// tablesWith lists the earlier tables of one sort.
func (f *form) tablesWith(is func(*shape) bool) []string {
	var names []string
	for _, name := range f.book.tableNames() {
		if is(f.book.tables[name]) {
			names = append(names, name)
		}
	}
	return names
}

// axis reads the name of one of the table's axes.
func (f *form) axis(n *node, s *shape) string {
	if s.broken {
		return ""
	}
	if n.kind != 's' || !s.has(n.text) {
		f.wrong(n.path, instead(n.text, s.axes), "%q is no axis of %q", n.text, s.name)
		f.lost = true
		return ""
	}
	f.across = f.across || n.text == axisUnit
	return n.text
}

// inside reads "class", "session" or "all"; the last is "". Along units it has to
// be said; along what is not known ("") it may.
func (f *form) inside(over string) string {
	n := f.n.get("inside")
	switch {
	case n == nil && over != axisUnit:
		return ""
	case n == nil:
		f.wrong(f.n.below("inside"), choices([]string{axisClass, axisSession, "all"}), "nothing says among which units")
		f.lost = true
		return ""
	}
	word := f.oneOf(n, axisClass, axisSession, "all")
	f.lost = f.lost || word == ""
	if over != axisUnit && over != "" {
		f.fail(n.path, "Leave it out", "only units have a class or a session")
	}
	f.book.bySession = f.book.bySession || word == axisSession
	if word == "all" {
		return ""
	}
	f.within = word
	return word
}

// joined is what several tables spread out to together: a table by class spreads
// over units when there are units.
func (b *Rulebook) joined(tables ...*shape) []string {
	var axes []string
	for _, t := range tables {
		axes = append(axes, t.axes...)
	}
	axes = b.sorted(axes)
	if slices.Contains(axes, axisUnit) {
		axes = slices.DeleteFunc(axes, func(a string) bool { return a == axisClass || a == axisSession })
	}
	return axes
}

// fits wants a table that can be read from every cell of the given axes.
func (f *form) fits(n *node, t *shape, axes []string) {
	for _, a := range t.axes {
		group := (a == axisClass || a == axisSession) && slices.Contains(axes, axisUnit)
		if !t.broken && !group && !slices.Contains(axes, a) {
			f.fail(n.path, fmt.Sprintf("Fold %s away first, with a mean or a sum", a), "%q has the axis %s, which the other table does not have", t.name, a)
		}
	}
}

// anyPoints reports whether the marks of this axis are worth points.
func (a *axis) anyPoints() bool {
	return slices.ContainsFunc(a.points, func(p *big.Rat) bool { return p != nil })
}
