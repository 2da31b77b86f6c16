package display

import (
	"cmp"
	"math/big"
	"slices"

	"pingyi/voting"
)

// oneList is a list that the rulebook makes of the units, or of those of a class where each has its own.
type oneList struct {
	key    string // by which the control room releases it
	result string
	table  string
	said   string // what readers of English call the table
	class  voting.Class
	units  int // that can be on it
	places int // that it has for them, without who is tied at the cut
	worst  bool
	of     string // the table of the figure by which units are taken
}

// listsOf are the lists of a session, none where no session is tuned in.
func listsOf(session *voting.Session) (all []oneList) {
	if session.ID == "" {
		return nil
	}
	for _, result := range session.Rulebook.ListResults() {
		listing, _ := session.Rulebook.Listing(result)
		l := oneList{key: result, result: result, table: session.Rulebook.ResultTable(result), units: len(session.Units), of: listing.Of}
		l.said = session.Rulebook.NameIn("en", l.table)
		l.worst = !listing.HighFirst || sayWorst(result+l.table)
		if listing.Inside != "class" {
			l.places = min(session.Rulebook.Places(result, "", l.units), l.units)
			all = append(all, l)
			continue
		}
		for _, class := range classesOfSession(session) {
			own := l
			own.class, own.units = class, sizeOf(session, class)
			own.places = min(session.Rulebook.Places(result, class, own.units), own.units)
			if class != "" {
				own.key += "/" + string(class)
			}
			all = append(all, own)
		}
	}
	return all
}

// named reports whether a cue's name means the list: its own, or that of its result or of its table, in either language, also with the class.
func (l oneList) named(name string) bool {
	return name == l.key || name == l.result || name == l.table || name == l.said || l.class != "" && name == l.table+"/"+string(l.class)
}

// sizeOf is how many units a class has.
func sizeOf(session *voting.Session, class voting.Class) (units int) {
	for _, unit := range session.Units {
		if unit.Class == class {
			units++
		}
	}
	return units
}

// chooses reports whether units are chosen, and who is and with which figures is yet to come out: list by
// list, and all of it with the announcement. The reveal of the form gives out nothing of it.
func (o output) chooses() bool {
	_, whole := o.audience.ranking(o.State)
	return !whole && o.State.Session.Rulebook.Lists != nil
}

// givenOut are the units of a list that the control room has released, those in the
// first places first; nil while it has released none, and once everything was announced.
func (o output) givenOut(key string) []PlaceRow {
	if len(o.Reveals) == 0 {
		return nil
	}
	q := o.queue(key, true)
	if q.blocked() || q.version.Announced() || !o.names(q.list, q.version.Number) {
		return nil
	}
	return inPlaces(q.groups[:o.audience.released(q.version, len(q.groups), o.Reveals[q.key])])
}

// inPlaces puts units that come out in groups in the order of their places.
func inPlaces(groups [][]PlaceRow) []PlaceRow {
	rows := slices.Concat(groups...)
	slices.SortStableFunc(rows, func(a, b PlaceRow) int { return cmp.Compare(a.Rank, b.Rank) })
	return rows
}

// placedRows are released units as the board has them. A figure is drawn against the highest that is out,
// since the highest of all would tell of who is not.
func (o output) placedRows(rows []PlaceRow) []BoardRow {
	value := func(row PlaceRow) *big.Rat {
		if number, ok := new(big.Rat).SetString(row.Score); ok {
			return number
		}
		return new(big.Rat)
	}
	full := new(big.Rat)
	for _, row := range rows {
		if number := value(row); number.Cmp(full) > 0 {
			full = number
		}
	}
	placed := make([]BoardRow, len(rows))
	for i, row := range rows {
		placed[i] = BoardRow{
			Rank: row.Rank, Tie: row.Tie, Unit: row.Unit, Name: row.Name, Department: voting.Department(row.Place), Class: o.Unit(row.Unit).Class,
			Score: Approximate(row.Score), ScorePermille: thousandths(value(row), full),
		}
	}
	return placed
}

// listsOut are the lists of a choice as far as they are given out, nil while nothing of any is.
func (o output) listsOut() (parts []boardPart) {
	for _, l := range listsOf(&o.State.Session) {
		if rows := o.placedRows(o.givenOut(l.key)); len(rows) > 0 {
			parts = append(parts, boardPart{class: l.class, list: l.table, rows: rows})
		}
	}
	return parts
}

// scoredByList are the units of a choice whose score is out because they were taken by it.
func (o output) scoredByList() map[voting.UnitID]bool {
	scored := make(map[voting.UnitID]bool)
	for _, l := range listsOf(&o.State.Session) {
		if !o.chooses() || l.of != o.State.Session.Rulebook.ResultTable("score") {
			continue
		}
		for _, row := range o.givenOut(l.key) {
			if row.Score != "" {
				scored[row.Unit] = true
			}
		}
	}
	return scored
}
