package app

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/static"
)

func TestAHandlerThatPanicsAnswersAndTheServerGoesOn(t *testing.T) {
	files, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	var logged bytes.Buffer
	cfg := DefaultConfig()
	cfg.Dir = t.TempDir()
	a, err := prepare(cfg, slog.New(slog.NewTextHandler(&logged, nil)))
	if err != nil {
		t.Fatal(err)
	}
	a.site = &web.Site{Site: files, Logger: a.logger}
	a.serve()
	a.fiber.Get("/broken", func(*fiber.Ctx) error { panic("a row that is not there") })
	a.fiber.Get("/whole", func(c *fiber.Ctx) error { return c.SendString("whole") })

	for _, want := range []struct {
		path   string
		status int
		body   string
	}{
		{"/broken", http.StatusInternalServerError, `"code":"internal"`},
		{"/whole", http.StatusOK, "whole"},
	} {
		response, err := a.fiber.Test(httptest.NewRequest(http.MethodGet, want.path, nil))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		if response.StatusCode != want.status || !strings.Contains(string(body), want.body) || strings.Contains(string(body), "a row") {
			t.Errorf("%s answers %d %s", want.path, response.StatusCode, body)
		}
	}
	if got := logged.String(); !strings.Contains(got, "a row that is not there") || !strings.Contains(got, "guard_test.go") {
		t.Errorf("the log does not say what panicked, and where: %s", got)
	}
}
