package app

import (
	"bufio"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// liveSocket is a WebSocket as a browser opens it.
type liveSocket struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
}

// live opens a socket; without a 101 it returns the status alone.
func (h *handset) live(path, origin string) (*liveSocket, int) {
	h.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.base, "http://"))
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = conn.Close() })
	request, err := http.NewRequest("GET", h.base+path, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	for name, value := range map[string]string{
		"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Origin": origin,
	} {
		request.Header.Set(name, value)
	}
	for _, cookie := range h.jar.Cookies(nil) {
		request.AddCookie(cookie)
	}
	s := &liveSocket{t: h.t, conn: conn, in: bufio.NewReader(conn)}
	if err := request.Write(conn); err != nil {
		h.t.Fatal(err)
	}
	answer, err := http.ReadResponse(s.in, request)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := conn.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		h.t.Fatal(err)
	}
	return s, answer.StatusCode
}

// say sends a short text, masked with zeros.
func (s *liveSocket) say(text string) {
	s.t.Helper()
	if len(text) > 125 {
		s.t.Fatal("too long for this client")
	}
	if _, err := s.conn.Write(append([]byte{0x81, 0x80 | byte(len(text)), 0, 0, 0, 0}, text...)); err != nil {
		s.t.Fatal(err)
	}
}

// hear waits for the next text, or for the code of the goodbye.
func (s *liveSocket) hear() (text string, goodbye int) {
	s.t.Helper()
	for {
		var head [2]byte
		s.read(head[:])
		size := int(head[1])
		if size == 126 {
			var more [2]byte
			s.read(more[:])
			size = int(binary.BigEndian.Uint16(more[:]))
		}
		payload := make([]byte, size)
		s.read(payload)
		switch head[0] & 0x0f {
		case 1:
			return string(payload), 0
		case 8:
			return "", int(binary.BigEndian.Uint16(payload))
		}
	}
}

func (s *liveSocket) read(into []byte) {
	s.t.Helper()
	if _, err := io.ReadFull(s.in, into); err != nil {
		s.t.Fatalf("hear: %v", err)
	}
}

func TestPhoneFramesCarryNoCounts(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h := p.holding(free[0])
	p.act(stage1, open1)
	phone, status := h.live("/v/live", h.base)
	if status != http.StatusSwitchingProtocols {
		t.Fatalf("status %d", status)
	}
	clock, _ := phone.hear()
	if !strings.HasPrefix(clock, `{"now":`) {
		t.Errorf("the first message is %s", clock)
	}
	frame, _ := phone.hear()
	for i, c := range free[1:7] {
		receiptOf(t, "voting", p.holding(c).post("/v/ballot", ballotJSON(i+1, 1, 1, "W1", "0")))
	}
	p.act(close1)
	closed, _ := phone.hear()
	if !strings.Contains(frame, `"phase":"open"`) || !strings.Contains(closed, `"phase":"closed"`) {
		t.Errorf("the phone hears\n%s\n%s", frame, closed)
	}
	for _, name := range []string{"ballots", "expected", "count", "bars", "issued", "checked_in", "seq", "score", "seal"} {
		if strings.Contains(frame+closed, `"`+name+`"`) {
			t.Errorf("a phone is told %s: %s", name, closed)
		}
	}
}

func TestPhoneSocketIsForThePhonesOfThisServer(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h := p.holding(free[0])
	for what, c := range map[string]struct {
		phone  *handset
		origin string
		want   int
	}{
		"a phone without a card": {p.handset(), h.base, http.StatusUnauthorized},
		"a foreign page":         {h, "https://elsewhere.example", http.StatusForbidden},
		"no page at all":         {h, "", http.StatusForbidden},
	} {
		if _, status := c.phone.live("/v/live", c.origin); status != c.want {
			t.Errorf("%s: status %d, want %d", what, status, c.want)
		}
	}
	if answer := h.send("GET", "/v/live", ""); answer.status != http.StatusUpgradeRequired {
		t.Errorf("without an upgrade: status %d", answer.status)
	}
}

// shown waits for the next picture, or for the code of the goodbye.
func (s *liveSocket) shown() (text string, goodbye int) {
	s.t.Helper()
	for {
		text, goodbye = s.hear()
		if goodbye != 0 || !strings.HasPrefix(text, `{"beat"`) && !strings.HasPrefix(text, `{"now"`) {
			return text, goodbye
		}
	}
}

func TestCardHasFourSocketsAndTheNewestStay(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	one, other := p.holding(free[0]), p.holding(free[1])
	open := func(h *handset) *liveSocket {
		t.Helper()
		s, status := h.live("/v/live", h.base)
		if status != http.StatusSwitchingProtocols {
			t.Fatalf("status %d", status)
		}
		s.shown() // the stage, so it has its place
		return s
	}
	neighbour := open(other)
	var sockets []*liveSocket
	for range 6 {
		sockets = append(sockets, open(one))
	}
	p.act(stage1)
	for i, s := range append(sockets, neighbour) {
		if text, _ := s.shown(); !strings.Contains(text, "on-stage") {
			t.Errorf("socket %d hears %q", i+1, text)
		}
	}
	for i, s := range sockets[:2] {
		if text, goodbye := s.shown(); goodbye != 4103 {
			t.Errorf("socket %d hears %q, goodbye %d", i+1, text, goodbye)
		}
	}
	p.act(open1)
	for i, s := range append(sockets[2:], neighbour) {
		if text, goodbye := s.shown(); !strings.Contains(text, `"open"`) {
			t.Errorf("socket %d of those that stay hears %q, goodbye %d", i+1, text, goodbye)
		}
	}
}

func TestSocketsOfACardAreOpenedAtAPace(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h := p.holding(free[0])
	for range asks {
		h.send("GET", "/v/me", "")
	}
	if _, status := h.live("/v/live", h.base); status != http.StatusTooManyRequests {
		t.Errorf("one more: status %d", status)
	}
}
