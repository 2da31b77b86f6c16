package rehearse_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"pingyi/app/rehearse"
)

var update = flag.Bool("update", false, "write the sample sessions anew")

// The samples that people watch are made here, hence counted beside the program.
func TestSamplesAreWhatIsMadeHere(t *testing.T) {
	for shape, files := range map[string]fstest.MapFS{
		"double":     newDouble(20, size{units: 30, people: 150, criteria: 5}).files,
		"pledges":    newPledges(12, size{units: 12, people: 90, criteria: 4}).files,
		"best-worst": newChoice(4, size{units: 40, people: 180}).files,
	} {
		for name, file := range files {
			path := filepath.Join("../../data/sample", shape, name)
			if *update {
				if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, file.Data, 0o644)); err != nil {
					t.Fatal(err)
				}
			}
			if there, err := os.ReadFile(path); err != nil || !bytes.Equal(there, file.Data) {
				t.Errorf("%s is not what is made here (run with -update when the change is meant): %v", path, err)
			}
		}
	}
}

const scenarios = "../../voting/count/testdata/scenarios/"

// Made-up scenarios of every shape come out as they were counted beside the program.
func TestEveryShapeComesOutAsCountedByHand(t *testing.T) {
	desk, base := startServer(t)
	for seed := range uint64(4) {
		grow := int(seed)
		for shape, files := range map[string]fstest.MapFS{
			"double":  newDouble(seed, size{units: 3 + 9*grow, people: 15 + 20*grow, criteria: 2 + grow}).files,
			"pledges": newPledges(seed, size{units: 3 + 2*grow, people: 15 + 10*grow, criteria: 1 + grow}).files,
			"choice":  newChoice(seed, size{units: 4 + 10*grow, people: 12 + 30*grow}).files,
		} {
			scenario, err := rehearse.Load(shape, files, "")
			if err != nil {
				t.Fatalf("%s, seed %d: %v", shape, seed, err)
			}
			report, err := rehearse.Run(t.Context(), desk, base, scenario, io.Discard, "en")
			if err != nil {
				t.Fatalf("%s, seed %d: %v", shape, seed, err)
			}
			for _, line := range report.Differences {
				t.Errorf("%s, seed %d: %s", shape, seed, line)
			}
			if report.Counted == 0 || scenario.Whole() != (report.Results.Phase == "announced") {
				t.Errorf("%s, seed %d: %d ballots were counted, the result is %q", shape, seed, report.Counted, report.Results.Phase)
			}
		}
	}
}

// TestEveningOfBestAndWorst drives 294 ballots, 39 of them void, and the votes from
// elsewhere through the real server.
func TestEveningOfBestAndWorst(t *testing.T) {
	scenario, err := rehearse.Load("best-worst", os.DirFS(scenarios+"best-worst"), "")
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
	if report.Counted != 294 || report.Results.Void != 39 || len(scenario.Expected.Lists) != 2 || len(scenario.Expected.Units) != 60 {
		t.Errorf("%d ballots counted, %d of them void", report.Counted, report.Results.Void)
	}
	best := scenario.Expected.Lists["十佳"]
	best[2], best[3] = best[3], best[2]
	if told := fmt.Sprint(rehearse.Compare(*scenario.Expected, report.Results)); !strings.HasPrefix(told, `["十佳": expected `) {
		t.Errorf("two units of a list have changed their places: %s", told)
	}
	best[2], best[3] = best[3], best[2]
	spoilt := *scenario.Expected
	spoilt.Void, spoilt.Units[3].Ticks["worst"], spoilt.Lists["十佳"][0] = 38, 1000, "B02"
	told := fmt.Sprint(rehearse.Compare(spoilt, report.Results))
	for _, part := range []string{"ballots void: expected 38, counted 39", `"十佳": expected B02`, `B04 "worst": expected 1000`} {
		if !strings.Contains(told, part) {
			t.Errorf("a wrong expectation is told as %s, without %q", told, part)
		}
	}
}
