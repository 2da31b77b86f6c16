package display

import (
	"slices"

	"pingyi/voting"
)

// fewestRows is how many rows a ranking or a list has at least, so that a template of ten places
// finds them all also where there are fewer units. How many there are follows from the rules and the units
// alone, so that a place is in the same row from before the vote to the end, in a panic too.
const fewestRows = 10

// tablePart is a ranking or a list of fixed length; rows without a unit are places that nobody
// may see yet, or that nobody has.
type tablePart struct {
	boardPart
	tone  string // of a list: best, worst
	first int    // of a list: how many places are before its first row
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
	session, shown := &o.State.Session, o.boardShown()
	part := func(class voting.Class, list string, rows int) tablePart {
		part := boardPart{class: class, list: list}
		for _, own := range shown {
			if own.list == list && own.class == class {
				part.rows = own.rows
			}
		}
		part.rows = filledUp(part.rows, rows)
		return tablePart{boardPart: part}
	}
	var parts []tablePart
	switch lists := listsOf(session); {
	case session.Rulebook.Lists != nil && len(lists) > 0: // a row for every unit that can be on a list
		for _, l := range lists {
			parts = append(parts, part(l.class, l.table, l.units))
		}
	case session.ID == "" || session.Rulebook.RanksAll():
		parts = append(parts, part("", "", len(session.Units)))
	default:
		for _, class := range classesOfSession(session) {
			parts = append(parts, part(class, "", sizeOf(session, class)))
		}
	}
	return padLast(parts)
}

// boardShown are the parts of the board that may be told. While they are given out group by group, or chosen list by
// list, each unit is in the row of its place.
func (o output) boardShown() []boardPart {
	if o.dark() {
		return nil
	}
	shown, choice, begun := slices.Clone(o.partsOf("")), o.State.Session.Rulebook.Lists != nil, o.out().begun
	for i, part := range shown {
		if choice && o.chooses() || !choice && begun[part.class] {
			shown[i].rows = spread(part.rows)
		}
	}
	return shown
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
	last.rows = filledUp(last.rows, len(last.rows)+fewestRows-n)
	return parts
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

// filledUp adds rows up to a number. No more units can be on a part than it has rows.
func filledUp(rows []BoardRow, n int) []BoardRow {
	return append(slices.Clone(rows), make([]BoardRow, max(n-len(rows), 0))...)
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
				{"line", num(len(t.Rows) + 1)}, {"list", o.called(part.list)}, {"class", string(part.class)}, {"tone", part.tone}, {"on_list", num(part.first + i + 1)},
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

// listTable are the lists that the rulebook makes: first the places that each has, by tens, so that a template finds the first of
// the worst in row 11 whatever was voted; and behind all of them who can be on a list beyond, which are those tied at its cut.
// Where the rulebook makes no list there are ten empty rows.
func (o output) listTable() []tablePart {
	var places, beyond []tablePart
	for _, l := range listsOf(&o.State.Session) {
		part := tablePart{boardPart{class: l.class, list: l.table}, "best", 0}
		if l.worst {
			part.tone = "worst"
		}
		n := l.rows()
		all := filledUp(o.listRows(l), max(n, l.units))
		part.rows = all[:n]
		places = append(places, part)
		part.rows, part.first = all[n:], n
		beyond = append(beyond, part)
	}
	if places == nil {
		return []tablePart{{boardPart: boardPart{rows: make([]BoardRow, fewestRows)}}}
	}
	return append(places, beyond...)
}

// rows are as many as a list has places, in tens.
func (l oneList) rows() int {
	return max(fewestRows, (l.places+fewestRows-1)/fewestRows*fewestRows)
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
