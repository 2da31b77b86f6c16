package bundle

import (
	"cmp"
	"maps"
	"math/big"
	"slices"

	"pingyi/display"
	"pingyi/voting"
)

// hidesParts is the format from which nothing is told of a hidden unit that rests on part of
// the categories.
const hidesParts = 3

// told checks which figures a result of the public tells: none that the rulebook does not give
// or that is hidden, none twice, each that must be there, in their order. What they come to is
// worked out elsewhere, as far as it can be.
func (p *parts) told(r display.Results) {
	p.hides = slices.ContainsFunc(r.Units, func(u display.UnitResult) bool { return u.Hidden })
	if p.refused = r.Refused != ""; p.refused && figured(r) {
		p.text("refused", "", r.Refused)
		p.refused = false
	}
	for _, u := range r.Units {
		where := "units " + string(u.Unit)
		p.figure(where, "score", u.Hidden, u.Score, u.Exact)
		for _, one := range u.Criteria {
			at := where + " " + one.Criterion
			p.figure(at, "criterion score", u.Hidden, one.Score, one.Exact)
			p.counts(at+" counts", u.Hidden, one.Counts)
		}
		p.named(where+" named", u)
	}
	p.selections(r)
	for _, tie := range r.Pending {
		p.tie(tie)
	}
}

// figured reports whether somebody has a figure.
func figured(r display.Results) bool {
	return len(r.Selections) > 0 || slices.ContainsFunc(r.Units, func(u display.UnitResult) bool {
		each := slices.ContainsFunc(u.Criteria, func(one display.CriterionResult) bool { return one.Score+one.Exact != "" })
		return each || u.Score+u.Exact != "" || u.Rank+u.RankInClass != 0 || len(u.Named) > 0
	})
}

// exactly reports whether a figure of a unit may be told exactly, as display has it.
func (p *parts) exactly(result string, hidden bool) bool {
	return !hidden && !(p.hides && p.state.Session.Rulebook.Mixes(result))
}

// untold reports whether nothing of a figure is told, as display has it.
func (p *parts) untold(result string, hidden bool) bool {
	return p.format >= hidesParts && p.state.Session.Rulebook.RestsOnPart(result) && !p.exactly(result, hidden)
}

// figure checks whether a figure, and its exact value, are where they may be.
func (p *parts) figure(where, result string, hidden bool, score, exact string) {
	if p.refused || p.state.Session.Rulebook.ResultTable(result) == "" || p.untold(result, hidden) {
		p.text(where+" score", "", score)
		p.text(where+" exact", "", exact)
	} else if !p.exactly(result, hidden) {
		p.text(where+" exact", "", exact)
	} else if (score == "") != (exact == "") {
		p.text(where+" exact", score, exact)
	}
}

// counts wants those of every category, or of none.
func (p *parts) counts(where string, hidden bool, counts map[string][]int) {
	var want []string
	for _, category := range p.state.Session.Rulebook.Categories {
		if !hidden {
			want = append(want, category.Label)
		}
	}
	slices.Sort(want)
	p.names(where, want, slices.Sorted(maps.Keys(counts)))
}

// names compares what stands there, in its order.
func (p *parts) names(where string, made, said []string) {
	if !slices.Equal(made, said) {
		p.plain(where, brief(made), brief(said))
	}
}

// others are the results by unit that have no member of their own, in the order of their names.
func (p *parts) others() []string {
	rb := p.state.Session.Rulebook
	return slices.DeleteFunc(slices.Clone(rb.ResultNames()), func(name string) bool {
		own := slices.Contains([]string{"score", "rank", "rank in class", "criterion score"}, name)
		return own || p.refused || !slices.Equal(rb.ResultAxes(name), []string{"unit"})
	})
}

// named wants each of them once. Of a unit that is hidden one may be there that is a number: whether
// it was rounded the counts would say.
func (p *parts) named(where string, u display.UnitResult) {
	rb, want, said := p.state.Session.Rulebook, []string(nil), []string(nil)
	for _, named := range u.Named {
		said = append(said, named.Name)
	}
	for _, name := range p.others() {
		table := rb.ResultTable(name)
		_, list := rb.Listing(name)
		untold := p.untold(name, u.Hidden)
		must := list || p.exactly(name, u.Hidden) || p.format >= hidesParts && rb.SaysWords(name) && !untold
		if must || !untold && slices.Contains(said, table) {
			want = append(want, table)
		}
	}
	p.names(where, want, said)
}

// listed are the results that are lists, an earlier one of the rulebook first.
func (p *parts) listed() []string {
	rb, step := p.state.Session.Rulebook, func(name string) int { list, _ := p.state.Session.Rulebook.Listing(name); return list.Step }
	names := slices.DeleteFunc(p.others(), func(name string) bool { _, is := rb.Listing(name); return !is })
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(step(a), step(b)) })
	return names
}

// selections wants each list once, or once for each class, and on it the units that say so.
func (p *parts) selections(r display.Results) {
	var want, said []string
	at := make(map[string]display.Selection)
	for _, list := range r.Selections {
		name := list.Result + " " + string(list.Class)
		at[name], said = list, append(said, name)
	}
	for _, name := range p.listed() {
		listing, _ := p.state.Session.Rulebook.Listing(name)
		for _, units := range classed(r.Units, listing.Inside == "class") {
			class := voting.Class("")
			if listing.Inside == "class" {
				class = units[0].Class
			}
			key := name + " " + string(class)
			if want = append(want, key); slices.Contains(said, key) {
				p.list("selections "+p.state.Session.Rulebook.ResultTable(name), at[key], listing, units)
			}
		}
	}
	p.names("selections", want, said)
}

