package app

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestAddressesOfTheEngineersPageAreKnown presses every key that docs/BROADCAST.md gives to an engineer: each does
// something, or is refused for what the room holds just now.
func TestAddressesOfTheEngineersPageAreKnown(t *testing.T) {
	page, err := os.ReadFile("../docs/BROADCAST.md")
	if err != nil {
		t.Fatal(err)
	}
	p := publishPlace(t, nil)
	b := p.box("streamdeck", "")
	pressed := 0
	for _, address := range regexp.MustCompile(`https://pingyi\.example\.cn(/(?:ctl|button)/[^`+"`"+`]+)`).FindAllStringSubmatch(string(page), -1) {
		p.later()
		got := b.send("GET", strings.ReplaceAll(address[1], "TOKEN", b.token), "")
		lineup := strings.Contains(address[1], "/ctl/hall/") // in the order of the page, with no session tuned in
		if got.status != http.StatusOK && (lineup || got.status != http.StatusConflict) {
			t.Errorf("%s is answered with %d: %s", address[1], got.status, got.body)
		}
		if strings.Contains(address[1], "/panic") {
			b.must("unpanic")
		}
		pressed++
	}
	if pressed < 18 {
		t.Errorf("only %d addresses were pressed", pressed)
	}
}

// TestWhatIsNotReleasedIsTakenOffThePreviewByABox, as COMPANION.md says: it keeps back whatever else lies there.
func TestWhatIsNotReleasedIsTakenOffThePreviewByABox(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	b.must("hall/preview/score-card", "hall/preview/bug")
	if a, status := b.get("hall/take"); status != http.StatusConflict || a.Code != "not-released" {
		t.Errorf("a take of both is answered with %d %+v", status, a)
	}
	b.must("pvw/blank", "hall/preview/bug?id=again", "hall/take?id=again-take")
}

// TestListOfButtonsCanBeCopied: what stands in it is the address, also for who copies it out of a browser.
func TestListOfButtonsCanBeCopied(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	list := b.send("GET", "/ctl/buttons.json?out=hall&k="+b.token, "")
	if !strings.HasPrefix(list.header.Get("Content-Type"), "application/json") || !strings.Contains(list.body, "/ctl/hall/preview/score-card?item=2&k="+b.token+`"`) {
		t.Errorf("the list is %s\n%s", list.header.Get("Content-Type"), list.body)
	}
}
