package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// say runs a sub-command as the shell would and returns what it said.
func say(t *testing.T, input string, args ...string) (status int, out, problems string) {
	t.Helper()
	return said(t.Context(), input, args...)
}

func said(ctx context.Context, input string, args ...string) (status int, out, problems string) {
	var stdout, stderr bytes.Buffer
	status = run(ctx, args, console{in: strings.NewReader(input), out: &stdout, err: &stderr})
	return status, stdout.String(), stderr.String()
}

func TestReplayShowsTheBoardAtAnyRecord(t *testing.T) {
	t.Parallel()
	log := smallEvening(t).log
	status, out, problems := say(t, "", "replay", "-lang", "en", log)
	if status != 0 || !strings.Contains(out, "items confirmed: 2 of 2") || !strings.Contains(out, "100.00") || !strings.Contains(out, "30.00") {
		t.Errorf("status %d: %s %s", status, out, problems)
	}
	status, out, _ = say(t, "", "replay", "-lang", "en", "-at", "0", log)
	if status != 0 || !strings.Contains(out, "after record 0 (session-created): draft") || !strings.Contains(out, "items confirmed: 0 of 2") {
		t.Errorf("status %d: %s", status, out)
	}
}

// TestReplayIsReadInChinese: without a flag, to the last line.
func TestReplayIsReadInChinese(t *testing.T) {
	t.Parallel()
	log := smallEvening(t).log
	for at, want := range map[string]string{"0": "第 0 条记录（建立场次）之后：筹备，发证 0，到场 0\n已确认 0 项，共 2 项", "": "已亮分，"} {
		status, out, problems := say(t, "", "replay", "-at", at, log)
		said := strings.ReplaceAll(out, "REHEARSAL: nothing here is a result", "")
		if status != 0 || !strings.Contains(out, want) || englishSentence.MatchString(said) {
			t.Errorf("at %q: status %d: %s %s", at, status, out, problems)
		}
	}
}

func TestRehearseKeepsItsLogWhereItIsAsked(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "kept")
	if status, out, problems := say(t, "", "rehearse", "-lang", "en", "-keep", folder, smallScenario(t)); status != 0 {
		t.Fatalf("status %d: %s %s", status, out, problems)
	}
	logs, err := filepath.Glob(filepath.Join(folder, "sessions", "*", "log.db"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("%v: kept %v", err, logs)
	}
	if status, out, _ := say(t, "", "replay", logs[0]); status != 0 || !strings.Contains(out, "已确认 2 项，共 2 项") {
		t.Errorf("status %d: %s", status, out)
	}
	if status, _, problems := say(t, "", "rehearse", "-lang", "en", "-keep", folder, smallScenario(t)); status != 1 || !strings.Contains(problems, "file exists") {
		t.Errorf("a folder that is there: status %d: %s", status, problems)
	}
}

// TestARefusedRehearsalLeavesNoFolder: nobody could vote in it, so that there is nothing to keep.
func TestARefusedRehearsalLeavesNoFolder(t *testing.T) {
	t.Parallel()
	kept := filepath.Join(t.TempDir(), "kept")
	if status, out, problems := say(t, "", "rehearse", "-lang", "en", "-keep", kept, "-disasters", smallScenario(t)); status != 1 || out != "" || !strings.Contains(problems, "disasters want a scenario of three units") {
		t.Errorf("status %d: %s %s", status, out, problems)
	}
	if _, err := os.Stat(kept); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
}

func TestHelpOfReplayHasNoNumberThatNobodyWouldType(t *testing.T) {
	t.Parallel()
	status, _, said := say(t, "", "replay", "-h", "-lang", "en")
	if status != 0 || !strings.Contains(said, "-at number") || strings.Contains(said, "18446744073709551615") {
		t.Errorf("status %d: %s", status, said)
	}
	if status, _, said := say(t, "", "replay", "-at", "-1", "log.db"); status != 1 || !strings.Contains(said, "-at") {
		t.Errorf("a record before the first: status %d: %s", status, said)
	}
}

