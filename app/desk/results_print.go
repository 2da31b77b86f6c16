package desk

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/voting"
)

// sheetAddress is where a browser finds what stands in the margin of every page
// of paper: which sheet it is a page of, so that pages that were separated can be
// put together again. It names the checkpoint of this page, since by the time it
// is fetched there may be a newer one.
func (v *resultsView) sheetAddress() string {
	q := url.Values{"lang": {v.Lang}, "version": {strconv.Itoa(v.Version)}}
	if v.Checkpoint != nil {
		q.Set("code", v.Checkpoint.Code)
	}
	return "/desk/s/" + string(v.ID) + "/results.css?" + q.Encode()
}

// GetResultsStyle answers the style of the margins. It is a file because no page
// of the desk has anything inline.
func (d *Desk) GetResultsStyle(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	page, asked := deskPage{words: d.site.Words(web.Language(c))}, strings.Clone(c.Query("code"))
	var title, code string
	var rehearsal, known bool
	number := c.QueryInt("version")
	err = s.Look(func(state *voting.State) {
		known = state.Version(number) != nil
		title, rehearsal = state.Session.Title, state.Session.Rehearsal
		code = knownCode(state, asked)
	})
	if err != nil {
		return err
	}
	if !known {
		return web.NotFound
	}
	parts := []string{page.T("results.sheet"), shortened(title, 40), page.T("results.version", "n", number)}
	if rehearsal {
		parts = append([]string{page.T("rehearsal")}, parts...)
	}
	if code != "" {
		parts = append(parts, page.T("seal")+" "+code)
	}
	c.Set(fiber.HeaderContentType, "text/css; charset=utf-8")
	return c.SendString(marginStyle(strings.Join(parts, " · ")))
}

// knownCode is a code if a checkpoint of the session has it, else "".
func knownCode(state *voting.State, asked string) string {
	var seals []voting.Seal
	for i := range state.Items {
		if seal := state.Items[i].Seal; seal != nil {
			seals = append(seals, *seal)
		}
	}
	for i := range state.Versions {
		seals = append(seals, state.Versions[i].Seals...)
	}
	for _, seal := range seals {
		if seal.Code == asked {
			return seal.Code
		}
	}
	return ""
}

// marginStyle writes a text at the foot of every page.
func marginStyle(text string) string {
	return "@page { @bottom-left { content: " + styleString(text) + "; font: 8pt var(--font); white-space: nowrap; } }\n"
}

// styleString writes a text as a string of a style sheet. All but letters and
// digits are written by number, so that nothing in it can end the string.
func styleString(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == ' ':
			b.WriteRune(r)
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
		default:
			fmt.Fprintf(&b, `\%06x `, r) // the blank ends the number, and is no part of the text
		}
	}
	b.WriteByte('"')
	return b.String()
}

// shortened cuts a text after so many characters.
func shortened(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
