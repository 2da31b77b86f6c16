package desk

import (
	"strings"
	"testing"

	"pingyi/static"
	"pingyi/voting"
	"pingyi/voting/programme"
)

// TestEverySentenceOfTheFormIsThere looks at the keys that the program builds.
func TestEverySentenceOfTheFormIsThere(t *testing.T) {
	site, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, code := range append(programme.Codes(), faultBoth, faultTime, faultHours, faultSeconds, "file-missing") {
		keys = append(keys, "fault."+code)
	}
	for _, list := range []string{"grades", "criteria", "lists", "categories"} {
		keys = append(keys, list, list+".hint")
	}
	for key, n := range map[string]int{"secrecy": len(programme.Secrecies()), "reveal": len(programme.Reveals()), "one_vote": len(programme.OneVotes())} {
		keys = append(keys, key)
		for i := range n {
			keys = append(keys, key+"."+string(rune('0'+i)))
		}
	}
	keys = append(keys, "opens", "closes", "seconds", "title", "text", "label", "points", "base", "base.in", "base.out", "headline", "weight", "seats", "at_least", "at_most",
		"row", "ballot", "conduct", "validity", "values", "recusal", "sheet.one", "sheet.all", "colon", "error", "invalid",
		"numbers", "says.numbers", "says.points", "says.out", "says.in", "says.list", "says.own", "says.seats", "says.no-recusal")
	for _, lang := range static.Languages() {
		words := site.Words(lang)
		said := make(map[string]bool)
		for _, key := range keys {
			said["desk.rules."+key] = true
			if words["desk.rules."+key] == "" {
				t.Errorf("%s: no sentence for rules.%s", lang, key)
			}
		}
		page, _, _ := site.File("desk/programme.html")
		for key := range words {
			if name, ours := strings.CutPrefix(key, "desk."); ours && strings.HasPrefix(name, "rules") && !said[key] && !strings.Contains(string(page), `"`+name+`"`) {
				t.Errorf("%s: nobody says %s", lang, key)
			}
		}
	}
}

// TestTheFormBoundsWhatASessionBounds compares the two lists of limits by trying.
func TestTheFormBoundsWhatASessionBounds(t *testing.T) {
	p, _ := programme.Find("windows", "en")
	for _, n := range []int{voting.MaxCategories, voting.MaxCategories + 1} {
		s := p.Default()
		s.Categories = nil
		for i := range n {
			s.Categories = append(s.Categories, programme.Category{Label: strings.Repeat("x", i+1), Weight: "1"})
		}
		text, faults := p.Write(p.Rulebook, s)
		if (len(faults) == 0) != (n <= voting.MaxCategories) {
			t.Errorf("%d categories: %v", n, faults)
		}
		if _, err := voting.ParseRulebook(text); text != nil && err != nil {
			t.Errorf("%d categories: %v", n, err)
		}
	}
	for _, n := range []int{voting.MaxGrades, voting.MaxGrades + 1} {
		s := p.Default()
		for len(s.Grades) < n {
			s.Grades = append(s.Grades, programme.Grade{Label: strings.Repeat("y", len(s.Grades)), Points: "1"})
		}
		if _, faults := p.Write(p.Rulebook, s); (len(faults) == 0) != (n <= voting.MaxGrades) {
			t.Errorf("%d grades: %v", n, faults)
		}
	}
	s := p.Default()
	s.Title = strings.Repeat("t", voting.MaxText)
	if _, faults := p.Write(p.Rulebook, s); faults != nil {
		t.Errorf("a title of %d bytes: %v", voting.MaxText, faults)
	}
	if maxTyped <= voting.MaxCriteria {
		t.Errorf("a form of %d rows cannot say that %d are too many", maxTyped, voting.MaxCriteria+1)
	}
}
