package desk

import (
	"html/template"
	"strconv"

	"pingyi/display/chart"
	"pingyi/static"
	"pingyi/voting"
)

// picture is a picture of the results as a page holds it.
type picture struct {
	ID, Title, Desc string
	Panels          []template.HTML
	Table           chart.Table
	Says            string // what its table is called, for a reader who hears one after the other
	At              string // where on the page its numbers are, if it does not bring its table
	List            bool   // of a list, which the page names already

	links [][]string // the addresses that explain the numbers of the table
}

// matrix is units by criteria: a column of dots for each criterion, where there is
// room for so many, and a table coloured by size.
type matrix struct {
	Criteria  []string
	Groups    []heatGroup
	Low, High string // ends of the scale
	Wide      bool   // wants a page across
}

// heatGroup is units that are ranked among each other.
type heatGroup struct {
	Class voting.Class
	Rows  []heatRow
}

type heatRow struct {
	Rank        int
	Name, Total string
	Cells       []heatCell
}

type heatCell struct {
	Text  string
	Why   string // the address that explains it
	Level int    // of chart.HeatLevels, -1 without a score
}

// plan notes what the pictures are drawn of and the rows do not say.
func (v *resultsView) plan(state *voting.State) {
	rb := state.Session.Rulebook
	for i, t := range state.Turnout() {
		v.turnout = append(v.turnout, chart.TurnoutRow{Name: rb.NameIn(v.Lang, rb.Categories[i].Label), Came: t.CheckedIn, Of: t.Issued, Part: voting.PartOf(t.CheckedIn, t.Issued)})
	}
	opinion := make([]bool, len(rb.Grades))
	for i, grade := range rb.Grades {
		opinion[i] = grade.InBase
	}
	for i, tone := range static.Tones(opinion) {
		v.grades = append(v.grades, chart.Grade{Label: rb.Grades[i].Label, Tone: tone})
	}
	if v.Rows && rb.Criteria != nil {
		for _, criterion := range rb.Criteria {
			v.criteria = append(v.criteria, criterion.Label)
		}
	}
}

// draw makes the pictures, off the teller's goroutine. Units that are ranked among
// each other have their own.
func (v *resultsView) draw() {
	v.Charts, v.Margins = true, v.sheetAddress()
	if len(v.Units) == 0 {
		return
	}
	for _, list := range v.Made {
		v.pictureOf(list)
	}
	for i := range v.Groups {
		v.dots(i)
	}
	if !v.Lists {
		for i := range v.Groups {
			v.shares(i)
		}
	}
	v.matrix()
	v.explainTurnout(v.picture(chart.Turnout{
		Frame: v.frame("turnout"), Rows: v.turnout,
		Row: v.T("category"), Came: v.T("results.checked-in"), Of: v.T("results.issued"), Share: "%",
	}.Draw(), ""))
}

// dots draws who is ahead among the units of a group, if anybody has a score.
func (v *resultsView) dots(group int) {
	dots := chart.Dots{
		Frame: v.frameOf("dots", group), Place: v.T("rank"), Row: v.T("results.unit"), Score: v.T("score"), Votes: v.T("results.valid"),
		Shared: v.T("chart.shared"), None: v.T("chart.none"),
	}
	scored := false
	for _, u := range v.Groups[group].Rows {
		dots.Rows = append(dots.Rows, chart.DotRow{Rank: v.placeOf(u), Name: u.Name, Score: u.Score, N: u.Valid})
		scored = scored || u.Score != ""
	}
	if scored {
		v.picture(dots.Draw(), "#ranking")
	}
}

func (v *resultsView) shares(group int) {
	shares := chart.Shares{
		Frame: v.frameOf("shares", group), Grades: v.grades,
		Row: v.T("results.unit"), Opinions: v.T("chart.opinions"), Nobody: v.T("chart.nobody"),
	}
	for _, u := range v.Groups[group].Rows {
		shares.Rows = append(shares.Rows, chart.ShareRow{Name: u.Name, Counts: u.Counts})
	}
	v.explainShares(v.picture(shares.Draw(), ""), v.Groups[group].Rows)
}

