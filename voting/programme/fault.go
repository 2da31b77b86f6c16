package programme

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pingyi/voting/count"
)

// Fault is one thing that is wrong with settings: in which field, and what. The
// sentences are for those who show the form.
type Fault struct {
	Field string // "grades.1.points"; of a whole list "grades"
	Code  string
}

// Faults are all faults, in the order of the form.
type Faults []Fault

// The codes of faults.
const (
	FaultMissing = "missing"      // nothing is written
	FaultLong    = "too-long"     // more than a rulebook can hold
	FaultTwice   = "twice"        // another entry of the list has that name
	FaultNumber  = "not-a-number" // no plain decimal number, 0 or more
	FaultWhole   = "not-whole"    // no whole number, 0 or more
	FaultZero    = "zero"         // must be at least 1
	FaultPlaces  = "places"       // decimal places are 0 to 9
	FaultWeights = "no-weight"    // all weights of the list are 0
	FaultPoints  = "no-points"    // no grade has points
	FaultFew     = "too-few"      // the list wants more entries
	FaultMany    = "too-many"     // the list has more entries than a session takes
	FaultOrder   = "at-most"      // at most is less than at least
	FaultWord    = "word"         // none of the words offered
	FaultText    = "text"         // the rulebook is no JSON
)

// Codes lists every code, for the test that each has its sentence.
func Codes() []string {
	return []string{
		FaultMissing, FaultLong, FaultTwice, FaultNumber, FaultWhole, FaultZero, FaultPlaces, FaultWeights, FaultPoints,
		FaultFew, FaultMany, FaultOrder, FaultWord, FaultText,
	}
}

// What a session can hold; voting says the same, and a test compares.
const (
	maxText       = 400 // bytes
	maxGrades     = 16
	maxCriteria   = 200
	maxCategories = 64
	maxPicked     = 10_000
)

// Trimmed is what was typed without spaces around it and without rows that say
// nothing. Faults count the rows of this.
func (s Settings) Trimmed() Settings {
	t := s
	t.Title = strings.TrimSpace(s.Title)
	t.Grades, t.Criteria, t.Categories, t.Lists, t.Values = nil, nil, nil, nil, slices.Clone(s.Values)
	for _, g := range s.Grades {
		if g.Label, g.Points = strings.TrimSpace(g.Label), Figure(g.Points); g.Label != "" || g.Points != "" {
			t.Grades = append(t.Grades, g)
		}
	}
	for _, c := range s.Criteria {
		if c = (Criterion{strings.TrimSpace(c.Label), Figure(c.Weight)}); c != (Criterion{}) {
			t.Criteria = append(t.Criteria, c)
		}
	}
	for _, c := range s.Categories {
		if c = (Category{strings.TrimSpace(c.Label), Figure(c.Seats), Figure(c.Weight)}); c != (Category{}) {
			t.Categories = append(t.Categories, c)
		}
	}
	for _, l := range s.Lists {
		t.Lists = append(t.Lists, List{l.Label, Figure(l.AtLeast), Figure(l.AtMost)})
	}
	for i := range t.Values {
		t.Values[i].Text = Figure(t.Values[i].Text)
	}
	return t
}

// Figure is a number as people type it, in the digits of a keyboard, without a
// percent sign and needless zeros in front.
func Figure(typed string) string {
	text := strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '．':
			return '.'
		case r == '％':
			return '%'
		}
		return r
	}, strings.TrimSpace(typed))
	text = strings.TrimSpace(strings.TrimSuffix(text, "%"))
	if digits := strings.TrimLeft(text, "0"); digits != text && len(digits) > 0 && digits[0] >= '1' && digits[0] <= '9' {
		return digits
	}
	return text
}

var (
	decimal = regexp.MustCompile(`^(0|[1-9][0-9]{0,11})(\.[0-9]{1,9})?$`)
	whole   = regexp.MustCompile(`^(0|[1-9][0-9]{0,5})$`)
)

// checker collects faults.
type checker struct{ faults Faults }

func (c *checker) fail(code, field string, args ...any) bool {
	c.faults = append(c.faults, Fault{Field: fmt.Sprintf(field, args...), Code: code})
	return false
}

func check(s Settings, weighed struct{ criteria, categories bool }) Faults {
	var c checker
	c.label(s.Title, nil, "title")
	c.oneOf(s.Secrecy, "secrecy", count.SecretBallot, count.OpenBallot)
	c.oneOf(s.Reveal, "reveal", "", count.RevealLive, count.RevealClosed, count.RevealHeld)
	c.oneOf(s.OneVote, "one_vote", "", count.LastVoteCounts, count.FirstVoteHolds)
	c.grades(s.Grades)
	c.criteria(s.Criteria, weighed.criteria)
	c.categories(s.Categories, weighed.categories)
	for i, l := range s.Lists {
		least := l.AtLeast == "" || c.matches(whole, l.AtLeast, FaultWhole, "lists.%d.at_least", i)
		most := c.counted(l.AtMost, fmt.Sprintf("lists.%d.at_most", i))
		if least && most && wholeOf(l.AtMost) < wholeOf(l.AtLeast) {
			c.fail(FaultOrder, "lists.%d.at_most", i)
		}
	}
	for i, v := range s.Values {
		c.value(v, fmt.Sprintf("values.%d", i))
	}
	return c.faults
}

