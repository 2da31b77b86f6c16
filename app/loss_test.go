package app

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"pingyi/display"
)

// listen opens a phone's socket and reads what comes first: clock and picture.
func (h *handset) listen() *liveSocket {
	h.t.Helper()
	s, status := h.live("/v/live", h.base)
	if status != http.StatusSwitchingProtocols {
		h.t.Fatalf("status %d", status)
	}
	s.hear()
	s.hear()
	return s
}

// next is the next text that is not the server's clock.
func (s *liveSocket) next() string {
	s.t.Helper()
	text, _ := s.hear()
	return text
}

// awaitLoss waits until the phones' feed knows that a phone lost its card.
func (p *place) awaitLoss(h *handset) {
	p.t.Helper()
	_, device := h.cookie()
	hub := p.live().Hub
	for late := time.After(30 * time.Second); ; {
		_, again := hub.Feed(display.Phone).Watch()
		if hub.LostAt(device) > 0 {
			return
		}
		select {
		case <-again:
		case <-late:
			p.t.Fatal("the loss does not reach the feed")
		}
	}
}

const askMe = `{"me":true}`

func TestAPhoneHearsAtOnceThatItsCardWasVoided(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h, other := p.holding(free[0]), p.holding(free[1])
	p.act(stage1, open1)
	mine, theirs := h.listen(), other.listen()
	p.act(fmt.Sprintf(`{"act":"void-card","card":%q,"reason":"遗失"}`, free[0].Number))
	if frame, word := mine.next(), mine.next(); !strings.Contains(frame, `"phase":"open"`) || word != askMe {
		t.Errorf("the phone hears\n%s\n%s", frame, word)
	}
	if state := meOf(t, h).Card.State; state != "void" {
		t.Errorf("then it is told %q", state)
	}
	p.act(close1)
	if act, closed := theirs.next(), theirs.next(); !strings.Contains(act, `"phase":"open"`) || !strings.Contains(closed, `"phase":"closed"`) {
		t.Errorf("another phone hears\n%s\n%s", act, closed)
	}
}

func TestACardThatIsTakenOverIsTheBusinessOfTwoPhones(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	first, second, third := p.holding(free[0]), p.handset(), p.holding(free[1])
	p.act(stage1)
	old, bystander := first.listen(), third.listen()
	for turn := range 3 {
		if answer := second.redeem(free[0].Token, true); answer.status != http.StatusOK {
			t.Fatalf("turn %d: taking over: status %d %s", turn, answer.status, answer.body)
		}
		if word := old.next(); word != askMe {
			t.Errorf("turn %d: the first phone hears %s", turn, word)
		}
		if state := meOf(t, first).Card.State; state != "elsewhere" {
			t.Errorf("turn %d: then it is told %q", turn, state)
		}
		if answer := first.redeem("", true); answer.status != http.StatusOK {
			t.Fatalf("turn %d: taking back: status %d %s", turn, answer.status, answer.body)
		}
	}
	p.act(open1)
	for what, s := range map[string]*liveSocket{"a bystander": bystander, "the phone that has its card back": old} {
		if frame := s.next(); !strings.Contains(frame, `"phase":"open"`) {
			t.Errorf("%s hears %s before the next picture", what, frame)
		}
	}
}

func TestAPhoneThatWasAwayHearsOfItsLossWhenItComesBack(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h := p.holding(free[0])
	p.act(stage1)
	p.act(p.reissueNow(free[0].Number, "损坏"))
	if word := h.listen().next(); word != askMe {
		t.Errorf("the phone hears %s", word)
	}
}

// TestNothingOnTheFeedPointsToAPhoneOrACard looks for every number that stands
// for one of them in all that a bystander hears while cards are lost.
func TestNothingOnTheFeedPointsToAPhoneOrACard(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h, bystander := p.holding(free[0]), p.holding(free[1])
	p.act(stage1)
	s := bystander.listen()
	p.handset().redeem(free[0].Token, true)
	p.act(fmt.Sprintf(`{"act":"void-card","card":%q,"reason":"遗失"}`, free[0].Number))
	p.act(open1)
	heard := s.next() + s.next()
	card, device := h.cookie()
	for what, secret := range map[string]string{
		"the card": card.String(), "its number": `"` + free[0].Number + `"`, "its code": free[0].Token,
		"the phone": fmt.Sprint(uint64(device)), "the phone in hexadecimal": fmt.Sprintf("%x", uint64(device)),
	} {
		if strings.Contains(strings.ToLower(heard), strings.ToLower(secret)) {
			t.Errorf("%s is on the feed: %s", what, heard)
		}
	}
}

func TestAPageWithoutScriptSaysThatTheCardIsLost(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h, other := p.holding(free[0]), p.holding(free[1])
	p.act(stage1, open1)
	shared := other.page("/v")
	p.handset().redeem(free[0].Token, true)
	p.awaitLoss(h)
	if page := h.page("/v").body; !strings.Contains(page, `<section class="sheet lost" id="elsewhere">`) {
		t.Error("the page of a phone whose card is elsewhere does not say so")
	}
	h.form("/v/redeem", url.Values{"take_over": {"1"}})
	if page := h.page("/v").body; page != shared.body {
		t.Error("the page of a phone that has its card back is not everybody's")
	}
	p.act(fmt.Sprintf(`{"act":"void-card","card":%q,"reason":"遗失"}`, free[0].Number))
	page := h.page("/v").body
	if !strings.Contains(page, "评议证已作废") || !strings.Contains(page, `<fieldset id="grades" hidden>`) {
		t.Error("the page of a phone whose card is void does not say so, or shows grades")
	}
	if strings.Contains(other.page("/v").body, "id=\"stage\" data-card") {
		t.Error("another phone's page says that a card is lost")
	}
}
