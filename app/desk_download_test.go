package app

import (
	"archive/zip"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pingyi/voting"
)

// TestWhatIsKeptOfARehearsalSaysSoInItsName looks at everything that outlives the
// page on which 演练 stands: files, folders, the signer of checkpoints.
func TestWhatIsKeptOfARehearsalSaysSoInItsName(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	for _, rehearsal := range []bool{true, false} {
		session := b.create(rehearsal)
		b.must(session, `{"act":"issue"}`)
		var signer string
		if err := server.sessions.Find(voting.SessionID(session)).Look(func(s *voting.State) { signer = s.Session.Signer }); err != nil {
			t.Fatal(err)
		}
		names := map[string]string{"the session": session, "the signer": strings.TrimPrefix(signer, "pingyi/")}
		for _, root := range []string{server.cfg.Dir, server.cfg.KeysDir} {
			if _, err := os.Stat(filepath.Join(root, "sessions", session)); err != nil {
				t.Error(err)
			}
		}
		files := map[string]string{"results.json": "results", "cards.csv": "cards"}
		if rehearsal {
			files["cards.json"] = "codes"
		}
		kept := regexp.MustCompile(`^attachment; filename="([a-z0-9.-]+)"$`)
		for file, what := range files {
			said := b.json("/desk/s/" + session + "/" + file).header.Get("Content-Disposition")
			name := kept.FindStringSubmatch(said)
			if name == nil || !strings.HasSuffix(name[1], what+"-"+strings.TrimPrefix(session, "rehearsal-")+map[string]string{"results": "-v1-unannounced"}[what]+filepath.Ext(file)) {
				t.Errorf("%s is kept as %q", file, said)
				continue
			}
			names[file] = name[1]
		}
		for what, name := range names {
			if strings.HasPrefix(name, "rehearsal-") != rehearsal {
				t.Errorf("rehearsal: %v, and %s is called %q", rehearsal, what, name)
			}
		}
	}
}

// played is a session that has ended with one unit confirmed.
func played(t *testing.T, rulebook string, rehearsal bool) (server *App, organizer, scrutineer *browser, session string) {
	t.Helper()
	server = deskServer(t)
	organizer, scrutineer = loggedIn(t, server, "zhang"), loggedIn(t, server, "li")
	fields := map[string]string{"units": deskUnits, "roster": deskRoster(), "rulebook": rulebook}
	if rehearsal {
		fields["rehearsal"] = "1"
	}
	var made struct{ ID string }
	organizer.upload("application/json", fields).json(t, &made)
	session = made.ID
	organizer.must(session, `{"act":"issue"}`, `{"act":"publish"}`, `{"act":"stage","item":1}`, `{"act":"open","item":1,"seconds":600}`)
	index := server.sessions.Find(voting.SessionID(session)).Cards()
	for i, card := range index.All() {
		token, _ := index.Token(card.ID)
		organizer.vote(token, 1, 1, "W1", strconv.Itoa(i%3), i)
	}
	organizer.must(session, `{"act":"close","item":1}`)
	scrutineer.must(session, `{"act":"confirm","item":1}`)
	return server, organizer, scrutineer, session
}

func TestResultsAreGivenOutAsWorkbookCSVAndDatabase(t *testing.T) {
	server, organizer, _, session := played(t, deskRulebook, true)
	base := "/desk/s/" + session
	for ending, begins := range map[string]string{"xlsx": "PK\x03\x04", "zip": "PK\x03\x04", "sqlite": "SQLite format 3\x00"} {
		one, other := organizer.json(base+"/results."+ending+"?lang=en"), organizer.json(base+"/results."+ending+"?lang=en")
		if one.status != http.StatusOK || !strings.HasPrefix(one.body, begins) || one.body != other.body {
			t.Errorf("%s: status %d, begins with %.16q, twice the same: %t", ending, one.status, one.body, one.body == other.body)
		}
		if name := `attachment; filename="rehearsal-results-` + strings.TrimPrefix(session, "rehearsal-") + "-v1-unannounced." + ending + `"`; one.header.Get("Content-Disposition") != name {
			t.Errorf("it is kept as %q, want %q", one.header.Get("Content-Disposition"), name)
		}
		if chinese := organizer.json(base + "/results." + ending); chinese.body == one.body {
			t.Errorf("%s is the same in both languages", ending)
		}
		stranger := newBrowser(t, server)
		if answer := stranger.json(base + "/results." + ending); answer.status != http.StatusUnauthorized {
			t.Errorf("%s for nobody: status %d", ending, answer.status)
		}
	}
}

