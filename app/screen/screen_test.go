package screen

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"pingyi/app/socket"
	"pingyi/app/web"
)

// silent is a socket on which nothing is said; it tells how long it was waited.
type silent struct {
	socket.Socket
	waited chan time.Duration
	end    chan error
}

func (s silent) Read(wait time.Duration) ([]byte, error) {
	s.waited <- wait
	return nil, <-s.end
}

// strangers are screens that hold their tongue, and how they end.
type strangers struct {
	t       *testing.T
	screens *Screens
	metrics *prometheus.Registry
	waited  chan time.Duration
	end     chan error
	ended   chan error
}

func admitStrangers(t *testing.T) *strangers {
	metrics := prometheus.NewRegistry()
	return &strangers{
		t: t, metrics: metrics, screens: New(&web.Site{}, nil, web.NewFeeds(nil, time.Now, metrics)),
		waited: make(chan time.Duration), end: make(chan error), ended: make(chan error, 2*maxUnknown),
	}
}

func (s *strangers) enter() error {
	handle, err := s.screens.Live(nil)
	if err == nil {
		go func() { s.ended <- handle(s.t.Context(), silent{waited: s.waited, end: s.end}) }()
	}
	return err
}

// wantCounted looks at the measures for so many screens without a token.
func (s *strangers) wantCounted(n int) {
	s.t.Helper()
	answer := httptest.NewRecorder()
	promhttp.HandlerFor(s.metrics, promhttp.HandlerOpts{}).ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
	if want := fmt.Sprintf("pingyi_sockets{screen=\"unknown\"} %d\n", n); !strings.Contains(answer.Body.String(), want) {
		s.t.Errorf("the measures lack %s:\n%s", want, answer.Body)
	}
}

func TestSilenceIsNotAnErrorOfTheServer(t *testing.T) {
	s := admitStrangers(t)
	if err := s.enter(); err != nil {
		t.Fatal(err)
	}
	if wait := <-s.waited; wait > 3*time.Second {
		t.Errorf("a screen may hold its place in silence for %s", wait)
	}
	s.end <- fmt.Errorf("wait for message: %w", os.ErrDeadlineExceeded)
	var closed *socket.CloseError
	if err := <-s.ended; !errors.As(err, &closed) || closed.Code != socket.CloseSilent || !closed.Code.ComeBack() {
		t.Errorf("silence ends with %v; a screen on a slow network is to try again, and nobody is to be alarmed", err)
	}
}

func TestScreensThatSayNothingAreCountedAndFew(t *testing.T) {
	s := admitStrangers(t)
	for n := range maxUnknown {
		if err := s.enter(); err != nil {
			t.Fatalf("stranger %d: %v", n, err)
		}
		<-s.waited
	}
	s.wantCounted(maxUnknown)
	if err := s.enter(); web.ProblemOf(err).Status != 503 {
		t.Errorf("one too many is admitted: %v", err)
	}
	s.end <- os.ErrDeadlineExceeded
	<-s.ended
	s.wantCounted(maxUnknown - 1)
	if err := s.enter(); err != nil {
		t.Errorf("after one has gone: %v", err)
	}
	<-s.waited
	for range maxUnknown {
		s.end <- os.ErrDeadlineExceeded
		<-s.ended
	}
	s.wantCounted(0)
}

func TestTheLastPlaceOfAStrangerIsGivenOnce(t *testing.T) {
	s := admitStrangers(t)
	for range maxUnknown - 1 {
		if err := s.enter(); err != nil {
			t.Fatal(err)
		}
		<-s.waited
	}
	// Both are admitted before either has taken the place.
	handle, err := s.screens.Live(nil)
	also, err2 := s.screens.Live(nil)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	go func() { s.ended <- handle(t.Context(), silent{waited: s.waited, end: s.end}) }()
	<-s.waited
	var closed *socket.CloseError
	if err := also(t.Context(), silent{}); !errors.As(err, &closed) || closed.Code != socket.CloseFull {
		t.Errorf("one too many ends with %v", err)
	}
	for range maxUnknown {
		s.end <- os.ErrDeadlineExceeded
		<-s.ended
	}
}
