package recount

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// rulebook has grades of 100, the given points, none in the base, and none at all.
func rulebook(t failer, points, oneVote, rounding string, places int, weights ...string) voting.Rulebook {
	t.Helper()
	var categories []string
	for i, weight := range weights {
		categories = append(categories, fmt.Sprintf(`{"label":"类别%d","seats":10,"weight":%s}`, i, weight))
	}
	rb, err := voting.ParseRulebook([]byte(`{"title":"评议","mode":"stage","secrecy":"secret","one_vote":"` + oneVote + `",
"grades":[{"label":"满意","points":100},{"label":"一般","points":` + points + `},{"label":"弃权","points":null,"in_base":true},{"label":"不了解","points":null}],
"criteria":[{"label":"总体评价","weight":1}],"categories":[` + strings.Join(categories, ",") + `],
"pipeline":["mean over votes with an opinion inside each category","weighted mean over categories, weights renormalised over the categories that have such a vote",
"round once, ` + rounding + `, ` + fmt.Sprint(places) + ` places"],"places":` + fmt.Sprint(places) + `,
"rank":"on the rounded score, inside each class and overall, 1 2 2 4"}`))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return rb
}

const last = "last before the close counts"

func drawRules(t *rapid.T) voting.Rulebook {
	var weights []string
	for range rapid.IntRange(1, 4).Draw(t, "categories") {
		weights = append(weights, fmt.Sprintf("%d.%03d", rapid.IntRange(0, 40).Draw(t, "weight"), rapid.IntRange(1, 999).Draw(t, "part")))
	}
	points := fmt.Sprintf("%d.%d", rapid.IntRange(-99, 99).Draw(t, "points"), rapid.IntRange(0, 9).Draw(t, "tenths"))
	rounding := rapid.SampledFrom([]string{"half up", "half even", "truncated"}).Draw(t, "rounding")
	return rulebook(t, points, last, rounding, rapid.IntRange(0, 4).Draw(t, "places"), weights...)
}

func TestScoreAndPlacesAreThoseOfTheRules(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rb := drawRules(t)
		var units []Unit
		var tallies []voting.Tally
		for range rapid.IntRange(1, 6).Draw(t, "units") {
			tally, u := drawTally(t, rb)
			u.score(readRules(rb), nil)
			units, tallies = append(units, u), append(tallies, tally)
		}
		readRules(rb).place(units)
		for i, row := range boardOf(t, rb, units, tallies) {
			u, exact := units[i], ""
			if row.Score.Has() {
				exact = row.Score.Exact.RatString()
			}
			if u.Exact != exact || u.Score != row.Score.Text {
				t.Fatalf("%+v under %s: the rules give %q, %q, the recount %q, %q", tallies[i], rb.Steps, exact, row.Score.Text, u.Exact, u.Score)
			}
			if u.Rank != row.Rank || u.RankInClass != row.RankInClass {
				t.Fatalf("unit %d: the rules give place %d, in class %d, the recount %d, %d", i, row.Rank, row.RankInClass, u.Rank, u.RankInClass)
			}
		}
	})
}

// boardOf is what the rules make of tallies.
func boardOf(t failer, rb voting.Rulebook, units []Unit, tallies []voting.Tally) []voting.Row {
	t.Helper()
	session := voting.Session{ID: "board", Title: "评议", Rulebook: rb, Roster: []voting.Representative{{ID: "R1"}}}
	for i, u := range units {
		session.Units = append(session.Units, voting.Unit{ID: voting.UnitID(fmt.Sprint(i)), Name: "窗口", Class: voting.Class(u.Class)})
	}
	session.Rundown = voting.RundownOf(session.Rulebook, session.Units)
	state := voting.NewState()
	if err := state.Apply(&voting.SessionCreated{Session: session}); err != nil {
		t.Fatalf("%v", err)
	}
	for i, tally := range tallies {
		state.Items[i].Phase, state.Items[i].Tally = voting.PhaseConfirmed, tally
	}
	return state.Board(voting.PhaseConfirmed)
}

