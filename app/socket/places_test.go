package socket

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
)

func TestNoMoreSocketsThanPlaces(t *testing.T) {
	srv := serveSockets(t, Config{MaxSockets: 1}, always(func(_ context.Context, s Socket) error {
		_, err := s.Read(time.Minute)
		return err
	}))
	first := srv.dial(t)
	srv.awaitOpen(t, 1)
	_, resp, err := srv.try("http://" + srv.addr)
	if err == nil || resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" {
		t.Fatalf("the second socket: %v", err)
	}
	_ = first.Close()
	srv.awaitOpen(t, 0)
	srv.dial(t)
}

func TestTheCrowdLeavesPlacesForTheScreens(t *testing.T) {
	srv := serveSockets(t, Config{MaxSockets: 3, Reserve: 1}, always(func(_ context.Context, s Socket) error {
		_, err := s.Read(time.Minute)
		return err
	}))
	for n := 1; n <= 2; n++ {
		conn, _, err := srv.tryAt("/crowd", "http://"+srv.addr)
		if err != nil {
			t.Fatalf("phone %d: %v", n, err)
		}
		defer conn.Close()
		srv.awaitOpen(t, n)
	}
	if _, resp, err := srv.tryAt("/crowd", "http://"+srv.addr); err == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("one phone too many: %v", err)
	}
	srv.dial(t) // a screen
	srv.awaitOpen(t, 3)
	if _, resp, err := srv.try("http://" + srv.addr); err == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("one screen too many: %v", err)
	}
}

func TestTheLastPlaceIsGivenOnce(t *testing.T) {
	var inside sync.WaitGroup
	inside.Add(2)
	// Both requests find a place free, and both are admitted before either takes it.
	srv := serveSockets(t, Config{MaxSockets: 1}, func(*fiber.Ctx) (Handler, error) {
		inside.Done()
		inside.Wait()
		return func(ctx context.Context, _ Socket) error { <-ctx.Done(); return nil }, nil
	})
	codes := make(chan CloseCode, 2)
	for range 2 {
		go func() {
			conn, _, err := srv.try("http://" + srv.addr)
			if err != nil {
				t.Errorf("connect: %v", err)
				codes <- 0
				return
			}
			defer conn.Close()
			code, _ := awaitClose(t, conn)
			codes <- code
		}()
	}
	if code := <-codes; code != CloseFull || !code.ComeBack() {
		t.Errorf("one too many is closed with %d", code)
	}
	if err := srv.sockets.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if code := <-codes; code != CloseRestart {
		t.Errorf("the one with the place is closed with %d", code)
	}
}
