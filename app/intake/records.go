package intake

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Records reads a table of text that may be too long to be held, one row at a
// time. Encoding and delimiter are found out as for any other table.
type Records struct {
	file   string
	reader *csv.Reader
	inside int   // line breaks inside quoted cells so far
	ahead  []Row // rows that were read to find the titles
	titled *titled
}

// peeked is how much of a file is looked at to find out how it is written. A
// Chinese list shows it in its first line.
const peeked = 1 << 20

// ReadRecords begins to read. The name is for messages.
func ReadRecords(name string, content io.Reader) (*Records, error) {
	begin := bufio.NewReaderSize(content, peeked)
	head, err := begin.Peek(peeked)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	text := io.Reader(begin)
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		text = transform.NewReader(begin, unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder())
	case !utf8.Valid(wholeCharacters(head)):
		text = transform.NewReader(begin, simplifiedchinese.GB18030.NewDecoder())
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		if _, err := begin.Discard(3); err != nil {
			return nil, err
		}
	}
	lines := bufio.NewReader(text)
	first, err := lines.Peek(4096)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, Errors{RowError{File: name, Code: CodeNotText}}
	}
	r := &Records{file: name, reader: csv.NewReader(lines)}
	r.reader.Comma, r.reader.FieldsPerRecord, r.reader.ReuseRecord = delimiter(string(first)), -1, true
	return r, nil
}

// wholeCharacters leaves out a character that the end of the peek cut in two.
func wholeCharacters(head []byte) []byte {
	for back := 1; back < utf8.UTFMax && back <= len(head); back++ {
		if last := head[len(head)-back:]; utf8.RuneStart(last[0]) {
			if !utf8.FullRune(last) {
				return head[:len(head)-back]
			}
			break
		}
	}
	return head
}

// Next is the next row that is not blank; io.EOF is the end. The cells are good
// until the next call.
func (r *Records) Next() (Row, error) {
	if len(r.ahead) > 0 {
		row := r.ahead[0]
		r.ahead = r.ahead[1:]
		return row, nil
	}
	for {
		cells, err := r.reader.Read()
		if err != nil {
			return Row{}, r.failed(err)
		}
		start, _ := r.reader.FieldPos(0)
		row := Row{Number: start - r.inside, Cells: cells}
		empty := true
		for _, cell := range cells {
			if strings.ContainsRune(cell, utf8.RuneError) {
				return row, Errors{RowError{File: r.file, Row: row.Number, Value: cell, Code: CodeGarbled}}
			}
			empty = empty && blank(cell)
			if strings.IndexByte(cell, '\n') >= 0 {
				r.inside += strings.Count(cell, "\n")
			}
		}
		if empty {
			continue
		}
		if r.titled != nil {
			if bad := r.titled.strays(r.file, "", row); len(bad) > 0 {
				return row, bad
			}
		}
		return row, nil
	}
}

func (r *Records) failed(err error) error {
	var wrong *csv.ParseError
	if errors.As(err, &wrong) {
		return Errors{RowError{File: r.file, Row: wrong.StartLine - r.inside, Code: CodeQuotes}}
	}
	return err
}

// Head finds the columns; the rows after their titles come from Next.
func (r *Records) Head(wanted []Column) (Head, error) {
	t := Table{File: r.file}
	for len(t.Rows) < TitleRows {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Head{}, err
		}
		row.Cells = append([]string(nil), row.Cells...)
		t.Rows = append(t.Rows, row)
	}
	head, rest, err := FindColumns(t, wanted)
	r.ahead, r.titled = rest, &head.titled
	return head, err
}
