package intake

import (
	"fmt"
	"strings"

	"pingyi/voting"
)

// Code is one of the closed list of things that can be wrong with a file. The
// value is stable; the sentences are in messages.go, in two languages.
type Code string

// What can be wrong with a file as a whole.
const (
	CodeFileSize    Code = "file-too-large"
	CodeUnzipped    Code = "workbook-too-large"
	CodeOldWorkbook Code = "workbook-old-or-locked" // .xls, or protected by a password
	CodeWorkbook    Code = "workbook-damaged"
	CodeNotText     Code = "not-a-table"
	CodeEncoding    Code = "encoding"
	CodeNoData      Code = "no-data"
	CodeTooLong     Code = "too-many-rows"
	CodeTooWide     Code = "too-many-columns"
	CodeColumn      Code = "column-missing"
	CodeColumnTwice Code = "column-twice"
	CodeTooMany     Code = "too-many-entries"
	CodeRulebook    Code = "rulebook"
	CodeTitle       Code = "title"
	CodePledges     Code = "pledges-missing"
	CodeMoreErrors  Code = "more-errors"
)

// What can be wrong with one cell or row.
const (
	CodeQuotes        Code = "quotation-marks"
	CodeUntitled      Code = "cell-without-title"
	CodeMissing       Code = "missing"
	CodeDuplicate     Code = "duplicate-number"
	CodeTextTooLong   Code = "text-too-long"
	CodePledgeLong    Code = "pledge-too-long"
	CodeRounded       Code = "number-rounded"
	CodeFormula       Code = "formula-failed"
	CodeControl       Code = "line-break-in-cell"
	CodeGarbled       Code = "unreadable-characters"
	CodeCategory      Code = "category-unknown"
	CodePledgeUnit    Code = "pledge-unit-unknown"
	CodePledgesNone   Code = "unit-without-pledges"
	CodePledgesMany   Code = "unit-with-too-many-pledges"
	CodeBallot        Code = "ballot-unreadable"
	CodeNoBallot      Code = "no-ballot"
	CodeRosterSays    Code = "roster-says-another"
	CodeBallotUnit    Code = "ballot-unit-unknown"
	CodeBallotRep     Code = "ballot-representative-unknown"
	CodeBallotGrade   Code = "ballot-grade-unknown"
	CodeBallotLabel   Code = "ballot-grade-label-unknown"
	CodeCriterion     Code = "criterion-unknown"
	CodeUnit          Code = "unit-unknown"
	CodeUnitOfTwo     Code = "unit-name-of-two"
	CodeList          Code = "list-unknown"
	CodeLabel         Code = "label-unknown"
	CodeNotNumber     Code = "not-a-number"
	CodeDigits        Code = "too-many-digits"
	CodeNotCount      Code = "not-a-count"
	CodeSigned        Code = "adjustment-signed"
	CodeMarkTwice     Code = "mark-twice"
	CodeFigureTwice   Code = "figure-twice"
	CodePlaceTwice    Code = "place-twice"
	CodeImportedTwice Code = "imported-twice"
	CodePlaceInFiles  Code = "place-in-files"
	CodeCounts        Code = "counts-disagree"
	CodeShownRounded  Code = "figure-shown-rounded"
	CodeNothingMarked Code = "nothing-marked"
	CodeVoteTwice     Code = "vote-twice"
	CodeBallotOwners  Code = "ballot-of-two"
	CodeBallotApart   Code = "ballot-in-two-files"
	CodeMarkInFiles   Code = "mark-in-two-files"
	CodeNoCategory    Code = "ballot-without-category"
	CodeMarksLength   Code = "marks-length"
	CodeTables        Code = "no-table-column"
	CodeTablesWide    Code = "no-table-or-label-column"
	CodeTitleOfTwo    Code = "title-of-two"
	CodeLongForm      Code = "label-columns-of-figures"
	CodePledgeTwice   Code = "pledge-twice"
	CodeAxis          Code = "table-without-axis"
	CodeOtherAxis     Code = "axis-of-no-table"
	CodeDecision      Code = "decision-unusable"
	CodeDecisionOf    Code = "decision-of-which"
	CodeBallotPledge  Code = "ballot-pledge-unknown"
	CodeExpected      Code = "expected-unreadable"
	CodeScenarioFiles Code = "scenario-file-missing"
)

