package programme_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"

	"pingyi/tests/scenarios"
	"pingyi/voting/count"
	"pingyi/voting/programme"
)

// each runs a test for a programme in every language.
func each(t *testing.T, name string, do func(t *testing.T, p programme.Programme)) {
	t.Helper()
	for _, lang := range programme.Languages() {
		t.Run(lang, func(t *testing.T) {
			p, found := programme.Find(name, lang)
			if !found {
				t.Fatalf("there is no programme %s", name)
			}
			do(t, p)
		})
	}
}

func scenario(name string) fs.FS { return os.DirFS("../count/testdata/scenarios/" + name) }

// settled gives a programme the parameters of a scenario: its grades, criteria and
// categories with their points, seats and weights.
func settled(t testing.TB, p programme.Programme, from fs.FS) *count.Rulebook {
	t.Helper()
	var old struct {
		Title      string
		Grades     []struct{ Label, Points json.RawMessage }
		Criteria   json.RawMessage
		Categories []struct{ Label, Seats, Weight json.RawMessage }
	}
	if err := json.Unmarshal(scenarios.Read(t, from, "rulebook.json"), &old); err != nil {
		t.Fatal(err)
	}
	word := func(text json.RawMessage) string { return strings.Trim(strings.TrimPrefix(string(text), "null"), `"`) }
	s := p.Default()
	s.Title = old.Title
	for i, g := range old.Grades {
		s.Grades[i].Label, s.Grades[i].Points = word(g.Label), word(g.Points)
	}
	if old.Criteria != nil && old.Criteria[0] == '[' {
		s.Criteria = nil
		var criteria []struct{ Label, Weight json.RawMessage }
		if err := json.Unmarshal(old.Criteria, &criteria); err != nil {
			t.Fatal(err)
		}
		for _, c := range criteria {
			s.Criteria = append(s.Criteria, programme.Criterion{Label: word(c.Label), Weight: word(c.Weight)})
		}
	}
	if old.Categories != nil {
		s.Categories = nil
	}
	for _, c := range old.Categories {
		s.Categories = append(s.Categories, programme.Category{Label: word(c.Label), Seats: word(c.Seats), Weight: word(c.Weight)})
	}
	return written(t, p, p.Rulebook, s)
}

// written is the rulebook with settings that are right.
func written(t testing.TB, p programme.Programme, rulebook []byte, s programme.Settings) *count.Rulebook {
	t.Helper()
	text, faults := p.Write(rulebook, s)
	if faults != nil {
		t.Fatalf("faults %v in %+v", faults, s)
	}
	return parse(t, text)
}

func parse(t testing.TB, text []byte) *count.Rulebook {
	t.Helper()
	book, err := count.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func input(t testing.TB, book *count.Rulebook, units []count.Unit) *count.Input {
	t.Helper()
	in, err := book.NewInput(units)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func result(t testing.TB, book *count.Rulebook, in *count.Input) *count.Result {
	t.Helper()
	res, err := book.Run(in)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func same(t testing.TB, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %q, want %q", what, got, want)
	}
}
