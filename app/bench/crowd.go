//go:build linux

package bench

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// crowd is many WebSocket clients that cost as little as clients can: bare
// sockets on one epoll, read by one goroutine. It counts frames of bigFrame
// bytes and more, answers pings, and says nothing else.
type crowd struct {
	epoll   int
	members map[int32]*member
	frames  atomic.Int64
	lost    atomic.Int64 // connections that the server ended
	goal    atomic.Int64
	reached chan struct{}
	over    atomic.Bool
	ended   chan struct{}
}

// bigFrame tells pictures from greetings and heartbeats.
const bigFrame = 128

// member is one client and where it stands in the frame that is coming in.
type member struct {
	fd      int
	head    [4]byte
	have    int // bytes of head
	left    int // bytes of the payload still to come
	big     bool
	greeted []byte // what came with the handshake
}

// gather opens n sockets. cookie gives each its own, or nothing.
func gather(addr, path string, n int, cookie func(int) string) (*crowd, error) {
	port, err := portOf(addr)
	if err != nil {
		return nil, err
	}
	epoll, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("make epoll: %w", err)
	}
	c := &crowd{epoll: epoll, members: make(map[int32]*member, n), reached: make(chan struct{}, 1), ended: make(chan struct{})}
	var mu sync.Mutex
	var failed error
	var dialing sync.WaitGroup
	const dialers = 32
	for d := range dialers {
		dialing.Go(func() {
			for i := d; i < n; i += dialers {
				m, err := shake(port, upgrade(addr, path, cookie(i)))
				mu.Lock()
				if err != nil {
					failed = errors.Join(failed, fmt.Errorf("open socket %d: %w", i, err))
					mu.Unlock()
					return
				}
				c.members[int32(m.fd)] = m
				mu.Unlock()
			}
		})
	}
	dialing.Wait()
	if failed != nil {
		c.closeAll()
		return nil, failed
	}
	return c, c.listen()
}

func portOf(addr string) (int, error) {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(port)
}

// upgrade is the request of a phone's browser, with the headers it sends.
func upgrade(addr, path, cookie string) []byte {
	if cookie != "" {
		cookie = "Cookie: " + cookie + "\r\n"
	}
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\n%sUser-Agent: Mozilla/5.0 (Linux; Android 10; MIX 2S; wv) "+
		"AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0.1\r\n"+
		"Accept-Language: zh-CN,zh;q=0.9\r\nAccept-Encoding: gzip, deflate\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", path, addr, addr, cookie)
}

// shake connects and does the handshake.
func shake(port int, request []byte) (*member, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	m := &member{fd: fd}
	if err := m.shake(port, request); err != nil {
		return nil, errors.Join(err, syscall.Close(fd))
	}
	return m, nil
}

func (m *member) shake(port int, request []byte) error {
	if err := syscall.Connect(m.fd, &syscall.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		return err
	}
	if _, err := syscall.Write(m.fd, request); err != nil {
		return err
	}
	var answer []byte
	buf := make([]byte, 4096)
	for {
		n, err := syscall.Read(m.fd, buf)
		if err != nil || n <= 0 {
			return fmt.Errorf("handshake after %q: %w", answer, errors.Join(err, net.ErrClosed))
		}
		answer = append(answer, buf[:n]...)
		head, rest, whole := bytes.Cut(answer, []byte("\r\n\r\n"))
		if !whole {
			continue
		}
		if !bytes.HasPrefix(head, []byte("HTTP/1.1 101")) {
			return fmt.Errorf("handshake: %q", answer)
		}
		m.greeted = rest
		return syscall.SetNonblock(m.fd, true)
	}
}

// listen begins to read.
func (c *crowd) listen() error {
	for fd, m := range c.members {
		m.feed(c, m.greeted)
		m.greeted = nil
		event := &syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: fd}
		if err := syscall.EpollCtl(c.epoll, syscall.EPOLL_CTL_ADD, int(fd), event); err != nil {
			c.closeAll()
			return fmt.Errorf("watch socket: %w", err)
		}
	}
	go c.read()
	return nil
}

func (c *crowd) read() {
	defer close(c.ended)
	events := make([]syscall.EpollEvent, 512)
	buf := make([]byte, 64<<10)
	for !c.over.Load() {
		n, err := syscall.EpollWait(c.epoll, events, 50)
		if err != nil && !errors.Is(err, syscall.EINTR) {
			return
		}
		for _, event := range events[:max(n, 0)] {
			m := c.members[event.Fd]
			got, err := syscall.Read(m.fd, buf)
			switch {
			case got > 0:
				m.feed(c, buf[:got])
			case !errors.Is(err, syscall.EAGAIN) && !errors.Is(err, syscall.EINTR):
				c.lost.Add(1)
				_ = syscall.EpollCtl(c.epoll, syscall.EPOLL_CTL_DEL, m.fd, nil) // it says nothing more
			}
		}
	}
}

// feed takes in what came for one client.
func (m *member) feed(c *crowd, b []byte) {
	for len(b) > 0 {
		if m.left > 0 {
			n := min(m.left, len(b))
			m.left -= n
			b = b[n:]
		} else {
			m.head[m.have] = b[0]
			m.have++
			b = b[1:]
			if !m.begun() {
				continue
			}
		}
		if m.left == 0 {
			m.end(c)
		}
	}
}

// begun reports whether the head of a frame is there, and learns its length.
func (m *member) begun() bool {
	if m.have < 2 {
		return false
	}
	length := int(m.head[1] & 0x7f)
	if length == 126 {
		if m.have < 4 {
			return false
		}
		length = int(m.head[2])<<8 | int(m.head[3])
	}
	m.left, m.big, m.have = length, length >= bigFrame, 0
	return true
}

func (m *member) end(c *crowd) {
	const ping = 9
	if m.head[0]&0x0f == ping {
		_, _ = syscall.Write(m.fd, []byte{0x8a, 0x80, 1, 2, 3, 4}) // a lost pong is a lost client
	}
	if m.big {
		m.big = false
		if c.frames.Add(1) == c.goal.Load() {
			select {
			case c.reached <- struct{}{}:
			default:
			}
		}
	}
}

// await waits until so many frames have come in all.
func (c *crowd) await(frames int64) error {
	select {
	case <-c.reached: // of an earlier goal
	default:
	}
	c.goal.Store(frames)
	limit := time.After(patience)
	for c.frames.Load() < frames {
		select {
		case <-c.reached:
		case <-limit:
			return fmt.Errorf("%d of %d frames came, %d sockets were closed", c.frames.Load(), frames, c.lost.Load())
		}
	}
	return nil
}

// leave hangs up.
func (c *crowd) leave() {
	c.over.Store(true)
	<-c.ended
	c.closeAll()
}

func (c *crowd) closeAll() {
	for _, m := range c.members {
		_ = syscall.Close(m.fd) // nothing is kept in it
	}
	_ = syscall.Close(c.epoll)
}
