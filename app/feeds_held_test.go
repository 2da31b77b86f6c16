package app

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/display"
	"pingyi/onair"
)

// valuesOf are all views of an output's feed, as tables.
func (p *place) valuesOf(name onair.Name) map[string][]map[string]string {
	p.t.Helper()
	p.later()
	all := make(map[string][]map[string]string)
	for _, view := range display.TableViews() {
		answer, body := p.fetch(http.MethodGet, p.feedPath(name, view+".json"))
		var rows []map[string]string
		if err := json.Unmarshal([]byte(body), &rows); answer.StatusCode != http.StatusOK || err != nil {
			p.t.Fatalf("%s of %s: %s %s", view, name, answer.Status, body)
		}
		all[view] = rows
	}
	return all
}

func told(values map[string][]map[string]string) string {
	text, _ := json.MarshalIndent(values, "", " ") // maps of strings
	return string(text)
}

// filesOf are those that a folder holds after a pass, without the heartbeat.
func (p *place) filesOf(dir string) map[string]string {
	p.t.Helper()
	p.later()
	if err := p.app.drop.Pass(); err != nil {
		p.t.Fatal(err)
	}
	return readFiles(p.t, dir)
}

func readFiles(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(entry.Name(), "HEARTBEAT.txt") {
			files[entry.Name()] = string(text)
		}
	}
	return files
}

// wantFiles fails unless the files of a folder are those of before.
func wantFiles(t *testing.T, when string, before, now map[string]string) {
	t.Helper()
	for name, text := range now {
		if before[name] != text {
			t.Errorf("%s %s holds %q, before it %q", when, name, text, before[name])
		}
	}
	if len(now) != len(before) {
		t.Errorf("%s there are %d files, before it %d", when, len(now), len(before))
	}
}

// wantDark fails unless a feed tells nothing, and tells that as a rehearsal, in the rows that it had before.
func wantDark(t *testing.T, when string, before, now map[string][]map[string]string) {
	t.Helper()
	for view, rows := range now {
		if len(rows) != len(before[view]) {
			t.Errorf("%s %s has %d rows, before it %d", when, view, len(rows), len(before[view]))
		}
		for _, row := range rows {
			if row["rehearsal"] != "true" || row["name"] != "" || row["score"] != "" || row["checked_in"] != "" || row["on_bug"] != "" {
				t.Errorf("%s %s says %v", when, view, row)
			}
		}
	}
	if now[display.ViewStatus][0]["panic"] != "true" {
		t.Errorf("%s the status is %v", when, now[display.ViewStatus][0])
	}
}

// wantShown fails unless a feed tells what it told before, by whichever moment.
func wantShown(t *testing.T, when string, before, now map[string][]map[string]string) {
	t.Helper()
	for view, rows := range now {
		for i, row := range rows {
			for column, value := range row {
				if was := before[view][i][column]; value != was && column != "seq" && column != "asof" {
					t.Errorf("%s row %d of %s has %s %q, before %q", when, i+1, view, column, value, was)
				}
			}
		}
	}
}

