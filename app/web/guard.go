package web

import (
	"net"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// SameOrigin refuses what another site's page makes a browser send. Browsers
// name their origin on every POST; programs that name none are let through,
// since they hold no one else's cookies.
func (s *Site) SameOrigin(c *fiber.Ctx) bool {
	site := c.Get("Sec-Fetch-Site")
	if site != "" && site != "same-origin" && site != "none" {
		return false
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" || (origin == "null" && site == "same-origin") {
		return true
	}
	if origin == s.BaseURL {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && u.Host == c.Hostname()
}

// GuardPosts refuses every changing request of a foreign page.
func (s *Site) GuardPosts(c *fiber.Ctx) error {
	if c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead && !s.SameOrigin(c) {
		return ForeignOrigin
	}
	return c.Next()
}

// SecureHeaders are the same for every answer; pages add their own policy.
func (s *Site) SecureHeaders(c *fiber.Ctx) error {
	s.guardAnswer(c)
	return c.Next()
}

func (s *Site) guardAnswer(c *fiber.Ctx) {
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "same-origin") // with no-referrer, forms would come from the origin "null"
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	c.Set(fiber.HeaderCacheControl, "no-store")
	if s.Secure {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000")
	}
}

// Language is what a person reads: the choice made on the page, else what the
// browser asks for, else Chinese.
func Language(c *fiber.Ctx) string {
	for _, chosen := range []string{c.Query("lang"), c.Cookies("lang")} {
		switch chosen {
		case "en":
			return "en"
		case "zh", "zh-CN":
			return "zh-CN"
		}
	}
	if strings.HasPrefix(strings.ToLower(c.Get(fiber.HeaderAcceptLanguage)), "en") {
		return "en"
	}
	return "zh-CN"
}

// WantsPage tells a person's navigation from a script's request.
func WantsPage(c *fiber.Ctx) bool {
	return strings.Contains(c.Get(fiber.HeaderAccept), fiber.MIMETextHTML)
}

// WantsData tells a program that asks for data by name. One that takes anything, as
// curl does unless it is told, gets the page of an address that has both.
func WantsData(c *fiber.Ctx) bool {
	return !WantsPage(c) && strings.Contains(c.Get(fiber.HeaderAccept), fiber.MIMEApplicationJSON)
}

// PagePolicy is the content security policy of a page without anything inline.
// Sockets are named by host, since older browsers do not derive them from 'self'.
func PagePolicy(host, frameAncestors string) string {
	connect := "'self'"
	if u, err := url.Parse("//" + host); err == nil && u.Host == host && host != "" && !strings.ContainsAny(host, ";, '\"") {
		connect += " ws://" + host + " wss://" + host
	}
	return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src " + connect +
		"; form-action 'self'; base-uri 'none'; frame-ancestors " + frameAncestors
}

// AskedHere tells a request of this machine from one that a proxy on it passes
// on: a proxy was called by the name of the server, or says for whom it speaks.
// One that does neither is not to be told from a neighbour.
func AskedHere(c *fiber.Ctx) bool {
	u, err := url.Parse("//" + c.Hostname())
	if err != nil || u.Hostname() != "localhost" && !net.ParseIP(u.Hostname()).IsLoopback() {
		return false
	}
	passedOn := false
	c.Request().Header.VisitAll(func(name, _ []byte) {
		header := strings.ToLower(string(name))
		passedOn = passedOn || header == "forwarded" || header == "x-real-ip" || strings.HasPrefix(header, "x-forwarded-")
	})
	return !passedOn
}
