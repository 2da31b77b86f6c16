package bundle

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pingyi/display"
	"pingyi/voting"
)

// resultOf folds events and gives the one unit.
func resultOf(t *testing.T, events []voting.Event) display.UnitResult {
	t.Helper()
	state := voting.NewState()
	for _, e := range events {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	return display.ResultsOf(state).Units[0]
}

// Beside totals and score a hidden category could be solved for. A rehearsal has
// nobody to tell on.
func TestUnitWithASmallCategoryShowsNone(t *testing.T) {
	for rehearsal, want := range map[bool]struct {
		exact  string
		counts int
	}{false: {"", 0}, true: {"304/5", 2}} {
		got := resultOf(t, evening(t, rehearsal))
		if got.Exact != want.exact || len(got.Counts) != want.counts || got.Score == "" || got.Ballots != 7 || got.Expected != 7 {
			t.Errorf("rehearsal %t: %+v", rehearsal, got)
		}
	}
}

// later is a result of the next format: one member more, in a unit too.
type later struct {
	Title string `json:"title"`
	Units []struct {
		Unit  string `json:"unit"`
		Grade string `json:"grade,omitempty" since:"3"`
	} `json:"units"`
	Quorum struct {
		Needed int `json:"needed"`
	} `json:"quorum" since:"3"`
}

// A writer to come adds members and gives its results the next number; what was given out
// before lacks nothing, and what has them before their time has too much.
func TestMembersThatALaterFormatAddsAreNotMissedInAnEarlierOne(t *testing.T) {
	m := membersOf(reflect.TypeFor[later](), 0)
	for _, c := range []struct{ format, text, want string }{
		{"2", `{"title": "t", "units": [{"unit": "A"}]}`, ""},
		{"3", `{"title": "t", "units": [{"unit": "A"}]}`, `result lacks "quorum", which format 3 has`},
		{"3", `{"title": "t", "units": [{"unit": "A", "grade": "g"}], "quorum": {}}`, `result quorum lacks "needed", which format 3 has`},
		{"3", `{"title": "t", "units": [{"unit": "A"}], "quorum": {"needed": 1}}`, ""},
		{"2", `{"title": "t", "units": [{"unit": "A", "grade": "g"}]}`, `result units A has "grade", which format 2 does not have`},
		{"2", `{"units": [{"unit": "A"}], "Title": "t"}`, `result has "Title", which format 2 does not have; result lacks "title", which format 2 has`},
	} {
		value, err := decode([]byte(c.text))
		format, _ := strconv.Atoi(c.format)
		if got := strings.Join(m.check(value, "result", format), "; "); err != nil || got != c.want {
			t.Errorf("%s as format %s: %v, %s, want %s", c.text, c.format, err, got, c.want)
		}
	}
	value, _ := decode([]byte(`{"title": "t", "units": [{"unit": "A", "grade": "g"}], "quorum": {"needed": 1}}`))
	if m.prune(value, 2); !reflect.DeepEqual(value, map[string]any{"title": "t", "units": []any{map[string]any{"unit": "A"}}}) {
		t.Errorf("of format 2 is left %v", value)
	}
}

// Every member of a result is here, with the format that brought it. Whoever adds one gives
// display.Format the next number, the member that number as "since", and keeps a bundle of
// it in app/pingyi/testdata/released; whoever takes one away breaks what was given out.
func TestEveryMemberOfAResultHasAFormat(t *testing.T) {
	var lines []string
	var walk func(m members, above string)
	walk = func(m members, above string) {
		for name, one := range m {
			said := "always"
			if one.optional {
				said = "unless it is empty"
			}
			lines = append(lines, fmt.Sprintf("%s%s: format %d, %s\n", above, name, one.since, said))
			walk(one.below, above+name+" ")
		}
	}
	walk(results(), "")
	slices.Sort(lines)
	want, err := os.ReadFile("testdata/members.golden")
	if got := strings.Join(lines, ""); err != nil || got != string(want) {
		t.Errorf("%v: the members of a result are not those of testdata/members.golden; they are\n%s", err, got)
	}
}
