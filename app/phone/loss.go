package phone

import (
	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/app/socket"
	"pingyi/app/web"
	"pingyi/display"
	"pingyi/static"
	"pingyi/voting"
)

// tellLoss tells a phone over its socket, once for each time, that it lost its
// card; what became of the card it then asks of /v/me. The word goes to that
// phone alone. Were it in the frame, every card that changes phones would be
// sent to all phones, and whoever holds a card could make that happen at will.
func tellLoss(hub *display.Hub, device voting.Device) socket.Aside {
	var told uint64
	return func(s socket.Socket) error {
		number := hub.LostAt(device)
		if number == 0 || number == told {
			return nil
		}
		told = number
		return s.Write([]byte(`{"me":true}`))
	}
}

// lossNotice is what the page of a phone says that just lost its card, nil for
// every other phone. It asks the teller only where the hub says that there is
// something to tell, so pages stay the same copy of bytes for all.
func (p *Phones) lossNotice(c *fiber.Ctx, s *live.Session, h holder) (*static.PhoneNotice, error) {
	if s.Hub.LostAt(h.device) == 0 || !p.questions.allow(h.card, p.site.Now()) { // who asks without end gets the page of all
		return nil, nil
	}
	var card string
	if err := s.Look(func(state *voting.State) { card = about(s, state, h, "").Card.State }); err != nil {
		return nil, err
	}
	code := map[string]voting.Code{"void": voting.RefusedCardVoid, "elsewhere": voting.RefusedCardElsewhere}[card]
	if code == "" {
		return nil, nil // it has the card back
	}
	return &static.PhoneNotice{Kind: "refused", Code: string(code), Text: p.site.Words(web.Language(c))["refusal."+string(code)]}, nil
}
