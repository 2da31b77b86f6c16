package live

import (
	"errors"
	"testing"

	"pingyi/data"
)

// Whoever reads twice reads the same, whatever is appended meanwhile, and ends when
// the server does.
func TestRecordsAreThoseOfTheMomentTheyWereAskedFor(t *testing.T) {
	log := data.NewMemory()
	for _, record := range []string{"a", "b", "c"} {
		if _, err := log.Append([]data.Record{[]byte(record)}); err != nil {
			t.Fatal(err)
		}
	}
	s := &Session{log: log}
	records := s.Records()
	read := func() (text string, err error) {
		err = records.Read(1, func(_ uint64, record data.Record) error {
			text += string(record)
			return nil
		})
		return text, err
	}
	if _, err := log.Append([]data.Record{[]byte("d"), []byte("e")}); err != nil {
		t.Fatal(err)
	}
	if text, err := read(); text != "bc" || err != nil || records.Head().Size != 3 {
		t.Errorf("read %q, %v, of %d", text, err, records.Head().Size)
	}
	s.leaving.Store(true)
	if text, err := read(); text != "" || !errors.Is(err, data.ErrClosed) {
		t.Errorf("while the server stops: %q, %v", text, err)
	}
}
