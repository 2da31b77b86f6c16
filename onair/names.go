package onair

import (
	"fmt"
	"slices"

	"pingyi/voting"
)

// A list names who is among the best, or among the worst, and what a name on the worst may do to somebody is no matter
// of counting. So before a list is on a public output somebody has said that its names were checked: a scrutineer, who
// takes nothing to air himself. It is one rule for every list, since no program can tell a list of honour from the
// other by what the rules call it.

// CheckNames is the scrutineer's word that the names on a sealed list were checked and may be shown.
type CheckNames struct {
	Act
	Session voting.SessionID
	List    string
	Binding
}

// UncheckNames takes that word back. It is for before anybody was named: it is refused once somebody is out, which only a
// correction puts right, and while the list lies on a public output, since that would put another picture on air.
type UncheckNames struct {
	Act
	Session voting.SessionID
	List    string
	Binding
}

// GuardNames has lists wait for that from now on. Rooms from before the rule are drawn again as they were.
type GuardNames struct{ Act }

// NamesChecked says that the names on a list were checked. List is the one name that it has, whatever a cue calls it.
type NamesChecked struct {
	Stamp
	Session voting.SessionID `json:"session"`
	List    string           `json:"list"`
	Binding
	Record uint64 `json:"record,omitempty"` // how far the session's log went; logs from before that do not say
}

// NamesUnchecked says that they are not, after all: it takes back the word of before.
type NamesUnchecked NamesChecked

// NamesGuarded begins the rule.
type NamesGuarded struct{ Stamp }

// NameCheck is that the names on a list of one version of a result were checked, by whom and when.
type NameCheck struct {
	Session voting.SessionID `json:"session"`
	List    string           `json:"list"`
	Binding
	By string `json:"by"`
	At int64  `json:"at"` // Unix milliseconds
}

// NameChecks lists what was checked, the oldest first. What was checked of one version says nothing of the next.
func (s *State) NameChecks() []NameCheck { return slices.Clone(s.checks) }

func (d decision) checkNames(c CheckNames) ([]Event, error) {
	ranking, err := d.listOf(c.Session, c.List, c.Binding)
	if err != nil {
		return nil, err
	}
	if !d.unchecked(c.Session, ranking) {
		return nothing()
	}
	return one(d.namesChecked(c.Session, ranking))
}

func (d decision) uncheckNames(c UncheckNames) ([]Event, error) {
	ranking, err := d.listOf(c.Session, c.List, c.Binding)
	if err != nil {
		return nil, err
	}
	if d.unchecked(c.Session, ranking) {
		return nothing()
	}
	if ranking.Announced || d.given(c.Session, ranking) {
		return nil, refuse(RefusedNamesGiven, c.List)
	}
	if name, is := d.lies(c.Session, ranking.Names); is {
		return nil, refuse(RefusedNamesOut, d.outputs[name].called())
	}
	unchecked := NamesUnchecked(*d.namesChecked(c.Session, ranking))
	return one(&unchecked)
}

// namesChecked is the word about a list as it is sealed now.
func (d decision) namesChecked(session voting.SessionID, list Ranking) *NamesChecked {
	facts, _ := d.house.Session(session)
	return &NamesChecked{Stamp: d.stamp(), Session: session, List: list.Names, Binding: list.Binding, Record: facts.Record}
}

// given reports whether somebody on a list as it is sealed now was given out, or has had the GO and waits for the moment.
func (d decision) given(session voting.SessionID, list Ranking) bool {
	if d.waits(d.At) && d.armed.Action.Kind == ActReveal && d.armed.Action.Session == session {
		if waiting, _ := d.house.Ranking(session, d.armed.Action.List); waiting.Names == list.Names {
			return true
		}
	}
	return slices.ContainsFunc(d.releases, func(r Release) bool {
		if r.Session != session || r.Binding != list.Binding || r.Groups == 0 {
			return false
		}
		ranking, _ := d.house.Ranking(session, r.List)
		return ranking.Names == list.Names
	})
}

// listOf is the list that a scrutineer gives his word about, as it is sealed now.
func (d decision) listOf(session voting.SessionID, list string, of Binding) (Ranking, error) {
	if d.Role != Scrutineer {
		return Ranking{}, refuse(RefusedRole, string(d.Role))
	}
	ranking, err := d.sealed(session, list)
	if err != nil {
		return Ranking{}, err
	}
	if ranking.Names == "" { // a ranking is of all, and no list
		return Ranking{}, refuse(RefusedNotSealed, list)
	}
	if ranking.Binding != of {
		return Ranking{}, refuse(RefusedStale, fmt.Sprintf("version %d, %s", ranking.Version, ranking.Checkpoint))
	}
	return ranking, nil
}

// lies finds a public output on which a list lies, until whatever moment, or to which it comes at one: by its own
// picture, or as a board of it. A whole board is a picture without it from then on, as before.
func (d decision) lies(session voting.SessionID, names string) (Name, bool) {
	for _, name := range d.order {
		o := d.outputs[name]
		if o.Class != Public || o.session != session {
			continue
		}
		for _, shown := range o.lying(d.At) {
			if slices.Contains(d.house.Names(session, shown.Cue), names) {
				return name, true
			}
		}
	}
	return "", false
}

// unchecked reports whether a ranking is a list whose names nobody has checked.
func (d decision) unchecked(session voting.SessionID, ranking Ranking) bool {
	return ranking.Names != "" && !slices.ContainsFunc(d.checks, func(c NameCheck) bool {
		return c.Session == session && c.List == ranking.Names && c.Binding == ranking.Binding
	})
}

func (d decision) guardNames() ([]Event, error) {
	if d.guarded {
		return nothing()
	}
	return one(&NamesGuarded{Stamp: d.stamp()})
}

func (s *State) applyNames(e Event) {
	switch e := e.(type) {
	case *NamesGuarded:
		s.guarded = true
		s.touch(func(o *outputState) bool { return o.session != "" })
	case *NamesUnchecked:
		s.checks = slices.DeleteFunc(slices.Clone(s.checks), func(c NameCheck) bool {
			return c.Session == e.Session && c.List == e.List && c.Binding == e.Binding
		})
		s.touch(func(o *outputState) bool { return o.session == e.Session })
	case *NamesChecked:
		s.checks = append(s.checks, NameCheck{e.Session, e.List, e.Binding, e.By, e.At})
		s.touch(func(o *outputState) bool { return o.session == e.Session })
	}
}

// namesOn are the versions of each list of a session whose names were checked.
func namesOn(session voting.SessionID, checks []NameCheck) map[string][]int {
	versions := make(map[string][]int)
	for _, c := range checks {
		if c.Session == session {
			versions[c.List] = append(versions[c.List], c.Version)
		}
	}
	return versions
}

// checked puts the word of a scrutineer, and that he took it back, among the lines of each public output that shows the session.
func (a *AsRun) checked(event Event) {
	var e NamesChecked
	what := RunChecked
	switch said := event.(type) {
	case *NamesChecked:
		e = *said
	case *NamesUnchecked:
		e, what = NamesChecked(*said), RunUnchecked
	default:
		return
	}
	for _, name := range a.state.order {
		if o := a.state.outputs[name]; o.Class == Public && o.session == e.Session {
			a.runs = append(a.runs, Run{
				Output: o.Name, Class: o.Class, What: what, Session: e.Session, Cue: Cue{List: e.List, Text: []string{fmt.Sprintf("v%d", e.Version)}},
				Record: e.Record, From: e.At, To: e.At, By: e.By, Air: e.At, Off: e.At,
			})
		}
	}
}
