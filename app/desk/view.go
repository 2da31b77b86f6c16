package desk

import (
	"strconv"

	"pingyi/beijing"
	"pingyi/display"
	"pingyi/static"
	"pingyi/voting"
)

// itemView is the item in the middle of the working page.
type itemView struct {
	ID         voting.ItemID
	Of         int
	Run        uint16
	Phase      voting.ItemPhase
	Staged     bool
	Unit       voting.UnitID
	Name       string
	Department voting.Department
	Class      voting.Class
	Ballots    int
	Expected   int
	Seal       string
	Counted    bool // the desk may see counts by grade
	Bars       []gradeBar
	Blank      int
	WhyBlank   string          // the address that explains it; "" where none does yet
	Void       int             // ballots that are void as a whole, where the desk may know
	Criteria   []criterionLine // where a ballot has a row for each
	Result     *display.Result // as it is on the screens, or will be when it is revealed
	CanVoid    bool
	Past       []pastView
}

// gradeBar is the count of one grade as the screens have it, with its colour.
type gradeBar struct {
	display.Bar
	Tone          string
	Why, WhyShare string // the addresses that explain count and share; "" before they are confirmed
}

// criterionLine is one criterion of the item: its counts by grade and, once the
// tally stands, its score.
type criterionLine struct {
	Key, Label, Group string
	Counts            []int
	Blank             int
	Score             string
	Why               []string // the addresses that explain the counts; nil where none does yet
	WhyBlank          string
}

// pastView is a run that was set aside.
type pastView struct {
	Item           voting.ItemID
	Name           string
	Run            uint16
	Ballots        int
	Reason, By, At string
	Why            string // the address that explains the ballots
}

func newItemView(state *voting.State, item *voting.ItemState) *itemView {
	unit := state.Unit(item.Unit)
	v := &itemView{
		ID: item.ID, Of: len(state.Items), Run: item.Run, Phase: item.Phase, Staged: state.OnStage == item.ID,
		Unit: unit.ID, Name: nameOf(state, item), Department: unit.Department, Class: unit.Class,
		Ballots: item.Tally.Total(), Past: pastRuns(state, item),
	}
	if item.Seal != nil {
		v.Seal = item.Seal.Code
	}
	switch item.Phase {
	case voting.PhaseOpen, voting.PhaseClosed, voting.PhaseConfirmed, voting.PhaseRevealed:
		v.CanVoid = true
	}
	shown := display.AtDesk(state, item)
	v.Expected, v.Counted, v.Blank, v.Result = shown.Expected, shown.Bars != nil, shown.Blank, shown.Result
	v.Void = shown.Void
	v.Bars = toned(shown.Bars)
	v.explainBars(state, item)
	if v.Counted && item.Phase != voting.PhaseOpen { // only the bars follow the ballots on an open page
		v.Criteria = criterionLines(state.Session.Rulebook, unit, item.Tally)
	}
	v.explainCriteria(state, item)
	for i := range v.Criteria {
		if v.Result != nil && i < len(v.Result.Criteria) {
			v.Criteria[i].Score = v.Result.Criteria[i].Score
		}
	}
	return v
}

// explained reports whether the counts of an item have explanations: those of a unit that was confirmed.
func explained(item *voting.ItemState) bool {
	return !item.Whole() && (item.Phase == voting.PhaseConfirmed || item.Phase == voting.PhaseRevealed)
}

// explainCriteria lets the counts by criterion, and what was left blank, lead to how they came about.
func (v *itemView) explainCriteria(state *voting.State, item *voting.ItemState) {
	if !explained(item) {
		return
	}
	why := func(f voting.Figure) string {
		f.Unit = item.Unit
		return explains(state.Session.ID, f, 0)
	}
	v.WhyBlank = why(voting.Figure{Count: voting.FigureBlank})
	for i := range v.Criteria {
		line := &v.Criteria[i]
		for _, grade := range state.Session.Rulebook.Grades {
			line.Why = append(line.Why, why(voting.Figure{Count: voting.FigureMarks, Criterion: line.Key, Grade: grade.Label}))
		}
		line.WhyBlank = why(voting.Figure{Count: voting.FigureBlank, Criterion: line.Key})
	}
}

// explainBars lets the bars of a confirmed item lead to how they came about.
func (v *itemView) explainBars(state *voting.State, item *voting.ItemState) {
	if !explained(item) {
		return
	}
	for i := range v.Bars {
		f := voting.Figure{Count: voting.FigureMarks, Unit: item.Unit, Grade: v.Bars[i].Label}
		v.Bars[i].Why = explains(state.Session.ID, f, 0)
		f.Count = voting.FigureScreenShare
		v.Bars[i].WhyShare = explains(state.Session.ID, f, 0)
	}
}

