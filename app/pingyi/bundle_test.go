package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/app/bundle"
	"pingyi/data"
	"pingyi/voting"
)

// bundled writes the bundle of a log and returns its folder. For the public the result
// is announced before, where it was not.
func bundled(t *testing.T, kind, log string) string {
	t.Helper()
	if kind == publics {
		log = announced(t, log)
	}
	out := filepath.Join(t.TempDir(), "bundle")
	if status, said, problems := say(t, "", "bundle", "-lang", "en", "-kind", kind, "-out", out, log); status != 0 {
		t.Fatalf("status %d: %s %s", status, said, problems)
	}
	if _, err := os.Stat(out); err == nil {
		return out
	}
	return out + "-rehearsal"
}

func TestHonestBundlesAreVerifiedAndSayWhatTheyCannotProve(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	for kind, said := range map[string][]string{
		"scrutineer": {"演练 REHEARSAL", "25 came in, 1 of them in the place of an earlier one", "units with a confirmed tally (2) counted again", "by an arithmetic of its own", "result.json says the same",
			"session.json is what the first record says", "3 signed", "after the last checkpoint (1 of ", "unknown who held which card"},
		"public": {"演练 REHEARSAL", "withheld: ", "5 signed", "rank, rank in class, score follow from the counts", "unknown whether the ballots come to these counts"},
	} {
		folder := bundled(t, kind, e.log)
		status, out, problems := say(t, "", "verify", "-lang", "en", "-results", file(t, e.results), folder)
		if status != 0 {
			t.Errorf("%s: status %d: %s %s", kind, status, out, problems)
		}
		for _, want := range said {
			if !strings.Contains(out, want) {
				t.Errorf("%s: verify does not say %q:\n%s", kind, want, out)
			}
		}
	}
}

// The desk gives the results out in the same words, so that neither drifts. What it tells
// besides stands before them.
func TestResultOfABundleIsWhatTheDeskGives(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	body, err := os.ReadFile(filepath.Join(bundled(t, "scrutineer", e.log), "result.json"))
	if err != nil {
		t.Fatal(err)
	}
	var ours, desk bytes.Buffer
	if err := json.Compact(&ours, body); err != nil {
		t.Fatal(err)
	}
	if err := json.Compact(&desk, e.results); err != nil || "{\"unannounced\":true,"+ours.String()[1:] != desk.String() {
		t.Errorf("%v: the bundle has\n%s\nthe desk gave\n%s", err, ours.String(), desk.String())
	}
}

func TestScriptInAnotherLanguageCountsTheSame(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	for kind, seals := range map[string]string{"scrutineer": "3", "public": "5"} {
		if status, out := python(t, bundled(t, kind, e.log)); status != 0 || !strings.Contains(out, seals+" signed checkpoints, 2 units: 0 differences") {
			t.Errorf("%s: status %d: %s", kind, status, out)
		}
	}
}

// In a secret session that is none of a rehearsal small categories are hidden,
// here all: both programs accept that, and neither learns more from the public's.
func TestBundlesOfARealSecretSessionAreCountedToo(t *testing.T) {
	t.Parallel()
	log := real(t, mixedEvening(t).log)
	for kind, counts := range map[string]string{"scrutineer": "units with a confirmed tally (2) counted again", "public": "whether the ballots come to these counts"} {
		folder := bundled(t, kind, log)
		if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 0 || !strings.Contains(out, counts) || strings.Contains(out, "REHEARSAL") {
			t.Errorf("%s: status %d:\n%s", kind, status, out)
		}
		if status, out := python(t, folder); status != 0 || strings.Contains(out, "REHEARSAL") {
			t.Errorf("%s: status %d:\n%s", kind, status, out)
		}
	}
}

