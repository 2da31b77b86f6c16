package app

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pingyi/app/feed"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// feedPath is where a file of an output's feed is, with the token of its address.
func (p *place) feedPath(name onair.Name, file string) string {
	return "/feed/" + string(name) + "/" + file + "?k=" + p.token(name)
}

// fetch asks as a graphics system does: without cookies, and with headers of its own.
func (p *place) fetch(method, path string, headers ...string) (*http.Response, string) {
	p.t.Helper()
	request, err := http.NewRequest(method, p.base()+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer, string(body)
}

// unlockProgram lets the rehearsal of the place on program, as two people do.
func (d *director) unlockProgram() {
	d.t.Helper()
	for _, who := range []string{"zhang", "li"} {
		a := d.act()
		a.By = who
		d.must(onair.Unlock{Act: a, Output: "pgm", Session: voting.SessionID(d.p.session)})
	}
}

// later lets the pages of the feeds grow stale.
func (p *place) later() { p.clock.move(time.Second) }

func TestFeedIsReadByItsAddress(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("hall")
	p.act(stage1)
	for _, format := range feed.Formats() {
		for _, view := range display.TableViews() {
			answer, body := p.fetch(http.MethodGet, p.feedPath("hall", view+"."+format.Name))
			if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != format.Type || answer.Header.Get("Cache-Control") != "no-store" || len(body) == 0 {
				t.Errorf("%s.%s: %s, %v", view, format.Name, answer.Status, answer.Header)
			}
			head, empty := p.fetch(http.MethodHead, p.feedPath("hall", view+"."+format.Name))
			if head.StatusCode != http.StatusOK || head.ContentLength != int64(len(body)) || empty != "" || head.Header.Get("ETag") != answer.Header.Get("ETag") {
				t.Errorf("HEAD %s.%s: %s, %d bytes", view, format.Name, head.Status, head.ContentLength)
			}
		}
	}
	_, body := p.fetch(http.MethodGet, p.feedPath("hall", "item.json"))
	var rows []map[string]string
	if err := json.Unmarshal([]byte(body), &rows); err != nil || len(rows) != 1 || rows[0]["number"] != "1" || rows[0]["rehearsal"] != "true" || rows[0]["seq"] == "" {
		t.Errorf("the item on stage is %s", body)
	}
	if _, value := p.fetch(http.MethodGet, p.feedPath("hall", "item.txt")+"&column=name"); value != rows[0]["name"] || value == "" {
		t.Errorf("its name alone is %q, want %q", value, rows[0]["name"])
	}
	_, board := p.fetch(http.MethodGet, p.feedPath("hall", "board.csv"))
	if lines, err := csv.NewReader(strings.NewReader(board)).ReadAll(); err != nil || len(lines) < 11 {
		t.Errorf("the board has %d lines, %v", len(lines), err)
	}
}

func TestFeedThatDidNotChangeIsNotSentAgain(t *testing.T) {
	p := publishPlace(t, nil)
	p.director().tune("hall")
	path := p.feedPath("hall", "status.json")
	answer, before := p.fetch(http.MethodGet, path)
	tag := answer.Header.Get("ETag")
	for _, names := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
		p.later()
		again, body := p.fetch(http.MethodGet, path, "If-None-Match", names)
		if again.StatusCode != http.StatusNotModified || body != "" || again.Header.Get("ETag") != tag {
			t.Errorf("If-None-Match %s: %s %s", names, again.Status, body)
		}
	}
	p.act(stage1)
	p.later()
	changed, body := p.fetch(http.MethodGet, path, "If-None-Match", tag)
	if changed.StatusCode != http.StatusOK || body == before || changed.Header.Get("ETag") == tag {
		t.Errorf("after a change: %s\n%s", changed.Status, body)
	}
}

// Whoever has no token, or a void one, is told in words what to do, and the token is in no line
// of the log and in no Referer.
func TestFeedIsForThoseWithItsToken(t *testing.T) {
	p := publishPlace(t, nil)
	p.director().tune("hall")
	good := p.feedPath("hall", "board.json")
	void := good
	p.director().must(onair.RevokeAddress{Act: onair.Act{By: "zhang", Role: onair.Director, Controller: "desk", ID: "revoke", At: p.clock.Now().UnixMilli()}, Output: "hall"})
	good = p.feedPath("hall", "board.json")
	answers := make(map[string]bool)
	for _, path := range []string{void, "/feed/hall/board.json", "/feed/hall/board.json?k=x", "/feed/none/board.json?k=" + p.token("hall"), "/feed/pgm/board.json?k=" + p.token("hall"), p.feedPath("sealed", "board.json")} {
		answer, body := p.fetch(http.MethodGet, path, "Accept-Language", "en")
		if answer.StatusCode != http.StatusNotFound || !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/plain") || !strings.Contains(body, "Copy the feed") {
			t.Errorf("%s: %s %s", path, answer.Status, body)
		}
		answers[body] = true
	}
	if len(answers) != 1 {
		t.Error("the answers tell which outputs there are")
	}
	for file, want := range map[string]string{"board.doc": "vmix.json", "secrets.json": "turnout", "board.txt": "rehearsal", "board": "atom"} {
		answer, body := p.fetch(http.MethodGet, p.feedPath("hall", file))
		if answer.StatusCode != http.StatusNotFound || !strings.Contains(body, want) {
			t.Errorf("%s: %s %s", file, answer.Status, body)
		}
	}
	answer, _ := p.fetch(http.MethodGet, good)
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("%s, %v", answer.Status, answer.Header)
	}
	if strings.Contains(p.logs.String(), p.token("hall")) {
		t.Errorf("the token is in the log:\n%s", p.logs.String())
	}
}

