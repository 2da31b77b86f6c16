//go:build linux

package bench

import (
	"context"
	_ "embed" // the scripts that run in the pages
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"pingyi/app/chromium"
)

//go:embed page_watch.js
var watchScript string

//go:embed page_play.js
var playScript string

// sceneNames are samples of the contact sheet, one of every scene.
func sceneNames() []string {
	return []string{
		"bug", "live-bars", "strap", "join-qr", "countdown", "turnout", "score-card", "reveal", "board", "versus", "pledge", "verdict", "dims", "ten",
		"crawl", "plate", "lineup",
	}
}

// screens measures what goes on air: in a real browser without a graphics card,
// which paints as a station's renderer does at its worst.
func screens(ctx context.Context, b *bench) (err error) {
	b.section("screens")
	path := chromium.Path()
	if path == "" {
		b.line("screens.none")
		return nil
	}
	br, err := openBrowser(ctx, path, b.dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, br.close()) }()
	var version struct{ Product string }
	if err := br.call("", "Browser.getVersion", struct{}{}, &version); err != nil {
		return err
	}
	b.line("screens.browser", "name", version.Product)
	rows := [][]string{b.head("screens.head")}
	for _, phones := range b.watched {
		row, err := b.watch(ctx, br, b.affordable(phones, 1))
		if err != nil {
			return fmt.Errorf("%d sockets: %w", phones, err)
		}
		rows = append(rows, row)
	}
	b.table(rows)
	b.line("screens.about")
	if err := b.timed(ctx, br); err != nil {
		return fmt.Errorf("a timed take: %w", err)
	}
	return b.play(ctx, br)
}

// watch lets phones vote and notes when the program output shows each vote.
func (b *bench) watch(ctx context.Context, br *browser, phones int) (row []string, err error) {
	g, err := b.gathering(ctx, fmt.Sprintf("screens-%d", phones), phones)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, g.disperse()) }()
	address, err := g.onAir()
	if err != nil {
		return nil, err
	}
	page, err := br.open(watchScript)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, page.leave()) }()
	if err := page.load(address); err != nil {
		return nil, err
	}
	var lags []float64
	pictures := 0
	for turn := range burstTurns {
		if _, err := g.openToAll(); err != nil {
			return nil, err
		}
		if turn == 0 {
			if err := g.take(); err != nil {
				return nil, err
			}
		}
		shown, err := g.shownOn(page, min(b.watchers, phones), b.burstOver)
		if err != nil {
			return nil, err
		}
		lags = append(lags, lagsOf(g.acked, shown)...)
		pictures += len(shown)
		if err := g.close(g.voters); err != nil {
			return nil, err
		}
	}
	if phones <= 1000 { // once will do
		if err := b.reload(page); err != nil {
			return nil, err
		}
	}
	slices.Sort(lags)
	p95 := quantile(lags, 0.95)
	bound := 100.0
	if phones > 1000 {
		bound = 300
	}
	b.atMost(b.words("screens.target", "n", phones), p95, bound)
	return []string{
		fmt.Sprint(phones), fmt.Sprint(b.burstOver), number(quantile(lags, 0.5)), number(p95), number(slices.Max(lags)),
		number(float64(pictures) / (b.burstOver.Seconds() * burstTurns)),
	}, nil
}

// onAir makes an output over a picture, tuned to the session, and gives the address of
// its page. The session is a rehearsal, so it is none that goes to viewers, and wears the mark.
func (g *gathering) onAir() (string, error) {
	output := map[string]any{
		"name": "bench", "title": "bench", "class": "public", "theme": "blue", "lang": "zh-CN", "width": 1920, "height": 1080, "rate": 50, "ground": "transparent",
	}
	err := errors.Join(
		g.desk.Control(map[string]any{"act": "set-output", "set": output}),
		g.desk.Control(map[string]any{"act": "tune", "on": []string{"bench", "pvw"}, "session": g.desk.Session()}),
	)
	if err != nil {
		return "", err
	}
	tokens, err := g.desk.Tokens()
	return "http://" + g.addr + "/gfx/bench#" + tokens["bench"], err
}

// take puts the bars of whatever item is open on the output.
func (g *gathering) take() error {
	cue := map[string]any{"scene": "live-bars", "step": 2}
	return errors.Join(
		g.desk.Control(map[string]any{"act": "cue", "on": []string{"pvw"}, "cue": cue}),
		g.desk.Control(map[string]any{"act": "take", "from": "pvw", "on": []string{"bench"}}),
	)
}

// shown is a picture of an output: how many ballots it shows, and when it was painted.
type shown struct {
	ballots int
	at      time.Time
}

// shownOn lets phones vote and returns the pictures of the output until all votes are on it.
func (g *gathering) shownOn(page *tab, phones int, over time.Duration) ([]shown, error) {
	if err := page.await("window.PingyiGfx && PingyiGfx.state().layers.length === 1"); err != nil {
		return nil, err
	}
	if err := page.ask("(pingyiBench.painted = [], pingyiBench.ballots = 0)", nil); err != nil {
		return nil, err
	}
	if err := errors.Join(g.redial(phones), g.castOnce(phones, over)); err != nil {
		return nil, err
	}
	if err := page.await(fmt.Sprintf("pingyiBench.ballots === %d", phones)); err != nil {
		return nil, err
	}
	var painted [][2]float64
	if err := page.ask("pingyiBench.painted", &painted); err != nil {
		return nil, err
	}
	all := make([]shown, len(painted))
	for i, p := range painted {
		all[i] = shown{ballots: int(p[0]), at: time.UnixMicro(int64(p[1] * 1000))}
	}
	return all, nil
}

