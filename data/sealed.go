package data

import (
	"bufio"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
)

const (
	sealedSuffix     = ".sealed"      // beside a key: the texts that are sealed under it
	sealedHeadSuffix = ".sealed.head" // their head file

	// MaxSealed is the longest sealed text in bytes.
	MaxSealed = 1 << 20

	sealedPrefix = "pingyi/sealed/1\n"
	sealedLength = 4 // bytes of the length of a chunk
)

// Sealed is a list of texts that only grows, under a key of Keys, and is gone
// with it. It is no part of the log. An Append costs what it appends, however
// much is there.
//
// On disk each text is a chunk: 4 bytes length, a nonce of 12 bytes, and what
// AES-256-GCM makes of the text under a key that is derived from that key. With
// the text are authenticated the name of the key, the number of the chunk from 1,
// and a hash of all chunks before it; so none can be left out, changed, doubled,
// or stand in the place of another. A head file, as that of a log, says which
// chunks were acknowledged: what is not whole behind them never was, and is cut.
//
// Many goroutines may call it. Errors. ErrFull: nothing was appended, and the
// same may be tried again. ErrFatal: the disk failed. ErrClosed: the key was
// shredded, or Keys was closed.
type Sealed struct {
	name string
	box  cipher.AEAD

	mu     sync.Mutex
	file   *os.File // nil once it is closed
	heads  *headWriter
	last   headEntry // what was acknowledged: chunks, bytes, hash
	broken error     // what is on disk behind it is unknown
}

// Append seals a text and returns once it is on disk.
func (s *Sealed) Append(text []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.append(text); err != nil {
		return fmt.Errorf("append to %s: %w", s.name+sealedSuffix, err)
	}
	return nil
}

func (s *Sealed) append(text []byte) error {
	switch {
	case s.file == nil:
		return ErrClosed
	case s.broken != nil:
		return s.broken
	case len(text) > MaxSealed:
		return ErrTooLarge
	}
	if err := s.heads.reserve(s.last.number + 1); err != nil {
		return err
	}
	chunk := make([]byte, sealedLength+s.box.NonceSize(), sealedLength+s.box.NonceSize()+len(text)+s.box.Overhead())
	nonce := chunk[sealedLength:]
	_, _ = rand.Read(nonce) // never fails on the systems Go supports
	chunk = s.box.Seal(chunk, nonce, text, s.bound(s.last))
	binary.BigEndian.PutUint32(chunk, uint32(len(chunk)-sealedLength))
	if _, err := s.file.WriteAt(chunk, int64(s.last.size)); err != nil {
		_ = s.file.Truncate(int64(s.last.size)) // what remains is written over, or cut at the next opening
		return diskError(err)
	}
	if err := s.sync(); err != nil {
		return err
	}
	next := after(s.last, chunk)
	if s.broken = s.heads.write(next); s.broken != nil {
		return s.broken
	}
	s.last = next
	return nil
}

// sync brings the chunks to disk. Where it fails for another cause than a full
// disk, nothing that comes later can be believed.
func (s *Sealed) sync() error {
	err := diskError(datasync(s.file))
	if err == nil || errors.Is(err, ErrFull) {
		return err
	}
	s.broken = fmt.Errorf("%w: %w", ErrFatal, err)
	return s.broken
}

// bound is what is authenticated with the chunk that follows on others.
func (s *Sealed) bound(before headEntry) []byte {
	bound := binary.BigEndian.AppendUint64([]byte(s.name+"\n"), before.number+1)
	return append(bound, before.chain[:]...)
}

func after(before headEntry, chunk []byte) headEntry {
	sum := sha256.New()
	sum.Write([]byte(sealedPrefix))
	sum.Write(before.chain[:])
	sum.Write(chunk)
	next := headEntry{number: before.number + 1, size: before.size + uint64(len(chunk))}
	sum.Sum(next.chain[:0])
	return next
}

// Each calls fn with every text, in the order in which they were appended, until
// it fails. fn must not call this Sealed, and may keep the text.
func (s *Sealed) Each(fn func(text []byte) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := ErrClosed
	if s.file != nil {
		err = s.walk(int64(s.last.size), func(_ headEntry, text []byte) error { return fn(text) })
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", s.name+sealedSuffix, err)
	}
	return nil
}

// walk reads chunks up to a place in the file. It returns ErrCorrupt at the first
// that is not whole.
func (s *Sealed) walk(size int64, fn func(at headEntry, text []byte) error) error {
	file := bufio.NewReader(io.NewSectionReader(s.file, 0, size))
	for last := (headEntry{}); last.size < uint64(size); {
		chunk, err := readChunk(file)
		if err != nil {
			return fmt.Errorf("chunk %d: %w", last.number+1, err)
		}
		sealed := chunk[sealedLength:]
		if len(sealed) < s.box.NonceSize() {
			return fmt.Errorf("chunk %d: %w", last.number+1, ErrCorrupt)
		}
		nonce, sealed := sealed[:s.box.NonceSize()], sealed[s.box.NonceSize():]
		text, err := s.box.Open([]byte{}, nonce, sealed, s.bound(last))
		if err != nil {
			return fmt.Errorf("chunk %d is not what was sealed: %w", last.number+1, ErrCorrupt)
		}
		last = after(last, chunk)
		if err := fn(last, text); err != nil {
			return err
		}
	}
	return nil
}

