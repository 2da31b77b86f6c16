package tally

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"pingyi/app/intake"
	"pingyi/voting/count"
)

// event is what ballots are read against: who is appraised, by whom, and on what
// form.
type event struct {
	book       *count.Rulebook
	in         *count.Input
	units      []unit
	unitAt     map[string]int // by number, and by name where that is clear
	categories []string       // of the rulebook, nil when it has none
	grades     []string
	numbers    []string
	options    []string // which take no number, on a ballot of numbers
	lists      []string
	criteria   []string // of the rulebook
	sheet      string
	categoryAt map[string]int
	gradeAt    map[string]int
	reps       map[string]rep
	roster     string          // its file where there is one: who is not on it does not vote
	known      map[string]bool // the tables that somebody gave
	told       given           // where
	notes      []intake.Warning
	box        box
	desk       *desk
	empty      intake.Errors // files of ballots that have none

	decisions []int // the row of each, vetoes apart
	byHand    bool  // a part says how many ballots or people there were
}

// unit is one unit with what is printed beside its number.
type unit struct {
	count.Unit
	name        string
	criterionAt map[string]int
}

// rep is one representative: a number of our own and the place of the category,
// -1 when there is none.
type rep struct {
	id       int32
	row      int32 // of the roster
	category int
}

func newEvent(book *count.Rulebook, job Job) (*event, error) {
	e := &event{
		book: book, categories: book.Labels("category"), grades: book.Labels("grade"), numbers: book.Labels("number"), options: book.Options(),
		lists: book.Labels("list"), criteria: book.Labels("criterion"), sheet: book.Sheet(), categoryAt: make(map[string]int), gradeAt: make(map[string]int),
		reps: make(map[string]rep), known: make(map[string]bool), told: make(given),
	}
	for i, label := range e.categories {
		e.categoryAt[intake.Label(label)] = i
	}
	for i, label := range e.markWords() {
		e.gradeAt[intake.Label(label)] = i
	}
	if err := e.readUnits(job.Units); err != nil {
		return nil, err
	}
	parts, err := e.readParts(job.Parts)
	if err != nil {
		return nil, err
	}
	units := make([]count.Unit, len(e.units))
	for i := range e.units {
		e.units[i].criterionAt = places(e.criteriaOf(i))
		units[i] = e.units[i].Unit
	}
	if e.in, err = book.NewInput(units); err != nil {
		return nil, err
	}
	for _, p := range parts {
		if err := p.feed(e); err != nil {
			return nil, err
		}
	}
	if job.Roster != "" {
		if err := e.readRoster(job.Roster); err != nil {
			return nil, err
		}
	}
	e.box = newBox(e)
	return e, nil
}

// places says where each label stands, as people write it.
func places(labels []string) map[string]int {
	at := make(map[string]int, len(labels))
	for i, label := range labels {
		at[intake.Label(label)] = i
	}
	return at
}

// criteriaOf lists the criteria of a unit: its own, or those of the rulebook.
func (e *event) criteriaOf(unit int) []string {
	if e.book.OwnCriteria() {
		return e.units[unit].Criteria
	}
	return e.criteria
}

// unitOf finds a unit by its number or its name.
func (e *event) unitOf(cell string) (int, bool) {
	at, ok := e.unitAt[cell]
	if !ok {
		at, ok = e.unitAt[intake.Label(cell)]
	}
	return at, ok && at >= 0
}

// noUnit is why a cell names no unit: nobody has that name, or two have it.
func (e *event) noUnit(cell string, code intake.Code) intake.Code {
	if at, ok := e.unitAt[intake.Label(cell)]; ok && at < 0 {
		return intake.CodeUnitOfTwo
	}
	return code
}

// criterionOf finds a criterion of a unit. An empty cell stands for the only one.
func (e *event) criterionOf(unit int, cell string) (string, bool) {
	all := e.criteriaOf(unit)
	if cell == "" && len(all) <= 1 {
		return strings.Join(all, ""), true
	}
	at, ok := e.units[unit].criterionAt[cell]
	if !ok {
		at, ok = e.units[unit].criterionAt[intake.Label(cell)]
	}
	if !ok {
		return "", false
	}
	return all[at], true
}

// markWords are the words that a mark can be: the grades, and where numbers alone are asked
// for what takes none.
func (e *event) markWords() []string {
	if e.grades != nil {
		return e.grades
	}
	return e.options
}

// optionOf finds what stands in place of a number by its label.
func (e *event) optionOf(cell string) (string, bool) {
	if e.options == nil {
		return "", false
	}
	label, ok := e.gradeOf(cell)
	return label, ok && slices.Contains(e.options, label)
}

// gradeOf finds a grade by its label.
func (e *event) gradeOf(cell string) (string, bool) {
	at, ok := e.gradeAt[cell]
	if !ok {
		at, ok = e.gradeAt[intake.Label(cell)]
	}
	if !ok {
		return "", false
	}
	return e.markWords()[at], true
}

