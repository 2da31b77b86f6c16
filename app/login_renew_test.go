package app

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"pingyi/app/desk"
)

// evening is a place with an account that can be logged in to, on a clock of the test.
func evening(t *testing.T) (*place, *desk.Accounts) {
	t.Helper()
	var accounts *desk.Accounts
	p := servePlace(t, func(cfg *Config) {
		var err error
		if accounts, err = desk.OpenAccounts(cfg.Dir); err == nil {
			err = accounts.Add("zhao", desk.Director, deskPassword)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	return p, accounts
}

// logsIn types the password, and gives the browser and the cookie as it was set.
func (p *place) logsIn(name string) (b *browser, set string) {
	p.t.Helper()
	b = newBrowser(p.t, p.app)
	answer := b.form("/desk/login", url.Values{"name": {name}, "password": {deskPassword}})
	return b, logInOf(answer)
}

// logInOf is the line that sets a log-in, empty when an answer sets none.
func logInOf(answer reply) string {
	for _, line := range answer.header.Values("Set-Cookie") {
		if strings.HasPrefix(line, "desk=") {
			return line
		}
	}
	return ""
}

// asked is what an open desk asks for by itself.
func (b *browser) asked() reply { return b.json("/desk/director/sessions.json") }

func TestALogInThatIsUsedLivesOn(t *testing.T) {
	p, _ := evening(t)
	zhao, first := p.logsIn("zhao")
	p.clock.move(3 * time.Hour)
	if set := logInOf(zhao.asked()); set != "" {
		t.Errorf("in the first half of its life a log-in is given anew: %q", set)
	}
	p.clock.move(2 * time.Hour)
	again := logInOf(zhao.asked())
	value := regexp.MustCompile(`^desk=[^;]+`)
	if again == "" || value.FindString(again) == value.FindString(first) {
		t.Fatalf("past half its life a log-in is not given anew: %q", again)
	}
	if value.ReplaceAllString(again, "") != value.ReplaceAllString(first, "") {
		t.Errorf("a log-in is renewed as %q, and was given as %q", again, first)
	}
	p.clock.move(7 * time.Hour) // twelve after the password
	if answer := zhao.control(`{"act":"panic"}`); answer.status != http.StatusOK {
		t.Errorf("panic of a desk that was open all the time: status %d %s", answer.status, answer.body)
	}
	p.clock.move(8*time.Hour + time.Second)
	if answer := zhao.asked(); answer.status != http.StatusUnauthorized {
		t.Errorf("a log-in that nobody used for eight hours: status %d", answer.status)
	}
}

func TestALogInEndsAWeekAfterThePasswordAndTheDeskIsToldWhen(t *testing.T) {
	p, _ := evening(t)
	zhao, _ := p.logsIn("zhao")
	end := p.clock.Now().Add(7 * 24 * time.Hour)
	for range 7*24/4 - 1 {
		p.clock.move(4*time.Hour + time.Minute)
		if p.clock.Now().After(end) {
			break
		}
		answer := zhao.asked()
		told, err := strconv.ParseInt(answer.header.Get("Pingyi-Log-In-Until"), 10, 64)
		if answer.status != http.StatusOK || err != nil || told > end.Unix() || told < p.clock.Now().Unix() {
			t.Fatalf("%v before the end: status %d, told %q", end.Sub(p.clock.Now()), answer.status, answer.header.Get("Pingyi-Log-In-Until"))
		}
	}
	p.clock.move(max(0, end.Sub(p.clock.Now())) + 2*time.Second)
	if answer := zhao.asked(); answer.status != http.StatusUnauthorized {
		t.Errorf("a week after the password: status %d", answer.status)
	}
}

func TestAPageThatStaysOpenIsToldWhoIsLoggedInAndForHowLong(t *testing.T) {
	p, _ := evening(t)
	zhao, _ := p.logsIn("zhao")
	const door = "/desk/logged-in"
	p.clock.move(3 * time.Hour)
	answer := zhao.json(door)
	if want := `{"name":"zhao","role":"director","left":18000}`; answer.status != http.StatusOK || answer.body != want {
		t.Errorf("status %d %s, want %s", answer.status, answer.body, want)
	}
	if answer.header.Get("Cache-Control") != "no-store" {
		t.Errorf("a proxy may keep who is logged in: %q", answer.header.Get("Cache-Control"))
	}
	p.clock.move(5*time.Hour + time.Second)
	stranger := newBrowser(t, p.app)
	for name, asks := range map[string]*browser{"whose log-in is over": zhao, "who never had one": stranger} {
		if answer := asks.json(door); answer.status != http.StatusUnauthorized || strings.Contains(answer.body, "zhao") {
			t.Errorf("one %s is answered %d %s", name, answer.status, answer.body)
		}
	}
}

func TestALogInIsNotRenewedWhenItsAccountIsAnother(t *testing.T) {
	for name, change := range map[string]func(*testing.T, *place, *desk.Accounts){
		"a new password": func(t *testing.T, _ *place, accounts *desk.Accounts) {
			if err := accounts.Add("zhao", desk.Director, "a new password for the evening"); err != nil {
				t.Fatal(err)
			}
		},
		"removed": func(t *testing.T, p *place, _ *desk.Accounts) {
			if err := os.WriteFile(filepath.Join(p.app.cfg.Dir, "accounts.json"), []byte("[]"), 0o600); err != nil {
				t.Fatal(err)
			}
		},
		"another role": func(t *testing.T, p *place, _ *desk.Accounts) {
			path := filepath.Join(p.app.cfg.Dir, "accounts.json")
			text, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(path, []byte(strings.Replace(string(text), `"director"`, `"scrutineer"`, 1)), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			p, accounts := evening(t)
			zhao, _ := p.logsIn("zhao")
			change(t, p, accounts)
			p.clock.move(5 * time.Hour)
			if answer := zhao.asked(); answer.status != http.StatusOK || logInOf(answer) != "" {
				t.Errorf("status %d, given anew: %q", answer.status, logInOf(answer))
			}
			p.clock.move(3*time.Hour + time.Second)
			if answer := zhao.asked(); answer.status != http.StatusUnauthorized {
				t.Errorf("eight hours after the password: status %d", answer.status)
			}
		})
	}
}
