package static

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// PlainPage is one person's page of a form without a script: a step, the contents,
// or the review before the form is handed in.
type PlainPage struct {
	FormPage
	At     string // number of a step from 1, "contents" or "review"
	Marks  string
	Own    []int // places of the units that are left out
	Sent   bool  // a ballot stands
	Unsent bool  // and these marks are not it
	Lost   bool  // the marks could not be saved
	Faulty bool  // the rules make these marks void, as the server has just said
}

// plainView is what the template of such a page reads.
type plainView struct {
	formView
	At, Marks                 string
	Sent, Unsent, lost, fault bool
	sheet                     Sheet
	steps                     []SheetStep
	here                      int // place of the step; -1 on the other pages
}

// Plain renders one person's page of a form.
func (s *Site) Plain(p PlainPage) ([]byte, error) {
	p.Page = "ballot"
	view, err := s.phoneView(p.FormPage.PhonePage)
	if err != nil {
		return nil, err
	}
	view.Style, view.words = s.form.style, s.formWords(view.Lang)
	v := plainView{
		formView: formView{phoneView: view, Opens: p.Opens, Closes: p.Closes}, At: p.At, Marks: p.Marks,
		Sent: p.Sent, Unsent: p.Unsent, lost: p.Lost, fault: p.Faulty, sheet: p.Sheet, steps: p.Sheet.Steps(p.Own), here: -1,
	}
	if n, err := strconv.Atoi(p.At); err == nil && n >= 1 && n <= len(v.steps) {
		v.here = n - 1
	}
	var out bytes.Buffer
	if err := s.phone.ExecuteTemplate(&out, "phone/plain.html", v); err != nil {
		return nil, fmt.Errorf("render a page of a form: %w", err)
	}
	return out.Bytes(), nil
}

// Step is the step that is shown, nil on the other pages.
func (v plainView) Step() *SheetStep {
	if v.here < 0 {
		return nil
	}
	return &v.steps[v.here]
}

// Heading is what the page is about.
func (v plainView) Heading() string {
	if step := v.Step(); step != nil {
		return step.Name
	}
	return v.T(v.At)
}

// Where says which step it is.
func (v plainView) Where() string {
	step := v.Step()
	switch {
	case step == nil:
		return ""
	case v.Choice():
		return v.T("list-step", "n", v.here+1, "of", len(v.steps))
	}
	return v.T("step", "n", v.here+1, "of", len(v.steps), "id", step.ID)
}

// Choice tells a choice of units from a form of grades.
func (v plainView) Choice() bool { return v.sheet.Lists != nil }

// Last reports whether the review comes next.
func (v plainView) Last() bool { return v.here == len(v.steps)-1 }

// Far says how far the form is filled in, or how many are chosen.
func (v plainView) Far() string {
	if !v.Choice() {
		n := 0
		for _, step := range v.steps {
			if step.fill(v.Marks) == "all" {
				n++
			}
		}
		return v.T("far", "n", n, "of", len(v.steps))
	}
	var far []string
	for i, step := range v.steps {
		if v.here < 0 || v.here == i {
			far = append(far, v.picked(step))
		}
	}
	return strings.Join(far, v.T("and"))
}

func (v plainView) picked(step SheetStep) string {
	return v.T("picked", "name", step.Name, "n", step.Marked(v.Marks), "most", step.Most)
}

// Kept says whether what is marked is kept, and that it is not handed in.
func (v plainView) Kept() string {
	switch {
	case v.lost:
		return ""
	case v.Unsent && v.Sent:
		return v.T("unsent-change")
	case v.Unsent:
		return v.T("unsent")
	case v.Sent:
		return v.T("handed-in")
	}
	return ""
}

// Lines are the fieldsets of a unit.
func (v plainView) Lines() []phoneRow {
	step := v.Step()
	rows := make([]phoneRow, len(step.Rows))
	for i, row := range step.Rows {
		one := v.phoneView
		one.Chosen = v.Marks[row : row+1]
		rows[i] = phoneRow{PhoneCriterion: step.Labels[i], Mark: "marks" + strconv.Itoa(i), Choices: one.Choices()}
		if rows[i].Label == "" {
			rows[i].Label = v.T("question")
		}
	}
	return rows
}

// Look is that of a form.
func (v plainView) Look() string { return v.sheetLook() }

// plainTick is one unit of a list.
type plainTick struct {
	Mark, ID, Name, Class string // Class where a new one begins
	Chosen                bool
}

// Ticks are the units of a list.
func (v plainView) Ticks() []plainTick {
	step, class := v.Step(), "\x00"
	ticks := make([]plainTick, len(step.Rows))
	for i, row := range step.Rows {
		unit := v.sheet.Units[step.Units[i]]
		ticks[i] = plainTick{Mark: "marks" + strconv.Itoa(step.Units[i]), ID: unit.ID, Name: unit.Name, Chosen: v.Marks[row] != '-'}
		if unit.Class != class {
			ticks[i].Class, class = unit.Class, unit.Class
		}
	}
	return ticks
}

