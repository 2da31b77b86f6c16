package recount

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

const matrixRules = `{"rulebook": 2, "title": "双评", "mode": "self-paced", "secrecy": "secret",
 "ballot": {"sheet": "all units", "criteria": [{"label": "履职", "weight": 3}, {"label": "服务", "weight": 1}],
  "grades": [{"label": "满意", "points": 100}, {"label": "不满意", "points": 30}, {"label": "不了解", "in_base": false}],
  "patterns": [{"void_if_all_equal": true}, {"void_if_all": "不满意"}, {"at_most": {"grade": "满意", "percent": 62.5}}, {"at_least": {"grade": "不满意", "percent": 10}}]},
 "categories": [{"label": "群众", "weight": 60}, {"label": "企业", "weight": 40}],
 "steps": [
  {"name": "类内平均", "do": "mean", "of": "marks"},
  {"name": "类别加权", "do": "weighted mean", "of": "类内平均", "over": "category", "missing": "renormalise"},
  {"name": "得分", "do": "weighted mean", "of": "类别加权", "over": "criterion", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
  {"name": "类内名次", "do": "rank", "of": "得分", "inside": "class", "style": "1224", "first": "high"}],
 "result": {"score": "得分", "rank in class": "类内名次"}}`

const choiceRules = `{"rulebook": 2, "title": "评选", "mode": "self-paced", "secrecy": "secret",
 "ballot": {"sheet": "all units", "over_vote": "void ballot", "choose": [{"list": "最佳", "at_least": 1, "at_most": 2}, {"list": "最差", "at_most": 1}]},
 "steps": [
  {"name": "得票率", "do": "share", "of": "ticks", "list": "最佳", "base": "valid", "round": {"places": 2, "mode": "half up"}},
  {"name": "名次", "do": "rank", "of": "得票率", "inside": "all", "style": "1224", "first": "high"},
  {"name": "差票", "do": "pick", "of": "ticks", "axis": "list", "labels": ["最差"]}],
 "result": {"score": "得票率", "rank": "名次", "worst": "差票"}}`

// followForm has a whole form filled in, and counted by the rules and once more.
func followForm(t *rapid.T, rules string, marks int) (*voting.State, *Count) {
	rb, err := voting.ParseRulebook([]byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	session := voting.Session{ID: "form", Title: "表", Rehearsal: true, Rulebook: rb, Roster: []voting.Representative{{ID: "R1"}}}
	for i := range 3 {
		session.Units = append(session.Units, voting.Unit{
			ID: voting.UnitID(fmt.Sprint("S", i)), Name: "单位", Class: voting.Class(fmt.Sprint("类", i%2)), Department: voting.Department(fmt.Sprint("局", i)),
		})
	}
	session.Rundown = voting.RundownOf(rb, session.Units)
	state, c := voting.NewState(), &Count{}
	do := func(e voting.Event) {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
		c.Follow(e)
	}
	do(&voting.SessionCreated{Session: session})
	do(&voting.CardsIssued{Cards: []voting.Card{{ID: voting.CardID{1}, Recused: "局1"}, {ID: voting.CardID{2}}, {ID: voting.CardID{3}}}})
	do(&voting.SessionPublished{RulebookHash: rb.Hash()})
	do(&voting.CardRedeemed{Card: voting.CardID{1}, Device: 1})
	do(&voting.CardRedeemed{Card: voting.CardID{2}, Device: 2})
	do(&voting.ItemStaged{Item: 1, Run: 1})
	do(&voting.ItemOpened{Item: 1, Run: 1, Deadline: 60})
	for range rapid.IntRange(0, 15).Draw(t, "ballots") {
		text := []byte(strings.Repeat("\xff", state.Item(1).Tally.Criteria()))
		for i := range text {
			if mark := rapid.IntRange(0, marks).Draw(t, "mark"); mark < marks {
				text[i] = byte(mark)
			}
		}
		category := voting.CategoryID(rapid.IntRange(0, len(rb.Categories)-1).Draw(t, "category"))
		do(&voting.BallotCast{Item: 1, Run: 1, Category: category, Tag: voting.Tag{byte(rapid.IntRange(1, 9).Draw(t, "card"))}, Marks: voting.Marks(text)})
	}
	do(&voting.ItemClosed{Item: 1})
	do(&voting.CardRedeemed{Card: voting.CardID{3}, Device: 3})
	do(&voting.ItemSealed{Item: 1, Seal: voting.Seal{Size: state.Records, Root: "r", Code: "c", Note: "n"}})
	do(&voting.ItemConfirmed{Item: 1})
	return state, c
}

func TestAFormIsCountedAgainAsTheRulesCountIt(t *testing.T) {
	for name, c := range map[string]struct {
		rules string
		marks int
	}{"grades": {matrixRules, 3}, "choice": {choiceRules, 1}} {
		t.Run(name, func(t *testing.T) {
			voids, scores := 0, 0
			rapid.Check(t, func(t *rapid.T) {
				state, count := followForm(t, c.rules, c.marks)
				counted := count.Result()
				for _, line := range Differences(counted, Shown(state), "the board", false) {
					t.Error(line)
				}
				for _, u := range counted.Units {
					voids, scores = voids+u.Void, scores+len(u.Score)
				}
			})
			if voids == 0 || scores == 0 {
				t.Errorf("%d void ballots and %d digits of scores were compared", voids, scores)
			}
		})
	}
}
