package export

import (
	"fmt"
	"strings"
	"testing"

	"pingyi/voting"
)

// matrixRules ask the same of every unit on one form and rank inside the classes.
const matrixRules = `{"rulebook": 2, "title": "双评", "mode": "self-paced", "secrecy": "%s",
 "ballot": {"sheet": "all units", "criteria": [%s], "patterns": [{"void_if_all": "不满意"}],
  "grades": [{"label": "满意", "points": 100}, {"label": "不满意", "points": 30}, {"label": "不了解", "in_base": false}]},
 "categories": [{"label": "群众", "weight": 60}, {"label": "企业", "weight": 40}],
 "steps": [
  {"name": "类内平均", "do": "mean", "of": "marks"},
  {"name": "类别加权", "do": "weighted mean", "of": "类内平均", "over": "category", "missing": "renormalise"},
  {"name": "得分", "do": "weighted mean", "of": "类别加权", "over": "criterion", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
  {"name": "类内名次", "do": "rank", "of": "得分", "inside": "class", "style": "1224", "first": "high"}],
 "result": {"score": "得分", "rank in class": "类内名次"}}`

// choiceRules let two best and one worst be chosen.
const choiceRules = `{"rulebook": 2, "title": "评选", "mode": "self-paced", "secrecy": "%s",
 "ballot": {"sheet": "all units", "over_vote": "void ballot", "choose": [{"list": "最佳", "at_most": 2}, {"list": "最差", "at_most": 1}]},
 "steps": [
  {"name": "得票率", "do": "share", "of": "ticks", "list": "最佳", "base": "valid", "round": {"places": 2, "mode": "half up"}},
  {"name": "名次", "do": "rank", "of": "得票率", "inside": "all", "style": "1224", "first": "high"},
  {"name": "两佳", "do": "cut", "of": "得票率", "inside": "all", "first": "high", "take": 2, "tied_at_the_cut": "expand"},
  {"name": "差评票", "do": "pick", "of": "ticks", "axis": "list", "labels": ["最差"]},
  {"name": "一差", "do": "cut", "of": "差评票", "inside": "all", "first": "high", "take": 1, "tied_at_the_cut": "expand", "not_on": ["两佳"]}],
 "result": {"score": "得票率", "rank": "名次", "best": "两佳", "worst": "一差", "worst ticks": "差评票"}}`

// matrixOf is the matrix with so many criteria.
func matrixOf(secrecy string, criteria int) string {
	var labels []string
	for k := range criteria {
		labels = append(labels, fmt.Sprintf(`{"label": "维度%d", "weight": %d}`, k+1, 10+k))
	}
	return fmt.Sprintf(matrixRules, secrecy, strings.Join(labels, ", "))
}

func unitsOf(n int) []voting.Unit {
	var units []voting.Unit
	for i := range n {
		units = append(units, voting.Unit{ID: voting.UnitID(fmt.Sprintf("U%03d", i+1)), Name: fmt.Sprintf("市直部门第%d处", i+1), Class: voting.Class(fmt.Sprintf("第%d类", i%4+1))})
	}
	return units
}

// filled is a session of one whole form that everybody fills in, marks as digits. Of
// four people in a row three are of the first category.
func filled(t *testing.T, rules string, units []voting.Unit, forms ...string) (*voting.State, *Ballots) {
	t.Helper()
	rb, err := voting.ParseRulebook([]byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	session := voting.Session{ID: "20261126-form", Title: "整张评议表", Signer: "key", Rulebook: rb, Units: units, Rundown: voting.RundownOf(rb, units)}
	issued, redeemed, cast := &voting.CardsIssued{Stamp: stamp(100, voting.Organizer)}, []voting.Event{}, []voting.Event{}
	for i, form := range forms {
		category, rep := voting.CategoryID(i%4/3%len(rb.Categories)), voting.RepresentativeID(fmt.Sprintf("R%03d", i))
		session.Roster = append(session.Roster, voting.Representative{ID: rep, Name: fmt.Sprintf("姓名%d", i), Category: category})
		card, ballot := voting.Card{ID: voting.CardID{1, byte(i)}, Category: category}, &voting.BallotCast{Item: 1, Run: 1, Category: category, Tag: voting.Tag{1, byte(i)}}
		if rb.Secrecy == voting.Open {
			card.Holder, ballot.Holder = rep, rep
		}
		if ballot.Marks, err = voting.ParseMarks(form); err != nil {
			t.Fatal(err)
		}
		issued.Cards = append(issued.Cards, card)
		redeemed = append(redeemed, &voting.CardRedeemed{Stamp: stamp(300, ""), Card: card.ID, Device: voting.Device(i + 1)})
		cast = append(cast, ballot)
	}
	events := append([]voting.Event{&voting.SessionCreated{Stamp: stamp(50, voting.Organizer), Session: session}, issued,
		&voting.SessionPublished{Stamp: stamp(200, voting.Organizer), RulebookHash: rb.Hash()}}, redeemed...)
	events = append(events, &voting.ItemStaged{Stamp: stamp(400, voting.Organizer), Item: 1, Run: 1}, &voting.ItemOpened{Stamp: stamp(400, voting.Organizer), Item: 1, Run: 1, Deadline: 1790009000})
	events = append(append(events, cast...), &voting.ItemClosed{Stamp: stamp(500, voting.OfTeller), Item: 1},
		&voting.ItemSealed{Stamp: stamp(500, voting.OfTeller), Item: 1, Seal: voting.Seal{Root: "r", Code: "AAAA-BBBB", Note: "n"}},
		&voting.ItemConfirmed{Stamp: stamp(510, voting.Scrutineer), Item: 1}, &voting.SessionClosed{Stamp: stamp(520, voting.Organizer)})
	state, ballots := voting.NewState(), NewBallots()
	for _, e := range events {
		if sealed, ok := e.(*voting.ItemSealed); ok {
			sealed.Seal.Size = state.Records
		}
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
		ballots.Follow(e)
	}
	return state, ballots
}
