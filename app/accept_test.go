package app

import (
	"net/http"
	"strings"
	"testing"
)

// TestAPageIsAPageForWhoeverTakesAnything: curl, a checker of links and an old browser say that
// they take anything. What an address of the desk gives a browser it gives them. A refusal is
// a page only for those who ask for pages, since what a script fetches says that it takes anything.
func TestAPageIsAPageForWhoeverTakesAnything(t *testing.T) {
	p := publishPlace(t, nil)
	fill := strings.NewReplacer(":id", p.session, ":programme", "windows", ":list", "units.csv", "*", "")
	pages := 0
	for _, route := range p.app.fiber.GetRoutes(true) {
		path := fill.Replace(route.Path)
		if route.Method != http.MethodGet || !strings.HasPrefix(path, "/desk") || strings.HasSuffix(path, "/live") {
			continue
		}
		browsed := p.desk.page(path)
		if browsed.status != http.StatusOK {
			continue
		}
		if strings.HasPrefix(browsed.header.Get("Content-Type"), "text/html") {
			pages++
		}
		for _, accept := range []string{"*/*", "", "image/png, */*;q=0.1"} {
			got := p.desk.do(http.MethodGet, path, accept, "", nil)
			if got.status != browsed.status || got.header.Get("Content-Type") != browsed.header.Get("Content-Type") {
				t.Errorf("%s for Accept %q: %d %s; a browser gets %d %s", path, accept, got.status, got.header.Get("Content-Type"), browsed.status, browsed.header.Get("Content-Type"))
			}
		}
	}
	if pages < 12 {
		t.Errorf("only %d pages were compared", pages)
	}
	if got := p.desk.json(controllersPath); !strings.HasPrefix(got.header.Get("Content-Type"), "application/json") {
		t.Errorf("the controllers as data, when asked for by name: %s", got.header.Get("Content-Type"))
	}
	if got := p.desk.json("/desk/new/windows"); !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
		t.Errorf("a form that has no data: %s", got.header.Get("Content-Type"))
	}
}
