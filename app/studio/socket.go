package studio

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"reflect"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/socket"
	"pingyi/display"
	"pingyi/onair"
)

// hello is the first message of a page.
type hello struct {
	Out   onair.Name `json:"out"`
	Token string     `json:"token"`
	Host  string     `json:"host"`
	Build string     `json:"build"`
}

// Live lets a page in by the token it shows in its first message, shows it the pictures of its
// output, and listens to what it says of them.
func (s *Studio) Live(c *fiber.Ctx) (socket.Handler, error) {
	from := addressOf(c)
	return func(ctx context.Context, conn socket.Socket) error {
		h, err := s.greeted(conn, from)
		if err != nil {
			return err
		}
		page, err := s.admit(h)
		if err != nil {
			return err
		}
		defer s.health.leave(page)
		last, err := s.bring(conn, page.outlet.Joining(time.Now()))
		if err != nil {
			return err
		}
		return s.cfg.Feeds.FollowAfter(page.outlet.Feed(), last, "output", s.attend(page))(ctx, conn)
	}, nil
}

// bring gives a page the pictures that it would have, had it been there all along, and says of each for how
// long it has stood: with a delay each is shown when it is older than that.
func (s *Studio) bring(conn socket.Socket, pictures []display.Frame) (last uint64, err error) {
	if len(pictures) == 0 {
		return 0, s.greet(conn, 0)
	}
	for _, picture := range pictures {
		if err := s.greet(conn, time.Since(picture.Since).Milliseconds()); err != nil {
			return 0, err
		}
		if err := conn.Write(picture.Bytes); err != nil {
			return 0, err
		}
		last = picture.Seq
	}
	return last, nil
}

func (s *Studio) greet(conn socket.Socket, stood int64) error {
	return conn.Write([]byte(fmt.Sprintf(`{"now":%d,"stood":%d}`, s.cfg.Now().UnixMilli(), stood)))
}

// greeted waits for the first message, for as long as there is room for those who say nothing.
func (s *Studio) greeted(conn socket.Socket, from netip.Addr) (h hello, err error) {
	defer s.cfg.Feeds.Count("unknown")()
	who := s.crowd.enter(from)
	defer s.crowd.leave(who)
	var text []byte
	for waited := time.Duration(0); ; waited += lookEvery {
		if text, err = conn.Read(lookEvery); !errors.Is(err, os.ErrDeadlineExceeded) {
			break
		}
		// Nothing of ours has failed; a page on a slow network tries again.
		if who.away.Load() {
			return h, &socket.CloseError{Code: socket.CloseFull, Reason: "too many unknown pages"}
		}
		if waited >= helloWait {
			return h, &socket.CloseError{Code: socket.CloseSilent, Reason: "no token"}
		}
	}
	if err != nil {
		return h, err
	}
	if json.Unmarshal(text, &h) != nil || h.Token == "" {
		return h, &socket.CloseError{Code: socket.CloseBadMessage, Reason: `want {"out":...,"token":...}`}
	}
	return h, nil
}

// admit lets a page in that shows the token of its output.
func (s *Studio) admit(h hello) (*page, error) {
	output, ok := s.entitled(h.Out, h.Token)
	if !ok && s.closed() > 0 { // it may come to open again, and the page with it
		return nil, &socket.CloseError{Code: socket.CloseTrouble, Reason: "the control room is closed"}
	}
	if !ok {
		return nil, &socket.CloseError{Code: socket.CloseRefused, Reason: "unknown output"}
	}
	s.mu.Lock()
	defer s.mu.Unlock() // until it is among the pages that hear when the address is void
	outlet := s.outlets[output.Name]
	if outlet == nil || outlet.generation != output.Generation {
		return nil, &socket.CloseError{Code: socket.CloseRefused, Reason: "unknown output"}
	}
	p := &page{outlet: outlet.Outlet, generation: output.Generation, Page: Page{Output: output.Name, Host: short(h.Host), Build: short(h.Build)}}
	s.health.enter(p)
	return p, nil
}