// classed puts units of one class together, in the order in which classes come.
func classed(units []display.UnitResult, apart bool) [][]display.UnitResult {
	var groups [][]display.UnitResult
	for _, u := range units {
		at := slices.IndexFunc(groups, func(group []display.UnitResult) bool { return !apart || group[0].Class == u.Class })
		if at < 0 {
			at, groups = len(groups), append(groups, nil)
		}
		groups[at] = append(groups[at], u)
	}
	return groups
}

// list compares a list with what its units say of it, and with itself.
func (p *parts) list(where string, list display.Selection, listing voting.Listing, units []display.UnitResult) {
	table := p.state.Session.Rulebook.ResultTable(list.Result)
	p.text(where+" name", table, list.Name)
	p.text(where+" by", listing.Of, list.By)
	on := slices.DeleteFunc(slices.Clone(units), func(u display.UnitResult) bool { return !says(u, table, "1") })
	off := slices.DeleteFunc(slices.Clone(units), func(u display.UnitResult) bool { return !says(u, table, "0") })
	p.seats(where+" units", list, list.Units, on, true)
	p.seats(where+" next", list, list.Next, off, false)
	if len(list.Next) == 0 && list.Barred < len(off) { // or somebody would be next
		p.number(where+" barred", len(off), list.Barred)
	}
	p.atMost(where+" barred", list.Barred, len(units)-len(list.Units)-len(list.Next)) // one without a figure may be barred too
	for i, seat := range list.Units {
		if i == 0 || seat.Place != list.Units[i-1].Place {
			p.number(where+" "+string(seat.Unit)+" place", i+1, seat.Place)
		}
	}
	for _, seat := range list.Next {
		p.number(where+" "+string(seat.Unit)+" place", len(list.Units)+1, seat.Place)
	}
	p.order(where, list, listing)
}

func says(u display.UnitResult, table, text string) bool {
	return slices.ContainsFunc(u.Named, func(named display.NamedResult) bool { return named.Name == table && named.Text == text })
}

// seats wants units that may sit there, or all of them, none twice, those of one place as the
// result has them.
func (p *parts) seats(where string, list display.Selection, said []display.ListedUnit, from []display.UnitResult, all bool) {
	var made, told []string
	places := make(map[voting.UnitID]display.ListedUnit)
	for _, seat := range said {
		places[seat.Unit], told = seat, append(told, string(seat.Unit))
	}
	from = slices.Clone(from)
	slices.SortStableFunc(from, func(a, b display.UnitResult) int { return cmp.Compare(places[a.Unit].Place, places[b.Unit].Place) })
	for _, u := range from {
		seat, there := places[u.Unit]
		if all || there {
			made = append(made, string(u.Unit))
		}
		if at := where + " " + string(u.Unit); there {
			p.text(at+" name", u.Name, seat.Name)
			p.text(at+" class", string(u.Class), string(seat.Class))
			p.value(at+" value", list, seat.Value, u)
		}
	}
	p.names(where, made, told)
}

// value compares the figure by which a unit was taken with the same one beside its name.
func (p *parts) value(where string, list display.Selection, said string, u display.UnitResult) {
	rb := p.state.Session.Rulebook
	listing, _ := rb.Listing(list.Result)
	if p.untold(list.Result, u.Hidden) {
		p.text(where, "", said)
		return
	}
	if said == "" && (listing.Counted || p.exactly(list.Result, u.Hidden)) {
		p.plain(where, "…", "none")
	}
	if said != "" && rb.ResultTable("score") == listing.Of && u.Score != "" {
		p.text(where, u.Score, said)
	}
	for _, named := range u.Named {
		if said != "" && named.Name == listing.Of {
			p.text(where, named.Text, said)
		}
	}
}

// order compares the figures of a list with its places, as far as they are told.
func (p *parts) order(where string, list display.Selection, listing voting.Listing) {
	seats := slices.Concat(list.Units, list.Next)
	margin := ""
	for i := 1; i < len(seats); i++ {
		before, after := seats[i-1], seats[i]
		x, ok := new(big.Rat).SetString(before.Value)
		y, also := new(big.Rat).SetString(after.Value)
		if i == len(list.Units) {
			margin = display.Margin(before.Value, after.Value)
		}
		if !ok || !also {
			continue
		}
		by := x.Cmp(y)
		if !listing.HighFirst {
			by = -by
		}
		if by < 0 || i != len(list.Units) && (by == 0) != (before.Place == after.Place) { // a tie at the cut is cut by other means
			p.text(where+" "+string(after.Unit)+" value", before.Value, after.Value)
		}
	}
	p.text(where+" margin", margin, list.Margin)
}

// tie wants units of the session that some step may leave tied.
func (p *parts) tie(tie display.Tie) {
	where, rb := "pending "+tie.Step, p.state.Session.Rulebook
	units := unitsByID(p.state.Session.Units)
	known := slices.Contains(rb.ResultTables(), tie.Step) && (tie.Kind == "lot" || tie.Kind == "re-vote") && len(tie.Units) > 1 && !p.refused
	known = known && (len(tie.Where) == 0 || len(tie.Where) == len(rb.TieAxes(tie.Step)))
	for i, unit := range tie.Units {
		_, there := units[unit]
		known = known && there && !slices.Contains(tie.Units[:i], unit)
	}
	if !known {
		p.plain(where, "none", brief(tie))
	}
}
