package app

import (
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
)

// sameOrigin refuses what another site's page makes a browser send. Browsers
// name their origin on every POST; programs that name none are let through,
// since they hold no one else's cookies.
func (a *App) sameOrigin(c *fiber.Ctx) bool {
	site := c.Get("Sec-Fetch-Site")
	if site != "" && site != "same-origin" && site != "none" {
		return false
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" || (origin == "null" && site == "same-origin") {
		return true
	}
	if origin == a.baseURL {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && u.Host == c.Hostname()
}

// guardPosts refuses every changing request of a foreign page.
func (a *App) guardPosts(c *fiber.Ctx) error {
	if c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead && !a.sameOrigin(c) {
		return problemOrigin
	}
	return c.Next()
}

// secureHeaders are the same for every answer; pages add their own policy.
func (a *App) secureHeaders(c *fiber.Ctx) error {
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "same-origin") // with no-referrer, forms would come from the origin "null"
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	c.Set(fiber.HeaderCacheControl, "no-store")
	if a.secure {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000")
	}
	return c.Next()
}

// language is what a person reads: the choice made on the page, else what the
// browser asks for, else Chinese.
func language(c *fiber.Ctx) string {
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

// wantsPage tells a person's navigation from a script's request.
func wantsPage(c *fiber.Ctx) bool {
	return strings.Contains(c.Get(fiber.HeaderAccept), fiber.MIMETextHTML)
}

// limiter bounds wrong guesses for the whole server. A hall shares one address,
// so nobody is locked out by address; with 80 random bits a guess is hopeless
// anyway, and this only keeps the guessing cheap for us.
type limiter struct {
	mu     sync.Mutex
	second int64
	used   int
}

const guessesPerSecond = 50

func (l *limiter) allow(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Unix() != l.second {
		l.second, l.used = now.Unix(), 0
	}
	l.used++
	return l.used <= guessesPerSecond
}
