package count_test

import (
	"fmt"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestAListThatRestsOnATieWaitsToo: whatever way it rests on the step of the tie, and of the class of the tie alone where nothing
// crosses classes.
func TestAListThatRestsOnATieWaitsToo(t *testing.T) {
	const (
		all   = `{"name": "奖", "do": "cut", "of": "分", "inside": "all", "first": "high", "take": 2, "tied_at_the_cut": "break", "ties": ["lot"]}`
		class = `{"name": "奖", "do": "cut", "of": "分", "inside": "class", "first": "high", "take": 2, "tied_at_the_cut": "break", "ties": ["lot"]}`
		last  = `{"name": "末位", "do": "cut", "of": "%s", "inside": "%s", "first": "low", "take": 1, "tied_at_the_cut": "expand"%s}`
	)
	rest := func(of, inside, more string) string { return fmt.Sprintf(last, of, inside, more) }
	for _, c := range []struct{ name, steps, want string }{
		{"a list of its own", all + "," + rest("分", "all", ""), ""},
		{"not on the list that waits", all + "," + rest("分", "all", `, "not_on": ["奖"]`), "末位←奖 | waits waits"},
		{"on it", all + "," + rest("分", "all", `, "on": ["奖"]`), "末位←奖 | waits waits"},
		{"by a condition", all + "," + rest("分", "all", `, "only_if": [{"table": "奖", "is": 0}]`), "末位←奖 | waits waits"},
		{"by a figure made of it", all + `,{"name": "剩", "do": "only", "of": "分", "not_on": ["奖"]},` + rest("剩", "all", ""), "末位←奖 | waits waits"},
		{"a list behind that list", all + "," + rest("分", "all", `, "not_on": ["奖"]`) + `,{"name": "三", "do": "cut", "of": "分", "inside": "all", "first": "high", "take": 1, "tied_at_the_cut": "expand", "not_on": ["末位"]}`, "末位←奖 三←奖 | waits waits"},
		{"of classes, by class", class + "," + rest("分", "class", `, "not_on": ["奖"]`), "末位←奖 | waits -"},
		{"of all, by class", class + "," + rest("分", "all", `, "not_on": ["奖"]`), "末位←奖 | waits waits"},
		{"by class, of all", all + "," + rest("分", "class", `, "not_on": ["奖"]`), "末位←奖 | waits waits"},
	} {
		book := parse(t, []byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}],
			"steps": [`+c.steps+`], "result": {"奖": "奖", "末位": "末位"`+map[bool]string{true: `, "三": "三"`}[strings.Contains(c.steps, "三")]+`}}`))
		in := input(t, book, []count.Unit{{Label: "1", Class: "甲"}, {Label: "2", Class: "甲"}, {Label: "3", Class: "甲"}, {Label: "4", Class: "乙"}})
		for i, score := range []string{"90", "80", "80", "10"} {
			if err := in.SetText("分", score, fmt.Sprint(i+1)); err != nil {
				t.Fatal(err)
			}
		}
		res, said := result(t, book, in), ""
		for _, p := range res.Pending() {
			for _, w := range book.Waiting(p.Step) {
				said += w.List + "←" + p.Step + " "
			}
		}
		if said != "" {
			said += "|"
			for _, unit := range []string{"1", "4"} {
				lines, err := res.Explain("末位", unit)
				if err != nil {
					t.Fatal(err)
				}
				waits := strings.Contains(lines[0].Chinese, "；这份名单未定：所依据的“奖”还在等抽签") && strings.Contains(lines[0].English, "; this list is not settled: 奖, on which it rests, waits for a lot")
				said += map[bool]string{true: " waits", false: " -"}[waits]
			}
		}
		same(t, c.name, said, c.want)
	}
}
