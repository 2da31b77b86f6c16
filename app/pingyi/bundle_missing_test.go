package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/app/bundle"
)

// Whatever is taken out of a bundle, a file, a record, a member of either, the script in
// another language names what is missing, in words and not in those of its own language.
func TestTheScriptNamesWhateverIsMissing(t *testing.T) {
	takesLong(t)
	for name, folder := range map[string]string{
		"scrutineers": bundled(t, scrutineers, mixedEvening(t).log),
		"public":      bundled(t, publics, pledgesLog(t)),
	} {
		if status, out := runPython(t, "testdata/missing.py", scripts, folder); status != 0 || strings.HasPrefix(out, "0 things") {
			t.Errorf("%s, status %d:\n%.4000s", name, status, out)
		}
	}
}

// A seal or a close that is not there is named by its item, and nothing is counted by it.
func TestTheScriptNamesASealOrACloseThatIsMissing(t *testing.T) {
	t.Parallel()
	honest := bundled(t, scrutineers, mixedEvening(t).log)
	for _, kind := range []string{"item-sealed", "item-closed"} {
		folder := copied(t, honest)
		lines(t, folder, onFirst(kind, func(*bundle.Line) bool { return false }))
		reroot(t, folder)
		sums(t, folder)
		status, out := python(t, folder)
		if status != 1 || !strings.Contains(out, "was confirmed: its record "+kind+" is missing") || strings.Contains(out, "KeyError") {
			t.Errorf("without %s: status %d:\n%s", kind, status, out)
		}
		if status, out := runPython(t, page, folder); strings.Contains(out, "Traceback") {
			t.Errorf("the page without %s: status %d:\n%s", kind, status, out)
		}
	}
}

// A scrutineers' bundle that says it is the public's still carries the ballots: both
// programs refuse it, lest somebody give it on.
func TestAScrutineersBundleIsNoPublicOneByItsLabel(t *testing.T) {
	t.Parallel()
	folder := bundled(t, scrutineers, mixedEvening(t).log)
	swap(t, folder, "session.json", `"scrutineer"`, `"public"`)
	sums(t, folder)
	if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 1 || !strings.Contains(out, "FAILED") {
		t.Errorf("status %d:\n%s", status, out)
	}
	want := "record 0: session.json says that this bundle is for the public, and here are the bytes of session-created, of which the public has the hash alone"
	if status, out := python(t, folder); status != 2 || !strings.Contains(out, want) {
		t.Errorf("status %d, want %q:\n%s", status, want, out)
	}
	dropped := copied(t, folder)
	lines(t, dropped, func(line *bundle.Line) bool { // all but the ballots is withheld, as of the public
		if line.Kind != "ballot-cast" && !strings.HasPrefix(line.Kind, "item-") && !strings.HasPrefix(line.Kind, "session-pub") && !strings.HasPrefix(line.Kind, "session-cl") {
			line.Kind, line.Record, line.Event = "withheld", nil, nil
		}
		return true
	})
	sums(t, dropped)
	if status, out := python(t, dropped); status != 2 || !strings.Contains(out, "here are the bytes of ballot-cast") {
		t.Errorf("ballots alone: status %d:\n%s", status, out)
	}
}

// What is no bundle is told in a sentence too.
func TestTheScriptSaysWhatIsNoBundle(t *testing.T) {
	t.Parallel()
	empty := t.TempDir()
	plain := filepath.Join(empty, "plain.zip")
	if err := os.WriteFile(plain, []byte("PK"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		empty: "cannot read the bundle: session.json is missing",
		plain: "is neither the folder of a bundle nor its .zip archive",
	} {
		if status, out := python(t, path); status != 2 || !strings.Contains(out, want) {
			t.Errorf("status %d, want %q:\n%s", status, want, out)
		}
	}
}
