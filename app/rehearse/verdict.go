package rehearse

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strings"

	"pingyi/app/tally"
)

// Verdict is how an evening compares with what its scenario expects.
type Verdict struct {
	Units, Equal int
	Lines        []string // what differs, and why that is as it must be
	Faults       []string // what differs though nobody gave cause
}

// Judge compares what was counted with what is expected of the items that were
// to be played, and of those that were counted besides. It knows what the hall
// did; what it did not do must come from guests or from the desk.
func (c *Crowd) Judge(ctx context.Context) (Verdict, error) {
	if c.s.Expected == nil {
		return Verdict{Lines: []string{c.words("nothing")}}, nil
	}
	p, err := c.look(ctx)
	if err != nil {
		return Verdict{}, err
	}
	got, err := c.desk.Results()
	if err != nil {
		return Verdict{}, err
	}
	j := judge{Crowd: c, got: make(map[string]UnitResult), phase: make(map[string]string)}
	for _, unit := range got.Units {
		j.got[unit.Unit] = unit
	}
	for _, line := range p.Items {
		j.phase[line.Unit] = line.Phase
	}
	c.guests = max(c.guests, got.CheckedIn-int(c.here.Load()))
	if j.voided, err = c.cardsVoided(); err != nil {
		return Verdict{}, err
	}
	j.compare(c.expected(j.got))
	if j.Equal == j.Units && j.Units == len(c.s.Units) && c.guests == 0 {
		found := tally.NewInterpreter(c.show.Lang)
		for _, line := range compareWhole(*c.s.Expected, got) {
			j.Faults = append(j.Faults, found.Say(line))
		}
	}
	return j.Verdict, nil
}

// compareWhole compares what is said of all units together and no unit shows: void
// ballots, and lists.
func compareWhole(want, got Results) []string {
	want.Issued, want.CheckedIn, want.Collected, want.Valid = notSaid, notSaid, notSaid, notSaid
	return compareTotals(want, got)
}

// Print says it in one line, and in one more for everything that differs.
func (v Verdict) Print(out io.Writer, lang string) {
	key := "show.equal.some"
	switch {
	case v.Equal == v.Units:
		key = "show.equal.all"
	case len(v.Faults) == 0:
		key = "show.equal.reasons"
	}
	if v.Units > 0 {
		fmt.Fprintln(out, tally.Say(lang, key, "n", fmt.Sprint(v.Equal), "of", fmt.Sprint(v.Units)))
	}
	for _, line := range v.Lines {
		fmt.Fprintln(out, "  "+line)
	}
	for _, line := range v.Faults {
		fmt.Fprintln(out, "  "+tally.Say(lang, "show.fault", "line", line))
	}
}

// cardsVoided reports whether the desk took a card of the hall out.
func (c *Crowd) cardsVoided() (bool, error) {
	cards, err := c.desk.Cards()
	if err != nil {
		return false, err
	}
	valid := make(map[string]bool)
	for _, card := range cards {
		valid[card.Token] = true
	}
	return slices.ContainsFunc(c.seats, func(s *seat) bool { return !valid[s.card.Token] }), nil
}

// expected is what must come out of the items that were played, ranked among
// those that were counted. Of the whole rundown it is what the scenario says.
func (c *Crowd) expected(got map[string]UnitResult) []UnitResult {
	var want []UnitResult
	for i, unit := range c.s.Units {
		if _, counted := got[unit]; i < c.Appraised() || counted {
			want = append(want, c.s.expectedOf(unit))
		}
	}
	if len(want) == len(c.s.Units) && len(got) == len(want) {
		return want
	}
	for i := range want {
		place(&want[i], want, got)
	}
	return want
}

// place ranks a unit among those that were counted, as far as its ranks are expected.
func place(own *UnitResult, all []UnitResult, got map[string]UnitResult) {
	overall, inClass := 0, 0
	if own.Score != "" {
		overall, inClass = 1, 1
	}
	for _, other := range all {
		if _, counted := got[other.Unit]; !counted || own.Score == "" || !above(other.Score, own.Score) {
			continue
		}
		overall++
		if other.Class == own.Class {
			inClass++
		}
	}
	if own.Rank != notSaid {
		own.Rank = overall
	}
	if own.RankInClass != notSaid {
		own.RankInClass = inClass
	}
}

func (s Scenario) expectedOf(unit string) UnitResult {
	for _, u := range s.Expected.Units {
		if u.Unit == unit {
			return u
		}
	}
	return UnitResult{Unit: unit}
}

// above compares two scores as they are written.
func above(a, b string) bool {
	x, ok := new(big.Rat).SetString(a)
	y, too := new(big.Rat).SetString(b)
	return ok && too && x.Cmp(y) > 0
}

// judge is a verdict in the making.
type judge struct {
	*Crowd
	Verdict
	got    map[string]UnitResult
	phase  map[string]string
	voided bool     // a card of the hall was
	moved  []string // counted as expected, but of another rank
}

