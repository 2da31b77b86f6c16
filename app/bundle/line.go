package bundle

import (
	"encoding/json"
	"fmt"

	"pingyi/data"
	"pingyi/voting"
)

// Line is one record, as a line of records.jsonl has it. Record and Event are
// absent where the record is withheld.
type Line struct {
	Seq       uint64          `json:"seq"`
	Rehearsal bool            `json:"rehearsal,omitempty"` // on every line, so that no excerpt passes for the real thing
	Hash      string          `json:"hash"`
	Kind      string          `json:"kind"`
	Record    []byte          `json:"record,omitempty"` // the leaf's bytes, in base64
	Event     json.RawMessage `json:"event,omitempty"`  // what they say
}

// Kinds of lines that are compared by name.
const (
	kindBallot   = "ballot-cast"
	kindWithheld = "withheld" // what it was would say too much by itself
)

// ballot is the readable form of a ballot, whose record is packed.
type ballot struct {
	Item     voting.ItemID           `json:"item"`
	Run      uint16                  `json:"run"`
	Category voting.CategoryID       `json:"category"`
	Tag      voting.Tag              `json:"tag"`
	Salt     string                  `json:"salt"`
	At       int64                   `json:"at"`
	Marks    []*int                  `json:"marks"` // null is a blank
	Holder   voting.RepresentativeID `json:"holder,omitempty"`
}

// lineOf writes a record as a bundle of that kind has it.
func lineOf(seq uint64, record data.Record, e voting.Event, kind Kind, rehearsal bool) (Line, error) {
	line := withheldLine(seq, record, rehearsal)
	if line.Kind = voting.Kind(e); kind == Public && !harmless(e) {
		if line.Kind != kindBallot {
			line.Kind = kindWithheld
		}
		return line, nil
	}
	line.Record = record
	var err error
	line.Event, err = readable(record, e)
	return line, err
}

// withheldLine is a record of which its leaf hash is given and nothing else.
func withheldLine(seq uint64, record data.Record, rehearsal bool) Line {
	return Line{Seq: seq, Rehearsal: rehearsal, Hash: data.LeafHash(record).String(), Kind: kindWithheld}
}

// harmless tells acts on items, on the session and on its result from records that say
// something of a card, a ballot or a person: who is on the roster and where they
// work, which cards lack a row, when a card came, why one was voided, and that a
// ballot was withdrawn.
func harmless(e voting.Event) bool {
	switch e.(type) {
	case *voting.SessionPublished, *voting.SessionClosed, *voting.SceneCued, *voting.ItemStaged, *voting.ItemOpened, *voting.ItemExtended,
		*voting.ItemClosed, *voting.ItemSealed, *voting.ItemConfirmed, *voting.ItemRevealed, *voting.ItemVoided,
		*voting.FiguresEntered, *voting.DecisionEntered, *voting.UnitVetoed, *voting.VetoLifted, *voting.ResultConfirmed,
		*voting.ResultAnnounced, *voting.NoticeStarted, *voting.ResultCertified, *voting.ResultCorrected,
		*voting.CorrectionAbandoned, *voting.ResultSealed:
		return true
	}
	return false
}

func readable(record data.Record, e voting.Event) (json.RawMessage, error) {
	cast, isBallot := e.(*voting.BallotCast)
	if !isBallot {
		var act struct{ Event json.RawMessage }
		err := json.Unmarshal(record, &act)
		return act.Event, err
	}
	b := ballot{
		Item: cast.Item, Run: cast.Run, Category: cast.Category, Tag: cast.Tag, Salt: fmt.Sprintf("%x", cast.Salt),
		At: cast.At, Marks: make([]*int, len(cast.Marks)), Holder: cast.Holder,
	}
	for i, mark := range []byte(cast.Marks) {
		if mark != voting.Absent {
			grade := int(mark)
			b.Marks[i] = &grade
		}
	}
	return json.Marshal(b)
}
