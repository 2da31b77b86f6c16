package onair

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// version is that of the records as they are written. A field that is added later is left out
// where it has nothing to say, so that old records keep their spelling.
const version = 1

// ErrFormat is wrapped by every error of Decode.
var ErrFormat = errors.New("event format")

type record struct {
	Version int             `json:"v"`
	Kind    string          `json:"kind"`
	Event   json.RawMessage `json:"event"`
}

func (*OutputSet) kind() string      { return "output-set" }
func (*AddressRevoked) kind() string { return "address-revoked" }
func (*OutputRemoved) kind() string  { return "output-removed" }
func (*Tuned) kind() string          { return "tuned" }
func (*Unlocked) kind() string       { return "unlocked" }
func (*Taken) kind() string          { return "taken" }
func (*Stepped) kind() string        { return "stepped" }
func (*PagesHeld) kind() string      { return "pages-held" }
func (*TakenOff) kind() string       { return "taken-off" }
func (*Left) kind() string           { return EndLeft }
func (*Blanked) kind() string        { return "blanked" }
func (*Panicked) kind() string       { return "panicked" }
func (*Unpanicked) kind() string     { return "unpanicked" }
func (*HeldAt) kind() string         { return "held" }
func (*Unheld) kind() string         { return "unheld" }
func (*Armed) kind() string          { return "armed" }
func (*Disarmed) kind() string       { return "disarmed" }
func (*Went) kind() string           { return "went" }
func (*Approved) kind() string       { return "approved" }
func (*Released) kind() string       { return "released" }
func (*LeaseSet) kind() string       { return "lease-set" }
func (*WasShown) kind() string       { return "was-shown" }
func (*PhonesSet) kind() string      { return "phones-set" }
func (*PhonesReleased) kind() string { return "phones-released" }
func (*Planned) kind() string        { return "planned" }
func (*Asked) kind() string          { return "asked" }
func (*PlanMoved) kind() string      { return "plan-moved" }
func (*Declined) kind() string       { return "declined" }
func (*PagesAuto) kind() string      { return "pages-auto" }
func (*Extended) kind() string       { return "extended" }
func (*Timed) kind() string          { return "timed" }
func (*Missed) kind() string         { return "missed" }
func (*NamesChecked) kind() string   { return "names-checked" }
func (*NamesGuarded) kind() string   { return "names-guarded" }
func (*NamesUnchecked) kind() string { return "names-unchecked" }

// blanks gives one empty event of each kind, in the order of the table above.
func blanks() []Event {
	return []Event{
		&OutputSet{}, &AddressRevoked{}, &OutputRemoved{}, &Tuned{}, &Unlocked{}, &Taken{}, &Stepped{}, &PagesHeld{},
		&TakenOff{}, &Left{}, &Blanked{}, &Panicked{}, &Unpanicked{}, &HeldAt{}, &Unheld{}, &Armed{}, &Disarmed{}, &Went{},
		&Approved{}, &Released{}, &LeaseSet{}, &WasShown{}, &PhonesSet{}, &PhonesReleased{}, &Planned{}, &Asked{},
		&PlanMoved{}, &Declined{}, &PagesAuto{}, &Extended{}, &Timed{}, &Missed{}, &NamesChecked{}, &NamesGuarded{},
		&NamesUnchecked{},
	}
}

func blank(kind string) Event {
	for _, e := range blanks() {
		if e.kind() == kind {
			return e
		}
	}
	return nil
}

// EventKind names an event as it stands in its record.
func EventKind(e Event) string { return e.kind() }

// StampOf is when and by whom an event was declared.
func StampOf(e Event) Stamp { return e.stamp() }

// Encode gives the record of an event: {"v":1,"kind":"taken","event":{...}}. Equal events give
// equal records.
func Encode(e Event) []byte {
	body, err := json.Marshal(e)
	if err == nil {
		body, err = json.Marshal(record{Version: version, Kind: e.kind(), Event: body})
	}
	if err != nil {
		panic(fmt.Sprintf("encode %s: %v", e.kind(), err)) // every event is plain data
	}
	return body
}

// Decode reads one record. It accepts exactly what Encode writes, and what earlier versions wrote.
func Decode(text []byte) (Event, error) {
	var r record
	if err := strictJSON(text, &r); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if r.Version < 1 || r.Version > version {
		return nil, fmt.Errorf("%w: version %d is not one of this program", ErrFormat, r.Version)
	}
	e := blank(r.Kind)
	if e == nil {
		return nil, fmt.Errorf("%w: unknown kind %q", ErrFormat, r.Kind)
	}
	if err := strictJSON(r.Event, e); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrFormat, r.Kind, err)
	}
	if !bytes.Equal(Encode(e), text) {
		return nil, fmt.Errorf("%w: %s is not in canonical form", ErrFormat, r.Kind)
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
