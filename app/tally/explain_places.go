package tally

import (
	"maps"
	"slices"
	"strings"

	"pingyi/voting/count"
)

// atCuts are the numbers at the cut of a list: in none of the tables.
func atCuts() []string {
	return []string{count.ToldPlaces, count.ToldListed, count.ToldBarred, count.ToldNext}
}

// atCut tells a number of one list, of one class or session where each has its own; where the rulebook makes
// but one list it need not be named.
func (c *counts) atCut(what, rest string) bool {
	lists, groups := make(map[string]string), make(map[string]string)
	all := c.Book.ListResults()
	for _, result := range all {
		table := c.Book.ResultTable(result)
		lists[c.Book.NameIn("en", table)], lists[c.Book.ListName(table)], lists[table], lists[result] = result, result, result, result
		inside, _ := c.Book.Listing(result)
		for _, u := range c.units {
			if group := groupOf(u, inside.Inside); group != "" {
				groups[group] = group
			}
		}
	}
	result, group := "", ""
	if !Fill(rest, Slot{&result, lists}, Slot{&group, groups}) {
		return false
	}
	if result == "" && len(all) != 1 {
		c.unsaid = &unsaid{c.Outcome, what, "", all}
		return false
	}
	if result == "" {
		result = all[0]
	}
	listing, _ := c.Book.Listing(result)
	at := slices.IndexFunc(c.units, func(u unit) bool { return groupOf(u, listing.Inside) == group })
	if at < 0 {
		if group == "" {
			c.unsaid = &unsaid{c.Outcome, result, listing.Inside, slices.Sorted(maps.Keys(groups))}
		}
		return false
	}
	place := count.Place{}.With("list", c.Book.ResultTable(result)).With(listing.Inside, group)
	chain, found := c.Result.Places(what, result, c.units[at].Label, place)
	c.Chain = chain
	return found
}

// groupOf is the class or the session of a unit, whichever a list is made inside of.
func groupOf(u unit, inside string) string {
	return map[string]string{"class": u.Class, "session": u.Session}[inside]
}

// unsaid is what a question about the cut of a list leaves open: which list is meant, or of which class or
// session that has its own.
type unsaid struct {
	*Outcome
	of    string // the number, or the result that is the list
	axis  string // "" where the list is open
	known []string
}

// Error is the sentence in English.
func (u *unsaid) Error() string { return u.Message("en") }

// Message says what is to be written beside it.
func (u *unsaid) Message(lang string) string {
	known := slices.Clone(u.known)
	if u.axis == "" {
		for i, result := range known {
			known[i] = u.Book.NameIn(lang, u.Book.ResultTable(result))
		}
		return Say(lang, "explain.list", "what", u.fileWord(lang, "name."+u.of), "lists", strings.Join(known, ", "))
	}
	return Say(lang, "explain.group", "list", u.Book.NameIn(lang, u.Book.ResultTable(u.of)), "axis", AxisIn(lang, u.axis), "labels", strings.Join(known, ", "))
}
