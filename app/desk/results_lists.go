package desk

import (
	"fmt"
	"slices"
	"strings"

	"pingyi/display"
	"pingyi/display/chart"
	"pingyi/voting"
)

// listView is a list that the rulebook makes, such as the ten best, with who comes
// next. What is said stands at its cut.
type listView struct {
	ID, Title, By  string
	Units, Next    []listRow
	Waits          string  // the steps with ties that the list waits for: it is not settled
	Cut, Following []piece // how many are in, and by how much; who could not be, and who else is next
}

// listRow is one unit on a list, or next to it.
type listRow struct {
	display.ListedUnit
	Why string // the address that explains why it is there
}

// nextShown is how many of those who share the first place outside are named.
const nextShown = 5

// addLists takes up the lists.
func (v *resultsView) addLists(state *voting.State, r display.Results) {
	rb := state.Session.Rulebook
	why := make(map[voting.UnitID]resultRow)
	for _, row := range v.Units {
		why[row.Unit] = row
	}
	for i, list := range r.Selections {
		view := listView{ID: fmt.Sprint("list-", i+1), Title: rb.NameIn(v.Lang, list.Name), By: rb.NameIn(v.Lang, list.By)}
		if list.Class != "" {
			view.Title += " · " + string(list.Class)
		}
		for _, u := range list.Units {
			u.Value = display.Approximate(u.Value)
			view.Units = append(view.Units, listRow{u, why[u.Unit].Why(list.Result)})
		}
		for _, u := range list.Next[:min(len(list.Next), nextShown)] {
			u.Value = display.Approximate(u.Value)
			view.Next = append(view.Next, listRow{u, why[u.Unit].Why(list.Result)})
		}
		view.Waits = strings.Join(v.waits(state, list, r.Pending), v.T("and"))
		view.Cut, view.Following = v.cut(list), v.afterCut(list)
		v.Made = append(v.Made, view)
	}
}

// waits are the steps whose ties a list waits for, its own among them.
func (v *resultsView) waits(state *voting.State, list display.Selection, pending []display.Tie) (steps []string) {
	rb := state.Session.Rulebook
	for _, tie := range pending {
		same := list.Class == "" || state.Unit(tie.Units[0]).Class == list.Class
		own := tie.Step == list.Name && same
		rests := slices.ContainsFunc(rb.Waiting(tie.Step), func(w voting.Waiting) bool {
			return w.List == list.Name && (!w.ByClass || same)
		})
		if step := rb.NameIn(v.Lang, tie.Step); (own || rests) && !slices.Contains(steps, step) {
			steps = append(steps, step)
		}
	}
	return steps
}

// cut says how many are on a list and how far away the first place outside is.
func (v *resultsView) cut(list display.Selection) []piece {
	said := v.pieces("results.list.taken", map[string]piece{
		"take": v.number(list, voting.FigurePlaces, fmt.Sprint(list.Take)), "n": v.number(list, voting.FigureListed, fmt.Sprint(len(list.Units))),
	})
	switch margin, ok := chart.Hundredths(list.Margin); {
	case list.Margin == "":
	case ok && margin == 0 && list.Units[len(list.Units)-1].Value == list.Next[0].Value:
		said = append(said, piece{Text: v.T("results.list.level")})
	default:
		said = append(said, v.pieces("results.list.margin", map[string]piece{"n": v.number(list, voting.FigureMargin, list.Margin)})...)
	}
	return said
}

// number is a number at the cut of a list, with the address that explains it.
func (v *resultsView) number(list display.Selection, what, printed string) piece {
	return piece{printed, explains(v.ID, voting.Figure{Count: what, Result: list.Result, Class: list.Class}, v.asked)}
}

// afterCut says who else is level with the first place outside, and who could not
// be on the list.
func (v *resultsView) afterCut(list display.Selection) (said []piece) {
	switch more := len(list.Next) - nextShown; {
	case len(list.Next) == 0:
		said = append(said, piece{Text: v.T("results.list.nobody")})
	case more > 0:
		said = append(said, v.pieces("results.list.more", map[string]piece{"n": v.number(list, voting.FigureNext, fmt.Sprint(len(list.Next)))})...)
	}
	if list.Barred > 0 {
		said = append(said, v.pieces("results.list.barred", map[string]piece{"n": v.number(list, voting.FigureBarred, fmt.Sprint(list.Barred))})...)
	}
	return said
}

// pictureOf draws a list as bars with its cut.
func (v *resultsView) pictureOf(list listView) {
	f := v.frame("list")
	f.ID, f.Title = "chart-"+list.ID, list.Title
	drawn := chart.List{
		Frame: f, Cut: len(list.Units), Said: together(list.Cut), Place: v.T("rank"), Row: v.T("results.unit"), Value: list.By,
		Inside: v.T("results.list.inside"), Yes: v.T("yes"), No: v.T("no"),
	}
	for _, u := range append(list.Units[:len(list.Units):len(list.Units)], list.Next...) {
		drawn.Rows = append(drawn.Rows, chart.ListRow{Place: fmt.Sprint(u.Place), Name: u.Name, Value: u.Value})
	}
	v.picture(drawn.Draw(), "#"+list.ID).List = true
}
