package bundle

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"pingyi/data"
	"pingyi/voting"
)

// ErrRunning is returned for a session that has not ended: its keys are there
// still, and what is not revealed yet would be in the bundle.
var ErrRunning = errors.New("the session has not ended; a bundle is of a whole one")

// Written says what was written.
type Written struct {
	Folder  string
	Session Session
	Sum     string // SHA-256 of SHA256SUMS, which fixes every file
	Live    bool   // bars moved on the screens while ballots came in
}

// survey is what a log comes to before anything of it is written.
type survey struct {
	state *voting.State
	notes []sealed
}

// sealed is the checkpoint of one run of an item.
type sealed struct {
	item voting.ItemID
	run  uint16
	note string
}

// Write makes the bundle of a session's log. It stands at out, with -rehearsal
// behind its name if it is of a rehearsal, whole or not at all. each is called
// for every record that was read, twice.
func Write(out string, kind Kind, log data.Log, each func()) (Written, error) {
	s, err := surveyOf(log, each)
	if err != nil {
		return Written{}, err
	}
	if out = filepath.Clean(out); s.state.Session.Rehearsal && !strings.HasSuffix(out, "-rehearsal") {
		out += "-rehearsal"
	}
	head := log.Head()
	w := Written{Folder: out, Session: SessionOf(s.state.Session, kind, head.Size, head.Root.String())}
	w.Live = s.state.Session.Rulebook.Secrecy == voting.Secret && s.state.Session.Rulebook.Reveal == voting.RevealLive
	f, err := newFolder(out, kind == Public)
	if err != nil {
		return Written{}, err
	}
	err = f.writeAll(s, w, log, each)
	if err == nil {
		w.Sum, err = f.finish(w.Session.Rehearsal)
	}
	if err != nil {
		return Written{}, errors.Join(fmt.Errorf("write bundle: %w", err), f.remove())
	}
	return w, nil
}

func surveyOf(log data.Log, each func()) (survey, error) {
	s := survey{state: voting.NewState()}
	err := log.Read(0, func(seq uint64, record data.Record) error {
		each()
		e, err := voting.Decode(record)
		if err != nil {
			return fmt.Errorf("record %d: %w", seq, err)
		}
		if seal, ok := e.(*voting.ItemSealed); ok && s.state.Item(seal.Item) != nil {
			s.notes = append(s.notes, sealed{item: seal.Item, run: s.state.Item(seal.Item).Run, note: seal.Seal.Note})
		}
		return s.state.Apply(e)
	})
	if err == nil && s.state.Phase != voting.Ended {
		err = ErrRunning
	}
	return s, err
}

func (f *folder) writeAll(s survey, w Written, log data.Log, each func()) error {
	rulebook := s.state.Session.Rulebook.Canonical()
	session, err := text(w.Session)
	if err != nil {
		return err
	}
	result, err := ResultText(s.state)
	if err != nil {
		return err
	}
	readme, err := readmeOf(w.Session, w.Live)
	if err != nil {
		return err
	}
	for name, body := range map[string][]byte{
		fileReadme: readme, fileSession: session, fileRulebook: rulebook, fileResult: result, fileVerifier: verifierOf(w.Session),
	} {
		if err := f.put(name, body); err != nil {
			return err
		}
	}
	for _, note := range s.notes {
		if err := f.put(noteName(int(note.item), int(note.run)), []byte(note.note)); err != nil {
			return err
		}
	}
	return f.write(fileRecords, func(to io.Writer) error { return writeRecords(to, w.Session, log, each) })
}

func verifierOf(s Session) []byte {
	body := s.Signer + "\n"
	if s.Rehearsal {
		body += rehearsalMark + "\n"
	}
	return []byte(body)
}

// writeRecords writes records.jsonl.
func writeRecords(to io.Writer, s Session, log data.Log, each func()) error {
	lines := bufio.NewWriterSize(to, 1<<16)
	encoder := json.NewEncoder(lines)
	err := log.Read(0, func(seq uint64, record data.Record) error {
		each()
		e, err := voting.Decode(record)
		if err != nil {
			return err
		}
		line, err := lineOf(seq, record, e, s.Kind, s.Rehearsal)
		if err != nil {
			return err
		}
		return encoder.Encode(line)
	})
	if err != nil {
		return err
	}
	return lines.Flush()
}
