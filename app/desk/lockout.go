package desk

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Whoever may try wrong passwords at an account could keep its owner out by
// doing so. So a browser from which the owner has logged in before keeps a
// signed cookie and has a counter of its own; all strangers share another one.
// Guessing stays as slow as it was, and it locks strangers out and nobody else.

const (
	wrongAllowed = 5
	lockedFor    = 15 * time.Minute
	// knownFor is how long a browser is remembered after its last log-in.
	knownFor = 180 * 24 * time.Hour
)

// guesser is who tries passwords at an account: a browser that is known there,
// or, with an empty name, all strangers together.
type guesser struct{ name, browser string }

// lockout counts the wrong passwords of one guesser in a row.
type lockout struct {
	wrong int
	until time.Time
}

// note counts one attempt and reports whether it lets the person in. Whether
// the guesser rests is asked here, after the hash, or attempts that came
// together would all be made before the first was counted. What comes while it
// rests does not count, or the owner would keep it locked by trying. A known
// browser that rests is a stranger like others meanwhile.
func (a *Accounts) note(g guesser, right bool, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.failures[g].until.After(now) {
		g.browser = ""
	}
	f := a.failures[g]
	if f.until.After(now) {
		return false
	}
	if right {
		delete(a.failures, g)
		return true
	}
	if f.wrong++; f.wrong >= wrongAllowed {
		f = lockout{until: now.Add(lockedFor)}
	}
	a.failures[g] = f
	return false
}

// browserSignature signs that a browser has been let in with an account. The
// text that it signs is none that another cookie could hold.
func (d *Desk) browserSignature(name, browser string) []byte {
	return d.sign([]byte("browser\n" + name + "\n" + browser))
}

// browserCookie is the name of the cookie, one for each account, for people who
// share a computer.
func (d *Desk) browserCookie(name string) string {
	cookie := "known-" + hex.EncodeToString(d.browserSignature(name, "")[:8])
	if d.site.Secure {
		return "__Host-" + cookie
	}
	return cookie
}

// browserOf names the browser that asks, empty when nobody has logged in from
// it with this account.
func (d *Desk) browserOf(c *fiber.Ctx, name string) string {
	browser, mac64, _ := strings.Cut(c.Cookies(d.browserCookie(name)), ".")
	mac, err := base64.RawURLEncoding.DecodeString(mac64)
	if err != nil || browser == "" || !sameMAC(mac, d.browserSignature(name, browser)) {
		return ""
	}
	return strings.Clone(browser)
}

// remember has the browser known to an account from now on.
func (d *Desk) remember(c *fiber.Ctx, name, browser string) {
	encode := base64.RawURLEncoding.EncodeToString
	if browser == "" {
		var random [16]byte
		_, _ = rand.Read(random[:]) // never fails on the systems Go supports
		browser = encode(random[:])
	}
	d.setCookie(c, d.browserCookie(name), browser+"."+encode(d.browserSignature(name, browser)), knownFor)
}
