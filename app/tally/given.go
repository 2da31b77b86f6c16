package tally

import (
	"errors"
	"slices"
	"strings"

	"pingyi/app/intake"
	"pingyi/voting/count"
)

// given is where somebody gave a count: by table, and by its labels. That nobody gave
// it is not zero.
type given map[string]map[string]rowIn

// rowIn is the row of a file that said it last; counts of several files are added.
type rowIn struct {
	file string
	row  int
}

// everywhere is where a table is given by ballots or a roster, for all there are.
const everywhere = "\x00"

func (g given) note(table, place string, by rowIn) {
	if g[table] == nil {
		g[table] = make(map[string]rowIn)
	}
	g[table][place] = by
}

// by is the row that gave this very place.
func (g given) by(table string, labels []string) (rowIn, bool) {
	row, ok := g[table][strings.Join(labels, "\x00")]
	return row, ok
}

// at is who gave the count of a cell; what is the same for each unit may have been said
// without one.
func (g given) at(t *count.Table, labels []string) (rowIn, bool) {
	by, ok := g.by(t.Name(), labels)
	if unit := slices.Index(t.Axes(), "unit"); unit >= 0 && !ok {
		by, ok = g[t.Name()][strings.Join(slices.Delete(slices.Clone(labels), unit, unit+1), "\x00")]
	}
	if !ok {
		by, ok = g[t.Name()][everywhere]
	}
	return by, ok
}

// stopped says why the steps do not go on: by the row of a file where a figure in it is the
// reason, else by the rulebook.
func (e *event) stopped(rulebook string, err error) error {
	var negative *count.NegativeError
	var bad intake.Errors
	if errors.As(err, &negative) {
		for _, place := range negative.Places {
			if by, ok := e.told.by(place.Table, place.At); ok {
				bad = append(bad, intake.RowError{File: by.file, Row: by.row, Column: place.Table, Code: intake.CodeSigned})
			}
		}
	}
	if len(bad) > 0 {
		return bad.Result()
	}
	return &Stopped{File: rulebook, err: err}
}

// left is the first cell of a table that nobody gave.
func (g given) left(t *count.Table) (labels []string, some bool) {
	if _, all := g[t.Name()][everywhere]; all {
		return nil, false
	}
	t.Each(func(at []string, _ count.Cell) bool {
		if _, ok := g.at(t, at); !ok {
			labels, some = slices.Clone(at), true
		}
		return !some
	})
	return labels, some
}

// settled says for which units a count is known, in every cell of theirs.
func (g given) settled(result *count.Result, units []unit) givenFor {
	known := make(givenFor)
	for name := range g {
		t := result.Table(name)
		if t == nil {
			continue
		}
		if _, some := g.left(t); !some {
			known.note(name, "")
			continue
		}
		unit := slices.Index(t.Axes(), "unit")
		if unit < 0 {
			continue
		}
		lacking := make(map[string]bool)
		t.Each(func(at []string, _ count.Cell) bool {
			if _, ok := g.at(t, at); !ok {
				lacking[at[unit]] = true
			}
			return true
		})
		for _, u := range units {
			if !lacking[u.Label] {
				known.note(name, u.Label)
			}
		}
	}
	return known
}

// givenFor is for which units a count is known; "" stands for all of them.
type givenFor map[string]map[string]bool

func (t givenFor) note(table, unit string) {
	if t[table] == nil {
		t[table] = make(map[string]bool)
	}
	t[table][unit] = true
}

// of reports whether a count of a unit is known.
func (t givenFor) of(table, unit string) bool { return t[table][""] || t[table][unit] }

// ofAll reports whether the count of every unit is known: only then there is a
// sum over all of them.
func (t givenFor) ofAll(table string, units []unit) bool {
	return len(t[table]) > 0 && !slices.ContainsFunc(units, func(u unit) bool { return !t.of(table, u.Label) })
}

// unknown reports whether nobody said how many cards or ballots there were somewhere, which is
// not zero.
func (o *Outcome) unknown(t *count.Table, labels []string) bool {
	_, ok := o.given.at(t, labels)
	return !ok && slices.Contains(turnoutTables(), t.Name())
}

// cell is a figure as far as it is known.
func (o *Outcome) cell(t *count.Table, labels []string, c count.Cell) count.Cell {
	if o.unknown(t, labels) {
		return count.Cell{}
	}
	return c
}

// tell notes that a row of a part gave a count.
func (e *event) tell(table string, labels []string, by rowIn) {
	e.told.note(table, strings.Join(labels, "\x00"), by)
	e.byHand = e.byHand || slices.Contains(turnoutTables(), table)
}
