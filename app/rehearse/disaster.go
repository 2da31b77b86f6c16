package rehearse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"
)

// Machine is a server that can be ended and started again on what is on its disk, at the same
// address.
type Machine interface {
	Base() string
	Restart() error
}

// drill is an evening in which everything goes wrong that can be planned.
type drill struct {
	desk    *Desk
	machine Machine
	crowd   *Crowd
	seats   []*seat
	cast    []Ballot // of item 1, by seat
	receipt []string
	walls   map[string]*wall
	tokens  map[string]string
}

// paintedWithin is how long the desk's picture may be behind.
const paintedWithin = 100 * time.Millisecond

// hands is how many phones a drill has at most: enough for a burst, few enough to watch.
const hands = 60

// Told is what became of one disaster: how the server came through, or why it did not.
type Told struct {
	Disaster string // scan, restart, output, burst, ties, agrees or differs
	How      string
	Failed   error
}

// Disasters plays a script of disasters on the first three items of a scenario, and at its end on a result of its
// own, and tells of each whether the server came through. It gives whether all were; the error is of what could not be tried.
func Disasters(ctx context.Context, desk *Desk, machine Machine, s Scenario, tell func(Told)) (bool, error) {
	d, err := newDrill(desk, machine, s)
	if err != nil {
		return false, &UnbegunError{err}
	}
	defer d.leave()
	for _, step := range []struct {
		name string
		do   func(context.Context) (string, error)
	}{
		{"scan", d.scanTwice},
		{"restart", d.restart},
		{"output", d.loseOutput},
		{"burst", d.lateBurst},
		{"ties", d.ties},
		{"agrees", d.recountAgrees},
		{"differs", d.recountDiffers},
	} {
		how, err := step.do(ctx)
		tell(Told{step.name, how, err})
		if err != nil {
			return false, nil
		}
	}
	return true, nil
}

func newDrill(desk *Desk, machine Machine, s Scenario) (*drill, error) {
	if s.Whole() || len(s.Items) < 3 || len(s.Grades) < 2 || len(s.Votes[s.Items[0]]) == 0 || len(s.Votes[s.Items[0]][0].Marks) != 1 {
		return nil, errors.New("disasters want a scenario of three units and more with one mark for each, such as data/sample/windows")
	}
	crowd, _, err := Gather(desk, machine.Base(), s, Show{Seed: 1, Lines: io.Discard, Bars: io.Discard})
	if err != nil {
		return nil, err
	}
	d := &drill{desk: desk, machine: machine, crowd: crowd, walls: make(map[string]*wall)}
	for _, one := range crowd.seats {
		if one.card.Recused == "" && len(d.seats) < hands {
			d.seats = append(d.seats, one)
		}
	}
	if len(d.seats) < 4 {
		return nil, errors.New("disasters want four representatives and more who may vote on every unit")
	}
	d.cast, d.receipt = make([]Ballot, len(d.seats)), make([]string, len(d.seats))
	return d, d.addresses()
}

func (d *drill) leave() {
	d.crowd.Hang()
	for _, w := range d.walls {
		_ = w.conn.Close()
	}
}

// addresses learns the tokens of two walls and has them show the session.
func (d *drill) addresses() error {
	var err error
	if d.tokens, err = d.desk.Tokens(); err != nil {
		return err
	}
	return d.control(map[string]any{"act": "tune", "on": []string{"hall", "lobby"}, "session": d.desk.session})
}

// control sends one act to the control room.
func (d *drill) control(act map[string]any) error { return d.desk.Control(act) }

// hang hangs up the wall of an output, in place of the one that hung there.
func (d *drill) hang(name string) (*wall, error) {
	w, err := hangUp(d.machine.Base(), name, d.tokens[name])
	if err == nil {
		d.walls[name] = w
	}
	return w, err
}

// scanTwice: a card is shown again by its phone, and by another.
func (d *drill) scanTwice(ctx context.Context) (string, error) {
	for _, s := range d.seats {
		if err := d.crowd.enter(ctx, s); err != nil {
			return "", err
		}
	}
	for _, s := range d.seats {
		if err := s.phone.Redeem(s.card.Token, false); err != nil {
			return "", fmt.Errorf("the phone of a card shows it again: %w", err)
		}
	}
	other, err := NewPhone(d.machine.Base())
	if err != nil {
		return "", err
	}
	defer other.Hang()
	var refused *Refused
	if err := other.Redeem(d.seats[0].card.Token, false); !errors.As(err, &refused) || refused.Status != 409 {
		return "", fmt.Errorf("another phone shows a card that is in use: %w", unexpected(err))
	}
	if err := d.checkedIn(ctx, len(d.seats)); err != nil {
		return "", err
	}
	return fmt.Sprintf("cards that were shown twice and count once: %d; a second phone is refused", len(d.seats)), nil
}

