package export

import (
	"fmt"
	"strings"
	"testing"
)

// choiceForms are eight ballots of four units on two lists, the last of them with
// three best, which is void.
func choiceForms() []string {
	return []string{"00-----0", "0-0----0", "00----0-", "0--0----", "-0-----0", "0------0", "00-----0", "000----0"}
}

// TestAChoiceHasItsListsForColumns and what the rulebook makes of the ticks beside
// the rank. Nobody marked a grade.
func TestAChoiceHasItsListsForColumns(t *testing.T) {
	state, _ := filled(t, fmt.Sprintf(choiceRules, "open"), unitsOf(4), choiceForms()...)
	set := Of(resultsOf(state), Also{Voids: state.VoidBy()}, sentences(t, "en"))
	db := open(t, set.database(t))
	for query, want := range map[string]string{
		`SELECT unit, list, ticks FROM ticks WHERE unit IN ('U001', 'U004')`:                                        "U001 | 最佳 | 6\nU001 | 最差 | 0\nU004 | 最佳 | 1\nU004 | 最差 | 5",
		`SELECT issued, checked_in, ballots, valid, void, blank FROM counts WHERE unit = 'U001'`:                    "8 | 8 | 8 | 7 | 1 | <nil>",
		`SELECT void_reason, void FROM void_ballots`:                                                                "over-vote | 1",
		`SELECT collected, valid, void FROM session`:                                                                "8 | 7 | 1",
		`SELECT list_no, list, at_least, at_most FROM lists`:                                                        "1 | 最佳 | 0 | 2\n2 | 最差 | 0 | 1",
		`SELECT percent FROM tick_shares WHERE unit = 'U001' AND list_no = 1`:                                       "85.71",
		`SELECT sum(ticks) = (SELECT sum(ticks) FROM category_ticks) FROM ticks`:                                    "1",
		`SELECT count(*), (SELECT count(*) FROM grade_counts), (SELECT count(*) FROM criterion_counts) FROM grades`: "0 | 0 | 0",
		`SELECT result, value_text FROM named_results WHERE unit = 'U001' AND result IN ('两佳', '差评票')`:              "两佳 | 1\n差评票 | 0",
		`SELECT unit FROM named_results WHERE result = '一差' AND value = 1`:                                          "U004",
		`SELECT item, unit IS NULL FROM checkpoints`:                                                                "1 | 1",
		`SELECT r.unit FROM result r JOIN named_results n ON n.unit = r.unit AND n.result = '差评票' AND n.value > 1`:  "U004",
	} {
		if got := ask(t, db, query); got != want {
			t.Errorf("%s\n gives %s\n want  %s", query, got, want)
		}
	}
	book := reopened(t, set.workbook(t))
	for sheet, want := range map[string]string{"Result": "Item 两佳 一差 差评票", "Counts": "Void Blank Categories_shown 最佳 最差", "By category": "Category Why_not_shown 最佳 最差"} {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		var heads []string
		for _, head := range rows[0] {
			heads = append(heads, strings.ReplaceAll(head, " ", "_"))
		}
		if !strings.HasSuffix(strings.Join(heads, " "), want) {
			t.Errorf("%s has the columns %v, want ... %s", sheet, heads, want)
		}
	}
}

// TestListsOfVersionOneAreNamed: an old rulebook knows its lists by keys, which are for
// programs. People read what they are about.
func TestListsOfVersionOneAreNamed(t *testing.T) {
	const old = `{"title": "评选", "mode": "self-paced", "secrecy": "open",
		"ballot": {"best": {"at_most": 2}, "worst": {"at_most": 1}, "over_vote": "the whole ballot is void", "under_vote": "valid"},
		"score": ["meeting share = best ticks / valid ballots x 100, round half up 2 places", "online share = votes / votes of the top candidate x 100, round half up 2 places",
			"60 % meeting + 40 % online, round half up 2 places"],
		"ten_best": "the one highest scores, all tied at the cut go in", "ten_worst": "the one with most worst ticks, all tied at the cut go in"}`
	state, _ := filled(t, old, unitsOf(4), choiceForms()...)
	set := Of(resultsOf(state), Also{}, sentences(t, "zh-CN"))
	if got := ask(t, open(t, set.database(t)), `SELECT group_concat(DISTINCT list) FROM ticks`); got != "best,worst" {
		t.Errorf("programs read %s", got)
	}
	rows, err := reopened(t, set.workbook(t)).GetRows("票数与等次")
	if err != nil {
		t.Fatal(err)
	}
	if heads := strings.Join(rows[0], " "); !strings.HasSuffix(heads, "最满意 最不满意") {
		t.Errorf("people read the headings %s", heads)
	}
}

// A category of three ballots would tell on somebody, in a choice too.
func TestTicksOfASmallCategoryAreNotShown(t *testing.T) {
	state, _ := filled(t, fmt.Sprintf(choiceRules, "secret"), unitsOf(4), choiceForms()[:3]...)
	db := open(t, Of(resultsOf(state), Also{}, sentences(t, "en")).database(t))
	if got := ask(t, db, `SELECT (SELECT count(*) FROM ticks), (SELECT count(*) FROM category_ticks), (SELECT count(why_hidden) FROM by_category)`); got != "8 | 0 | 4" {
		t.Errorf("ticks, by category, units that say why: %s", got)
	}
}

// TestNamedFormsHaveARowForEachRowOfTheForm tells of a void ballot that it is one.
func TestNamedFormsHaveARowForEachRowOfTheForm(t *testing.T) {
	words := sentences(t, "en")
	choice, ticks := filled(t, fmt.Sprintf(choiceRules, "open"), unitsOf(4), choiceForms()...)
	matrix, marks := filled(t, matrixOf("open", 2), unitsOf(3), "0-2201", "111111", "0000--")
	for query, want := range map[string]string{
		`SELECT count(*), count(grade), sum(void AND grade IS NOT NULL) FROM ballots`:                                                                                        "64 | 22 | 4",
		`SELECT unit, criterion, grade FROM ballots WHERE representative = 'R000' AND grade IS NOT NULL`:                                                                     "U001 | 最佳 | tick\nU002 | 最佳 | tick\nU004 | 最差 | tick",
		`SELECT count(*) FROM ticks t WHERE ticks <> (SELECT count(*) FROM ballots b WHERE b.unit = t.unit AND b.criterion = t.list AND b.grade IS NOT NULL AND NOT b.void)`: "0",
	} {
		set, err := Named(resultsOf(choice), ticks, Also{}, words)
		if err != nil {
			t.Fatal(err)
		}
		if got := ask(t, open(t, set.database(t)), query); got != want {
			t.Errorf("%s\n gives %s\n want  %s", query, got, want)
		}
	}
	for query, want := range map[string]string{
		`SELECT count(*), sum(void) FROM ballots`:                                                    "18 | 6",
		`SELECT name, criterion, grade FROM ballots WHERE representative = 'R000' AND unit = 'U002'`: "市直部门第2处 | 维度1 | 不了解\n市直部门第2处 | 维度2 | 不了解",
		`SELECT count(*) FROM criterion_counts c WHERE count <> (SELECT count(*) FROM ballots b WHERE b.unit = c.unit AND b.criterion = c.criterion AND b.grade_no = c.grade_no AND NOT b.void)`: "0",
	} {
		set, err := Named(resultsOf(matrix), marks, Also{}, words)
		if err != nil {
			t.Fatal(err)
		}
		if got := ask(t, open(t, set.database(t)), query); got != want {
			t.Errorf("%s\n gives %s\n want  %s", query, got, want)
		}
	}
}
