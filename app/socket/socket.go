package socket

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"runtime/debug"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/websocket/v2"

	"pingyi/display"
)

// A socket costs one goroutine and about six kilobytes while nothing happens, and a frame for it
// little more than the system call that sends it. The library as it comes takes two goroutines and
// 23 kilobytes. What makes the difference, as measured with 10,000 sockets:
//
//   - The HTTP server lends a request context and a read buffer to a connection for as long as the
//     upgrade callback runs. So the callback only hands the connection over to a goroutine of its
//     own, which starts with a small stack, and returns. KeepHijackedConns keeps it open.
//   - The library reads through that buffer, which must go back, and its write path costs more per
//     frame than waking the goroutine does. So it does the handshake, and the few kinds of frames
//     that there are without compression are read and written here (frame.go).
//   - No goroutine waits for the client to speak: screens and phones say nothing after their first
//     message. Tend looks every few seconds, so a goodbye is noticed then and not at once.
//   - A pump waits for its feed and for nothing else. Selecting among feed, timer and shutdown costs
//     a tenth of the whole frame; so one clock nudges all pumps instead.

// CloseCode tells a client what to do after a socket was closed. From 4000 to 4099 it comes back
// after a pause, from 4100 to 4199 it does not. Any other end, which is a broken network, means
// come back.
type CloseCode int

// The codes in use. New ones keep to the two ranges.
const (
	CloseRestart    CloseCode = 4000 // the server is going down or being replaced
	CloseTrouble    CloseCode = 4001 // something failed in the server
	CloseSilent     CloseCode = 4002 // the client answered no ping
	CloseFull       CloseCode = 4003 // all places are taken at the moment
	CloseOver       CloseCode = 4100 // there is nothing more to come on this socket
	CloseRefused    CloseCode = 4101 // the first message did not entitle to this socket
	CloseBadMessage CloseCode = 4102 // too long, not WebSocket, or not what is spoken here
	CloseReplaced   CloseCode = 4103 // newer sockets of the same client have taken its place
)

// ComeBack reports whether a client closed with this code is to connect again.
func (c CloseCode) ComeBack() bool { return c < 4100 || c > 4199 }

// CloseError is returned by a Handler that wants its socket closed with a certain code.
// Reason reaches the client, so it holds nothing private; it is cut at 123 bytes.
type CloseError struct {
	Code   CloseCode
	Reason string
}

// Error gives code and reason.
func (e *CloseError) Error() string { return fmt.Sprintf("close socket with %d: %s", e.Code, e.Reason) }

// Socket is one WebSocket connection. It belongs to the goroutine its handler runs on: no method
// may be called from another. Once a method has failed the socket is of no more use, with one
// exception: a Read that ran out of time (os.ErrDeadlineExceeded) may be repeated.
type Socket interface {
	// Read waits at most so long for the next text or binary message. Its error is io.EOF when the
	// client has said goodbye, and a *CloseError when the client broke the protocol or the limit.
	Read(wait time.Duration) ([]byte, error)
	// Write sends one text message. It fails when the client has taken nothing for WriteWait.
	Write(p []byte) error
	// WritePrepared sends a message that is shared by many sockets. Otherwise it is like Write.
	WritePrepared(p *Prepared) error
	// Tend does what is due on a quiet socket: it takes in what the client sent, answers pings,
	// drops messages nobody asked for, notices a goodbye (io.EOF) or a long silence
	// (*CloseError), and sends ping and heartbeat. Call it every TendEvery while not in Read.
	Tend() error
	// Close says goodbye with a code and a reason and ends the connection. What was written
	// before still reaches a client that reads. A second Close does nothing.
	Close(code CloseCode, reason string) error
}

// Handler owns a socket until it returns. ctx ends when the server goes down. The returned
// error decides the goodbye: nil is CloseOver, a *CloseError is what it says, anything after ctx
// has ended is CloseRestart, a failure of the socket itself needs none, and everything else, a
// panic included, is reported and becomes CloseTrouble.
type Handler func(ctx context.Context, s Socket) error

// Admit looks at the request for a socket before the upgrade, while it can still be refused as
// plain HTTP by returning an error. The handler it gives must hold copies of what it needs from c.
type Admit func(c *fiber.Ctx) (Handler, error)

// Config says how sockets are kept. Zero fields get the values named here.
type Config struct {
	// AllowOrigin decides by the Origin header, "" if there was none. Without it, SameOrigin.
	AllowOrigin func(c *fiber.Ctx, origin string) bool
	// Report hears of panics and failures of handlers. Without it they are dropped.
	Report func(error)

	MaxSockets int           // sockets open at once, 20,000; one more is refused with 503
	Reserve    int           // of these, places that Crowd leaves free, one in 40
	ReadLimit  int           // bytes in one message from a client, 2,048
	SendBuffer int           // bytes the kernel keeps for a client that does not read, 16,384
	WriteWait  time.Duration // a client that takes nothing for so long is dropped, 5 s
	TendEvery  time.Duration // how soon a goodbye from the client is noticed, 5 s
	BeatEvery  time.Duration // between pings, and between heartbeats when nothing else is sent, 20 s
	Silence    time.Duration // a client that sends not even a pong for so long is dropped, 35 s
}