// TestBundlesAreDownloadedByTheRightRoles unpacks what comes and finds the folder
// of the bundle in it.
func TestBundlesAreDownloadedByTheRightRoles(t *testing.T) {
	server, organizer, scrutineer, session := played(t, deskRulebook, false)
	base := "/desk/s/" + session
	if answer := organizer.json(base + "/bundle-public.zip"); answer.status != http.StatusConflict || !strings.Contains(answer.body, "session-running") || strings.Contains(answer.body, `"message":"session-running"`) {
		t.Errorf("before the end: status %d %s", answer.status, answer.body)
	}
	if page := organizer.page(base + "/results").body; strings.Contains(page, "/bundle-") || !strings.Contains(page, "/results.xlsx?version=1&amp;lang=zh-CN") {
		t.Error("before the end the page offers bundles, or no workbook")
	}
	organizer.must(session, `{"act":"end"}`)
	if answer := organizer.json(base + "/bundle-public.zip"); answer.status != http.StatusConflict || !strings.Contains(answer.body, "result-unannounced") {
		t.Errorf("before the announcement: status %d %s", answer.status, answer.body)
	}
	if page := organizer.page(base + "/results").body; strings.Contains(page, "/bundle-public.zip") || !strings.Contains(page, "公众审计包要到结果公布以后才有") {
		t.Error("before the announcement the page offers the bundle for the public, or does not say when there is one")
	}
	kept := scrutineer.json(base + "/bundle-scrutineer.zip").header.Get("Content-Disposition")
	if want := `attachment; filename="bundle-scrutineer-` + session + `-unannounced.zip"`; kept != want {
		t.Errorf("before the announcement the scrutineers' is kept as %q, want %q", kept, want)
	}
	scrutineer.must(session, `{"act":"confirm-result","reason":"其余项目另行评议"}`)
	organizer.must(session, `{"act":"announce"}`)
	for who, c := range map[*browser][]int{organizer: {http.StatusOK, http.StatusForbidden}, scrutineer: {http.StatusOK, http.StatusOK}} {
		page := who.page(base + "/results").body
		for i, kind := range []string{"public", "scrutineer"} {
			answer := who.json(base + "/bundle-" + kind + ".zip")
			if answer.status != c[i] || strings.Contains(page, "/bundle-"+kind+".zip") != (c[i] == http.StatusOK) {
				t.Errorf("%s: status %d, want %d, offered %t", kind, answer.status, c[i], strings.Contains(page, kind+".zip"))
			}
			if answer.status == http.StatusOK {
				wantBundle(t, answer, session, kind)
			}
		}
		if answer := who.json(base + "/named.sqlite"); answer.status != map[int]int{http.StatusOK: http.StatusNotFound, http.StatusForbidden: http.StatusForbidden}[c[1]] {
			t.Errorf("named ballots of a secret session: status %d", answer.status)
		}
	}
	if err := server.sessions.Find(voting.SessionID(session)).Records().Read(0, func(uint64, []byte) error { return nil }); err != nil {
		t.Error(err)
	}
}

func wantBundle(t *testing.T, answer reply, session, kind string) {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(answer.body), int64(len(answer.body)))
	if err != nil {
		t.Fatal(err)
	}
	names := make(map[string]bool)
	for _, file := range archive.File {
		names[file.Name] = true
	}
	for _, name := range []string{"README.txt", "records.jsonl", "result.json", "SHA256SUMS", "checkpoints/item-0001-run-1.txt"} {
		if !names["bundle-"+session+"-"+kind+"/"+name] {
			t.Errorf("%s: %s is not in %v", kind, name, names)
		}
	}
	if want := `attachment; filename="bundle-` + kind + "-" + session + `.zip"`; answer.header.Get("Content-Disposition") != want {
		t.Errorf("kept as %q, want %q", answer.header.Get("Content-Disposition"), want)
	}
}

func TestNamedResultsOfAnOpenSessionAreForScrutineers(t *testing.T) {
	_, organizer, scrutineer, session := played(t, strings.Replace(deskRulebook, `"secret"`, `"open"`, 1), false)
	base := "/desk/s/" + session
	if answer := scrutineer.json(base + "/named.sqlite"); answer.status != http.StatusConflict {
		t.Errorf("before the end: status %d", answer.status)
	}
	organizer.must(session, `{"act":"end"}`)
	named, public := scrutineer.json(base+"/named.sqlite"), scrutineer.json(base+"/results.sqlite")
	if named.status != http.StatusOK || !strings.Contains(named.body, "姓名03") || strings.Contains(public.body, "姓名03") {
		t.Errorf("status %d, named in the scrutineers' file: %t, in the other: %t", named.status, strings.Contains(named.body, "姓名03"), strings.Contains(public.body, "姓名03"))
	}
	if answer := organizer.json(base + "/named.sqlite"); answer.status != http.StatusForbidden {
		t.Errorf("an organizer gets the names: status %d", answer.status)
	}
	if page := scrutineer.page(base + "/results").body; !strings.Contains(page, "/named.xlsx") {
		t.Error("the page does not offer them to a scrutineer")
	}
	if page := organizer.page(base + "/results").body; strings.Contains(page, "/named.xlsx") {
		t.Error("the page offers them to an organizer")
	}
}