// everyFeed keeps every byte that the feeds of outputs and the folder hold now.
func (p *place) everyFeed(dir string, keep func(from, text string), outputs ...onair.Name) {
	p.t.Helper()
	p.later()
	for _, name := range outputs {
		for _, view := range display.TableViews() {
			for _, format := range feed.Formats() {
				path := p.feedPath(name, view+"."+format.Name)
				_, body := p.fetch(http.MethodGet, path)
				keep(path, body)
			}
		}
	}
	if err := p.app.drop.Pass(); err != nil {
		p.t.Fatal(err)
	}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, path))
		if errors.Is(err, fs.ErrNotExist) { // a draft that has got its name
			return nil
		}
		keep(path, string(text))
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// TestFeedsHoldNothingThatIsNotReleased keeps every byte of every feed and file, of every output,
// while a unit is voted on, counted, sealed and confirmed, and searches it for the score and the
// shares.
func TestFeedsHoldNothingThatIsNotReleased(t *testing.T) {
	dir := t.TempDir()
	p := publishPlace(t, func(c *Config) { c.Drop = dir })
	d := p.director()
	d.unlockProgram()
	d.tune("pgm", "pvw", "hall", "stage", "lobby", "sealed")
	var kept strings.Builder
	keep := func(from, text string) { kept.WriteString(from + "\n" + text + "\n") }
	everyFeed := func() { p.everyFeed(dir, keep, "pgm", "pvw", "hall", "stage", "lobby") }
	p.act(stage1, open1)
	everyFeed()
	free, _ := p.cards()
	cast := map[string]string{"企业代表": "0011", "居民代表": "001"}
	for i, c := range free {
		marks := cast[c.Category]
		if marks == "" {
			continue
		}
		h := p.holding(c)
		if got := h.post("/v/ballot", ballotJSON(i+1, 1, 1, "W1", marks[:1])); got.status != http.StatusOK {
			t.Fatalf("ballot: %s", got.body)
		}
		cast[c.Category] = marks[1:]
	}
	everyFeed()
	for _, act := range []string{`{"act":"close","item":1}`, `{"act":"confirm","item":1}`} {
		p.act(act)
		everyFeed()
	}
	if kept.Len() < 100_000 {
		t.Fatalf("only %d bytes were kept", kept.Len())
	}
	for _, secret := range []string{"57.1", "42.9", "69.67", ">571<", ">429<"} {
		if at := strings.Index(kept.String(), secret); at >= 0 {
			t.Errorf("%s was told before the reveal: …%s…", secret, kept.String()[max(0, at-300):at+20])
		}
	}
	p.act(`{"act":"reveal","item":1}`)
	kept.Reset()
	everyFeed()
	if after := kept.String(); strings.Count(after, "69.67") < 5*len(feed.Formats()) || !strings.Contains(after, "pgm/TEST_rank_01_score.txt\n69.67\r\n") {
		t.Error("what is revealed is not told")
	}
	d.must(onair.Panic{Act: d.act(), On: []onair.Name{"pgm"}})
	p.later()
	if _, body := p.fetch(http.MethodGet, p.feedPath("pgm", "board.xml")); strings.Contains(body, "69.67") || xml.Unmarshal([]byte(body), new(struct{})) != nil {
		t.Errorf("in a panic the feed is\n%s", body)
	}
}

// A held output's feed stands still, as its picture does.
func TestFeedOfAHeldOutputStandsStill(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("hall", "lobby")
	p.act(stage1)
	d.must(onair.Hold{Act: d.act(), On: []onair.Name{"hall"}})
	_, held := p.fetch(http.MethodGet, p.feedPath("hall", "item.json"))
	p.act(open1)
	p.later()
	if _, body := p.fetch(http.MethodGet, p.feedPath("hall", "item.json")); body != held || !strings.Contains(body, `"state":"ready"`) {
		t.Errorf("held, the item is %s", body)
	}
	if _, body := p.fetch(http.MethodGet, p.feedPath("lobby", "item.json")); !strings.Contains(body, `"state":"open"`) {
		t.Errorf("not held, the item is %s", body)
	}
}

// A folder that cannot be written is told in the log, by /healthz and in the measures; votes are
// taken all the same.
func TestFolderThatCannotBeWrittenStopsNothing(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "blocked")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p := publishPlace(t, func(c *Config) { c.Drop = blocked })
	p.act(stage1, open1)
	if err := p.app.drop.Pass(); err == nil {
		t.Fatal("the pass says nothing")
	}
	answer, body := p.fetch(http.MethodGet, "/healthz")
	if answer.StatusCode != http.StatusOK || !strings.Contains(body, `"ok":true`) || !strings.Contains(body, `"drop":"failed"`) {
		t.Errorf("the health is %s %s", answer.Status, body)
	}
	if measures := p.handset().page("/metrics").body; !strings.Contains(measures, "pingyi_drop_failed 1") {
		t.Error("the measures do not say so")
	}
	free, _ := p.cards()
	if got := p.holding(free[0]).post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")); got.status != http.StatusOK {
		t.Errorf("a ballot is answered with %d: %s", got.status, got.body)
	}
}

func TestAddressesOfFeedsAreToldToTheOrganizer(t *testing.T) {
	p := publishPlace(t, nil)
	var all []struct{ Name, Feed string }
	p.desk.json("/desk/studio/addresses.json").json(t, &all)
	for _, one := range all {
		_, path, _ := strings.Cut(one.Feed, p.app.BaseURL())
		if answer, _ := p.fetch(http.MethodGet, path); answer.StatusCode != http.StatusOK {
			t.Errorf("%s: %s is answered with %s", one.Name, one.Feed, answer.Status)
		}
	}
	if len(all) != 5 { // all but the sealed one, which the organizer does not see
		t.Errorf("there are %d addresses: %s", len(all), fmt.Sprint(all))
	}
}
