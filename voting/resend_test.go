package voting_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

// A ballot that was recorded may come again at any later time, in any order: it
// is never written a second time, and while the item's key exists it gets the
// receipt of its own record.
func TestAResendIsNeverWrittenAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := newStream(t)
		recorded := make(map[voting.CastBallot]*voting.BallotCast)
		for range rapid.IntRange(10, 120).Draw(t, "steps") {
			if len(s.log)%3 != 0 {
				s.step()
				continue
			}
			c := s.ballot().(*voting.CastBallot)
			if events, err := s.do(c); err == nil {
				recorded[*c] = events[0].(*voting.BallotCast)
			}
			for sent, record := range recorded {
				s.resend(sent, record)
			}
		}
	})
}

func (s *stream) resend(sent voting.CastBallot, record *voting.BallotCast) {
	s.t.Helper()
	events, err := voting.Decide(s.state, &sent)
	if len(events) > 0 || err == nil {
		s.t.Fatalf("ballot %+v was recorded and is written again", sent)
	}
	card, _ := s.state.Card(sent.Card)
	item := s.state.Item(sent.Item)
	known := !card.Void && item.Run == sent.Run && (item.Phase == voting.PhaseOpen || item.Phase == voting.PhaseClosed)
	var already voting.AlreadyRecorded
	if errors.As(err, &already) != known {
		s.t.Fatalf("a resend to item %d, %s: %v", item.ID, item.Phase, err)
	}
	if known && already.Ballot.Salt == sent.Salt && already.Ballot != *record {
		s.t.Fatalf("a resend gets the receipt of %+v, it was recorded as %+v", already.Ballot, *record)
	}
}

// A phone that answers again and again may have its first ballot overtaken by
// the second; when the first comes again it is known and changes nothing back.
func TestALateResendDoesNotUndoAChangeOfMind(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		w.must(voting.CreateSession{Act: w.act(), Session: smallSession(t)})
		w.must(voting.IssueCards{Act: w.act(), Cards: []voting.Card{{ID: cardID("A")}}})
		w.must(voting.PublishSession{Act: w.act()})
		w.must(voting.StageItem{Act: w.act(), Item: 1})
		w.must(voting.OpenItem{Act: w.act(), Item: 1, Deadline: w.now + 60})
		w.must(voting.RedeemCard{Card: cardID("A"), Device: 1, At: w.now})
		marks := rapid.SliceOfN(rapid.ByteRange(0, 3), 1, 20).Draw(t, "marks")
		for i, mark := range marks {
			w.must(w.ballotOf(i, mark))
			late := rapid.IntRange(0, i).Draw(t, "late")
			if _, err := w.do(w.ballotOf(late, marks[late])); code(err) != "already recorded" {
				t.Fatalf("ballot %d of %d sent again: %v", late, i, err)
			}
			if stands, _ := w.state.Standing(1, tagOf(1, 1, "A")); stands.Marks != voting.Marks([]byte{mark}) {
				t.Fatalf("after ballot %d stands %q, want %d", i, stands.Marks, mark)
			}
		}
		w.wantReplay()
	})
}

// ballotOf is the i-th ballot of card A for item 1.
func (w *world) ballotOf(i int, mark byte) *voting.CastBallot {
	return &voting.CastBallot{
		Item: 1, Run: 1, Card: cardID("A"), Device: 1, Tag: tagOf(1, 1, "A"), Salt: voting.Salt{byte(i + 1)},
		Marks: voting.Marks([]byte{mark}), At: w.now + int64(i),
	}
}
