package count_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestAPublishedResultThatDoesNotFollowItsOwnRule: the rule of this election is a
// share of the ballots, and what the state printed are shares of all approvals. Both
// come out of one rulebook; difference.txt shows where they part, for people to read.
//
// It stands for Sanremo, of which one reads that the stated weights do not give the
// published result: the figures of its parts are not among the tables that we have from
// a source, and without them its rule gives nothing that could be compared.
func TestAPublishedResultThatDoesNotFollowItsOwnRule(t *testing.T) {
	folder := "../testdata/published/us-fargo-2022-mayor-approval"
	book := string(read(t, os.DirFS(folder), "rulebook.json"))
	var shown strings.Builder
	fmt.Fprintf(&shown, "%-20s %10s %20s %12s\n", "", "by rule, %", "as it was printed, %", "points apart")
	e := readExamples(t, filepath.Join(folder, "figures.txt"))[0]
	s := &script{t: t, json: map[string]string{"rulebook": book}}
	for _, line := range e.lines {
		s.read(line)
	}
	apart := 0
	s.check = append(s.check, func(res *count.Result) {
		ruled, printed := res.Table("percent"), res.Table("as the state printed")
		for _, unit := range ruled.Labels("unit") {
			rule, err := ruled.Cell(unit)
			if err != nil {
				t.Fatal(err)
			}
			print, err := printed.Cell(unit)
			if err != nil {
				t.Fatal(err)
			}
			difference := rule.Value.Num().Int64() - print.Value.Num().Int64()
			if difference != 0 {
				apart++
			}
			fmt.Fprintf(&shown, "%-20s %10s %20s %12d\n", unit, rule.Text, print.Text, difference)
		}
	})
	s.run()
	t.Log("published and by its own rule:\n" + shown.String())
	golden(t, filepath.Join(folder, "difference.txt"), shown.String())
	if apart < 6 {
		t.Errorf("only %d figures differ", apart)
	}
}
