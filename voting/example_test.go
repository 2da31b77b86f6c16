package voting_test

import (
	"errors"
	"fmt"

	"pingyi/voting"
)

// A server keeps one State for each session. It turns every wish into a command,
// writes the events that Decide gives to the log, and only then applies and
// announces them. Here the log is a slice of records.
func Example() {
	var log [][]byte
	state := voting.NewState()
	carryOut := func(c voting.Command) error {
		events, err := voting.Decide(state, c)
		for _, e := range events {
			log = append(log, voting.Encode(e, nil))
			if err := state.Apply(e); err != nil {
				return err
			}
		}
		return err
	}

	const now = 1_700_000_000
	organizer := voting.Act{By: "organizer", At: now}
	card, phone := voting.CardID{1}, voting.Device(7)
	ballot := &voting.CastBallot{
		Item: 1, Run: 1, Card: card, Device: phone, At: now + 5,
		Tag: voting.Tag{2}, Salt: voting.Salt{3}, // keyed hashes, made outside
		Marks: "\x01", // the second grade, 基本满意
	}
	for _, c := range []voting.Command{
		voting.CreateSession{Act: organizer, Session: exampleSession()},
		voting.IssueCards{Act: organizer, Cards: []voting.Card{{ID: card}}},
		voting.PublishSession{Act: organizer},
		voting.RedeemCard{Card: card, Device: phone, At: now},
		voting.StageItem{Act: organizer, Item: 1},
		voting.OpenItem{Act: organizer, Item: 1, Deadline: now + 30},
		ballot,
	} {
		if err := carryOut(c); err != nil {
			fmt.Println(err)
		}
	}

	var already voting.AlreadyRecorded
	fmt.Println("sent again, recorded already:", errors.As(carryOut(ballot), &already))
	_ = carryOut(voting.CloseItem{Act: organizer, Item: 1})
	late := *ballot
	late.Salt, late.Marks = voting.Salt{4}, "\x00"
	fmt.Println("after the close:", carryOut(&late))

	// Anyone who has the log comes to the same board.
	again := voting.NewState()
	for _, record := range log {
		e, err := voting.Decode(record)
		if err == nil {
			err = again.Apply(e)
		}
		if err != nil {
			fmt.Println(err)
		}
	}
	for _, row := range again.Board(voting.PhaseClosed) {
		fmt.Println(row.Unit.Name, row.Score.Text, "rank", row.Rank)
	}
	// Output:
	// sent again, recorded already: true
	// after the close: item-closed
	// 市教育局窗口 80.00 rank 1
}

func exampleSession() voting.Session {
	rulebook, err := voting.ParseRulebook([]byte(`{
		"title": "公开评议", "mode": "stage", "secrecy": "secret", "one_vote": "last before the close counts",
		"grades": [{"label": "满意", "points": 100}, {"label": "基本满意", "points": 80}, {"label": "不满意", "points": 30}],
		"criteria": [{"label": "总体评价", "weight": 1}],
		"categories": [{"label": "企业代表", "seats": 1, "weight": 1}],
		"pipeline": [
			"mean over votes with an opinion inside each category",
			"weighted mean over categories, weights renormalised over the categories that have such a vote",
			"round once, half up, 2 places"],
		"places": 2,
		"rank": "on the rounded score, inside each class and overall, 1 2 2 4"}`))
	if err != nil {
		fmt.Println(err)
	}
	units := []voting.Unit{{ID: "W001", Name: "市教育局窗口"}}
	return voting.Session{
		ID: "example", Title: "公开评议", Rehearsal: true, Rulebook: rulebook, Units: units,
		Roster: []voting.Representative{{ID: "R1"}}, Rundown: voting.RundownOf(rulebook, units),
	}
}
