package tally_test

import (
	"strings"
	"testing"

	"pingyi/app/tally"
)

// rosterJob counts ballots beside a roster of two companies and a resident.
func rosterJob(f folder, name, ballots string) tally.Job {
	return tally.Job{
		Rulebook: f.write("r.json", book("all units", "", "")), Units: f.write("u.csv", unitsCSV), Roster: f.write("p.csv", rosterCSV), Ballots: []string{f.write(name, ballots)},
	}
}

// TestABallotDoesNotOverruleTheRoster: where the two have another category for somebody, both
// places are named.
func TestABallotDoesNotOverruleTheRoster(t *testing.T) {
	for name, c := range map[string]struct{ ballots, en, zh string }{
		"b.jsonl": {`{"rep": "R1", "category": "居民", "rows": [{"unit": "W1", "grade": "好"}]}`,
			`b.jsonl, row 1: the ballot is of the category "居民", and the roster has this representative under "企业" (p.csv, row 2); correct one of the two`,
			"b.jsonl第 1 行：票上的代表类别是“居民”，名册里这个代表是“企业”（p.csv 第 2 行）；请改正其中之一"},
		"b.csv": {"代表,代表类别,参评单位,等次\nR3,居民,W1,好\nR1,居民,W1,好\n", `b.csv, row 3: the ballot is of the category "居民"`, "b.csv第 3 行：票上的代表类别是“居民”"},
		"c.csv": {"代表,代表类别,参评单位,等次\nR3,居民,W1,好\nR1,,W1,好\n", "", ""},
	} {
		_, err := tally.Count(rosterJob(newFolder(t), name, c.ballots))
		if said := spoken(err); (err == nil) != (c.en == "") || !strings.Contains(said, c.en) || !strings.Contains(said, c.zh) {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// TestMoreBallotsThanTheRosterHasAreTold, though no part gives a count; and of ballots that name
// nobody it is said that nothing was checked.
func TestMoreBallotsThanTheRosterHasAreTold(t *testing.T) {
	const nobodys = `{"category": "居民", "rows": [{"unit": "W1", "grade": "好"}]}` + "\n"
	for _, c := range []struct {
		ballots string
		want    []string
	}{
		{strings.Repeat(nobodys, 2), []string{
			`p.csv: check these counts: "collected" at 居民 is 2, more than "issued", which is 1; it is counted all the same`,
			"b.jsonl: ballots that name no representative: 2; they cannot be held against the roster, and a second ballot of somebody is not found",
		}},
		{nobodys, []string{"b.jsonl: ballots that name no representative: 1; they cannot be held against the roster, and a second ballot of somebody is not found"}},
		{`{"rep": "R3", "rows": [{"unit": "W1", "grade": "好"}]}`, nil},
	} {
		outcome, err := tally.Count(rosterJob(newFolder(t), "b.jsonl", c.ballots))
		if err != nil {
			t.Fatal(err)
		}
		var notes []string
		for _, note := range outcome.Notes {
			notes = append(notes, note.Message("en"))
		}
		if strings.Join(notes, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s: %q, want %q", c.ballots, notes, c.want)
		}
	}
}
