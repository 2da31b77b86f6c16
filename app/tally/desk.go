package tally

import (
	"fmt"

	"pingyi/app/intake"
)

// desk is where the rows of long tables are put together to ballots. The tables
// lie on it one after the other as if they were one file, so that a ballot may
// begin in one and end in the next. Rows belong together when they have the same
// ballot number, and the same unit where each unit has its own ballots. Without a
// number they belong together when they agree in representative and category,
// and a second mark at the same place begins the next ballot.
type desk struct {
	open  map[owner]*paper
	order []*paper // those that are open, in order; one, or all when gathered
	begun map[owner]begun
	goes  map[int]*onward // by file: the numbers that began in an earlier one
}

// owner is what the rows of one ballot have in common.
type owner struct {
	ballot, rep, category string
	unit                  int
}

// begun is where the first row of a ballot stands.
type begun struct{ file, row int32 }

// onward is how many ballots go on in a file, and which was the first.
type onward struct {
	number, where string
	ballots       int
}

func newDesk() *desk {
	return &desk{open: make(map[owner]*paper), begun: make(map[owner]begun), goes: make(map[int]*onward)}
}

// count counts the ballots that are open and clears the desk of them.
func (d *desk) count(e *event, bad *intake.Errors) {
	for _, p := range d.order {
		if wrong := e.put(p); wrong != nil {
			wrong.File, wrong.Row = e.box.files[p.file], p.row
			*bad = append(*bad, *wrong)
		}
	}
	d.order = d.order[:0]
}

// clear is for when something else than a long table follows.
func (d *desk) clear(e *event) error {
	var bad intake.Errors
	d.count(e, &bad)
	clear(d.open)
	return bad.Result()
}

func (l *long) goesOn(key owner, where string) {
	one := l.goes[l.e.box.file]
	if one == nil {
		one = &onward{number: key.ballot, where: where}
		l.goes[l.e.box.file] = one
	}
	one.ballots++
}

// tellOnward notes which ballots go on from one file to the next: that is so
// where one table was cut, and a slip where every table numbers from 1.
func (e *event) tellOnward() {
	for file, name := range e.box.files {
		if one := e.desk.goes[file]; one != nil {
			e.notes = append(e.notes, intake.Warning{File: name, Value: one.number, Code: intake.WarnOnward, Args: []string{itoa(one.ballots), one.where}})
		}
	}
}

// where names a row of a file of ballots.
func (e *event) where(file, row int) string { return fmt.Sprintf("%s:%d", e.box.files[file], row) }
