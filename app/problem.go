package app

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/data"
	"pingyi/voting"
)

// problem is an error that a person is told: a stable code, an HTTP status, and
// a sentence from the word lists under "refusal.<code>".
type problem struct {
	status int
	code   string
	detail string
}

// Error gives the code.
func (p problem) Error() string { return p.code }

// The problems that are not refusals of the rules.
var (
	problemNoCard      = problem{status: fiber.StatusUnauthorized, code: "no-card"}
	problemNotRecorded = problem{status: fiber.StatusServiceUnavailable, code: "not-recorded"}
	problemBusy        = problem{status: fiber.StatusServiceUnavailable, code: "busy"}
	problemDiskFull    = problem{status: fiber.StatusInsufficientStorage, code: "disk-full"}
	problemTooLarge    = problem{status: fiber.StatusRequestEntityTooLarge, code: "too-large"}
	problemBadRequest  = problem{status: fiber.StatusBadRequest, code: "bad-request"}
	problemNotFound    = problem{status: fiber.StatusNotFound, code: "not-found"}
	problemLogin       = problem{status: fiber.StatusUnauthorized, code: "login-failed"}
	problemForbidden   = problem{status: fiber.StatusForbidden, code: "forbidden"}
	problemOrigin      = problem{status: fiber.StatusForbidden, code: "origin"}
	problemInternal    = problem{status: fiber.StatusInternalServerError, code: "internal"}
	problemTooMany     = problem{status: fiber.StatusTooManyRequests, code: "too-many"}
)

// statusOf is the one place where a refusal becomes an HTTP status.
var statusOf = map[voting.Code]int{
	voting.RefusedSession: 400, voting.RefusedRulebook: 400, voting.RefusedMarks: 400, voting.RefusedEmpty: 400,
	voting.RefusedDeadline: 400, voting.RefusedReason: 400, voting.RefusedScene: 400,
	voting.RefusedRecused: 403,
	voting.RefusedItem:    404, voting.RefusedCard: 404,
	voting.RefusedPhase: 409, voting.RefusedStale: 409, voting.RefusedItemPhase: 409, voting.RefusedOtherOpen: 409,
	voting.RefusedNotSealed: 409, voting.RefusedCardElsewhere: 409, voting.RefusedCardTwice: 409, voting.RefusedFewCards: 409,
	voting.RefusedNotOpen: 409, voting.RefusedClosed: 409, voting.RefusedRun: 409, voting.RefusedSecondBallot: 409,
	voting.RefusedCardVoid: 410,
}

// problemOf turns any error into what a person is told. Unknown errors are
// internal: their text stays on the server.
func problemOf(err error) problem {
	var p problem
	var refusal voting.Refusal
	var routing *fiber.Error
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &refusal):
		return problem{status: statusOf[refusal.Code], code: string(refusal.Code), detail: refusal.Detail}
	case errors.Is(err, live.ErrNotRecorded), errors.Is(err, data.ErrClosed):
		return problemNotRecorded
	case errors.Is(err, data.ErrFull):
		return problemDiskFull
	case errors.Is(err, data.ErrBusy):
		return problemBusy
	case errors.Is(err, errBallotForm):
		return problemBadRequest
	case errors.As(err, &routing):
		return routingProblem(routing.Code)
	}
	return problemInternal
}

func routingProblem(status int) problem {
	switch status {
	case fiber.StatusRequestEntityTooLarge:
		return problemTooLarge
	case fiber.StatusNotFound, fiber.StatusMethodNotAllowed:
		return problem{status: status, code: "not-found"}
	}
	if status >= 500 {
		return problemInternal
	}
	return problem{status: status, code: "bad-request"}
}

// fail is Fiber's error handler: every error of every handler ends here.
func (a *App) fail(c *fiber.Ctx, err error) error {
	p := problemOf(err)
	if p.code == problemInternal.code {
		a.logger.Error("request failed", "route", c.Route().Path, "error", err)
	}
	if p.status == fiber.StatusServiceUnavailable || p.status == fiber.StatusTooManyRequests {
		c.Set(fiber.HeaderRetryAfter, "1")
	}
	if p.status == fiber.StatusRequestEntityTooLarge || p.status == fiber.StatusRequestHeaderFieldsTooLarge {
		linger(c.Context().Conn())
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	sentence := a.sentence(language(c), p)
	if wantsPage(c) {
		return a.problemPage(c, p, sentence)
	}
	return c.Status(p.status).JSON(fiber.Map{"code": p.code, "message": sentence})
}

// sentence is what a person reads; the detail follows where it helps to mend
// the thing (it never holds a card, a token or a mark).
func (a *App) sentence(lang string, p problem) string {
	text := a.site.Words(lang)["refusal."+p.code]
	if text == "" {
		text = p.code
	}
	if p.detail != "" {
		text += " (" + p.detail + ")"
	}
	return text
}
