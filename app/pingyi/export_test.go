package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/app/tally"
	"pingyi/voting"
)

// exported writes an export into a folder of its own and gives the file's bytes.
func exported(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), name)
	if status, said, problems := say(t, "", append([]string{"export", "-out", out}, args...)...); status != 0 {
		t.Fatalf("%v: status %d: %s %s", args, status, said, problems)
	}
	body, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// real turns the rehearsal that a test played into a session that counts.
func real(t *testing.T, log string) string {
	t.Helper()
	return forge(t, log, newSigner(t, "pingyi/real"), func(e voting.Event) []voting.Event {
		if created, ok := e.(*voting.SessionCreated); ok {
			created.Session.Rehearsal = false
		}
		if confirmed, ok := e.(*voting.ItemConfirmed); ok {
			confirmed.Role = voting.Scrutineer
		}
		return []voting.Event{e}
	})
}

// The same session gives the same bytes from wherever it is read: the server's
// folder, the log, and bundles of which one holds no ballot.
func TestExportIsTheSameFromDataLogAndBundles(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	folder := filepath.Dir(filepath.Dir(filepath.Dir(e.log)))
	for _, format := range []string{"xlsx", "sqlite", "json"} {
		want := exported(t, "rehearsal-x", "-format", format, e.log)
		for _, from := range []string{folder, filepath.Dir(e.log), bundled(t, "scrutineer", e.log)} {
			if got := exported(t, "rehearsal-x", from, "--format", format); !bytes.Equal(got, want) {
				t.Errorf("%s from %s differs", format, from)
			}
		}
		told := announced(t, e.log)
		if got := exported(t, "rehearsal-x", bundled(t, "public", told), "--format", format); !bytes.Equal(got, exported(t, "rehearsal-x", told, "--format", format)) {
			t.Errorf("%s from the bundle for the public differs", format)
		}
		if begins := map[string]string{"xlsx": "PK", "sqlite": "SQLite format 3\x00", "json": "{"}[format]; !bytes.HasPrefix(want, []byte(begins)) {
			t.Errorf("%s begins with %q", format, want[:8])
		}
	}
	var ours, desk bytes.Buffer
	if err := json.Compact(&ours, exported(t, "rehearsal-x", "-format", "json", e.log)); err != nil {
		t.Fatal(err)
	}
	if err := json.Compact(&desk, e.results); err != nil || ours.String() != desk.String() {
		t.Errorf("%v: the JSON is not what the desk gives", err)
	}
}

func TestExportOfARehearsalSaysSoInItsNameAndOnTheTerminal(t *testing.T) {
	log := smallEvening(t).log
	folder := t.TempDir()
	status, out, problems := say(t, "", "export", "-out", filepath.Join(folder, "x.xlsx"), log)
	if _, err := os.Stat(filepath.Join(folder, "rehearsal-x.xlsx")); err != nil || status != 0 || !strings.HasPrefix(out, tally.Say("zh", "mark.rehearsal")) {
		t.Errorf("status %d, %v: %s %s", status, err, out, problems)
	}
	t.Chdir(folder)
	if status, out, problems := say(t, "", "export", "-format", "sqlite", log); status != 0 {
		t.Errorf("status %d: %s %s", status, out, problems)
	}
	names, err := filepath.Glob("rehearsal-results-*.sqlite")
	if err != nil || len(names) != 1 {
		t.Fatalf("without a name it stands at %v, %v", names, err)
	}
	if info, err := os.Stat(names[0]); err != nil || info.Mode().Perm() != 0o444 {
		t.Errorf("the database may be written: %v, %v", info.Mode(), err)
	}
}

func TestCSVIsAFolderOrAnArchive(t *testing.T) {
	t.Parallel()
	log := mixedEvening(t).log
	out := filepath.Join(t.TempDir(), "rehearsal-tables")
	if status, _, problems := say(t, "", "export", "--format", "csv", "--lang", "en", "--out", out, log); status != 0 {
		t.Fatal(problems)
	}
	body, err := os.ReadFile(filepath.Join(out, "result.csv"))
	if err != nil || !strings.HasPrefix(string(body), "\xef\xbb\xbfRehearsal,Unannounced,Rank,Rank in class,Class,No.,Unit,") {
		t.Errorf("%v: %.90q", err, body)
	}
	for name, begins := range map[string]string{"rehearsal-y.zip": "PK", "rehearsal-y.json": "{", "rehearsal-y.sqlite": "SQLite format 3"} {
		if body := exported(t, name, log); !bytes.HasPrefix(body, []byte(begins)) {
			t.Errorf("%s without a format begins with %.20q", name, body)
		}
	}
	if archive := exported(t, "rehearsal-x.zip", "-format", "csv", log); !bytes.HasPrefix(archive, []byte("PK")) {
		t.Errorf("the archive begins with %q", archive[:8])
	}
}

