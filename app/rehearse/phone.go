package rehearse

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/valyala/fasthttp"
)

// Phone is one card in one hand: a connection of its own and the cookie that
// the server gave it.
type Phone struct {
	base   string
	client *fasthttp.HostClient
	cookie []byte
	body   []byte
}

// Ballot is one submission as a phone makes it; ID stays the same for resends.
type Ballot struct {
	ID    [16]byte
	Item  int
	Run   int
	Unit  string
	Marks string
	Void  bool // it is handed in although the rulebook makes it void
}

// NewPhone makes a phone for the server at base.
func NewPhone(base string) (*Phone, error) {
	address, err := url.Parse(base)
	if err != nil {
		return nil, fmt.Errorf("make phone: %w", err)
	}
	return &Phone{base: base, client: &fasthttp.HostClient{
		Addr: address.Host, IsTLS: address.Scheme == "https", MaxConns: 1, MaxIdleConnDuration: time.Hour,
		MaxConnWaitTimeout: patience, ReadTimeout: patience, WriteTimeout: patience, DisablePathNormalizing: true,
		ReadBufferSize: 2048, WriteBufferSize: 2048, NoDefaultUserAgentHeader: true,
	}}, nil
}

// post sends one JSON body.
func (p *Phone) post(path string, body []byte, use func(*fasthttp.Response) error) error {
	request, response := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(request)
	defer fasthttp.ReleaseResponse(response)
	request.SetRequestURI(p.base + path)
	request.Header.SetMethod(fasthttp.MethodPost)
	request.Header.SetContentType("application/json")
	if p.cookie != nil {
		request.Header.SetBytesV("Cookie", p.cookie)
	}
	request.SetBody(body)
	if err := p.client.DoTimeout(request, response, patience); err != nil {
		return err
	}
	if response.StatusCode() != fasthttp.StatusOK {
		return refusal(response)
	}
	return use(response)
}

// Redeem binds a card to this phone.
func (p *Phone) Redeem(token string, takeOver bool) error {
	body, err := json.Marshal(map[string]any{"token": token, "take_over": takeOver})
	if err != nil {
		return err
	}
	err = p.post("/v/redeem", body, func(response *fasthttp.Response) error {
		response.Header.VisitAllCookie(func(_, value []byte) {
			var cookie fasthttp.Cookie
			if cookie.ParseBytes(value) == nil && bytes.HasSuffix(cookie.Key(), []byte("card")) {
				p.cookie = append(append(append(p.cookie[:0], cookie.Key()...), '='), cookie.Value()...)
			}
		})
		return nil
	})
	if err == nil && p.cookie == nil {
		err = errors.New("no cookie in the answer")
	}
	if err != nil {
		return fmt.Errorf("redeem card: %w", err)
	}
	return nil
}

// Cast sends a ballot once and returns its receipt. Only a nil error means that
// the ballot is on the server's disk.
func (p *Phone) Cast(b Ballot) (string, error) {
	p.body = b.encode(p.body[:0])
	receipt := ""
	err := p.post("/v/ballot", p.body, func(response *fasthttp.Response) error {
		var answer struct {
			Receipt string `json:"receipt"`
		}
		if err := json.Unmarshal(response.Body(), &answer); err != nil {
			return err
		}
		receipt = answer.Receipt
		return nil
	})
	return receipt, err
}

// encode writes the body of POST /v/ballot.
func (b Ballot) encode(into []byte) []byte {
	into = append(into, `{"ballot":"`...)
	into = hex.AppendEncode(into, b.ID[:])
	into = append(into, `","item":`...)
	into = strconv.AppendInt(into, int64(b.Item), 10)
	into = append(into, `,"run":`...)
	into = strconv.AppendInt(into, int64(b.Run), 10)
	into = append(into, `,"unit":"`...)
	into = append(into, b.Unit...)
	into = append(into, `","marks":"`...)
	into = append(into, b.Marks...)
	into = append(into, '"')
	if b.Void {
		into = append(into, `,"void_ok":true`...)
	}
	return append(into, '}')
}

// tries is how often a phone sends the same before it gives up.
const tries = 60

// Insist sends a ballot until the server gives a definite answer: a receipt or
// a refusal.
func (p *Phone) Insist(ctx context.Context, b Ballot) (string, error) {
	var receipt string
	err := untilDefinite(ctx, func() (err error) {
		receipt, err = p.Cast(b)
		return err
	})
	return receipt, err
}

// HandIn sends a ballot as somebody does who means it: when the answer is that the
// rulebook makes it void, it is handed in all the same.
func (p *Phone) HandIn(ctx context.Context, b Ballot) (receipt string, void bool, err error) {
	receipt, err = p.Insist(ctx, b)
	var refused *Refused
	if errors.As(err, &refused) && spoilt(refused.Code) {
		b.Void = true
		receipt, err = p.Insist(ctx, b)
	}
	return receipt, b.Void && err == nil, err
}

// spoilt tells the refusals of a ballot that may be handed in as a void one.
func spoilt(code string) bool {
	return code == "ballot-over-vote" || code == "ballot-under-vote" || code == "ballot-pattern" || code == "ballot-quota"
}

// untilDefinite sends something until the answer is a success or a refusal. A
// lost connection, a 503 or a 429 is neither; the same goes again.
func untilDefinite(ctx context.Context, send func() error) error {
	var err error
	for try := range tries {
		err = send()
		var refused *Refused
		if err == nil || (errors.As(err, &refused) && refused.Status < 500 && refused.Status != 429) {
			return err
		}
		if cancelled := wait(ctx, min(time.Duration(50<<min(try, 10))*time.Millisecond, time.Second)); cancelled != nil {
			return cancelled
		}
	}
	return fmt.Errorf("no definite answer, tries: %d: %w", tries, err)
}

// Hang closes the phone's connection.
func (p *Phone) Hang() { p.client.CloseIdleConnections() }
