package rehearse

import (
	"io/fs"

	"pingyi/app/intake"
	"pingyi/voting"
)

// Load reads a scenario folder, whatever its shape: windows, pledges, a form that is
// filled in at one's own pace, or a choice of the best and the worst. roster names
// another file for the representatives, such as one in GB18030 or an xlsx.
func Load(name string, folder fs.FS, roster string) (Scenario, error) {
	read, err := intake.Scenario(folder, roster)
	if err != nil {
		return Scenario{}, err
	}
	s := Scenario{
		Name: name, Names: make(map[string]string), Holders: make(map[string]Lot), Votes: make(map[string][]Vote), Rows: make(map[string][]int),
		Files: []Upload{
			{Field: "units", Name: read.Files.Units.Name, Body: read.Files.Units.Body},
			{Field: "roster", Name: read.Files.Roster.Name, Body: read.Files.Roster.Body},
			{Field: "rulebook", Name: read.Files.Rulebook.Name, Body: read.Files.Rulebook.Body},
		},
	}
	if read.Files.Pledges.Body != nil {
		s.Files = append(s.Files, Upload{Field: "pledges", Name: read.Files.Pledges.Name, Body: read.Files.Pledges.Body})
	}
	for _, f := range read.Figures {
		s.Figures = append(s.Figures, Figures{Table: f.Table, File: Upload{Name: f.File.Name, Body: f.File.Body}})
	}
	s.addSession(read.Session)
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

// addSession says what is voted on: items, units and the words of a ballot.
func (s *Scenario) addSession(session voting.Session) {
	for _, item := range session.Rundown {
		s.Items = append(s.Items, string(item.Unit))
		if item.Whole() {
			s.Names[""] = session.Title
		}
	}
	for _, list := range session.Rulebook.Lists {
		s.Lists = append(s.Lists, list.Label)
	}
	for _, grade := range session.Rulebook.Grades {
		s.Grades = append(s.Grades, grade.Label)
	}
	next := 0 // row of a form
	for i, unit := range session.Units {
		id := string(unit.ID)
		s.Units, s.Names[id] = append(s.Units, id), unit.Name
		for k := range session.Rulebook.CriteriaOf(unit) {
			switch {
			case s.Lists != nil:
				s.Rows[id] = append(s.Rows[id], k*len(session.Units)+i)
			default:
				s.Rows[id] = append(s.Rows[id], next+k)
			}
		}
		if s.Whole() {
			next += len(s.Rows[id])
		}
	}
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
	want := &Results{
		Issued: said(read.Issued, notSaid), CheckedIn: said(read.CheckedIn, notSaid), Collected: said(read.Collected, notSaid),
		Valid: said(read.Valid, notSaid), Void: said(read.Void, notSaid), Lists: make(map[string][]string),
	}
	for list, units := range read.Lists {
		want.Lists[list] = make([]string, len(units))
		for i, unit := range units {
			want.Lists[list][i] = string(unit)
		}
	}
	for _, unit := range read.Units {
		want.Units = append(want.Units, UnitResult{
			Unit: string(unit.Unit), Class: string(said(unit.Class, notWritten)), Counts: unit.Counts, Exact: said(unit.Exact, notWritten),
			Score: unit.Score, Rank: said(unit.Rank, notSaid), RankInClass: said(unit.RankInClass, notSaid), Criteria: own[unit.Unit], Ticks: unit.Ticks,
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
