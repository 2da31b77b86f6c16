package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pingyi/display"
	"pingyi/voting"
)

// asked folds a bundle for questions.
func asked(t *testing.T, folder string) (question, *voting.State) {
	t.Helper()
	q := question{order: order{path: folder, lang: "zh"}}
	state, err := q.state(console{})
	if err != nil {
		t.Fatalf("%s: %v", folder, err)
	}
	return q, state
}

// bothAsked asks both bundles of one evening for every figure there is: what the public's explains is what the
// other does, line by line but for the categories that it does not have. It counts by what became of them.
func bothAsked(t *testing.T, name, public, whole string) map[display.Withheld]int {
	t.Helper()
	q, _ := asked(t, public)
	_, state := asked(t, whole)
	version := q.public.Version()
	became := make(map[display.Withheld]int)
	for _, f := range append(state.Figures(version), display.CountFigures(state, version)...) {
		want, _ := display.Explain(state, f, version)
		got, found, differs := q.public.Explain(f)
		if !found && f.Count == voting.FigureDifference && strings.HasPrefix(name, "testdata/released/format-1") { // of a fraction, which later ones round
			continue
		}
		if !found || differs || got.Refused != want.Refused {
			t.Errorf("%s: %+v is found %t, differs %t: %q %q, want %q %q", name, f, found, differs, got.Printed, got.Refused, want.Printed, want.Refused)
			continue
		}
		became[got.Why]++
		if got.Why != "" || strings.HasPrefix(name, "testdata/released/format-1") { // which hid less
			continue
		}
		if want.Why != "" || short(got.Printed) != short(want.Printed) {
			t.Errorf("%s: %+v is explained as %q, and with all records as %q, withheld %q", name, f, got.Printed, want.Printed, want.Why)
		}
		if a, b := linesOf(got), linesOf(want); !slices.Equal(a, b) && len(a) >= len(b) {
			t.Errorf("%s: %+v is explained by\n%s\nand with all records by\n%s", name, f, strings.Join(a, "\n"), strings.Join(b, "\n"))
		}
	}
	return became
}

// short takes the noughts from the ends of decimals, which earlier formats did not print.
func short(text string) string {
	return regexp.MustCompile(`\.0+\b`).ReplaceAllString(regexp.MustCompile(`(\.[0-9]*[1-9])0+\b`).ReplaceAllString(text, "$1"), "")
}

// linesOf are what an explanation says, but for counts that may be of all categories together.
func linesOf(e display.Explanation) (all []string) {
	for _, l := range e.Lines {
		all = append(all, short(fmt.Sprint(l.Table, l.At, l.Printed, l.How.Chinese)))
	}
	if e.Given != nil {
		for _, l := range e.Given.Lines {
			all = append(all, short(fmt.Sprint(l.Table, l.At, l.Printed, l.How.Chinese)))
		}
	}
	for _, told := range e.Told {
		all = append(all, short(fmt.Sprint(told.What, told.At, told.Printed)))
	}
	return all
}

// TestTheBundleForThePublicExplainsWhatItHas: by drawn rulebooks, of drawn evenings, it tells the same as all
// records, and what it cannot know it refuses.
func TestTheBundleForThePublicExplainsWhatItHas(t *testing.T) {
	t.Parallel()
	sum := make(map[display.Withheld]int)
	rules := drawnRules()
	for k, name := range slices.Sorted(maps.Keys(rules)) {
		d := newDrawn(uint64(k))
		d.rb = rulesOf(t, d, rules[name])
		log := announced(t, logOf(t, d.lived(d.evening())))
		for why, n := range bothAsked(t, name, bundled(t, publics, log), bundled(t, scrutineers, log)) {
			sum[why] += n
		}
	}
	for _, why := range []display.Withheld{"", display.WithheldUnit, display.WithheldPublic, display.WithheldHidden} {
		if sum[why] == 0 {
			t.Errorf("nothing became of a figure that is withheld by %q: %v", why, sum)
		}
	}
}

// TestReleasedPublicBundlesAreExplained, of every format.
func TestReleasedPublicBundlesAreExplained(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob("testdata/released/format-*/*-public")
	if err != nil || len(folders) < 5 {
		t.Fatalf("%d bundles, %v", len(folders), err)
	}
	for _, folder := range folders {
		if became := bothAsked(t, folder, folder, strings.TrimSuffix(folder, "public")+"scrutineer"); became[""] == 0 {
			t.Errorf("%s: nothing is explained: %v", folder, became)
		}
	}
}

// TestThePublicsExplanationSaysWhatItIsOf, and refuses in words what the bundle does not have.
func TestThePublicsExplanationSaysWhatItIsOf(t *testing.T) {
	t.Parallel()
	log := announced(t, tenBest(t))
	public := bundled(t, publics, log)
	for _, from := range []string{public, zipped(t, public)} {
		status, out, problems := say(t, "", "explain", "--of", "得分 B01", from)
		for _, want := range []string{"依据公开审计包里印出的票数", "得分 ", "网络得票: ", "这张表共 "} {
			if status != 0 || !strings.Contains(out, want) {
				t.Errorf("status %d, %s, it does not say %q:\n%s", status, problems, want, out)
			}
		}
	}
	for _, of := range []string{"名额 十佳", "入选差距 十佳", "相差 B01 B02", "网络得票 B01", "十佳 B01", "收回", "最满意 B01", "名次 B02"} {
		if status, out, problems := say(t, "", "explain", "--of", of, public); status != 0 || strings.Contains(out, "公开的审计包里没有") {
			t.Errorf("%s: status %d, %s\n%s", of, status, problems, out)
		}
	}
	if status, _, problems := say(t, "", "explain", "--of", "score B01", "--version", "2", public); status != 1 || !strings.Contains(problems, "只有第 1 版") {
		t.Errorf("of another version: %d, %s", status, problems)
	}
	forgeScore(t, public)
	sums(t, public)
	if status, _, problems := say(t, "", "explain", "--of", "score B01", public); status != 1 || !strings.Contains(problems, "与其中印出的数不同") {
		t.Errorf("of a score that was forged: %d, %s", status, problems)
	}
}
