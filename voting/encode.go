package voting

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
)

// Two forms share the log. Acts are JSON, so that a person can read them with
// any tool: {"v":2,"kind":"item-opened","event":{...}}. Ballots come by the
// million and are packed: a version byte, then fixed and variable fields.
const (
	actVersion    = 2    // of acts that say a role; those that say none are written as 1
	ballotVersion = 0x01 // never '{', which begins an act
	maxMarks      = 16_384
)

// ErrFormat is wrapped by every error of Decode.
var ErrFormat = errors.New("event format")

type act struct {
	Version int             `json:"v"`
	Kind    string          `json:"kind"`
	Event   json.RawMessage `json:"event"`
}

// stamped is every event but a ballot.
type stamped interface{ version() int }

// Encode appends the record of an event to into and returns it. The bytes are
// canonical: equal events give equal records, hence equal receipts.
func Encode(e Event, into []byte) []byte {
	if ballot, ok := e.(*BallotCast); ok {
		return encodeBallot(ballot, into)
	}
	body, err := json.Marshal(e)
	if err == nil {
		body, err = json.Marshal(act{Version: e.(stamped).version(), Kind: e.kind(), Event: body})
	}
	if err != nil {
		panic(fmt.Sprintf("encode %s: %v", e.kind(), err)) // every event is plain data
	}
	return append(into, body...)
}

// encodeBallot packs: version, item, run, category, tag, salt, time, marks,
// holder. Numbers are varints; marks and holder carry their length.
func encodeBallot(b *BallotCast, into []byte) []byte {
	into = append(into, ballotVersion)
	into = binary.AppendUvarint(into, uint64(b.Item))
	into = binary.AppendUvarint(into, uint64(b.Run))
	into = append(into, byte(b.Category))
	into = append(into, b.Tag[:]...)
	into = append(into, b.Salt[:]...)
	into = binary.AppendUvarint(into, uint64(b.At))
	into = binary.AppendUvarint(into, uint64(len(b.Marks)))
	into = append(into, b.Marks...)
	into = binary.AppendUvarint(into, uint64(len(b.Holder)))
	return append(into, b.Holder...)
}

// Decode reads one record. It accepts exactly what Encode writes (and what
// earlier versions wrote), so a record has one reading and one spelling.
func Decode(record []byte) (Event, error) {
	if len(record) == 0 {
		return nil, fmt.Errorf("%w: empty record", ErrFormat)
	}
	if record[0] == ballotVersion {
		return decodeBallot(record)
	}
	if record[0] != '{' {
		return nil, fmt.Errorf("%w: unknown version byte 0x%02x", ErrFormat, record[0])
	}
	return decodeAct(record)
}

func decodeAct(record []byte) (Event, error) {
	var envelope act
	if err := strictJSON(record, &envelope); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if envelope.Version > actVersion { // one that is too low, or too high for what it says, is found below
		return nil, fmt.Errorf("%w: act version %d is newer than this program", ErrFormat, envelope.Version)
	}
	e := blank(envelope.Kind)
	if e == nil {
		return nil, fmt.Errorf("%w: unknown kind %q", ErrFormat, envelope.Kind)
	}
	if err := strictJSON(envelope.Event, e); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrFormat, envelope.Kind, err)
	}
	if !bytes.Equal(Encode(e, nil), record) {
		return nil, fmt.Errorf("%w: %s is not in canonical form", ErrFormat, envelope.Kind)
	}
	return e, nil
}

func strictJSON(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if decoder.More() {
		return errors.New("something follows the value")
	}
	return nil
}

func decodeBallot(record []byte) (Event, error) {
	r := reader{rest: record[1:]}
	b := &BallotCast{Item: ItemID(r.number(1<<16 - 1)), Run: uint16(r.number(1<<16 - 1)), Category: CategoryID(r.octet())}
	copy(b.Tag[:], r.take(len(b.Tag)))
	copy(b.Salt[:], r.take(len(b.Salt)))
	b.At = int64(r.number(maxTime))
	b.Marks = Marks(r.take(int(r.number(maxMarks))))
	b.Holder = RepresentativeID(r.take(int(r.number(MaxText))))
	if r.failed || len(r.rest) != 0 {
		return nil, fmt.Errorf("%w: ballot of %d bytes", ErrFormat, len(record))
	}
	return b, nil
}

// reader takes fields off a record and remembers the first failure, so that
// the layout above reads as one list.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) take(n int) []byte {
	if r.failed || n > len(r.rest) {
		r.failed = true
		return nil
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *reader) octet() byte {
	if one := r.take(1); one != nil {
		return one[0]
	}
	return 0
}

// number reads a varint in its shortest spelling, not above max.
func (r *reader) number(max uint64) uint64 {
	if r.failed {
		return 0
	}
	value, size := binary.Uvarint(r.rest)
	shortest := size == 1 || (size > 1 && r.rest[size-1] != 0)
	if size <= 0 || value > max || !shortest {
		r.failed = true
		return 0
	}
	r.rest = r.rest[size:]
	return value
}
