package export

// describe is the table that says what the others are: a line for each table and
// one for each of its columns.
func (s Set) describe(tables []Table) Table {
	b := builder{words: s.words, marks: s.marks}
	about := b.table("about", "table_name", "column_name", "type", "meaning")
	for _, t := range tables {
		b.row(&about, s.named(t.Name, t.Title), text(""), text(""), text(t.About))
		for _, c := range t.Columns {
			b.row(&about, s.named(t.Name, t.Title), s.named(c.Name, c.Title), b.code(string(c.Type)), text(c.About))
		}
	}
	return about
}

// named is a name of the program with what people call it.
func (s Set) named(name, title string) Value {
	v := text(name)
	v.Said = title
	if name == "" {
		return text(title)
	}
	return v
}

// Sheets are the tables as people read them, those that are empty left out, and
// one that says what they are.
func (s Set) Sheets() []Table {
	var all []Table
	for _, t := range s.Tables {
		if len(t.Rows) > 0 {
			all = append(all, t.Spread())
		}
	}
	return append(all, s.describe(all))
}

// Relations are the tables as programs read them: every number in a row of its
// own. All are there, so that a query is right for every session.
func (s Set) Relations() []Table {
	var all []Table
	for _, t := range s.Tables {
		all = append(all, t)
		for _, long := range t.Beside {
			all = append(all, long.Table)
		}
	}
	return append(all, s.describe(all))
}
