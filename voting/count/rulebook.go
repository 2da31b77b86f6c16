package count

import (
	"cmp"
	"math/big"
	"slices"
)

// Rulebook is a rulebook that was read, checked and made ready to count with.
// It does not change, and any number of runs may share it.
type Rulebook struct {
	title    string
	conduct  map[string]string
	seats    []int // by category
	ballot   ballotRules
	axes     []*axis // those that the rulebook fixes
	tables   map[string]*shape
	inputs   []string // tables that are fed from outside, in order
	imported []string // those of the inputs that the rulebook itself declares
	optional []string // those of the imported that may stay away as a whole
	steps    []stage
	results  map[string]string
	document *node

	one       []byte   // of version 1: its own canonical form
	sentences []string // and its steps

	bySession bool // some step puts units of one session together

	used map[string]bool // the tables that some step reads or that a result is

	named   []string // the steps so far, sound or not
	unnamed bool     // some name was told to be wrong, and may be any that is not found
}

// shape is what is known of a table before there is any figure in it.
type shape struct {
	name    string
	axes    []string
	counts  bool
	percent bool     // its figures are percentages
	bag     bool     // how often each grade or number was given, whole or weighed
	weighed []string // the axes along which votes were given weights of their own
	words   []string // a verdict: the words it may say
	broken  bool     // its step could not be read; nothing is said about those that use it
	mixed   bool     // a cell rests on the figures of several units
	imports bool     // a cell rests on figures from elsewhere, or is one
	rests   []string // the inputs that a cell rests on, or its own name
	ordered bool     // a cell rests on the figures of several units, or on their order
	vetoed  bool     // a cell may be taken away by a veto
	part    bool     // a cell rests on part of the categories
	apart   []string // the inputs of which a cell rests on each category
	places  int      // with how many places its figures are written at least
	grid    grid     // on which figures they can lie
}

// keeps lets a figure that is only kept, or added to another, be written with the places to
// which those that it is made of were rounded: 80.00 stays 80.00 where nothing changed it.
func (s *shape) keeps(tables ...*shape) {
	for _, t := range tables {
		s.places = max(s.places, t.places)
	}
}

func (s *shape) has(axis string) bool { return slices.Contains(s.axes, axis) }

// marks is the axis of grades or numbers, "" without.
func (s *shape) marks() string {
	if len(s.axes) > 0 {
		if last := s.axes[len(s.axes)-1]; last == axisGrade || last == axisNumber {
			return last
		}
	}
	return ""
}

// The tables that are filled from outside, beside those that the rulebook names.
const (
	tableMarks      = "marks"      // how often each grade or number was given
	tableGrades     = "grades"     // how often each grade was given, beside numbers
	tableTicks      = "ticks"      // how often a unit was chosen
	tableIssued     = "issued"     // ballots handed out
	tableCheckedIn  = "checked in" // people present
	tableMembership = "membership" // people who belong, present or not
	tableCollected  = "collected"  // ballots that came back
	tableValid      = "valid"      // ballots that count
)

// Parse reads a rulebook, of version 2 or of version 1, that is to be used. The error is
// of type Problems: every problem with its path, the reason and the mend.
func Parse(text []byte) (*Rulebook, error) { return parse(text, false) }

// ParseKept reads one that was accepted before, perhaps when less was asked of a rulebook:
// that of a log, a bundle or a result that is counted again. What was voted by it is never
// refused for what Parse has learnt to ask since.
func ParseKept(text []byte) (*Rulebook, error) { return parse(text, true) }

func parse(text []byte, kept bool) (*Rulebook, error) {
	root, found := readDocument(text)
	if root == nil {
		return nil, found
	}
	problems := notes{found, kept}
	old, untold := versionOne(root), false
	if old {
		t := &scope{all: &problems}
		root = t.translate(root)
		untold = t.failed
	}
	book := &Rulebook{
		conduct: make(map[string]string), tables: make(map[string]*shape),
		results: make(map[string]string), used: make(map[string]bool), document: root,
	}
	book.read(root, &problems, untold)
	if old && len(problems.Problems) == 0 {
		book.keepOne(text, &problems)
	}
	if len(problems.Problems) > 0 {
		problems.sort()
		return nil, problems.Problems
	}
	return book, nil
}

// read reads a document of version 2; without its steps where those could not be
// translated.
func (b *Rulebook) read(root *node, problems *notes, untold bool) {
	s := &scope{all: problems}
	if !s.fields(root, []string{"rulebook", "title", "ballot", "steps", "result"},
		slices.Concat(conductKeys(), []string{"$schema", "categories", "axes", "imported"})) {
		return
	}
	if version := root.get("rulebook"); version.kind != 'n' || version.text != "2" {
		s.wrong("rulebook", `Write "rulebook": 2`, "this is not a version that can be followed")
	}
	b.title = s.label(root.get("title"))
	b.readConduct(s, root)
	form := ballotForm{scope: scope{all: problems}, imported: root.has("imported")}
	form.read(root.get("ballot"))
	b.ballot, b.axes = form.ballot, form.axes
	b.readAxes(&scope{all: problems}, root)
	b.unnamed = b.unnamed || form.lost
	b.inputTables()
	b.readImported(problems, root.get("imported"))
	if untold {
		return
	}
	b.readSteps(problems, root.get("steps"))
	b.readResult(&scope{all: problems}, root.get("result"))
	b.checkRead(problems, root)
}

