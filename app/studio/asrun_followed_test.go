package studio

import (
	"encoding/binary"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"pingyi/data"
	"pingyi/onair"
	"pingyi/voting"
)

// listed is a control room with outputs that follow the rundown of one session, and the logs of both.
type listed struct {
	t             testing.TB
	state         *voting.State
	room, session *data.Memory
	ran           asRun
	folds         atomic.Int64 // of the session's log
	at            int64        // seconds
}

func newListed(t testing.TB, units, cards int, outputs ...onair.Name) *listed {
	t.Helper()
	l := &listed{t: t, state: voting.NewState(), room: data.NewMemory(), session: data.NewMemory(), at: 1_800_000_000}
	rb, err := voting.ParseRulebook([]byte(`{
		"title": "办法", "mode": "stage", "secrecy": "secret", "one_vote": "last before the close counts", "reveal": "live",
		"grades": [{"label":"满意","points":100},{"label":"基本满意","points":80},{"label":"不满意","points":30}],
		"criteria": [{"label": "总体评价", "weight": 1}], "categories": [{"label": "人大代表", "seats": 450, "weight": 100}],
		"pipeline": ["mean over votes with an opinion inside each category",
			"weighted mean over categories, weights renormalised over the categories that have such a vote",
			"round once, half up, 2 places"], "places": 2, "rank": "on the rounded score, inside each class and overall, 1 2 2 4"}`))
	if err != nil {
		t.Fatal(err)
	}
	all := make([]voting.Unit, units)
	for i := range all {
		all[i] = voting.Unit{ID: voting.UnitID(fmt.Sprint(i + 1)), Name: "市行政服务中心管理办公室综合受理窗口"}
	}
	for _, name := range outputs {
		l.act(&onair.OutputSet{Stamp: l.stamp(), Output: onair.Output{Name: name, Class: onair.Public, Rate: 50}})
	}
	kind, _ := onair.KindOf(onair.SceneAuto)
	l.act(&onair.Tuned{Stamp: l.stamp(), On: outputs, Session: "evening"})
	l.act(&onair.Taken{Stamp: l.stamp(), On: outputs, Laid: []onair.Laid{{Layer: kind.Layer, Evicts: kind.Evicts, Cue: onair.Cue{Scene: onair.SceneAuto}}}, SeenAt: l.at * 1000})
	l.do(voting.CreateSession{Act: l.by(), Session: voting.Session{
		ID: "evening", Title: "公开评议", Rulebook: rb, Units: all, Roster: []voting.Representative{{ID: "R1"}}, Rundown: voting.RundownOf(rb, all),
	}})
	l.cards(cards)
	return l
}

func (l *listed) stamp() onair.Stamp {
	return onair.Stamp{At: l.at * 1000, By: "zhang", Role: onair.Director}
}

func (l *listed) by() voting.Act {
	l.at++
	return voting.Act{By: "zhang", At: l.at}
}

// act writes to the log of the control room.
func (l *listed) act(e onair.Event) {
	l.t.Helper()
	if _, err := l.room.Append([]data.Record{onair.Encode(e)}); err != nil {
		l.t.Fatal(err)
	}
}

// do carries out what is written to the log of the session.
func (l *listed) do(commands ...voting.Command) {
	l.t.Helper()
	var records []data.Record
	for _, c := range commands {
		events, err := voting.Decide(l.state, c)
		for _, e := range events {
			if err == nil {
				err = l.state.Apply(e)
			}
			records = append(records, voting.Encode(e, nil))
		}
		if err != nil {
			l.t.Fatalf("%T: %v", c, err)
		}
	}
	if _, err := l.session.Append(records); err != nil {
		l.t.Fatal(err)
	}
}

func (l *listed) cards(n int) {
	l.t.Helper()
	cards := make([]voting.Card, n)
	for i := range cards {
		binary.BigEndian.PutUint32(cards[i].ID[:], uint32(i+1))
	}
	l.do(voting.IssueCards{Act: l.by(), Cards: cards})
	l.do(voting.PublishSession{Act: l.by()})
	for _, card := range cards {
		l.do(voting.RedeemCard{Card: card.ID, Device: 1, At: l.at})
	}
}

