package desk

import (
	"pingyi/display"
	"pingyi/voting"
)

// listChange is who would come on a list, and who would go from it.
type listChange struct {
	Name    string
	In, Out []display.ListedUnit
}

// listChanges compares the lists as they are with what they would be. A list that
// stays as it is is left out.
func (p deskPage) listChanges(rb voting.Rulebook, before, after []display.Selection) []listChange {
	var all []listChange
	for _, pair := range paired(before, after) {
		c := listChange{Name: rb.NameIn(p.Lang, pair.list) + pair.class, In: missing(pair.after, pair.before), Out: missing(pair.before, pair.after)}
		if c.In != nil || c.Out != nil {
			all = append(all, c)
		}
	}
	return all
}

// listPair is one list, before and after; it may be in one of them alone, as long
// as figures are not there.
type listPair struct {
	list, class   string
	before, after []display.ListedUnit
}

func paired(before, after []display.Selection) []*listPair {
	var pairs []*listPair
	at := make(map[string]*listPair)
	find := func(list display.Selection) *listPair {
		key := list.Result + "\x00" + string(list.Class)
		if at[key] == nil {
			at[key] = &listPair{list: list.Name}
			if list.Class != "" {
				at[key].class = " · " + string(list.Class)
			}
			pairs = append(pairs, at[key])
		}
		return at[key]
	}
	for _, list := range after {
		find(list).after = list.Units
	}
	for _, list := range before {
		find(list).before = list.Units
	}
	return pairs
}

// missing are those of the one that are not in the other.
func missing(of, in []display.ListedUnit) (all []display.ListedUnit) {
	there := make(map[string]bool)
	for _, u := range in {
		there[string(u.Unit)] = true
	}
	for _, u := range of {
		if !there[string(u.Unit)] {
			all = append(all, u)
		}
	}
	return all
}
