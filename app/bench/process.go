//go:build linux

package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// process is one server under measurement. It is told what to do by lines on
// its standard input, answers each with a line of JSON, and ends when its input
// ends.
type process struct {
	name  string
	addr  string // host:port
	cmd   *exec.Cmd
	say   io.WriteCloser
	hear  *bufio.Reader
	exits chan error
}

// usage is what a server says of itself.
type usage struct {
	CPU        int64  `json:"cpu_us"`
	Resident   int64  `json:"rss_kb"`
	Live       int64  `json:"live_kb"` // heap and stacks in use
	Open       int64  `json:"open"`    // sockets
	Goroutines int    `json:"goroutines"`
	Problem    string `json:"problem"`
}

// start runs a server of a kind and waits until it listens.
func (b *bench) start(ctx context.Context, kind string, args ...string) (*process, error) {
	p := &process{name: kind, cmd: b.Server(ctx, append([]string{kind}, args...)...), exits: make(chan error, 1)}
	p.cmd.Stderr = os.Stderr
	var err error
	if p.say, err = p.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("start %s: %w", kind, err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", kind, err)
	}
	p.hear = bufio.NewReader(out)
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", kind, err)
	}
	var ready struct{ Addr string }
	if err := p.answer(&ready); err != nil {
		return nil, errors.Join(fmt.Errorf("start %s: %w", kind, err), p.stop())
	}
	p.addr = ready.Addr
	if b.Profile != "" {
		if _, err := p.ask("profile " + filepath.Join(b.Profile, kind+".pprof")); err != nil {
			return nil, errors.Join(err, p.stop())
		}
	}
	return p, nil
}

// ask sends one instruction and returns what the server says of itself then.
func (p *process) ask(instruction string) (usage, error) {
	var u usage
	if _, err := fmt.Fprintln(p.say, instruction); err != nil {
		return u, fmt.Errorf("tell %s: %w", p.name, err)
	}
	if err := p.answer(&u); err != nil {
		return u, fmt.Errorf("%s after %q: %w", p.name, instruction, err)
	}
	if u.Problem != "" {
		return u, fmt.Errorf("%s after %q: %s", p.name, instruction, u.Problem)
	}
	return u, nil
}

func (p *process) answer(into any) error {
	line, err := p.hear.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("no answer: %w", err)
	}
	return json.Unmarshal(line, into)
}

// stop ends the server and waits for it.
func (p *process) stop() error {
	if err := p.say.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		return fmt.Errorf("stop %s: %w", p.name, err)
	}
	go func() { p.exits <- p.cmd.Wait() }()
	select {
	case err := <-p.exits:
		if err != nil {
			return fmt.Errorf("stop %s: %w", p.name, err)
		}
		return nil
	case <-time.After(30 * time.Second):
		return errors.Join(fmt.Errorf("stop %s: it does not end", p.name), p.cmd.Process.Kill())
	}
}
