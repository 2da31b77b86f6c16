//go:build linux

package bench

import (
	"cmp"
	"context"
	_ "embed" // the script that runs in the pages
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"
)

//go:embed page_timed.js
var timedScript string

// timedAhead is how far ahead of its moment a take is sent: further than a name needs to leave for the next one.
const timedAhead = 1500 * time.Millisecond

// timed measures how far apart several outputs paint a take that all were given one instant for. A picture takes
// as long as the machine needs for it just then, so that is what the distance is held against.
func (b *bench) timed(ctx context.Context, br *browser) (err error) {
	h, err := b.openHall(ctx, filepath.Join(b.dir, "timed"), 60, 1, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.stop()) }()
	names := []string{"bench-1", "bench-2", "bench-3"}
	pages, err := h.outputs(br, names)
	if err != nil {
		return err
	}
	var apart, of, late []float64
	for n := range b.takes + 1 {
		takes, err := h.takeAt(pages, names, n)
		if err != nil {
			return err
		}
		if n == 0 {
			continue // what is compiled while it is used first
		}
		first := slices.MinFunc(takes, func(a, b timedTake) int { return cmp.Compare(a.painted, b.painted) })
		last := slices.MaxFunc(takes, func(a, b timedTake) int { return cmp.Compare(a.painted, b.painted) })
		longest := slices.MaxFunc(takes, func(a, b timedTake) int { return cmp.Compare(a.picture, b.picture) })
		apart, late = append(apart, last.painted-first.painted), append(late, first.painted-first.at)
		of = append(of, (last.painted-first.painted)/longest.picture)
	}
	for _, page := range pages {
		err = errors.Join(err, page.leave())
	}
	for _, all := range [][]float64{apart, of, late} {
		slices.Sort(all)
	}
	b.gap()
	b.line("timed", "n", len(names), "times", b.takes, "apart", number(quantile(apart, 0.5)), "worst", number(slices.Max(apart)),
		"of", number(quantile(of, 0.5)), "most", number(slices.Max(of)), "late", number(quantile(late, 0.5)))
	b.atMost(b.words("timed.apart"), quantile(of, 0.5), 2)
	b.atLeast(b.words("timed.first"), slices.Min(late), 0)
	return err
}

// timedTake is a take on one output, in milliseconds: its instant, when it was painted, and how long the longest
// picture took from the one to the other.
type timedTake struct{ at, painted, picture float64 }

// outputs makes outputs of which each shows the session, and opens a page of each.
func (h *hall) outputs(br *browser, names []string) (pages []*tab, err error) {
	for _, name := range names {
		err = errors.Join(err, h.desk.Control(map[string]any{"act": "set-output", "set": map[string]any{
			"name": name, "title": name, "class": "public", "theme": "blue", "lang": "zh-CN", "width": 1920, "height": 1080, "rate": 50, "ground": "transparent",
		}}))
	}
	err = errors.Join(err, h.desk.Control(map[string]any{"act": "tune", "on": append([]string{"pvw"}, names...), "session": h.desk.Session()}))
	if err != nil {
		return nil, err
	}
	tokens, err := h.desk.Tokens()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		page, err := br.open(timedScript)
		if err != nil {
			return nil, err
		}
		pages = append(pages, page)
		if err := errors.Join(page.load("http://"+h.addr+"/gfx/"+name+"#"+tokens[name]), page.await("window.PingyiGfx && PingyiGfx.state().fonts && PingyiGfx.seq > 0")); err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// takeAt takes another picture on all outputs at one instant, the n-th, and says what each page made of it.
func (h *hall) takeAt(pages []*tab, names []string, n int) (takes []timedTake, err error) {
	text := []string{fmt.Sprintf("第 %d 次切出", n+1), "同一时刻"}
	err = errors.Join(
		h.desk.Control(map[string]any{"act": "cue", "on": []string{"pvw"}, "cue": map[string]any{"scene": "strap", "text": text}}),
		h.desk.Control(map[string]any{"act": "take", "from": "pvw", "on": names, "in": timedAhead.Milliseconds()}),
	)
	if err != nil {
		return nil, err
	}
	for _, page := range pages {
		var said [3]float64
		if err := errors.Join(page.await(fmt.Sprintf("pingyiBench.takes.length === %d", n+1)), page.ask(fmt.Sprintf("pingyiBench.takes[%d]", n), &said)); err != nil {
			return nil, err
		}
		takes = append(takes, timedTake{said[0], said[1], said[2]})
		if takes[0].at != said[0] {
			return nil, fmt.Errorf("%w: %v and %v", errInstants, takes[0].at, said[0])
		}
	}
	return takes, nil
}

// errInstants is for outputs that were given more than one.
var errInstants = errors.New("a take has two instants")
