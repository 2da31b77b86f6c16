//go:build slow

package rehearse_test

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"pingyi/app/rehearse"
	"pingyi/data/sample"
)

// TestWindowsEveningFromEveryKindOfFile drives all 42,972 ballots through the
// real server three times: from UTF-8, from GB18030 and from xlsx.
func TestWindowsEveningFromEveryKindOfFile(t *testing.T) {
	folder, err := fs.Sub(sample.Windows, "windows")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []struct {
		name, roster string
		files        fs.FS
	}{
		{"UTF-8 with byte order mark", "", folder},
		{"GB18030", "representatives-gbk.csv", folder},
		{"xlsx", "representatives.xlsx", withWorkbooks(t, folder)},
	} {
		t.Run(kind.name, func(t *testing.T) {
			desk, base := startServer(t)
			scenario, err := rehearse.Load("windows", kind.files, kind.roster)
			if err != nil {
				t.Fatal(err)
			}
			report, err := rehearse.Run(t.Context(), desk, base, scenario, io.Discard, "en")
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range report.Differences {
				t.Error(line)
			}
			if report.Acknowledged != 42972 || report.Counted != 41691 || scenario.Expected == nil {
				t.Errorf("%d ballots acknowledged, %d counted; 42,972 were cast by 41,691 pairs", report.Acknowledged, report.Counted)
			}
		})
	}
}

// TestEveningOfTheDouble drives 9,294 forms of 815 marks through the real server.
func TestEveningOfTheDouble(t *testing.T) {
	scenario, err := rehearse.Load("double", os.DirFS(scenarios+"double"), "")
	if err != nil {
		t.Fatal(err)
	}
	desk, base := startServer(t)
	report, err := rehearse.Run(t.Context(), desk, base, scenario, io.Discard, "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range report.Differences {
		t.Error(line)
	}
	if report.Acknowledged != 9294 || report.Counted != 9294 || len(scenario.Expected.Units) != 163 || report.Cards != 10_000 {
		t.Errorf("%d cards; %d ballots acknowledged, %d counted; 9,294 were cast", report.Cards, report.Acknowledged, report.Counted)
	}
}

// asWorkbook writes a CSV file as the xlsx that an office would send.
func asWorkbook(t *testing.T, csv []byte) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i, line := range strings.Split(strings.TrimSpace(strings.TrimPrefix(string(csv), "\ufeff")), "\n") {
		for k, text := range strings.Split(strings.TrimSpace(line), ",") {
			cell, err := excelize.CoordinatesToCellName(k+1, i+1)
			if err == nil {
				err = book.SetCellStr("Sheet1", cell, text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// withWorkbooks is a folder whose units and roster are xlsx as well.
func withWorkbooks(t *testing.T, folder fs.FS) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		body, err := fs.ReadFile(folder, entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name()] = &fstest.MapFile{Data: body}
	}
	files["representatives.xlsx"] = &fstest.MapFile{Data: asWorkbook(t, files["representatives.csv"].Data)}
	files["units.xlsx"] = &fstest.MapFile{Data: asWorkbook(t, files["units.csv"].Data)}
	delete(files, "units.csv")
	return files
}