// checkedIn waits until the desk's picture, which follows in steps, counts the cards.
func (d *drill) checkedIn(ctx context.Context, want int) error {
	var state struct {
		CheckedIn int `json:"checked_in"`
	}
	for range tries {
		if err := d.desk.State(&state); err != nil || state.CheckedIn == want {
			return err
		}
		if err := wait(ctx, paintedWithin); err != nil {
			return err
		}
	}
	return fmt.Errorf("cards checked in: %d, want %d", state.CheckedIn, want)
}

// unexpected says of what should have failed that it did not.
func unexpected(err error) error {
	if err == nil {
		return errors.New("it is let in")
	}
	return err
}

// vote has one seat vote on item 1.
func (d *drill) vote(ctx context.Context, n int) (err error) {
	b := d.crowd.ballot(1, n%len(d.crowd.s.Grades))
	d.cast[n] = b
	d.receipt[n], err = d.seats[n].phone.Insist(ctx, b)
	return err
}

// restart: half have voted, the server ends and starts again. Every picture is as it was, and a phone
// that sends its ballot again has the receipt it had.
func (d *drill) restart(ctx context.Context) (string, error) {
	if err := d.desk.All(Act{Act: "stage", Item: 1}, Act{Act: "open", Item: 1, Seconds: openFor}); err != nil {
		return "", err
	}
	half := len(d.seats) / 2
	for n := range half {
		if err := d.vote(ctx, n); err != nil {
			return "", err
		}
	}
	before := make(map[string]string)
	voted := func(p wallPicture) bool { return p.ballots() == half }
	for _, name := range []string{"hall", "lobby"} {
		w, err := d.hang(name)
		if err == nil {
			err = w.until(fmt.Sprintf("ballots: %d", half), voted)
		}
		if err != nil {
			return "", err
		}
		before[name] = w.text
	}
	if err := d.machine.Restart(); err != nil {
		return "", err
	}
	d.desk.client.CloseIdleConnections() // those to the server that is gone
	for name, picture := range before {
		_ = d.walls[name].conn.Close()
		w, err := d.hang(name)
		if err == nil {
			err = w.until("its picture again", func(wallPicture) bool { return true })
		}
		if err != nil {
			return "", err
		}
		if w.text != picture {
			return "", fmt.Errorf("%s showed\n%s\nand after the restart\n%s", name, picture, w.text)
		}
	}
	for n := range half {
		again, err := d.seats[n].phone.Insist(ctx, d.cast[n])
		if err != nil {
			return "", fmt.Errorf("a ballot is sent again: %w", err)
		}
		if again != d.receipt[n] {
			return "", fmt.Errorf("a ballot that is sent again has the receipt %s, and had %s", again, d.receipt[n])
		}
	}
	return fmt.Sprintf("ballots kept, each with its receipt: %d; two outputs show the picture they had", half), nil
}

// loseOutput: one wall goes dark. The other goes on, and the one that comes back shows what that shows.
func (d *drill) loseOutput(ctx context.Context) (string, error) {
	half := len(d.seats) / 2
	if err := d.walls["hall"].conn.Close(); err != nil {
		return "", err
	}
	if err := d.vote(ctx, half); err != nil {
		return "", err
	}
	voted := func(p wallPicture) bool { return p.ballots() == half+1 }
	if err := d.walls["lobby"].until(fmt.Sprintf("ballots: %d", half+1), voted); err != nil {
		return "", err
	}
	w, err := d.hang("hall")
	if err == nil {
		err = w.until("the ballot that came meanwhile", voted)
	}
	if err != nil {
		return "", err
	}
	return "the other went on; back again it shows what came meanwhile", nil
}

