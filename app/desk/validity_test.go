package desk

import (
	"slices"
	"testing"

	"pingyi/static"
	"pingyi/voting/count"
)

// The rules that are printed beside a result say what makes a ballot void, as the tools do.
func TestTheRulesOnPaperSayWhatMakesABallotVoid(t *testing.T) {
	site, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	book, err := count.Parse([]byte(`{"rulebook": 2, "title": "评议", "secrecy": "secret", "ballot": {"sheet": "all units", "over_vote": "void ballot",
"grades": [{"label": "优秀", "points": 1}, {"label": "一般", "points": 0}], "patterns": [{"void_if_all_equal": true}]},
"steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`))
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]ruleLine{
		"zh-CN": {Term: "废票", Says: []string{"一行选了多个等次的，整票作废", "各行全部相同的，整票作废"}},
		"en":    {Term: "Void ballots", Says: []string{"with more than one mark in a row the whole ballot is void", "where all rows are marked alike the whole ballot is void"}},
	} {
		rules := rulesInWords(deskPage{Lang: lang, words: site.Words(lang)}, book)
		if !slices.ContainsFunc(rules, func(r ruleLine) bool { return r.Term == want.Term && slices.Equal(r.Says, want.Says) }) {
			t.Errorf("%s: %+v", lang, rules)
		}
	}
}