func (c Config) withDefaults() Config {
	if c.AllowOrigin == nil {
		c.AllowOrigin = SameOrigin
	}
	if c.Report == nil {
		c.Report = func(error) {}
	}
	c.MaxSockets = positive(c.MaxSockets, 20_000)
	c.Reserve = positive(c.Reserve, c.MaxSockets/40)
	c.ReadLimit = positive(c.ReadLimit, 2<<10)
	c.SendBuffer = positive(c.SendBuffer, 16<<10)
	c.WriteWait = positive(c.WriteWait, 5*time.Second)
	c.TendEvery = positive(c.TendEvery, 5*time.Second)
	c.BeatEvery = positive(c.BeatEvery, 20*time.Second)
	c.Silence = positive(c.Silence, 35*time.Second)
	return c
}

func positive[N int | time.Duration](n, otherwise N) N {
	if n > 0 {
		return n
	}
	return otherwise
}

// SameOrigin allows a page to open a socket to the host it came from, and nobody else. A request
// without an Origin is refused: every browser sends one.
func SameOrigin(c *fiber.Ctx, origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && u.Host == c.Hostname()
}

// Sockets are the WebSocket connections of one app. Make it with New.
type Sockets struct {
	cfg    Config
	ctx    context.Context
	cancel context.CancelFunc

	mu      sync.Mutex
	open    int
	closing bool
	empty   chan struct{}         // closed when closing and nobody is left
	shown   map[*display.Feed]int // by how many pumps; a handful of feeds, not of sockets
}

// New prepares root, which must be the app that listens (not one mounted in another), to
// hold WebSocket connections, and starts their clock, which Close stops. No other code of that app
// may hijack connections, as fasthttp no longer closes them by itself.
func New(root *fiber.App, cfg Config) *Sockets {
	root.Server().KeepHijackedConns = true
	g := &Sockets{cfg: cfg.withDefaults(), empty: make(chan struct{}), shown: map[*display.Feed]int{}}
	g.ctx, g.cancel = context.WithCancel(context.Background())
	go g.tick()
	return g
}

// tick wakes the pumps when it is time to tend their sockets, and at the end.
func (g *Sockets) tick() {
	clock := time.NewTicker(g.cfg.TendEvery)
	defer clock.Stop()
	for {
		select {
		case <-clock.C:
			g.nudge()
		case <-g.ctx.Done():
			g.nudge()
			return
		}
	}
}

func (g *Sockets) nudge() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for feed := range g.shown {
		feed.Nudge()
	}
}

// guestKey is where a route leaves what admit gave for the upgrade callback.
const guestKey = "socket guest"

// guest is a socket that was admitted, and how many places may be taken with it.
type guest struct {
	handle Handler
	places int
}

// Handler gives the route that upgrades to a WebSocket: 426 without an upgrade, 403 for a foreign
// origin, 503 with Retry-After when all places are taken or the server is going down, otherwise
// what admit decides.
func (g *Sockets) Handler(admit Admit) fiber.Handler {
	return g.route(admit, g.cfg.MaxSockets, g.cfg.AllowOrigin)
}

// Anywhere is like Handler, for pages of any origin, such as a file. What they may see must be
// decided by their first message alone, and never by a cookie, which a browser would send along.
func (g *Sockets) Anywhere(admit Admit) fiber.Handler {
	return g.route(admit, g.cfg.MaxSockets, func(*fiber.Ctx, string) bool { return true })
}

// Crowd is like Handler, for clients that come in thousands: it leaves some
// places free, so that they cannot keep out the few that all of them look at.
func (g *Sockets) Crowd(admit Admit) fiber.Handler {
	return g.route(admit, g.cfg.MaxSockets-g.cfg.Reserve, g.cfg.AllowOrigin)
}

func (g *Sockets) route(admit Admit, places int, allow func(c *fiber.Ctx, origin string) bool) fiber.Handler {
	upgrade := websocket.New(g.adopt, websocket.Config{
		ReadBufferSize:  1, // the library's buffers are never used, so the smallest there are
		WriteBufferPool: &sync.Pool{},
	})
	return func(c *fiber.Ctx) error {
		if !websocket.IsWebSocketUpgrade(c) {
			return fiber.ErrUpgradeRequired
		}
		if !allow(c, c.Get(fiber.HeaderOrigin)) {
			return fiber.ErrForbidden
		}
		if !g.hasRoom(places) {
			c.Set(fiber.HeaderRetryAfter, "5")
			return fiber.ErrServiceUnavailable
		}
		handle, err := admit(c)
		if err != nil {
			return err
		}
		c.Locals(guestKey, guest{handle, places})
		return upgrade(c)
	}
}

