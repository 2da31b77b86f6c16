package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pingyi/app/bundle"
	"pingyi/data"
	"pingyi/voting"
)

// forgery is one way in which a bundle is not what it says. Its sums are in
// order unless plain, so that what finds it is not the manifest.
type forgery struct {
	name, kind string
	plain      bool
	change     func(t *testing.T, folder string)
	want       string // what verify says
}

const (
	scrutineers = "scrutineer"
	publics     = "public"
)

func changeLine(kind string, change func(*bundle.Line) bool) func(*testing.T, string) {
	return func(t *testing.T, folder string) { lines(t, folder, onFirst(kind, change)) }
}

func replace(name, old, fresh string) func(*testing.T, string) {
	return func(t *testing.T, folder string) { swap(t, folder, name, old, fresh) }
}

func forgedFiles() []forgery {
	return []forgery{
		{"a letter of a file", scrutineers, true, replace("README.txt", "2", "3"), "DIFFERS README.txt: hashes to"},
		{"a file more", publics, true, func(t *testing.T, folder string) {
			if err := os.WriteFile(filepath.Join(folder, "more.txt"), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}, "DIFFERS more.txt: is not in SHA256SUMS"},
		{"a file less", publics, true, func(t *testing.T, folder string) {
			if err := os.Remove(filepath.Join(folder, "verifier.txt")); err != nil {
				t.Fatal(err)
			}
		}, "DIFFERS verifier.txt: is in SHA256SUMS and not in the folder"},
		{"a link among the files", publics, true, func(t *testing.T, folder string) {
			if err := os.Symlink("README.txt", filepath.Join(folder, "link.txt")); err != nil {
				t.Fatal(err)
			}
		}, "DIFFERS link.txt: is not a plain file"},
		{"another format", publics, false, replace("session.json", "pingyi bundle 1", "pingyi bundle 2"), "this program reads"},
		{"another kind", publics, false, replace("session.json", `"public"`, `"scrutineer"`), "the record is missing"},
		{"another rule", scrutineers, false, replace("rulebook.json", `"points":80`, `"points":90`), "the rulebook was published as"},
		{"another rule for the public", publics, false, replace("rulebook.json", `"points":80`, `"points":90`), "the rulebook was published as"},
		{"another name of a unit", scrutineers, false, replace("session.json", `"name": "`, `"name": "新`), "session.json is not what the first record says"},
		{"another place in the rundown", scrutineers, false, replace("session.json", `"unit": "W001"`, `"unit": "W002"`), "session.json is not what the first record says"},
		{"a rehearsal that is none", publics, false, func(t *testing.T, folder string) {
			swap(t, folder, "session.json", `"rehearsal": true`, `"rehearsal": false`)
		}, "is not withheld so"},
		{"another key", scrutineers, false, func(t *testing.T, folder string) {
			key := newSigner(t, "pingyi/forger").VerifierKey()
			rewrite(t, folder, "verifier.txt", func([]byte) []byte { return []byte(key + "\n") })
		}, "verifier.txt has the key"},
		{"a checkpoint of another root", scrutineers, false, func(t *testing.T, folder string) {
			body, err := os.ReadFile(filepath.Join(folder, "checkpoints", "item-0002-run-1.txt"))
			if err != nil {
				t.Fatal(err)
			}
			rewrite(t, folder, "checkpoints/item-0001-run-1.txt", func([]byte) []byte { return body })
		}, "checkpoint of item 1 is not what its file"},
		{"a checkpoint less", publics, false, func(t *testing.T, folder string) {
			if err := os.Remove(filepath.Join(folder, "checkpoints", "item-0001-run-1.txt")); err != nil {
				t.Fatal(err)
			}
		}, "checkpoint of item 1: open"},
		{"a checkpoint more", publics, false, func(t *testing.T, folder string) {
			if err := os.WriteFile(filepath.Join(folder, "checkpoints", "item-0003-run-1.txt"), []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, "files in checkpoints/: 6, checkpoints in the records: 5"},
	}
}

func forgedRecords() []forgery {
	return []forgery{
		{"bytes of a record", scrutineers, false, changeLine("ballot-cast", func(l *bundle.Line) bool {
			l.Record[len(l.Record)-1]++
			return true
		}), "its bytes hash to"},
		{"what stands beside the bytes", scrutineers, false, replace("records.jsonl", `"marks":[`, `"marks":[3,`), "the line is not what its bytes say"},
		{"a record less", scrutineers, false, changeLine("ballot-cast", func(*bundle.Line) bool { return false }), "numbered"},
		{"a record less at the end", publics, false, func(t *testing.T, folder string) {
			lines(t, folder, onLast(t, folder, "result-sealed", func(*bundle.Line) bool { return false }))
		}, "session.json says"},
		{"a record that is withheld", scrutineers, false, changeLine("ballot-cast", func(l *bundle.Line) bool {
			l.Record, l.Event = nil, nil
			return true
		}), "the record is missing"},
		{"a hash", publics, false, changeLine("ballot-cast", func(l *bundle.Line) bool {
			l.Hash = strings.Repeat("0", 64)
			return true
		}), "session.json says"},
		{"a ballot with everything that hangs on it", scrutineers, false, func(t *testing.T, folder string) {
			lines(t, folder, onFirst("ballot-cast", func(l *bundle.Line) bool {
				another(t, l)
				return true
			}))
			reroot(t, folder)
		}, "checkpoint of item 1 does not agree"},
		{"a reveal without confirmation, under no signature", scrutineers, false, func(t *testing.T, folder string) {
			lines(t, folder, onLast(t, folder, "item-confirmed", func(*bundle.Line) bool { return false }))
			reroot(t, folder)
		}, "item-revealed of item 2 comes after item-sealed"},
		{"the same for the public", publics, false, func(t *testing.T, folder string) {
			lines(t, folder, onLast(t, folder, "item-confirmed", func(*bundle.Line) bool { return false }))
			reroot(t, folder)
		}, "item-revealed of item 2 comes after item-sealed"},
		{"a ballot after the close, under no signature", publics, false, func(t *testing.T, folder string) {
			lines(t, folder, onLast(t, folder, "item-revealed", func(l *bundle.Line) bool {
				l.Kind, l.Record, l.Event = "ballot-cast", nil, nil
				return true
			}))
			reroot(t, folder)
		}, "a ballot, and no item is open"},
		{"an end that is none", scrutineers, false, func(t *testing.T, folder string) {
			lines(t, folder, onFirst("session-closed", func(*bundle.Line) bool { return false }))
			reroot(t, folder)
		}, "nothing of it is to be sealed"},
		{"an announcement without an end", publics, false, func(t *testing.T, folder string) {
			lines(t, folder, onFirst("session-closed", func(*bundle.Line) bool { return false }))
			reroot(t, folder)
		}, "nothing of it is to be sealed"},
		{"a close that was an act of another kind", publics, false, changeLine("item-closed", func(l *bundle.Line) bool {
			l.Kind, l.Record, l.Event = "withheld", nil, nil
			return true
		}), "item-sealed of item 1 comes after item-opened"},
	}
}

// into writes a digit before the number that comes behind some texts, one after the
// other.
func into(name string, behind ...string) func(*testing.T, string) {
	return func(t *testing.T, folder string) {
		rewrite(t, folder, name, func(body []byte) []byte {
			at := 0
			for _, text := range behind {
				at += bytes.Index(body[at:], []byte(text)) + len(text)
			}
			at += len(body[at:]) - len(bytes.TrimLeft(body[at:], " \n"))
			return slices.Concat(body[:at], []byte("1"), body[at:])
		})
	}
}

func forgedResults() []forgery {
	return []forgery{
		{"a score", scrutineers, false, replace("result.json", `"score": "`, `"score": "1`), "DIFFERS W001 score"},
		{"a score for the public", publics, false, replace("result.json", `"score": "`, `"score": "1`), "DIFFERS W001 score"},
		{"a rank", publics, false, replace("result.json", `"rank": `, `"rank": 1`), "DIFFERS W001 rank"},
		{"marks by grade", scrutineers, false, into("result.json", `"by_grade": [`), "DIFFERS W001 marks: the records give"},
		{"marks by grade for the public", publics, false, into("result.json", `"by_grade": [`), "DIFFERS W001 marks: the records give"},
		{"who came of a category", scrutineers, false, into("result.json", `"categories": [`, `"issued": `), " cards issued: the records give"},
		{"who came of a category, for the public", publics, false, into("result.json", `"categories": [`, `"checked_in": `), "DIFFERS checked in: the records give"},
		{"a name", scrutineers, false, replace("result.json", `"name": "`, `"name": "新`), "DIFFERS W001: result.json calls it"},
		{"a grade's label", scrutineers, false, replace("result.json", `"满意"`, `"很满意"`), `DIFFERS result.json grades 0: the records give "满意", it says "很满意"`},
		{"a member that nobody knows", scrutineers, false, replace("result.json", `"ranked":`, `"quorum": 9, "ranked":`), `DIFFERS result.json has "quorum", which format 7 does not have`},
		{"the same for the public", publics, false, replace("result.json", `"ranked":`, `"quorum": 9, "ranked":`), `DIFFERS result.json has "quorum"`},
		{"a member of a unit less", scrutineers, false, replace("result.json", `"blank":`, `"Blank":`), `DIFFERS result.json units W001 lacks "blank", which format 7 has`},
		{"a member twice", publics, false, replace("result.json", `"ranked":`, `"ranked": "confirmed", "ranked":`), "ranked is there twice"},
		{"a format that nobody knows", publics, false, replace("result.json", `"format": 7`, `"format": 8`), "format 8; this program knows those up to 7"},
		{"a format that never said so", publics, false, replace("result.json", `"format": 7`, `"format": 1`), "format 1; this program knows"},
		{"a number of ballots", publics, false, replace("result.json", `"ballots": `, `"ballots": 9`), "cards that could vote"},
		{"a unit that was not voted on", publics, false, replace("result.json", `"unit": "W002"`, `"unit": "W003"`), "W003: in result.json"},
		{"the cards", scrutineers, false, replace("result.json", `"issued": `, `"issued": 1`), "DIFFERS cards issued"},
	}
}

// TestVerifyNamesEveryForgeryOfABundle forges one thing after the other. The
// script in another language must find it too.
func TestVerifyNamesEveryForgeryOfABundle(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	honest := map[string]string{scrutineers: bundled(t, scrutineers, e.log), publics: bundled(t, publics, e.log)}
	for _, f := range append(append(forgedFiles(), forgedRecords()...), forgedResults()...) {
		t.Run(f.name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "forged")
			if err := os.CopyFS(folder, os.DirFS(honest[f.kind])); err != nil {
				t.Fatal(err)
			}
			f.change(t, folder)
			if !f.plain {
				sums(t, folder)
			}
			status, out, problems := say(t, "", "verify", "-lang", "en", folder)
			if status != 1 || !strings.Contains(out, f.want) || !strings.Contains(out, "FAILED") {
				t.Errorf("status %d, want %q:\n%s%s", status, f.want, out, problems)
			}
			if status, out := python(t, folder); status == 0 {
				t.Errorf("the script finds nothing:\n%s", out)
			}
		})
	}
}

// TestVerifyFindsABundleOfAnotherSigner plays an operator who writes and signs
// the whole evening anew, under a name of his own or that of the true signer. The bundle
// of it is in order; the printed key tells it.
func TestVerifyFindsABundleOfAnotherSigner(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	key := strings.TrimSpace(strings.SplitN(verifierKey(t, bundled(t, publics, e.log)), "\n", 2)[0])
	name, _, _ := strings.Cut(key, "+")
	for whose, forger := range map[string]string{"another name": "pingyi/forger", "the same name": name} {
		t.Run(whose, func(t *testing.T) { anotherSigner(t, e, key, newSigner(t, forger)) })
	}
}

func anotherSigner(t *testing.T, e past, key string, forger *data.Signer) {
	t.Helper()
	forged := forge(t, e.log, forger, onSecondItem(anotherMark))
	for _, kind := range []string{scrutineers, publics} {
		folder := bundled(t, kind, forged)
		if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 0 || !strings.Contains(out, "unknown whether the signer's key") {
			t.Errorf("%s: a bundle that agrees with itself: status %d:\n%s", kind, status, out)
		}
		if status, out, _ := say(t, "", "verify", "-lang", "en", "-key", key, folder); status != 1 || !strings.Contains(out, "checkpoint of item 1") {
			t.Errorf("%s, with the printed key: status %d:\n%s", kind, status, out)
		}
		if status, out := python(t, folder); status != 0 || !strings.Contains(out, "by the key in the bundle itself") {
			t.Errorf("%s: the script, of a bundle that agrees with itself: status %d:\n%s", kind, status, out)
		}
		if status, out := runPython(t, script, "--key", key, folder); status != 1 || !strings.Contains(out, "checkpoint of item 1: signed by") {
			t.Errorf("%s: the script, with the printed key: status %d:\n%s", kind, status, out)
		}
		if status, out, _ := say(t, "", "verify", "-lang", "en", "-results", file(t, e.results), folder); status != 1 || !strings.Contains(out, "DIFFERS W002") {
			t.Errorf("%s, with the published results: status %d:\n%s", kind, status, out)
		}
	}
}

func anotherMark(b *voting.BallotCast) []voting.Event {
	b.Marks = voting.Marks([]byte{(b.Marks[0] + 1) % 4})
	return []voting.Event{b}
}

func verifierKey(t *testing.T, folder string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(folder, "verifier.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
