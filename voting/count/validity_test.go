package count_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// form wraps a ballot into the smallest rulebook.
func form(ballot, do string) string {
	return toldAll(`{"rulebook": 2, "title": "例", "ballot": ` + ballot + `, "steps": [` + do + `], "result": {"score": "得分"}}`)
}

var nameOfTable = regexp.MustCompile(`\{"name": ("[^"]*"), "(?:do|axes)"`)

// toldAll makes every table of a rulebook a result, by its own name: what is tried here is read
// by the test and by no other step.
func toldAll(text string) string {
	head, tail, _ := strings.Cut(text, `"result": {`)
	var told []string
	for _, found := range nameOfTable.FindAllStringSubmatch(head, -1) {
		if one := found[1] + ": " + found[1]; !slices.Contains(told, one) && !strings.Contains(tail, found[1]+":") {
			told = append(told, one)
		}
	}
	return head + `"result": {` + strings.Join(append(told, tail), ", ")
}

const (
	meanStep = `{"name": "得分", "do": "mean", "of": "marks"}`
	pickBest = `{"name": "得分", "do": "pick", "of": "ticks", "axis": "list", "labels": ["best"]}`
)

func ballotOf(extra string) string {
	return `{"sheet": "all units", "grades": [{"label": "优", "points": 100}, {"label": "良", "points": 80}, {"label": "差", "points": 0}]` + extra + `}`
}

func numbers(pattern string) string {
	return `{"sheet": "all units", "numbers": {"from": 0, "to": 100, "step": 0.5}, "patterns": [` + pattern + `]}`
}

