package count_test

import (
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestPunctuationOfAChineseKeyboard: the character itself is told, with its line and
// column, and the one to write.
func TestPunctuationOfAChineseKeyboard(t *testing.T) {
	for _, c := range []struct{ text, where, half, column string }{
		{"{\n \"rulebook\"： 2}", `line 2, column 12 has "："`, ":", "第 2 行第 12 个字 \"：\""},
		{"{\n \"rulebook\": 2，\n \"title\": \"评\"}", `line 2, column 15 has "，"`, ",", "第 2 行第 15 个字 \"，\""},
		{"{“rulebook”: 2}", `line 1, column 2 has "“"`, `"`, "第 1 行第 2 个字 \"“\""},
		{"{\"rulebook\": ２}", `line 1, column 14 has "２"`, "2", "第 1 行第 14 个字 \"２\""},
		{"｛\"rulebook\": 2}", `line 1, column 1 has "｛"`, "{", "第 1 行第 1 个字 \"｛\""},
		{"{\"title\": \"评\", \"x\": [1， 2]}", `line 1, column 23 has "，"`, ",", "第 1 行第 23 个字 \"，\""},
	} {
		_, err := count.Parse([]byte(c.text))
		problems, ok := err.(count.Problems)
		if !ok || len(problems) != 1 {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		p, zh := problems[0], problems[0].Chinese()
		if !strings.Contains(p.Reason, c.where) || p.Mend != "Use the half-width one: "+c.half {
			t.Errorf("%s: %v", c.text, p)
		}
		if !strings.Contains(zh.Reason, c.column) || zh.Mend != "请改成半角："+c.half {
			t.Errorf("%s: %v", c.text, zh)
		}
	}
}

// TestNothingIsSaidOfWhatFollows: numbers that cannot be made are one problem, not also
// numbers without points.
func TestNothingIsSaidOfWhatFollows(t *testing.T) {
	_, err := count.Parse([]byte(`{"rulebook": 2, "title": "评", "ballot": {"sheet": "one unit", "numbers": {"from": 0, "to": 10, "step": 3}},
		"steps": [{"name": "去", "do": "trim", "of": "marks", "high": 1, "low": 1, "least": 3, "below_least": "leave all"}, {"name": "分", "do": "mean", "of": "marks"}], "result": {"score": "分"}}`))
	problems, ok := err.(count.Problems)
	if !ok || len(problems) != 1 || problems[0].Path != "ballot.numbers.step" {
		t.Errorf("got %v", err)
	}
}
