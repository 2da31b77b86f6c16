package recount

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
)

// Result is everything that a session's page of results prints as a number.
type Result struct {
	Format    int       `json:"format"`  // 0 where a file says none
	Version   int       `json:"version"` // 0 where a file says none, and then no phase and nothing collected
	Phase     string    `json:"phase"`
	Issued    int       `json:"issued"`
	CheckedIn int       `json:"checked_in"`
	Collected int       `json:"collected"` // ballots of all units together
	Units     []Unit    `json:"units"`     // confirmed, in the order of the rundown
	SetAside  []Run     `json:"-"`
	Turnout   []Present `json:"categories"` // nil where a file says none
	Mixed     bool      `json:"-"`          // a unit's score rests on those of other units
	OfPart    []string  `json:"-"`          // figures that rest on part of the categories, but for places and lists

	Selections []Selection `json:"selections"` // lists of units; a file of before version 1 has none

	Pending []Tie  `json:"pending"`
	tied    []Tie  // those, and of lists that wait for them too
	Refused string `json:"refused"`
	settled bool   // both were worked out here
}

// Tie is units that wait to be told apart.
type Tie struct {
	Step  string   `json:"step"`
	Kind  string   `json:"kind"`
	Where []string `json:"where"`
	Units []string `json:"units"`
}

// waiting are the ties that wait, as results of a format have them.
func (r Result) waiting(format int) []Tie {
	if format < asksInTurn && r.tied != nil {
		return r.tied
	}
	return r.Pending
}

// tiesIn are ties as results of a format have them: before, one line stood for those of all criteria
// among the same units.
func tiesIn(format int, ties []Tie) (all []Tie) {
	for _, tie := range ties {
		if format < tiesApart {
			tie.Where = nil
		}
		if !slices.ContainsFunc(all, func(other Tie) bool { return reflect.DeepEqual(other, tie) }) {
			all = append(all, tie)
		}
	}
	return all
}

// Unit is one unit. A number of -1 was not said: a file may leave some out.
type Unit struct {
	Unit        string
	Class       string
	Cells       map[string]Cell // by category
	Blank       int
	Ballots     int
	Void        int    // of the ballots
	Expected    int    // cards that could vote
	Issued      int    // cards when the item closed, and
	CheckedIn   int    // those of them that were shown
	Exact       string // a fraction; empty like Score when nobody had an opinion
	Score       string
	Rank        int
	RankInClass int
	Criteria    []string          // as a file lists them, where there are several or the unit's own
	Scores      map[string]string // by criterion, where the rulebook scores each
	Exacts      map[string]string // likewise, as fractions; a file may leave some out
	ByGrade     map[string][]int  // marks of all categories: of the unit under "", and by criterion; nil where a file says none
	Named       map[string]string // every other result by unit; a file may leave some out

	hall   hall
	hidden int               // from this format on it is not shown by category, 0 where it is
	filled map[string]string // exact figures as results before format 7 have them, of those that were filled to 100: as Exact under "", and as Exacts
	value  *quotient         // what ranks go by; nil without a score
}

// Cell is one category of one unit.
type Cell struct {
	Counts               []int // by grade
	Blank, Ballots, Void int
}

// Run is a run that was set aside.
type Run struct{ Item, Run, Ballots int }

// notSaid is a number that a file leaves out.
const notSaid = -1

