package web

import (
	"io"
	"net"
	"sync/atomic"
	"time"
)

// What is read of a request that was refused before all of it came, and thrown
// away.
const (
	lingerBytes = MaxUpload
	lingerTime  = 5 * time.Second
)

// Lingering is a listener whose connections can be told to linger.
type Lingering struct{ net.Listener }

// Accept waits for the next connection.
func (l Lingering) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &lingerer{Conn: c}, nil
}

// lingerer is a connection on which a request was refused unread. Closed at once,
// the kernel would answer the rest of it with a reset, and the sender
// would read "connection lost" instead of the refusal. So it hears the rest out
// first, for a while, in the few kilobytes of a copy.
type lingerer struct {
	net.Conn
	unread atomic.Bool
}

// NetConn is the bare connection.
func (c *lingerer) NetConn() net.Conn { return c.Conn }

// linger has the rest of a request heard out before conn is closed.
func linger(conn net.Conn) {
	if c, ok := conn.(*lingerer); ok {
		c.unread.Store(true)
	}
}

// Close ends the connection, with the answer first.
func (c *lingerer) Close() error {
	if half, ok := c.Conn.(*net.TCPConn); ok && c.unread.Swap(false) {
		if half.CloseWrite() == nil && half.SetReadDeadline(time.Now().Add(lingerTime)) == nil {
			_, _ = io.CopyN(io.Discard, half, lingerBytes) // whatever comes, and however it ends
		}
	}
	return c.Conn.Close()
}
