package voting_test

import (
	"reflect"
	"testing"

	"pingyi/voting"
)

func TestEmployersAndDepartmentsThatAreTheSame(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		employer   string
		department voting.Department
		same       bool
	}{
		{"市司法局", "市司法局", true}, {"司法局", "市司法局", true}, {"市司法局", "司法局", true}, {" 司法局 ", "市司法局", true},
		{"县财政局", "财政局", true}, {"旗财政局", "财政局", true},
		{"省司法局", "市司法局", false}, {"司法", "市司法局", false}, {"电信公司", "市司法局", false},
		{"", "", false}, {"", "市", false}, {"市", "", false}, {"市", "市", true}, {"局", "市局", true}, {"\xff", "市\xff", true},
	} {
		if got := voting.SameDepartment(c.employer, c.department); got != c.same {
			t.Errorf("%q and %q: got %v, want %v", c.employer, c.department, got, c.same)
		}
	}
}

func TestLotsGroupCardsThatAreAlike(t *testing.T) {
	t.Parallel()
	s := smallSession(t)
	s.Units = append(s.Units, voting.Unit{ID: "W003", Name: "教育局窗口", Department: "教育局"})
	s.Roster = []voting.Representative{
		{ID: "R1", Employer: "教育局"}, {ID: "R2"}, {ID: "R3", Employer: "市教育局"}, {ID: "R4", Category: 1, Employer: "省教育局"},
		{ID: "R5", Employer: "电信公司"}, {ID: "R6", Employer: "教育局"},
	}
	want := []voting.Lot{
		{Category: 0, Recused: "教育局", Holders: []voting.RepresentativeID{"R1", "R6"}},
		{Category: 0, Holders: []voting.RepresentativeID{"R2", "R5"}},
		{Category: 0, Recused: "市教育局", Holders: []voting.RepresentativeID{"R3"}},
		{Category: 1, Recused: "教育局", Holders: []voting.RepresentativeID{"R4"}},
	}
	if got := s.Lots(); !reflect.DeepEqual(got, want) {
		t.Errorf("got:  %+v\nwant: %+v", got, want)
	}
	s.Rulebook.Recusal = ""
	if got := s.Lots(); len(got) != 2 {
		t.Errorf("without recusal there are %d lots, want one for each category", len(got))
	}
}
