package beijing_test

import (
	"testing"
	"time"

	"pingyi/beijing"
)

// justAfterMidnight is in Beijing; in UTC it is the afternoon of the day before.
func justAfterMidnight() time.Time { return time.Date(2026, 11, 26, 16, 5, 3, 250_000_000, time.UTC) }

func TestAMomentIsToldInEveryForm(t *testing.T) {
	at := justAfterMidnight()
	unix, milli := at.Unix(), at.UnixMilli()
	for _, c := range []struct{ got, want string }{
		{beijing.Moment(unix), "2026-11-27T00:05:03+08:00"},
		{beijing.Mail(at), "Fri, 27 Nov 2026 00:05:03 +0800"},
		{beijing.Minute(unix), "2026-11-27 00:05"},
		{beijing.Second(unix), "2026-11-27 00:05:03"},
		{beijing.Day(unix), "2026-11-27"},
		{beijing.Date(at), "20261127"},
		{beijing.Spoken(unix, "zh-CN"), "11月27日 00:05"},
		{beijing.Spoken(unix, "en"), "November 27 00:05"},
		{beijing.Frame(milli), "00:05:03.250"},
		{beijing.DayAndFrame(milli), "2026-11-27 00:05:03.250"},
		{beijing.MomentAndFrame(milli), "2026-11-27T00:05:03.250+08:00"},
		{beijing.Field(unix), "2026-11-27T00:05"},
		{beijing.Cell(at).String(), "2026-11-27 00:05:03 +0000 UTC"},
	} {
		if c.got != c.want {
			t.Errorf("told as %q, want %q", c.got, c.want)
		}
	}
}

func TestAFieldIsReadOnTheClockThatWroteIt(t *testing.T) {
	minute := justAfterMidnight().Truncate(time.Minute)
	for _, text := range []string{beijing.Field(minute.Unix()), "2026-11-27T00:05:00+08:00", "2026-11-26T16:05:00Z", "2026-11-26T11:05:00-05:00"} {
		if at, err := beijing.Read(text); err != nil || !at.Equal(minute) {
			t.Errorf("%q is read as %s, %v", text, at, err)
		}
	}
	for _, text := range []string{"", "tomorrow", "2026-11-27", "2026-11-27 00:05"} {
		if at, err := beijing.Read(text); err == nil {
			t.Errorf("%q is read as %s", text, at)
		}
	}
	frame := justAfterMidnight()
	for _, text := range []string{beijing.DayAndFrame(frame.UnixMilli()), beijing.MomentAndFrame(frame.UnixMilli()), "2026-11-26T16:05:03.25Z"} {
		if at, err := beijing.ReadFrame(text); err != nil || !at.Equal(frame) {
			t.Errorf("%q is read as %s, %v", text, at, err)
		}
	}
	if at, err := beijing.ReadFrame("yesterday"); err == nil {
		t.Errorf("yesterday is read as %s", at)
	}
}

func TestADayBeginsAtMidnightInBeijing(t *testing.T) {
	if got := beijing.Moment(beijing.Midnight(justAfterMidnight(), 8).Unix()); got != "2026-12-05T00:00:00+08:00" {
		t.Errorf("eight days later begins %s", got)
	}
}

func TestSecondsOfADayAreThoseOfBeijing(t *testing.T) {
	for text, want := range map[string]int{"2026-11-26T16:00:00Z": 0, "2026-11-26T15:59:59Z": 86_399, "2026-11-26T12:15:01Z": 20*3600 + 15*60 + 1} {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		if got := beijing.OfDay(at.UnixMilli()); got != want {
			t.Errorf("%s is second %d of its day, want %d", text, got, want)
		}
	}
}
