package app

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pingyi/static"
	"pingyi/voting"
)

var (
	saidKey    = regexp.MustCompile(`\.T "([a-z.-]+)"`)
	builtKey   = regexp.MustCompile(`\.T \(print "([a-z.-]+)" `)
	inlineCode = regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|javascript:|<script(?: [^>]*)?>[^<]`)
)

func TestDeskHasEveryWordInBothLanguages(t *testing.T) {
	site, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	chinese, english := site.Words("zh-CN"), site.Words("en")
	for key := range chinese {
		if strings.HasPrefix(key, "desk.") && english[key] == "" {
			t.Errorf("no English for %s", key)
		}
	}
	for key := range english {
		if strings.HasPrefix(key, "desk.") && chinese[key] == "" {
			t.Errorf("no Chinese for %s", key)
		}
	}
	for _, name := range []string{"parts", "login", "sessions", "session", "results", "cards", "problem"} {
		text, _, _ := site.File("desk/" + name + ".html")
		for _, found := range saidKey.FindAllStringSubmatch(string(text), -1) {
			if chinese["desk."+found[1]] == "" {
				t.Errorf("%s.html says %q, which has no words", name, found[1])
			}
		}
		for _, found := range builtKey.FindAllStringSubmatch(string(text), -1) {
			for _, ending := range endings(t, found[1]) {
				if chinese["desk."+found[1]+ending] == "" {
					t.Errorf("%s.html can say %q, which has no words", name, found[1]+ending)
				}
			}
		}
	}
}

// endings lists what the program can put behind a key that it builds.
func endings(t *testing.T, prefix string) []string {
	items := []string{"waiting", "on-stage", "open", "closed", "confirmed", "revealed", "void"}
	var scenes []string
	for _, scene := range voting.Scenes() {
		scenes = append(scenes, string(scene))
	}
	known := map[string][]string{
		"item.": items, "band.": append(items, "draft", "published", "ended"), "scene.": scenes,
		"session.": {"draft", "published", "running", "closed"}, "role.": {"organizer", "scrutineer"},
		"act.":     {"stage", "stage-again", "open", "close", "confirm", "reveal", "end"},
		"secrecy.": {"secret", "open"}, "reveal.": {"live", "closed", "revealed"}, "screens.": {"hall", "overlay"},
	}
	list, ok := known[prefix]
	if !ok {
		t.Errorf("a key is built from %q, which this test does not know", prefix)
	}
	return list
}

func TestDeskPagesAreStrictAndNeverStored(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	session := b.create(true)
	b.must(session, `{"act":"issue"}`, `{"act":"publish"}`, `{"act":"stage","item":1}`)
	base := "/desk/s/" + session
	for _, path := range []string{"/desk", "/desk/login", base, base + "?lang=en", base + "/results", base + "/cards", "/desk/nowhere"} {
		page := b.page(path)
		policy := page.header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "ws://127.0.0.1:"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: policy %q lacks %s", path, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") || inlineCode.MatchString(page.body) {
			t.Errorf("%s has code or style in the page, or a policy that allows it", path)
		}
		if got := page.header.Get("Referrer-Policy"); got != "same-origin" {
			t.Errorf("%s: Referrer-Policy %q, with which browsers may send forms from the origin null", path, got)
		}
		if got := page.header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q", path, got)
		}
		if path != "/desk" && path != "/desk/login" && path != "/desk/nowhere" && !strings.Contains(page.body, `class="rehearsal"`) {
			t.Errorf("%s does not say that it is a rehearsal", path)
		}
	}
	if page := b.page("/desk/nowhere"); page.status != http.StatusNotFound || !strings.Contains(page.body, `href="/desk"`) {
		t.Errorf("an unknown page: status %d, or no way back", page.status)
	}
}

func TestScreensLoadOnlyHashedFiles(t *testing.T) {
	server := deskServer(t)
	b := newBrowser(t, server)
	for _, path := range []string{"/screen/hall", "/screen/overlay"} {
		page := b.page(path)
		if page.status != http.StatusOK || !strings.Contains(page.header.Get("Content-Security-Policy"), "connect-src 'self' ws://127.0.0.1:") {
			t.Errorf("%s: status %d, policy %q", path, page.status, page.header.Get("Content-Security-Policy"))
		}
		files := regexp.MustCompile(`(?:src|href)="(/s/[^"]+)"`).FindAllStringSubmatch(page.body, -1)
		if len(files) == 0 {
			t.Errorf("%s loads nothing", path)
		}
		for _, file := range files {
			if answer := b.page(file[1]); answer.status != http.StatusOK {
				t.Errorf("%s loads %s: status %d", path, file[1], answer.status)
			}
		}
	}
	code := b.page("/screen/qr.svg")
	if code.status != http.StatusOK || !strings.Contains(code.body, "<svg") || code.header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("the join code: status %d, %s", code.status, code.header.Get("Content-Type"))
	}
}

func TestBreakdownHidesSmallCategories(t *testing.T) {
	tally := func(ballots ...int) voting.Tally {
		t := voting.NewTally(len(ballots), 2)
		for i, n := range ballots {
			t.Ballots[i], t.Counts[i][0] = n, n
		}
		return t
	}
	for _, test := range []struct {
		name   string
		tally  voting.Tally
		secret bool
		hidden []int
	}{
		{"all large", tally(5, 60, 7), true, nil},
		{"two small hide each other", tally(4, 60, 1), true, []int{0, 2}},
		{"one small takes the next smallest along", tally(4, 60, 7), true, []int{0, 2}},
		{"nobody voted is no secret", tally(0, 60, 7), true, nil},
		{"one small alone", tally(3, 0, 0), true, []int{0}},
		{"an open session hides nothing", tally(1, 2, 60), false, nil},
	} {
		var hidden []int
		for i, cell := range breakdown(test.tally, test.secret) {
			if cell.Hidden {
				hidden = append(hidden, i)
			}
		}
		if !slices.Equal(hidden, test.hidden) {
			t.Errorf("%s: hides %v, want %v", test.name, hidden, test.hidden)
		}
	}
}
