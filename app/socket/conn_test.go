package socket

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	fastws "github.com/fasthttp/websocket"

	"pingyi/display"
)

const upgradeRequest = "GET /socket HTTP/1.1\r\nHost: %[1]s\r\nOrigin: http://%[1]s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
	"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

// dialBare gives a connection that has just been upgraded, having sent early right behind the request.
func (srv *socketServer) dialBare(t *testing.T, early []byte) (*net.TCPConn, *bufio.Reader) {
	t.Helper()
	conn, err := net.Dial("tcp", srv.addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Write(append(fmt.Appendf(nil, upgradeRequest, srv.addr), early...)); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(conn)
	resp, err := http.ReadResponse(r, nil)
	if err != nil || resp.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("upgrade: %v %v", resp, err)
	}
	return conn.(*net.TCPConn), r
}

// readServerFrame takes one frame a server sent off r.
func readServerFrame(r io.Reader) (kind byte, payload []byte, err error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:2]); err != nil {
		return 0, nil, err
	}
	size := int(head[1])
	if size == 126 {
		if _, err := io.ReadFull(r, head[2:]); err != nil {
			return 0, nil, err
		}
		size = int(binary.BigEndian.Uint16(head[2:]))
	}
	payload = make([]byte, size)
	_, err = io.ReadFull(r, payload)
	return head[0] & 0x0f, payload, err
}

func TestASlowClientSkipsFramesAndHoldsNobodyUp(t *testing.T) {
	const newest = 3000
	feed := display.NewFeed()
	var srv *socketServer
	srv = serveSockets(t, Config{WriteWait: time.Minute}, showing(&srv, feed))
	slow, r := srv.dialBare(t, nil)
	if err := slow.SetReadBuffer(4 << 10); err != nil {
		t.Fatal(err)
	}
	fast := srv.dial(t)
	srv.awaitOpen(t, 2)
	pad := strings.Repeat("x", 4000)
	// Each frame is published when the fast client has the one before, while the slow one reads
	// nothing at all: 12 MB, far beyond what the kernel takes in for it.
	for seq := uint64(1); seq <= newest; seq++ {
		feed.Publish(seq, fmt.Appendf(nil, "%d %s", seq, pad))
		if got := receiveText(t, fast); !strings.HasPrefix(got, fmt.Sprintf("%d ", seq)) {
			t.Fatalf("the fast client got %.10q, not frame %d", got, seq)
		}
	}
	seen, last := 0, 0
	for last != newest {
		kind, p, err := readServerFrame(r)
		if err != nil {
			t.Fatalf("the slow client, after %d frames up to %d: %v", seen, last, err)
		}
		if kind != textFrame {
			continue
		}
		before := last
		if _, err := fmt.Sscanf(string(p[:10]), "%d", &last); err != nil || last <= before || len(p) < len(pad) {
			t.Fatalf("after frame %d came %.10q of %d bytes, %v", before, p, len(p), err)
		}
		seen++
	}
	if seen > newest/2 {
		t.Errorf("the slow client was sent %d of %d frames", seen, newest)
	}
}

func TestAClientThatTakesNothingIsDropped(t *testing.T) {
	feed := display.NewFeed()
	var srv *socketServer
	srv = serveSockets(t, Config{WriteWait: 50 * time.Millisecond}, showing(&srv, feed))
	srv.dialBare(t, nil)
	srv.awaitOpen(t, 1)
	frame := bytes.Repeat([]byte("x"), 16<<20) // more than the kernel keeps at both ends
	feed.Publish(1, frame)
	srv.awaitOpen(t, 0)
	select {
	case err := <-srv.reports:
		t.Errorf("a slow client is no failure of the server, but was reported: %v", err)
	default:
	}
}

// quick is a configuration in which what takes half a minute takes a fraction of a second.
func quick() Config {
	return Config{TendEvery: 10 * time.Millisecond, BeatEvery: 40 * time.Millisecond, Silence: 800 * time.Millisecond}
}