// sheet reads "甲=优 乙=优,良 丙=" into rows.
func sheet(line string) (rows []count.Row) {
	for _, field := range strings.Fields(line) {
		unit, marks, _ := strings.Cut(field, "=")
		row := count.Row{Unit: unit}
		for _, mark := range strings.FieldsFunc(marks, func(r rune) bool { return r == ',' }) {
			if strings.Trim(mark, "0123456789.") == "" {
				row.Number = mark
			} else {
				row.Grades = append(row.Grades, mark)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func TestRowsAndBallots(t *testing.T) {
	band := `{"sheet": "all units", "numbers": {"from": 0, "to": 100, "step": 0.5}, "grades": [{"label": "优", "from": 80, "to": 100}, {"label": "差", "from": 0, "to": 79.5}]}`
	zero := `{"sheet": "all units", "numbers": {"from": 0, "to": 10, "step": 1}, "grades": [{"label": "弃权", "in_base": true}, {"label": "不了解", "in_base": false}]}`
	for _, c := range []struct{ name, ballot, sheet, want string }{
		{"a full sheet", ballotOf(""), "甲=优 乙=良 丙=差", "true [] 0"},
		{"a blank row is no void row", ballotOf(""), "甲=优 乙= 丙=差", "true [] 1"},
		{"an empty sheet is valid and says nothing", ballotOf(""), "", "true [] 0"},
		{"two marks spoil a row", ballotOf(`, "over_vote": "void row"`), "甲=优 乙=优,良 丙=差", "true [over-vote] 0"},
		{"two marks spoil a row when nothing else is said", ballotOf(""), "甲=优 乙=优,良", "true [over-vote] 0"},
		{"two marks spoil the ballot", ballotOf(`, "over_vote": "void ballot"`), "甲=优 乙=优,良 丙=差", "false over-vote"},
		{"a grade that is not on the ballot", ballotOf(""), "甲=中 乙=优", "true [unknown mark] 0"},
		{"all rows equal", ballotOf(`, "patterns": [{"void_if_all_equal": true}]`), "甲=良 乙=良 丙=良", "false pattern"},
		{"one row is not all rows", ballotOf(`, "patterns": [{"void_if_all_equal": true}]`), "甲=良", "true [] 0"},
		{"all full marks", ballotOf(`, "patterns": [{"void_if_all": "优"}]`), "甲=优 乙=优 丙=", "false pattern"},
		{"one row of full marks", ballotOf(`, "patterns": [{"void_if_all": "优"}]`), "甲=优", "true [] 0"},
		{"all of another grade", ballotOf(`, "patterns": [{"void_if_all": "优"}]`), "甲=良 乙=良", "true [] 0"},
		{"just as many as may be", ballotOf(`, "patterns": [{"at_most": {"grade": "优", "percent": 50}}]`), "甲=优 乙=良", "true [] 0"},
		{"more of the best than may be", ballotOf(`, "patterns": [{"at_most": {"grade": "优", "percent": 50}}]`), "甲=优 乙=优 丙=差", "false quota"},
		{"as few of the worst as must be", ballotOf(`, "patterns": [{"at_least": {"grade": "差", "percent": 50}}]`), "甲=优 乙=差", "true [] 0"},
		{"fewer of the worst than must be", ballotOf(`, "patterns": [{"at_least": {"grade": "差", "percent": 50}}]`), "甲=优 乙=良 丙=差", "false quota"},
		{"all full marks in numbers", numbers(`{"void_if_all": 100}`), "甲=100 乙=100 丙=", "false pattern"},
		{"all of another number", numbers(`{"void_if_all": 100}`), "甲=99.5 乙=99.5", "true [] 0"},
		{"all rows of one number", numbers(`{"void_if_all_equal": true}`), "甲=99.5 乙=99.5", "false pattern"},
		{"as many high numbers as may be", numbers(`{"at_most": {"from": 90, "to": 100, "percent": 50}}`), "甲=90 乙=89.5", "true [] 0"},
		{"more high numbers than may be", numbers(`{"at_most": {"from": 90, "to": 100, "percent": 50}}`), "甲=90 乙=100 丙=0", "false quota"},
		{"fewer low numbers than must be", numbers(`{"at_least": {"from": 0, "to": 59.5, "percent": 30}}`), "甲=60 乙=90 丙=75", "false quota"},
		{"as few low numbers as must be", numbers(`{"at_least": {"from": 0, "to": 59.5, "percent": 30}}`), "甲=59.5 乙=90 丙=75", "true [] 0"},
		{"all of one number, whatever the grade beside it", strings.Replace(band, "]}", `], "patterns": [{"void_if_all": 80}]}`, 1), "甲=优,80 乙=优,80", "false pattern"},
		{"all of one grade, whatever the numbers beside it", strings.Replace(band, "]}", `], "patterns": [{"void_if_all": "优"}]}`, 1), "甲=优,80 乙=优,90", "false pattern"},
		{"a number of its grade's band", band, "甲=优,92.5 乙=差,10", "true [] 0"},
		{"a number of another band", band, "甲=优,79 乙=差,10", "true [outside band] 0"},
		{"a grade without its number", band, "甲=优 乙=差,10", "true [no number] 0"},
		{"a number without its grade", band, "甲=92.5 乙=差,10", "true [no grade] 0"},
		{"in place of a number", zero, "甲=10 乙=不了解 丙=", "true [] 1"},
		{"a number and what stands in its place are two marks", zero, "甲=10,不了解 乙=9", "true [over-vote] 0"},
		{"two that stand in place of a number", zero, "甲=弃权,不了解 乙=9", "true [over-vote] 0"},
		{"a number that is ticked like a word", zero, "甲=九 乙=9", "true [unknown mark] 0"},
		{"nothing but what stands in place of numbers", strings.Replace(zero, "]}", `], "patterns": [{"void_if_all": "不了解"}]}`, 1), "甲=不了解 乙=不了解", "false pattern"},
		{"another in place of numbers", strings.Replace(zero, "]}", `], "patterns": [{"void_if_all": "不了解"}]}`, 1), "甲=不了解 乙=弃权", "true [] 0"},
		{"as many without a number as may be", strings.Replace(zero, "]}", `], "patterns": [{"at_most": {"grade": "不了解", "percent": 50}}]}`, 1), "甲=不了解 乙=9", "true [] 0"},
		{"more without a number than may be", strings.Replace(zero, "]}", `], "patterns": [{"at_most": {"grade": "不了解", "percent": 50}}]}`, 1), "甲=不了解 乙=不了解 丙=9", "false quota"},
		{"it is none of the numbers of a pattern", strings.Replace(zero, "]}", `], "patterns": [{"at_least": {"from": 0, "to": 10, "percent": 100}}]}`, 1), "甲=不了解 乙=9", "false quota"},
		{"a grade that takes no number", strings.Replace(band, "]}", `, {"label": "不了解", "in_base": false}]}`, 1), "甲=不了解 乙=差,10", "true [] 0"},
		{"a number beside a grade that takes none", strings.Replace(band, "]}", `, {"label": "不了解", "in_base": false}]}`, 1), "甲=不了解,10 乙=差,10", "true [over-vote] 0"},
		{"a number between the steps", band, "甲=优,92.3", "true [unknown mark] 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			book := parse(t, []byte(form(c.ballot, meanStep)))
			in := input(t, book, []count.Unit{{Label: "甲"}, {Label: "乙"}, {Label: "丙"}})
			v, err := in.AddBallot(count.Ballot{Rows: sheet(c.sheet)})
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprintf("%t %v %d", v.Valid, v.VoidRows, v.Blank)
			if !v.Valid {
				got = "false " + v.Reason
			}
			same(t, c.sheet, got, c.want)
			res := result(t, book, in)
			same(t, "collected", res.Table("collected").Text(), "1")
			same(t, "valid", res.Table("valid").Text(), map[bool]string{true: "1", false: "0"}[v.Valid])
			if !v.Valid && res.Table("score").Text("甲") != "" {
				t.Error("a void ballot gave a score")
			}
		})
	}
}

// TestGradesBesideNumbers: the number counts, and the grade is counted too.
func TestGradesBesideNumbers(t *testing.T) {
	book := parse(t, []byte(form(`{"sheet": "all units", "numbers": {"from": 0, "to": 100, "step": 1},
		"grades": [{"label": "优", "from": 80, "to": 100}, {"label": "差", "from": 0, "to": 79}]}`, meanStep)))
	in := input(t, book, []count.Unit{{Label: "甲"}})
	for _, line := range []string{"甲=优,90", "甲=差,40.0"} {
		if _, err := in.AddBallot(count.Ballot{Rows: sheet(line)}); err != nil {
			t.Fatal(err)
		}
	}
	res := result(t, book, in)
	same(t, "score", res.Table("score").Text("甲"), "65")
	same(t, "grades", res.Table("grades").Text("甲", "优"), "1")
}

func TestChoices(t *testing.T) {
	exactly := `{"sheet": "all units", "choose": [{"list": "best", "at_least": 2, "at_most": 2}, {"list": "worst", "at_most": 1}], "over_vote": "void ballot"}`
	for _, c := range []struct {
		best, worst, want string
	}{
		{"甲 乙", "丙", ""},
		{"甲 乙", "", ""},
		{"甲", "丙", "under-vote"},
		{"甲 乙 丙", "", "over-vote"},
		{"甲 乙", "甲 丙", "over-vote"},
		{"甲", "甲 丙", "over-vote"},
	} {
		book := parse(t, []byte(form(exactly, pickBest+`, {"name": "差票", "do": "pick", "of": "ticks", "axis": "list", "labels": ["worst"]}`)))
		in := input(t, book, []count.Unit{{Label: "甲"}, {Label: "乙"}, {Label: "丙"}})
		v, err := in.AddBallot(count.Ballot{Ticks: map[string][]string{"best": strings.Fields(c.best), "worst": strings.Fields(c.worst)}})
		if err != nil {
			t.Fatal(err)
		}
		same(t, c.best+" / "+c.worst, v.Reason, c.want)
		if got := result(t, book, in).Table("score").Text("甲"); v.Valid != (got == "1") {
			t.Errorf("%s / %s: 甲 has %s ticks", c.best, c.worst, got)
		}
	}
}

// TestTakenBack: a ballot that is taken back leaves nothing behind, and a result
// that was made before does not change.
func TestTakenBack(t *testing.T) {
	book := parse(t, []byte(form(ballotOf(`, "over_vote": "void row", "patterns": [{"void_if_all": "差"}]`), meanStep)))
	in := input(t, book, []count.Unit{{Label: "甲"}, {Label: "乙"}})
	first, spoilt, void := sheet("甲=优 乙=良"), sheet("甲=优,良 乙=差 "), sheet("甲=差 乙=差")
	for _, s := range [][]count.Row{first, spoilt, void} {
		if _, err := in.AddBallot(count.Ballot{Rows: s}); err != nil {
			t.Fatal(err)
		}
	}
	before := result(t, book, in)
	same(t, "spoilt", fmt.Sprint(in.Spoilt()), "[{over-vote 0 1} {pattern 1 0}]")
	for _, s := range [][]count.Row{void, spoilt, first} {
		if _, err := in.RemoveBallot(count.Ballot{Rows: s}); err != nil {
			t.Fatal(err)
		}
	}
	after := result(t, book, in)
	same(t, "spoilt afterwards", fmt.Sprint(in.Spoilt()), "[{over-vote 0 0} {pattern 0 0}]")
	same(t, "before", before.Table("score").Text("甲")+" "+before.Table("collected").Text(), "100 3")
	same(t, "after", after.Table("score").Text("甲")+" "+after.Table("collected").Text(), " 0")
	if _, err := in.RemoveBallot(count.Ballot{Rows: first}); err == nil {
		t.Error("a ballot that was never added was taken back")
	}
}

// TestStrangeBallots: a ballot that cannot be of this event is an error and
// counts nowhere.
func TestStrangeBallots(t *testing.T) {
	graded := parse(t, []byte(form(ballotOf(""), meanStep)))
	chosen := parse(t, []byte(form(`{"sheet": "all units", "choose": [{"list": "best", "at_most": 2}], "over_vote": "void ballot"}`, pickBest)))
	for _, c := range []struct {
		book   *count.Rulebook
		ballot count.Ballot
		want   string
	}{
		{graded, count.Ballot{Rows: sheet("丁=优")}, `"丁" is no unit`},
		{graded, count.Ballot{Rows: sheet("甲=优 甲=良")}, "two rows"},
		{graded, count.Ballot{Ticks: map[string][]string{"best": {"甲"}}}, `no list "best"`},
		{chosen, count.Ballot{Rows: sheet("甲=优")}, "no rows"},
		{chosen, count.Ballot{Ticks: map[string][]string{"best": {"甲", "甲"}}}, "twice"},
		{chosen, count.Ballot{Ticks: map[string][]string{"best": {"丁"}}}, `"丁" is no unit`},
	} {
		in := input(t, c.book, []count.Unit{{Label: "甲"}})
		_, err := in.AddBallot(c.ballot)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the error is %v, want %q", err, c.want)
		}
		same(t, "collected", result(t, c.book, in).Table("collected").Text(), "0")
	}
}
