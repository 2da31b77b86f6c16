package web

import (
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/data"
	"pingyi/voting"
)

// Problem is an error that a person is told: a stable code, an HTTP status, and
// a sentence from the word lists under "refusal.<code>".
type Problem struct {
	Status int
	Code   string
	Detail string

	English string // the detail for readers of English, where they read another; else ""
}

// DetailIn is the detail in a language.
func (p Problem) DetailIn(lang string) string {
	if lang == "en" && p.English != "" {
		return p.English
	}
	return p.Detail
}

// Error gives the code.
func (p Problem) Error() string { return p.Code }

// Problems that are not refusals of the rules and that handlers speak of.
var (
	CardOrOver    = Problem{Status: fiber.StatusNotFound, Code: "card-or-over"} // where a session has ended, nobody knows its cards any more
	NoCard        = Problem{Status: fiber.StatusUnauthorized, Code: "no-card"}
	BadRequest    = Problem{Status: fiber.StatusBadRequest, Code: "bad-request"}
	NotFound      = Problem{Status: fiber.StatusNotFound, Code: "not-found"}
	LoginFailed   = Problem{Status: fiber.StatusUnauthorized, Code: "login-failed"}
	Forbidden     = Problem{Status: fiber.StatusForbidden, Code: "forbidden"}
	ForeignOrigin = Problem{Status: fiber.StatusForbidden, Code: "origin"}
	TooMany       = Problem{Status: fiber.StatusTooManyRequests, Code: "too-many"}
)

// What becomes of other errors.
var (
	notRecorded = Problem{Status: fiber.StatusServiceUnavailable, Code: "not-recorded"}
	busy        = Problem{Status: fiber.StatusServiceUnavailable, Code: "busy"}
	unsaved     = Problem{Status: fiber.StatusServiceUnavailable, Code: "unsaved"}
	diskFull    = Problem{Status: fiber.StatusInsufficientStorage, Code: "disk-full"}
	tooLarge    = Problem{Status: fiber.StatusRequestEntityTooLarge, Code: "too-large"}
	internal    = Problem{Status: fiber.StatusInternalServerError, Code: "internal"}
)

// statusOf is the one place where a refusal becomes an HTTP status.
var statusOf = map[voting.Code]int{
	voting.RefusedSession: 400, voting.RefusedRulebook: 400, voting.RefusedMarks: 400, voting.RefusedEmpty: 400,
	voting.RefusedOverVote: 400, voting.RefusedUnderVote: 400, voting.RefusedPattern: 400, voting.RefusedQuota: 400,
	voting.RefusedDeadline: 400, voting.RefusedReason: 400, voting.RefusedScene: 400,
	voting.RefusedRecused: 403, voting.RefusedRole: 403,
	voting.RefusedItem: 404, voting.RefusedCard: 404,
	voting.RefusedPhase: 409, voting.RefusedStale: 409, voting.RefusedItemPhase: 409, voting.RefusedOtherOpen: 409,
	voting.RefusedNotSealed: 409, voting.RefusedCardElsewhere: 409, voting.RefusedCardTwice: 409, voting.RefusedFewCards: 409,
	voting.RefusedNotOpen: 409, voting.RefusedClosed: 409, voting.RefusedRun: 409, voting.RefusedSecondBallot: 409,
	voting.RefusedCardVoid: 410,
	voting.RefusedTable:    400, voting.RefusedFigures: 400, voting.RefusedSource: 400, voting.RefusedUnit: 400, voting.RefusedLevel: 400, voting.RefusedNotice: 400,
	voting.RefusedResult: 409, voting.RefusedOutstanding: 409, voting.RefusedTie: 409, voting.RefusedVeto: 409, voting.RefusedNoticeRuns: 409,
}

// ProblemOf turns any error into what a person is told. Unknown errors are
// internal: their text stays on the server.
func ProblemOf(err error) Problem {
	var p Problem
	var refusal voting.Refusal
	var routing *fiber.Error
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &refusal):
		return Problem{Status: statusOf[refusal.Code], Code: string(refusal.Code), Detail: refusal.Detail, English: refusal.English}
	case errors.Is(err, live.ErrUnsaved):
		return unsaved
	case errors.Is(err, live.ErrNotRecorded), errors.Is(err, data.ErrClosed):
		return notRecorded
	case errors.Is(err, data.ErrFull):
		return diskFull
	case errors.Is(err, data.ErrBusy):
		return busy
	case errors.As(err, &routing):
		return routingProblem(routing.Code)
	}
	return internal
}

func routingProblem(status int) Problem {
	switch status {
	case fiber.StatusRequestEntityTooLarge:
		return tooLarge
	case fiber.StatusNotFound, fiber.StatusMethodNotAllowed:
		return Problem{Status: status, Code: "not-found"}
	}
	if status == fiber.StatusServiceUnavailable { // of a socket, when all places are taken
		return busy
	}
	if status >= 500 {
		return internal
	}
	return Problem{Status: status, Code: "bad-request"}
}

// Fail is Fiber's error handler: every error of every handler ends here. A
// person is answered by show, with a page.
func (s *Site) Fail(show func(c *fiber.Ctx, p Problem) error) fiber.ErrorHandler {
	return func(c *fiber.Ctx, err error) error { return s.fail(c, err, show) }
}

func (s *Site) fail(c *fiber.Ctx, err error, show func(*fiber.Ctx, Problem) error) error {
	p := ProblemOf(err)
	if p.Code == internal.Code {
		s.Logger.Error("request failed", "route", c.Route().Path, "error", err)
	}
	if p.Status == fiber.StatusServiceUnavailable || p.Status == fiber.StatusTooManyRequests {
		c.Set(fiber.HeaderRetryAfter, "1")
	}
	if p.Status == fiber.StatusRequestEntityTooLarge || p.Status == fiber.StatusRequestHeaderFieldsTooLarge {
		linger(c.Context().Conn())
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	if WantsPage(c) {
		s.guardAnswer(c) // the request may have failed before any handler
		return show(c, p)
	}
	return c.Status(p.Status).JSON(fiber.Map{"code": p.Code, "message": s.Sentence(Language(c), p)})
}

// Guard is the one place a panic of a handler ends at: the library would let it end the process, and
// a page that panics would end it again for everybody who loads it again. What decides and writes is
// not below it: a teller that panics takes the process down, and its log is read anew.
func Guard(c *fiber.Ctx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return c.Next()
}

// Sentence is what a person reads; the detail follows where it helps to mend
// the thing (it never holds a card, a token or a mark).
func (s *Site) Sentence(lang string, p Problem) string {
	text := s.Words(lang)["refusal."+p.Code]
	if text == "" { // the desk has sentences of its own
		text = s.Words(lang)["desk.refusal."+p.Code]
	}
	if text == "" {
		text = p.Code
	}
	if detail := p.DetailIn(lang); detail != "" {
		text += " (" + detail + ")"
	}
	return text
}
