package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pingyi/voting"
)

// TestThePublicHasNoVersionBeyondTheAnnouncedOne from a log, and a bundle has the one
// that it was made with.
func TestThePublicHasNoVersionBeyondTheAnnouncedOne(t *testing.T) {
	folder := mixedScenario(t)
	rewrite(t, folder, "rulebook.json", func(body []byte) []byte { return bytes.Replace(body, []byte(`"secret"`), []byte(`"open"`), 1) })
	log := lived(t, real(t, evening(t, folder).log), correctedLife()[:4]...)
	for _, format := range []string{"sqlite", "json"} {
		shown := exported(t, "x", "-format", format, log)
		if first := exported(t, "x", "-format", format, "-version", "1", log); !bytes.Equal(first, shown) || bytes.Contains(shown, []byte("来函更正")) {
			t.Errorf("%s: the announced version is not the first, or tells of the correction", format)
		}
	}
	out, bundle := filepath.Join(t.TempDir(), "x"), bundled(t, "scrutineer", log)
	for _, c := range []struct{ version, from, want string }{
		{"2", log, "has not been announced, the one that was is 1"}, {"3", log, "the result has 2"}, {"-1", log, "the result has 2"},
		{"2", bundle, "has the results of version 1"},
	} {
		if status, _, problems := say(t, "", "export", "-lang", "en", "-out", out, "-version", c.version, c.from); status != 1 || !strings.Contains(problems, c.want) {
			t.Errorf("version %s: status %d, said %q, want %q", c.version, status, problems, c.want)
		}
	}
	if one := exported(t, "x", "-format", "json", "-version", "1", bundle); !bytes.Contains(one, []byte(`"version": 1`)) {
		t.Error("the bundle does not give its own version")
	}
	if work := exported(t, "x", "-format", "sqlite", "-kind", "scrutineer", "-version", "2", log); !bytes.Contains(work, []byte("来函更正")) {
		t.Error("the scrutineers' file is not of the correction")
	}
	t.Chdir(t.TempDir())
	for _, args := range [][]string{{"-format", "json"}, {"-format", "sqlite", "-kind", "scrutineer", "-version", "2"}} {
		if status, _, problems := say(t, "", append(append([]string{"export"}, args...), log)...); status != 0 {
			t.Error(problems)
		}
	}
	if names, _ := filepath.Glob("results-*"); len(names) != 2 || !strings.HasSuffix(names[0], "-v1.json") || !strings.HasSuffix(names[1], "-v2-unannounced-named.sqlite") {
		t.Errorf("the files are called %v", names)
	}
}

// TestAnExportBeforeTheAnnouncementSaysSo in its name, in every row, and on the terminal.
func TestAnExportBeforeTheAnnouncementSaysSo(t *testing.T) {
	log := real(t, smallEvening(t).log)
	told := announced(t, log)
	t.Chdir(t.TempDir())
	for _, path := range []string{log, told} {
		status, out, problems := say(t, "", "export", "-format", "csv", path)
		if status != 0 || strings.Contains(out, "UNANNOUNCED") != (path == log) {
			t.Errorf("status %d, said %q %q", status, out, problems)
		}
	}
	names, _ := filepath.Glob("results-*")
	slices.Sort(names)
	if len(names) != 2 || !strings.HasSuffix(names[0], "-v1") || !strings.HasSuffix(names[1], "-v1-unannounced") {
		t.Fatalf("they are called %v", names)
	}
	for i, name := range names {
		body, err := os.ReadFile(filepath.Join(name, "result.csv"))
		if err != nil || strings.Contains(string(body), "尚未公布 UNANNOUNCED") != (i == 1) {
			t.Errorf("%s, %v: the rows are\n%s", name, err, body)
		}
	}
}

// TestANameThatDoesNotSayUnannouncedIsKeptWithAWarning, of files and of bundles. One that
// says it, and a result that was announced, need none.
func TestANameThatDoesNotSayUnannouncedIsKeptWithAWarning(t *testing.T) {
	t.Parallel()
	log := real(t, smallEvening(t).log)
	told, folder := announced(t, log), t.TempDir()
	for _, lang := range []string{"zh", "en"} {
		if err := os.Mkdir(filepath.Join(folder, lang), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		command []string
		name    string
		warned  bool
	}{
		{[]string{"export", "--format", "json", log}, "evening.json", true},
		{[]string{"export", "--format", "json", log}, "evening-unannounced.json", false},
		{[]string{"export", "--format", "json", told}, "told.json", false},
		{[]string{"bundle", "--kind", "scrutineer", log}, "bundle", true},
	} {
		for lang, warning := range map[string]string{"zh": "警告：%s：结果尚未公布", "en": "warning: %s: nobody has announced this result"} {
			out := filepath.Join(folder, lang, c.name)
			args := append([]string{c.command[0], "-lang", lang, "--out", out}, c.command[1:]...)
			status, _, problems := say(t, "", args...)
			if _, err := os.Stat(out); err != nil || status != 0 {
				t.Errorf("%v: status %d, %v: %s", args, status, err, problems)
			}
			if strings.Contains(problems, fmt.Sprintf(warning, out)) != c.warned {
				t.Errorf("%v: %q, want %q: %t", args, problems, warning, c.warned)
			}
		}
	}
}

// TestAVersionThatWasNeverAnnouncedStaysInTheHouse although a later one is.
func TestAVersionThatWasNeverAnnouncedStaysInTheHouse(t *testing.T) {
	t.Parallel()
	organizer, scrutineer := voting.Stamp{At: 100, By: "张", Role: voting.Organizer}, voting.Stamp{At: 100, By: "李", Role: voting.Scrutineer}
	life := append(correctedLife()[:4],
		&voting.CorrectionAbandoned{Stamp: organizer, Version: 2, Reason: "来函有误"}, &voting.ResultCorrected{Stamp: organizer, Version: 3, Reason: "再次来函"},
		&voting.ResultConfirmed{Stamp: scrutineer, Version: 3}, &voting.ResultAnnounced{Stamp: organizer, Version: 3})
	log := lived(t, mixedEvening(t).log, life...)
	out := filepath.Join(t.TempDir(), "x")
	if status, _, problems := say(t, "", "export", "-lang", "en", "-out", out, "-version", "2", log); status != 1 || !strings.Contains(problems, "has not been announced") {
		t.Errorf("status %d, said %q", status, problems)
	}
	for _, version := range []string{"1", "3"} {
		if status, _, problems := say(t, "", "export", "-out", out+version+".json", "-format", "json", "-version", version, log); status != 0 {
			t.Errorf("version %s: %s", version, problems)
		}
	}
}
