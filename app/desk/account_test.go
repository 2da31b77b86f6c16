package desk

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const password = "correct horse battery"

// someAccounts are those of a new folder, with one organizer.
func someAccounts(t *testing.T) (*Accounts, string) {
	t.Helper()
	dir := t.TempDir()
	a, err := OpenAccounts(dir)
	if err == nil {
		err = a.Add("张三", Organizer, password)
	}
	if err != nil {
		t.Fatal(err)
	}
	return a, dir
}

func TestPasswordLetsItsOwnerIn(t *testing.T) {
	a, dir := someAccounts(t)
	now := time.Now()
	if role, ok := a.check("张三", password, "", now); !ok || role != Organizer {
		t.Errorf("the owner is %q, %v", role, ok)
	}
	for _, wrong := range []string{"", password + " ", strings.ToUpper(password), strings.Repeat("x", 5*maxPassword)} {
		if role, ok := a.check("张三", wrong, "", now); ok || role != "" {
			t.Errorf("%.30q lets in as %q", wrong, role)
		}
	}
	again, err := OpenAccounts(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := again.check("张三", password, "", now); !ok {
		t.Error("after a restart the password is wrong")
	}
}

// TestAccountsThatAreNotOnDiskReplaceNothing writes them to a device that takes
// every byte and syncs none, under whatever name a draft may have.
func TestAccountsThatAreNotOnDiskReplaceNothing(t *testing.T) {
	a, dir := someAccounts(t)
	path := filepath.Join(dir, "accounts.json")
	for _, draft := range []string{".draft", ".new"} {
		if err := os.Symlink(os.DevNull, path+draft); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Add("李四", Scrutineer, password); err == nil {
		t.Error("an account that is not on disk was said to be")
	}
	again, err := OpenAccounts(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := again.check("张三", password, "", time.Now()); !ok {
		t.Error("the accounts of before are gone")
	}
}

func TestFiveWrongPasswordsRestTheAccountForAQuarterOfAnHour(t *testing.T) {
	a, _ := someAccounts(t)
	now := time.Now()
	for range 4 {
		a.check("张三", "wrong password", "", now)
	}
	if _, ok := a.check("张三", password, "", now); !ok {
		t.Fatal("four wrong ones keep the owner out")
	}
	for range 5 {
		a.check("张三", "wrong password", "", now)
	}
	if _, ok := a.check("张三", password, "", now.Add(15*time.Minute-time.Second)); ok {
		t.Error("the account does not rest")
	}
	for range 4 { // the owner tries while it rests: that neither prolongs the rest nor counts
		a.check("张三", "wrong password", "", now.Add(time.Minute))
	}
	end := now.Add(15 * time.Minute)
	if _, ok := a.check("张三", "wrong password", "", end); ok {
		t.Error("a wrong password lets in")
	}
	if _, ok := a.check("张三", password, "", end); !ok {
		t.Error("the rest does not end")
	}
}

// TestGuessesThatComeTogetherAreCounted sends more than the account allows
// before the first has been answered.
func TestGuessesThatComeTogetherAreCounted(t *testing.T) {
	a, _ := someAccounts(t)
	now := time.Now()
	var crowd sync.WaitGroup
	for range 2 * wrongAllowed {
		crowd.Go(func() { a.check("张三", "wrong password", "", now) })
	}
	crowd.Wait()
	if _, ok := a.check("张三", password, "", now); ok {
		t.Error("ten guesses at once do not rest the account")
	}
}

func TestUnknownNameIsTreatedLikeAWrongPassword(t *testing.T) {
	a, _ := someAccounts(t)
	for range 2 * wrongAllowed {
		if role, ok := a.check("nobody", password, "", time.Now()); ok || role != "" {
			t.Fatal("somebody who is not there is let in")
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.failures) != 0 {
		t.Errorf("names that do not exist are remembered: %d", len(a.failures))
	}
}

func TestAccountIsRefusedForWhatItIs(t *testing.T) {
	a, _ := someAccounts(t)
	for what, c := range map[string]struct {
		name     string
		role     Role
		password string
		says     string
	}{
		"a short password":         {"li", Organizer, "12345678901", "12"},
		"a short one in Chinese":   {"li", Organizer, "十一个字的口令还差一个", "12"},
		"an endless password":      {"li", Organizer, strings.Repeat("x", 257), "256"},
		"no name":                  {"", Organizer, password, "name"},
		"a name with a blank":      {"li si", Organizer, password, "name"},
		"a name with a line break": {"li\nsi", Organizer, password, "name"},
		"a long name":              {strings.Repeat("l", 41), Organizer, password, "name"},
		"no role":                  {"li", "", password, "role"},
		"an unknown role":          {"li", "teller", password, "role"},
	} {
		if err := a.Add(c.name, c.role, c.password); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := a.Add("李四", Scrutineer, "恰好十二个字的口令吧好吗"); err != nil {
		t.Errorf("twelve characters: %v", err)
	}
}

func TestNewPasswordReplacesTheOldOne(t *testing.T) {
	a, _ := someAccounts(t)
	if err := a.Add("张三", Scrutineer, "another long password"); err != nil {
		t.Fatal(err)
	}
	if _, ok := a.check("张三", password, "", time.Now()); ok {
		t.Error("the old password lets in")
	}
	if role, ok := a.check("张三", "another long password", "", time.Now()); !ok || role != Scrutineer {
		t.Errorf("the new password lets in as %q, %v", role, ok)
	}
}

func TestFileOfAccountsIsForTheServerAlone(t *testing.T) {
	_, dir := someAccounts(t)
	path := filepath.Join(dir, "accounts.json")
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o600 {
		t.Errorf("mode %o", mode)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []account
	if err := json.Unmarshal(text, &all); err != nil || len(all) != 1 || len(all[0].Hash) != 32 || len(all[0].Salt) != 16 {
		t.Errorf("the file holds %+v, %v", all, err)
	}
	if strings.Contains(string(text), password) {
		t.Error("the password stands in the file")
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenAccounts(dir); err == nil {
		t.Error("a damaged file counts as no accounts")
	}
}
