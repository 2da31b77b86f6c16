package count_test

import (
	"encoding/json"
	"fmt"
	"testing"
)

// TestText: a rulebook laid out for people is the same rulebook, and one of
// version 1 comes out as version 2.
func TestText(t *testing.T) {
	for _, name := range []string{"pledges", "double", "best-worst"} {
		book := parse(t, read(t, scenario(name), "rulebook.json"))
		again := parse(t, book.Text())
		same(t, name, again.Hash(), book.TranslationHash())
		var document struct{ Rulebook int }
		if err := json.Unmarshal(book.Text(), &document); err != nil || document.Rulebook != 2 {
			t.Errorf("%s: version %d, %v", name, document.Rulebook, err)
		}
	}
}

// TestOneTranslation: what the author left unsaid of version 1 stands in its canonical
// form, which goes into bundles. Both are translated to the same.
func TestOneTranslation(t *testing.T) {
	for _, name := range []string{"pledges", "double", "best-worst"} {
		book := parse(t, read(t, scenario(name), "rulebook.json"))
		kept := parse(t, book.Canonical())
		same(t, name, kept.Hash(), book.Hash())
		same(t, name+" translated", kept.TranslationHash(), book.TranslationHash())
	}
}

// TestForm: what a reader of ballots asks of the rulebooks of three events.
func TestForm(t *testing.T) {
	for _, c := range []struct {
		scenario, sheet string
		own, alone      bool
		marks           string
	}{
		{"pledges", "one unit", true, true, "[unit criterion category grade] true"},
		{"double", "all units", false, true, "[unit criterion category grade] true"},
		{"best-worst", "all units", false, false, "[] false"},
	} {
		book := parse(t, read(t, scenario(c.scenario), "rulebook.json"))
		same(t, c.scenario, book.Sheet(), c.sheet)
		if book.OwnCriteria() != c.own || book.RowsAlone() != c.alone {
			t.Errorf("%s: own criteria %v, rows alone %v", c.scenario, book.OwnCriteria(), book.RowsAlone())
		}
		axes, there := book.Axes("marks")
		same(t, c.scenario, fmt.Sprint(axes, there), c.marks)
	}
	book := parse(t, read(t, scenario("best-worst"), "rulebook.json"))
	same(t, "inputs", fmt.Sprint(book.Inputs()), "[ticks issued checked in membership collected valid 网络得票]")
}
