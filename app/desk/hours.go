package desk

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/beijing"
	"pingyi/voting"
)

// timeOf reads a day and a time: as a browser writes it, which is Beijing time like all
// that the desk shows, or with the zone as programs write it. It is 0 for nothing.
func timeOf(text, field string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	at, err := beijing.Read(text)
	if err != nil || at.Unix() <= 0 {
		return 0, web.Problem{Status: fiber.StatusBadRequest, Code: "bad-request", Detail: field}
	}
	return at.Unix(), nil
}

// wallTimeOf writes a time into the field of a page; "" for none.
func wallTimeOf(at int64) string {
	if at == 0 {
		return ""
	}
	return beijing.Field(at)
}

// What is wrong with the hours of a new session.
var (
	notSelfPaced = web.Problem{Status: fiber.StatusBadRequest, Code: "not-self-paced"}
	wrongHours   = web.Problem{Status: fiber.StatusBadRequest, Code: "form-hours"}
)

// checkHours says in the reader's words what the rules would refuse in theirs, and
// that a form which closes in the past is nobody's wish.
func (d *Desk) checkHours(s voting.Session) error {
	switch {
	case s.Opens == 0 && s.Closes == 0:
		return nil
	case !s.Rulebook.SelfPaced:
		return notSelfPaced
	case s.Closes == 0:
		return nil
	}
	now := d.site.Now().Unix()
	if s.Closes <= max(s.Opens, now) || s.Closes-max(s.Opens, now) > voting.MaxSelfPacedSeconds {
		return wrongHours
	}
	return nil
}

// until is the closing time offered for a form that opens now: the announced one, or
// after the usual voting time, to the next full minute; "" where somebody must say.
func (d *Desk) until(v *sessionView) string {
	if v.closes == 0 && v.Seconds > 0 {
		return wallTimeOf((d.site.Now().Unix() + v.Seconds + 59) / 60 * 60)
	}
	return wallTimeOf(v.closes)
}

// hoursInWords says when there is voting, and how long, as far as it was fixed.
func hoursInWords(v *sessionView) string {
	var says []string
	if v.opens != 0 {
		says = append(says, v.T("draft.opens", "at", beijing.Minute(v.opens)))
	}
	if v.closes != 0 {
		says = append(says, v.T("draft.closes", "at", beijing.Minute(v.closes)))
	}
	if v.Seconds != 0 {
		says = append(says, v.T("draft.seconds", "n", v.Seconds))
	}
	return strings.Join(says, " · ")
}
