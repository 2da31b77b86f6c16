package rehearse

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"pingyi/app/tally"
)

// picture is what the hall reads of the desk's frame.
type picture struct {
	Revision  uint64 `json:"revision"`
	Phase     string `json:"phase"`
	CheckedIn int    `json:"checked_in"`
	Item      *staged
	Result    *struct {
		Score string
		Rank  int
		Of    int
	}
	Board *struct{ Pages int }
	Items []struct {
		ID    int
		Unit  string
		Phase string
		Run   int
	}
}

// staged is the item on stage.
type staged struct {
	ID, Run           int
	Phase             string
	Deadline          int64
	Ballots, Expected int
	Void              int
	Unit              struct{ ID string }
}

// tick is how often the hall looks at the desk.
const tick = 200 * time.Millisecond

// look takes the desk's picture, one that shows the last act of our own.
func (c *Crowd) look(ctx context.Context) (*picture, error) {
	for {
		p := &picture{}
		err := c.desk.State(p)
		if err == nil && p.Revision >= c.desk.acted {
			c.ended = p.Phase == "closed"
			return p, nil
		}
		if err := errors.Join(wait(ctx, tick/8), definite(err)); err != nil {
			return nil, err
		}
	}
}

// definite keeps the errors that will not pass by themselves.
func definite(err error) error {
	var refused *Refused
	if errors.As(err, &refused) && refused.Status < 500 {
		return err
	}
	return nil
}

// boardEvery is how many items pass between two looks at the ranking.
const boardEvery = 10

// Perform leads the hall through the rundown. Whoever is at the desk may act as
// well: an act that was done before is passed over, an item that somebody opens
// is voted on, and one that is set aside while it is on stage is held again.
func (c *Crowd) Perform(ctx context.Context) error {
	for id := 1; id <= c.show.Items && !c.ended; id++ {
		if err := c.play(ctx, id); err != nil {
			return err
		}
		if id%boardEvery != 0 || id == c.show.Items || c.ended {
			continue
		}
		if err := c.act(Act{Act: "scene", Scene: "board"}); err != nil {
			return err
		}
		if err := c.rest(ctx, 2*c.show.Pause); err != nil {
			return err
		}
	}
	if c.ended {
		c.tell("ended")
		return nil
	}
	return c.finale(ctx)
}

// finale turns the pages of the ranking from the last to the first, which stays.
func (c *Crowd) finale(ctx context.Context) error {
	if err := c.act(Act{Act: "scene", Scene: "board"}); err != nil {
		return err
	}
	p, err := c.look(ctx)
	if err != nil || p.Board == nil {
		return err
	}
	for page := p.Board.Pages - 1; page >= 0; page-- {
		if err := c.act(Act{Act: "scene", Scene: "board", Page: page}); err != nil {
			return err
		}
		if err := c.rest(ctx, c.show.Pause); err != nil {
			return err
		}
	}
	return nil
}

// play does for one item what comes next, until its result is on the screens.
func (c *Crowd) play(ctx context.Context, id int) error {
	for {
		p, err := c.look(ctx)
		if err != nil {
			return err
		}
		if c.ended || id > len(p.Items) {
			return nil
		}
		c.guests = max(c.guests, p.CheckedIn-int(c.here.Load()))
		if p.Item != nil && p.Item.Phase == "open" {
			if err := c.vote(ctx, *p.Item); err != nil {
				return err
			}
			continue
		}
		line := p.Items[id-1]
		if line.Phase == "revealed" {
			c.report(id, line.Unit, p)
			return c.rest(ctx, c.show.Pause)
		}
		if err := c.next(ctx, id, line.Unit, line.Phase); err != nil {
			return err
		}
	}
}

