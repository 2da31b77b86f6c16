package display

import (
	"cmp"
	"math/big"
	"slices"

	"pingyi/voting"
)

// boardPart is what follows one heading of the board, first places first: the
// ranking of all units, or of one class, or one list.
type boardPart struct {
	class voting.Class
	list  string
	rows  []BoardRow
}

// pages is how many pages of the board a part takes; one without rows takes one.
func (b boardPart) pages() int { return max(1, (len(b.rows)+BoardRows-1)/BoardRows) }

// BoardPages is how many pages the board of a session has now, 0 while there is none.
func BoardPages(s *voting.State) int {
	if board := (picture{State: s, audience: Desk, revealed: revealedRows}).board(); board != nil {
		return board.Pages
	}
	return 0
}

// board gives the cued page; a page beyond the end is the last. It is nil while scores
// await the announcement: the screens wait with the countdown. What is chosen comes out list by list, by releases
// of the control room of which this picture knows nothing; so before the announcement the desk alone has it.
func (p picture) board() *Board {
	if p.AwaitsAnnouncement() || p.audience != Desk && p.Session.Rulebook.Lists != nil && !p.ShownVersion().Announced() {
		return nil
	}
	parts, board := p.boardParts(), &Board{}
	for _, part := range parts {
		board.Pages += part.pages()
	}
	board.Page = min(max(p.Page, 0), board.Pages-1)
	page := board.Page
	for _, part := range parts {
		if page >= part.pages() {
			page -= part.pages()
			continue
		}
		first := page * BoardRows
		board.Class, board.List = part.class, part.list
		board.Rows = append([]BoardRow{}, part.rows[first:min(first+BoardRows, len(part.rows))]...)
		break
	}
	return board
}

// boardParts divides what is revealed. A choice shows the lists that it makes.
func (p picture) boardParts() []boardPart {
	rows := p.revealed(p.State)
	if parts := p.lists(rows); parts != nil {
		return parts
	}
	if p.Session.Rulebook.RanksAll() {
		return []boardPart{p.ranking(rows, rows, func(row voting.Row) int { return row.Rank })}
	}
	var parts []boardPart
	for _, class := range classesOf(rows) {
		own := slices.DeleteFunc(slices.Clone(rows), func(row voting.Row) bool { return row.Unit.Class != class })
		part := p.ranking(rows, own, func(row voting.Row) int { return row.RankInClass })
		part.class = class
		parts = append(parts, part)
	}
	if parts == nil {
		return []boardPart{{}}
	}
	return parts
}

// classesOf lists the classes of units in the order in which they come.
func classesOf(rows []voting.Row) []voting.Class {
	var classes []voting.Class
	for _, row := range rows {
		if !slices.Contains(classes, row.Unit.Class) {
			classes = append(classes, row.Unit.Class)
		}
	}
	return classes
}

// ranking puts rows of the board in order of a place; those without one come last.
func (p picture) ranking(board, rows []voting.Row, place func(voting.Row) int) boardPart {
	var part boardPart
	full := p.fullScore()
	for _, row := range rows {
		score := Printed(&p.Session, board, row, "score", row.Score)
		drawn := row.Score
		if Untold(&p.Session, board, row, "score") {
			drawn = voting.Score{} // a bar is as good as a number
		}
		part.rows = append(part.rows, boardRow(row, place(row), score, drawn, full))
	}
	part.order()
	return part
}

// lists is one part for each list of a choice, and for each class where each has its own; nil where
// nothing is chosen, or the rules have not made any list.
func (p picture) lists(rows []voting.Row) []boardPart {
	if p.Session.Rulebook.Lists == nil || len(rows) == 0 {
		return nil
	}
	var parts []boardPart
	for _, list := range listNames(today(&p.Session), rows) {
		classes := []voting.Class{""}
		if list.Inside == "class" {
			classes = classesOf(rows)
		}
		for _, class := range classes {
			own := rows
			if list.Inside == "class" {
				own = slices.DeleteFunc(slices.Clone(rows), func(row voting.Row) bool { return row.Unit.Class != class })
			}
			parts = append(parts, p.list(list, own, class))
		}
	}
	return parts
}

// list is one of them, among some rows. A figure is drawn against the highest.
func (p picture) list(list listed, rows []voting.Row, class voting.Class) boardPart {
	part, full := boardPart{class: class, list: list.board[0].Named[list.k].Table}, new(big.Rat)
	for _, row := range rows {
		if on := row.Named[list.k]; on.Place > 0 && on.By.Value.Cmp(full) > 0 {
			full = on.By.Value
		}
	}
	for _, row := range rows {
		if on := row.Named[list.k]; on.Place > 0 {
			if Untold(&p.Session, list.board, row, list.name) {
				on.By = voting.Score{}
			}
			part.rows = append(part.rows, boardRow(row, on.Place, list.value(row), on.By, full))
		}
	}
	part.order()
	return part
}

// order sorts by place and marks the ties.
func (b boardPart) order() {
	slices.SortStableFunc(b.rows, func(x, y BoardRow) int {
		if (x.Rank == 0) != (y.Rank == 0) {
			return cmp.Compare(y.Rank, x.Rank)
		}
		return cmp.Compare(x.Rank, y.Rank)
	})
	for i := range b.rows {
		rank := b.rows[i].Rank
		b.rows[i].Tie = rank > 0 && (i > 0 && b.rows[i-1].Rank == rank || i+1 < len(b.rows) && b.rows[i+1].Rank == rank)
	}
}

func boardRow(row voting.Row, rank int, printed string, score voting.Score, full *big.Rat) BoardRow {
	shown := BoardRow{Rank: rank, Unit: row.Unit.ID, Name: row.Unit.Name, Department: row.Unit.Department, Class: row.Unit.Class, Score: Approximate(printed)}
	if score.Has() {
		shown.ScorePermille = thousandths(score.Value, full)
	}
	return shown
}
