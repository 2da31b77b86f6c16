package docs_test

import (
	"strings"
	"testing"
)

// generated are the marks between which the tables of EXPORTS.md are written.
var generated = strings.NewReplacer("<!-- tables -->", "", "<!-- end of tables -->", "")

// TestNoPageHasAPlaceholder: what is to be filled in later is seen by nobody who reads the page.
func TestNoPageHasAPlaceholder(t *testing.T) {
	for _, name := range pages(t) {
		if strings.Contains(generated.Replace(read(t, name)), "<!--") {
			t.Errorf("%s has a comment in the place of what it is to say", name)
		}
	}
}

// TestTheEngineersPageGivesAddressesForBoxes that can be copied, and says how the fill is multiplied.
func TestTheEngineersPageGivesAddressesForBoxes(t *testing.T) {
	page := read(t, "docs/BROADCAST.md")
	for _, want := range []string{"/ctl/pgm/take?k=TOKEN", "/ctl/panic?k=TOKEN", "/ctl/live?k=TOKEN", "/button/take.png?k=TOKEN", "The fill is *pre-multiplied*"} {
		if !strings.Contains(page, want) {
			t.Errorf("docs/BROADCAST.md does not say %s", want)
		}
	}
	if strings.Contains(page, "Not pre-multiplied") {
		t.Error("docs/BROADCAST.md says of the fill what it is not")
	}
}
