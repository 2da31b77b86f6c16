package tally

import (
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestEveryStepHasItsChineseName: a new kind of step is read out in Chinese too.
func TestEveryStepHasItsChineseName(t *testing.T) {
	_, err := count.Parse([]byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 1}, {"label": "差", "points": 0}]},
		"steps": [{"name": "得分", "do": "?"}], "result": {"score": "得分"}}`))
	var problems count.Problems
	if !errors.As(err, &problems) {
		t.Fatal(err)
	}
	kinds := regexp.MustCompile(`"([^"]+)"`).FindAllStringSubmatch(problems[0].Mend, -1)
	if len(kinds) < 20 {
		t.Fatalf("only %d kinds in %q", len(kinds), problems[0].Mend)
	}
	for _, kind := range kinds {
		if Say("zh", "format.do "+kind[1]) == "" {
			t.Errorf("%q has no Chinese name", kind[1])
		}
	}
}

// TestReasonsHaveTheirWords: why a ballot is void is said in both languages.
func TestReasonsHaveTheirWords(t *testing.T) {
	for _, reason := range []string{count.SpoiltOverVote, count.SpoiltUnderVote, count.SpoiltUnknown, count.SpoiltBand, count.SpoiltNoNumber, count.SpoiltNoGrade, count.SpoiltPattern, count.SpoiltQuota} {
		if phrase("zh", reason) == reason || phrase("en", reason) == "" {
			t.Errorf("%q is not translated", reason)
		}
	}
}

// TestReading: everything that a rulebook says is on the page that is read out.
func TestReading(t *testing.T) {
	text, err := os.ReadFile("../../voting/count/testdata/scenarios/best-worst/rulebook.json")
	if err != nil {
		t.Fatal(err)
	}
	book, err := count.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	for lang, lines := range map[string][]string{
		"zh": {"十佳十差基层单位评选", "票样：一张票评全部单位", "选取：最满意 0–10", "“最满意”选了超过 10 个单位的，整票作废", "外来的数：网络得票 单位",
			"3. 得分 = 加权平均；各部分 会场得分（权重 60）、网络得分（权重 40）；缺数时 不出结果，报明所缺的数；四舍五入，保留 2 位小数",
			"7. 十差 = 取前几名；取自 差评票；范围 全部；排在前的 高者；不在 十佳；取 10；卡线并列 全进", "ten best ← 十佳", book.Hash()},
		"en": {"where the units on “Best” are more than 10 the whole ballot is void", "rounded half up, decimal places: 2", "meeting score (weight 60), online score (weight 40); where a figure is missing there is no result, and it is named", "ballot: each ballot is about all units",
			"1. meeting score = percentage; of the ticks; as a share of the valid ballots; on the list Best; ",
			"7. Ten worst = list of those in front; of worst ticks; among all units; first the highest; not on Ten best; the first 10; of those tied at the cut all go in"},
	} {
		page := Reading(book, lang)
		for _, line := range lines {
			if !strings.Contains(page, line) {
				t.Errorf("%s: %q is missing in\n%s", lang, line, page)
			}
		}
	}
}

