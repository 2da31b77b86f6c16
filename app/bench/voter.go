//go:build linux

package bench

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// bodyBytes is the length of a ballot's body. Ours has some 90 bytes; white
// space before the closing brace makes it the 200 of a ballot with more in it,
// and every side parses the same bytes.
const bodyBytes = 200

// voter is one phone with a connection and a card of its own.
type voter struct {
	*wire
	seat
	request []byte // the same bytes each time but for identifier and mark
	idAt    int
	markAt  int
	random  *rand.ChaCha8
	mark    int // of the last acknowledged ballot, -1 before the first
	acked   int // since take
	took    []uint32
}

func newVoter(addr string, s seat, number int) (*voter, error) {
	w, err := dial(addr)
	if err != nil {
		return nil, fmt.Errorf("connect phone %d: %w", number, err)
	}
	return &voter{wire: w, seat: s, mark: -1, random: chance(fmt.Sprintf("phone %d", number))}, nil
}

// chance is the same numbers for the same name.
func chance(name string) *rand.ChaCha8 {
	var seed [32]byte
	copy(seed[:], name)
	return rand.NewChaCha8(seed)
}

// turnTo prepares the ballots of an item.
func (v *voter) turnTo(addr string, item int) {
	body := fmt.Appendf(nil, `{"ballot":"%032d","item":%d,"run":1,"unit":"%s","marks":"0"`, 0, item, unitID(item))
	body = append(body, bytes.Repeat([]byte{' '}, bodyBytes-1-len(body))...)
	v.prepare(addr, append(body, '}'))
}

// fillIn prepares the ballots of a form with so many rows. Only the first row
// changes from ballot to ballot; the others are this phone's own.
func (v *voter) fillIn(addr string, item, rows int) {
	marks := make([]byte, rows)
	for i := range marks {
		marks[i] = byte('0' + v.random.Uint64()%grades)
	}
	v.prepare(addr, fmt.Appendf(nil, `{"ballot":"%032d","item":%d,"run":1,"marks":"%s"}`, 0, item, marks))
}

// prepare makes the request that every vote repeats.
func (v *voter) prepare(addr string, body []byte) {
	v.request = post(addr, "/v/ballot", v.seat.cookie, body)
	start := len(v.request) - len(body)
	v.idAt = start + len(`{"ballot":"`)
	v.markAt = start + bytes.Index(body, []byte(`"marks":"`)) + len(`"marks":"`)
	v.mark = -1
}

// vote sends a ballot that differs from the one before and waits until it is
// acknowledged.
func (v *voter) vote() error {
	var id [16]byte
	_, _ = v.random.Read(id[:]) // never fails
	hex.Encode(v.request[v.idAt:], id[:])
	mark := (v.mark + 1) % grades
	v.request[v.markAt] = byte('0' + mark)
	began := time.Now()
	if err := v.must(v.request); err != nil {
		return err
	}
	v.took = append(v.took, uint32(time.Since(began).Microseconds()))
	v.mark = mark
	v.acked++
	return nil
}

// take returns the number of ballots acknowledged since the last call.
func (v *voter) take() int {
	n := v.acked
	v.acked = 0
	return n
}

// turn is what one side did in one turn.
type turn struct {
	rate     float64 // acknowledged per second
	p50, p99 float64 // milliseconds
	cpu      float64 // microseconds of the server per ballot
}

// rush lets everybody vote without a pause for a while. The ballots under way
// at the end are waited for and counted.
func rush(voters []*voter, p *process, length time.Duration) (turn, error) {
	before, err := p.ask("usage")
	if err != nil {
		return turn{}, err
	}
	var over atomic.Bool
	failed := make([]error, len(voters))
	var voting sync.WaitGroup
	began := time.Now()
	for i, v := range voters {
		v.took = v.took[:0]
		voting.Go(func() {
			for failed[i] == nil && !over.Load() {
				failed[i] = v.vote()
			}
		})
	}
	time.AfterFunc(length, func() { over.Store(true) })
	voting.Wait()
	elapsed := time.Since(began)
	if err := firstOf(failed); err != nil {
		return turn{}, fmt.Errorf("vote on %s: %w", p.name, err)
	}
	after, err := p.ask("usage")
	if err != nil {
		return turn{}, err
	}
	var took []uint32
	for _, v := range voters {
		took = append(took, v.took...)
	}
	slices.Sort(took)
	return turn{
		rate: float64(len(took)) / elapsed.Seconds(), cpu: float64(after.CPU-before.CPU) / float64(len(took)),
		p50: float64(quantile(took, 0.50)) / 1000, p99: float64(quantile(took, 0.99)) / 1000,
	}, nil
}

// firstOf is the first error of many and how many there are: when a server fails
// its phones they all say the same.
func firstOf(failed []error) error {
	var first error
	n := 0
	for _, err := range failed {
		if err == nil {
			continue
		}
		if n++; first == nil {
			first = err
		}
	}
	if n > 1 {
		return fmt.Errorf("%d of %d: %w", n, len(failed), first)
	}
	return first
}

// connect makes one voter for each seat.
func connect(addr string, seats []seat) ([]*voter, error) {
	voters := make([]*voter, 0, len(seats))
	for i, s := range seats {
		v, err := newVoter(addr, s, i)
		if err != nil {
			return voters, errors.Join(err, hangUp(voters))
		}
		voters = append(voters, v)
	}
	return voters, nil
}

func hangUp(voters []*voter) error {
	var failed error
	for _, v := range voters {
		failed = errors.Join(failed, v.conn.Close())
	}
	return failed
}
