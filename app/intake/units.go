package intake

import (
	"strconv"

	"pingyi/voting"
)

// The columns of a list of units.
const (
	unitNumber = iota
	unitName
	unitDepartment
	unitClass
	unitSitting
)

func unitColumns() []column {
	return []column{
		unitNumber:     {titles: []string{"编号", "窗口编号", "单位编号", "参评编号", "序号", "number", "no.", "no", "id"}, required: true},
		unitName:       {titles: []string{"参评窗口", "参评单位", "候选单位", "窗口", "窗口名称", "单位", "单位名称", "部门", "部门名称", "名称", "unit", "name"}, required: true},
		unitDepartment: {titles: []string{"主管部门", "主管单位", "所属部门", "department"}},
		unitClass:      {titles: []string{"参评类别", "类别", "单位类别", "class"}},
		unitSitting:    {titles: []string{"场次", "session"}},
	}
}

// Units reads the list of units of a table: number, name, and where the table
// has them the department, the class and the session. Its error is of type Errors and has
// every bad row.
func Units(t Table) ([]voting.Unit, error) {
	units, _, bad := readUnits(t, false)
	return units, bad.result()
}

// readUnits wants to know the session of each where the rulebook goes by it.
func readUnits(t Table, bySession bool) ([]voting.Unit, []Warning, Errors) {
	columns := unitColumns()
	columns[unitSitting].required = bySession
	where, bad := locateList(t, columns)
	if len(bad) > 0 {
		return nil, nil, bad
	}
	r := reader{layout: where, seen: make(map[string]int, len(where.rows))}
	units, drawn := make([]voting.Unit, 0, len(where.rows)), newGlyphs()
	for _, row := range where.rows {
		drawn.checkCells(r, row, unitName, unitDepartment, unitClass)
		number := r.number(row, unitNumber)
		name, _ := r.text(row, unitName, true)
		department, _ := r.text(row, unitDepartment, false)
		class, _ := r.text(row, unitClass, false)
		sitting, _ := r.text(row, unitSitting, bySession)
		units = append(units, voting.Unit{
			ID: voting.UnitID(number), Name: name, Department: voting.Department(department), Class: voting.Class(class), Sitting: voting.Sitting(sitting),
		})
	}
	if len(units) > voting.MaxUnits {
		r.bad = append(r.bad, t.refuse(CodeTooMany, strconv.Itoa(voting.MaxUnits))...)
	}
	if len(r.bad) > 0 {
		return nil, nil, r.bad
	}
	return units, append(where.warnings(), drawn.warned...), nil
}