// attend is what a page's socket does beside showing pictures, whenever its feed wakes it: it ends
// when the address is void, and takes in what the page has said.
func (s *Studio) attend(p *page) socket.Aside {
	return func(conn socket.Socket) error {
		if p.void.Load() {
			return &socket.CloseError{Code: socket.CloseRefused, Reason: "this address is void"}
		}
		for {
			// Long enough to look, too short to hold a picture up noticeably.
			text, err := conn.Read(time.Millisecond)
			if errors.Is(err, os.ErrDeadlineExceeded) {
				return nil
			}
			if err != nil {
				return err
			}
			s.hear(p, text)
			if err := s.cfg.Feeds.Greet(conn); err != nil { // what several outputs do at one instant they do by this
				return err
			}
		}
	}
}

// maxPainted bounds the pictures of one word.
const maxPainted = 16

// hear takes in one message of a page. What is no report is passed over: a newer page may say more.
func (s *Studio) hear(p *page, text []byte) {
	var said struct {
		Shown *struct {
			Shown
			Painted []onair.Painted `json:"painted"` // since it spoke last; a page of an older build does not tell
		} `json:"shown"`
	}
	if json.Unmarshal(text, &said) != nil || said.Shown == nil {
		return
	}
	shown := said.Shown.Shown
	shown.Engine, shown.Only = short(shown.Engine), onair.Scene(short(string(shown.Only)))
	shown.Waits = shown.Waits[:min(len(shown.Waits), len(onair.Layers()))] // a layer holds one
	news := shown.Rev != p.Rev || shown.Only != p.Only || !slices.Equal(shown.Waits, p.Waits)
	s.health.heard(p, shown)
	if news {
		s.tellSoon()
	}
	painted := said.Shown.Painted
	if len(painted) == 0 {
		painted = []onair.Painted{{On: []onair.Stood{{Take: shown.Take}}}}
	}
	if p.Host == hostDesk || !shown.Visible {
		return
	}
	for _, picture := range painted[max(0, len(painted)-maxPainted):] {
		if !reflect.DeepEqual(picture, p.confirmed) && s.confirm(p.Page, shown, picture) {
			p.confirmed = picture
		}
	}
}

// confirm writes down the first word of an output that it has painted a picture.
func (s *Studio) confirm(p Page, shown Shown, picture onair.Painted) bool {
	report := onair.ReportShown{
		Act:    onair.Act{Role: onair.OfServer, At: s.now()},
		Output: p.Output, Seq: shown.Seq, Painted: picture, Host: p.Host, Engine: shown.Engine, Only: shown.Only,
	}
	for _, stood := range picture.On {
		report.Take = max(report.Take, stood.Take)
	}
	if picture.Rev == 0 {
		report.On = nil
	}
	_, err := s.Do(report)
	if err != nil {
		s.cfg.Logger.Warn("a report of an output was not written", "output", string(p.Output), "error", err)
	}
	return err == nil
}

// lookEvery is how often the sockets look at what their pages have said.
const lookEvery = 100 * time.Millisecond

// tellEvery is how many of these looks pass before the desks are told what the pages say.
const tellEvery = 5

// tick wakes the sockets, which wait for pictures and for nothing else, and tells the desks how the
// room stands: at once after an act, and now and then what its pages say.
func (s *Studio) tick() {
	defer close(s.ticked)
	clock := time.NewTicker(lookEvery)
	defer clock.Stop()
	s.publishStatus()
	for n := 0; ; {
		select {
		case <-clock.C:
			for _, outlet := range s.health.outlets() {
				outlet.Feed().Nudge()
			}
			s.gatePhones()
			if n++; n%tellEvery == 0 {
				s.publishStatus()
			}
		case <-s.acted:
			s.publishStatus()
		case <-s.quit:
			return
		}
	}
}

// short cuts what a page says of itself.
func short(text string) string {
	const most = 40
	if len(text) > most {
		text = text[:most]
	}
	return text
}
