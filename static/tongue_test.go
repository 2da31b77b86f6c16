package static

import (
	"encoding/json"
	"path"
	"regexp"
	"strings"
	"testing"
)

var (
	han      = regexp.MustCompile(`\p{Han}`)
	sentence = regexp.MustCompile(`[a-z]{2,} [a-z]{2,} [a-z]{2,}`)
)

// textsIn are the texts of the files of one language, by key.
func textsIn(t *testing.T, lang string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	entries, err := tree.ReadDir("words")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.Name() != lang+".json" && !strings.HasSuffix(entry.Name(), "."+lang+".json") {
			continue
		}
		body, err := tree.ReadFile(path.Join("words", entry.Name()))
		if err == nil {
			err = json.Unmarshal(body, &all)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// TestEachWordListIsInItsOwnLanguage. Marks stand in both, the link to the other language is in that one, and
// what is typed at a terminal is typed so.
func TestEachWordListIsInItsOwnLanguage(t *testing.T) {
	both := map[string]string{
		"desk.other": "the other language", "page.other": "the other language", "ctl.other": "the other language", "asrun.other": "the other language",
		"page.rehearsal": "a mark", "export.rehearsal": "a mark", "export.unannounced": "a mark", "export.replaced": "a mark", "tools.mark.rehearsal": "a mark",
		"tools.mark.unannounced": "a mark", "tools.demo.desk": "a mark", "tools.export.not-public": "a mark", "tools.lang": "is said to who has asked for neither",
		"tools.help.title": "the name of the program", "tools.help.foot": "says the same of the other language",
		"tools.help.flag.count.explain": "an example that is typed", "tools.help.flag.explain.of": "an example that is typed",
		"programme.use.edit": "is typed", "tools.help.do.serve": "is typed",
	}
	used := make(map[string]bool)
	for lang, other := range map[string]*regexp.Regexp{"en": han, "zh-CN": sentence} {
		for key, text := range textsIn(t, lang) {
			switch {
			case !other.MatchString(text):
			case both[key] != "":
				used[key] = true
			default:
				t.Errorf("%s: %s is %q", lang, key, text)
			}
		}
	}
	for key := range both {
		if !used[key] {
			t.Errorf("%s is let pass and has one language", key)
		}
	}
}

// TestPagesAndScriptsHaveNoWordsOfTheirOwn: each sentence is in the word lists, so that every page has it in the
// language of its reader. What one page shows in both, and Chinese that is read and not shown, is named here.
func TestPagesAndScriptsHaveNoWordsOfTheirOwn(t *testing.T) {
	apart := map[string]string{
		"desk/director-outputs.js": "the names of the languages", "desk/gallery.html": "for who makes pages, in both", "desk/gallery.js": "for who makes pages, in both",
		"desk/gallery-samples.js": "made-up names", "gfx/samples.js": "made-up names", "gfx/gallery.html": "for who makes pages, in both", "gfx/gallery.js": "for who makes pages, in both",
		"gfx/gfx.html": "the title of a window that no audience sees", "gfx/over.js": "the mark of a rehearsal, in both", "gfx/phrase.js": "ends of the names of offices",
		"gfx/words.js": "what a date ends with", "gfx/sentences.js": "made of the word lists", "gfx/gfx.js": "made of gfx/phrase.js and others", "gfx/draw.js": "likewise", "gfx/gfx71.js": "likewise",
		"studio/controllers.html": "lines that are typed",
	}
	remarks := regexp.MustCompile(`(?s)/\*.*?\*/|<!--.*?-->`)
	lines := regexp.MustCompile(`(?m)(^|\s)//.*$`)
	actions := regexp.MustCompile(`(?s)\{\{.*?\}\}|<script.*?</script>|<style.*?</style>`)
	shown := regexp.MustCompile(`>[^<>]*[A-Za-z]{3,} [a-z]{2,}[^<>]*<|(?:title|alt|placeholder|aria-label)="[^"]*[A-Za-z]{3,} [a-z]{2,}[^"]*"`)
	used := make(map[string]bool)
	for name, f := range mustSite(t).files {
		page := strings.HasSuffix(name, ".html")
		if !page && !strings.HasSuffix(name, ".js") {
			continue
		}
		text := lines.ReplaceAllString(remarks.ReplaceAllString(string(f.body), ""), "")
		found := han.FindString(text)
		if page && found == "" {
			found = shown.FindString(actions.ReplaceAllString(text, ""))
		}
		switch {
		case found == "":
		case apart[name] != "":
			used[name] = true
		default:
			t.Errorf("%s has the words %q", name, found)
		}
	}
	for name := range apart {
		if !used[name] {
			t.Errorf("%s is let pass and has no words", name)
		}
	}
}
