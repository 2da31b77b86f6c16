package app

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/app/live"
	"pingyi/data"
	"pingyi/display"
	"pingyi/voting"
)

// phoneRulebook is that of the desk's tests with recusal; in phoneRoster R01
// works for the department of unit W1.
func phoneRulebook() string {
	return strings.Replace(deskRulebook, `"places":2,`, `"places":2,"recusal":"a representative whose employer is the unit's department has no row for it",`, 1)
}

func phoneRoster() string {
	return strings.Replace(deskRoster(), "姓名01,企业代表,", "姓名01,企业代表,市民政局", 1)
}

// place is a running server with one published rehearsal of two units.
type place struct {
	t       *testing.T
	app     *App
	desk    *browser
	session string
	logs    *logBuffer
	clock   *testClock
	disks   *failingDisks
}

// logBuffer collects what the server logs.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// testClock stands still until a test moves it.
type testClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *testClock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// servePlace runs a server; change may alter its configuration. The tests that
// have one run beside each other.
func servePlace(t *testing.T, change func(*Config)) *place {
	t.Helper()
	t.Parallel()
	p := &place{t: t, logs: &logBuffer{}, clock: &testClock{now: time.Now()}, disks: &failingDisks{}}
	cfg := DefaultConfig()
	cfg.Dir, cfg.Listen = t.TempDir(), "127.0.0.1:0"
	if change != nil {
		change(&cfg)
	}
	var err error
	if p.app, err = prepare(cfg, slog.New(slog.NewJSONHandler(p.logs, nil))); err != nil {
		t.Fatal(err)
	}
	p.app.now, p.app.openLog = p.clock.Now, p.disks.open
	if err := p.app.open(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- p.app.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("the server did not stop cleanly: %v", err)
		}
	})
	return p
}

// publishPlace also makes the session and publishes it.
func publishPlace(t *testing.T, change func(*Config)) *place {
	t.Helper()
	p := servePlace(t, change)
	p.desk = p.organizer()
	answer := p.desk.upload("application/json", map[string]string{"units": deskUnits, "roster": phoneRoster(), "rulebook": phoneRulebook(), "rehearsal": "1"})
	var made struct{ ID string }
	answer.json(t, &made)
	p.session = made.ID
	p.act(`{"act":"issue"}`, `{"act":"publish"}`)
	return p
}

// organizer is somebody who has logged in. Hashing a password takes longer than
// most of these tests, so the cookie is made here.
func (p *place) organizer() *browser { return p.colleague("zhang", desk.Organizer, time.Hour) }

