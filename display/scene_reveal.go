package display

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pingyi/onair"
	"pingyi/voting"
)

// RevealScene is a ranking that is given out from the last place to the first.
type RevealScene struct {
	Hidden   bool       `json:"hidden"`
	Reason   string     `json:"reason,omitempty"` // why nothing can be given out, for those who may do something about it
	Title    string     `json:"title"`
	List     string     `json:"list"`     // as the rulebook calls it; empty for the ranking of all
	Total    int        `json:"total"`    // places
	Released int        `json:"released"` // units that are out
	Rows     []PlaceRow `json:"rows"`     // the last that came out, the last place first
	Newest   int        `json:"newest"`   // so many of them came out together, the last in rows; 0 where rows has more than what is out
	Next     *NextPlace `json:"next"`     // null when all are out
	Top      int        `json:"top"`      // so many places are for large pictures
	Seal     string     `json:"seal"`     // of the checkpoint that the result rests on
	Version  int        `json:"version"`

	Corrected bool `json:"corrected"`
}

// PlaceRow is one unit in its place.
type PlaceRow struct {
	Rank  int           `json:"rank"`
	Tie   bool          `json:"tie"`
	Unit  voting.UnitID `json:"unit"`
	Name  string        `json:"name"`
	Place string        `json:"place"`
	Score string        `json:"score"`
	Parts []LabelScore  `json:"parts,omitempty"`

	Revote bool `json:"revote,omitempty"` // its item ran anew: the run before was set aside
}

// LabelScore is a figure with its name.
type LabelScore struct {
	Label string `json:"label"`
	Score string `json:"score"`
}

// NextPlace is what comes out next. To the public it says no more than follows from what is
// out: whether units share the place, and how many have one at all, is told by the release.
type NextPlace struct {
	Rank  int `json:"rank"`  // 0 while nothing is out: the last place, whichever that is
	Group int `json:"group"` // from 1
	Of    int `json:"of"`
}

// TenScene is a list of the best or the worst, given out like a ranking.
type TenScene struct {
	Hidden   bool       `json:"hidden"`
	Reason   string     `json:"reason,omitempty"`
	List     string     `json:"list"`
	Tone     string     `json:"tone"` // best, worst
	Size     int        `json:"size"`
	Rows     []PlaceRow `json:"rows"`
	Released int        `json:"released"`
	Next     *NextPlace `json:"next"`
	Seal     string     `json:"seal"`
	Version  int        `json:"version"`

	Corrected bool `json:"corrected"`
}

const (
	revealAlone = 10 // from this place on every place comes out by itself
	revealGroup = 6  // so many at a time at most: every picture has rows for them, also beside the corner mark
	revealTop   = 3
	revealRows  = 16 // of a frame; a group is never cut
)

// Why nothing is given out.
const (
	whyPreparing = "preparing" // nobody has confirmed the result
	whyTies      = "ties"      // a draw or a fresh vote is outstanding
	whyRefused   = "refused"   // the rulebook gives nobody a score
	whyNoList    = "no-list"   // the rulebook makes no such list
	whyNobody    = "nobody"    // nobody has a place; the picture looks as it does before anything is out
)

// queue is a ranking in the groups in which it is given out.
type queue struct {
	key     string // by which the control room releases it
	list    string // the name of the list that it is, whatever it is asked for by; "" is a ranking
	name    string
	worst   bool
	nominal int          // places, as far as the rules say it and not the votes
	groups  [][]PlaceRow // the last place first
	why     string       // nothing may be given out
	version *voting.Version
}

// queue lines up a ranking or a list of the version that is on the screens.
func (o output) queue(name string, list bool) queue {
	q := queue{version: o.ShownVersion(), key: name, name: name}
	if o.taken != 0 {
		q.version = o.Version(o.taken)
	}
	if table := o.State.Session.Rulebook.ResultTable(name); table != "" {
		q.name = o.called(table)
	}
	q.worst = sayWorst(name + q.name)
	outcome := o.counted.outcome(o.State, q.version.Number)
	rows, found := o.lineUp(&q, outcome.Rows, name, list)
	slices.SortStableFunc(rows, func(a, b PlaceRow) int { return cmp.Compare(b.Rank, a.Rank) })
	q.groups = grouped(rows)
	switch {
	case outcome.Refused != "":
		q.why = whyRefused
	case len(outcome.Ties) > 0:
		q.why = whyTies
	case !found:
		q.why = whyNoList
	case len(rows) == 0:
		q.why = whyNobody
	case q.version.Phase() == voting.VersionPreparing:
		q.why = whyPreparing
	}
	return q
}

// blocked reports whether nothing can be given out to anybody.
func (q queue) blocked() bool {
	return slices.Contains([]string{whyTies, whyRefused, whyNoList}, q.why)
}

// GroupsOf is in how many groups a ranking or a list is given out, 0 where it cannot be: before
// the result is confirmed, while a draw is outstanding, or where nobody has a place.
func GroupsOf(s *voting.State, list string) int { return new(Outputs).GroupsOf(s, list) }

