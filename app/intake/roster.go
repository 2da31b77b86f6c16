package intake

import (
	"strconv"
	"strings"

	"pingyi/voting"
)

// The columns of a roster.
const (
	repNumber = iota
	repName
	repCategory
	repEmployer
)

func rosterColumns() []column {
	return []column{
		repNumber:   {titles: []string{"代表证号", "证号", "代表编号", "编号", "序号", "number", "no.", "no", "id"}, required: true},
		repName:     {titles: []string{"姓名", "代表姓名", "名字", "name"}},
		repCategory: {titles: []string{"代表类别", "类别", "代表类型", "category"}, required: true},
		repEmployer: {titles: []string{"所在单位", "工作单位", "单位", "employer"}},
	}
}

// Roster reads the representatives of a table: number, category, and where the
// table has them the name and the employer. A category is one of the rulebook's
// by its label. Its error is of type Errors and has every bad row.
func Roster(t Table, categories []voting.Category) ([]voting.Representative, error) {
	roster, _, bad := readRoster(t, categories, false)
	return roster, bad.result()
}

// readRoster reads a roster; alike says that the rulebook tells no categories apart,
// so that whatever the column of categories has is as good as nothing.
func readRoster(t Table, categories []voting.Category, alike bool) ([]voting.Representative, []Warning, Errors) {
	columns := rosterColumns()
	columns[repCategory].required = !alike
	where, bad := locateList(t, columns)
	if len(bad) > 0 {
		return nil, nil, bad
	}
	r := rosterReader{reader: reader{layout: where, seen: make(map[string]int, len(where.rows))}, people: make(map[person]int)}
	r.setCategories(categories)
	r.alike = alike
	roster := make([]voting.Representative, 0, len(where.rows))
	for _, row := range where.rows {
		roster = append(roster, r.representative(row))
	}
	if len(roster) > voting.MaxRepresentatives {
		r.bad = append(r.bad, t.refuse(CodeTooMany, strconv.Itoa(voting.MaxRepresentatives))...)
	}
	if len(r.bad) > 0 {
		return nil, nil, r.bad
	}
	return roster, append(where.warnings(), r.warned...), nil
}

// person is what two rows share that are probably about the same human being.
type person struct {
	name, employer string
	category       voting.CategoryID
}

type rosterReader struct {
	reader
	categories map[string]voting.CategoryID
	labels     string
	alike      bool
	people     map[person]int // row of each
	warned     []Warning
}

func (r *rosterReader) setCategories(categories []voting.Category) {
	r.categories = make(map[string]voting.CategoryID, len(categories))
	labels := make([]string, len(categories))
	for i, category := range categories {
		r.categories[plainLabel(category.Label)] = voting.CategoryID(i)
		labels[i] = category.Label
	}
	r.labels = List(labels)
}

// plainLabel is a label of a category without blanks, which lists put between
// characters to make them line up.
func plainLabel(label string) string {
	return strings.Map(func(c rune) rune {
		if invisible(c) {
			return -1
		}
		return c
	}, identifier(label))
}

func (r *rosterReader) representative(row Row) voting.Representative {
	number := r.number(row, repNumber)
	name, _ := r.text(row, repName, false)
	employer, _ := r.text(row, repEmployer, false)
	rep := voting.Representative{ID: voting.RepresentativeID(number), Name: name, Employer: employer}
	if label, ok := r.text(row, repCategory, !r.alike); ok && !r.alike {
		category, known := r.categories[plainLabel(label)]
		if !known {
			r.wrong(row, repCategory, CodeCategory, r.labels)
		}
		rep.Category = category
	}
	r.checkPerson(row, rep)
	return rep
}

// checkPerson warns of a person who is listed twice under two numbers.
func (r *rosterReader) checkPerson(row Row, rep voting.Representative) {
	if rep.Name == "" || rep.Employer == "" || len(r.warned) >= maxErrors {
		return
	}
	who := person{rep.Name, rep.Employer, rep.Category}
	before, twice := r.people[who]
	if !twice {
		r.people[who] = row.Number
		return
	}
	r.warned = append(r.warned, Warning{
		File: r.table.File, Sheet: r.table.Sheet, Row: row.Number, Column: r.titles[repName], Value: rep.Name,
		Code: WarnPerson, Args: []string{strconv.Itoa(before)},
	})
}
