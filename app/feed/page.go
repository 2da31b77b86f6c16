package feed

import (
	"slices"
	"strconv"
	"time"

	"pingyi/beijing"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// Page is one view of an output as it was seen at a moment.
type Page struct {
	Output    onair.Name
	Session   voting.SessionID // "" where none is tuned in
	Title     string
	Seq       uint64 // position in the session's log
	Phase     voting.SessionPhase
	Rehearsal bool
	AsOf      time.Time // when the server saw the view like this first
	Link      string    // the server's own address
	display.Table
}

// stamps are the columns that every row of every view ends with.
func stamps() []string { return []string{"seq", "phase", "rehearsal", "asof"} }

func (p Page) stamp() []string {
	return []string{strconv.FormatUint(p.Seq, 10), string(p.Phase), strconv.FormatBool(p.Rehearsal), beijing.Moment(p.AsOf.Unix())}
}

// ColumnNames are those of the view and then the stamps.
func (p Page) ColumnNames() []string { return append(slices.Clone(p.Table.Columns), stamps()...) }

// rows are the rows of the view, each with its stamps.
func (p Page) rows() [][]string {
	stamp := p.stamp()
	rows := make([][]string, len(p.Table.Rows))
	for i, row := range p.Table.Rows {
		rows[i] = append(slices.Clone(row), stamp...)
	}
	return rows
}

// Value is one value of the page, by the number of its row from 1 and the name of its column.
func (p Page) Value(row int, column string) (value string, ok bool) {
	at := slices.Index(p.ColumnNames(), column)
	if at < 0 || row < 1 || row > len(p.Table.Rows) {
		return "", false
	}
	return p.rows()[row-1][at], true
}

// same reports whether a reader could not tell two pages apart by anything but their stamps of
// position and time.
func (p Page) same(other Page) bool {
	return p.Session == other.Session && p.Title == other.Title && p.Phase == other.Phase && p.Rehearsal == other.Rehearsal &&
		slices.Equal(p.Table.Columns, other.Table.Columns) && slices.EqualFunc(p.Table.Rows, other.Table.Rows, slices.Equal)
}