// redial gives each of the first phones a new connection: the server has no patience
// with one on which nothing is asked.
func (g *gathering) redial(phones int) error {
	for _, w := range g.wires {
		if err := w.conn.Close(); err != nil {
			return err
		}
	}
	g.wires = nil
	for _, v := range g.voters[:phones] {
		w, err := dial(g.addr)
		if err != nil {
			return err
		}
		g.wires, v.wire = append(g.wires, w), w
	}
	return nil
}

// lagsOf gives for each vote the milliseconds from its acknowledgement to the first
// picture that shows as many ballots as had been acknowledged by then.
func lagsOf(acked []time.Time, pictures []shown) []float64 {
	acked = slices.SortedFunc(slices.Values(acked), time.Time.Compare)
	lags := make([]float64, 0, len(acked))
	at := 0
	for i, ack := range acked {
		for at < len(pictures) && pictures[at].ballots < i+1 {
			at++
		}
		if at < len(pictures) {
			lags = append(lags, max(0, pictures[at].at.Sub(ack).Seconds()*1000))
		}
	}
	return lags
}

// play shows each scene in motion, beside a page that shows nothing.
func (b *bench) play(ctx context.Context, br *browser) (err error) {
	dir := filepath.Join(b.dir, "screens")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	server, err := b.start(ctx, "pingyi", "-dir", dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	address := "http://" + server.addr + "/gfx/pgm#nobody"
	page, err := br.open(playScript)
	if err != nil {
		return err
	}
	if err := errors.Join(page.load(address), page.await("window.pingyiBench && pingyiBench.ready()")); err != nil {
		return err
	}
	rows := [][]string{b.head("scenes.head")}
	played, idle, err := b.beside(page)
	if err != nil {
		return err
	}
	var rate, gap []float64
	for i, name := range sceneNames()[:b.scenes] {
		s, empty := smoothnessOf(played[i]...), smoothnessOf(idle[i]...)
		rate, gap = append(rate, s.rate/empty.rate), append(gap, s.gap/empty.gap)
		rows = append(rows, []string{
			name, number(s.rate), number(s.gap), number(empty.rate), number(empty.gap), number(s.rate / empty.rate), number(s.gap / empty.gap),
		})
	}
	b.gap()
	b.table(rows)
	b.line("scenes.about", "long", b.scene, "turns", sceneTurns)
	b.atLeast(b.words("scenes.rate"), slices.Min(rate), 50.0/55)
	b.atMost(b.words("scenes.gap"), slices.Max(gap), 2)
	return page.leave()
}

// smoothness is how a page paints.
type smoothness struct{ rate, gap float64 }

// sceneTurns is in how many turns a scene is shown.
const sceneTurns = 5

// beside shows every scene and after it as long an idle page, over and over, so that
// whatever else the machine does meets all of them alike.
func (b *bench) beside(page *tab) (played, idle [][][]float64, err error) {
	played, idle = make([][][]float64, b.scenes), make([][][]float64, b.scenes)
	for range sceneTurns {
		for i, name := range sceneNames()[:b.scenes] {
			times, err := timesOf(page, name, b.scene/sceneTurns)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: %w", name, err)
			}
			empty, err := timesOf(page, "", b.scene/sceneTurns)
			if err != nil {
				return nil, nil, err
			}
			played[i], idle[i] = append(played[i], times), append(idle[i], empty)
		}
	}
	return played, idle, nil
}

// timesOf plays a scene, or nothing, and returns when each picture began, in milliseconds. A stretch in
// which the machine was held up for so long that nothing can be said of it is played again, for longer.
func timesOf(page *tab, scene string, length time.Duration) (times []float64, err error) {
	for try := 0; try < 4; try++ {
		err = page.ask(fmt.Sprintf("pingyiBench.play(%q, %d)", scene, (length<<try).Milliseconds()), &times)
		if err != nil || len(times) >= 3 {
			return times, err
		}
	}
	return nil, fmt.Errorf("%d pictures were painted", len(times))
}

// smoothnessOf takes several stretches together: the median over their seconds, and
// over all their gaps. A stretch of less than a second counts as one.
func smoothnessOf(stretches ...[]float64) smoothness {
	var gaps, rates []float64
	for _, times := range stretches {
		first, seconds := 0, 0
		for i := 1; i < len(times); i++ {
			gaps = append(gaps, times[i]-times[i-1])
			if span := times[i] - times[first]; span >= 1000 || i == len(times)-1 && seconds == 0 {
				rates = append(rates, float64(i-first)*1000/span)
				first, seconds = i, seconds+1
			}
		}
	}
	slices.Sort(gaps)
	return smoothness{rate: median(rates), gap: quantile(gaps, 0.99)}
}

// reload loads the page of an output, with a scene on it, over and over.
func (b *bench) reload(page *tab) error {
	var took []float64
	for i := range b.reloads + 1 {
		const painted = "performance.getEntriesByName('first-contentful-paint')"
		var paint float64
		err := errors.Join(page.reload(), page.await("window.PingyiGfx && "+painted+".length"), page.ask(painted+"[0].startTime", &paint))
		if err != nil {
			return err
		}
		if i > 0 { // the first fetches what a reload has
			took = append(took, paint)
		}
	}
	slices.Sort(took)
	b.line("reload", "half", number(quantile(took, 0.5)), "most", number(quantile(took, 0.95)))
	b.atMost(b.words("reload.target"), quantile(took, 0.95), 500)
	return nil
}
