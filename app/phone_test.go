package app

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
)

func TestRedeemedCardBecomesACookieOfThisPhoneAlone(t *testing.T) {
	for base, want := range map[string][]string{
		"":                       {"card=", "path=/", "HttpOnly", "SameSite=Lax"},
		"https://vote.gov.local": {"__Host-card=", "path=/", "HttpOnly", "SameSite=Lax", "secure"},
	} {
		t.Run("cards point to "+base, func(t *testing.T) {
			p := publishPlace(t, func(c *Config) { c.BaseURL = base })
			free, _ := p.cards()
			answer := p.handset().redeem(free[0].Token, false)
			set := answer.header.Values("Set-Cookie")
			if answer.status != http.StatusOK || len(set) != 1 {
				t.Fatalf("status %d, cookies %q: %s", answer.status, set, answer.body)
			}
			for _, part := range want {
				if !strings.Contains(set[0], part) {
					t.Errorf("cookie %q lacks %q", set[0], part)
				}
			}
			if strings.Contains(set[0], "domain") || (base == "") == strings.Contains(set[0], "secure") {
				t.Errorf("cookie %q goes where it must not, or not where it must", set[0])
			}
			if hsts := answer.header.Get("Strict-Transport-Security"); (base == "") == (hsts != "") {
				t.Errorf("Strict-Transport-Security is %q", hsts)
			}
			var said struct{ Card meCard }
			answer.json(t, &said)
			if said.Card != (meCard{Number: free[0].Number, Category: free[0].Category}) {
				t.Errorf("the phone is told %+v about card %s", said.Card, free[0].Number)
			}
		})
	}
}