func (j *judge) compare(want []UnitResult) {
	j.Units = len(want)
	for _, w := range want {
		g, counted := j.got[w.Unit]
		ranks := sameRank(w.Rank, g.Rank) && sameRank(w.RankInClass, g.RankInClass)
		switch {
		case !counted:
			j.say(w.Unit, j.absence(w.Unit))
		case !sameCount(w, g):
			j.explain(w, g)
		case !ranks:
			j.moved = append(j.moved, j.words("moved", "unit", w.Unit, "rank", g.Rank, "wanted", w.Rank, "class", g.RankInClass, "other", w.RankInClass))
		default:
			j.Equal++
		}
	}
	switch {
	case len(j.moved) == 0:
	case j.Equal+len(j.moved) == j.Units:
		j.Faults = append(j.Faults, j.words("ranks", "units", strings.Join(j.moved, j.words("comma"))))
	default:
		j.Lines = append(j.Lines, j.words("ranks.others", "n", len(j.moved), "units", strings.Join(j.moved, j.words("comma"))))
	}
}

// sameRank lets a rank be anything that the expectation does not name.
func sameRank(want, got int) bool { return want == notSaid || want == got }

func sameCount(want, got UnitResult) bool {
	var lines []string
	want.Rank, want.RankInClass = notSaid, notSaid
	compareUnit(want, got, noting(&lines))
	return lines == nil
}

func (j *judge) say(unit, why string) {
	j.Lines = append(j.Lines, j.words("unit", "unit", unit, "name", j.s.Names[unit], "why", why))
}

func (j *judge) absence(unit string) string {
	switch {
	case j.phase[j.s.itemOf(unit)] == "void":
		return j.words("absent.aside")
	case j.ended:
		return j.words("absent.ended")
	}
	return j.words("absent.unconfirmed")
}

// explain finds the reasons for another count: what of the hall is not on
// record, and what is counted that the hall did not cast.
func (j *judge) explain(w, g UnitResult) {
	own := make(map[string][]int)
	it := j.items[j.s.itemOf(w.Unit)]
	var why []string
	if it == nil {
		why = append(why, j.words("no-vote"))
	} else {
		own = j.count(it, w.Unit)
		why = append(why, it.reasons(j.Crowd)...)
	}
	more, fewer := j.differences(own, j.s.marksOf(g))
	if len(more) > 0 && j.guests > 0 {
		why = append(why, j.words("guests", "marks", strings.Join(more, j.words("comma"))))
	}
	if len(fewer) > 0 && j.voided {
		why = append(why, j.words("withdrawn", "marks", strings.Join(fewer, j.words("comma"))))
	}
	none := j.words("none")
	scores := j.words("scores", "counted", cmp.Or(g.Score, none), "wanted", cmp.Or(w.Score, none))
	if len(why) == 0 || (len(more) > 0 && j.guests == 0) || (len(fewer) > 0 && !j.voided) {
		j.Faults = append(j.Faults, j.words("unit", "unit", w.Unit, "name", j.s.Names[w.Unit], "why", j.words("beyond", "scores", scores, "more", more, "fewer", fewer)))
		return
	}
	j.say(w.Unit, strings.Join(append([]string{scores}, why...), j.words("stop")))
}

// itemOf is what the item about a unit goes by.
func (s Scenario) itemOf(unit string) string {
	if s.Whole() {
		return ""
	}
	return unit
}

// marks are the words for what can be marked: grades, or the lists of a choice.
func (s Scenario) marks() []string {
	if s.Lists != nil {
		return s.Lists
	}
	return s.Grades
}

// marksOf is what was counted of a unit by category and by what can be marked.
func (s Scenario) marksOf(u UnitResult) map[string][]int {
	if s.Lists == nil {
		return u.Counts
	}
	counts := make(map[string][]int)
	for k, list := range u.Criteria {
		for category, ticks := range list.Counts {
			if counts[category] == nil {
				counts[category] = make([]int, len(s.Lists))
			}
			counts[category][k] = ticks[0]
		}
	}
	return counts
}

// count is what the hall holds receipts for about a unit, by category and by what can
// be marked; of void ballots nothing counts.
func (j *judge) count(it *item, unit string) map[string][]int {
	counts := make(map[string][]int)
	for rep, marks := range it.recorded {
		category := j.s.Holders[rep].Category
		if counts[category] == nil {
			counts[category] = make([]int, len(j.s.marks()))
		}
		for k, row := range j.s.Rows[unit] {
			switch mark := marks[row]; {
			case mark == blank || it.void[rep]:
			case j.s.Lists != nil:
				counts[category][k]++
			default:
				counts[category][gradeOf(mark)]++
			}
		}
	}
	return counts
}

// differences names, by category and by what can be marked, what is counted beyond a count, and
// what is lacking.
func (j *judge) differences(own, got map[string][]int) (more, fewer []string) {
	categories := make([]string, 0, len(got))
	for category := range got {
		categories = append(categories, category)
	}
	slices.Sort(categories)
	for _, category := range categories {
		for grade, n := range got[category] {
			if own[category] != nil {
				n -= own[category][grade]
			}
			text := fmt.Sprintf("%s %s %+d", category, j.s.marks()[grade], n)
			switch {
			case n > 0:
				more = append(more, text)
			case n < 0:
				fewer = append(fewer, text)
			}
		}
	}
	return more, fewer
}

// reasons says why ballots of the hall are not on record.
func (it *item) reasons(c *Crowd) []string {
	var why []string
	codes := make(map[string]int)
	for _, code := range it.missing {
		codes[code]++
	}
	if it.cut != "" {
		why = append(why, it.cut)
		delete(codes, "not sent")
		delete(codes, "item-closed")
	}
	names := make([]string, 0, len(codes))
	for code := range codes {
		names = append(names, code)
	}
	slices.Sort(names)
	for _, code := range names {
		why = append(why, c.words("refused", "n", codes[code], "code", code))
	}
	return why
}