// What a person is told but need not mend.
const (
	WarnSeats   Code = "seats-differ"
	WarnFew     Code = "category-under-ten"
	WarnIgnored Code = "columns-ignored"
	WarnPledges Code = "pledges-not-asked"
	WarnPerson  Code = "person-twice"
	WarnExample Code = "example-row"
	WarnOnward  Code = "ballots-go-on"
	WarnCounts  Code = "counts-unlikely"
	WarnUngroup Code = "units-without-group"
	WarnNoRep   Code = "ballots-without-representative"

	WarnNoTie      Code = "decision-without-tie"
	WarnTieOfMore  Code = "decision-of-some"
	WarnTieDecided Code = "decision-after-another"
)

// Codes lists every code, for the test that each has its sentences.
func Codes() []Code {
	return []Code{
		CodeFileSize, CodeUnzipped, CodeOldWorkbook, CodeWorkbook, CodeNotText, CodeEncoding, CodeNoData, CodeTooLong,
		CodeTooWide, CodeColumn, CodeColumnTwice, CodeTooMany, CodeRulebook, CodeTitle, CodePledges, CodeMoreErrors,
		CodeQuotes, CodeUntitled, CodeMissing, CodeDuplicate, CodeTextTooLong, CodePledgeLong, CodeRounded, CodeFormula, CodeControl, CodeGarbled,
		CodeCategory, CodePledgeUnit, CodePledgesNone, CodePledgesMany, CodeBallotPledge,
		CodeBallot, CodeNoBallot, CodeRosterSays, CodeBallotUnit, CodeBallotRep, CodeBallotGrade, CodeBallotLabel, CodeCriterion, CodeUnit, CodeUnitOfTwo,
		CodeList, CodeLabel, CodeNotNumber, CodeDigits, CodeNotCount, CodeSigned, CodeMarkTwice, CodeFigureTwice, CodePlaceTwice, CodeImportedTwice, CodePlaceInFiles, CodeCounts, CodeShownRounded, CodeNothingMarked, CodeVoteTwice, CodeBallotOwners, CodeBallotApart, CodeMarkInFiles, CodeNoCategory, CodeMarksLength,
		CodeTables, CodeTablesWide, CodeTitleOfTwo, CodeLongForm, CodePledgeTwice, CodeAxis, CodeOtherAxis, CodeDecision, CodeDecisionOf, CodeExpected, CodeScenarioFiles,
		WarnSeats, WarnFew, WarnIgnored, WarnPledges, WarnPerson, WarnExample, WarnOnward, WarnCounts, WarnNoRep, WarnUngroup, WarnNoTie, WarnTieOfMore, WarnTieDecided, WarnGlyph,
	}
}

// RowError is one thing that is wrong. Row counts from 1 as a spreadsheet
// program shows it (for ballots: the line); 0 is the file as a whole. Column is
// the title of the column as the file has it, Value what the cell holds. Args
// are what the sentence of the code says more.
type RowError struct {
	File   string   `json:"file"`
	Sheet  string   `json:"sheet,omitempty"`
	Row    int      `json:"row,omitempty"`
	Column string   `json:"column,omitempty"`
	Value  string   `json:"value,omitempty"`
	Code   Code     `json:"code"`
	Args   []string `json:"args,omitempty"`

	Problem *voting.RulebookProblem `json:"-"` // of a rulebook
}

// Error is the English sentence.
func (e RowError) Error() string { return e.Message("en") }

// Warning is a RowError that does not keep the session from being made.
type Warning RowError

// Message is the warning as a sentence, Chinese for "zh", else English.
func (w Warning) Message(lang string) string { return RowError(w).Message(lang) }

// Errors is everything that is wrong with one or more files, in the order of
// files and rows.
type Errors []RowError

// maxErrors bounds how many errors one file reports; nobody reads more.
const maxErrors = 1000

// Error gives the first errors in English, and how many more there are.
func (e Errors) Error() string {
	const shown = 3
	lines := make([]string, 0, shown+1)
	for i, one := range e {
		if i == shown {
			lines = append(lines, fmt.Sprintf("and %d more", len(e)-shown))
			break
		}
		lines = append(lines, one.Error())
	}
	return "read files: " + strings.Join(lines, "; ")
}

// Messages gives one sentence for each error, Chinese for "zh", else English.
func (e Errors) Messages(lang string) []string {
	sentences := make([]string, len(e))
	for i, one := range e {
		sentences[i] = one.Message(lang)
	}
	return sentences
}

// result is e as an error: nil when nothing is wrong, and cut to a length that
// can be shown.
func (e Errors) result() error {
	if len(e) == 0 {
		return nil
	}
	if len(e) > maxErrors {
		rest := RowError{File: e[0].File, Sheet: e[0].Sheet, Code: CodeMoreErrors, Args: []string{fmt.Sprint(len(e) - maxErrors)}}
		return append(e[:maxErrors:maxErrors], rest)
	}
	return e
}
