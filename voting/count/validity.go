package count

import (
	"fmt"
	"maps"
	"slices"
)

// Ballot is one ballot as it was filled in, before anybody decided what of it
// counts. Scanned sheets come like this; a phone lets most of it not happen.
type Ballot struct {
	Category string              // "" when the rulebook has no categories
	Unit     string              // whose ballot it is, when each unit has its own
	Rows     []Row               // what was marked
	Ticks    map[string][]string // by list: the units that were chosen
}

// Row is one row of a ballot. Several grades or numbers are too many, none is a blank row.
type Row struct {
	Unit      string
	Criterion string // "" when the rulebook has no criteria
	Grades    []string
	Number    string   // "" when none was written
	Numbers   []string // others that were written beside it
}

// Why a ballot or a row does not count.
const (
	SpoiltOverVote  = "over-vote"    // too many marks or ticks
	SpoiltUnderVote = "under-vote"   // fewer ticks than the rulebook wants
	SpoiltUnknown   = "unknown mark" // a grade or a number that is not on the ballot
	SpoiltBand      = "outside band" // a number that does not belong to the grade beside it
	SpoiltNoNumber  = "no number"    // a grade that wants a number beside it
	SpoiltNoGrade   = "no grade"     // a number that wants a grade beside it
	SpoiltPattern   = "pattern"      // all alike, or all of a grade that may not be all
	SpoiltQuota     = "quota"        // more or fewer of one grade than may be
)

// Verdict is what became of a ballot.
type Verdict struct {
	Valid    bool
	Reason   string   // why the ballot is void; "" when it is valid
	VoidRows []string // by void row: why; the others of a valid ballot count
	Blank    int      // rows without a mark
}

// filled is a row that counts: the cells where its marks begin in the tables of
// marks and of grades, and which marks they are.
type filled struct {
	marks, grades int
	grade, number int // -1 without
}

// AddBallot decides by the rulebook what of a ballot counts, and counts it: as
// collected, as valid when it is, and its marks and ticks. The error is about a
// ballot that cannot be of this event; a void ballot is none.
func (in *Input) AddBallot(b Ballot) (Verdict, error) { return in.change(b, 1) }

// RemoveBallot takes a ballot back that was added before: somebody marked anew.
func (in *Input) RemoveBallot(b Ballot) (Verdict, error) { return in.change(b, -1) }

func (in *Input) change(b Ballot, n int64) (Verdict, error) {
	where, err := in.whose(b)
	if err != nil {
		return Verdict{}, err
	}
	rows, v, err := in.readRows(b)
	if err != nil {
		return v, err
	}
	ticks, err := in.readTicks(b, &v)
	if err != nil {
		return v, err
	}
	if v.Reason == "" {
		v.Reason = in.book.ballot.spoiltBy(rows)
	}
	v.Valid = v.Reason == ""
	if err := in.Add(tableCollected, n, where...); err != nil {
		return v, err
	}
	in.spoil(v, int(n))
	if !v.Valid {
		return v, nil
	}
	if err := in.Add(tableValid, n, where...); err != nil {
		return v, err
	}
	return v, in.count(n, rows, ticks)
}

// whose is the place of the ballot in the tables "collected" and "valid".
func (in *Input) whose(b Ballot) ([]string, error) {
	var where []string
	if in.book.ballot.sheet == oneUnit {
		where = append(where, b.Unit)
		for _, row := range b.Rows {
			if row.Unit != b.Unit {
				return nil, fmt.Errorf("a ballot for %q has a row for %q", b.Unit, row.Unit)
			}
		}
	}
	if in.axes[axisCategory] != nil {
		where = append(where, b.Category)
	}
	_, err := in.tables[tableCollected].find(where)
	return where, err
}

func (in *Input) readRows(b Ballot) (rows []filled, v Verdict, err error) {
	marks := in.tables[tableMarks]
	if marks == nil {
		if len(b.Rows) > 0 {
			return nil, v, fmt.Errorf("this ballot has no rows, got %d", len(b.Rows))
		}
		return nil, v, nil
	}
	seen := make(map[int]bool, len(b.Rows))
	for _, row := range b.Rows {
		var f filled
		if f.marks, err = in.begin(marks, row, b.Category); err != nil {
			return nil, v, err
		}
		if seen[f.marks] {
			return nil, v, fmt.Errorf("the ballot has two rows for %q", row.Unit)
		}
		seen[f.marks] = true
		if grades := in.tables[tableGrades]; grades != nil {
			f.grades, _ = in.begin(grades, row, b.Category) // the same axes as the marks
		}
		reason := in.readMark(row, &f)
		switch {
		case reason == "" && f.grade < 0 && f.number < 0:
			v.Blank++
		case reason == "":
			rows = append(rows, f)
		case reason == SpoiltOverVote && in.book.ballot.overVote == voidBallot:
			v.Reason = reason
		default:
			v.VoidRows = append(v.VoidRows, reason)
		}
	}
	return rows, v, nil
}

