package static

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

var here = HostAt{Base: "http://192.168.1.20:8080", Out: "pgm", Token: "abcdefghijklmnopqrstuvwxyz"}

// scriptAddress finds what a page loads.
var scriptAddress = regexp.MustCompile(`(?i)<(?:script|link|iframe|img|meta)[^>]+(?:src|href|http-equiv)=`)

// A host loads the file when the server may be away: whatever it named beside itself could fail.
func TestTheShellIsOneSmallFile(t *testing.T) {
	shell, err := mustSite(t).Shell(here, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	text := string(shell)
	if len(shell) > 5000 {
		t.Errorf("%d bytes, want at most 5000", len(shell))
	}
	for _, forbidden := range []string{"iframe", "location.href", "location.replace", "location=", "width=", "height=", "remove =", "localStorage", "fetch(", "XMLHttp", "=>", "const ", "let ", "`", "?."} {
		if strings.Contains(text, forbidden) {
			t.Errorf("%q is in it", forbidden)
		}
	}
	if found := scriptAddress.FindString(text); found != "" {
		t.Errorf("it names %s", found)
	}
	if !strings.Contains(text, `{"base":"http://192.168.1.20:8080","out":"pgm","tok":"abcdefghijklmnopqrstuvwxyz"}`) {
		t.Errorf("it does not say of which output it is: %s", text)
	}
}

// A title and a name come from people.
func TestWhatIsFilledInEndsNoScript(t *testing.T) {
	at := here
	at.Out = `</script><b>`
	shell, err := mustSite(t).Shell(at, nil, nil)
	if err != nil || strings.Count(string(shell), "</script>") != 1 || strings.Contains(string(shell), "<b>") {
		t.Errorf("%v: %s", err, shell)
	}
}

// Old browsers stop at the first sign that they cannot read, and show nothing.
func TestOldBrowsersGetAScriptThatTheyCanRead(t *testing.T) {
	site := mustSite(t)
	old, _, _ := site.File(gfx71Script)
	now, _, _ := site.File(gfxScript)
	if len(old) == 0 || len(old) > len(now)*3/2 {
		t.Fatalf("%d bytes, where the newest has %d", len(old), len(now))
	}
	for _, forbidden := range []string{"?.", "??", "||=", "&&=", "static{"} {
		if code := withoutTexts(string(old)); strings.Contains(code, forbidden) {
			at := strings.Index(code, forbidden)
			t.Errorf("%q is in it: %s", forbidden, code[max(0, at-40):min(len(code), at+40)])
		}
	}
	for agent, want := range map[string]string{
		"Mozilla/5.0 Chrome/71.0.3578.98 Safari/537.36": gfx71Script, "Mozilla/5.0 HeadlessChrome/102.0.1.2": gfx71Script,
		"Mozilla/5.0 Chrome/103.0.5060.134": gfxScript, "Mozilla/5.0 Chrome/142.0.7444.1": gfxScript, "": gfxScript, "Mozilla/5.0 Firefox/120": gfxScript,
	} {
		page, ok := site.OutputPage(agent)
		if !ok || !strings.Contains(string(page), site.Prefix()+want) {
			t.Errorf("%q gets %s", agent, page)
		}
	}
}

// withoutTexts writes T for the texts of a script, roughly: a text may hold what code may not.
func withoutTexts(script string) string {
	return regexp.MustCompile(`"[^"\n]*"|'[^'\n]*'|`+"`[^`]*`").ReplaceAllString(script, "T")
}

// Files in the folders of a station name these scripts for years.
func TestWhatAShellAsksForNamesScriptsThatAreThere(t *testing.T) {
	site := mustSite(t)
	load, err := site.Load()
	if err != nil {
		t.Fatal(err)
	}
	var scripts struct {
		From     int
		Now, Old string
	}
	_, text, _ := strings.Cut(string(load), "})(")
	if err := json.Unmarshal([]byte(strings.TrimSuffix(text, ");\n")), &scripts); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{scripts.Now, scripts.Old, between(string(site.Graphic()), "from '", "'")} {
		if _, _, ok := site.File(strings.TrimPrefix(address, site.Prefix())); !ok {
			t.Errorf("%s is not there", address)
		}
	}
	if scripts.From != newestOld {
		t.Errorf("from Chromium %d", scripts.From)
	}
}

func between(text, before, after string) string {
	_, text, _ = strings.Cut(text, before)
	text, _, _ = strings.Cut(text, after)
	return text
}

func TestAGraphicKnowsItsScene(t *testing.T) {
	at := here
	at.Scene, at.Steps = "live-bars", 3
	class, err := mustSite(t).GraphicClass(at)
	if err != nil || !strings.Contains(string(class), `const at = {"base":"http://192.168.1.20:8080","out":"pgm","tok":"abcdefghijklmnopqrstuvwxyz","scene":"live-bars","steps":3};`) {
		t.Errorf("%v: %.900s", err, class)
	}
}