// colleague is somebody else who has logged in, for so long.
func (p *place) colleague(name string, role desk.Role, lasting time.Duration) *browser {
	p.t.Helper()
	body, err := json.Marshal(map[string]any{"name": name, "role": role, "until": p.clock.Now().Add(lasting).Unix()})
	if err != nil {
		p.t.Fatal(err)
	}
	keys, err := data.OpenKeys(filepath.Join(p.app.cfg.KeysDir, "server"))
	if err != nil {
		p.t.Fatal(err)
	}
	key, err := keys.Get("desk")
	if err != nil {
		p.t.Fatal(err)
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	cookie, encode := "desk", base64.RawURLEncoding.EncodeToString
	if strings.HasPrefix(p.app.BaseURL(), "https://") {
		cookie = "__Host-desk"
	}
	jar := &plainJar{values: map[string]string{cookie: encode(body) + "." + encode(mac.Sum(nil))}}
	return &browser{t: p.t, base: p.base(), http: &http.Client{
		Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// plainJar sends every cookie back, also secure ones over plain HTTP: there is
// no proxy with a certificate in these tests.
type plainJar struct {
	mu     sync.Mutex
	values map[string]string
}

func (j *plainJar) SetCookies(_ *url.URL, cookies []*http.Cookie) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.values == nil {
		j.values = make(map[string]string)
	}
	for _, c := range cookies {
		if j.values[c.Name] = c.Value; c.MaxAge < 0 || c.Value == "" {
			delete(j.values, c.Name)
		}
	}
}

func (j *plainJar) Cookies(*url.URL) []*http.Cookie {
	j.mu.Lock()
	defer j.mu.Unlock()
	var cookies []*http.Cookie
	for name, value := range j.values {
		cookies = append(cookies, &http.Cookie{Name: name, Value: value})
	}
	return cookies
}

// base is where the server listens, whatever stands on the cards.
func (p *place) base() string { return "http://" + p.app.Addr() }

func (p *place) hostPort() (host, port string) {
	p.t.Helper()
	host, port, err := net.SplitHostPort(p.app.Addr())
	if err != nil {
		p.t.Fatal(err)
	}
	return host, port
}

// act carries out acts of the desk and waits until phones can see them.
func (p *place) act(acts ...string) {
	p.t.Helper()
	p.desk.must(p.session, acts...)
	_, revision := p.records()
	ctx, cancel := context.WithTimeout(p.t.Context(), 30*time.Second)
	defer cancel()
	var seen display.PhoneFrame
	for after := uint64(0); seen.Revision < revision; {
		frame, err := p.live().Hub.Feed(display.Phone).Next(ctx, after)
		if err == nil {
			err = json.Unmarshal(frame.Bytes, &seen)
		}
		if err != nil {
			p.t.Fatalf("the acts do not reach the phones: %v", err)
		}
		after = frame.Seq
	}
}

func (p *place) live() *live.Session { return p.app.sessions.Find(voting.SessionID(p.session)) }

// placeCard is a card as the desk of a rehearsal lists it.
type placeCard struct{ Number, Category, Recused, Token string }

// cards lists those that may vote on every unit, and those that may not.
func (p *place) cards() (free, recused []placeCard) {
	p.t.Helper()
	var all []placeCard
	p.desk.json("/desk/s/"+p.session+"/cards.json").json(p.t, &all)
	for _, c := range all {
		if c.Recused == "" {
			free = append(free, c)
		} else {
			recused = append(recused, c)
		}
	}
	if len(free) != 19 || len(recused) != 1 {
		p.t.Fatalf("%d cards without and %d with recusal", len(free), len(recused))
	}
	return free, recused
}

// records is the length of the log and the number of acts in it.
func (p *place) records() (records, revision uint64) {
	p.t.Helper()
	err := p.live().Look(func(s *voting.State) { records, revision = s.Records, s.Revision })
	if err != nil {
		p.t.Fatal(err)
	}
	return records, revision
}

// tally is what is counted for an item by grade.
func (p *place) tally(item voting.ItemID) (counts []int) {
	p.t.Helper()
	err := p.live().Look(func(s *voting.State) { counts = s.Item(item).Tally.ByGrade() })
	if err != nil {
		p.t.Fatal(err)
	}
	return counts
}

// handset is one phone: its cookies and what its browser says of itself.
type handset struct {
	t    *testing.T
	base string
	http *http.Client
	jar  *plainJar
}

func (p *place) handset() *handset {
	jar := &plainJar{}
	return &handset{t: p.t, base: p.base(), jar: jar, http: &http.Client{
		Jar: jar, Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 20}, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// holding is a phone that has redeemed a card.
func (p *place) holding(c placeCard) *handset {
	p.t.Helper()
	h := p.handset()
	if answer := h.redeem(c.Token, false); answer.status != http.StatusOK {
		p.t.Fatalf("redeem: status %d: %s", answer.status, answer.body)
	}
	return h
}

// send makes one request; headers are pairs of name and value.
func (h *handset) send(method, path, body string, headers ...string) reply {
	request, err := http.NewRequest(method, h.base+path, strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			request.Host = headers[i+1]
		}
	}
	answer, err := h.http.Do(request)
	if err != nil {
		return reply{body: err.Error()}
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return reply{body: err.Error()}
	}
	return reply{status: answer.StatusCode, location: answer.Header.Get("Location"), header: answer.Header, body: string(text)}
}

// cookie reads what a phone carries: its card and its device.
func (h *handset) cookie() (card voting.CardID, device voting.Device) {
	h.t.Helper()
	_, rest, _ := strings.Cut(h.jar.values["card"], ".")
	body, err := base64.RawURLEncoding.DecodeString(rest)
	if err != nil || len(body) < len(card)+8 {
		h.t.Fatalf("the cookie of a card is %q", h.jar.values["card"])
	}
	copy(card[:], body)
	return card, voting.Device(binary.BigEndian.Uint64(body[len(card):]))
}

const plainJSON = "application/json"

func (h *handset) post(path, body string, headers ...string) reply {
	return h.send("POST", path, body, append([]string{"Content-Type", plainJSON, "Accept", plainJSON}, headers...)...)
}

func (h *handset) form(path string, values url.Values) reply {
	return h.send("POST", path, values.Encode(), "Content-Type", "application/x-www-form-urlencoded", "Accept", html, "Origin", h.base, "Sec-Fetch-Site", "same-origin")
}

func (h *handset) page(path string, headers ...string) reply {
	return h.send("GET", path, "", append([]string{"Accept", html}, headers...)...)
}

func (h *handset) redeem(token string, takeOver bool) reply {
	return h.post("/v/redeem", fmt.Sprintf(`{"token":%q,"take_over":%v}`, token, takeOver))
}

// ballotJSON is a ballot as the page's script sends it.
func ballotJSON(id, item, run int, unit, marks string) string {
	return fmt.Sprintf(`{"ballot":"%032x","item":%d,"run":%d,"unit":%q,"marks":%q}`, id, item, run, unit, marks)
}

// wantRefusal fails unless the answer is that refusal with a sentence.
func wantRefusal(t *testing.T, what string, got reply, status int, code string) {
	t.Helper()
	var said struct{ Code, Message string }
	if err := json.Unmarshal([]byte(got.body), &said); err != nil || got.status != status || said.Code != code || said.Message == "" || said.Message == code {
		t.Errorf("%s: status %d %s, want %d %s with a sentence", what, got.status, got.body, status, code)
	}
	retry := status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests
	if (got.header.Get("Retry-After") == "1") != retry {
		t.Errorf("%s: status %d with Retry-After %q", what, status, got.header.Get("Retry-After"))
	}
}

// receiptOf fails unless the answer is a receipt.
func receiptOf(t *testing.T, what string, got reply) string {
	t.Helper()
	var said struct{ Receipt string }
	if err := json.Unmarshal([]byte(got.body), &said); err != nil || got.status != http.StatusOK || len(said.Receipt) != 64 {
		t.Fatalf("%s: status %d %s, want a receipt", what, got.status, got.body)
	}
	return said.Receipt
}