func TestTokenLeavesNoTrace(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h := p.handset()
	spoken := ""
	note := func(r reply) { spoken += fmt.Sprint(r.header) + r.body + r.location }
	note(h.redeem(strings.ToLower(free[0].Token), false))
	note(h.redeem("ABCD-EFGH-IJKL-MNOP", false))
	note(h.page("/v"))
	note(h.send("GET", "/v/me", ""))
	mistaken := h.form("/v/redeem?code="+free[1].Token, nil) // whoever writes a page of their own for our server
	if note(mistaken); mistaken.status != http.StatusBadRequest {
		t.Errorf("a token in the address is taken: status %d", mistaken.status)
	}
	note(h.form("/v/redeem", url.Values{"code": {free[1].Token}}))
	note(h.page("/v"))
	note(h.send("GET", "/metrics", ""))
	for i, c := range free[:2] {
		if strings.Contains(strings.ToUpper(spoken+p.logs.String()), c.Token) {
			t.Errorf("the token of card %d stands in an answer or in the log lines", i)
		}
	}
	err := filepath.Walk(p.app.cfg.Dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() || strings.HasSuffix(path, ".ballast") { // noise that makes room on a full disk
			return err
		}
		content, err := os.ReadFile(path)
		for i, c := range free[:2] {
			if bytes.Contains(bytes.ToUpper(content), []byte(c.Token)) {
				t.Errorf("the token of card %d stands in %s", i, filepath.Base(path))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCardIsTypedAsPeopleType(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	token := free[0].Token
	h := p.handset()
	for _, typed := range []string{
		token, strings.ToLower(token), token[:4] + " " + token[4:8] + "-" + token[8:12] + " " + token[12:],
		p.app.BaseURL() + "/V#" + token, strings.NewReplacer("O", "0", "I", "1", "B", "8").Replace(token),
	} {
		if answer := h.redeem(typed, false); answer.status != http.StatusOK {
			t.Errorf("%q: status %d %s", typed, answer.status, answer.body)
		}
	}
	for _, wrong := range []string{"", token[:15], token + "A", "AAAABBBBCCCCDDDD", "评议证", strings.Repeat("A", 5000)} {
		wantRefusal(t, fmt.Sprintf("%.20q", wrong), p.handset().redeem(wrong, false), 404, "card-unknown")
	}
	wantRefusal(t, "no JSON", h.post("/v/redeem", `{"token":`), 400, "bad-request")
}

func TestCardBeforePublicationIsRefused(t *testing.T) {
	p := publishPlace(t, nil)
	answer := p.desk.upload("application/json", map[string]string{"units": deskUnits, "roster": phoneRoster(), "rulebook": phoneRulebook(), "rehearsal": "1"})
	var made struct{ ID string }
	answer.json(t, &made)
	p.session = made.ID
	p.act(`{"act":"issue"}`)
	free, _ := p.cards()
	wantRefusal(t, "a card of a draft", p.handset().redeem(free[0].Token, false), 409, "wrong-phase")
	p.act(`{"act":"publish"}`)
	p.holding(free[0])
}

// TestLooksOfLinkScannersChangeNothing fetches what a messenger, a proxy and a
// virus scanner fetch, with and without the phone's cookie.
func TestLooksOfLinkScannersChangeNothing(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h, stranger := p.holding(free[0]), p.handset()
	p.act(`{"act":"stage","item":1}`, `{"act":"open","item":1,"seconds":600}`)
	records, revision := p.records()
	for range 50 {
		for _, path := range []string{"/v", "/V", "/v/me", "/", "/gfx/hall", "/screen/qr.svg"} {
			if answer := h.page(path); answer.status >= 400 {
				t.Fatalf("%s: status %d %s", path, answer.status, answer.body)
			}
			stranger.page(path)
		}
	}
	for _, path := range []string{"/v/ballot", "/v/redeem", "/V/redeem"} {
		if answer := h.page(path + "?code=" + free[1].Token + "&item=1&run=1&unit=W1&marks=0"); answer.status != http.StatusNotFound {
			t.Errorf("GET %s: status %d", path, answer.status)
		}
	}
	if r, v := p.records(); r != records || v != revision {
		t.Errorf("looking made %d records and %d acts", r-records, v-revision)
	}
}

// me is what a phone is told about its own card.
type me struct {
	Revision uint64
	Card     meCard
	Item     int
	Recused  bool
	Ballot   *struct{ Marks, Receipt string }
	Form     *struct {
		Marks string
		Other bool
		Own   []int
	}
}

type meCard struct{ Number, Category, Name, State string }

func meOf(t *testing.T, h *handset) me {
	t.Helper()
	var m me
	h.send("GET", "/v/me", "").json(t, &m)
	return m
}

func TestCardMovesToAnotherPhoneOnlyWhenAsked(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	p.act(`{"act":"stage","item":1}`, `{"act":"open","item":1,"seconds":600}`)
	first, second := p.holding(free[0]), p.handset()
	wantRefusal(t, "a second phone", second.redeem(free[0].Token, false), 409, "card-elsewhere")
	wantRefusal(t, "a phone without the card", second.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")), 401, "no-card")
	if answer := second.redeem(free[0].Token, true); answer.status != http.StatusOK {
		t.Fatalf("taking over: status %d %s", answer.status, answer.body)
	}
	if state := meOf(t, first).Card.State; state != "elsewhere" {
		t.Errorf("the first phone is told %q", state)
	}
	wantRefusal(t, "a ballot of the first phone", first.post("/v/ballot", ballotJSON(2, 1, 1, "W1", "0")), 409, "card-elsewhere")
	receiptOf(t, "a ballot of the second phone", second.post("/v/ballot", ballotJSON(3, 1, 1, "W1", "1")))
	if m := meOf(t, first); m.Ballot != nil {
		t.Errorf("the first phone is shown the ballot of the second: %+v", m.Ballot)
	}
	if answer := first.redeem("", true); answer.status != http.StatusOK {
		t.Fatalf("going on here, without typing the code again: status %d %s", answer.status, answer.body)
	}
	if m := meOf(t, first); m.Card.State != "ok" || m.Ballot == nil || m.Ballot.Marks != "1" {
		t.Errorf("the first phone is told %+v", m)
	}
}

func TestScanningTheSameCardAgainOnTheSamePhoneWritesNothing(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h := p.holding(free[0])
	records, _ := p.records()
	for range 5 {
		if answer := h.redeem(free[0].Token, false); answer.status != http.StatusOK {
			t.Fatalf("status %d %s", answer.status, answer.body)
		}
	}
	if r, _ := p.records(); r != records {
		t.Errorf("%d records for scanning again", r-records)
	}
}

func TestVoidCardIsToldSo(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h := p.holding(free[0])
	p.act(`{"act":"stage","item":1}`, `{"act":"open","item":1,"seconds":600}`)
	receiptOf(t, "a ballot before", h.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")))
	p.act(fmt.Sprintf(`{"act":"void-card","card":%q,"reason":"遗失"}`, free[0].Number))
	if m := meOf(t, h); m.Card.State != "void" || m.Ballot != nil {
		t.Errorf("the phone is told %+v", m)
	}
	wantRefusal(t, "a ballot", h.post("/v/ballot", ballotJSON(2, 1, 1, "W1", "0")), 410, "card-void")
	wantRefusal(t, "scanning the card", p.handset().redeem(free[0].Token, true), 410, "card-void")
	if counts := p.tally(1); counts[0] != 0 {
		t.Errorf("the withdrawn ballot counts: %v", counts)
	}
}

func TestPageIsTheSameForAllPhones(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	one, two := p.holding(free[0]), p.holding(free[1])
	p.act(`{"act":"stage","item":1}`, `{"act":"open","item":1,"seconds":600}`)
	before := one.page("/v")
	receiptOf(t, "a ballot", one.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")))
	after, other := one.page("/v"), two.page("/v")
	if before.body != after.body || after.body != other.body || !strings.Contains(after.body, "W1") {
		t.Error("the page differs between phones, or after a ballot")
	}
	if tag := after.header.Get("Etag"); tag == "" || tag != other.header.Get("Etag") {
		t.Errorf("ETag %q and %q", tag, other.header.Get("Etag"))
	}
	again := two.page("/v", "If-None-Match", after.header.Get("Etag"))
	if again.status != http.StatusNotModified || again.body != "" {
		t.Errorf("a page that the phone has: status %d with %d bytes", again.status, len(again.body))
	}
	p.act(`{"act":"close","item":1}`)
	if moved := two.page("/v", "If-None-Match", after.header.Get("Etag")); moved.status != http.StatusOK || moved.body == after.body {
		t.Errorf("the page after the close: status %d, same body: %v", moved.status, moved.body == after.body)
	}
}

func TestPageComesCompressedWhereTheBrowserTakesIt(t *testing.T) {
	p := publishPlace(t, nil)
	h := p.handset()
	plain := h.page("/v")
	if vary := plain.header.Get("Vary"); !strings.Contains(vary, "Accept-Encoding") || !strings.Contains(vary, "Cookie") {
		t.Errorf("Vary is %q", vary)
	}
	script := regexp.MustCompile(`type="module" src="([^"]+)"`).FindStringSubmatch(stagePageOf(p))[1]
	for _, path := range []string{"/v", script} {
		whole, size := h.page(path), 0
		for _, c := range []struct{ offered, want string }{
			{"", ""}, {"br;q=0, gzip;q=0", ""}, {"deflate,gzip", "gzip"}, {"gzip, deflate, br", "br"},
		} {
			packed := h.page(path, "Accept-Encoding", c.offered)
			body, err := unpacked(packed.header.Get("Content-Encoding"), packed.body)
			if packed.header.Get("Content-Encoding") != c.want || err != nil || body != whole.body {
				t.Errorf("%s for %q: packed by %q, %d bytes unpack to %d of %d, %v", path, c.offered, packed.header.Get("Content-Encoding"), len(packed.body), len(body), len(whole.body), err)
			}
			if c.want != "" && size > 0 && len(packed.body) >= size {
				t.Errorf("%s: %s takes %d bytes, where %d do", path, c.want, len(packed.body), size)
			}
			size = len(packed.body)
		}
	}
}

// stagePageOf is the page of a phone that holds a card.
func stagePageOf(p *place) string {
	free, _ := p.cards()
	return p.holding(free[0]).page("/v").body
}

func unpacked(encoding, body string) (string, error) {
	var r io.Reader = strings.NewReader(body)
	switch encoding {
	case "br":
		r = brotli.NewReader(r)
	case "gzip":
		unzipped, err := gzip.NewReader(r)
		if err != nil {
			return "", err
		}
		r = unzipped
	}
	all, err := io.ReadAll(r)
	return string(all), err
}

func TestPageSpeaksTheReadersLanguage(t *testing.T) {
	p := servePlace(t, nil)
	english, chinese := "Public appraisal", "公开评议"
	for _, c := range []struct{ path, accept, want string }{
		{"/v", "", chinese}, {"/v", "zh-CN,zh;q=0.9,en;q=0.8", chinese}, {"/v", "en-GB,en;q=0.9", english}, {"/v", "fr", chinese},
		{"/v?lang=en", "zh-CN", english}, {"/v?lang=zh", "en", chinese}, {"/v?lang=xx", "en", english},
	} {
		h := p.handset()
		if page := h.page(c.path, "Accept-Language", c.accept); !strings.Contains(page.body, c.want) {
			t.Errorf("%s for %q is not in the language of %q", c.path, c.accept, c.want)
		}
		if strings.Contains(c.path, "lang=e") && !strings.Contains(h.page("/v", "Accept-Language", c.accept).body, english) {
			t.Error("the choice of language is forgotten")
		}
	}
	for lang, sentence := range map[string]string{"en": "card", "zh": "评议证"} {
		answer := p.handset().post("/v/ballot", "{}", "Accept-Language", lang)
		wantRefusal(t, "no card", answer, 401, "no-card")
		if !strings.Contains(answer.body, sentence) {
			t.Errorf("in %s: %s", lang, answer.body)
		}
	}
}

var scriptSource = regexp.MustCompile(`script-src 'self' 'sha256-[A-Za-z0-9+/=]+'`)

func TestPageMayLoadAndSendNothingElsewhere(t *testing.T) {
	page := servePlace(t, nil).handset().page("/v")
	policy := page.header.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the policy lacks %s: %s", part, policy)
		}
	}
	if !scriptSource.MatchString(policy) || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy lets scripts in: %s", policy)
	}
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
		"Cache-Control": "no-cache, private", "Content-Type": "text/html; charset=utf-8",
	} {
		if got := page.header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := page.header.Get("Server"); strings.Contains(got, "fast") || strings.Contains(got, "fiber") {
		t.Errorf("the page says what serves it: %q", got)
	}
}

func TestGuessingTokensIsSlowedDown(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	var mu sync.Mutex
	refused := make(map[int]int)
	var crowd sync.WaitGroup
	for range 8 {
		h := p.handset()
		crowd.Go(func() {
			for range 20 {
				answer := h.redeem("AAAABBBBCCCCDDDD", false)
				mu.Lock()
				refused[answer.status]++
				mu.Unlock()
			}
		})
	}
	crowd.Wait()
	if refused[404] != 50 || refused[429] != 160-50 {
		t.Errorf("160 guesses in one second: %v", refused)
	}
	wantRefusal(t, "one more", p.handset().redeem("AAAABBBBCCCCDDDD", false), 429, "too-many")
	p.holding(free[0]) // whoever has a card is not held up
	p.clock.move(1e9)
	wantRefusal(t, "a second later", p.handset().redeem("AAAABBBBCCCCDDDD", false), 404, "card-unknown")
}

func TestScanAfterTheSessionSaysThatItMayBeOver(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	holder := p.holding(free[0])
	wantRefusal(t, "a code that is none", p.handset().redeem("AAAABBBBCCCCDDDD", false), 404, "card-unknown")
	p.act(`{"act":"end"}`)
	late := p.handset().redeem(free[1].Token, false)
	wantRefusal(t, "a card of the session that has ended", late, 404, "card-or-over")
	if english := p.handset().post("/v/redeem", `{"token":"AAAABBBBCCCCDDDD"}`, "Accept-Language", "en"); !strings.Contains(late.body, "已经结束") || !strings.Contains(english.body, "is over") {
		t.Errorf("it reads\n%s\n%s", late.body, english.body)
	}
	if back := holder.redeem("", true); back.status != http.StatusOK {
		t.Errorf("the phone that still has its card: status %d %s", back.status, back.body)
	}
	h := p.handset()
	h.form("/v/redeem", url.Values{"code": {free[1].Token}})
	if page := h.page("/v"); !strings.Contains(page.body, "已经结束") {
		t.Error("the page without script does not say so")
	}
}
