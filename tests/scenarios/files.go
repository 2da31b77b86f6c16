package scenarios

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"io"
	"io/fs"
	"strings"
)

// Read returns a file of a folder without its byte order mark, unpacked when its name
// ends with .gz.
func Read(t T, from fs.FS, name string) []byte {
	t.Helper()
	text, err := fs.ReadFile(from, name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(name, ".gz") {
		packed, err := gzip.NewReader(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if text, err = io.ReadAll(packed); err != nil {
			t.Fatal(err)
		}
	}
	return bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
}

// Rows reads a table without its head.
func Rows(t T, from fs.FS, name string) [][]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(Read(t, from, name))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[1:]
}

// column is one column of a table by another, which has each label once.
func column(t T, from fs.FS, name string, label, value int) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for _, row := range Rows(t, from, name) {
		all[row[label]] = row[value]
	}
	return all
}

// eachLine reads a file of one JSON value a line.
func eachLine[Line any](t T, from fs.FS, name string, do func(Line)) {
	t.Helper()
	for scan := bufio.NewScanner(bytes.NewReader(Read(t, from, name))); scan.Scan(); {
		var line Line
		if err := json.Unmarshal(scan.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		do(line)
	}
}

// expected is what a scenario says of its result.
func expected[Want any](t T, from fs.FS) (want Want) {
	t.Helper()
	if err := json.Unmarshal(Read(t, from, "expected.json"), &want); err != nil {
		t.Fatal(err)
	}
	return want
}
