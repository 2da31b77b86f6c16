package tally

import (
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"pingyi/app/progress"
)

// source is a file that is being read, unpacked when its name ends with .gz.
type source struct {
	io.Reader
	file *os.File
	pack *gzip.Reader
}

func open(path string) (*source, error) { return openWatched(path, nil) }

func openWatched(path string, m *meter) (*source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	s := &source{Reader: f, file: f}
	if m != nil {
		s.Reader = &watched{f, m}
	}
	if strings.HasSuffix(path, ".gz") {
		if s.pack, err = gzip.NewReader(s.Reader); err != nil {
			f.Close() // nothing was written
			return nil, NewTrouble("not-gzip", "file", filepath.Base(path))
		}
		s.Reader = s.pack
	}
	return s, nil
}

// unreadable says in words why a file could not be read.
func unreadable(path string, err error) error {
	key := "unreadable"
	if info, bad := os.Stat(path); bad == nil && info.IsDir() {
		key = "is-folder"
	} else if errors.Is(err, fs.ErrNotExist) {
		key = "no-file"
	}
	return NewTrouble(key, "file", path)
}

// Close closes the file.
func (s *source) Close() error { return s.file.Close() }

// meter shows how much of the ballot files has been read.
type meter struct {
	bar  *progress.Bar
	now  int64
	size int64
}

func newMeter(out io.Writer, lang string, paths []string) *meter {
	m := &meter{}
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil {
			m.size += info.Size()
		}
	}
	m.bar = progress.New(out, Say(lang, "bar.ballots"), int(m.size>>10))
	return m
}

type watched struct {
	in io.Reader
	m  *meter
}

// Read counts what it reads.
func (w *watched) Read(into []byte) (int, error) {
	n, err := w.in.Read(into)
	w.m.now += int64(n)
	w.m.bar.Set(int(w.m.now>>10), int(w.m.size>>10))
	return n, err
}

// kindOf is the extension of a name without .gz.
func kindOf(path string) string {
	return strings.ToLower(filepath.Ext(strings.TrimSuffix(path, ".gz")))
}