// Pick says how many are to be chosen.
func (v plainView) Pick() string {
	step, key := v.Step(), "pick"
	switch {
	case step.Least == step.Most:
		key = "pick-exact"
	case step.Least > 0:
		key = "pick-between"
	}
	return v.T(key, "least", step.Least, "most", step.Most)
}

// Wrong says what is wrong with the numbers of ticks: on the list that is shown
// only that they are too many, since it may not be finished.
func (v plainView) Wrong() string {
	var all []string
	for i, step := range v.steps {
		wrong := step.wrong(v.Marks)
		if wrong == "" || v.here >= 0 && (v.here != i || wrong == "under") {
			continue
		}
		let := step.Most
		if wrong == "under" {
			let = step.Least
		}
		all = append(all, v.T(wrong, "name", step.Name, "n", step.Marked(v.Marks), "let", let))
	}
	switch {
	case v.here < 0 && (all != nil || v.fault):
		all = append(all, v.T("void-whole"))
	case all != nil:
		all = append(all, v.T("full", "n", v.Step().Most))
	}
	return strings.Join(all, " ")
}

// PickedNone reports whether a choice would be handed in without any unit on it, and be valid.
func (v plainView) PickedNone() bool {
	return v.Choice() && v.here < 0 && v.Wrong() == "" && strings.Trim(v.Marks, "-") == ""
}

// Several names the units that are ticked on more than one list.
func (v plainView) Several() (names []string) {
	if len(v.steps) < 2 || !v.Choice() {
		return nil
	}
	for i, unit := range v.steps[0].Units {
		n := 0
		for _, step := range v.steps {
			if v.Marks[step.Rows[i]] != '-' {
				n++
			}
		}
		if n > 1 {
			names = append(names, v.T("several", "name", v.sheet.Units[unit].Name))
		}
	}
	return names
}

// plainPart is a heading and the lines below it, each of which leads to a step.
type plainPart struct {
	Title string
	Open  bool
	Lines []plainLine
}

type plainLine struct {
	Text, Detail string
	To           int // number of the step
}

// Parts are those of the contents, by class, and of the review, by what is missing.
func (v plainView) Parts() []plainPart {
	switch {
	case v.here >= 0:
		return nil
	case v.Choice():
		return v.chosen()
	case v.At == "contents":
		return v.contents()
	}
	return v.review()
}

func (v plainView) contents() (parts []plainPart) {
	names, _ := v.sheet.classes()
	for _, class := range names {
		part, full := plainPart{}, 0
		for i, step := range v.steps {
			if step.Group != class {
				continue
			}
			if step.fill(v.Marks) == "all" {
				full++
			}
			part.Lines = append(part.Lines, v.line(i, v.far(step)))
		}
		if part.Lines != nil {
			part.Title, part.Open = fmt.Sprintf("%s %d/%d", class, full, len(part.Lines)), full < len(part.Lines)
			parts = append(parts, part)
		}
	}
	return parts
}

func (v plainView) review() (parts []plainPart) {
	for _, fill := range []string{"some", "none", "all"} {
		part := plainPart{Open: fill != "all"}
		for i, step := range v.steps {
			if step.fill(v.Marks) != fill {
				continue
			}
			detail := step.Group
			if fill == "some" {
				detail = v.far(step)
			}
			part.Lines = append(part.Lines, v.line(i, detail))
		}
		if part.Lines != nil {
			part.Title = v.T("units-"+fill, "n", len(part.Lines))
			parts = append(parts, part)
		}
	}
	return parts
}

func (v plainView) chosen() (parts []plainPart) {
	for k, step := range v.steps {
		part := plainPart{Title: v.picked(step), Open: true}
		for i, row := range step.Rows {
			if unit := v.sheet.Units[step.Units[i]]; v.Marks[row] != '-' {
				part.Lines = append(part.Lines, plainLine{Text: unit.Name, Detail: unit.ID, To: k + 1})
			}
		}
		part.Lines = append(part.Lines, plainLine{Text: v.T("edit", "name", step.Name), To: k + 1})
		parts = append(parts, part)
	}
	return parts
}

func (v plainView) far(step SheetStep) string {
	if fill := step.fill(v.Marks); fill != "some" {
		return v.T("fill-" + fill)
	}
	return fmt.Sprintf("%d/%d", step.Marked(v.Marks), len(step.Rows))
}

func (v plainView) line(at int, detail string) plainLine {
	return plainLine{Text: strings.TrimSpace(v.steps[at].ID + " " + v.steps[at].Name), Detail: detail, To: at + 1}
}
