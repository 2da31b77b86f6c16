package voting

import (
	"cmp"
	"slices"

	"pingyi/voting/count"
)

// NamedCell is one more result of a unit, by the name that the rulebook gives it,
// such as "ten best"; Table is the name of the step that made it, such as 十佳. Of a
// list By is the figure by which units were taken, and Place the unit's place on it,
// 0 for those who are not on it.
type NamedCell struct {
	Name, Table string
	Cell        Score
	List        bool
	By          Score
	Place       int
	Admission   count.Admission
}

// Results are the names that the rulebook gives its results, sorted.
func (rb Rulebook) Results() []string { return rb.book.Results() }

// Listing is how a list came about.
type Listing = count.Listing

// ResultNames lists what the rulebook gives, by the names under "result".
func (rb Rulebook) ResultNames() []string { return rb.book.Results() }

// SaysWords reports whether a result is a word and no figure, such as 优秀.
func (rb Rulebook) SaysWords(result string) bool {
	_, figures := rb.book.ResultAxes(result)
	return !figures && rb.book.ResultTable(result) != ""
}

// ResultAxes lists the axes of the table behind a result.
func (rb Rulebook) ResultAxes(result string) []string {
	axes, _ := rb.book.Axes(rb.book.ResultTable(result))
	return axes
}

// TableAxes lists the axes of a table by its own name, none where there is no such one.
func (rb Rulebook) TableAxes(table string) []string {
	axes, _ := rb.book.Axes(table)
	return axes
}

// BySession reports whether the rulebook puts the units of one session (场次) together, so that
// each has to be in one.
func (rb Rulebook) BySession() bool { return rb.book.BySession() }

// RestsOnPart reports whether a result rests on part of the categories.
func (rb Rulebook) RestsOnPart(result string) bool { return rb.book.RestsOnPart(result) }

// Listing is how the list behind a result was made; false when it is no list.
func (rb Rulebook) Listing(result string) (Listing, bool) { return rb.book.Listing(result) }

// Waiting is a list that may change with a tie of another step that waits for a decision.
type Waiting = count.Waiting

// Waiting lists the lists that rest on a step, in the order of the steps.
func (rb Rulebook) Waiting(step string) []Waiting { return rb.book.Waiting(step) }

// TieAxes are the axes along which a step has ties of its own, such as the criterion.
func (rb Rulebook) TieAxes(step string) []string { return rb.book.TieAxes(step) }

// GoesOn reports whether a decision of this kind may leave units level, as something in the chain of
// the step comes after it.
func (rb Rulebook) GoesOn(step, kind string) bool { return rb.book.GoesOn(step, kind) }

// Places is how many a list takes of a class of so many units, those beside who are tied at the cut.
func (rb Rulebook) Places(result string, class Class, units int) int {
	return rb.book.Places(result, string(class), units)
}

// ListTable is the table behind a result that is a list of units, such as 十佳 behind
// "ten best"; false when the rulebook makes no such list.
func (rb Rulebook) ListTable(result string) (string, bool) {
	_, is := rb.book.Listing(result)
	return rb.book.ResultTable(result), is
}

// ListResults are the results that are lists of units, an earlier list of the rulebook first.
func (rb Rulebook) ListResults() []string { return rb.book.ListResults() }

// Finding is a result that is a word, with the bound that it asks for.
type Finding = count.Finding

// Findings lists the results that turn a figure of a unit, or of each of its criteria, into a word.
func (rb Rulebook) Findings() []Finding { return rb.book.Findings() }

// Quorum is what a rulebook asks of the turnout.
type Quorum = count.Quorum

// Quorums lists what must be reached before figures count.
func (rb Rulebook) Quorums() []Quorum { return rb.book.Quorums() }

// Words are what a result says of each criterion of a unit, in their order.
type Words struct {
	Name  string // of the result
	Cells []Score
}

// words are the results of a unit that are a word for each of its criteria.
func (s *State) words(result *count.Result, unit Unit) []Words {
	var all []Words
	for _, finding := range s.Session.Rulebook.Findings() {
		if !finding.Each {
			continue
		}
		said := Words{Name: finding.Result}
		for _, criterion := range s.Session.Rulebook.CriteriaOf(unit) {
			cell, _ := result.Table(finding.Result).Cell(string(unit.ID), criterion.Key())
			said.Cells = append(said.Cells, cell)
		}
		all = append(all, said)
	}
	return all
}

// ResultTables are the tables of the rulebook in the order of its steps.
func (rb Rulebook) ResultTables() []string { return rb.book.Steps() }

// ResultTable is the table behind a name of the rulebook's results, such as 得分 behind
// "score"; "" when there is none.
func (rb Rulebook) ResultTable(result string) string { return rb.book.ResultTable(result) }

// named are the results of a unit that have no field of their own in its row.
func (s *State) named(result *count.Result, unit string) []NamedCell {
	var all []NamedCell
	for _, name := range result.Names() {
		table := result.Table(name)
		if slices.Contains([]string{"score", "rank", "rank in class", "criterion score"}, name) || !slices.Equal(table.Axes(), []string{"unit"}) {
			continue
		}
		named := NamedCell{Name: name, Table: table.Name()}
		named.Cell, _ = table.Cell(unit)
		var listing count.Listing
		if listing, named.List = s.Session.Rulebook.book.Listing(name); named.List {
			named.By, _ = result.Table(listing.Of).Cell(unit)
			named.Admission = result.Admission(name, unit)
		}
		all = append(all, named)
	}
	return all
}

// placeOnLists numbers those on each list: one more than those ahead of them, among
// all or inside the class, as the list was made.
func (s *State) placeOnLists(rows []Row) {
	if len(rows) == 0 {
		return
	}
	for k, named := range rows[0].Named {
		if listing, is := s.Session.Rulebook.book.Listing(named.Name); is {
			placeOnList(rows, k, listing)
		}
	}
}

func placeOnList(rows []Row, k int, listing count.Listing) {
	var on []*Row
	for i := range rows {
		if cell := rows[i].Named[k].Cell; cell.Has() && cell.Value.Sign() > 0 {
			on = append(on, &rows[i])
		}
	}
	class := func(r *Row) Class {
		if listing.Inside == "class" {
			return r.Unit.Class
		}
		return ""
	}
	order := func(a, b *Row) int {
		by := a.Named[k].By.Value.Cmp(b.Named[k].By.Value)
		if listing.HighFirst {
			by = -by
		}
		return cmp.Or(cmp.Compare(class(a), class(b)), by)
	}
	slices.SortStableFunc(on, order)
	before := 0 // those of other classes
	for i, row := range on {
		switch {
		case i > 0 && class(on[i-1]) != class(row):
			before = i
			row.Named[k].Place = 1
		case i > 0 && order(on[i-1], row) == 0:
			row.Named[k].Place = on[i-1].Named[k].Place
		default:
			row.Named[k].Place = i + 1 - before
		}
	}
}
