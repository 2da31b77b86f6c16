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
func Named(r display.Results, ballots *Ballots, also Also, sentences map[string]string) (Set, error) {
	if r.Secrecy != voting.Open || ballots.session.Rulebook.Secrecy != voting.Open {
		return Set{}, ErrSecret
	}
	s := Of(r, also, sentences)
	b := builderOf(r, sentences)
	b.also = also
	s.Tables = append(s.Tables, b.ballots(ballots))
	return s, nil
}

// ballots has a row for each mark of each ballot, in the order of the form. A void
// ballot says so and is in no count.
func (b builder) ballots(all *Ballots) Table {
	t := b.table("ballots", "item", "unit", "name", "representative", "person", "category", "criterion", "grade_no", "grade", "void")
	names, units := all.session.Names(), make(map[voting.UnitID]string)
	for _, u := range b.Units {
		units[u.Unit] = u.Name
	}
	for _, c := range b.Checkpoints { // of each item that was confirmed
		form := all.session.Form(voting.Item{ID: c.Item, Unit: c.Unit})
		cast := slices.Collect(maps.Values(all.items[c.Item]))
		slices.SortFunc(cast, func(a, b *voting.BallotCast) int { return cmp.Compare(a.Holder, b.Holder) })
		for _, ballot := range cast {
			void := all.session.Rulebook.Voids(ballot.Marks)
			for i, row := range form.Rows {
				no, grade := b.marked(ballot.Marks[i])
				b.row(&t, whole(c.Item), text(string(row.Unit)), text(units[row.Unit]), text(string(ballot.Holder)), text(names[ballot.Holder]),
					b.called(b.Categories[ballot.Category].Label), b.called(asked(row)), no, grade, truth(void))
			}
		}
	}
	return t
}

// asked is what a row of a form is called: a criterion, or a list of a choice.
func asked(row voting.FormRow) string {
	if row.List != "" {
		return row.List
	}
	return row.Criterion.Key()
}

// marked is a mark as a number and a word, both empty where a row was left blank.
func (b builder) marked(mark byte) (no, grade Value) {
	switch {
	case mark == voting.Absent:
		return place(0), text("")
	case b.Lists != nil:
		return whole(1), b.code("tick")
	}
	return whole(int(mark) + 1), text(b.Grades[mark])
}
