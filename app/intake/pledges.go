package intake

import (
	"strconv"

	"pingyi/voting"
)

// The columns of a list of pledges.
const (
	pledgeNumber = iota
	pledgeUnit
	pledgeText
	pledgeGroup
)

func pledgeColumns() []column {
	return []column{
		pledgeNumber: {titles: []string{"承诺编号", "事项编号", "编号", "序号", "number", "no.", "no", "id"}, required: true},
		pledgeUnit:   {titles: []string{"部门编号", "单位编号", "窗口编号", "参评编号", "部门", "单位", "unit"}, required: true},
		pledgeText:   {titles: []string{"承诺事项", "承诺内容", "承诺", "事项", "pledge", "text"}, required: true},
		pledgeGroup:  {titles: []string{"年度", "承诺类别", "类别", "year", "group"}},
	}
}

// pledges reads what each unit has pledged (承诺事项) and writes it into the units,
// in the order of the list. Every unit must have some, and no other may.
func pledges(t Table, units []voting.Unit) ([]Warning, Errors) {
	where, bad := locateList(t, pledgeColumns())
	if len(bad) > 0 {
		return nil, bad
	}
	r := reader{layout: where, seen: make(map[string]int, len(where.rows))}
	at, drawn := make(map[string]int, len(units)), newGlyphs()
	for i, unit := range units {
		at[string(unit.ID)] = i
	}
	for _, row := range where.rows {
		drawn.checkCells(r, row, pledgeText, pledgeGroup)
		number := r.number(row, pledgeNumber)
		unit, ok := r.text(row, pledgeUnit, true)
		words := r.pledge(row, pledgeText)
		group, _ := r.text(row, pledgeGroup, false)
		i, known := at[identifier(unit)]
		if ok && !known {
			r.wrong(row, pledgeUnit, CodePledgeUnit)
		}
		if known {
			units[i].Criteria = append(units[i].Criteria, voting.Criterion{ID: number, Label: words, Group: group})
		}
	}
	for _, unit := range units {
		switch n := len(unit.Criteria); {
		case n > voting.MaxCriteria:
			r.bad = append(r.bad, t.about(string(unit.ID), CodePledgesMany, strconv.Itoa(n), strconv.Itoa(voting.MaxCriteria)))
		case n == 0 && len(r.bad) == 0: // with bad rows, its own may be among them
			r.bad = append(r.bad, t.about(string(unit.ID), CodePledgesNone, unit.Name))
		}
	}
	if len(r.bad) > 0 {
		return nil, r.bad
	}
	return append(where.warnings(), drawn.warned...), nil
}

// about is an error about one entry of the file, wherever it may stand.
func (t Table) about(value string, code Code, args ...string) RowError {
	return RowError{File: t.File, Sheet: t.Sheet, Value: value, Code: code, Args: args}
}

// readPledges reads the list that the rulebook asks for, and says when there is
// one that it does not ask for.
func readPledges(in Files, session *voting.Session) ([]Warning, Errors) {
	asked, given := session.Rulebook.Criteria == nil, len(in.Pledges.Body) > 0
	switch {
	case !asked && given:
		return []Warning{{File: in.Pledges.Name, Code: WarnPledges}}, nil
	case asked && !given:
		return nil, Errors{RowError{File: in.Rulebook.Name, Code: CodePledges}}
	case !asked:
		return nil, nil
	}
	table, err := ReadTable(in.Pledges.Name, in.Pledges.Body)
	if err != nil {
		return nil, asErrors(err)
	}
	return pledges(table, session.Units)
}
