package socket

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	fastws "github.com/fasthttp/websocket"
	"github.com/gofiber/fiber/v2"

	"pingyi/display"
)

// socketServer is an app with one socket route on a real port.
type socketServer struct {
	addr    string
	sockets *Sockets
	reports chan error
}

func serveSockets(t *testing.T, cfg Config, admit Admit) *socketServer {
	t.Helper()
	srv := &socketServer{reports: make(chan error, 100)}
	cfg.Report = func(err error) { srv.reports <- err }
	root := fiber.New(fiber.Config{DisableStartupMessage: true, ReadTimeout: 5 * time.Second})
	srv.sockets = New(root, cfg)
	root.Get("/socket", srv.sockets.Handler(admit))
	root.Get("/crowd", srv.sockets.Crowd(admit))
	root.Post("/echo", func(c *fiber.Ctx) error { return c.Send(c.Body()) })
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv.addr = ln.Addr().String()
	served := make(chan error, 1)
	go func() { served <- root.Listener(ln) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := srv.sockets.Close(ctx); err != nil {
			t.Errorf("sockets left behind: %v", err)
		}
		if err := errors.Join(root.ShutdownWithContext(ctx), <-served); err != nil {
			t.Errorf("shut down: %v", err)
		}
	})
	return srv
}

// always admits everybody to one handler.
func always(handle Handler) Admit {
	return func(*fiber.Ctx) (Handler, error) { return handle, nil }
}

// showing admits everybody to a feed.
func showing(srv **socketServer, feed *display.Feed) Admit {
	return always(func(ctx context.Context, s Socket) error { return (*srv).sockets.Pump(ctx, s, feed, nil) })
}

func (srv *socketServer) try(origin string) (*fastws.Conn, *http.Response, error) {
	return srv.tryAt("/socket", origin)
}

func (srv *socketServer) tryAt(path, origin string) (*fastws.Conn, *http.Response, error) {
	header := http.Header{}
	if origin != "" {
		header.Set("Origin", origin)
	}
	dialer := fastws.Dialer{HandshakeTimeout: 10 * time.Second}
	return dialer.Dial("ws://"+srv.addr+path, header)
}

func (srv *socketServer) dial(t *testing.T) *fastws.Conn {
	t.Helper()
	conn, resp, err := srv.try("http://" + srv.addr)
	if err != nil {
		t.Fatalf("connect: %v %v", err, resp)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return conn
}

func receiveText(t *testing.T, conn *fastws.Conn) string {
	t.Helper()
	_, p, err := conn.ReadMessage()
	if err != nil {
		t.Fatalf("receive: %v", err)
	}
	return string(p)
}

// awaitClose reads until the socket is closed and gives code and reason.
func awaitClose(t *testing.T, conn *fastws.Conn) (CloseCode, string) {
	t.Helper()
	for {
		_, _, err := conn.ReadMessage()
		var closed *fastws.CloseError
		if errors.As(err, &closed) {
			return CloseCode(closed.Code), closed.Text
		}
		if err != nil {
			t.Errorf("the socket ended without a code: %v", err)
			return 0, ""
		}
	}
}

func (srv *socketServer) awaitOpen(t *testing.T, want int) {
	t.Helper()
	poll := time.NewTicker(2 * time.Millisecond)
	defer poll.Stop()
	for start := time.Now(); srv.sockets.Open() != want; <-poll.C {
		if time.Since(start) > 15*time.Second {
			t.Fatalf("%d sockets are open, not %d", srv.sockets.Open(), want)
		}
	}
}

func TestPanicInAHandlerEndsOnlyItsSocket(t *testing.T) {
	srv := serveSockets(t, Config{}, always(func(_ context.Context, s Socket) error {
		p, err := s.Read(10 * time.Second)
		if err != nil {
			return err
		}
		if string(p) == "panic" {
			panic("secret detail")
		}
		return s.Write(p)
	}))
	bystander := srv.dial(t)
	victim := srv.dial(t)
	if err := victim.WriteMessage(fastws.TextMessage, []byte("panic")); err != nil {
		t.Fatal(err)
	}
	if code, reason := awaitClose(t, victim); code != CloseTrouble || !code.ComeBack() || reason != "" {
		t.Errorf("closed with %d %q", code, reason)
	}
	if err := <-srv.reports; !strings.Contains(err.Error(), "secret detail") || !strings.Contains(err.Error(), "socket_test.go") {
		t.Errorf("reported %v", err)
	}
	if err := bystander.WriteMessage(fastws.TextMessage, []byte("still here")); err != nil {
		t.Fatal(err)
	}
	if got := receiveText(t, bystander); got != "still here" {
		t.Errorf("echo is %q", got)
	}
}

func TestOnlyTheOwnOriginIsLetIn(t *testing.T) {
	srv := serveSockets(t, Config{}, always(func(context.Context, Socket) error { return nil }))
	_, port, _ := net.SplitHostPort(srv.addr)
	for _, origin := range []string{"", "null", "http://evil.example", "http://" + srv.addr + ".evil.example", "http://127.0.0.2:" + port} {
		_, resp, err := srv.try(origin)
		if err == nil || resp == nil || resp.StatusCode != http.StatusForbidden {
			t.Errorf("origin %q: %v %v", origin, err, resp)
		}
	}
	if code, _ := awaitClose(t, srv.dial(t)); code != CloseOver || code.ComeBack() {
		t.Errorf("own origin closed with %d", code)
	}
}

func TestCallerMayAllowAMissingOrigin(t *testing.T) {
	allow := func(_ *fiber.Ctx, origin string) bool { return origin == "" }
	srv := serveSockets(t, Config{AllowOrigin: allow}, always(func(context.Context, Socket) error { return nil }))
	conn, _, err := srv.try("")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if code, _ := awaitClose(t, conn); code != CloseOver {
		t.Errorf("closed with %d", code)
	}
	if _, resp, err := srv.try("http://" + srv.addr); err == nil || resp.StatusCode != http.StatusForbidden {
		t.Errorf("an origin the caller refuses: %v", err)
	}
}

func TestRefusalsBeforeTheUpgradeArePlainHTTP(t *testing.T) {
	srv := serveSockets(t, Config{}, func(*fiber.Ctx) (Handler, error) { return nil, fiber.ErrUnauthorized })
	if _, resp, err := srv.try("http://" + srv.addr); err == nil || resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("a caller who is not admitted: %v", err)
	}
	resp, err := http.Get("http://" + srv.addr + "/socket")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusUpgradeRequired {
		t.Errorf("a plain GET gets %d", resp.StatusCode)
	}
}

