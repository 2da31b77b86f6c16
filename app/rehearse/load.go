package rehearse

import (
	"io/fs"

	"pingyi/app/intake"
)

// Load reads a scenario folder of the windows shape; roster names another file
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
		vote := Vote{Rep: string(ballot.Rep), Marks: markOf(ballot.Grade)}
		s.Votes[string(ballot.Unit)] = append(s.Votes[string(ballot.Unit)], vote)
	}
	s.Expected = expected(read.Expected)
	return s, nil
}

func expected(read *intake.Expected) *Results {
	if read == nil {
		return nil
	}
	want := &Results{Issued: read.Issued, CheckedIn: read.CheckedIn}
	for _, unit := range read.Units {
		want.Units = append(want.Units, UnitResult{
			Unit: string(unit.Unit), Class: string(unit.Class), Counts: unit.Counts, Exact: unit.Exact, Score: unit.Score,
			Rank: unit.Rank, RankInClass: unit.RankInClass,
		})
	}
	return want
}
