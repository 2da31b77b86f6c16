package recount

import (
	"bytes"
	"encoding/json"
	"slices"
)

// cut is a list that is made here, without the engine: so many of the best or the worst
// by the score, of those who are on no list before. A step that says more is not one.
type cut struct {
	Name string          `json:"name"`
	Note string          `json:"note"`
	Do   string          `json:"do"`
	Of   string          `json:"of"`
	In   string          `json:"inside"`
	Take json.RawMessage `json:"take"`
	Tied string          `json:"tied_at_the_cut"`
	From string          `json:"first"`
	Not  []string        `json:"not_on"`
}

// readCuts reads the lists whose figures are worked out here, in the order of the steps.
func (r rules) readCuts() []cut {
	var cuts []cut
	if r.Pipeline != nil || !r.chain.has(figureScore) {
		return nil
	}
	for _, text := range r.Steps {
		var c cut
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		if decoder.Decode(&c) != nil || c.Do != "cut" || c.Of != r.Results[figureScore] {
			continue
		}
		made := func(name string) bool {
			return slices.ContainsFunc(cuts, func(before cut) bool { return before.Name == name })
		}
		unknown := slices.ContainsFunc(c.Not, func(name string) bool { return !made(name) })
		if (c.In == "all" || c.In == "class") && (c.Tied == "expand" || c.Tied == "shrink") && !unknown {
			cuts = append(cuts, c)
		}
	}
	return cuts
}

// makes reports whether a figure is a list that is made here.
func (r rules) makes(figure string) bool {
	return slices.ContainsFunc(r.cuts, func(c cut) bool { return c.Name == r.Results[figure] })
}

// places is how many are taken, of a class where each has a number of its own.
func (c cut) places(class string) int {
	var one int
	if json.Unmarshal(c.Take, &one) == nil {
		return one
	}
	var each map[string]int
	_ = json.Unmarshal(c.Take, &each) // the rulebook was read before: it is one or the other
	return each[class]
}

// list makes the lists that can be made here, in the place of those that the result has,
// and says of each unit whether it is on them.
func (r rules) list(result *Result) {
	for _, c := range r.cuts {
		for name, own := range r.Results {
			if own != c.Name {
				continue
			}
			for _, s := range r.made(c, name, result.Units) {
				at := slices.IndexFunc(result.Selections, func(old Selection) bool { return old.Result == name && old.Class == s.Class })
				if at < 0 {
					at, result.Selections = len(result.Selections), append(result.Selections, s)
				}
				result.Selections[at] = s
			}
		}
	}
}

// made is one list, or one for each class.
func (r rules) made(c cut, result string, units []Unit) []Selection {
	last := r.chain.links[len(r.chain.links)-1]
	h := head{result: result, name: c.Name, by: c.Of, lowFirst: c.From == "low", exact: last.places < 0}
	var all []candidate
	for _, u := range units {
		one := candidate{unit: u, value: u.value, text: u.Score}
		for _, before := range c.Not {
			one.barred = one.barred || u.Named[before] == "1"
		}
		all = append(all, one)
	}
	var lists []Selection
	if c.In == "all" {
		c.fill(h, all, "")
		lists = append(lists, h.of("", c.places(""), all))
	} else {
		for _, class := range classesOf(all) {
			own := inClass(all, class)
			c.fill(h, own, class)
			lists = append(lists, h.of(class, c.places(class), own))
			for _, one := range own {
				all[slices.IndexFunc(all, func(a candidate) bool { return a.unit.Unit == one.unit.Unit })] = one
			}
		}
	}
	for i, one := range all {
		if units[i].Named == nil {
			units[i].Named = make(map[string]string)
		}
		units[i].Named[c.Name] = map[bool]string{true: "1", false: "0"}[one.on]
		if one.value == nil {
			units[i].Named[c.Name] = ""
		}
	}
	return lists
}

// fill puts those on the list to whom fewer are ahead than there are places. Of some who
// are equal and too many it takes all, or by the rule none, and then nobody behind them.
func (c cut) fill(h head, units []candidate, class string) {
	var able []candidate
	for _, one := range units {
		if one.value != nil && !one.barred {
			able = append(able, one)
		}
	}
	for i, one := range units {
		if one.value == nil || one.barred {
			continue
		}
		ahead := h.before(one, able)
		level := 0
		for _, other := range able {
			if other.value.compare(*one.value) == 0 {
				level++
			}
		}
		take := c.places(class)
		units[i].on = ahead < take && (c.Tied == "expand" || ahead+level <= take)
	}
}
