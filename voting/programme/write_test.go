package programme_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
	"pingyi/voting/programme"
)

func find(t *testing.T, name string) programme.Programme {
	t.Helper()
	p, found := programme.Find(name, "en")
	if !found {
		t.Fatalf("there is no programme %s", name)
	}
	return p
}

func TestSettingsComeBackAsTheyWereWritten(t *testing.T) {
	p := find(t, "monitoring")
	s := p.Default()
	s.Title, s.Secrecy, s.Reveal, s.OneVote, s.Recusal = "Third quarter", count.OpenBallot, count.RevealClosed, count.FirstVoteHolds, false
	s.Grades = append(s.Grades[:2], programme.Grade{Label: "No answer", InBase: true}, programme.Grade{Label: "Bad", Points: "0", InBase: true})
	s.Criteria = []programme.Criterion{{"One", "2.5"}, {"Two", "1"}, {"Three", "1"}, {"Four", "0"}}
	s.Categories = []programme.Category{{"Firms", "12", "70"}, {"Others", "", "30"}}
	s.Values[2].Text = "80"
	text, faults := p.Write(p.Rulebook, s)
	if faults != nil {
		t.Fatal(faults)
	}
	back, err := p.Read(text)
	if err != nil || fmt.Sprintf("%+v", back) != fmt.Sprintf("%+v", s) {
		t.Errorf("wrote\n%+v, read\n%+v %v", s, back, err)
	}
	book := parse(t, text)
	if !slices.Equal(book.Labels("category"), []string{"Firms", "Others"}) || book.Conduct("recusal") != "" || book.Conduct("note") == "" {
		t.Errorf("the rulebook is\n%s", text)
	}
}

func TestRowsThatSayNothingAreLeftOutAndTakeNothingWithThem(t *testing.T) {
	p := find(t, "monitoring")
	s := p.Default()
	s.Grades[0] = programme.Grade{Label: "  "} // the first headline is struck out
	s.Categories = append(s.Categories, programme.Category{}, programme.Category{Weight: " 5 ", Label: " More ", Seats: "１０"})
	back, err := p.Read(mustWrite(t, p, s))
	if err != nil {
		t.Fatal(err)
	}
	if len(back.Grades) != 4 || !back.Grades[0].Headline || back.Grades[1].Headline || back.Grades[3].InBase {
		t.Errorf("grades are %+v", back.Grades)
	}
	if last := back.Categories[len(back.Categories)-1]; len(back.Categories) != 5 || last != (programme.Category{Label: "More", Seats: "10", Weight: "5"}) {
		t.Errorf("categories are %+v", back.Categories)
	}
}

func mustWrite(t *testing.T, p programme.Programme, s programme.Settings) []byte {
	t.Helper()
	text, faults := p.Write(p.Rulebook, s)
	if faults != nil {
		t.Fatal(faults)
	}
	return text
}

func TestFiguresAreReadAsPeopleTypeThem(t *testing.T) {
	p := find(t, "windows")
	for typed, want := range map[string]string{"４０": "40", " 15 % ": "15", "15％": "15", "007": "7", "0.50": "0.5", "00": "", "1e3": "", "-1": "", "1,5": "", "½": ""} {
		s := p.Default()
		s.Categories[0].Weight = typed
		text, faults := p.Write(p.Rulebook, s)
		switch {
		case want == "" && fmt.Sprint(faults) != "[{categories.0.weight not-a-number}]":
			t.Errorf("%q: faults %v", typed, faults)
		case want != "":
			if back, err := p.Read(text); err != nil || back.Categories[0].Weight != want {
				t.Errorf("%q became %q (%v, %v)", typed, back.Categories[0].Weight, faults, err)
			}
		}
	}
}