// lateBurst: all others vote at once and change their minds as fast as they can, and the vote is closed
// while they do. What counts of each is the last ballot that has a receipt.
func (d *drill) lateBurst(ctx context.Context) (string, error) {
	first := len(d.seats)/2 + 1
	var burst sync.WaitGroup
	failed := make([]error, len(d.seats))
	begun := make(chan struct{}, 2*len(d.seats))
	for n := first; n < len(d.seats); n++ {
		burst.Go(func() {
			failed[n] = d.waver(ctx, n, begun)
			begun <- struct{}{} // also where there was no answer
		})
	}
	for range (len(d.seats) - first) / 3 {
		<-begun
	}
	err := d.desk.All(Act{Act: "close", Item: 1})
	burst.Wait()
	if err == nil {
		err = errors.Join(failed...)
	}
	if err == nil {
		err = d.desk.All(Act{Act: "confirm", Item: 1}, Act{Act: "reveal", Item: 1})
	}
	if err != nil {
		return "", err
	}
	counted, err := d.result(1)
	if err != nil {
		return "", err
	}
	want, acknowledged := make([]int, len(d.crowd.s.Grades)), 0
	for n := range d.seats {
		if d.receipt[n] != "" {
			want[gradeOf(d.cast[n].Marks[0])]++
			acknowledged++
		}
	}
	got := make([]int, len(want))
	for _, grades := range counted.Counts {
		for grade, n := range grades {
			got[grade] += n
		}
	}
	if !slices.Equal(got, want) {
		return "", fmt.Errorf("ballots by grade: counted %v, acknowledged %v", got, want)
	}
	return fmt.Sprintf("phones that changed their ballots until they were refused as late: %d; cards of which the last acknowledged ballot counts: %d", len(d.seats)-first, acknowledged), nil
}

// waver has one seat vote again and again until it is too late.
func (d *drill) waver(ctx context.Context, n int, begun chan<- struct{}) error {
	for k := 0; ; k++ {
		b := d.crowd.ballot(1, (n+k)%len(d.crowd.s.Grades))
		receipt, err := d.seats[n].phone.Insist(ctx, b)
		var refused *Refused
		if errors.As(err, &refused) && refused.Status == 409 {
			return nil
		}
		if err != nil {
			return fmt.Errorf("representative %s: %w", d.seats[n].rep, err)
		}
		if d.cast[n], d.receipt[n] = b, receipt; k == 0 {
			begun <- struct{}{}
		}
	}
}

// ties: two units get the same votes.
func (d *drill) ties(ctx context.Context) (string, error) {
	for _, item := range []int{2, 3} {
		if err := d.desk.All(Act{Act: "stage", Item: item}, Act{Act: "open", Item: item, Seconds: openFor}); err != nil {
			return "", err
		}
		for _, s := range d.seats {
			if _, err := s.phone.Insist(ctx, d.crowd.ballot(item, 0)); err != nil {
				return "", err
			}
		}
		if err := d.desk.All(Act{Act: "close", Item: item}, Act{Act: "confirm", Item: item}, Act{Act: "reveal", Item: item}); err != nil {
			return "", err
		}
	}
	second, err := d.result(2)
	if err != nil {
		return "", err
	}
	third, err := d.result(3)
	if err != nil {
		return "", err
	}
	if second.Exact != third.Exact || second.Rank != third.Rank {
		return "", fmt.Errorf("with the same votes %s is %d with %s, %s is %d with %s", second.Unit, second.Rank, second.Exact, third.Unit, third.Rank, third.Exact)
	}
	if err := d.control(map[string]any{"act": "cue", "on": []string{"hall"}, "cue": map[string]any{"scene": "board"}}); err != nil {
		return "", err
	}
	err = d.walls["hall"].until("both marked as a tie", func(p wallPicture) bool {
		return p.shows("board") && p.tied(second.Unit) && p.tied(third.Unit)
	})
	return fmt.Sprintf("two units with the same votes are shown as a tie, both on place %d", second.Rank), err
}

// tied reports whether a unit stands on a list as one that shares its place.
func (p wallPicture) tied(unit string) bool {
	for _, layer := range p.Layers {
		for _, row := range layer.Data.Rows {
			if row.Unit == unit {
				return row.Tie
			}
		}
	}
	return false
}

func (d *drill) result(item int) (UnitResult, error) {
	results, err := d.desk.Results()
	unit := d.crowd.s.Items[item-1]
	if at := slices.IndexFunc(results.Units, func(u UnitResult) bool { return u.Unit == unit }); at >= 0 {
		return results.Units[at], err
	}
	return UnitResult{}, errors.Join(err, fmt.Errorf("the results do not have unit %s", unit))
}
