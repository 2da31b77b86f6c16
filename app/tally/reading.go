package tally

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"pingyi/voting"
	"pingyi/voting/count"
)

// Reading is a rulebook on one page: what may be marked, who counts how much,
// and every step in order.
func Reading(book *count.Rulebook, lang string) string {
	doc := document(book)
	r := readerOf(book, doc, lang)
	r.line("%s", doc.Title)
	unfit := unfitFor(book)
	r.line("%s%ssha256 %s", r.say(map[bool]string{true: "sound", false: "countable"}[unfit == nil]), r.say("comma"), book.Hash())
	if translated := book.TranslationHash(); translated != "" {
		r.line("%s sha256 %s", r.say("translation"), translated)
	}
	for i, problem := range unfit {
		if i == 0 {
			r.head(r.say("unfit"), "")
		}
		r.line("  %s", problemText(problem, lang))
	}
	r.line("")
	r.ballot(book, doc)
	if len(doc.Categories) > 0 {
		r.head(r.say("categories"), r.labels(doc.Categories))
	}
	if doc.OneVote != "" {
		r.head(r.say("one_vote"), r.say(doc.OneVote))
	}
	for _, one := range doc.Imported {
		text := fmt.Sprintf("%s %s", r.called(fmt.Sprint(one["name"])), r.value("axes", one["axes"]))
		if one["optional"] == true {
			text += r.aside(r.say("optional"))
		}
		r.head(r.say("imported"), text)
	}
	r.head(r.say("steps"), "")
	for i, step := range doc.Steps {
		axes, _ := book.Axes(step["name"].(string))
		text := r.step(step)
		if note := step["note"]; note != nil {
			text += r.aside(fmt.Sprint(note))
		}
		r.line("  %d. %s = %s", i+1, r.called(fmt.Sprint(step["name"])), text)
		if len(axes) > 0 {
			r.line("     → %s", r.value("axes", anyOf(axes)))
		}
		if bands, _ := step["bands"].([]any); len(bands) > 0 && objects(bands)[len(bands)-1]["otherwise"] != true {
			r.line("     %s", r.say("read.bandless"))
		}
	}
	r.head(r.say("results"), "")
	for _, key := range slices.Sorted(maps.Keys(doc.Result)) {
		r.line("  %s ← %s", key, r.called(fmt.Sprint(doc.Result[key])))
	}
	return r.text.String()
}

// unfitFor lists why no session is held by a rulebook that can be counted by: what the
// server refuses it for.
func unfitFor(book *count.Rulebook) voting.RulebookProblems {
	var problems voting.RulebookProblems
	rb, err := voting.ParseRulebook(book.Canonical())
	if err == nil {
		return rb.Unshown()
	}
	errors.As(err, &problems)
	return problems
}

// Step is one step of a rulebook, read out.
type Step struct{ Name, Said, Note string }

// Steps reads out the steps of a rulebook, in order.
func Steps(book *count.Rulebook, lang string) []Step {
	doc := document(book)
	r := readerOf(book, doc, lang)
	var all []Step
	for _, step := range doc.Steps {
		note, _ := step["note"].(string)
		all = append(all, Step{r.called(fmt.Sprint(step["name"])), r.step(step), note})
	}
	return all
}

type reader struct {
	lang  string
	book  *count.Rulebook
	names []string // what the author calls steps and tables from elsewhere
	text  strings.Builder
}

func readerOf(book *count.Rulebook, doc bookText, lang string) *reader {
	r := &reader{lang: lang, book: book, names: book.Steps()}
	for _, one := range doc.Imported {
		r.names = append(r.names, fmt.Sprint(one["name"]))
	}
	return r
}

func (r *reader) line(format string, args ...any) { fmt.Fprintf(&r.text, format+"\n", args...) }

// head begins a line with what it is about; without more it is the head of lines below.
func (r *reader) head(what, said string) {
	r.line("%s", strings.TrimSpace(Say(r.lang, "head", "what", what, "said", said)))
}

func (r *reader) say(key string) string { return phrase(r.lang, key) }

// called is what readers of the language call a step or a list.
func (r *reader) called(name string) string { return r.book.NameIn(r.lang, name) }

func anyOf(labels []string) []any {
	var all []any
	for _, label := range labels {
		all = append(all, label)
	}
	return all
}

// ballot reads out the form.
func (r *reader) ballot(book *count.Rulebook, doc bookText) {
	r.head(r.say("sheet"), r.say(book.Sheet()))
	if grades, ok := doc.Ballot["grades"].([]any); ok {
		key := "grades"
		if book.Labels("grade") == nil {
			key = "options"
		}
		r.head(r.say(key), r.labels(objects(grades)))
	}
	if numbers, ok := doc.Ballot["numbers"].(map[string]any); ok {
		r.head(r.say("numbers"), Say(r.lang, "read.numbers", "from", fmt.Sprint(numbers["from"]), "to", fmt.Sprint(numbers["to"]), "step", fmt.Sprint(numbers["step"])))
	}
	if lists, ok := doc.Ballot["choose"].([]any); ok {
		for _, list := range objects(lists) {
			least := list["at_least"]
			if least == nil {
				least = 0
			}
			r.head(r.say("choose"), fmt.Sprintf("%s %v–%v", book.NameIn(r.lang, fmt.Sprint(list["list"])), least, list["at_most"]))
		}
	}
	switch criteria := doc.Ballot["criteria"].(type) {
	case string:
		r.head(r.say("criteria"), r.say(criteria))
	case []any:
		r.head(r.say("criteria"), r.labels(objects(criteria)))
	}
	for i, said := range Validity(book, r.lang) {
		if i == 0 {
			r.head(r.say("validity"), "")
		}
		r.line("  %s", said)
	}
}

