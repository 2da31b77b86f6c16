package tally

import (
	"slices"
	"strings"

	"pingyi/app/intake"
	"pingyi/voting/count"
)

// agree looks at counts that people gave beside each other. More valid ballots than
// were collected, or more marks in a row of the form than ballots, cannot be: the row
// is refused. More ballots than people can be, and is told.
func (e *event) agree(result *count.Result) error {
	a := agreement{e: e, result: result}
	if !e.byHand { // ballots agree with each other
		a.unlikely()
		return nil
	}
	a.compare(tableValid, tableCollected, "given.valid", &a.bad)
	for _, name := range []string{tableMarks, tableTicks} {
		a.marks(name)
	}
	if err := a.bad.Result(); err != nil {
		return err
	}
	a.unlikely()
	return nil
}

// unlikely tells more ballots than people, and which ballots nobody can hold against the roster.
func (a *agreement) unlikely() {
	var unlikely intake.Errors
	a.compare(tableCollected, tableCheckedIn, "given.collected", &unlikely)
	a.compare(tableCollected, tableIssued, "given.collected", &unlikely)
	for _, one := range unlikely {
		one.Code = intake.WarnCounts
		a.e.notes = append(a.e.notes, intake.Warning(one))
	}
	if b := a.e.box; a.e.roster != "" && b.nobodys > 0 {
		a.e.notes = append(a.e.notes, intake.Warning{File: b.files[b.nobodyIn], Code: intake.WarnNoRep, Args: []string{itoa(b.nobodys)}})
	}
}

// agreement is what does not agree, as far as it was looked at.
type agreement struct {
	e      *event
	result *count.Result
	bad    intake.Errors
}

// known is a count that somebody gave; -1 when nobody did.
func (a *agreement) known(table string, at map[string]string) (n int64, by rowIn) {
	t := a.result.Table(table)
	var labels []string
	for _, axis := range t.Axes() {
		labels = append(labels, at[axis])
	}
	by, ok := a.e.told.at(t, labels)
	cell, err := t.Cell(labels...)
	if !ok || err != nil {
		return -1, by
	}
	return cell.Value.Num().Int64(), by
}

// compare wants a count to be no more than another one, cell by cell.
func (a *agreement) compare(table, most, key string, found *intake.Errors) {
	t := a.result.Table(table)
	t.Each(func(labels []string, _ count.Cell) bool {
		at := make(map[string]string)
		for k, axis := range t.Axes() {
			at[axis] = labels[k]
		}
		n, by := a.known(table, at)
		limit, other := a.known(most, at)
		if limit >= 0 && n > limit {
			a.add(found, by, other, key, table, labels, n, most, limit)
		}
		return len(*found) < maxWrong
	})
}

// marks wants no row of the form to have more marks than there are ballots: each of
// them has one mark there at most.
func (a *agreement) marks(table string) {
	t := a.result.Table(table)
	if t == nil {
		return
	}
	for _, row := range rowsOf(t) {
		for _, most := range []string{tableValid, tableCollected} {
			limit, by := a.known(most, row.at)
			if limit >= 0 && row.marks > limit && len(a.bad) < maxWrong {
				a.add(&a.bad, by, by, "given.marks", table, row.labels, row.marks, most, limit)
				break
			}
		}
	}
}

// add names the row of a part that gave one of the two counts.
func (a *agreement) add(found *intake.Errors, by, other rowIn, key, table string, labels []string, n int64, most string, limit int64) {
	if by.file == "" {
		by = other
	}
	if by.file == "" { // the ballots gave the one, and the roster the other
		by.file = a.e.roster
	}
	said := make([]string, 2)
	for i, lang := range []string{"en", "zh"} {
		where := strings.Join(labels, " · ")
		if where != "" {
			where = Say(lang, "given.at", "place", where)
		}
		said[i] = Say(lang, key, "at", where, "table", phrase(lang, table), "n", whole(n), "most", phrase(lang, most), "limit", whole(limit))
	}
	*found = append(*found, intake.RowError{File: by.file, Row: by.row, Code: intake.CodeCounts, Args: said})
}

// formRow is one row of the form with how many marks it got.
type formRow struct {
	labels []string
	at     map[string]string
	marks  int64
}

// rowsOf adds up a table of marks by row of the form.
func rowsOf(t *count.Table) []*formRow {
	var rows []*formRow
	known := make(map[string]*formRow)
	t.Each(func(labels []string, c count.Cell) bool {
		one := &formRow{at: make(map[string]string)}
		for k, axis := range t.Axes() {
			if slices.Contains([]string{"unit", "criterion", "category", "list"}, axis) {
				one.labels, one.at[axis] = append(one.labels, labels[k]), labels[k]
			}
		}
		key := strings.Join(one.labels, "\x00")
		if known[key] == nil {
			known[key], rows = one, append(rows, one)
		}
		known[key].marks += c.Value.Num().Int64()
		return true
	})
	return rows
}
