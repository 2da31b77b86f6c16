package desk

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"pingyi/app/web"
)

// person is who a desk cookie says is working.
type person struct {
	Name    string `json:"name"`
	Role    Role   `json:"role"`
	Until   int64  `json:"until"`   // Unix seconds
	Typed   int64  `json:"typed"`   // when the password was, Unix seconds
	Account []byte `json:"account"` // what it was then, see accountMark
}

func (d *Desk) cookieName() string {
	if d.site.Secure {
		return "__Host-desk"
	}
	return "desk"
}

func (d *Desk) sign(body []byte) []byte {
	mac := hmac.New(sha256.New, d.key)
	mac.Write(body)
	return mac.Sum(nil)
}

func sameMAC(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }

// LogIn sets the cookie of a person whose name and password are right.
func (d *Desk) LogIn(c *fiber.Ctx) error {
	d.refresh()
	name, password := web.Field(c, "name"), web.Field(c, "password")
	browser := d.browserOf(c, name)
	mark := d.accountMark(name) // asked first: a password that changes meanwhile is not vouched for
	role, ok := d.accounts.check(name, password, browser, d.site.Now())
	if !ok {
		d.site.Logger.Warn("log-in refused")
		if web.WantsPage(c) {
			return d.loginPage(c.Status(fiber.StatusUnauthorized), d.site.Sentence(web.Language(c), web.LoginFailed))
		}
		return web.LoginFailed
	}
	now := d.site.Now()
	if err := d.giveCookie(c, person{Name: name, Role: role, Until: now.Add(loggedInFor).Unix(), Typed: now.Unix(), Account: mark}); err != nil {
		return err
	}
	d.remember(c, name, browser)
	return c.Redirect(home(role), fiber.StatusSeeOther)
}

// home is where the work of a role begins.
func home(role Role) string {
	if role == Director {
		return "/desk/director"
	}
	return "/desk"
}

// refresh takes in accounts that were made while the server runs.
func (d *Desk) refresh() {
	if err := d.accounts.Refresh(); err != nil {
		d.site.Logger.Error("the accounts stay as they were", "error", err)
	}
}

// LogOut forgets the cookie, and not that the browser is known.
func (d *Desk) LogOut(c *fiber.Ctx) error {
	d.setCookie(c, d.cookieName(), "", -time.Second)
	return c.Redirect("/desk/login", fiber.StatusSeeOther)
}

func (d *Desk) setCookie(c *fiber.Ctx, name, value string, life time.Duration) {
	c.Cookie(&fiber.Cookie{
		Name: name, Value: value, Path: "/", HTTPOnly: true, Secure: d.site.Secure,
		SameSite: fiber.CookieSameSiteStrictMode, MaxAge: int(life / time.Second),
	})
}

// who reads the cookie; the second result is false for nobody.
func (d *Desk) who(c *fiber.Ctx) (person, bool) { return d.whose(c.Cookies(d.cookieName())) }

// whose says to whom a cookie belongs.
func (d *Desk) whose(cookie string) (person, bool) {
	var p person
	body64, mac64, found := strings.Cut(cookie, ".")
	body, err1 := base64.RawURLEncoding.DecodeString(body64)
	mac, err2 := base64.RawURLEncoding.DecodeString(mac64)
	if !found || err1 != nil || err2 != nil || !sameMAC(mac, d.sign(body)) {
		return p, false
	}
	if json.Unmarshal(body, &p) != nil || p.Until < d.site.Now().Unix() {
		return p, false
	}
	return p, true
}

// MayUpload reports whether a request comes from an organizer who is logged in.
func (d *Desk) MayUpload(header *fasthttp.RequestHeader) bool {
	p, ok := d.whose(string(header.Cookie(d.cookieName())))
	return ok && p.Role == Organizer
}

// Only lets the named roles in and sends everybody else to the log-in. A log-in that is used lives on.
func (d *Desk) Only(roles ...Role) fiber.Handler {
	return func(c *fiber.Ctx) error {
		p, ok := d.who(c)
		if !ok {
			if web.WantsPage(c) && c.Method() == fiber.MethodGet {
				return c.Redirect("/desk/login", fiber.StatusSeeOther)
			}
			return web.LoginFailed
		}
		p, err := d.renew(c, p)
		if err != nil {
			return err
		}
		c.Locals(personKey, p) // also for the page that says no
		if !slices.Contains(roles, p.Role) {
			return web.Forbidden
		}
		return c.Next()
	}
}

const personKey = "person"

// Who is the person whom Only let in, for surfaces beside the desk.
func Who(c *fiber.Ctx) (name string, role Role) {
	p := by(c)
	return p.Name, p.Role
}

// by is the person whom Only let in.
func by(c *fiber.Ctx) person {
	p, _ := c.Locals(personKey).(person)
	return p
}
