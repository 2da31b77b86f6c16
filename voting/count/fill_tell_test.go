package count_test

import (
	"strings"
	"testing"
)

// TestAFilledFigureTellsWhatTheFillingDid: its own share, what that rounds to alone, and to whom
// the filling gave or took what; nothing says that the printed figure was rounded from itself.
func TestAFilledFigureTellsWhatTheFillingDid(t *testing.T) {
	t.Parallel()
	const residual, largest = `"by": "residual", "round": {"places": 2, "mode": "half up"}`, `"by": "largest remainder", "round": {"places": 2, "mode": "truncated"}`
	for _, c := range []struct {
		by, grade, printed string
		exact              string
		votes              [3]int64
		zh, en             string
	}{
		{residual, "差", "2.12", "100/47", [3]int64{134, 4, 3}, "本项原值 100/47 (≈ 2.127660)，四舍五入，保留 2 位小数是 2.13；它是最后一个不为 0 的，取 100 减其余各项：100 − (优 95.04 + 良 2.84) = 2.12",
			"its own share is 100/47 (≈ 2.127660), which is 2.13 when rounded half up to 2 places; it is the last that is not 0, so it gets what the others leave: 100 − (优 95.04 + 良 2.84) = 2.12"},
		{residual, "优", "95.04", "13400/141", [3]int64{134, 4, 3}, "四舍五入，保留 2 位小数是 95.04；照此数，最后一个不为 0 的“差”取 100 减其余各项",
			"which is 95.04 when rounded half up to 2 places; it is left so, and 差, the last that is not 0, gets what the others leave of 100"},
		{residual, "良", "100.00", "100", [3]int64{0, 7, 0}, "100 − 0.00 = 100.00", "100 − 0.00 = 100.00"},
		{residual, "差", "0.00", "0", [3]int64{0, 7, 0}, "最后一个不为 0 的“良”取", "it is left so, and 良"},
		{largest, "优", "33.34", "100/3", [3]int64{1, 1, 1}, "本项按舍去多少排第 1，补一个：33.33 + 0.01 = 33.34（舍去一样多的，先列的在前）",
			"they lack 0.01, so 1 unit of 0.01 went to those of which most was cut off; this one is number 1 of them and gets one: 33.33 + 0.01 = 33.34 (where equally much"},
		{largest, "差", "33.33", "100/3", [3]int64{1, 1, 1}, "各项舍去后合计差 0.01，有 1 个 0.01 要补，依次补给舍去最多的 1 项；本项按舍去多少排第 3，不补", "this one is number 3 and gets none"},
		{largest, "差", "14.29", "100/7", [3]int64{4, 2, 1}, "舍去 1/175 (≈ 0.005714)。各项舍去后合计差 0.01，有 1 个 0.01 要补", "1/175 (≈ 0.005714) was cut off."},
		{largest, "优", "50.00", "50", [3]int64{2, 1, 1}, "各项相加正好 100，不用补", "all of them come to 100 as they are, and nothing is added"},
	} {
		book := parse(t, []byte(form(ballotOf(""), `{"name": "率", "do": "share", "of": "marks", "grades": "each", "base": "all marks"},
			{"name": "得分", "do": "fill to 100", "of": "率", "over": "grade", `+c.by+`}`)))
		in := input(t, book, unitsOf(1))
		for i, grade := range []string{"优", "良", "差"} {
			if err := in.Add("marks", c.votes[i], "甲", grade); err != nil {
				t.Fatal(err)
			}
		}
		lines, err := result(t, book, in).Explain("得分", "甲", c.grade)
		if err != nil {
			t.Fatal(err)
		}
		l := lines[0]
		if l.Printed != c.printed || !strings.Contains(l.How.Chinese, c.zh) || !strings.Contains(strings.ToLower(l.How.English), strings.ToLower(c.en)) {
			t.Errorf("%s of %v is %s: %s\n%s", c.grade, c.votes, l.Printed, l.Chinese, l.English)
		}
		if l.Exact != c.exact {
			t.Errorf("%s of %v is exactly %s before it is filled, want %s", c.grade, c.votes, l.Exact, c.exact)
		}
		if l.Rounded.Chinese+l.Rounded.English != "" || strings.Contains(l.Chinese, "精确值") || strings.Contains(l.English, "exactly") {
			t.Errorf("it is told as rounded from itself: %s\n%s", l.Chinese, l.English)
		}
	}
}

// TestAPartWithoutAFigureLeavesNothingToFill says so, and stops nowhere.
func TestAPartWithoutAFigureLeavesNothingToFill(t *testing.T) {
	t.Parallel()
	book := parse(t, []byte(form(ballotOf(""), `{"name": "率", "do": "share", "of": "marks", "grades": "each", "base": "all marks"},
		{"name": "得分", "do": "fill to 100", "of": "率", "over": "grade", "by": "residual", "round": {"places": 2, "mode": "half up"}}`)))
	lines, err := result(t, book, input(t, book, unitsOf(1))).Explain("得分", "甲", "优")
	if err != nil || !strings.Contains(lines[0].Chinese, "没有数值。有一项没有数，各项都不补") {
		t.Errorf("got %v, %v", lines, err)
	}
}
