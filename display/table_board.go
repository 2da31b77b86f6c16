package display

import (
	"slices"

	"pingyi/voting"
)

// fewestRows is how many rows a ranking or a list has at least, so that a template of ten places
// finds them all also where there are fewer units.
const fewestRows = 10

// tablePart is a ranking or a list of fixed length; rows without a unit are places that nobody
// may see yet, or that nobody has.
type tablePart struct {
	boardPart
	tone string // of a list: best, worst
}

// tableBoard has a row for every place. Where units are ranked in their class the classes follow
// each other, each with as many rows as it has units; a choice has its lists there.
func (o output) tableBoard() Table {
	t := Table{View: ViewBoard}
	var before map[placeOf]previous
	if !o.dark() {
		before = o.before().board
	}
	for _, part := range o.boardTable() {
		for _, row := range part.rows {
			prev := before[placeOf{part.list, row.Unit}]
			cells := []cell{
				{"line", num(len(t.Rows) + 1)}, {"list", o.called(part.list)}, {"rank", some(row.Rank)}, {"tie", yes(row.Tie)}, {"unit", string(row.Unit)}, {"name", row.Name},
				{"department", string(row.Department)}, {"class", string(row.Class)}, {"score", row.Score}, {"permille", num(row.ScorePermille)},
				{"prev_rank", some(prev.rank)}, {"prev_score", prev.score},
			}
			if row.Unit == "" {
				cells = blank(cells, "line")
			}
			t.add(cells)
		}
	}
	return t
}

// boardTable are the parts of the board, each of its fixed length.
func (o output) boardTable() []tablePart {
	session := &o.State.Session
	if o.dark() {
		return o.darkBoard()
	}
	if session.Rulebook.Lists != nil {
		return o.choiceTable()
	}
	if session.Rulebook.RanksAll() {
		return []tablePart{o.rankingTable("", len(session.Units), fewestRows)}
	}
	var parts []tablePart
	for _, class := range classesOfSession(session) {
		parts = append(parts, o.rankingTable(class, sizeOf(session, class), 0))
	}
	return padLast(parts)
}

// darkBoard has as many rows as the board, and nothing in them.
func (o output) darkBoard() []tablePart {
	n := max(len(o.State.Session.Units), fewestRows)
	if lists := o.State.Session.Rulebook.Lists; lists != nil {
		n = max(len(o.State.Session.Units)*len(lists), fewestRows)
	}
	return []tablePart{{boardPart: boardPart{rows: make([]BoardRow, n)}}}
}

// padLast fills up to the fewest rows behind the last part.
func padLast(parts []tablePart) []tablePart {
	n := 0
	for _, part := range parts {
		n += len(part.rows)
	}
	if len(parts) == 0 {
		parts = []tablePart{{}}
	}
	last := &parts[len(parts)-1]
	last.rows = append(last.rows, make([]BoardRow, max(fewestRows-n, 0))...)
	return parts
}

// rankingTable is the ranking of all units, or of a class, as the board shows it. While it is given
// out group by group each unit is in the row of its place.
func (o output) rankingTable(class voting.Class, units, fewest int) tablePart {
	part := tablePart{boardPart: boardPart{class: class}}
	for _, own := range o.partsOf("") {
		if own.class == class {
			part.rows = own.rows
		}
	}
	if o.out().begun[class] {
		part.rows = spread(part.rows)
	}
	part.rows = fixed(part.rows, max(units, fewest))
	return part
}

// spread puts units in the rows of their places, with empty rows for those that are yet to come.
func spread(rows []BoardRow) []BoardRow {
	var placed []BoardRow
	for _, row := range rows {
		for len(placed) < row.Rank-1 {
			placed = append(placed, BoardRow{})
		}
		placed = append(placed, row)
	}
	return placed
}

// fixed gives rows a length, or the next ten above it where they are more.
func fixed(rows []BoardRow, n int) []BoardRow {
	if len(rows) > n {
		n = (len(rows) + fewestRows - 1) / fewestRows * fewestRows
	}
	return append(slices.Clone(rows), make([]BoardRow, n-len(rows))...)
}

// choiceTable has the lists of a choice, each with a row for every unit that can be on it.
func (o output) choiceTable() []tablePart {
	var parts []tablePart
	shown := o.partsOf("")
	for _, l := range listsOf(&o.State.Session) {
		part := tablePart{boardPart: boardPart{class: l.class, list: l.table}}
		for _, own := range shown {
			if own.list == part.list && own.class == part.class {
				part.rows = own.rows
			}
		}
		if o.chooses() {
			part.rows = spread(part.rows)
		}
		part.rows = fixed(part.rows, l.units)
		parts = append(parts, part)
	}
	return padLast(parts)
}

// tableList has the lists of the rulebook, such as the ten best and the ten worst, with the units
// that are released on each.
func (o output) tableList() Table {
	t := Table{View: ViewList}
	for _, part := range o.listTable() {
		before := o.listBefore(part)
		for i, row := range part.rows {
			prev := before[row.Unit]
			cells := []cell{
				{"line", num(len(t.Rows) + 1)}, {"list", o.called(part.list)}, {"class", string(part.class)}, {"tone", part.tone}, {"on_list", num(i + 1)},
				{"rank", some(row.Rank)}, {"tie", yes(row.Tie)}, {"unit", string(row.Unit)}, {"name", row.Name}, {"department", string(row.Department)},
				{"score", row.Score}, {"prev_rank", some(prev.rank)}, {"prev_score", prev.score},
			}
			if row.Unit == "" {
				cells = blank(cells, "line", "list", "class", "tone", "on_list")
			}
			if o.dark() {
				cells = blank(cells, "line")
			}
			t.add(cells)
		}
	}
	return t
}

// listTable are the lists that the rulebook makes. Where it makes none there are ten empty rows.
func (o output) listTable() []tablePart {
	var parts []tablePart
	for _, l := range listsOf(&o.State.Session) {
		part := tablePart{boardPart{class: l.class, list: l.table}, "best"}
		if l.worst {
			part.tone = "worst"
		}
		part.rows = fixed(o.listRows(l), fewestRows)
		parts = append(parts, part)
	}
	if parts == nil {
		return []tablePart{{boardPart: boardPart{rows: make([]BoardRow, fewestRows)}}}
	}
	return parts
}

// listRows are the units on a list that everybody may see: those that the control room has
// released, and all once the result was announced.
func (o output) listRows(l oneList) []BoardRow {
	if o.dark() {
		return nil
	}
	if _, all := o.audience.ranking(o.State); !all {
		return spread(o.placedRows(o.givenOut(l.key)))
	}
	q := o.queue(l.key, true)
	if q.blocked() || !o.names(q.list, q.version.Number) {
		return nil
	}
	return spread(o.placedRows(inPlaces(q.groups)))
}

// listBefore is where units were on a list before a correction was announced.
func (o output) listBefore(part tablePart) map[voting.UnitID]previous {
	all := make(map[voting.UnitID]previous)
	if o.dark() || o.ShownVersion().Number == 1 {
		return all
	}
	board := o.before().rows
	for _, l := range listNames(today(&o.State.Session), board) {
		if board[0].Named[l.k].Table != part.list {
			continue
		}
		for _, row := range board {
			if on := row.Named[l.k]; on.Place > 0 && (l.Inside != "class" || row.Unit.Class == part.class) {
				all[row.Unit.ID] = previous{on.Place, Approximate(l.unit(row, 0).Value)}
			}
		}
	}
	return all
}
