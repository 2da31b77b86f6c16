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
// say theirs.
func ToldLines(chain []count.Told) []count.Line {
	lines := make([]count.Line, len(chain))
	for i, t := range chain {
		l := count.Line{Table: t.What, Axes: t.Axes, At: t.At, Printed: t.Printed, Rounded: t.Rounded, From: t.From}
		if t.Exact != nil {
			l.Exact = count.Plain(t.Exact)
		}
		l.Name = count.Said{Chinese: Say("zh", "told.name."+t.What), English: Say("en", "told.name."+t.What)}
		l.How = count.Said{Chinese: toldHow("zh", chain, t), English: toldHow("en", chain, t)}
		l.Chinese, l.English = toldLine("zh", t, l.Name.Chinese, l.How.Chinese, t.Rounded.Chinese), toldLine("en", t, l.Name.English, l.How.English, t.Rounded.English)
		l.Rounded.English = capital(l.Rounded.English)
		lines[i] = l
	}
	return lines
}

// ToldName is what a figure that was counted is called in a language; "" where it is no such figure.
func ToldName(lang, what string) string { return Say(lang, "told.name."+what) }

// toldLine is the whole sentence.
func toldLine(lang string, t count.Told, name, how, rounded string) string {
	where, value := "", t.Printed
	if len(t.At) > 0 {
		where = Say(lang, "told.where", "at", strings.Join(t.At, " · "))
	}
	if value == "" {
		value = Say(lang, "told.none")
	}
	if rounded != "" {
		how = Say(lang, "told.rounded", "how", how, "rounded", rounded)
	}
	return Say(lang, "told.line", "name", name, "at", where, "value", value, "how", how)
}

// toldHow says how a figure came about.
func toldHow(lang string, chain []count.Told, t count.Told) string {
	parts := make([]string, len(t.From))
	for i, from := range t.From {
		parts[i] = toldPart(lang, t, chain[from])
	}
	key := "told." + string(t.How)
	switch t.How {
	case count.Counted:
		return Say(lang, "told.counted."+t.What)
	case count.AddedUp, count.Most, count.Average:
		if len(parts) == 1 {
			return Say(lang, "told.same", "part", parts[0])
		}
		return Say(lang, key, "sum", toldTerms(lang, parts), "n", strconv.Itoa(len(parts)))
	case count.Less:
		return Say(lang, key, "all", parts[0], "others", strings.Join(parts[1:], " − "))
	case count.Share:
		if t.Exact == nil {
			return Say(lang, "told.nothing", "of", parts[1])
		}
		return Say(lang, key, "part", parts[0], "of", parts[1])
	case count.Filled:
		if t.Exact == nil {
			return Say(lang, "told.nothing", "of", parts[1])
		}
		return Say(lang, key, "part", parts[0], "of", parts[1], "filled", map[string]string{"zh": t.Filled.Chinese, "en": t.Filled.English}[lang])
	}
	return Say(lang, key)
}

// toldTerms writes what is added; of many there is no more than how many they are, for each is
// told by itself.
func toldTerms(lang string, parts []string) string {
	if len(parts) > termsNamed {
		return strings.Join(parts[:termsNamed], " + ") + Say(lang, "told.more", "n", strconv.Itoa(len(parts)))
	}
	return strings.Join(parts, " + ")
}

// termsNamed is how many terms of a sum are written out.
const termsNamed = 8

// toldPart is a figure in the sentence of another: by what tells it apart from that, or by what it
// is called.
func toldPart(lang string, whole, part count.Told) string {
	name := ToldName(lang, part.What)
	var apart []string
	for i, axis := range part.Axes {
		if at := slices.Index(whole.Axes, axis); at < 0 || whole.At[at] != part.At[i] {
			apart = append(apart, part.At[i])
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
		value = Say(lang, "told.none")
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
