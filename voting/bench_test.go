package voting_test

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"testing"

	"pingyi/voting"
)

// crowd is a session of many cards with item 1 open, ready for ballots.
type crowd struct {
	*world
	ballots []voting.CastBallot
}

func newCrowd(b *testing.B, cards int) *crowd {
	b.Helper()
	w := newWorld(b)
	session := smallSession(b)
	w.must(voting.CreateSession{Act: w.act(), Session: session})
	c := &crowd{world: w, ballots: make([]voting.CastBallot, cards)}
	issued := make([]voting.Card, cards)
	for i := range cards {
		ballot := &c.ballots[i]
		*ballot = voting.CastBallot{Item: 1, Run: 1, Device: 7, Marks: voting.Marks([]byte{byte(i % 4)}), At: w.now + int64(i/1000)}
		binary.BigEndian.PutUint64(ballot.Card[:], uint64(i)+1)
		binary.BigEndian.PutUint64(ballot.Tag[:], scatter(uint64(i)))
		binary.BigEndian.PutUint64(ballot.Salt[:], scatter(uint64(i)))
		issued[i] = voting.Card{ID: ballot.Card, Category: voting.CategoryID(i % 6)}
	}
	mustApply(b, w.state, &voting.CardsIssued{Cards: issued})
	mustApply(b, w.state, &voting.SessionPublished{RulebookHash: session.Rulebook.Hash()})
	for i := range c.ballots {
		mustApply(b, w.state, &voting.CardRedeemed{Card: c.ballots[i].Card, Device: 7})
	}
	mustApply(b, w.state, &voting.ItemStaged{Item: 1, Run: 1})
	mustApply(b, w.state, &voting.ItemOpened{Item: 1, Run: 1, Deadline: w.now + 60})
	return c
}

// scatter spreads numbers as a hash does.
func scatter(n uint64) uint64 { return (n + 1) * 0x9e3779b97f4a7c15 }

func mustApply(t failer, s *voting.State, e voting.Event) {
	t.Helper()
	if err := s.Apply(e); err != nil {
		t.Fatalf("%v", err)
	}
}

// BenchmarkBallot is what the writer does for one ballot but for the disk.
func BenchmarkBallot(b *testing.B) {
	c := newCrowd(b, 100_000)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		ballot := &c.ballots[i%len(c.ballots)]
		binary.BigEndian.PutUint64(ballot.Salt[8:], uint64(i)+1) // each a new ballot
		events, err := voting.Decide(c.state, ballot)
		if err != nil {
			b.Fatal(err)
		}
		mustApply(b, c.state, events[0])
	}
}

func BenchmarkResend(b *testing.B) {
	c := newCrowd(b, 100_000)
	for i := range c.ballots {
		events, err := voting.Decide(c.state, &c.ballots[i])
		if err != nil {
			b.Fatal(err)
		}
		mustApply(b, c.state, events[0])
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		if _, err := voting.Decide(c.state, &c.ballots[i%len(c.ballots)]); err == nil {
			b.Fatal("a resend was written")
		}
	}
}

func sampleRecord() *voting.BallotCast {
	return &voting.BallotCast{Item: 37, Run: 1, Category: 2, Tag: voting.Tag{1}, Salt: voting.Salt{2}, At: eveningBegins, Marks: "\x01"}
}

func BenchmarkEncode(b *testing.B) {
	record, arena := sampleRecord(), make([]byte, 0, 256)
	b.ReportAllocs()
	for range b.N {
		arena = voting.Encode(record, arena[:0])
	}
	b.ReportMetric(float64(len(arena)), "B/record")
}

func BenchmarkDecode(b *testing.B) {
	record := voting.Encode(sampleRecord(), nil)
	b.ReportAllocs()
	for range b.N {
		if _, err := voting.Decode(record); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReplay folds a million ballots from their records, one run of an item
// with a standing ballot for each of as many cards, and weighs the state.
func BenchmarkReplay(b *testing.B) {
	const ballots = 1_000_000
	records := make([][]byte, ballots)
	for i := range records {
		e := &voting.BallotCast{Item: 1, Run: 1, Category: voting.CategoryID(i % 6), At: eveningBegins, Marks: voting.Marks([]byte{byte(i % 4)})}
		binary.BigEndian.PutUint64(e.Tag[:], scatter(uint64(i)))
		binary.BigEndian.PutUint64(e.Salt[:], scatter(uint64(i)))
		records[i] = voting.Encode(e, nil)
	}
	var bytes uint64
	for range b.N {
		b.StopTimer()
		state := newCrowd(b, 1).state
		before := heap()
		b.StartTimer()
		for _, record := range records {
			e, err := voting.Decode(record)
			if err != nil {
				b.Fatal(err)
			}
			mustApply(b, state, e)
		}
		b.StopTimer()
		bytes = heap() - before
		if got := state.Item(1).Tally.Total(); got != ballots {
			b.Fatalf("counted %d ballots", got)
		}
		b.StartTimer()
	}
	b.ReportMetric(ballots*float64(b.N)/b.Elapsed().Seconds(), "ballots/s")
	b.ReportMetric(float64(bytes)/ballots, "B/standing")
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkBoard scores and ranks an evening of a hundred units.
func BenchmarkBoard(b *testing.B) {
	w := holdWindows(b)
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		if rows := w.state.Board(voting.PhaseRevealed); len(rows) != 100 {
			b.Fatal(fmt.Sprint(len(rows), " rows"))
		}
	}
}
