package socket

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"
	"unicode/utf8"
)

// socket is the Socket behind the interface, on the bare connection.
type socket struct {
	cfg  *Config
	conn net.Conn

	pending []byte // what came and is no whole frame yet; nil nearly always
	begun   []byte // a message in several frames so far, nil when none is begun
	failed  error  // set once nothing can be sent any more
	closed  bool

	heard  time.Time // when the client last sent anything
	sent   time.Time // when a message was last sent to it
	pinged time.Time // when a ping was last sent to it
	until  time.Time // the write deadline that is set
}

// newSocket takes the connection out of the HTTP server's hands.
func newSocket(cfg *Config, borrowed net.Conn) (*socket, error) {
	outer, ok := borrowed.(interface{ UnsafeConn() net.Conn })
	if !ok {
		return nil, fmt.Errorf("a %T cannot be taken out of the HTTP server", borrowed)
	}
	now := time.Now()
	s := &socket{cfg: cfg, conn: outer.UnsafeConn(), heard: now, sent: now, pinged: now}
	if err := s.inherit(borrowed); err != nil {
		return nil, err
	}
	// A client that does not read is owed the newest picture, not the backlog of minutes that the
	// kernel would keep for it in its megabytes.
	if tcp, ok := tcpOf(s.conn); ok {
		if err := tcp.SetWriteBuffer(cfg.SendBuffer); err != nil {
			return nil, fmt.Errorf("bound send buffer: %w", err)
		}
	}
	return s, nil
}

// inherit saves what the HTTP server read beyond the request. With the deadline in the past only
// bytes that are already in its buffer come, so it never waits.
func (s *socket) inherit(borrowed net.Conn) error {
	if err := borrowed.SetReadDeadline(time.Unix(1, 0)); err != nil {
		return fmt.Errorf("empty read buffer: %w", err)
	}
	buf := readBuffers.Get().(*[readBuffer]byte)
	defer readBuffers.Put(buf)
	for {
		n, err := borrowed.Read(buf[:])
		s.pending = append(s.pending, buf[:n]...)
		if err != nil || n == 0 {
			return nil
		}
	}
}

func tcpOf(c net.Conn) (*net.TCPConn, bool) {
	if outer, ok := c.(interface{ NetConn() net.Conn }); ok {
		c = outer.NetConn()
	}
	tcp, ok := c.(*net.TCPConn)
	return tcp, ok
}

func (s *socket) Write(p []byte) error { return s.WritePrepared(Prepare(p)) }

func (s *socket) WritePrepared(p *Prepared) error {
	s.sent = time.Now()
	return s.send(p.wire, s.sent)
}

// control sends a frame of the protocol itself.
func (s *socket) control(kind byte, payload []byte) error {
	return s.send(appendFrame(nil, kind, payload), time.Now())
}

// send writes whole frames. The deadline is moved only when it has come too near, since moving it
// for each of ten frames a second costs more than it is worth: a client that takes nothing is
// dropped after WriteWait to five quarters of it.
func (s *socket) send(wire []byte, now time.Time) error {
	if s.failed != nil {
		return s.failed
	}
	if s.until.Sub(now) < s.cfg.WriteWait {
		s.until = now.Add(s.cfg.WriteWait * 5 / 4)
		if err := s.conn.SetWriteDeadline(s.until); err != nil {
			return s.fail("write", err)
		}
	}
	_, err := s.conn.Write(wire)
	return s.fail("write", err)
}

// fail remembers the first error after which nothing can be sent.
func (s *socket) fail(doing string, err error) error {
	if err == nil {
		return nil
	}
	s.failed = fmt.Errorf("%s socket: %w", doing, err)
	return s.failed
}

func (s *socket) Read(wait time.Duration) ([]byte, error) {
	deadline := time.Now().Add(wait)
	for {
		message, err := s.nextMessage()
		if message != nil || err != nil {
			return message, err
		}
		if err := s.receive(deadline); err != nil {
			return nil, fmt.Errorf("wait for message: %w", err)
		}
	}
}

func (s *socket) Tend() error {
	// Long enough to look, too short to hold a frame up noticeably. A deadline in the past would
	// not even look.
	err := s.receive(time.Now().Add(time.Millisecond))
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		return err
	}
	for {
		message, err := s.nextMessage()
		if err != nil {
			return err
		}
		if message == nil {
			break
		}
	}
	now := time.Now()
	if now.Sub(s.heard) > s.cfg.Silence {
		return &CloseError{CloseSilent, "no answer"}
	}
	return s.beatIfDue(now)
}

