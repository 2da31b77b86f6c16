package display

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"testing"

	"pingyi/voting"
)

// hall is a session in the making: it puts commands to voting.Decide and folds
// what comes out, as the teller does.
type hall struct {
	t     testing.TB
	state *voting.State
	now   int64
	cards []voting.Card
	// after is called after every event, once the session exists.
	after func(*voting.State)
}

// plan says what session a hall runs. Zero fields get what newHall names.
type plan struct {
	reveal    voting.RevealPolicy // live
	units     []voting.Unit       // three windows
	cards     int                 // 30, dealt to two categories in turn
	grades    string              // JSON: 满意 100, 基本满意 80, 不满意 30, 不了解
	criteria  string              // JSON: one thing
	steps     string              // JSON: those of the windows
	rehearsal bool
	rules     string // JSON of a whole rulebook, instead of all of that
	opens     int64  // of a form
	closes    int64
}

func threeWindows() []voting.Unit {
	return []voting.Unit{
		{ID: "A", Name: "市教育局办事大厅", Department: "市教育局", Class: "行政审批类"},
		{ID: "B", Name: "市公安局出入境接待大厅", Department: "市公安局", Class: "执法监管类"},
		{ID: "C", Name: "市行政服务中心管理办公室综合受理窗口", Department: "", Class: "行政审批类"},
	}
}

func newHall(t testing.TB, p plan) *hall {
	t.Helper()
	if p.reveal == "" {
		p.reveal = voting.RevealLive
	}
	if p.units == nil {
		p.units = threeWindows()
	}
	if p.cards == 0 {
		p.cards = 30
	}
	if p.grades == "" {
		p.grades = `[{"label":"满意","points":100},{"label":"基本满意","points":80},{"label":"不满意","points":30},{"label":"不了解"}]`
	}
	if p.criteria == "" {
		p.criteria = `[{"label": "总体评价", "weight": 1}]`
		p.steps = `"mean over votes with an opinion inside each category",
			"weighted mean over categories, weights renormalised over the categories that have such a vote",
			"round once, half up, 2 places"`
	}
	return newHallOf(t, rulebook(t, p), p)
}

// newHallOf is a hall with a rulebook of its own.
func newHallOf(t testing.TB, rb voting.Rulebook, p plan) *hall {
	t.Helper()
	h := &hall{t: t, state: voting.NewState(), now: 1_800_000_000}
	h.do(voting.CreateSession{Session: voting.Session{
		ID: "evening", Title: "服务窗口公开评议", Rehearsal: p.rehearsal, Rulebook: rb, Units: p.units,
		Roster: []voting.Representative{{ID: "R1"}}, Rundown: voting.RundownOf(rb, p.units), Opens: p.opens, Closes: p.closes,
	}})
	for n := range p.cards {
		card := voting.Card{Category: voting.CategoryID(n % len(rb.Categories))}
		binary.BigEndian.PutUint32(card.ID[:], uint32(n+1))
		h.cards = append(h.cards, card)
	}
	h.do(voting.IssueCards{Cards: h.cards})
	h.do(voting.PublishSession{})
	for _, card := range h.cards {
		h.do(voting.RedeemCard{Card: card.ID, Device: 1})
	}
	return h
}

func rulebook(t testing.TB, p plan) voting.Rulebook {
	t.Helper()
	if p.rules != "" {
		rb, err := voting.ParseRulebook([]byte(p.rules))
		if err != nil {
			t.Fatal(err)
		}
		return rb
	}
	rb, err := voting.ParseRulebook([]byte(`{
		"title": "办法", "mode": "stage", "secrecy": "secret", "one_vote": "last before the close counts", "reveal": "` + string(p.reveal) + `",
		"grades": ` + p.grades + `, "criteria": ` + p.criteria + `,
		"categories": [{"label": "人大代表", "seats": 30, "weight": 70}, {"label": "企业代表", "seats": 30, "weight": 30}],
		"pipeline": [` + p.steps + `], "places": 2, "rank": "on the rounded score, inside each class and overall, 1 2 2 4"}`))
	if err != nil {
		t.Fatal(err)
	}
	return rb
}

