package feed

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"pingyi/display"
)

func TestPagesLookLikeTheirFiles(t *testing.T) {
	page := newStudio().page(t, display.ViewBoard)
	rehearsal := page
	rehearsal.Rehearsal = true
	for _, format := range Formats() {
		for name, p := range map[string]Page{"board": page, "TEST_board": rehearsal} {
			path, got := filepath.Join("testdata", name+"."+format.Name), format.Encode(p)
			if os.Getenv("PINGYI_WRITE_GOLDEN") != "" {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs from its file:\n%s", path, got)
			}
		}
	}
}

// read is the page as a plain reader of its format has it: columns, then rows.
func read(t *testing.T, format string, text []byte) [][]string {
	t.Helper()
	switch format {
	case "gb18030.csv":
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(text)
		if err != nil {
			t.Fatal(err)
		}
		text = decoded
	case "bom.csv":
		rest, marked := bytes.CutPrefix(text, []byte(byteOrderMark))
		if !marked {
			t.Fatal("there is no byte order mark")
		}
		text = rest
	}
	lines, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v in %s", format, err, text)
	}
	return lines
}

// cleaned is what readers are to find in a page: its values on one line, without control characters.
func cleaned(p Page) [][]string {
	all := [][]string{p.ColumnNames()}
	for _, row := range p.rows() {
		var values []string
		for _, value := range row {
			values = append(values, strings.ReplaceAll(strings.ReplaceAll(value, "\n", " "), "\x00", ""))
		}
		all = append(all, values)
	}
	return all
}

func TestEveryFormatHoldsEveryValue(t *testing.T) {
	page := newStudio().page(t, display.ViewBoard)
	want := cleaned(page)
	for _, name := range []string{"csv", "bom.csv", "gb18030.csv"} {
		format, _ := FormatOf(name)
		if got := read(t, name, format.Encode(page)); !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"json", "vmix.json"} {
		format, _ := FormatOf(name)
		var objects []map[string]string // which fails where a value is no string
		if err := json.Unmarshal(format.Encode(page), &objects); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i, object := range objects {
			for k, column := range want[0] {
				if name == "vmix.json" {
					column = vmixName(column)
				}
				if value, there := object[column]; !there || value != want[i+1][k] {
					t.Errorf("%s: row %d, %s is %q, want %q", name, i+1, column, value, want[i+1][k])
				}
			}
		}
	}
	var feed struct {
		Row []struct {
			Value []struct {
				XMLName xml.Name
				Text    string `xml:",chardata"`
			} `xml:",any"`
		} `xml:"row"`
	}
	if err := xml.Unmarshal(encodeXML(page), &feed); err != nil || len(feed.Row) != 3 {
		t.Fatalf("%d rows in XML, %v", len(feed.Row), err)
	}
	for i, row := range feed.Row {
		for k, value := range row.Value {
			if value.XMLName.Local != want[0][k] || value.Text != want[i+1][k] {
				t.Errorf("XML: row %d, %s is %q, want %q", i+1, value.XMLName.Local, value.Text, want[i+1][k])
			}
		}
	}
}

// The entries of Atom and RSS hold their row as CSV, under a name that stays when another unit,
// or another session, is in the row.
func TestEntriesHoldTheirRowUnderAStableName(t *testing.T) {
	page := newStudio().page(t, display.ViewBoard)
	other := page
	other.Session, other.Title = "tomorrow", "明天"
	type entry struct {
		ID          string `xml:"id"`
		GUID        string `xml:"guid"`
		Content     string `xml:"content"`
		Description string `xml:"description"`
	}
	for name, encode := range map[string]func(Page) []byte{"atom": encodeAtom, "rss": encodeRSS} {
		var names [2]string
		for n, p := range []Page{page, other} {
			var feed struct {
				Entry []entry `xml:"entry"`
				Item  []entry `xml:"channel>item"`
			}
			if err := xml.Unmarshal(encode(p), &feed); err != nil {
				t.Fatal(err)
			}
			for i, e := range append(feed.Entry, feed.Item...) {
				names[n] += e.ID + e.GUID + " "
				want := [][]string{cleaned(p)[0], cleaned(p)[i+1]}
				if got := read(t, "csv", []byte(e.Content+e.Description)); !slices.EqualFunc(got, want, slices.Equal) {
					t.Errorf("%s: entry %d holds %q, want %q", name, i+1, got, want)
				}
			}
		}
		if want := "tag:pingyi,2026:pgm/board/1 tag:pingyi,2026:pgm/board/2 tag:pingyi,2026:pgm/board/3 "; names != [2]string{want, want} {
			t.Errorf("%s: the entries are called %q", name, names)
		}
	}
}