// heartbeat is for the page, to tell a quiet evening from a dead network: scripts see no pings.
const heartbeat = `{"beat":true}`

// beatIfDue sends the ping that a vanished client does not answer, and the heartbeat if the page
// has heard nothing else.
func (s *socket) beatIfDue(now time.Time) error {
	due := s.cfg.BeatEvery - s.cfg.TendEvery/2 // the look that is nearest
	if now.Sub(s.pinged) < due {
		return nil
	}
	s.pinged = now
	if now.Sub(s.sent) >= due {
		if err := s.Write([]byte(heartbeat)); err != nil {
			return err
		}
	}
	return s.control(pingFrame, nil)
}

// Close lets the client have the goodbye before the connection goes: a connection closed with
// unread bytes in it is reset, and a reset overtakes what was sent before it.
func (s *socket) Close(code CloseCode, reason string) error {
	if s.closed {
		return nil
	}
	payload := binary.BigEndian.AppendUint16(nil, uint16(code))
	err := s.control(closeFrame, append(payload, cut(reason, 123)...))
	if err == nil {
		s.linger()
	}
	s.drop()
	return err
}

// linger waits, not for long, until the client has hung up.
func (s *socket) linger() {
	if half, ok := s.conn.(interface{ CloseWrite() error }); !ok || half.CloseWrite() != nil {
		return
	}
	if s.conn.SetReadDeadline(time.Now().Add(time.Second)) != nil {
		return
	}
	buf := readBuffers.Get().(*[readBuffer]byte)
	defer readBuffers.Put(buf)
	for {
		if _, err := s.conn.Read(buf[:]); err != nil {
			return
		}
	}
}

// drop ends the connection without a word. An error of closing changes nothing for anybody.
func (s *socket) drop() {
	if s.closed {
		return
	}
	s.closed = true
	_ = s.fail("use", net.ErrClosed)
	_ = s.conn.Close()
}

// cut shortens text to at most n bytes without breaking a character.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// readBuffer is room for a usual frame; a longer one comes in pieces.
const readBuffer = 2 << 10

// readBuffers lends a buffer to a socket for one read, so that an idle socket holds none.
var readBuffers = sync.Pool{New: func() any { return new([readBuffer]byte) }}

// receive waits until something came or the deadline is over (os.ErrDeadlineExceeded), and adds
// it to pending.
func (s *socket) receive(deadline time.Time) error {
	if s.failed != nil {
		return s.failed
	}
	if err := s.conn.SetReadDeadline(deadline); err != nil {
		return s.fail("read", err)
	}
	buf := readBuffers.Get().(*[readBuffer]byte)
	defer readBuffers.Put(buf)
	n, err := s.conn.Read(buf[:])
	if n > 0 {
		s.pending = append(s.pending, buf[:n]...)
		s.heard = time.Now()
		return nil
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return os.ErrDeadlineExceeded
	}
	return s.fail("read", err)
}

// nextMessage takes frames off pending up to the end of a text or binary message, answering what
// the protocol wants answered. It gives nil and no error when more must come first; an empty
// message is not nil.
func (s *socket) nextMessage() ([]byte, error) {
	for {
		frame, size, err := parseFrame(s.pending, s.cfg.ReadLimit-len(s.begun))
		if err != nil {
			return nil, err
		}
		if size == 0 {
			return nil, nil
		}
		if s.pending = s.pending[size:]; len(s.pending) == 0 {
			s.pending = nil
		}
		message, err := s.accept(frame)
		if message != nil || err != nil {
			return message, err
		}
	}
}

// accept does what one frame asks for, and gives the message that it completes, if it does.
func (s *socket) accept(frame wireFrame) ([]byte, error) {
	switch frame.kind {
	case pingFrame:
		return nil, s.control(pongFrame, frame.payload)
	case pongFrame:
		return nil, nil
	case closeFrame:
		return nil, s.farewell(frame.payload)
	case continuationFrame:
		if s.begun == nil {
			return nil, badFrame("a continuation of nothing")
		}
	default:
		if s.begun != nil {
			return nil, badFrame("a message inside a message")
		}
		s.begun = []byte{}
	}
	s.begun = append(s.begun, frame.payload...)
	if !frame.final {
		return nil, nil
	}
	message := s.begun
	s.begun = nil
	return message, nil
}

// farewell answers the client's goodbye with the same code, as the protocol wants.
func (s *socket) farewell(payload []byte) error {
	if len(payload) > 2 {
		payload = payload[:2]
	}
	if err := s.control(closeFrame, payload); err != nil {
		return err
	}
	s.failed = io.EOF
	return io.EOF
}
