package static

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"regexp"
	"strconv"
	"strings"
)

// Still is a picture that an output had, to be drawn by one file without a server.
type Still struct {
	Title string
	Frame json.RawMessage // of the output
	At    int64           // the moment it is of, in Unix milliseconds
	Code  string          // the picture of the code to scan, as SVG; "" for none
}

// What the page of a picture is made of.
const (
	stillPage   = "gfx/still.html"
	stillScript = "gfx/still.js"
	slicesFile  = "fonts/slices.json"
)

var styleSheet = regexp.MustCompile(`<link rel="stylesheet" href="/s/-/([^"]+)">`)

// StillPage writes a picture as one page that holds all it needs, the type of its letters too.
func (s *Site) StillPage(still Still) ([]byte, error) {
	sources := make(map[string][]byte, len(s.files))
	for name, f := range s.files {
		sources[name] = f.body
	}
	script, err := bundle(sources, stillScript)
	if err != nil {
		return nil, fmt.Errorf("bundle the script of a picture: %w", err)
	}
	letters, err := s.typeFor(string(still.Frame) + string(script)) // the sentences are in the script
	if err != nil {
		return nil, err
	}
	var style bytes.Buffer
	for _, sheet := range styleSheet.FindAllSubmatch(sources["gfx/gfx.html"], -1) {
		style.Write(sources[string(sheet[1])])
	}
	style.Write(letters)
	style.WriteString("html { background: #4a5058; }\n") // what is transparent is seen on grey
	code := ""
	if still.Code != "" {
		code = "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(still.Code))
	}
	data, err := json.Marshal(map[string]any{"frame": still.Frame, "at": still.At, "code": code})
	if err != nil {
		return nil, fmt.Errorf("write a picture: %w", err)
	}
	page := sources[stillPage]
	for blank, text := range map[string][]byte{
		"<title>Pingyi</title>": []byte("<title>" + template.HTMLEscapeString(still.Title) + "</title>"),
		"<style></style>":       fmt.Appendf(nil, "<style>\n%s</style>", style.Bytes()),
		`id="still"></script>`:  fmt.Appendf(nil, `id="still">%s</script>`, data), // JSON as Go writes it ends no script early
		"<script></script>":     fmt.Appendf(nil, "<script>\n(()=>{'use strict';\n%s\n})();\n</script>", script),
	} {
		if bytes.Count(page, []byte(blank)) != 1 {
			return nil, fmt.Errorf("%s has no blank %s", stillPage, blank)
		}
		page = bytes.Replace(page, []byte(blank), text, 1)
	}
	return page, nil
}

// slice is a file of the font of the displays: one for all weights, or one for bold ones besides.
// Has lists its characters in runs, as static/gfx/fonts.js reads them.
type slice struct {
	Normal string `json:"normal"`
	Bold   string `json:"bold"`
	Has    string `json:"has"`
}

// typeFor gives the rules for the slices that have the letters of a text, with the files in them.
func (s *Site) typeFor(text string) ([]byte, error) {
	var list struct{ Slices []slice }
	if err := json.Unmarshal(s.files[slicesFile].body, &list); err != nil {
		return nil, fmt.Errorf("read the list of the type: %w", err)
	}
	letters := make(map[rune]bool)
	for _, r := range text {
		letters[r] = true
	}
	var rules bytes.Buffer
	for _, one := range list.Slices {
		runs, needed := runsOf(one.Has, letters)
		if !needed {
			continue
		}
		bold := one.Bold
		if bold == "" {
			bold = one.Normal
		}
		for _, face := range [][2]string{{"1 599", one.Normal}, {"600 1000", bold}} {
			file, _, there := s.File("fonts/" + face[1] + ".woff2")
			if !there {
				return nil, fmt.Errorf("read the type: no slice %q", face[1])
			}
			fmt.Fprintf(&rules, "@font-face { font-family: 'Pingyi Sans'; font-weight: %s; font-display: block; unicode-range: %s; src: url(data:font/woff2;base64,%s) format('woff2'); }\n",
				face[0], runs, base64.StdEncoding.EncodeToString(file))
		}
	}
	return rules.Bytes(), nil
}

// runsOf reads the runs of a slice for a style sheet, and tells whether it has one of the letters.
// A run is how many characters are left out before it and, behind a dot, how many follow its first; in base 36.
func runsOf(has string, letters map[rune]bool) (ranges string, needed bool) {
	next := int64(0)
	var all []string
	for part := range strings.FieldsSeq(has) {
		gap, more, _ := strings.Cut(part, ".")
		left, _ := strconv.ParseInt(gap, 36, 32)
		follow, _ := strconv.ParseInt(more, 36, 32) // none is 0
		first := next + left
		next = first + follow + 1
		all = append(all, fmt.Sprintf("U+%x-%x", first, next-1))
		for r := first; r < next && !needed; r++ {
			needed = letters[rune(r)]
		}
	}
	return strings.Join(all, ","), needed
}
