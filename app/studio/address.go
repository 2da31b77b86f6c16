package studio

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/onair"
)

// tokenBytes make 26 characters: 128 bits.
const tokenBytes = 16

// token is what stands behind # in the address of an output. Another generation has another.
func (s *Studio) token(o onair.Output) string {
	mac := hmac.New(sha256.New, s.cfg.Key)
	mac.Write([]byte("output " + string(o.Name) + " "))
	mac.Write(binary.BigEndian.AppendUint32(nil, o.Generation))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(mac.Sum(nil)[:tokenBytes]))
}

// Address is that of an output's page, false when there is no such output. Whoever has it sees
// what the output's class may see.
func (s *Studio) Address(name onair.Name) (url string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	output, ok := s.state.Output(name)
	if !ok {
		return "", false
	}
	return s.address(output), true
}

func (s *Studio) address(o onair.Output) string {
	return s.cfg.Site.BaseURL + "/gfx/" + string(o.Name) + "#" + s.token(o)
}

// Addressed is an output with its address.
type Addressed struct {
	Name    onair.Name  `json:"name"`
	Title   string      `json:"title"`
	Class   onair.Class `json:"class"`
	Address string      `json:"address"`
	Feed    string      `json:"feed,omitempty"` // of its board as JSON; docs/FEEDS.md has the others
}

// Addresses gives those of all outputs, in the order in which they were created.
func (s *Studio) Addresses() []Addressed {
	s.mu.Lock()
	outputs := s.state.Outputs()
	s.mu.Unlock()
	all := []Addressed{}
	for _, o := range outputs {
		if address, there := s.Address(o.Name); there {
			one := Addressed{Name: o.Name, Title: o.Title, Class: o.Class, Address: address}
			if page, token, _ := strings.Cut(address, "#"); hasFeed(o) {
				one.Feed = strings.Replace(page, "/gfx/", "/feed/", 1) + "/board.json?k=" + token
			}
			all = append(all, one)
		}
	}
	return all
}

// GetAddresses answers with the addresses of all outputs that somebody may see.
func (s *Studio) GetAddresses(c *fiber.Ctx, who Person) error {
	all := slices.DeleteFunc(s.Addresses(), func(a Addressed) bool { return !sees(who.Role, a.Class) })
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.JSON(all)
}

// entitled finds the output that a token lets in to.
func (s *Studio) entitled(name onair.Name, token string) (onair.Output, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	output, there := s.state.Output(name)
	// Compared also where there is no such output, so that nobody learns the names from the time it takes.
	same := subtle.ConstantTimeCompare([]byte(s.token(output)), []byte(strings.ToLower(token))) == 1
	return output, there && same
}