func TestExportRefusesWhatItCannotDo(t *testing.T) {
	t.Parallel()
	e := smallEvening(t)
	secret := real(t, e.log)
	data, there := filepath.Dir(filepath.Dir(filepath.Dir(e.log))), filepath.Join(t.TempDir(), "rehearsal-there")
	if err := os.WriteFile(there, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	changed := bundled(t, "public", e.log)
	rewrite(t, changed, "result.json", func(body []byte) []byte {
		return bytes.Replace(body, []byte(`"ballots": 1`), []byte(`"ballots": 9`), 1)
	})
	if err := os.MkdirAll(filepath.Join(data, "sessions", "another"), 0o700); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "x")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-out", there, e.log}, "is there already"},
		{[]string{"-out", out, data}, "--session: " + data + " has these: another, rehearsal-"},
		{[]string{"-out", out, "-session", "none", data}, "has no session none"},
		{[]string{"-out", out, "-session", "none", e.log}, "is of session rehearsal-"},
		{[]string{"-out", out, "-session", "another", data}, "there is no such file"},
		{[]string{"-out", out, "-format", "pdf", e.log}, "want xlsx, csv, json or sqlite"},
		{[]string{"-out", out + ".csv", e.log}, "CSV is a file for each table; name a folder"},
		{[]string{"-out", out + ".csv", "-format", "csv", e.log}, "CSV is a file for each table; name a folder"},
		{[]string{"-out", out, "-lang", "fr", e.log}, "want zh or en"},
		{[]string{"-out", out, "-kind", "press", e.log}, `want "scrutineer" or "public"`},
		{[]string{"-out", out, "-kind", "scrutineer", "-format", "json", e.log}, "name nobody"},
		{[]string{"-out", out, "-kind", "scrutineer", "-format", "sqlite", secret}, "the session is secret"},
		{[]string{"-out", out, "-kind", "scrutineer", "-format", "sqlite", bundled(t, "public", e.log)}, "is the bundle for the public"},
		{[]string{"-out", out, changed}, "not the bundle that was written: result.json"},
		{[]string{"-out", out, e.log, data}, "want one"},
		{[]string{"-out", out}, "want one"},
		{[]string{"-out", filepath.Join(out, "deep", "x"), e.log}, "no such file or directory"},
	} {
		if status, _, problems := say(t, "", append([]string{"export", "-lang", "en"}, c.args...)...); status != 1 || !strings.Contains(problems, c.want) {
			t.Errorf("export %v: status %d, said %q, want %q", c.args, status, problems, c.want)
		}
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(out), "*")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if body, err := os.ReadFile(there); err != nil || string(body) != "mine" {
		t.Errorf("a file that was there was changed: %q, %v", body, err)
	}
}

// Who marked what is in the file for the scrutineers of an open session and in no
// other, from its log as from the bundle.
func TestNamedBallotsAreExportedForScrutineersAlone(t *testing.T) {
	t.Parallel()
	folder := mixedScenario(t)
	rewrite(t, folder, "rulebook.json", func(body []byte) []byte { return bytes.Replace(body, []byte(`"secret"`), []byte(`"open"`), 1) })
	log := announced(t, real(t, evening(t, folder).log))
	name := []byte("R00061")
	public, named := exported(t, "x", "-format", "sqlite", log), exported(t, "y", "-format", "sqlite", "-kind", "scrutineer", log)
	if bytes.Contains(public, name) || !bytes.Contains(named, name) {
		t.Errorf("the representative is in the public file: %t, in the scrutineers': %t", bytes.Contains(public, name), bytes.Contains(named, name))
	}
	if again := exported(t, "z", "-format", "sqlite", "-kind", "scrutineer", bundled(t, "scrutineer", log)); !bytes.Equal(again, named) {
		t.Error("the bundle gives another file than the log")
	}
	if bundle := exported(t, "x", "-format", "sqlite", bundled(t, "public", log)); !bytes.Equal(bundle, public) {
		t.Error("the public bundle gives another file than the log")
	}
}
