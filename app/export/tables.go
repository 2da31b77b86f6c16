package export

import (
	"slices"
	"strconv"
	"strings"

	"pingyi/display"
	"pingyi/voting"
)

// Set is all tables of a session's results, in the order in which people read them.
type Set struct {
	Tables []Table
	name   string // of the session, without a mark of rehearsal
	title  string
	words  words
	at     int64 // of the last act, which stands for the time of the export
	marks  []mark
}

// mark is what every row of a file says that must not pass for another one: that it is
// of a rehearsal, or of a version of the result that nobody has announced, or that another one has replaced.
type mark struct {
	column string
	text   string // the word for it, of the word list
}

// marksOf are those that results need.
func marksOf(r display.Results, w words) []mark {
	var all []mark
	if r.Rehearsal {
		all = append(all, mark{"rehearsal", w.of("rehearsal")})
	}
	if r.Unannounced() {
		all = append(all, mark{"unannounced", w.of("unannounced")})
	}
	if by := r.Replaced; by != nil {
		all = append(all, mark{"replaced", strings.ReplaceAll(w.of("replaced"), "{n}", strconv.Itoa(by.Version))})
	}
	return all
}

// Also is what files say besides the results, in the same language: those do not hold it.
type Also struct {
	Steps    []string             // the steps read out, where the results hold but their names
	Validity []string             // what makes a ballot void, or a row of one
	Voids    []voting.VoidBallots // why those are that do not count; nil where nobody knows
	Open     Open                 // what is not settled
	Called   func(string) string  // what a list, a step, a table or a category is called; nil as it is written
}

// Of makes the tables of results, with names and sentences from the word list of
// a language.
func Of(r display.Results, also Also, sentences map[string]string) Set {
	b := builderOf(r, sentences)
	b.also = also
	s := Set{name: string(r.Session), title: r.Title, words: sentences, at: r.Log.ActedAt, marks: b.marks}
	s.Tables = []Table{
		b.result(), b.counts(), b.byCategory(), b.criteria(), b.criteriaByCategory(), b.turnout(), b.voids(), b.outstanding(), b.versions(), b.given(), b.figures(),
		b.grades(), b.lists(), b.rulebook(), b.session(), b.checkpoints(),
	}
	return s
}

// words are the sentences of one language.
type words map[string]string

func (w words) of(key string) string { return w["export."+key] }

// builder makes tables of results.
type builder struct {
	display.Results
	words words
	marks []mark
	also  Also
}

func builderOf(r display.Results, w words) builder {
	return builder{Results: r, words: w, marks: marksOf(r, w)}
}

// columnTypes says what is in a column; a name means the same in every table.
var columnTypes = map[string]Type{
	"rank": Whole, "rank_in_class": Whole, "item": Whole, "score": Decimal, "ballots": Whole, "expected": Whole, "blank": Whole, "shown": Truth,
	"grade_no": Whole, "count": Whole, "points": Decimal, "in_base": Truth, "seats": Whole, "issued": Whole, "checked_in": Whole, "no": Whole,
	"final": Truth, "items": Whole, "confirmed": Whole, "records": Whole, "acted_at": Moment, "run": Whole,
	"version": Whole, "collected": Whole, "valid": Whole, "void": Whole, "days": Whole, "done_at": Moment, "until": Moment,
	"list_no": Whole, "at_least": Whole, "at_most": Whole, "ticks": Whole, "value": Decimal, "figure": Decimal,
}

// table begins a table. Every row of one with a mark says so, and nothing that is cut
// out of it passes for the real thing.
func (b builder) table(name string, columns ...string) Table {
	t := Table{Name: name, Title: b.words.of("table." + name), About: b.words.of("table." + name + ".about")}
	for i, m := range b.marks {
		columns = slices.Insert(columns, i, m.column)
		t.Title = b.words.of(m.column+".sheet") + t.Title // "" where the names of sheets do not say it
	}
	for _, column := range columns {
		kind, other := columnTypes[column]
		if !other {
			kind = Text
		}
		t.Columns = append(t.Columns, Column{
			Name: column, Title: b.words.of("column." + column), About: b.words.of("column." + column + ".about"), Type: kind,
		})
	}
	return t
}

func (b builder) row(t *Table, values ...Value) {
	for i, m := range b.marks {
		values = slices.Insert(values, i, text(m.text))
	}
	t.Rows = append(t.Rows, values)
}

// result is the board: first comes who is first, last who has no place. Whatever
// else the rulebook says of a unit stands beside it.
func (b builder) result() Table {
	t := b.table("result", "rank", "rank_in_class", "class", "unit", "name", "department", "score", "exact", "unsettled", "issued", "checked_in", "ballots", "valid", "void", "item")
	units := slices.Clone(b.Units)
	slices.SortStableFunc(units, func(a, b display.UnitResult) int {
		if (a.Rank == 0) != (b.Rank == 0) {
			return b.Rank - a.Rank
		}
		return a.Rank - b.Rank
	})
	for _, u := range units {
		b.row(&t, place(u.Rank), place(u.RankInClass), text(string(u.Class)), text(string(u.Unit)), text(u.Name), text(string(u.Department)),
			text(u.Score), text(u.Exact), b.unsettled(u.Unit), whole(u.Issued), whole(u.CheckedIn), whole(u.Ballots), whole(u.Valid), whole(u.Void), place(int(u.Item)))
	}
	t.Beside = []Long{b.namedResults()}
	return t
}