// GroupsOf is that of the package, with what these pictures have counted already.
func (c *Outputs) GroupsOf(s *voting.State, list string) int {
	o := output{picture: picture{State: tuned(s), revealed: c.rows}, counted: c}
	if o.Phase == "" {
		return 0
	}
	if q := o.queue(list, false); q.why == "" {
		return len(q.groups)
	}
	return 0
}

// lineUp finds who has a place: on a list of the rulebook, in a class, or among all.
func (o output) lineUp(q *queue, board []voting.Row, name string, list bool) (rows []PlaceRow, found bool) {
	for _, l := range listNames(today(&o.State.Session), board) {
		own := l.on(board, o.State.Session.Rulebook.Meant(name), list)
		if own == nil {
			continue
		}
		if name == "" { // "" is the ranking of all, and its releases are not those of a list
			q.key = l.key(own[0].Unit.Class)
		}
		q.list = strings.TrimSuffix(l.key(own[0].Unit.Class), "/")
		q.name, q.worst = o.called(own[0].Named[l.k].Table), l.worst()
		if l.Inside == "class" { // each class has one by that name
			q.name += " " + string(own[0].Unit.Class)
		}
		q.nominal = l.seats(own)
		for _, row := range own {
			if on := row.Named[l.k]; on.Place > 0 {
				placed := o.placed(row, on.Place, l.unit(row, 0).Value)
				if !q.worst { // which is no sum of parts
					placed.Parts = o.parts(board, row)
				}
				rows = append(rows, placed)
			}
		}
		return rows, true
	}
	if list {
		return nil, false
	}
	place := func(row voting.Row) int { return row.Rank }
	if name != "" {
		q.name, place = name, func(row voting.Row) int { return row.RankInClass }
	}
	for _, row := range board {
		if name != "" && name != string(row.Unit.Class) {
			continue
		}
		q.nominal++
		if at := place(row); at > 0 {
			rows = append(rows, o.placed(row, at, Printed(&o.State.Session, board, row, "score", row.Score)))
		}
	}
	return rows, q.nominal > 0 && (name != "" || o.State.Session.Rulebook.RanksAll())
}

// on gives the units among whom a list is made if a cue's name means it: by the name of the
// result or of its table, with the class behind a stroke where each class has its own. A
// list that no cue names is the first.
func (l listed) on(board []voting.Row, name string, list bool) []voting.Row {
	table := board[0].Named[l.k].Table
	if l.Inside != "class" {
		if name == l.name || name == table || name == "" && list {
			return board
		}
		return nil
	}
	for _, class := range classesOf(board) {
		if name == l.name+"/"+string(class) || name == table+"/"+string(class) || name == "" && list {
			return slices.DeleteFunc(slices.Clone(board), func(row voting.Row) bool { return row.Unit.Class != class })
		}
	}
	return nil
}

// key is the name of a list, with the class where each has its own.
func (l listed) key(class voting.Class) string {
	if l.Inside == "class" {
		return l.name + "/" + string(class)
	}
	return l.name
}

// seats is how many places a list has for so many units.
func (l listed) seats(own []voting.Row) int {
	n := 0
	for _, row := range own {
		n = max(n, row.Named[l.k].Admission.Take)
	}
	return min(n, len(own))
}

// worst reports whether a list is of those whom nobody wants to be among.
func (l listed) worst() bool { return !l.HighFirst || sayWorst(l.name+l.board[0].Named[l.k].Table) }

func sayWorst(words string) bool {
	says := func(word string) bool { return strings.Contains(words, word) }
	return slices.ContainsFunc([]string{"worst", "black", "差", "末", "黑"}, says)
}

func (o output) placed(row voting.Row, rank int, score string) PlaceRow {
	return PlaceRow{Rank: rank, Unit: row.Unit.ID, Name: row.Unit.Name, Place: string(row.Unit.Department), Score: score, Revote: o.anew(row.Unit.ID)}
}

// parts are the other figures of a unit that may be printed. A list gives out the figure that it
// takes by, so before the announcement the others are there of a unit that was revealed.
func (o output) parts(board []voting.Row, row voting.Row) []LabelScore {
	if _, whole := o.audience.ranking(o.State); !whole {
		rows, own, _ := find(o.openly(), row.Unit.ID)
		board, row = rows, own
	}
	var parts []LabelScore
	for _, named := range row.Named {
		if !named.List && o.tells(named.Name) && named.Cell.Has() && (named.Cell.Rounded || Exactly(&o.State.Session, board, row, named.Name)) &&
			!Untold(&o.State.Session, board, row, named.Name) {
			parts = append(parts, LabelScore{o.called(named.Table), Approximate(named.Cell.Text)})
		}
	}
	return parts
}

