package recount

import (
	"maps"
	"slices"

	"pingyi/voting"
	"pingyi/voting/count"
)

// Printed works figures out from the counts that a result itself prints, where no ballot
// is to be seen: by the arithmetic of this package, and by the engine of the rules what
// that does not know.
type Printed struct{ c Count }

// OfPrinted begins with the rules and the units of a session, before the first record.
func OfPrinted(rb voting.Rulebook, units []voting.Unit) *Printed {
	session := voting.Session{Rulebook: rb, Units: units}
	return &Printed{Count{session: session, rules: readRules(rb)}}
}

// Follow takes what people wrote down for the result; other acts change nothing here.
func (p *Printed) Follow(e voting.Event) { p.c.given.follow(e) }

// Worked names figures by what became of them.
type Worked struct {
	Own      []string // worked out by an arithmetic of its own
	Engine   []string // by the engine of the rules
	Hidden   []string // not for every unit: they compare units of which some are hidden
	Withheld []string // not at all: they rest on what the public does not have
	Units    []string // units whose counts are left out, so that their figures stay as they are printed
}

// Again computes a result once more, and tells which figures were. What was not stays as
// it is printed.
func (p *Printed) Again(r Result) (Result, Worked) {
	rb := p.c.session.Rulebook
	again, worked := r.Again(rb), Worked{}
	book, err := count.ParseKept(p.c.rules.text)
	own, engine := Figures(rb)
	worked.Own = own
	for _, u := range again.Units {
		if !p.complete(u) {
			worked.Units = append(worked.Units, u.Unit)
		}
	}
	again.unnamed(append(slices.Clone(own), engine...))
	if err != nil || r.Version == 0 && len(engine) == 0 {
		worked.Withheld = engine
		return again, worked
	}
	known := p.known(again)
	for _, name := range engine {
		switch {
		case p.withheld(r, book, name):
			worked.Withheld = append(worked.Withheld, name)
		case len(known) < len(again.Units) && book.Compares(name), len(known) == 0:
			worked.Hidden = append(worked.Hidden, name)
		default:
			worked.Engine = append(worked.Engine, name)
		}
	}
	if len(known) == len(again.Units) && len(worked.Withheld) == 0 {
		p.settle(book, &again, known)
	}
	if !p.run(book, &again, known, worked.Engine) {
		worked.Withheld, worked.Engine = append(worked.Withheld, worked.Engine...), nil
	}
	return again, worked
}

// settle finds out what is outstanding by these counts: who is tied, and why nobody has a figure.
func (p *Printed) settle(book *count.Rulebook, again *Result, known []Unit) {
	result, err := p.c.engine(book, &Result{Version: again.Version, Units: slices.Clone(known)})
	if again.settled = err == nil || again.Refused != ""; !again.settled {
		return
	}
	again.Pending, again.tied, again.Refused = nil, nil, ""
	if err != nil {
		again.Refused = err.Error()
		return
	}
	for _, tie := range result.Pending() {
		again.Pending = append(again.Pending, Tie(tie))
	}
	for _, tie := range result.Ties() {
		again.tied = append(again.tied, Tie(tie))
	}
}

// Earlier puts the figures of another version beside the counts of this result: whatever
// is corrected, the ballots stay.
func (r Result) Earlier(said Result) Result {
	earlier := r
	earlier.Version, earlier.Phase, earlier.Selections, earlier.Units = said.Version, said.Phase, said.Selections, slices.Clone(r.Units)
	for i := range earlier.Units {
		u := &earlier.Units[i]
		at := slices.IndexFunc(said.Units, func(other Unit) bool { return other.Unit == u.Unit })
		if at < 0 {
			continue // Differences names it
		}
		other := said.Units[at]
		u.Exact, u.Score, u.Scores, u.Exacts, u.filled = other.Exact, other.Score, other.Scores, other.Exacts, nil
		u.Rank, u.RankInClass, u.Named = other.Rank, other.RankInClass, other.Named
	}
	return earlier
}

// unnamed leaves no unit a figure that the rulebook gives no name to.
func (r *Result) unnamed(names []string) {
	r.Units = slices.Clone(r.Units)
	for i := range r.Units {
		if u := &r.Units[i]; !slices.Contains(names, figureRank) {
			u.Rank = 0
		}
		if u := &r.Units[i]; !slices.Contains(names, figureWithin) {
			u.RankInClass = 0
		}
	}
}

