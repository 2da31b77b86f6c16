package export

import (
	"os"
	"strings"
	"testing"

	"pingyi/display"
	"pingyi/voting"
)

// A rulebook of version 1 names neither its lists nor its steps: people read those that the program
// has in their language, and programs the same in every language.
func TestNamesThatTheProgramGivesAreInTheLanguage(t *testing.T) {
	written, err := os.ReadFile("../../voting/count/testdata/scenarios/best-worst/rulebook.json")
	if err != nil {
		t.Fatal(err)
	}
	rb, err := voting.KeptRulebook(written)
	if err != nil {
		t.Fatal(err)
	}
	r := display.Results{
		Grades: []string{}, Missing: []string{"网络得票"}, Pending: []display.Tie{{Step: "十佳", Kind: "lot", Units: []voting.UnitID{"W1"}}},
	}
	r.Lists = []display.ListResult{{Label: "best", Name: "最满意", AtMost: 10}, {Label: "worst", Name: "最不满意", AtMost: 10}}
	r.Categories = []display.CategoryResult{{Label: "评议代表"}}
	r.Units = []display.UnitResult{{
		Unit: "W1", Name: "W1", Named: []display.NamedResult{{Name: "十佳", Text: "1"}, {Name: "会场得分", Text: "88"}}, Counts: map[string][]int{"评议代表": {1}},
		Criteria: []display.CriterionResult{{Criterion: "best", ByGrade: []int{1}, Counts: map[string][]int{"评议代表": {1}}}, {Criterion: "worst", ByGrade: []int{0}, Counts: map[string][]int{"评议代表": {0}}}},
	}}
	for lang, c := range map[string]struct{ said, not []string }{
		"en":    {[]string{"Ten best", "Ten worst", "list not settled", "meeting score", "online votes", "Best", "Worst", "Representatives"}, []string{"十佳", "会场得分", "网络得票", "最满意", "最不满意", "评议代表"}},
		"zh-CN": {[]string{"十佳", "未定的名单", "十差", "会场得分", "网络得票", "最满意", "最不满意", "评议代表"}, []string{"Ten best", "Representatives"}},
	} {
		set := Of(r, Also{Open: OpenOf(r, written), Called: func(name string) string { return rb.NameIn(lang, name) }}, sentences(t, lang))
		var all strings.Builder
		for _, sheet := range set.Sheets() {
			all.Write(sheet.csv(t))
		}
		for _, said := range c.said {
			if !strings.Contains(all.String(), said) {
				t.Errorf("%s: nothing is called %q in\n%s", lang, said, all.String())
			}
		}
		for _, said := range c.not {
			if strings.Contains(all.String(), said) {
				t.Errorf("%s: something is called %q in\n%s", lang, said, all.String())
			}
		}
		for _, table := range set.Relations() {
			for _, row := range table.Rows {
				for i, v := range row {
					if table.Name == "named_results" && table.Columns[i].Name == "result" && v.Text != "十佳" && v.Text != "会场得分" {
						t.Errorf("%s: a program reads %q", lang, v.Text)
					}
				}
			}
		}
	}
}