// next waits as long as people would and then acts.
func (c *Crowd) next(ctx context.Context, id int, unit, phase string) error {
	switch phase {
	case "waiting":
		return c.act(Act{Act: "stage", Item: id})
	case "void":
		c.tell("aside", "item", strings.TrimRight(c.title(id, unit), " "))
		return errors.Join(c.rest(ctx, 2*c.show.Pause), c.act(Act{Act: "stage", Item: id}))
	case "on-stage":
		return errors.Join(c.rest(ctx, c.show.Pause), c.open(id))
	case "closed":
		return errors.Join(c.tooLate(ctx, id, unit), c.rest(ctx, c.show.Pause/2), c.act(Act{Act: "confirm", Item: id}))
	case "confirmed":
		return errors.Join(c.bring(), c.rest(ctx, c.show.Pause/4), c.act(Act{Act: "reveal", Item: id}))
	}
	return fmt.Errorf("item %d is in a phase that nobody here knows: %s", id, phase)
}

// bring enters the figures from elsewhere, once: without them there is no score.
func (c *Crowd) bring() error {
	for ; c.brought < len(c.s.Figures); c.brought++ {
		f := c.s.Figures[c.brought]
		if err := c.desk.Enter(f.Table, f.File.Name, f.File); err != nil {
			return err
		}
		c.tell("entered", "file", f.File.Name, "table", f.Table)
	}
	return nil
}

// shortest is the least time to vote that is given: a deadline is a whole second.
const shortest = 5 * time.Second

// open opens an item; what the desk opened before keeps its own time.
func (c *Crowd) open(id int) error {
	seconds := int(max(c.show.Voting, shortest).Seconds())
	done, err := c.try(Act{Act: "open", Item: id, Seconds: seconds})
	if done {
		c.opened = id
	}
	return err
}

// act carries out an act. That somebody at the desk was quicker is no failure.
func (c *Crowd) act(a Act) error {
	_, err := c.try(a)
	return err
}

func (c *Crowd) try(a Act) (done bool, err error) {
	_, err = c.desk.Do(a)
	var refused *Refused
	if errors.As(err, &refused) && (refused.Status == 409 || refused.Code == "deadline-invalid") {
		return false, nil
	}
	return err == nil, err
}

// rest lets time pass, and ends early when somebody brings the evening on.
func (c *Crowd) rest(ctx context.Context, d time.Duration) error {
	until := time.Now().Add(d)
	before, err := c.look(ctx)
	if err != nil {
		return err
	}
	for left := d; left > 0; left = time.Until(until) {
		if err := wait(ctx, min(left, tick)); err != nil {
			return err
		}
		now, err := c.look(ctx)
		if err != nil || now.stands() != before.stands() {
			return err
		}
	}
	return nil
}

// Attend keeps the hall in its seats after the rundown: whatever somebody opens
// at the desk is voted on, until ctx ends.
func (c *Crowd) Attend(ctx context.Context) error {
	for {
		p, err := c.look(ctx)
		if err != nil {
			return err
		}
		if p.Item != nil && p.Item.Phase == "open" {
			err = c.vote(ctx, *p.Item)
		}
		if err = errors.Join(err, wait(ctx, tick)); err != nil {
			return err
		}
	}
}

// stands says where the evening is.
func (p *picture) stands() string {
	if p.Item == nil {
		return p.Phase
	}
	return fmt.Sprint(p.Phase, p.Item.ID, p.Item.Run, p.Item.Phase)
}

// report prints one line about an item that is revealed.
func (c *Crowd) report(id int, unit string, p *picture) {
	line := c.title(id, unit)
	if p.Item != nil && p.Item.ID == id {
		line += fmt.Sprintf("  %d/%d", p.Item.Ballots, p.Item.Expected)
		if p.Item.Void > 0 {
			line += "  " + c.words("void", "n", p.Item.Void)
		}
		if p.Result != nil && p.Result.Score != "" {
			line += "  " + c.words("score", "score", p.Result.Score, "rank", p.Result.Rank, "of", p.Result.Of)
		}
	}
	fmt.Fprintln(c.show.Lines, line)
}

// title names an item, as wide as every other.
func (c *Crowd) title(id int, unit string) string {
	return fmt.Sprintf("%3d/%d  %s %s", id, len(c.s.Items), unit, padded(c.s.Names[unit], nameWidth))
}

const nameWidth = 36

// padded fills a text up to a width in a terminal.
func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-tally.ColumnsOf(text)))
}
