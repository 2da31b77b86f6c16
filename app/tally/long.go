package tally

import (
	"errors"
	"io"
	"slices"

	"pingyi/app/intake"
	"pingyi/voting/count"
)

// The columns of a long table of ballots: one row for each mark or tick.
const (
	longBallot = iota
	longRep
	longCategory
	longUnit
	longCriterion
	longGrade
	longNumber
	longList
)

func longColumns() []intake.Column {
	return []intake.Column{
		longBallot:    {Titles: ballotTitles()},
		longRep:       {Titles: repTitles()},
		longCategory:  {Titles: categoryTitles()},
		longUnit:      {Titles: unitRefTitles(), Required: true},
		longCriterion: {Titles: criterionTitles()},
		longGrade:     {Titles: axisTitles("grade")},
		longNumber:    {Titles: axisTitles("number")},
		longList:      {Titles: axisTitles("list")},
	}
}

// long reads a table of text.
func (r *reading) long(in io.Reader) error {
	records, err := intake.ReadRecords(r.file, in)
	if err != nil {
		return err
	}
	head, err := records.Head(longColumns())
	if err != nil {
		return err
	}
	l, err := r.newLong(head)
	if err != nil {
		return err
	}
	for !r.full() {
		row, err := records.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if err := l.read(row); err != nil {
			return err
		}
	}
	return nil
}

// workbook reads a spreadsheet with the same columns.
func (r *reading) workbook(path string) error {
	t, err := readTable(path)
	if err != nil {
		return err
	}
	head, rows, err := intake.FindColumns(t, longColumns())
	if err != nil {
		return err
	}
	l, err := r.newLong(head)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := l.read(row); err != nil {
			return err
		}
	}
	return nil
}

// long puts the rows of one table together to ballots.
type long struct {
	*reading
	*desk
	head   intake.Head
	single bool // a ballot has one row
}

func (r *reading) newLong(head intake.Head) (*long, error) {
	l := &long{reading: r, desk: r.e.desk, head: head}
	numbered := head.Has(longBallot)
	oneRow := r.e.sheet == "one unit" && !r.e.book.OwnCriteria() && len(r.e.criteria) <= 1 && r.e.lists == nil
	l.single = oneRow && !numbered
	if !numbered && !head.Has(longRep) && !oneRow {
		return nil, intake.Errors{head.Wrong(intake.Row{}, -1, intake.CodeColumn, ballotTitles()[0], intake.List(ballotTitles()), intake.List(head.Ignored()))}
	}
	if places := len(r.e.criteria) > 1 || r.e.book.OwnCriteria(); places && !head.Has(longCriterion) {
		return nil, intake.Errors{head.Wrong(intake.Row{}, -1, intake.CodeAxis, r.file, criterionTitles()[0], "criterion")}
	}
	if !r.e.box.second { // once, not again when replaced ballots are taken back
		r.e.ignored(r.file, head)
	}
	marked := false
	for _, column := range []int{longGrade, longNumber, longList} {
		marked = marked || head.Has(column)
	}
	if !marked && len(r.e.lists) != 1 {
		titles := slices.Concat(axisTitles("grade"), axisTitles("number"), axisTitles("list"))
		return nil, intake.Errors{head.Wrong(intake.Row{}, -1, intake.CodeColumn, titles[0], intake.List(titles), intake.List(head.Ignored()))}
	}
	return l, nil
}

// read takes one row.
func (l *long) read(row intake.Row) error {
	l.rows++
	unit, bad := l.unit(row)
	if bad != nil {
		l.bad = append(l.bad, *bad)
		return nil
	}
	key, bad := l.owner(row, unit)
	if bad != nil {
		l.bad = append(l.bad, *bad)
		return nil
	}
	p := l.open[key]
	if p != nil && key.ballot == "" && l.marked(p, row, unit) {
		p = nil
	}
	if p == nil {
		before, begun := l.begun[key]
		if begun && !l.gather && l.open[key] == nil {
			return errScattered
		}
		if begun && key.ballot != "" { // it was counted when a file of another kind came
			l.bad = append(l.bad, l.numberWrong(row, intake.CodeBallotApart, key.ballot, l.e.where(int(before.file), int(before.row))))
			return nil
		}
		p = l.begin(key, row)
	}
	if bad := l.continued(p, key, row); bad != nil {
		l.bad = append(l.bad, *bad)
		return nil
	}
	if bad := l.mark(p, row, unit); bad != nil {
		l.bad = append(l.bad, *l.across(p, key, bad))
	}
	return nil
}