// readUnits reads the list of units: number or name, and where the table has
// them the other of the two, the class and the session.
func (e *event) readUnits(path string) error {
	t, err := readTable(path)
	if err != nil {
		return err
	}
	number, name, _, class := intake.UnitTitles()
	wanted := []intake.Column{{Titles: number}, {Titles: name}, {Titles: class}, {Titles: sessionTitles()}}
	head, rows, err := intake.FindColumns(t, wanted)
	if err == nil && !head.Has(0) && !head.Has(1) {
		wanted[0].Required = true
		_, _, err = intake.FindColumns(t, wanted)
	}
	if err != nil {
		return err
	}
	if rows = e.apart(head, rows); len(rows) == 0 {
		return intake.Errors{head.Wrong(intake.Row{}, -1, intake.CodeNoData)}
	}
	r := unitReader{e: e, head: head, seen: make(map[string]int)}
	for _, row := range rows {
		r.read(row)
	}
	e.ungrouped(head)
	e.unitAt = make(map[string]int, 2*len(e.units))
	for i, u := range e.units {
		if _, twice := e.unitAt[intake.Label(u.name)]; twice {
			i = -1 // a name that two units have names neither
		}
		e.unitAt[intake.Label(u.name)] = i
	}
	for i, u := range e.units {
		e.unitAt[u.Label], e.unitAt[intake.Label(u.Label)] = i, i
	}
	return r.bad.Result()
}

// ungrouped tells which units have no class or no session while others have one: they would be
// set against each other alone, if the steps go by it.
func (e *event) ungrouped(head intake.Head) {
	const classColumn, sessionColumn = 2, 3
	names := namesIn(e.book)
	for _, column := range []int{classColumn, sessionColumn} {
		var without []string
		for _, u := range e.units {
			if column == classColumn && u.Class == "" || column == sessionColumn && u.Session == "" {
				without = append(without, u.Label)
			}
		}
		axis := map[int]string{classColumn: "class", sessionColumn: "session"}[column]
		if len(without) == 0 || len(without) == len(e.units) || !slices.Contains(names, axis) {
			continue
		}
		if len(without) > labelsNamed {
			without = append(without[:labelsNamed:labelsNamed], "…")
		}
		note := intake.Warning(head.Wrong(intake.Row{}, -1, intake.WarnUngroup, head.Title(column), intake.List(without)))
		e.notes = append(e.notes, note)
	}
}

// apart leaves the example of a blank list out and says so.
func (e *event) apart(head intake.Head, rows []intake.Row) []intake.Row {
	rows, left := head.Apart(rows)
	e.notes = append(e.notes, left...)
	return rows
}

type unitReader struct {
	e    *event
	head intake.Head
	seen map[string]int
	bad  intake.Errors
}

func (r *unitReader) read(row intake.Row) {
	label, key := r.head.Number(row, 0), 0
	u := unit{name: r.head.Text(row, 1)}
	if !r.head.Has(0) {
		label, key = u.name, 1
	}
	u.Label, u.Class, u.Session = label, r.head.Text(row, 2), r.head.Text(row, 3)
	if before, twice := r.seen[label]; twice {
		r.bad = append(r.bad, r.head.Wrong(row, key, intake.CodeDuplicate, itoa(before)))
		return
	}
	if label == "" {
		r.bad = append(r.bad, r.head.Wrong(row, key, intake.CodeMissing, r.head.Title(key)))
		return
	}
	r.seen[label] = row.Number
	r.e.units = append(r.e.units, u)
}

// readRoster reads who may vote: number, and category where the rulebook has
// categories. Unless a part says otherwise, everybody on it was issued a ballot.
func (e *event) readRoster(path string) error {
	t, err := readTable(path)
	if err != nil {
		return err
	}
	number, category := intake.RosterTitles()
	head, rows, err := intake.FindColumns(t, []intake.Column{{Titles: number, Required: true}, {Titles: category, Required: len(e.categories) > 0}})
	if err != nil {
		return err
	}
	rows = e.apart(head, rows)
	var bad intake.Errors
	issued := make([]int64, max(1, len(e.categories)))
	e.reps = make(map[string]rep, len(rows))
	for _, row := range rows {
		one := rep{id: int32(len(e.reps)), row: int32(row.Number), category: -1}
		if len(e.categories) > 0 {
			at, ok := e.categoryAt[head.Text(row, 1)]
			if !ok {
				at, ok = e.categoryAt[intake.Label(head.Text(row, 1))]
			}
			if !ok {
				bad = append(bad, head.Wrong(row, 1, intake.CodeCategory, intake.List(e.categories)))
				continue
			}
			one.category = at
		}
		id := head.Number(row, 0)
		if id == "" {
			bad = append(bad, head.Wrong(row, 0, intake.CodeMissing, head.Title(0)))
			continue
		}
		if e.reps[id] = one; len(e.reps) == int(one.id) { // it was there before
			bad = append(bad, head.Wrong(row, 0, intake.CodeDuplicate, itoa(rowOf(rows, head, id))))
		}
		issued[max(0, one.category)]++
	}
	e.roster = base(path)
	return firstError(bad.Result(), e.issue(issued))
}

// rowOf is the first row with a number.
func rowOf(rows []intake.Row, head intake.Head, id string) int {
	at := slices.IndexFunc(rows, func(row intake.Row) bool { return head.Number(row, 0) == id })
	return rows[at].Number
}

func (e *event) issue(issued []int64) error {
	for _, table := range []string{tableIssued, tableMembership} {
		if e.known[table] {
			continue
		}
		e.known[table] = true
		e.told.note(table, everywhere, rowIn{})
		for i, n := range issued {
			if err := e.in.Add(table, n, e.whose(i)...); err != nil {
				return err
			}
		}
	}
	return nil
}

// whose is the place of a category in a table by category.
func (e *event) whose(category int) []string {
	if len(e.categories) == 0 {
		return nil
	}
	return []string{e.categories[category]}
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// namesIn collects every text in the steps of a rulebook: what they may refer to.
func namesIn(book *count.Rulebook) []string {
	names := make(map[string]bool)
	collect(document(book).Steps, names)
	return slices.Sorted(maps.Keys(names))
}

func base(path string) string { return filepath.Base(path) }