func TestAClientThatHangsUpFreesItsPlace(t *testing.T) {
	feed := display.NewFeed()
	var srv *socketServer
	srv = serveSockets(t, quick(), showing(&srv, feed))
	for range 20 {
		srv.dialBare(t, nil)
	}
	polite := srv.dial(t)
	srv.awaitOpen(t, 21)
	gone, _ := srv.dialBare(t, nil)
	srv.awaitOpen(t, 22)
	_ = gone.Close()
	srv.awaitOpen(t, 21)

	bye := fastws.FormatCloseMessage(fastws.CloseGoingAway, "")
	if err := polite.WriteControl(fastws.CloseMessage, bye, time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if code, _ := awaitClose(t, polite); code != fastws.CloseGoingAway {
		t.Errorf("the goodbye is answered with %d", code)
	}
	// The twenty are still connected but answer no ping, as a phone that was carried away.
	srv.awaitOpen(t, 0)
}

func TestASilentClientIsToldToComeBack(t *testing.T) {
	feed := display.NewFeed()
	var srv *socketServer
	srv = serveSockets(t, quick(), showing(&srv, feed))
	conn := srv.dial(t)
	conn.SetPingHandler(func(string) error { return nil })
	if code, _ := awaitClose(t, conn); code != CloseSilent || !code.ComeBack() {
		t.Errorf("closed with %d", code)
	}
}

func TestAQuietSocketHearsHeartbeatsAndStaysOpen(t *testing.T) {
	feed := display.NewFeed()
	var srv *socketServer
	cfg := quick()
	srv = serveSockets(t, cfg, showing(&srv, feed))
	conn := srv.dial(t)
	// The library answers pings inside ReadMessage. Forty beats are twice the silence allowed.
	for range 40 {
		if got := receiveText(t, conn); got != heartbeat {
			t.Fatalf("a quiet socket got %q", got)
		}
	}
	pong := make(chan string, 1)
	conn.SetPongHandler(func(p string) error {
		select {
		case pong <- p:
		default:
		}
		return nil
	})
	if err := conn.WriteControl(fastws.PingMessage, []byte("there?"), time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	for answered := false; !answered; {
		receiveText(t, conn)
		select {
		case p := <-pong:
			if answered = true; p != "there?" {
				t.Errorf("pong is %q", p)
			}
		default:
		}
	}
}

func TestAPumpEndsWithItsOwnContext(t *testing.T) {
	feed := display.NewFeed()
	revoked, revoke := context.WithCancel(t.Context())
	var srv *socketServer
	srv = serveSockets(t, quick(), always(func(_ context.Context, s Socket) error {
		if err := srv.sockets.Pump(revoked, s, feed, nil); !errors.Is(err, context.Canceled) {
			return err
		}
		return &CloseError{CloseRefused, "revoked"}
	}))
	conn := srv.dial(t)
	srv.awaitOpen(t, 1)
	revoke()
	if code, reason := awaitClose(t, conn); code != CloseRefused || reason != "revoked" {
		t.Errorf("closed with %d %q", code, reason)
	}
}

func TestWhatCameTooEarlyIsNotLost(t *testing.T) {
	srv := serveSockets(t, Config{}, always(func(_ context.Context, s Socket) error {
		for {
			p, err := s.Read(10 * time.Second)
			if err != nil {
				return err
			}
			if err := s.Write(p); err != nil {
				return err
			}
		}
	}))
	early := clientFrame(textFrame, true, []byte("too early"))
	split := len(early) - 3
	conn, r := srv.dialBare(t, early[:split])
	if _, err := conn.Write(append(early[split:], clientFrame(textFrame, true, []byte("in time"))...)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"too early", "in time"} {
		if _, p, err := readServerFrame(r); err != nil || string(p) != want {
			t.Fatalf("echo is %q, %v, not %q", p, err, want)
		}
	}
}

// The HTTP server lends its buffers to the next request as soon as a socket has been taken over:
// a socket that still read through one would mix up with it.
func TestSocketsAndRequestsDoNotMixUp(t *testing.T) {
	const clients, rounds = 24, 60
	srv := serveSockets(t, Config{}, always(func(_ context.Context, s Socket) error {
		for {
			p, err := s.Read(10 * time.Second)
			if err != nil {
				return err
			}
			if err := s.Write(p); err != nil {
				return err
			}
		}
	}))
	var all sync.WaitGroup
	for c := range clients {
		conn := srv.dial(t)
		all.Go(func() {
			for i := range rounds {
				want := strings.Repeat(fmt.Sprintf("socket %d.%d ", c, i), 1+i)
				if err := conn.WriteMessage(fastws.TextMessage, []byte(want)); err != nil {
					t.Error(err)
					return
				}
				if _, got, err := conn.ReadMessage(); err != nil || string(got) != want {
					t.Errorf("socket %d got %.40q, %v", c, got, err)
					return
				}
			}
		})
		all.Go(func() {
			for i := range rounds {
				want := strings.Repeat(fmt.Sprintf("request %d.%d ", c, i), 1+i)
				resp, err := http.Post("http://"+srv.addr+"/echo", "text/plain", strings.NewReader(want))
				if err != nil {
					t.Error(err)
					return
				}
				got, err := io.ReadAll(resp.Body)
				_ = resp.Body.Close()
				if err != nil || string(got) != want {
					t.Errorf("request %d got %.40q, %v", c, got, err)
				}
			}
		})
	}
	all.Wait()
}