func drawTally(t *rapid.T, rb voting.Rulebook) (voting.Tally, Unit) {
	tally := voting.NewTally(len(rb.Categories), 1, len(rb.Grades))
	u := Unit{Class: rapid.SampledFrom([]string{"甲", "乙"}).Draw(t, "class"), Cells: make(map[string]Cell)}
	for c, category := range rb.Categories {
		for g := range rb.Grades {
			if rapid.Bool().Draw(t, "any") {
				tally.Counts[c][0][g] = rapid.IntRange(0, 12).Draw(t, "count")
			}
		}
		u.Cells[category.Label] = Cell{Counts: tally.Counts[c][0]}
	}
	return tally, u
}

// A half is where the ways of rounding part.
func TestHalvesAreRoundedAsTheRulebookSays(t *testing.T) {
	for _, c := range []struct {
		points, how, want string
		places            int
	}{
		{"0.5", "half up", "1", 0}, {"0.5", "half even", "0", 0}, {"0.5", "truncated", "0", 0},
		{"1.5", "half even", "2", 0}, {"-0.5", "half up", "-1", 0}, {"-0.5", "half even", "0", 0},
		{"-0.05", "truncated", "0.0", 1}, {"99.995", "half up", "100.00", 2}, {"0.004", "half up", "0.00", 2},
	} {
		rb := rulebook(t, c.points, last, c.how, c.places, "1")
		u := Unit{Cells: map[string]Cell{"类别0": {Counts: []int{0, 1, 0, 0}}}}
		if u.score(readRules(rb), nil); u.Score != c.want {
			t.Errorf("%s, %s, %d places: %q, want %q", c.points, c.how, c.places, u.Score, c.want)
		}
	}
}

// follow counts a session of two units whose log is written out here.
func follow(t *testing.T, oneVote string, events ...voting.Event) Result {
	t.Helper()
	units := []voting.Unit{{ID: "A", Name: "甲", Department: "市教育局", Class: "审批"}, {ID: "B", Name: "乙", Class: "审批"}}
	c, rb := &Count{}, rulebook(t, "30", oneVote, "half up", 2, "60", "40")
	c.Follow(&voting.SessionCreated{Session: voting.Session{
		Rulebook: rb, Units: units, Rundown: voting.RundownOf(rb, units),
	}})
	for _, e := range events {
		c.Follow(e)
	}
	return c.Result()
}

func ballot(tag byte, category voting.CategoryID, mark byte) voting.Event {
	return &voting.BallotCast{Item: 1, Run: 1, Category: category, Tag: voting.Tag{tag}, Marks: voting.Marks([]byte{mark})}
}

