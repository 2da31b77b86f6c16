package chart_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/display/chart"
)

var rewrite = flag.Bool("rewrite", false, "write testdata/*.golden anew instead of comparing")

// TestPicturesAreTheGoldenOnes compares every byte, a tag to a line.
func TestPicturesAreTheGoldenOnes(t *testing.T) {
	for name, picture := range pictures() {
		t.Run(name, func(t *testing.T) {
			got := strings.ReplaceAll(strings.Join(picture.Panels, "\n"), "><", ">\n<") + "\n"
			for _, line := range append([][]string{heads(picture.Table)}, picture.Table.Rows...) {
				got += strings.Join(line, " | ") + "\n"
			}
			path := filepath.Join("testdata", name+".golden")
			if *rewrite {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs; look at it and run the tests with -rewrite:\n%s", path, got)
			}
		})
	}
}

func heads(table chart.Table) []string {
	var all []string
	for _, c := range table.Columns {
		all = append(all, c.Label)
	}
	return all
}

// TestPatternsAreOneElement has the page's patterns read as XML.
func TestPatternsAreOneElement(t *testing.T) {
	if texts, elements := read(t, chart.Patterns()); len(texts) != 0 || elements["linearGradient"] != 4 {
		t.Errorf("patterns hold %v and say %v", elements, texts)
	}
}

// TestHostileNamesAreTextAndNothingElse reads every picture as XML: a name is
// there as it was given, but for what no text may hold, and it made no element.
func TestHostileNamesAreTextAndNothingElse(t *testing.T) {
	known := map[string]bool{"svg": true, "title": true, "desc": true, "text": true, "rect": true, "line": true, "circle": true, "g": true}
	for name, picture := range pictures() {
		whole := ""
		for _, panel := range picture.Panels {
			texts, elements := read(t, panel)
			whole += strings.Join(texts, "") // a name may stand in two lines
			for element := range elements {
				if !known[element] {
					t.Errorf("%s holds an element %s", name, element)
				}
			}
		}
		if name != "nothing" && !strings.Contains(whole, "</text><script>alert(1)</script>\"'&amp;]]>") {
			t.Errorf("%s does not say the name:\n%s", name, whole)
		}
	}
}

// read is the text and the elements of a piece of XML, which must be well formed.
func read(t *testing.T, text string) (texts []string, elements map[string]int) {
	t.Helper()
	decoder, elements := xml.NewDecoder(strings.NewReader(text)), make(map[string]int)
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return texts, elements
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		switch token := token.(type) {
		case xml.StartElement:
			elements[token.Name.Local]++
			for _, attribute := range token.Attr {
				if strings.HasPrefix(attribute.Name.Local, "on") || attribute.Name.Local == "style" || attribute.Name.Local == "href" {
					t.Errorf("an attribute %s", attribute.Name.Local)
				}
			}
		case xml.CharData:
			texts = append(texts, string(token))
		}
	}
}