// heldPlace has a rehearsal on the program and keeps its files. Its log lets nobody read; the program is held, and the
// reading of the records at which it is held has begun. It ends with over. What happens after the feed was told last is unseen.
func heldPlace(t *testing.T, unseen ...func(*place, *director)) (p *place, d *director, dir string, before map[string][]map[string]string, files map[string]string, over func()) {
	root := t.TempDir()
	p = publishPlace(t, func(c *Config) { c.Drop = root })
	d, dir = p.director(), filepath.Join(root, "pgm")
	d.unlockProgram()
	d.tune("pgm", "hall")
	p.act(stage1)
	before, files = p.valuesOf("pgm"), p.filesOf(dir)
	for _, act := range unseen {
		act(p, d)
	}
	begun, end := p.disks.latest().stall()
	hold := onair.Hold{Act: d.act(), On: []onair.Name{"pgm"}}
	done := make(chan error, 1)
	go func() {
		_, err := p.app.Studio().Do(hold)
		done <- err
	}()
	<-begun
	over = func() {
		end()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(end)
	return p, d, dir, before, files, over
}

// Between the hold and the reading of the records at which it holds the values stay as they were given last: the feeds
// were all empty for that long, and in a rehearsal the folder got empty values in the files of the evening.
func TestAHoldEmptiesNoFeed(t *testing.T) {
	p, _, dir, before, files, over := heldPlace(t)
	p.act(open1)
	if now := p.valuesOf("pgm"); told(now) != told(before) {
		t.Errorf("while the records are read the feed is\n%s\nbefore\n%s", told(now), told(before))
	}
	wantFiles(t, "while the records are read", files, p.filesOf(dir))
	over()
	if now := p.valuesOf("pgm"); told(now) != told(before) {
		t.Errorf("held, the feed is\n%s\nbefore\n%s", told(now), told(before))
	}
	wantFiles(t, "held,", files, p.filesOf(dir))
}

// What was told last may be of long before the hold: until it is read the folder keeps its files, and its heart stands still.
func TestAHoldOfWhatNobodyWasToldIsLate(t *testing.T) {
	for says, unseen := range map[string]func(*place, *director){
		"a vote was opened": func(p *place, _ *director) { p.act(open1) },
		"a scene came on":   func(_ *place, d *director) { d.put("pgm", "one moment") },
	} {
		t.Run(says, func(t *testing.T) {
			p, _, _, before, _, over := heldPlace(t, unseen)
			wantShown(t, "while the records are read", before, p.valuesOf("pgm"))
			if err := p.app.drop.Pass(); err == nil || !strings.Contains(err.Error(), "pgm") {
				t.Errorf("while the records are read the pass says %v", err)
			}
			over()
			p.later()
			if err := p.app.drop.Pass(); err != nil {
				t.Errorf("held, the pass says %v", err)
			}
		})
	}
}

func TestAPanicDarkensAFeedWhoseHoldIsStillBeingRead(t *testing.T) {
	p, d, dir, before, files, over := heldPlace(t)
	d.must(onair.Panic{Act: d.act(), On: []onair.Name{"pgm"}})
	wantDark(t, "in a panic", before, p.valuesOf("pgm"))
	now := p.filesOf(dir)
	for name, text := range now {
		switch rehearsed := strings.HasPrefix(name, "TEST_"); {
		case rehearsed && strings.HasSuffix(name, "_name.txt") && text != "\r\n", !rehearsed && text != files[name]:
			t.Errorf("in a panic %s holds %q, before it %q", name, text, files[name])
		}
	}
	if len(now) != len(files) {
		t.Errorf("in a panic there are %d files, before it %d", len(now), len(files))
	}
	over()
	wantDark(t, "held and in a panic", before, p.valuesOf("pgm"))
}

// An output whose session cannot be looked at keeps its values; one that nobody has asked for has none to keep, and says so. The
// folder keeps its files, and its heartbeat stands still.
func TestASessionThatCannotBeLookedAtEmptiesNoFeed(t *testing.T) {
	root := t.TempDir()
	p := publishPlace(t, func(c *Config) { c.Drop = root })
	d, dir := p.director(), filepath.Join(root, "pgm")
	d.unlockProgram()
	d.tune("pgm", "pvw")
	p.act(stage1)
	before, files := p.valuesOf("pgm"), p.filesOf(dir)
	if err := p.app.sessions.Close(); err != nil {
		t.Fatal(err)
	}
	if now := p.valuesOf("pgm"); told(now) != told(before) {
		t.Errorf("the feed is\n%s\nbefore\n%s", told(now), told(before))
	}
	beat := func() string {
		text, err := os.ReadFile(filepath.Join(dir, "TEST_HEARTBEAT.txt"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	last := beat()
	p.later()
	if err := p.app.drop.Pass(); err == nil || !strings.Contains(err.Error(), "output pgm are not up to date: session "+p.session) || beat() != last {
		t.Errorf("the pass says %v; the heart beats %q after %q", err, beat(), last)
	}
	wantFiles(t, "without its session", files, readFiles(t, dir))
	for _, file := range []string{"board.json", "status.txt"} {
		if answer, body := p.fetch(http.MethodGet, p.feedPath("pvw", file)+"&column=title", "Accept-Language", "en"); answer.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "Keep what is on air") {
			t.Errorf("%s of an output that nobody asked for: %s %s", file, answer.Status, body)
		}
	}
	d.must(onair.Panic{Act: d.act(), On: []onair.Name{"pgm"}})
	wantDark(t, "in a panic", before, p.valuesOf("pgm"))
	_ = p.app.drop.Pass() // other outputs are not in a panic
	if name := readFiles(t, dir)["TEST_item_name.txt"]; name != "\r\n" {
		t.Errorf("in a panic the unit on stage is %q", name)
	}
	d.must(onair.Unpanic{Act: d.act(), On: []onair.Name{"pgm"}})
	wantShown(t, "out of the panic,", before, p.valuesOf("pgm"))
	if err := p.app.drop.Pass(); err == nil || !strings.Contains(err.Error(), "pgm") {
		t.Errorf("out of the panic the pass says %v", err)
	}
}

// What a panic emptied is nothing that an output was told of: a session that was first seen in a panic and is gone after it
// has nothing to keep, and in the panic it keeps its rows.
func TestAPanicLeavesNothingBehindToBeKept(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.unlockProgram()
	d.tune("pgm")
	p.act(stage1)
	d.must(onair.Panic{Act: d.act(), On: []onair.Name{"pgm"}})
	dark := p.valuesOf("pgm")
	if err := p.app.sessions.Close(); err != nil {
		t.Fatal(err)
	}
	wantShown(t, "without its session", dark, p.valuesOf("pgm"))
	d.must(onair.Unpanic{Act: d.act(), On: []onair.Name{"pgm"}})
	p.later()
	if answer, body := p.fetch(http.MethodGet, p.feedPath("pgm", "status.json")); answer.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("out of the panic the status is %s: %s", answer.Status, body)
	}
}
