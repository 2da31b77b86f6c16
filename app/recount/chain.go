package recount

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// The figures that a rulebook can name and that this package can work out.
const (
	figureScore  = "score"
	figureEach   = "criterion score"
	figureRank   = "rank"
	figureWithin = "rank in class"
)

// figures lists them.
func figures() []string { return []string{figureScore, figureEach, figureRank, figureWithin} }

// chain is the way from piles of marks to the score of a unit, as far as schools
// teach it: a mean of the marks, then means along categories and criteria, each
// rounded or not. Ranks go by the score alone.
type chain struct {
	links []link
	each  int // how many links lead to the score of each criterion; 0 without any
	ranks map[string]ranking
}

// link is one mean. The first is over the marks of a pile.
type link struct {
	over     string // "category" or "criterion"; "" for the marks
	weighted bool
	places   int // -1 unless it is rounded
	how      string
}

type ranking struct{ inClass, dense, lowFirst bool }

func (c *chain) has(figure string) bool {
	if c == nil {
		return false
	}
	_, ranked := c.ranks[figure]
	return ranked || figure == figureScore || figure == figureEach && c.each > 0
}

// figures lists what the rulebook gives a name to.
func (r rules) figures() []string {
	if r.Pipeline == nil && r.Results != nil {
		return slices.Sorted(maps.Keys(r.Results))
	}
	if r.Pipeline == nil { // version 1 of a choice
		return []string{figureRank, figureScore, "ten best", "ten worst"}
	}
	var names []string
	if r.scoresEach() {
		names = append(names, figureEach)
	}
	if strings.Contains(r.RankAs, "overall") {
		names = append(names, figureRank)
	}
	if strings.Contains(r.RankAs, "inside each class") {
		names = append(names, figureWithin)
	}
	return append(names, figureScore)
}

// scoresEach reports whether sentences give each criterion a score: what the last mean
// makes one of, where there are several, and the categories together.
func (r rules) scoresEach() bool {
	var means []string
	for _, said := range r.Pipeline {
		if !strings.HasPrefix(said, "round ") {
			means = append(means, said)
		}
	}
	n := len(means)
	return r.own() || len(r.criteria()) > 1 && n > 1 && means[n-1] == "weighted mean over dimensions" && strings.HasPrefix(means[n-2], "weighted mean over categories")
}

func (r rules) readChain() *chain {
	if r.Pipeline != nil {
		return r.sentences()
	}
	return r.steps()
}

// sentences reads the links that version 1 says in words.
func (r rules) sentences() *chain {
	c := &chain{ranks: make(map[string]ranking)}
	for _, said := range r.Pipeline {
		last := len(c.links) - 1
		switch {
		case said == "mean over votes with an opinion inside each category":
			c.links = append(c.links, link{places: -1})
		case strings.HasPrefix(said, "weighted mean over categories"):
			c.links = append(c.links, link{over: "category", weighted: true, places: -1})
		case said == "weighted mean over dimensions":
			c.links = append(c.links, link{over: "criterion", weighted: true, places: -1})
		case said == "mean over the unit's pledges":
			c.links = append(c.links, link{over: "criterion", places: -1})
		case strings.HasPrefix(said, "round ") && last >= 0:
			how := regexp.MustCompile(`(half up|half even|truncated), ([0-9]) places`).FindStringSubmatch(said)
			if how == nil {
				return nil
			}
			c.links[last].how, c.links[last].places = how[1], int(how[2][0]-'0')
		default:
			return nil
		}
	}
	if r.scoresEach() {
		c.each = len(c.links) - 1
	}
	for _, name := range r.figures() {
		if name == figureRank || name == figureWithin {
			c.ranks[name] = ranking{inClass: name == figureWithin, dense: strings.HasSuffix(r.RankAs, "1 2 2 3")}
		}
	}
	return c.whole(r)
}

// step is what a step of version 2 may say here; one that says more is not known.
type step struct {
	Name    string   `json:"name"`
	Note    string   `json:"note"`
	Do      string   `json:"do"`
	Of      string   `json:"of"`
	Over    string   `json:"over"`
	Missing string   `json:"missing"`
	Axis    string   `json:"axis"`
	Labels  []string `json:"labels"`
	Inside  string   `json:"inside"`
	Style   string   `json:"style"`
	First   string   `json:"first"`
	Round   *struct {
		Places int    `json:"places"`
		Mode   string `json:"mode"`
	} `json:"round"`
}

