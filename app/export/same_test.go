package export

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pingyi/display"
)

// The same log gives the same bytes, whenever and wherever it is asked.
func TestTwoExportsAreTheSameBytes(t *testing.T) {
	hall := secretHall()
	hall.criteria = 3
	for range 5 { // a workbook's sheets come in any order
		one, other := hall.set(t), hall.set(t)
		if !bytes.Equal(one.workbook(t), other.workbook(t)) {
			t.Fatal("two workbooks differ")
		}
		if !bytes.Equal(one.database(t), other.database(t)) {
			t.Fatal("two databases differ")
		}
		zip := func(s Set) []byte { return written(t, func(b *bytes.Buffer) error { return s.WriteZip(b) }) }
		if !bytes.Equal(zip(one), zip(other)) {
			t.Fatal("two archives of CSV differ")
		}
	}
}

// Results that were read back from a file give the same tables as the fold: an
// export can be made of a bundle that nobody can count.
func TestTablesAreMadeOfResultsAlone(t *testing.T) {
	state, _ := secretHall().play(t)
	words := sentences(t, "zh-CN")
	body, err := json.Marshal(display.ResultsOf(state))
	if err != nil {
		t.Fatal(err)
	}
	var read display.Results
	if err := json.Unmarshal(body, &read); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(Of(read, Also{}, words).workbook(t), Of(display.ResultsOf(state), Also{}, words).workbook(t)) {
		t.Error("the tables of a file differ from those of the fold")
	}
}

// Every table and column has a name and a meaning in every language, and no
// sentence is there for nothing.
func TestEveryTableAndColumnHasWords(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		words := sentences(t, lang)
		var used []string
		hall := secretHall()
		hall.criteria, hall.rehearsal, hall.unannounced = 2, true, true
		state, _ := hall.play(t)
		results := display.ResultsOf(state)
		results.Replaced = &display.Replacement{Version: 2}
		set := Of(results, Also{}, words)
		set.Tables = append(set.Tables, builder{words: words}.ballots(NewBallots()))
		for _, table := range set.Relations() {
			used = append(used, "table."+table.Name, "table."+table.Name+".about")
			for _, c := range table.Columns {
				used = append(used, "column."+c.Name, "column."+c.Name+".about")
			}
		}
		for _, v := range views() {
			used = append(used, "view."+v.name)
		}
		for _, key := range used {
			if words["export."+key] == "" {
				t.Errorf("%s: no words for %s", lang, key)
			}
		}
		for key := range words {
			name, ours := strings.CutPrefix(key, "export.")
			if named := strings.HasPrefix(name, "table.") || strings.HasPrefix(name, "column.") || strings.HasPrefix(name, "view."); ours && named && !slices.Contains(used, name) {
				t.Errorf("%s: nothing asks for %s", lang, name)
			}
		}
	}
}

func TestStepsAreSaidInTheReadersLanguage(t *testing.T) {
	words := sentences(t, "en")
	for written, want := range map[string]string{
		"round once, half up, 2 places":                        "",
		"round each unit mean, half even, 1 places":            "",
		"a step that nobody has words for":                     "a step that nobody has words for",
		"mean over votes with an opinion inside each category": words["desk.step.mean over votes with an opinion inside each category"],
	} {
		got := Said(words, written)
		if strings.ContainsAny(got, "{}") || got == "" || want != "" && got != want {
			t.Errorf("%q is said as %q", written, got)
		}
	}
}
