package rehearse

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"sync"
	"time"
)

// Show is an evening for people to watch: the same scenario, at the pace of a
// hall and with its habits.
type Show struct {
	Seconds int // voting time of an item
	Pause   int // seconds for the stage, the confirmation and the reveal
	Seed    uint64
	Spare   int // cards left for people who want to join in
}

// habits of a hall, in parts of a hundred
const (
	absentees    = 4  // never take their card out
	sleepers     = 3  // miss one item
	waverers     = 6  // change their mind before the close
	doubleTapper = 8  // send the same ballot twice
	latecomers   = 1  // send after the close
	promptly     = 70 // vote in the first third
)

// Crowd is a hall of simulated representatives at a running session.
type Crowd struct {
	desk   *Desk
	phones map[string]*Phone
	s      Scenario
	show   Show
	random *mathrand.Rand
}

// Gather issues and publishes a session, lets the representatives check in, and
// returns the crowd with the cards that nobody took.
func Gather(ctx context.Context, desk *Desk, base string, s Scenario, show Show, out io.Writer) (*Crowd, []Card, error) {
	if err := desk.Create(s.Files); err != nil {
		return nil, nil, err
	}
	if err := desk.All(Act{Act: "issue"}, Act{Act: "publish"}); err != nil {
		return nil, nil, err
	}
	cards, err := desk.Cards()
	if err != nil {
		return nil, nil, err
	}
	c := &Crowd{desk: desk, phones: make(map[string]*Phone), s: s, show: show, random: mathrand.New(mathrand.NewPCG(show.Seed, 7))}
	spare, err := c.checkIn(ctx, base, cards, newBar(out, "报到 check-in", len(s.voters())))
	return c, spare, err
}

func (c *Crowd) checkIn(ctx context.Context, base string, cards []Card, bar *bar) ([]Card, error) {
	boxes := make(map[Lot][]Card)
	for _, card := range cards {
		lot := Lot{card.Category, card.Recused}
		boxes[lot] = append(boxes[lot], card)
	}
	for _, rep := range c.s.voters() {
		bar.add(1)
		lot := c.s.Holders[rep]
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if len(boxes[lot]) == 0 || c.random.IntN(100) < absentees {
			continue
		}
		phone, err := NewPhone(base)
		if err == nil {
			err = phone.Redeem(boxes[lot][0].Token, false)
		}
		if err != nil {
			return nil, err
		}
		c.phones[rep], boxes[lot] = phone, boxes[lot][1:]
	}
	bar.done()
	var spare []Card
	for _, card := range cards {
		if left := boxes[Lot{card.Category, card.Recused}]; len(spare) < c.show.Spare && card.Recused == "" && len(left) > 0 && left[len(left)-1] == card {
			spare = append(spare, card)
		}
	}
	return spare, nil
}

// boardEvery is how many items pass between two looks at the ranking.
const boardEvery = 10

// Perform runs the rundown from the first item to the last. Acts that somebody
// at the desk has done before, or otherwise, are passed over.
func (c *Crowd) Perform(ctx context.Context, out io.Writer) error {
	for i, unit := range c.s.Units {
		id := i + 1
		fmt.Fprintf(out, "第 %d/%d 项 %s\n", id, len(c.s.Units), unit)
		if err := c.perform(ctx, id, unit); err != nil {
			return err
		}
		if id%boardEvery == 0 || id == len(c.s.Units) {
			if err := c.act(Act{Act: "scene", Scene: "board"}); err != nil {
				return err
			}
			if err := c.rest(ctx, 2*c.show.Pause); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *Crowd) perform(ctx context.Context, id int, unit string) error {
	if err := c.act(Act{Act: "stage", Item: id}); err != nil {
		return err
	}
	if err := c.rest(ctx, c.show.Pause); err != nil {
		return err
	}
	if err := c.act(Act{Act: "open", Item: id, Seconds: c.show.Seconds}); err != nil {
		return err
	}
	c.vote(ctx, id, unit)
	if err := c.act(Act{Act: "close", Item: id}); err != nil {
		return err
	}
	if err := c.rest(ctx, c.show.Pause/2); err != nil {
		return err
	}
	for _, act := range []string{"confirm", "reveal"} {
		if err := c.act(Act{Act: act, Item: id}); err != nil {
			return err
		}
	}
	return c.rest(ctx, c.show.Pause)
}

// act passes over refusals: the desk may have been quicker.
func (c *Crowd) act(a Act) error {
	_, err := c.desk.Do(a)
	var refused *Refused
	if errors.As(err, &refused) && refused.Status == 409 {
		return nil
	}
	return err
}

func (c *Crowd) rest(ctx context.Context, seconds int) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Duration(seconds) * time.Second):
		return nil
	}
}

// vote lets everybody vote in their own time and returns when voting is over.
func (c *Crowd) vote(ctx context.Context, id int, unit string) {
	window := time.Duration(c.show.Seconds) * time.Second
	final := make(map[string]Vote)
	for _, vote := range c.s.Votes[unit] {
		final[vote.Rep] = vote
	}
	var voting sync.WaitGroup
	for _, rep := range c.s.voters() { // in a fixed order, so that a seed gives one evening
		phone, marks := c.phones[rep], final[rep].Marks
		if phone == nil || marks == "" || c.random.IntN(100) < sleepers {
			continue
		}
		plan := c.plan(window)
		voting.Go(func() { plan.carryOut(ctx, phone, Ballot{Item: id, Run: 1, Unit: unit, Marks: marks}) })
	}
	over := time.NewTimer(window)
	defer over.Stop()
	select {
	case <-over.C:
	case <-ctx.Done():
	}
	voting.Wait()
}

// plan is what one representative does in one item.
type plan struct {
	after   time.Duration // until the first ballot
	first   string        // another mark before the final one, "" for none
	wavers  time.Duration // until the change of mind
	doubles bool
}

func (c *Crowd) plan(window time.Duration) plan {
	share := 0.33
	if c.random.IntN(100) >= promptly {
		share = 0.95
	}
	p := plan{after: time.Duration(c.random.Float64() * share * float64(window)), doubles: c.random.IntN(100) < doubleTapper}
	if c.random.IntN(100) < latecomers {
		p.after = window + 200*time.Millisecond
	}
	if c.random.IntN(100) < waverers {
		p.first, p.wavers = "1", time.Duration(c.random.Float64()*0.2*float64(window))
	}
	return p
}

// carryOut sends what the plan says. Refusals are part of an evening.
func (p plan) carryOut(ctx context.Context, phone *Phone, b Ballot) {
	type step struct {
		wait  time.Duration
		marks string
	}
	steps := []step{{p.after, b.Marks}}
	if p.first != "" {
		steps = []step{{p.after, p.first}, {p.wavers, b.Marks}}
	}
	for _, s := range steps {
		select {
		case <-ctx.Done():
			return
		case <-time.After(s.wait):
		}
		b.Marks = s.marks
		_, _ = rand.Read(b.ID[:]) // never fails on the systems Go supports
		_, _ = phone.Insist(b)    // a refusal shows on the overlay as a ballot less
		if p.doubles {
			_, _ = phone.Insist(b)
		}
	}
}
