package desk

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"pingyi/data"
	"pingyi/voting"
)

// Role is what a person at the desk may do. It stands in the record of each act.
type Role = voting.Role

// The roles that people have. A director decides what is on air, and has no part in a session:
// the rules do not know the role.
const (
	Organizer       = voting.Organizer
	Scrutineer      = voting.Scrutineer
	Director   Role = "director"
)

// Roles lists them.
func Roles() []Role { return []Role{Organizer, Scrutineer, Director} }

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

	mu       sync.Mutex // guards what follows
	all      []account
	seen     os.FileInfo // of the file that all was read from, nil for none
	failures map[guesser]lockout

	hashing map[bool]chan struct{} // by whether the browser is known: one hash at once of each kind
}

const (
	minPassword = 12 // characters
	maxPassword = 256
)

var accountName = regexp.MustCompile(`^[\p{L}\p{N}._-]{1,40}$`)

// OpenAccounts reads the file of a data folder; there may be none yet.
func OpenAccounts(dir string) (*Accounts, error) {
	a := &Accounts{
		path: filepath.Join(dir, "accounts.json"), failures: make(map[guesser]lockout),
		hashing: map[bool]chan struct{}{false: make(chan struct{}, 1), true: make(chan struct{}, 1)},
	}
	return a, a.Refresh()
}

// Refresh reads the file again if another process has replaced it. On an error
// the accounts stay as they are. A new password lets go of what was guessed at
// the old one.
func (a *Accounts) Refresh() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	info, err := os.Stat(a.path)
	if errors.Is(err, fs.ErrNotExist) && a.seen == nil {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read accounts: %w", err)
	}
	if a.seen != nil && os.SameFile(info, a.seen) && info.Size() == a.seen.Size() && info.ModTime().Equal(a.seen.ModTime()) {
		return nil
	}
	var all []account
	text, err := os.ReadFile(a.path)
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil {
		return fmt.Errorf("read accounts: %w", err)
	}
	maps.DeleteFunc(a.failures, func(g guesser, _ lockout) bool { return !bytes.Equal(hashOf(a.all, g.name), hashOf(all, g.name)) })
	a.all, a.seen = all, info
	return nil
}

// hashOf is the hash of somebody's password, nil for nobody's.
func hashOf(all []account, name string) []byte {
	if at := slices.IndexFunc(all, func(other account) bool { return other.Name == name }); at >= 0 {
		return all[at].Hash
	}
	return nil
}

// find gives the account of a name.
func (a *Accounts) find(name string) (account, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	at := slices.IndexFunc(a.all, func(other account) bool { return other.Name == name })
	if at < 0 {
		return account{}, false
	}
	return a.all[at], true
}

// Add makes an account, or gives an existing one a new role and password.
func (a *Accounts) Add(name string, role Role, password string) error {
	if !accountName.MatchString(name) {
		return errors.New("add account: a name has 1 to 40 letters, digits, dots or dashes")
	}
	if !slices.Contains(Roles(), role) {
		return fmt.Errorf("add account: role: want organizer, scrutineer or director, got %q", role)
	}
	if n := utf8.RuneCountInString(password); n < minPassword || n > maxPassword {
		return fmt.Errorf("add account: characters of a password: %d to %d", minPassword, maxPassword)
	}
	made := account{Name: name, Role: role, Salt: make([]byte, 16)}
	_, _ = rand.Read(made.Salt) // never fails on the systems Go supports
	made.Hash = a.hash(password, made.Salt, true)
	a.mu.Lock()
	defer a.mu.Unlock()
	all := slices.DeleteFunc(slices.Clone(a.all), func(other account) bool { return other.Name == name })
	return a.write(append(all, made))
}

// Empty reports whether nobody can log in yet.
func (a *Accounts) Empty() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.all) == 0
}

// write replaces the file in one step, so that a power cut leaves the old or the
// new: an empty one would lock everybody out.
func (a *Accounts) write(all []account) error {
	text, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return fmt.Errorf("write accounts: %w", err)
	}
	if err := data.WriteFile(a.path, text); err != nil {
		return fmt.Errorf("write accounts: %w", err)
	}
	a.all = all
	return nil
}

// check returns the role of a person whose password is right. browser names one
// that this person has logged in from before, empty for a stranger's.
func (a *Accounts) check(name, password, browser string, now time.Time) (Role, bool) {
	known, found := a.find(name)
	if !found {
		known = account{Salt: make([]byte, 16), Hash: make([]byte, 32)}
	}
	if len(password) > 4*maxPassword {
		return "", false
	}
	// An unknown name costs the same time as a wrong password.
	right := subtle.ConstantTimeCompare(a.hash(password, known.Salt, browser != ""), known.Hash) == 1
	if !found || !a.note(guesser{name, browser}, right, now) {
		return "", false
	}
	return known.Role, true
}

// hash is argon2id with 19 MiB, 2 passes, 1 lane. One is made at once for
// browsers that are known and one for strangers: more would starve the ballots,
// and a crowd of strangers is not to stand in the way of whoever works here.
func (a *Accounts) hash(password string, salt []byte, known bool) []byte {
	a.hashing[known] <- struct{}{}
	defer func() { <-a.hashing[known] }()
	return argon2.IDKey([]byte(password), salt, 2, 19<<10, 1, 32)
}
