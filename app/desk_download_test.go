package app

import (
	"os"
	"path/filepath"
	"regexp"
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
			if name == nil || !strings.HasSuffix(name[1], what+"-"+strings.TrimPrefix(session, "rehearsal-")+filepath.Ext(file)) {
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
