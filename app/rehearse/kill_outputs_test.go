//go:build slow

package rehearse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pingyi/data"
	"pingyi/onair"
)

// killsOnAir is how often the server dies in the middle of the evening.
const killsOnAir = 8

// knownActs is for how many acts back a number is known again; the room knows some more.
const knownActs = 400

// onAirAt are the outputs that are looked at.
var onAirAt = [...]string{"hall", "stage", "lobby"}

// screened is what a page was shown: which pictures of which takes, and all of it as text.
type screened struct {
	Rev    uint64
	Output struct{ Name string }
	Layers []struct {
		Layer, Key string
		Take       uint64
	}
	text string // without the log position
}

// screen is a page of an output that opens its line again whenever it breaks, as pages do, and
// says what it has painted.
type screen struct {
	name, token string

	mu    sync.Mutex
	lines int      // how often it has had its first picture
	last  screened // the newest picture
	worst error    // a picture that was older than one before
}

// watch shows the output until the evening ends.
func (p *screen) watch(ctx context.Context, base string) {
	for ctx.Err() == nil {
		if w, err := hangUp(base, p.name, p.token); err == nil {
			release := context.AfterFunc(ctx, func() { _ = w.conn.Close() })
			p.read(w)
			release()
			_ = w.conn.Close()
		}
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Millisecond): // as live.js waits before it tries again
		}
	}
}

func (p *screen) read(w *wall) {
	for first := true; ; {
		kind, text, err := w.hear()
		if err != nil || kind == closeFrame {
			return
		}
		var picture screened
		if kind != textFrame || json.Unmarshal(text, &picture) != nil || picture.Output.Name == "" {
			continue
		}
		_, picture.text, _ = strings.Cut(string(text), ",")
		p.take(picture, first)
		first = false
		var take uint64
		for _, layer := range picture.Layers {
			take = max(take, layer.Take)
		}
		if w.say(fmt.Appendf(nil, `{"shown":{"rev":%d,"take":%d,"fps":50,"engine":"1","visible":true,"playing":true}}`, picture.Rev, take)) != nil {
			return
		}
	}
}

func (p *screen) take(picture screened, first bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if picture.Rev < p.last.Rev {
		p.worst = fmt.Errorf("%s went back from revision %d to %d", p.name, p.last.Rev, picture.Rev)
	}
	if p.last = picture; first {
		p.lines++
	}
}

func (p *screen) now() (picture screened, lines int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last, p.lines
}