// UnmarshalJSON reads a unit as results.json has it.
func (u *Unit) UnmarshalJSON(text []byte) error {
	said := struct {
		Unit        string           `json:"unit"`
		Class       string           `json:"class"`
		Counts      map[string][]int `json:"counts"`
		Blank       int              `json:"blank"`
		Ballots     int              `json:"ballots"`
		Void        int              `json:"void"`
		Expected    int              `json:"expected"`
		Issued      int              `json:"issued"`
		CheckedIn   int              `json:"checked_in"`
		Exact       string           `json:"exact"`
		Score       string           `json:"score"`
		Rank        int              `json:"rank"`
		RankInClass int              `json:"rank_in_class"`
		ByGrade     []int            `json:"by_grade"`
		Named       []struct {
			Name string `json:"name"`
			Text string `json:"text"`
		} `json:"named"`
		Criteria []struct {
			Criterion string           `json:"criterion"`
			ByGrade   []int            `json:"by_grade"`
			Counts    map[string][]int `json:"counts"`
			Score     string           `json:"score"`
			Exact     string           `json:"exact"`
		} `json:"criteria"`
	}{Blank: notSaid, Ballots: notSaid, Expected: notSaid, Issued: notSaid, CheckedIn: notSaid}
	if err := json.Unmarshal(text, &said); err != nil {
		return err
	}
	*u = Unit{
		Unit: said.Unit, Class: said.Class, Blank: said.Blank, Ballots: said.Ballots, Void: said.Void, Expected: said.Expected,
		Issued: said.Issued, CheckedIn: said.CheckedIn, Exact: said.Exact, Score: said.Score, Rank: said.Rank, RankInClass: said.RankInClass, Cells: make(map[string]Cell),
	}
	u.grades("", said.ByGrade)
	for category, counts := range said.Counts {
		u.Cells[category] = Cell{Counts: counts, Blank: notSaid, Ballots: notSaid, Void: notSaid}
	}
	for _, named := range said.Named {
		if u.Named == nil {
			u.Named = make(map[string]string)
		}
		u.Named[named.Name] = named.Text
	}
	for _, criterion := range said.Criteria {
		if u.Scores == nil {
			u.Scores, u.Exacts = make(map[string]string), make(map[string]string)
		}
		u.Criteria = append(u.Criteria, criterion.Criterion)
		u.Scores[criterion.Criterion], u.Exacts[criterion.Criterion] = criterion.Score, criterion.Exact
		u.grades(criterion.Criterion, criterion.ByGrade)
		for category, counts := range criterion.Counts {
			u.Cells[pileOf(criterion.Criterion, category)] = Cell{Counts: counts, Blank: notSaid, Ballots: notSaid, Void: notSaid}
		}
	}
	return nil
}

// Read reads results.json.
func Read(text []byte) (Result, error) {
	var r Result
	if err := json.Unmarshal(text, &r); err != nil {
		return r, err
	}
	if len(r.Units) == 0 {
		return r, fmt.Errorf("no units in it")
	}
	return r, nil
}

// differences collects what another says otherwise than the records.
type differences struct {
	by    string
	bare  bool // 80.00 may be written as 80
	lines []string
}

func (d *differences) number(what string, counted, said int) {
	if counted != said && said != notSaid {
		d.lines = append(d.lines, fmt.Sprintf("%s: the records give %d, %s says %d", what, counted, d.by, said))
	}
}

func (d *differences) text(what, counted, said string) {
	if counted != said {
		d.lines = append(d.lines, fmt.Sprintf("%s: the records give %s, %s says %s", what, orNone(counted), d.by, orNone(said)))
	}
}

// called compares what somebody calls something.
func (d *differences) called(what, counted, said string) { d.text(what, quoted(counted), quoted(said)) }

// quoted is a name that an author gave: whoever says the difference in another language takes it for
// no word of ours.
func quoted(name string) string {
	if name == "" {
		return ""
	}
	return strconv.Quote(name)
}

// figure compares two figures as they are printed.
func (d *differences) figure(what, counted, said string) {
	if d.bare && sameValue(counted, said) {
		return
	}
	d.text(what, counted, said)
}

