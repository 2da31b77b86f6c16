//go:build linux

package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"syscall"

	"pingyi/app"
)

// served is a server that is being measured.
type served interface {
	addr() string
	// publish sends every socket a frame of so many bytes.
	publish(bytes int) error
	// sockets is the number of open sockets.
	sockets() int64
	close() error
}

// noFrames is the part of a server that only takes ballots.
type noFrames struct{}

func (noFrames) publish(int) error { return errors.New("this server has no sockets") }
func (noFrames) sockets() int64    { return 0 }

// Serve is the server process of the benchmark: args are a kind of server and
// its flags, instructions come from in, one a line, and answers go to out. It
// returns when in ends.
func Serve(args []string, in io.Reader, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("bench server: want a kind of server")
	}
	if _, err := raiseFileLimit(); err != nil {
		return err
	}
	flags := flag.NewFlagSet("bench server", flag.ContinueOnError)
	dir := flags.String("dir", "", "where to keep logs")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	server, err := serverOf(args[0], *dir)
	if err != nil {
		return fmt.Errorf("bench server %s: %w", args[0], err)
	}
	c := control{server: server, out: json.NewEncoder(out)}
	return errors.Join(c.serve(in), c.stopProfile(), server.close())
}

func serverOf(kind, dir string) (served, error) {
	switch kind {
	case "pingyi":
		return newProduct(dir)
	case "bare":
		return newBare()
	case "one-by-one":
		return newOneByOne(dir)
	case "loop":
		return newLoop()
	case "frames":
		return newFrames()
	case "usual":
		return newUsual()
	}
	return nil, errors.New("no such kind of server")
}

// control carries out the instructions.
type control struct {
	server  served
	out     *json.Encoder
	profile *os.File
}

func (c *control) serve(in io.Reader) error {
	if err := c.out.Encode(map[string]string{"addr": c.server.addr()}); err != nil {
		return err
	}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		u, err := c.carryOut(lines.Text())
		if err != nil {
			u.Problem = err.Error()
		}
		if err := c.out.Encode(u); err != nil {
			return err
		}
	}
	return lines.Err()
}

func (c *control) carryOut(line string) (usage, error) {
	verb, rest, _ := strings.Cut(line, " ")
	switch verb {
	case "usage":
	case "collect":
		debug.FreeOSMemory() // collects first
	case "publish":
		var bytes int
		if _, err := fmt.Sscan(rest, &bytes); err != nil {
			return usage{}, err
		}
		return usage{}, c.server.publish(bytes)
	case "profile":
		return usage{}, c.startProfile(rest)
	default:
		return usage{}, fmt.Errorf("unknown instruction %q", verb)
	}
	return c.usage()
}

func (c *control) usage() (usage, error) {
	var spent syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &spent); err != nil {
		return usage{}, err
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	u := usage{
		CPU: (spent.Utime.Nano() + spent.Stime.Nano()) / 1000, Live: int64(m.HeapInuse+m.StackInuse) / 1024,
		Open: c.server.sockets(), Goroutines: runtime.NumGoroutine(),
	}
	_, err := fmt.Sscanf(field("/proc/self/status", "VmRSS"), "%d kB", &u.Resident)
	return u, err
}

func (c *control) startProfile(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	c.profile = f
	return pprof.StartCPUProfile(f)
}

func (c *control) stopProfile() error {
	if c.profile == nil {
		return nil
	}
	pprof.StopCPUProfile()
	return c.profile.Close()
}

// product is the program itself, as `serve` runs it.
type product struct {
	noFrames
	app     *app.App
	stop    context.CancelFunc
	stopped chan error
}

func newProduct(dir string) (*product, error) {
	app.SpareProcessors()
	cfg := app.DefaultConfig()
	cfg.Listen, cfg.Dir = "127.0.0.1:0", dir
	cfg.BallotsPerSecond = 0 // a few cards stand for a whole city
	a, err := app.New(cfg, slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	p := &product{app: a, stop: stop, stopped: make(chan error, 1)}
	go func() { p.stopped <- a.Run(ctx) }()
	return p, nil
}

func (p *product) addr() string { return p.app.Addr() }

func (p *product) close() error {
	p.stop()
	return <-p.stopped
}

// listen takes a free port of this machine.
func listen() (net.Listener, error) { return net.Listen("tcp", "127.0.0.1:0") }