// Strangers check the sums with a tool of their own.
func TestSumsAreWhatSha256sumReads(t *testing.T) {
	t.Parallel()
	tool, err := exec.LookPath("sha256sum")
	if err != nil {
		t.Skip("skipped: no sha256sum")
	}
	command := exec.CommandContext(t.Context(), tool, "--check", "--strict", "SHA256SUMS")
	command.Dir = bundled(t, "public", smallEvening(t).log)
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func TestReceiptIsFoundInLogAndBundles(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	secret, public := bundled(t, "scrutineer", e.log), bundled(t, "public", e.log)
	var receipt string
	lines(t, secret, func(line *bundle.Line) bool {
		if line.Kind == "ballot-cast" {
			receipt = line.Hash
		}
		return true
	})
	for _, where := range []string{e.log, secret, public} {
		if status, out, _ := say(t, "", "verify", "-lang", "en", "-receipt", receipt, where); status != 0 || !strings.Contains(out, "is this ballot, on item 2 in run 1, under the checkpoint of item 2") {
			t.Errorf("%s: status %d:\n%s", where, status, out)
		}
		if status, out, _ := say(t, "", "verify", "-lang", "en", "-receipt", strings.Repeat("0", 64), where); status != 1 || !strings.Contains(out, "no ballot in the records has this hash") {
			t.Errorf("%s, a receipt of nothing: status %d:\n%s", where, status, out)
		}
	}
	if status, _, problems := say(t, "", "verify", "-lang", "en", "-receipt", "abc", public); status != 1 || !strings.Contains(problems, "64 hexadecimal digits") {
		t.Errorf("status %d: %s", status, problems)
	}
}

func TestBundleRefusesWhatItCannotDo(t *testing.T) {
	t.Parallel()
	log := smallEvening(t).log
	out := filepath.Join(t.TempDir(), "b")
	there := t.TempDir()
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{log}, "flag -out"},
		{[]string{"-out", out, "-kind", "press", log}, `want "scrutineer" or "public", got "press"`},
		{[]string{"-out", out, filepath.Join(there, "none.db")}, "there is no such file"},
		{[]string{"-out", filepath.Join(there, "deep", "b"), log}, "no such file or directory"},
	} {
		if status, _, problems := say(t, "", append([]string{"bundle", "-lang", "en"}, c.args...)...); status != 1 || !strings.Contains(problems, c.want) {
			t.Errorf("bundle %v: status %d, said %q, want %q", c.args, status, problems, c.want)
		}
	}
}

// lines rewrites records.jsonl: change may alter a line, and false drops it.
func lines(t *testing.T, folder string, change func(*bundle.Line) bool) {
	t.Helper()
	rewrite(t, folder, "records.jsonl", func(body []byte) []byte {
		var out []byte
		for text := range bytes.Lines(body) {
			var line bundle.Line
			if err := json.Unmarshal(text, &line); err != nil {
				t.Fatal(err)
			}
			if change(&line) {
				text, err := json.Marshal(line)
				if err != nil {
					t.Fatal(err)
				}
				out = append(append(out, text...), '\n')
			}
		}
		return out
	})
}

func rewrite(t *testing.T, folder, name string, change func([]byte) []byte) {
	t.Helper()
	path := filepath.Join(folder, filepath.FromSlash(name))
	body, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, change(body), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// swap replaces a text that must be there.
func swap(t *testing.T, folder, name, old, fresh string) {
	t.Helper()
	rewrite(t, folder, name, func(body []byte) []byte {
		if !bytes.Contains(body, []byte(old)) {
			t.Fatalf("%s does not have %q:\n%.400s", name, old, body)
		}
		return bytes.Replace(body, []byte(old), []byte(fresh), 1)
	})
}

// sums writes SHA256SUMS anew, as a forger would.
func sums(t *testing.T, folder string) {
	t.Helper()
	var text strings.Builder
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == "SHA256SUMS" {
			return err
		}
		body, err := os.ReadFile(filepath.Join(folder, name))
		fmt.Fprintf(&text, "%x  %s\n", sha256.Sum256(body), name)
		return err
	})
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "SHA256SUMS"), []byte(text.String()), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// reroot numbers the lines and writes the size and root that they come to into
// session.json.
func reroot(t *testing.T, folder string) {
	t.Helper()
	tree := new(data.Tree)
	lines(t, folder, func(line *bundle.Line) bool {
		var leaf data.Hash
		if _, err := hex.Decode(leaf[:], []byte(line.Hash)); err != nil {
			t.Fatal(err)
		}
		line.Seq = tree.Size()
		tree.Add(leaf)
		return true
	})
	root, err := tree.Root(tree.Size())
	if err != nil {
		t.Fatal(err)
	}
	rewrite(t, folder, "session.json", func(body []byte) []byte {
		var s bundle.Session
		if err := json.Unmarshal(body, &s); err != nil {
			t.Fatal(err)
		}
		s.Records, s.Root = tree.Size(), root.String()
		body, err := json.MarshalIndent(s, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		return append(body, '\n')
	})
}

// another puts a forged ballot in the place of the true one on a line.
func another(t *testing.T, line *bundle.Line) {
	t.Helper()
	remark(t, line, func(cast *voting.BallotCast) {
		cast.Marks = voting.Marks([]byte{(cast.Marks[0] + 1) % 4})
	})
}

// onFirst changes the first line of a kind.
func onFirst(kind string, change func(*bundle.Line) bool) func(*bundle.Line) bool {
	done := false
	return func(line *bundle.Line) bool {
		if done || line.Kind != kind {
			return true
		}
		done = true
		return change(line)
	}
}

// onLast changes the last line of a kind.
func onLast(t *testing.T, folder, kind string, change func(*bundle.Line) bool) func(*bundle.Line) bool {
	t.Helper()
	last := uint64(0)
	lines(t, folder, func(line *bundle.Line) bool {
		if line.Kind == kind {
			last = line.Seq
		}
		return true
	})
	return func(line *bundle.Line) bool { return line.Seq != last || change(line) }
}
