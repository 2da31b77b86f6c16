package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// listForgeries change what a result says of the lists of units.
func listForgeries() map[string]struct{ kind, from, to, want string } {
	const evening, form, public = "evening-scrutineer", "form-scrutineer", "form-public"
	return map[string]struct{ kind, from, to, want string }{
		"another unit on a list":            {evening, `"place": 1,` + "\n     " + `"value": "70.21"`, `"place": 2,` + "\n     " + `"value": "70.21"`, "DIFFERS list 各组先进 · 乙组: the records give 1. C 乙组"},
		"a figure of who is on it":          {evening, `"value": "70.21"`, `"value": "70.22"`, "DIFFERS list 各组先进 · 乙组 C: the records give 70.21"},
		"a figure of who is next":           {evening, `"value": "70.17"`, `"value": "70.18"`, "DIFFERS list 各组先进 · 甲组 next A: the records give 70.17"},
		"how many are taken":                {evening, `"take": 1`, `"take": 2`, "DIFFERS list 各组先进 · 甲组 places: the records give 1"},
		"how many are kept out":             {evening, `"barred": 1`, `"barred": 0`, "DIFFERS list 末位 kept out: the records give 1"},
		"a list that is not there":          {evening, `"result": "last"`, `"result": "least"`, "DIFFERS list 末位: the records give it, "},
		"by how much the first outside is":  {form, `"margin": "`, `"margin": "1`, "DIFFERS list 前二 margin: the records give"},
		"who is on a list, for the public":  {public, `"place": 2`, `"place": 1`, "DIFFERS list 前二: the records give"},
		"by what it was made, of a public":  {public, `"by": "得分"`, `"by": "分项"`, `DIFFERS list 前二 by: the records give "得分"`},
		"that a unit is on it, of a public": {public, `"text": "1"`, `"text": "0"`, `"前二": the records give 1,`},
	}
}

// What a result says of the ten best or the worst is counted again too: in a bundle, and
// in a file that was published.
func TestVerifyCountsTheListsOfAResultAgain(t *testing.T) {
	t.Parallel()
	for name, f := range listForgeries() {
		t.Run(name, func(t *testing.T) {
			honest := filepath.Join("testdata", "released", "format-2", f.kind)
			folder := copied(t, honest)
			swap(t, folder, "result.json", f.from, f.to)
			sums(t, folder)
			if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 1 || !strings.Contains(out, f.want) {
				t.Errorf("status %d, want %q:\n%s", status, f.want, out)
			}
			forged := filepath.Join(folder, "result.json")
			if status, out, _ := say(t, "", "verify", "-lang", "en", "-results", forged, honest); status != 1 || !strings.Contains(out, f.want) && !strings.Contains(f.kind, "public") {
				t.Errorf("as what was published: status %d, want %q:\n%s", status, f.want, out)
			}
			if status, out := python(t, folder); status == 0 {
				t.Errorf("the script finds nothing:\n%s", out)
			}
		})
	}
}

// By what a list was made again is said: the awards by the score are sorted here, what
// goes by a share of ballots the engine says.
func TestVerifySaysByWhatListsWereMadeAgain(t *testing.T) {
	t.Parallel()
	status, out, _ := say(t, "", "verify", "-lang", "en", "testdata/released/format-2/evening-scrutineer")
	for _, want := range []string{
		"figures: best of class, criterion score, rank, rank in class, score worked out again from these counts by an arithmetic of its own",
		"figures: last, satisfied worked out again from these counts by the server's own engine", "unknown whether the arithmetic of last, satisfied is right",
		"lists: 各组先进, 末位 made again",
	} {
		if status != 0 || !strings.Contains(out, want) {
			t.Errorf("status %d, want %q:\n%s", status, want, out)
		}
	}
}

// An older result says nothing of lists, or less; it is not called a difference.
func TestAResultOfBeforeThereWereListsIsNotMissingThem(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile("testdata/released/format-2/form-scrutineer/result.json")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(strings.Replace(string(body), `"version": 1,`, "", 1), `"selections": [`, `"lists_of_then": [`, 1)
	if status, out, _ := say(t, "", "verify", "-lang", "en", "-results", file(t, []byte(text)), "testdata/released/format-2/form-scrutineer"); status != 0 {
		t.Errorf("status %d:\n%s", status, out)
	}
}
