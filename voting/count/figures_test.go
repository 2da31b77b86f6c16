package count_test

import (
	"strings"
	"testing"

	"pingyi/voting/count"
)

// What is done to how often a grade was given is not done to the grade: five points more would
// be five votes more for each.
func TestNoArithmeticOnHowOftenAGradeWasGiven(t *testing.T) {
	for _, step := range []string{
		`{"name": "整", "do": "round", "of": "marks", "round": {"places": 0, "mode": "half up"}}`,
		`{"name": "整", "do": "bonus", "of": "marks", "add": ["分"]}`,
		`{"name": "整", "do": "deduction", "of": "marks", "subtract": ["分"]}`,
	} {
		text := scored(step, `{"name": "得分", "do": "mean", "of": "整"}`)
		_, err := count.Parse([]byte(text))
		if err == nil || !strings.Contains(err.Error(), `steps[0].of: "marks" is how often each grade or number was given, and no figure. Take their mean first`) {
			t.Errorf("%s: %v", step, err)
		}
		if problems, is := err.(count.Problems); !is || strings.Contains(problems[0].Chinese().Reason, "how often") || strings.Contains(problems[0].Chinese().Mend, "mean") {
			t.Errorf("there is no Chinese for %v", err)
		}
		if _, err := count.ParseKept([]byte(text)); err != nil && strings.Contains(err.Error(), "how often") {
			t.Errorf("a rulebook of an old log is refused: %v", err)
		}
	}
}
