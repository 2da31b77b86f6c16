package voting

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"unicode/utf8"
)

// Rulebook is the rules of a session as data (评分办法): what can be marked, who
// votes in which category, and the named steps from marks to rank. It is frozen
// and hashed when the session is published.
type Rulebook struct {
	Title      string       `json:"title"`
	Mode       string       `json:"mode"`
	Secrecy    Secrecy      `json:"secrecy"`
	OneVote    string       `json:"one_vote"`
	Reveal     RevealPolicy `json:"reveal,omitempty"`
	Grades     []Grade      `json:"grades"`
	Criteria   []Criterion  `json:"criteria"`
	Categories []Category   `json:"categories"`
	Pipeline   []string     `json:"pipeline"`
	Places     int          `json:"places"`
	Rank       string       `json:"rank"`
	Recusal    string       `json:"recusal,omitempty"`
}

// Secrecy says whether a ballot names its representative.
type Secrecy string

// The two kinds of session.
const (
	Secret Secrecy = "secret" // 无记名: nothing links a card or a person to marks
	Open   Secrecy = "open"   // 记名: the record names the representative
)

// RevealPolicy says when the tally of an item may leave the server.
type RevealPolicy string

// The reveal policies; an empty one means RevealLive.
const (
	RevealLive   RevealPolicy = "live"     // bars move while voting is open
	RevealClosed RevealPolicy = "closed"   // hidden until the item is closed
	RevealHeld   RevealPolicy = "revealed" // hidden until the result is revealed
)

// Grade is one choice (等次). Points is nil for a grade without points; such a
// grade is in the base only when InBase says so.
type Grade struct {
	Label  string       `json:"label"`
	Points *json.Number `json:"points"`
	InBase *bool        `json:"in_base,omitempty"`
}

// Criterion is one question asked of a unit (指标).
type Criterion struct {
	Label  string      `json:"label"`
	Weight json.Number `json:"weight"`
}

// Category is a group of representatives with seats and a weight (代表类别).
type Category struct {
	Label  string      `json:"label"`
	Seats  int         `json:"seats"`
	Weight json.Number `json:"weight"`
}

// ParseRulebook reads a rulebook from JSON in UTF-8. Errors name the path of the
// field, or the line where the text stops being JSON.
func ParseRulebook(content []byte) (Rulebook, error) {
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")) // some editors begin a file with this mark
	if !utf8.Valid(content) {
		return Rulebook{}, errors.New("rulebook: not UTF-8")
	}
	if err := numbersUnquoted(content); err != nil {
		return Rulebook{}, fmt.Errorf("rulebook: %w", err)
	}
	var rb Rulebook
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&rb); err != nil {
		return Rulebook{}, fmt.Errorf("rulebook: %w", explainJSON(content, err))
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Rulebook{}, errors.New("rulebook: something follows the closing brace")
	}
	if rb.Reveal == "" {
		rb.Reveal = RevealLive
	}
	if _, err := rb.Compile(); err != nil {
		return Rulebook{}, fmt.Errorf("rulebook: %w", err)
	}
	return rb, nil
}

// numbersUnquoted finds a number written as text, which the decoder would let
// pass or would refuse without saying where. Other faults are left to it.
func numbersUnquoted(content []byte) error {
	var shape struct {
		Grades     []struct{ Points json.RawMessage }
		Criteria   []struct{ Weight json.RawMessage }
		Categories []struct{ Weight json.RawMessage }
	}
	if json.Unmarshal(content, &shape) != nil {
		return nil
	}
	for i, grade := range shape.Grades {
		if bytes.HasPrefix(grade.Points, []byte{'"'}) {
			return fmt.Errorf("grades[%d].points: want a number without quotation marks", i)
		}
	}
	for i, criterion := range shape.Criteria {
		if bytes.HasPrefix(criterion.Weight, []byte{'"'}) {
			return fmt.Errorf("criteria[%d].weight: want a number without quotation marks", i)
		}
	}
	for i, category := range shape.Categories {
		if bytes.HasPrefix(category.Weight, []byte{'"'}) {
			return fmt.Errorf("categories[%d].weight: want a number without quotation marks", i)
		}
	}
	return nil
}

func explainJSON(content []byte, err error) error {
	var wrongType *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &wrongType):
		return fmt.Errorf("%s: want %s, got %s", wrongType.Field, kindOf(wrongType.Type), wrongType.Value)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("ends too early")
	case errors.Is(err, io.EOF):
		return errors.New("is empty")
	case errors.As(err, &syntax):
		line := 1 + bytes.Count(content[:min(int(syntax.Offset), len(content))], []byte{'\n'})
		return fmt.Errorf("line %d: %w", line, err)
	}
	return err
}

// kindOf names the kind of value that a field has, as JSON calls it.
func kindOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return "array"
	case reflect.Struct:
		return "object"
	case reflect.Int:
		return "whole number"
	case reflect.Bool:
		return "true or false"
	}
	if t == reflect.TypeFor[json.Number]() {
		return "number"
	}
	return "string"
}

// Hash is the SHA-256 of the rulebook's canonical form, in hexadecimal.
func (rb Rulebook) Hash() string {
	text, err := json.Marshal(rb)
	if err != nil {
		panic(fmt.Sprintf("encode rulebook: %v", err)) // compiled before, so plain data
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Recuses reports whether one's own department has no row.
func (rb Rulebook) Recuses() bool { return rb.Recusal == recusalByWork }
