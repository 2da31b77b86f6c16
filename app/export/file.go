package export

import (
	"fmt"
	"io"

	"pingyi/display"
)

// Format is a kind of file.
type Format string

// The formats. CSV is an archive with a file for each table.
const (
	Xlsx   Format = "xlsx"
	CSV    Format = "csv"
	SQLite Format = "sqlite"
)

// Formats lists them.
func Formats() []Format { return []Format{Xlsx, CSV, SQLite} }

// Ending is how a file of the format is called behind its point.
func (f Format) Ending() string {
	if f == CSV {
		return "zip"
	}
	return string(f)
}

// ContentType is the format as HTTP names it.
func (f Format) ContentType() string {
	switch f {
	case Xlsx:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case CSV:
		return "application/zip"
	}
	return "application/vnd.sqlite3"
}

// UnannouncedMark is in the name of every file of a result that nobody has announced.
const UnannouncedMark = "-unannounced"

// ReplacedMark is in the name of every file of a version that a later one has replaced.
const ReplacedMark = "-replaced"

// Edition is the version of results in the name of a file, so that two versions do
// not pass for each other. One that nobody has announced says so.
func Edition(r display.Results) string {
	if r.Unannounced() {
		return fmt.Sprintf("-v%d", r.Version) + UnannouncedMark
	}
	if r.Replaced != nil {
		return fmt.Sprintf("-v%d", r.Version) + ReplacedMark
	}
	return fmt.Sprintf("-v%d", r.Version)
}

// Write writes the tables in a format.
func (s Set) Write(to io.Writer, format Format) error {
	switch format {
	case Xlsx:
		return s.WriteXlsx(to)
	case CSV:
		return s.WriteZip(to)
	case SQLite:
		return s.WriteSQLite(to)
	}
	return fmt.Errorf("no format %q", format)
}
