package rehearse_test

import (
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"pingyi/app/rehearse"
)

// TestEveryPrintedFigureOfEveryShapeIsExplained: of sessions of each of the four shapes, as they come out of the
// real server, each figure on the page of results leads to an explanation, and the last step of that is
// what is printed.
func TestEveryPrintedFigureOfEveryShapeIsExplained(t *testing.T) {
	desk, base := startServer(t)
	reader := loggedInReader(t, base)
	for shape, files := range map[string]fstest.MapFS{
		"windows":    newTown(1).files,
		"double":     newDouble(1, size{units: 5, people: 30, criteria: 3}).files,
		"pledges":    newPledges(1, size{units: 4, people: 25, criteria: 3}).files,
		"best-worst": newChoice(1, size{units: 14, people: 42}).files,
	} {
		scenario, err := rehearse.Load(shape, files, "")
		if err != nil {
			t.Fatal(err)
		}
		report, err := rehearse.Run(t.Context(), desk, base, scenario, io.Discard, "zh")
		if err != nil {
			t.Fatal(err)
		}
		kinds := make(map[string]int)
		page := reader.read(t, base+"/desk/s/"+report.Session+"/results")
		for _, link := range regexp.MustCompile(`<a class="why" href="([^"]*)">([^<]*)</a>`).FindAllStringSubmatch(page, -1) {
			address, printed := html.UnescapeString(link[1]), html.UnescapeString(link[2])
			kinds[reader.explains(t, base, address, printed)]++
		}
		for _, kind := range kindsOf(shape) {
			if kinds[kind] == 0 {
				t.Errorf("%s: nothing leads to how %q came about: %v", shape, kind, kinds)
			}
		}
	}
}

// kindsOf are figures that the page of a shape prints.
func kindsOf(shape string) []string {
	kinds := []string{"issued", "checked in", "check-in rate", "confirmed units", "expected", "collected", "valid", "void", "score"}
	switch shape {
	case "best-worst":
		return append(kinds, "ticks", "ten best", "margin", "places", "listed", "barred", "given figure")
	case "windows": // nobody leaves anything blank
		return append(kinds, "marks", "opinions", "share of opinions", "rank", "rank in class")
	}
	return append(kinds, "marks", "opinions", "share of opinions", "blank", "criterion score")
}

// reader reads pages of the desk.
type reader struct{ http.Client }

func loggedInReader(t *testing.T, base string) *reader {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{http.Client{Jar: jar}}
	answer, err := r.PostForm(base+"/desk/login", url.Values{"name": {"test"}, "password": {testPassword}})
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *reader) read(t *testing.T, address string) string {
	t.Helper()
	answer, err := r.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close() // it was read
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v", address, answer.StatusCode, err)
	}
	return string(body)
}

// explains follows a link, and says what kind of figure it was about.
func (r *reader) explains(t *testing.T, base, address, printed string) string {
	t.Helper()
	var said struct {
		Figure, Printed, Withheld string
		Lines                     []struct{ Printed, How string }
	}
	if err := json.Unmarshal([]byte(r.read(t, base+strings.Replace(address, "/explain?", "/explain.json?", 1))), &said); err != nil {
		t.Fatal(err)
	}
	number := regexp.MustCompile(`[0-9.]+`).FindString(printed)
	onList := said.Printed == "1" || said.Printed == "0" // of a list is explained whether the unit is on it
	last := len(said.Lines) - 1
	if said.Withheld != "" || last < 0 || said.Lines[last].Printed != said.Printed || said.Lines[last].How == "" || said.Printed != number && !(onList && strings.HasPrefix(said.Figure, "ten ")) {
		t.Errorf("%s is printed as %q, and explained by %+v", address, printed, said)
	}
	return said.Figure
}
