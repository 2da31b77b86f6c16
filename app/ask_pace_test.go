package app

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"pingyi/voting"
)

// asks is how often a card may ask at once after a rest.
const asks = 100

// What a phone asks about itself waits in the queue of the ballots.
func TestOneCardCannotKeepTheTellerBusyWithQuestions(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	curious, neighbour := p.holding(free[0]), p.holding(free[1])
	ask := func(h *handset) reply { return h.send("GET", "/v/me", "", "Accept", plainJSON) }
	for i := range asks {
		if answer := ask(curious); answer.status != http.StatusOK {
			t.Fatalf("question %d: status %d %s", i, answer.status, answer.body)
		}
	}
	for range 50 {
		wantRefusal(t, "a question too many", ask(curious), 429, "too-many")
	}
	if answer := ask(neighbour); answer.status != http.StatusOK {
		t.Errorf("a neighbour: status %d", answer.status)
	}
	p.act(stage1, open1)
	receiptOf(t, "a ballot of the curious card", curious.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")))
	p.clock.move(100 * time.Millisecond)
	if m := meOf(t, curious); m.Ballot == nil {
		t.Errorf("a tenth of a second later it is told %+v", m)
	}
}

// A phone that has lost its card has its page looked up with the teller, too.
func TestPageOfALostCardIsNotLookedUpWithoutEnd(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h := p.holding(free[0])
	p.act(fmt.Sprintf(`{"act":"void-card","card":%q,"reason":"遗失"}`, free[0].Number))
	h.page("/v") // makes the notice
	for range asks {
		if answer := h.page("/v"); answer.status != http.StatusOK {
			t.Fatalf("status %d", answer.status)
		}
	}
	held := make(chan struct{})
	entered := make(chan struct{})
	go func() { _ = p.live().Look(func(*voting.State) { close(entered); <-held }) }()
	<-entered
	defer close(held)
	if answer := h.page("/v"); answer.status != http.StatusOK { // does not wait for the teller
		t.Errorf("status %d %s", answer.status, answer.body)
	}
}
