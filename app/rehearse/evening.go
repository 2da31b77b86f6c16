package rehearse

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"pingyi/app/progress"
	"pingyi/app/tally"
)

// Scenario is an evening as it is to be driven: the files of the session, who
// votes what on which item, and what must come out. An item goes by the name of
// its unit; that of a whole form is "".
type Scenario struct {
	Name     string
	Files    []Upload
	Items    []string          // in the order of the rundown
	Units    []string          // in the order of their list
	Names    map[string]string // by unit, and of a form by its item
	Grades   []string          // labels, in the order of the rulebook
	Lists    []string          // of a choice
	Rows     map[string][]int  // by unit: where its marks stand on a ballot
	Holders  map[string]Lot    // by representative
	Votes    map[string][]Vote // by item, in the order in which they are cast
	Figures  []Figures         // that the rulebook wants from elsewhere
	Expected *Results          // nil when nothing is expected
}

// Whole tells whether the evening is one form about all units.
func (s Scenario) Whole() bool { return len(s.Items) == 1 && s.Items[0] == "" }

// Figures is a table that the rulebook wants from elsewhere.
type Figures struct {
	Table string
	File  Upload
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
	Counted      int // ballots that stand in the results, void ones among them
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
	mu     sync.Mutex // guards report and bars while phones are at work
}

// Run drives a whole evening: create, issue, publish, check in, then item by
// item. Progress goes to out, which may be io.Discard, in a language.
func Run(ctx context.Context, desk *Desk, base string, s Scenario, out io.Writer, lang string) (*Report, error) {
	if err := desk.begin(s); err != nil {
		return nil, err
	}
	h := &hall{desk: desk, phones: make(map[string]*Phone), report: &Report{Session: desk.Session()}}
	defer h.hang()
	if err := h.checkIn(ctx, base, s, progress.New(out, tally.Say(lang, "bar.check-in"), len(s.voters()))); err != nil {
		return nil, err
	}
	bar := progress.New(out, tally.Say(lang, "bar.voting"), s.ballots())
	for i, unit := range s.Items {
		if err := h.item(ctx, i+1, unit, s.Votes[unit], bar); err != nil {
			return nil, fmt.Errorf("item %d (%s): %w", i+1, unit, err)
		}
	}
	bar.Done()
	return h.finish(s)
}

// UnbegunError is why nobody could vote in a session: it was refused, or could not be published.
type UnbegunError struct{ err error }

// Error is what was said of it.
func (e *UnbegunError) Error() string { return e.err.Error() }

// Unwrap is the refusal.
func (e *UnbegunError) Unwrap() error { return e.err }

// begin makes the session of a scenario and publishes it.
func (d *Desk) begin(s Scenario) error {
	err := d.Create(s.Files)
	if err == nil {
		err = d.All(Act{Act: "issue"}, Act{Act: "publish"})
	}
	if err != nil {
		return &UnbegunError{err}
	}
	return nil
}

// voters are the representatives who cast at least one ballot, in order of
// first appearance.
func (s Scenario) voters() []string {
	seen := make(map[string]bool)
	var reps []string
	for _, item := range s.Items {
		for _, vote := range s.Votes[item] {
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

// atOnce is how many phones of the hall are at work at the same time. Where more
// have a card the others hang up meanwhile, as phones in a pocket do.
const atOnce = 1000

// all has every representative do something, many at once, and returns what failed.
func (h *hall) all(ctx context.Context, reps []string, do func(rep string) error) error {
	places := make(chan struct{}, atOnce)
	failures := make(chan error, len(reps))
	var working sync.WaitGroup
	for _, rep := range reps {
		places <- struct{}{}
		working.Go(func() {
			defer func() { <-places }()
			err := ctx.Err()
			if err == nil {
				err = do(rep)
			}
			if err != nil {
				failures <- fmt.Errorf("representative %s: %w", rep, err)
			}
			if len(reps) > atOnce {
				h.phones[rep].Hang()
			}
		})
	}
	working.Wait()
	close(failures)
	var all error
	for err := range failures {
		all = errors.Join(all, err)
	}
	return all
}

// checkIn deals the cards: every representative who votes draws one of the lot and
// shows it.
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
	drawn, reps := make(map[string]Card), s.voters()
	for _, rep := range reps {
		lot, known := s.Holders[rep]
		if !known || len(boxes[lot]) == 0 {
			return fmt.Errorf("no card for representative %s (category %q, recused %q)", rep, lot.Category, lot.Recused)
		}
		drawn[rep], boxes[lot] = boxes[lot][0], boxes[lot][1:]
		if h.phones[rep], err = NewPhone(base); err != nil {
			return err
		}
	}
	err = h.all(ctx, reps, func(rep string) error {
		defer h.step(bar)
		return untilDefinite(ctx, func() error { return h.phones[rep].Redeem(drawn[rep].Token, false) })
	})
	h.report.CheckedIn = len(h.phones)
	bar.Done()
	return err
}

// step moves a bar that many wait for.
func (h *hall) step(bar *progress.Bar) {
	h.mu.Lock()
	defer h.mu.Unlock()
	bar.Add(1)
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

// vote lets every phone cast its ballots in order, many phones at once.
func (h *hall) vote(ctx context.Context, id int, unit string, votes []Vote, bar *progress.Bar) error {
	hands := byRep(votes)
	return h.all(ctx, slices.Collect(maps.Keys(hands)), func(rep string) error {
		for _, marks := range hands[rep] {
			if err := h.cast(ctx, rep, Ballot{Item: id, Run: 1, Unit: unit, Marks: marks}); err != nil {
				return err
			}
			h.step(bar)
		}
		return nil
	})
}

// cast sends a ballot until it is on record, and notes how long that took.
func (h *hall) cast(ctx context.Context, rep string, b Ballot) error {
	_, _ = rand.Read(b.ID[:]) // never fails on the systems Go supports
	began := time.Now()
	if _, _, err := h.phones[rep].HandIn(ctx, b); err != nil {
		return err
	}
	took := time.Since(began)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.report.Acknowledged++
	h.report.Latencies = append(h.report.Latencies, took)
	return nil
}

// finish brings the figures from elsewhere, ends the session and compares its result.
// That of a form, which is revealed as a whole, is confirmed and announced as a whole.
func (h *hall) finish(s Scenario) (*Report, error) {
	for _, f := range s.Figures {
		if err := h.desk.Enter(f.Table, f.File.Name, f.File); err != nil {
			return nil, err
		}
	}
	last := []Act{{Act: "end"}}
	if s.Whole() {
		last = append(last, Act{Act: "confirm-result"}, Act{Act: "announce"})
	}
	if err := h.desk.All(last...); err != nil {
		return nil, err
	}
	results, err := h.desk.Results()
	if err != nil {
		return nil, err
	}
	h.report.Results, h.report.Counted = results, results.Collected
	if s.Expected != nil {
		h.report.Differences = Compare(*s.Expected, results)
	}
	return h.report, nil
}

func (h *hall) hang() {
	for _, phone := range h.phones {
		phone.Hang()
	}
}
