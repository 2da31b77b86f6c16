//go:build linux

package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// Config says what to measure and how thoroughly.
type Config struct {
	// Small makes everything smaller, for a check that the measuring works; its
	// figures are too short to be quoted.
	Small bool
	// Only names one part (storm, forms, burst, fanout, growth, screens); empty means all.
	Only string
	// Seconds is the length of one turn of the storm and of a scene; 0 for the usual.
	Seconds float64
	// Records is the length of the long log of the part growth; 0 for the usual.
	Records int
	// Dir is where logs are written; it must be on the disk that is to be
	// measured. Empty for the system's folder for temporary files.
	Dir string
	// Profile is a folder for CPU profiles of the measured servers; empty for none.
	Profile string
	// Server makes the command of a server process, which must call Serve with
	// the given arguments.
	Server func(ctx context.Context, args ...string) *exec.Cmd
	// Out receives the report as text, in a language: "zh" or "en".
	Out  io.Writer
	Lang string
}

// part is one group of measurements.
type part struct {
	name string
	run  func(context.Context, *bench) error
}

func parts() []part {
	return []part{{"storm", storm}, {"forms", forms}, {"burst", burst}, {"fanout", fanout}, {"growth", growth}, {"screens", screens}}
}

// Parts names the parts in the order in which they run.
func Parts() []string {
	var names []string
	for _, p := range parts() {
		names = append(names, p.name)
	}
	return names
}

// bench is one run.
type bench struct {
	Config
	sizes
	*report
	dir   string // of this run, removed at its end
	files uint64 // open files that a process may have
}

// ErrPart is returned for a part that does not exist.
var ErrPart = errors.New("no such part")

// Run measures and writes the report. It returns the number of targets that
// were missed; an error means that something could not be measured or, worse,
// that what was acknowledged is not what was recorded.
func Run(ctx context.Context, cfg Config) (missed int, err error) {
	if cfg.Only != "" && !slices.Contains(Parts(), cfg.Only) {
		return 0, fmt.Errorf("%w: %q; there are %s", ErrPart, cfg.Only, strings.Join(Parts(), ", "))
	}
	b := &bench{Config: cfg, sizes: sizesOf(cfg), report: &report{out: cfg.Out, lang: cfg.Lang}}
	if b.dir, err = os.MkdirTemp(cfg.Dir, "pingyi-bench-"); err != nil {
		return 0, fmt.Errorf("make folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	began := time.Now()
	if b.files, err = describeMachine(b.report, b.dir); err != nil {
		return 0, err
	}
	for _, p := range parts() {
		if cfg.Only != "" && cfg.Only != p.name {
			continue
		}
		if err := p.run(ctx, b); err != nil {
			return b.missed(), fmt.Errorf("%s: %w", p.name, err)
		}
	}
	b.gap()
	b.line("after", "load", loadAverage(), "took", time.Since(began).Round(time.Second))
	b.verdict()
	if cfg.Small {
		b.line("small")
	}
	return b.missed(), nil
}

// sizes is how much of everything.
type sizes struct {
	storm      []int         // keep-alive connections
	forms      []int         // of the storm of long ballots, rising
	formUnits  int           // units on the form
	turns      int           // of each side of the storm
	turn       time.Duration // length of one
	burst      []int         // phones
	burstOver  time.Duration // everybody votes within
	sockets    []int         // of the fan-out
	frames     int           // frames in one turn of the fan-out
	frameTurns int
	idle       int // sockets whose memory is weighed
	shortLog   int // records
	longLog    int
	growthOn   int           // connections
	weighed    int           // ballots whose memory is weighed
	watched    []int         // phones whose votes an output shows
	watchers   int           // of them vote, the others hold their sockets
	scenes     int           // of the scenes, the first so many
	scene      time.Duration // for which each is shown
	reloads    int           // of an output's page
	takes      int           // of several outputs at one instant
}

func sizesOf(cfg Config) sizes {
	s := sizes{
		storm: []int{64, 512, 2000}, forms: []int{64, 512}, formUnits: 163, turns: 15, turn: 700 * time.Millisecond,
		burst: []int{450, 10_000}, burstOver: 2 * time.Second,
		sockets: []int{1000, 10_000}, frames: 5, frameTurns: 20, idle: 10_000,
		shortLog: 10_000, longLog: 10_000_000, growthOn: 512, weighed: 1_000_000,
		watched: []int{450, 10_000}, watchers: 450, scenes: len(sceneNames()), scene: 10 * time.Second, reloads: 20, takes: 10,
	}
	if cfg.Small {
		s = sizes{
			storm: []int{16, 64}, forms: []int{16, 64}, formUnits: 163, turns: 2, turn: 400 * time.Millisecond,
			burst: []int{60}, burstOver: 400 * time.Millisecond,
			sockets: []int{100}, frames: 3, frameTurns: 4, idle: 300,
			shortLog: 2_000, longLog: 60_000, growthOn: 32, weighed: 20_000,
			watched: []int{60}, watchers: 60, scenes: 4, scene: 2 * time.Second, reloads: 3, takes: 3,
		}
	}
	if cfg.Seconds > 0 {
		s.turn = time.Duration(cfg.Seconds * float64(time.Second))
		s.scene = s.turn
	}
	if cfg.Records > 0 {
		s.longLog = max(cfg.Records, 2*s.shortLog)
	}
	return s
}
