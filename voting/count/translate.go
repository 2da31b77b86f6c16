package count

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A rulebook of version 1 says its steps in English sentences. It is translated
// sentence by sentence into version 2, so that there is one engine. A sentence
// that is not known is a problem that quotes it; nothing is guessed.

// versionOne tells the two apart: version 1 had neither a number nor steps.
func versionOne(root *node) bool {
	return root.kind == '{' && !root.has("rulebook") && !root.has("steps") && (root.has("pipeline") || root.has("score"))
}

// translation builds the document of version 2. What is taken over keeps its
// path, so that later problems point into the text that the author knows.
type translation struct {
	scope
	old      *node
	ballot   *node
	imported []*node
	steps    []*node
	result   *node
}

func (s *scope) translate(old *node) *node {
	t := &translation{scope: *s, old: old, ballot: object(), result: object()}
	if old.has("pipeline") {
		t.graded()
	} else {
		t.chosen()
	}
	s.failed = s.failed || t.failed
	doc := object("rulebook", number(2), "title", t.title())
	for _, key := range conductKeys() {
		if said := old.get(key); said != nil {
			doc.set(key, said)
		}
	}
	t.unsaid(doc)
	doc.set("ballot", t.ballot)
	if categories := old.get("categories"); categories != nil {
		doc.set("categories", withoutNoSeats(categories))
	}
	if t.imported != nil {
		doc.set("imported", list(t.imported...))
	}
	doc.set("steps", list(t.steps...))
	doc.set("result", t.result)
	return doc
}

// unsaid writes down what a session does where the text says nothing, as the canonical
// form of version 1 does: both spellings have one translation.
func (t *translation) unsaid(doc *node) {
	said := func(key string) string {
		if n := t.old.get(key); n != nil {
			return n.text
		}
		return ""
	}
	reveal, oneVote := saidOne(said("mode"), said("reveal"), said("one_vote"))
	if !doc.has("reveal") {
		doc.set("reveal", text(reveal))
	}
	if !doc.has("one_vote") {
		doc.set("one_vote", text(oneVote))
	}
}

// withoutNoSeats leaves out seats of 0, which that form has where none were said.
func withoutNoSeats(categories *node) *node {
	for _, category := range categories.kids {
		at := slices.Index(category.keys, "seats")
		if at >= 0 && category.get("seats").kind == 'n' && shortest(category.get("seats").text) == "0" {
			category.keys = slices.Delete(category.keys, at, at+1)
			category.kids = slices.Delete(category.kids, at, at+1)
		}
	}
	return categories
}

// taken is a part of the old rulebook that stays as it is.
func (t *translation) taken(key string) *node {
	if n := t.old.get(key); n != nil {
		return n
	}
	return &node{path: key} // that it is missing was told
}

// title may have been empty in version 1, where the session has its own.
func (t *translation) title() *node {
	if n := t.taken("title"); n.kind != 's' || n.text != "" {
		return n
	}
	return text("—")
}

// sheet follows from the mode: on a stage there is a ballot for each unit.
func (t *translation) sheet() *node {
	if t.oneOf(t.taken("mode"), conductWords("mode")...) == "stage" {
		return text(oneUnit)
	}
	return text(allUnits)
}

// graded translates "pipeline" and "rank".
func (t *translation) graded() {
	optional := []string{"secrecy", "one_vote", "reveal", "places", "recusal"}
	if !t.fields(t.old, []string{"title", "mode", "grades", "criteria", "categories", "pipeline", "rank"}, optional) {
		return
	}
	t.ballot.set("sheet", t.sheet())
	t.ballot.set("grades", t.grades())
	marks := t.criteria()
	for _, n := range t.list(t.taken("pipeline"), 1) {
		marks = t.sentence(n, marks)
	}
	if !t.failed {
		t.finishScore()
	}
	t.rank(t.taken("rank"))
}

// grades says in so many words what version 1 left to a rule: a grade without
// points is out of the base.
func (t *translation) grades() *node {
	var grades []*node
	for _, old := range t.list(t.taken("grades"), 1) {
		if old.kind != '{' {
			grades = append(grades, old)
			continue
		}
		if kid := old.get("headline"); kid != nil {
			t.wrong(kid.path, "Leave it out, or write the rulebook as version 2", "%q is not known here", "headline")
		}
		g := &node{path: old.path, kind: '{'}
		for i, key := range old.keys {
			if old.kids[i].kind != '0' {
				g.set(key, old.kids[i])
			}
		}
		if !g.has("points") && !g.has("in_base") {
			g.set("in_base", &node{path: old.below("in_base"), kind: 'b', text: "false"})
		}
		grades = append(grades, g)
	}
	return &node{path: "grades", kind: '[', kids: grades}
}

// criteria takes the criteria over and returns the table that the first sentence
// works on: with a single criterion and no sentence about it, that one alone.
func (t *translation) criteria() string {
	n := t.taken("criteria")
	if n.kind == 's' {
		if n.text != "each pledge of the unit, equal weights" {
			t.unknown(n, "each pledge of the unit, equal weights")
		}
		t.ballot.set("criteria", &node{path: n.path, kind: 's', text: "of the unit"})
		return tableMarks
	}
	t.ballot.set("criteria", n)
	about := func(kid *node) bool { return strings.Contains(kid.text, "over dimensions") }
	if len(n.kids) == 1 && !slices.ContainsFunc(t.taken("pipeline").kids, about) {
		if label := n.kids[0].get("label"); label != nil {
			t.step("本项评价", "do", text("pick"), "of", text(tableMarks), "axis", text(axisCriterion), "labels", list(label))
			return "本项评价"
		}
	}
	return tableMarks
}

