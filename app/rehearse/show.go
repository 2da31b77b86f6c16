package rehearse

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"pingyi/app/progress"
	"pingyi/app/tally"
)

// Show is an evening for people to watch and to join: a scenario at the pace of
// a hall. Whatever its representatives do on the way, the last ballot of each
// is the scenario's, and who does not vote there does not vote here.
type Show struct {
	Items  int           // play only the first so many; 0 is all
	Voting time.Duration // time to vote on an item
	Pause  time.Duration // on stage, and after the reveal
	Seed   uint64        // of when who does what
	Spare  int           // cards for people who want to join in
	Lines  io.Writer     // what has happened, line by line
	Bars   io.Writer     // how far it is, for whoever watches
	Lang   string        // in which both are said, "zh" or "en"
}

// Crowd is a hall of simulated representatives at a session, and the desk that
// leads them through the rundown.
type Crowd struct {
	desk    *Desk
	base    string
	s       Scenario
	show    Show
	random  *mathrand.Rand
	seats   []*seat
	items   map[string]*item // by what the item goes by: what the hall did in the run that counts
	here    atomic.Int64     // cards of our own that were shown
	opened  int              // the item that was opened by us
	brought int              // figures from elsewhere that were entered
	guests  int              // the most cards of others that were ever shown
	ended   bool             // somebody at the desk has ended the session

	// What the hall did that leaves the result as it is.
	changes, twice, afterwards atomic.Int64
	voids                      atomic.Int64 // but that these are void
}

// seat is one representative with the card that was drawn.
type seat struct {
	rep   string
	card  Card
	phone *Phone
	late  bool // shows the card only when the first vote is open
}

// Gather makes a session and deals its cards. It returns the hall, in which
// nobody has shown a card yet, and cards that nobody of it holds.
func Gather(desk *Desk, base string, s Scenario, show Show) (*Crowd, []Card, error) {
	if err := desk.begin(s); err != nil {
		return nil, nil, err
	}
	cards, err := desk.Cards()
	if err != nil {
		return nil, nil, err
	}
	if show.Items <= 0 || show.Items > len(s.Items) {
		show.Items = len(s.Items)
	}
	c := &Crowd{
		desk: desk, base: base, s: s, show: show, items: make(map[string]*item),
		random: mathrand.New(mathrand.NewPCG(show.Seed, 7)),
	}
	spare, err := c.deal(cards)
	return c, spare, err
}

// Seats is the number of representatives who come.
func (c *Crowd) Seats() int { return len(c.seats) }

// Items is the number of items that will be played.
func (c *Crowd) Items() int { return c.show.Items }

// Appraised is the number of units that they are about.
func (c *Crowd) Appraised() int {
	if c.s.Whole() {
		return len(c.s.Units)
	}
	return c.show.Items
}

// deal gives every representative who votes a card of the right lot, and keeps
// back some of the others, of as many categories as can be.
func (c *Crowd) deal(cards []Card) ([]Card, error) {
	boxes := make(map[Lot][]Card)
	for _, card := range cards {
		lot := Lot{card.Category, card.Recused}
		boxes[lot] = append(boxes[lot], card)
	}
	first := byRep(c.s.Votes[c.s.Items[0]])
	for _, rep := range c.s.voters() {
		lot := c.s.Holders[rep]
		if len(boxes[lot]) == 0 {
			return nil, fmt.Errorf("no card for representative %s (category %q, recused %q)", rep, lot.Category, lot.Recused)
		}
		s := &seat{rep: rep, card: boxes[lot][0]}
		s.late = len(first[rep]) > 0 && c.random.IntN(100) < latecomers
		boxes[lot] = boxes[lot][1:]
		c.seats = append(c.seats, s)
	}
	var spare []Card
	for left := true; left && len(spare) < c.show.Spare; {
		left = false
		for _, category := range categoriesOf(cards) {
			lot := Lot{Category: category}
			if last := len(boxes[lot]) - 1; last >= 0 && len(spare) < c.show.Spare {
				spare, boxes[lot], left = append(spare, boxes[lot][last]), boxes[lot][:last], true
			}
		}
	}
	return spare, nil
}

func categoriesOf(cards []Card) []string {
	var names []string
	for _, card := range cards {
		if !slices.Contains(names, card.Category) {
			names = append(names, card.Category)
		}
	}
	return names
}

// arrival is the longest that people take to come in.
const arrival = 12 * time.Second

// Arrive lets everybody who is in time show the card, over as long as a vote
// takes, if that is not too long to watch.
func (c *Crowd) Arrive(ctx context.Context) error {
	type guest struct {
		*seat
		after time.Duration
	}
	var queue []guest
	for _, s := range c.seats {
		if !s.late {
			queue = append(queue, guest{s, time.Duration(c.random.Float64() * float64(min(c.show.Voting, arrival)))})
		}
	}
	slices.SortStableFunc(queue, func(a, b guest) int { return cmp.Compare(a.after, b.after) })
	shown := make(chan error, len(queue))
	var arriving sync.WaitGroup
	defer arriving.Wait()
	for _, g := range queue {
		arriving.Go(func() {
			if wait(ctx, g.after) != nil {
				shown <- ctx.Err()
				return
			}
			shown <- c.enter(ctx, g.seat)
		})
	}
	bar := progress.New(c.show.Bars, tally.Say(c.show.Lang, "bar.check-in"), len(queue))
	for range queue {
		var refused *Refused
		if err := <-shown; err != nil && !errors.As(err, &refused) { // the desk may have voided the card
			return err
		}
		bar.Add(1)
	}
	bar.Clear()
	c.tell("here", "n", len(queue), "late", len(c.seats)-len(queue))
	return nil
}

// enter shows the card of a seat.
func (c *Crowd) enter(ctx context.Context, s *seat) error {
	phone, err := NewPhone(c.base)
	if err == nil {
		err = untilDefinite(ctx, func() error { return phone.Redeem(s.card.Token, false) })
	}
	if err != nil {
		return fmt.Errorf("representative %s: %w", s.rep, err)
	}
	s.phone = phone
	c.here.Add(1)
	return nil
}

// Story says in one line what happened on the way that must not be seen in the
// result.
func (c *Crowd) Story() string {
	late := 0
	for _, s := range c.seats {
		if s.late {
			late++
		}
	}
	story := c.words("story", "changes", c.changes.Load(), "twice", c.twice.Load(), "after", c.afterwards.Load(), "late", late)
	if voids := c.voids.Load(); voids > 0 {
		story += c.words("story.void", "n", voids)
	}
	return story
}

// words is a sentence in the language of the show; pairs of name and value fill its {name}s.
func (c *Crowd) words(key string, pairs ...any) string {
	said := make([]string, len(pairs))
	for i, one := range pairs {
		said[i] = fmt.Sprint(one)
	}
	return tally.Say(c.show.Lang, "show."+key, said...)
}

// tell prints a sentence for whoever watches.
func (c *Crowd) tell(key string, pairs ...any) { fmt.Fprintln(c.show.Lines, c.words(key, pairs...)) }

// Hang closes every connection of the hall.
func (c *Crowd) Hang() {
	for _, s := range c.seats {
		if s.phone != nil {
			s.phone.Hang()
		}
	}
}

// wait lets time pass.
func wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