// until waits for a picture on the line that is open.
func (p *screen) until(t *testing.T, what string, want func(screened, int) bool) screened {
	t.Helper()
	for late := time.After(patience); ; {
		picture, lines := p.now()
		if want(picture, lines) {
			return picture
		}
		select {
		case <-late:
			t.Fatalf("%s: waited in vain for %s; it shows %s", p.name, what, picture.text)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// director drives the outputs, one act after the other, and insists on an answer to each under the
// same number.
type director struct {
	desk     *Desk
	acts     []map[string]any  // as they were sent, by their order
	answered map[string]uint64 // revision, by number
	resent   int
}

// insist sends an act until there is an answer to it.
func (d *director) insist(act map[string]any) (revision uint64, err error) {
	body, err := json.Marshal(act)
	if err != nil {
		return 0, err
	}
	for late := time.Now().Add(patience); ; d.resent++ {
		var done struct{ Revision uint64 }
		err := d.desk.call("POST", "/desk/studio/act", "application/json", body, &done)
		var refused *Refused
		if err == nil || errors.As(err, &refused) && refused.Status < 500 || time.Now().After(late) {
			return done.Revision, err
		}
		<-time.After(10 * time.Millisecond) // the server is away
	}
}

// drive puts things up and takes them off until the storm ends. Now and then it sends an act again
// that was answered long ago.
func (d *director) drive(storm context.Context) error {
	for n := 0; storm.Err() == nil; n++ {
		act := map[string]any{"id": fmt.Sprint("act ", n), "controller": "desk 1", "on": onAirAt}
		switch n % 5 {
		case 0, 1:
			act["act"], act["cue"] = "cue", map[string]any{"scene": "strap", "text": []string{fmt.Sprint("人 ", n)}}
		case 2:
			act["act"], act["on"], act["cue"] = "cue", []string{"pvw"}, map[string]any{"scene": "crawl", "text": []string{fmt.Sprint("行 ", n)}}
		case 3:
			act["act"], act["from"] = "take", "pvw"
		case 4:
			act["act"], act["layer"] = "out", "lower"
		}
		revision, err := d.insist(act)
		if err != nil {
			return fmt.Errorf("act %d, %s: %w", n, act["act"], err)
		}
		d.acts, d.answered[act["id"].(string)] = append(d.acts, act), revision
		if n%7 == 0 {
			recent := d.acts[max(0, len(d.acts)-knownActs):]
			again := recent[mathrand.IntN(len(recent))]
			got, err := d.insist(again)
			if want := d.answered[again["id"].(string)]; err != nil || got != want {
				return fmt.Errorf("%s again: revision %d, error %v; the first answer was %d", again["id"], got, err, want)
			}
		}
	}
	return nil
}

// TestKilledServerKeepsWhatIsOnAir kills the server at random instants of an evening in which three
// outputs are looked at, a director drives them and phones vote.
func TestKilledServerKeepsWhatIsOnAir(t *testing.T) {
	s := newServer(t)
	s.start()
	desk, voters := openHall(t, s)
	d := &director{desk: desk, answered: make(map[string]uint64)}
	tokens, err := desk.Tokens()
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range []map[string]any{
		{"act": "tune", "on": append([]string{"pvw"}, onAirAt[:]...), "session": desk.Session()},
		{"act": "cue", "on": onAirAt, "cue": map[string]any{"scene": "bug"}}, // which stays for the evening
	} {
		if err := desk.Control(act); err != nil {
			t.Fatal(err)
		}
	}
	evening, over := context.WithCancel(context.Background())
	storm, end := context.WithCancel(evening)
	var all, work sync.WaitGroup
	defer func() { over(); all.Wait() }()
	var screens []*screen
	for _, name := range onAirAt {
		p := &screen{name: name, token: tokens[name]}
		screens = append(screens, p)
		all.Go(func() { p.watch(evening, s.base()) })
	}
	failures := make(chan error, 1+len(voters))
	work.Go(func() { failures <- d.drive(storm) })
	for i, v := range voters[:8] {
		work.Go(func() { failures <- v.vote(storm, uint64(i)) })
	}
	for n := range killsOnAir {
		for _, p := range screens {
			p.until(t, "its line", func(_ screened, lines int) bool { return lines > n })
		}
		<-time.After(time.Duration(50+mathrand.IntN(400)) * time.Millisecond) // a random instant of the evening
		s.kill()
		s.start()
	}
	end()
	work.Wait()
	close(failures)
	for err := range failures {
		if err != nil {
			t.Error(err)
		}
	}
	comeBack(t, s, desk, screens)
	s.kill()
	over()
	all.Wait()
	checkRoom(t, filepath.Join(s.dir, "studio", "log.db"), d, screens)
}

// comeBack kills the server once more, while nobody does anything, and wants every output to have the
// same picture afterwards, to the letter.
func comeBack(t *testing.T, s *server, desk *Desk, screens []*screen) {
	t.Helper()
	var room struct {
		Outputs []struct {
			Name     string
			Revision uint64
		}
	}
	if err := desk.call("GET", "/desk/studio/state.json", "", nil, &room); err != nil {
		t.Fatal(err)
	}
	newest := make(map[string]uint64)
	for _, o := range room.Outputs {
		newest[o.Name] = o.Revision
	}
	before, lines := make([]screened, len(screens)), make([]int, len(screens))
	for i, p := range screens {
		before[i] = p.until(t, "what the room says", func(picture screened, _ int) bool { return picture.Rev == newest[p.name] })
		_, lines[i] = p.now()
	}
	s.kill()
	s.start()
	for i, p := range screens {
		after := p.until(t, "its line", func(_ screened, n int) bool { return n > lines[i] })
		if after.text != before[i].text {
			t.Errorf("%s comes back with\n%s\nand had\n%s", p.name, after.text, before[i].text)
		}
		if p.worst != nil {
			t.Error(p.worst)
		}
	}
}

// checkRoom reads the log of the control room itself: every act that was answered is one record, at the
// revision that the answer gave; what is on says the as-run list without a hole.
func checkRoom(t *testing.T, path string, d *director, screens []*screen) {
	t.Helper()
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: path, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	state, list, times := onair.NewState(), onair.NewAsRun(), make(map[string]int)
	err = log.Read(0, func(_ uint64, record data.Record) error {
		e, err := onair.Decode(record)
		if err == nil {
			err = errors.Join(state.Apply(e), list.Add(e))
		}
		if id := onair.StampOf(e).ID; err == nil && id != "" {
			times[id]++
			if want := d.answered[id]; state.Revision != want {
				t.Errorf("%s is revision %d, and was answered with %d", id, state.Revision, want)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for id := range d.answered {
		if times[id] != 1 {
			t.Errorf("%s was answered and is %d times in the log", id, times[id])
		}
	}
	if len(times) != len(d.answered) {
		t.Errorf("%d acts in the log, %d answered", len(times), len(d.answered))
	}
	for _, p := range screens {
		checkAsRun(t, list.Runs(), p)
	}
	t.Logf("%d kills, %d acts, %d of them sent again for want of an answer, %d records", killsOnAir+1, len(d.answered), d.resent, state.Records)
}

// checkAsRun wants of one output that it was tuned all the time, that the mark in the corner was never
// off, that one strap followed on another, and that what it showed at the end is what the list says.
func checkAsRun(t *testing.T, runs []onair.Run, p *screen) {
	t.Helper()
	on := make(map[onair.Layer]onair.Run)
	whole := 0
	var strap onair.Run
	for _, run := range runs {
		if string(run.Output) != p.name {
			continue
		}
		if run.What == onair.RunTuned || run.Layer == onair.LayerBug {
			whole++
		}
		if run.To == 0 {
			on[run.Layer] = run
		}
		if run.Layer != onair.LayerLower {
			continue
		}
		if strap.Take != 0 && strap.End == "taken" && strap.To != run.From {
			t.Errorf("%s: nothing between %d, when %s went, and %d, when %s came", p.name, strap.To, strap.Cue.Text, run.From, run.Cue.Text)
		}
		strap = run
	}
	if whole != 2 {
		t.Errorf("%s was tuned and marked %d times, want one line each for the whole evening", p.name, whole)
	}
	picture, _ := p.now()
	confirmed := false
	for _, layer := range picture.Layers {
		run := on[onair.Layer(layer.Layer)]
		confirmed = confirmed || run.Shown != 0 // a page names the newest of its takes
		if run.Take != layer.Take {
			t.Errorf("%s shows take %d on %s, the list has %+v", p.name, layer.Take, layer.Layer, run)
		}
	}
	if !confirmed {
		t.Errorf("%s: nobody has said that it was painted", p.name)
	}
	if len(picture.Layers) != len(on)-1 { // and that it is tuned
		t.Errorf("%s shows %d layers, the list has %d", p.name, len(picture.Layers), len(on)-1)
	}
}
