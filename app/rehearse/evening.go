package rehearse

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"pingyi/app/progress"
)

// Scenario is an evening as it is to be driven: the files of the session, who
// votes what on which unit, and what must come out.
type Scenario struct {
	Name     string
	Files    []Upload
	Units    []string          // in the order of the rundown
	Names    map[string]string // by unit
	Grades   []string          // labels, in the order of the rulebook
	Holders  map[string]Lot    // by representative
	Votes    map[string][]Vote // by unit, in the order in which they are cast
	Expected *Results          // nil when nothing is expected
}

// Lot is what a representative's card must look like.
type Lot struct{ Category, Recused string }

// Vote is one ballot of one representative; later ones replace earlier ones.
type Vote struct{ Rep, Marks string }

// Report is what an evening showed from outside.
type Report struct {
	Session      string
	Cards        int
	CheckedIn    int
	Acknowledged int
	Counted      int // standing ballots in the results
	Latencies    []time.Duration
	Took         time.Duration // of the voting alone
	Results      Results
	Differences  []string
}

// Percentile returns the latency that p of 100 ballots did not exceed.
func (r Report) Percentile(p int) time.Duration {
	if len(r.Latencies) == 0 {
		return 0
	}
	slices.Sort(r.Latencies)
	return r.Latencies[(len(r.Latencies)-1)*p/100]
}

// hall is a session with its phones in the hands of the representatives.
type hall struct {
	desk   *Desk
	phones map[string]*Phone // by representative
	report *Report
	mu     sync.Mutex // guards report while phones vote
}

// Run drives a whole evening: create, issue, publish, check in, then item by
// item. Progress goes to out, which may be io.Discard.
func Run(ctx context.Context, desk *Desk, base string, s Scenario, out io.Writer) (*Report, error) {
	if err := desk.Create(s.Files); err != nil {
		return nil, err
	}
	if err := desk.All(Act{Act: "issue"}, Act{Act: "publish"}); err != nil {
		return nil, err
	}
	h := &hall{desk: desk, phones: make(map[string]*Phone), report: &Report{Session: desk.Session()}}
	defer h.hang()
	if err := h.checkIn(ctx, base, s, progress.New(out, "报到 check-in", len(s.voters()))); err != nil {
		return nil, err
	}
	bar := progress.New(out, "投票 voting", s.ballots())
	for i, unit := range s.Units {
		if err := h.item(ctx, i+1, unit, s.Votes[unit], bar); err != nil {
			return nil, fmt.Errorf("item %d (%s): %w", i+1, unit, err)
		}
	}
	bar.Done()
	return h.finish(s)
}

// voters are the representatives who cast at least one ballot, in order of
// first appearance.
func (s Scenario) voters() []string {
	seen := make(map[string]bool)
	var reps []string
	for _, unit := range s.Units {
		for _, vote := range s.Votes[unit] {
			if !seen[vote.Rep] {
				seen[vote.Rep] = true
				reps = append(reps, vote.Rep)
			}
		}
	}
	return reps
}

// byRep gives for every representative the marks in the order of casting; the
// last of them is the one that counts.
func byRep(votes []Vote) map[string][]string {
	marks := make(map[string][]string)
	for _, vote := range votes {
		marks[vote.Rep] = append(marks[vote.Rep], vote.Marks)
	}
	return marks
}

func (s Scenario) ballots() int {
	n := 0
	for _, votes := range s.Votes {
		n += len(votes)
	}
	return n
}

// checkIn deals the cards: every representative who votes draws one of the lot.
func (h *hall) checkIn(ctx context.Context, base string, s Scenario, bar *progress.Bar) error {
	cards, err := h.desk.Cards()
	if err != nil {
		return err
	}
	h.report.Cards = len(cards)
	boxes := make(map[Lot][]Card)
	for _, c := range cards {
		lot := Lot{c.Category, c.Recused}
		boxes[lot] = append(boxes[lot], c)
	}
	for _, rep := range s.voters() {
		if err := ctx.Err(); err != nil {
			return err
		}
		lot, known := s.Holders[rep]
		if !known || len(boxes[lot]) == 0 {
			return fmt.Errorf("no card for representative %s (category %q, recused %q)", rep, lot.Category, lot.Recused)
		}
		drawn := boxes[lot][0]
		boxes[lot] = boxes[lot][1:]
		phone, err := NewPhone(base)
		if err == nil {
			err = phone.Redeem(drawn.Token, false)
		}
		if err != nil {
			return fmt.Errorf("representative %s: %w", rep, err)
		}
		h.phones[rep] = phone
		bar.Add(1)
	}
	h.report.CheckedIn = len(h.phones)
	bar.Done()
	return nil
}

// openFor is long enough that the organizer, not the deadline, ends the item.
const openFor = 3600

// item runs one item from the stage to the reveal.
func (h *hall) item(ctx context.Context, id int, unit string, votes []Vote, bar *progress.Bar) error {
	if err := h.desk.All(Act{Act: "stage", Item: id}, Act{Act: "open", Item: id, Seconds: openFor}); err != nil {
		return err
	}
	began := time.Now()
	if err := h.vote(ctx, id, unit, votes, bar); err != nil {
		return err
	}
	h.report.Took += time.Since(began)
	return h.desk.All(Act{Act: "close", Item: id}, Act{Act: "confirm", Item: id}, Act{Act: "reveal", Item: id})
}

// vote lets every phone cast its ballots in order, all phones at once.
func (h *hall) vote(ctx context.Context, id int, unit string, votes []Vote, bar *progress.Bar) error {
	hands := byRep(votes)
	failures := make(chan error, len(hands))
	var casting sync.WaitGroup
	for rep, mine := range hands {
		casting.Go(func() {
			if err := h.cast(ctx, rep, id, unit, mine, bar); err != nil {
				failures <- fmt.Errorf("representative %s: %w", rep, err)
			}
		})
	}
	casting.Wait()
	close(failures)
	var all error
	for err := range failures {
		all = errors.Join(all, err)
	}
	return all
}

func (h *hall) cast(ctx context.Context, rep string, id int, unit string, marks []string, bar *progress.Bar) error {
	for _, mark := range marks {
		if err := ctx.Err(); err != nil {
			return err
		}
		b := Ballot{Item: id, Run: 1, Unit: unit, Marks: mark}
		_, _ = rand.Read(b.ID[:]) // never fails on the systems Go supports
		began := time.Now()
		if _, err := h.phones[rep].Insist(ctx, b); err != nil {
			return err
		}
		took := time.Since(began)
		h.mu.Lock()
		h.report.Acknowledged++
		h.report.Latencies = append(h.report.Latencies, took)
		bar.Add(1)
		h.mu.Unlock()
	}
	return nil
}

// finish fetches the results, compares them, and ends the session.
func (h *hall) finish(s Scenario) (*Report, error) {
	results, err := h.desk.Results()
	if err != nil {
		return nil, err
	}
	h.report.Results = results
	for _, unit := range results.Units {
		h.report.Counted += unit.Ballots
	}
	if s.Expected != nil {
		h.report.Differences = Compare(*s.Expected, results)
	}
	_, err = h.desk.Do(Act{Act: "end"})
	return h.report, err
}

func (h *hall) hang() {
	for _, phone := range h.phones {
		phone.Hang()
	}
}