func sameValue(a, b string) bool {
	x, ok := (link{places: -1}).printed(a)
	y, also := (link{places: -1}).printed(b)
	return ok && also && x.compare(y) == 0
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// Differences names every number that somebody else has otherwise. Categories
// that said leaves out are passed over where it may, and an exact score where it
// has none of them, because a secret session shows neither beside small ones. Of
// scores that are measured against each other one small category hides them all.
func Differences(counted, said Result, by string, mayOmit bool) []string {
	d := &differences{by: by, bare: min(counted.format(), said.format()) < keepsPlaces}
	d.number("cards issued", counted.Issued, said.Issued)
	d.number("checked in", counted.CheckedIn, said.CheckedIn)
	d.turnout(counted.Turnout, said.Turnout)
	if said.Version != 0 {
		d.number("version", counted.Version, said.Version)
		if !mayOmit { // a print is older than what became of it
			d.text("phase", counted.Phase, said.Phase)
		}
		d.number("ballots collected", counted.Collected, said.Collected)
		d.lists(counted.Selections, said.Selections)
	}
	if counted.settled {
		d.text("refused", counted.Refused, said.Refused)
		format := min(counted.format(), said.format())
		d.text("pending", fmt.Sprint(tiesIn(format, counted.waiting(format))), fmt.Sprint(tiesIn(format, said.Pending)))
	}
	units := make(map[string]Unit)
	for _, unit := range said.Units {
		units[unit.Unit] = unit
	}
	for _, unit := range counted.Units {
		other, there := units[unit.Unit]
		if !there {
			d.lines = append(d.lines, fmt.Sprintf("%s: confirmed in the records, %s has no result for it", unit.Unit, by))
			continue
		}
		delete(units, unit.Unit)
		if hidden := unit.hidden; hidden > 0 && said.format() >= hidden && mayOmit && len(other.Cells) > 0 {
			d.lines = append(d.lines, fmt.Sprintf("%s: a category of it is too small to be shown, %s shows it", unit.Unit, by))
		}
		if unit.hidden > 0 && said.format() >= hidesParts && mayOmit {
			unit.forgetParts(counted.OfPart)
		}
		unit.exactIn(min(counted.format(), said.format()))
		exact := !mayOmit || other.Exact != "" || len(other.Cells) > 0 && !counted.Mixed
		d.unit(unit, other, mayOmit, exact)
	}
	for _, unit := range slices.Sorted(maps.Keys(units)) {
		d.lines = append(d.lines, fmt.Sprintf("%s: %s has a result for it, it is not confirmed in the records", unit, by))
	}
	if !mayOmit {
		d.text("runs that were set aside", fmt.Sprint(counted.SetAside), fmt.Sprint(said.SetAside))
	}
	return d.lines
}

func (d *differences) unit(counted, said Unit, mayOmit, exact bool) {
	name := counted.Unit + " "
	d.called(name+"class", counted.Class, said.Class)
	for _, category := range slices.Sorted(maps.Keys(counted.Cells)) {
		cell, other := counted.Cells[category], said.Cells[category]
		if _, there := said.Cells[category]; !there && mayOmit {
			continue
		}
		what := name + quoted(category)
		d.text(what, fmt.Sprint(cell.Counts), fmt.Sprint(other.Counts))
		d.number(what+" blank", cell.Blank, other.Blank)
		d.number(what+" ballots", cell.Ballots, other.Ballots)
		d.number(what+" void", cell.Void, other.Void)
	}
	for _, category := range slices.Sorted(maps.Keys(said.Cells)) {
		if _, there := counted.Cells[category]; !there {
			d.text(name+quoted(category), "", fmt.Sprint(said.Cells[category].Counts))
		}
	}
	d.byGrade(name, counted, said)
	d.number(name+"blank", counted.Blank, said.Blank)
	d.number(name+"ballots", counted.Ballots, said.Ballots)
	d.number(name+"void", counted.Void, said.Void)
	d.number(name+"cards that could vote", counted.Expected, said.Expected)
	d.number(name+"cards issued", counted.Issued, said.Issued)
	d.number(name+"cards checked in", counted.CheckedIn, said.CheckedIn)
	if exact {
		d.text(name+"exact score", counted.Exact, said.Exact)
	}
	d.score(name+"score", counted.Score, said.Score, exact)
	for _, criterion := range slices.Sorted(maps.Keys(counted.Scores)) {
		if !mayOmit || said.Exacts[criterion] != "" {
			d.text(name+quoted(criterion)+" exact score", counted.Exacts[criterion], said.Exacts[criterion])
		}
		d.score(name+quoted(criterion)+" score", counted.Scores[criterion], said.Scores[criterion], !mayOmit)
	}
	for _, figure := range slices.Sorted(maps.Keys(said.Named)) {
		d.figure(name+quoted(figure), counted.Named[figure], said.Named[figure])
	}
	for _, figure := range slices.Sorted(maps.Keys(counted.Named)) {
		if _, there := said.Named[figure]; !there && !mayOmit {
			d.text(name+quoted(figure), counted.Named[figure], "")
		}
	}
	d.number(name+"rank", counted.Rank, said.Rank)
	d.number(name+"rank in class", counted.RankInClass, said.RankInClass)
}

// score compares two scores as they are printed. Where the exact one may be left out,
// what no step has rounded is printed with two places.
func (d *differences) score(what, counted, said string, exact bool) {
	if value, ok := (link{places: -1}).printed(counted); !exact && ok && said == value.rounded(2, "half up") {
		return
	}
	d.figure(what, counted, said)
}