// readAxes reads the categories and the axes of the rulebook's own.
func (b *Rulebook) readAxes(s *scope, root *node) {
	if n := root.get("categories"); n != nil {
		seats := func(kid *node) {
			b.seats = append(b.seats, 0)
			if seats := kid.get("seats"); seats != nil {
				b.seats[len(b.seats)-1] = s.whole(seats, 0, 1_000_000)
			}
		}
		b.axes = append(b.axes, s.readLabels(axisCategory, n, seats))
	}
	if n := root.get("axes"); n != nil {
		taken := []string{axisUnit, axisClass, axisSession, axisCriterion, axisCategory, axisList, axisGrade, axisNumber}
		for _, kid := range s.list(n, 1) {
			if !s.fields(kid, []string{"name", "labels"}, nil) {
				b.unnamed = true
				continue
			}
			name := s.fresh(kid.get("name"), taken)
			a := s.readLabels(name, kid.get("labels"), nil)
			if name == "" || slices.Contains(taken, name) {
				b.unnamed = true
				continue
			}
			b.axes = append(b.axes, a)
			taken = append(taken, name)
		}
	}
	for _, a := range b.axes {
		a.scale()
		a.index()
	}
}

// scale makes the points integers over one denominator, so that a mean over
// counts needs no fractions before its last division.
func (a *axis) scale() {
	denom := big.NewInt(1)
	for _, p := range a.points {
		if p != nil {
			gcd := new(big.Int).GCD(nil, nil, denom, p.Denom())
			denom.Mul(denom, new(big.Int).Quo(p.Denom(), gcd))
		}
	}
	var numer []int64
	for _, p := range a.points {
		if p == nil {
			numer = append(numer, 0)
			continue
		}
		n := new(big.Int).Mul(p.Num(), new(big.Int).Quo(denom, p.Denom()))
		if n.BitLen() > pointBits || denom.BitLen() > pointBits {
			return
		}
		numer = append(numer, n.Int64())
	}
	a.numer, a.denom = numer, denom.Int64()
}

// axisOf is an axis that the rulebook fixes, nil when it fixes no such one.
func (b *Rulebook) axisOf(name string) *axis {
	for _, a := range b.axes {
		if a.name == name {
			return a
		}
	}
	return nil
}

// known keeps those of the axes that this rulebook has.
func (b *Rulebook) known(names ...string) []string {
	var kept []string
	for _, name := range names {
		if name == axisUnit || b.axisOf(name) != nil {
			kept = append(kept, name)
		}
	}
	return kept
}

// sorted puts axes into the one order that all tables have: units first, marks
// last, so that the marks of one cell lie side by side.
func (b *Rulebook) sorted(axes []string) []string {
	order := map[string]int{axisUnit: 1, axisClass: 2, axisSession: 3, axisCriterion: 4, axisCategory: 5, axisList: 6, axisGrade: 1000, axisNumber: 1001}
	for i, a := range b.axes {
		if order[a.name] == 0 {
			order[a.name] = 10 + i
		}
	}
	sorted := slices.Clone(axes)
	slices.SortFunc(sorted, func(x, y string) int { return cmp.Compare(order[x], order[y]) })
	return slices.Compact(sorted)
}

func (b *Rulebook) add(name string, counts bool, axes []string) {
	input := &shape{name: name, axes: b.sorted(axes), counts: counts, bag: name == tableMarks || name == tableGrades, rests: []string{name}}
	if counts {
		input.grid = wholeNumbers()
	}
	if input.has(axisCategory) {
		input.apart = input.rests
	}
	b.tables[name] = input
	b.inputs = append(b.inputs, name)
}

// inputTables declares what every rulebook is fed with.
func (b *Rulebook) inputTables() {
	grades, numbers := b.axisOf(axisGrade) != nil, b.axisOf(axisNumber) != nil
	switch {
	case numbers:
		b.add(tableMarks, true, b.known(axisUnit, axisCriterion, axisCategory, axisNumber))
	case grades:
		b.add(tableMarks, true, b.known(axisUnit, axisCriterion, axisCategory, axisGrade))
	}
	if grades && numbers {
		b.add(tableGrades, true, b.known(axisUnit, axisCriterion, axisCategory, axisGrade))
	}
	if len(b.ballot.choose) > 0 {
		b.add(tableTicks, true, b.known(axisUnit, axisCategory, axisList))
	}
	for _, name := range []string{tableIssued, tableCheckedIn, tableMembership, tableCollected, tableValid} {
		if b.ballot.sheet == oneUnit && name != tableMembership { // a ballot for each, and each at its own time
			b.add(name, true, b.known(axisUnit, axisCategory))
		} else {
			b.add(name, true, b.known(axisCategory))
		}
	}
	for _, a := range b.axes {
		if a.weights != nil || a.broken {
			b.tables[a.weightTable()] = &shape{name: a.weightTable(), axes: []string{a.name}, broken: a.weights == nil, part: a.name == axisCategory && a.unequal()}
		}
	}
}

