// Package beijing is the one clock that people read: on the desk, on phones and
// screens, on paper, in exports and feeds. China keeps one time, eight hours ahead
// of UTC in summer and winter, so it needs no table of zones and is the same on
// every machine, whatever zone that machine is set to. It never asks what time it
// is now. static/shared/moment.js is its twin in the browser.
package beijing

import (
	"fmt"
	"time"
)

// Layouts that are read or written in more than one place.
const (
	field  = "2006-01-02T15:04" // of a browser's field for a day and a time, which names no zone
	minute = "2006-01-02 15:04"
)

func zone() *time.Location { return time.FixedZone("UTC+8", 8*60*60) }

// Of is the same moment on this clock.
func Of(t time.Time) time.Time { return t.In(zone()) }

// At is a moment in Unix seconds on this clock.
func At(unix int64) time.Time { return Of(time.Unix(unix, 0)) }

// Moment is for programs, and names the zone: RFC 3339.
func Moment(unix int64) string { return At(unix).Format(time.RFC3339) }

// Mail is the form that RSS has from letters; it names the zone too.
func Mail(t time.Time) string { return Of(t).Format(time.RFC1123Z) }

// Minute is for people: day, hour and minute.
func Minute(unix int64) string { return At(unix).Format(minute) }

// Second is for people: day and time to the second.
func Second(unix int64) string { return At(unix).Format(time.DateTime) }

// Day is for people: the day alone.
func Day(unix int64) string { return At(unix).Format(time.DateOnly) }

// Date is the day for names of files and folders.
func Date(t time.Time) string { return Of(t).Format("20060102") }

// Spoken is a moment that may be weeks away, as a sentence in a language says it.
func Spoken(unix int64, lang string) string {
	if lang == "en" {
		return At(unix).Format("January 2 15:04")
	}
	return At(unix).Format("1月2日 15:04")
}

// Frame is the time of day to a thousandth of a second, for who directs pictures.
func Frame(milli int64) string { return Of(time.UnixMilli(milli)).Format("15:04:05.000") }

// DayAndFrame is Frame with its day.
func DayAndFrame(milli int64) string {
	return Of(time.UnixMilli(milli)).Format("2006-01-02 15:04:05.000")
}

// MomentAndFrame is Moment to a thousandth of a second.
func MomentAndFrame(milli int64) string {
	return Of(time.UnixMilli(milli)).Format("2006-01-02T15:04:05.000Z07:00")
}

// OfDay is how many seconds of its day have passed at a moment in Unix milliseconds.
func OfDay(milli int64) int {
	h, m, s := Of(time.UnixMilli(milli)).Clock()
	return h*3600 + m*60 + s
}

// Field is what stands in a browser's field for a day and a time.
func Field(unix int64) string { return At(unix).Format(field) }

// Read reads what stands in such a field, or a moment of RFC 3339, which is what
// programs send and names its zone itself.
func Read(text string) (time.Time, error) {
	if at, err := time.ParseInLocation(field, text, zone()); err == nil {
		return at, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("read a time: %w", err)
	}
	return at, nil
}

// ReadFrame reads a moment to a thousandth of a second, on this clock where it
// names no zone.
func ReadFrame(text string) (at time.Time, err error) {
	for _, layout := range []string{"2006-01-02T15:04:05.999Z07:00", "2006-01-02T15:04:05.999", "2006-01-02 15:04:05.999"} {
		if at, err = time.ParseInLocation(layout, text, zone()); err == nil {
			return at, nil
		}
	}
	return at, fmt.Errorf("read a time: %w", err)
}

// Midnight is the one that begins a day, so many days after that of t.
func Midnight(t time.Time, days int) time.Time {
	year, month, day := Of(t).Date()
	return time.Date(year, month, day+days, 0, 0, 0, 0, zone())
}

// Cell is a moment with the hands of this clock and no zone, as a spreadsheet
// keeps it.
func Cell(t time.Time) time.Time {
	t = Of(t)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}
