package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decode finds out how text is written and returns it as UTF-8 without a mark.
// Chinese spreadsheet programs write GB18030 (or its part GBK) unless told
// otherwise, so that is what anything else is taken for.
func decode(body []byte) (string, Encoding, error) {
	var from encoding.Encoding
	kind := GB18030
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		body, kind = body[3:], UTF8BOM
		if utf8.Valid(body) {
			return string(body), kind, nil
		}
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("\xfe\xff")):
		from, kind = unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM), UTF16
	case utf8.Valid(body):
		return string(body), UTF8, nil
	default:
		from = simplifiedchinese.GB18030
	}
	if from != nil {
		var err error
		if body, err = from.NewDecoder().Bytes(body); err != nil {
			return "", kind, err
		}
	}
	text := string(body)
	if at := undecodable(text); at >= 0 {
		return text[:at], kind, errUndecodable
	}
	return text, kind, nil
}

var errUndecodable = errors.New("decode text: not in the encoding it seems to be in")

// undecodable finds the first byte that is not UTF-8, or the mark that a
// decoder leaves for what it could not read; -1 when there is none.
func undecodable(text string) int { return strings.IndexRune(text, utf8.RuneError) }

func readCSV(t Table, body []byte) (Table, error) {
	content, kind, err := decode(body)
	t.Encoding = kind
	if err != nil {
		refused := t.refuse(CodeEncoding, string(kind))
		refused[0].Row = 1 + strings.Count(content, "\n")
		return t, refused
	}
	if strings.ContainsRune(content, 0) {
		return t, t.refuse(CodeNotText)
	}
	if !strings.Contains(content, "\n") {
		content = strings.ReplaceAll(content, "\r", "\n") // line ends of an old Macintosh
	}
	t.Rows = make([]Row, 0, min(1+strings.Count(content, "\n"), maxRows))
	if !strings.Contains(content, `"`) {
		return readLines(t, content)
	}
	return readRecords(t, content)
}

// readLines reads what readRecords does of a text without any quotation mark, as most
// lists are, in a fifth of the time: a line is a row, and its cells are pieces of the text.
func readLines(t Table, content string) (Table, error) {
	comma, number, total := string(delimiter(content)), 0, 0
	var shelf cellShelf
	for content != "" {
		var line string
		line, content, _ = strings.Cut(content, "\n")
		number++
		if line = strings.TrimSuffix(line, "\r"); line == "" {
			continue
		}
		if code, ok := t.add(number, shelf.cut(line, comma), &total); !ok {
			return t, t.overLimit(code, number)
		}
	}
	return t.some()
}

// some refuses a table that has nothing in it.
func (t Table) some() (Table, error) {
	if len(t.Rows) == 0 {
		return t, t.refuse(CodeNoData)
	}
	return t, nil
}

// readRecords collects every row with bad quotation marks before it gives up.
// A row number is the line on which the row begins less the line breaks inside
// quoted cells before it, which a spreadsheet program does not count either.
func readRecords(t Table, content string) (Table, error) {
	reader := csv.NewReader(strings.NewReader(content))
	reader.Comma, reader.FieldsPerRecord, reader.ReuseRecord = delimiter(content), -1, true
	var shelf cellShelf
	var bad Errors
	total, inside := 0, 0
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			if len(bad) < maxErrors {
				bad = append(bad, RowError{File: t.File, Row: wrong.StartLine - inside, Code: CodeQuotes})
			}
			inside += wrong.Line - wrong.StartLine
			continue
		}
		if err != nil {
			return t, t.refuse(CodeNotText)
		}
		start, _ := reader.FieldPos(0)
		if code, ok := t.add(start-inside, shelf.keep(record), &total); !ok {
			return t, append(bad, t.overLimit(code, start-inside)...)
		}
		for _, cell := range record {
			inside += strings.Count(cell, "\n")
		}
	}
	if len(bad) > 0 {
		return t, bad
	}
	return t.some()
}

// cellShelf keeps the cells of many rows together: a list of ten thousand people is
// not ten thousand small things to be made.
type cellShelf struct{ free []string }

func (s *cellShelf) keep(cells []string) []string {
	kept := s.room(len(cells))
	copy(kept, cells)
	return kept
}

// cut keeps the cells of a line.
func (s *cellShelf) cut(line, comma string) []string {
	kept := s.room(1 + strings.Count(line, comma))
	for i := range kept {
		kept[i], line, _ = strings.Cut(line, comma)
	}
	return kept
}

func (s *cellShelf) room(cells int) []string {
	if len(s.free) < cells {
		s.free = make([]string, max(1024, cells))
	}
	kept := s.free[:cells:cells]
	s.free = s.free[cells:]
	return kept
}

// delimiter guesses what stands between cells: of comma, semicolon and tab the
// one that is most frequent, outside quotation marks, on the first line that has any.
func delimiter(content string) rune {
	for line := range strings.Lines(content) {
		var commas, semicolons, tabs int
		quoted := false
		for i := range len(line) {
			switch c := line[i]; {
			case c == '"':
				quoted = !quoted
			case quoted:
			case c == ',':
				commas++
			case c == ';':
				semicolons++
			case c == '\t':
				tabs++
			}
		}
		switch most := max(commas, semicolons, tabs); {
		case most == 0:
			continue
		case most == commas:
			return ','
		case most == semicolons:
			return ';'
		}
		return '\t'
	}
	return ','
}
