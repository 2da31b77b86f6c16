package app

import (
	"log/slog"
	"net"
	"strings"
	"testing"
)

func TestAddressOfAServerForTheWholeNetworkIsOneThatPhonesCanOpen(t *testing.T) {
	for _, listens := range []string{"127.0.0.1:8080", "10.1.2.3:8080", "[::1]:8080"} {
		if got := reachable(listens); got != "http://"+listens {
			t.Errorf("listening on %s is reached at %q; its own address will do", listens, got)
		}
	}
	for _, listens := range []string{"0.0.0.0:8080", "[::]:8080", ":8080"} {
		got := reachable(listens)
		host, port, err := net.SplitHostPort(strings.TrimPrefix(got, "http://"))
		if ip := net.ParseIP(host); err != nil || port != "8080" || ip == nil || ip.IsUnspecified() {
			t.Errorf("listening on %s is reached at %q", listens, got)
		}
	}
}

func TestServerOnAllAddressesPrintsOneThatCanBeOpened(t *testing.T) {
	t.Parallel()
	for _, listen := range []string{"0.0.0.0:0", ":0"} {
		cfg := DefaultConfig()
		cfg.Dir, cfg.Listen = t.TempDir(), listen
		server, err := New(cfg, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Close() })
		for _, useless := range []string{"0.0.0.0", "[::]", "//:", ":0"} {
			if strings.Contains(server.BaseURL()+"/", useless+"/") || strings.Contains(server.BaseURL(), useless+":") {
				t.Errorf("listening on %s, cards would carry %s", listen, server.BaseURL())
			}
		}
	}
}

func TestServerIsAskedOnItsOwnMachine(t *testing.T) {
	for listens, want := range map[string]string{
		"0.0.0.0:8080": "http://127.0.0.1:8080", "[::]:8080": "http://127.0.0.1:8080", ":8080": "http://127.0.0.1:8080",
		"127.0.0.1:9": "http://127.0.0.1:9", "[::1]:9": "http://[::1]:9", "10.1.2.3:80": "http://10.1.2.3:80", "vote.gov.local:80": "http://vote.gov.local:80",
	} {
		if got := Here(listens); got != want {
			t.Errorf("listening on %s, it is asked at %s, want %s", listens, got, want)
		}
	}
}
