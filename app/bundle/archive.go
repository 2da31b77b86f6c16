package bundle

import (
	"archive/zip"
	"io"
	"io/fs"
	"path"
	"time"

	"pingyi/beijing"
)

// archive is a bundle that goes out as one file, in the order in which its files
// are written. All of them have the time of the session's last act, so that the
// same records give the same archive.
type archive struct {
	zip    *zip.Writer
	folder string
	at     time.Time
	mode   fs.FileMode
}

func (a *archive) write(name string, fill func(io.Writer) error) error {
	header := &zip.FileHeader{Name: path.Join(a.folder, name), Method: zip.Deflate, Modified: a.at}
	header.SetMode(a.mode)
	file, err := a.zip.CreateHeader(header)
	if err != nil {
		return err
	}
	return fill(file)
}

// WriteZip writes the bundle as an archive that holds its folder. An archive that
// is cut short has no list of its files and cannot be opened.
func (p *Prepared) WriteZip(to io.Writer) error {
	a := &archive{zip: zip.NewWriter(to), folder: p.Written.Folder, at: beijing.At(p.survey.state.ActedAt), mode: 0o600}
	if p.Written.Session.Kind == Public {
		a.mode = 0o644
	}
	if _, err := p.writeAll(a); err != nil {
		return err
	}
	return a.zip.Close()
}
