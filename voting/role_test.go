package voting_test

import (
	"bytes"
	"strings"
	"testing"

	"pingyi/voting"
)

// closedItem is a world whose first item waits for its confirmation.
func closedItem(t failer, rehearsal bool) *world {
	t.Helper()
	w := newWorld(t)
	session := smallSession(t)
	session.Rehearsal = rehearsal
	w.must(voting.CreateSession{Act: w.act(), Session: session})
	var cards []voting.Card
	for i := range voting.MinLot {
		cards = append(cards, voting.Card{ID: voting.CardID{byte(i)}})
	}
	w.must(voting.IssueCards{Act: w.act(), Cards: cards})
	w.must(voting.PublishSession{Act: w.act()})
	w.must(voting.StageItem{Act: w.act(), Item: 1})
	w.must(voting.OpenItem{Act: w.act(), Item: 1, Deadline: w.now + 10})
	w.must(voting.CloseItem{Act: w.act(), Item: 1})
	w.must(voting.SealItem{Act: w.act(), Item: 1, Seal: w.seal()})
	return w
}

func TestOnlyAScrutineerConfirms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		role      voting.Role
		rehearsal bool
		want      string
	}{
		{voting.Scrutineer, false, "done"},
		{voting.Organizer, false, "refused: role-wrong"},
		{voting.OfTeller, false, "refused: role-wrong"},
		{"", false, "refused: role-wrong"},
		{"director", true, `error: decide: no role "director"`},
		{voting.Organizer, true, "done"}, // one person may play both
		{voting.Scrutineer, true, "done"},
	} {
		w := closedItem(t, c.rehearsal)
		confirm := voting.ConfirmItem{Act: voting.Act{By: "李", Role: c.role, At: w.now}, Item: 1}
		if _, err := w.do(confirm); code(err) != c.want {
			t.Errorf("%q in a rehearsal (%v): %s, want %s", c.role, c.rehearsal, code(err), c.want)
		}
		record := w.log[len(w.log)-1]
		if said := bytes.Contains(record, []byte(`{"v":2,"kind":"item-confirmed","event":{"at":`)) && bytes.Contains(record, []byte(`"by":"李","role":"`+string(c.role)+`"`)); said != (c.want == "done") {
			t.Errorf("the record of a confirmation by %q is %s", c.role, record)
		}
	}
}

// A log in which somebody else confirmed was not written by the rules. The first
// version of the format said no roles, and its logs fold as before.
func TestALogInWhichAnOrganizerConfirmedDoesNotFold(t *testing.T) {
	t.Parallel()
	for role, want := range map[voting.Role]string{voting.Organizer: "role-wrong", voting.OfTeller: "role-wrong", "": "", voting.Scrutineer: ""} {
		w := closedItem(t, false)
		err := w.state.Apply(&voting.ItemConfirmed{Stamp: voting.Stamp{By: "张", Role: role}, Item: 1})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("confirmed by %q: %v, want %q", role, err, want)
		}
	}
}

func TestAnActHasOneSpelling(t *testing.T) {
	t.Parallel()
	for record, want := range map[string]string{
		`{"v":1,"kind":"session-closed","event":{"at":1,"by":"张"}}`:                    "",
		`{"v":2,"kind":"session-closed","event":{"at":1,"by":"张","role":"organizer"}}`: "",
		`{"v":1,"kind":"session-closed","event":{"at":1,"by":"张","role":"organizer"}}`: "canonical",
		`{"v":2,"kind":"session-closed","event":{"at":1,"by":"张"}}`:                    "canonical",
		`{"v":0,"kind":"session-closed","event":{"at":1,"by":"张"}}`:                    "canonical",
		`{"v":3,"kind":"session-closed","event":{"at":1,"by":"张"}}`:                    "newer than this program",
	} {
		_, err := voting.Decode([]byte(record))
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", record, err, want)
		}
	}
}
