package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/voting"
	"pingyi/voting/programme"
)

// correctedFigures is a life in which the votes from elsewhere are corrected, of the first
// unit far more than of the others.
func correctedFigures(units int) []voting.Event {
	life := correctedLife()
	online := &voting.FiguresEntered{Stamp: voting.Stamp{At: 100, By: "张", Role: voting.Organizer}, Table: "网络得票", Source: "来函"}
	for n := range units {
		online.Cells = append(online.Cells, voting.EnteredFigure{At: []string{fmt.Sprintf("B%02d", n+1)}, Value: fmt.Sprint(1000 / (n + 1))})
	}
	return []voting.Event{life[0], life[1], life[3], online, life[4], life[5]}
}

// tenBest is the ready-made meeting of the ten best.
func tenBest(t *testing.T) string {
	t.Helper()
	ready, there := programme.Find("best-worst", "zh-CN")
	if !there {
		t.Fatal("no such programme")
	}
	return chosenUnder(t, ready.Rulebook, 40)
}

// firstVersion is the file that was published before the correction.
func firstVersion(t *testing.T, log string, life []voting.Event) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(bundled(t, publics, lived(t, log, life[:2]...)), "result.json"))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// A file that was published before the correction is no falsehood: it is held against the
// acts of its own version, in every kind of bundle and in the log.
func TestAFileOfAnEarlierVersionIsHeldAgainstItsOwn(t *testing.T) {
	t.Parallel()
	holds := func(log string, life []voting.Event) {
		t.Helper()
		first, corrected := firstVersion(t, log, life), lived(t, log, life...)
		for name, path := range map[string]string{
			"the log": corrected, "scrutineers": bundled(t, scrutineers, corrected), "public": bundled(t, publics, corrected),
		} {
			tellsNoDifference(t, name, first, path)
		}
	}
	holds(tenBest(t), correctedFigures(60))
	holds(real(t, mixedEvening(t).log), correctedLife()) // where categories are hidden
	holds(pledgesLog(t), correctedLife())
}

func tellsNoDifference(t *testing.T, name string, first []byte, path string) {
	t.Helper()
	status, out, _ := say(t, "", "verify", "-lang", "en", "-results", file(t, first), path)
	if status != 0 || strings.Contains(out, "DIFFERS") || !strings.Contains(out, "ok      the published results: ") && !strings.Contains(out, "results.json says the same") {
		t.Errorf("%s: status %d:\n%s", name, status, out)
	}
}

// Whoever changes one value of such a file is found in the public's bundle, or the report says
// by name that it cannot know.
func TestEveryLeafOfAnEarlierVersionIsChecked(t *testing.T) {
	takesLong(t)
	log := tenBest(t)
	life := correctedFigures(60)
	first := firstVersion(t, log, life)
	c, _ := checkOf(t, bundled(t, publics, lived(t, log, life...)))
	for _, l := range leavesOf(decoded(t, first)) {
		if c.publishedIs(t, c.Result, changed(t, first, l)) == nil && !mayBeOlder(l.name) && l.name != "format" {
			t.Errorf("nobody finds %s changed:\n%s", l.name, c.out)
		}
	}
	if err := c.publishedIs(t, c.Result, first); err != nil {
		t.Errorf("the honest one: %v", err)
	}
}

// What rests on ballots by category is of no earlier version to be worked out: it is named
// as unknown and not as different.
func TestFiguresOfAnEarlierVersionThatNobodyCanWorkOutAreNamed(t *testing.T) {
	t.Parallel()
	d := newDrawn(3)
	d.rb = rulesOf(t, d, drawnRules()["share of checked in"])
	log := logOf(t, d.evening())
	first := firstVersion(t, log, correctedLife())
	folder := bundled(t, publics, lived(t, log, correctedLife()...))
	status, out, _ := say(t, "", "verify", "-lang", "en", "-results", file(t, first), folder)
	if status != 0 || !strings.Contains(out, "unknown whether rank, score of results.json follow from the counts: they are of version 1") {
		t.Errorf("status %d:\n%s", status, out)
	}
}
