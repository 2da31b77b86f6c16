package main

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"
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
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out := &watched{word: "until Ctrl-C", call: stop}
	var problems bytes.Buffer
	status := run(ctx, []string{"demo", "-fast", "-items", "2", "-listen", "0.0.0.0:0"}, console{out: out, err: &problems})
	said := out.text.String()
	if status != 0 || problems.Len() > 0 {
		t.Errorf("status %d, complaints %q:\n%s", status, problems.String(), said)
	}
	if strings.Contains(said, " 0 ballots sent twice") || strings.Contains(said, " 0 sent after") || strings.Contains(said, " 0 cards") {
		t.Errorf("the hall has lost its habits:\n%s", said)
	}
	for _, line := range []string{"/desk/s/", "/screen/hall#", "/screen/overlay#", "/V#", "89.48  rank 1 of 1", "2 of 2 windows equal the expected result", "/results"} {
		if !strings.Contains(said, line) {
			t.Errorf("the demo does not say %q:\n%s", line, said)
		}
	}
}

func TestDemoRefusesWhatItCannotPlay(t *testing.T) {
	for _, args := range [][]string{{"-seconds", "0"}, {"-pause", "-1"}, {"-items", "-2"}, {"windows"}} {
		if status, _, problems := say(t, "", append([]string{"demo"}, args...)...); status != 1 || problems == "" {
			t.Errorf("demo %v: status %d, said %q", args, status, problems)
		}
	}
}
