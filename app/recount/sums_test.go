package recount

import (
	"strings"
	"testing"
)

// Sums that a result prints beside its parts are added up again: the marks of all
// categories and the cards. Where a category is left out, the criteria still make
// the whole, and marks and blanks the ballots.
func TestPrintedSumsFollowFromTheirParts(t *testing.T) {
	rb := rulebook(t, "30", last, "half up", 2, "60", "40")
	for what, c := range map[string]struct{ file, want string }{
		"sums that are right": {`"counts":{"类别0":[1,1,0,0],"类别1":[1,0,0,0]},"by_grade":[2,1,0,0],"blank":1,"ballots":4`, ""},
		"a mark more":         {`"counts":{"类别0":[1,1,0,0],"类别1":[1,0,0,0]},"by_grade":[3,1,0,0],"blank":1,"ballots":4`, "A marks: the records give [2 1 0 0], the file says [3 1 0 0]"},
		"hidden":              {`"counts":{},"by_grade":[2,1,0,0],"blank":1,"ballots":4`, ""},
		"hidden, a mark more": {`"counts":{},"by_grade":[3,1,0,0],"blank":1,"ballots":4`, "A blank: the records give 0, the file says 1"},
		"hidden criteria": {`"counts":{},"by_grade":[2,2,0,0],"blank":1,"ballots":3,"void":1,"criteria":[{"criterion":"甲","by_grade":[1,1,0,0]},{"criterion":"乙","by_grade":[1,0,0,0]}]`,
			"A marks: the records give [2 1 0 0], the file says [2 2 0 0]"},
	} {
		r, err := Read([]byte(`{"issued":9,"checked_in":5,"categories":[{"label":"类别0","issued":6,"checked_in":4},{"label":"类别1","issued":3,"checked_in":1}],"units":[{"unit":"A",` + c.file + `}]}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(Differences(r.added(readRules(rb)), r, "the file", false), "; "); got != c.want {
			t.Errorf("%s: told as %q, want %q", what, got, c.want)
		}
	}
	r, err := Read([]byte(`{"issued":9,"checked_in":5,"categories":[{"label":"类别0","issued":6,"checked_in":4},{"label":"类别1","issued":4,"checked_in":1}],"units":[{"unit":"A"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(Differences(r.added(readRules(rb)), r, "the file", false), "; "); got != "cards issued: the records give 10, the file says 9" {
		t.Errorf("a card more is told as %q", got)
	}
}

// What is published is held against the records mark by mark and category by
// category; an older file that says neither is as it was.
func TestMarksByGradeAndTurnoutAreComparedWithTheRecords(t *testing.T) {
	counted := Result{Turnout: []Present{{"企业", 6, 4}, {"居民", 3, 1}}, Units: []Unit{{Unit: "A", ByGrade: map[string][]int{"": {2, 1}, "甲": {2, 1}}}}}
	said := Result{Turnout: []Present{{"企业", 6, 5}, {"居民", 3, 1}}, Units: []Unit{{Unit: "A", ByGrade: map[string][]int{"": {2, 1}, "甲": {1, 2}}}}}
	want := `"企业" checked in: the records give 4, the file says 5; A "甲" marks: the records give [2 1], the file says [1 2]`
	if got := strings.Join(Differences(counted, said, "the file", true), "; "); got != want {
		t.Errorf("told as %q, want %q", got, want)
	}
	if got := Differences(counted, Result{Units: []Unit{{Unit: "A"}}}, "the file", true); len(got) != 0 {
		t.Errorf("a file without them is told as %q", got)
	}
}
