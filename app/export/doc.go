// Package export turns the results of a session into files for people and for
// programs: a workbook, CSV, and an SQLite file for questions of one's own.
//
// There is one definition of the tables, made of display.Results and of nothing
// else, so what may not leave the house cannot be in them. Each writer writes the
// same tables. Nothing here has a clock: the same results give the same bytes.
// docs/EXPORTS.md is what readers are told.
package export
