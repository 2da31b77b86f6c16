package display

import (
	"math/big"

	"pingyi/onair"
	"pingyi/voting"
)

// JoinScene is the invitation to vote. The code itself is drawn from the address.
type JoinScene struct {
	URL       string `json:"url"`
	Title     string `json:"title"`
	Issued    int    `json:"issued"`
	CheckedIn int    `json:"checked_in"`
	Corner    bool   `json:"corner"`          // small, beside something else
	Opens     int64  `json:"opens,omitempty"` // of a form that is not open yet, Unix seconds
}

// CountdownScene is the time that is left, and how many have voted. It says nothing of what
// they voted.
type CountdownScene struct {
	Named
	State    string `json:"state"`
	Held     bool   `json:"held,omitempty"` // the picture stands still, and the vote does not
	Deadline int64  `json:"deadline"`       // Unix seconds, 0 before it opens and in a held picture
	Warn     int    `json:"warn"`           // so many seconds before the end it shows
	Ballots  int    `json:"ballots"`
	Expected int    `json:"expected"`
	Permille int    `json:"permille"` // of the expected
	Seal     string `json:"seal"`
	Opens    int64  `json:"opens,omitempty"` // of a form, Unix seconds
	Units    int    `json:"units,omitempty"` // on a form
}

// TurnoutScene is how many came, and how many of them voted on what is on stage. By category
// there is the check-in alone: ballots by category would tell.
type TurnoutScene struct {
	Issued    int         `json:"issued"`
	CheckedIn int         `json:"checked_in"`
	Ballots   int         `json:"ballots"`
	Expected  int         `json:"expected"`
	Of        string      `json:"of"` // what the share is of: ballots of the expected, or checked-in of the issued
	Permille  int         `json:"permille"`
	Percent   string      `json:"percent"`
	Quorum    *QuorumLine `json:"quorum,omitempty"` // what the rulebook asks for
	Groups    []GroupLine `json:"groups"`
}

// QuorumLine is how many the rulebook asks for, in its own words, and where that lies on the scale of the picture.
type QuorumLine struct {
	Permille  int    `json:"permille"`
	Text      string `json:"text"`      // percent, with all digits that the rulebook has
	Inclusive bool   `json:"inclusive"` // at least that much, and not more than it
	Base      string `json:"base"`      // what it is a share of: members, issued, checked-in; "" as the share that is shown
}

// GroupLine is the check-in of one category.
type GroupLine struct {
	Label     string `json:"label"`
	Issued    int    `json:"issued"`
	CheckedIn int    `json:"checked_in"`
	Permille  int    `json:"permille"`
}

// warnSeconds before the end a countdown shows that it ends.
const warnSeconds = 10

// What the share of a turnout is of.
const (
	ofBallots   = "ballots"
	ofCheckedIn = "checked-in"
)

func (o output) join(cue onair.Cue) drawing {
	s := JoinScene{URL: o.setting.JoinURL, Title: o.State.Session.Title, Corner: cue.Step > 0}
	s.Issued, s.CheckedIn = o.Issued()
	if item := o.current(); item != nil && item.Whole() && (subject{item: item}).state() == "ready" {
		s.Opens = o.form(item).Opens
	}
	return paged(s, true, cue.Step, 2)
}

func (o output) countdown(cue onair.Cue) drawing {
	about := o.subject(cue)
	s := CountdownScene{Named: about.Named, State: o.standing(about), Held: o.held(), Warn: warnSeconds, Seal: about.seal()}
	s.Place = about.within()
	if about.item != nil {
		s.Deadline = o.closes(about.item)
		s.Ballots, s.Expected = about.item.Tally.Total(), o.expected(about.item)
		s.Permille = voting.PartOf(s.Ballots, s.Expected)
		if form := o.form(about.item); form != nil {
			s.Opens, s.Units = form.Opens, form.Units
		}
	}
	return one(s, true, about.key()...)
}

// quorum is the most that the rulebook asks of what a turnout shows: those who are there, or the
// ballots. Its own base may be another one, as the members are where the scale is of cards.
func (o output) quorum(s TurnoutScene) *QuorumLine {
	of, own, scale := "checked in", "issued", s.Issued
	if s.Of == ofBallots {
		of, own, scale = "collected", "checked in", s.Expected
	}
	bases := map[string]int{"membership": o.State.Members(), "issued": s.Issued, "checked in": s.CheckedIn}
	named := map[string]string{"membership": "members", "issued": "issued", "checked in": "checked-in"}
	var most *big.Rat
	var line *QuorumLine
	for _, q := range o.State.Session.Rulebook.Quorums() {
		if q.Of != of || scale == 0 || bases[q.Base] == 0 {
			continue
		}
		wanted := new(big.Rat).Mul(q.Bound, big.NewRat(int64(bases[q.Base]), 100))
		if !harder(wanted, q.Inclusive, most, line) {
			continue
		}
		most, line = wanted, &QuorumLine{tickAt(wanted, big.NewRat(int64(scale), 1), q.Inclusive), plain(q.Bound), q.Inclusive, named[q.Base]}
		if q.Base == own && bases[q.Base] == scale {
			line.Base = ""
		}
	}
	return line
}

// harder reports whether a bound asks for more than the one found before.
func harder(wanted *big.Rat, inclusive bool, most *big.Rat, line *QuorumLine) bool {
	if line == nil {
		return true
	}
	order := wanted.Cmp(most)
	return order > 0 || order == 0 && line.Inclusive && !inclusive
}

func (o output) checkedIn(cue onair.Cue) drawing {
	s := TurnoutScene{Of: ofCheckedIn, Groups: []GroupLine{}}
	s.Issued, s.CheckedIn = o.Issued()
	s.Permille = voting.PartOf(s.CheckedIn, s.Issued)
	about := o.subject(cue)
	if about.item != nil {
		s.Ballots, s.Expected = about.item.Tally.Total(), o.expected(about.item)
		if about.state() != "ready" && about.item.Phase != voting.PhaseVoid {
			s.Of, s.Permille = ofBallots, voting.PartOf(s.Ballots, s.Expected)
		}
	}
	s.Percent, s.Quorum = Percent(s.Permille), o.quorum(s)
	for category, t := range o.Turnout() {
		s.Groups = append(s.Groups, GroupLine{
			o.called(o.State.Session.Rulebook.Categories[category].Label), t.Issued, t.CheckedIn, voting.PartOf(t.CheckedIn, t.Issued),
		})
	}
	return one(s, true)
}
