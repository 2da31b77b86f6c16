package voting_test

import (
	"slices"
	"strings"
	"testing"

	"pingyi/voting"
)

// A log that was changed does not fold: each case puts one record into an old
// log, or takes one out, and the fold must stop with the reason.
func TestAChangedLogDoesNotFold(t *testing.T) {
	t.Parallel()
	log := oldLogs(t)["testdata/log-v1-secret.golden"]
	ballot := func(change func(*voting.BallotCast)) voting.Event {
		b := &voting.BallotCast{Item: 1, Run: 1, Tag: voting.Tag{1}, Marks: "\x00"}
		change(b)
		return b
	}
	for _, c := range []struct {
		name  string
		after string // the kind of record after which it is put, the first of its kind
		event voting.Event
		want  string
	}{
		{"a ballot before the item opens", "item-staged", ballot(func(*voting.BallotCast) {}), "takes no ballots"},
		{"a ballot after the close", "item-closed", ballot(func(*voting.BallotCast) {}), "takes no ballots"},
		{"a ballot of another run", "item-opened", ballot(func(b *voting.BallotCast) { b.Run = 2 }), "takes no ballots"},
		{"a ballot for no item", "item-opened", ballot(func(b *voting.BallotCast) { b.Item = 9 }), "takes no ballots"},
		{"a grade that is not on the form", "item-opened", ballot(func(b *voting.BallotCast) { b.Marks = "\x04" }), "does not fit"},
		{"too many marks", "item-opened", ballot(func(b *voting.BallotCast) { b.Marks = "\x00\x00" }), "does not fit"},
		{"a category that does not exist", "item-opened", ballot(func(b *voting.BallotCast) { b.Category = 2 }), "does not fit"},
		{"a name in a secret session", "item-opened", ballot(func(b *voting.BallotCast) { b.Holder = "张三" }), "names a representative"},
		{"a withdrawal without a ballot", "item-opened", &voting.BallotWithdrawn{Item: 1, Run: 1, Tag: voting.Tag{9}}, "no ballot to withdraw"},
		{"a withdrawal after the close", "item-closed", &voting.BallotWithdrawn{Item: 1, Run: 1}, "withdraws no ballots"},
		{"a card issued twice", "cards-issued", &voting.CardsIssued{Cards: []voting.Card{{ID: cardID("企业代表1")}}}, "issued twice"},
		{"a card of no category", "cards-issued", &voting.CardsIssued{Cards: []voting.Card{{Category: 7}}}, "no category 7"},
		{"a card nobody issued", "session-published", &voting.CardRedeemed{Card: cardID("生人")}, "not issued"},
		{"a void card made void", "card-voided", &voting.CardVoided{Card: cardID("居民代表1")}, "is void"},
		{"a void card redeemed", "card-voided", &voting.CardRedeemed{Card: cardID("居民代表1")}, "is void"},
		{"other rules", "cards-issued", &voting.SessionPublished{RulebookHash: "00"}, "has hash"},
		{"rules published twice", "session-published", &voting.SessionPublished{}, "is published"},
		{"an item staged over an open one", "item-opened", &voting.ItemStaged{Item: 2, Run: 1}, "an item is open"},
		{"a run that was skipped", "item-revealed", &voting.ItemStaged{Item: 2, Run: 3}, "cannot begin run 3"},
		{"an item that is not there", "item-revealed", &voting.ItemStaged{Item: 4, Run: 1}, "no item 4"},
		{"an item opened twice", "item-opened", &voting.ItemOpened{Item: 1, Run: 1}, "is open, not on-stage"},
		{"another run opened", "item-staged", &voting.ItemOpened{Item: 1, Run: 2}, "is in run 1"},
		{"an item revealed before it is confirmed", "item-sealed", &voting.ItemRevealed{Item: 1}, "is closed, not confirmed"},
		{"an item confirmed without a seal", "item-closed", &voting.ItemConfirmed{Item: 1}, "no checkpoint"},
		{"a checkpoint of before the close", "item-closed", &voting.ItemSealed{Item: 1, Seal: voting.Seal{Size: 5}}, "does not cover"},
		{"a checkpoint of what is not there yet", "item-closed", &voting.ItemSealed{Item: 1, Seal: voting.Seal{Size: 1000}}, "does not cover"},
		{"a second checkpoint", "item-sealed", &voting.ItemSealed{Item: 1, Seal: voting.Seal{Size: 26}}, "sealed already"},
		{"a card redeemed before the rules are published", "cards-issued", &voting.CardRedeemed{Card: cardID("企业代表1")}, "is draft"},
		{"a card redeemed after the end", "session-closed", &voting.CardRedeemed{Card: cardID("企业代表1")}, "is closed"},
		{"a card issued after the end", "session-closed", &voting.CardsIssued{Cards: []voting.Card{{}}}, "is closed"},
		{"nothing to set aside", "item-staged", &voting.ItemVoided{Item: 1}, "no run to set aside"},
		{"an item that is not in the rundown", "item-opened", &voting.ItemClosed{Item: 0}, "no item 0"},
		{"a second session", "scene-cued", &voting.SessionCreated{}, "one first record"},
		{"the end while an item is open", "item-opened", &voting.SessionClosed{}, "an item is open"},
		{"the end twice", "session-closed", &voting.SessionClosed{}, "is closed"},
	} {
		at := 1 + slices.IndexFunc(log, func(record []byte) bool { return strings.Contains(string(record), `"kind":"`+c.after+`"`) })
		if at == 0 {
			t.Fatalf("the old log has no %s", c.after)
		}
		state := replay(t, log[:at])
		if err := state.Apply(c.event); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: want an error that says %q, got %v", c.name, c.want, err)
		}
	}
}

func TestALogBeginsWithItsSession(t *testing.T) {
	t.Parallel()
	for name, event := range map[string]voting.Event{
		"does not begin": &voting.ItemStaged{Item: 1, Run: 1},
		"rulebook":       &voting.SessionCreated{},
		"rundown[0]":     &voting.SessionCreated{Session: voting.Session{Rulebook: mustRulebook(t), Rundown: []voting.Item{{ID: 1}}}},
	} {
		if err := voting.NewState().Apply(event); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("want an error that says %q, got %v", name, err)
		}
	}
}
