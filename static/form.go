package static

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"pingyi/beijing"
)

// The scripts of a form: one of grades, or a choice of units. Each is a file of
// its own, so that nobody carries the other.
const (
	matrixScript = "phone/form-grades.js"
	chooseScript = "phone/form-choice.js"
)

// FormPage is the page of a whole form that all phones of a session share: what
// the form asks, and where it stands. Who has marked what comes apart.
type FormPage struct {
	PhonePage
	Sheet         Sheet
	Opens, Closes int64 // Unix seconds, 0 for by hand
}

// Sheet is what a form asks. Of grades the rows of a ballot are unit after unit,
// criterion after criterion; of a choice list after list, unit after unit.
type Sheet struct {
	Units    []SheetUnit
	Criteria []PhoneCriterion // of each unit that has none of its own
	Lists    []SheetList      // of a choice; nil where grades are asked for
}

// SheetUnit is one unit of a form.
type SheetUnit struct {
	PhoneUnit
	Criteria []PhoneCriterion // its own
}

// SheetList is one list of a choice, and how many units may be ticked on it.
type SheetList struct {
	Label           string
	AtLeast, AtMost int
}

// formView is what the template of the shared page reads.
type formView struct {
	phoneView
	Opens, Closes int64
	SheetData     json.RawMessage
}

// When says when the form opens or closes, "" where nobody has said.
func (v formView) When() string {
	switch state := v.State(); {
	case v.Open() && v.Closes > 0:
		return v.T("until", "time", beijing.Spoken(v.Closes, v.Lang))
	case (state == "early" || state == "soon") && v.Opens > 0:
		return v.T("opens", "time", beijing.Spoken(v.Opens, v.Lang))
	}
	return ""
}

// classes lists the classes in the order in which they first appear; a unit
// without a class is in the class without a name.
func (s Sheet) classes() (names []string, of []int) {
	at := make(map[string]int)
	for _, unit := range s.Units {
		if _, known := at[unit.Class]; !known {
			at[unit.Class] = len(names)
			names = append(names, unit.Class)
		}
		of = append(of, at[unit.Class])
	}
	return names, of
}

// criteriaOf is what the form asks of a unit.
func (s Sheet) criteriaOf(unit int) []PhoneCriterion {
	if own := s.Units[unit].Criteria; own != nil {
		return own
	}
	return s.Criteria
}

// data is the sheet as the script reads it, in few bytes: see Phone.Form.
func (s Sheet) data(tones []string, look string) ([]byte, error) {
	type row struct {
		Label string `json:"label"`
		Group string `json:"group,omitempty"`
	}
	rows := func(criteria []PhoneCriterion) (all []row) {
		for _, criterion := range criteria {
			all = append(all, row(criterion))
		}
		return all
	}
	var sheet struct {
		Units    [][]any  `json:"units"`
		Classes  []string `json:"classes"`
		Criteria []row    `json:"criteria,omitempty"`
		Lists    [][]any  `json:"lists,omitempty"`
		Tones    []string `json:"tones"`
		Look     string   `json:"look"`
	}
	var of []int
	sheet.Classes, of = s.classes()
	sheet.Criteria, sheet.Tones, sheet.Look = rows(s.Criteria), tones, look
	for i, unit := range s.Units {
		line := []any{unit.ID, unit.Name, of[i]}
		if unit.Department != "" || unit.Criteria != nil {
			line = append(line, unit.Department)
		}
		if unit.Criteria != nil {
			line = append(line, rows(unit.Criteria))
		}
		sheet.Units = append(sheet.Units, line)
	}
	for _, list := range s.Lists {
		sheet.Lists = append(sheet.Lists, []any{list.Label, list.AtLeast, list.AtMost})
	}
	text, err := json.Marshal(sheet)
	if err != nil {
		return nil, fmt.Errorf("encode the sheet: %w", err)
	}
	return text, nil
}

// formParts are the inlined parts of the pages of a form.
type formParts struct {
	style     template.HTML
	styleHash string
	words     map[string]map[string]template.JS // by script and language
}

// readForm makes the inlined parts and reads the templates.
func (s *Site) readForm(sources map[string][]byte) error {
	style := phoneStyle(sources, "phone/phone.css", "phone/form.css")
	if strings.Contains(style, "</") {
		return fmt.Errorf("inline the form's style: it must not close a tag")
	}
	s.form = formParts{style: template.HTML("<style>" + style + "</style>"), styleHash: hashSource(style), words: make(map[string]map[string]template.JS)}
	for _, script := range []string{matrixScript, chooseScript} {
		s.form.words[script] = make(map[string]template.JS)
		for _, lang := range Languages() {
			text, err := json.Marshal(spokenBy(string(sources[script]), s.formWords(lang)))
			if err != nil {
				return fmt.Errorf("encode the words of the form: %w", err)
			}
			s.form.words[script][lang] = template.JS(text)
		}
	}
	for _, name := range []string{"phone/form.html", "phone/plain.html"} {
		if _, err := s.phone.New(name).Parse(string(sources[name])); err != nil {
			return err
		}
	}
	return nil
}

// formWords are the sentences of a form: those of its own, and where it has none
// those that every page of a phone says.
func (s *Site) formWords(lang string) map[string]string {
	words := make(map[string]string)
	for _, prefix := range []string{"page.", "phone.", "form."} {
		for key, text := range s.words[lang] {
			if name, ok := strings.CutPrefix(key, prefix); ok {
				words[name] = text
			}
		}
	}
	return words
}

var textInScript = regexp.MustCompile(`'[a-z.-]+'`)

// spokenBy leaves those sentences whose key stands in a script, or begins with a
// text in it that ends as the first part of a key does.
func spokenBy(script string, words map[string]string) map[string]string {
	spoken := make(map[string]string)
	for _, quoted := range textInScript.FindAllString(script, -1) {
		named := strings.Trim(quoted, "'")
		begins := strings.HasSuffix(named, ".") || strings.HasSuffix(named, "-")
		for key, text := range words {
			if key == named || begins && strings.HasPrefix(key, named) {
				spoken[key] = text
			}
		}
	}
	return spoken
}

// script is the module that runs a sheet.
func (s Sheet) script() string {
	if s.Lists != nil {
		return chooseScript
	}
	return matrixScript
}

// Form renders the page of a form that all share.
func (s *Site) Form(p FormPage) ([]byte, error) {
	if s.words[p.Lang] == nil {
		p.Lang = Languages()[0]
	}
	view, err := s.phoneView(p.PhonePage)
	if err != nil {
		return nil, err
	}
	script := p.Sheet.script()
	view.Style, view.Words, view.Module, view.words = s.form.style, s.form.words[script][p.Lang], s.prefix+script, s.formWords(p.Lang)
	var tones []string
	for _, grade := range view.Choices() {
		tones = append(tones, grade.Tone)
	}
	data, err := p.Sheet.data(tones, view.sheetLook())
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := s.phone.ExecuteTemplate(&out, "phone/form.html", formView{view, p.Opens, p.Closes, data}); err != nil {
		return nil, fmt.Errorf("render the page of a form: %w", err)
	}
	return out.Bytes(), nil
}

// FormCSP is PhoneCSP for the pages of a form, which have a style of their own.
func (s *Site) FormCSP(host string) string {
	return strings.Replace(s.PhoneCSP(host), s.parts.styleHash, s.form.styleHash, 1)
}
