package desk

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/gofiber/fiber/v2"
)

const (
	// loggedInFor is how long a log-in lives that nobody uses. One that is used in the second half of
	// that time begins anew: an evening is longer, and a desk that stays open has to reach panic.
	loggedInFor = 8 * time.Hour
	// loggedInAtMost is how long it lives after the password was typed, used or not.
	loggedInAtMost = 7 * 24 * time.Hour
)

// untilHeader tells a desk that stays open until when its log-in holds, in Unix seconds.
const untilHeader = "Pingyi-Log-In-Until"

// loggedIn tells a page that stays open whose log-in its presses would be, and for how long.
type loggedIn struct {
	Name string `json:"name"`
	Role Role   `json:"role"`
	Left int64  `json:"left"` // seconds
}

// GetLoggedIn answers whoever is logged in, and nobody else. It counts as use, as all that a page asks does.
func (d *Desk) GetLoggedIn(c *fiber.Ctx) error {
	p := by(c)
	return c.JSON(loggedIn{p.Name, p.Role, p.Until - d.site.Now().Unix()})
}

// giveCookie has the browser carry who is working, until then.
func (d *Desk) giveCookie(c *fiber.Ctx, p person) error {
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	encode := base64.RawURLEncoding.EncodeToString
	d.setCookie(c, d.cookieName(), encode(body)+"."+encode(d.sign(body)), time.Unix(p.Until, 0).Sub(d.site.Now()))
	return nil
}

// accountMark tells an account from what it is after it has another password or role; nil is nobody's.
// The text that it signs is none that another cookie could hold.
func (d *Desk) accountMark(name string) []byte {
	a, known := d.accounts.find(name)
	if !known {
		return nil
	}
	return d.sign([]byte("account\n" + name + "\n" + string(a.Role) + "\n" + string(a.Hash)))
}

// renew has a log-in that is used live on, as long as the account is what it was when the password
// was typed. What is not renewed holds for the rest of its time.
func (d *Desk) renew(c *fiber.Ctx, p person) (person, error) {
	now := d.site.Now()
	until := min(now.Add(loggedInFor).Unix(), p.Typed+int64(loggedInAtMost/time.Second))
	if time.Unix(p.Until, 0).Sub(now) > loggedInFor/2 || until <= p.Until {
		return p, nil
	}
	d.refresh()
	if mark := d.accountMark(p.Name); mark == nil || !sameMAC(mark, p.Account) {
		return p, nil
	}
	p.Until = until
	return p, d.giveCookie(c, p)
}