// grouped divides rows, the last place first. Who shares a place is in one group, unless those are more than
// a picture has rows for: they come out in several, all with that place.
func grouped(rows []PlaceRow) [][]PlaceRow {
	var groups [][]PlaceRow
	for from := 0; from < len(rows); {
		to := from + 1
		for to < len(rows) && rows[to].Rank == rows[from].Rank {
			to++
		}
		for i := from; i < to; i++ {
			rows[i].Tie = to-from > 1
		}
		for part := range slices.Chunk(rows[from:to], revealGroup) {
			last := len(groups) - 1
			if last >= 0 && part[0].Rank > revealAlone && len(groups[last])+len(part) <= revealGroup {
				groups[last] = append(groups[last], part...)
			} else {
				groups = append(groups, slices.Clone(part))
			}
		}
		from = to
	}
	return groups
}

// expectedGroups is how many groups so many places make, as long as nobody shares one.
func expectedGroups(places int) int {
	return min(places, revealAlone) + (max(places-revealAlone, 0)+revealGroup-1)/revealGroup
}

// procession is how far a queue has come, with what of it the readers may see.
type procession struct {
	hidden        bool
	reason        string
	rows          []PlaceRow
	groups, steps int // that are out, and as far as it may be told how many there are
	units, places int // likewise
	next          *NextPlace
	newest        int // units of the newest group that the rows have
	top           int // places for large pictures
}

// procession says how far a queue has come when the control room has released so many groups.
// The public's numbers follow from what is out and from the rules; the desk has the true ones.
func (o output) procession(q queue) procession {
	control := o.Reveals[q.key]
	p := procession{rows: []PlaceRow{}, top: revealTop, places: q.nominal, steps: expectedGroups(q.nominal)}
	preparing := q.version.Phase() == voting.VersionPreparing
	p.hidden = preparing && o.audience != Desk || q.blocked() || !o.names(q.list, q.version.Number)
	if o.audience == Desk {
		p.reason = q.why
	}
	if p.hidden {
		return p
	}
	p.groups = min(max(control, 0), len(q.groups))
	before, left := 0, q.nominal // units that came out before the newest group, and places above it
	for _, group := range q.groups[:p.groups] {
		before, left = p.units, group[len(group)-1].Rank-1
		p.units += len(group)
	}
	p.steps = p.groups + expectedGroups(left)
	p.newest = p.units - before
	rest := q.sharing(p.groups)
	p.steps += (rest + revealGroup - 1) / revealGroup
	switch {
	case left == 0 && rest == 0:
		p.places = p.units
	default:
		p.next = &NextPlace{Group: p.groups + 1, Of: p.steps}
		if p.groups > 0 {
			p.next.Rank = left
		}
		if rest > 0 {
			p.next.Rank++
		}
	}
	seen := slices.Concat(q.groups[:o.audience.released(q.version, len(q.groups), control)]...)
	p.top = podium(seen)
	for _, row := range seen[max(0, min(before, len(seen)-revealRows)):] {
		row.Score = Approximate(row.Score)
		p.rows = append(p.rows, row)
	}
	if o.audience == Desk {
		p.tellAll(q, len(seen))
		p.rows = p.rows[:min(len(p.rows), max(revealRows, p.units-before))]
	}
	return p
}

// sharing is how many have the place of the last who came out, and are not out.
func (q queue) sharing(groups int) (units int) {
	if groups == 0 {
		return 0
	}
	last := q.groups[groups-1]
	for _, group := range q.groups[groups:] {
		for _, row := range group {
			if row.Rank == last[len(last)-1].Rank {
				units++
			}
		}
	}
	return units
}

// tellAll puts the true numbers in the place of those that the public may know.
func (p *procession) tellAll(q queue, units int) {
	p.steps, p.places, p.next, p.newest = len(q.groups), units, nil, 0
	if p.groups < len(q.groups) {
		p.next = &NextPlace{Rank: q.groups[p.groups][0].Rank, Group: p.groups + 1, Of: p.steps}
	}
}

func (o output) reveal(cue onair.Cue) drawing {
	q := o.queue(cue.List, false)
	s := o.procession(q)
	scene := RevealScene{
		Hidden: s.hidden, Reason: s.reason, Title: o.State.Session.Title, List: q.name, Total: max(s.places, s.units), Released: s.units,
		Rows: s.rows, Newest: s.newest, Next: s.next, Top: s.top, Seal: o.newestSeal(), Version: q.version.Number, Corrected: q.version.Number > 1,
	}
	return drawing{scene, []string{q.key, fmt.Sprint(q.version.Number)}, s.groups, s.steps, len(q.groups), !s.hidden && len(q.groups) > 0}
}

func (o output) ten(cue onair.Cue) drawing {
	q := o.queue(cue.List, true)
	s := o.procession(q)
	scene := TenScene{
		Hidden: s.hidden, Reason: s.reason, List: q.name, Tone: "best", Size: max(s.places, s.units), Rows: s.rows, Released: s.units,
		Next: s.next, Seal: o.newestSeal(), Version: q.version.Number, Corrected: q.version.Number > 1,
	}
	if q.worst {
		scene.Tone = "worst"
	}
	return drawing{scene, []string{q.key, fmt.Sprint(q.version.Number)}, s.groups, s.steps, len(q.groups), !s.hidden && len(q.groups) > 0}
}
