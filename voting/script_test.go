package voting_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pingyi/voting"
)

// Scripts are evenings in plain words. A line is a command; the lines under it
// that begin with a bar are what came of it. After a change of the rules run
//
//	go test ./voting -run Scripts -rewrite
//
// and read the difference before it is kept: it is what the change means.
var rewrite = flag.Bool("rewrite", false, "write what came out into the scripts")

const bar = "  | "

func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := runScript(t, string(content)).text.String()
			if got == string(content) {
				return
			}
			if !*rewrite {
				t.Fatalf("%s comes out otherwise.\n%s", file, firstDifference(got, string(content)))
			}
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			expected := "(the end)"
			if i < len(w) {
				expected = w[i]
			}
			return fmt.Sprintf("line %d\ngot:  %s\nwant: %s", i+1, g[i], expected)
		}
	}
	return "the script goes on after the last line that came out"
}

// runScript carries out a script. The text that comes out is the script with
// what happened under each command.
func runScript(t failer, content string) *script {
	t.Helper()
	s := &script{
		world: newWorld(t), rehearsal: true, rules: `"last before the close counts"`, secrecy: "secret", reveal: "live",
		phones: make(map[string]string), ballots: make(map[string]int),
	}
	for n, line := range strings.Split(strings.TrimSuffix(content, "\n"), "\n") {
		if strings.HasPrefix(line, strings.TrimRight(bar, " ")) {
			continue
		}
		fmt.Fprintln(&s.text, line)
		words := strings.Fields(strings.SplitN(line, "#", 2)[0])
		if len(words) == 0 {
			continue
		}
		said, err := s.line(words)
		if err != nil {
			t.Fatalf("line %d: %s: %v", n+1, line, err)
		}
		for _, out := range said {
			fmt.Fprintln(&s.text, strings.TrimRight(bar+out, " "))
		}
	}
	s.wantReplay()
	return s
}

// script is a world with names for its cards and an evening clock.
type script struct {
	*world
	text strings.Builder
	bare bool // figures are printed as they were when old logs were written

	// The session, gathered line by line until "begin".
	secrecy, rules, reveal string
	steps                  string // of a rulebook in steps, instead of sentences
	rehearsal              bool
	categories             []string
	weights                []string
	units                  []voting.Unit
	roster                 []voting.Representative
	form                   formScript // of a session with one form for all units

	revision uint64            // what the next act expects, 0 for nothing
	phones   map[string]string // the phone on which a card is in use, by card
	ballots  map[string]int    // ballots made so far, by card
}

// line carries out one command: optionally "on revision N" before it and "at N"
// (seconds since the evening began) after it.
func (s *script) line(words []string) ([]string, error) {
	if len(words) > 2 && words[len(words)-2] == "at" {
		second, err := strconv.Atoi(words[len(words)-1])
		if err != nil {
			return nil, err
		}
		s.now, words = eveningBegins+int64(second), words[:len(words)-2]
	}
	s.revision = 0
	if len(words) > 3 && words[0] == "on" && words[1] == "revision" {
		revision, err := strconv.ParseUint(words[2], 10, 64)
		if err != nil {
			return nil, err
		}
		s.revision, words = revision, words[3:]
	}
	if len(words) > 2 && words[1] == "marks" {
		return s.marks(words[0], words[2], words[3:])
	}
	if len(words) > 1 && words[1] == "fills" {
		return s.fills(words[0], words[2:])
	}
	verb, known := verbs()[words[0]]
	if !known {
		return nil, fmt.Errorf("no such command: %s", words[0])
	}
	if len(words)-1 < verb.words {
		return nil, fmt.Errorf("%s wants %d words after it", words[0], verb.words)
	}
	return verb.run(s, words[1:])
}

// stamp is who acts, when, and on which picture.
func (s *script) stamp() voting.Act {
	return voting.Act{By: "组织者", Role: voting.Organizer, At: s.now, Expect: s.revision}
}

// scrutineer is who confirms.
func (s *script) scrutineer() voting.Act {
	return voting.Act{By: "监票人", Role: voting.Scrutineer, At: s.now, Expect: s.revision}
}

// teller is who does what follows.
func (s *script) teller() voting.Act {
	return voting.Act{By: "teller", Role: voting.OfTeller, At: s.now, Expect: s.revision}
}

// say carries out a command and tells only what was refused.
func (s *script) say(c voting.Command) ([]string, error) {
	if _, err := s.do(c); err != nil {
		return []string{code(err)}, nil
	}
	return nil, nil
}

// marks casts a ballot for the item on stage: "A marks 满意 [as NAME] [from NAME]
// [run N] [item N] [by form]". Each is a new ballot unless it is named as an earlier one.
func (s *script) marks(card, grade string, rest []string) ([]string, error) {
	s.ballots[card]++
	ballot, phone, run, form := fmt.Sprint("ballot ", s.ballots[card]), s.phones[card], uint16(0), false
	item := s.state.Staged()
	if item == nil {
		return nil, fmt.Errorf("no item is on stage")
	}
	run = item.Run
	for ; len(rest) >= 2; rest = rest[2:] {
		switch rest[0] {
		case "as":
			ballot = rest[1]
		case "from":
			phone = rest[1]
		case "by":
			form = rest[1] == "form"
		case "run":
			n, err := strconv.Atoi(rest[1])
			if err != nil {
				return nil, err
			}
			run = uint16(n)
		case "item":
			n, err := strconv.Atoi(rest[1])
			if err != nil || s.state.Item(voting.ItemID(n)) == nil {
				return nil, fmt.Errorf("no item %s", rest[1])
			}
			item = s.state.Item(voting.ItemID(n))
			run = item.Run
		}
	}
	return s.cast(&voting.CastBallot{
		Item: item.ID, Run: run, Card: cardID(card), Device: deviceOf(phone), Tag: tagOf(item.ID, run, card),
		Salt: saltOf(card, ballot), Marks: s.grade(grade), At: s.now, Unnumbered: form,
	})
}

// grade is the mark of that label; anything else is written as it is, so that a
// script can send what no form offers.
func (s *script) grade(label string) voting.Marks {
	if label == "nothing" {
		return voting.Marks([]byte{voting.Absent})
	}
	for i, grade := range s.state.Session.Rulebook.Grades {
		if grade.Label == label {
			return voting.Marks([]byte{byte(i)})
		}
	}
	return voting.Marks(label)
}
