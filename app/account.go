package app

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Role is what a person at the desk may do.
type Role string

// The roles of this version.
const (
	Organizer  Role = "organizer"  // 组织者: configures and runs sessions
	Scrutineer Role = "scrutineer" // 监票人: confirms tallies
)

// account is one person who may log in. The password is kept as argon2id.
type account struct {
	Name string `json:"name"`
	Role Role   `json:"role"`
	Salt []byte `json:"salt"`
	Hash []byte `json:"hash"`
}

// Accounts are the people of the desk, kept in one file.
type Accounts struct {
	path string

	mu       sync.Mutex
	all      []account
	failures map[string]lockout
	hashing  chan struct{} // at most two hashes at once, or log-ins starve the ballots
}

// lockout counts wrong passwords in a row for one account.
type lockout struct {
	wrong int
	until time.Time
}

const (
	minPassword  = 12 // characters
	maxPassword  = 256
	wrongAllowed = 5
	lockedFor    = 15 * time.Minute
)

var accountName = regexp.MustCompile(`^[\p{L}\p{N}._-]{1,40}$`)

// OpenAccounts reads the file of a data folder; there may be none yet.
func OpenAccounts(dir string) (*Accounts, error) {
	a := &Accounts{path: filepath.Join(dir, "accounts.json"), failures: make(map[string]lockout), hashing: make(chan struct{}, 2)}
	text, err := os.ReadFile(a.path)
	if errors.Is(err, fs.ErrNotExist) {
		return a, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &a.all)
	}
	if err != nil {
		return nil, fmt.Errorf("read accounts: %w", err)
	}
	return a, nil
}

// Add makes an account, or gives an existing one a new role and password.
func (a *Accounts) Add(name string, role Role, password string) error {
	if !accountName.MatchString(name) {
		return errors.New("add account: a name has 1 to 40 letters, digits, dots or dashes")
	}
	if role != Organizer && role != Scrutineer {
		return fmt.Errorf("add account: role: want organizer or scrutineer, got %q", role)
	}
	if n := utf8.RuneCountInString(password); n < minPassword || n > maxPassword {
		return fmt.Errorf("add account: a password has %d to %d characters", minPassword, maxPassword)
	}
	made := account{Name: name, Role: role, Salt: make([]byte, 16)}
	_, _ = rand.Read(made.Salt) // never fails on the systems Go supports
	made.Hash = a.hash(password, made.Salt)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.all = slices.DeleteFunc(a.all, func(other account) bool { return other.Name == name })
	a.all = append(a.all, made)
	return a.write()
}

// Empty reports whether nobody can log in yet.
func (a *Accounts) Empty() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.all) == 0
}

// write replaces the file in one step, so that a crash leaves the old or the new.
func (a *Accounts) write() error {
	text, err := json.MarshalIndent(a.all, "", " ")
	if err != nil {
		return fmt.Errorf("write accounts: %w", err)
	}
	next := a.path + ".new"
	if err := os.WriteFile(next, text, 0o600); err != nil {
		return fmt.Errorf("write accounts: %w", err)
	}
	if err := os.Rename(next, a.path); err != nil {
		return fmt.Errorf("write accounts: %w", err)
	}
	return nil
}

// check returns the role of a person whose password is right. After five wrong
// ones in a row the account rests for a quarter of an hour.
func (a *Accounts) check(name, password string, now time.Time) (Role, bool) {
	a.mu.Lock()
	at := slices.IndexFunc(a.all, func(other account) bool { return other.Name == name })
	known := account{Salt: make([]byte, 16), Hash: make([]byte, 32)}
	if at >= 0 {
		known = a.all[at]
	}
	a.mu.Unlock()
	if len(password) > 4*maxPassword {
		return "", false
	}
	// An unknown name costs the same time as a wrong password.
	right := subtle.ConstantTimeCompare(a.hash(password, known.Salt), known.Hash) == 1
	if at < 0 || !a.note(name, right, now) {
		return "", false
	}
	return known.Role, true
}

// note counts one attempt and reports whether it lets the person in. Whether
// the account rests is asked here, after the hash, or attempts that came
// together would all be made before the first was counted. What comes while it
// rests does not count, or the owner would keep it locked by trying.
func (a *Accounts) note(name string, right bool, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	f := a.failures[name]
	if f.until.After(now) {
		return false
	}
	if right {
		delete(a.failures, name)
		return true
	}
	if f.wrong++; f.wrong >= wrongAllowed {
		f = lockout{until: now.Add(lockedFor)}
	}
	a.failures[name] = f
	return false
}

// hash is argon2id with 19 MiB, 2 passes, 1 lane.
func (a *Accounts) hash(password string, salt []byte) []byte {
	a.hashing <- struct{}{}
	defer func() { <-a.hashing }()
	return argon2.IDKey([]byte(password), salt, 2, 19<<10, 1, 32)
}
