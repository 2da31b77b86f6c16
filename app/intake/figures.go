package intake

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pingyi/voting"
)

// Figures reads a table that the rulebook wants from elsewhere: a column for each
// axis, of which that of the units holds their numbers or names, and one with the
// figures. An empty cell is no figure. The figures stand in the column that is
// called as the table is, or 数值, or in the only one that says nothing else. Its
// error is of type Errors and has every bad row.
func Figures(file File, session voting.Session, table voting.Imported) ([]voting.EnteredFigure, []Warning, error) {
	t, err := ReadTable(file.Name, file.Body)
	if err != nil {
		return nil, nil, err
	}
	head, rows, err := figureColumns(t, table)
	if err != nil {
		return nil, nil, err
	}
	r := &figureReader{head: head, table: table, units: unitFinder(session), session: session, seen: make(map[string]int)}
	for _, row := range rows {
		r.read(row)
	}
	if len(r.bad) == 0 && len(r.cells) == 0 {
		r.bad = t.refuse(CodeNoData)
	}
	var warned []Warning
	if ignored := head.Ignored(); len(ignored) > 0 {
		warned = append(warned, Warning{File: t.File, Sheet: t.Sheet, Code: WarnIgnored, Args: []string{List(ignored)}})
	}
	return r.cells, warned, r.bad.Result()
}

// The columns of a table of figures stand in this order; those of the axes follow.
const (
	figureValue = iota
	figureName  // of the unit, where its number has a column of its own
	figureAxes
)

// figureColumns finds the columns. That of the figures may have any title, if it is
// the only one left.
func figureColumns(t Table, table voting.Imported) (Head, []Row, error) {
	number, name, _, _ := UnitTitles()
	wanted := []Column{
		figureValue: {Titles: []string{table.Name, "数值", "分数", "得分", "得票", "得票数", "票数", "value", "figure"}},
		figureName:  {Titles: name},
	}
	for _, axis := range table.Axes {
		wanted = append(wanted, Column{Titles: figureTitles(axis), Required: true})
	}
	head, rows, err := FindColumns(t, wanted)
	if err != nil && len(table.Axes) == 1 && table.Axes[0] == "unit" { // the units may be there by name alone
		named := append([]Column{}, wanted...)
		named[figureName], named[figureAxes].Titles = Column{Titles: number}, name
		if byName, below, failed := FindColumns(t, named); failed == nil || !lacksColumn(failed) {
			wanted, head, rows, err = named, byName, below, failed // its columns are there, and something else may be wrong
		}
	}
	if err != nil || head.Has(figureValue) {
		return head, rows, err
	}
	if rest := head.Ignored(); len(rest) == 1 {
		wanted[figureValue].Titles = rest
	}
	wanted[figureValue].Required = true
	return FindColumns(t, wanted)
}

// lacksColumn reports whether a column that is wanted is not there.
func lacksColumn(err error) bool {
	var bad Errors
	return errors.As(err, &bad) && slices.ContainsFunc(bad, func(e RowError) bool { return e.Code == CodeColumn })
}

// figureTitles are the titles of the column with the labels of an axis.
func figureTitles(axis string) []string {
	number, _, _, class := UnitTitles()
	switch axis {
	case "unit":
		return number
	case "class":
		return class
	case "criterion":
		return []string{"指标", "承诺编号", "承诺", "criterion", "pledge"}
	case "category":
		return []string{"代表类别", "category"}
	}
	return []string{axis}
}

// figureReader reads rows and collects what is wrong with them.
type figureReader struct {
	head    Head
	table   voting.Imported
	session voting.Session
	units   map[string]voting.UnitID
	seen    map[string]int // row of each place
	cells   []voting.EnteredFigure
	bad     Errors
}

// unitFinder finds units by number and, where no other has it, by name.
func unitFinder(session voting.Session) map[string]voting.UnitID {
	units, named := make(map[string]voting.UnitID), make(map[string]int)
	for _, unit := range session.Units {
		named[Label(unit.Name)]++
	}
	for _, unit := range session.Units {
		if named[Label(unit.Name)] == 1 {
			units[Label(unit.Name)] = unit.ID
		}
	}
	for _, unit := range session.Units { // a number goes before a name
		units[string(unit.ID)] = unit.ID
	}
	return units
}

func (r *figureReader) read(row Row) {
	value := r.head.Number(row, figureValue)
	if value == "" {
		return
	}
	place, ok := r.place(row)
	if !ok {
		return
	}
	if thousands.MatchString(value) {
		value = strings.ReplaceAll(value, ",", "")
	}
	if before := r.seen[strings.Join(place, "\x00")]; before > 0 {
		r.bad = append(r.bad, r.head.Wrong(row, figureAxes, CodeFigureTwice, strconv.Itoa(before)))
		return
	}
	r.seen[strings.Join(place, "\x00")] = row.Number
	if exact := r.head.Exact(row, figureValue); exact != "" {
		r.bad = append(r.bad, r.head.Wrong(row, figureValue, CodeShownRounded, exact))
		return
	}
	if !voting.PlainDecimal(value) {
		code, args := NoNumber(value, enteredPlaces)
		r.bad = append(r.bad, r.head.Wrong(row, figureValue, code, args...))
		return
	}
	r.cells = append(r.cells, voting.EnteredFigure{At: place, Value: value})
}

// thousands matches a number that is cut into groups for people: 57,986.
var thousands = regexp.MustCompile(`^-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?$`)

// place reads where a figure belongs.
func (r *figureReader) place(row Row) ([]string, bool) {
	unit := voting.UnitID("")
	place := make([]string, len(r.table.Axes))
	for i, axis := range r.table.Axes {
		column := figureAxes + i
		cell, known := r.head.Text(row, column), false
		if axis == "unit" {
			if unit, known = r.units[r.head.Number(row, column)]; !known {
				unit, known = r.units[Label(strings.TrimPrefix(cell, "'"))] // as a sheet of ours guards it
			}
			place[i] = string(unit)
		} else {
			place[i], known = r.label(axis, unit, cell)
		}
		if known {
			continue
		}
		switch labels := List(r.table.Labels(axis, unit)); {
		case cell == "":
			r.bad = append(r.bad, r.head.Wrong(row, column, CodeMissing, r.head.Title(column)))
		case axis == "unit":
			r.bad = append(r.bad, r.head.Wrong(row, column, CodeUnit))
		case axis == "criterion":
			r.bad = append(r.bad, r.head.Wrong(row, column, CodeCriterion, labels))
		default:
			r.bad = append(r.bad, r.head.Wrong(row, column, CodeLabel, r.head.Title(column), labels, axis))
		}
		return nil, false
	}
	return place, true
}

// label finds a label of an axis as a person wrote it; a pledge by its words, too.
func (r *figureReader) label(axis string, unit voting.UnitID, cell string) (string, bool) {
	for _, label := range r.table.Labels(axis, unit) {
		if Label(label) == Label(cell) {
			return label, true
		}
	}
	for _, u := range r.session.Units {
		for _, c := range u.Criteria {
			if axis == "criterion" && u.ID == unit && Label(c.Label) == Label(cell) {
				return c.Key(), true
			}
		}
	}
	return "", false
}

// enteredPlaces is how many digits a figure that enters a session has behind its point.
const enteredPlaces = 9

// digits matches a number, however long.
var digits = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

// NoNumber is why a cell holds no figure: it is no plain number, or one that is too long.
func NoNumber(value string, places int) (Code, []string) {
	if digits.MatchString(value) {
		return CodeDigits, []string{strconv.Itoa(places)}
	}
	return CodeNotNumber, nil
}
