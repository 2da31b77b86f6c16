package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pingyi/app/bundle"
	"pingyi/app/progress"
	"pingyi/app/recount"
	"pingyi/voting"
)

// checkOf is the check of a bundle, with all but its result behind it, and what it said.
func checkOf(t *testing.T, folder string) (c *bundleCheck, said string) {
	t.Helper()
	b, err := bundle.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	v := &verifier{out: &out, voice: newVoice("en"), state: voting.NewState(), closes: make(map[voting.ItemID]uint64), confirmed: make(confirmed)}
	v.bar = progress.New(&bytes.Buffer{}, "", 0)
	if v.receipt, err = newReceipt(""); err != nil {
		t.Fatal(err)
	}
	c = &bundleCheck{verifier: v, Bundle: b, course: bundle.NewCourse(b.Rulebook), again: recount.OfPrinted(b.Rulebook, b.Session.Units)}
	if b.Session.Kind == bundle.Public {
		if c.acts, err = bundle.NewActs(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.check(); err != nil {
		t.Fatalf("%s: %v:\n%s", folder, err, &out)
	}
	return c, out.String()
}

// resultIs checks another result beside the same records.
func (c *bundleCheck) resultIs(body []byte) error {
	c.out, c.published, c.stated, c.name, c.Result = &bytes.Buffer{}, nil, bundle.Stated{}, "", body
	return c.results()
}

// publishedIs checks a file that was published beside the result and the same records.
func (c *bundleCheck) publishedIs(t *testing.T, result, published []byte) error {
	t.Helper()
	given, stated, err := readPublished(file(t, published))
	if err != nil {
		return err
	}
	c.out, c.published, c.stated, c.name, c.Result = &bytes.Buffer{}, given, stated, "results.json", result
	return c.results()
}

// leftOpen is what may be otherwise in a result without being found: the reason, and the words
// by which the report on the honest bundle says so, where it must.
type leftOpen struct{ name, kind, says, why string }

func leftOpenIn() []leftOpen {
	const (
		withheld = "unknown whether these members of result.json say what the withheld records give"
		units    = "unknown whether the figures of these units"
		hidden   = "in result.json: they compare units, and it leaves out the counts of some"
		apart    = "in result.json: they rest on ballots and cards by category, which are withheld"
	)
	return []leftOpen{
		{`format (changed|dropped)`, "", "", "a result is held to the rules of the format that it names, and by another it may say the same"},
		{`units #(hidden)? (issued|checked_in|expected) changed`, publics, withheld, "who had a card is in no act; the numbers are bounded by each other, and by the withheld records between the closes"},
		{`units #hidden (score|named #\S+ text|criteria # score) changed`, publics, units, "the counts that they follow from are left out"},
		{`units #hidden (named \S+|criteria # score) dropped`, publics, units, "whether there is a figure at all, the counts would say"},
		{`units #hidden by_grade in another order`, publics, units, "its sum is that of the ballots, and its parts are left out"},
		{`units #(hidden)? rank changed`, publics, hidden, "a place beside units whose counts are left out"},
		{`units #(hidden)? rank changed`, publics, apart, "a place by a figure that rests on what is withheld"},
		{`units # named #\S+ text changed`, publics, apart, "a figure that rests on what is withheld"},
		{`selections #\S+ (take|barred) changed`, publics, hidden, "how many were before a list that has hidden units"},
	}
}

// bundlesToMutate are the forms that there are, with all that a result has members for.
func bundlesToMutate(t *testing.T) map[string]string {
	t.Helper()
	pledges, ten := lived(t, pledgesLog(t), correctedLife()...), chosenBy(t, "10", 20)
	all := map[string]string{
		"pledges, public": bundled(t, publics, pledges), "pledges": bundled(t, scrutineers, pledges),
		"best-worst, public": bundled(t, publics, ten),
	}
	for _, folder := range []string{"format-5/places-public", "format-5/places-scrutineer", "format-4/figures-public", "format-4/evening-scrutineer", "format-3/parts-public", "format-2/form-public"} {
		all[folder] = filepath.Join("testdata", "released", folder)
	}
	return all
}

// Whoever changes, drops, doubles or adds anything in a result is found by the program,
// and by the script in another language; what neither can know is in the list, and in the report.
func TestWhateverIsOtherwiseInAResultIsFound(t *testing.T) {
	takesLong(t)
	used := make(map[string]bool)
	for name, folder := range bundlesToMutate(t) {
		c, report := checkOf(t, folder)
		honest := c.Result
		open := func(m mutation) bool {
			for _, o := range leftOpenIn() {
				kind := o.kind == "" || c.Session.Kind == bundle.Public
				if kind && regexp.MustCompile("^"+o.name+"$").MatchString(m.name) && strings.Contains(report, o.says) {
					used[o.name] = true
					return true
				}
			}
			return false
		}
		all, found := mutations(t, honest), make(map[string]bool)
		for _, m := range all {
			err := c.resultIs(m.body)
			if found[m.name] = err != nil; err == nil && !open(m) {
				t.Errorf("%s: nobody finds %s", name, m.name)
			}
		}
		if err := c.resultIs(honest); err != nil {
			t.Errorf("%s: the honest one: %v", name, err)
		}
		for _, m := range scripted(t, folder, all) {
			if !open(m) && !onlyForTheProgram(m) || found[m.name] && ofCards(m) {
				t.Errorf("%s: the script does not find %s", name, m.name)
			}
		}
	}
	for _, o := range leftOpenIn() {
		if !used[o.name] {
			t.Errorf("%s is found always, or is never tried", o.name)
		}
	}
}

// onlyForTheProgram is what the script does not find: it takes a figure that it cannot count as it is
// printed, and does not know beforehand whether it must be there.
func onlyForTheProgram(m mutation) bool {
	return regexp.MustCompile(`^units # named \S+ dropped$`).MatchString(m.name)
}

// ofCards is a count of cards in the row of a unit: where the program knows it, the script does too.
func ofCards(m mutation) bool {
	return regexp.MustCompile(`^units #(hidden)? (issued|checked_in) changed$`).MatchString(m.name)
}

// scripted lists what the script does not find, of every ninth and of the cards: it is slow.
func scripted(t *testing.T, folder string, all []mutation) (missed []mutation) {
	t.Helper()
	var text bytes.Buffer
	for i, m := range all {
		if i%9 != len(all)%9 && !ofCards(m) {
			continue
		}
		line, err := json.Marshal(map[string]string{"name": m.name, "body": string(m.body)})
		if err != nil {
			t.Fatal(err)
		}
		text.Write(append(line, '\n'))
	}
	path := filepath.Join(t.TempDir(), "mutations.jsonl")
	if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	status, out := runPython(t, "testdata/mutated.py", scripts, folder, path)
	if status != 0 {
		t.Fatalf("status %d:\n%s", status, out)
	}
	for _, m := range all {
		if strings.Contains(out, "\n"+m.name+"\n") {
			missed = append(missed, m)
		}
	}
	return missed
}
