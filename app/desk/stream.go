package desk

import (
	"io"
	"net"
	"time"
)

// streamPause is how long a reader may take for the next part of a download. The
// limit for a whole answer is for pages; a download may go on as long as it goes on.
const streamPause = 10 * time.Second

// stream is a download that is written while it is sent. One that fails ends
// without its end, so that nobody takes it for whole.
type stream struct {
	*io.PipeReader
	conn net.Conn
}

// newStream begins to write. done is called when nothing is written any more,
// whether all was sent or the reader has gone.
func newStream(conn net.Conn, write func(io.Writer) error, done func()) *stream {
	from, to := io.Pipe()
	go func() {
		err := write(to)
		done() // before the reader sees the end: who has the whole of it may ask for the next one
		to.CloseWithError(err)
	}()
	return &stream{PipeReader: from, conn: conn}
}

// Read gives the next part, and the reader time to take it.
func (s *stream) Read(p []byte) (int, error) {
	n, err := s.PipeReader.Read(p)
	if late := s.conn.SetWriteDeadline(time.Now().Add(streamPause)); err == nil {
		err = late
	}
	return n, err
}
