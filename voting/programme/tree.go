package programme

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
)

// tree is a JSON text in the order in which it was written, so that what is not
// changed stays where its author put it.
type tree struct {
	kind byte   // '{', '[', 's' for a string, 'v' for a number, a flag or null
	text string // of a string, else as it is written
	keys []string
	kids []*tree
}

// deepest bounds how far a text may be nested; no rulebook comes near.
const deepest = 32

var errNoTree = errors.New("this is not one JSON object")

// readTree reads one JSON object.
func readTree(text []byte) (*tree, error) {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))))
	decoder.UseNumber()
	root, err := readValue(decoder, 0)
	if err != nil {
		return nil, err
	}
	if _, more := decoder.Token(); !errors.Is(more, io.EOF) || root.kind != '{' {
		return nil, errNoTree
	}
	return root, nil
}

func readValue(decoder *json.Decoder, depth int) (*tree, error) {
	token, err := decoder.Token()
	if err != nil || depth > deepest {
		return nil, errNoTree
	}
	switch token := token.(type) {
	case json.Delim:
		return readKids(&tree{kind: byte(token)}, decoder, depth)
	case string:
		return word(token), nil
	case json.Number:
		return plain(token.String()), nil
	case bool:
		return plain(strconv.FormatBool(token)), nil
	}
	return plain("null"), nil
}

func readKids(t *tree, decoder *json.Decoder, depth int) (*tree, error) {
	for decoder.More() {
		if t.kind == '{' {
			key, err := decoder.Token()
			if err != nil {
				return nil, errNoTree
			}
			t.keys = append(t.keys, key.(string)) // the decoder knows that a key is a string
		}
		kid, err := readValue(decoder, depth+1)
		if err != nil {
			return nil, err
		}
		t.kids = append(t.kids, kid)
	}
	if _, err := decoder.Token(); err != nil { // the closing bracket
		return nil, errNoTree
	}
	return t, nil
}

func word(text string) *tree  { return &tree{kind: 's', text: text} }
func plain(text string) *tree { return &tree{kind: 'v', text: text} }

// write gives the JSON on one line.
func (t *tree) write(out *bytes.Buffer) {
	switch t.kind {
	case 's':
		out.Write(quoted(t.text))
	case 'v':
		out.WriteString(t.text)
	default:
		out.WriteByte(t.kind)
		for i, kid := range t.kids {
			if i > 0 {
				out.WriteString(", ")
			}
			if t.kind == '{' {
				out.Write(quoted(t.keys[i]))
				out.WriteString(": ")
			}
			kid.write(out)
		}
		out.WriteByte(t.kind + 2) // the closing bracket of either kind
	}
}

func quoted(text string) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		panic(err) // a string is always encoded
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// get is the value of a key, nil without it.
func (t *tree) get(key string) *tree {
	if t == nil || t.kind != '{' {
		return nil
	}
	if i := slices.Index(t.keys, key); i >= 0 {
		return t.kids[i]
	}
	return nil
}

// list are the elements of a list below a key.
func (t *tree) list(key string) []*tree {
	if l := t.get(key); l != nil && l.kind == '[' {
		return l.kids
	}
	return nil
}

// says is the text of a string or number below a key, "" without.
func (t *tree) says(key string) string {
	if v := t.get(key); v != nil {
		return v.text
	}
	return ""
}

// set writes a value below a key, behind the others when it is new.
func (t *tree) set(key string, value *tree) {
	if i := slices.Index(t.keys, key); i >= 0 {
		t.kids[i] = value
		return
	}
	t.keys, t.kids = append(t.keys, key), append(t.kids, value)
}

// drop takes a key out.
func (t *tree) drop(key string) {
	if i := slices.Index(t.keys, key); i >= 0 {
		t.keys, t.kids = slices.Delete(t.keys, i, i+1), slices.Delete(t.kids, i, i+1)
	}
}

var pathParts = regexp.MustCompile(`[^.\[\]]+|\[[0-9]+\]`)

// at follows a path like "steps[2].take", nil where it ends in nothing.
func (t *tree) at(path string) *tree {
	for _, part := range pathParts.FindAllString(path, -1) {
		if t == nil {
			return nil
		}
		if part[0] != '[' {
			t = t.get(part)
			continue
		}
		i, err := strconv.Atoi(part[1 : len(part)-1])
		if err != nil || t.kind != '[' || i >= len(t.kids) {
			return nil
		}
		t = t.kids[i]
	}
	return t
}
