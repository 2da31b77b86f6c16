package studio

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"pingyi/display"
	"pingyi/onair"
)

// Shown is what a page says of its picture.
type Shown struct {
	Rev     uint64 `json:"rev"`
	Seq     uint64 `json:"seq"`
	Take    uint64 `json:"take"`
	FPS     int    `json:"fps"`
	Gap     int    `json:"gap"` // longest pause between two pictures of late, in milliseconds
	Engine  string `json:"engine"`
	Visible bool   `json:"visible"`
	Fonts   bool   `json:"fonts"`
	Stale   bool   `json:"stale"` // it has heard nothing for long
	Playing bool   `json:"playing"`

	Waits []uint64    `json:"waits,omitempty"` // takes of its picture of which nothing is to be seen yet, as a strap after another
	Only  onair.Scene `json:"only"`            // it leaves out every other; "" when it paints all
}

// Page is one page that shows an output, with what it said last.
type Page struct {
	Number uint64 // of the connection
	Output onair.Name
	Host   string // as the page says: obs, caspar, spx, ograf, browser
	Build  string
	Since  time.Time
	Heard  time.Time // when it last said anything of its picture; zero before
	Shown
}

// page is a connection.
type page struct {
	outlet     *display.Outlet
	generation uint32        // of the address it came by
	void       atomic.Bool   // that address is void
	confirmed  onair.Painted // the picture that was written down last; of the socket's goroutine
	Page
}

// health is what the pages say, in memory alone: after a restart they say it again.
type health struct {
	now func() time.Time

	mu    sync.Mutex // guards what follows, and the Page of every page
	pages []*page
	last  uint64
}

func newHealth(now func() time.Time) *health { return &health{now: now} }

func (h *health) enter(p *page) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.last++
	p.Number, p.Since = h.last, h.now()
	h.pages = append(h.pages, p)
}

func (h *health) leave(p *page) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.pages = slices.DeleteFunc(h.pages, func(other *page) bool { return other == p })
}

// heard keeps what a page said.
func (h *health) heard(p *page, shown Shown) {
	h.mu.Lock()
	defer h.mu.Unlock()
	p.Shown, p.Heard = shown, h.now()
}

// parted reports whether a page of an output leaves out some of its scenes.
func (h *health) parted(name onair.Name) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.ContainsFunc(h.pages, func(p *page) bool { return p.Output == name && p.Only != "" })
}

// outlets lists the outlets at which somebody looks.
func (h *health) outlets() []*display.Outlet {
	h.mu.Lock()
	defer h.mu.Unlock()
	var found []*display.Outlet
	for _, p := range h.pages {
		if !slices.Contains(found, p.outlet) {
			found = append(found, p.outlet)
		}
	}
	return found
}

// revoke ends the pages that came by an address which is void.
func (h *health) revoke(holds map[onair.Name]uint32) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, p := range h.pages {
		if holds[p.Output] != p.generation {
			p.void.Store(true)
			p.outlet.Feed().Nudge()
		}
	}
}

// Health tells of every page that is connected, in the order in which they came.
func (s *Studio) Health() []Page {
	s.health.mu.Lock()
	defer s.health.mu.Unlock()
	all := make([]Page, 0, len(s.health.pages))
	for _, p := range s.health.pages {
		all = append(all, p.Page)
	}
	return all
}

// hostDesk is what the frames on a director's desk say they are. They show the director what goes
// out; that it has gone out is for the others to say.
const hostDesk = "desk"

// Seen tells of the pages that somebody sees: of all but the frames of desks.
func (s *Studio) Seen() []Page {
	return slices.DeleteFunc(s.Health(), func(p Page) bool { return p.Host == hostDesk })
}

// measure is one figure about the pages of an output.
type measure struct {
	desc *prometheus.Desc
	of   func(pages []Page, now time.Time) float64
}

// measures are named here in full, since no label says more than the name of an output.
func measures() []measure {
	desc := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc(name, help, []string{"output"}, nil)
	}
	worst := func(of func(Page, time.Time) float64, beats func(a, b float64) bool) func([]Page, time.Time) float64 {
		return func(pages []Page, now time.Time) float64 {
			found := of(pages[0], now)
			for _, p := range pages[1:] {
				if v := of(p, now); beats(v, found) {
					found = v
				}
			}
			return found
		}
	}
	less, more := func(a, b float64) bool { return a < b }, func(a, b float64) bool { return a > b }
	return []measure{
		{desc("pingyi_output_pages", "Pages that show an output."), func(pages []Page, _ time.Time) float64 { return float64(len(pages)) }},
		{desc("pingyi_output_fps", "Pictures a second of the slowest page of an output."), worst(func(p Page, _ time.Time) float64 { return float64(p.FPS) }, less)},
		{desc("pingyi_output_gap_seconds", "Longest pause between two pictures on a page of an output."), worst(func(p Page, _ time.Time) float64 { return float64(p.Gap) / 1000 }, more)},
		{desc("pingyi_output_revision", "Oldest revision of the control room that a page of an output shows."), worst(func(p Page, _ time.Time) float64 { return float64(p.Rev) }, less)},
		{desc("pingyi_output_silence_seconds", "How long the quietest page of an output has said nothing."), worst(silence, more)},
	}
}

func silence(p Page, now time.Time) float64 {
	heard := p.Heard
	if heard.IsZero() {
		heard = p.Since
	}
	return now.Sub(heard).Seconds()
}

// Describe implements prometheus.Collector.
func (h *health) Describe(into chan<- *prometheus.Desc) {
	for _, m := range measures() {
		into <- m.desc
	}
}

// Collect implements prometheus.Collector.
func (h *health) Collect(into chan<- prometheus.Metric) {
	byOutput := make(map[onair.Name][]Page)
	h.mu.Lock()
	for _, p := range h.pages {
		if p.Host == hostDesk {
			continue
		}
		byOutput[p.Output] = append(byOutput[p.Output], p.Page)
	}
	h.mu.Unlock()
	now := h.now()
	for name, pages := range byOutput {
		for _, m := range measures() {
			into <- prometheus.MustNewConstMetric(m.desc, prometheus.GaugeValue, m.of(pages, now), string(name))
		}
	}
}
