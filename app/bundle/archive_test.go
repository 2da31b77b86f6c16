package bundle

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

func zipped(t *testing.T, kind Kind, rehearsal bool) []byte {
	t.Helper()
	p, err := Prepare("b", kind, logOf(t, evening(t, rehearsal)), func() {})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.WriteZip(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// An archive is the folder, file by file, and the same each time it is asked for.
func TestArchiveHoldsWhatTheFolderHolds(t *testing.T) {
	for _, kind := range []Kind{Scrutineer, Public} {
		body := zipped(t, kind, true)
		if !bytes.Equal(body, zipped(t, kind, true)) {
			t.Errorf("%s: two archives differ", kind)
		}
		archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
		if err != nil {
			t.Fatal(err)
		}
		w := write(t, kind, evening(t, true))
		length := 0
		for _, file := range archive.File {
			name, inside := strings.CutPrefix(file.Name, "b-rehearsal/")
			opened, err := file.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(opened)
			if err != nil || !inside || string(text) != read(t, w, name) {
				t.Errorf("%s: %s is not as in the folder, %v", kind, file.Name, err)
			}
			length += len(text)
		}
		if length != len(everything(t, w)) || archive.File[len(archive.File)-1].Name != "b-rehearsal/SHA256SUMS" {
			t.Errorf("%s: %d bytes in the archive, %d in the folder", kind, length, len(everything(t, w)))
		}
	}
}

func TestArchiveThatIsCutShortCannotBeOpened(t *testing.T) {
	body := zipped(t, Public, false)
	if _, err := zip.NewReader(bytes.NewReader(body[:len(body)-30]), int64(len(body)-30)); err == nil {
		t.Error("it opens as if it were whole")
	}
}
