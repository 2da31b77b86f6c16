package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// Whoever was given the archive need not unpack it: for both programs it is the folder.
func TestAnArchiveIsCheckedAsItsFolder(t *testing.T) {
	t.Parallel()
	folder := filepath.Join("testdata", "released", "format-2", "form-public")
	_, want, _ := say(t, "", "verify", "-lang", "en", folder)
	if status, out, problems := say(t, "", "verify", "-lang", "en", zipped(t, copied(t, folder))); status != 0 || out != want {
		t.Errorf("status %d:\n%s%s", status, out, problems)
	}
	if status, out := python(t, zipped(t, copied(t, folder))); status != 3 || !strings.Contains(out, " 0 differences") { // 3: an older result, under no signature
		t.Errorf("the script ends with %d:\n%s", status, out)
	}
	forged := copied(t, folder)
	swap(t, forged, "result.json", `"score": "`, `"score": "1`)
	if status, out, _ := say(t, "", "verify", "-lang", "en", zipped(t, forged)); status != 1 || !strings.Contains(out, "DIFFERS result.json") {
		t.Errorf("of a changed one, status %d:\n%s", status, out)
	}
	if status, out := python(t, file(t, []byte("no archive"))); status != 2 || !strings.Contains(out, "is neither the folder of a bundle nor its .zip archive") {
		t.Errorf("of another file the script says, ending with %d:\n%s", status, out)
	}
}

// A key that is none is the fault of the flag and not of a record.
func TestAKeyThatIsNoneIsSaidBeforeAnythingIsRead(t *testing.T) {
	t.Parallel()
	folder := filepath.Join("testdata", "released", "format-2", "form-public")
	if status, out, problems := say(t, "", "verify", "-lang", "en", "-key", "foo", folder); status != 1 || out != "" || !strings.Contains(problems, `-key: "foo" is not a verifier key`) {
		t.Errorf("status %d, printed %q, said %q", status, out, problems)
	}
	if status, out := runPython(t, script, "--key", "foo", folder); status != 2 || !strings.Contains(out, "foo is no verifier key") {
		t.Errorf("the script ends with %d:\n%s", status, out)
	}
}