// begin is the cell of a row's first mark.
func (in *Input) begin(t *Table, row Row, category string) (int, error) {
	at := []string{row.Unit}
	if in.axes[axisCriterion] != nil {
		at = append(at, row.Criterion)
	}
	if in.axes[axisCategory] != nil {
		at = append(at, category)
	}
	return t.find(append(at, t.axes[len(t.axes)-1].labels[0]))
}

// readMark finds the grade and the number of a row, or why it does not count.
func (in *Input) readMark(row Row, f *filled) string {
	f.grade, f.number = -1, -1
	if len(row.Grades) > 1 || len(row.Numbers) > 0 {
		return SpoiltOverVote
	}
	grades, numbers := in.axes[axisGrade], in.axes[axisNumber]
	if len(row.Grades) == 1 && grades != nil {
		if f.grade = grades.place(row.Grades[0]); f.grade < 0 {
			return SpoiltUnknown
		}
	}
	option := -1
	if len(row.Grades) == 1 && numbers != nil {
		option = numbers.option(row.Grades[0])
	}
	if len(row.Grades) == 1 && f.grade < 0 && option < 0 {
		return SpoiltUnknown
	}
	if row.Number != "" {
		if numbers == nil || !decimal.MatchString(row.Number) {
			return SpoiltUnknown
		}
		if f.number = numbers.place(shortest(row.Number)); f.number < 0 {
			return SpoiltUnknown
		}
	}
	switch {
	case option >= 0 && f.number >= 0:
		return SpoiltOverVote // it stands in place of a number
	case option >= 0:
		f.number = option
	case grades != nil && numbers != nil && (f.grade >= 0 || f.number >= 0):
		return in.book.ballot.outside(f, numbers)
	}
	return ""
}

// outside wants the grade and the number to belong together.
func (b *ballotRules) outside(f *filled, numbers *axis) string {
	switch {
	case f.number < 0:
		return SpoiltNoNumber
	case f.grade < 0:
		return SpoiltNoGrade
	}
	value, band := numbers.points[f.number], b.bands[f.grade]
	if value.Cmp(band[0]) < 0 || value.Cmp(band[1]) > 0 {
		return SpoiltBand
	}
	return ""
}

// readTicks finds the places of all ticks.
func (in *Input) readTicks(b Ballot, v *Verdict) (all [][]string, err error) {
	lists := in.axes[axisList]
	for _, name := range slices.Sorted(maps.Keys(b.Ticks)) {
		if lists == nil || !slices.Contains(lists.labels, name) {
			return nil, fmt.Errorf("this ballot has no list %q", name)
		}
	}
	for i, c := range in.book.ballot.choose {
		name := lists.labels[i]
		ticked := b.Ticks[name]
		for k, unit := range ticked {
			if slices.Contains(ticked[:k], unit) {
				return nil, fmt.Errorf("the list %q has %q twice", name, unit)
			}
			at := []string{unit}
			if in.axes[axisCategory] != nil {
				at = append(at, b.Category)
			}
			at = append(at, name)
			if _, err := in.tables[tableTicks].find(at); err != nil {
				return nil, err
			}
			all = append(all, at)
		}
		if reason, _ := c.spoiltBy(len(ticked)); reason == SpoiltOverVote || v.Reason == "" {
			v.Reason = reason
		}
	}
	return all, nil
}

// count writes the rows and ticks of a valid ballot into the tables.
func (in *Input) count(n int64, rows []filled, ticks [][]string) error {
	marks, grades := in.tables[tableMarks], in.tables[tableGrades]
	for _, row := range rows {
		mark := row.grade
		if in.axes[axisNumber] != nil {
			mark = row.number
		}
		if err := in.addAt(marks, row.marks+mark, n); err != nil {
			return err
		}
		if grades == nil {
			continue
		}
		if err := in.addAt(grades, row.grades+row.grade, n); err != nil {
			return err
		}
	}
	for _, at := range ticks {
		if err := in.Add(tableTicks, n, at...); err != nil {
			return err
		}
	}
	return nil
}

// Spoilt says how many ballots, and how many rows of valid ballots, did not
// count for one reason.
type Spoilt struct {
	Reason        string
	Ballots, Rows int
}

// Spoilt lists what did not count, by reason.
func (in *Input) Spoilt() []Spoilt { return slices.Clone(in.spoilt) }

func (in *Input) spoil(v Verdict, n int) {
	note := func(reason string) *Spoilt {
		i := slices.IndexFunc(in.spoilt, func(s Spoilt) bool { return s.Reason == reason })
		if i < 0 {
			i = len(in.spoilt)
			in.spoilt = append(in.spoilt, Spoilt{Reason: reason})
		}
		return &in.spoilt[i]
	}
	if !v.Valid {
		note(v.Reason).Ballots += n
		return
	}
	for _, reason := range v.VoidRows {
		note(reason).Rows += n
	}
}
