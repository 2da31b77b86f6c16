package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCountPublished: what was published comes out of the command, from files as
// anyone could type them off the page. A folder holds a rulebook and its source;
// below it stand the cases, each with units, parts or ballots, and one or more
// tables of what is expected. Where the published result does not follow its own
// rule, both are expected, each in its own table.
func TestCountPublished(t *testing.T) {
	t.Parallel()
	cases, err := filepath.Glob("../../voting/testdata/published/*/*/units.csv")
	if err != nil || len(cases) < 16 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	elements := make(map[string]bool)
	for _, units := range cases {
		folder := filepath.Dir(units)
		element := filepath.Dir(folder)
		elements[element] = true
		source, err := os.ReadFile(filepath.Join(element, "source.txt"))
		if err != nil || !strings.HasPrefix(string(source), "Source: ") {
			t.Errorf("%s does not say its source: %v", element, err)
		}
		args := []string{"--rulebook", filepath.Join(element, "rulebook.json"), "--units", units}
		for flag, pattern := range map[string]string{"--parts": "parts*.csv", "--ballots": "ballots*"} {
			for _, file := range glob(t, filepath.Join(folder, pattern)) {
				args = append(args, flag, file)
			}
		}
		if status, _, said := say(t, "", append([]string{"count"}, args...)...); status != 0 || said != "" {
			t.Errorf("%s: status %d, and there is nothing to say of files that are used whole: %s", folder, status, said)
		}
		for _, expected := range glob(t, filepath.Join(folder, "expected*.csv")) {
			t.Run(filepath.Base(element)+"/"+filepath.Base(folder)+"/"+filepath.Base(expected), func(t *testing.T) { comparePublished(t, args, expected) })
		}
	}
	if len(elements) != 14 {
		t.Errorf("%d published results", len(elements))
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func comparePublished(t *testing.T, args []string, expected string) {
	f, err := os.Open(expected)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	tables := make(map[string]counted)
	for _, row := range rows[1:] {
		got, there := tables[row[0]]
		if !there {
			got = countJSON(t, append(args, "--table", row[0])...)
			tables[row[0]] = got
		}
		key := strings.TrimSpace(row[0] + " " + strings.ReplaceAll(row[1], " | ", " "))
		got.want(t, key, row[2])
	}
}