func readChunk(file io.Reader) ([]byte, error) {
	var length [sealedLength]byte
	_, err := io.ReadFull(file, length[:])
	n := binary.BigEndian.Uint32(length[:])
	if err == nil && n > MaxSealed+64 { // more than nonce and code add
		return nil, ErrCorrupt
	}
	chunk := append(length[:], make([]byte, n)...)
	if err == nil {
		_, err = io.ReadFull(file, chunk[sealedLength:])
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("the file ends inside it: %w", ErrCorrupt)
	}
	if err != nil {
		return nil, diskError(err)
	}
	return chunk, nil
}

// Sealed returns what is sealed under a key. Its files are made when it is first
// asked for. Errors: those of Get, ErrFull, ErrFatal, and ErrCorrupt where a text
// that was acknowledged is not there any more as it was.
func (k *Keys) Sealed(name string) (*Sealed, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if s := k.sealed[name]; s != nil {
		return s, nil
	}
	s, err := k.openSealed(name)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name+sealedSuffix, err)
	}
	if k.sealed == nil {
		k.sealed = make(map[string]*Sealed)
	}
	k.sealed[name] = s
	return s, nil
}

// HasSealed reports whether files were made of what is sealed under a key.
func (k *Keys) HasSealed(name string) bool {
	return checkKeyName(name) == nil && (k.exists(name, sealedSuffix) || k.exists(name, sealedHeadSuffix))
}

func (k *Keys) openSealed(name string) (*Sealed, error) {
	if err := checkKeyName(name); err != nil {
		return nil, err
	}
	key, err := k.get(name)
	if err != nil {
		return nil, err
	}
	s := &Sealed{name: name}
	if s.box, err = boxOf(derive(key, "sealed")); err != nil {
		return nil, err
	}
	if fileSize(k.path(name, sealedSuffix)) > 0 && !k.exists(name, sealedHeadSuffix) {
		return nil, fmt.Errorf("its head file %s is missing: %w", name+sealedHeadSuffix, ErrCorrupt) // it was made first
	}
	head, err := readLastHead(k.path(name, sealedHeadSuffix))
	if err != nil {
		return nil, err
	}
	if s.heads, err = openHeadWriter(k.path(name, sealedHeadSuffix)); err != nil {
		return nil, err
	}
	s.file, err = os.OpenFile(k.path(name, sealedSuffix), os.O_RDWR|os.O_CREATE, 0o600)
	if err == nil {
		err = s.recover(head)
	}
	if err == nil {
		err = syncDir(k.dir)
	}
	if err != nil {
		return nil, errors.Join(diskError(err), s.close())
	}
	return s, nil
}

// recover finds what is there. Up to the head all must be whole; behind it may
// stand a chunk that was on disk when the process ended and nobody was told, and
// then at most pieces of one.
func (s *Sealed) recover(head headEntry) error {
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	var all []headEntry
	err = s.walk(info.Size(), func(at headEntry, _ []byte) error { all = append(all, at); return nil })
	switch {
	case err != nil && !errors.Is(err, ErrCorrupt):
		return err
	case head.number > uint64(len(all)) && err != nil:
		return fmt.Errorf("of %d chunks, %w", head.number, err)
	case head.number > uint64(len(all)):
		return fmt.Errorf("of %d chunks only %d are there: %w", head.number, len(all), ErrCorrupt)
	case head.number > 0 && all[head.number-1] != head:
		return fmt.Errorf("the first %d chunks are not those of its head file: %w", head.number, ErrCorrupt)
	}
	if untold := all[head.number:]; len(untold) > 0 {
		if err := s.sync(); err != nil {
			return err
		}
		if err := s.heads.catchUp(untold); err != nil {
			return err
		}
	}
	if len(all) > 0 {
		s.last = all[len(all)-1]
	}
	return s.file.Truncate(int64(s.last.size))
}

func (s *Sealed) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var failed error
	if s.file != nil {
		failed = s.file.Close()
		s.file = nil
	}
	if s.heads != nil {
		failed = errors.Join(failed, s.heads.file.Close())
		s.heads = nil
	}
	return failed
}

// endSealed comes before the key goes.
func (k *Keys) endSealed(name string) {
	if s := k.sealed[name]; s != nil {
		_ = s.close() // its files are removed in a moment
		delete(k.sealed, name)
	}
}

// removeSealed takes the files away: nobody can read them without their key, and
// nobody needs to see that they were there.
func (k *Keys) removeSealed(name string) error {
	var failed error
	for _, suffix := range []string{sealedSuffix, sealedHeadSuffix} {
		if err := os.Remove(k.path(name, suffix)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, diskError(err))
		}
	}
	return failed
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
