package data

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// The errors of Keys, beside those of a log.
var (
	ErrNoKey    = errors.New("no such key")
	ErrKeyKnown = errors.New("key already exists")
	ErrShredded = errors.New("key was shredded")
)

// KeySize is the length of a key in bytes.
const KeySize = 32

const (
	keySuffix       = ".key"      // the key and its CRC-32C
	tombstoneSuffix = ".shredded" // empty once the shredding is complete
	draftSuffix     = ".draft"    // a key that nobody has been given yet
)

var keyName = regexp.MustCompile(`^[a-z0-9-][a-z0-9.-]{0,99}$`)

// Keys holds secrets that will be destroyed: one file each, in a directory of
// its own. The directory MUST NOT be the one of a log's database and MUST be
// left out of its backups: a shredded key that stands in a backup is not gone.
// For the same reason it belongs on a file system that writes in place, without
// snapshots; a solid state disk may still keep an old copy of a block, which
// only an encrypted disk makes unreadable.
//
// Keys may be used from several goroutines, and by one process at a time.
type Keys struct {
	dir string
	mu  sync.Mutex

	// What is open, by the name of its key.
	drafts map[string]*Drafts
	sealed map[string]*Sealed
}

// OpenKeys opens the directory, creating it with mode 0700 if need be, and
// completes any shredding that was interrupted.
func OpenKeys(dir string) (*Keys, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open keys: %w", diskError(err))
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open keys: %w", diskError(err))
	}
	if err := syncDir(filepath.Dir(filepath.Clean(dir))); err != nil {
		return nil, fmt.Errorf("open keys: %w", err)
	}
	k := &Keys{dir: dir}
	names, err := k.list(tombstoneSuffix)
	if err != nil {
		return nil, fmt.Errorf("open keys: %w", err)
	}
	for _, name := range names {
		if err := k.shred(name); err != nil {
			return nil, fmt.Errorf("open keys: complete shredding of %q: %w", name, err)
		}
	}
	drafts, err := k.list(draftSuffix)
	if err != nil {
		return nil, fmt.Errorf("open keys: %w", err)
	}
	for _, name := range drafts {
		if err := os.Remove(k.path(name, draftSuffix)); err != nil {
			return nil, fmt.Errorf("open keys: remove draft of %q: %w", name, err)
		}
	}
	return k, nil
}

func (k *Keys) path(name, suffix string) string { return filepath.Join(k.dir, name+suffix) }

func checkKeyName(name string) error {
	if !keyName.MatchString(name) {
		return fmt.Errorf("key name %q: only a-z, 0-9, dot and hyphen, not beginning with a dot, at most 100", name)
	}
	return nil
}

