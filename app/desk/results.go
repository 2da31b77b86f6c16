package desk

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/display"
	"pingyi/voting"
)

// resultsView is the page of results: everything confirmed so far.
type resultsView struct {
	deskPage
	ID                       voting.SessionID
	Name, Tab                string
	Final                    bool // the session has ended
	Secret, HasBlanks, Rows  bool
	Issued, CheckedIn, Items int
	Grades, Categories       []string
	Units                    []resultRow
	Unrevealed               int // of the units
	Voided                   []pastView
	Rulebook, RulebookHash   string
	Signer                   string // verifier key of the checkpoints
	Secrecy                  voting.Secrecy
	Steps                    []step
	Refused                  string // why the rulebook gives nobody a score
}

// step is one step of the rulebook: as it is written, and as the reader says it.
type step struct{ Written, Said string }

// resultRow is one unit that was confirmed.
type resultRow struct {
	Item              voting.ItemID
	Unit              voting.UnitID
	Name              string
	Class             voting.Class
	Counts            []int
	Blank             int
	Ballots, Expected int
	Score             string
	Rank, RankInClass int
	Seal              string
	Criteria          []criterionLine
	Hidden            bool    // not shown by category
	Cells             [][]int // else by category and grade

	session voting.SessionID
}

// Why is the address that explains one of the unit's results.
func (r resultRow) Why(result string) string {
	return explains(r.session, voting.Figure{Result: result, Unit: r.Unit})
}

// WhyOf is the address that explains the score of one criterion.
func (r resultRow) WhyOf(criterion string) string {
	return explains(r.session, voting.Figure{Result: "criterion score", Unit: r.Unit, Criterion: criterion})
}

// GetResults shows the results, to be read and to be printed.
func (d *Desk) GetResults(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	view := &resultsView{deskPage: d.page(c, "results"), ID: s.ID, Tab: "results"}
	if err := s.Look(view.fold); err != nil {
		return err
	}
	view.Title = view.T("results") + " · " + view.Name + " · " + view.T("desk")
	return d.send(c, "results", view)
}

// fold runs on the teller's goroutine.
func (v *resultsView) fold(state *voting.State) {
	rb := state.Session.Rulebook
	v.Name, v.Rehearsal, v.Final = state.Session.Title, state.Session.Rehearsal, state.Phase == voting.Ended
	v.Issued, v.CheckedIn = state.Issued()
	v.Items, v.Secret = len(state.Items), rb.Secrecy == voting.Secret
	v.Rulebook, v.RulebookHash, v.Secrecy = rb.Title, rb.Hash(), rb.Secrecy
	v.Signer = state.Session.Signer
	for _, written := range rb.Steps {
		v.Steps = append(v.Steps, step{Written: written, Said: v.step(written)})
	}
	v.Rows, v.Grades = rb.Rows() && rb.Lists == nil, columnsOf(rb)
	for _, category := range rb.Categories {
		v.Categories = append(v.Categories, category.Label)
	}
	for _, row := range state.Board(voting.PhaseConfirmed, voting.PhaseRevealed) {
		v.Units = append(v.Units, newResultRow(state, row))
		v.Refused = row.Refused
		if state.Item(row.Item).Phase == voting.PhaseConfirmed {
			v.Unrevealed++
		}
		v.HasBlanks = v.HasBlanks || rb.Lists == nil && v.Units[len(v.Units)-1].Blank > 0
	}
	for i := range state.Items {
		v.Voided = append(v.Voided, pastRuns(state, &state.Items[i])...)
	}
}

// step says a step in the reader's language where there are words for it.
func (v *resultsView) step(written string) string {
	said := v.T("step." + written)
	if parts := strings.Split(written, ", "); len(parts) == 3 && parts[0] == "round once" {
		said = v.T("step.round", "how", v.T("step."+parts[1]), "places", strings.TrimSuffix(parts[2], " places"))
	} else if how, rounds := strings.CutPrefix(parts[0], "round "); rounds && len(parts) > 1 {
		said = v.T("step.round.each", "how", v.T("step."+how), "places", strings.TrimSuffix(parts[1], " places"))
	}
	if said == "" {
		return written
	}
	return said
}

// columnsOf names what is counted of a unit: its grades, or the lists it may be on.
func columnsOf(rb voting.Rulebook) []string {
	var columns []string
	for _, grade := range rb.Grades {
		columns = append(columns, grade.Label)
	}
	for _, list := range rb.Lists {
		columns = append(columns, list.Label)
	}
	return columns
}

// counts are those of one category of a unit, in the order of the columns; of all of
// them together for a category below 0.
func counts(rb voting.Rulebook, tally voting.Tally, category int) []int {
	switch {
	case rb.Lists == nil && category < 0:
		return tally.ByGrade()
	case rb.Lists == nil:
		return tally.CategoryByGrade(category)
	}
	ticks := make([]int, len(rb.Lists))
	for k := range ticks {
		if ticks[k] = tally.CriterionByGrade(k)[voting.Tick]; category >= 0 {
			ticks[k] = tally.Counts[category][k][voting.Tick]
		}
	}
	return ticks
}

func newResultRow(state *voting.State, row voting.Row) resultRow {
	item := state.Item(row.Item)
	r := resultRow{
		Item: row.Item, Unit: row.Unit.ID, Name: row.Unit.Name, Class: row.Unit.Class, Counts: counts(state.Session.Rulebook, row.Tally, -1),
		Ballots: row.Tally.Total(), Expected: state.ExpectedFor(row.Item, row.Unit.ID), Rank: row.Rank, RankInClass: row.RankInClass, Blank: row.Tally.Blanks(),
		Hidden: !display.Breakdown(&state.Session, row.Tally), session: state.Session.ID,
	}
	for i := range row.Tally.Counts {
		if !r.Hidden {
			r.Cells = append(r.Cells, counts(state.Session.Rulebook, row.Tally, i))
		}
	}
	r.Score, r.Criteria = row.Score.Text, criterionLines(state.Session.Rulebook, row.Unit, row.Tally)
	for i := range r.Criteria {
		if row.Criteria != nil {
			r.Criteria[i].Score = row.Criteria[i].Text
		}
	}
	if item.Seal != nil {
		r.Seal = item.Seal.Code
	}
	return r
}
