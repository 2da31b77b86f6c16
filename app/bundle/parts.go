package bundle

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"pingyi/display"
	"pingyi/voting"
)

// parts compares the sums of a result with what they are sums of, where no ballot is to
// be seen.
type parts struct {
	state  *voting.State
	format int
	acted  []display.UnitResult // as the acts alone have them: with as many counts, all 0
	lines  []string

	hides, refused bool // of the result: a unit of it is hidden, nobody has a figure
}

func (p *parts) number(where string, made, said int) {
	if made != said {
		p.lines = append(p.lines, fmt.Sprintf("%s %s: the records give %d, it says %d", fileResult, where, made, said))
	}
}

func (p *parts) text(where, made, said string) { p.plain(where, brief(made), brief(said)) }

func (p *parts) plain(where, made, said string) {
	if made != said {
		p.lines = append(p.lines, fmt.Sprintf("%s %s: the records give %s, it says %s", fileResult, where, made, said))
	}
}

// atMost wants a number that is no larger than another.
func (p *parts) atMost(where string, said, most int) {
	if said < 0 || said > most {
		p.lines = append(p.lines, fmt.Sprintf("%s %s: the records give at most %d, it says %d", fileResult, where, most, said))
	}
}

// sums checks a result of the public in itself.
func (s Stated) sums(state *voting.State, acted []display.UnitResult) []string {
	var r display.Results
	body, err := json.Marshal(s.result)
	if err == nil {
		err = json.Unmarshal(body, &r)
	}
	if err != nil {
		return []string{fmt.Sprintf("%s: %v", fileResult, err)}
	}
	p := &parts{state: state, format: s.Format, acted: acted}
	if s.Format > 0 {
		p.whole(r)
		p.told(r)
	}
	return p.lines
}

// whole adds up the items. All units of a form have the same ballots and cards.
func (p *parts) whole(r display.Results) {
	var collected, valid, void int
	for i, u := range r.Units {
		if i == 0 || r.Units[i-1].Item != u.Item {
			collected, valid, void = collected+u.Ballots, valid+u.Valid, void+u.Void
		} else {
			before, where := r.Units[i-1], "units "+string(u.Unit)
			p.number(where+" ballots", before.Ballots, u.Ballots)
			p.number(where+" void", before.Void, u.Void)
			p.number(where+" issued", before.Issued, u.Issued)
			p.number(where+" checked_in", before.CheckedIn, u.CheckedIn)
		}
		p.unit(u)
	}
	p.number("collected", collected, r.Collected)
	p.number("valid", valid, r.Valid)
	p.number("void", void, r.Void)
	p.atMost("checked_in", r.CheckedIn, r.Issued)
	for _, category := range r.Categories {
		p.atMost("categories "+category.Label+" checked_in", category.CheckedIn, category.Issued)
	}
}

func (p *parts) unit(u display.UnitResult) {
	rb, where := p.state.Session.Rulebook, "units "+string(u.Unit)
	p.atMost(where+" void", u.Void, u.Ballots)
	p.number(where+" valid", u.Ballots-u.Void, u.Valid)
	p.atMost(where+" checked_in", u.CheckedIn, u.Issued)
	p.atMost(where+" expected", u.Expected, u.CheckedIn)
	p.number(where+" blank", u.Valid*rows(rb, p.state.Unit(u.Unit))-total(u.ByGrade), u.Blank)
	for _, one := range u.Criteria {
		p.number(where+" "+one.Criterion+" blank", u.Valid-total(one.ByGrade), one.Blank)
	}
	p.lengths(where, u)
	open := p.state.Session.Rehearsal || rb.Secrecy == voting.Open
	p.text(where+" hidden", fmt.Sprint(!categoriesOf(rb, u.Counts)), fmt.Sprint(u.Hidden))
	if open && u.Hidden {
		p.text(where+" hidden", "false", "true")
	}
}

// lengths wants a count for every mark that may be given, and no more.
func (p *parts) lengths(where string, u display.UnitResult) {
	at := slices.IndexFunc(p.acted, func(a display.UnitResult) bool { return a.Unit == u.Unit })
	if at < 0 {
		return
	}
	marks := len(p.acted[at].ByGrade)
	p.number(where+" by_grade marks", marks, len(u.ByGrade))
	each := func(where string, counts map[string][]int) {
		for _, category := range slices.Sorted(maps.Keys(counts)) {
			p.number(where+" counts "+category+" marks", marks, len(counts[category]))
		}
	}
	each(where, u.Counts)
	for _, one := range u.Criteria {
		p.number(where+" "+one.Criterion+" by_grade marks", marks, len(one.ByGrade))
		each(where+" "+one.Criterion, one.Counts)
	}
}