// Get returns the key: 32 bytes that belong to the caller. Errors: ErrNoKey,
// ErrShredded, ErrCorrupt for a damaged file.
func (k *Keys) Get(name string) ([]byte, error) {
	if err := checkKeyName(name); err != nil {
		return nil, fmt.Errorf("get key: %w", err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	key, err := k.get(name)
	if err != nil {
		return nil, fmt.Errorf("get key %q: %w", name, err)
	}
	return key, nil
}

func (k *Keys) get(name string) ([]byte, error) {
	if k.exists(name, tombstoneSuffix) {
		return nil, ErrShredded
	}
	raw, err := os.ReadFile(k.path(name, keySuffix))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoKey
	}
	if err != nil {
		return nil, diskError(err)
	}
	if len(raw) != KeySize+4 || !bytes.Equal(raw[KeySize:], keySum(raw[:KeySize])) {
		return nil, fmt.Errorf("key file: %w", ErrCorrupt)
	}
	return raw[:KeySize:KeySize], nil
}

func keySum(key []byte) []byte {
	return binary.BigEndian.AppendUint32(nil, crc32.Checksum(key, crc32.MakeTable(crc32.Castagnoli)))
}

func (k *Keys) exists(name, suffix string) bool {
	_, err := os.Lstat(k.path(name, suffix))
	return err == nil
}

// Create makes a new key of 32 random bytes and returns it once it is on disk.
// Errors: ErrKeyKnown if there is one, ErrShredded if there ever was, ErrFull,
// ErrFatal.
func (k *Keys) Create(name string) ([]byte, error) {
	if err := checkKeyName(name); err != nil {
		return nil, fmt.Errorf("create key: %w", err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	key, err := k.create(name)
	if err != nil {
		return nil, fmt.Errorf("create key %q: %w", name, err)
	}
	return key, nil
}

func (k *Keys) create(name string) ([]byte, error) {
	switch {
	case k.exists(name, tombstoneSuffix):
		return nil, ErrShredded
	case k.exists(name, keySuffix):
		return nil, ErrKeyKnown
	}
	key := make([]byte, KeySize)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	if err := replace(k.path(name, keySuffix), k.path(name, draftSuffix), append(bytes.Clone(key), keySum(key)...)); err != nil {
		return nil, err
	}
	return key, nil
}

// GetOrCreate returns the key, created if there is none yet. Errors: those of
// Get and Create, but for ErrNoKey and ErrKeyKnown.
func (k *Keys) GetOrCreate(name string) ([]byte, error) {
	if err := checkKeyName(name); err != nil {
		return nil, fmt.Errorf("get or create key: %w", err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	key, err := k.get(name)
	if errors.Is(err, ErrNoKey) {
		key, err = k.create(name)
	}
	if err != nil {
		return nil, fmt.Errorf("get or create key %q: %w", name, err)
	}
	return key, nil
}

// Shred destroys the key for good: Get returns ErrShredded from then on, also
// after a restart, and the name cannot be used again. It returns nil when the
// key is gone from the disk, also when it was before. Errors: ErrNoKey if there
// never was such a key, ErrFatal.
//
// The file is renamed to its tombstone first and overwritten afterwards: a
// crash in between leaves a key that nobody is given any more and that OpenKeys
// finishes. The other way round it would leave random bytes under the key's name.
// What was sealed under the key goes with it, and so do its Drafts.
func (k *Keys) Shred(name string) error {
	if err := checkKeyName(name); err != nil {
		return fmt.Errorf("shred key: %w", err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.shred(name); err != nil {
		return fmt.Errorf("shred key %q: %w", name, err)
	}
	return nil
}

func (k *Keys) shred(name string) error {
	tombstone := k.path(name, tombstoneSuffix)
	// A key that somebody put back beside its tombstone replaces it here, and
	// goes the same way.
	err := os.Rename(k.path(name, keySuffix), tombstone)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !k.exists(name, tombstoneSuffix):
		return ErrNoKey
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return diskError(err)
	}
	if err := syncDir(k.dir); err != nil {
		return err
	}
	k.endDrafts(name)
	k.endSealed(name)
	return errors.Join(erase(tombstone), k.removeSealed(name), k.removeDrafts(name))
}

// erase overwrites the content of a file with random bytes and empties it.
func erase(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return diskError(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		return nil
	}
	noise := make([]byte, info.Size())
	if _, err := rand.Read(noise); err != nil {
		return err
	}
	if _, err := f.WriteAt(noise, 0); err != nil {
		return diskError(err)
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("%w: %w", ErrFatal, err)
	}
	if err := f.Truncate(0); err != nil {
		return diskError(err)
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("%w: %w", ErrFatal, err)
	}
	return nil
}

// Close ends all Drafts and Sealed. The keys themselves need no closing.
func (k *Keys) Close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	var failed error
	for name, d := range k.drafts {
		failed = errors.Join(failed, d.close())
		delete(k.drafts, name)
	}
	for name, s := range k.sealed {
		failed = errors.Join(failed, s.close())
		delete(k.sealed, name)
	}
	if failed != nil {
		return fmt.Errorf("close what is beside the keys: %w", failed)
	}
	return nil
}

// Names returns the names of the keys that can be had, sorted.
func (k *Keys) Names() ([]string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	names, err := k.list(keySuffix)
	if err != nil {
		return nil, fmt.Errorf("list keys: %w", err)
	}
	return names, nil
}

func (k *Keys) list(suffix string) ([]string, error) {
	files, err := os.ReadDir(k.dir)
	if err != nil {
		return nil, diskError(err)
	}
	var names []string
	for _, f := range files {
		if name, ok := strings.CutSuffix(f.Name(), suffix); ok && keyName.MatchString(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}
