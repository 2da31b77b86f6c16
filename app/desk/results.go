package desk

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/tally"
	"pingyi/app/web"
	"pingyi/beijing"
	"pingyi/display"
	"pingyi/display/chart"
	"pingyi/voting"
)

// resultsView is the page of results: everything confirmed so far. It is also the
// result sheet that is printed and signed.
type resultsView struct {
	deskPage
	ID                       voting.SessionID
	Name, Tab                string
	Final                    bool // the session has ended
	Version                  int
	Phase                    voting.ResultPhase // of the version
	Reason                   string             // why it corrects the one before
	Replaced                 *replacedView      // by a version that was announced later
	Unannounced              bool               // nobody but those who work on it may see it
	Released                 bool               // some version was announced
	Others                   []int              // versions there are besides
	Secret, HasBlanks, Rows  bool
	Own                      bool // each unit has its own criteria
	Lists                    bool // a choice: counted are the lists that a unit is on
	Classed, RankedInClass   bool // units belong to classes, and have a place in them
	RankedAll                bool // units have a place among all
	Issued, CheckedIn, Items int
	Asked                    int       // units that are voted on
	Form                     bool      // on one form
	Collected, Valid, Void   int       // ballots of all units together
	Why                      []whyVoid // why ballots are void, of all units together
	Grades, Categories       []string
	Units                    []resultRow   // in the order of the rundown
	Groups                   []resultGroup // the same in the order of rank
	Also                     []alsoColumn  // what else the rulebook gives of each
	Made                     []listView    // that the rulebook makes of them
	Given                    givenView
	Unrevealed               int // of the units
	Voided                   []pastView
	Rulebook, RulebookHash   string
	Signer                   string // verifier key of the checkpoints
	Checkpoint               *voting.Seal
	Before                   bool // the version was confirmed after it
	Secrecy                  voting.Secrecy
	Rules                    []ruleLine // what the ballot asks, and of whom
	Steps                    []step
	Refused                  string // why the rulebook gives nobody a score

	Pictures []*picture
	Matrix   *matrix // where all units are asked the same criteria

	asked    int // version that the address asks for, else 0
	marks    []voting.Figure
	turnout  []chart.TurnoutRow
	grades   []chart.Grade
	criteria []string // those asked of every unit
}

// replacedView says which version took the place of the one on the page.
type replacedView struct {
	Version    int
	Reason, At string
}

// step is one step of the rulebook as the reader says it. One of an old rulebook has
// no name, and beside it stands the sentence that is written there.
type step struct {
	tally.Step
	Written string
}

// resultRow is one unit that was confirmed.
type resultRow struct {
	Item                   voting.ItemID
	Unit                   voting.UnitID
	Name                   string
	Class                  voting.Class
	Counts                 []int
	Blank                  int
	Expected               int
	Collected, Valid, Void int // ballots
	Score                  string
	Rank, RankInClass      int
	Seal                   string
	Criteria               []criterionLine
	Also                   []alsoCell
	Hidden                 bool    // not shown by category
	Cells                  [][]int // else by category and grade

	session voting.SessionID
	version int             // that the address asked for, else 0
	marks   []voting.Figure // what the columns of counts are of
	waits   []voting.Waits
	open    string // what is said of a figure that waits
}

// Unsettled is what is said beside a result that waits with a tie; "" where it is settled.
func (r resultRow) Unsettled(result string) string {
	if (voting.Row{Waits: r.waits}).WaitsFor(result) == nil {
		return ""
	}
	return r.open
}

// GetResults shows the results, to be read and to be printed.
func (d *Desk) GetResults(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	view := &resultsView{deskPage: d.page(c, "results"), ID: s.ID, Tab: "results", Version: c.QueryInt("version")}
	if err := s.Look(view.fold); err != nil {
		return err
	}
	if view.Version == 0 {
		return web.NotFound
	}
	view.draw()
	if view.asked > 0 {
		view.Switch = "?" + url.Values{"version": {strconv.Itoa(view.asked)}, "lang": {view.Other()}}.Encode()
	}
	view.Title = view.T("results") + " · " + view.Name + " · " + view.T("desk")
	return d.send(c, "results", view)
}

// fold runs on the teller's goroutine.
func (v *resultsView) fold(state *voting.State) {
	rb := state.Session.Rulebook
	v.Name, v.Rehearsal, v.Final = state.Session.Title, state.Session.Rehearsal, state.Phase == voting.Ended
	v.Issued, v.CheckedIn = state.Issued()
	v.Items, v.Secret, v.RankedAll = len(state.Items), rb.Secrecy == voting.Secret, rb.RanksAll()
	v.Asked, v.Form = len(state.Items), len(state.Items) == 1 && state.Items[0].Whole()
	if v.Form {
		v.Asked = len(state.Session.Units)
	}
	v.Rulebook, v.RulebookHash, v.Secrecy = rb.Title, rb.Hash(), rb.Secrecy
	v.Signer = state.Session.Signer
	v.inWords(rb)
	v.Also, v.marks = alsoColumns(rb, v.Lang), marksOf(rb)
	v.Rows, v.Own, v.Lists, v.Grades = rb.Rows() && rb.Lists == nil, rb.Criteria == nil, rb.Lists != nil, columnsOf(rb, v.Lang)
	for _, category := range rb.Categories {
		v.Categories = append(v.Categories, rb.NameIn(v.Lang, category.Label))
	}
	v.choose(state)
	v.Why = v.whyVoid(state.VoidBy())
	if v.Version > 0 {
		v.take(state, state.OutcomeOf(v.Version))
	}
	v.Groups = v.grouped()
	for i := range state.Items {
		v.Voided = append(v.Voided, pastRuns(state, &state.Items[i])...)
	}
	if len(v.Units) > 0 {
		v.plan(state)
	}
}

