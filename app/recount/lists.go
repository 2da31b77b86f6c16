package recount

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Selection is a list of units as a result prints it, such as the ten best, or that of
// one class where each has its own.
type Selection struct {
	Result string `json:"result"`
	Name   string `json:"name"`
	Class  string `json:"class"`
	By     string `json:"by"`
	Take   int    `json:"take"`
	Barred int    `json:"barred"`
	Units  []Seat `json:"units"`
	Next   []Seat `json:"next"` // the first place outside
	Margin string `json:"margin"`

	hides bool // its figures are exact, or of some categories: they may be left out
}

// Seat is a unit on a list, or next to it.
type Seat struct {
	Unit  string `json:"unit"`
	Class string `json:"class"`
	Place int    `json:"place"`
	Value string `json:"value"`
}

// candidate is a unit before a list, whoever found out whether it is on it.
type candidate struct {
	unit       Unit
	on, barred bool
	value      *quotient // nil without a figure
	text       string
}

// head is what a list is, whoever is on it.
type head struct {
	result, name, by string
	lowFirst         bool
	exact            bool // nothing has rounded what it goes by
}

// ahead reports whether a is taken before b.
func (h head) ahead(a, b candidate) bool {
	order := a.value.compare(*b.value)
	return order > 0 && !h.lowFirst || order < 0 && h.lowFirst
}

// of makes the list of some units: a place is one more than those ahead who are on it,
// and next is everybody outside to whom nobody else outside is ahead.
func (h head) of(class string, take int, units []candidate) Selection {
	s := Selection{Result: h.result, Name: h.name, Class: class, By: h.by, Take: take, hides: h.exact}
	var on, off []candidate
	for _, c := range units {
		switch {
		case c.on:
			on = append(on, c)
		case c.barred:
			s.Barred++
		case c.value != nil:
			off = append(off, c)
		}
	}
	for _, c := range on {
		s.Units = append(s.Units, c.seat(1+h.before(c, on)))
	}
	for _, c := range off {
		if h.before(c, off) == 0 {
			s.Next = append(s.Next, c.seat(len(on)+1))
		}
	}
	slices.SortStableFunc(s.Units, func(a, b Seat) int { return a.Place - b.Place })
	if len(on) > 0 && len(off) > 0 {
		s.Margin = between(s.Units[len(on)-1].Value, s.Next[0].Value)
	}
	return s
}

func (h head) before(c candidate, among []candidate) (n int) {
	for _, other := range among {
		if h.ahead(other, c) {
			n++
		}
	}
	return n
}

func (c candidate) seat(place int) Seat {
	return Seat{Unit: c.unit.Unit, Class: c.unit.Class, Place: place, Value: c.text}
}

// between is by how much two printed decimals differ, with the places that they have.
func between(a, b string) string {
	x, ok := decimal(a)
	y, also := decimal(b)
	if !ok || !also {
		return ""
	}
	places := func(text string) int { _, part, _ := strings.Cut(text, "."); return len(part) }
	difference := quotient{x.top.Sub(x.top, y.top), x.bottom}
	difference.top.Abs(difference.top)
	return difference.rounded(max(places(a), places(b)), "truncated")
}

// classesOf lists the classes of units in the order in which they come.
func classesOf(units []candidate) []string {
	var classes []string
	for _, c := range units {
		if !slices.Contains(classes, c.unit.Class) {
			classes = append(classes, c.unit.Class)
		}
	}
	return classes
}

// inClass leaves the units of one class.
func inClass(units []candidate, class string) []candidate {
	return slices.DeleteFunc(slices.Clone(units), func(c candidate) bool { return c.unit.Class != class })
}

// listName is how people find a list.
func (s Selection) listName() string {
	if s.Class != "" {
		return s.Name + " · " + s.Class
	}
	return s.Name
}

// Lists names the lists of a result, each once.
func (r Result) Lists() []string {
	var names []string
	for _, s := range r.Selections {
		if !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	return names
}

// lists compares the lists of units, where somebody says any: those of before version 1
// were not printed.
func (d *differences) lists(counted, said []Selection) {
	others := make(map[[2]string]Selection)
	for _, s := range said {
		others[[2]string{s.Result, s.Class}] = s
	}
	for _, s := range counted {
		key := [2]string{s.Result, s.Class}
		other, there := others[key]
		if !there {
			d.lines = append(d.lines, fmt.Sprintf("list %s: the records give it, %s does not have it", s.listName(), d.by))
			continue
		}
		delete(others, key)
		d.list("list "+s.listName()+" ", s, other)
	}
	for _, key := range slices.SortedFunc(maps.Keys(others), func(a, b [2]string) int { return strings.Compare(a[0]+a[1], b[0]+b[1]) }) {
		d.lines = append(d.lines, fmt.Sprintf("list %s: %s has it, the records do not give it", others[key].listName(), d.by))
	}
	if len(d.lines) == 0 && len(counted) != len(said) {
		d.lines = append(d.lines, fmt.Sprintf("lists: %s has one of them twice", d.by))
	}
}

func (d *differences) list(name string, counted, said Selection) {
	d.called(name+"by", counted.By, said.By)
	d.called(name+"called", counted.Name, said.Name)
	d.number(name+"places", counted.Take, said.Take)
	d.number(name+"kept out", counted.Barred, said.Barred)
	d.seats(strings.TrimSpace(name), counted.Units, said.Units, counted.hides)
	d.seats(name+"next", counted.Next, said.Next, counted.hides)
	if said.Margin != "" || !counted.hides {
		d.figure(name+"margin", counted.Margin, said.Margin)
	}
}

// seats compares who is where. A figure that may be left out is compared where it is.
func (d *differences) seats(name string, counted, said []Seat, hides bool) {
	seated := func(seats []Seat) string {
		var all []string
		for _, s := range seats {
			all = append(all, strings.TrimSpace(fmt.Sprintf("%d. %s %s", s.Place, s.Unit, s.Class)))
		}
		return strings.Join(all, ", ")
	}
	d.text(name, seated(counted), seated(said))
	for i := range min(len(counted), len(said)) {
		if said[i].Value != "" || !hides {
			d.figure(name+" "+counted[i].Unit, counted[i].Value, said[i].Value)
		}
	}
}
