package tally

import (
	"slices"
	"strconv"
	"strings"

	"pingyi/app/intake"
	"pingyi/voting/count"
)

// part is a table of figures from elsewhere: columns that say where, and columns
// named for the tables that they feed.
type part struct {
	file   string
	head   intake.Head
	rows   []intake.Row
	axes   []string       // by column
	tables []string       // by column, after those of the axes
	wide   []wide         // by column, after those of the tables
	set    map[string]int // the row of each figure that was given

	dropped []string // tables whose column only sums up
	bad     intake.Errors
}

// readParts reads every file, and takes the pledges of units out of those that
// hold nothing else.
func (e *event) readParts(paths []string) ([]*part, error) {
	var parts []*part
	for _, path := range paths {
		t, err := readTable(path)
		if err != nil {
			return nil, err
		}
		p, wanted := e.newPart(path)
		wanted = append(wanted, p.spread(e, t, wanted)...)
		if p.head, p.rows, err = intake.FindColumns(t, wanted); err != nil {
			return nil, err
		}
		if err := p.clash(e).Result(); err != nil {
			return nil, err
		}
		unused := p.settle()
		p.rows = e.apart(p.head, p.rows)
		switch {
		case p.spreads() || slices.ContainsFunc(p.tables, p.has):
			parts = append(parts, p)
			e.ignored(p.file, p.head, unused...)
		case e.book.OwnCriteria() && p.has("unit") && p.has("criterion"):
			if err := p.pledges(e); err != nil {
				return nil, err
			}
		default:
			code := intake.CodeTables
			if p.labelled(e) != nil {
				code = intake.CodeTablesWide
			}
			if said := p.across(e); said != nil {
				return nil, intake.Errors{p.head.Wrong(intake.Row{}, -1, intake.CodeLongForm, said...)}
			}
			return nil, intake.Errors{p.head.Wrong(intake.Row{}, -1, code, intake.List(p.titles()), p.hints(e))}
		}
	}
	return parts, nil
}

func (e *event) newPart(path string) (*part, []intake.Column) {
	p := &part{file: base(path), set: make(map[string]int), tables: e.book.Inputs()}
	p.axes = []string{"unit", "class", "session", "criterion", "category", "list", "grade", "number"}
	for _, table := range p.tables {
		axes, _ := e.book.Axes(table)
		for _, axis := range axes {
			if !slices.Contains(p.axes, axis) {
				p.axes = append(p.axes, axis)
			}
		}
	}
	var wanted []intake.Column
	for _, axis := range p.axes {
		wanted = append(wanted, intake.Column{Titles: axisTitles(axis)})
	}
	imported := e.book.Imported()
	for _, table := range p.tables {
		titles := tableTitles(table)
		if !slices.Contains(imported, table) {
			titles = slices.DeleteFunc(titles, func(title string) bool { return slices.Contains(imported, title) })
		}
		wanted = append(wanted, intake.Column{Titles: titles})
	}
	return p, wanted
}

// ignored says which columns were not used.
func (e *event) ignored(file string, head intake.Head, also ...string) {
	if ignored := append(head.Ignored(), also...); len(ignored) > 0 {
		e.notes = append(e.notes, intake.Warning{File: file, Code: intake.WarnIgnored, Args: []string{intake.List(ignored)}})
	}
}

// column is where the labels of an axis or the figures of a table stand.
func (p *part) column(name string) int {
	if i := slices.Index(p.tables, name); i >= 0 {
		return len(p.axes) + i
	}
	return slices.Index(p.axes, name)
}

func (p *part) has(name string) bool {
	return p.head.Has(p.column(name)) && !slices.Contains(p.dropped, name)
}

func (p *part) titles() []string {
	var all []string
	for _, table := range p.tables {
		titles := tableTitles(table)
		all = append(all, titles[min(1, len(titles)-1)]) // the word of people before that of the engine
	}
	return all
}

