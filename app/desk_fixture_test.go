package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pingyi/app/desk"
)

const (
	deskRulebook = `{"title":"窗口评议","mode":"stage","secrecy":"secret","one_vote":"last before the close counts","reveal":"revealed",
"grades":[{"label":"满意","points":100},{"label":"不满意","points":30},{"label":"不了解","points":null,"in_base":false}],
"criteria":[{"label":"总体评价","weight":1}],
"categories":[{"label":"企业代表","seats":10,"weight":60},{"label":"居民代表","seats":10,"weight":40}],
"pipeline":["mean over votes with an opinion inside each category","weighted mean over categories, weights renormalised over the categories that have such a vote","round once, half up, 2 places"],
"places":2,"rank":"on the rounded score, inside each class and overall, 1 2 2 4"}`
	deskUnits    = "编号,参评窗口,主管部门,类别\nW1,市民政局窗口,市民政局,审批类\nW2,市<b>税务</b>局窗口,市税务局,服务类\n"
	deskPassword = "correct horse battery"
)

func deskRoster() string {
	var b strings.Builder
	b.WriteString("代表证号,姓名,代表类别,所在单位\n")
	for i := range 20 {
		category := "企业代表"
		if i >= 10 {
			category = "居民代表"
		}
		fmt.Fprintf(&b, "R%02d,姓名%02d,%s,\n", i+1, i+1, category)
	}
	return b.String()
}

// deskAccounts is the file with an organizer and a scrutineer. Passwords are hashed slowly, hence once.
var deskAccounts = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "accounts")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	accounts, err := desk.OpenAccounts(dir)
	for name, role := range map[string]desk.Role{"zhang": desk.Organizer, "li": desk.Scrutineer} {
		if err == nil {
			err = accounts.Add(name, role, deskPassword)
		}
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, "accounts.json"))
})

// deskServer is a server on a real socket with an organizer and a scrutineer. The tests that
// have one run beside each other.
func deskServer(t *testing.T) *App {
	t.Helper()
	t.Parallel()
	cfg := DefaultConfig()
	cfg.Dir, cfg.Listen = t.TempDir(), "127.0.0.1:0"
	accounts, err := deskAccounts()
	if err == nil {
		err = os.WriteFile(filepath.Join(cfg.Dir, "accounts.json"), accounts, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	server, err := New(cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- server.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("the server did not stop cleanly: %v", err)
		}
	})
	return server
}

// browser is one person with a cookie jar who does not follow redirects.
type browser struct {
	t    *testing.T
	base string
	http *http.Client
}

func newBrowser(t *testing.T, server *App) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, base: server.BaseURL(), http: &http.Client{
		Jar: jar, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

func loggedIn(t *testing.T, server *App, name string) *browser {
	t.Helper()
	b := newBrowser(t, server)
	answer := b.form("/desk/login", url.Values{"name": {name}, "password": {deskPassword}})
	if answer.status != http.StatusSeeOther || answer.location != "/desk" {
		t.Fatalf("logging in as %s: status %d to %q", name, answer.status, answer.location)
	}
	return b
}

// reply is what came back.
type reply struct {
	status   int
	location string
	header   http.Header
	body     string
}

func (r reply) json(t *testing.T, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(r.body), into); err != nil {
		t.Fatalf("status %d, body is not the expected JSON: %v\n%s", r.status, err, r.body)
	}
}

const html = "text/html,application/xhtml+xml"

