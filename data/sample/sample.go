// Package sample holds whole sessions for rehearsals and tests, one of each shape,
// with the ballots of an evening and what they come to. Every name in them is invented.
package sample

import (
	"embed"
	"io/fs"
)

// Windows holds the files of a session under windows/: 100 service windows, 450
// representatives in six categories.
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

// small are the other shapes, of a size that can be watched. Their tests make them.
//
//go:embed pledges double best-worst
var small embed.FS

// Shapes lists the sessions that there are.
func Shapes() []string { return []string{"windows", "pledges", "double", "best-worst"} }

// Folder is the folder of a session: windows, pledges of each unit's own, double (one
// form about all units) or best-worst (a choice, of which a part was held elsewhere).
func Folder(shape string) (fs.FS, error) {
	if shape == "windows" {
		return fs.Sub(Windows, shape)
	}
	return fs.Sub(small, shape)
}
