package app

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// What a person types belongs in the body of a request: addresses stand in the
// log of every proxy and in the history of the browser.
func TestSecretsInTheAddressOfAPostAreNotTaken(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	p.act(stage1, open1)
	voter, stranger := p.holding(free[0]), p.handset()
	marks := url.Values{"item": {"1"}, "run": {"1"}, "unit": {"W1"}, "marks": {"0"}}
	for what, got := range map[string]reply{
		"a token":              stranger.form("/v/redeem?code="+free[1].Token, nil),
		"a token, for scripts": stranger.post("/v/redeem?token="+free[1].Token, `{"token":""}`),
		"marks":                voter.form("/v/ballot?"+marks.Encode(), nil),
		"marks, beside a form": voter.form("/v/ballot?marks=0", marks),
		"marks, for scripts":   voter.post("/v/ballot?marks=0", ballotJSON(1, 1, 1, "W1", "0")),
		"a password":           p.handset().form("/desk/login?name=zhang&password=wrong-password", nil),
		"a log-out":            p.organizer().form("/desk/logout?x=1", nil),
		"a reason":             p.desk.form("/desk/s/"+p.session+"/act?reason=x", url.Values{"act": {"void"}, "item": {"1"}}),
		"an act":               p.desk.do("POST", "/desk/s/"+p.session+"/act?act=close&item=1", plainJSON, plainJSON, strings.NewReader(close1)),
	} {
		if got.status != http.StatusBadRequest {
			t.Errorf("%s in an address is answered with %d to %q: %s", what, got.status, got.location, got.body)
		}
	}
	if stranger.jar.values["card"] != "" || p.tally(1)[0] != 0 {
		t.Error("what stood in an address was carried out")
	}
}

func TestSecretsInTheBodyOfAFormAreTaken(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	p.act(stage1, open1)
	h := p.handset()
	if answer := h.form("/v/redeem", url.Values{"code": {free[0].Token}}); answer.status != http.StatusSeeOther || h.jar.values["card"] == "" {
		t.Fatalf("a token in the body: status %d", answer.status)
	}
	h.form("/v/ballot", url.Values{"item": {"1"}, "run": {"1"}, "unit": {"W1"}, "marks": {"0"}})
	if p.tally(1)[0] != 1 {
		t.Error("the ballot of a form was not recorded")
	}
	p.desk.form("/desk/s/"+p.session+"/act", url.Values{"act": {"close"}, "item": {"1"}})
	if phase := p.desk.state(p.app, p.session).Item.Phase; phase != "closed" {
		t.Errorf("the act of a form left the item %s", phase)
	}
}

func TestFormWithoutACardIsToldSoOnThePhonesPage(t *testing.T) {
	p := publishPlace(t, nil)
	p.act(stage1, open1)
	h := p.handset()
	sent := h.form("/v/ballot", url.Values{"item": {"1"}, "run": {"1"}, "unit": {"W1"}, "marks": {"0"}})
	if sent.status != http.StatusSeeOther || sent.location != "/v" {
		t.Fatalf("status %d to %q: %s", sent.status, sent.location, sent.body)
	}
	if page := h.page("/v"); !strings.Contains(page.body, `<p class="failed">请重新扫描评议证上的二维码`) {
		t.Error("the page does not ask for the card")
	}
}

// wantGuarded fails unless an answer has the headers of every page.
func wantGuarded(t *testing.T, what string, got reply) {
	t.Helper()
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
		"Strict-Transport-Security": "max-age=31536000", "Cache-Control": "no-store",
	} {
		if has := got.header.Get(name); has != want {
			t.Errorf("%s, status %d: %s is %q, want %q", what, got.status, name, has, want)
		}
	}
	if policy := got.header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("%s, status %d: the policy is %q", what, got.status, policy)
	}
}

func TestEveryPageHasItsHeaders(t *testing.T) {
	p := publishPlace(t, func(c *Config) { c.BaseURL = "https://vote.gov.local" })
	h := p.handset()
	const asPage = "text/html"
	wantGuarded(t, "a ballot of a form", h.form("/v/ballot", nil))
	wantGuarded(t, "a script's ballot opened as a page", h.post("/v/ballot", "{}", "Accept", asPage))
	wantGuarded(t, "a ballot from elsewhere", h.post("/v/ballot", "{}", "Accept", asPage, "Origin", "https://elsewhere.example"))
	wantGuarded(t, "a packed ballot", h.post("/v/ballot", "{}", "Accept", asPage, "Content-Encoding", "gzip"))
	wantGuarded(t, "a body that is too large", h.post("/v/redeem", strings.Repeat(" ", 17<<10), "Accept", asPage))
	wantGuarded(t, "no such page", h.page("/v/nothing"))
}

func TestFormSentTwiceIsOneBallotWithOneReceipt(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h := p.holding(free[0])
	p.act(stage1, open1)
	send := func(marks string) (receipt string) {
		t.Helper()
		h.form("/v/ballot", url.Values{"item": {"1"}, "run": {"1"}, "unit": {"W1"}, "marks": {marks}})
		kind, receipt, _ := strings.Cut(h.jar.values["notice"], ".")
		if kind != "recorded" {
			t.Fatalf("the form is told %q", h.jar.values["notice"])
		}
		return receipt
	}
	records, _ := p.records()
	first, second := send("1"), send("1")
	if r, _ := p.records(); r != records+1 || first != second {
		t.Errorf("%d records, receipts %s and %s", r-records, first, second)
	}
	if other := send("0"); other == first {
		t.Error("a change of mind gets the receipt of the first ballot")
	}
	p.act(close1)
	send("0") // tapped again while the page was late: it is recorded, and is not to be told otherwise
	if counts := p.tally(1); counts[0] != 1 || counts[1] != 0 {
		t.Errorf("counted %v", counts)
	}
}
