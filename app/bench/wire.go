//go:build linux

package bench

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"
)

// wire is a client that costs as little as a client can: one keep-alive
// connection, requests that were built beforehand, and of the answer only the
// status, the length and what is asked for.
type wire struct {
	conn   net.Conn
	in     *bufio.Reader
	cookie []byte // of the last answer that set one: name=value
	body   []byte // of the last answer
}

// patience is how long an answer may take; no measurement comes near it.
const patience = 60 * time.Second

func dial(addr string) (*wire, error) {
	conn, err := net.DialTimeout("tcp", addr, patience)
	if err != nil {
		return nil, err
	}
	return &wire{conn: conn, in: bufio.NewReaderSize(conn, 1024)}, nil
}

// post builds a request as a browser on the same site sends it, with the few
// headers that the server looks at.
func post(addr, path, cookie string, body []byte) []byte {
	if cookie != "" {
		cookie = "Cookie: " + cookie + "\r\n"
	}
	head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n",
		path, addr, addr, cookie, len(body))
	return append([]byte(head), body...)
}

// ask sends a request and reads the answer.
func (w *wire) ask(request []byte) (status int, err error) {
	if _, err := w.conn.Write(request); err != nil {
		return 0, err
	}
	line, err := w.in.ReadSlice('\n')
	if err != nil {
		return 0, err
	}
	if len(line) < 12 {
		return 0, fmt.Errorf("read answer: %q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, fmt.Errorf("read status: %w", err)
	}
	length, err := w.headers()
	if err != nil {
		return 0, err
	}
	if cap(w.body) < length {
		w.body = make([]byte, length)
	}
	w.body = w.body[:length]
	_, err = io.ReadFull(w.in, w.body)
	return status, err
}

func (w *wire) headers() (length int, err error) {
	for {
		line, err := w.in.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		if len(line) <= 2 {
			return length, nil
		}
		switch line[0] {
		case 'C':
			if value, found := bytes.CutPrefix(line, []byte("Content-Length: ")); found {
				if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
					return 0, fmt.Errorf("read length: %w", err)
				}
			}
		case 'S':
			if value, found := bytes.CutPrefix(line, []byte("Set-Cookie: ")); found {
				value, _, _ = bytes.Cut(value, []byte(";"))
				w.cookie = append(w.cookie[:0], bytes.TrimSpace(value)...)
			}
		}
	}
}

// errRefused is an answer other than the one that was asked for.
var errRefused = errors.New("refused")

// must is ask for an answer that has to be 200.
func (w *wire) must(request []byte) error {
	status, err := w.ask(request)
	if err == nil && status != 200 {
		err = fmt.Errorf("%w: %d %s", errRefused, status, w.body)
	}
	return err
}
