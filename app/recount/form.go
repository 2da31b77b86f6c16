package recount

import (
	"math/big"

	"pingyi/voting"
)

// asked lists the units that an item is about: the one on stage, or all of them
// where the item is a whole form.
func (c *Count) asked(id voting.ItemID) []voting.Unit {
	if unit := c.session.Rundown[id-1].Unit; unit != "" {
		return []voting.Unit{c.unit(unit)}
	}
	return c.session.Units
}

// piles are those of one unit in one category: of all its rows, and of each.
type piles struct {
	all  Cell
	rows []Cell
}

// tally sorts ballots into piles, unit by unit. A unit with several rows has a pile
// for each of them in each category, beside the one for the category.
func (c *Count) tally(id voting.ItemID, ballots map[voting.Tag]*voting.BallotCast) []map[string]Cell {
	units := c.asked(id)
	rows := make([][]int, len(units)) // of each unit, where on the ballot
	for i, unit := range units {
		rows[i] = c.rowsOf(units[:i], unit, len(units))
	}
	sorted := make([][]piles, len(units))
	for i := range units {
		sorted[i] = make([]piles, len(c.rules.Categories))
		for k := range sorted[i] {
			sorted[i][k] = c.rules.none(len(rows[i]))
		}
	}
	for _, ballot := range ballots {
		void := c.rules.void(ballot.Marks)
		for i := range units {
			sorted[i][ballot.Category].put(ballot.Marks, rows[i], void)
		}
	}
	all := make([]map[string]Cell, len(units))
	for i, unit := range units {
		all[i] = c.named(unit, sorted[i])
	}
	return all
}

// rowsOf tells where on a ballot a unit stands: of a choice once on every list, else
// behind those of the units before it.
func (c *Count) rowsOf(before []voting.Unit, unit voting.Unit, units int) []int {
	n, first, step := len(c.session.Rulebook.CriteriaOf(unit)), len(before), units
	if c.rules.lists() == nil {
		first, step = 0, 1
		for _, other := range before {
			first += len(c.session.Rulebook.CriteriaOf(other))
		}
	}
	rows := make([]int, n)
	for k := range rows {
		rows[k] = first + k*step
	}
	return rows
}

// none is a pile of no ballots.
func (r rules) none(rows int) piles {
	p := piles{all: Cell{Counts: make([]int, r.marks())}, rows: make([]Cell, rows)}
	for i := range p.rows {
		p.rows[i].Counts = make([]int, r.marks())
	}
	return p
}

// put adds what a ballot says of one unit. A void one is a ballot and says nothing.
func (p *piles) put(marks voting.Marks, rows []int, void bool) {
	p.all.Ballots++
	if void {
		p.all.Void++
		return
	}
	for k, at := range rows {
		if mark := marks[at]; mark == voting.Absent {
			p.all.Blank++
			p.rows[k].Blank++
		} else {
			p.all.Counts[mark]++
			p.rows[k].Counts[mark]++
		}
	}
}

// named gives the piles of a unit their names.
func (c *Count) named(unit voting.Unit, sorted []piles) map[string]Cell {
	cells, asked := make(map[string]Cell), c.criteria(unit.ID)
	for i, category := range c.rules.Categories {
		cells[category.Label] = sorted[i].all
		for k, criterion := range asked {
			cells[pileOf(criterion, category.Label)] = sorted[i].rows[k]
		}
	}
	return cells
}

// limits are how many units may be ticked on one list.
type limits struct {
	AtLeast int `json:"at_least"`
	AtMost  int `json:"at_most"`
}

// pattern is what the rows of a ballot may not have in common.
type pattern struct {
	AllEqual bool   `json:"void_if_all_equal"`
	All      string `json:"void_if_all"`
	AtMost   *quota `json:"at_most"`
	AtLeast  *quota `json:"at_least"`
}

type quota struct {
	Grade   string `json:"grade"`
	Percent number `json:"percent"`
}

// number keeps a decimal as it is written.
type number string

func (n *number) UnmarshalJSON(text []byte) error {
	*n = number(text)
	return nil
}

// lists are the lists of a choice in their order, nil where grades are given. Those
// of version 1 are the best and the worst.
func (r rules) lists() []limits {
	if r.Best != nil && r.Worst != nil {
		return []limits{*r.Best, *r.Worst}
	}
	return r.Choose
}

// marks is how many marks a row offers: the grades, or a tick.
func (r rules) marks() int {
	if r.lists() != nil {
		return 1
	}
	return len(r.Grades)
}

// void decides whether a whole ballot is void.
func (r rules) void(marks voting.Marks) bool {
	if lists := r.lists(); lists != nil {
		units := len(marks) / len(lists)
		for i, list := range lists {
			ticks := 0
			for _, mark := range []byte(marks[i*units : (i+1)*units]) {
				if mark != voting.Absent {
					ticks++
				}
			}
			if ticks < list.AtLeast || ticks > list.AtMost {
				return true
			}
		}
		return false
	}
	given, rows := make([]int, len(r.Grades)), 0
	for _, mark := range []byte(marks) {
		if mark != voting.Absent {
			given[mark]++
			rows++
		}
	}
	for _, p := range r.Patterns {
		if rows > 0 && r.breaks(p, given, rows) {
			return true
		}
	}
	return false
}

// breaks compares how often each grade was given with one pattern.
func (r rules) breaks(p pattern, given []int, rows int) bool {
	for i, g := range r.Grades {
		alike := rows > 1 && given[i] == rows
		if alike && (p.AllEqual || p.All == g.Label) {
			return true
		}
		if q := p.AtMost; q != nil && q.Grade == g.Label && q.compare(given[i], rows) > 0 {
			return true
		}
		if q := p.AtLeast; q != nil && q.Grade == g.Label && q.compare(given[i], rows) < 0 {
			return true
		}
	}
	return false
}

// compare holds a share of the rows against the quota.
func (q quota) compare(n, rows int) int {
	share := new(big.Int).Mul(whole("100"), big.NewInt(int64(n)))
	return share.Cmp(new(big.Int).Mul(whole(string(q.Percent)), big.NewInt(int64(rows))))
}
