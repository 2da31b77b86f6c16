package phone

import (
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/voting"
)

// holder is what a phone's cookie says: which card of which session, on which
// device. It is not a secret of the server; its signature makes it one phone's.
type holder struct {
	session voting.SessionID
	card    voting.CardID
	device  voting.Device
}

const signatureBytes = 16

// seal writes the cookie: session, a dot, then card, device and signature in
// base64.
func (k cookieKey) seal(h holder) string {
	body := binary.BigEndian.AppendUint64(append([]byte(nil), h.card[:]...), uint64(h.device))
	signature := k.sign(h.session, body)
	body = append(body, signature[:]...)
	return string(h.session) + "." + base64.RawURLEncoding.EncodeToString(body)
}

// open reads a cookie and checks its signature.
func (k cookieKey) open(cookie string) (holder, bool) {
	var h holder
	session, rest, found := strings.Cut(cookie, ".")
	const plain = len(h.card) + 8
	var body [plain + signatureBytes]byte
	if !found || base64.RawURLEncoding.DecodedLen(len(rest)) != len(body) {
		return h, false
	}
	if _, err := base64.RawURLEncoding.Decode(body[:], []byte(rest)); err != nil {
		return h, false
	}
	want := k.sign(voting.SessionID(session), body[:plain])
	if subtle.ConstantTimeCompare(body[plain:], want[:]) != 1 {
		return h, false
	}
	h.session = voting.SessionID(strings.Clone(session)) // the request's memory is reused
	copy(h.card[:], body[:])
	h.device = voting.Device(binary.BigEndian.Uint64(body[len(h.card):plain]))
	return h, true
}

// cookieKey signs the cookies of phones.
type cookieKey struct{ *live.MACs }

func newCookieKey(secret []byte) cookieKey { return cookieKey{live.NewMACs(secret)} }

func (k cookieKey) sign(session voting.SessionID, body []byte) [signatureBytes]byte {
	whole := k.Of([]byte(session), []byte{0}, body)
	return [signatureBytes]byte(whole[:signatureBytes])
}

// cardCookie is the name of the phone's cookie. The prefix makes browsers
// refuse it from any other host or over plain HTTP, so it is only for https.
func (p *Phones) cardCookie() string {
	if p.site.Secure {
		return "__Host-card"
	}
	return "card"
}

func (p *Phones) setCard(c *fiber.Ctx, h holder) {
	c.Cookie(&fiber.Cookie{
		Name: p.cardCookie(), Value: p.cookies.seal(h), Path: "/", HTTPOnly: true, Secure: p.site.Secure,
		SameSite: fiber.CookieSameSiteLaxMode, MaxAge: 36 * 60 * 60,
	})
}

// holder reads who is asking; the session must be one of this server.
func (p *Phones) holder(c *fiber.Ctx) (holder, *live.Session, bool) {
	h, ok := p.cookies.open(c.Cookies(p.cardCookie()))
	if !ok {
		return h, nil, false
	}
	session := p.sessions.Find(h.session)
	return h, session, session != nil
}
