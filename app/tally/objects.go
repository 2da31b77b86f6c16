package tally

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"pingyi/app/intake"
	"pingyi/voting/count"
)

// objects reads JSON lines: one ballot on each.
func (r *reading) objects(in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<16), maxSheet)
	row := 0
	for lines.Scan() && !r.full() {
		row++
		line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\xef\xbb\xbf")))
		if len(line) > 0 {
			r.rows++
			r.wrong(row, r.object(row, line))
		}
	}
	return r.ended(lines.Err(), row)
}

// jsonRow is one row of the general form.
type jsonRow struct {
	Unit      string            `json:"unit"`
	Criterion string            `json:"criterion"`
	Grade     json.RawMessage   `json:"grade"`
	Grades    json.RawMessage   `json:"grades"`
	Number    json.RawMessage   `json:"number"`
	Numbers   []json.RawMessage `json:"numbers"`
}

// pairs is an object in its own order. A key that is there twice is an error, or
// the first of two marks would be lost without a word.
type pairs []pair

type pair struct {
	key   string
	value json.RawMessage
}

// UnmarshalJSON reads an object.
func (p *pairs) UnmarshalJSON(text []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return NewTrouble("ballot.object")
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return err
		}
		one := pair{key: key.(string)} // the decoder knows that a key is a string
		if slices.ContainsFunc(*p, func(other pair) bool { return other.key == one.key }) {
			return NewTrouble("ballot.twice", "key", one.key)
		}
		if err := decoder.Decode(&one.value); err != nil {
			return err
		}
		*p = append(*p, one)
	}
	return nil
}

// badObject says with a sentence of the tools why a ballot cannot be read.
func badObject(key string, pairs ...string) *intake.RowError {
	return badBallot(NewTrouble(key, pairs...))
}

// badBallot says why a ballot cannot be read, in both languages.
func badBallot(err error) *intake.RowError {
	return &intake.RowError{Code: intake.CodeBallot, Args: inBoth(err)}
}

// inBoth is an error in English and in Chinese.
func inBoth(err error) []string {
	var trouble *Trouble
	if errors.As(err, &trouble) {
		return []string{trouble.Message("en"), trouble.Message("zh")}
	}
	return []string{err.Error(), count.ErrorInChinese(err.Error())}
}

// badJSON is a value of another kind than a ballot has there.
func badJSON(err error) *intake.RowError {
	var trouble *Trouble
	if errors.As(err, &trouble) {
		return badBallot(trouble)
	}
	return badObject("ballot.json")
}

func (r *reading) object(row int, line []byte) *intake.RowError {
	var fields pairs
	if err := json.Unmarshal(line, &fields); err != nil {
		return badJSON(err)
	}
	o := object{e: r.e, p: &paper{file: r.e.box.file, row: row, unit: -1}, single: jsonRow{}}
	for _, f := range fields {
		if f.key == "unit" {
			if bad := o.unitFirst(f.value); bad != nil {
				return bad
			}
		}
	}
	for _, f := range fields {
		if bad := o.field(f.key, f.value); bad != nil {
			if bad.Column == "" {
				bad.Column = f.key
			}
			return bad
		}
	}
	if o.single.Grade != nil || o.single.Number != nil {
		if o.p.unit < 0 {
			return badObject("ballot.unit")
		}
		if bad := o.row(o.p.unit, o.single); bad != nil {
			return bad
		}
	}
	if r.e.sheet == "one unit" && o.p.unit < 0 {
		return badObject("ballot.unit")
	}
	if r.e.sheet == "all units" {
		o.p.unit = -1
	}
	return r.e.put(o.p)
}

// object is a ballot being read from a line.
type object struct {
	e      *event
	p      *paper
	single jsonRow
}

// unitFirst reads the unit before the rest, which may refer to it.
func (o *object) unitFirst(value json.RawMessage) *intake.RowError {
	if value == nil {
		return nil
	}
	name, err := word(value)
	if err != nil {
		return badJSON(err)
	}
	at, ok := o.e.unitOf(name)
	if !ok {
		return &intake.RowError{Value: name, Code: o.e.noUnit(name, intake.CodeBallotUnit), Column: "unit"}
	}
	o.p.unit = at
	return nil
}

func (o *object) field(key string, value json.RawMessage) *intake.RowError {
	var err error
	switch key {
	case "unit", "ballot":
	case "rep":
		o.p.rep, err = word(value)
	case "category":
		o.p.label, err = word(value)
	case "grade":
		o.single.Grade = value
	case "number":
		o.single.Number = value
	case "criteria", "pledges":
		return o.criteria(value)
	case "rows":
		return o.rows(value)
	case "ticks":
		var lists pairs
		if err = json.Unmarshal(value, &lists); err == nil {
			for _, f := range lists {
				if bad := o.list(f.key, f.value); bad != nil {
					return bad
				}
			}
		}
	default:
		return o.list(key, value)
	}
	if err != nil {
		return badJSON(err)
	}
	return nil
}

// word is a text; a number is taken as it is written.
func word(value json.RawMessage) (string, error) {
	var text string
	if len(value) > 0 && value[0] != '"' && value[0] != '{' && value[0] != '[' {
		return string(value), nil
	}
	err := json.Unmarshal(value, &text)
	return text, err
}

