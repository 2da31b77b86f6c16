//go:build slow

package rehearse_test

import (
	"io"
	"io/fs"
	"testing"

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
			report, err := rehearse.Run(t.Context(), desk, base, scenario, io.Discard)
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
