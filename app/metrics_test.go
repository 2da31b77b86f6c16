package app

import (
	"net/http"
	"testing"
)

func TestMeasuresAreForTheMachineItselfAlone(t *testing.T) {
	p := servePlace(t, nil)
	h := p.handset()
	_, port := p.hostPort()
	for _, host := range []string{"127.0.0.1:" + port, "localhost", "[::1]:" + port} {
		if answer := h.send("GET", "/metrics", "", "Host", host); answer.status != http.StatusOK {
			t.Errorf("asked as %s: status %d", host, answer.status)
		}
	}
	// A proxy on this machine speaks for somebody else: by the name it was called, or by what it says of whom it speaks for.
	for what, headers := range map[string][]string{
		"the name of the server":   {"Host", "vote.gov.local"},
		"a name that looks local":  {"Host", "127.0.0.1.elsewhere.example"},
		"an address of the net":    {"Host", "192.168.1.2:" + port},
		"Forwarded":                {"Forwarded", "for=192.0.2.1"},
		"X-Forwarded-For":          {"X-Forwarded-For", "192.0.2.1"},
		"X-Forwarded-Proto":        {"X-Forwarded-Proto", "https"},
		"X-Forwarded-Host":         {"x-forwarded-host", "vote.gov.local"},
		"X-Real-IP":                {"X-Real-Ip", "192.0.2.1"},
		"an empty X-Forwarded-For": {"X-Forwarded-For", ""},
	} {
		if answer := h.send("GET", "/metrics", "", headers...); answer.status != http.StatusNotFound {
			t.Errorf("with %s: status %d", what, answer.status)
		}
	}
}
