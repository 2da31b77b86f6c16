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

// Records are those of a log, to be read. They must not grow meanwhile.
type Records interface {
	Head() data.Head
	Read(from uint64, fn func(seq uint64, record data.Record) error) error
}

// ErrRunning is returned for a session that has not ended: its keys are there
// still, and what is not revealed yet would be in the bundle.
var ErrRunning = errors.New("the session has not ended; a bundle is of a whole one")

// Written says what was written.
type Written struct {
	Folder  string
	Session Session
	Sum     string // SHA-256 of SHA256SUMS, which fixes every file
	Live    bool   // bars moved on the screens while ballots came in
	Kept    uint64 // records after these, of a correction that is in work and not for the public

	Unannounced bool // nobody has announced the result in it
}

// survey is what a log comes to before anything of it is written.
type survey struct {
	state *voting.State
	notes []sealed
	added additions

	ofResult int // of these checkpoints
}

// sealed is a checkpoint and the file in which it is kept.
type sealed struct{ file, note string }

// seal takes up the checkpoint of a run of an item, or of the result.
func (s *survey) seal(e voting.Event) {
	switch e := e.(type) {
	case *voting.ItemSealed:
		if item := s.state.Item(e.Item); item != nil {
			s.notes = append(s.notes, sealed{noteName(int(e.Item), int(item.Run)), e.Seal.Note})
		}
	case *voting.ResultSealed:
		s.ofResult++
		s.notes = append(s.notes, sealed{resultNoteName(s.ofResult), e.Seal.Note})
	}
}

// Write makes the bundle of a session's log. It stands at out, with -rehearsal
// behind its name if it is of a rehearsal, whole or not at all. each is called
// for every record that was read, twice.
func Write(out string, kind Kind, log Records, each func()) (Written, error) {
	p, err := Prepare(filepath.Clean(out), kind, log, each)
	if err != nil {
		return Written{}, err
	}
	f, err := newFolder(p.Written.Folder, kind == Public)
	if err != nil {
		return Written{}, err
	}
	sums, err := p.writeAll(f)
	if err == nil {
		err = f.finish()
	}
	if err != nil {
		return Written{}, errors.Join(fmt.Errorf("write bundle: %w", err), f.remove())
	}
	p.Written.Sum = sums
	return p.Written, nil
}

// Prepared is a bundle of which everything but the files is there: whatever can be
// wrong with a session is known before the first byte is written.
type Prepared struct {
	Written Written
	survey  survey
	log     Records
	each    func()
}

// Prepare reads the records of a session that has ended; of the bundle for the public
// it takes those that are of an announced result. name is that of the folder.
func Prepare(name string, kind Kind, log Records, each func()) (*Prepared, error) {
	size := log.Head().Size
	s, err := surveyOf(log, each)
	if err == nil && kind == Public {
		log, s, err = released(log, s)
	}
	if err != nil {
		return nil, err
	}
	if s.state.Session.Rehearsal && !strings.HasSuffix(name, "-rehearsal") {
		name += "-rehearsal"
	}
	head := log.Head()
	w := Written{Folder: name, Session: SessionOf(s.state.Session, kind, head.Size, head.Root.String()), Kept: size - head.Size}
	w.Unannounced = s.state.ShownVersion().Phase().Unannounced()
	w.Live = s.state.Session.Rulebook.Secrecy == voting.Secret && s.state.Session.Rulebook.Reveal == voting.RevealLive
	return &Prepared{Written: w, survey: s, log: log, each: each}, nil
}

func surveyOf(log Records, each func()) (survey, error) {
	s := survey{state: voting.NewState(), added: newAdditions()}
	err := log.Read(0, func(seq uint64, record data.Record) error {
		each()
		e, err := voting.Decode(record)
		if err != nil {
			return fmt.Errorf("record %d: %w", seq, err)
		}
		s.seal(e)
		err = s.state.Apply(e)
		if err == nil {
			s.added.follow(seq, e, s.state)
		}
		return err
	})
	if err == nil && s.state.Phase != voting.Ended {
		err = ErrRunning
	}
	return s, err
}

// place is where the files of a bundle are put: a folder or an archive.
type place interface {
	write(name string, fill func(io.Writer) error) error
}

// writeAll writes every file, the sums of all others last. It returns the hash of
// the sums, which fixes all files.
func (p *Prepared) writeAll(to place) (string, error) {
	state, w := p.survey.state, p.Written
	session, err1 := text(w.Session)
	result, err2 := ResultText(state)
	readme, err3 := readmeOf(w)
	if err := errors.Join(err1, err2, err3); err != nil {
		return "", err
	}
	s := &summed{place: to}
	s.put(fileReadme, readme)
	s.put(fileSession, session)
	s.put(fileRulebook, state.Session.Rulebook.Canonical())
	s.put(fileResult, result)
	s.put(fileVerifier, verifierOf(w.Session))
	for _, note := range p.survey.notes {
		s.put(note.file, []byte(note.note))
	}
	s.fill(fileRecords, p.writeRecords)
	return s.finish(w.Session.Rehearsal)
}

func verifierOf(s Session) []byte {
	body := s.Signer + "\n"
	if s.Rehearsal {
		body += rehearsalMark + "\n"
	}
	return []byte(body)
}

// writeRecords writes records.jsonl.
func (p *Prepared) writeRecords(to io.Writer) error {
	s := p.Written.Session
	lines := bufio.NewWriterSize(to, 1<<16)
	encoder := json.NewEncoder(lines)
	err := p.log.Read(0, func(seq uint64, record data.Record) error {
		p.each()
		e, err := voting.Decode(record)
		if err != nil {
			return err
		}
		if s.Kind == Public && p.survey.keptBack(seq) {
			return encoder.Encode(withheldLine(seq, record, s.Rehearsal))
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