// pledges gives the units their own criteria.
func (p *part) pledges(e *event) error {
	unitColumn, pledgeColumn := p.column("unit"), p.column("criterion")
	for _, row := range p.rows {
		at, ok := e.unitOf(p.head.Number(row, unitColumn))
		pledge := p.head.Text(row, pledgeColumn)
		switch {
		case !ok:
			p.bad = append(p.bad, p.head.Wrong(row, unitColumn, e.noUnit(p.head.Number(row, unitColumn), intake.CodeUnit)))
		case pledge == "":
			p.bad = append(p.bad, p.head.Wrong(row, pledgeColumn, intake.CodeMissing, p.head.Title(pledgeColumn)))
		case slices.Contains(e.units[at].Criteria, pledge):
			p.bad = append(p.bad, p.head.Wrong(row, pledgeColumn, intake.CodePledgeTwice))
		default:
			e.units[at].Criteria = append(e.units[at].Criteria, pledge)
		}
	}
	return p.bad.Result()
}

// feed writes the figures into the input.
func (p *part) feed(e *event) error {
	for _, table := range p.tables {
		if p.has(table) {
			p.fed(e, table, p.column(table), "")
		}
	}
	for i, w := range p.wide {
		if w.table != "" {
			p.fed(e, w.table, p.wideColumn(i), w.axis)
		}
	}
	if len(p.bad) > 0 {
		return p.bad.Result()
	}
	for _, row := range p.rows {
		for _, table := range p.tables {
			if p.has(table) {
				p.cell(e, row, figureAt{table: table, column: p.column(table)})
			}
		}
		for i, w := range p.wide {
			if w.table != "" {
				p.cell(e, row, figureAt{w.table, p.wideColumn(i), w.axis, w.label})
			}
		}
	}
	return p.bad.Result()
}

// fed notes that a column feeds a table, whose axes have columns too, but for the
// one that the title of the column tells.
func (p *part) fed(e *event, table string, column int, told string) {
	e.known[table] = true
	e.in.Source(table, p.file)
	for _, axis := range p.axesOf(e, table) {
		if axis != told && !p.has(axis) && !e.only(axis) && (told == "" || len(p.bad) == 0) {
			p.bad = append(p.bad, p.head.Wrong(intake.Row{}, -1, intake.CodeAxis, p.head.Title(column), axisTitles(axis)[0], axis))
		}
	}
}

// figureAt is a column of figures: of which table, and where its title is a label,
// of which axis.
type figureAt struct {
	table       string
	column      int
	axis, label string
}

// axesOf is what a figure of a table says about its place. What was issued, and who
// checked in, need not be said for each unit.
func (p *part) axesOf(e *event, table string) []string {
	axes, _ := e.book.Axes(table)
	if (table == tableIssued || table == tableCheckedIn) && !p.has("unit") {
		axes = slices.DeleteFunc(axes, func(axis string) bool { return axis == "unit" })
	}
	return axes
}

// only reports whether an axis has a single label, which need not be written.
func (e *event) only(axis string) bool {
	return axis != "unit" && len(e.book.Labels(axis)) == 1
}

// cell reads one figure. An empty cell is no figure.
func (p *part) cell(e *event, row intake.Row, at figureAt) {
	table, column := at.table, at.column
	value := p.head.Number(row, column)
	if value == "" {
		return
	}
	axes := p.axesOf(e, table)
	told := slices.Index(axes, at.axis) // by the title
	if told >= 0 {
		axes = slices.Delete(axes, told, told+1)
	}
	labels, ok := p.labels(e, row, axes)
	if !ok || !p.alone(row, table, axes) {
		return
	}
	if told >= 0 {
		labels = slices.Insert(labels, told, at.label)
	}
	place := table + "\x00" + strings.Join(labels, "\x00")
	imported := slices.Contains(e.book.Imported(), table)
	if before, twice := p.set[place]; twice {
		code := intake.CodePlaceTwice
		if imported { // nobody adds them up
			code = intake.CodeImportedTwice
		}
		p.bad = append(p.bad, p.head.Wrong(row, column, code, p.head.Title(column), itoa(before)))
		return
	}
	p.set[place] = row.Number
	if by, twice := e.told.by(table, labels); twice && imported { // counts of two files are added; of two figures neither is known to be right
		p.bad = append(p.bad, p.head.Wrong(row, column, intake.CodePlaceInFiles, p.head.Title(column), by.file, itoa(by.row)))
		return
	}
	if p.enter(e, table, value, labels) != nil {
		code, args := intake.CodeNotCount, []string(nil)
		if imported {
			code, args = intake.NoNumber(value, figurePlaces)
		} else if _, is := givenFigure(value); is && at.axis != "" {
			code, args = intake.CodeLongForm, e.shareOrCount(at, value)
		}
		p.bad = append(p.bad, p.head.Wrong(row, column, code, args...))
		return
	}
	e.tell(table, labels, rowIn{p.file, row.Number})
}