func objects(list []any) []map[string]any {
	var all []map[string]any
	for _, one := range list {
		if o, ok := one.(map[string]any); ok {
			all = append(all, o)
		}
	}
	return all
}

// labels reads out grades, criteria or categories with what belongs to each.
func (r *reader) labels(all []map[string]any) string {
	var parts []string
	for _, one := range all {
		part := fmt.Sprint(one["label"])
		var with []string
		for _, key := range []string{"points", "weight"} {
			if value := one[key]; value != nil {
				said := "read." + key
				if key == "weight" && fmt.Sprint(value) == "0" {
					said = "read.weight 0"
				}
				with = append(with, Say(r.lang, said, "n", fmt.Sprint(value)))
			}
		}
		if one["from"] != nil {
			with = append(with, Say(r.lang, "read.band", "from", fmt.Sprint(one["from"]), "to", fmt.Sprint(one["to"])))
		}
		if one["in_base"] == false {
			with = append(with, r.say("not in base"))
		}
		if one["headline"] == true {
			with = append(with, r.say("headline"))
		}
		if with != nil {
			part += r.aside(strings.Join(with, r.say("read.and")))
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, r.say("stop"))
}

// told are the keys of a step in the order in which they are read out; the others
// follow by the alphabet.
func told() []string {
	return []string{"of", "parts", "by", "add", "subtract", "events", "over", "axis", "labels", "inside", "first",
		"high", "low", "least", "below_least", "points", "beyond", "shared"}
}

// step reads out what a step does.
func (r *reader) step(step map[string]any) string {
	var keys []string
	for key := range step {
		if !slices.Contains(append(told(), "name", "do", "round", "note"), key) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	text := r.kind(fmt.Sprint(step["do"]))
	for _, key := range append(told(), keys...) {
		if value := step[key]; value != nil {
			if do := fmt.Sprint(step["do"]); key == "missing" && value == "renormalise" && (do == "sum" || do == "mean") {
				value = "left out of a " + do // it weighs nothing, so nobody gets its weight
			}
			text += r.say("read.then") + r.pair(key, value)
		}
	}
	if round, ok := step["round"].(map[string]any); ok {
		text += r.say("read.then") + Say(r.lang, "read.round", "mode", r.value("mode", round["mode"]), "places", fmt.Sprint(round["places"]))
	}
	return text
}

// word is a word of the format as people say it, or as it is written.
func (r *reader) word(key, written string) string {
	if said := Say(r.lang, "format."+key); said != "" {
		return said
	}
	return written
}

// pair reads out a key with its value, in a phrase of their own where there is one.
func (r *reader) pair(key string, value any) string {
	if said := Say(r.lang, fmt.Sprintf("format.key %s %v", key, value)); said != "" && !r.authors(key, value) {
		return said
	}
	said := r.word("key "+key, strings.ReplaceAll(key, "_", " "))
	if strings.Contains(said, "{value}") {
		return strings.ReplaceAll(said, "{value}", r.value(key, value))
	}
	return said + " " + r.value(key, value)
}

// authors reports whether a value is what the author called something, which is read out as
// it is written, be it called like a word of the format.
func (r *reader) authors(key string, value any) bool {
	name, ok := value.(string)
	switch {
	case !ok:
		return false
	case slices.Contains([]string{"label", "labels", "list", "is", "grade"}, key):
		return true
	case slices.Contains([]string{"axes", "axis", "over"}, key):
		return !formatAxis(name)
	}
	tables := []string{"of", "parts", "by", "add", "subtract", "minus", "events", "table", "base", "on", "not_on", "only_if"}
	return slices.Contains(tables, key) && slices.Contains(r.names, name)
}

// value reads out what stands behind a key: a word, a number, or a list or object of them.
func (r *reader) value(key string, value any) string {
	switch value := value.(type) {
	case string:
		if r.authors(key, value) {
			return r.called(value)
		}
		return r.word(value, value)
	case []any:
		if key == "grades" {
			key = "labels" // a word alone is one of the format, a list has the author's own
		}
		var parts []string
		for _, one := range value {
			parts = append(parts, r.value(key, one))
		}
		return strings.Join(parts, r.say("read.list"))
	case map[string]any:
		if key == "weights" {
			return r.weights(value)
		}
		return r.object(value)
	case json.Number:
		return value.String()
	}
	return fmt.Sprint(value)
}

// object reads out what belongs together: a part with its weight, a condition on a table.
func (r *reader) object(object map[string]any) string {
	head := ""
	for _, key := range []string{"of", "table", "label"} {
		if name, ok := object[key].(string); ok && head == "" {
			head = r.value(key, name)
			object = maps.Clone(object)
			delete(object, key)
		}
	}
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(object)) {
		parts = append(parts, r.pair(key, object[key]))
	}
	said := strings.Join(parts, r.say("read.and"))
	if head == "" || said == "" {
		return head + said
	}
	return head + r.aside(said)
}

// weights are numbers by what the author calls things.
func (r *reader) weights(of map[string]any) string {
	var parts []string
	for _, label := range slices.Sorted(maps.Keys(of)) {
		parts = append(parts, fmt.Sprintf("%s %v", label, of[label]))
	}
	return strings.Join(parts, r.say("read.and"))
}

// aside puts something in brackets.
func (r *reader) aside(said string) string { return Say(r.lang, "read.aside", "said", said) }

// kind is what a step does.
func (r *reader) kind(do string) string { return r.word("do "+do, do) }