// placeOf is the place that a unit has among those beside it.
func (v *resultsView) placeOf(u resultRow) int {
	if v.RankedAll {
		return u.Rank
	}
	return u.RankInClass
}

// frameOf is the frame of a picture of one group.
func (v *resultsView) frameOf(name string, group int) chart.Frame {
	f := v.frame(name)
	if class := v.Groups[group].Class; class != "" {
		f.Title += " · " + string(class)
	}
	if len(v.Groups) > 1 {
		f.ID += "-" + strconv.Itoa(group+1)
	}
	return f
}

// frame says what a picture is called, and marks it in a rehearsal.
func (v *resultsView) frame(name string) chart.Frame {
	f := chart.Frame{ID: "chart-" + name, Title: v.T("chart." + name), Desc: v.T("chart." + name + ".desc")}
	if v.Rehearsal {
		f.Mark = v.T("rehearsal")
	}
	return f
}

// picture puts a picture on the page, with its table unless the numbers are there
// already. It trusts the panels: chart makes texts safe that are handed to it.
func (v *resultsView) picture(drawn chart.Picture, at string) *picture {
	p := &picture{ID: drawn.ID, Title: drawn.Title, Desc: drawn.Desc, At: at}
	if at == "" {
		p.Table, p.Says = drawn.Table, v.T("chart.table.of", "title", drawn.Title)
	}
	for _, panel := range drawn.Panels {
		p.Panels = append(p.Panels, template.HTML(panel))
	}
	v.Pictures = append(v.Pictures, p)
	return p
}

// Patterns is what the sheet of the charts fills grades with on paper.
func (resultsView) Patterns() template.HTML { return template.HTML(chart.Patterns()) }

// matrix compares the criteria, unless a unit has its own, or they have no scores.
func (v *resultsView) matrix() {
	if v.criteria == nil {
		return
	}
	m := &matrix{Criteria: v.criteria, Wide: len(v.criteria) > chart.MaxColumns}
	var cells [][]string
	scored := false
	for _, group := range v.Groups {
		for _, u := range group.Rows {
			var row []string
			for _, c := range u.Criteria {
				row = append(row, c.Score)
				scored = scored || c.Score != ""
			}
			cells = append(cells, row)
		}
	}
	if !scored {
		return
	}
	var levels [][]int
	levels, m.Low, m.High = chart.Heat(cells)
	for i, group := range v.Groups {
		rows := v.heatRows(group, levels)
		m.Groups, levels = append(m.Groups, heatGroup{group.Class, rows}), levels[len(rows):]
		if !m.Wide {
			v.columns(i, rows)
		}
	}
	v.Matrix = m
}

// columns draws small multiples of a group: a column of dots for each criterion.
func (v *resultsView) columns(group int, rows []heatRow) {
	columns := chart.Columns{Frame: v.frameOf("criteria", group), Criteria: v.criteria, Row: v.T("results.unit"), Total: v.T("score")}
	for _, r := range rows {
		row := chart.ColumnRow{Name: r.Name, Total: r.Total}
		for _, cell := range r.Cells {
			row.Scores = append(row.Scores, cell.Text)
		}
		columns.Rows = append(columns.Rows, row)
	}
	v.picture(columns.Draw(), "#heat")
}

// heatRows are the rows of a group, with the levels of its cells at the front.
func (v *resultsView) heatRows(group resultGroup, levels [][]int) []heatRow {
	var rows []heatRow
	for i, u := range group.Rows {
		row := heatRow{Rank: v.placeOf(u), Name: u.Name, Total: u.Score}
		for k, c := range u.Criteria {
			row.Cells = append(row.Cells, heatCell{Text: c.Score, Why: u.WhyOf(c.Key), Level: levels[i][k]})
		}
		rows = append(rows, row)
	}
	return rows
}

// WideBreakdown reports whether the counts by category want a page across.
func (v *resultsView) WideBreakdown() bool { return len(v.Categories)*len(v.Grades) > 14 }

// Summed reports whether ballots are those of several votes added up.
func (v *resultsView) Summed() bool { return v.Items > 1 }
