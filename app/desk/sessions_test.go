package desk

import (
	"slices"
	"testing"

	"pingyi/voting"
)

func TestRehearsalsStandInTheListByTheirDay(t *testing.T) {
	lines := []sessionLine{{ID: "rehearsal-20261124-a"}, {ID: "20261126-b"}, {ID: "rehearsal-20261125-c"}, {ID: "20261123-d"}}
	slices.SortFunc(lines, newestFirst)
	var got []voting.SessionID
	for _, line := range lines {
		got = append(got, line.ID)
	}
	if want := []voting.SessionID{"20261126-b", "rehearsal-20261125-c", "rehearsal-20261124-a", "20261123-d"}; !slices.Equal(got, want) {
		t.Errorf("listed as %v, want %v", got, want)
	}
}
