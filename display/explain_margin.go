package display

import (
	"math/big"
	"slices"

	"pingyi/voting"
)

// CountFigures lists the figures that no step of the rulebook makes and that Explain tells of: what was
// counted, the numbers at the cuts of the lists of a version, what scenes compare units by, and what was entered from
// elsewhere.
func CountFigures(s *voting.State, version int) []voting.Figure {
	all := s.CountFigures()
	if s.Version(version) == nil {
		return all
	}
	for _, list := range Selections(&s.Session, s.BoardOf(version)) {
		for _, what := range list.numbers() {
			all = append(all, voting.Figure{Count: what, Result: list.Result, Class: list.Class})
		}
		if list.cut() {
			all = append(all, voting.Figure{Count: voting.FigureMargin, Result: list.Result, Class: list.Class})
		}
	}
	return slices.Concat(all, comparedFigures(s, version), s.GivenFigures(version))
}

// numbers are those that are printed at the end of a list whoever is on it.
func (l Selection) numbers() []string {
	all := []string{voting.FigurePlaces, voting.FigureListed}
	if l.Barred > 0 {
		all = append(all, voting.FigureBarred)
	}
	if len(l.Next) > 1 {
		all = append(all, voting.FigureNext)
	}
	return all
}

// cut reports whether there is something on both sides of the end of a list that can be set against each
// other, whoever may see it.
func (l Selection) cut() bool {
	return len(l.Units) > 0 && len(l.Next) > 0 && (l.Margin != "" || l.veiled())
}

// veiled reports whether one of the two figures at the end of a list is not given out.
func (l Selection) veiled() bool {
	return l.Units[len(l.Units)-1].Value == "" || l.Next[0].Value == ""
}

// explainMargin tells how far the last one of a list is from the first one outside. It is made of what is
// printed, and so tells nothing more exactly than that.
func explainMargin(s *voting.State, figure voting.Figure, version int) (Explanation, bool) {
	return explainMarginOf(s, figure, Selections(&s.Session, s.BoardOf(version)))
}

// explainMarginOf is explainMargin of lists that are there.
func explainMarginOf(s *voting.State, figure voting.Figure, lists []Selection) (Explanation, bool) {
	if (figure != voting.Figure{Count: figure.Count, Result: figure.Result, Class: figure.Class}) {
		return Explanation{}, false
	}
	for _, list := range lists {
		switch {
		case list.Result != figure.Result || list.Class != figure.Class || !list.cut():
		case list.veiled():
			return Explanation{Figure: figure, Why: WithheldOthers}, true
		default:
			chain := list.margin(s.Session.Rulebook)
			return Explanation{Figure: figure, Printed: chain.Last().Printed, Told: chain.Told}, true
		}
	}
	return Explanation{}, false
}

// margin makes the chain of a list that has one.
func (l Selection) margin(rb voting.Rulebook) (chain voting.Chain) {
	by := voting.Said{Chinese: rb.NameIn("zh-CN", l.By), English: rb.NameIn("en", l.By)}
	var sides []int
	places := 0
	for _, u := range []ListedUnit{l.Units[len(l.Units)-1], l.Next[0]} {
		exact, _ := new(big.Rat).SetString(u.Value) // what has a margin is a number
		sides = append(sides, chain.PrintedOf(l.By, by, voting.Place{}.With("unit", string(u.Unit)), exact, u.Value))
		places = max(places, decimalsOf(u.Value))
	}
	chain.Apart(voting.FigureMargin, voting.Place{}.With("list", l.Name).With("class", string(l.Class)), sides[0], sides[1], places)
	return chain
}
