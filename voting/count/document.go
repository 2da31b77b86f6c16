package count

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a rulebook's text.
const (
	maxBytes = 1 << 20
	maxDepth = 16
	maxLabel = 400 // bytes
	maxList  = 10_000
)

const byteOrderMark = "\xef\xbb\xbf" // some editors begin a file with it

// node is one value of the JSON text with the path that leads to it.
type node struct {
	path string
	end  int64  // where its first token ends in the text
	kind byte   // '{', '[', 's', 'n', 'b' or '0'
	text string // of a string, number or flag
	keys []string
	kids []*node
}

// readDocument reads JSON strictly: one value, no key twice, not too deep. There
// is no node when the text is no JSON; what else is wrong does not keep the rest
// from being read.
func readDocument(text []byte) (*node, Problems) {
	if len(text) > maxBytes {
		return nil, Problems{{Path: "(text)", Reason: fmt.Sprintf("%d bytes are too long for a rulebook", len(text)), Mend: fmt.Sprintf("Keep it under %d", maxBytes)}}
	}
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	if !utf8.Valid(text) {
		return nil, Problems{{Path: "(text)", Reason: "this is not UTF-8", Mend: "Save the file as UTF-8"}}
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, Problems{{Path: "(text)", Reason: "there is nothing in it", Mend: "Give the file of a rulebook"}}
	}
	d := document{Decoder: json.NewDecoder(bytes.NewReader(text)), text: text}
	d.UseNumber()
	root, err := d.node("", 0)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is text behind the closing brace")
		}
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the text ends too early")
	}
	if err != nil {
		if p, wide := fullWidth(text, d.InputOffset(), err); wide {
			d.problems.add(p)
			return nil, d.problems
		}
		n := line(text, d.InputOffset())
		d.problems.add(Problem{Path: "(text)", Line: n, Reason: "this is not JSON: " + err.Error(), Mend: fmt.Sprintf("Mend line %d", n)})
		return nil, d.problems
	}
	return root, d.problems
}

// document is a text that is being read.
type document struct {
	*json.Decoder
	text     []byte
	problems Problems
}

// here is the line in which the reading stands.
func (d *document) here() int { return line(d.text, d.InputOffset()) }

// line is the number of the line in which a byte stands.
func line(text []byte, offset int64) int {
	return 1 + bytes.Count(text[:min(int(offset), len(text))], []byte{'\n'})
}

// node reads one value and all below it.
func (d *document) node(path string, depth int) (*node, error) {
	if depth > maxDepth {
		var skipped json.RawMessage
		d.problems.add(Problem{Path: path, Line: d.here(), Reason: "this is nested too deep", Mend: "No rulebook needs it; take the inner part out"})
		return &node{path: path, end: d.InputOffset()}, d.Decode(&skipped)
	}
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	n := &node{path: path, end: d.InputOffset()}
	switch token := token.(type) {
	case json.Delim:
		n.kind = byte(token)
		if err := d.kids(n, depth); err != nil {
			return nil, err
		}
	case string:
		n.kind, n.text = 's', token
	case json.Number:
		n.kind, n.text = 'n', string(token)
	case bool:
		n.kind, n.text = 'b', strconv.FormatBool(token)
	default:
		n.kind = '0'
	}
	return n, nil
}

func (d *document) kids(n *node, depth int) error {
	for d.More() {
		path, key := fmt.Sprintf("%s[%d]", n.path, len(n.kids)), ""
		if n.kind == '{' {
			token, err := d.Token()
			if err != nil {
				return err
			}
			key = token.(string) // the decoder knows that a key is a string
			path = n.below(key)
		}
		first, again := n.get(key), d.here()
		kid, err := d.node(path, depth+1)
		switch {
		case err != nil:
			return err
		case first != nil:
			d.problems.add(Problem{Path: path, Line: again, Reason: fmt.Sprintf("this key is there twice, first in line %d", line(d.text, first.end)), Mend: "Keep one"})
			continue
		case n.kind == '{':
			n.keys = append(n.keys, key)
		}
		n.kids = append(n.kids, kid)
	}
	_, err := d.Token() // the closing bracket
	return err
}

func (n *node) below(key string) string {
	if n.path == "" {
		return key
	}
	return n.path + "." + key
}

// get is the value of a key, nil without it.
func (n *node) get(key string) *node {
	if n == nil || n.kind != '{' {
		return nil
	}
	if i := slices.Index(n.keys, key); i >= 0 {
		return n.kids[i]
	}
	return nil
}

func (n *node) has(key string) bool { return n.get(key) != nil }

// place is the path as a person reads it; the whole rulebook has none.
func (n *node) place() string {
	if n.path == "" {
		return "(rulebook)"
	}
	return n.path
}

// fields wants an object with all of the required keys and no unknown ones; false
// when it is no object. What is missing is there afterwards, as a value of no
// kind: readers find that it was told.
func (s *scope) fields(n *node, required, optional []string) bool {
	if n.kind != '{' {
		s.wrong(n.place(), "Write {…}", "want an object")
		return false
	}
	known := slices.Concat(required, optional)
	for i, key := range n.keys {
		if !slices.Contains(known, key) {
			s.misspelt(n, i, slices.DeleteFunc(slices.Clone(known), n.has))
		}
	}
	for _, key := range required {
		if !n.has(key) {
			s.wrong(n.below(key), fmt.Sprintf("Write %q: …", key), "this is missing")
			n.set(key, &node{path: n.below(key)})
		}
	}
	return true
}

