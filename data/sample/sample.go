// Package sample holds a whole session for rehearsals and tests: 100 service
// windows, 450 representatives in six categories, the ballots of an evening and
// what they come to. Every name in it is invented.
package sample

import "embed"

// Windows holds the files of the session under windows/:
//
//	units.csv                UTF-8 with byte order mark: number, name, department, class
//	representatives.csv      UTF-8 with byte order mark: number, name, category, employer
//	representatives-gbk.csv  the same roster in GB18030, as spreadsheets export it
//	rulebook.json            the rules
//	ballots.jsonl.gz         one ballot a line, in order: {"unit","rep","grade"}
//	expected.json            counts, exact and rounded scores, ranks of every unit
//
//go:embed windows
var Windows embed.FS
