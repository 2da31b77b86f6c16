package desk

import (
	"html/template"

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
}

// matrix is units by criteria: a column of dots for each criterion, where there is
// room for so many, and a table coloured by size.
type matrix struct {
	Criteria  []string
	Rows      []heatRow
	Low, High string // ends of the scale
	Wide      bool   // wants a page across
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
		v.turnout = append(v.turnout, chart.TurnoutRow{Name: rb.Categories[i].Label, Came: t.CheckedIn, Of: t.Issued})
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

// draw makes the pictures, off the teller's goroutine.
func (v *resultsView) draw() {
	v.Charts, v.Margins = true, v.sheetAddress()
	if len(v.Units) == 0 {
		return
	}
	shares := chart.Shares{
		Frame: v.frame("shares"), Grades: v.grades,
		Row: v.T("results.unit"), Opinions: v.T("chart.opinions"), Nobody: v.T("chart.nobody"),
	}
	dots := chart.Dots{
		Frame: v.frame("dots"), Place: v.T("rank"), Row: v.T("results.unit"), Score: v.T("score"), Votes: v.T("results.valid"),
		Shared: v.T("chart.shared"), None: v.T("chart.none"),
	}
	scored := false
	for _, u := range v.Ranking {
		if !v.Lists {
			shares.Rows = append(shares.Rows, chart.ShareRow{Name: u.Name, Counts: u.Counts})
		}
		dots.Rows = append(dots.Rows, chart.DotRow{Rank: u.Rank, Name: u.Name, Score: u.Score, N: u.Valid})
		scored = scored || u.Score != ""
	}
	if scored {
		v.picture(dots.Draw(), "#ranking")
	}
	if !v.Lists {
		v.picture(shares.Draw(), "")
	}
	v.matrix()
	v.picture(chart.Turnout{
		Frame: v.frame("turnout"), Rows: v.turnout,
		Row: v.T("category"), Came: v.T("results.checked-in"), Of: v.T("results.issued"), Share: "%",
	}.Draw(), "")
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
func (v *resultsView) picture(drawn chart.Picture, at string) {
	p := &picture{ID: drawn.ID, Title: drawn.Title, Desc: drawn.Desc, At: at}
	if at == "" {
		p.Table, p.Says = drawn.Table, v.T("chart.table.of", "title", drawn.Title)
	}
	for _, panel := range drawn.Panels {
		p.Panels = append(p.Panels, template.HTML(panel))
	}
	v.Pictures = append(v.Pictures, p)
}

// Patterns is what the sheet of the charts fills grades with on paper.
func (resultsView) Patterns() template.HTML { return template.HTML(chart.Patterns()) }

// matrix compares the criteria, unless a unit has its own, or they have no scores.
func (v *resultsView) matrix() {
	if v.criteria == nil {
		return
	}
	columns := chart.Columns{Frame: v.frame("criteria"), Criteria: v.criteria, Row: v.T("results.unit"), Total: v.T("score")}
	var cells [][]string
	scored := false
	for _, u := range v.Ranking {
		row := chart.ColumnRow{Name: u.Name, Total: u.Score}
		for _, c := range u.Criteria {
			row.Scores = append(row.Scores, c.Score)
			scored = scored || c.Score != ""
		}
		columns.Rows = append(columns.Rows, row)
		cells = append(cells, row.Scores)
	}
	if !scored {
		return
	}
	m := &matrix{Criteria: v.criteria, Wide: len(v.criteria) > chart.MaxColumns}
	if !m.Wide {
		v.picture(columns.Draw(), "#heat")
	}
	var levels [][]int
	levels, m.Low, m.High = chart.Heat(cells)
	for i, u := range v.Ranking {
		row := heatRow{Rank: u.Rank, Name: u.Name, Total: u.Score}
		for k, text := range cells[i] {
			row.Cells = append(row.Cells, heatCell{Text: text, Why: u.WhyOf(u.Criteria[k].Key), Level: levels[i][k]})
		}
		m.Rows = append(m.Rows, row)
	}
	v.Matrix = m
}

// WideBreakdown reports whether the counts by category want a page across.
func (v *resultsView) WideBreakdown() bool { return len(v.Categories)*len(v.Grades) > 14 }

// Summed reports whether ballots are those of several votes added up.
func (v *resultsView) Summed() bool { return v.Items > 1 }