// TestEveryFaultIsFoundInItsField changes one thing at a time.
func TestEveryFaultIsFoundInItsField(t *testing.T) {
	long := strings.Repeat("x", 401)
	type change struct {
		programme string
		do        func(*programme.Settings)
		want      string
	}
	changes := []change{
		{"windows", func(s *programme.Settings) { s.Title = " " }, "title missing"},
		{"windows", func(s *programme.Settings) { s.Title = long }, "title too-long"},
		{"windows", func(s *programme.Settings) { s.Secrecy = "" }, "secrecy word"},
		{"windows", func(s *programme.Settings) { s.Reveal = "later" }, "reveal word"},
		{"windows", func(s *programme.Settings) { s.OneVote = "all count" }, "one_vote word"},
		{"windows", func(s *programme.Settings) { s.Grades[1].Label = s.Grades[0].Label }, "grades.1.label twice"},
		{"windows", func(s *programme.Settings) { s.Grades[1].Label = "" }, "grades.1.label missing"},
		{"windows", func(s *programme.Settings) { s.Grades[1].Points = "many" }, "grades.1.points not-a-number"},
		{"windows", func(s *programme.Settings) { s.Grades = s.Grades[:1] }, "grades too-few"},
		{"windows", func(s *programme.Settings) {
			for i := range 17 {
				s.Grades = append(s.Grades, programme.Grade{Label: fmt.Sprint(i), Points: "1"})
			}
		}, "grades too-many"},
		{"windows", func(s *programme.Settings) {
			for i := range s.Grades {
				s.Grades[i].Points = ""
			}
		}, "grades no-points"},
		{"double", func(s *programme.Settings) { s.Criteria[2].Weight = "" }, "criteria.2.weight missing"},
		{"double", func(s *programme.Settings) { s.Criteria[2].Label = long }, "criteria.2.label too-long"},
		{"double", func(s *programme.Settings) {
			for i := range s.Criteria {
				s.Criteria[i].Weight = "0"
			}
		}, "criteria no-weight"},
		{"windows", func(s *programme.Settings) { s.Categories = nil }, "categories too-few"},
		{"windows", func(s *programme.Settings) { s.Categories[5].Seats = "1.5" }, "categories.5.seats not-whole"},
		{"windows", func(s *programme.Settings) { s.Categories[5].Weight = "" }, "categories.5.weight missing"},
		{"best-worst", func(s *programme.Settings) { s.Lists[1].AtMost = "" }, "lists.1.at_most missing"},
		{"best-worst", func(s *programme.Settings) { s.Lists[1].AtMost = "0" }, "lists.1.at_most zero"},
		{"best-worst", func(s *programme.Settings) { s.Lists[0].AtLeast = "11" }, "lists.0.at_most at-most"},
		{"best-worst", func(s *programme.Settings) { s.Lists[0].AtLeast = "some" }, "lists.0.at_least not-whole"},
		{"best-worst", func(s *programme.Settings) { s.Values[0].Text = "ten" }, "values.0 not-whole"},
		{"best-worst", func(s *programme.Settings) { s.Values[2].Text = "" }, "values.2 missing"},
		{"best-worst", func(s *programme.Settings) { s.Values[4].Text = "guess" }, "values.4 word"},
		{"best-worst", func(s *programme.Settings) { s.Values[5].Text = "10" }, "values.5 places"},
	}
	codes := map[string]bool{programme.FaultText: true}
	for _, c := range changes {
		p := find(t, c.programme)
		s := p.Default()
		c.do(&s)
		text, faults := p.Write(p.Rulebook, s)
		var said []string
		for _, fault := range faults {
			said = append(said, fault.Field+" "+fault.Code)
			codes[fault.Code] = true
		}
		if got := strings.Join(said, "; "); got != c.want || text != nil {
			t.Errorf("want %q, got %q and %d bytes", c.want, got, len(text))
		}
	}
	if _, faults := find(t, "windows").Write([]byte(`{"rulebook": `), programme.Settings{}); len(faults) != 1 || faults[0].Code != programme.FaultText {
		t.Errorf("a broken text gives %v", faults)
	}
	for _, code := range append(programme.Codes(), programme.FaultNumber) {
		if !codes[code] {
			t.Errorf("nothing here gives %s", code)
		}
	}
}

func TestWhatWasChangedByHandIsKept(t *testing.T) {
	p := find(t, "windows")
	text := strings.Replace(string(p.Rulebook), `"steps": [`, `"steps": [
  {"name": "trimmed", "do": "trim", "of": "marks", "high": 1, "low": 1, "least": 6, "below_least": "leave all"},`, 1)
	text = strings.Replace(text, `"of": "marks", "note"`, `"of": "trimmed", "note"`, 1)
	s, err := p.Read([]byte(text))
	if err != nil || len(s.Values) != 0 {
		t.Fatalf("settings %+v, %v: the place of the parameter has moved", s.Values, err)
	}
	s.Categories = s.Categories[:2]
	book := written(t, p, []byte(text), s)
	if steps := book.Steps(); steps[0] != "trimmed" || len(book.Labels("category")) != 2 {
		t.Errorf("steps %v, categories %v", steps, book.Labels("category"))
	}
}

func FuzzSettingsOfAnyText(f *testing.F) {
	for _, p := range programme.All("zh-CN") {
		f.Add(p.Rulebook)
	}
	f.Add([]byte(`{"ballot": [], "categories": {"label": 1}, "steps": [[{}]]}`))
	programmes := programme.All("en")
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, p := range programmes {
			s, err := p.Read(text)
			if err != nil {
				continue
			}
			back, faults := p.Write(text, s)
			if faults != nil || back == nil {
				continue
			}
			if again, err := p.Read(back); err != nil || fmt.Sprint(again) != fmt.Sprint(s.Trimmed()) {
				t.Errorf("settings\n%+v became\n%+v, %v", s.Trimmed(), again, err)
			}
		}
	})
}

// What takes no number on a ballot of numbers is no grade that the form asks for: it stays as
// it was written.
func TestWhatTakesNoNumberStaysAsItWasWritten(t *testing.T) {
	const option = `"numbers": {"from": 0, "to": 10, "step": 1}, "grades": [{"label": "不了解", "in_base": false}]`
	p := programme.Programme{Rulebook: []byte(`{"rulebook": 2, "title": "评议", "secrecy": "secret", "ballot": {"sheet": "one unit", ` + option + `},
		"categories": [{"label": "评委"}, {"label": "观众"}], "steps": [{"name": "得分", "do": "mean", "of": "marks"}, {"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}], "result": {"score": "得分", "rank": "名次"}}`)}
	s, err := p.Read(p.Rulebook)
	if err != nil || s.Grades != nil {
		t.Fatalf("the form asks for %+v (%v)", s.Grades, err)
	}
	s.Title = "评委打分"
	if book := parse(t, mustWrite(t, p, s)); fmt.Sprint(book.Title(), book.Options()) != "评委打分[不了解]" {
		t.Errorf("the rulebook is\n%s", book.Text())
	}
}