func TestHandlerChoosesTheGoodbye(t *testing.T) {
	reason := strings.Repeat("评", 50)
	srv := serveSockets(t, Config{}, always(func(context.Context, Socket) error {
		return fmt.Errorf("first message: %w", &CloseError{CloseRefused, reason})
	}))
	code, got := awaitClose(t, srv.dial(t))
	if code != CloseRefused || code.ComeBack() || got != strings.Repeat("评", 41) {
		t.Errorf("closed with %d %q", code, got)
	}
}

func TestReadRunsOutOfTimeAndMayBeRepeated(t *testing.T) {
	timedOut := make(chan error, 1)
	srv := serveSockets(t, Config{}, always(func(_ context.Context, s Socket) error {
		_, err := s.Read(time.Millisecond)
		timedOut <- err
		p, err := s.Read(10 * time.Second)
		if err != nil {
			return err
		}
		return s.Write(p)
	}))
	conn := srv.dial(t)
	if err := <-timedOut; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("read ended with %v", err)
	}
	if err := conn.WriteMessage(fastws.TextMessage, []byte("late")); err != nil {
		t.Fatal(err)
	}
	if got := receiveText(t, conn); got != "late" {
		t.Errorf("got %q", got)
	}
}

func TestReconnectGetsTheNewestFrameAtOnce(t *testing.T) {
	feed := display.NewFeed()
	var srv *socketServer
	srv = serveSockets(t, Config{}, showing(&srv, feed))
	feed.Publish(1, []byte("one"))
	first := srv.dial(t)
	if got := receiveText(t, first); got != "one" {
		t.Fatalf("first picture is %q", got)
	}
	_ = first.Close()
	feed.Publish(2, []byte("two"))
	feed.Publish(3, []byte("three"))
	second := srv.dial(t)
	if got := receiveText(t, second); got != "three" {
		t.Fatalf("picture after coming back is %q", got)
	}
	feed.Publish(4, []byte("four"))
	if got := receiveText(t, second); got != "four" {
		t.Fatalf("next picture is %q", got)
	}
}

func TestLongMessagesAndSharedWireForm(t *testing.T) {
	feed := display.NewFeed()
	var srv *socketServer
	srv = serveSockets(t, Config{}, showing(&srv, feed))
	conns := []*fastws.Conn{srv.dial(t), srv.dial(t), srv.dial(t)}
	for i, size := range []int{0, 1, 125, 126, 65535, 65536, 200_000} {
		want := strings.Repeat("x", size)
		feed.Publish(uint64(i+1), []byte(want))
		for _, conn := range conns {
			if got := receiveText(t, conn); got != want {
				t.Fatalf("a frame of %d bytes came with %d", size, len(got))
			}
		}
	}
}

func TestClosingTheSocketsTellsEveryClientToComeBack(t *testing.T) {
	feed := display.NewFeed()
	var srv *socketServer
	srv = serveSockets(t, Config{}, showing(&srv, feed))
	var clients sync.WaitGroup
	for range 50 {
		conn := srv.dial(t)
		clients.Go(func() {
			if code, _ := awaitClose(t, conn); code != CloseRestart || !code.ComeBack() {
				t.Errorf("closed with %d", code)
			}
		})
	}
	srv.awaitOpen(t, 50)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := srv.sockets.Close(ctx); err != nil {
		t.Fatal(err)
	}
	clients.Wait()
	if _, resp, err := srv.try("http://" + srv.addr); err == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("after the end: %v", err)
	}
}

func TestCloseReportsAHandlerThatDoesNotEnd(t *testing.T) {
	release := make(chan struct{})
	srv := serveSockets(t, Config{}, always(func(context.Context, Socket) error {
		<-release
		return nil
	}))
	srv.dial(t)
	srv.awaitOpen(t, 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := srv.sockets.Close(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("close gave %v", err)
	}
	close(release)
	srv.awaitOpen(t, 0)
}

func TestWhatIsForOneSocketAloneIsSaidWhenTheFeedWakesIt(t *testing.T) {
	feed := display.NewFeed()
	feed.Publish(1, []byte("picture"))
	var srv *socketServer
	woken := 0
	srv = serveSockets(t, Config{}, always(func(ctx context.Context, s Socket) error {
		return srv.sockets.Pump(ctx, s, feed, func(s Socket) error {
			if woken++; woken == 2 {
				return s.Write([]byte("for you"))
			}
			return nil
		})
	}))
	conn := srv.dial(t)
	if got := receiveText(t, conn); got != "picture" {
		t.Fatalf("first comes %q", got)
	}
	feed.Nudge()
	if got := receiveText(t, conn); got != "for you" {
		t.Errorf("then comes %q", got)
	}
	feed.Publish(2, []byte("next picture"))
	if got := receiveText(t, conn); got != "next picture" {
		t.Errorf("at last comes %q", got)
	}
}
