package tally

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pingyi/voting/count"
)

// mostExplained is how many figures are told where nobody waits for a page.
const mostExplained = 20_000

// explain finds the chain of a figure that is named in one line: the table and a
// label for each of its axes, like "得分 W001".
func (o *Outcome) explain(asked, lang string) ([]count.Line, error) {
	names := make(map[string]bool)
	for _, name := range o.tableNames() {
		names[name], names[o.Book.NameIn("en", name)] = true, true
	}
	var wrong error
	for _, reading := range Namings(asked, names) {
		name := reading.Name
		t := o.Result.Table(name)
		if t == nil {
			name = o.Book.Meant(name)
			t = o.Result.Table(name)
		}
		if t == nil {
			continue
		}
		if labels, ok := o.labels(t, reading.Rest); ok {
			lines, err := o.Result.ExplainTo(mostExplained, name, labels...)
			return o.went(o.cameFrom(o.unsaid(lines)), t, labels), err
		}
		if wrong == nil {
			wrong = &unknownFigure{outcome: o, asked: asked, name: name, table: t}
		}
	}
	switch lines, is, err := o.counted(asked); {
	case is:
		return lines, nil
	case err != nil:
		return nil, err
	}
	if wrong != nil {
		return nil, wrong
	}
	also := strings.Join([]string{figureInvalid, figureVoid, figureVoidRows, figureReplaced}, ", ")
	if len(o.Book.ListResults()) > 0 {
		also += ", " + strings.Join(atCuts(), ", ")
	}
	return nil, NewTrouble("explain.table", "asked", asked, "names", o.mayBeAsked(lang)+", "+also)
}

// unsaid tells of counts that nobody gave that there are none.
func (o *Outcome) unsaid(lines []count.Line) []count.Line {
	for i, l := range lines {
		t := o.Result.Table(l.Table)
		if !o.unknown(t, l.At) {
			continue
		}
		zh, en := "", ""
		if at := strings.Join(l.At, " · "); at != "" {
			zh, en = "（"+at+"）", " ("+at+")"
		}
		l.Exact, l.Printed = "", ""
		l.Chinese, l.English = Say("zh", "explain.unsaid", "name", l.Name.Chinese, "at", zh), Say("en", "explain.unsaid", "name", l.Name.English, "at", en)
		lines[i] = l
	}
	return lines
}

// unknownFigure is a figure that was asked for and is not there.
type unknownFigure struct {
	outcome     *Outcome
	asked, name string
	table       *count.Table
}

// Error is the sentence in English.
func (u *unknownFigure) Error() string { return u.Message("en") }

// labelsNamed is how many of the labels of an axis a sentence lists.
const labelsNamed = 8

// Message says what may be asked of the table.
func (u *unknownFigure) Message(lang string) string {
	var axes []string
	known := ""
	for _, axis := range u.table.Axes() {
		axes = append(axes, AxisIn(lang, axis))
		labels := u.table.Labels(axis)
		if len(labels) == 0 { // each unit has its own
			continue
		}
		listed := strings.Join(labels[:min(len(labels), labelsNamed)], ", ")
		if len(labels) > labelsNamed {
			listed = Say(lang, "explain.more", "labels", listed, "n", strconv.Itoa(len(labels)))
		}
		known += Say(lang, "explain.known", "axis", AxisIn(lang, axis), "labels", listed)
	}
	return Say(lang, "explain.label", "asked", u.asked, "table", u.name, "axes", strings.Join(axes, ", ")) + known
}

// labels reads one label for each axis, in any order; labels may have spaces in
// them.
func (o *Outcome) labels(t *count.Table, text string) ([]string, bool) {
	said := make([]string, len(t.Axes()))
	if !Fill(text, o.slots(t, said)...) || slices.Contains(said, "") {
		return nil, false
	}
	_, err := t.Cell(said...)
	return said, err == nil
}

// slots are what may be named of a table.
func (o *Outcome) slots(t *count.Table, said []string) (slots []Slot) {
	for k, axis := range t.Axes() {
		words := make(map[string]string)
		for _, label := range o.labelsOf(t, axis) {
			words[o.nameOf(axis, label)] = label
		}
		for _, label := range o.labelsOf(t, axis) {
			words[label] = label
		}
		slots = append(slots, Slot{&said[k], words})
	}
	return slots
}

// labelsOf are all labels of an axis; criteria that each unit has for itself, of all of them.
func (o *Outcome) labelsOf(t *count.Table, axis string) []string {
	if axis != "criterion" || !o.Book.OwnCriteria() {
		return t.Labels(axis)
	}
	var all []string
	for _, u := range o.units {
		all = append(all, u.Criteria...)
	}
	return all
}

// labelsFor are those of an axis beside the labels before it.
func (o *Outcome) labelsFor(t *count.Table, axis string, so []string) []string {
	if axis == "criterion" && o.Book.OwnCriteria() && len(so) > 0 {
		return o.unit(so[0]).Criteria
	}
	return t.Labels(axis)
}

// chainText writes an explanation: one sentence for each figure, with the exact
// value where the printed one is another.
func chainText(chain []count.Line, lang string) string {
	var text strings.Builder
	for i, l := range chain {
		sentence := l.English
		if lang == "zh" {
			sentence = l.Chinese
		}
		fmt.Fprintf(&text, "%d. %s\n", i+1, sentence)
	}
	return text.String()
}
