package voting_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/voting"
)

// A log that was written once must be read for ever. The files hold one record
// a line, JSON as it stands and ballots in hexadecimal; they are never written
// again. A new version of the format adds files of its own.

func TestOldLogsReadBackByteForByte(t *testing.T) {
	for name, records := range oldLogs(t) {
		for i, record := range records {
			e, err := voting.Decode(record)
			if err != nil {
				t.Errorf("%s, record %d: %v", name, i+1, err)
				continue
			}
			if again := voting.Encode(e, nil); !bytes.Equal(again, record) {
				t.Errorf("%s, record %d\nis written again as %q\nwas                 %q", name, i+1, again, record)
			}
		}
	}
}

func TestOldLogsComeToTheResultOfTheirTime(t *testing.T) {
	for name, records := range oldLogs(t) {
		want, err := os.ReadFile(strings.TrimSuffix(name, ".golden") + ".result")
		if err != nil {
			t.Fatal(err)
		}
		if got := resultOf(t, records); got != string(want) {
			t.Errorf("%s\n%s", name, firstDifference(got, string(want)))
		}
	}
}

func TestOldLogsHoldEveryKindOfRecord(t *testing.T) {
	missing := map[string]bool{
		"session-created": true, "cards-issued": true, "session-published": true, "session-closed": true,
		"card-redeemed": true, "card-voided": true, "item-staged": true, "item-opened": true, "item-extended": true,
		"item-closed": true, "item-sealed": true, "item-confirmed": true, "item-revealed": true, "item-voided": true,
		"scene-cued": true, "ballot-withdrawn": true, "ballot-cast": true,
		"figures-entered": true, "decision-entered": true, "unit-vetoed": true, "veto-lifted": true, "result-confirmed": true,
		"result-announced": true, "notice-started": true, "result-certified": true, "result-corrected": true, "correction-abandoned": true,
	}
	for name, records := range oldLogs(t) {
		for _, record := range records {
			e, err := voting.Decode(record)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			delete(missing, voting.Kind(e))
		}
	}
	for kind := range missing {
		t.Errorf("no old log has a record of kind %s", kind)
	}
}

// TestOldLogsAreWhatTheScriptsWrite ties this version to its own format: what
// it writes today is what it will have to read.
func TestOldLogsAreWhatTheScriptsWrite(t *testing.T) {
	for log, from := range map[string]string{
		"log-v2-secret": "19-every-record", "log-v2-open": "17-open-session", "log-v2-result": "25-every-record-of-a-result",
		"log-v2-abandoned": "26-correction-given-up",
		"log-v2-form":      "31-whole-form", "log-v2-choice": "32-choice", "log-v2-self-paced": "35-self-paced",
	} {
		content, err := os.ReadFile(filepath.Join("testdata", from+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		compareLog(t, log, runScript(t, string(content)).log)
	}
}

// compareLog compares records with those of an old log. Where there is none yet
// it can be written, once.
func compareLog(t failer, name string, records [][]byte) {
	t.Helper()
	var lines []string
	for _, record := range records {
		if record[0] == '{' {
			lines = append(lines, string(record))
		} else {
			lines = append(lines, hex.EncodeToString(record))
		}
	}
	name, got := filepath.Join("testdata", name), strings.Join(lines, "\n")+"\n"
	want, err := os.ReadFile(name + ".golden")
	if os.IsNotExist(err) && *rewrite {
		mustWrite(t, name+".golden", got)
		mustWrite(t, name+".result", resultOf(t, records))
		return
	}
	if err != nil {
		t.Fatalf("%v", err)
	}
	if got != string(want) {
		t.Fatalf("%s is no longer what is written\n%s", name, firstDifference(got, string(want)))
	}
}

func mustWrite(t failer, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatalf("%v", err)
	}
}

// oldLogs reads the records of every old log.
func oldLogs(t failer) map[string][][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/log-v*.golden")
	if err != nil || len(names) == 0 {
		t.Fatalf("no old logs: %v", err)
	}
	logs := make(map[string][][]byte)
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatalf("%v", err)
		}
		for _, line := range strings.Split(strings.TrimSuffix(string(content), "\n"), "\n") {
			record := []byte(line)
			if !strings.HasPrefix(line, "{") {
				if record, err = hex.DecodeString(line); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
			logs[name] = append(logs[name], record)
		}
	}
	return logs
}

// resultOf prints all that a log comes to.
func resultOf(t failer, records [][]byte) string {
	t.Helper()
	s := &script{world: newWorld(t), bare: true}
	s.state = replay(t, records)
	for _, category := range s.state.Session.Rulebook.Categories {
		s.categories = append(s.categories, category.Label)
	}
	var all []string
	say := func(said []string, err error) {
		if err != nil {
			t.Fatalf("%v", err)
		}
		all = append(all, said...)
	}
	say(s.revisionVerb(nil))
	say(s.turnoutVerb(nil))
	for i := range s.state.Items {
		id := fmt.Sprint(i + 1)
		say(s.tallyVerb([]string{id}))
		say(s.pastVerb([]string{id}))
		if s.state.Session.Rulebook.AllUnits {
			say(s.formVerb([]string{id}))
		}
	}
	say(s.boardVerb(nil))
	if s.state.LastVersion().Phase() != voting.VersionPreparing { // older logs know nothing of it
		say(s.versions(), nil)
		for i := range s.state.Versions {
			say(s.outcome(i+1), nil)
		}
	}
	return strings.Join(all, "\n") + "\n"
}

// TestOldLogOfPledgesIsWhatASessionWrites is the same for a rulebook of steps and
// units with pledges of their own.
func TestOldLogOfPledgesIsWhatASessionWrites(t *testing.T) {
	session := pledgesSession(t)
	rb, err := voting.ParseRulebook([]byte(pledgesInSteps))
	if err != nil {
		t.Fatal(err)
	}
	session.Rulebook, session.Rehearsal, session.Units, session.Roster = rb, true, session.Units[:2], session.Roster[:3]
	session.Rundown = voting.RundownOf(session.Rulebook, session.Units)
	w := newWorld(t)
	w.must(voting.CreateSession{Act: w.act(), Session: session})
	w.must(voting.IssueCards{Act: w.act(), Cards: windowsCards(session)})
	w.must(voting.PublishSession{Act: w.act()})
	for _, item := range session.Rundown {
		w.must(voting.StageItem{Act: w.act(), Item: item.ID})
		w.must(voting.OpenItem{Act: w.act(), Item: item.ID, Deadline: w.now + 30})
		for n, marks := range []string{"01-", "000", "3-2"} {
			rep := string(session.Roster[n].ID)
			if item.ID == 1 {
				w.must(voting.RedeemCard{Card: cardID(rep), Device: deviceOf(rep), At: w.now})
			}
			parsed, err := voting.ParseMarks(marks[:len(session.Units[item.ID-1].Criteria)])
			if err != nil {
				t.Fatal(err)
			}
			w.must(&voting.CastBallot{
				Item: item.ID, Run: 1, Card: cardID(rep), Device: deviceOf(rep), Tag: tagOf(item.ID, 1, rep), Salt: saltOf(rep, "1"), Marks: parsed, At: w.now,
			})
		}
		w.must(voting.CloseItem{Act: w.act(), Item: item.ID})
		w.must(voting.SealItem{Act: w.act(), Item: item.ID, Seal: w.seal()})
		w.must(voting.ConfirmItem{Act: w.scrutineer(), Item: item.ID})
		w.must(voting.RevealItem{Act: w.act(), Item: item.ID})
	}
	compareLog(t, "log-v1-pledges", w.log)
}
