package voting_test

import (
	"fmt"
	"strconv"
	"strings"

	"pingyi/voting"
)

// item makes a verb of a command that names an item and nothing else.
func item(who func(*script) voting.Act, command func(voting.Act, voting.ItemID) voting.Command) func(*script, []string) ([]string, error) {
	return func(s *script, words []string) ([]string, error) {
		id, err := itemID(words[0])
		if err != nil {
			return nil, err
		}
		return s.say(command(who(s), id))
	}
}

func stage(a voting.Act, id voting.ItemID) voting.Command { return voting.StageItem{Act: a, Item: id} }
func confirm(a voting.Act, id voting.ItemID) voting.Command {
	return voting.ConfirmItem{Act: a, Item: id}
}
func reveal(a voting.Act, id voting.ItemID) voting.Command {
	return voting.RevealItem{Act: a, Item: id}
}

func deadline(a voting.Act, id voting.ItemID) voting.Command {
	return voting.CloseItem{Act: a, Item: id, ByDeadline: true}
}

func itemID(word string) (voting.ItemID, error) {
	n, err := strconv.ParseUint(word, 10, 16)
	return voting.ItemID(n), err
}

// openVerb: open N for SECONDS
func (s *script) openVerb(words []string) ([]string, error) {
	id, err := itemID(words[0])
	if err != nil {
		return nil, err
	}
	seconds, err := strconv.Atoi(words[2])
	if err != nil {
		return nil, err
	}
	return s.say(voting.OpenItem{Act: s.stamp(), Item: id, Deadline: s.now + int64(seconds)})
}

// extendVerb: extend N until SECOND
func (s *script) extendVerb(words []string) ([]string, error) {
	id, err := itemID(words[0])
	if err != nil {
		return nil, err
	}
	second, err := strconv.Atoi(words[2])
	if err != nil {
		return nil, err
	}
	return s.say(voting.ExtendItem{Act: s.stamp(), Item: id, Deadline: eveningBegins + int64(second)})
}

// closeVerb: close N, or close session.
func (s *script) closeVerb(words []string) ([]string, error) {
	if words[0] == "session" {
		return s.say(voting.CloseSession{Act: s.stamp()})
	}
	id, err := itemID(words[0])
	if err != nil {
		return nil, err
	}
	return s.say(voting.CloseItem{Act: s.stamp(), Item: id})
}

func (s *script) sealVerb(words []string) ([]string, error) {
	id, err := itemID(words[0])
	if err != nil {
		return nil, err
	}
	return s.say(voting.SealItem{Act: s.teller(), Item: id, Seal: s.seal()})
}

// finishVerb takes items from where they stand to the reveal.
func (s *script) finishVerb(words []string) ([]string, error) {
	for _, word := range words {
		id, err := itemID(word)
		if err != nil {
			return nil, err
		}
		if s.state.Item(id).Phase == voting.PhaseOpen {
			s.must(voting.CloseItem{Act: s.stamp(), Item: id})
		}
		if s.state.Item(id).Seal == nil {
			s.must(voting.SealItem{Act: s.teller(), Item: id, Seal: s.seal()})
		}
		s.must(voting.ConfirmItem{Act: s.scrutineer(), Item: id})
		s.must(voting.RevealItem{Act: s.stamp(), Item: id})
	}
	return nil, nil
}

// voidVerb: void N because REASON, or void card NAME because REASON.
func (s *script) voidVerb(words []string) ([]string, error) {
	if words[0] == "card" && len(words) > 2 {
		return s.say(s.voidCard(words[1], strings.Join(words[3:], " ")))
	}
	id, err := itemID(words[0])
	if err != nil {
		return nil, err
	}
	return s.say(voting.VoidItem{Act: s.stamp(), Item: id, Reason: strings.Join(words[2:], " ")})
}

func (s *script) voidCard(name, reason string) voting.VoidCard {
	c := voting.VoidCard{Act: s.stamp(), Card: cardID(name), Reason: reason}
	if item := s.state.OpenItem(); item != nil {
		c.Tag = tagOf(item.ID, item.Run, name)
	}
	return c
}

// reissueVerb: reissue NAME as NAME because REASON
func (s *script) reissueVerb(words []string) ([]string, error) {
	return s.say(voting.ReissueCard{
		VoidCard: s.voidCard(words[0], strings.Join(words[4:], " ")), Replacement: cardID(words[2]),
	})
}

func (s *script) cueVerb(words []string) ([]string, error) {
	return s.say(voting.CueScene{Act: s.stamp(), Scene: voting.Scene(words[0])})
}

