package tally_test

import (
	"strings"
	"testing"

	"pingyi/app/tally"
)

// TestUnitsWithoutAClassAreTold where others have one: they would be first among nobody.
func TestUnitsWithoutAClassAreTold(t *testing.T) {
	const rulebook = `{"rulebook": 2, "title": "考评", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}],
		"steps": [STEP{"name": "名次", "do": "rank", "of": "分", "inside": "class", "style": "1224", "first": "high"}], "result": {"rank in class": "名次"}}`
	for _, c := range []struct{ units, step, want string }{
		{"编号,类别,场次\n甲,A,1\n乙,A,\n丙,,2\n", `{"name": "场均", "do": "mean", "of": "分", "over": "unit", "inside": "session", "missing": "renormalise"}, `, `u.csv: these units have no "类别" while others have one: 丙; they are a group of their own, with places and means among themselves: check whether that is meant; ` +
			`u.csv: these units have no "场次" while others have one: 乙; they are a group of their own, with places and means among themselves: check whether that is meant`},
		{"编号,类别,场次\n甲,A,1\n乙,A,\n丙,B,2\n", "", ""},
		{"编号,类别\n甲,\n乙,\n丙,\n", "", ""},
		{"编号\n甲\n乙\n丙\n", "", ""},
	} {
		f := newFolder(t)
		outcome, err := tally.Count(tally.Job{Rulebook: f.write("r.json", strings.Replace(rulebook, "STEP", c.step, 1)), Units: f.write("u.csv", c.units), Parts: []string{f.write("p.csv", "编号,分\n甲,3\n乙,2\n丙,1\n")}})
		if err != nil {
			t.Fatal(err)
		}
		var notes []string
		for _, note := range outcome.Notes {
			notes = append(notes, note.Message("en"))
		}
		if got := strings.Join(notes, "; "); got != c.want {
			t.Errorf("%q: %s\nwant %s", c.units, got, c.want)
		}
	}
}
