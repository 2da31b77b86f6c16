package rehearse

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"pingyi/app/progress"
)

// item is what the hall did in one run of an item.
type item struct {
	id, run  int
	mu       sync.Mutex        // guards what follows while the hall votes
	recorded map[string]string // by representative: the marks of the newest receipt
	void     map[string]bool   // by representative: the rulebook makes that ballot void
	missing  map[string]string // by representative: why the last ballot is not on record
	left     int               // representatives who are not done
	fault    error             // what no server may do
	cut      string            // how the vote ended before everybody had voted
}

// closing is how long before the deadline everybody means to have voted.
const closing = 2 * time.Second

// longest is the most time the hall takes, however late the deadline.
const longest = time.Minute

// vote lets everybody vote on an open item in their own time, and returns when
// it takes no more ballots.
func (c *Crowd) vote(ctx context.Context, open staged) error {
	ours := c.opened == open.ID
	window := min(longest, time.Until(time.Unix(open.Deadline, 0))-closing)
	if ours {
		window = min(window, c.show.Voting)
	}
	hands := byRep(c.s.Votes[open.Unit.ID])
	it := &item{
		id: open.ID, run: open.Run, recorded: make(map[string]string), void: make(map[string]bool), missing: make(map[string]string), left: len(hands),
	}
	c.items[open.Unit.ID] = it
	voting, stop := context.WithCancel(ctx)
	var casting sync.WaitGroup
	for _, s := range c.seats { // in a fixed order, so that a seed gives one evening
		marks := hands[s.rep]
		if len(marks) == 0 {
			continue
		}
		p := planned(c.random, marks, len(c.s.Grades), max(0, window))
		casting.Go(func() { it.note(s.rep, c.cast(voting, s, p, open)) })
	}
	err := c.watch(ctx, it, open, ours)
	stop()
	casting.Wait()
	return errors.Join(err, it.fault)
}

// outcome is what one representative has on record at the end.
type outcome struct {
	recorded string
	void     bool
	err      error // why it is not the last ballot of the plan
}

// cast votes as planned; who comes late shows the card first.
func (c *Crowd) cast(ctx context.Context, s *seat, p plan, open staged) outcome {
	if s.phone == nil {
		if err := wait(ctx, p.steps[0].wait/2); err != nil {
			return outcome{err: err}
		}
		p.steps[0].wait /= 2
		if err := c.enter(ctx, s); err != nil {
			return outcome{err: err}
		}
	}
	done := p.carryOut(ctx, s.phone, Ballot{Item: open.ID, Run: open.Run, Unit: open.Unit.ID})
	if done.err == nil {
		c.changes.Add(int64(len(p.steps) - 1))
		if p.doubles {
			c.twice.Add(int64(len(p.steps)))
		}
		if done.void {
			c.voids.Add(1)
		}
	}
	return done
}

func (it *item) note(rep string, o outcome) {
	it.mu.Lock()
	defer it.mu.Unlock()
	it.left--
	if o.recorded != "" {
		it.recorded[rep], it.void[rep] = o.recorded, o.void
	}
	var refused *Refused
	switch {
	case o.err == nil:
	case errors.Is(o.err, errTwoReceipts):
		it.fault = errors.Join(it.fault, fmt.Errorf("item %d: %w", it.id, o.err))
	case errors.As(o.err, &refused):
		it.missing[rep] = refused.Code
	default:
		it.missing[rep] = "not sent"
	}
}

// waiting is how many have not voted to the end.
func (it *item) waiting() int {
	it.mu.Lock()
	defer it.mu.Unlock()
	return it.left
}

// watch follows the vote until it is over. It moves the deadline as long as
// somebody has not voted to the end.
func (c *Crowd) watch(ctx context.Context, it *item, open staged, ours bool) error {
	bar := progress.New(c.show.Bars, fmt.Sprintf("%3d/%d  %s", open.ID, len(c.s.Items), open.Unit.ID), open.Expected)
	defer bar.Clear()
	began := time.Now()
	for {
		p, err := c.look(ctx)
		if err != nil {
			return err
		}
		now, left := p.Item, it.waiting()
		if now == nil || now.ID != open.ID || now.Run != open.Run || now.Phase != "open" {
			it.over(c, left, open.Deadline)
			return nil
		}
		open.Deadline = now.Deadline
		bar.Set(now.Ballots, now.Expected)
		remaining := time.Until(time.Unix(now.Deadline, 0))
		switch {
		case left > 0 && remaining < closing:
			err = c.act(Act{Act: "extend", Item: open.ID, Seconds: int(shortest.Seconds()), Revision: p.Revision})
		case left == 0 && ours && c.show.Voting < shortest && time.Since(began) >= c.show.Voting:
			err = c.act(Act{Act: "close", Item: open.ID})
		}
		if err = errors.Join(err, wait(ctx, min(tick, max(c.show.Voting/8, tick/8)))); err != nil {
			return err
		}
	}
}

// over notes who ended the vote when it ended too early.
func (it *item) over(c *Crowd, left int, deadline int64) {
	switch {
	case left == 0:
	case time.Now().Before(time.Unix(deadline, 0)):
		it.cut = c.words("cut.desk", "n", left)
	default:
		it.cut = c.words("cut.time", "n", left)
	}
}

// tooLate lets some who voted send another ballot after the close. Each must be
// refused.
func (c *Crowd) tooLate(ctx context.Context, id int, unit string) error {
	it := c.items[unit]
	if it == nil || it.id != id {
		return nil
	}
	for _, s := range c.seats {
		mark, voted := it.recorded[s.rep]
		if !voted || c.random.IntN(100) >= tooLate {
			continue
		}
		b := Ballot{Item: id, Run: it.run, Unit: unit, Marks: another(mark, len(c.s.Grades))}
		_, _ = rand.Read(b.ID[:]) // never fails on the systems Go supports
		_, err := s.phone.Insist(ctx, b)
		var refused *Refused
		switch {
		case err == nil:
			return fmt.Errorf("item %d: a ballot after the close was taken", id)
		case !errors.As(err, &refused):
			return err
		}
		c.afterwards.Add(1)
	}
	return nil
}

// ballot is a new ballot for an item that has one mark.
func (c *Crowd) ballot(item, grade int) Ballot {
	b := Ballot{Item: item, Run: 1, Unit: c.s.Items[item-1], Marks: strconv.FormatInt(int64(grade), 16)}
	_, _ = rand.Read(b.ID[:]) // never fails on the systems Go supports
	return b
}
