package desk

import (
	"testing"

	"pingyi/static"
)

// A form is open for days, which nobody counts in seconds. The module of the page writes the
// same, as static/shared/time.test.mjs has it.
func TestTheClockIsInWordsUntilTheLastHour(t *testing.T) {
	site, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		seconds     int64
		zh, english string
	}{
		{166*3600 + 39*60 + 51, "还有 6 天 22 小时", "6 d 22 h left"},
		{24 * 3600, "还有 1 天 0 小时", "1 d 0 h left"},
		{24*3600 - 1, "还有 23 小时 59 分", "23 h 59 min left"},
		{3600, "还有 1 小时 0 分", "1 h 0 min left"},
		{3599, "59:59", "59:59"},
		{31, "00:31", "00:31"},
		{-5, "00:00", "00:00"},
	} {
		for lang, want := range map[string]string{"zh-CN": c.zh, "en": c.english} {
			if got := (deskPage{words: site.Words(lang)}).timeLeft(c.seconds); got != want {
				t.Errorf("%d seconds read %q, want %q", c.seconds, got, want)
			}
		}
	}
}
