package recount

import "pingyi/voting"

// Count follows a log from its first record.
type Count struct {
	session voting.Session
	rules   rules
	cards   map[voting.CardID]*card
	items   []*item
	given   given
}

type card struct {
	voting.Card
	void, shown bool
}

// item is one item of the rundown. The ballots of its run are kept as they are
// until it closes; from then on what they came to.
type item struct {
	run      uint16
	ballots  map[voting.Tag]*voting.BallotCast
	cells    []map[string]Cell // by unit that the item asks about
	expected []int             // likewise
	hall     hall              // when it closed
	counted  bool              // confirmed, and not set aside since
	past     []Run
}

// Follow takes the next event. What may follow what is for the rules to say: it
// must have been applied there.
func (c *Count) Follow(e voting.Event) {
	switch e := e.(type) {
	case *voting.SessionCreated:
		c.given.follow(e)
		c.session, c.rules, c.cards = e.Session, readRules(e.Session.Rulebook), make(map[voting.CardID]*card)
		for range e.Session.Rundown {
			c.items = append(c.items, &item{})
		}
	case *voting.CardsIssued:
		for _, issued := range e.Cards {
			c.cards[issued.ID] = &card{Card: issued}
		}
	case *voting.CardRedeemed:
		c.cards[e.Card].shown = true
	case *voting.CardVoided:
		c.cards[e.Card].void = true
	case *voting.BallotCast:
		c.cast(e)
	case *voting.BallotWithdrawn:
		delete(c.items[e.Item-1].ballots, e.Tag)
	default:
		c.followItem(e)
	}
}

func (c *Count) cast(b *voting.BallotCast) {
	ballots := c.items[b.Item-1].ballots
	if _, again := ballots[b.Tag]; again && c.rules.OneVote == "first counts" {
		return
	}
	ballots[b.Tag] = b
}

func (c *Count) followItem(e voting.Event) {
	switch e := e.(type) {
	case *voting.ItemStaged:
		it := c.items[e.Item-1]
		it.run, it.ballots, it.cells = e.Run, make(map[voting.Tag]*voting.BallotCast), nil
	case *voting.ItemClosed:
		it := c.items[e.Item-1]
		it.cells, it.ballots, it.expected = c.tally(e.Item, it.ballots), nil, nil
		for _, unit := range c.asked(e.Item) {
			it.expected = append(it.expected, c.couldVote(unit.Department))
		}
		it.hall = c.hall()
	case *voting.ItemConfirmed:
		c.items[e.Item-1].counted = true
	case *voting.ItemVoided:
		it := c.items[e.Item-1]
		if it.cells == nil {
			it.cells = c.tally(e.Item, it.ballots)
		}
		it.past = append(it.past, Run{Item: int(e.Item), Run: int(it.run), Ballots: c.rules.sum(it.cells[0]).Ballots})
		it.ballots, it.cells, it.counted = nil, nil, false
	default:
		c.given.follow(e)
	}
}

// pileOf names the pile of one criterion in one category.
func pileOf(criterion, category string) string { return criterion + " · " + category }

// criteria names what is asked of a unit, nil when it is one thing alone.
func (c *Count) criteria(id voting.UnitID) []string {
	asked := c.session.Rulebook.CriteriaOf(c.unit(id))
	if len(asked) < 2 && c.session.Rulebook.Criteria != nil {
		return nil
	}
	names := make([]string, len(asked))
	for i, criterion := range asked {
		names[i] = criterion.Key()
	}
	return names
}

// couldVote counts the cards that were shown and have a row for units of a department.
func (c *Count) couldVote(department voting.Department) int {
	n := 0
	for _, card := range c.cards {
		if card.shown && !card.void && (card.Recused == "" || card.Recused != department) {
			n++
		}
	}
	return n
}

func (c *Count) unit(id voting.UnitID) voting.Unit {
	for _, unit := range c.session.Units {
		if unit.ID == id {
			return unit
		}
	}
	return voting.Unit{}
}

// hall counts the cards by category, those that were issued and those of them that
// were shown.
type hall struct{ issued, shown []int }

func (c *Count) hall() hall {
	n := len(c.rules.Categories)
	h := hall{issued: make([]int, n), shown: make([]int, n)}
	for _, card := range c.cards {
		switch {
		case card.void:
		case card.shown:
			h.shown[card.Category]++
			h.issued[card.Category]++
		default:
			h.issued[card.Category]++
		}
	}
	return h
}

func total(counts []int) int {
	n := 0
	for _, some := range counts {
		n += some
	}
	return n
}

// Result is what the log comes to so far, in the version that was announced last.
func (c *Count) Result() Result { return c.ResultOf(c.given.shown + 1) }

// ResultOf is what one version of the result comes to, the first being 1.
func (c *Count) ResultOf(version int) Result {
	present := c.hall()
	r := Result{Format: newest, Version: version, Issued: total(present.issued), CheckedIn: total(present.shown), Turnout: c.rules.present(present)}
	if version >= 1 && version <= len(c.given.phases) {
		r.Phase = c.given.phases[version-1]
	}
	for i, it := range c.items {
		r.SetAside = append(r.SetAside, it.past...)
		if !it.counted {
			continue
		}
		for k, unit := range c.asked(voting.ItemID(i + 1)) {
			u := Unit{
				Unit: string(unit.ID), Class: string(unit.Class), Cells: it.cells[k], Expected: it.expected[k],
				Issued: total(it.hall.issued), CheckedIn: total(it.hall.shown), hall: it.hall,
				ByGrade: c.rules.byGrade(it.cells[k], c.criteria(unit.ID)),
			}
			u.hidden = c.hiddenFrom(it.cells[k], c.criteria(unit.ID))
			all := c.rules.sum(it.cells[k])
			u.Blank, u.Ballots, u.Void = all.Blank, all.Ballots, all.Void
			if c.rules.chain != nil {
				u.score(c.rules, c.criteria(unit.ID))
			}
			r.Units = append(r.Units, u)
		}
		r.Collected += c.rules.sum(it.cells[0]).Ballots
	}
	if c.rules.chain != nil {
		c.rules.place(r.Units)
	}
	if c.rules.Pipeline == nil || c.rules.chain == nil {
		c.byEngine(&r)
	}
	return r
}

// sum adds the piles of the categories up; those of single criteria are in them.
func (r rules) sum(cells map[string]Cell) Cell {
	var all Cell
	for _, category := range r.Categories {
		all.Ballots += cells[category.Label].Ballots
		all.Blank += cells[category.Label].Blank
		all.Void += cells[category.Label].Void
	}
	return all
}
