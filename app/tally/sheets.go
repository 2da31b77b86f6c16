package tally

import (
	"bufio"
	"bytes"
	"io"

	"pingyi/app/intake"
	"pingyi/voting/count"
)

// A sheet is a line of text: the representative, a blank, and one sign for every
// unit and criterion in order: the position of the grade, 0 to 9 and a to z, or
// "-" where nothing was marked.

// maxSheet is the longest line.
const maxSheet = 1 << 20

// cellRef is one row of the sheet.
type cellRef struct {
	unit, criterion string
	offset          int // of its first grade in the table of marks, without the category
}

// sheets reads lines of text.
func (r *reading) sheets(in io.Reader) error {
	refs, err := r.e.sheetRows(r.file)
	if err != nil {
		return err
	}
	t := r.e.straight(refs)
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<16), maxSheet)
	row := 0
	for lines.Scan() && !r.full() {
		row++
		line := lines.Bytes()
		if row == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			r.rows++
			r.wrong(row, r.oneSheet(row, line, refs, t))
		}
	}
	if t != nil {
		t.flush()
	}
	return r.ended(lines.Err(), row)
}

// sheetRows lists the rows of the sheet in order.
func (e *event) sheetRows(file string) ([]cellRef, error) {
	if e.sheet != "all units" || len(e.grades) == 0 {
		return nil, NewTrouble("no-sheet", "file", file)
	}
	_, axes, stride := e.in.Counts(tableMarks)
	var refs []cellRef
	for u := range e.units {
		criteria := e.criteriaOf(u)
		if len(criteria) == 0 {
			criteria = []string{""}
		}
		for c, criterion := range criteria {
			at := 0
			for k, axis := range axes {
				switch axis {
				case "unit":
					at += u * stride[k]
				case "criterion":
					at += c * stride[k]
				}
			}
			refs = append(refs, cellRef{e.units[u].Label, criterion, at})
		}
	}
	return refs, nil
}

func (r *reading) oneSheet(row int, line []byte, refs []cellRef, t *straight) *intake.RowError {
	id, marks, _ := bytes.Cut(line, []byte(" "))
	if marks = bytes.TrimSpace(marks); len(marks) != len(refs) {
		return &intake.RowError{Code: intake.CodeMarksLength, Args: []string{itoa(len(refs)), itoa(len(refs)), itoa(len(marks))}}
	}
	if t == nil {
		return r.checkedSheet(row, string(id), marks, refs)
	}
	who, known := r.e.reps[string(id)]
	if !known || who.category < 0 {
		var bad *intake.RowError
		if who.id, who.category, bad = r.e.voterOf(string(id), ""); bad != nil {
			return bad
		}
	}
	times, bad := r.e.box.times(who.id, -1, r.e.box.file, row)
	if bad != nil {
		bad.Value = string(id)
	}
	if bad != nil || times == 0 {
		return bad
	}
	return t.add(marks, max(0, who.category), times)
}

// gradeSign is the position of a grade, -1 for a blank, -2 for no such sign.
func gradeSign(sign byte) int {
	switch {
	case sign >= '0' && sign <= '9':
		return int(sign - '0')
	case sign >= 'a' && sign <= 'z':
		return int(sign-'a') + 10
	case sign == '-':
		return -1
	}
	return -2
}

func badSign(sign byte, grades int) *intake.RowError {
	return &intake.RowError{Value: string(rune(sign)), Code: intake.CodeBallotGrade, Args: []string{itoa(grades - 1)}}
}

// checkedSheet goes through the rules for whole ballots.
func (r *reading) checkedSheet(row int, id string, marks []byte, refs []cellRef) *intake.RowError {
	grades := r.e.grades
	p := &paper{file: r.e.box.file, row: row, rep: id, unit: -1}
	for i, sign := range marks {
		one := count.Row{Unit: refs[i].unit, Criterion: refs[i].criterion}
		switch grade := gradeSign(sign); {
		case grade == -2 || grade >= len(grades):
			return badSign(sign, len(grades))
		case grade >= 0:
			one.Grades = grades[grade : grade+1]
		}
		p.ballot.Rows = append(p.ballot.Rows, one)
	}
	return r.e.put(p)
}