// criterionLines is nil where one thing is asked: the bars say it all.
func criterionLines(rb voting.Rulebook, unit voting.Unit, tally voting.Tally) []criterionLine {
	if !rb.Rows() {
		return nil
	}
	var lines []criterionLine
	for i, criterion := range rb.CriteriaOf(unit) {
		lines = append(lines, criterionLine{
			Key: criterion.Key(), Label: criterion.Label, Group: criterion.Group, Counts: tally.CriterionByGrade(i), Blank: tally.CriterionBlanks(i),
		})
	}
	return lines
}

// toned gives each bar its colour.
func toned(bars []display.Bar) (all []gradeBar) {
	opinion := make([]bool, len(bars))
	for i, bar := range bars {
		opinion[i] = bar.InBase
	}
	for i, tone := range static.Tones(opinion) {
		all = append(all, gradeBar{Bar: bars[i], Tone: tone})
	}
	return all
}

// nameOf is how an item is called: by its unit, or a whole form by the session.
func nameOf(state *voting.State, item *voting.ItemState) string {
	if item.Whole() {
		return state.Session.Title
	}
	return state.Unit(item.Unit).Name
}

func pastRuns(state *voting.State, item *voting.ItemState) []pastView {
	var past []pastView
	for _, run := range item.Past {
		past = append(past, pastView{
			Item: item.ID, Name: nameOf(state, item), Run: run.Run, Ballots: run.Tally.Total(),
			Reason: run.Reason, By: run.By, At: beijing.Second(run.At),
			Why: explains(state.Session.ID, voting.Figure{Count: voting.FigureSetAside, Unit: item.Unit, Run: run.Run}, 0),
		})
	}
	return past
}

// draftView is what stands between a draft and its publication.
type draftView struct {
	Rulebook   string
	Secrecy    voting.Secrecy
	Reveal     voting.RevealPolicy
	Recuses    bool
	Grades     []string // or what is chosen, with how many
	Lists      bool     // it is a choice
	Units      int
	Classes    []classCount
	Hours      string // when there is voting, as far as it was fixed
	Categories []categoryCheck
	People     int
	Issued     int
	Blocked    bool
	Doubts     []string // about the files, to be looked at
	Undrawn    []undrawn
	Cramped    []voting.Unit
}

type classCount struct {
	Name  voting.Class
	Count int
}

type categoryCheck struct {
	Label                 string
	Seats, People, Issued int
	Blocked               bool // too few for a secret session
}

// limitOf is how many units a list takes: 10, or 1–10.
func limitOf(list voting.List) string {
	if list.Exact || list.AtLeast == list.AtMost {
		return strconv.Itoa(list.AtMost)
	}
	return strconv.Itoa(list.AtLeast) + "–" + strconv.Itoa(list.AtMost)
}

func newDraftView(state *voting.State, lang string) *draftView {
	rb := state.Session.Rulebook
	v := &draftView{Rulebook: rb.Title, Secrecy: rb.Secrecy, Reveal: rb.Reveal, Recuses: rb.Recuses(), People: len(state.Session.Roster)}
	v.Units, v.Grades, v.Undrawn = len(state.Session.Units), columnsOf(rb, lang), undrawnOf(state.Session)
	v.Cramped = crampedOf(state.Session)
	for i, list := range rb.Lists {
		v.Lists = true
		v.Grades[len(rb.Grades)+i] += " " + limitOf(list)
	}
	at := make(map[voting.Class]int)
	for _, unit := range state.Session.Units {
		if _, known := at[unit.Class]; !known {
			at[unit.Class] = len(v.Classes)
			v.Classes = append(v.Classes, classCount{Name: unit.Class})
		}
		v.Classes[at[unit.Class]].Count++
	}
	people := make([]int, len(rb.Categories))
	for _, rep := range state.Session.Roster {
		people[rep.Category]++
	}
	turnout := state.Turnout()
	for i, category := range rb.Categories {
		check := categoryCheck{Label: rb.NameIn(lang, category.Label), Seats: category.Seats, People: people[i], Issued: turnout[i].Issued}
		check.Blocked = rb.Secrecy == voting.Secret && !state.Session.Rehearsal && people[i] > 0 && people[i] < voting.MinLot
		v.Blocked = v.Blocked || check.Blocked
		v.Categories = append(v.Categories, check)
	}
	v.Issued, _ = state.Issued()
	return v
}

// PastLine says which run was set aside, by whom and why; its ballots lead to how they were counted.
func (p deskPage) PastLine(run pastView) []piece {
	return p.pieces("past.line", map[string]piece{"ballots": {strconv.Itoa(run.Ballots), run.Why}}, "run", run.Run, "by", run.By, "at", run.At, "reason", run.Reason)
}

// BlankLine says how many rows were left blank.
func (p deskPage) BlankLine(item *itemView) []piece {
	return p.pieces("count.blank", map[string]piece{"n": {strconv.Itoa(item.Blank), item.WhyBlank}})
}