func TestLogIsFollowedCardByCardAndBallotByBallot(t *testing.T) {
	card := func(n byte, recused voting.Department) voting.Card {
		return voting.Card{ID: voting.CardID{n}, Recused: recused}
	}
	shown := func(n byte) voting.Event { return &voting.CardRedeemed{Card: voting.CardID{n}} }
	events := []voting.Event{
		&voting.CardsIssued{Cards: []voting.Card{card(1, ""), card(2, ""), card(3, "市教育局"), card(4, ""), card(5, "")}},
		shown(1), shown(2), shown(3), shown(4), &voting.CardVoided{Card: voting.CardID{4}},
		&voting.ItemStaged{Item: 1, Run: 1}, &voting.ItemOpened{Item: 1, Run: 1},
		ballot(1, 0, 1), ballot(2, 1, 0), ballot(1, 0, 0), ballot(3, 1, 2), ballot(4, 1, 1), ballot(5, 0, voting.Absent),
		&voting.BallotWithdrawn{Item: 1, Run: 1, Tag: voting.Tag{4}},
		&voting.ItemClosed{Item: 1}, &voting.ItemSealed{Item: 1}, &voting.ItemConfirmed{Item: 1},
		&voting.ItemStaged{Item: 2, Run: 1}, &voting.ItemOpened{Item: 2, Run: 1}, &voting.ItemVoided{Item: 2},
	}
	got := follow(t, last, events...)
	got.Units[0].value = nil // what ranks go by is the score that is compared
	want := Result{Format: newest, Version: 1, Phase: "preparing", Issued: 4, CheckedIn: 3, Collected: 4, SetAside: []Run{{Item: 2, Run: 1}}, Turnout: []Present{{"类别0", 4, 3}, {"类别1", 0, 0}}, Units: []Unit{{
		Unit: "A", Class: "审批", Expected: 2, Issued: 4, CheckedIn: 3, hall: hall{[]int{4, 0}, []int{3, 0}}, Ballots: 4, Blank: 1, Exact: "80", Score: "80.00", Rank: 1, RankInClass: 1, hidden: 1,
		Cells: map[string]Cell{
			"类别0": {Counts: []int{1, 0, 0, 0}, Ballots: 2, Blank: 1}, "类别1": {Counts: []int{1, 0, 1, 0}, Ballots: 2},
		},
		ByGrade: map[string][]int{"": {2, 0, 1, 0}},
	}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the log comes to\n%+v, want\n%+v", got, want)
	}
	first := follow(t, "first counts", events...)
	if counts := first.Units[0].Cells["类别0"].Counts; !reflect.DeepEqual(counts, []int{0, 1, 0, 0}) {
		t.Errorf("where the first ballot counts the log comes to %v", counts)
	}
}

// result is one that has something of everything.
func result() Result {
	unit := func(id, score string, rank int) Unit {
		return Unit{
			Unit: id, Class: "审批", Cells: map[string]Cell{"企业": {Counts: []int{3, 1}, Blank: 1, Ballots: 5}},
			Blank: 1, Ballots: 5, Expected: 6, Exact: score, Score: score, Rank: rank, RankInClass: rank,
		}
	}
	return Result{Issued: 10, CheckedIn: 8, Units: []Unit{unit("A", "90", 1), unit("B", "80", 2)}, SetAside: []Run{{1, 1, 7}}}
}

func TestEveryDifferenceIsNamed(t *testing.T) {
	for want, spoil := range map[string]func(r *Result){
		"cards issued: the records give 10, the server says 11":     func(r *Result) { r.Issued++ },
		"checked in: the records give 8":                            func(r *Result) { r.CheckedIn++ },
		"B: confirmed in the records, the server has no result":     func(r *Result) { r.Units = r.Units[:1] },
		"C: the server has a result for it, it is not confirmed":    func(r *Result) { r.Units = append(r.Units, Unit{Unit: "C"}) },
		"runs that were set aside":                                  func(r *Result) { r.SetAside[0].Ballots++ },
		`A class: the records give "审批", the server says none`:      func(r *Result) { r.Units[0].Class = "" },
		`A "企业": the records give [3 1], the server says [3 2]`:     func(r *Result) { r.Units[0].Cells["企业"] = Cell{Counts: []int{3, 2}, Blank: 1, Ballots: 5} },
		`A "企业" blank: the records give 1, the server says 2`:       func(r *Result) { r.Units[0].Cells["企业"] = Cell{Counts: []int{3, 1}, Blank: 2, Ballots: 5} },
		`A "企业" ballots: the records give 5, the server says 4`:     func(r *Result) { r.Units[0].Cells["企业"] = Cell{Counts: []int{3, 1}, Blank: 1, Ballots: 4} },
		`A "居民": the records give none, the server says [1 0]`:      func(r *Result) { r.Units[0].Cells["居民"] = Cell{Counts: []int{1, 0}, Blank: 0, Ballots: 1} },
		"A blank: the records give 1, the server says 0":            func(r *Result) { r.Units[0].Blank = 0 },
		"A ballots: the records give 5, the server says 6":          func(r *Result) { r.Units[0].Ballots++ },
		"A cards that could vote: the records give 6":               func(r *Result) { r.Units[0].Expected++ },
		"A exact score: the records give 90, the server says 271/3": func(r *Result) { r.Units[0].Exact = "271/3" },
		"A score: the records give 90, the server says none":        func(r *Result) { r.Units[0].Score = "" },
		"B rank: the records give 2, the server says 1":             func(r *Result) { r.Units[1].Rank = 1 },
		"B rank in class: the records give 2, the server says 1":    func(r *Result) { r.Units[1].RankInClass = 1 },
	} {
		said := result()
		spoil(&said)
		if lines := Differences(result(), said, "the server", false); len(lines) != 1 || !strings.HasPrefix(lines[0], want) {
			t.Errorf("told as %q, want %q", lines, want)
		}
	}
	if lines := Differences(result(), result(), "the server", false); len(lines) != 0 {
		t.Errorf("equal results differ: %q", lines)
	}
}

// A secret session's file leaves small categories out, an older one some totals.
func TestWhatAFileLeavesOutIsNoDifference(t *testing.T) {
	said, err := Read([]byte(`{"issued":10,"checked_in":8,"units":[
{"unit":"A","class":"审批","counts":{},"exact":"","score":"90","rank":1,"rank_in_class":1},
{"unit":"B","class":"审批","counts":{"企业":[3,1]},"exact":"80","score":"80","rank":2,"rank_in_class":2}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if lines := Differences(result(), said, "the file", true); len(lines) != 0 {
		t.Errorf("differs in %q", lines)
	}
	for unit, exact := range map[int]string{0: "271/3", 1: ""} { // what is said is compared, and beside counts it must be said
		wrong := said
		wrong.Units = slices.Clone(said.Units)
		wrong.Units[unit].Exact = exact
		if lines := Differences(result(), wrong, "the file", true); len(lines) != 1 || !strings.Contains(lines[0], "exact score") {
			t.Errorf("unit %d with the exact score %q differs in %q", unit, exact, lines)
		}
	}
}

// What no step rounds is printed with two places where the exact score is left out,
// and nowhere else.
func TestAHiddenScoreWithTwoPlacesIsNoDifference(t *testing.T) {
	counted := result()
	counted.Units[0].Exact, counted.Units[0].Score = "533/6", "533/6"
	for _, c := range []struct {
		score, exact string
		cells        bool
		differences  int
	}{{"88.83", "", false, 0}, {"533/6", "", false, 0}, {"88.84", "", false, 1}, {"88.83", "533/6", false, 1}, {"88.83", "", true, 2}} {
		said := result()
		said.Units[0].Score, said.Units[0].Exact = c.score, c.exact
		if !c.cells {
			said.Units[0].Cells = nil
		}
		if lines := Differences(counted, said, "the file", true); len(lines) != c.differences {
			t.Errorf("%+v differs in %q", c, lines)
		}
	}
}

// The second count is worth as much as it is another one.
func TestSecondCountUsesNothingOfTheFirst(t *testing.T) {
	first := regexp.MustCompile(`voting\.(\w*State|NewState|Scoring|Score|\w*Tally|Rank\w*|Round\w*|Decimal|Row)\b`)
	for _, name := range []string{"count.go", "rules.go", "chain.go", "fraction.go", "score.go", "differ.go", "again.go"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if used := first.Find(text); used != nil {
			t.Errorf("%s uses %s of the rules", name, used)
		}
	}
}

// Without ballots scores and places are computed from what is printed, as far as
// every category is.
func TestScoresFollowFromPrintedCounts(t *testing.T) {
	rb := rulebook(t, "30", last, "half up", 2, "60", "40")
	printed := Result{Units: []Unit{
		{Unit: "A", Class: "审批", Score: "1.00", Rank: 7, Blank: 1, Cells: map[string]Cell{"类别0": {Counts: []int{1, 1, 0, 0}}, "类别1": {Counts: []int{1, 0, 0, 0}}}},
		{Unit: "B", Class: "审批", Score: "80.00", Exact: "80", Rank: 7, Ballots: 3, Cells: map[string]Cell{"类别0": {Counts: []int{1, 0, 0, 0}}}},
	}}
	again := printed.Again(rb)
	if a := again.Units[0]; a.Exact != "79" || a.Score != "79.00" || a.Rank != 2 || a.RankInClass != 2 || a.Ballots != 4 {
		t.Errorf("with all counts: %+v", a)
	}
	if b := again.Units[1]; b.Exact != "80" || b.Score != "80.00" || b.Rank != 1 || b.Ballots != 3 {
		t.Errorf("with a category left out: %+v", b)
	}
	unrounded := readRules(rb).chain.links[1]
	unrounded.places = -1
	for text, want := range map[string]string{"230/3": "230/3", "-1/2": "-1/2", "80.5": "161/2", "1/0": "", "1/-2": "", "1/2/3": "", "/3": ""} {
		if q, ok := unrounded.printed(text); ok != (want != "") || ok && q.String() != want {
			t.Errorf("a score that is not rounded, %q, is read as %v, %t", text, q, ok)
		}
	}
	for _, nonsense := range []string{"many", "1/3", "1.2.3", "0.0123456789", "-"} {
		printed.Units[1].Score = nonsense
		if b := printed.Again(rb).Units[1]; b.Score != "" || b.Rank != 0 {
			t.Errorf("%q is taken for a score: %+v", nonsense, b)
		}
	}
	if printed.Units[0].Score != "1.00" {
		t.Error("what was printed was changed")
	}
}
