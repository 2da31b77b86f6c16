package export

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"pingyi/display"
	"pingyi/voting"
)

// ErrSecret is returned where somebody asks a secret session who marked what.
var ErrSecret = errors.New("the session is secret: nobody knows who marked what")

// Ballots are those of an open (记名) session that count, by the name of their
// representative. They are in no result, so they are read from the records. Of a
// secret session nothing is kept.
type Ballots struct {
	session voting.Session
	items   map[voting.ItemID]map[voting.Tag]*voting.BallotCast
}

// NewBallots begins before the first record.
func NewBallots() *Ballots {
	return &Ballots{items: make(map[voting.ItemID]map[voting.Tag]*voting.BallotCast)}
}

// Follow takes the next record.
func (b *Ballots) Follow(e voting.Event) {
	if created, ok := e.(*voting.SessionCreated); ok {
		b.session = created.Session
	}
	if b.session.Rulebook.Secrecy != voting.Open {
		return
	}
	switch e := e.(type) {
	case *voting.ItemStaged:
		b.items[e.Item] = make(map[voting.Tag]*voting.BallotCast)
	case *voting.BallotCast:
		if b.items[e.Item][e.Tag] == nil || !b.session.Rulebook.FirstOnly {
			b.items[e.Item][e.Tag] = e
		}
	case *voting.BallotWithdrawn:
		delete(b.items[e.Item], e.Tag)
	}
}

// Named makes the tables of results with one more, of who marked what. It must not
// be published unless the organizer's rules say so.
func Named(r display.Results, ballots *Ballots, sentences map[string]string) (Set, error) {
	if r.Secrecy != voting.Open || ballots.session.Rulebook.Secrecy != voting.Open {
		return Set{}, ErrSecret
	}
	s := Of(r, sentences)
	s.Tables = append(s.Tables, builder{Results: r, words: sentences}.ballots(ballots))
	return s, nil
}

func (b builder) ballots(all *Ballots) Table {
	t := b.table("ballots", "item", "unit", "name", "representative", "person", "category", "criterion", "grade_no", "grade")
	names := all.session.Names()
	for _, u := range b.Units {
		var unit voting.Unit
		for _, other := range all.session.Units {
			if other.ID == u.Unit {
				unit = other
			}
		}
		criteria := all.session.Rulebook.CriteriaOf(unit)
		cast := slices.Collect(maps.Values(all.items[u.Item]))
		slices.SortFunc(cast, func(a, b *voting.BallotCast) int { return cmp.Compare(a.Holder, b.Holder) })
		for _, ballot := range cast {
			for i, mark := range []byte(ballot.Marks) {
				grade, no := text(""), place(0)
				if mark != voting.Absent {
					grade, no = text(b.Grades[mark]), whole(int(mark)+1)
				}
				b.row(&t, whole(u.Item), text(string(u.Unit)), text(u.Name), text(string(ballot.Holder)), text(names[ballot.Holder]),
					text(b.Categories[ballot.Category].Label), text(criteria[i].Key()), no, grade)
			}
		}
	}
	return t
}
