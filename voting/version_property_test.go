package voting_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

// fourUnits is an evening that is over: 甲, 乙 and 丙 have 90 from the
// hall, 丁 was not heard of by anybody.
const fourUnits = `session secret rehearsal composite
unit 甲 甲窗口
unit 乙 乙窗口
unit 丙 丙窗口
unit 丁 丁窗口
begin
cards 2 代表
publish
scan 代表1 代表2
stage 1
open 1 for 30
代表1 marks 满意
代表2 marks 基本满意
finish 1
stage 2
open 2 for 30
代表1 marks 基本满意
代表2 marks 满意
finish 2
stage 3
open 3 for 30
代表1 marks 满意
代表2 marks 基本满意
finish 3
stage 4
open 4 for 30
代表1 marks 不了解
finish 4
close session`

// notebook is the result as somebody would keep it with a pencil: for every
// version all that was written down, computed anew each time.
type notebook struct {
	daily  map[voting.UnitID]string
	lots   [][]voting.UnitID // the newest last
	vetoed map[voting.UnitID]bool
	phase  voting.ResultPhase
	out    bool // it was announced
	frozen string
}

func (n *notebook) next() *notebook {
	c := &notebook{daily: make(map[voting.UnitID]string), vetoed: make(map[voting.UnitID]bool), lots: slices.Clone(n.lots), phase: voting.VersionPreparing}
	for unit, value := range n.daily {
		c.daily[unit] = value
	}
	for unit := range n.vetoed {
		c.vetoed[unit] = true
	}
	return c
}

// score is 7 tenths of the hall and 3 of the daily record, in hundredths, half up;
// what is missing leaves the other one alone. -1 is none.
func (n *notebook) score(unit voting.UnitID) int64 {
	hall := map[voting.UnitID]int64{"甲": 90, "乙": 90, "丙": 90}
	value, there := n.daily[unit]
	daily, _ := new(big.Rat).SetString("0" + value)
	hundredths := new(big.Rat)
	switch heard := hall[unit] > 0; {
	case n.vetoed[unit] || !heard && !there:
		return -1
	case !there:
		hundredths.SetInt64(hall[unit] * 100)
	case !heard:
		hundredths.Mul(daily, big.NewRat(100, 1))
	default:
		hundredths.Add(big.NewRat(hall[unit]*70, 1), hundredths.Mul(daily, big.NewRat(30, 1)))
	}
	hundredths.Add(hundredths, big.NewRat(1, 2))
	return new(big.Int).Quo(hundredths.Num(), hundredths.Denom()).Int64()
}

// before says whether a lot puts one of the tied before another.
func (n *notebook) before(a, b voting.UnitID, tied []voting.UnitID) bool {
	for i := len(n.lots) - 1; i >= 0; i-- {
		lot := n.lots[i]
		missing := slices.ContainsFunc(tied, func(u voting.UnitID) bool { return !slices.Contains(lot, u) })
		if !missing {
			return slices.Index(lot, a) < slices.Index(lot, b)
		}
	}
	return false
}

// board says each unit's score and place, by comparing it with every other.
func (n *notebook) board() string {
	var lines []string
	units := []voting.UnitID{"甲", "乙", "丙", "丁"}
	for _, unit := range units {
		own, rank := n.score(unit), 1
		var tied []voting.UnitID
		for _, other := range units {
			if n.score(other) == own {
				tied = append(tied, other)
			}
		}
		for _, other := range units {
			if n.score(other) > own || n.score(other) == own && len(tied) > 1 && n.before(other, unit, tied) {
				rank++
			}
		}
		if own < 0 {
			rank = 0
		}
		lines = append(lines, fmt.Sprintf("%s %d rank %d", unit, own, rank))
	}
	return strings.Join(lines, "; ")
}

func boardText(rows []voting.Row) string {
	var lines []string
	for _, row := range rows {
		hundredths := big.NewInt(-1)
		if row.Score.Has() {
			hundredths = new(big.Rat).Mul(row.Score.Value, big.NewRat(100, 1)).Num()
		}
		lines = append(lines, fmt.Sprintf("%s %d rank %d", row.Unit.ID, hundredths, row.Rank))
	}
	return strings.Join(lines, "; ")
}

