package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/app/bundle"
	"pingyi/data"
	"pingyi/voting"
)

// lived adds to an evening what becomes of its result after its end.
func lived(t *testing.T, log string, life ...voting.Event) string {
	t.Helper()
	return forge(t, log, newSigner(t, "pingyi/lived"), func(e voting.Event) []voting.Event {
		if _, ended := e.(*voting.SessionClosed); ended {
			return append([]voting.Event{e}, life...)
		}
		return []voting.Event{e}
	})
}

// announced is a log at whose end the newest result is announced, where none was: by its
// own signer, as the session would have gone on.
func announced(t *testing.T, log string) string {
	t.Helper()
	from, err := data.OpenSQLite(data.SQLiteConfig{Path: log, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	var records []data.Record
	state := voting.NewState()
	err = from.Read(0, func(_ uint64, record data.Record) error {
		records = append(records, bytes.Clone(record))
		e, err := voting.Decode(record)
		if err != nil {
			return err
		}
		return state.Apply(e)
	})
	if err != nil {
		t.Fatal(err)
	}
	if state.ShownVersion().Announced() {
		return log
	}
	last := state.LastVersion()
	organizer, scrutineer := voting.Stamp{At: 1790000200, By: "张", Role: voting.Organizer}, voting.Stamp{At: 1790000200, By: "李", Role: voting.Scrutineer}
	var more []voting.Event
	if last.Phase() == voting.VersionPreparing {
		more = append(more, &voting.ResultConfirmed{Stamp: scrutineer, Version: last.Number})
	}
	return continued(t, records, sealing{state: state}, signerOf(t, log, state.Session), append(more, &voting.ResultAnnounced{Stamp: organizer, Version: last.Number}))
}

// continued is a log of records that goes on.
func continued(t *testing.T, records []data.Record, then sealing, signer *data.Signer, more []voting.Event) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "log.db")
	to, err := data.OpenSQLite(data.SQLiteConfig{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	_, err = to.Append(records)
	for _, e := range more {
		for ; e != nil && err == nil; e = then.due(e, true) {
			sign(t, signer, to.Head(), e)
			_, err = to.Append([]data.Record{voting.Encode(e, nil)})
		}
	}
	if err := errors.Join(err, to.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// signerOf is the signer of a log: one of the tests, or the server's that wrote it.
func signerOf(t *testing.T, log string, session voting.Session) *data.Signer {
	t.Helper()
	name, _, _ := strings.Cut(session.Signer, "+")
	if signer := newSigner(t, name); signer.VerifierKey() == session.Signer {
		return signer
	}
	folder := filepath.Dir(log)
	keys, err := data.OpenKeys(filepath.Join(folder, "..", "..", "keys", "sessions", filepath.Base(folder)))
	if err != nil {
		t.Fatal(err)
	}
	defer keys.Close()
	seed, err := keys.Get("signer")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := data.NewSigner(name, seed)
	if err != nil || signer.VerifierKey() != session.Signer {
		t.Fatalf("%v: not the signer of %s", err, log)
	}
	return signer
}

func correctedLife() []voting.Event {
	organizer, scrutineer := voting.Stamp{At: 100, By: "张", Role: voting.Organizer}, voting.Stamp{At: 100, By: "李", Role: voting.Scrutineer}
	return []voting.Event{
		&voting.ResultConfirmed{Stamp: scrutineer, Version: 1}, &voting.ResultAnnounced{Stamp: organizer, Version: 1},
		&voting.NoticeStarted{Stamp: organizer, Version: 1, Days: 7, Until: 100 + 7*86400},
		&voting.ResultCorrected{Stamp: organizer, Version: 2, Reason: "来函更正"},
		&voting.ResultConfirmed{Stamp: scrutineer, Version: 2}, &voting.ResultAnnounced{Stamp: organizer, Version: 2},
	}
}

// A session whose result was corrected is checked by both programs, and they agree
// on the version that counts. A print of an earlier version is still recounted.
func TestACorrectedResultIsVerified(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	log := lived(t, e.log, correctedLife()...)
	printed := lived(t, e.log, correctedLife()[:2]...)
	first, err := os.ReadFile(filepath.Join(bundled(t, scrutineers, printed), "result.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{scrutineers, publics} {
		folder := bundled(t, kind, log)
		body, err := os.ReadFile(filepath.Join(folder, "result.json"))
		if err != nil || !strings.Contains(string(body), `"version": 2,`) || !strings.Contains(string(body), `"reason": "来函更正"`) {
			t.Errorf("%s: %v, result.json is\n%s", kind, err, body)
		}
		if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 0 {
			t.Errorf("%s: status %d:\n%s", kind, status, out)
		}
		if status, out := python(t, folder); status != 0 {
			t.Errorf("%s: status %d:\n%s", kind, status, out)
		}
		swap(t, folder, "result.json", `"version": 2,`, `"version": 1,`)
		sums(t, folder)
		if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 1 || !strings.Contains(out, "DIFFERS result.json is version 1") {
			t.Errorf("%s as another version: status %d:\n%s", kind, status, out)
		}
		if status, out := python(t, folder); status != 1 || !strings.Contains(out, "DIFFERS result.json version") {
			t.Errorf("%s as another version: status %d:\n%s", kind, status, out)
		}
	}
	if status, out, _ := say(t, "", "verify", "-lang", "en", "-results", file(t, first), log); status != 0 || !strings.Contains(out, "says the same") {
		t.Errorf("the first version, after the second: status %d:\n%s", status, out)
	}
	anotherCheckpoint(t, first, log)
	noticed := lived(t, e.log, correctedLife()[:3]...)
	for _, kind := range []string{scrutineers, publics} {
		folder := bundled(t, kind, noticed)
		if status, out, _ := say(t, "", "verify", "-lang", "en", "-results", file(t, first), folder); status != 0 || !strings.Contains(out, "results.json says the same") {
			t.Errorf("%s: the first version, after another step of it: status %d:\n%s", kind, status, out)
		}
		anotherCheckpoint(t, first, folder)
	}
}

// anotherCheckpoint finds every falsehood of a published file about the checkpoint of its
// version, although that need not be the newest.
func anotherCheckpoint(t *testing.T, honest []byte, path string) {
	t.Helper()
	for want, change := range map[string]func(map[string]any, map[string]any){
		"checkpoint code":    func(_, seal map[string]any) { seal["code"] = "0000-0000" },
		"checkpoint root":    func(_, seal map[string]any) { seal["root"] = strings.Repeat("0", 64) },
		"checkpoint note":    func(_, seal map[string]any) { seal["note"] = "pingyi/forged" },
		"checkpoint records": func(_, seal map[string]any) { seal["records"] = 1 },
		"checkpoint:":        func(version, _ map[string]any) { delete(version, "checkpoint") },
	} {
		var result map[string]any
		if err := json.Unmarshal(honest, &result); err != nil {
			t.Fatal(err)
		}
		version := result["versions"].([]any)[0].(map[string]any)
		change(version, version["checkpoint"].(map[string]any))
		body, err := json.Marshal(result)
		if err != nil {
			t.Fatal(err)
		}
		if status, out, _ := say(t, "", "verify", "-lang", "en", "-results", file(t, body), path); status != 1 || !strings.Contains(out, "DIFFERS results versions 0 "+want) {
			t.Errorf("%s, status %d:\n%s", want, status, out)
		}
	}
}

// Before a result was announced the command makes no bundle for the public. While a
// correction is in work it makes one that ends before it, and both programs check that.
func TestABundleForThePublicHoldsWhatWasAnnounced(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	out := filepath.Join(t.TempDir(), "bundle")
	if status, _, problems := say(t, "", "bundle", "-lang", "en", "-kind", publics, "-out", out, e.log); status != 1 || !strings.Contains(problems, "no result of the session has been announced") {
		t.Errorf("before the announcement: status %d, said %q", status, problems)
	}
	if status, said, problems := say(t, "", "bundle", "-lang", "en", "-out", out, e.log); status != 0 || !strings.Contains(said, "UNANNOUNCED") {
		t.Errorf("the scrutineers' before the announcement: status %d, said %q %q", status, said, problems)
	}
	out = filepath.Join(t.TempDir(), "bundle")
	log := lived(t, e.log, correctedLife()[:5]...)
	if status, said, problems := say(t, "", "bundle", "-lang", "en", "-kind", publics, "-out", out, log); status != 0 || !strings.Contains(said, "that are not in it: 4\n") {
		t.Fatalf("status %d, said %q %q", status, said, problems)
	}
	folder := out + "-rehearsal"
	if status, said, _ := say(t, "", "verify", "-lang", "en", folder); status != 0 {
		t.Errorf("status %d:\n%s", status, said)
	}
	if status, said := python(t, folder); status != 0 {
		t.Errorf("status %d:\n%s", status, said)
	}
}

// A correction that was given up leaves the version before to go on, for the program
// and for the script.
func TestAResultWhoseCorrectionWasGivenUpIsVerified(t *testing.T) {
	t.Parallel()
	life := correctedLife()
	organizer := voting.Stamp{At: 100, By: "张", Role: voting.Organizer}
	given := &voting.CorrectionAbandoned{Stamp: organizer, Version: 2, Reason: "误操作"}
	e := mixedEvening(t)
	log := lived(t, e.log, life[0], life[1], life[3], given, life[2])
	for _, kind := range []string{scrutineers, publics} {
		folder := bundled(t, kind, log)
		if body, err := os.ReadFile(filepath.Join(folder, "result.json")); err != nil || !strings.Contains(string(body), `"phase": "notice"`) {
			t.Errorf("%s: %v, result.json is\n%s", kind, err, body)
		}
		if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 0 {
			t.Errorf("%s: status %d:\n%s", kind, status, out)
		}
		if status, out := python(t, folder); status != 0 {
			t.Errorf("%s: status %d:\n%s", kind, status, out)
		}
	}
	folder := bundled(t, publics, log)
	lines(t, folder, onFirst("result-corrected", func(line *bundle.Line) bool {
		line.Kind = "correction-abandoned"
		return true
	}))
	reroot(t, folder)
	sums(t, folder)
	if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 1 {
		t.Errorf("another kind of record: status %d:\n%s", status, out)
	}
	if status, out := python(t, folder); status != 1 {
		t.Errorf("another kind of record: status %d:\n%s", status, out)
	}
}

// A result that goes its way in another order is found in the records alone.
func TestAnotherLifeOfAResultIsFoundInABundle(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	folder := bundled(t, publics, lived(t, e.log, correctedLife()...))
	lines(t, folder, onFirst("result-confirmed", func(*bundle.Line) bool { return false }))
	reroot(t, folder)
	sums(t, folder)
	if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 1 || !strings.Contains(out, "nothing of it is to be sealed") {
		t.Errorf("status %d:\n%s", status, out)
	}
	if status, out := python(t, folder); status != 1 || !strings.Contains(out, "result-announced while version 1 is") {
		t.Errorf("status %d:\n%s", status, out)
	}
}

// Bundles that were written before a result had versions are still in order.
func TestABundleThatSaysNoVersionIsVerified(t *testing.T) {
	t.Parallel()
	folder := bundled(t, scrutineers, mixedEvening(t).log)
	var result map[string]any
	body, err := os.ReadFile(filepath.Join(folder, "result.json"))
	if err == nil {
		err = json.Unmarshal(body, &result)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{
		"format", "version", "phase", "versions", "collected", "valid", "void",
		"session", "secrecy", "final", "items", "scale", "categories", "rulebook", "log", "checkpoints",
	} {
		delete(result, key)
	}
	for _, unit := range result["units"].([]any) {
		for _, key := range []string{"issued", "checked_in", "valid", "void", "item", "department", "by_grade", "hidden"} {
			delete(unit.(map[string]any), key)
		}
	}
	rewrite(t, folder, "result.json", func([]byte) []byte {
		text, err := json.MarshalIndent(result, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		return append(text, '\n')
	})
	sums(t, folder)
	if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 0 {
		t.Errorf("status %d:\n%s", status, out)
	}
	if status, out := python(t, folder); status != 0 {
		t.Errorf("status %d:\n%s", status, out)
	}
	swap(t, folder, "result.json", `"满意"`, `"很满意"`)
	sums(t, folder)
	if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 1 || !strings.Contains(out, "DIFFERS result.json grades 0") {
		t.Errorf("with another label: status %d:\n%s", status, out)
	}
}