// unsettled are the results of a unit that may still change with ties that wait for people.
func (b builder) unsettled(unit voting.UnitID) Value {
	if b.also.Open.of == nil {
		return text("")
	}
	var names, said []string
	for _, one := range b.also.Open.of(unit) {
		title, column := b.words["export.column."+strings.ReplaceAll(one.Result, " ", "_")]
		if !column {
			title = b.called(one.Result).said()
		}
		names, said = append(names, one.Result), append(said, title)
	}
	v := text(strings.Join(names, "; "))
	v.Said = strings.Join(said, "; ")
	return v
}

// namedResults are the other results of the rulebook, by the names of their steps.
func (b builder) namedResults() Long {
	t := b.table("named_results", "unit", "result", "value")
	long := Long{Over: "result", Of: "value"}
	for _, u := range b.Units {
		for _, named := range u.Named {
			b.row(&t, text(string(u.Unit)), b.called(named.Name), text(named.Text))
			if !slices.Contains(long.Heads, named.Name) {
				long.Heads, long.Said = append(long.Heads, named.Name), append(long.Said, b.called(named.Name).said())
			}
		}
	}
	long.Table = t
	return long
}

// grades is the scale of marks.
func (b builder) grades() Table {
	t := b.table("grades", "grade_no", "grade", "points", "in_base")
	for i, grade := range b.Scale {
		b.row(&t, whole(i+1), text(grade.Label), points(grade.Points), truth(grade.InBase))
	}
	return t
}

// lists are what is chosen instead of grades.
func (b builder) lists() Table {
	t := b.table("lists", "list_no", "list", "at_least", "at_most")
	for i, list := range b.Lists {
		b.row(&t, whole(i+1), b.list(list), whole(list.AtLeast), whole(list.AtMost))
	}
	return t
}

func (b builder) turnout() Table {
	t := b.table("turnout", "category", "seats", "issued", "checked_in")
	for _, c := range b.Categories {
		b.row(&t, b.called(c.Label), place(c.Seats), whole(c.Issued), whole(c.CheckedIn))
	}
	return t
}

// voids is why ballots are void as a whole, of all units together: of a few a reason
// would tell.
func (b builder) voids() Table {
	t := b.table("void_ballots", "void_reason", "void")
	if b.also.Voids == nil && b.Void > 0 {
		b.row(&t, b.kind("void", "unknown"), whole(b.Void))
	}
	for _, v := range b.also.Voids {
		b.row(&t, b.kind("void", v.Reason), whole(v.Ballots))
	}
	return t
}

// rulebook is the rules as they are printed beside a result.
func (b builder) rulebook() Table {
	t := b.table("rulebook", "part", "no", "said", "written")
	b.row(&t, b.code("title"), place(0), text(b.Rulebook.Title), text(""))
	b.row(&t, b.code("hash"), place(0), text(b.Rulebook.Hash), text(""))
	for i, said := range b.also.Validity {
		b.row(&t, b.code("validity"), whole(i+1), text(said), text(""))
	}
	for i, step := range b.Rulebook.Steps {
		said := Said(b.words, step)
		if i < len(b.also.Steps) {
			said = b.also.Steps[i]
		}
		b.row(&t, b.code("step"), whole(i+1), text(said), text(step))
	}
	return t
}

// session is what the results are of and where they come from.
func (b builder) session() Table {
	t := b.table("session", "session", "title", "secrecy", "final", "version", "phase", "items", "confirmed", "issued", "checked_in", "collected", "valid", "void", "ranked",
		"rulebook_title", "rulebook_hash", "records", "acted_at", "signer")
	t.Upright = true
	b.row(&t, text(string(b.Session)), text(b.Title), b.code(string(b.Secrecy)), truth(b.Final), place(b.Version), b.kind("phase", string(b.Phase)), whole(b.Items), whole(len(b.Units)),
		whole(b.Issued), whole(b.CheckedIn), whole(b.Collected), whole(b.Valid), whole(b.Void), b.code(b.Ranked), text(b.Rulebook.Title), text(b.Rulebook.Hash), whole(b.Log.Records),
		moment(b.Log.ActedAt), text(b.Log.Signer))
	return t
}

func (b builder) checkpoints() Table {
	t := b.table("checkpoints", "item", "unit", "run", "records", "root", "code", "signed_note")
	for _, c := range b.Checkpoints {
		b.row(&t, whole(c.Item), text(string(c.Unit)), whole(c.Run), whole(c.Records), text(c.Root), text(c.Code), text(c.Note))
	}
	return t
}

// called is a name of the rulebook with what the reader's language calls it: a rulebook of version 1
// has words for none, and those that the program has are in both languages.
func (b builder) called(name string) Value {
	v := text(name)
	if b.also.Called != nil {
		if said := b.also.Called(name); said != name {
			v.Said = said
		}
	}
	return v
}

// code is a word of the program with what it is called.
func (b builder) code(word string) Value {
	v := text(word)
	v.Said = b.words.of("value." + word)
	return v
}

// kind is a word of the program that means something else elsewhere.
func (b builder) kind(of, word string) Value {
	v := text(word)
	if !v.None {
		v.Said = b.words.of("value." + of + "." + word)
	}
	return v
}
