package recount

import (
	"strings"
	"testing"

	"pingyi/voting"
)

const pledges = `{"title":"承诺","mode":"stage","secrecy":"secret",
"grades":[{"label":"兑现","points":100},{"label":"未兑现","points":0},{"label":"不了解","points":null,"in_base":false}],
"criteria":"each pledge of the unit, equal weights",
"categories":[{"label":"企业","seats":10,"weight":60},{"label":"居民","seats":10,"weight":40}],
"pipeline":["mean over votes with an opinion inside each category","weighted mean over categories with such a vote",
"round half up, 2 places, per pledge","mean over the unit's pledges","round half up, 2 places"],"rank":"overall, 1 2 2 4"}`

// Where each unit has pledges of its own, every pledge is counted again in every
// category; a count that somebody has otherwise is named.
func TestEveryPledgeIsCountedAgain(t *testing.T) {
	rb, err := voting.ParseRulebook([]byte(pledges))
	if err != nil {
		t.Fatal(err)
	}
	units := []voting.Unit{
		{ID: "A", Name: "甲局", Criteria: []voting.Criterion{{ID: "A-1", Label: "公示"}, {ID: "A-2", Label: "延时"}}},
		{ID: "B", Name: "乙局", Criteria: []voting.Criterion{{ID: "B-1", Label: "公示"}}},
	}
	session := voting.Session{
		ID: "s", Title: "评议", Rulebook: rb, Units: units, Rundown: voting.RundownOf(rb, units), Roster: []voting.Representative{{ID: "R1"}},
	}
	cast := func(item voting.ItemID, tag byte, category voting.CategoryID, marks string) voting.Event {
		return &voting.BallotCast{Item: item, Run: 1, Category: category, Tag: voting.Tag{tag}, Marks: voting.Marks(marks)}
	}
	ended := func(item voting.ItemID, size uint64) []voting.Event {
		return []voting.Event{&voting.ItemClosed{Item: item}, &voting.ItemSealed{Item: item, Seal: voting.Seal{Size: size}}, &voting.ItemConfirmed{Item: item}}
	}
	events := []voting.Event{
		&voting.SessionCreated{Session: session}, &voting.SessionPublished{RulebookHash: rb.Hash()},
		&voting.ItemStaged{Item: 1, Run: 1}, &voting.ItemOpened{Item: 1, Run: 1},
		cast(1, 1, 0, "\x00\x01"), cast(1, 2, 0, "\x00\xff"), cast(1, 3, 1, "\x02\x00"), cast(1, 1, 0, "\x01\x00"),
	}
	events = append(events, ended(1, 9)...)
	events = append(events, &voting.ItemStaged{Item: 2, Run: 1}, &voting.ItemOpened{Item: 2, Run: 1}, cast(2, 1, 1, "\x00"))
	events = append(events, ended(2, 15)...)
	state, c := voting.NewState(), &Count{}
	for _, e := range events {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
		c.Follow(e)
	}
	counted, shown := c.Result(), Shown(state)
	if lines := Differences(counted, shown, "the server", false); len(lines) != 0 {
		t.Errorf("differs in %q", lines)
	}
	if u := counted.Units[0]; u.Score != "75.00" || u.Rank != 2 || u.Blank != 1 || u.Ballots != 3 {
		t.Errorf("the records come to %+v", u)
	}
	cell := shown.Units[0].Cells["A-2 · 企业"]
	cell.Blank++
	shown.Units[0].Cells["A-2 · 企业"] = cell
	lines := Differences(counted, shown, "the server", false)
	if len(lines) != 1 || !strings.HasPrefix(lines[0], `A "A-2 · 企业" blank: the records give 1, the server says 2`) {
		t.Errorf("told as %q", lines)
	}

	file, err := Read([]byte(`{"issued":0,"checked_in":0,"units":[
{"unit":"A","exact":"75","score":"75.00","rank":2,"counts":{},"criteria":[{"criterion":"A-1","score":"50.00","counts":{"企业":[1,1,0],"居民":[0,0,1]}},{"criterion":"A-2","score":"99.00","exact":"99","counts":{"企业":[1,1,0]}}]},
{"unit":"B","exact":"100","score":"100.00","rank":1,"counts":{},"criteria":[{"criterion":"B-1","score":"100.00","counts":{}}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	lines = Differences(counted, file, "the file", true)
	if len(lines) != 3 || !strings.HasPrefix(lines[0], `A "A-2 · 企业": the records give [1 0 0], the file says [1 1 0]`) ||
		lines[1] != `A "A-2" exact score: the records give 100, the file says 99` || lines[2] != `A "A-2" score: the records give 100.00, the file says 99.00` {
		t.Errorf("a file that was changed is told as %q", lines)
	}
}
