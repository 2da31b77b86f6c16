package voting

import "slices"

// Row is one unit of the board: what was counted and what the rules make of it.
// Rank and RankInClass are 0 for a unit without a score.
type Row struct {
	Item        ItemID
	Unit        Unit
	Tally       Tally
	Score       Score
	Criteria    []Score // by criterion of the unit, where the rulebook has such a result
	Rank        int
	RankInClass int
	Named       []NamedCell // every other result by unit, in the order of their names
	Words       []Words     // the results that are a word for each criterion
	Waits       []Waits     // the results that are not settled while a tie waits for people
	Refused     string      // why the rulebook gives nobody a score, for instance an empty category
	Awaits      bool        // score and places are not made before the result is announced
}

// Board counts every item in one of the given phases and ranks them among
// each other, overall and inside their class, in the order of the rundown.
func (s *State) Board(phases ...ItemPhase) []Row { return s.BoardWith(0, Tally{}, phases...) }

// BoardWith is the board as it would be with this tally for one item, whatever
// its phase: a score may depend on who else is on the board.
//
// It is the board of the screens. What people gave counts there from the announcement
// on; before it the scores are the hall's alone, and where that is half a result there
// are none. BoardOf has what a version comes to, for those who work on it.
func (s *State) BoardWith(id ItemID, tally Tally, phases ...ItemPhase) []Row {
	rows := s.rows(id, tally, phases)
	if s.AwaitsAnnouncement() {
		for i := range rows {
			rows[i].Awaits = true
		}
		return rows
	}
	rows = s.outcome(rows, s.shownGiven()).Rows
	s.withhold(rows)
	return rows
}

// shownGiven is what people added to the counts, as far as it was announced.
func (s *State) shownGiven() *Given {
	if v := s.ShownVersion(); v.Announced() {
		return &v.Given
	}
	return &Given{}
}

// AwaitsAnnouncement reports whether the screens have no scores yet: by the rulebook
// they rest on figures from elsewhere too, and no result has been announced.
func (s *State) AwaitsAnnouncement() bool {
	return !s.ShownVersion().Announced() && s.Session.Rulebook.importsToScreens()
}

// importsToScreens reports whether anything that screens make of the counts rests on
// figures from elsewhere: scores, places, and the lists of a choice.
func (rb Rulebook) importsToScreens() bool {
	return slices.ContainsFunc(rb.book.Results(), func(result string) bool {
		_, list := rb.book.Listing(result)
		shown := list && rb.Lists != nil || slices.Contains([]string{"score", "rank", "rank in class", "criterion score"}, result)
		return shown && rb.book.Imports(result)
	})
}

// BoardBefore is the board as the screens had it before the newest release: before a version of
// the result was announced, or before an item was revealed. Nobody has a place on it while scores
// waited for the announcement.
func (s *State) BoardBefore() []Row {
	shown := s.ShownVersion()
	for n := shown.Number - 1; n > 0; n-- {
		if s.Version(n).Announced() {
			return s.BoardOf(n)
		}
	}
	if s.Session.Rulebook.importsToScreens() {
		return nil
	}
	var newest ItemID
	for i := range s.Items {
		if item := &s.Items[i]; item.Phase == PhaseRevealed && !shown.Announced() && item.Revealed > s.revealedAt(newest) {
			newest = item.ID
		}
	}
	rows := slices.DeleteFunc(s.rows(0, Tally{}, []ItemPhase{PhaseRevealed}), func(row Row) bool { return row.Item == newest })
	return s.outcome(rows, &Given{}).Rows
}

// revealedAt is 0 for no item.
func (s *State) revealedAt(id ItemID) uint64 {
	if item := s.Item(id); item != nil {
		return item.Revealed
	}
	return 0
}

// rows are the rows of a board before anything is made of them.
func (s *State) rows(id ItemID, tally Tally, phases []ItemPhase) []Row {
	var rows []Row
	for i := range s.Items {
		item, counts := &s.Items[i], s.Items[i].Tally
		switch {
		case item.ID == id:
			counts = tally
		case !slices.Contains(phases, item.Phase):
			continue
		}
		s.Session.about(item.Item, func(unit Unit, first, step, n int) {
			rows = append(rows, Row{Item: item.ID, Unit: unit, Tally: counts.of(first, step, n).Clone()})
		})
	}
	return rows
}
