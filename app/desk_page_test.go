package app

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var inlineCode = regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|javascript:|<script(?: [^>]*)?>[^<]`)

func TestDeskPagesAreStrictAndNeverStored(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	session := b.create(true)
	b.must(session, `{"act":"issue"}`, `{"act":"publish"}`, `{"act":"stage","item":1}`)
	base := "/desk/s/" + session
	for _, path := range []string{"/desk", "/desk/login", base, base + "?lang=en", base + "/results", base + "/cards", "/desk/nowhere"} {
		page := b.page(path)
		policy := page.header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "ws://127.0.0.1:"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: policy %q lacks %s", path, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") || inlineCode.MatchString(page.body) {
			t.Errorf("%s has code or style in the page, or a policy that allows it", path)
		}
		if got := page.header.Get("Referrer-Policy"); got != "same-origin" {
			t.Errorf("%s: Referrer-Policy %q, with which browsers may send forms from the origin null", path, got)
		}
		if got := page.header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q", path, got)
		}
		if path != "/desk" && path != "/desk/login" && path != "/desk/nowhere" && !strings.Contains(page.body, `class="rehearsal"`) {
			t.Errorf("%s does not say that it is a rehearsal", path)
		}
	}
	if page := b.page("/desk/nowhere"); page.status != http.StatusNotFound || !strings.Contains(page.body, `href="/desk"`) {
		t.Errorf("an unknown page: status %d, or no way back", page.status)
	}
}

func TestScreensLoadOnlyHashedFiles(t *testing.T) {
	server := deskServer(t)
	b := newBrowser(t, server)
	for _, path := range []string{"/gfx/hall", "/gfx/pgm", "/dev/gallery"} {
		page := b.page(path)
		if page.status != http.StatusOK || !strings.Contains(page.header.Get("Content-Security-Policy"), "connect-src 'self' ws://127.0.0.1:") {
			t.Errorf("%s: status %d, policy %q", path, page.status, page.header.Get("Content-Security-Policy"))
		}
		files := regexp.MustCompile(`(?:src|href)="(/s/[^"]+)"`).FindAllStringSubmatch(page.body, -1)
		if len(files) == 0 {
			t.Errorf("%s loads nothing", path)
		}
		for _, file := range files {
			if answer := b.page(file[1]); answer.status != http.StatusOK {
				t.Errorf("%s loads %s: status %d", path, file[1], answer.status)
			}
		}
	}
	code := b.page("/screen/qr.svg")
	if code.status != http.StatusOK || !strings.Contains(code.body, "<svg") || code.header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("the join code: status %d, %s", code.status, code.header.Get("Content-Type"))
	}
	// No browser keeps a code under the name of another address than it leads to.
	for to, want := range map[string]bool{server.BaseURL() + "/V": true, "": true, "https://before.example.cn/V": false} {
		named := b.page("/screen/qr.svg?to=" + url.QueryEscape(to))
		if kept := strings.Contains(named.header.Get("Cache-Control"), "max-age"); named.body != code.body || kept != want {
			t.Errorf("the join code to %q: status %d, kept: %t", to, named.status, kept)
		}
	}
}
