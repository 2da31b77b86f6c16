package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// unwell is a server that lives and cannot take votes; it returns where it listens.
func unwell(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/livez" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}

func TestHealthIsAskedWhereTheServerListens(t *testing.T) {
	listens := unwell(t)
	t.Setenv("PINGYI_LISTEN", listens)
	if status, _, problems := say(t, "", "health", "-lang", "en"); status != 1 || !strings.Contains(problems, "http://"+listens+"/healthz answers 503") {
		t.Errorf("by its environment: status %d, said %q", status, problems)
	}
	_, port, _ := strings.Cut(listens, ":")
	t.Setenv("PINGYI_LISTEN", "0.0.0.0:"+port) // as in the container
	if status, _, problems := say(t, "", "health", "-lang", "en"); status != 1 || !strings.Contains(problems, "http://"+listens+"/healthz answers 503") {
		t.Errorf("in a container: status %d, said %q", status, problems)
	}
	if status, _, problems := say(t, "", "health", "-listen", "127.0.0.1:1"); status != 1 || !strings.Contains(problems, "127.0.0.1:1") {
		t.Errorf("by its flag: status %d, said %q", status, problems)
	}
	if status, _, problems := say(t, "", "health", "http://"+listens+"/livez"); status != 0 {
		t.Errorf("by an address: status %d, said %q", status, problems)
	}
}

// A full disk is no reason to start a server again.
func TestServerThatCannotTakeVotesIsAlive(t *testing.T) {
	t.Setenv("PINGYI_LISTEN", unwell(t))
	if status, _, problems := say(t, "", "health", "-alive"); status != 0 {
		t.Errorf("status %d, said %q", status, problems)
	}
	file, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(file), `CMD ["pingyi", "health", "-alive"]`) {
		t.Error("the container is called unwell when its disk is full")
	}
}
