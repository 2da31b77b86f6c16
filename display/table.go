package display

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"pingyi/beijing"
	"pingyi/onair"
	"pingyi/voting"
)

// The views of an output as tables.
const (
	ViewBoard   = "board"
	ViewItem    = "item"
	ViewTurnout = "turnout"
	ViewStatus  = "status"
	ViewList    = "list"
)

// TableViews lists the views in the order of Tables.
func TableViews() []string {
	return []string{ViewBoard, ViewItem, ViewTurnout, ViewStatus, ViewList}
}

// Tables are what a graphics system that draws its own pictures is told of an output. They hold
// what the public may see at that moment and nothing else, whatever the class of the output is.
type Tables struct {
	Seq       uint64 // position in the session's log, 0 where none is tuned in
	Output    onair.Name
	Session   voting.SessionID
	Title     string
	Phase     voting.SessionPhase
	Rehearsal bool
	Late      bool    `json:",omitempty"` // as they were told last, since nobody can tell now what they are; without views where nothing was told
	Views     []Table // by TableViews
}

// Darkened are the tables in a panic: the same rows, with nothing in them.
func (t Tables) Darkened() Tables {
	keep := []string{"line", "output", "session", "title", "places", "version"}
	views := make([]Table, len(t.Views))
	for i, view := range t.Views {
		views[i] = Table{view.View, view.Columns, make([][]string, len(view.Rows))}
		for k, row := range view.Rows {
			row = slices.Clone(row)
			for c, column := range view.Columns {
				if column == "panic" {
					row[c] = yes(true)
				} else if !slices.Contains(keep, column) {
					row[c] = ""
				}
			}
			views[i].Rows[k] = row
		}
	}
	t.Views = views
	return t
}

// Table is one view, for reading only: rows of text, each with a value for each column. A row means the same
// place for a whole session. Where nothing may be seen yet its values are empty.
type Table struct {
	View    string
	Columns []string
	Rows    [][]string
}

// add adds a row. All rows of a table have the same columns.
func (t *Table) add(row []cell) {
	values := make([]string, len(row))
	for i, c := range row {
		values[i] = c.value
	}
	if t.Columns == nil {
		for _, c := range row {
			t.Columns = append(t.Columns, c.column)
		}
	}
	t.Rows = append(t.Rows, values)
}

// cell is a value of a row under its column.
type cell struct{ column, value string }

// RenderTables gives the tables of an output. It is pure, as RenderOutput is.
func RenderTables(s *voting.State, v onair.View) Tables { return new(Outputs).Tables(s, v) }

// Tables is RenderTables.
func (c *Outputs) Tables(s *voting.State, v onair.View) Tables {
	s = tuned(s)
	v.Output.Class = onair.Public
	o := output{View: v, picture: picture{State: s, audience: readers(v.Output.Class), revealed: c.rows}, counted: c}
	board, list := o.rankTables()
	t := Tables{
		Seq: s.Records, Output: v.Output.Name, Session: s.Session.ID, Title: s.Session.Title, Phase: s.Phase, Rehearsal: s.Session.Rehearsal,
		Views: []Table{board, o.tableItem(), o.tableTurnout(), o.tableStatus(filled(board)), list},
	}
	if v.Panic { // as it is told where nobody knows more than what was told before
		return t.Darkened()
	}
	return t
}

// dark reports whether nothing may be told: in a panic, and where no session is tuned in.
func (o output) dark() bool { return o.Panic || o.Phase == "" }

// rankTables are the board and the lists. They are made anew after an act of a person alone, since
// no ballot changes them: a city has many units, and every table is asked for several times a second. Readers of
// another language have tables of their own.
func (o output) rankTables() (board, list Table) {
	if o.counted.tables == nil {
		o.counted.tables = make(map[string]*rankTables)
	}
	k := o.counted.tables[o.Output.Lang]
	if k == nil {
		k = new(rankTables)
		o.counted.tables[o.Output.Lang] = k
	}
	if k.of != o.State || k.revision != o.State.Revision || k.dark != o.dark() || !maps.Equal(k.reveals, o.Reveals) || !k.same(o.guard()) {
		*k = rankTables{o.State, o.State.Revision, o.dark(), maps.Clone(o.Reveals), o.guard(), o.tableBoard(), o.tableList()}
	}
	return k.board, k.list
}

