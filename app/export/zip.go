package export

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"pingyi/beijing"
)

// ordered is an archive whose parts stand in one order and have one time, however
// they come: a workbook hands them over in any.
type ordered struct {
	to    io.Writer
	at    int64
	parts []*part
}

type part struct {
	name string
	bytes.Buffer
}

// Create begins a part.
func (o *ordered) Create(name string) (io.Writer, error) {
	p := &part{name: name}
	o.parts = append(o.parts, p)
	return p, nil
}

// AddFS is part of what a workbook wants of an archive, and is never asked for.
func (o *ordered) AddFS(fs.FS) error { return fmt.Errorf("an archive of parts takes no folder") }

// Close leaves the writing to finish.
func (o *ordered) Close() error { return nil }

// finish writes the archive. The list of types comes first, by which programs tell
// a workbook from other archives.
func (o *ordered) finish() error {
	first := func(p *part) string {
		if p.name == "[Content_Types].xml" {
			return ""
		}
		return p.name
	}
	slices.SortStableFunc(o.parts, func(a, b *part) int { return strings.Compare(first(a), first(b)) })
	archive := zip.NewWriter(o.to)
	for _, p := range o.parts {
		w, err := archive.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: beijing.At(o.at)})
		if err == nil {
			_, err = w.Write(p.Bytes())
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", p.name, err)
		}
	}
	return archive.Close()
}

// WriteZip writes the tables as people read them, a CSV file for each.
func (s Set) WriteZip(to io.Writer) error {
	archive := &ordered{to: to, at: s.at}
	for _, t := range s.Sheets() {
		file, err := archive.Create(t.Name + ".csv")
		if err == nil {
			err = WriteCSV(file, t)
		}
		if err != nil {
			return err
		}
	}
	return archive.finish()
}
