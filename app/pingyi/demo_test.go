package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"pingyi/app"
	"pingyi/app/rehearse"
)

// watched is a terminal that calls when a word has come.
type watched struct {
	mu   sync.Mutex
	text bytes.Buffer
	word string
	call func()
}

func (w *watched) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.text.Write(p)
	if strings.Contains(w.text.String(), w.word) {
		w.call()
	}
	return len(p), nil
}

func TestDemoPlaysTheSampleAndStaysUntilItIsStopped(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out := &watched{word: "until Ctrl-C", call: stop}
	var problems bytes.Buffer
	status := run(ctx, []string{"demo", "-lang", "en", "-fast", "-items", "2", "-listen", "0.0.0.0:0"}, console{out: out, err: &problems})
	said := out.text.String()
	if status != 0 || problems.Len() > 0 {
		t.Errorf("status %d, complaints %q:\n%s", status, problems.String(), said)
	}
	if strings.Contains(said, "sent twice: 0,") || strings.Contains(said, "refused: 0,") || strings.Contains(said, "shown late: 0") {
		t.Errorf("the hall has lost its habits:\n%s", said)
	}
	for _, line := range []string{"/desk/s/", "/gfx/hall#", "/gfx/pvw#", "/V#", "89.48  rank 1 of 1", "units that equal the expected result: 2 of 2", "/results", "name scrutineer, the same password"} {
		if !strings.Contains(said, line) {
			t.Errorf("the demo does not say %q:\n%s", line, said)
		}
	}
}

// A ranking and the names on a list take the word of a second person, also in a demo.
func TestDemoHasAScrutineer(t *testing.T) {
	t.Parallel()
	cfg := app.DefaultConfig()
	cfg.Listen = "127.0.0.1:0"
	if err := withServer(t.Context(), cfg, "", func(_ context.Context, e *embedded) error {
		_, err := rehearse.LogIn(e.here(), scrutineerName, e.password)
		return err
	}); err != nil {
		t.Error(err)
	}
}

// Every other shape is played to its expected result too, a form with its void ballots
// and with the votes that were cast elsewhere.
func TestDemoPlaysEveryShape(t *testing.T) {
	t.Parallel()
	for shape, lines := range map[string][]string{
		"pledges":                      {"units that equal the expected result: 2 of 2"},
		"double":                       {"units on one form: 30", "units that equal the expected result: 30 of 30"},
		"../../data/sample/best-worst": {"units that equal the expected result: 40 of 40", "online-counts.csv is entered as 网络得票", "void ballots handed in"},
	} {
		ctx, stop := context.WithCancel(t.Context())
		out := &watched{word: "until Ctrl-C", call: stop}
		var problems bytes.Buffer
		status := run(ctx, []string{"demo", "-lang", "en", "-fast", "-items", "2", "-listen", "127.0.0.1:0", shape}, console{out: out, err: &problems})
		said := out.text.String()
		if status != 0 || problems.Len() > 0 {
			t.Errorf("%s: status %d, complaints %q:\n%s", shape, status, problems.String(), said)
		}
		for _, line := range lines {
			if !strings.Contains(said, line) {
				t.Errorf("%s: the demo does not say %q:\n%s", shape, line, said)
			}
		}
		stop()
	}
}

// gone is a terminal that nobody reads any more, such as a pipe into head.
type gone struct{}

func (gone) Write([]byte) (int, error) { return 0, syscall.EPIPE }

func TestDemoThatNobodyReadsEndsAndLeavesNothingBehind(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	ctx, stop := context.WithTimeout(t.Context(), time.Minute) // a demo ends only when it is told to
	defer stop()
	var problems bytes.Buffer
	status := run(ctx, []string{"demo", "-items", "1", "-listen", "127.0.0.1:0"}, console{out: gone{}, err: &problems})
	if status != 0 || ctx.Err() != nil || problems.Len() > 0 {
		t.Errorf("status %d, %v, said %q", status, ctx.Err(), problems.String())
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("there are still %v, %v", left, err)
	}
}

func TestDemoSaysHowLongItTakes(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]playbill{
		"5s":     {fast: true, seconds: 12, show: rehearse.Show{Items: 2}},
		"45s":    {pause: 4, show: rehearse.Show{Items: 2}},
		"38m30s": {seconds: 12, pause: 4, show: rehearse.Show{Items: 100}},
	} {
		if err := e.complete(false); err != nil {
			t.Fatal(err)
		}
		if got := e.lasts(e.show.Items).String(); got != want {
			t.Errorf("%d items: %q, want %q", e.show.Items, got, want)
		}
	}
}

func TestDemoRefusesWhatItCannotPlay(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"-seconds", "-1"}, {"-pause", "-1"}, {"-items", "-2"}, {"windows", "double"}, {"nowhere"}} {
		if status, _, problems := say(t, "", append([]string{"demo"}, args...)...); status != 1 || problems == "" {
			t.Errorf("demo %v: status %d, said %q", args, status, problems)
		}
	}
}
