package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
)

// Format is a way in which a page is written. Its name is how addresses and files end.
type Format struct {
	Name   string
	Type   string // for HTTP
	encode func(Page) []byte
}

// Encode writes a page.
func (f Format) Encode(p Page) []byte { return f.encode(p) }

// Formats lists every format.
func Formats() []Format {
	return []Format{
		{"json", "application/json; charset=utf-8", encodeJSON},
		{"vmix.json", "application/json; charset=utf-8", encodeVMix},
		{"xml", "application/xml; charset=utf-8", encodeXML},
		{"atom", "application/atom+xml; charset=utf-8", encodeAtom},
		{"rss", "application/rss+xml; charset=utf-8", encodeRSS},
		{"csv", "text/csv; charset=utf-8", encodeCSV},
		{"bom.csv", "text/csv; charset=utf-8", func(p Page) []byte { return append([]byte(byteOrderMark), encodeCSV(p)...) }},
		{"gb18030.csv", "text/csv; charset=gb18030", func(p Page) []byte { return gb18030(encodeCSV(p)) }},
	}
}

// FormatOf finds a format by its name.
func FormatOf(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// byteOrderMark tells programs of Windows that a file is UTF-8.
const byteOrderMark = "\ufeff"

// encodeJSON writes an array of objects, one for each row, with the columns as they are called.
func encodeJSON(p Page) []byte { return objects(p, func(column string) string { return column }) }

// encodeVMix writes the same with the names of vMix: a title's text field takes the column of the
// same name, and such a field is called Rank.Text.
func encodeVMix(p Page) []byte { return objects(p, vmixName) }

// vmixName is PrevRank.Text for prev_rank.
func vmixName(column string) string {
	var name strings.Builder
	for part := range strings.SplitSeq(column, "_") {
		for i, r := range part {
			if i == 0 {
				r = unicode.ToUpper(r)
			}
			name.WriteRune(r)
		}
	}
	return name.String() + ".Text"
}

// objects keeps the order of the columns, which a map would not. All values are strings: a reader
// that guesses at types makes 90 of 90.00.
func objects(p Page, name func(column string) string) []byte {
	var out bytes.Buffer
	columns := p.ColumnNames()
	out.WriteByte('[')
	for i, row := range p.rows() {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n{")
		for k, value := range row {
			if k > 0 {
				out.WriteByte(',')
			}
			writeString(&out, name(columns[k]))
			out.WriteByte(':')
			writeString(&out, plain(value))
		}
		out.WriteByte('}')
	}
	out.WriteString("\n]\n")
	return out.Bytes()
}

// writeString leaves < > and & as they are: the readers are no browsers.
func writeString(out *bytes.Buffer, text string) {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil {
		panic(fmt.Sprintf("feed: %v", err)) // a string
	}
	out.Truncate(out.Len() - 1) // the encoder's line end
}

// plain is a value as a title can show it: valid text on one line, without control characters,
// which XML cannot hold and a text file would be split at.
func plain(value string) string {
	clean := func(r rune) rune {
		switch {
		case strings.ContainsRune("\t\n\v\f\r\u0085\u2028\u2029", r):
			return ' '
		case unicode.IsControl(r) || r == '\ufffe' || r == '\uffff' || r == '\ufeff':
			return -1
		}
		return r
	}
	return strings.Map(clean, strings.ToValidUTF8(value, "\ufffd"))
}

// encodeCSV writes a line of the columns and one for each row, as RFC 4180 has it.
func encodeCSV(p Page) []byte {
	var out bytes.Buffer
	writeLine(&out, p.ColumnNames())
	for _, row := range p.rows() {
		writeLine(&out, row)
	}
	return out.Bytes()
}

func writeLine(out *bytes.Buffer, cells []string) {
	for i, cell := range cells {
		if i > 0 {
			out.WriteByte(',')
		}
		cell = plain(cell)
		if strings.ContainsAny(cell, `,"`) {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		out.WriteString(cell)
	}
	out.WriteString("\r\n")
}