// enter writes a figure: counts are added to those of the ballots and of other
// files, a figure from elsewhere stands alone.
func (p *part) enter(e *event, table, value string, labels []string) error {
	if slices.Contains(e.book.Imported(), table) {
		number, ok := givenFigure(value)
		if !ok {
			return errNoFigure
		}
		return e.in.Set(table, number, labels...)
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return err
	}
	return e.in.Add(table, n, labels...)
}

// alone refuses a row that says more about a figure than the figure has: a row
// of one grade cannot also give what is not counted by grade.
func (p *part) alone(row intake.Row, table string, axes []string) bool {
	for i, axis := range p.axes {
		about := slices.Contains([]string{"unit", "class", "session", "category"}, axis)
		if !about && !slices.Contains(axes, axis) && p.head.Text(row, i) != "" {
			p.bad = append(p.bad, p.head.Wrong(row, i, intake.CodeOtherAxis, table, p.head.Title(i)))
			return false
		}
	}
	return true
}

// labels reads where a figure belongs.
func (p *part) labels(e *event, row intake.Row, axes []string) ([]string, bool) {
	labels, unit := make([]string, len(axes)), -1
	for k, axis := range axes {
		column := p.column(axis)
		cell := p.head.Text(row, column)
		label, at, ok := e.labelOf(axis, unit, cell)
		if !ok {
			code, args := intake.CodeLabel, []string{axisTitles(axis)[0], intake.List(e.labelsOf(axis, unit)), axis}
			switch axis {
			case "unit":
				code, args = e.noUnit(cell, intake.CodeUnit), nil
			case "criterion":
				code, args = intake.CodeCriterion, args[1:2]
			}
			bad := p.head.Wrong(row, column, code, args...)
			same := func(b intake.RowError) bool { return b.Row == bad.Row && b.Column == bad.Column && b.Code == code }
			if !slices.ContainsFunc(p.bad[max(0, len(p.bad)-1):], same) { // of each figure in the row
				p.bad = append(p.bad, bad)
			}
			return nil, false
		}
		if labels[k] = label; axis == "unit" {
			unit = at
		}
	}
	return labels, true
}

// labelOf finds a label of an axis as a person wrote it.
func (e *event) labelOf(axis string, unit int, cell string) (label string, at int, ok bool) {
	switch {
	case axis == "unit":
		if at, ok = e.unitOf(cell); ok {
			label = e.units[at].Label
		}
		return label, at, ok
	case axis == "criterion" && unit >= 0:
		label, ok = e.criterionOf(unit, cell)
		return label, 0, ok
	}
	all := e.labelsOf(axis, unit)
	if cell == "" && len(all) == 1 {
		return all[0], 0, true
	}
	if axis == "number" {
		cell = plainNumber(cell)
	}
	at = slices.IndexFunc(all, func(l string) bool { return intake.Label(l) == intake.Label(cell) })
	if at < 0 {
		return "", 0, false
	}
	return all[at], at, true
}

// labelsOf lists what may stand in the column of an axis.
func (e *event) labelsOf(axis string, unit int) []string {
	if axis == "criterion" && unit >= 0 {
		return e.criteriaOf(unit)
	}
	if labels := e.book.Labels(axis); labels != nil {
		return labels
	}
	of := func(u count.Unit) string { return u.Class }
	if axis == "session" {
		of = func(u count.Unit) string { return u.Session }
	}
	var labels []string
	for _, u := range e.units {
		if !slices.Contains(labels, of(u.Unit)) {
			labels = append(labels, of(u.Unit))
		}
	}
	return labels
}
