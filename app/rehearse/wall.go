package rehearse

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// wall is a screen that shows an output of the control room. It reads no further than it is asked
// to, so that a script decides what it has seen.
type wall struct {
	conn net.Conn
	in   *bufio.Reader
	text string // the picture it was shown last
	wallPicture
}

// wallPicture is what of a picture is looked at.
type wallPicture struct {
	Output struct{ Name string }
	Layers []struct {
		Scene string
		Data  struct {
			Ballots   int
			Corrected bool
			Rows      []struct {
				Unit string
				Rank int
				Tie  bool
			}
		}
	}
}

// hangUp hangs a wall up: it connects with the address of an output and shows its token.
func hangUp(base, name, token string) (*wall, error) {
	host := strings.TrimPrefix(base, "http://")
	conn, err := net.DialTimeout("tcp", host, patience)
	if err != nil {
		return nil, err
	}
	w := &wall{conn: conn, in: bufio.NewReader(conn)}
	if err := w.greet(host, name, token); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return w, nil
}

func (w *wall) greet(host, name, token string) error {
	request, err := http.NewRequest(http.MethodGet, "http://"+host+"/gfx/live", nil)
	if err != nil {
		return err
	}
	for header, value := range map[string]string{
		"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Origin": "null",
	} {
		request.Header.Set(header, value)
	}
	if err := request.Write(w.conn); err != nil {
		return err
	}
	answer, err := http.ReadResponse(w.in, request)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusSwitchingProtocols {
		return fmt.Errorf("output %s: status %d", name, answer.StatusCode)
	}
	hello, err := json.Marshal(map[string]string{"out": name, "token": token, "host": "browser", "build": "rehearsal"})
	if err != nil {
		return err
	}
	return w.say(hello)
}

// say sends a short text, masked with zeros.
func (w *wall) say(text []byte) error {
	frame := append([]byte{0x81, 0x80 | byte(min(len(text), 126))}, make([]byte, 0, len(text)+8)...)
	if len(text) >= 126 {
		frame = binary.BigEndian.AppendUint16(frame, uint16(len(text)))
	}
	frame = append(frame, 0, 0, 0, 0)
	_, err := w.conn.Write(append(frame, text...))
	return err
}

const (
	textFrame  = 1
	closeFrame = 8
)

// hear reads the next message.
func (w *wall) hear() (kind byte, text []byte, err error) {
	if err := w.conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return 0, nil, err
	}
	var head [2]byte
	if _, err := io.ReadFull(w.in, head[:]); err != nil {
		return 0, nil, err
	}
	length := uint64(head[1] & 0x7f)
	if length >= 126 {
		wide := make([]byte, 2+6*(length-126))
		if _, err := io.ReadFull(w.in, wide); err != nil {
			return 0, nil, err
		}
		length = 0
		for _, b := range wide {
			length = length<<8 | uint64(b)
		}
	}
	if length > 4<<20 {
		return 0, nil, fmt.Errorf("a message of this many bytes: %d", length)
	}
	text = make([]byte, length)
	_, err = io.ReadFull(w.in, text)
	return head[0] & 0x0f, text, err
}

// until reads on until a picture is as it is wanted.
func (w *wall) until(what string, want func(wallPicture) bool) error {
	for {
		kind, text, err := w.hear()
		if err != nil {
			return fmt.Errorf("wait until the wall shows %s: %w; it shows %s", what, err, w.text)
		}
		if kind == closeFrame {
			return fmt.Errorf("wait until the wall shows %s: it was sent away", what)
		}
		var picture wallPicture
		if kind != textFrame || json.Unmarshal(text, &picture) != nil || picture.Output.Name == "" {
			continue // the clock, a heartbeat
		}
		_, w.text, _ = strings.Cut(string(text), ",") // the log position stands first
		if w.wallPicture = picture; want(picture) {
			return nil
		}
	}
}

// ballots is how many ballots a picture tells of, 0 where it does not.
func (p wallPicture) ballots() int {
	for _, layer := range p.Layers {
		if layer.Data.Ballots > 0 {
			return layer.Data.Ballots
		}
	}
	return 0
}

// shows reports whether a scene is on.
func (p wallPicture) shows(scene string) bool {
	for _, layer := range p.Layers {
		if layer.Scene == scene {
			return true
		}
	}
	return false
}
