package voting_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

// wild draws text of which some cannot be written down as it is.
func wild(t *rapid.T) string {
	return rapid.SampledFrom([]string{
		"", " ", "组织者", "卡片丢失", "<&>\u2028", "\x00", "\xff\xfe", "\xe8\xaf", "\ufffd", strings.Repeat("长", 200),
	}).Draw(t, "text")
}

// stream draws commands for a world: mostly sensible ones, and some that are not.
type stream struct {
	*world
	t     *rapid.T
	cards []string
}

// newStream begins a small session and, mostly, publishes it.
func newStream(t *rapid.T) *stream {
	s := &stream{world: newWorld(t), t: t}
	s.must(voting.CreateSession{Act: s.world.act(), Session: drawSession(t)})
	for i := range rapid.IntRange(1, 8).Draw(t, "cards") {
		s.issue(fmt.Sprint("card ", i))
	}
	if rapid.IntRange(0, 9).Draw(t, "publish") > 0 {
		_, _ = s.do(voting.PublishSession{Act: s.act()})
	}
	return s
}

func drawSession(t *rapid.T) voting.Session {
	secrecy := rapid.SampledFrom([]voting.Secrecy{voting.Secret, voting.Open}).Draw(t, "secrecy")
	rule := rapid.SampledFrom([]string{`"last before the close counts"`, `"first counts"`}).Draw(t, "rule")
	gathered := script{secrecy: string(secrecy), rules: rule, reveal: "live", categories: []string{"甲类", "乙类"}, weights: []string{"3", "1.5"}}
	if rapid.Bool().Draw(t, "composite") {
		gathered.steps = composite
	}
	rb, err := voting.ParseRulebook([]byte(gathered.rulebook()))
	if err != nil {
		t.Fatalf("%v", err)
	}
	session := voting.Session{ID: "stream", Title: "评议", Rehearsal: true, Rulebook: rb}
	for i := range rapid.IntRange(1, 3).Draw(t, "units") {
		session.Units = append(session.Units, voting.Unit{
			ID: voting.UnitID(fmt.Sprint("W", i)), Name: fmt.Sprint("窗口", i), Department: voting.Department(fmt.Sprint("市局", i)), Class: "窗口",
		})
	}
	for i := range 8 {
		session.Roster = append(session.Roster, voting.Representative{
			ID: voting.RepresentativeID(fmt.Sprint("R", i)), Category: voting.CategoryID(i % 2),
		})
	}
	session.Rundown = voting.RundownOf(session.Rulebook, session.Units)
	return session
}

// issue adds a card that may or may not be allowed.
func (s *stream) issue(name string) {
	card := voting.Card{ID: cardID(name), Category: voting.CategoryID(rapid.IntRange(0, 2).Draw(s.t, "category"))}
	if rapid.IntRange(0, 3).Draw(s.t, "recuse") == 0 {
		card.Recused = voting.Department(rapid.SampledFrom([]string{"市局0", "市局1", "别处", "\xff"}).Draw(s.t, "recused"))
	}
	if s.state.Session.Rulebook.Secrecy == voting.Open || rapid.IntRange(0, 9).Draw(s.t, "name") == 0 {
		card.Holder = voting.RepresentativeID(fmt.Sprint("R", rapid.IntRange(0, 9).Draw(s.t, "holder")))
	}
	if _, err := s.do(voting.IssueCards{Act: s.act(), Cards: []voting.Card{card}}); err == nil {
		s.cards = append(s.cards, name)
	}
}

// act is mostly an organizer's, sometimes on an old picture or unwritable.
func (s *stream) act() voting.Act {
	a := s.world.act()
	switch rapid.IntRange(0, 30).Draw(s.t, "act") {
	case 30:
		a.By = wild(s.t)
	case 29:
		a.At = rapid.SampledFrom([]int64{-1, 0, 1<<62 - 1, 1 << 62, -1 << 63, 1<<63 - 1}).Draw(s.t, "time")
	case 28:
		a.Expect = s.state.Revision + uint64(rapid.IntRange(0, 1).Draw(s.t, "old"))
	}
	return a
}

