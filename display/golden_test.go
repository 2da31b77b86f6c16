package display

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/voting"
)

var rewrite = flag.Bool("rewrite", false, "write testdata/*.golden anew instead of comparing")

// story collects the frames of every audience at the named moments of a session.
type story struct {
	h    *hall
	text bytes.Buffer
}

func (s *story) moment(name string) {
	fmt.Fprintf(&s.text, "## %s\n", name)
	for i, word := range []string{"phone", "screen", "desk", "director"} {
		fmt.Fprintf(&s.text, "%s %s\n", word, s.h.bytes(Audiences()[i]))
	}
}

// evening is the run of show that all three policies are shown on.
func evening(t *testing.T, p plan) []byte {
	s := &story{h: newHall(t, p)}
	h := s.h
	s.moment("published, nobody on stage")
	h.stage(1)
	s.moment("item 1 on stage")
	h.open(1)
	h.votes(2, 1, 1)
	s.moment("item 1 open, 4 ballots")
	h.votesFrom(4, 12, 6, 4, 3)
	s.moment("item 1 open, 29 ballots")
	h.do(voting.CloseItem{Item: 1})
	s.moment("item 1 closed, not sealed yet")
	h.seal(1)
	h.do(voting.ConfirmItem{Act: voting.Act{Role: voting.Scrutineer}, Item: 1})
	s.moment("item 1 confirmed")
	h.do(voting.RevealItem{Item: 1})
	s.moment("item 1 revealed")
	h.whole(2, 20, 10)
	h.whole(3, 14, 7, 5, 3)
	h.cue(voting.SceneBoard, 9)
	s.moment("board of three, a page beyond the end cued")
	h.do(voting.VoidItem{Act: voting.Act{By: "李", At: h.now}, Item: 3, Reason: "设备故障"})
	h.cue(voting.SceneAuto, 0)
	s.moment("item 3 void")
	h.do(voting.CloseSession{})
	s.moment("session closed")
	return s.text.Bytes()
}

func TestFramesAreThoseOfTheGoldenFiles(t *testing.T) {
	plans := map[string]plan{
		"live":      {reveal: voting.RevealLive, rehearsal: true},
		"closed":    {reveal: voting.RevealClosed},
		"revealed":  {reveal: voting.RevealHeld},
		"odd-words": {grades: `[{"label":"赞成","points":1},{"label":"反对","points":0},{"label":"弃权","points":0},{"label":"<不&了解>"}]`},
	}
	for name, p := range plans {
		t.Run(name, func(t *testing.T) { compareGolden(t, name, evening(t, p)) })
	}
}

func compareGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *rewrite {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	wantLines, gotLines := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range max(len(wantLines), len(gotLines)) {
		if i >= len(wantLines) || i >= len(gotLines) || wantLines[i] != gotLines[i] {
			t.Fatalf("%s, line %d (run with -rewrite when the change is meant)\n got %s\nwant %s", file, i+1, line(gotLines, i), line(wantLines, i))
		}
	}
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}

func TestTheSameStateGivesTheSameBytes(t *testing.T) {
	first, second := evening(t, plan{}), evening(t, plan{})
	if !bytes.Equal(first, second) {
		t.Fatal("two runs of the same evening gave different frames")
	}
}
