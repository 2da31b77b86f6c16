package tally_test

import (
	"strings"
	"testing"

	"pingyi/app/tally"
)

// Of a part that is filled to 100 the JSON has the share as it was, where it has the exact figure, and
// prints the filled one.
func TestExactIsTheShareBeforeItIsFilled(t *testing.T) {
	f := newFolder(t)
	outcome, err := tally.Count(tally.Job{
		Rulebook: f.write("r.json", `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "all units", "grades": [{"label": "优", "points": 2}, {"label": "良", "points": 1}, {"label": "差", "points": 0}]},
			"steps": [{"name": "各档", "do": "share", "of": "marks", "grades": "each", "base": "all marks"},
				{"name": "合计一百", "do": "fill to 100", "of": "各档", "over": "grade", "by": "largest remainder", "round": {"places": 2, "mode": "truncated"}}],
			"result": {"filled": "合计一百"}}`),
		Units: f.write("u.csv", "编号\nW1\n"), Parts: []string{f.write("p.csv", "编号,优,良,差\nW1,1,1,1\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := outcome.Print(&out, tally.Style{Format: "json", Lang: "en"}); err != nil {
		t.Fatal(err)
	}
	plain := strings.Join(strings.Fields(out.String()), " ")
	for _, want := range []string{`"优" ], "printed": "33.34", "exact": "100/3"`, `"差" ], "printed": "33.33", "exact": "100/3"`} {
		if !strings.Contains(plain, want) {
			t.Errorf("want %s in\n%s", want, out.String())
		}
	}
}
