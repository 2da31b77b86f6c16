package voting

import (
	"fmt"
	"slices"
	"strings"

	"pingyi/voting/count"
)

// allUnits is the sheet of a ballot that is about all units at once.
const allUnits = "all units"

// selfPaced reports whether everybody fills the form in when they like.
func selfPaced(book *count.Rulebook) bool {
	return strings.HasPrefix(book.Conduct("mode"), count.ModeSelfPaced)
}

// fitness collects why a session cannot be held by rules that can be counted by.
type fitness struct {
	book     *count.Rulebook
	old      bool // the text is of version 1
	problems count.Problems
}

// want notes a problem under its path in the text, unless something holds.
func (f *fitness) want(holds bool, path, oldPath, reason, mend string) {
	if holds {
		return
	}
	if f.old {
		path = oldPath
	}
	f.problems = append(f.problems, count.Problem{Path: path, Reason: reason, Mend: mend})
}

// unfit lists why a session cannot be held by these rules.
func unfit(book *count.Rulebook, old bool) count.Problems {
	f := &fitness{book: book, old: old}
	f.conduct()
	f.ballot()
	f.result()
	return f.problems
}

func (f *fitness) conduct() {
	f.want(!selfPaced(f.book) || f.book.Sheet() == allUnits, "mode", "mode",
		"a self-paced form is about all units, and this ballot is about one", `Write "sheet": "all units" in the ballot, or "mode": "stage"`)
	f.want(f.book.Conduct("secrecy") != "", "secrecy", "secrecy", "nothing says whether ballots are secret", `Write "secret" or "open"`)
	n := len(f.book.Labels("category"))
	f.want(n <= MaxCategories, "categories", "categories", "there are too many categories for a session", fmt.Sprintf("Name 1 to %d", MaxCategories))
}

func (f *fitness) ballot() {
	grades, lists, numbers := f.book.Labels("grade"), f.book.Labels("list"), f.book.Labels("number")
	f.want(numbers == nil || grades == nil, "ballot.numbers", "ballot", "a session takes one mark in a row, a grade or a number",
		`Give the ballot "grades" or "numbers"; what was written down elsewhere is counted by "pingyi count"`)
	f.want(len(numbers) <= MaxGrades, "ballot.numbers", "ballot", "there are too many numbers for a session",
		fmt.Sprintf(`Choose a larger step or a shorter span: at most %d numbers; what was written down elsewhere is counted by "pingyi count"`, MaxGrades-len(f.book.Options())))
	f.want(numbers == nil || !f.book.Patterns(), "ballot.patterns", "ballot", "a session voids no ballot for the numbers on it", "Leave it out")
	f.want(grades != nil || lists != nil || numbers != nil, "ballot", "ballot", "nothing can be marked on this ballot", `Add "grades", "numbers" or "choose"`)
	f.want(grades == nil && numbers == nil || lists == nil, "ballot.choose", "ballot", "a ballot asks for grades or for a choice of units, not for both", "Leave one of them out")
	f.want(lists == nil || f.book.Sheet() == allUnits, "ballot.sheet", "mode", "units are chosen among all, and this ballot is about one", `Write "sheet": "all units", or in version 1 "mode": "self-paced"`)
	f.want(importable(f.book), "imported", "imported", "a session is one, and a pledge belongs to one unit", `Leave the axis "session" out, and name "unit" beside "criterion"`)
	f.want(len(grades) <= MaxGrades, "ballot.grades", "grades", "there are too many grades for a session", fmt.Sprintf("Keep to %d", MaxGrades))
	f.want(len(f.book.Labels("criterion")) <= MaxCriteria, "ballot.criteria", "criteria", "there are too many criteria for a session", fmt.Sprintf("Keep to %d", MaxCriteria))
}

// result wants whole places for a board: among all, inside the classes, or both.
func (f *fitness) result() {
	score, _ := f.book.ResultAxes("score")
	f.want(slices.Equal(score, []string{"unit"}), "result.score", "pipeline", "a session needs one score for each unit", `Let "score" name a table by unit alone`)
	_, overall := f.book.ResultAxes("rank")
	_, inClass := f.book.ResultAxes("rank in class")
	f.want(overall || inClass, "result.rank", "rank", "a board needs places", `Let "rank" or "rank in class" name a rank`)
	f.want(!overall || placesUnits(f.book, "rank"), "result.rank", "rank", "a board needs one whole place for each unit", `Let "rank" name a rank of style "1224" or "1223" inside all units`)
	f.want(!inClass || placesUnits(f.book, "rank in class"), "result.rank in class", "rank", "a board shows whole places", `Let it name a rank of style "1224" or "1223"`)
}

// Unshown lists the results that a session works out and nobody would see: its pages, papers and
// files have a row for each unit. No new session is held by such a rulebook; those that were are
// read as ever.
func (rb Rulebook) Unshown() RulebookProblems {
	f := &fitness{book: rb.book, old: rb.book.Old()}
	for _, name := range rb.book.Results() {
		axes := rb.ResultAxes(name)
		each := slices.Equal(axes, []string{"unit", "criterion"}) && (name == "criterion score" || rb.SaysWords(name))
		f.want(each || slices.Equal(axes, []string{"unit"}), "result."+name, "pipeline",
			"a session shows figures of units, and this table is not by unit alone", `Take it out of "result", or count with "pingyi count", which prints every table`)
	}
	return f.problems
}

// Classes tells where lists that are made of one class after the other do not go with the classes of
// these units. No new session is held then.
func (rb Rulebook) Classes(units []Unit) RulebookProblems {
	var classes []string
	for _, unit := range units {
		if !slices.Contains(classes, string(unit.Class)) {
			classes = append(classes, string(unit.Class))
		}
	}
	return rb.book.Classes(classes)
}

// importable reports whether every imported table has places that a session knows.
func importable(book *count.Rulebook) bool {
	return !slices.ContainsFunc(book.Imported(), func(table string) bool {
		axes, _ := book.Axes(table)
		pledges := book.OwnCriteria() && slices.Contains(axes, "criterion") && !slices.Contains(axes, "unit")
		return pledges || slices.Contains(axes, "session")
	})
}

// placesUnits reports whether a result gives each unit a whole place.
func placesUnits(book *count.Rulebook, name string) bool {
	axes, _ := book.ResultAxes(name)
	style := book.RankStyle(name)
	return slices.Equal(axes, []string{"unit"}) && style != "" && style != "average"
}
