package app

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pingyi/display"
)

// TestDeskRanksAnItemAsTheScreensWill has two items confirmed and none
// revealed: an announcer reads from the desk what the reveal will show.
func TestDeskRanksAnItemAsTheScreensWill(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	session := b.create(true)
	b.must(session, `{"act":"issue"}`, `{"act":"publish"}`)
	var cards []placeCard
	b.json("/desk/s/"+session+"/cards.json").json(t, &cards)
	for item, unit := range []string{"W1", "W2"} {
		n := item + 1
		b.must(session, fmt.Sprintf(`{"act":"stage","item":%d}`, n), fmt.Sprintf(`{"act":"open","item":%d,"seconds":600}`, n))
		for i, card := range cards[:6] {
			b.vote(card.Token, n, 1, unit, fmt.Sprint(item), 10*n+i) // 100 points, then 30
		}
		b.must(session, fmt.Sprintf(`{"act":"close","item":%d}`, n), fmt.Sprintf(`{"act":"confirm","item":%d}`, n))
	}
	agree := func(moment string, rank, of int) {
		t.Helper()
		var frame display.DeskFrame
		if err := json.Unmarshal(renderedDesk(t, server, session), &frame); err != nil {
			t.Fatal(err)
		}
		if frame.Result == nil || frame.Result.Rank != rank || frame.Result.Of != of {
			t.Errorf("%s: the picture ranks item 2 as %+v, want %d of %d", moment, frame.Result, rank, of)
		}
		if page := b.page("/desk/s/" + session + "?item=2").body; !strings.Contains(page, fmt.Sprintf("<dd>%d <small>/ %d</small></dd>", rank, of)) {
			t.Errorf("%s: the desk does not rank item 2 as %d of %d", moment, rank, of)
		}
	}
	results := "/desk/s/" + session + "/results"
	agree("nothing revealed", 1, 1)
	if page := b.page(results).body; !strings.Contains(page, "已确认的 2 个单位之间") || !strings.Contains(page, "其中 2 个尚未亮分") {
		t.Error("the results do not say among which units they rank")
	}
	b.must(session, `{"act":"reveal","item":1}`)
	agree("item 1 revealed", 2, 2)
	b.must(session, `{"act":"reveal","item":2}`)
	agree("both revealed", 2, 2)
	if page := b.page(results).body; strings.Contains(page, "尚未亮分") {
		t.Error("the results speak of unrevealed units where there are none")
	}
}
