package display

import (
	"cmp"
	"slices"

	"pingyi/onair"
	"pingyi/voting"
)

// RankingName is an order of units that can be given out place by place: that of all, of a class,
// or a list of the rulebook.
type RankingName struct {
	Scene onair.Scene `json:"scene"` // reveal, or ten of a list
	List  string      `json:"list"`  // as a cue and a release name it; "" is all
	Label string      `json:"label"` // as people call it; "" is all
	Worst bool        `json:"worst"`
}

// Rankings lists what there is to give out in a session, of lists the earlier before the later.
// It counts nothing: whether a place is taken is not in it. Labels are in the language of whoever reads them.
func Rankings(session *voting.Session, lang string) []RankingName {
	var all []RankingName
	classes := classNames(session)
	if session.Rulebook.RanksAll() {
		all = append(all, RankingName{Scene: onair.SceneReveal})
	}
	if session.Rulebook.ResultTable("rank in class") != "" {
		for _, class := range classes {
			all = append(all, RankingName{Scene: onair.SceneReveal, List: string(class), Label: string(class)})
		}
	}
	names := slices.DeleteFunc(session.Rulebook.Results(), func(name string) bool {
		_, is := session.Rulebook.Listing(name)
		return !is
	})
	step := func(name string) int { l, _ := session.Rulebook.Listing(name); return l.Step }
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(step(a), step(b)) })
	for _, name := range names {
		listing, _ := session.Rulebook.Listing(name)
		table := session.Rulebook.ResultTable(name)
		label := session.Rulebook.NameIn(lang, table)
		own := RankingName{Scene: onair.SceneTen, List: name, Label: label, Worst: sayWorst(name + table)}
		if listing.Inside != "class" {
			all = append(all, own)
			continue
		}
		for _, class := range classes {
			all = append(all, RankingName{onair.SceneTen, name + "/" + string(class), label + " " + string(class), own.Worst})
		}
	}
	return all
}

// classNames lists the classes of the units, in their order.
func classNames(session *voting.Session) []voting.Class {
	var all []voting.Class
	for _, unit := range session.Units {
		if unit.Class != "" && !slices.Contains(all, unit.Class) {
			all = append(all, unit.Class)
		}
	}
	return all
}