// list reads the units that were chosen on one list.
func (o *object) list(name string, value json.RawMessage) *intake.RowError {
	lists := o.e.lists
	if !slices.Contains(lists, name) {
		known := slices.Concat([]string{"unit", "rep", "category", "ballot", "grade", "number", "criteria", "rows", "ticks"}, lists)
		return badObject("ballot.key", "key", name, "known", strings.Join(known, ", "))
	}
	var units []string
	if err := json.Unmarshal(value, &units); err != nil {
		return badJSON(err)
	}
	for i, cell := range units {
		at, ok := o.e.unitOf(cell)
		if !ok {
			return &intake.RowError{Value: cell, Code: o.e.noUnit(cell, intake.CodeBallotUnit)}
		}
		units[i] = o.e.units[at].Label
	}
	if o.p.ballot.Ticks == nil {
		o.p.ballot.Ticks = make(map[string][]string)
	}
	o.p.ballot.Ticks[name] = units
	return nil
}

// criteria reads grades by criterion of the one unit.
func (o *object) criteria(value json.RawMessage) *intake.RowError {
	var marks pairs
	if err := json.Unmarshal(value, &marks); err != nil {
		return badJSON(err)
	}
	if o.p.unit < 0 {
		return badObject("ballot.unit")
	}
	for _, f := range marks {
		one := jsonRow{Criterion: f.key, Grade: f.value}
		if o.e.grades == nil {
			one = jsonRow{Criterion: f.key, Number: f.value}
		}
		if bad := o.row(o.p.unit, one); bad != nil {
			return bad
		}
	}
	return nil
}

func (o *object) rows(value json.RawMessage) *intake.RowError {
	var rows []jsonRow
	decoder := json.NewDecoder(bytes.NewReader(value))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&rows); err != nil {
		return badJSON(err)
	}
	for _, one := range rows {
		unit, ok := o.p.unit, o.p.unit >= 0
		if one.Unit != "" {
			unit, ok = o.e.unitOf(one.Unit)
		}
		if !ok {
			return &intake.RowError{Value: one.Unit, Code: o.e.noUnit(one.Unit, intake.CodeBallotUnit)}
		}
		if bad := o.row(unit, one); bad != nil {
			return bad
		}
	}
	return nil
}

// row adds one row to the ballot.
func (o *object) row(unit int, from jsonRow) *intake.RowError {
	one := count.Row{Unit: o.e.units[unit].Label}
	var ok bool
	if one.Criterion, ok = o.e.criterionOf(unit, from.Criterion); !ok {
		return &intake.RowError{Value: from.Criterion, Code: intake.CodeCriterion, Args: []string{intake.List(o.e.criteriaOf(unit))}}
	}
	var grades []json.RawMessage
	if from.Grades != nil {
		if err := json.Unmarshal(from.Grades, &grades); err != nil {
			return badJSON(err)
		}
	}
	if from.Grade != nil {
		grades = append(grades, from.Grade)
	}
	for _, value := range grades {
		label, bad := o.grade(value)
		if bad != nil {
			return bad
		}
		if label != "" {
			one.Grades = append(one.Grades, label)
		}
	}
	for _, value := range append([]json.RawMessage{from.Number}, from.Numbers...) {
		if bad := o.number(&one, value); bad != nil {
			return bad
		}
	}
	o.p.ballot.Rows = append(o.p.ballot.Rows, one)
	return nil
}

// number writes a number into a row, or what stands in place of one; null is a blank.
func (o *object) number(row *count.Row, value json.RawMessage) *intake.RowError {
	if value == nil || string(value) == "null" {
		return nil
	}
	number, err := word(value)
	option, is := o.e.optionOf(number)
	switch {
	case is:
		row.Grades = append(row.Grades, option)
	case err != nil || !decimal(plainNumber(number)):
		return &intake.RowError{Value: string(value), Code: intake.CodeNotNumber}
	case !addNumber(row, number):
		row.Numbers = append(row.Numbers, number)
	}
	return nil
}

// grade is a label, or a position from 0; null is a blank. Where numbers are asked for a
// position would look like one of them.
func (o *object) grade(value json.RawMessage) (string, *intake.RowError) {
	grades := o.e.markWords()
	switch {
	case string(value) == "null":
		return "", nil
	case len(value) > 0 && value[0] == '"':
		text, err := word(value)
		if err != nil {
			return "", badJSON(err)
		}
		label, ok := o.e.gradeOf(text)
		if !ok {
			return "", &intake.RowError{Value: text, Code: intake.CodeBallotLabel, Args: []string{intake.List(grades)}}
		}
		return label, nil
	}
	if o.e.grades == nil && o.e.options != nil {
		return "", &intake.RowError{Value: string(value), Code: intake.CodeBallotLabel, Args: []string{intake.List(grades)}}
	}
	at, err := strconv.Atoi(string(value))
	if err != nil || at < 0 || at >= len(grades) {
		return "", &intake.RowError{Value: string(value), Code: intake.CodeBallotGrade, Args: []string{itoa(len(grades) - 1)}}
	}
	return grades[at], nil
}
