package count_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// around is a rulebook that the fragments of the document fit into.
const around = `{"rulebook": 2, "title": "例", "ballot": {"sheet": "one unit", "over_vote": "void ballot",
	"choose": [{"list": "best", "at_most": 10}, {"list": "worst", "at_most": 10}],
	"grades": [{"label": "满意", "points": 100, "headline": true}, {"label": "基本满意", "points": 80}, {"label": "不满意", "points": 0}],
	"criteria": [{"label": "作风", "weight": 60}, {"label": "效率", "weight": 40}]},
	"categories": [{"label": "企业", "weight": 30}, {"label": "居民", "weight": 70}],
	"imported": [{"name": "日常", "axes": ["unit"]}, {"name": "上年得分", "axes": ["unit"]}, {"name": "网络得票", "axes": ["unit"]}, {"name": "创新加分", "axes": ["unit"]},
		{"name": "通报扣分", "axes": ["unit"]}, {"name": "上次黄牌", "axes": ["unit"]}, {"name": "难度", "axes": ["unit", "criterion"]}],
	"steps": [{"name": "类内", "do": "mean", "of": "marks"},
		{"name": "指标得分", "do": "weighted mean", "of": "类内", "over": "category", "missing": "renormalise"},
		{"name": "得分", "do": "weighted mean", "of": "指标得分", "over": "criterion", "missing": "renormalise"}, STEPS],
	"result": {"score": "得分", "chosen": "ticks"}}`

// TestDocument: every example of the document is a rulebook that is accepted, and
// there is an example of everything that a step can do.
func TestDocument(t *testing.T) {
	text, err := os.ReadFile("../../docs/RULEBOOK.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```json\n(.*?)\n```").FindAllStringSubmatch(string(text), -1)
	if len(blocks) < 20 {
		t.Errorf("only %d examples", len(blocks))
	}
	for _, block := range blocks {
		whole := block[1]
		switch {
		case strings.HasPrefix(whole, "["):
			whole = toldAll(strings.Replace(around, "STEPS", strings.Trim(whole, "[]\n"), 1))
		case !strings.Contains(whole, `"rulebook": 2`):
			steps := `{"name": "得分", "do": "sum", "parts": ["分"], "missing": "zero"}`
			if strings.Contains(whole, `"weight"`) {
				steps += `, {"name": "各项", "do": "mean", "of": "marks"}, {"name": "合成", "do": "weighted mean", "of": "各项", "over": "criterion", "missing": "renormalise"}`
			}
			whole = strings.Replace(scored(steps), ballotOf(""), whole, 1)
		}
		if _, err := count.Parse([]byte(whole)); err != nil {
			t.Errorf("%v in the example\n%s", err, block[1])
		}
	}
	_, err = count.Parse([]byte(scored(`{"name": "得分", "do": "?"}`)))
	for _, do := range regexp.MustCompile(`"([^"]+)"(?:,| or|$)`).FindAllStringSubmatch(strings.SplitN(err.Error(), "Write ", 2)[1]+"", -1) {
		if !strings.Contains(string(text), `"do": "`+do[1]+`"`) {
			t.Errorf("there is no example of %q", do[1])
		}
	}
}
