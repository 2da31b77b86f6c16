package desk

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/beijing"
	"pingyi/voting"
)

// resultForm is what an act about the result says more than others.
type resultForm struct {
	Table  string                 `json:"table"`  // of imported figures, with their
	Source string                 `json:"source"` // provenance
	Cells  []voting.EnteredFigure `json:"cells"`
	Step   string                 `json:"step"`  // of the rulebook, whose tie is decided by
	Kind   string                 `json:"kind"`  // "lot" or "re-vote"
	Where  []string               `json:"where"` // as the tie has it: of which criterion, where each has its own
	Order  []voting.UnitID        `json:"order"`
	Level  [][]voting.UnitID      `json:"level"` // those whom it left level with each other, in their order
	Unit   voting.UnitID          `json:"unit"`
	Author string                 `json:"author"`
	Record string                 `json:"record"`
	Days   int                    `json:"days"`
}

// readResultForm reads the same from a form. Figures come as JSON in one field, or
// as a value for each place with its labels in turn; an empty value is no figure.
func readResultForm(c *fiber.Ctx) (resultForm, error) {
	form := resultForm{
		Table: web.Field(c, "table"), Source: web.Field(c, "source"), Step: web.Field(c, "step"), Kind: web.Field(c, "kind"),
		Unit: voting.UnitID(web.Field(c, "unit")), Author: web.Field(c, "author"), Record: web.Field(c, "record"),
	}
	for _, unit := range web.Fields(c, "order") {
		form.Order = append(form.Order, voting.UnitID(unit))
	}
	form.Where, form.Level = web.Fields(c, "where"), levels(form.Order, web.Fields(c, "level"))
	if days := web.Field(c, "days"); days != "" {
		n, err := strconv.Atoi(days)
		if err != nil {
			return form, web.Problem{Status: fiber.StatusBadRequest, Code: "bad-request", Detail: "days"}
		}
		form.Days = n
	}
	if cells := web.Field(c, "cells"); cells != "" && json.Unmarshal([]byte(cells), &form.Cells) != nil {
		return form, web.Problem{Status: fiber.StatusBadRequest, Code: "bad-request", Detail: "cells"}
	}
	labels, values := web.Fields(c, "at"), web.Fields(c, "value")
	if len(values) == 0 {
		return form, nil
	}
	axes := len(labels) / len(values)
	if axes*len(values) != len(labels) {
		return form, web.Problem{Status: fiber.StatusBadRequest, Code: "bad-request", Detail: "value"}
	}
	for i, value := range values {
		if value != "" {
			form.Cells = append(form.Cells, voting.EnteredFigure{At: labels[i*axes : (i+1)*axes], Value: value})
		}
	}
	return form, nil
}

// levels puts units together: each place that is ticked, from 2, is level with the one before it.
func levels(order []voting.UnitID, ticked []string) (level [][]voting.UnitID) {
	open := false // whether the place before is in the last group
	for i := range order {
		with := i > 0 && slices.Contains(ticked, strconv.Itoa(i+1))
		switch {
		case with && open:
			level[len(level)-1] = append(level[len(level)-1], order[i])
		case with:
			level = append(level, []voting.UnitID{order[i-1], order[i]})
		}
		open = with
	}
	return level
}

// aboutResult tells the acts on the page of the result from those of the work.
func aboutResult(act string) bool {
	_, is := resultCommand(actForm{Act: act}, voting.Act{}, time.Time{})
	return is
}

// resultCommand reads an act about the result; now says where the hall's days end.
func resultCommand(form actForm, act voting.Act, now time.Time) (voting.Command, bool) {
	switch form.Act {
	case "figures":
		return voting.EnterFigures{Act: act, Table: form.Table, Source: form.Source, Cells: form.Cells}, true
	case "decision":
		return voting.EnterDecision{Act: act, Step: form.Step, Kind: form.Kind, Where: form.Where, Order: form.Order, Level: form.Level, Author: form.Author, Record: form.Record}, true
	case "veto":
		return voting.VetoUnit{Act: act, Unit: form.Unit, Author: form.Author, Reason: form.Reason}, true
	case "lift-veto":
		return voting.LiftVeto{Act: act, Unit: form.Unit, Reason: form.Reason}, true
	case "confirm-result":
		return voting.ConfirmResult{Act: act, Reason: form.Reason}, true
	case "announce":
		return voting.AnnounceResult{Act: act}, true
	case "notice":
		return voting.StartNotice{Act: act, Days: form.Days, Until: endOfNotice(now, form.Days).Unix()}, true
	case "certify":
		return voting.CertifyResult{Act: act}, true
	case "correct":
		return voting.CorrectResult{Act: act, Reason: form.Reason}, true
	case "abandon-correction":
		return voting.AbandonCorrection{Act: act, Reason: form.Reason}, true
	}
	return nil, false
}

// endOfNotice is midnight after so many whole days. The day on which a notice
// begins is not one of them, as the law counts days.
func endOfNotice(now time.Time, days int) time.Time {
	return beijing.Midnight(now, min(days, 1000)+1)
}