// owner says which ballot a row belongs to.
func (l *long) owner(row intake.Row, unit int) (owner, *intake.RowError) {
	h := l.head
	key := owner{ballot: h.Number(row, longBallot), unit: -1}
	if l.e.sheet == "one unit" {
		key.unit = unit
	}
	if key.ballot == "" {
		key.rep, key.category = h.Number(row, longRep), h.Text(row, longCategory)
	}
	if key.ballot == "" && key.rep == "" && h.Has(longBallot) {
		bad := h.Wrong(row, longBallot, intake.CodeMissing, h.Title(longBallot))
		return key, &bad
	}
	return key, nil
}

// begin opens a ballot. Unless rows are gathered, the one before is complete.
func (l *long) begin(key owner, row intake.Row) *paper {
	if !l.gather {
		l.count(l.e, &l.bad)
		clear(l.open)
	}
	p := &paper{file: l.e.box.file, row: row.Number, rep: l.head.Number(row, longRep), label: l.head.Text(row, longCategory), unit: key.unit}
	p.last = p.file
	l.open[key], l.order = p, append(l.order, p)
	if !l.single {
		l.begun[key] = begun{int32(p.file), int32(p.row)}
	}
	return p
}

// continued refuses a row whose ballot has another representative or category:
// one of the two numbers is a slip, and two ballots would be counted as one. A
// number that goes on in another file is told.
func (l *long) continued(p *paper, key owner, row intake.Row) *intake.RowError {
	if rep, label := l.head.Number(row, longRep), l.head.Text(row, longCategory); rep != p.rep || intake.Label(label) != intake.Label(p.label) {
		bad := l.numberWrong(row, intake.CodeBallotOwners, key.ballot, l.e.where(p.file, p.row))
		return &bad
	}
	if key.ballot != "" && p.last != l.e.box.file {
		p.last = l.e.box.file
		l.goesOn(key, l.e.where(p.file, p.row))
	}
	return nil
}

// across says of a row that is there twice where its ballot began, when that was
// in another file.
func (l *long) across(p *paper, key owner, bad *intake.RowError) *intake.RowError {
	if bad.Code != intake.CodeMarkTwice || p.file == l.e.box.file {
		return bad
	}
	bad.Code, bad.Args = intake.CodeMarkInFiles, []string{l.e.where(p.file, p.row), key.ballot}
	return bad
}

func (l *long) numberWrong(row intake.Row, code intake.Code, number, where string) intake.RowError {
	bad := l.head.Wrong(row, longBallot, code, where)
	bad.Value = number
	return bad
}

// unit finds the unit of a row. A ballot on which nothing is marked has a row
// without one.
func (l *long) unit(row intake.Row) (int, *intake.RowError) {
	cell := l.head.Number(row, longUnit)
	if cell == "" && l.e.sheet == "all units" && l.nothing(row) {
		return -1, nil
	}
	at, ok := l.e.unitOf(cell)
	if !ok {
		bad := l.head.Wrong(row, longUnit, l.e.noUnit(cell, intake.CodeUnit))
		return -1, &bad
	}
	return at, nil
}

func (l *long) nothing(row intake.Row) bool {
	return l.head.Text(row, longGrade)+l.head.Text(row, longNumber)+l.head.Text(row, longList) == ""
}

// marked reports whether the ballot has the place of this row already.
func (l *long) marked(p *paper, row intake.Row, unit int) bool {
	if unit < 0 {
		return false
	}
	label := l.e.units[unit].Label
	if list := l.head.Text(row, longList); list != "" {
		return slices.Contains(p.ballot.Ticks[list], label)
	}
	criterion, _ := l.e.criterionOf(unit, l.head.Text(row, longCriterion))
	_, there := p.at[place{unit, criterion}]
	return there
}