// drawAct is something that people do to a result, mostly what comes next.
func drawAct(t *rapid.T, s *script) voting.Command {
	s.now++
	units := []voting.UnitID{"甲", "乙", "丙", "丁"}
	unit := rapid.SampledFrom(units).Draw(t, "unit")
	switch rapid.IntRange(0, 10).Draw(t, "act") {
	case 0, 1:
		c := voting.EnterFigures{Act: s.stamp(), Table: "日常", Source: "统计局"}
		for _, unit := range units {
			if value := rapid.SampledFrom([]string{"", "90", "90", "90", "66.67"}).Draw(t, "value"); value != "" {
				c.Cells = append(c.Cells, voting.EnteredFigure{At: []string{string(unit)}, Value: value})
			}
		}
		return c
	case 2, 3:
		v := s.state.LastVersion()
		if ties := s.state.OutcomeOf(v.Number).Ties; len(ties) > 0 {
			units = ties[0].Units
		} else if len(v.Decisions) > 0 { // some of them are drawn again
			units = v.Decisions[len(v.Decisions)-1].Order
		}
		order := rapid.Permutation(units).Draw(t, "order")
		order = order[:rapid.IntRange(2, len(order)).Draw(t, "drawn")]
		return voting.EnterDecision{Act: s.stamp(), Step: "名次", Kind: "lot", Order: order, Author: "监票人", Record: "记录"}
	case 4:
		return voting.VetoUnit{Act: s.stamp(), Unit: unit, Author: "市纪委监委", Reason: "事故"}
	case 5:
		return voting.LiftVeto{Act: s.stamp(), Unit: unit, Reason: "复核不成立"}
	}
	if rapid.IntRange(0, 7).Draw(t, "give up") == 0 {
		return voting.AbandonCorrection{Act: s.stamp(), Reason: "弄错了"}
	}
	switch s.state.LastVersion().Phase() {
	case voting.VersionPreparing:
		return voting.ConfirmResult{Act: s.scrutineer(), Reason: "按现状确认"}
	case voting.VersionConfirmed:
		return voting.AnnounceResult{Act: s.stamp()}
	case voting.VersionAnnounced:
		return voting.StartNotice{Act: s.stamp(), Days: 7, Until: s.now + 7*86400}
	case voting.VersionNotice:
		return voting.CertifyResult{Act: s.stamp()}
	}
	return voting.CorrectResult{Act: s.stamp(), Reason: "来函更正"}
}

// present is the version that is worked on: the newest that was not given up.
func present(book []*notebook) *notebook {
	for i := len(book) - 1; ; i-- {
		if book[i].phase != voting.VersionAbandoned {
			return book[i]
		}
	}
}

// note writes down what was done to the newest version.
func note(book []*notebook, c voting.Command) []*notebook {
	last := present(book)
	switch c := c.(type) {
	case voting.EnterFigures:
		last.daily = make(map[voting.UnitID]string)
		for _, cell := range c.Cells {
			last.daily[voting.UnitID(cell.At[0])] = cell.Value
		}
	case voting.EnterDecision:
		last.lots = append(last.lots, c.Order)
	case voting.VetoUnit:
		last.vetoed[c.Unit] = true
	case voting.LiftVeto:
		delete(last.vetoed, c.Unit)
	case voting.ConfirmResult:
		last.phase, last.frozen = voting.VersionConfirmed, last.board()
	case voting.AnnounceResult:
		last.phase, last.out = voting.VersionAnnounced, true
	case voting.StartNotice:
		last.phase = voting.VersionNotice
	case voting.CertifyResult:
		last.phase = voting.VersionCertified
	case voting.AbandonCorrection:
		last.phase = voting.VersionAbandoned
	case voting.CorrectResult:
		return append(book, last.next())
	}
	return book
}

// TestNoVersionChangesOnceItIsConfirmed does to a result whatever people do, and
// holds every version against a notebook after each act. What was confirmed says
// for ever what it said then, and the screens show what was announced last.
func TestNoVersionChangesOnceItIsConfirmed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := runScript(t, fourUnits)
		book := []*notebook{{daily: map[voting.UnitID]string{}, vetoed: map[voting.UnitID]bool{}, phase: voting.VersionPreparing}}
		for range rapid.IntRange(1, 25).Draw(t, "acts") {
			c := drawAct(t, s)
			if rapid.IntRange(0, 7).Draw(t, "correct") == 0 {
				c = voting.CorrectResult{Act: s.stamp(), Reason: "来函更正"}
			}
			if _, err := s.do(c); err == nil {
				book = note(book, c)
			}
			shown := 1
			for i, n := range book {
				if n.out {
					shown = i + 1
				}
				got := boardText(s.state.BoardOf(i + 1))
				if want := n.board(); got != want || n.frozen != "" && got != n.frozen {
					t.Fatalf("after %T version %d is\n%s, the notebook says\n%s, and it was confirmed as\n%s", c, i+1, got, want, n.frozen)
				}
				if phase := s.state.Version(i + 1).Phase(); phase != n.phase {
					t.Fatalf("after %T version %d is %s, the notebook says %s", c, i+1, phase, n.phase)
				}
			}
			if len(book) != len(s.state.Versions) || s.state.ShownVersion().Number != shown {
				t.Fatalf("there are %d versions and number %d is shown; the notebook has %d and shows %d",
					len(s.state.Versions), s.state.ShownVersion().Number, len(book), shown)
			}
			want := "甲 -1 rank 0; 乙 -1 rank 0; 丙 -1 rank 0; 丁 -1 rank 0" // whatever was entered by then
			if book[shown-1].out {
				want = boardText(s.state.BoardOf(shown))
			}
			if got := boardText(s.state.Board(voting.PhaseRevealed)); got != want {
				t.Fatalf("the screens show\n%s, and what they may show is\n%s", got, want)
			}
		}
		s.wantReplay()
	})
}