func (s *stream) card() string {
	return rapid.SampledFrom(append([]string{"nobody's"}, s.cards...)).Draw(s.t, "card")
}

func (s *stream) item() voting.ItemID { return voting.ItemID(rapid.IntRange(0, 4).Draw(s.t, "item")) }

func (s *stream) device(card string) voting.Device {
	if rapid.IntRange(0, 9).Draw(s.t, "elsewhere") == 0 {
		return deviceOf("elsewhere")
	}
	return deviceOf(card)
}

// next is the sensible command for the item on stage, so that streams get far.
func (s *stream) next() voting.Command {
	item := s.state.Staged()
	if item == nil {
		return voting.StageItem{Act: s.act(), Item: 1}
	}
	switch item.Phase {
	case voting.PhaseOnStage:
		return voting.OpenItem{Act: s.act(), Item: item.ID, Deadline: s.now + 30}
	case voting.PhaseOpen:
		return voting.CloseItem{Act: s.act(), Item: item.ID}
	case voting.PhaseClosed:
		if item.Seal == nil {
			return voting.SealItem{Act: s.act(), Item: item.ID, Seal: s.seal()}
		}
		return voting.ConfirmItem{Act: s.act(), Item: item.ID}
	case voting.PhaseConfirmed:
		return voting.RevealItem{Act: s.act(), Item: item.ID}
	}
	return voting.StageItem{Act: s.act(), Item: s.item()}
}

func (s *stream) ballot() voting.Command {
	item, run, card := s.item(), uint16(rapid.IntRange(0, 2).Draw(s.t, "run")), s.card()
	if now := s.state.Staged(); now != nil && rapid.IntRange(0, 9).Draw(s.t, "stray") > 0 {
		item, run = now.ID, now.Run
	}
	at := s.now
	if rapid.IntRange(0, 30).Draw(s.t, "when") == 0 {
		at = -5
	}
	marks := rapid.SampledFrom([]string{"\x00", "\x01", "\x02", "\x03", "\x04", "\xff", "", "\x00\x00"}).Draw(s.t, "marks")
	tag := tagOf(item, run, card)
	if rapid.IntRange(0, 30).Draw(s.t, "keyless") == 0 {
		tag = voting.Tag{}
	}
	return &voting.CastBallot{
		Item: item, Run: run, Card: cardID(card), Device: s.device(card), Tag: tag, At: at,
		Salt: saltOf(card, fmt.Sprint(rapid.IntRange(0, 5).Draw(s.t, "ballot"))), Marks: voting.Marks(marks),
	}
}

func (s *stream) voidCard() voting.VoidCard {
	card := s.card()
	c := voting.VoidCard{Act: s.act(), Card: cardID(card), Reason: wild(s.t)}
	if item := s.state.OpenItem(); item != nil {
		c.Tag = tagOf(item.ID, item.Run, card)
	}
	return c
}

// result draws what people do to a result, of any sense.
func (s *stream) result() voting.Command {
	unit, act := voting.UnitID(fmt.Sprint("W", rapid.IntRange(0, 3).Draw(s.t, "unit"))), s.act()
	act.Role = rapid.SampledFrom([]voting.Role{voting.Organizer, voting.Scrutineer, voting.OfTeller, ""}).Draw(s.t, "role")
	value := rapid.SampledFrom([]string{"90", "-1.5", "", "1e9", "\xff"}).Draw(s.t, "value")
	return rapid.SampledFrom([]voting.Command{
		voting.EnterFigures{Act: act, Table: "日常", Source: wild(s.t), Cells: []voting.EnteredFigure{{At: []string{string(unit)}, Value: value}}},
		voting.EnterFigures{Act: act, Table: "日常", Source: "统计局"}, voting.EnterFigures{Act: act, Table: wild(s.t)},
		voting.EnterDecision{Act: act, Step: "名次", Kind: "lot", Order: []voting.UnitID{"W1", unit}, Author: wild(s.t), Record: "记录"},
		voting.VetoUnit{Act: act, Unit: unit, Author: "监委", Reason: wild(s.t)}, voting.LiftVeto{Act: act, Unit: unit, Reason: wild(s.t)},
		voting.ConfirmResult{Act: act, Reason: wild(s.t)}, voting.AnnounceResult{Act: act},
		voting.StartNotice{Act: act, Days: 3, Until: s.now + rapid.SampledFrom([]int64{-1, 3 * 86400, 1 << 40}).Draw(s.t, "until")},
		voting.CertifyResult{Act: act}, voting.CorrectResult{Act: act, Reason: wild(s.t)},
	}).Draw(s.t, "result")
}