// boardVerb prints the revealed items by rank, then those without a score: what
// the screens show.
func (s *script) boardVerb([]string) ([]string, error) {
	rows := s.state.Board(voting.PhaseRevealed)
	if s.state.Session.Rulebook.AllUnits {
		return s.formBoard(rows), nil
	}
	return s.ranked(rows), nil
}

func (s *script) ranked(rows []voting.Row) []string {
	var said, without []string
	for rank := 1; rank <= len(rows); rank++ {
		for _, row := range rows {
			if row.Rank == rank {
				said = append(said, fmt.Sprintf("rank %d (in class %d)  %s %s  score %s  exactly %s",
					row.Rank, row.RankInClass, row.Unit.ID, row.Unit.Name, s.printed(row.Score), row.Score.Exact.RatString()))
			}
		}
	}
	for _, row := range rows {
		switch {
		case row.Awaits:
			without = append(without, fmt.Sprintf("%s %s  awaits the announcement", row.Unit.ID, row.Unit.Name))
		case row.Rank == 0:
			without = append(without, fmt.Sprintf("no rank  %s %s  no score", row.Unit.ID, row.Unit.Name))
		}
	}
	return append(said, without...)
}

// printed is a score as it is printed, or as it was when old logs were written.
func (s *script) printed(score voting.Score) string {
	if s.bare {
		return score.Bare
	}
	return score.Text
}

func (s *script) tallyVerb(words []string) ([]string, error) {
	id, err := itemID(words[0])
	if err != nil {
		return nil, err
	}
	item := s.state.Item(id)
	said := []string{fmt.Sprintf("item %d run %d %s", item.ID, item.Run, item.Phase)}
	if item.ByDeadline {
		said[0] += " by its deadline"
	}
	if item.Expected > 0 {
		said[0] += fmt.Sprintf(", %d could vote", item.Expected)
	}
	return append(said, s.counts(item.Tally)...), nil
}

func (s *script) counts(tally voting.Tally) []string {
	var said []string
	rb := s.state.Session.Rulebook
	for c := range tally.Counts {
		line := fmt.Sprintf("%s: %d ballots", rb.Categories[c].Label, tally.Ballots[c])
		if tally.Void[c] > 0 {
			line += fmt.Sprintf(", of which %d are void", tally.Void[c])
		}
		for g, n := range tally.CategoryByGrade(c) {
			if rb.Lists != nil {
				line += fmt.Sprintf(", %d ticks", n)
				continue
			}
			line += fmt.Sprintf(", %s %d", rb.Grades[g].Label, n)
		}
		said = append(said, line)
	}
	return said
}

// liveVerb prints what a live screen may show.
func (s *script) liveVerb(words []string) ([]string, error) {
	id, err := itemID(words[0])
	if err != nil {
		return nil, err
	}
	item := s.state.Item(id)
	said := []string{fmt.Sprintf("%d ballots are in", item.Tally.Total())}
	return append(said, s.counts(item.Live)...), nil
}

func (s *script) turnoutVerb([]string) ([]string, error) {
	var said []string
	for c, t := range s.state.Turnout() {
		said = append(said, fmt.Sprintf("%s: %d cards, %d checked in", s.categories[c], t.Issued, t.CheckedIn))
	}
	return said, nil
}

func (s *script) pastVerb(words []string) ([]string, error) {
	id, err := itemID(words[0])
	if err != nil {
		return nil, err
	}
	var said []string
	for _, past := range s.state.Item(id).Past {
		said = append(said, fmt.Sprintf("run %d was set aside while %s, by %s: %s", past.Run, past.Phase, past.By, past.Reason))
		said = append(said, s.counts(past.Tally)...)
	}
	return said, nil
}

// logVerb prints the kinds of the records.
func (s *script) logVerb([]string) ([]string, error) {
	var said []string
	for i, e := range s.events {
		said = append(said, fmt.Sprintf("%d %s", i+1, voting.Kind(e)))
	}
	return said, nil
}

// namesVerb prints who a record of an item names.
func (s *script) namesVerb(words []string) ([]string, error) {
	id, err := itemID(words[0])
	if err != nil {
		return nil, err
	}
	var said []string
	for _, e := range s.events {
		if ballot, ok := e.(*voting.BallotCast); ok && ballot.Item == id {
			holder := string(ballot.Holder)
			if holder == "" {
				holder = "nobody"
			}
			said = append(said, fmt.Sprintf("%s: %s", holder, s.state.Session.Rulebook.Grades[ballot.Marks[0]].Label))
		}
	}
	return said, nil
}

func (s *script) revisionVerb([]string) ([]string, error) {
	return []string{fmt.Sprintf("revision %d", s.state.Revision)}, nil
}