// item runs an item from the stage to its reveal, with a ballot of each of so many cards.
func (l *listed) item(id voting.ItemID, cards int) {
	l.t.Helper()
	l.do(voting.StageItem{Act: l.by(), Item: id})
	l.do(voting.OpenItem{Act: l.by(), Item: id, Deadline: l.at + 60})
	ballots := make([]voting.Command, cards)
	for i := range ballots {
		b := &voting.CastBallot{Item: id, Run: 1, Device: 1, Marks: voting.Marks([]byte{byte(i % 3)}), At: l.at}
		binary.BigEndian.PutUint32(b.Card[:], uint32(i+1))
		binary.BigEndian.PutUint32(b.Tag[:], uint32(i+1))
		binary.BigEndian.PutUint16(b.Tag[4:], uint16(id))
		binary.BigEndian.PutUint32(b.Salt[:], uint32(i+1))
		ballots[i] = b
	}
	l.do(ballots...)
	l.do(voting.CloseItem{Act: l.by(), Item: id})
	l.do(voting.SealItem{Act: l.by(), Item: id, Seal: voting.Seal{Size: l.state.Records, Root: "root", Code: "QKZX-WVTN", Note: "note"}})
	l.do(voting.ConfirmItem{Act: voting.Act{By: "li", Role: voting.Scrutineer, At: l.at}, Item: id})
	l.do(voting.RevealItem{Act: l.by(), Item: id})
}

// asked is the list as a request gets it.
func (l *listed) asked() []onair.Run {
	l.t.Helper()
	runs, err := l.ran.everything(l.room, sessionLogs{
		end: func(voting.SessionID) uint64 { return l.session.Head().Size },
		read: func(_ voting.SessionID, fn func(uint64, data.Record) error) (bool, error) {
			l.folds.Add(1)
			return true, l.session.Read(0, fn)
		},
	})
	if err != nil {
		l.t.Fatal(err)
	}
	return runs
}

// TestAnEveningInWhichNothingHappensIsFoldedOnce: and what happens in the session or in the control room is in the next
// list at once.
func TestAnEveningInWhichNothingHappensIsFoldedOnce(t *testing.T) {
	l := newListed(t, 3, 12, "hall")
	l.item(1, 12)
	want := func(folds int64, scene string, phase voting.ItemPhase) {
		t.Helper()
		for range 2 {
			runs := l.asked()
			if last := runs[len(runs)-1]; l.folds.Load() != folds || last.What != scene || last.Phase != phase {
				t.Fatalf("after %d folds the list ends with %s, %s; want %d, %s, %s", l.folds.Load(), last.What, last.Phase, folds, scene, phase)
			}
		}
	}
	want(1, string(onair.SceneScore), voting.PhaseRevealed)
	l.do(voting.StageItem{Act: l.by(), Item: 2})
	want(2, string(onair.SceneCountdown), voting.PhaseOnStage)
	l.at++
	l.act(&onair.Panicked{Stamp: l.stamp(), On: []onair.Name{"hall"}})
	want(3, onair.RunPanic, "")
}

// TestThoseWhoAskAtOnceHaveOneFold: the first folds, and the others wait for it.
func TestThoseWhoAskAtOnceHaveOneFold(t *testing.T) {
	l := newListed(t, 3, 12, "hall")
	l.item(1, 12)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { l.asked() })
	}
	all.Wait()
	if got := l.folds.Load(); got != 1 {
		t.Errorf("the log was folded %d times", got)
	}
}

// TestTheListKnowsFromWhichBallotOnBarsWereSeen: there is no act of that, only one ballot more.
func TestTheListKnowsFromWhichBallotOnBarsWereSeen(t *testing.T) {
	l := newListed(t, 3, 40, "hall")
	l.item(1, 40)
	for _, run := range l.asked() {
		if run.What == string(onair.SceneBars) && run.Phase == voting.PhaseOpen {
			var opened uint64
			_ = l.session.Read(0, func(seq uint64, record data.Record) error {
				if e, err := voting.Decode(record); err == nil && voting.Kind(e) == "item-opened" {
					opened = seq
				}
				return nil
			})
			if got := run.Record - opened - 1; got != voting.LiveStep {
				t.Errorf("after %d ballots, want %d", got, voting.LiveStep)
			}
			return
		}
	}
	t.Error("no line says so")
}

// BenchmarkAsRunOfAnEvening is the list of an evening of 450 phones and 100 items, whose rundown six outputs follow: when
// something has happened since somebody asked, and when nothing has.
func BenchmarkAsRunOfAnEvening(b *testing.B) {
	l := newListed(b, 100, 450, "pgm", "pvw", "hall", "stage", "lobby", "clean")
	for i := range 100 {
		l.item(voting.ItemID(i+1), 450)
	}
	b.Run("anew", func(b *testing.B) {
		for b.Loop() {
			l.ran.ends = nil
			l.asked()
		}
		b.ReportMetric(float64(l.session.Head().Size), "records")
		b.ReportMetric(float64(len(l.asked())), "lines")
	})
	b.Run("unchanged", func(b *testing.B) {
		for b.Loop() {
			l.asked()
		}
	})
}