// steps goes back from the score to the marks; nil when there is another step on
// the way.
func (r rules) steps() *chain {
	known := make(map[string]step)
	for _, text := range r.Steps {
		var s step
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		if decoder.Decode(&s) == nil {
			known[s.Name] = s
		}
	}
	c := &chain{ranks: make(map[string]ranking)}
	each := -1
	for at := r.Results[figureScore]; at != "marks"; at = known[at].Of {
		next, ok := r.linkOf(known[at])
		if !ok {
			return nil
		}
		if at == r.Results[figureEach] {
			each = len(c.links)
		}
		c.links = append(c.links, next...)
	}
	slices.Reverse(c.links)
	if each >= 0 {
		c.each = len(c.links) - each
	}
	for _, name := range []string{figureRank, figureWithin} {
		if s := known[r.Results[name]]; s.Do == "rank" && s.Of == r.Results[figureScore] && s.Style != "average" && s.Inside != "session" {
			c.ranks[name] = ranking{inClass: s.Inside == "class", dense: s.Style == "1223", lowFirst: s.First == "low"}
		}
	}
	return c.whole(r)
}

// linkOf reads one step on the way to the score. To pick the one criterion that
// there is changes nothing.
func (r rules) linkOf(s step) ([]link, bool) {
	l := link{over: s.Over, weighted: s.Do == "weighted mean", places: -1}
	if s.Round != nil {
		l.places, l.how = s.Round.Places, s.Round.Mode
	}
	switch {
	case s.Do == "pick" && s.Axis == "criterion" && len(r.criteria()) == 1 && s.Of == "marks" && len(s.Labels) == 1:
		return nil, true
	case s.Do == "mean" && s.Over == "":
		return []link{l}, true
	case (s.Do == "mean" || s.Do == "weighted mean") && (s.Over == "category" || s.Over == "criterion") && s.Missing == "renormalise":
		return []link{l}, true
	}
	return nil, false
}

// whole wants the marks first, each axis folded once, and a weight for all where
// weights are used; else the chain is none that is known here.
func (c *chain) whole(r rules) *chain {
	axes := map[string][]label{"category": r.Categories, "criterion": r.criteria()}
	folded := make(map[string]int)
	for i, l := range c.links {
		folded[l.over]++
		unweighted := slices.ContainsFunc(axes[l.over], func(one label) bool { return one.Weight == nil })
		if (i == 0) != (l.over == "") || folded[l.over] > 1 || l.weighted && (unweighted || axes[l.over] == nil) {
			return nil
		}
	}
	several := r.own() || len(r.criteria()) > 1
	eachFolded := slices.ContainsFunc(c.links[:c.each], func(l link) bool { return l.over == "criterion" })
	if len(c.links) == 0 || (folded["category"] == 0) != r.oneGroup || several && folded["criterion"] == 0 || eachFolded {
		return nil
	}
	return c
}

// printed reads a figure as it is printed: a fraction only where it is not rounded.
func (l link) printed(text string) (quotient, bool) {
	top, bottom, fraction := strings.Cut(text, "/")
	if !fraction || l.places >= 0 {
		return decimal(text)
	}
	over, one := decimal(top)
	under, another := decimal(bottom)
	if !one || !another || under.top.Sign() <= 0 {
		return quotient{}, false
	}
	return quotient{over.top, under.top}, true
}

// decimal reads a decimal number of up to 40 digits, and 9 behind the point.
func decimal(text string) (quotient, bool) {
	before, behind, point := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if !digits(before, 40) || point && !digits(behind, 9) {
		return quotient{}, false
	}
	return quotient{whole(text), whole("1")}, true
}

// digits reports whether a text is one to most digits and nothing else.
func digits(text string, most int) bool {
	return text != "" && len(text) <= most && strings.Trim(text, "0123456789") == ""
}

// text writes a figure as it is printed.
func (l link) text(q quotient) string {
	if l.places >= 0 {
		return q.rounded(l.places, l.how)
	}
	for places := range 7 {
		text := q.rounded(places, "truncated")
		if exact, _ := decimal(text); exact.compare(q) == 0 {
			return text
		}
	}
	return q.String()
}

// value is what later links read: the rounded figure where it is rounded.
func (l link) value(q quotient) quotient {
	if l.places < 0 {
		return q
	}
	value, _ := decimal(q.rounded(l.places, l.how))
	return value
}
