package tally

import (
	"slices"
	"strconv"

	"pingyi/app/intake"
)

// The titles that columns may have, the best first.

func unitRefTitles() []string {
	number, name, _, _ := intake.UnitTitles()
	titles := slices.Concat([]string{"参评单位", "单位编号", "编号", "部门编号", "unit"}, name, number)
	var once []string // a title names a unit by its number or by its name
	for _, t := range titles {
		vague := slices.Contains([]string{"序号", "number", "no.", "no", "id", "name"}, t)
		if !vague && !slices.Contains(once, t) {
			once = append(once, t)
		}
	}
	return once
}

func ballotTitles() []string { return []string{"评议票", "票号", "选票", "ballot"} }

func repTitles() []string {
	return []string{"代表", "代表证号", "代表编号", "证号", "rep", "representative"}
}

func criterionTitles() []string {
	return []string{"指标", "指标编号", "承诺编号", "承诺", "承诺事项", "维度", "criterion"}
}

func sessionTitles() []string { return []string{"场次", "session"} }

func categoryTitles() []string { return []string{"代表类别", "类别", "category"} }

// axisTitles are the titles of the column that holds the labels of an axis.
func axisTitles(axis string) []string {
	_, _, _, class := intake.UnitTitles()
	switch axis {
	case "unit":
		return unitRefTitles()
	case "class":
		return class
	case "session":
		return sessionTitles()
	case "criterion":
		return criterionTitles()
	case "category":
		return categoryTitles()
	case "list":
		return []string{"名单", "list"}
	case "grade":
		return []string{"等次", "评价", "grade"}
	case "number":
		return []string{"分数", "打分", "number"}
	}
	return []string{axis}
}

// tableTitles are the titles of the column that holds the figures of a table.
func tableTitles(table string) []string {
	return append([]string{table}, map[string][]string{
		tableMarks:      {"票数"},
		tableGrades:     {"等次票数"},
		tableTicks:      {"得票", "得票数"},
		tableIssued:     {"发出", "发出票数"},
		tableCheckedIn:  {"到场", "到场人数"},
		tableMembership: {"全体", "全体人数"},
		tableCollected:  {"收回", "收回票数"},
		tableValid:      {"有效", "有效票数"},
	}[table]...)
}

func itoa(n int) string { return strconv.Itoa(n) }

func whole(n int64) string { return strconv.FormatInt(n, 10) }