// misspelt tells a key that is not known, and reads on as if it were the one that
// it seems to be meant for, of those that are not there.
func (s *scope) misspelt(n *node, i int, open []string) {
	key, meant := n.keys[i], nearest(n.keys[i], open)
	open = slices.DeleteFunc(slices.Clone(open), func(one string) bool { return one == keySmall }) // only few mean it
	switch {
	case meant != "":
		s.wrong(n.kids[i].path, fmt.Sprintf("Write %q", meant), "%q is not known here", key)
		n.keys[i] = meant
	case len(open) == 0:
		s.wrong(n.kids[i].path, "Leave it out", "%q is not known here", key)
	default:
		s.wrong(n.kids[i].path, "Leave it out, or write "+strings.TrimPrefix(choices(open), "Write "), "%q is not known here", key)
	}
}

// label wants a short text that people can tell from every other by looking at it. Cards,
// ballots and lists name what was accepted once, so there it is read as it stands.
func (s *scope) label(n *node) string {
	name := s.text(n)
	if s.all.kept {
		return name
	}
	seen := strings.TrimFunc(strings.Map(visible, name), func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	hidden := strings.IndexFunc(name, func(r rune) bool { return visible(r) < 0 })
	switch {
	case name == "" || name == seen:
	case seen == "":
		s.wrong(n.place(), `Write "…"`, "nobody can see this text")
	case hidden >= 0:
		hidden, _ := utf8.DecodeRuneInString(name[hidden:])
		s.wrong(n.place(), fmt.Sprintf("Write %q", seen), "there is a character that nobody can see, %U", hidden)
	default:
		s.wrong(n.place(), fmt.Sprintf("Write %q", seen), "there are blanks before or behind the text")
	}
	return name
}

// visible drops what has no place inside a name: line ends and other controls, and
// marks that turn the direction of the text around or have no width at all.
func visible(r rune) rune {
	switch {
	case unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return -1
	case slices.Contains([]rune{0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF}, r):
		return -1
	}
	return r
}

// text wants a short text.
func (s *scope) text(n *node) string {
	if n.kind != 's' || strings.TrimSpace(n.text) == "" || len(n.text) > maxLabel {
		s.wrong(n.place(), `Write "…"`, "want a text of 1 to %d bytes", maxLabel)
		return ""
	}
	return n.text
}

// fresh wants a label that the list does not have yet.
func (s *scope) fresh(n *node, taken []string) string {
	name := s.label(n)
	if slices.Contains(taken, name) {
		s.wrong(n.place(), "Give each its own name", "%q is there twice", name)
	}
	return name
}

// oneOf wants one of a few words; "" when it is none of them.
func (s *scope) oneOf(n *node, words ...string) string {
	if n.kind != 's' {
		s.wrong(n.place(), choices(words), "want a word")
		return ""
	}
	if !slices.Contains(words, n.text) {
		s.wrong(n.place(), instead(n.text, words), "%q means nothing here", n.text)
		return ""
	}
	return n.text
}

// labelOf wants a label of an axis and gives its place, -1 without one. Of an axis
// whose own labels are wrong it wants some word.
func (s *scope) labelOf(n *node, a *axis) int {
	if a == nil || a.broken {
		s.label(n)
		return -1
	}
	return slices.Index(a.labels, s.oneOf(n, a.labels...))
}

// decimal bounds what a rulebook may write as a number: no exponent, so that a
// short text cannot stand for an enormous value.
var decimal = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,9})?$`)

// number wants a plain decimal number.
func (s *scope) number(n *node) *big.Rat {
	switch {
	case n.kind != 'n':
		s.wrong(n.place(), "Write digits without quotes, like 12.5", "want a plain decimal number")
		return new(big.Rat)
	case strings.ContainsAny(n.text, "eE"):
		s.wrong(n.place(), "Write it with all its digits, like 12.5", "the number %s has an exponent", n.text)
		return new(big.Rat)
	case !decimal.MatchString(n.text):
		s.wrong(n.place(), "Write at most 12 digits before the point and 9 behind it", "the number %s is too long", n.text)
		return new(big.Rat)
	}
	value, _ := new(big.Rat).SetString(n.text) // the expression lets only numbers through
	return value
}

// whole wants an integer within bounds.
func (s *scope) whole(n *node, low, high int) int {
	value, err := strconv.Atoi(n.text)
	if n.kind != 'n' || err != nil && !errors.Is(err, strconv.ErrRange) {
		s.wrong(n.place(), fmt.Sprintf("Write a whole number from %d to %d", low, high), "want a whole number, got %q", n.text)
		return low
	}
	if value < low || value > high { // at its end where it has too many digits for any
		reason := "the number %s is too large"
		if value < low {
			reason = "the number %s is too small"
		}
		s.wrong(n.place(), fmt.Sprintf("Write a whole number from %d to %d", low, high), reason, n.text)
		return low
	}
	return value
}

// flag wants true or false.
func (s *scope) flag(n *node) bool {
	if n.kind != 'b' {
		s.wrong(n.place(), "Write true or false", "want true or false")
	}
	return n.text == "true"
}

// list wants a list of a few elements.
func (s *scope) list(n *node, low int) []*node {
	if n.kind != '[' {
		s.wrong(n.place(), "Write […]", "want a list")
		return nil
	}
	if len(n.kids) < low || len(n.kids) > maxList {
		s.wrong(n.place(), fmt.Sprintf("Write at least %d and at most %d", low, maxList), "the list has %d elements", len(n.kids))
		return nil
	}
	return n.kids
}
