//go:build linux

package bench

import (
	"context"
	"fmt"
	"net"
	"os"
	"strings"
	"sync"
	"sync/atomic"

	fastws "github.com/fasthttp/websocket"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/websocket/v2"

	"pingyi/app/socket"
	"pingyi/app/web"
	"pingyi/display"
)

// frameOf makes a frame of so many bytes, at least 128 so that it is never
// taken for a greeting or a heartbeat.
func frameOf(seq uint64, bytes int) []byte {
	frame := fmt.Appendf(nil, `{"seq":%d,"pad":"`, seq)
	frame = append(frame, strings.Repeat("x", max(bytes, 128)-len(frame)-2)...)
	return append(frame, `"}`...)
}

// sender is a Fiber server that holds sockets on /ws.
type sender struct {
	fiber  *fiber.App
	socket net.Listener
	ended  chan error
	seq    uint64
	open   atomic.Int64
}

func newSender(cfg fiber.Config) (*sender, error) {
	socket, err := listen()
	if err != nil {
		return nil, err
	}
	return &sender{fiber: fiber.New(cfg), socket: socket, ended: make(chan error, 1)}, nil
}

func (s *sender) run() { go func() { s.ended <- s.fiber.Listener(s.socket) }() }

func (s *sender) addr() string   { return s.socket.Addr().String() }
func (s *sender) sockets() int64 { return s.open.Load() }

// close does not wait for the sockets: the process ends with it.
func (s *sender) close() error { return s.socket.Close() }

func (s *sender) next(bytes int) []byte {
	s.seq++
	return frameOf(s.seq, bytes)
}

// loop is what the fan-out is measured against: one goroutine that writes a
// prepared message to one connection after the other, by the same library.
type loop struct {
	*sender
	mu    sync.Mutex
	conns []*fastws.Conn
}

func newLoop() (served, error) {
	s, err := newSender(web.FiberConfig())
	if err != nil {
		return nil, err
	}
	l := &loop{sender: s}
	s.fiber.Get("/ws", websocket.New(func(c *websocket.Conn) {
		l.mu.Lock()
		l.conns = append(l.conns, c.Conn)
		l.mu.Unlock()
		l.open.Add(1)
		_, _, _ = c.ReadMessage() // holds the connection until the client leaves
	}, websocket.Config{ReadBufferSize: 256, WriteBufferPool: &sync.Pool{}}))
	s.run()
	return l, nil
}

func (l *loop) publish(bytes int) error {
	message, err := fastws.NewPreparedMessage(fastws.TextMessage, l.next(bytes))
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.conns {
		if err := c.WritePreparedMessage(message); err != nil {
			return err
		}
	}
	return nil
}

// frames is the product's own sockets and feed.
type frames struct {
	*sender
	feed *display.Feed
	held *socket.Sockets
}

func newFrames() (served, error) {
	s, err := newSender(web.FiberConfig())
	if err != nil {
		return nil, err
	}
	f := &frames{sender: s, feed: display.NewFeed()}
	f.held = socket.New(s.fiber, socket.Config{Report: func(err error) { fmt.Fprintln(os.Stderr, err) }})
	s.fiber.Get("/ws", f.held.Handler(func(*fiber.Ctx) (socket.Handler, error) {
		return func(ctx context.Context, s socket.Socket) error { return f.held.Pump(ctx, s, f.feed, nil) }, nil
	}))
	s.run()
	return f, nil
}

func (f *frames) sockets() int64 { return int64(f.held.Open()) }

func (f *frames) publish(bytes int) error {
	frame := f.next(bytes)
	f.feed.Publish(f.seq, frame)
	return nil
}

// usual is the library as its examples use it: default buffers, a goroutine
// that reads and one that writes.
type usual struct {
	*sender
	feed *display.Feed
}

func newUsual() (served, error) {
	s, err := newSender(fiber.Config{DisableStartupMessage: true})
	if err != nil {
		return nil, err
	}
	u := &usual{sender: s, feed: display.NewFeed()}
	s.fiber.Get("/ws", websocket.New(u.pump))
	s.run()
	return u, nil
}

func (u *usual) pump(c *websocket.Conn) {
	u.open.Add(1)
	defer u.open.Add(-1)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		defer cancel()
		for {
			if _, _, err := c.ReadMessage(); err != nil {
				return
			}
		}
	}()
	var seq uint64
	for {
		frame, err := u.feed.Next(ctx, seq)
		if err != nil {
			return
		}
		seq = frame.Seq
		if c.WriteMessage(websocket.TextMessage, frame.Bytes) != nil {
			return
		}
	}
}

func (u *usual) publish(bytes int) error {
	frame := u.next(bytes)
	u.feed.Publish(u.seq, frame)
	return nil
}
