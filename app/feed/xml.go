package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"

	"pingyi/beijing"
)

// element is XML in the making.
type element struct{ bytes.Buffer }

const xmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

// text writes an element that holds a text. Attributes come as name and value in turn.
func (e *element) text(name, value string, attributes ...string) {
	e.open(name, attributes...)
	e.escape(value)
	e.close(name)
}

func (e *element) open(name string, attributes ...string) {
	e.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		e.WriteString(" " + attributes[i] + `="`)
		e.escape(attributes[i+1])
		e.WriteByte('"')
	}
	e.WriteByte('>')
}

func (e *element) close(name string) { e.WriteString("</" + name + ">") }

func (e *element) escape(value string) {
	if err := xml.EscapeText(e, []byte(plain(value))); err != nil {
		panic(fmt.Sprintf("feed: %v", err)) // a buffer takes everything
	}
}

// encodeXML writes /feed/row with an element for each column.
func encodeXML(p Page) []byte {
	e := &element{}
	e.WriteString(xmlHead)
	attributes := []string{"output", string(p.Output), "view", p.View, "session", string(p.Session), "title", p.Title}
	for i, name := range stamps() {
		attributes = append(attributes, name, p.stamp()[i])
	}
	e.open("feed", attributes...)
	columns := p.ColumnNames()
	for _, row := range p.rows() {
		e.WriteByte('\n')
		e.open("row")
		for k, value := range row {
			e.text(columns[k], value)
		}
		e.close("row")
	}
	e.WriteByte('\n')
	e.close("feed")
	e.WriteByte('\n')
	return e.Bytes()
}

// name is a stable one of the view of an output, or of a row of it, by RFC 4151. It does not hold
// the session: a template is linked to a row once, and gets what the output shows that evening.
func (p Page) name(row int) string {
	name := fmt.Sprintf("tag:pingyi,2026:%s/%s", p.Output, p.View)
	if row > 0 {
		name += fmt.Sprint("/", row)
	}
	return name
}

// heading is what a list of entries shows of a row.
func (p Page) heading(row int) string {
	for _, column := range []string{"name", "label", "title"} {
		if at := slices.Index(p.Table.Columns, column); at >= 0 {
			return p.Table.Rows[row-1][at]
		}
	}
	return ""
}

// entryCSV is a row as a table of its own: the columns, and the values below.
func (p Page) entryCSV(row []string) string {
	var out bytes.Buffer
	writeLine(&out, p.ColumnNames())
	writeLine(&out, row)
	return out.String()
}

// csvText writes a table inside an element, where its line ends have to stay.
func (e *element) csvText(name, csv string, attributes ...string) {
	e.open(name, attributes...)
	if err := xml.EscapeText(e, []byte(csv)); err != nil {
		panic(fmt.Sprintf("feed: %v", err)) // as in escape
	}
	e.close(name)
}

// encodeAtom writes Atom 1.0 with an entry for each row.
func encodeAtom(p Page) []byte {
	e, updated := &element{}, beijing.Moment(p.AsOf.Unix())
	e.WriteString(xmlHead)
	e.open("feed", "xmlns", "http://www.w3.org/2005/Atom")
	e.text("id", p.name(0))
	e.text("title", p.headline())
	e.text("updated", updated)
	e.open("author")
	e.text("name", "Pingyi")
	e.close("author")
	for i, row := range p.rows() {
		e.WriteString("\n")
		e.open("entry")
		e.text("id", p.name(i+1))
		e.text("title", p.heading(i+1))
		e.text("updated", updated)
		e.csvText("content", p.entryCSV(row), "type", "text")
		e.close("entry")
	}
	e.WriteString("\n")
	e.close("feed")
	e.WriteString("\n")
	return e.Bytes()
}

// encodeRSS writes RSS 2.0 with an item for each row.
func encodeRSS(p Page) []byte {
	e, when := &element{}, beijing.Mail(p.AsOf)
	e.WriteString(xmlHead)
	e.open("rss", "version", "2.0")
	e.open("channel")
	e.text("title", p.headline())
	e.text("link", p.Link)
	e.text("description", p.View)
	e.text("lastBuildDate", when)
	for i, row := range p.rows() {
		e.WriteString("\n")
		e.open("item")
		e.text("title", p.heading(i+1))
		e.text("guid", p.name(i+1), "isPermaLink", "false")
		e.text("pubDate", when)
		e.csvText("description", p.entryCSV(row))
		e.close("item")
	}
	e.WriteString("\n")
	e.close("channel")
	e.close("rss")
	e.WriteString("\n")
	return e.Bytes()
}

// headline says of whom a feed is, and marks that of a rehearsal so that nobody airs it.
func (p Page) headline() string {
	text := p.Title
	if text == "" {
		text = string(p.Output)
	}
	if p.Rehearsal {
		text = "TEST 演练 " + text
	}
	return text
}
