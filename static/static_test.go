package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

func mustSite(t *testing.T) *Site {
	t.Helper()
	site, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return site
}

func TestFilesAreServedByExactNameOnly(t *testing.T) {
	site := mustSite(t)
	body, kind, ok := site.File("phone/ballot.js")
	if !ok || kind != "text/javascript; charset=utf-8" || len(body) == 0 {
		t.Errorf("phone/ballot.js: got %d bytes of %q, %t", len(body), kind, ok)
	}
	for _, name := range []string{"", "phone", "phone/", "/phone/ballot.js", "phone/../phone/ballot.js", "static.go", "phone/view.test.mjs"} {
		if _, _, ok := site.File(name); ok {
			t.Errorf("%q is served", name)
		}
		if _, ok := site.FileGzip(name); ok {
			t.Errorf("%q is served compressed", name)
		}
	}
}

func TestCompressedFilesHoldTheSameBytes(t *testing.T) {
	site := mustSite(t)
	for name, f := range site.files {
		r, err := gzip.NewReader(bytes.NewReader(f.zipped))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		plain, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(plain, f.body) {
			t.Errorf("%s: decompressed to %d bytes, want %d (%v)", name, len(plain), len(f.body), err)
		}
		if _, ok := site.FileGzip(name); ok && len(f.zipped) >= len(f.body) {
			t.Errorf("%s: compressing saves nothing, yet it is offered", name)
		}
	}
}

func TestPrefixIsTheHashOfEveryByteOfTheTree(t *testing.T) {
	site := mustSite(t)
	if !regexp.MustCompile(`^/s/[0-9a-f]{16}/$`).MatchString(site.Prefix()) {
		t.Fatalf("prefix %q", site.Prefix())
	}
	if again := mustSite(t); again.Prefix() != site.Prefix() {
		t.Errorf("two prefixes of one tree: %s and %s", site.Prefix(), again.Prefix())
	}
	base := map[string][]byte{"a/b.js": []byte("1"), "c.css": []byte("2")}
	for what, other := range map[string]map[string][]byte{
		"content":  {"a/b.js": []byte("3"), "c.css": []byte("2")},
		"name":     {"a/c.js": []byte("1"), "c.css": []byte("2")},
		"one less": {"a/b.js": []byte("1")},
		"border":   {"a/b.js": []byte("1c.css\n1\n2")},
	} {
		if treeHash(other) == treeHash(base) {
			t.Errorf("another %s gives the same hash", what)
		}
	}
}

func TestPagesOutsideThePrefixPointIntoIt(t *testing.T) {
	page := file{body: []byte(`<script src="/s/-/hall/x.js"></script>`)}
	site := &Site{prefix: "/s/0123456789abcdef/", files: map[string]file{"hall/x.html": page}}
	body, ok := site.Page("hall/x.html")
	if want := `<script src="` + site.Prefix() + `hall/x.js"></script>`; !ok || string(body) != want {
		t.Errorf("got %q, want %q", body, want)
	}
	if _, ok := site.Page("hall/none.html"); ok {
		t.Error("a page that is not there is given")
	}
}

// The policy forbids inline style and code, so markup that has some is broken.
func TestMarkupHasNoInlineStyleOrCode(t *testing.T) {
	forbidden := regexp.MustCompile(`(?i)\s(style|on[a-z]+|hx-on[a-z:-]*)\s*=|javascript:|hx-vals='js:`)
	site := mustSite(t)
	for name, f := range site.files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		if found := forbidden.Find(f.body); found != nil {
			t.Errorf("%s: %q", name, found)
		}
	}
}