// adopt runs on the goroutine of the HTTP server and must return at once.
func (g *Sockets) adopt(conn *websocket.Conn) {
	who, _ := conn.Locals(guestKey).(guest)
	s, err := newSocket(&g.cfg, conn.NetConn())
	if err != nil {
		g.cfg.Report(fmt.Errorf("take over socket: %w", err))
		_ = conn.Close()
		return
	}
	go g.run(s, who)
}

func (g *Sockets) run(s *socket, who guest) {
	if !g.enter(who.places) {
		_ = s.Close(CloseFull, "all places are taken")
		return
	}
	defer g.leave()
	err := g.guard(s, who.handle)
	var asked *CloseError
	switch {
	case errors.As(err, &asked):
		_ = s.Close(asked.Code, asked.Reason)
	case s.failed != nil:
		s.drop()
	case g.ctx.Err() != nil:
		_ = s.Close(CloseRestart, "the server is going down")
	case err == nil:
		_ = s.Close(CloseOver, "")
	default:
		g.cfg.Report(fmt.Errorf("serve socket: %w", err))
		_ = s.Close(CloseTrouble, "")
	}
}

// guard is the one place a panic of a handler ends at: the library would let it end the process.
func (g *Sockets) guard(s Socket, handle Handler) (err error) {
	defer func() {
		if r := recover(); r != nil {
			g.cfg.Report(fmt.Errorf("serve socket: panic: %v\n%s", r, debug.Stack()))
			err = &CloseError{CloseTrouble, ""}
		}
	}()
	return handle(g.ctx, s)
}

// Open is the number of sockets that are open now.
func (g *Sockets) Open() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.open
}

func (g *Sockets) hasRoom(places int) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return !g.closing && g.open < places
}

func (g *Sockets) enter(places int) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closing || g.open >= places {
		return false
	}
	g.open++
	return true
}

func (g *Sockets) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open--
	if g.closing && g.open == 0 {
		close(g.empty)
	}
}

// Close ends the context of all handlers, lets no new socket in, and waits until every socket has
// said goodbye or ctx ends, whose error it then gives. Call it before the app is shut down; a second
// call only waits.
func (g *Sockets) Close(ctx context.Context) error {
	g.stop()
	select {
	case <-g.empty:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("close sockets: %d left: %w", g.Open(), ctx.Err())
	}
}

func (g *Sockets) stop() {
	g.cancel()
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.closing && g.open == 0 {
		close(g.empty)
	}
	g.closing = true
}

// Aside says on one socket what is not for all. A pump calls it whenever its feed has woken it,
// so it must be quick, and write only when there is something new to say.
type Aside func(s Socket) error

// Pump shows a feed on a socket: it sends the newest frame at once and then every newer one,
// skipping those that were overtaken while the client was still taking the last, calls aside
// unless it is nil, and tends the socket in between. It returns when the socket fails or ctx ends,
// never with nil. When the sockets are closed it ends at once, when only ctx ends, within TendEvery.
func (g *Sockets) Pump(ctx context.Context, s Socket, feed *display.Feed, aside Aside) error {
	return g.PumpAfter(ctx, s, feed, 0, aside)
}

// PumpAfter is Pump for a client that has the frame of that number already.
func (g *Sockets) PumpAfter(ctx context.Context, s Socket, feed *display.Feed, last uint64, aside Aside) error {
	g.show(feed, 1)
	defer g.show(feed, -1)
	tended := time.Now()
	for {
		frame, again := feed.Watch()
		// Asked after Watch: an end that comes later closes this very channel.
		if err := ctx.Err(); err != nil {
			return err
		}
		if frame.Seq > last {
			if err := s.WritePrepared(frame.Encoded(prepareAny).(*Prepared)); err != nil {
				return err
			}
			last = frame.Seq
		}
		if aside != nil {
			if err := aside(s); err != nil {
				return err
			}
		}
		// Half: ticks come early and late, and one that is just too early would cost a whole turn.
		if now := time.Now(); now.Sub(tended) >= g.cfg.TendEvery/2 {
			tended = now
			if err := s.Tend(); err != nil {
				return err
			}
		}
		<-again
	}
}

func prepareAny(p []byte) any { return Prepare(p) }

func (g *Sockets) show(feed *display.Feed, pumps int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shown[feed] += pumps; g.shown[feed] == 0 {
		delete(g.shown, feed)
	}
}
