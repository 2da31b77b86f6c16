package app

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/app/desk"
)

// tryLogIn sends a name and a password and gives the status.
func (b *browser) tryLogIn(name, password string) int {
	b.t.Helper()
	return b.form("/desk/login", url.Values{"name": {name}, "password": {password}}).status
}

// wrongAllowed is how many guesses are made before somebody rests.
const wrongAllowed = 5

// known is the cookie by which a browser is known to an account, once somebody
// has logged in with it.
func (b *browser) known() *http.Cookie {
	b.t.Helper()
	address, err := url.Parse(b.base)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range b.http.Jar.Cookies(address) {
		if strings.HasPrefix(c.Name, "known-") {
			return c
		}
	}
	b.t.Fatal("the browser is known to no account")
	return nil
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
	theirs, mine := zhang.known().Value, li.known().Name
	for _, value := range []string{theirs, theirs[1:], "x." + strings.SplitN(theirs, ".", 2)[1], "."} { // shown for another account, and changed
		forged := newBrowser(t, server)
		forged.http.Jar.SetCookies(address, []*http.Cookie{{Name: mine, Value: value}})
		if status := forged.tryLogIn("li", deskPassword); status != http.StatusUnauthorized {
			t.Errorf("a browser with the cookie %q gets %d", value, status)
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

func TestRunningServerKnowsNewAccountsAndPasswords(t *testing.T) {
	server := deskServer(t)
	another, err := desk.OpenAccounts(server.cfg.Dir) // as the command does, in another process
	if err != nil {
		t.Fatal(err)
	}
	if err := another.Add("wang", desk.Organizer, deskPassword); err != nil {
		t.Fatal(err)
	}
	loggedIn(t, server, "wang")
	lockStrangers(t, server, "zhang")
	const renewed = "a new password for the evening"
	if err := another.Add("zhang", desk.Organizer, renewed); err != nil {
		t.Fatal(err)
	}
	if status := newBrowser(t, server).tryLogIn("zhang", deskPassword); status != http.StatusUnauthorized {
		t.Errorf("the old password gets %d", status)
	}
	if status := newBrowser(t, server).tryLogIn("zhang", renewed); status != http.StatusSeeOther {
		t.Errorf("the new password gets %d, though nobody guessed at it", status)
	}
	lockStrangers(t, server, "li")
	if err := another.Add("wang", desk.Scrutineer, deskPassword); err != nil {
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
