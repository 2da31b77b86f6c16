package desk

import (
	"fmt"
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
	Cut, Following string // how many are in, and by how much; who could not be, and who else is next

	Taken, Margin, After string // the parts of Cut: Margin is "" where no number is said
	Why                  string // the address that explains the margin
}

// listRow is one unit on a list, or next to it.
type listRow struct {
	display.ListedUnit
	Why string // the address that explains why it is there
}

// nextShown is how many of those who share the first place outside are named.
const nextShown = 5

// addLists takes up the lists.
func (v *resultsView) addLists(rb voting.Rulebook, lists []display.Selection) {
	why := make(map[voting.UnitID]resultRow)
	for _, row := range v.Units {
		why[row.Unit] = row
	}
	for i, list := range lists {
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
		view.Following = v.afterCut(list)
		v.cut(&view, list)
		v.Made = append(v.Made, view)
	}
}

// cut says how many are on a list and how far away the first place outside is.
func (v *resultsView) cut(view *listView, list display.Selection) {
	view.Taken = v.T("results.list.taken", "take", list.Take, "n", len(list.Units))
	switch margin, ok := chart.Hundredths(list.Margin); {
	case list.Margin == "":
	case ok && margin == 0 && list.Units[len(list.Units)-1].Value == list.Next[0].Value:
		view.Taken += v.T("results.list.level")
	default:
		before, after, _ := strings.Cut(v.T("results.list.margin", "n", list.Margin), list.Margin)
		view.Taken, view.Margin, view.After = view.Taken+before, list.Margin, after
		view.Why = explains(v.ID, voting.Figure{Count: voting.FigureMargin, Result: list.Result, Class: list.Class}, v.asked)
	}
	view.Cut = view.Taken + view.Margin + view.After
}

// afterCut says who else is level with the first place outside, and who could not
// be on the list.
func (v *resultsView) afterCut(list display.Selection) string {
	said := ""
	switch more := len(list.Next) - nextShown; {
	case len(list.Next) == 0:
		said = v.T("results.list.nobody")
	case more > 0:
		said = v.T("results.list.more", "n", more)
	}
	if list.Barred > 0 {
		said += v.T("results.list.barred", "n", list.Barred)
	}
	return said
}

// pictureOf draws a list as bars with its cut.
func (v *resultsView) pictureOf(list listView) {
	f := v.frame("list")
	f.ID, f.Title = "chart-"+list.ID, list.Title
	drawn := chart.List{
		Frame: f, Cut: len(list.Units), Said: list.Cut, Place: v.T("rank"), Row: v.T("results.unit"), Value: list.By,
		Inside: v.T("results.list.inside"), Yes: v.T("yes"), No: v.T("no"),
	}
	for _, u := range append(list.Units[:len(list.Units):len(list.Units)], list.Next...) {
		drawn.Rows = append(drawn.Rows, chart.ListRow{Place: fmt.Sprint(u.Place), Name: u.Name, Value: u.Value})
	}
	v.picture(drawn.Draw(), "#"+list.ID).List = true
}
