package voting_test

import (
	"slices"
	"testing"

	"pingyi/voting"
)

func TestTextsAreEveryNameInAPictureOnce(t *testing.T) {
	session := voting.Session{
		Title: "评议",
		Rulebook: voting.Rulebook{
			Grades: []voting.Grade{{Label: "满意"}, {Label: "不满意"}}, Categories: []voting.Category{{Label: "企业代表"}},
		},
		Roster: []voting.Representative{{ID: "R1", Name: "张三", Employer: "某厂"}},
		Units: []voting.Unit{
			{ID: "W1", Name: "甲窗口", Department: "甲局", Class: "审批类", Criteria: []voting.Criterion{{ID: "P1", Label: "承诺一", Group: "去年"}}},
			{ID: "W2", Name: "乙窗口", Department: "甲局", Criteria: []voting.Criterion{{ID: "P2", Label: "承诺二", Group: "去年"}}},
		},
	}
	want := []voting.Text{
		{Of: voting.TextTitle, Text: "评议"},
		{Of: voting.TextGrade, Text: "满意"}, {Of: voting.TextGrade, Text: "不满意"}, {Of: voting.TextCategory, Text: "企业代表"},
		{Of: voting.TextUnit, Unit: "W1", Text: "甲窗口"}, {Of: voting.TextDepartment, Unit: "W1", Text: "甲局"}, {Of: voting.TextClass, Unit: "W1", Text: "审批类"},
		{Of: voting.TextCriterion, Unit: "W1", Text: "承诺一"}, {Of: voting.TextGroup, Unit: "W1", Text: "去年"},
		{Of: voting.TextUnit, Unit: "W2", Text: "乙窗口"}, {Of: voting.TextCriterion, Unit: "W2", Text: "承诺二"},
	}
	if got := session.Texts(); !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	session.Rulebook.Lists = []voting.List{{Label: "十佳", Name: "十佳"}}
	session.Rulebook.Criteria = []voting.Criterion{{Label: "十佳"}}
	session.Units = nil
	if got := session.Texts(); !slices.Equal(got[4:], []voting.Text{{Of: voting.TextList, Text: "十佳"}}) {
		t.Errorf("of a choice: %v", got)
	}
}
