package phone

import (
	"bytes"
	"encoding/hex"

	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/voting"
)

// ballotForm is the body of POST /v/ballot as it arrives. Its strings point
// into the request and are gone after the handler.
type ballotForm struct {
	id    []byte // 32 hexadecimal digits
	unit  []byte
	marks []byte
	item  uint64
	run   uint64

	voidOK     bool // handed in even if it is void as a whole
	unnumbered bool // id was drawn for this request alone
}

// readBallotForm decodes the one JSON that comes by the thousand: a flat object
// of known keys, each at most once, strings without escapes, whole numbers. A
// general decoder costs as much as everything else done for a ballot. What it
// accepts, encoding/json reads the same; a fuzz test holds it to that.
func readBallotForm(body []byte) (ballotForm, error) {
	var form ballotForm
	p := jsonScanner{rest: body}
	p.expect('{')
	for first := true; !p.failed && (first || p.more()); first = false {
		key := p.text()
		p.expect(':')
		switch string(key) {
		case "ballot":
			form.id = p.once(form.id)
		case "unit":
			form.unit = p.once(form.unit)
		case "marks":
			form.marks = p.once(form.marks)
		case "item":
			form.item = p.number(form.item)
		case "run":
			form.run = p.number(form.run)
		case "void_ok":
			form.voidOK = p.yes(form.voidOK)
		default:
			p.failed = true
		}
	}
	p.expect('}')
	if p.space(); p.failed || len(p.rest) != 0 {
		return ballotForm{}, web.BadRequest
	}
	return form, nil
}

// cast turns the form into a command. The caller fills in card, device and time.
func (f ballotForm) cast() (id live.BallotID, ballot voting.CastBallot, err error) {
	if len(f.id) != 2*len(id) || f.item == 0 || f.item > 1<<16-1 || f.run == 0 || f.run > 1<<16-1 {
		return id, ballot, web.BadRequest
	}
	if _, err := hex.Decode(id[:], f.id); err != nil {
		return id, ballot, web.BadRequest
	}
	marks, err := voting.ParseMarks(string(f.marks))
	if err != nil {
		return id, ballot, voting.Refusal{Code: voting.RefusedMarks}
	}
	ballot.Item, ballot.Run, ballot.Marks, ballot.Unnumbered = voting.ItemID(f.item), uint16(f.run), marks, f.unnumbered
	ballot.VoidOK = f.voidOK
	return id, ballot, nil
}

// jsonScanner reads tokens off a body and remembers the first failure.
type jsonScanner struct {
	rest   []byte
	failed bool
}

func (p *jsonScanner) space() {
	for len(p.rest) > 0 && (p.rest[0] == ' ' || p.rest[0] == '\n' || p.rest[0] == '\r' || p.rest[0] == '\t') {
		p.rest = p.rest[1:]
	}
}

func (p *jsonScanner) expect(c byte) {
	p.space()
	if p.failed || len(p.rest) == 0 || p.rest[0] != c {
		p.failed = true
		return
	}
	p.rest = p.rest[1:]
}

// more consumes a comma, if there is one.
func (p *jsonScanner) more() bool {
	p.space()
	if len(p.rest) > 0 && p.rest[0] == ',' {
		p.rest = p.rest[1:]
		return true
	}
	return false
}

// text reads a string of printable ASCII or UTF-8 without escapes.
func (p *jsonScanner) text() []byte {
	p.expect('"')
	for i := 0; !p.failed && i < len(p.rest); i++ {
		switch c := p.rest[i]; {
		case c == '"':
			text := p.rest[:i:i]
			p.rest = p.rest[i+1:]
			return text
		case c == '\\' || c < ' ':
			p.failed = true
		}
	}
	p.failed = true
	return nil
}

// once reads a string for a key that was not there before.
func (p *jsonScanner) once(before []byte) []byte {
	if before != nil {
		p.failed = true
		return nil
	}
	text := p.text()
	if text == nil {
		return nil
	}
	return text
}

// yes reads true, the one thing that is said with such a key.
func (p *jsonScanner) yes(before bool) bool {
	p.space()
	rest, said := bytes.CutPrefix(p.rest, []byte("true"))
	if p.failed || before || !said {
		p.failed = true
		return false
	}
	p.rest = rest
	return true
}

// number reads a whole number of at most nine digits, for a key that was not
// there before (or was zero, which no ballot may have).
func (p *jsonScanner) number(before uint64) uint64 {
	p.space()
	value, digits := uint64(0), 0
	for digits < len(p.rest) && p.rest[digits] >= '0' && p.rest[digits] <= '9' && digits < 10 {
		value = value*10 + uint64(p.rest[digits]-'0')
		digits++
	}
	if before != 0 || digits == 0 || digits > 9 || value == 0 || p.rest[0] == '0' {
		p.failed = true
		return 0
	}
	p.rest = p.rest[digits:]
	return value
}