func TestAddressesInPagesExist(t *testing.T) {
	address := regexp.MustCompile(`"/s/-/([^"{]+)"`)
	site := mustSite(t)
	for name, f := range site.files {
		for _, found := range address.FindAllSubmatch(f.body, -1) {
			if _, _, ok := site.File(string(found[1])); !ok {
				t.Errorf("%s points to %s, which is not there", name, found[1])
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

func TestEverySentenceExistsInEveryLanguage(t *testing.T) {
	site := mustSite(t)
	want := site.words[Languages()[0]]
	for _, lang := range Languages() {
		got := site.Words(lang)
		for key, text := range want {
			if got[key] == "" {
				t.Errorf("%s: %s is missing", lang, key)
			}
			a, b := placeholder.FindAllString(text, -1), placeholder.FindAllString(got[key], -1)
			if !sameSet(a, b) {
				t.Errorf("%s: %s has the values %v, want %v", lang, key, b, a)
			}
		}
		for key := range got {
			if want[key] == "" {
				t.Errorf("%s: %s exists in no other language", lang, key)
			}
		}
	}
}

func sameSet(a, b []string) bool {
	count := make(map[string]int)
	for _, s := range a {
		count[s]++
	}
	for _, s := range b {
		count[s]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

func TestAnUnknownLanguageReadsChinese(t *testing.T) {
	site := mustSite(t)
	if got, want := site.Words("fr")["phone.submit"], site.Words("zh-CN")["phone.submit"]; got != want || got == "" {
		t.Errorf("got %q, want %q", got, want)
	}
}

// speaker is a page with its scripts: both ask for sentences by key.
type speaker struct {
	words   map[string]string
	pages   []string // templates, and Go files that ask for them
	scripts []string
}

func (p speaker) source(t *testing.T, site *Site, names []string) string {
	t.Helper()
	var all strings.Builder
	for _, name := range names {
		f, ok := site.files[name]
		if !ok {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			f.body = source
		}
		all.Write(f.body)
	}
	return all.String()
}

var asked = regexp.MustCompile(`\.T[ (]"([a-z.-]+)"|[sS]ay\('([a-z.-]+)'|button\('([a-z.-]+)'`)

// Each key that a page or its scripts name must exist, a script must be given those
// that it names, and each that exists must be asked for.
func TestSentencesOfThePhoneAreTheOnesInUse(t *testing.T) {
	site := mustSite(t)
	ballot := speaker{site.formWords("en"), []string{"phone/parts.html", "phone/phone.html", "phone/problem.html"}, []string{phoneScript, rowsScript}}
	form := speaker{site.formWords("en"), []string{"phone/parts.html", "phone/form.html", "phone/plain.html", "plain.go", "form.go"}, []string{matrixScript, chooseScript}}
	given := make(map[string]string)
	for key, text := range site.Words("en") {
		if name, ok := strings.CutPrefix(key, "phone."); ok {
			given[name] = text
		}
	}
	for _, p := range []speaker{ballot, form} {
		for _, found := range asked.FindAllStringSubmatch(p.source(t, site, p.pages)+p.source(t, site, p.scripts), -1) {
			key := found[1] + found[2] + found[3]
			if p.words[key] == "" && !strings.HasSuffix(key, ".") && !strings.HasSuffix(key, "-") {
				t.Errorf("no sentence %q", key)
			}
		}
		for _, script := range p.scripts {
			words := given
			if script == matrixScript || script == chooseScript {
				words = spokenBy(p.source(t, site, []string{script}), p.words)
			}
			for _, found := range asked.FindAllStringSubmatch(p.source(t, site, []string{script}), -1) {
				if key := found[2] + found[3]; words[key] == "" && !strings.HasSuffix(key, ".") && !strings.HasSuffix(key, "-") {
					t.Errorf("%s asks for %q and is not given it", script, key)
				}
			}
		}
	}
	for prefix, source := range map[string]string{
		"phone.": ballot.source(t, site, ballot.pages) + ballot.source(t, site, ballot.scripts), "page.": ballot.source(t, site, ballot.pages),
		"form.": form.source(t, site, form.pages) + form.source(t, site, form.scripts),
	} {
		for key := range site.Words("en") {
			name, ok := strings.CutPrefix(key, prefix)
			begin := "'" + name[:strings.LastIndex(name, "-")+1]
			if ok && !strings.HasPrefix(name, "state.") && !strings.Contains(source, name) && (begin == "'" || !strings.Contains(source, begin+"'")) {
				t.Errorf("nothing asks for %q", key)
			}
		}
	}
}

func TestTestsAreNotEmbedded(t *testing.T) {
	err := fs.WalkDir(tree, ".", func(name string, _ fs.DirEntry, err error) error {
		if strings.Contains(name, "test") {
			t.Errorf("%s is in the binary", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestThePolicyAllowsExactlyTheInlinedParts(t *testing.T) {
	site := mustSite(t)
	page, err := site.Phone(PhonePage{Lang: "zh-CN", Page: "code"})
	if err != nil {
		t.Fatal(err)
	}
	policy := site.PhoneCSP("ballot.example:8443")
	for element, directive := range map[string]string{"script": "script-src 'self' ", "style": "style-src " + site.parts.bareHash + " "} {
		_, rest, _ := strings.Cut(string(page), "<"+element+">")
		text, _, found := strings.Cut(rest, "</"+element+">")
		sum := sha256.Sum256([]byte(text))
		if want := directive + "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "';"; !found || !strings.Contains(policy, want) {
			t.Errorf("want %s in %s", want, policy)
		}
	}
	for _, want := range []string{
		"default-src 'none';", "connect-src 'self' wss://ballot.example:8443 ws://ballot.example:8443;", "form-action 'self';", "base-uri 'none';",
		"frame-ancestors 'none'", "img-src 'self' data:;",
	} {
		if !strings.Contains(policy, want) {
			t.Errorf("want %s in %s", want, policy)
		}
	}
	if strings.Contains(policy, "unsafe") {
		t.Errorf("something unsafe in %s", policy)
	}
}

func TestThePhoneCarriesTheColoursOfItsOwnGroundOnly(t *testing.T) {
	page := mustPhone(t, mustSite(t), openPage("zh-CN"))
	wantIn(t, page, ":root{--ink:#14202e;", "--tone-4:#963c00;")
	if n := strings.Count(page, "--tone-4:"); n != 1 || strings.Contains(page, ".dark") {
		t.Errorf("the page holds a second ground: the worst grade has %d colours", n)
	}
}

func TestAHostCannotAddToThePolicy(t *testing.T) {
	site := mustSite(t)
	for _, host := range []string{"", "x; script-src *", "x y", "a\r\nB: c", "*", "x,y"} {
		if policy := site.PhoneCSP(host); !strings.Contains(policy, "connect-src 'self';") {
			t.Errorf("host %q: %s", host, policy)
		}
	}
	if policy := site.PhoneCSP("[2001:db8::1]:80"); !strings.Contains(policy, "wss://[2001:db8::1]:80 ") {
		t.Errorf("address of version 6: %s", policy)
	}
}

func TestFirstLoadOfThePhoneStaysSmall(t *testing.T) {
	site := mustSite(t)
	var page []byte
	for _, p := range []PhonePage{openPage("zh-CN"), openPage("en")} {
		p.Named = true // the larger of the two
		var err error
		if page, err = site.Phone(p); err != nil {
			t.Fatal(err)
		}
		zipped, err := compress(page)
		if err != nil {
			t.Fatal(err)
		}
		script, _ := site.FileGzip(phoneScript)
		const personal, headers = 400, 3 * 400
		if total := len(zipped) + len(script) + personal + headers; total > 15*1024 {
			t.Errorf("page %d, script %d, together with the personal part and headers %d bytes, want at most 15 KB", len(zipped), len(script), total)
		}
	}
	if found := regexp.MustCompile(`(?:src|href)="[^"#]+"`).FindAllString(string(page), -1); len(found) != 4 {
		t.Errorf("want the script, the empty icon and two links, got %v", found)
	}
}

func mustJSON(t *testing.T, page []byte, id string) map[string]any {
	t.Helper()
	_, rest, _ := strings.Cut(string(page), `<script type="application/json" id="`+id+`">`)
	text, _, found := strings.Cut(rest, "</script>")
	var value map[string]any
	if err := json.Unmarshal([]byte(text), &value); err != nil || !found {
		t.Fatalf("%s: %v in %q", id, err, text)
	}
	return value
}

// TestTheFontIsPartOfTheTreeByItsList keeps its eight megabytes out of every start:
// they are neither packed nor held, and their hashes are in the list.
func TestTheFontIsPartOfTheTreeByItsList(t *testing.T) {
	site := mustSite(t)
	body, kind, ok := site.File("fonts/latin.woff2")
	if !ok || kind != "font/woff2" || string(body[:4]) != "wOF2" {
		t.Errorf("fonts/latin.woff2: %t, %q", ok, kind)
	}
	if _, packed := site.FileGzip("fonts/latin.woff2"); packed {
		t.Error("a font, which is packed, is packed again")
	}
	if _, packed := site.FileBrotli("fonts/latin.woff2"); packed {
		t.Error("a font, which is packed, is packed again by brotli")
	}
	if _, listed := site.files["fonts/slices.json"]; !listed {
		t.Error("the address of the tree does not tell one font from another")
	}
	for _, name := range []string{"fonts/OFL.txt", "fonts/fonts.go", "fonts/none.woff2", "fonts/../fonts/latin.woff2"} {
		if _, _, ok := site.File(name); ok {
			t.Errorf("%q is served", name)
		}
	}
}
