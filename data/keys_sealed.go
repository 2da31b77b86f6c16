package data

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// sealedSuffix ends the file of what is sealed under a key. Its content is a
// nonce of 12 bytes and what AES-256-GCM makes of the text.
const sealedSuffix = ".sealed"

// Seal encrypts a small text under a key and puts it on disk, in place of what
// was sealed under that key before. When the key is shredded the text is gone
// with it. Errors: those of Get, ErrFull, ErrFatal; the text that stood there
// before stands then, or the new one does.
func (k *Keys) Seal(name string, text []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	box, err := k.box(name)
	if err != nil {
		return fmt.Errorf("seal under %q: %w", name, err)
	}
	nonce := make([]byte, box.NonceSize())
	_, _ = rand.Read(nonce) // never fails on the systems Go supports
	draft := k.path(name+sealedSuffix, draftSuffix)
	err = writeSynced(draft, box.Seal(nonce, nonce, text, []byte(name)))
	if err == nil {
		err = diskError(os.Rename(draft, k.path(name, sealedSuffix)))
	}
	if err == nil {
		err = syncDir(k.dir)
	}
	if err != nil {
		return fmt.Errorf("seal under %q: %w", name, err)
	}
	return nil
}

// Unseal returns the text that is sealed under a key, nil when there is none.
// Errors: those of Get, ErrCorrupt for a file that was not sealed under the key.
func (k *Keys) Unseal(name string) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	raw, err := os.ReadFile(k.path(name, sealedSuffix))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var box cipher.AEAD
	if err == nil {
		box, err = k.box(name)
	}
	if err == nil && len(raw) < box.NonceSize() {
		err = ErrCorrupt
	}
	if err != nil {
		return nil, fmt.Errorf("unseal with %q: %w", name, err)
	}
	text, err := box.Open(nil, raw[:box.NonceSize()], raw[box.NonceSize():], []byte(name))
	if err != nil {
		return nil, fmt.Errorf("unseal with %q: %w: %w", name, ErrCorrupt, err)
	}
	return text, nil
}

// box encrypts with a key that is derived from the named one, which has other
// uses.
func (k *Keys) box(name string) (cipher.AEAD, error) {
	if err := checkKeyName(name); err != nil {
		return nil, err
	}
	key, err := k.get(name)
	if err != nil {
		return nil, err
	}
	return boxOf(derive(key, "sealed"))
}

// derive makes a key of its own for one use.
func derive(key []byte, use string) []byte {
	own := hmac.New(sha256.New, key)
	own.Write([]byte(use))
	return own.Sum(nil)
}

func boxOf(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// unlink takes away what was sealed under a key that is gone: nobody can read
// it, and nobody needs to see that it was there.
func (k *Keys) unlink(name string) error {
	if err := os.Remove(k.path(name, sealedSuffix)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return diskError(err)
	}
	return nil
}