// rankTables are kept with what they follow from.
type rankTables struct {
	of       *voting.State
	revision uint64
	dark     bool
	reveals  map[string]int
	guard
	board, list Table
}

// earlier is what the screens had before the newest release, be it of an item or of a version of
// the result, kept as long as no act of a person can have changed it.
type earlier struct {
	of       *voting.State
	revision uint64
	rows     []voting.Row
	board    map[placeOf]previous
}

func (o output) before() *earlier {
	past := &o.counted.past
	if past.of != o.State || past.revision != o.State.Revision {
		rows := o.BoardBefore()
		*past = earlier{o.State, o.State.Revision, rows, o.boardOf(rows)}
	}
	return past
}

// tableTurnout is how many came and voted: the whole hall first, then each category, of which
// the ballots are not told.
func (o output) tableTurnout() Table {
	t := Table{View: ViewTurnout}
	row := func(label string, numbers [4]string, of string, permille int) {
		share := [2]string{Percent(permille), num(permille)}
		if o.dark() {
			label, numbers, of, share = "", [4]string{}, "", [2]string{}
		}
		t.add([]cell{
			{"line", num(len(t.Rows) + 1)}, {"label", label}, {"issued", numbers[0]}, {"checked_in", numbers[1]},
			{"ballots", numbers[2]}, {"expected", numbers[3]}, {"of", of}, {"percent", share[0]}, {"permille", share[1]},
		})
	}
	if o.dark() {
		row("", [4]string{}, "", 0)
		for range o.State.Session.Rulebook.Categories {
			row("", [4]string{}, "", 0)
		}
		return t
	}
	s := o.checkedIn(onair.Cue{}).data.(TurnoutScene)
	row("", [4]string{num(s.Issued), num(s.CheckedIn), num(s.Ballots), num(s.Expected)}, s.Of, s.Permille)
	for _, group := range s.Groups {
		row(group.Label, [4]string{num(group.Issued), num(group.CheckedIn)}, ofCheckedIn, group.Permille)
	}
	return t
}

// tableStatus is one row about the session and the output, with how many units are on the board.
func (o output) tableStatus(released int) Table {
	t := Table{View: ViewStatus}
	bug, version, places, out := BugScene{}, "", "", ""
	if o.Phase != "" {
		bug = o.bug(onair.Cue{}).data.(BugScene)
		v := o.ShownVersion()
		version, places, out = num(v.Number), num(len(o.State.Session.Units)), num(released)
	}
	row := []cell{
		{"output", string(o.Output.Name)}, {"session", string(o.State.Session.ID)}, {"title", o.State.Session.Title},
		{"item", some(bug.Item)}, {"of", some(bug.Of)}, {"state", bug.State}, {"deadline", o.deadline()},
		{"released", out}, {"places", places}, {"version", version}, {"announced", yes(o.Phase != "" && o.ShownVersion().Announced())},
		{"corrected", yes(o.Phase != "" && o.ShownVersion().Number > 1)}, {"panic", yes(o.Panic)},
	}
	on := make(map[onair.Layer]onair.Scene)
	for _, layer := range o.layers() {
		on[layer.Layer] = layer.Scene
	}
	for _, layer := range onair.Layers() {
		row = append(row, cell{"on_" + string(layer), string(on[layer])})
	}
	t.add(row)
	return t
}

// deadline is when the item on stage closes, while that is to come.
func (o output) deadline() string {
	if item := o.current(); item != nil && item.Phase == voting.PhaseOpen && o.closes(item) > 0 {
		return beijing.Moment(item.Deadline)
	}
	return ""
}

// filled is how many rows of a board have a unit.
func filled(board Table) int {
	at := slices.Index(board.Columns, "unit")
	n := 0
	for _, row := range board.Rows {
		if row[at] != "" {
			n++
		}
	}
	return n
}

func num[N ~int | ~int64 | ~uint16 | ~uint64](n N) string { return fmt.Sprint(n) }

// some is a number that is there when it is above 0, such as a place.
func some(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func yes(is bool) string { return strconv.FormatBool(is) }

// blank takes out of a row everything but the columns that say which row it is.
func blank(row []cell, keep ...string) []cell {
	for i := range row {
		if !slices.Contains(keep, row[i].column) {
			row[i].value = ""
		}
	}
	return row
}
