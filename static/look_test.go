package static

import "testing"

// The longest word of the grades says how much room each has.
func TestLook(t *testing.T) {
	for _, c := range []struct {
		grades      []string
		look, sheet string
	}{
		{[]string{"满意", "基本满意", "不满意", "不了解"}, "grades", "grades short"},
		{[]string{"非常满意的单位", "满意"}, "grades", "grades"},
		{[]string{"Good", "Fair", "Poor"}, "grades", "grades short"},
		{[]string{"Kept", "Partly kept", "Not kept", "Don't know"}, "grades", "grades"},
		{[]string{"Satisfied", "Fairly satisfied", "Dissatisfied", "Don't know"}, "bare grades", "bare grades"},
		{[]string{"Satisfactory", "Unsatisfactory"}, "bare grades alone", "bare grades alone"},
		{[]string{"10", "9", "弃权", "Abstention"}, "bare scale", "bare scale"},
		{[]string{"10", "9", "Disqualified"}, "bare scale alone", "bare scale alone"},
	} {
		v := phoneView{PhonePage: PhonePage{Grades: c.grades}}
		if look, sheet := v.Look(), v.sheetLook(); look != c.look || sheet != c.sheet {
			t.Errorf("%v: %q and on a form %q, want %q and %q", c.grades, look, sheet, c.look, c.sheet)
		}
	}
}
