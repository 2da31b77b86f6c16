package recount

import "pingyi/voting"

// Count follows a log from its first record.
type Count struct {
	session voting.Session
	cards   map[voting.CardID]*card
	items   []*item
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
	cells    map[string]Cell
	expected int
	counted  bool // confirmed, and not set aside since
	past     []Run
}

// Follow takes the next event. What may follow what is for the rules to say: it
// must have been applied there.
func (c *Count) Follow(e voting.Event) {
	switch e := e.(type) {
	case *voting.SessionCreated:
		c.session, c.cards = e.Session, make(map[voting.CardID]*card)
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
	if _, again := ballots[b.Tag]; again && c.session.Rulebook.OneVote == "first counts" {
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
		it.cells, it.ballots = c.tally(it.ballots), nil
		it.expected = c.couldVote(c.session.Rundown[e.Item-1].Unit)
	case *voting.ItemConfirmed:
		c.items[e.Item-1].counted = true
	case *voting.ItemVoided:
		it := c.items[e.Item-1]
		if it.cells == nil {
			it.cells = c.tally(it.ballots)
		}
		it.past = append(it.past, Run{Item: int(e.Item), Run: int(it.run), Ballots: sum(it.cells).Ballots})
		it.ballots, it.cells, it.counted = nil, nil, false
	}
}

// tally sorts ballots into piles.
func (c *Count) tally(ballots map[voting.Tag]*voting.BallotCast) map[string]Cell {
	cells := make(map[string]Cell)
	for _, category := range c.session.Rulebook.Categories {
		cells[category.Label] = Cell{Counts: make([]int, len(c.session.Rulebook.Grades))}
	}
	for _, ballot := range ballots {
		label := c.session.Rulebook.Categories[ballot.Category].Label
		cell := cells[label]
		cell.Ballots++
		for _, mark := range []byte(ballot.Marks) {
			if mark == voting.Absent {
				cell.Blank++
				continue
			}
			cell.Counts[mark]++
		}
		cells[label] = cell
	}
	return cells
}

// couldVote counts the cards that were shown and have a row for a unit.
func (c *Count) couldVote(id voting.UnitID) int {
	department := c.unit(id).Department
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

// Result is what the log comes to so far.
func (c *Count) Result() Result {
	var r Result
	for _, card := range c.cards {
		switch {
		case card.void:
		case card.shown:
			r.CheckedIn++
			r.Issued++
		default:
			r.Issued++
		}
	}
	for i, it := range c.items {
		r.SetAside = append(r.SetAside, it.past...)
		if !it.counted {
			continue
		}
		unit := c.unit(c.session.Rundown[i].Unit)
		u := Unit{Unit: string(unit.ID), Class: string(unit.Class), Cells: it.cells, Expected: it.expected}
		all := sum(it.cells)
		u.Blank, u.Ballots = all.Blank, all.Ballots
		u.score(c.session.Rulebook)
		r.Units = append(r.Units, u)
	}
	place(r.Units)
	return r
}

// sum adds piles up.
func sum(cells map[string]Cell) Cell {
	var all Cell
	for _, cell := range cells {
		all.Ballots += cell.Ballots
		all.Blank += cell.Blank
	}
	return all
}
