package display

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"pingyi/voting"
)

// Selection is a list of units that the rulebook makes, such as the ten best, or
// that of one class where each has its own.
type Selection struct {
	Result string       `json:"result"`
	Name   string       `json:"name"`
	Class  voting.Class `json:"class,omitempty"`
	By     string       `json:"by"`     // the figure by which units were taken
	Take   int          `json:"take"`   // how many were to be taken
	Barred int          `json:"barred"` // who could not be on it, whatever their figure
	Units  []ListedUnit `json:"units"`
	Next   []ListedUnit `json:"next"`             // the first place outside
	Margin string       `json:"margin,omitempty"` // between the last inside and the first outside
}

// ListedUnit is a unit on a list, or next to it. Value is empty where it would be
// exact and may not be.
type ListedUnit struct {
	Unit  voting.UnitID `json:"unit"`
	Name  string        `json:"name"`
	Class voting.Class  `json:"class"`
	Place int           `json:"place"`
	Value string        `json:"value"`
}

// listed is one list under way.
type listed struct {
	veil  veil
	board []voting.Row
	k     int // which of the named results of a row
	name  string
	voting.Listing
}

// listNames finds the lists among the named results of a row: an earlier list of
// the rulebook goes before a later one.
func listNames(v veil, board []voting.Row) []listed {
	var all []listed
	if len(board) == 0 {
		return nil
	}
	for k, named := range board[0].Named {
		if listing, is := v.session.Rulebook.Listing(named.Name); is {
			all = append(all, listed{v, board, k, named.Name, listing})
		}
	}
	slices.SortStableFunc(all, func(a, b listed) int { return cmp.Compare(a.Step, b.Step) })
	return all
}

// Selections gives the lists of a board as this program hides figures; nil without any.
func Selections(session *voting.Session, board []voting.Row) []Selection {
	return selections(today(session), board)
}

// selections gives the lists of a board; nil without any.
func selections(v veil, board []voting.Row) []Selection {
	var all []Selection
	for _, list := range listNames(v, board) {
		if list.Inside != "class" {
			all = append(all, list.among(board, ""))
			continue
		}
		for _, class := range classesOf(board) {
			own := slices.DeleteFunc(slices.Clone(board), func(row voting.Row) bool { return row.Unit.Class != class })
			all = append(all, list.among(own, class))
		}
	}
	return all
}

// among makes the list of some rows.
func (l listed) among(rows []voting.Row, class voting.Class) Selection {
	r := Selection{Result: l.name, Name: rows[0].Named[l.k].Table, Class: class, By: l.Of, Take: rows[0].Named[l.k].Admission.Take, Units: []ListedUnit{}, Next: []ListedUnit{}}
	var on, off []voting.Row
	for _, row := range rows {
		switch named := row.Named[l.k]; {
		case named.Place > 0:
			on = append(on, row)
		case named.Admission.Barred:
			r.Barred++
		case named.Cell.Has():
			off = append(off, row)
		}
	}
	l.sort(on)
	l.sort(off)
	for _, row := range on {
		r.Units = append(r.Units, l.unit(row, row.Named[l.k].Place))
	}
	for _, row := range off {
		if l.compare(off[0], row) != 0 {
			break
		}
		r.Next = append(r.Next, l.unit(row, len(on)+1))
	}
	if len(on) > 0 && len(off) > 0 {
		last, first := l.unit(on[len(on)-1], 0).Value, r.Next[0].Value
		r.Margin = Margin(last, first)
	}
	return r
}

func (l listed) sort(rows []voting.Row) { slices.SortStableFunc(rows, l.compare) }

// compare puts who is taken first first, by the figure and then by the place.
func (l listed) compare(a, b voting.Row) int {
	x, y := a.Named[l.k], b.Named[l.k]
	by := x.By.Value.Cmp(y.By.Value)
	if l.HighFirst {
		by = -by
	}
	return cmp.Or(by, cmp.Compare(x.Place, y.Place))
}

// unit is a unit with the figure that it was taken by.
func (l listed) unit(row voting.Row, place int) ListedUnit {
	return ListedUnit{Unit: row.Unit.ID, Name: row.Unit.Name, Class: row.Unit.Class, Place: place, Value: l.value(row)}
}

// value is the figure by which a unit was taken, unless its digits are exact and may
// not be known: the same on the wall and on the sheet.
func (l listed) value(row voting.Row) string {
	by := row.Named[l.k].By
	if l.veil.untold(l.board, row, l.name) {
		return ""
	}
	if l.Counted || by.Rounded || l.veil.exactly(l.board, row, l.name) {
		return l.veil.text(by)
	}
	return ""
}

// Margin is the difference of two printed figures with as many decimals as they
// have; "" where one is missing or has no end.
func Margin(a, b string) string {
	x, ok := new(big.Rat).SetString(a)
	y, alsoOK := new(big.Rat).SetString(b)
	if !ok || !alsoOK || strings.Contains(a+b, "/") {
		return ""
	}
	decimals := func(text string) int { _, part, _ := strings.Cut(text, "."); return len(part) }
	difference := x.Sub(x, y)
	return difference.Abs(difference).FloatString(max(decimals(a), decimals(b)))
}