func TestRehearseEndsWithOneWhereResultsDiffer(t *testing.T) {
	t.Parallel()
	folder := smallScenario(t)
	wrong, err := json.Marshal(map[string]any{"issued": 450, "checked_in": 2, "units": []any{}})
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "expected.json"), wrong, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	status, out, _ := say(t, "", "rehearse", "-lang", "en", folder)
	if status != 1 || !strings.Contains(out, "DIFFERS checked in: expected 2, counted 1") {
		t.Errorf("status %d: %s", status, out)
	}
}

func TestRehearseNamesWhatIsWrongWithItsFolder(t *testing.T) {
	t.Parallel()
	folder := smallScenario(t)
	gone := smallScenario(t)
	if err := os.Remove(filepath.Join(gone, "units.csv")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{filepath.Join(folder, "nowhere")}, "there is no such folder"},
		{[]string{filepath.Join(folder, "units.csv")}, "is not a folder"},
		{[]string{gone}, "units.csv: the folder does not have it (any of these names will do: units.csv, units.xlsx, candidates.csv, candidates.xlsx)"},
		{[]string{"-roster", "../roster.csv", folder}, "want a file of the folder"},
		{[]string{"-roster", "roster.csv", folder}, "roster.csv: the folder does not have it"},
		{[]string{"-server", "http://127.0.0.1:1", folder}, "PINGYI_PASSWORD"},
		{[]string{"-server", "http://127.0.0.1:1", "-keep", "kept", folder}, "keeps its log itself"},
	} {
		status, _, problems := say(t, "", append([]string{"rehearse", "-lang", "en"}, c.args...)...)
		if status != 1 || !strings.Contains(problems, c.want) {
			t.Errorf("rehearse %v: status %d, said %q, want %q", c.args, status, problems, c.want)
		}
	}
}

// helpIsTrue: what help says of a command is what the command says of itself, and
// its flags are those that there are.
func helpIsTrue(t *testing.T, cmd command) {
	t.Helper()
	status, _, usage := say(t, "", cmd.name, "-h", "-lang", "en")
	if status != 0 || !strings.HasPrefix(usage, "usage: pingyi "+cmd.name+" "+cmd.args+"\n") {
		t.Errorf("%s -h: status %d, help says %q, the command\n%s", cmd.name, status, cmd.args, usage)
	}
	flags := make(map[string]bool)
	for _, found := range regexp.MustCompile(`(?m)^  -([a-z-]+)`).FindAllStringSubmatch(usage, -1) {
		flags[found[1]] = true
	}
	named := 0
	for _, found := range regexp.MustCompile(`(?:^|[ \[])--?([a-z-]+)`).FindAllStringSubmatch(cmd.args, -1) {
		if !flags[found[1]] {
			t.Errorf("%s has no flag -%s", cmd.name, found[1])
		}
		named++
	}
	if !strings.Contains(cmd.args, "[flags]") && named != len(flags) {
		t.Errorf("%s has %d flags, help names %d and no more", cmd.name, len(flags), named)
	}
}

func TestMistakesAreNamedAndHelpIsComplete(t *testing.T) {
	t.Parallel()
	if status, _, problems := say(t, "", "nonsense"); status != 2 || !strings.Contains(problems, "nonsense") {
		t.Errorf("status %d: %s", status, problems)
	}
	for _, args := range [][]string{{"replay"}, {"verify", "a", "b"}, {"rehearse", filepath.Join(t.TempDir(), "nowhere")}, {"account", "x"}, {"serve", "-ballots-per-second", "ten"}} {
		if status, _, problems := say(t, "", args...); status != 1 || problems == "" {
			t.Errorf("%v: status %d, said %q", args, status, problems)
		}
	}
	if status, _, problems := say(t, "short\n", "account", "-dir", t.TempDir(), "test", "organizer"); status != 1 || !strings.Contains(problems, "12") {
		t.Errorf("a short password: status %d, said %q", status, problems)
	}
	_, out, _ := say(t, "", "help")
	for _, cmd := range commands() {
		if !strings.Contains(out, "pingyi "+cmd.name) {
			t.Errorf("help does not name %s", cmd.name)
		}
	}
	for _, cmd := range commands() {
		if cmd.run != nil {
			helpIsTrue(t, cmd)
		}
	}
	if _, out, _ := say(t, "", "help", "config"); !strings.Contains(out, "PINGYI_BASE_URL") {
		t.Errorf("help config says %q", out)
	}
}
