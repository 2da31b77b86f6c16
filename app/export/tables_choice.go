package export

import "pingyi/display"

// ticks is how often each unit was chosen on each list.
func (b builder) ticks() Long {
	t := b.table("ticks", "unit", "list_no", "list", "ticks")
	for _, u := range b.Units {
		for i, list := range b.Lists {
			b.row(&t, text(string(u.Unit)), whole(i+1), b.list(list), whole(ticked(u.ByGrade, u.Criteria, i, func(c display.CriterionResult) []int { return c.ByGrade })))
		}
	}
	return b.listed(t)
}

// categoryTicks is the same by category, without the units that would tell on somebody.
func (b builder) categoryTicks() Long {
	t := b.table("category_ticks", "unit", "category", "list_no", "list", "ticks")
	for _, u := range b.Units {
		for _, category := range b.Categories {
			if u.Hidden {
				continue
			}
			for i, list := range b.Lists {
				n := ticked(u.Counts[category.Label], u.Criteria, i, func(c display.CriterionResult) []int { return c.Counts[category.Label] })
				b.row(&t, text(string(u.Unit)), b.called(category.Label), whole(i+1), b.list(list), whole(n))
			}
		}
	}
	return b.listed(t)
}

// ticked is how many ticks a unit has on a list: its own where there is one list
// alone, else those of the list's row.
func ticked(own []int, rows []display.CriterionResult, list int, of func(display.CriterionResult) []int) int {
	if rows != nil {
		own = of(rows[list])
	}
	if len(own) == 0 {
		return 0
	}
	return own[0]
}

func (b builder) listed(t Table) Long {
	long := Long{Table: t, Over: "list", Of: "ticks"}
	for _, list := range b.Lists {
		long.Heads = append(long.Heads, list.Label)
		long.Said = append(long.Said, b.list(list).said())
	}
	return long
}

// list is a list under the name that people know it by, where it has one.
func (b builder) list(list display.ListResult) Value {
	if v := b.called(list.Label); v.Said != "" {
		return v
	}
	return Value{Text: list.Label, Said: list.Name}
}
