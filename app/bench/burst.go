//go:build linux

package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"time"

	fastws "github.com/fasthttp/websocket"

	"pingyi/app/rehearse"
)

// burst is the minute of a hall: every phone holds an open socket, an item
// opens, everybody votes within two seconds, and the hall screen shows it.
func burst(ctx context.Context, b *bench) error {
	b.section("burst")
	rows := [][]string{b.head("burst.head")}
	for _, phones := range b.burst {
		row, err := b.burstOf(ctx, b.affordable(phones, 1))
		if err != nil {
			return fmt.Errorf("%d phones: %w", phones, err)
		}
		rows = append(rows, row)
	}
	b.table(rows)
	b.line("burst.held")
	return nil
}

// gathering is a hall with its phones and one screen.
type gathering struct {
	*hall
	crowd  *crowd
	wires  []*wire // over which the phones vote
	voters []*voter
	screen *screen
	weight float64 // KB of the server for each idle phone

	acked []time.Time // of each phone that votes
}

// burstTurns is how many items are voted on.
const burstTurns = 5

func (b *bench) burstOf(ctx context.Context, phones int) (row []string, err error) {
	g, err := b.gathering(ctx, fmt.Sprintf("burst-%d", phones), phones)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, g.disperse()) }()
	var opened, final, p50, p99 []float64
	for range burstTurns {
		seen, err := g.openToAll()
		if err != nil {
			return nil, err
		}
		took, lag, err := g.vote(b.burstOver)
		if err != nil {
			return nil, err
		}
		if err := g.close(g.voters); err != nil {
			return nil, err
		}
		opened, final = append(opened, seen), append(final, lag)
		p50, p99 = append(p50, float64(quantile(took, 0.5))/1000), append(p99, float64(quantile(took, 0.99))/1000)
	}
	if phones <= 1000 {
		b.atMost(b.words("burst.frame", "n", phones), median(final), 150)
	} else {
		b.about(b.words("burst.frame", "n", phones), median(final), 150)
	}
	return []string{
		fmt.Sprint(phones), number(g.weight), number(median(opened)), number(median(p50)), number(median(p99)),
		number(median(final)), number(slices.Max(final)),
	}, nil
}

func (b *bench) gathering(ctx context.Context, name string, phones int) (*gathering, error) {
	h, err := b.openHall(ctx, filepath.Join(b.dir, name), max(phones, 60), burstTurns, phones)
	if err != nil {
		return nil, err
	}
	g := &gathering{hall: h}
	if err := g.comeIn(b, phones); err != nil {
		return nil, errors.Join(err, g.disperse())
	}
	return g, nil
}

// comeIn opens the sockets of all phones and of the screen, and the connections
// over which the phones vote: one each, or fewer where the limit of open files
// is near, as behind a proxy.
func (g *gathering) comeIn(b *bench, phones int) error {
	empty, err := g.ask("collect")
	if err != nil {
		return err
	}
	if g.crowd, err = gather(g.addr, "/v/live", phones, func(i int) string { return g.seats[i].cookie }); err != nil {
		return err
	}
	if err := g.crowd.await(int64(phones)); err != nil { // each has its first picture
		return err
	}
	full, err := g.ask("collect")
	if err != nil {
		return err
	}
	g.weight = float64(full.Resident-empty.Resident) / float64(phones)
	for range min(phones, 2000, int(b.files)-phones-200) {
		w, err := dial(g.addr)
		if err != nil {
			return err
		}
		g.wires = append(g.wires, w)
	}
	for i, s := range g.seats {
		var seed [32]byte
		seed[0], seed[1] = byte(i), byte(i>>8)
		g.voters = append(g.voters, &voter{wire: g.wires[i%len(g.wires)], seat: s, mark: -1, random: rand.NewChaCha8(seed)})
	}
	g.screen, err = g.openScreen()
	return err
}

func (g *gathering) disperse() error {
	var failed error
	if g.crowd != nil {
		g.crowd.leave()
	}
	if g.screen != nil {
		failed = g.screen.conn.Close()
	}
	for _, w := range g.wires {
		failed = errors.Join(failed, w.conn.Close())
	}
	return errors.Join(failed, g.leave())
}

// openToAll opens the next item and returns the milliseconds from the organizer's
// act to the moment when the last phone has the open item.
func (g *gathering) openToAll() (float64, error) {
	phones := int64(len(g.voters))
	g.item++
	had := g.crowd.frames.Load()
	if _, err := g.desk.Do(rehearse.Act{Act: "stage", Item: g.item}); err != nil {
		return 0, err
	}
	if err := g.crowd.await(had + phones); err != nil {
		return 0, fmt.Errorf("stage item: %w", err)
	}
	began := time.Now()
	if _, err := g.desk.Do(rehearse.Act{Act: "open", Item: g.item, Seconds: 3600}); err != nil {
		return 0, err
	}
	if err := g.crowd.await(had + 2*phones); err != nil {
		return 0, fmt.Errorf("open item: %w", err)
	}
	return time.Since(began).Seconds() * 1000, nil
}