// withheld reports whether a figure rests on what no result of the public has as the steps
// read it: ballots and cards are printed of all categories together.
func (p *Printed) withheld(r Result, book *count.Rulebook, name string) bool {
	apart := book.RestsApart(name)
	return slices.ContainsFunc(book.RestsOn(name), func(table string) bool {
		switch table {
		case "membership":
			return true
		case "issued", "checked in", "collected", "valid":
			return r.Version == 0 || len(p.c.rules.Categories) > 1 && slices.Contains(apart, table)
		}
		return false
	})
}

// known lists the units of which every pile is printed, each with what was printed of
// its ballots and cards. These are of all categories together, and stand with the first.
func (p *Printed) known(r Result) []Unit {
	var known []Unit
	for _, u := range r.Units {
		if !p.complete(u) {
			continue
		}
		n := len(p.c.rules.Categories)
		u.hall = hall{issued: make([]int, n), shown: make([]int, n)}
		cells := make(map[string]Cell)
		for name, cell := range u.Cells {
			cell.Ballots, cell.Void = 0, 0
			cells[name] = cell
		}
		if r.Version > 0 {
			u.hall.issued[0], u.hall.shown[0] = max(0, u.Issued), max(0, u.CheckedIn)
			all := cells[p.c.rules.Categories[0].Label]
			all.Ballots, all.Void = max(0, u.Ballots), max(0, u.Void)
			cells[p.c.rules.Categories[0].Label] = all
		}
		u.Cells = cells
		known = append(known, u)
	}
	return known
}

// complete reports whether the counts of every row in every category are there.
func (p *Printed) complete(u Unit) bool {
	rows := p.c.criteria(voting.UnitID(u.Unit))
	for _, category := range p.c.rules.Categories {
		for _, row := range append([]string{""}, rows...) {
			pile := category.Label
			if row != "" {
				pile = pileOf(row, pile)
			}
			if cell, there := u.Cells[pile]; !there || len(cell.Counts) != p.c.rules.marks() {
				return false
			}
		}
	}
	return true
}

// run lets the engine work the steps on the known units, and writes the named figures
// into the result. It is false where the engine does not go on.
func (p *Printed) run(book *count.Rulebook, again *Result, known []Unit, names []string) bool {
	if len(names) == 0 {
		return true
	}
	some := Result{Version: again.Version, Units: slices.Clone(known)}
	result, err := p.c.engine(book, &some)
	if err != nil {
		return false
	}
	some.forget()
	some.take(result, p.c.rules.chain, p.c.criteria)
	again.Units = slices.Clone(again.Units)
	for i := range again.Units {
		at := slices.IndexFunc(some.Units, func(u Unit) bool { return u.Unit == again.Units[i].Unit })
		if at >= 0 {
			again.Units[i].replace(some.Units[at], book, names, some.Version > 0)
		}
	}
	if some.Version > 0 && len(known) == len(again.Units) {
		some.takeLists(book, result)
		again.replaceLists(some.Selections, names)
	}
	return true
}

// replace takes the named figures of another. Those without a member of their own were
// not printed before there were versions.
func (u *Unit) replace(by Unit, book *count.Rulebook, names []string, others bool) {
	named := maps.Clone(u.Named)
	if named == nil {
		named = make(map[string]string)
	}
	for _, name := range names {
		switch table := book.ResultTable(name); name {
		case figureScore:
			u.Exact, u.Score, u.filled = by.Exact, by.Score, by.filled
		case figureEach:
			u.Scores, u.Exacts = by.Scores, by.Exacts
		case figureRank:
			u.Rank = by.Rank
		case figureWithin:
			u.RankInClass = by.RankInClass
		default:
			if text, there := by.Named[table]; there && others {
				named[table] = text
			}
		}
	}
	u.Named = named
}

// replaceLists puts the named lists in the place of those that are printed.
func (r *Result) replaceLists(by []Selection, names []string) {
	r.Selections = slices.DeleteFunc(slices.Clone(r.Selections), func(s Selection) bool { return slices.Contains(names, s.Result) })
	for _, s := range by {
		if slices.Contains(names, s.Result) {
			r.Selections = append(r.Selections, s)
		}
	}
}
