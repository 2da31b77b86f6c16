package tally

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"pingyi/voting/count"
)

// ToldLines says a chain of counts, sums and shares in both languages, as the steps of a rulebook
// say theirs; with the rules by which ballots are void.
func ToldLines(chain []count.Told, rules Rules) []count.Line {
	return saidLines(chain, func(lang, key string, pairs ...string) string { return Say(lang, "told."+key, pairs...) }, rules)
}

// saying gives a sentence of a chain in a language.
type saying func(lang, key string, pairs ...string) string

func saidLines(chain []count.Told, say saying, rules Rules) []count.Line {
	lines := make([]count.Line, len(chain))
	for i, t := range chain {
		l := count.Line{Table: t.What, Axes: t.Axes, At: t.At, Printed: t.Printed, Rounded: t.Rounded, From: t.From}
		if t.Exact != nil {
			l.Exact = count.Plain(t.Exact)
		}
		l.Name = count.Said{Chinese: say.name("zh", t), English: say.name("en", t)}
		l.How = count.Said{Chinese: say.how("zh", chain, t) + rules.behind("zh", t), English: capital(say.how("en", chain, t)) + rules.behind("en", t)}
		l.Chinese, l.English = say.line("zh", t, l.Name.Chinese, l.How.Chinese, t.Rounded.Chinese), say.line("en", t, l.Name.English, l.How.English, t.Rounded.English)
		l.Rounded.English = capital(l.Rounded.English)
		lines[i] = l
	}
	return lines
}

// ToldName is what a figure that was counted is called in a language; "" where it is no such figure.
func ToldName(lang, what string) string { return Say(lang, "told.name."+what) }

// name is what a figure is called, one of a table of the rulebook as that is.
func (say saying) name(lang string, t count.Told) string {
	switch {
	case t.Own == (count.Said{}):
		return say(lang, "name."+t.What)
	case lang == "en":
		return t.Own.English
	}
	return t.Own.Chinese
}

// line is the whole sentence.
func (say saying) line(lang string, t count.Told, name, how, rounded string) string {
	where, value := "", t.Printed
	if len(t.At) > 0 {
		where = say(lang, "where", "at", strings.Join(say.labels(lang, t), " · "))
	}
	if value == "" {
		value = say(lang, "none")
	}
	if rounded != "" {
		how = say(lang, "rounded", "how", how, "rounded", rounded)
	}
	return say(lang, "line", "name", name, "at", where, "value", value, "how", how)
}

// how says how a figure came about.
func (say saying) how(lang string, chain []count.Told, t count.Told) string {
	parts := make([]string, len(t.From))
	for i, from := range t.From {
		parts[i] = say.part(lang, t, chain[from])
	}
	key := string(t.How)
	switch t.How {
	case count.Counted:
		return say(lang, "counted."+t.What)
	case count.Among:
		return say(lang, key, "all", parts[0])
	case count.Ruling:
		return map[string]string{"zh": t.Ruled.Chinese, "en": t.Ruled.English}[lang]
	case count.AddedUp, count.Most, count.Average:
		if len(parts) == 1 {
			return say(lang, "same", "part", parts[0])
		}
		return say(lang, key, "sum", say.terms(lang, parts), "n", strconv.Itoa(len(parts)))
	case count.Less:
		return say(lang, key, "all", parts[0], "others", strings.Join(parts[1:], " − "))
	case count.Share:
		if t.Exact == nil {
			return say(lang, "nothing", "of", parts[1])
		}
		return say(lang, key, "part", parts[0], "of", parts[1])
	case count.Filled:
		if t.Exact == nil {
			return say(lang, "nothing", "of", parts[1])
		}
		return say(lang, key, "part", parts[0], "of", parts[1], "filled", map[string]string{"zh": t.Filled.Chinese, "en": t.Filled.English}[lang])
	}
	return say(lang, key)
}

// terms writes what is added; of many there is no more than how many they are, for each is
// told by itself.
func (say saying) terms(lang string, parts []string) string {
	if len(parts) > termsNamed {
		return strings.Join(parts[:termsNamed], " + ") + say(lang, "more", "n", strconv.Itoa(len(parts)))
	}
	return strings.Join(parts, " + ")
}

// termsNamed is how many terms of a sum are written out.
const termsNamed = 8

// labels are those of a figure; a list, why ballots are void, and what a part is, is said in the language.
func (say saying) labels(lang string, t count.Told) []string {
	labels := slices.Clone(t.At)
	for k, axis := range t.Axes {
		if said := say(lang, axis+"."+labels[k]); said != "" && (axis == "reason" || axis == "list") {
			labels[k] = said
		}
		if axis == "part" {
			labels[k] = map[string]string{"zh": t.Part.Chinese, "en": t.Part.English}[lang]
		}
	}
	return labels
}

// part is a figure in the sentence of another: by what tells it apart from that, or by what it
// is called.
func (say saying) part(lang string, whole, part count.Told) string {
	name := say.name(lang, part)
	var apart []string
	for i, axis := range part.Axes {
		if at := slices.Index(whole.Axes, axis); at < 0 || whole.At[at] != part.At[i] {
			apart = append(apart, say.labels(lang, part)[i])
		}
	}
	if grade := slices.Index(part.Axes, "grade"); len(apart) == 0 && grade >= 0 {
		apart = part.At[grade : grade+1]
	}
	if len(apart) > 0 {
		name = strings.Join(apart, " · ")
	}
	value := part.Printed
	if value == "" {
		value = say(lang, "none")
	}
	if _, err := strconv.ParseFloat(name, 64); err == nil || part.Part != (count.Said{}) { // a number beside a number would be read as one of them
		return say(lang, "numbered", "name", name, "value", value)
	}
	return name + " " + value
}

// capital begins a sentence of English.
func capital(sentence string) string {
	first, n := utf8.DecodeRuneInString(sentence)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + sentence[n:]
}
