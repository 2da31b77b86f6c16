package bundle

import (
	"fmt"

	"pingyi/voting"
)

// Course follows every item from stage to reveal and every ballot to its tag,
// by the records alone and without the rules. It is short so that it can be
// believed: the rules are fixed before voting, nothing is revealed that was not
// confirmed, sealed and closed before, and of one tag one ballot counts.
type Course struct {
	Cast, Again, Withdrawn int // ballots, of them in place of an earlier one; withdrawn ones
	items                  map[voting.ItemID]*run
	open                   voting.ItemID
	frozen                 bool // the rules are published
	firstOnly              bool
	withheld               int  // records so far that may be of cards
	life                   life // of the result
}

// run is the run of an item that the records have come to.
type run struct {
	number uint16
	at     string // the kind of the act that brought it here
	lines  int    // ballots that came in
	behind int    // records that were withheld before its close
	tags   map[voting.Tag]bool
}

// NewCourse begins before the first record.
func NewCourse(rb voting.Rulebook) *Course {
	return &Course{items: make(map[voting.ItemID]*run), firstOnly: rb.FirstOnly, life: newLife()}
}

// Follow takes the next line; e is nil where it is withheld.
func (c *Course) Follow(line Line, e voting.Event) error {
	switch line.Kind {
	case kindBallot:
		return c.ballot(line.Seq, e)
	case kindWithheld:
		c.withheld++
	}
	var err error
	switch e := e.(type) {
	case *voting.BallotWithdrawn:
		it := c.items[e.Item]
		if it == nil || c.open != e.Item || !it.tags[e.Tag] {
			return fmt.Errorf("record %d: withdraws a ballot of item %d that is not there", line.Seq, e.Item)
		}
		delete(it.tags, e.Tag)
		c.Withdrawn++
	case *voting.SessionPublished:
		c.frozen = true
	case *voting.ItemStaged:
		if !c.frozen {
			return fmt.Errorf("record %d: item %d goes on stage before the rules were published", line.Seq, e.Item)
		}
		if before := c.items[e.Item]; before != nil && before.at != "item-staged" && before.at != "item-voided" {
			return fmt.Errorf("record %d: item %d goes on stage again after %s", line.Seq, e.Item, before.at)
		}
		c.items[e.Item] = &run{number: e.Run, at: line.Kind, tags: make(map[voting.Tag]bool)}
	case *voting.ItemOpened:
		if c.open != 0 {
			return fmt.Errorf("record %d: item %d opens while item %d is open", line.Seq, e.Item, c.open)
		}
		err = c.step(line, e.Item, "item-staged")
		c.open = e.Item
	case *voting.ItemExtended:
		err = c.step(line, e.Item, "item-opened")
		if err == nil {
			c.items[e.Item].at = "item-opened"
		}
	case *voting.ItemClosed:
		if err = c.step(line, e.Item, "item-opened"); err == nil {
			c.items[e.Item].behind = c.withheld
		}
		c.open = 0
	case *voting.ItemSealed:
		err = c.step(line, e.Item, "item-closed")
	case *voting.ItemConfirmed:
		err = c.step(line, e.Item, "item-sealed")
	case *voting.ItemRevealed:
		err = c.step(line, e.Item, "item-confirmed")
	case *voting.ItemVoided:
		err = c.void(line, e.Item)
	default:
		err = c.life.follow(line, e)
	}
	return err
}

// step moves an item on, which must have come from one certain act.
func (c *Course) step(line Line, id voting.ItemID, from string) error {
	it := c.items[id]
	if it == nil {
		return fmt.Errorf("record %d: %s of item %d, which was never on stage", line.Seq, line.Kind, id)
	}
	if it.at != from {
		return fmt.Errorf("record %d: %s of item %d comes after %s instead of %s", line.Seq, line.Kind, id, it.at, from)
	}
	it.at = line.Kind
	return nil
}

func (c *Course) void(line Line, id voting.ItemID) error {
	it := c.items[id]
	if it == nil || it.at == "item-staged" || it.at == "item-voided" {
		return fmt.Errorf("record %d: item %d has no run to set aside", line.Seq, id)
	}
	it.at = line.Kind
	if c.open == id {
		c.open = 0
	}
	return nil
}

func (c *Course) ballot(seq uint64, e voting.Event) error {
	it := c.items[c.open]
	if it == nil {
		return fmt.Errorf("record %d: a ballot, and no item is open", seq)
	}
	c.Cast++
	it.lines++
	cast, known := e.(*voting.BallotCast)
	if !known {
		return nil
	}
	if cast.Item != c.open || cast.Run != it.number {
		return fmt.Errorf("record %d: a ballot on run %d of item %d while run %d of item %d is open", seq, cast.Run, cast.Item, it.number, c.open)
	}
	if it.tags[cast.Tag] {
		if c.firstOnly {
			return fmt.Errorf("record %d: a second ballot of the tag %s on item %d, where the first counts", seq, cast.Tag, cast.Item)
		}
		c.Again++
	}
	it.tags[cast.Tag] = true
	return nil
}

// Open says which run of which item is open, 0 when none is.
func (c *Course) Open() (voting.ItemID, uint16) {
	if it := c.items[c.open]; it != nil {
		return c.open, it.number
	}
	return 0, 0
}

// Run is the run to which an item has come.
func (c *Course) Run(id voting.ItemID) uint16 {
	if it := c.items[id]; it != nil {
		return it.number
	}
	return 0
}
