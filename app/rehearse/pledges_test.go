package rehearse_test

import (
	"io"
	"os"
	"strings"
	"testing"

	"pingyi/app/rehearse"
)

// TestEveningOfPledges drives 6,895 ballots on 173 pledges of 47 departments
// through the real server, and holds every count, score and rank against the
// expected result.
func TestEveningOfPledges(t *testing.T) {
	if testing.Short() {
		t.Skip("an evening takes some seconds")
	}
	scenario, err := rehearse.Load("pledges", os.DirFS("../../voting/count/testdata/scenarios/pledges"), "")
	if err != nil {
		t.Fatal(err)
	}
	desk, base := startServer(t)
	report, err := rehearse.Run(t.Context(), desk, base, scenario, io.Discard, "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range report.Differences {
		t.Error(line)
	}
	if report.Counted != 6895 || report.Acknowledged != 6895 || len(scenario.Expected.Units) != 47 || len(scenario.Expected.Units[0].Criteria) != 3 {
		t.Errorf("%d ballots acknowledged, %d counted; 6,895 were cast", report.Acknowledged, report.Counted)
	}
	spoilt := *scenario.Expected
	spoilt.Units[3].Criteria[1].Score = "1.00"
	spoilt.Units[2].Criteria[0].Counts["人大代表"][0]++
	lines := rehearse.Compare(spoilt, report.Results)
	if len(lines) != 2 || !strings.HasPrefix(lines[0], `D03 "D03-1" "人大代表": expected`) || !strings.HasPrefix(lines[1], `D04 "D04-2" score: expected 1.00`) {
		t.Errorf("a wrong expectation is told as %q", lines)
	}
}
