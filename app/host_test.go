package app

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// forwarded is a request of a page at vote.gov.local, as a proxy passes it on.
var forwarded = []string{"Origin", "https://vote.gov.local", "X-Forwarded-Host", "vote.gov.local"}

func TestHostIsTakenFromATrustedProxyAlone(t *testing.T) {
	for proxies, trusted := range map[string]bool{
		"": false, "192.0.2.1": false, "10.0.0.0/8,192.0.2.1": false,
		"127.0.0.1": true, "192.0.2.1, ::ffff:127.0.0.1": true, "127.0.0.0/8": true,
	} {
		t.Run(proxies, func(t *testing.T) {
			p := servePlace(t, func(c *Config) { c.TrustedProxies = proxies })
			h := p.handset()
			want := http.StatusForbidden
			if trusted {
				want = http.StatusBadRequest // the code is wrong, and the page is not
			}
			if got := h.post("/v/redeem", "{", forwarded...); got.status != want {
				t.Errorf("a page by the name that the header gives: status %d, want %d: %s", got.status, want, got.body)
			}
			policy := h.send("GET", "/v", "", "X-Forwarded-Host", "vote.gov.local").header.Get("Content-Security-Policy")
			if strings.Contains(policy, "wss://vote.gov.local") != trusted {
				t.Errorf("sockets may go where the header says: %s", policy)
			}
			if got := h.post("/v/redeem", "{", "Origin", "https://vote.gov.local", "Host", "vote.gov.local"); got.status != http.StatusBadRequest {
				t.Errorf("a page by the name that the request gives: status %d: %s", got.status, got.body)
			}
		})
	}
}

// TestErrorIsShownInTheDressOfItsPlace: whoever votes is not sent to the desk.
func TestErrorIsShownInTheDressOfItsPlace(t *testing.T) {
	p := publishPlace(t, nil)
	organizer := p.desk.page("/v/nothing") // who is logged in votes as everybody does
	if strings.Contains(organizer.body, "zhang") || strings.Contains(organizer.body, "/desk") {
		t.Errorf("the phone's page of an error speaks of the desk:\n%s", organizer.body)
	}
	h := p.handset()
	for path, got := range map[string]reply{
		"/v/nothing": h.page("/v/nothing"), "/nothing": h.page("/nothing"), "/deskless": h.page("/deskless"),
		"/v/redeem": h.form("/v/redeem?x=1", url.Values{"code": {"x"}}),
	} {
		if !strings.Contains(got.body, "<title>未能完成 · 公开评议</title>") || !strings.Contains(got.body, `<a href="/v">返回评议页面</a>`) || strings.Contains(got.body, "组织台") {
			t.Errorf("%s, status %d, shows\n%s", path, got.status, got.body)
		}
		if !strings.Contains(got.header.Get("Content-Security-Policy"), "style-src 'sha256-") {
			t.Errorf("%s: the policy does not know the phone's style", path)
		}
	}
	if got := h.send("GET", "/v/nothing", "", "Accept", "text/html", "Accept-Language", "en", "Cookie", "big=1"); !strings.Contains(got.body, "<title>This did not work · Public appraisal</title>") || !strings.Contains(got.body, `class="big"`) {
		t.Errorf("in English and large it shows\n%s", got.body)
	}
	if got := p.desk.page("/desk/nothing"); !strings.Contains(got.body, "<title>未能完成 · 组织台</title>") || !strings.Contains(got.body, `<a href="/desk">返回组织台</a>`) {
		t.Errorf("the desk's page shows\n%s", got.body)
	}
}