// any draws a command without looking whether it makes sense.
func (s *stream) any() voting.Command {
	deadline := s.now + rapid.SampledFrom([]int64{-1, 0, 1, 60, 1 << 40, 1<<63 - 1 - s.now}).Draw(s.t, "deadline")
	seal := rapid.SampledFrom([]voting.Seal{{}, s.seal(), {Size: 1, Root: "\xff", Code: "a", Note: "b"}}).Draw(s.t, "seal")
	return rapid.SampledFrom([]voting.Command{
		voting.CreateSession{Act: s.act()}, voting.PublishSession{Act: s.act()}, voting.IssueCards{Act: s.act()},
		voting.StageItem{Act: s.act(), Item: s.item()}, voting.OpenItem{Act: s.act(), Item: s.item(), Deadline: deadline},
		voting.ExtendItem{Act: s.act(), Item: s.item(), Deadline: deadline},
		voting.CloseItem{Act: s.act(), Item: s.item(), ByDeadline: true}, voting.SealItem{Act: s.act(), Item: s.item(), Seal: seal},
		voting.ConfirmItem{Act: s.act(), Item: s.item()}, voting.RevealItem{Act: s.act(), Item: s.item()},
		voting.VoidItem{Act: s.act(), Item: s.item(), Reason: wild(s.t)}, voting.VoidItem{Act: s.act(), Item: s.item(), Reason: "重来"},
		voting.CueScene{Act: s.act(), Scene: voting.SceneBoard, Page: rapid.IntRange(-1, 5).Draw(s.t, "page")},
		voting.CueScene{Act: s.act(), Scene: voting.Scene(wild(s.t))}, s.voidCard(), nil,
		voting.ReissueCard{VoidCard: s.voidCard(), Replacement: cardID(s.card())}, s.result(), s.result(), s.result(),
	}).Draw(s.t, "command")
}

// step carries out one drawn command and checks the answer.
func (s *stream) step() {
	s.now += int64(rapid.IntRange(0, 3).Draw(s.t, "seconds"))
	var c voting.Command
	switch kind := rapid.IntRange(0, 99).Draw(s.t, "kind"); {
	case kind < 50:
		c = s.ballot()
	case kind < 70:
		card := s.card()
		c = voting.RedeemCard{Card: cardID(card), Device: s.device(card), TakeOver: kind < 55, At: s.now}
	case kind < 85:
		c = s.next()
	case kind < 88:
		s.issue(fmt.Sprint("card ", kind, len(s.log)))
		return
	case s.state.Phase == voting.Ended:
		c = s.result()
	case kind < 90:
		c = voting.CloseSession{Act: s.act()}
		if len(s.log) < 40 {
			return
		}
	default:
		c = s.any()
	}
	_, err := s.do(c)
	var refusal voting.Refusal
	if errors.As(err, &refusal) && !slices.Contains(voting.Codes(), refusal.Code) {
		s.t.Fatalf("%T is refused with %q, which is not on the list", c, refusal.Code)
	}
}

func drawEvening(t *rapid.T) *stream {
	s := newStream(t)
	for range rapid.IntRange(10, 120).Draw(t, "steps") {
		s.step()
	}
	return s
}

// TestWhatIsAllowedIsWrittenAndReplayed holds the promises of the package: no
// command makes Decide panic, what it allows applies and reads back (world.do
// checks both), and the log alone gives the same state.
func TestWhatIsAllowedIsWrittenAndReplayed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { drawEvening(t).wantReplay() })
}

// TestDecideChangesNothing asks many times and then compares with a replay.
func TestDecideChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawEvening(t)
		for range 10 {
			_, _ = voting.Decide(s.state, s.any())
			_, _ = voting.Decide(s.state, s.ballot())
		}
		s.wantReplay()
	})
}
