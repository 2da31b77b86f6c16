package voting_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"pingyi/voting"
)

// FuzzDecode: a record has one reading and one spelling, and whatever reads as
// an event folds or is refused, without a panic.
func FuzzDecode(f *testing.F) {
	for _, log := range oldLogs(f) {
		for _, record := range log {
			f.Add(record)
		}
	}
	for _, record := range []string{"", "{", "\x00", "\x01", "\x02", `{"v":2,"kind":"item-opened","event":{}}`, `{"v":1,"kind":"","event":{}}`,
		`{"v":1,"kind":"item-revealed","event":{"at":1, "item":1}}`, `{"v":1,"kind":"item-revealed","event":{"at":1,"item":1}}x`} {
		f.Add([]byte(record))
	}
	fixed := oldLogs(f)["testdata/log-v1-secret.golden"]
	var events []voting.Event
	for _, record := range fixed[:20] { // up to the first item while it is open
		e, err := voting.Decode(record)
		if err != nil {
			f.Fatal(err)
		}
		events = append(events, e)
	}
	f.Fuzz(func(t *testing.T, record []byte) {
		e, err := voting.Decode(record)
		if err != nil {
			if e != nil || !errors.Is(err, voting.ErrFormat) {
				t.Fatalf("%q: event %v with error %v", record, e, err)
			}
			return
		}
		if again := voting.Encode(e, nil); !bytes.Equal(again, record) {
			t.Fatalf("%q reads as an event that is written as %q", record, again)
		}
		_ = voting.NewState().Apply(e)
		state := voting.NewState()
		for _, before := range events {
			if err := state.Apply(before); err != nil {
				t.Fatal(err)
			}
		}
		_ = state.Apply(e)
	})
}

// FuzzRulebook: any text is refused or gives rules that can be counted with and
// whose canonical form is the same rules.
func FuzzRulebook(f *testing.F) {
	f.Add(mustRead(f, "rulebook.json"))
	f.Add(change(f, `"weight": 15`, `"weight": -0.0`))
	f.Add(change(f, `"points": 30`, `"points": -999999999.999999999`))
	f.Add(change(f, "half up, 2 places", "truncated, 9 places"))
	f.Add([]byte("{}"))
	f.Add([]byte(versionTwo))
	f.Fuzz(func(t *testing.T, text []byte) {
		rb, err := voting.ParseRulebook(text)
		if err != nil {
			return
		}
		if rb.Criteria != nil {
			tally := voting.NewTally(len(rb.Categories), len(rb.Criteria), len(rb.Grades))
			for grade := range tally.Counts[0][0] {
				tally.Counts[0][0][grade] = grade + 1
			}
			_ = boardOf(t, rb, nil, tally)
		}
		canonical, err := json.Marshal(rb)
		if err != nil {
			t.Fatal(err)
		}
		again, err := voting.ParseRulebook(canonical)
		if err != nil || again.Hash() != rb.Hash() {
			t.Fatalf("the canonical form reads otherwise: %v\n%s", err, canonical)
		}
	})
}

// FuzzMarks: what is read as marks is written as the same text.
func FuzzMarks(f *testing.F) {
	for _, text := range []string{"", "0", "-", "0123456789abcdef-", "A", "?", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		marks, err := voting.ParseMarks(text)
		if err != nil {
			return
		}
		if marks.String() != text || len(marks) != len(text) {
			t.Fatalf("%q is written as %q", text, marks.String())
		}
	})
}

func TestMarksThatNoFormOffersArePrintedAsUnknown(t *testing.T) {
	t.Parallel()
	if got := voting.Marks("\x00\x10\xff").String(); got != "0?-" {
		t.Errorf("got %q, want 0?-", got)
	}
}