// taken tells the names of tables, and those that a share gives to denominators.
func (b *Rulebook) taken(name string) bool {
	return b.tables[name] != nil || name == baseOpinion || name == baseAllMarks || name == baseTicks
}

// weightTable is the name of the table that holds the weights of an axis.
func (a *axis) weightTable() string { return a.name + " weight" }

// readImported declares the figures that come from elsewhere.
func (b *Rulebook) readImported(problems *notes, n *node) {
	if n == nil {
		return
	}
	for _, kid := range (&scope{all: problems}).list(n, 1) {
		s := &scope{all: problems}
		if !s.fields(kid, []string{"name", "axes"}, []string{"optional", "note"}) {
			b.unnamed = true
			continue
		}
		s.note(kid)
		name := s.label(kid.get("name"))
		if b.taken(name) {
			s.wrong(kid.below("name"), "Choose another name", "the name %q is taken", name)
		}
		b.unnamed = b.unnamed || s.failed
		own := b.readOwnAxes(s, kid.get("axes"))
		if s.all.told(kid.get("name").path) {
			continue
		}
		b.add(name, false, own)
		b.imported, b.tables[name].imports, b.tables[name].grid = append(b.imported, name), true, grid{unsure: true}
		b.tables[name].part = slices.Contains(own, axisCategory) // it can be 0 for some
		b.tables[name].broken = s.all.within(kid.get("axes").path)
		if n := kid.get("optional"); n != nil && s.flag(n) {
			b.optional = append(b.optional, name)
		}
	}
}

// readOwnAxes reads on which axes an imported table stands.
func (b *Rulebook) readOwnAxes(s *scope, n *node) (own []string) {
	axes := []string{axisUnit, axisClass, axisSession}
	for _, a := range b.axes {
		axes = append(axes, a.name)
	}
	for _, a := range s.list(n, 0) {
		if b.unnamed {
			own = append(own, s.label(a))
		} else {
			own = append(own, s.oneOf(a, axes...))
		}
	}
	if slices.Contains(own, axisUnit) && (slices.Contains(own, axisClass) || slices.Contains(own, axisSession)) {
		s.fail(n.path, `Leave "class" and "session" out`, "a unit has one class and one session already")
	}
	if len(own) != len(b.sorted(own)) {
		s.fail(n.path, "Keep one", "an axis is there twice")
	}
	return own
}

func (b *Rulebook) readResult(s *scope, n *node) {
	if n.kind != '{' || len(n.keys) == 0 {
		s.wrong(n.place(), `Write {"score": "…"}`, "want at least one result")
		return
	}
	for i, key := range n.keys {
		name := n.kids[i]
		switch {
		case name.kind == 's' && b.tables[name.text] == nil && b.unnamed:
			s.failed = true // it may be the one whose name was told to be wrong
		case name.kind != 's' || b.tables[name.text] == nil:
			s.fail(name.path, instead(name.text, b.tableNames()), "there is no table %q", name.text)
		case b.tables[key] != nil && key != name.text:
			s.wrong(name.path, "Give the result another name", "there is a table %q too, and it is another one", key)
		}
		b.results[key], b.used[name.text] = name.text, true
	}
}

// tableNames lists the tables so far: those that are fed, then those of steps.
func (b *Rulebook) tableNames() []string {
	return slices.Concat(b.inputs, b.named)
}

// Title is the title of the rulebook.
func (b *Rulebook) Title() string { return b.title }

// Steps lists the names of the steps in order. Each is also the name of the
// table that the step writes.
func (b *Rulebook) Steps() []string {
	names := make([]string, len(b.steps))
	for i, st := range b.steps {
		names[i] = st.name
	}
	return names
}

// Imported lists the tables that the rulebook wants from elsewhere.
func (b *Rulebook) Imported() []string { return slices.Clone(b.imported) }

// Optional reports whether an imported table may stay away: then it has no figure
// anywhere, and nobody is asked for it.
func (b *Rulebook) Optional(table string) bool { return slices.Contains(b.optional, table) }

// Labels lists the labels of an axis that the rulebook fixes: "category",
// "criterion", "grade", "number", "list" or one of its own.
func (b *Rulebook) Labels(axis string) []string {
	if a := b.axisOf(axis); a != nil {
		return slices.Clone(a.labels)
	}
	return nil
}
