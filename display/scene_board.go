package display

import (
	"fmt"
	"slices"

	"pingyi/onair"
	"pingyi/voting"
)

// BoardScene is one page of a ranking, of a class or of a list. Page counts from 0.
type BoardScene struct {
	Title  string          `json:"title"`
	Page   int             `json:"page"`
	Pages  int             `json:"pages"`
	Class  voting.Class    `json:"class,omitempty"`
	List   string          `json:"list,omitempty"`
	Rows   []BoardSceneRow `json:"rows"`
	Size   int             `json:"size"`             // rows of a page, so that all rows are of one height
	Pinned *BoardSceneRow  `json:"pinned,omitempty"` // the unit that was asked for, where it is on another page
	SoFar  *SoFar          `json:"so_far,omitempty"` // the places are those among fewer units than there are

	Corrected bool `json:"corrected"` // the result was corrected once, and announced again
}

// SoFar says that places are interim ones: those among so many units of all that will have one.
type SoFar struct {
	Units int `json:"units"`
	Of    int `json:"of"`
}

// BoardSceneRow is one unit of a board. Permille is its figure of the highest there can be.
type BoardSceneRow struct {
	PlaceRow
	Permille int `json:"permille"`
}

// ranks is the board.
func (o output) ranks(cue onair.Cue) drawing {
	parts := o.partsOf(cue.List)
	s := BoardScene{Title: o.State.Session.Title, Rows: []BoardSceneRow{}, Size: BoardRows}
	any := false
	for _, part := range parts {
		s.Pages += part.pages()
		any = any || len(part.rows) > 0
	}
	s.Page = inside(cue.Step, s.Pages)
	page := s.Page
	for _, part := range parts {
		if page < 0 || page >= part.pages() {
			page -= part.pages()
			continue
		}
		first := page * BoardRows
		s.Class, s.List, s.SoFar = part.class, o.called(part.list), o.soFar(part)
		for _, row := range part.rows[first:min(first+BoardRows, len(part.rows))] {
			s.Rows = append(s.Rows, o.sceneRow(row))
		}
		page = -1
	}
	version, _ := o.audience.ranking(o.State)
	s.Corrected = version > 1
	s.Pinned = o.pinned(parts, s.Rows, cue.Unit)
	return paged(s, any, cue.Step, s.Pages, cue.List, fmt.Sprint(s.Page))
}

// soFar is nil where the places are those of the result, where all units are on the board, and of
// lists, which are made of all units at once.
func (o output) soFar(part boardPart) *SoFar {
	n := len(part.rows)
	if n == 0 || part.list != "" || o.official(part.class) {
		return nil
	}
	units := len(o.State.Session.Units)
	if part.class != "" {
		units = sizeOf(&o.State.Session, part.class)
	}
	if n >= units {
		return nil
	}
	return &SoFar{n, units}
}

func rankOf(row voting.Row) int        { return row.Rank }
func rankInClassOf(row voting.Row) int { return row.RankInClass }

// partsOf divides what the readers may see as the session's own board does; a name asks for
// one class or list of it, or for the ranking of a class beside that of all.
func (o output) partsOf(name string) []boardPart {
	rb := o.State.Session.Rulebook
	if rb.RanksAll() && rb.Lists == nil && name != "" && slices.Contains(o.boards(), voting.Class(name)) {
		return []boardPart{o.classPart(voting.Class(name))}
	}
	place := rankOf
	if !rb.RanksAll() {
		place = rankInClassOf
	}
	p := o.picture
	p.revealed = func(*voting.State) []voting.Row { return o.places(place) }
	parts := p.boardParts()
	if parts = o.named(parts); o.chooses() {
		parts = o.listsOut()
	}
	if parts == nil {
		parts = []boardPart{{}}
	}
	if name == "" {
		return parts
	}
	lists := slices.DeleteFunc(listsOf(&o.State.Session), func(l oneList) bool { return !l.named(name) })
	return slices.DeleteFunc(parts, func(part boardPart) bool {
		return string(part.class) != name && !slices.ContainsFunc(lists, func(l oneList) bool { return l.table == part.list && l.class == part.class })
	})
}

// classPart is the ranking of a class, where the board is that of all.
func (o output) classPart(class voting.Class) boardPart {
	rows := o.places(rankInClassOf)
	part := o.ranking(rows, slices.DeleteFunc(slices.Clone(rows), func(row voting.Row) bool { return row.Unit.Class != class }), rankInClassOf)
	part.class = class
	return part
}

func (o output) sceneRow(row BoardRow) BoardSceneRow {
	return BoardSceneRow{PlaceRow{
		Rank: row.Rank, Tie: row.Tie, Unit: row.Unit, Name: row.Name, Place: string(row.Department), Score: row.Score, Revote: o.anew(row.Unit),
	}, row.ScorePermille}
}

// pinned is the row of a unit that is not on the page.
func (o output) pinned(parts []boardPart, shown []BoardSceneRow, unit voting.UnitID) *BoardSceneRow {
	if unit == "" || slices.ContainsFunc(shown, func(row BoardSceneRow) bool { return row.Unit == unit }) {
		return nil
	}
	for _, part := range parts {
		for _, row := range part.rows {
			if row.Unit == unit {
				pin := o.sceneRow(row)
				return &pin
			}
		}
	}
	return nil
}