func (b *browser) do(method, path, accept, kind string, body io.Reader) reply {
	b.t.Helper()
	request, err := http.NewRequest(method, b.base+path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Accept", accept)
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	answer, err := b.http.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return reply{status: answer.StatusCode, location: answer.Header.Get("Location"), header: answer.Header, body: string(text)}
}

func (b *browser) page(path string) reply { b.t.Helper(); return b.do("GET", path, html, "", nil) }

func (b *browser) json(path string) reply {
	b.t.Helper()
	return b.do("GET", path, "application/json", "", nil)
}

func (b *browser) form(path string, values url.Values) reply {
	b.t.Helper()
	return b.do("POST", path, html, "application/x-www-form-urlencoded", strings.NewReader(values.Encode()))
}

// act carries out one act as a script does.
func (b *browser) act(session, body string) reply {
	b.t.Helper()
	return b.do("POST", "/desk/s/"+session+"/act", "application/json", "application/json", strings.NewReader(body))
}

// must carries out acts that are allowed.
func (b *browser) must(session string, acts ...string) {
	b.t.Helper()
	for _, body := range acts {
		if answer := b.act(session, body); answer.status != http.StatusOK {
			b.t.Fatalf("act %s: status %d: %s", body, answer.status, answer.body)
		}
	}
}

// reissueNow is the act that replaces a card, decided on the picture of now.
func (p *place) reissueNow(card, reason string) string {
	p.t.Helper()
	_, revision := p.records()
	return fmt.Sprintf(`{"act":"reissue-card","card":%q,"reason":%q,"revision":%d}`, card, reason, revision)
}

// upload sends the form for a new session.
func (b *browser) upload(accept string, fields map[string]string) reply {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i, name := range []string{"title", "rehearsal", "opens", "closes", "units", "roster", "rulebook", "pledges"} {
		text, given := fields[name]
		if !given {
			continue
		}
		part, err := w.CreateFormField(name)
		if i >= 4 {
			part, err = w.CreateFormFile(name, name+".csv")
		}
		if err != nil {
			b.t.Fatal(err)
		}
		if _, err := io.WriteString(part, text); err != nil {
			b.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.t.Fatal(err)
	}
	return b.do("POST", "/desk/sessions", accept, w.FormDataContentType(), &body)
}

// create makes a session and gives its name.
func (b *browser) create(rehearsal bool) string {
	b.t.Helper()
	fields := map[string]string{"units": deskUnits, "roster": deskRoster(), "rulebook": deskRulebook}
	if rehearsal {
		fields["rehearsal"] = "1"
	}
	answer := b.upload("application/json", fields)
	var made struct{ ID string }
	answer.json(b.t, &made)
	if answer.status != http.StatusCreated || made.ID == "" {
		b.t.Fatalf("creating a session: status %d: %s", answer.status, answer.body)
	}
	return made.ID
}

// deskState is what the tests read of the desk's picture.
type deskState struct {
	Seq, Revision uint64
	Phase         string
	Item          *struct {
		ID, Run, Ballots, Expected int
		Phase, Seal                string
	}
	Items []struct {
		ID, Past int
		Phase    string
	}
}

// state reads the session from its own page's data, so it is never behind.
func (b *browser) state(server *App, session string) deskState {
	b.t.Helper()
	var state deskState
	reply{body: string(renderedDesk(b.t, server, session))}.json(b.t, &state)
	return state
}

// vote checks a card in and marks the open item with it.
func (b *browser) vote(token string, item, run int, unit, marks string, turn int) {
	b.t.Helper()
	phone := &browser{t: b.t, base: b.base, http: &http.Client{Timeout: time.Minute}}
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.t.Fatal(err)
	}
	phone.http.Jar = jar
	const plain = "application/json"
	answer := phone.do("POST", "/v/redeem", plain, plain, strings.NewReader(fmt.Sprintf(`{"token":%q,"take_over":true}`, token)))
	if answer.status != http.StatusOK {
		b.t.Fatalf("redeem: status %d: %s", answer.status, answer.body)
	}
	body := fmt.Sprintf(`{"ballot":"%032x","item":%d,"run":%d,"unit":%q,"marks":%q}`, turn, item, run, unit, marks)
	if answer := phone.do("POST", "/v/ballot", plain, plain, strings.NewReader(body)); answer.status != http.StatusOK {
		b.t.Fatalf("ballot: status %d: %s", answer.status, answer.body)
	}
}
