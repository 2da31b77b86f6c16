package programme_test

import (
	"io/fs"
	"testing"

	"pingyi/data/sample"
	"pingyi/tests/scenarios"
	"pingyi/voting/count"
	"pingyi/voting/programme"
)

// The programmes count what the scenarios expect, figure for figure, in both
// languages, once they have the scenario's grades, criteria and categories.

func TestWindowAppraisalCountsTheSampleEvening(t *testing.T) {
	from, err := sample.Folder("windows")
	if err != nil {
		t.Fatal(err)
	}
	counts(t, "windows", from, scenarios.Windows)
}

func TestPledgeReviewCountsItsScenario(t *testing.T) {
	counts(t, "pledges", scenario("pledges"), scenarios.Pledges)
}

func TestDoubleAppraisalCountsItsScenario(t *testing.T) {
	counts(t, "double", scenario("double"), scenarios.Double)
}

func TestTenBestTenWorstCountsItsScenario(t *testing.T) {
	counts(t, "best-worst", scenario("best-worst"), scenarios.BestWorst)
}

func counts(t *testing.T, name string, from fs.FS, expected func(scenarios.T, fs.FS, *count.Rulebook)) {
	t.Helper()
	each(t, name, func(t *testing.T, p programme.Programme) { expected(t, from, settled(t, p, from)) })
}
