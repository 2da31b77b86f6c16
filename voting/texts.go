package voting

// TextOf says what a text of a session is of. The value is stable.
type TextOf string

// What a picture names.
const (
	TextTitle      TextOf = "title"
	TextGrade      TextOf = "grade"
	TextCategory   TextOf = "category"
	TextList       TextOf = "list"
	TextCriterion  TextOf = "criterion"
	TextGroup      TextOf = "group" // of criteria
	TextUnit       TextOf = "unit"
	TextDepartment TextOf = "department"
	TextClass      TextOf = "class"
)

// TextsOf lists them all, for the test that each has its words.
func TextsOf() []TextOf {
	return []TextOf{TextTitle, TextGrade, TextCategory, TextList, TextCriterion, TextGroup, TextUnit, TextDepartment, TextClass}
}

// Text is one text of a session. Unit is the first unit that has it, where it
// came with the list of units or of their pledges.
type Text struct {
	Of   TextOf
	Unit UnitID
	Text string
}

// Texts lists what pictures of the session name, each text once for what it is
// of, in the order in which it was written down. Representatives are not among
// them: no picture names one.
func (s Session) Texts() []Text {
	t := texts{seen: make(map[Text]bool)}
	t.add(TextTitle, "", s.Title)
	for _, grade := range s.Rulebook.Grades {
		t.add(TextGrade, "", grade.Label)
	}
	for _, category := range s.Rulebook.Categories {
		t.add(TextCategory, "", category.Label)
	}
	for _, list := range s.Rulebook.Lists {
		t.add(TextList, "", list.Name)
	}
	if s.Rulebook.Lists == nil { // or they are the lists once more
		t.criteria("", s.Rulebook.Criteria)
	}
	for _, unit := range s.Units {
		t.add(TextUnit, unit.ID, unit.Name)
		t.add(TextDepartment, unit.ID, string(unit.Department))
		t.add(TextClass, unit.ID, string(unit.Class))
		t.criteria(unit.ID, unit.Criteria)
	}
	return t.all
}

type texts struct {
	all  []Text
	seen map[Text]bool // without their unit
}

func (t *texts) add(of TextOf, unit UnitID, text string) {
	if bare := (Text{Of: of, Text: text}); text != "" && !t.seen[bare] {
		t.seen[bare] = true
		t.all = append(t.all, Text{of, unit, text})
	}
}

func (t *texts) criteria(unit UnitID, criteria []Criterion) {
	for _, criterion := range criteria {
		t.add(TextCriterion, unit, criterion.Label)
		t.add(TextGroup, unit, criterion.Group)
	}
}
