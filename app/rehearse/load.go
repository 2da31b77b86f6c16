package rehearse

import (
	"io/fs"

	"pingyi/app/intake"
	"pingyi/voting"
)

// Load reads a scenario folder of the windows or of the pledges shape; roster names another file
// for the representatives, such as one in GB18030 or an xlsx.
func Load(name string, folder fs.FS, roster string) (Scenario, error) {
	read, err := intake.Scenario(folder, roster)
	if err != nil {
		return Scenario{}, err
	}
	s := Scenario{
		Name: name, Names: make(map[string]string), Holders: make(map[string]Lot), Votes: make(map[string][]Vote),
		Files: []Upload{
			{Field: "units", Name: read.Files.Units.Name, Body: read.Files.Units.Body},
			{Field: "roster", Name: read.Files.Roster.Name, Body: read.Files.Roster.Body},
			{Field: "rulebook", Name: read.Files.Rulebook.Name, Body: read.Files.Rulebook.Body},
		},
	}
	if read.Files.Pledges.Body != nil {
		s.Files = append(s.Files, Upload{Field: "pledges", Name: read.Files.Pledges.Name, Body: read.Files.Pledges.Body})
	}
	for _, item := range read.Session.Rundown {
		s.Units = append(s.Units, string(item.Unit))
	}
	for _, unit := range read.Session.Units {
		s.Names[string(unit.ID)] = unit.Name
	}
	for _, grade := range read.Session.Rulebook.Grades {
		s.Grades = append(s.Grades, grade.Label)
	}
	for _, lot := range read.Session.Lots() {
		for _, rep := range lot.Holders {
			category := read.Session.Rulebook.Categories[lot.Category].Label
			s.Holders[string(rep)] = Lot{Category: category, Recused: string(lot.Recused)}
		}
	}
	for _, ballot := range read.Ballots {
		vote := Vote{Rep: string(ballot.Rep), Marks: ballot.Marks.String()}
		s.Votes[string(ballot.Unit)] = append(s.Votes[string(ballot.Unit)], vote)
	}
	s.Expected = expected(read.Expected, read.Session)
	return s, nil
}

// expected turns what a file expects into what is compared. What it leaves out is
// marked, and the pledges are put to their units.
func expected(read *intake.Expected, session voting.Session) *Results {
	if read == nil {
		return nil
	}
	pledges := make(map[string]CriterionResult)
	for _, p := range read.Pledges {
		pledges[p.Pledge] = CriterionResult{Criterion: p.Pledge, Counts: p.Counts, Score: p.Score}
	}
	own := make(map[voting.UnitID][]CriterionResult)
	for _, unit := range session.Units {
		for _, criterion := range unit.Criteria {
			if p, said := pledges[criterion.ID]; said {
				own[unit.ID] = append(own[unit.ID], p)
			}
		}
	}
	want := &Results{Issued: said(read.Issued, notSaid), CheckedIn: said(read.CheckedIn, notSaid)}
	for _, unit := range read.Units {
		want.Units = append(want.Units, UnitResult{
			Unit: string(unit.Unit), Class: string(said(unit.Class, notWritten)), Counts: unit.Counts, Exact: said(unit.Exact, notWritten),
			Score: unit.Score, Rank: unit.Rank, RankInClass: said(unit.RankInClass, notSaid), Criteria: own[unit.Unit],
		})
	}
	return want
}

// said is what a file says, or the mark that it says nothing.
func said[T any](value *T, nothing T) T {
	if value == nil {
		return nothing
	}
	return *value
}
