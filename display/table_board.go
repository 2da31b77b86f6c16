package display

import (
	"cmp"
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
				{"line", num(len(t.Rows) + 1)}, {"list", part.list}, {"rank", some(row.Rank)}, {"tie", yes(row.Tie)}, {"unit", string(row.Unit)}, {"name", row.Name},
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
		units := 0
		for _, unit := range session.Units {
			if unit.Class == class {
				units++
			}
		}
		parts = append(parts, o.rankingTable(class, units, 0))
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

// givenOut are the units of a list that the control room has released, those in the
// first places first; nil while it has released none, and once everything was announced.
func (o output) givenOut(name string) []PlaceRow {
	q := o.queue(name, true)
	if q.blocked() || q.version.Announced() {
		return nil
	}
	out := q.groups[:o.audience.released(q.version, len(q.groups), o.Reveals[q.key])]
	rows := slices.Concat(out...)
	slices.SortStableFunc(rows, func(a, b PlaceRow) int { return cmp.Compare(a.Rank, b.Rank) })
	return rows
}

// placedRows puts released units in the rows of their places.
func (o output) placedRows(rows []PlaceRow, class voting.Class) []BoardRow {
	placed := make([]BoardRow, len(rows))
	for i, row := range rows {
		placed[i] = BoardRow{
			Rank: row.Rank, Tie: row.Tie, Unit: row.Unit, Name: row.Name, Department: voting.Department(row.Place), Class: class, Score: Approximate(row.Score),
			ScorePermille: o.scaled(row.Score),
		}
	}
	return spread(placed)
}

// fixed gives rows a length, or the next ten above it where they are more.
func fixed(rows []BoardRow, n int) []BoardRow {
	if len(rows) > n {
		n = (len(rows) + fewestRows - 1) / fewestRows * fewestRows
	}
	return append(slices.Clone(rows), make([]BoardRow, n-len(rows))...)
}

// choiceTable has the lists of a choice, each with a row for every unit.
func (o output) choiceTable() []tablePart {
	n := len(o.State.Session.Units)
	var parts []tablePart
	shown := o.partsOf("")
	for _, result := range o.State.Session.Rulebook.ListResults() {
		part := tablePart{boardPart: boardPart{list: o.State.Session.Rulebook.ResultTable(result)}}
		for _, own := range shown {
			if own.list == part.list {
				part.rows = own.rows
			}
		}
		part.rows = fixed(part.rows, n)
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
				{"line", num(len(t.Rows) + 1)}, {"list", part.list}, {"class", string(part.class)}, {"tone", part.tone}, {"on_list", num(i + 1)},
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
	session := &o.State.Session
	var parts []tablePart
	for _, result := range listResults(session) {
		listing, _ := session.Rulebook.Listing(result)
		classes := []voting.Class{""}
		if listing.Inside == "class" {
			classes = classesOfSession(session)
		}
		for _, class := range classes {
			part := tablePart{boardPart{class: class, list: session.Rulebook.ResultTable(result)}, "best"}
			if !listing.HighFirst || sayWorst(result+part.list) {
				part.tone = "worst"
			}
			part.rows = fixed(o.listRows(result, class), fewestRows)
			parts = append(parts, part)
		}
	}
	if parts == nil {
		return []tablePart{{boardPart: boardPart{rows: make([]BoardRow, fewestRows)}}}
	}
	return parts
}

// listRows are the units on a list that everybody may see: those that the control room has
// released, and all once the result was announced.
func (o output) listRows(result string, class voting.Class) []BoardRow {
	if o.dark() {
		return nil
	}
	name := result
	if class != "" {
		name += "/" + string(class)
	}
	if _, all := o.audience.ranking(o.State); !all {
		if rows := o.givenOut(name); rows != nil {
			return o.placedRows(rows, class)
		}
		for _, part := range o.partsOf("") { // which are lists where units are chosen
			if class == "" && part.list == o.State.Session.Rulebook.ResultTable(result) {
				return part.rows
			}
		}
		return nil
	}
	q := o.queue(name, true)
	if q.blocked() {
		return nil
	}
	rows := slices.Concat(q.groups...)
	slices.SortStableFunc(rows, func(a, b PlaceRow) int { return cmp.Compare(a.Rank, b.Rank) })
	return o.placedRows(rows, class)
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

// listResults are the lists of a session's rulebook, none where no session is tuned in.
func listResults(session *voting.Session) []string {
	if session.ID == "" {
		return nil
	}
	return session.Rulebook.ListResults()
}
