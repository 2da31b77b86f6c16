package desk

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/display"
	"pingyi/voting"
	"pingyi/voting/count"
)

// explainView is the page that says how one figure of the results came about.
type explainView struct {
	deskPage
	versionView
	Told
	ID                     voting.SessionID
	Name, Tab              string
	Rulebook, RulebookHash string
	JSON                   string // address of the same for programs
}

// Told is how a figure came about, in the words of one language.
type Told struct {
	What                string // the figure is called
	Unit, UnitID, Asked string // Asked is the criterion
	Printed             string
	Said                string // Printed as people say it: of a list, whether the unit is on it
	Lines               []explainLine
	Why                 display.Withheld
	Refused             string
	Ballots, Expected   int

	Given bool          // it is a figure from elsewhere, and then
	Feeds string        // the steps that it goes into
	Into  []explainLine // how it went into the figures of its unit, numbered on from Lines; Why is what keeps them back
}

// explainLine is one figure of the chain, in the reader's language.
type explainLine struct {
	No      int    `json:"no"` // the first is 1
	Name    string `json:"name"`
	Where   string `json:"where"` // beside the unit that was asked for
	Printed string `json:"printed"`
	Approx  string `json:"-"` // the printed one as a decimal, where it is a fraction
	Exact   string `json:"exact"`
	How     string `json:"how"`
	Rounded string `json:"rounded,omitempty"`
	From    []int  `json:"from"` // the lines that it was made of
}

// chainView is lines of an explanation that stand in one list.
type chainView struct {
	deskPage
	Lines []explainLine
}

// Chain is such a list.
func (v *explainView) Chain(lines []explainLine) chainView { return chainView{v.deskPage, lines} }

// GetExplanation shows how a figure of the results came about.
func (d *Desk) GetExplanation(c *fiber.Ctx) error {
	view := &explainView{deskPage: d.page(c, "explain"), Tab: "results"}
	if err := d.explain(c, view); err != nil {
		return err
	}
	view.Title = view.What + " · " + view.Unit + " · " + view.T("explain") + " · " + view.T("desk")
	address := url.Values{}
	for _, name := range append(figureParameters(), "version") {
		if c.Query(name) != "" {
			address.Set(name, c.Query(name))
		}
	}
	view.JSON = "/desk/s/" + string(view.ID) + "/explain.json?" + address.Encode()
	address.Set("lang", view.Other())
	view.Switch = "?" + address.Encode()
	return d.send(c, "explain", view)
}

// GetExplanationJSON answers the same for programs.
func (d *Desk) GetExplanationJSON(c *fiber.Ctx) error {
	view := &explainView{deskPage: d.page(c, "explain")}
	if err := d.explain(c, view); err != nil {
		return err
	}
	return c.JSON(fiber.Map{
		"session": view.ID, "title": view.Name, "rehearsal": view.Rehearsal, "rulebook": view.RulebookHash, "version": view.Shown, "figure": cmp.Or(strings.Clone(c.Query("count")), strings.Clone(c.Query("of"))),
		"unit": view.UnitID, "name": view.Unit, "criterion": view.Asked, "printed": view.Printed, "withheld": view.Why, "refused": view.Refused, "lines": view.Lines,
		"feeds": view.Feeds, "into": view.Into,
	})
}

// explain asks for the figure that is named in the address.
func (d *Desk) explain(c *fiber.Ctx, view *explainView) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	figure := figureIn(func(name string) string { return strings.Clone(c.Query(name)) })
	found, asked := false, askedVersion(c)
	if err := s.Look(func(state *voting.State) { found = view.fold(state, figure, asked) }); err != nil {
		return err
	}
	if !found {
		return web.Problem{Status: fiber.StatusNotFound, Code: "figure-unknown"}
	}
	return nil
}

// fold runs on the teller's goroutine; false when there is no such figure.
func (v *explainView) fold(state *voting.State, figure voting.Figure, asked string) bool {
	version := versionOf(state, asked)
	if version == nil {
		return false
	}
	told, found := v.tell(state, figure, version.Number)
	if !found {
		return false
	}
	v.Told = told
	v.versionView = newVersionView(state, version, asked)
	rb := state.Session.Rulebook
	v.ID, v.Name, v.Rehearsal = state.Session.ID, state.Session.Title, state.Session.Rehearsal
	v.Rulebook, v.RulebookHash = rb.Title, rb.Hash()
	return true
}

// tell explains a figure; false when there is no such one.
func (p deskPage) tell(state *voting.State, figure voting.Figure, version int) (Told, bool) {
	e, found := display.Explain(state, figure, version)
	if !found {
		return Told{}, false
	}
	return p.told(state, e, version), true
}