// TestReadingOfFiguresFromElsewhere: which may stay away is read out.
func TestReadingOfFiguresFromElsewhere(t *testing.T) {
	book, err := count.Parse([]byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"}, "imported": [
		{"name": "日常", "axes": ["unit"]}, {"name": "创新", "axes": ["unit"], "optional": true}],
		"steps": [{"name": "得分", "do": "bonus", "of": "日常", "add": ["创新"]}], "result": {"score": "得分"}}`))
	if err != nil {
		t.Fatal(err)
	}
	for lang, lines := range map[string][]string{
		"zh": {"外来的数：日常 单位\n", "外来的数：创新 单位（可以没有）\n"},
		"en": {"from elsewhere: 日常 unit\n", "from elsewhere: 创新 unit (optional)\n"},
	} {
		for _, line := range lines {
			if page := Reading(book, lang); !strings.Contains(page, line) {
				t.Errorf("%s: %q is missing in\n%s", lang, line, page)
			}
		}
	}
}

// TestWhatBecomesOfAMissingFigureIsSaidAsOneWouldPrintIt: the sheet that people sign
// has these words.
func TestWhatBecomesOfAMissingFigureIsSaidAsOneWouldPrintIt(t *testing.T) {
	for word, want := range map[string]string{
		"refuse": "缺数时 不出结果，报明所缺的数", "zero": "缺数时 按 0 计", "renormalise": "缺数时 该项不计，权重由其余各项按比例分担",
	} {
		book, err := count.Parse([]byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"}, "imported": [{"name": "日常", "axes": ["unit"]}],
			"steps": [{"name": "得分", "do": "weighted sum", "parts": [{"of": "日常", "weight": 1}], "missing": "` + word + `"}], "result": {"score": "得分"}}`))
		if err != nil {
			t.Fatal(err)
		}
		if said := Steps(book, "zh")[0].Said; !strings.HasSuffix(said, want) {
			t.Errorf("%s is said as %s", word, said)
		}
	}
	for do, want := range map[string]string{"sum": "缺数时 该项不计，只加其余各项", "mean": "缺数时 该项不计，只平均其余各项"} {
		book, err := count.Parse([]byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"}, "imported": [{"name": "日常", "axes": ["unit"]}],
		"steps": [{"name": "得分", "do": "` + do + `", "parts": ["日常"], "missing": "renormalise"}], "result": {"score": "得分"}}`))
		if err != nil {
			t.Fatal(err)
		}
		if said := Steps(book, "zh")[0].Said; !strings.HasSuffix(said, want) {
			t.Errorf("nothing weighs anything in a %s, and it is said as %s", do, said)
		}
	}
}

// TestEveryWordOfAStepIsSaid: what the schema lets a step say is read out as people say it,
// in both languages, and not in the words of the file format.
func TestEveryWordOfAStepIsSaid(t *testing.T) {
	text, err := os.ReadFile("../../docs/rulebook.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Properties struct {
			Steps struct {
				Items struct{ AnyOf []map[string]any }
			}
		}
		Defs map[string]map[string]any `json:"$defs"`
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	keys, values := make(map[string]bool), make(map[string]bool)
	for _, kind := range append(schema.Properties.Steps.Items.AnyOf, schema.Defs["band"], schema.Defs["condition"]) {
		wordsOf(kind, keys, values)
	}
	for _, own := range []string{"name", "do", "round", "note"} { // read out in another way
		delete(keys, own)
	}
	if len(keys) < 40 || len(values) < 30 || !keys["below_least"] || !values["renormalise"] {
		t.Fatalf("the keys are %v, the values %v", keys, values)
	}
	for _, lang := range []string{"zh", "en"} {
		for key := range keys {
			if said := Say(lang, "format.key "+key); said == "" || strings.Contains(said, "_") {
				t.Errorf("%s: the key %s is said as %q", lang, key, said)
			}
		}
		for value := range values {
			said, phrased := Say(lang, "format."+value), false
			for key := range keys {
				phrased = phrased || Say(lang, "format.key "+key+" "+value) != ""
			}
			if said == "" && !phrased {
				t.Errorf("%s: nothing is said for %q", lang, value)
			}
		}
	}
	book, err := count.Parse([]byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units", "grades": [{"label": "优", "points": 100}, {"label": "差", "points": 0}]},
		"steps": [{"name": "去", "do": "trim", "of": "marks", "high": 1, "low": 1, "least": 4, "below_least": "leave all"}, {"name": "得分", "do": "mean", "of": "去"}], "result": {"score": "得分"}}`))
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{
		"en": "what is left without the highest and lowest; of the marks; without the 1 highest; without the 1 lowest; from as many figures on as 4; with fewer nothing is left out",
		"zh": "去掉最高最低；取自 评议票；去最高 1；去最低 1；至少 4；不足时 都留下",
	} {
		if said := Steps(book, lang)[0].Said; said != want {
			t.Errorf("%s: %s, want %s", lang, said, want)
		}
	}
}

// wordsOf collects the keys of a schema and the words that may stand behind them.
func wordsOf(schema any, keys, values map[string]bool) {
	switch schema := schema.(type) {
	case []any:
		for _, one := range schema {
			wordsOf(one, keys, values)
		}
	case map[string]any:
		if properties, ok := schema["properties"].(map[string]any); ok {
			for key := range properties {
				keys[key] = true
			}
		}
		if words, ok := schema["enum"].([]any); ok {
			for _, word := range words {
				values[word.(string)] = true
			}
		}
		for name, below := range schema {
			if name != "enum" {
				wordsOf(below, keys, values)
			}
		}
	}
}
