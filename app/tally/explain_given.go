package tally

import (
	"slices"
	"strings"

	"pingyi/voting/count"
)

// cameFrom says of each figure from elsewhere which row of which file gave it.
func (o *Outcome) cameFrom(lines []count.Line) []count.Line {
	for i, l := range lines {
		by, known := o.given.by(l.Table, l.At)
		if !known || l.Printed == "" || !slices.Contains(o.Book.Imported(), l.Table) {
			continue
		}
		said := func(lang string) string {
			key := "told.given"
			if by.row == 0 {
				key = "told.given.file"
			}
			return Say(lang, key, "file", by.file, "row", itoa(by.row))
		}
		lines[i] = sentence(l, count.Said{Chinese: said("zh"), English: said("en")})
	}
	return lines
}

// sentence gives a figure that nothing was rounded of another sentence.
func sentence(l count.Line, how count.Said) count.Line {
	at := func(lang string) string {
		if len(l.At) == 0 {
			return ""
		}
		return Say(lang, "told.where", "at", strings.Join(l.At, " · "))
	}
	l.How = count.Said{Chinese: how.Chinese, English: capital(how.English)}
	value := count.Said{Chinese: l.Printed, English: l.Printed}
	if l.Printed == "" {
		value = count.NoValue()
	}
	l.Chinese = Say("zh", "told.line", "name", l.Name.Chinese, "at", at("zh"), "value", value.Chinese, "how", how.Chinese)
	l.English = Say("en", "told.line", "name", l.Name.English, "at", at("en"), "value", value.English, "how", l.How.English)
	return l
}

// went adds to the explanation of a figure from elsewhere the steps that it goes into, and how it went into
// the first result of its place that rests on it.
func (o *Outcome) went(lines []count.Line, t *count.Table, at []string) []count.Line {
	if !slices.Contains(o.Book.Imported(), t.Name()) || len(lines) == 0 {
		return lines
	}
	feeds := o.Book.Feeds(t.Name())
	if len(feeds) == 0 {
		own := lines[0].How
		lines[0] = sentence(lines[0], count.Said{Chinese: own.Chinese + Say("zh", "told.given.unused"), English: own.English + Say("en", "told.given.unused")})
		return lines
	}
	called := func(lang string) string {
		var names []string
		for _, step := range feeds {
			names = append(names, o.Book.NameIn(lang, step))
		}
		return Say(lang, "told.given.into", "steps", strings.Join(names, Say(lang, "told.given.and")))
	}
	own := lines[0].How
	lines[0] = sentence(lines[0], count.Said{Chinese: own.Chinese + called("zh"), English: own.English + called("en")})
	for _, result := range append([]string{"score"}, o.Result.Names()...) {
		into := o.Result.Table(result)
		if into == nil || !slices.Contains(o.Book.RestsOn(result), t.Name()) {
			continue
		}
		place, fits := placeOf(t, at, into)
		chain, err := o.Result.Explain(result, place...)
		if !fits || err != nil {
			continue
		}
		if chain = count.Into(o.cameFrom(chain), t.Name(), at...); len(chain) > 1 {
			return append(lines, chain[1:]...) // their numbers are those of this list: the figure is the first of both
		}
	}
	return lines
}

// placeOf is the place in a table that a place in another one is at; false where that says too little.
func placeOf(t *count.Table, at []string, into *count.Table) (place []string, fits bool) {
	for _, axis := range into.Axes() {
		k := slices.Index(t.Axes(), axis)
		if k < 0 {
			return nil, false
		}
		place = append(place, at[k])
	}
	return place, true
}
