package studio

import (
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/onair"
)

// statusOf is the one place where a refusal of the control room becomes an HTTP status. What is
// not named is a conflict with how things stand.
var statusOf = map[onair.Code]int{
	onair.RefusedOutput: 400, onair.RefusedCue: 400, onair.RefusedArm: 400, onair.RefusedAt: 400, onair.RefusedScene: 400, onair.RefusedPhones: 400, onair.RefusedReason: 400,
	onair.RefusedPages: 400,
	onair.RefusedRole:  403, onair.RefusedNotReleased: 403, onair.RefusedRehearsal: 403, onair.RefusedSecond: 403, onair.RefusedNotAllowed: 403,
	onair.RefusedNoOutput: 404, onair.RefusedSession: 404, onair.RefusedNotSealed: 404,
}

// internal are the refusals whose detail is for programs: what a person reads there is a name of
// ours, such as that of a scene, and helps nobody.
var internal = []onair.Code{
	onair.RefusedNotReleased, onair.RefusedLayer, onair.RefusedNothing, onair.RefusedStale, onair.RefusedStep, onair.RefusedNotSealed,
	onair.RefusedNotArmed, onair.RefusedOther, onair.RefusedWent, onair.RefusedSoon, onair.RefusedItem, onair.RefusedPages, onair.RefusedAt, onair.RefusedWaiting, onair.RefusedScene, onair.RefusedCue, onair.RefusedEmpty, onair.RefusedNames, onair.RefusedNamesGiven,
}

// Problem makes of a refusal of the control room what a person is told; any other error stays as
// it is.
func Problem(err error) error {
	var refusal onair.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	status := statusOf[refusal.Code]
	if status == 0 {
		status = fiber.StatusConflict
	}
	if slices.Contains(internal, refusal.Code) {
		refusal.Detail = ""
	}
	return web.Problem{Status: status, Code: string(refusal.Code), Detail: refusal.Detail}
}