// vote lets every phone vote once at a random moment. It returns how long the
// acknowledgements took, sorted, in microseconds, and the milliseconds from the
// last of them to the frame that shows all ballots.
func (g *gathering) vote(over time.Duration) ([]uint32, float64, error) {
	final := g.screen.waitFor(len(g.voters))
	if err := g.castOnce(len(g.voters), over); err != nil {
		return nil, 0, err
	}
	acknowledged := slices.MaxFunc(g.acked, time.Time.Compare)
	var took []uint32
	for _, v := range g.voters {
		took = append(took, v.took...)
	}
	slices.Sort(took)
	select {
	case shown := <-final:
		return took, max(shown.Sub(acknowledged).Seconds()*1000, 0), nil
	case <-time.After(patience):
		return nil, 0, errors.New("the screen never showed all ballots")
	}
}

// castOnce lets the first phones vote once, each at a random moment, and notes when
// each was acknowledged.
func (g *gathering) castOnce(phones int, over time.Duration) error {
	moments := make([]time.Duration, phones)
	for i, v := range g.voters[:phones] {
		v.turnTo(g.addr, g.item)
		v.took = v.took[:0]
		moments[i] = rand.N(over)
	}
	g.acked = make([]time.Time, phones)
	failed := make([]error, len(g.wires))
	var voting sync.WaitGroup
	began := time.Now()
	for i := range g.wires {
		voting.Go(func() { failed[i] = g.voteOn(i, began, moments) })
	}
	voting.Wait()
	if err := firstOf(failed); err != nil {
		return fmt.Errorf("vote: %w", err)
	}
	return nil
}

// voteOn sends the votes of the phones that share one connection, each at its
// moment or as soon as the one before is answered.
func (g *gathering) voteOn(wire int, began time.Time, moments []time.Duration) error {
	var phones []int
	for i := wire; i < len(moments); i += len(g.wires) {
		phones = append(phones, i)
	}
	slices.SortFunc(phones, func(a, b int) int { return int(moments[a] - moments[b]) })
	for _, i := range phones {
		time.Sleep(time.Until(began.Add(moments[i])))
		if err := g.voters[i].vote(); err != nil {
			return err
		}
		g.acked[i] = time.Now()
	}
	return nil
}

// screen is the picture of the hall, read as a browser does.
type screen struct {
	conn *fastws.Conn
	mu   sync.Mutex
	want int
	when chan time.Time
}

// waitFor gives the moment at which a frame shows so many ballots of the item
// that is open then.
func (s *screen) waitFor(ballots int) <-chan time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.want, s.when = ballots, make(chan time.Time, 1)
	return s.when
}

func (g *gathering) openScreen() (*screen, error) {
	tokens, err := g.desk.Tokens()
	if err != nil {
		return nil, err
	}
	conn, _, err := fastws.DefaultDialer.Dial("ws://"+g.addr+"/gfx/live", http.Header{"Origin": {"http://" + g.addr}})
	if err != nil {
		return nil, fmt.Errorf("open screen: %w", err)
	}
	if err := conn.WriteJSON(map[string]string{"out": "hall", "token": tokens["hall"]}); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	s := &screen{conn: conn}
	go s.watch()
	return s, nil
}

func (s *screen) watch() {
	for {
		_, text, err := s.conn.ReadMessage()
		if err != nil {
			return // closed by us, or whoever waits runs out of patience
		}
		now := time.Now()
		ballots, open := openOn(text)
		if !open {
			continue
		}
		s.mu.Lock()
		if s.want > 0 && ballots == s.want {
			s.want = 0
			s.when <- now
		}
		s.mu.Unlock()
	}
}

// openOn is how many ballots a picture of the wall shows of the item that is open.
func openOn(picture []byte) (ballots int, open bool) {
	var frame struct {
		Layers []struct {
			Layer string `json:"layer"`
			Data  struct {
				State   string `json:"state"`
				Ballots int    `json:"ballots"`
			} `json:"data"`
		} `json:"layers"`
	}
	if json.Unmarshal(picture, &frame) != nil {
		return 0, false
	}
	for _, l := range frame.Layers {
		if l.Layer == "lower" && l.Data.State == "open" {
			return l.Data.Ballots, true
		}
	}
	return 0, false
}