func wholeOf(text string) int {
	n, _ := strconv.Atoi(text) // it was checked before, and nothing is 0
	return n
}

func (c *checker) oneOf(word, field string, words ...string) {
	if !slices.Contains(words, word) {
		c.fail(FaultWord, "%s", field)
	}
}

func (c *checker) matches(pattern *regexp.Regexp, text, code, field string, args ...any) bool {
	return pattern.MatchString(text) || c.fail(code, field, args...)
}

// label wants a name that the list does not have yet.
func (c *checker) label(label string, before []string, field string) {
	switch {
	case label == "":
		c.fail(FaultMissing, "%s", field)
	case len(label) > maxText:
		c.fail(FaultLong, "%s", field)
	case slices.Contains(before, label):
		c.fail(FaultTwice, "%s", field)
	}
}

// counted wants a whole number of at least 1.
func (c *checker) counted(text, field string) bool {
	switch {
	case text == "":
		return c.fail(FaultMissing, "%s", field)
	case !whole.MatchString(text) || wholeOf(text) > maxPicked:
		return c.fail(FaultWhole, "%s", field)
	case text == "0":
		return c.fail(FaultZero, "%s", field)
	}
	return true
}

func (c *checker) size(n, least, most int, field string) {
	switch {
	case n < least:
		c.fail(FaultFew, "%s", field)
	case n > most:
		c.fail(FaultMany, "%s", field)
	}
}

func (c *checker) grades(grades []Grade) {
	if len(grades) == 0 {
		return // a choice has none
	}
	c.size(len(grades), 2, maxGrades, "grades")
	var labels []string
	points := false
	for i, g := range grades {
		c.label(g.Label, labels, fmt.Sprintf("grades.%d.label", i))
		labels = append(labels, g.Label)
		if g.Points != "" {
			points = true
			c.matches(decimal, g.Points, FaultNumber, "grades.%d.points", i)
		}
	}
	if !points {
		c.fail(FaultPoints, "grades")
	}
}

func (c *checker) criteria(criteria []Criterion, weighed bool) {
	c.size(len(criteria), 0, maxCriteria, "criteria")
	var labels []string
	weights := c.weights(weighed, "criteria")
	for i, one := range criteria {
		c.label(one.Label, labels, fmt.Sprintf("criteria.%d.label", i))
		labels = append(labels, one.Label)
		weights.add(i, one.Weight)
	}
	weights.end(len(criteria))
}

func (c *checker) categories(categories []Category, weighed bool) {
	c.size(len(categories), 1, maxCategories, "categories")
	var labels []string
	weights := c.weights(weighed, "categories")
	for i, one := range categories {
		c.label(one.Label, labels, fmt.Sprintf("categories.%d.label", i))
		labels = append(labels, one.Label)
		if one.Seats != "" {
			c.matches(whole, one.Seats, FaultWhole, "categories.%d.seats", i)
		}
		weights.add(i, one.Weight)
	}
	weights.end(len(categories))
}

// weightCheck looks at the weights of one list: all, or none where the rulebook
// has none.
type weightCheck struct {
	c       *checker
	weighed bool
	list    string
	total   *big.Rat
	sound   bool
}

func (c *checker) weights(weighed bool, list string) *weightCheck {
	return &weightCheck{c, weighed, list, new(big.Rat), true}
}

func (w *weightCheck) add(i int, text string) {
	switch {
	case text == "" && !w.weighed:
	case text == "":
		w.sound = w.c.fail(FaultMissing, "%s.%d.weight", w.list, i)
	case !decimal.MatchString(text):
		w.sound = w.c.fail(FaultNumber, "%s.%d.weight", w.list, i)
	default:
		weight, _ := new(big.Rat).SetString(text) // the pattern lets only numbers through
		w.total.Add(w.total, weight)
	}
}

func (w *weightCheck) end(n int) {
	if n > 0 && w.weighed && w.sound && w.total.Sign() == 0 {
		w.c.fail(FaultWeights, "%s", w.list)
	}
}

func (c *checker) value(v Value, field string) {
	switch {
	case len(v.Options) > 0:
		var words []string
		for _, o := range v.Options {
			words = append(words, o.Value)
		}
		c.oneOf(v.Text, field, words...)
	case v.Text == "":
		c.fail(FaultMissing, "%s", field)
	case strings.HasSuffix(v.At, ".places"):
		if !whole.MatchString(v.Text) || wholeOf(v.Text) > 9 {
			c.fail(FaultPlaces, "%s", field)
		}
	case v.Whole:
		c.counted(v.Text, field)
	default:
		c.matches(decimal, v.Text, FaultNumber, "%s", field)
	}
}
