package voting

import (
	"bytes"
	"fmt"
)

// TakesStretch refuses the marks of a ballot that is still being filled in: those
// of c stand in the rows from one on. It says what Decide would say of the card,
// the run and each of these rows; the verdict on the whole is Decide's, and is
// not asked before the ballot is sent. It changes nothing.
func (s *State) TakesStretch(c *CastBallot, from int) error {
	card, err := s.inForce(c.Card)
	if err != nil {
		return err
	}
	item := s.Item(c.Item)
	if item == nil {
		return refuse(RefusedItem, fmt.Sprint(c.Item))
	}
	if !card.Redeemed || card.Device != c.Device {
		return refuse(RefusedCardElsewhere, "")
	}
	if err := item.takes(c); err != nil {
		return err
	}
	if s.Recused(card.Card, s.Unit(item.Unit)) {
		return refuse(RefusedRecused, "")
	}
	if _, voted := item.ballots[c.Tag]; voted && s.Session.Rulebook.FirstOnly {
		return refuse(RefusedSecondBallot, "")
	}
	rows := item.Tally.Criteria()
	if from < 0 || from > rows || len(c.Marks) > rows-from || !c.Marks.fit(len(c.Marks), s.Session.Rulebook.grades()) {
		return refuse(RefusedMarks, "")
	}
	if item.Whole() && card.Recused != "" && s.Session.marksOwn(item.Item, card.Recused, c.Marks.among(rows, from)) {
		return refuse(RefusedRecused, string(card.Recused))
	}
	return nil
}

// among is a ballot of so many rows that has these marks from one row on.
func (m Marks) among(rows, from int) Marks {
	whole := bytes.Repeat([]byte{Absent}, rows)
	copy(whole[from:], m)
	return Marks(whole)
}
