package data

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
)

// The head file says, beside the database, how far the log was when it last
// acknowledged something. SQLite drops the end of a damaged write-ahead log
// without a word; a database that is behind its head file has lost
// acknowledged records, and this is how it is noticed.
//
// An entry is written and synced after the commit and before Append returns, so
// the file is never ahead of an undamaged database. Entry k, for segment k,
// stands at byte 64*(k-1): 8 bytes headMagic, 8 bytes segment number, 8 bytes
// log size after it, 32 bytes chain hash, 4 zero bytes, CRC-32C of all that; the
// integers big endian. The rest of the file is zeros, written beforehand so that
// a sync need not change the file's metadata.
const (
	headEntrySize = 64
	headMagic     = "pyhead\x00\x01"
	// headChunk is how much is prepared at a time: 4,096 segments.
	headChunk = 256 << 10
)

// headEntry is one line of the head file; the zero value means none.
type headEntry struct {
	number uint64
	size   uint64
	chain  Hash
}

func (e *headEntry) encode(dst []byte) {
	clear(dst[:headEntrySize])
	copy(dst, headMagic)
	binary.BigEndian.PutUint64(dst[8:], e.number)
	binary.BigEndian.PutUint64(dst[16:], e.size)
	copy(dst[24:56], e.chain[:])
	binary.BigEndian.PutUint32(dst[60:], crc32.Checksum(dst[:60], crc32.MakeTable(crc32.Castagnoli)))
}

// decode reads the entry for segment number want and reports whether it is whole.
func (e *headEntry) decode(src []byte, want uint64) bool {
	sum := crc32.Checksum(src[:60], crc32.MakeTable(crc32.Castagnoli))
	if string(src[:8]) != headMagic || binary.BigEndian.Uint32(src[60:]) != sum {
		return false
	}
	e.number = binary.BigEndian.Uint64(src[8:])
	e.size = binary.BigEndian.Uint64(src[16:])
	copy(e.chain[:], src[24:56])
	return e.number == want
}

// readLastHead returns the whole entry with the highest number, or the zero
// entry when there is no file or no whole entry. A torn entry is skipped: those
// before it pin the log up to themselves, those after it pin it too.
func readLastHead(path string) (headEntry, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return headEntry{}, nil
	}
	if err != nil {
		return headEntry{}, fmt.Errorf("read head file: %w", err)
	}
	defer f.Close()
	return lastHead(f)
}

func lastHead(r io.Reader) (last headEntry, err error) {
	chunk := make([]byte, headChunk)
	zero := make([]byte, headEntrySize)
	for number := uint64(1); ; {
		n, err := io.ReadFull(r, chunk)
		for at := 0; at+headEntrySize <= n; at += headEntrySize {
			var e headEntry
			if raw := chunk[at : at+headEntrySize]; !bytes.Equal(raw, zero) && e.decode(raw, number) {
				last = e
			}
			number++
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return last, nil
		}
		if err != nil {
			return last, fmt.Errorf("read head file: %w", err)
		}
	}
}

// syncFile is what the head file needs of a file; tests put a failing one in.
type syncFile interface {
	io.WriterAt
	// Datasync brings the content to disk, and the metadata needed to read it.
	Datasync() error
	Close() error
}

// diskFile is a syncFile on a real disk.
type diskFile struct{ *os.File }

func (f diskFile) Datasync() error { return datasync(f.File) }

// headWriter appends to the head file.
type headWriter struct {
	file syncFile
	room int64 // bytes of the file that exist on disk
	buf  [headEntrySize]byte
	fill []byte
}

func openHeadWriter(path string) (*headWriter, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open head file: %w", diskError(err))
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("open head file: %w", err)
	}
	return &headWriter{file: diskFile{f}, room: info.Size()}, nil
}

// reserve makes sure that entry number can be written without growing the file.
// It is called before the commit, so that a full disk is found out while
// nothing has been stored yet.
func (h *headWriter) reserve(number uint64) error {
	for int64(number)*headEntrySize > h.room {
		if h.fill == nil {
			h.fill = make([]byte, headChunk)
		}
		n, err := h.file.WriteAt(h.fill, h.room)
		h.room += int64(n)
		if err != nil {
			return fmt.Errorf("extend head file: %w", diskError(err))
		}
		if err := h.file.Datasync(); err != nil {
			return fmt.Errorf("sync head file: %w: %w", ErrFatal, err)
		}
	}
	return nil
}

// write puts the entry on disk. Any error is ErrFatal: the segment is stored
// and its entry may or may not be.
func (h *headWriter) write(e headEntry) error {
	e.encode(h.buf[:])
	if _, err := h.file.WriteAt(h.buf[:], int64(e.number-1)*headEntrySize); err != nil {
		return fmt.Errorf("write head file: %w: %w", ErrFatal, err)
	}
	if err := h.file.Datasync(); err != nil {
		return fmt.Errorf("sync head file: %w: %w", ErrFatal, err)
	}
	return nil
}

// catchUp writes the entries of segments that were committed when the process
// ended, but had no whole entry yet.
func (h *headWriter) catchUp(missing []headEntry) error {
	if len(missing) == 0 {
		return nil
	}
	if err := h.reserve(missing[len(missing)-1].number); err != nil {
		return err
	}
	raw := make([]byte, len(missing)*headEntrySize)
	for i := range missing {
		missing[i].encode(raw[i*headEntrySize:])
	}
	if _, err := h.file.WriteAt(raw, int64(missing[0].number-1)*headEntrySize); err != nil {
		return fmt.Errorf("write head file: %w", diskError(err))
	}
	if err := h.file.Datasync(); err != nil {
		return fmt.Errorf("sync head file: %w: %w", ErrFatal, err)
	}
	return nil
}
