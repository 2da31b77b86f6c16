package static

import (
	"encoding/json"
	"html/template"
	"strconv"
	"strings"
)

// phoneView is what the template reads: the page and what follows from it.
type phoneView struct {
	PhonePage
	Style, Script template.HTML
	BareStyle     template.HTML // on a page of grades without a circle
	Words         template.JS
	Module        string          // address of the script
	Stage         string          // phase of the session
	Data          json.RawMessage // the frame; nil on page "code"
	words         map[string]string
}

// T gives a sentence of the phone, whether its script needs it too ("phone.")
// or only the page ("page."); pairs of name and value fill its {name}s.
func (v phoneView) T(key string, pairs ...any) string {
	text, ok := v.words[key]
	for _, prefix := range []string{"phone.", "page."} {
		if !ok {
			text, ok = v.words[prefix+key]
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		text = strings.ReplaceAll(text, "{"+name+"}", asText(pairs[i+1]))
	}
	return text
}

func asText(value any) string {
	switch value := value.(type) {
	case int:
		return strconv.Itoa(value)
	case string:
		return value
	}
	return ""
}

// Open reports whether ballots are taken now.
func (v phoneView) Open() bool { return v.Item != nil && v.Item.Phase == "open" }

// State names the sentence for a stage on which nothing can be marked:
// state.<name> is its headline, state.<name>.hint what to do.
func (v phoneView) State() string {
	switch {
	case v.Void:
		return "card-void"
	case v.Stage == "closed":
		return "ended"
	case v.Item == nil && v.Stage == "running":
		return "between"
	case v.Item == nil:
		return "early"
	}
	return itemState(v.Item.Phase)
}

// itemState must agree with itemState in phone/view.js.
func itemState(phase string) string {
	switch phase {
	case "closed", "confirmed":
		return "closed"
	case "revealed", "void", "open":
		return phase
	}
	return "soon"
}

// Refreshes reports whether a phone without script fetches the page again by
// itself: not while something is being marked.
func (v phoneView) Refreshes() bool {
	return v.Page == "ballot" && (!v.Open() || v.Chosen != "") && !v.Elsewhere
}

// phoneRow is one fieldset of the ballot. Mark is the name of its radio buttons.
type phoneRow struct {
	PhoneCriterion
	Mark    string
	Choices []phoneGrade
}

// Lines lists the rows of a ballot that has any. Before there is an item one row
// stands for those to come, so that the script has something to copy.
func (v phoneView) Lines() []phoneRow {
	if !v.Rows {
		return nil
	}
	rows := make([]phoneRow, max(1, len(v.Criteria)))
	for i := range rows {
		if i < len(v.Criteria) {
			rows[i].PhoneCriterion = v.Criteria[i]
		}
		rows[i].Mark, rows[i].Choices = "marks"+strconv.Itoa(i), v.choices(i)
	}
	return rows
}

// phoneGrade is one radio button.
type phoneGrade struct {
	Mark, Label, Tone string
	Chosen, Wide      bool // Wide where a word stands among numbers
}

const markDigits = "0123456789abcdef"

// Scale reports whether numbers are marked, the highest of which comes first: they stand side
// by side, and what takes none has room for its words. The same is in phone/matrix.js.
func (v phoneView) Scale() bool { return len(v.Grades) > 0 && isNumber(v.Grades[0]) }

func isNumber(label string) bool { return len(label) < 5 && strings.Trim(label, "-.0123456789") == "" }

// Choices lists the grades as radio buttons.
func (v phoneView) Choices() []phoneGrade { return v.choices(0) }

func (v phoneView) choices(row int) []phoneGrade {
	chosen := ""
	if row < len(v.Chosen) {
		chosen = v.Chosen[row : row+1]
	}
	opinion := make([]bool, len(v.Grades))
	for i := range opinion {
		opinion[i] = !strings.Contains(v.NoOpinion, mark(i))
	}
	tones, grades := Tones(opinion), make([]phoneGrade, 0, len(v.Grades))
	for i, label := range v.Grades {
		grades = append(grades, phoneGrade{Mark: mark(i), Label: label, Tone: tones[i], Chosen: chosen == mark(i), Wide: v.Scale() && !isNumber(label)})
	}
	return grades
}

func mark(i int) string {
	if i >= len(markDigits) {
		return "-"
	}
	return markDigits[i : i+1]
}

// ShortReceipt is that of the notice.
func (v phoneView) ShortReceipt() string {
	if v.Notice == nil {
		return ""
	}
	return ShortReceipt(v.Notice.Receipt)
}

// ShortReceipt is the part of a receipt that a person compares: two groups of
// four.
func ShortReceipt(receipt string) string {
	if len(receipt) < 8 {
		return ""
	}
	code := strings.ToUpper(receipt[:8])
	return code[:4] + " " + code[4:]
}

// Other is the language that the page offers instead of its own.
func (v phoneView) Other() string {
	if v.Lang == "en" {
		return "zh-CN"
	}
	return "en"
}
