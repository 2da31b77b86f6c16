package static

import (
	"regexp"
	"strings"
	"testing"
)

var quoted = regexp.MustCompile(`"([^"]+)"`)

// gfxBudget is what an output's script and style may weigh together on the line, fonts apart.
const gfxBudget = 60 << 10

// A display loads all of it before the first picture, also after a reload on air.
func TestAnOutputIsLight(t *testing.T) {
	site := mustSite(t)
	page, _ := site.Page("gfx/gfx.html")
	zipped, packed := 0, 0
	for _, found := range quoted.FindAllStringSubmatch(string(page), -1) {
		name, ok := strings.CutPrefix(found[1], site.Prefix())
		if !ok || !strings.HasSuffix(name, ".js") && !strings.HasSuffix(name, ".css") {
			continue
		}
		small, ok := site.FileGzip(name)
		if !ok {
			t.Fatalf("%s is not there", name)
		}
		smallest, _ := site.FileBrotli(name)
		zipped, packed = zipped+len(small), packed+len(smallest)
	}
	t.Logf("%d bytes by gzip, %d by brotli", zipped, packed)
	if zipped == 0 || zipped > gfxBudget || packed > zipped {
		t.Errorf("%d bytes by gzip and %d by brotli, want at most %d", zipped, packed, gfxBudget)
	}
}

// A host loads the script into a page of its own, beside scripts of others.
func TestTheScriptOfAnOutputDeclaresNothing(t *testing.T) {
	script, _, _ := mustSite(t).File(gfxScript)
	text := string(script)
	if !strings.HasPrefix(text, "(()=>{") || !strings.HasSuffix(text, "})();\n") {
		t.Errorf("it is not wrapped up: %.20s", text)
	}
	for _, forbidden := range []string{"\nimport ", "\nexport ", "import.meta", "/**", "'remove'"} {
		if strings.Contains(text, forbidden) {
			t.Errorf("%q is in the script of an output", forbidden)
		}
	}
	for _, lang := range Languages() {
		if pending := mustSite(t).Words(lang)["gfx.pending"]; pending == "" || !strings.Contains(text, pending) {
			t.Errorf("the sentences in %s are not in it", lang)
		}
	}
}

// Every sentence of the pictures is asked for, and every one asked for is there.
func TestSentencesOfThePicturesAreTheOnesInUse(t *testing.T) {
	site := mustSite(t)
	script, _, _ := site.File(gfxScript)
	_, code, _ := strings.Cut(string(script), "\nclass ") // past the table
	words := site.Words("en")
	for _, found := range asked.FindAllStringSubmatch(code, -1) {
		if key := found[2]; words["gfx."+key] == "" && !strings.HasSuffix(key, ".") {
			t.Errorf("no sentence %q", key)
		}
	}
	for key := range words {
		name, ok := strings.CutPrefix(key, "gfx.")
		begin, _, _ := strings.Cut(name, ".")
		if ok && !strings.Contains(code, "'"+name+"'") && !strings.Contains(code, "'"+begin+".'") {
			t.Errorf("nothing asks for %q", key)
		}
	}
}
