package app

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// tryLogIn sends a name and a password and gives the status.
func (b *browser) tryLogIn(name, password string) int {
	b.t.Helper()
	return b.form("/desk/login", url.Values{"name": {name}, "password": {password}}).status
}

// lockStrangers guesses at an account until strangers are locked out.
func lockStrangers(t *testing.T, server *App, name string) {
	t.Helper()
	for range wrongAllowed {
		newBrowser(t, server).tryLogIn(name, "wrong password")
	}
	if status := newBrowser(t, server).tryLogIn(name, deskPassword); status != http.StatusUnauthorized {
		t.Fatalf("after %d guesses a stranger with the password gets %d", wrongAllowed, status)
	}
}

func TestGuessesOfStrangersDoNotKeepTheOrganizerOut(t *testing.T) {
	server := deskServer(t)
	zhang := loggedIn(t, server, "zhang")
	zhang.form("/desk/logout", nil)
	lockStrangers(t, server, "zhang")
	if status := zhang.tryLogIn("zhang", deskPassword); status != http.StatusSeeOther {
		t.Errorf("the organizer's own browser gets %d", status)
	}
	if status := zhang.tryLogIn("zhang", "wrong password"); status != http.StatusUnauthorized {
		t.Errorf("the organizer's own browser with a wrong password gets %d", status)
	}
	li := loggedIn(t, server, "li") // whose account nobody guessed at
	lockStrangers(t, server, "li")
	address, err := url.Parse(li.base)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range zhang.http.Jar.Cookies(address) {
		if c.Name == server.desk.browserCookie("zhang") { // shown for another account, and changed
			for _, value := range []string{c.Value, c.Value[1:], "x." + strings.SplitN(c.Value, ".", 2)[1], "."} {
				forged := newBrowser(t, server)
				forged.http.Jar.SetCookies(address, []*http.Cookie{{Name: server.desk.browserCookie("li"), Value: value}})
				if status := forged.tryLogIn("li", deskPassword); status != http.StatusUnauthorized {
					t.Errorf("a browser with the cookie %q gets %d", value, status)
				}
			}
		}
	}
	if status := zhang.tryLogIn("li", deskPassword); status != http.StatusUnauthorized {
		t.Errorf("a browser known to one account gets %d at another", status)
	}
	if status := li.tryLogIn("li", deskPassword); status != http.StatusSeeOther {
		t.Errorf("the scrutineer's own browser gets %d", status)
	}
}

func TestCookieOfAKnownBrowserIsForThisSiteAlone(t *testing.T) {
	server := deskServer(t)
	answer := newBrowser(t, server).form("/desk/login", url.Values{"name": {"zhang"}, "password": {deskPassword}})
	for _, line := range answer.header.Values("Set-Cookie") {
		if strings.HasPrefix(line, "known-") {
			for _, part := range []string{"HttpOnly", "SameSite=Strict", "max-age=15552000", "path=/"} {
				if !strings.Contains(line, part) {
					t.Errorf("%q lacks %q", line, part)
				}
			}
			return
		}
	}
	t.Errorf("the browser is not remembered: %v", answer.header.Values("Set-Cookie"))
}

func TestKnownBrowserIsCountedByItself(t *testing.T) {
	a, _ := someAccounts(t)
	now := time.Now()
	for range wrongAllowed {
		a.check("张三", "wrong password", "b", now)
	}
	if _, ok := a.check("张三", deskPassword, "", now); !ok {
		t.Error("a known browser locks strangers out")
	}
	for range wrongAllowed {
		a.check("张三", "wrong password", "b", now)
	}
	for browser, in := range map[string]bool{"": false, "b": false, "c": true} {
		if _, ok := a.check("张三", deskPassword, browser, now); ok != in {
			t.Errorf("browser %q is let in: %v; one that rests is a stranger, and strangers rest", browser, ok)
		}
	}
	end := now.Add(lockedFor)
	for _, browser := range []string{"b", ""} {
		if _, ok := a.check("张三", deskPassword, browser, end); !ok {
			t.Errorf("the rest of browser %q does not end", browser)
		}
	}
}

func TestCrowdOfStrangersIsNotInTheWay(t *testing.T) {
	a, _ := someAccounts(t)
	a.hashing[false] <- struct{}{} // a stranger's password is being looked at, and takes its time
	if _, ok := a.check("张三", deskPassword, "b", time.Now()); !ok {
		t.Error("a known browser is not let in")
	}
	<-a.hashing[false]
}

func TestRunningServerKnowsNewAccountsAndPasswords(t *testing.T) {
	server := deskServer(t)
	another, err := OpenAccounts(server.cfg.Dir) // as the command does, in another process
	if err != nil {
		t.Fatal(err)
	}
	if err := another.Add("wang", Organizer, deskPassword); err != nil {
		t.Fatal(err)
	}
	loggedIn(t, server, "wang")
	lockStrangers(t, server, "zhang")
	const renewed = "a new password for the evening"
	if err := another.Add("zhang", Organizer, renewed); err != nil {
		t.Fatal(err)
	}
	if status := newBrowser(t, server).tryLogIn("zhang", deskPassword); status != http.StatusUnauthorized {
		t.Errorf("the old password gets %d", status)
	}
	if status := newBrowser(t, server).tryLogIn("zhang", renewed); status != http.StatusSeeOther {
		t.Errorf("the new password gets %d, though nobody guessed at it", status)
	}
	lockStrangers(t, server, "li")
	if err := another.Add("wang", Scrutineer, deskPassword); err != nil {
		t.Fatal(err)
	}
	if status := newBrowser(t, server).tryLogIn("li", deskPassword); status != http.StatusUnauthorized {
		t.Errorf("another's new password lets go of what was guessed: %d", status)
	}
}

func TestAccountsStayWhenTheirFileCannotBeRead(t *testing.T) {
	server := deskServer(t)
	loggedIn(t, server, "zhang")
	path := filepath.Join(server.cfg.Dir, "accounts.json")
	if err := os.WriteFile(path, []byte("["), 0o600); err != nil {
		t.Fatal(err)
	}
	loggedIn(t, server, "zhang")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	loggedIn(t, server, "zhang")
}
