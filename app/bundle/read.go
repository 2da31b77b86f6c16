package bundle

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"pingyi/data"
	"pingyi/voting"
)

// Bundle is a bundle that was opened.
type Bundle struct {
	Session      Session
	Rulebook     voting.Rulebook
	RulebookHash string // of the file's bytes
	Result       []byte // result.json
	Verifier     string // the key in verifier.txt
	Notes        int    // files in checkpoints/
	path         string
}

// Open reads the small files of a bundle.
func Open(path string) (*Bundle, error) {
	b := &Bundle{path: path}
	body, err := b.file(fileSession)
	if err == nil {
		err = strict(body, &b.Session)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", fileSession, err)
	}
	if b.Session.Format != Format {
		return nil, fmt.Errorf("%s: format %q; this program reads %q", fileSession, b.Session.Format, Format)
	}
	if _, err := ParseKind(string(b.Session.Kind)); err != nil {
		return nil, fmt.Errorf("%s: kind: %w", fileSession, err)
	}
	if body, err = b.file(fileRulebook); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body)
	b.RulebookHash = hex.EncodeToString(sum[:])
	if b.Rulebook, err = voting.KeptRulebook(body); err != nil {
		return nil, fmt.Errorf("%s: %w", fileRulebook, err)
	}
	if b.Result, err = b.file(fileResult); err != nil {
		return nil, err
	}
	if body, err = b.file(fileVerifier); err != nil {
		return nil, err
	}
	b.Verifier, _, _ = strings.Cut(string(body), "\n")
	notes, err := os.ReadDir(filepath.Join(path, checkpoints))
	b.Notes = len(notes)
	return b, err
}

func (b *Bundle) file(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(b.path, filepath.FromSlash(name)))
}

// Note reads the checkpoint of a run of an item.
func (b *Bundle) Note(item voting.ItemID, run uint16) (string, error) {
	body, err := b.file(noteName(int(item), int(run)))
	return string(body), err
}

// ResultNote reads a checkpoint of the result, numbered from 1.
func (b *Bundle) ResultNote(n int) (string, error) {
	body, err := b.file(resultNoteName(n))
	return string(body), err
}

func strict(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the value")
	}
	return nil
}

// Read gives every line with its leaf hash and, unless it is withheld, its
// event. It has checked by then that the line stands in its place, that the hash
// is that of the bytes, and that the readable form is what they say.
func (b *Bundle) Read(fn func(line Line, leaf data.Hash, e voting.Event) error) (err error) {
	file, err := os.Open(filepath.Join(b.path, fileRecords))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	lines := bufio.NewReaderSize(file, 1<<16)
	for seq := uint64(0); ; seq++ {
		text, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(text) == 0 {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: the last line does not end: %w", fileRecords, err)
		}
		line, leaf, e, err := b.line(seq, text)
		if err != nil {
			return fmt.Errorf("record %d: %w", seq, err)
		}
		if err := fn(line, leaf, e); err != nil {
			return err
		}
	}
}

func (b *Bundle) line(seq uint64, text []byte) (line Line, leaf data.Hash, e voting.Event, err error) {
	if err := strict(text, &line); err != nil {
		return line, leaf, nil, err
	}
	if line.Seq != seq {
		return line, leaf, nil, fmt.Errorf("numbered %d", line.Seq)
	}
	if n, err := hex.Decode(leaf[:], []byte(line.Hash)); err != nil || n != len(leaf) {
		return line, leaf, nil, fmt.Errorf("%q is not a hash", line.Hash)
	}
	if line.Record == nil {
		return line, leaf, nil, b.withheld(line, text)
	}
	if got := data.LeafHash(line.Record); got != leaf {
		return line, leaf, nil, fmt.Errorf("its bytes hash to %s, the line says %s", got, leaf)
	}
	if e, err = voting.Decode(line.Record); err != nil {
		return line, leaf, nil, err
	}
	again, err := lineOf(seq, line.Record, e, b.Session.Kind, b.Session.Rehearsal)
	if err == nil && !same(again, text) {
		err = errors.New("the line is not what its bytes say")
	}
	return line, leaf, e, err
}

// withheld accepts a line without record where there may be one.
func (b *Bundle) withheld(line Line, text []byte) error {
	if b.Session.Kind != Public {
		return errors.New("the record is missing; the scrutineers' bundle has all")
	}
	plain := Line{Seq: line.Seq, Rehearsal: b.Session.Rehearsal, Hash: line.Hash, Kind: line.Kind}
	if (line.Kind != kindBallot && line.Kind != kindWithheld) || !same(plain, text) {
		return fmt.Errorf("a record of kind %q is not withheld so", line.Kind)
	}
	return nil
}

func same(line Line, text []byte) bool {
	body, err := json.Marshal(line)
	return err == nil && bytes.Equal(append(body, '\n'), text)
}
