package web

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/data"
	"pingyi/static"
	"pingyi/voting"
)

func TestEveryRefusalHasAStatusAndTwoSentences(t *testing.T) {
	files, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	site := &Site{Site: files}
	for _, code := range voting.Codes() {
		p := ProblemOf(fmt.Errorf("act: %w", voting.Refusal{Code: code}))
		if p.Code != string(code) || p.Status < 400 || p.Status > 499 {
			t.Errorf("%s is told as %d %s", code, p.Status, p.Code)
		}
		if zh, en := site.Sentence("zh-CN", p), site.Sentence("en", p); zh == p.Code || en == p.Code || zh == en {
			t.Errorf("%s reads %q and %q", code, zh, en)
		}
	}
}

func TestWhatBecomesOfOtherErrors(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		code   string
	}{
		{live.ErrNotRecorded, http.StatusServiceUnavailable, "not-recorded"},
		{data.ErrClosed, http.StatusServiceUnavailable, "not-recorded"},
		{data.ErrBusy, http.StatusServiceUnavailable, "busy"},
		{data.ErrFull, http.StatusInsufficientStorage, "disk-full"},
		{fiber.ErrServiceUnavailable, http.StatusServiceUnavailable, "busy"}, // no place for a socket
		{errors.New("a secret of the house"), http.StatusInternalServerError, "internal"},
	} {
		if p := ProblemOf(fmt.Errorf("act: %w", c.err)); p.Status != c.status || p.Code != c.code || p.Detail != "" {
			t.Errorf("%v is told as %+v, want %d %s", c.err, p, c.status, c.code)
		}
	}
}
