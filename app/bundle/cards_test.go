package bundle

import (
	"strings"
	"testing"

	"pingyi/display"
	"pingyi/voting"
)

// Two items close, with as many withheld records between them and behind the second as are said; a
// result of the public tells the cards at each close and at the end.
func TestCardsOfAUnitAreThoseThatTheWithheldRecordsAllow(t *testing.T) {
	const first, second, whole = 0, 1, 2
	for _, c := range []struct {
		between, behind int
		cards           [3][2]int // issued and checked in: of the first unit, of the second, of the session
		found           string
	}{
		{0, 0, [3][2]int{{20, 18}, {20, 18}, {20, 18}}, ""},
		{0, 0, [3][2]int{{20, 18}, {21, 18}, {20, 18}}, "units W2 issued"},
		{0, 0, [3][2]int{{20, 18}, {19, 18}, {20, 18}}, "units W2 issued"},
		{0, 0, [3][2]int{{20, 18}, {20, 17}, {20, 18}}, "units W2 checked_in"},
		{0, 0, [3][2]int{{21, 18}, {20, 18}, {20, 18}}, "units W1 issued"},
		{2, 0, [3][2]int{{20, 16}, {20, 18}, {20, 18}}, ""},
		{2, 0, [3][2]int{{20, 15}, {20, 18}, {20, 18}}, "units W1 checked_in"},
		{2, 0, [3][2]int{{8, 16}, {20, 18}, {20, 18}}, ""}, // twelve more in one record
		{2, 0, [3][2]int{{22, 18}, {20, 18}, {20, 18}}, ""},
		{2, 0, [3][2]int{{23, 18}, {20, 18}, {20, 18}}, "units W1 issued"},
		{0, 1, [3][2]int{{21, 19}, {21, 19}, {20, 18}}, ""},
		{0, 1, [3][2]int{{90, 19}, {90, 19}, {20, 18}}, "units W2 issued"},
	} {
		course := NewCourse(voting.Rulebook{})
		lines := 0
		take := func(kind string, e voting.Event) {
			t.Helper()
			if err := course.Follow(Line{Seq: uint64(lines), Kind: kind}, e); err != nil {
				t.Fatal(err)
			}
			lines++
		}
		held := func(n int) {
			for range n {
				take(kindWithheld, nil)
			}
		}
		held(5)
		take("session-published", &voting.SessionPublished{})
		for item := range voting.ItemID(2) {
			for _, e := range []voting.Event{
				&voting.ItemStaged{Item: item + 1, Run: 1}, &voting.ItemOpened{Item: item + 1}, &voting.ItemClosed{Item: item + 1},
				&voting.ItemSealed{Item: item + 1}, &voting.ItemConfirmed{Item: item + 1},
			} {
				take(voting.Kind(e), e)
			}
			held([]int{c.between, c.behind}[item])
		}
		s := Session{Kind: Public, Units: []voting.Unit{{ID: "W1"}, {ID: "W2"}}, Rundown: []voting.Item{{ID: 1, Unit: "W1"}, {ID: 2, Unit: "W2"}}}
		r := display.Results{Format: display.Format, Issued: c.cards[whole][0], CheckedIn: c.cards[whole][1], Units: []display.UnitResult{
			{Unit: "W1", Item: 1, Issued: c.cards[first][0], CheckedIn: c.cards[first][1]},
			{Unit: "W2", Item: 2, Issued: c.cards[second][0], CheckedIn: c.cards[second][1]},
		}}
		found := strings.Join(course.cards(r, s), "\n")
		if (c.found == "") != (found == "") || !strings.Contains(found, c.found) {
			t.Errorf("%+v: found %q", c, found)
		}
		if said := strings.Join(course.Differences(r, s, false), "\n"); c.found != "" && !strings.Contains(said, c.found) {
			t.Errorf("%+v: nobody is told of %s: %q", c, c.found, said)
		}
		r.Format = 0
		if older := course.cards(r, s); older != nil {
			t.Errorf("a result that tells no cards of units is held to them: %v", older)
		}
	}
}