// rowAt is the row of a place, a new one if there is none yet.
func (p *paper) rowAt(at place, label string) *count.Row {
	i, there := p.at[at]
	if !there {
		if p.at == nil {
			p.at = make(map[place]int)
		}
		i = len(p.ballot.Rows)
		p.at[at] = i
		p.ballot.Rows = append(p.ballot.Rows, count.Row{Unit: label, Criterion: at.criterion})
	}
	return &p.ballot.Rows[i]
}

// mark adds a row of the table to its ballot.
func (l *long) mark(p *paper, row intake.Row, unit int) *intake.RowError {
	if unit < 0 {
		return nil
	}
	h, label := l.head, l.e.units[unit].Label
	wrong := func(column int, code intake.Code, args ...string) *intake.RowError {
		bad := h.Wrong(row, column, code, args...)
		return &bad
	}
	grade, number, list := h.Text(row, longGrade), h.Number(row, longNumber), h.Text(row, longList)
	if list == "" && grade == "" && number == "" && len(l.e.lists) == 1 && !h.Has(longList) {
		list = l.e.lists[0]
	}
	if list != "" {
		return l.tick(p, list, label, wrong)
	}
	if l.e.grades == nil && l.e.numbers == nil {
		return wrong(longList, intake.CodeNothingMarked)
	}
	criterion, ok := l.e.criterionOf(unit, h.Text(row, longCriterion))
	if !ok {
		return wrong(longCriterion, intake.CodeCriterion, intake.List(l.e.criteriaOf(unit)))
	}
	one, column := p.rowAt(place{unit, criterion}, label), longGrade
	if option, ok := l.e.optionOf(number); ok && grade == "" {
		grade, number, column = option, "", longNumber
	}
	if grade != "" {
		known, ok := l.e.gradeOf(grade)
		if !ok {
			return wrong(longGrade, intake.CodeBallotLabel, intake.List(l.e.markWords()))
		}
		if grade = known; number != "" && len(one.Grades) > 0 && one.Number != "" && decimal(plainNumber(number)) {
			if !p.addBoth(place{unit, criterion}, grade, plainNumber(number)) {
				return wrong(column, intake.CodeMarkTwice)
			}
			return nil
		}
		if slices.Contains(one.Grades, known) {
			return wrong(column, intake.CodeMarkTwice)
		}
		one.Grades = append(one.Grades, known)
	}
	if number != "" {
		if !decimal(plainNumber(number)) || l.e.numbers == nil {
			return wrong(longNumber, intake.CodeNotNumber)
		}
		if !addNumber(one, number) {
			return wrong(longNumber, intake.CodeMarkTwice)
		}
	}
	return nil
}

// addBoth adds a grade and its number to a row that has both already: where either is another it is
// an over-vote. It is false where the two stand there together.
func (p *paper) addBoth(at place, grade, number string) bool {
	row, both := &p.ballot.Rows[p.at[at]], [2]string{grade, number}
	if row.Grades[0] == grade && row.Number == number || slices.Contains(p.both[at], both) {
		return false
	}
	if p.both == nil {
		p.both = make(map[place][][2]string)
	}
	p.both[at] = append(p.both[at], both)
	if !slices.Contains(row.Grades, grade) {
		row.Grades = append(row.Grades, grade)
	}
	addNumber(row, number)
	return true
}

// addNumber writes a number into a row; another one beside it is too many. It is false
// where the same one is there already: a slip of who typed it.
func addNumber(row *count.Row, number string) bool {
	number = plainNumber(number)
	switch {
	case row.Number == "":
		row.Number = number
	case row.Number == number || slices.Contains(row.Numbers, number):
		return false
	default:
		row.Numbers = append(row.Numbers, number)
	}
	return true
}

func (l *long) tick(p *paper, list, unit string, wrong func(int, intake.Code, ...string) *intake.RowError) *intake.RowError {
	if !slices.Contains(l.e.lists, list) {
		return wrong(longList, intake.CodeList, intake.List(l.e.lists))
	}
	if slices.Contains(p.ballot.Ticks[list], unit) {
		return wrong(longUnit, intake.CodeMarkTwice)
	}
	if p.ballot.Ticks == nil {
		p.ballot.Ticks = make(map[string][]string)
	}
	p.ballot.Ticks[list] = append(p.ballot.Ticks[list], unit)
	return nil
}
