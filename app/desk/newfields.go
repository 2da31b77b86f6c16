package desk

import (
	"cmp"
	"fmt"
	"strings"

	"pingyi/voting/programme"
)

// field is one field of the form for a session, or one cell of a table of fields.
type field struct {
	ID, Name, Label, Hint string
	Aria                  string // the label of a cell, with the row it stands in
	Value, Wrong          string
	Options               []choice
	Figure, Box, Fixed    bool   // a number; a box to tick; nothing to change
	Hidden                string // the name of a mark that the row has and nobody sees
}

// choice is one of a few words.
type choice struct {
	Key, Value, Label string
	Chosen            bool
}

// choiceGroup is a question with a few answers.
type choiceGroup struct {
	Key, Legend string
	Options     []choice
}

// fieldTable is a list of the rulebook, a row for each entry.
type fieldTable struct {
	List, Legend, Hint, Wrong string
	Heads                     []string
	Rows                      [][]field
	More                      bool // rows may be added
}

// Input is a field for a line of text.
func (v *programmeView) Input(name, value, label, hint string) field {
	return field{ID: anchorOf(name), Name: name, Label: v.T(label), Hint: v.T(hint), Value: value, Wrong: v.wrong[name]}
}

// Figured is a field for a number.
func (v *programmeView) Figured(name, value, label, hint string) field {
	f := v.Input(name, value, label, hint)
	f.Figure = true
	return f
}

// Values are the fields of what belongs to this programme alone.
func (v *programmeView) Values() []field {
	var all []field
	for i, value := range v.Settings.Values {
		name := fmt.Sprintf("values.%d", i)
		f := field{ID: anchorOf(name), Name: name, Label: value.Label, Hint: value.Hint, Value: value.Text, Wrong: v.wrong[name], Figure: true}
		for _, option := range value.Options {
			f.Options = append(f.Options, choice{Value: option.Value, Label: option.Label, Chosen: option.Value == value.Text})
		}
		all = append(all, f)
	}
	return all
}

// Choices are the questions about the conduct of the vote.
func (v *programmeView) Choices() []choiceGroup {
	reveal, oneVote := v.Settings.Unsaid()
	return []choiceGroup{
		v.choices("secrecy", v.Settings.Secrecy, programme.Secrecies()),
		v.choices("reveal", cmp.Or(v.Settings.Reveal, reveal), programme.Reveals()),
		v.choices("one_vote", cmp.Or(v.Settings.OneVote, oneVote), programme.OneVotes()),
	}
}

func (v *programmeView) choices(key, chosen string, words []string) choiceGroup {
	group := choiceGroup{Key: key, Legend: v.T("rules." + key)}
	for i, word := range words {
		group.Options = append(group.Options, choice{Key: key, Value: word, Label: v.T(fmt.Sprintf("rules.%s.%d", key, i)), Chosen: word == chosen})
	}
	return group
}

// Tables are the lists of the rulebook that this programme has.
func (v *programmeView) Tables() []fieldTable {
	s := v.Settings
	var all []fieldTable
	if len(s.Grades) > 0 {
		t := v.table("grades", "label", "points", "base")
		if s.Headlines {
			t.Heads = append(t.Heads, v.T("rules.headline"))
		}
		for i, g := range append(s.Grades, make([]programme.Grade, v.spare("grades"))...) {
			t.Rows = append(t.Rows, v.gradeRow(i, g))
		}
		all = append(all, t)
	}
	if len(s.Criteria) > 0 {
		t := v.table("criteria", "label", "weight")
		for i, c := range append(s.Criteria, make([]programme.Criterion, v.spare("criteria"))...) {
			t.Rows = append(t.Rows, v.cells("criteria", i, c.Label, v.column("label", c.Label), v.column("weight", c.Weight)))
		}
		all = append(all, t)
	}
	if len(s.Lists) > 0 {
		t := v.table("lists", "label", "at_least", "at_most")
		t.More = false
		for i, l := range s.Lists {
			name := v.column("label", l.Label)
			name.Fixed = true
			t.Rows = append(t.Rows, v.cells("lists", i, l.Label, name, v.column("at_least", l.AtLeast), v.column("at_most", l.AtMost)))
		}
		all = append(all, t)
	}
	t := v.table("categories", "label", "seats")
	if s.Weighs() {
		t.Heads = append(t.Heads, v.T("rules.weight"))
	}
	for i, c := range append(s.Categories, make([]programme.Category, v.spare("categories"))...) {
		columns := []field{v.column("label", c.Label), v.column("seats", c.Seats)}
		if s.Weighs() {
			columns = append(columns, v.column("weight", c.Weight))
		}
		t.Rows = append(t.Rows, v.cells("categories", i, c.Label, columns...))
	}
	return append(all, t)
}

func (v *programmeView) table(list string, heads ...string) fieldTable {
	t := fieldTable{List: list, Legend: v.T("rules." + list), Hint: v.T("rules." + list + ".hint"), Wrong: v.wrong[list], More: true}
	for _, head := range heads {
		t.Heads = append(t.Heads, v.T("rules."+head))
	}
	return t
}

// spare is how many empty rows a list has to write more into.
func (v *programmeView) spare(list string) int {
	if v.Do == doMore+list {
		return 4
	}
	return 1
}

// column begins a cell; its row gives it the rest.
func (v *programmeView) column(name, value string) field {
	return field{Name: name, Label: v.T("rules." + name), Value: value, Figure: name != "label"}
}

// cells gives each cell its name, its label for those who hear the page, and
// what is wrong with it.
func (v *programmeView) cells(list string, row int, called string, columns ...field) []field {
	called = cmp.Or(strings.TrimSpace(called), v.T("rules.row", "n", row+1))
	for i := range columns {
		c := &columns[i]
		c.Name = fmt.Sprintf("%s.%d.%s", list, row, c.Name)
		c.ID, c.Aria, c.Wrong = anchorOf(c.Name), called+" "+c.Label, v.wrong[c.Name]
	}
	return columns
}

func (v *programmeView) gradeRow(row int, g programme.Grade) []field {
	base := v.column("base", "")
	in := g.InBase && strings.TrimSpace(g.Points) == ""
	base.Options = []choice{{Value: "out", Label: v.T("rules.base.out"), Chosen: !in}, {Value: "in", Label: v.T("rules.base.in"), Chosen: in}}
	columns := []field{v.column("label", g.Label), v.column("points", g.Points), base}
	if v.Settings.Headlines {
		headline := v.column("headline", map[bool]string{true: "1"}[g.Headline])
		headline.Box = true
		columns = append(columns, headline)
	} else if g.Headline {
		columns[0].Hidden = fmt.Sprintf("grades.%d.headline", row)
	}
	return v.cells("grades", row, g.Label, columns...)
}
