package desk

import (
	"strings"
	"testing"

	"pingyi/static"
	"pingyi/tests/evenings"
	"pingyi/voting"
)

// TestVoidBallotsAreExplainedByTheirReasons: what was collected, how many of it are void for each reason and by
// which rule, and what they come to; for the valid ones that is what the collected are without.
func TestVoidBallotsAreExplainedByTheirReasons(t *testing.T) {
	state := voting.NewState()
	for _, e := range evenings.Events(t, "choice") {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	unit := state.Session.Units[0].ID
	for lang, want := range map[string][]string{
		"zh": {"收回: 6\n", "无效 (所选单位多于规定): 2\n     收回 6 中的，逐张计数；评分办法规定：“", "超过", "个单位的，整票作废", "无效: 2\n     即 所选单位多于规定 2"},
		"en": {"collected: 6\n", "void (too many units ticked): 2\n     Of collected 6, counted one by one; the rulebook says: where the units on “", "the whole ballot is void", "void: 2\n     The same as too many units ticked 2"},
	} {
		words, err := static.WordsOf(map[string]string{"zh": "zh-CN", "en": "en"}[lang])
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range []voting.Figure{
			{Count: voting.FigureVoid}, {Count: voting.FigureVoid, Unit: unit}, {Count: voting.FigureValid}, {Count: voting.FigureValid, Unit: unit}, {Count: voting.FigureValidRate},
		} {
			text, found := ExplainText(state, f, state.ShownVersion().Number, lang, words)
			for _, w := range want {
				if !found || !strings.Contains(text, w) {
					t.Errorf("%s, %+v: it does not say %q:\n%s", lang, f, w, text)
				}
			}
		}
	}
}
