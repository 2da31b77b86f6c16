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
	"unicode/utf8"
)

// Bounds of a rulebook's text.
const (
	maxBytes = 1 << 20
	maxDepth = 16
	maxLabel = 400 // bytes
	maxList  = 10_000
)

// node is one value of the JSON text with the path that leads to it.
type node struct {
	path string
	end  int64  // where its first token ends in the text
	kind byte   // '{', '[', 's', 'n', 'b' or '0'
	text string // of a string, number or flag
	keys []string
	kids []*node
}

// readDocument reads JSON strictly: one value, no key twice, not too deep.
func readDocument(text []byte) (*node, *Problem) {
	if len(text) > maxBytes {
		return nil, &Problem{Path: "(text)", Reason: fmt.Sprintf("%d bytes are too long for a rulebook", len(text)), Mend: fmt.Sprintf("Keep it under %d", maxBytes)}
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")) // some editors begin a file with this mark
	if !utf8.Valid(text) {
		return nil, &Problem{Path: "(text)", Reason: "this is not UTF-8", Mend: "Save the file as UTF-8"}
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	root, err := readNode(decoder, "", 0)
	if err == nil {
		if _, more := decoder.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is text behind the closing brace")
		}
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the text ends too early")
	}
	var found *Problem
	switch {
	case errors.As(err, &found):
		return nil, found
	case err != nil:
		return nil, &Problem{Path: "(text)", Reason: "this is not JSON: " + err.Error(), Mend: fmt.Sprintf("Mend line %d", line(text, decoder.InputOffset()))}
	}
	return root, nil
}

// line is the number of the line in which a byte stands.
func line(text []byte, offset int64) int {
	return 1 + bytes.Count(text[:min(int(offset), len(text))], []byte{'\n'})
}

// readNode reads one value and all below it.
func readNode(decoder *json.Decoder, path string, depth int) (*node, error) {
	if depth > maxDepth {
		return nil, &Problem{Path: path, Reason: "this is nested too deep", Mend: "No rulebook needs it; take the inner part out"}
	}
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	n := &node{path: path, end: decoder.InputOffset()}
	switch token := token.(type) {
	case json.Delim:
		n.kind = byte(token)
		if err := n.readKids(decoder, depth); err != nil {
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

func (n *node) readKids(decoder *json.Decoder, depth int) error {
	for decoder.More() {
		path := fmt.Sprintf("%s[%d]", n.path, len(n.kids))
		if n.kind == '{' {
			token, err := decoder.Token()
			if err != nil {
				return err
			}
			key := token.(string) // the decoder knows that a key is a string
			path = n.below(key)
			if slices.Contains(n.keys, key) {
				return &Problem{Path: path, Reason: "this key is there twice", Mend: "Keep one"}
			}
			n.keys = append(n.keys, key)
		}
		kid, err := readNode(decoder, path, depth+1)
		if err != nil {
			return err
		}
		n.kids = append(n.kids, kid)
	}
	_, err := decoder.Token() // the closing bracket
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

// fields wants an object with all of the required keys and no unknown ones.
func (s *scope) fields(n *node, required, optional []string) bool {
	if n.kind != '{' {
		s.fail(n.place(), "Write {…}", "want an object")
		return false
	}
	known := slices.Concat(required, optional)
	for i, key := range n.keys {
		if !slices.Contains(known, key) {
			s.fail(n.kids[i].path, instead(key, known), "%q is not known here", key)
			return false
		}
	}
	for _, key := range required {
		if !n.has(key) {
			s.fail(n.below(key), fmt.Sprintf("Write %q: …", key), "this is missing")
			return false
		}
	}
	return true
}

// label wants a short text.
func (s *scope) label(n *node) string {
	if n.kind != 's' || strings.TrimSpace(n.text) == "" || len(n.text) > maxLabel {
		s.fail(n.place(), `Write "…"`, "want a text of 1 to %d bytes", maxLabel)
		return ""
	}
	return n.text
}

// fresh wants a label that the list does not have yet.
func (s *scope) fresh(n *node, taken []string) string {
	name := s.label(n)
	if slices.Contains(taken, name) {
		s.fail(n.place(), "Give each its own name", "%q is there twice", name)
	}
	return name
}

// oneOf wants one of a few words.
func (s *scope) oneOf(n *node, words ...string) string {
	if n.kind != 's' {
		s.fail(n.place(), choices(words), "want a word")
		return ""
	}
	if !slices.Contains(words, n.text) {
		s.fail(n.place(), instead(n.text, words), "%q means nothing here", n.text)
	}
	return n.text
}

// decimal bounds what a rulebook may write as a number: no exponent, so that a
// short text cannot stand for an enormous value.
var decimal = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,9})?$`)

// number wants a plain decimal number.
func (s *scope) number(n *node) *big.Rat {
	if n.kind != 'n' || !decimal.MatchString(n.text) {
		s.fail(n.place(), "Write digits without quotes, like 12.5", "want a plain decimal number")
		return new(big.Rat)
	}
	value, _ := new(big.Rat).SetString(n.text) // the expression lets only numbers through
	return value
}

// whole wants an integer within bounds.
func (s *scope) whole(n *node, low, high int) int {
	value, err := strconv.Atoi(n.text)
	if n.kind != 'n' || err != nil || value < low || value > high {
		s.fail(n.place(), fmt.Sprintf("Write a whole number from %d to %d", low, high), "want a whole number, got %q", n.text)
		return low
	}
	return value
}

// flag wants true or false.
func (s *scope) flag(n *node) bool {
	if n.kind != 'b' {
		s.fail(n.place(), "Write true or false", "want true or false")
	}
	return n.text == "true"
}

// list wants a list of a few elements.
func (s *scope) list(n *node, low int) []*node {
	if n.kind != '[' {
		s.fail(n.place(), "Write […]", "want a list")
		return nil
	}
	if len(n.kids) < low || len(n.kids) > maxList {
		s.fail(n.place(), fmt.Sprintf("Write at least %d and at most %d", low, maxList), "the list has %d elements", len(n.kids))
		return nil
	}
	return n.kids
}
