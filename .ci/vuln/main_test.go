package main

import (
	"strings"
	"testing"
)

const stream = `{"config": {"scanner_name": "govulncheck"}}
{"osv": {"id": "GO-2026-0001"}}
{"finding": {"osv": "GO-2026-0001", "trace": [{"module": "m", "version": "v1"}]}}
{"finding": {"osv": "GO-2026-0001", "trace": [{"module": "m", "package": "m/p"}]}}
{"finding": {"osv": "GO-2026-0002", "trace": [{"module": "m", "package": "m/p", "function": "F", "receiver": "*T"}]}}
{"finding": {"osv": "GO-2026-0002", "trace": [{"module": "m"}]}}
`

func TestTheDeepestFindingCounts(t *testing.T) {
	found, err := readFindings(strings.NewReader(stream))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 2 || found["GO-2026-0001"].depth != "package" || found["GO-2026-0002"].depth != "symbol" {
		t.Errorf("found %v; want 0001 as far as the package and 0002 as far as the symbol", found)
	}
}

func TestNoScanIsNoGoodNews(t *testing.T) {
	for _, text := range []string{"", `{"osv": {"id": "GO-2026-0001"}}`, `{"config": {`} {
		if found, err := readFindings(strings.NewReader(text)); err == nil {
			t.Errorf("%q gave %v and no error", text, found)
		}
	}
}

func TestPageDecides(t *testing.T) {
	found := map[string]finding{"GO-2026-0001": {depth: "package", where: "m/p"}}
	for name, c := range map[string]struct {
		page string
		fine bool
	}{
		"explained":                   {"| GO-2026-0001 | package | because |", true},
		"explained deeper":            {"| GO-2026-0001 | symbol | because |", true},
		"explained less deep":         {"| GO-2026-0001 | module | because |", false},
		"another one explained":       {"| GO-2026-0009 | symbol | because |", false},
		"mentioned outside the table": {"GO-2026-0001 is nothing to worry about", false},
	} {
		explained, err := readPage(c.page)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := compare(&out, found, explained); (err == nil) != c.fine {
			t.Errorf("%s: error %v\n%s", name, err, out.String())
		}
	}
	if _, err := readPage("| GO-2026-0001 | unreachable | because |"); err == nil {
		t.Error("a depth that is none was accepted")
	}
}