// do carries out one command that must be allowed. A ballot that repeats the
// standing one changes nothing.
func (h *hall) do(c voting.Command) {
	h.t.Helper()
	events, err := voting.Decide(h.state, c)
	if errors.As(err, new(voting.AlreadyRecorded)) {
		return
	}
	if err != nil {
		h.t.Fatalf("decide %T: %v", c, err)
	}
	for _, e := range events {
		if err := h.state.Apply(e); err != nil {
			h.t.Fatalf("apply %T: %v", e, err)
		}
		if h.after != nil {
			h.after(h.state)
		}
	}
}

// vote lets card n (from 0) choose a grade of the open item.
func (h *hall) vote(n int, grade byte) { h.t.Helper(); h.cast(n, voting.Marks([]byte{grade})) }

// cast lets card n mark the open item.
func (h *hall) cast(n int, marks voting.Marks) {
	h.t.Helper()
	item := h.state.OpenItem()
	if item == nil {
		h.t.Fatal("vote: no item is open")
	}
	ballot := &voting.CastBallot{Item: item.ID, Run: item.Run, Card: h.cards[n].ID, Device: 1, Marks: marks}
	binary.BigEndian.PutUint32(ballot.Tag[:], uint32(n+1))
	binary.BigEndian.PutUint16(ballot.Tag[4:], uint16(item.ID))
	binary.BigEndian.PutUint32(ballot.Salt[:], uint32(h.state.Records))
	h.do(ballot)
}

// votes lets cards from the first on choose: counts[g] of them grade g.
func (h *hall) votes(counts ...int) { h.t.Helper(); h.votesFrom(0, counts...) }

// votesFrom is votes from another card on.
func (h *hall) votesFrom(card int, counts ...int) {
	h.t.Helper()
	for grade, n := range counts {
		for range n {
			h.vote(card, byte(grade))
			card++
		}
	}
}

func (h *hall) stage(id voting.ItemID) { h.t.Helper(); h.do(voting.StageItem{Item: id}) }

func (h *hall) open(id voting.ItemID) {
	h.t.Helper()
	h.do(voting.OpenItem{Act: voting.Act{At: h.now}, Item: id, Deadline: h.now + 60})
}

func (h *hall) close(id voting.ItemID) {
	h.t.Helper()
	h.do(voting.CloseItem{Item: id})
	h.seal(id)
}

func (h *hall) seal(id voting.ItemID) {
	h.t.Helper()
	h.do(voting.SealItem{Item: id, Seal: voting.Seal{Size: h.state.Records, Root: "root", Code: "QKZX-WVTN", Note: "note"}})
}

func (h *hall) reveal(id voting.ItemID) {
	h.t.Helper()
	h.do(voting.ConfirmItem{Act: voting.Act{Role: voting.Scrutineer}, Item: id})
	h.do(voting.RevealItem{Item: id})
}

// whole runs one item from the stage to its reveal.
func (h *hall) whole(id voting.ItemID, counts ...int) {
	h.t.Helper()
	h.stage(id)
	h.open(id)
	h.votes(counts...)
	h.close(id)
	h.reveal(id)
}

func (h *hall) cue(scene voting.Scene, page int) {
	h.t.Helper()
	h.do(voting.CueScene{Scene: scene, Page: page})
}

func (h *hall) screen() ScreenFrame { return decode[ScreenFrame](h.t, h.bytes(Screen)) }

func (h *hall) desk() DeskFrame { return decode[DeskFrame](h.t, h.bytes(Desk)) }

func (h *hall) bytes(a Audience) []byte {
	return Render(h.state, a, Setting{JoinURL: "https://vote.example.cn/V"})
}

func decode[F any](t testing.TB, text []byte) F {
	t.Helper()
	var frame F
	if err := json.Unmarshal(text, &frame); err != nil {
		t.Fatalf("decode frame: %v in %s", err, text)
	}
	return frame
}
