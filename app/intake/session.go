package intake

import (
	"errors"
	"strconv"

	"pingyi/voting"
)

// File is one uploaded file. Name is only used in messages.
type File struct {
	Name string
	Body []byte
}

// Files is everything that a session is made of. Title may be empty; the
// rulebook's own is used then.
type Files struct {
	ID        voting.SessionID
	Title     string
	Rehearsal bool
	Units     File // CSV or xlsx
	Roster    File // CSV or xlsx
	Rulebook  File // JSON
	Pledges   File // CSV or xlsx; empty where the rulebook asks the same of every unit

	Opens, Closes int64 // of a self-paced form, Unix seconds; 0 is by hand
	Seconds       int64 // how long an item is usually open; 0 is not fixed
}

// Session makes a session with one item for each unit, in the order of the
// list. Its error is of type Errors and has what is wrong in all files.
func Session(in Files) (voting.Session, []Warning, error) {
	rulebook, bad := readRulebook(in.Rulebook)
	session := voting.Session{ID: in.ID, Title: in.Title, Rehearsal: in.Rehearsal, Rulebook: rulebook, Opens: in.Opens, Closes: in.Closes, Seconds: in.Seconds}
	readable := len(bad) == 0

	var warned, more []Warning
	var wrong Errors
	if table, err := ReadTable(in.Units.Name, in.Units.Body); err != nil {
		bad = append(bad, asErrors(err)...)
	} else {
		session.Units, warned, wrong = readUnits(table, readable && rulebook.BySession())
		bad = append(bad, wrong...)
	}
	if table, err := ReadTable(in.Roster.Name, in.Roster.Body); err != nil {
		bad = append(bad, asErrors(err)...)
	} else if readable { // without a rulebook every category would be unknown
		session.Roster, more, wrong = readRoster(table, rulebook.Categories, rulebook.Uncategorised())
		bad = append(bad, wrong...)
	}
	if readable && len(session.Units) > 0 {
		bad = append(bad, problemsOf(in.Rulebook, rulebook.Classes(session.Units))...)
		noted, wrong := readPledges(in, &session)
		more, bad = append(more, noted...), append(bad, wrong...)
	}
	if session.Title == "" {
		session.Title = rulebook.Title
	}
	if readable && (blank(session.Title) || len(session.Title) > voting.MaxText) {
		bad = append(bad, RowError{
			File: in.Rulebook.Name, Value: session.Title, Code: CodeTitle, Args: []string{strconv.Itoa(voting.MaxText)},
		})
	}
	if len(bad) > 0 {
		return voting.Session{}, nil, bad.result()
	}
	session.Rundown = voting.RundownOf(session.Rulebook, session.Units)
	warned = append(append(warned, more...), seatWarnings(session, in.Roster.Name)...)
	return session, append(warned, ruleGlyphs(in.Rulebook.Name, session)...), nil
}

// Rulebook tells what keeps a session from being held by a rulebook, as Errors;
// nil when nothing does.
func Rulebook(file File) error {
	_, bad := readRulebook(file)
	return bad.result()
}

func readRulebook(file File) (voting.Rulebook, Errors) {
	if len(file.Body) > MaxFile {
		return voting.Rulebook{}, Table{File: file.Name}.refuse(CodeFileSize, strconv.Itoa(MaxFile>>20))
	}
	rulebook, err := voting.ParseRulebook(file.Body)
	var problems voting.RulebookProblems
	if err == nil && len(rulebook.Unshown()) > 0 {
		err = rulebook.Unshown()
	}
	switch {
	case errors.As(err, &problems):
		return voting.Rulebook{}, problemsOf(file, problems)
	case err != nil:
		return voting.Rulebook{}, Table{File: file.Name}.refuse(CodeRulebook, err.Error())
	}
	return rulebook, nil
}

// problemsOf puts what is wrong with a rulebook where it stands in its file.
func problemsOf(file File, problems voting.RulebookProblems) (bad Errors) {
	for _, problem := range problems.Located(file.Body) {
		bad = append(bad, RowError{File: file.Name, Row: problem.Line, Value: problem.Path, Code: CodeRulebook, Problem: &problem})
	}
	return bad
}

// asErrors is for errors of this package, which all are of that type.
func asErrors(err error) Errors {
	if bad, ok := err.(Errors); ok {
		return bad
	}
	return Errors{RowError{Code: CodeNotText}}
}

// seatWarnings compares the roster with the seats of the rulebook, and with the
// number of cards that a secret session needs.
func seatWarnings(s voting.Session, roster string) []Warning {
	counts := make([]int, len(s.Rulebook.Categories))
	for _, rep := range s.Roster {
		counts[rep.Category]++
	}
	var warned []Warning
	for i, category := range s.Rulebook.Categories {
		n := strconv.Itoa(counts[i])
		if category.Seats != 0 && category.Seats != counts[i] {
			warned = append(warned, Warning{File: roster, Value: category.Label, Code: WarnSeats, Args: []string{n, strconv.Itoa(category.Seats)}})
		}
		if s.Rulebook.Secrecy == voting.Secret && !s.Rehearsal && counts[i] > 0 && counts[i] < voting.MinLot {
			warned = append(warned, Warning{File: roster, Value: category.Label, Code: WarnFew, Args: []string{n, strconv.Itoa(voting.MinLot)}})
		}
	}
	return warned
}
