package tally

import (
	"pingyi/app/intake"
	"pingyi/voting/count"
)

// What a rulebook may say about two ballots of one representative.
const (
	lastCounts  = "last before the close counts"
	firstCounts = "first counts"
)

// box is where ballots are counted. It keeps who has voted, never what: when the
// last ballot of a representative counts and some have two, the files are read
// a second time and what was replaced is taken back.
type box struct {
	e        *event
	rule     string
	files    []string
	file     int
	number   int32         // of the ballot, over all files
	second   bool          // the files are read again
	sheets   []cast        // by representative: the ballot about all units
	voted    map[vote]cast // the ballots about one unit
	latest   map[vote]cast // of those who voted more than once
	replaced int
	nobodys  int // ballots of nobody in particular
	nobodyIn int // the file that has the first of them
}

// vote is what a representative may do once: vote, or vote on one unit.
type vote struct{ rep, unit int32 }

// cast is which ballot that was, and where it stands.
type cast struct{ number, file, row int32 }

func newBox(e *event) box {
	return box{e: e, rule: e.book.Conduct("one_vote"), voted: make(map[vote]cast), latest: make(map[vote]cast)}
}

// again begins the second reading.
func (b *box) again() { b.second, b.number, b.file = true, 0, 0 }

// times is how often a ballot counts now: once, not at all, or -1 times when it
// was counted and is taken back. unit is -1 for a ballot about all of them.
func (b *box) times(rep int32, unit, file, row int) (int64, *intake.RowError) {
	b.number++
	if rep < 0 {
		return b.first(file), nil
	}
	key, now := vote{rep, int32(unit)}, cast{b.number, int32(file), int32(row)}
	if b.second {
		if latest, twice := b.latest[key]; twice && latest.number != b.number {
			return -1, nil
		}
		return 0, nil
	}
	before := b.swap(key, now)
	if before.number == 0 {
		return 1, nil
	}
	switch b.rule {
	case firstCounts:
		b.replaced++
		return 0, nil
	case lastCounts:
		b.replaced++
		b.latest[key] = now
		return 1, nil
	}
	return 0, &intake.RowError{Code: intake.CodeVoteTwice, Args: []string{b.e.where(int(before.file), int(before.row))}}
}

// swap notes a ballot and returns the one before, with the number 0 when there was
// none.
func (b *box) swap(key vote, now cast) (before cast) {
	if key.unit >= 0 {
		before = b.voted[key]
		b.voted[key] = now
		return before
	}
	if short := int(key.rep) + 1 - len(b.sheets); short > 0 {
		b.sheets = append(b.sheets, make([]cast, max(short, len(b.e.reps)-len(b.sheets)))...)
	}
	before, b.sheets[key.rep] = b.sheets[key.rep], now
	return before
}

// first counts a ballot of nobody in particular in the first reading only.
func (b *box) first(file int) int64 {
	if b.second {
		return 0
	}
	if b.nobodys == 0 {
		b.nobodyIn = file
	}
	b.nobodys++
	return 1
}

// paper is one ballot as a file has it.
type paper struct {
	file   int // where its first row stands
	row    int
	last   int // the last file that had a row of it
	rep    string
	label  string // of the category, where the ballot says it
	unit   int    // -1 when it is about all units
	ballot count.Ballot
	at     map[place]int // where the row of a place is, for those who come back to it

	both map[place][][2]string // the grades with their numbers that came behind the first
}

// place is a row of the form: a unit and one of its criteria.
type place struct {
	unit      int
	criterion string
}

// voterOf finds the representative of a ballot and the category; -1 for none.
func (e *event) voterOf(repID, label string) (id int32, category int, bad *intake.RowError) {
	id, category = -1, -1
	if label != "" && len(e.categories) > 0 {
		at, ok := e.categoryAt[intake.Label(label)]
		if !ok {
			return id, category, &intake.RowError{Value: label, Code: intake.CodeCategory, Args: []string{intake.List(e.categories)}}
		}
		category = at
	}
	if repID != "" {
		known, ok := e.reps[repID]
		if !ok && e.roster != "" {
			return id, category, &intake.RowError{Value: repID, Code: intake.CodeBallotRep}
		}
		if !ok {
			known = rep{id: int32(len(e.reps)), category: -1}
			e.reps[repID] = known
		}
		id = known.id
		if category >= 0 && known.category >= 0 && category != known.category {
			return id, category, &intake.RowError{Value: label, Code: intake.CodeRosterSays, Args: []string{e.categories[known.category], e.roster, itoa(int(known.row))}}
		}
		if category < 0 {
			category = known.category
		}
	}
	if category < 0 && len(e.categories) > 0 {
		return id, category, &intake.RowError{Code: intake.CodeNoCategory}
	}
	return id, category, nil
}

// put counts one ballot.
func (e *event) put(p *paper) *intake.RowError {
	id, category, bad := e.voterOf(p.rep, p.label)
	if bad != nil {
		return bad
	}
	times, bad := e.box.times(id, p.unit, p.file, p.row)
	if bad != nil {
		bad.Value = p.rep
		return bad
	}
	if category >= 0 {
		p.ballot.Category = e.categories[category]
	}
	if p.unit >= 0 {
		p.ballot.Unit = e.units[p.unit].Label
	}
	var err error
	switch times {
	case 1:
		_, err = e.in.AddBallot(p.ballot)
	case -1:
		_, err = e.in.RemoveBallot(p.ballot)
	}
	if err != nil {
		return badBallot(err)
	}
	return nil
}