// choose takes the version that was asked for, and else the one that is shown to
// everybody. 0 stays where there is no such version.
func (v *resultsView) choose(state *voting.State) {
	v.Released = state.ShownVersion().Announced()
	if v.asked = v.Version; v.Version == 0 {
		v.Version = state.ShownVersion().Number
	}
	version := state.Version(v.Version)
	if version == nil {
		v.Version = 0
		return
	}
	v.Phase, v.Reason, v.Unannounced = version.Phase(), version.Reason, version.Phase().Unannounced()
	for i := range state.Versions {
		if number := state.Versions[i].Number; number != v.Version {
			v.Others = append(v.Others, number)
		}
	}
}

// take takes up all that the page says of an outcome, which is worked out once for it.
func (v *resultsView) take(state *voting.State, outcome voting.Outcome) {
	for _, row := range outcome.Rows {
		v.add(state, row)
	}
	v.addResults(state, display.ResultsFrom(state, v.Version, outcome))
	v.seal(state.Version(v.Version))
}

// seal takes the checkpoint of the version in place of the last item's: what was entered
// for it is under no other. Older logs have none.
func (v *resultsView) seal(version *voting.Version) {
	if version.Phase() == voting.VersionPreparing {
		return
	}
	if v.Before = version.Seal() == nil; !v.Before {
		v.Checkpoint = version.Seal()
	}
}

// addResults takes up what the results say besides the counts. Scores are taken from
// there, because one that is hidden is not printed as it stands on the board.
func (v *resultsView) addResults(state *voting.State, results display.Results) {
	for i, unit := range results.Units {
		v.Units[i].Score = display.Approximate(unit.Score)
		v.Units[i].addAlso(v.Also, unit.Named)
		for k, criterion := range unit.Criteria {
			v.Units[i].Criteria[k].Score = display.Approximate(criterion.Score)
		}
	}
	if by := results.Replaced; by != nil {
		v.Replaced = &replacedView{by.Version, by.Reason, beijing.Minute(by.At)}
	}
	v.addLists(state, results)
	v.Given = v.given(state, results)
}

// add takes up one unit.
func (v *resultsView) add(state *voting.State, row voting.Row) {
	item, r := state.Item(row.Item), newResultRow(state, row)
	r.version, r.marks, r.waits, r.open = v.asked, v.marks, row.Waits, v.T("results.unsettled")
	v.Units = append(v.Units, r)
	v.Refused = row.Refused
	if item.Phase == voting.PhaseConfirmed {
		v.Unrevealed++
	}
	v.HasBlanks = v.HasBlanks || !v.Lists && r.Blank > 0
	v.RankedInClass = v.RankedInClass || r.RankInClass > 0
	v.Classed = v.Classed || r.Class != ""
	if n := len(v.Units); n == 1 || v.Units[n-2].Item != r.Item { // a form with all units was handed in once
		v.Collected, v.Valid, v.Void = v.Collected+r.Collected, v.Valid+r.Valid, v.Void+r.Void
	}
	if item.Seal != nil && (v.Checkpoint == nil || v.Checkpoint.Size < item.Seal.Size) {
		v.Checkpoint = item.Seal
	}
}

// resultGroup is units that are ranked among each other: all of them, or a class.
type resultGroup struct {
	Class voting.Class
	Rows  []resultRow
}

// grouped puts units in the order of rank, class by class where they have no place
// among all.
func (v *resultsView) grouped() []resultGroup {
	if v.RankedAll {
		return []resultGroup{{Rows: ranked(v.Units, func(r resultRow) int { return r.Rank })}}
	}
	var groups []resultGroup
	for _, unit := range v.Units {
		at := slices.IndexFunc(groups, func(g resultGroup) bool { return g.Class == unit.Class })
		if at < 0 {
			at, groups = len(groups), append(groups, resultGroup{Class: unit.Class})
		}
		groups[at].Rows = append(groups[at].Rows, unit)
	}
	for i := range groups {
		groups[i].Rows = ranked(groups[i].Rows, func(r resultRow) int { return r.RankInClass })
	}
	return groups
}

// ranked puts units in the order of a place, those without one last.
func ranked(units []resultRow, place func(resultRow) int) []resultRow {
	sorted := slices.Clone(units)
	slices.SortStableFunc(sorted, func(a, b resultRow) int {
		if (place(a) == 0) != (place(b) == 0) {
			return place(b) - place(a)
		}
		return place(a) - place(b)
	})
	return sorted
}

// columnsOf names what is counted of a unit: its grades, or the lists it may be on.
func columnsOf(rb voting.Rulebook, lang string) []string {
	var columns []string
	for _, grade := range rb.Grades {
		columns = append(columns, grade.Label)
	}
	for _, list := range rb.Lists {
		columns = append(columns, rb.NameIn(lang, list.Label))
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
		Collected: row.Tally.Total(), Valid: row.Tally.Valid(), Void: row.Tally.Voids(), Expected: state.ExpectedFor(row.Item, row.Unit.ID),
		Rank: row.Rank, RankInClass: row.RankInClass, Blank: row.Tally.Blanks(),
		Hidden: !display.Breakdown(&state.Session, row.Tally), session: state.Session.ID,
	}
	for i := range row.Tally.Counts {
		if !r.Hidden {
			r.Cells = append(r.Cells, counts(state.Session.Rulebook, row.Tally, i))
		}
	}
	r.Criteria = criterionLines(state.Session.Rulebook, row.Unit, row.Tally)
	if item.Seal != nil {
		r.Seal = item.Seal.Code
	}
	return r
}