// The sentences of version 1. What varies is in brackets.
var (
	saidRound     = regexp.MustCompile(`^round (?:once, )?(half up|half even|truncated), ([0-9]) places(?:, per (?:dimension|pledge))?$`)
	saidRank      = regexp.MustCompile(`^(?:on the rounded score, )?(inside each class and overall|inside each class|overall), 1 2 2 ([34])$`)
	saidMeeting   = regexp.MustCompile(`^meeting share = best ticks / valid ballots x 100, round (half up|half even|truncated) ([0-9]) places$`)
	saidOnline    = regexp.MustCompile(`^online share = votes / votes of the top candidate x 100, round (half up|half even|truncated) ([0-9]) places$`)
	saidTogether  = regexp.MustCompile(`^([0-9]{1,3}) % meeting \+ ([0-9]{1,3}) % online, round (half up|half even|truncated) ([0-9]) places$`)
	saidTenBest   = regexp.MustCompile(`^the ([a-z]+|[0-9]+) highest scores, all tied at the cut go in$`)
	saidTenWorst  = regexp.MustCompile(`^the ([a-z]+|[0-9]+) with most worst ticks, all tied at the cut go in(, and never a unit that is on the ten-best list)?$`)
	saidInsideOne = "mean over votes with an opinion inside each category"
)

// sentence translates one sentence of a pipeline. It works on the table so far
// and returns the one that it writes.
func (t *translation) sentence(n *node, of string) string {
	renormalise := text(leaveOut)
	switch n.text {
	case saidInsideOne:
		return t.step("类内平均", "do", text("mean"), "of", text(of))
	case "weighted mean over categories with such a vote",
		"weighted mean over categories, weights renormalised over the categories that have such a vote":
		return t.step("类别加权", "do", text("weighted mean"), "of", text(of), "over", text(axisCategory), "missing", renormalise)
	case "weighted mean over dimensions":
		return t.step("指标加权", "do", text("weighted mean"), "of", text(of), "over", text(axisCriterion), "missing", renormalise)
	case "mean over the unit's pledges":
		return t.step("承诺平均", "do", text("mean"), "of", text(of), "over", text(axisCriterion), "missing", renormalise)
	}
	if said := saidRound.FindStringSubmatch(n.text); said != nil && len(t.steps) > 0 {
		last := t.steps[len(t.steps)-1]
		if last.has("round") {
			t.fail(n.path, "Leave one out", "this rounds what was rounded by the sentence before")
			return of
		}
		last.set("round", roundAs(said[1], said[2]))
		return of
	}
	t.unknown(n, saidInsideOne, "weighted mean over categories with such a vote", "weighted mean over dimensions",
		"mean over the unit's pledges", "round half up, 2 places")
	t.lost = true // what the next sentence rounds
	return of
}

// finishScore names the last step 得分 and compares it with "places".
func (t *translation) finishScore() {
	last := t.steps[len(t.steps)-1]
	if places := t.old.get("places"); places != nil {
		if round := last.get("round"); round == nil || round.get("places").text != places.text {
			t.fail(places.path, "Let it agree with the last sentence of the pipeline", "%s does not agree with the pipeline", places.text)
		}
	}
	t.eachCriterion()
	last.get("name").text = "得分"
	t.result.set("score", text("得分"))
}

// eachCriterion names the score of each criterion: what the last sentence makes one
// score of. With criteria that all units share that takes several, and the
// categories together before them.
func (t *translation) eachCriterion() {
	each, criteria := len(t.steps)-2, t.old.get("criteria")
	if each < 0 {
		return
	}
	overOf := func(step int) string {
		if over := t.steps[step].get("over"); over != nil {
			return over.text
		}
		return ""
	}
	if criteria.kind == 's' || len(criteria.kids) > 1 && overOf(each) == axisCategory && overOf(each+1) == axisCriterion {
		t.result.set("criterion score", t.steps[each].get("name"))
	}
}

func (t *translation) rank(n *node) {
	said := saidRank.FindStringSubmatch(n.text)
	if said == nil {
		t.unknown(n, "inside each class, 1 2 2 4", "overall, 1 2 2 4", "on the rounded score, inside each class and overall, 1 2 2 4")
		return
	}
	style := text("122" + said[2])
	if strings.Contains(said[1], "class") {
		t.step("类内名次", "do", text("rank"), "of", text("得分"), "inside", text(axisClass), "style", style, "first", text("high"))
		t.result.set("rank in class", text("类内名次"))
	}
	if strings.Contains(said[1], "overall") {
		t.step("总名次", "do", text("rank"), "of", text("得分"), "inside", text("all"), "style", style, "first", text("high"))
		t.result.set("rank", text("总名次"))
	}
}

// unknown quotes a sentence and offers the nearest one that is known.
func (t *translation) unknown(n *node, known ...string) {
	t.wrong(n.place(), instead(n.text, known), "the sentence %q is not known", n.text)
}

// wholeWord reads "ten" or "10".
func wholeWord(word string) (int, bool) {
	words := []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
		"eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"}
	if i := slices.Index(words, word); i >= 0 {
		return i + 1, true
	}
	n, err := strconv.Atoi(word)
	return n, err == nil && n > 0
}