// told says an explanation in the words of the page.
func (p deskPage) told(state *voting.State, e display.Explanation, version int) Told {
	figure := e.Figure
	if e.Given != nil {
		return p.tellGiven(state, e)
	}
	if figure.Count != "" {
		return p.tellCount(state, e)
	}
	t := Told{
		What: p.resultIn(state, figure.Result), Unit: e.Row.Unit.Name, UnitID: string(figure.Unit), Printed: e.Printed, Why: e.Why, Refused: e.Refused,
		Ballots: e.Row.Tally.Total(), Expected: state.Item(e.Row.Item).Expected,
	}
	t.Said = t.Printed
	if table, list := state.Session.Rulebook.ListTable(figure.Result); list {
		t.What, t.Said = state.Session.Rulebook.NameIn(p.Lang, table), p.listed(e.Printed)
	}
	names := p.namesOf(state, e.Row.Unit.ID)
	names.given = p.enteredTables(state, version)
	if figure.Criterion != "" {
		t.Asked = names.of("criterion", figure.Criterion, e.Row.Unit)
	}
	for i, line := range e.Lines {
		t.Lines = append(t.Lines, p.line(i+1, line, names))
	}
	return t
}

// Stopped is what the rulebook refuses to go on with, in the language of the page.
func (p deskPage) Stopped(why string) string {
	if p.Lang == "en" {
		return why
	}
	return count.ErrorInChinese(why)
}

// listed says whether a unit is on a list.
func (p deskPage) listed(printed string) string {
	switch printed {
	case "1":
		return p.T("explain.listed")
	case "0":
		return p.T("explain.not-listed")
	}
	return printed
}

// result is what a figure is called: a word of ours, or the rulebook's own.
func (p deskPage) result(name string) string {
	switch name {
	case "score":
		return p.T("score")
	case "rank":
		return p.T("rank")
	case "rank in class":
		return p.T("rank.class")
	case "criterion score":
		return p.T("explain.criterion-score")
	}
	return name
}

func (p deskPage) line(no int, line voting.Line, names names) explainLine {
	l := explainLine{No: no, Printed: line.Printed, Approx: line.Approx, Exact: line.Exact, From: []int{}}
	l.Name, l.How, l.Rounded = line.Name.Chinese, line.How.Chinese, line.Rounded.Chinese
	if p.Lang == "en" {
		l.Name, l.How, l.Rounded = line.Name.English, line.How.English, line.Rounded.English
	}
	if said := names.given[line.Table]; said != "" {
		l.How = said
	}
	l.Where = names.where(line)
	for _, from := range line.From {
		l.From = append(l.From, from+1)
	}
	return l
}

// names turn what the engine calls units and criteria into what people call them.
type names struct {
	units  map[string]voting.Unit
	called map[string]map[string]string // what readers call a label of an axis
	asked  voting.UnitID
	given  map[string]string // how the figures of a table came in, of those from elsewhere
}

func namesOf(state *voting.State, asked voting.UnitID) names {
	n := names{units: make(map[string]voting.Unit), called: map[string]map[string]string{"list": {}, "category": {}, "reason": {}}, asked: asked}
	for _, unit := range state.Session.Units {
		n.units[string(unit.ID)] = unit
	}
	return n
}

// namesOf are those that readers of the page know.
func (p deskPage) namesOf(state *voting.State, asked voting.UnitID) names {
	n := namesOf(state, asked)
	for _, why := range state.VoidBy() {
		n.called["reason"][why.Reason] = p.words["export.value.void."+why.Reason]
	}
	rb := state.Session.Rulebook
	for _, list := range rb.Lists {
		n.called["list"][list.Label] = rb.NameIn(p.Lang, list.Label)
	}
	for _, result := range rb.ListResults() {
		table := rb.ResultTable(result)
		n.called["list"][table] = rb.NameIn(p.Lang, table)
	}
	for _, category := range rb.Categories {
		n.called["category"][category.Label] = rb.NameIn(p.Lang, category.Label)
	}
	return n
}

// where names the place of a figure on the axes of its table. The unit that the
// whole page is about goes without saying.
func (n names) where(line voting.Line) string {
	var unit voting.Unit
	var parts []string
	for i, axis := range line.Axes {
		if axis == "unit" {
			unit = n.units[line.At[i]]
			if unit.ID == n.asked {
				continue
			}
		}
		parts = append(parts, n.of(axis, line.At[i], unit))
	}
	return strings.Join(parts, " · ")
}

// of is the name of one label. A pledge is known by its number in the list; its
// words follow.
func (n names) of(axis, label string, unit voting.Unit) string {
	if axis == "unit" {
		return unit.Name
	}
	if name := n.called[axis][label]; name != "" {
		return name
	}
	for _, criterion := range unit.Criteria {
		if axis == "criterion" && criterion.Key() == label && criterion.Label != label {
			return label + " " + criterion.Label
		}
	}
	return label
}
