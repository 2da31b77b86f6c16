package phone

import (
	"encoding/json"
	"testing"
)

const goodBallot = `{"ballot":"00112233445566778899aabbccddeeff","item":37,"run":1,"unit":"W037","marks":"0"}`

// twin is what the general decoder makes of the same body.
type twin struct {
	Ballot *string `json:"ballot"`
	Item   uint64  `json:"item"`
	Run    uint64  `json:"run"`
	Unit   *string `json:"unit"`
	Marks  *string `json:"marks"`
	VoidOK bool    `json:"void_ok"`
}

func TestBallotFormReadsWhatThePhoneSends(t *testing.T) {
	form, err := readBallotForm([]byte(" { \"marks\" : \"0-3\" ,\n\"item\":37,\"run\":2,\"unit\":\"窗口一\",\"ballot\":\"ab\" } "))
	if err != nil {
		t.Fatal(err)
	}
	if string(form.marks) != "0-3" || form.item != 37 || form.run != 2 || string(form.unit) != "窗口一" || string(form.id) != "ab" {
		t.Errorf("got %+v", form)
	}
}

// Whoever hands in a void ballot on purpose says so.
func TestBallotFormSaysThatItMayBeVoid(t *testing.T) {
	form, err := readBallotForm([]byte(goodBallot[:len(goodBallot)-1] + `,"void_ok":true}`))
	if err != nil {
		t.Fatal(err)
	}
	if _, ballot, err := form.cast(); err != nil || !ballot.VoidOK {
		t.Errorf("got %+v, %v", ballot, err)
	}
	form, err = readBallotForm([]byte(goodBallot))
	if _, ballot, _ := form.cast(); err != nil || ballot.VoidOK {
		t.Errorf("a ballot that says nothing may be void: %+v, %v", ballot, err)
	}
}

func TestBallotFormRefusesWhatIsNotABallot(t *testing.T) {
	for name, body := range map[string]string{
		"nothing":              ``,
		"an array":             `[]`,
		"a key twice":          `{"marks":"0","marks":"1"}`,
		"an item twice":        `{"item":1,"item":2}`,
		"an unknown key":       `{"score":"0"}`,
		"an escape":            `{"unit":"\u0041"}`,
		"a negative number":    `{"item":-1}`,
		"a fraction":           `{"item":1.5}`,
		"an exponent":          `{"item":1e3}`,
		"a leading zero":       `{"item":01}`,
		"an enormous number":   `{"item":99999999999999999999}`,
		"a number for a text":  `{"marks":0}`,
		"a text for a number":  `{"item":"1"}`,
		"something after it":   goodBallot + `x`,
		"a trailing comma":     `{"item":1,}`,
		"an end in the middle": `{"item":1,"unit":"W0`,
		"a control character":  "{\"unit\":\"a\nb\"}",
		"a void that is not":   `{"void_ok":false}`,
		"a void twice":         `{"void_ok":true,"void_ok":true}`,
		"half of a word":       `{"void_ok":tru}`,
	} {
		if _, err := readBallotForm([]byte(body)); err == nil {
			t.Errorf("%s is read as a ballot: %s", name, body)
		}
	}
}

func TestBallotFormNeedsIDItemAndRun(t *testing.T) {
	for name, body := range map[string]string{
		"no id":         `{"item":1,"run":1,"unit":"a","marks":"0"}`,
		"a short id":    `{"ballot":"00","item":1,"run":1,"unit":"a","marks":"0"}`,
		"no hex":        `{"ballot":"zz112233445566778899aabbccddeeff","item":1,"run":1,"marks":"0"}`,
		"no item":       `{"ballot":"00112233445566778899aabbccddeeff","run":1,"marks":"0"}`,
		"item too high": `{"ballot":"00112233445566778899aabbccddeeff","item":70000,"run":1,"marks":"0"}`,
		"strange marks": `{"ballot":"00112233445566778899aabbccddeeff","item":1,"run":1,"marks":"满"}`,
	} {
		form, err := readBallotForm([]byte(body))
		if err == nil {
			_, _, err = form.cast()
		}
		if err == nil {
			t.Errorf("%s makes a ballot", name)
		}
	}
}

func FuzzBallotForm(f *testing.F) {
	f.Add([]byte(goodBallot))
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"item":1,"marks":"0"}`))
	f.Add([]byte(`{"item":1,"void_ok":true,"marks":"0--"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		form, err := readBallotForm(body)
		if err != nil {
			return
		}
		var other twin
		if err := json.Unmarshal(body, &other); err != nil {
			t.Fatalf("accepted what is not JSON: %q: %v", body, err)
		}
		same := func(mine []byte, theirs *string) bool {
			// The general decoder mends broken UTF-8; nothing we compare with contains any.
			return (mine == nil) == (theirs == nil) && (theirs == nil || *theirs == string([]rune(string(mine))))
		}
		if !same(form.id, other.Ballot) || !same(form.unit, other.Unit) || !same(form.marks, other.Marks) ||
			form.item != other.Item || form.run != other.Run || form.voidOK != other.VoidOK {
			t.Fatalf("read %q as %+v, the general decoder as %+v", body, form, other)
		}
	})
}