func TestXMLIsWellFormedWhateverTheValues(t *testing.T) {
	page := newStudio().page(t, display.ViewBoard)
	hard := []string{"]]>", "<!--", "&amp;", "\x01\x08\x1b", "\ufffe\uffff", "\xff\xfe", "\u2028", "'\"", "<?xml?>", rare}
	for i := range page.Table.Rows {
		page.Table.Rows[i] = slices.Clone(hard[:len(page.Columns)])
		hard = append(hard[3:], hard[:3]...)
	}
	page.Title = strings.Join(hard, "")
	for _, name := range []string{"xml", "atom", "rss"} {
		format, _ := FormatOf(name)
		reader := xml.NewDecoder(bytes.NewReader(format.Encode(page)))
		for {
			if _, err := reader.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v in\n%s", name, err, format.Encode(page))
			}
		}
	}
}

// GB18030 has all of Unicode: every character that a value may hold comes back as it was. Those of
// private use the library cannot read back; theirs are other codes than anybody else's.
func TestGB18030LosesNothing(t *testing.T) {
	var all strings.Builder
	codes := make(map[string]rune)
	for r := rune(0x80); r <= utf8.MaxRune; r++ {
		if privateCode(r) == 0 && utf8.ValidRune(r) {
			all.WriteRune(r)
		}
	}
	text := plain(all.String())
	if !strings.Contains(text, "𬀩") || utf8.RuneCountInString(text) < 1_100_000 {
		t.Fatalf("%d characters are too few", utf8.RuneCountInString(text))
	}
	back, err := simplifiedchinese.GB18030.NewDecoder().Bytes(gb18030([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	was := []rune(text)
	for i, r := range []rune(string(back)) {
		if r != was[i] {
			t.Fatalf("%U came back as %U", was[i], r)
		}
	}
	for r := rune(0xe000); r <= 0xe864; r++ {
		code := string(gb18030([]byte(string(r))))
		if other, taken := codes[code]; taken {
			t.Fatalf("%U and %U are both %x", r, other, code)
		}
		codes[code] = r
		if privateCode(r) == 0 || r == 0xe5e5 { // which the library, like browsers, reads as a space
			continue
		}
		if read, _ := simplifiedchinese.GB18030.NewDecoder().String(code); !strings.Contains(read, "\ufffd") {
			t.Fatalf("%U is %x, which is %s", r, code, read)
		}
	}
}

// Characters of private use have the codes of the standard.
func TestGB18030KnowsCharactersOfPrivateUse(t *testing.T) {
	for text, want := range map[string]string{
		"\ue000": "aaa1", "\ue233": "affe", "\ue234": "f8a1", "\ue4c5": "fefe", "\ue4c6": "a140", "\ue504": "a17e", "\ue505": "a180", "\ue765": "a7a0",
		"\ue766": "a2ab", "\ue864": "fea0", "张\ue000\ue001三𬀩": "d5c5aaa1aaa2c8fd99318739", "\uf8ff": "84308130",
	} {
		if got := fmt.Sprintf("%x", gb18030([]byte(text))); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

func TestNamesOfVMix(t *testing.T) {
	for column, want := range map[string]string{"rank": "Rank.Text", "prev_score": "PrevScore.Text", "grade_1_share": "Grade1Share.Text", "asof": "Asof.Text"} {
		if got := vmixName(column); got != want {
			t.Errorf("%s is called %s, want %s", column, got, want)
		}
	}
}
