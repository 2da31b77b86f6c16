package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/app/intake"
	"pingyi/voting/programme"
)

func TestProgrammesAreListedInBothLanguages(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{"zh": "best-worst  十佳十差", "en": "best-worst  Ten best, ten worst"} {
		status, out, problems := say(t, "", "programme", "list", "--lang", lang)
		if status != 0 || !strings.Contains(out, want) || strings.Count(out, "\n") != 2*len(programme.Names()) {
			t.Errorf("%s: status %d %s\n%s", lang, status, problems, out)
		}
	}
}

func TestAProgrammeIsShownWithItsRulesReadOut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"show", "windows"}, []string{"# 窗口评议", "| 编号 | 必填。每个单位一个，不能重复 | W001 |", "4. 投票 · 每个单位 1 分钟", "满意（100 分，主要）", "3. 得分 = 加权平均"}},
		{[]string{"--lang", "en", "show", "monitoring"}, []string{"# Monitoring round", "days usually open: 5", "- Target (`steps[12].only_if[0].below`, now 85)", "black list"}},
		{[]string{"show", "best-worst", "--lang", "en"}, []string{"`figures.csv` Entered after", "now no score until they are entered"}},
	} {
		status, out, problems := say(t, "", append([]string{"programme"}, c.args...)...)
		if status != 0 {
			t.Errorf("%v: status %d %s", c.args, status, problems)
		}
		for _, want := range c.want {
			if !strings.Contains(out, want) {
				t.Errorf("%v: %q is not in\n%s", c.args, want, out)
			}
		}
	}
}

// TestTheFolderOfAProgrammeCanBeUsedAsItIs checks each rulebook and reads each
// blank list, whose example is left out.
func TestTheFolderOfAProgrammeCanBeUsedAsItIs(t *testing.T) {
	t.Parallel()
	for _, name := range programme.Names() {
		for _, lang := range []string{"zh", "en"} {
			folder := filepath.Join(t.TempDir(), "new", name)
			if status, _, problems := say(t, "", "programme", "new", name, "--out", folder, "--lang", lang); status != 0 {
				t.Fatalf("%s: status %d %s", name, status, problems)
			}
			if status, out, problems := say(t, "", "rulebook", "check", filepath.Join(folder, "rulebook.json")); status != 0 || !strings.Contains(out, "可以使用") {
				t.Errorf("%s: status %d %s", name, status, problems)
			}
			p, _ := programme.Find(name, map[string]string{"zh": "zh-CN"}[lang]+strings.TrimPrefix(lang, "zh"))
			names, err := filepath.Glob(filepath.Join(folder, "*"))
			if err != nil || len(names) != len(p.Files)+2 {
				t.Errorf("%s has %v (%v)", name, names, err)
			}
			for _, file := range p.Files {
				lists(t, folder, file)
			}
			if status, _, problems := say(t, "", "programme", "new", name, "--lang", "en", "--out", folder); status != 1 || !strings.Contains(problems, "is there already") {
				t.Errorf("%s again: status %d %s", name, status, problems)
			}
		}
	}
}

func lists(t *testing.T, folder string, file programme.File) {
	t.Helper()
	name := programme.FileName(file.Kind) + ".csv"
	body, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	table, err := intake.ReadTable(name, body)
	if err != nil || len(table.Rows) != 2 || table.Encoding != intake.UTF8BOM {
		t.Fatalf("%s: %v, %+v", name, err, table)
	}
	if _, left := (intake.Head{}).Apart(table.Rows[1:]); len(left) != 1 {
		t.Errorf("%s: its example would be read in: %v", name, table.Rows[1])
	}
}

func TestProgrammeSaysWhatItWants(t *testing.T) {
	t.Parallel()
	for want, args := range map[string]string{
		"there is no programme \"window\"; there are windows": "show window", "want --out FOLDER": "new windows", "want zh or en": "list --lang fr",
		"want list, show NAME or new NAME": "show",
	} {
		if status, _, problems := say(t, "", append([]string{"programme", "--lang", "en"}, strings.Fields(args)...)...); status != 1 || !strings.Contains(problems, want) {
			t.Errorf("%s: status %d %q", args, status, problems)
		}
	}
}
