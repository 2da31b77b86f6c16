package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"pingyi/display"
	"pingyi/voting"
)

func renderedDesk(t *testing.T, server *App, session string) []byte {
	t.Helper()
	var text []byte
	err := server.sessions.Find(voting.SessionID(session)).Look(func(state *voting.State) {
		text = display.Render(state, display.Desk, display.Setting{})
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// deskPaths lists every page of the desk that a log-in protects.
func deskPaths(session string) []string {
	base := "/desk/s/" + session
	return []string{
		"/desk", base, base + "?item=2", base + "?card=0001", base + "/state.json", base + "/results", base + "/results.json", base + "/life", base + "/figures.csv?table=x",
		base + "/cards", base + "/cards?page=1", base + "/cards?card=0001", base + "/cards.csv", base + "/cards.json",
	}
}

func TestEveryDeskPageAsksForALogIn(t *testing.T) {
	server := deskServer(t)
	session := loggedIn(t, server, "zhang").create(true)
	stranger := newBrowser(t, server)
	for _, path := range deskPaths(session) {
		if answer := stranger.page(path); answer.status != http.StatusSeeOther || answer.location != "/desk/login" {
			t.Errorf("GET %s as a stranger: status %d to %q", path, answer.status, answer.location)
		}
		if answer := stranger.json(path); answer.status != http.StatusUnauthorized {
			t.Errorf("GET %s by a stranger's script: status %d, want 401", path, answer.status)
		}
	}
	if answer := stranger.json("/desk/s/" + session + "/live"); answer.status != http.StatusUnauthorized {
		t.Errorf("the desk's socket for a stranger: status %d, want 401", answer.status)
	}
	before := len(server.sessions.All())
	if answer := stranger.upload("application/json", map[string]string{"units": deskUnits, "roster": deskRoster(), "rulebook": deskRulebook}); answer.status != http.StatusUnauthorized {
		t.Errorf("creating a session as a stranger: status %d, want 401", answer.status)
	}
	if answer := stranger.act(session, `{"act":"issue"}`); answer.status != http.StatusUnauthorized {
		t.Errorf("an act by a stranger: status %d, want 401", answer.status)
	}
	if after := len(server.sessions.All()); after != before {
		t.Errorf("a stranger made a session: %d, before %d", after, before)
	}
}

func TestWrongPasswordIsToldOnThePage(t *testing.T) {
	server := deskServer(t)
	b := newBrowser(t, server)
	answer := b.form("/desk/login", url.Values{"name": {"zhang"}, "password": {"not the password"}})
	if answer.status != http.StatusUnauthorized || !strings.Contains(answer.body, "用户名或密码不正确") {
		t.Errorf("status %d, page without the sentence:\n%s", answer.status, answer.body)
	}
	if answer.header.Get("Set-Cookie") != "" {
		t.Error("a wrong password got a cookie")
	}
	if answer := b.page("/desk"); answer.status != http.StatusSeeOther {
		t.Errorf("the desk after a wrong password: status %d", answer.status)
	}
}

func TestLogOutEndsTheSessionOfThePerson(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	if answer := b.page("/desk"); answer.status != http.StatusOK {
		t.Fatalf("the desk after logging in: status %d", answer.status)
	}
	b.form("/desk/logout", nil)
	if answer := b.page("/desk"); answer.status != http.StatusSeeOther {
		t.Errorf("the desk after logging out: status %d", answer.status)
	}
}

func TestRolesAreKeptApart(t *testing.T) {
	server := deskServer(t)
	organizer, scrutineer := loggedIn(t, server, "zhang"), loggedIn(t, server, "li")
	session := organizer.create(false)
	for _, act := range []string{"issue", "publish", "stage", "open", "extend", "close", "reveal", "scene", "end", "void-card", "reissue-card"} {
		if answer := scrutineer.act(session, fmt.Sprintf(`{"act":%q,"item":1}`, act)); answer.status != http.StatusForbidden {
			t.Errorf("the scrutineer's %s: status %d, want 403", act, answer.status)
		}
	}
	if answer := scrutineer.upload("application/json", nil); answer.status != http.StatusForbidden {
		t.Errorf("creating a session as the scrutineer: status %d, want 403", answer.status)
	}
	for _, path := range []string{"/cards", "/cards.csv", "/cards.json"} {
		if answer := scrutineer.json("/desk/s/" + session + path); answer.status != http.StatusForbidden {
			t.Errorf("%s for the scrutineer: status %d, want 403", path, answer.status)
		}
	}
	organizer.must(session, `{"act":"issue"}`, `{"act":"publish"}`, `{"act":"stage","item":1}`, `{"act":"open","item":1,"seconds":600}`, `{"act":"close","item":1}`)
	if answer := organizer.act(session, `{"act":"confirm","item":1}`); answer.status != http.StatusForbidden {
		t.Errorf("the organizer confirms a live tally: status %d, want 403", answer.status)
	}
	if page := organizer.page("/desk/s/" + session); strings.Contains(page.body, `value="confirm"`) || !strings.Contains(page.body, "请监票人") {
		t.Error("the organizer's page offers to confirm a live tally, or does not say who does")
	}
	if page := scrutineer.page("/desk/s/" + session); !strings.Contains(page.body, `value="confirm"`) {
		t.Error("the scrutineer's page does not offer to confirm")
	}
	scrutineer.must(session, `{"act":"confirm","item":1}`)
}

func TestStaleActIsRefusedWithTheNewPicture(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	session := b.create(true)
	b.must(session, `{"act":"issue"}`, `{"act":"publish"}`)
	seen := b.state(server, session).Revision
	b.must(session, `{"act":"stage","item":1}`)
	before := b.state(server, session)
	stale := url.Values{"act": {"stage"}, "item": {"2"}, "revision": {fmt.Sprint(seen)}}
	answer := b.form("/desk/s/"+session+"/act", stale)
	if answer.status != http.StatusConflict {
		t.Errorf("status %d, want 409", answer.status)
	}
	for _, want := range []string{"页面已不是最新", "市民政局窗口", fmt.Sprintf(`name="revision" value="%d"`, before.Revision), `value="open"`} {
		if !strings.Contains(answer.body, want) {
			t.Errorf("the refusal's page lacks %q", want)
		}
	}
	if again := b.page("/desk/s/" + session + "/act"); again.status != http.StatusFound || again.location != "/desk/s/"+session {
		t.Errorf("the refusal's address opened again: status %d to %q", again.status, again.location)
	}
	if after := b.state(server, session); after.Seq != before.Seq || after.Item.ID != 1 {
		t.Errorf("a stale act was carried out: %+v, before %+v", after, before)
	}
	fresh := url.Values{"act": {"open"}, "item": {"1"}, "seconds": {"600"}, "revision": {fmt.Sprint(before.Revision)}}
	if answer := b.form("/desk/s/"+session+"/act", fresh); answer.status != http.StatusSeeOther || answer.location != "/desk/s/"+session {
		t.Errorf("an act on the current picture: status %d to %q", answer.status, answer.location)
	}
}

func TestBadFilesAreListedRowByRow(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	bad := map[string]string{
		"title": "我的<会议>", "rehearsal": "1",
		"units":    "编号,参评窗口,主管部门,类别\nW1,甲窗口,甲局,审批类\nW1,乙窗口,乙局,审批类\nW3,,丙局,审批类\n",
		"roster":   "代表证号,姓名,代表类别,所在单位\nR1,甲,记者代表,\n",
		"rulebook": deskRulebook,
	}
	page := b.upload(html, bad)
	if page.status != http.StatusBadRequest {
		t.Errorf("status %d, want 400", page.status)
	}
	for _, want := range []string{"units.csv", "roster.csv", "记者代表", "W1", "我的&lt;会议&gt;", " checked"} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	var told struct {
		Code, Message string
		Rows          []struct {
			File, Column, Message string
			Row                   int
		}
	}
	b.upload("application/json", bad).json(t, &told)
	if told.Code != "files-invalid" || told.Message == "" {
		t.Errorf("code %q, message %q", told.Code, told.Message)
	}
	places := make(map[string]bool)
	for _, row := range told.Rows {
		places[fmt.Sprintf("%s:%d %s", row.File, row.Row, row.Column)] = row.Message != ""
	}
	for _, want := range []string{"units.csv:3 编号", "units.csv:4 参评窗口", "roster.csv:2 代表类别"} {
		if !places[want] {
			t.Errorf("no sentence for %s; got %v", want, places)
		}
	}
	delete(bad, "roster")
	if page := b.upload(html, bad); page.status != http.StatusBadRequest || !strings.Contains(page.body, "缺少文件") || !strings.Contains(page.body, "评议代表名单") {
		t.Errorf("a missing file: status %d, page without the sentence", page.status)
	}
	if n := len(server.sessions.All()); n != 0 {
		t.Errorf("bad files made %d sessions", n)
	}
}

func TestEveningFromDraftToResults(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	session := b.create(true)
	address := "/desk/s/" + session
	if page := b.page(address); !strings.Contains(page.body, `value="issue"`) || strings.Contains(page.body, `value="publish"`) {
		t.Error("a fresh draft does not offer to issue cards, or offers to publish")
	}
	b.must(session, `{"act":"issue"}`)
	if page := b.page(address); !strings.Contains(page.body, `value="publish"`) {
		t.Error("a draft with cards does not offer to publish")
	}
	var cards []placeCard
	b.json(address+"/cards.json").json(t, &cards)
	if len(cards) != 20 {
		t.Fatalf("%d cards, want 20", len(cards))
	}
	b.must(session, `{"act":"publish"}`, `{"act":"stage","item":1}`, `{"act":"open","item":1,"seconds":600}`)
	for i, card := range cards[:12] {
		b.vote(card.Token, 1, 1, "W1", "0", i+1)
	}
	if page := b.page(address); !strings.Contains(page.body, `<b data-n="ballots">12</b>/<b data-n="expected">12</b>`) || strings.Contains(page.body, "data-count") {
		t.Error("the open item's page lacks the turnout, or shows interim counts")
	}
	checkExtension(t, server, b, session)
	b.must(session, `{"act":"close","item":1}`)
	if page := b.page(address); !strings.Contains(page.body, `data-count="0">12<`) {
		t.Error("the closed item's page does not show the count to be confirmed")
	}
	if page := b.page(address + "/results"); !strings.Contains(page.body, "还没有已确认的单位") || strings.Contains(page.body, "<svg") {
		t.Error("a closed item is among the results before it was confirmed")
	}
	b.must(session, `{"act":"confirm","item":1}`, `{"act":"reveal","item":1}`, `{"act":"scene","scene":"board"}`)
	if page := b.page(address); !strings.Contains(page.body, "<dd>100.00</dd>") || !strings.Contains(page.body, "第 2 项 市&lt;b&gt;税务&lt;/b&gt;局窗口") {
		t.Error("the revealed item's page lacks its score or the next item")
	}
	b.must(session, `{"act":"void","item":1,"reason":"话筒故障"}`, `{"act":"stage","item":1}`, `{"act":"open","item":1,"seconds":600}`)
	b.vote(cards[0].Token, 1, 2, "W1", "1", 99)
	b.must(session, `{"act":"close","item":1}`, `{"act":"confirm","item":1}`)
	checkResults(t, b.page(address+"/results").body, b.state(server, session))
	b.must(session, `{"act":"end"}`)
	if page := b.page(address + "/cards"); !strings.Contains(page.body, "密钥已销毁") {
		t.Error("the cards' page of an ended session does not say that the key is gone")
	}
	if page := b.page(address + "?card=0001"); strings.Contains(page.body, "查评议证") {
		t.Error("an ended session still offers to look a card up, though its key is gone")
	}
	if page := b.page(address); strings.Contains(page.body, `value="stage"`) || !strings.Contains(page.body, "本场已结束") {
		t.Error("an ended session still offers an item, or does not say that it ended")
	}
}

// checkExtension wants an extension to count from the deadline, not from now.
func checkExtension(t *testing.T, server *App, b *browser, session string) {
	t.Helper()
	deadline := func() (at int64) {
		var f display.DeskFrame
		if err := json.Unmarshal(renderedDesk(t, server, session), &f); err != nil {
			t.Fatal(err)
		}
		return f.Item.Deadline
	}
	before := deadline()
	b.must(session, fmt.Sprintf(`{"act":"extend","item":1,"seconds":15,"revision":%d}`, b.state(server, session).Revision))
	if after := deadline(); after != before+15 {
		t.Errorf("15 seconds more moved the deadline by %d", after-before)
	}
}

func checkResults(t *testing.T, page string, state deskState) {
	t.Helper()
	for _, want := range []string{"演练", "市民政局窗口", ">30.00</strong>", numbers(12, 1, 1, 0), "话筒故障", "四舍五入，保留 2 位小数", "每类代表内", "<code>" + state.Item.Seal + "</code>", "zhang"} {
		if !strings.Contains(unlinked(page), want) {
			t.Errorf("the results lack %q", want)
		}
	}
	if state.Item.Seal == "" || state.Items[0].Past != 1 {
		t.Errorf("seal %q, %d past runs", state.Item.Seal, state.Items[0].Past)
	}
	if strings.Contains(page, `colspan=`) || !strings.Contains(page, "演练全部列出") {
		t.Error("a rehearsal hides a category with one ballot, or does not say that it hides none")
	}
}

func TestCodesOfALiveSessionNeverLeaveTheServer(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	session := b.create(false)
	b.must(session, `{"act":"issue"}`)
	if answer := b.json("/desk/s/" + session + "/cards.json"); answer.status != http.StatusForbidden {
		t.Errorf("codes of a live session: status %d, want 403", answer.status)
	}
	list := b.json("/desk/s/" + session + "/cards.csv")
	if list.status != http.StatusOK || strings.Count(list.body, "\n") != 21 || !strings.HasPrefix(list.body, "\ufeff证号,") {
		t.Errorf("the list of numbers: status %d\n%s", list.status, list.body)
	}
	index := server.sessions.Find(voting.SessionID(session)).Cards()
	for _, path := range []string{"/cards.csv", "/cards", "?card=0001", "/results", "/results.json", "/state.json"} {
		body := b.page("/desk/s/" + session + path).body
		for _, printed := range index.All() {
			token, _ := index.Token(printed.ID)
			if strings.Contains(body, token) || strings.Contains(body, printed.ID.String()) {
				t.Fatalf("%s shows the code or the identifier of card %s", path, printed.Label())
			}
		}
	}
}

func TestReadingChangesNothing(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	session := b.create(true)
	b.must(session, `{"act":"issue"}`, `{"act":"publish"}`, `{"act":"stage","item":1}`, `{"act":"open","item":1,"seconds":600}`)
	before := b.state(server, session)
	paths := append(deskPaths(session), "/desk/login", "/gfx/hall", "/screen/qr.svg", "/v",
		"/desk/s/"+session+"/act?act=close&item=1", "/desk?lang=en")
	for _, path := range paths {
		for range 3 {
			if answer := b.page(path); answer.status >= http.StatusInternalServerError {
				t.Errorf("GET %s: status %d: %s", path, answer.status, answer.body)
			}
		}
	}
	if after := b.state(server, session); after.Seq != before.Seq {
		t.Errorf("reading wrote %d records", after.Seq-before.Seq)
	}
}

func TestVoidedAndReissuedCardIsShown(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	session := b.create(true)
	b.must(session, `{"act":"issue"}`, `{"act":"publish"}`)
	address := "/desk/s/" + session
	if page := b.page(address + "?card=7"); !strings.Contains(page.body, "作废 0007 并补发") {
		t.Error("a card is not found by its number without zeros")
	}
	revision := fmt.Sprint(b.state(server, session).Revision)
	answer := b.form(address+"/act", url.Values{"act": {"reissue-card"}, "card": {"0007"}, "reason": {"丢失"}, "revision": {revision}})
	if answer.status != http.StatusSeeOther || answer.location != address+"?card=0007-2#card" {
		t.Fatalf("reissue: status %d to %q\n%s", answer.status, answer.location, answer.body)
	}
	if page := b.page(address + "/cards?card=0007-2"); page.status != http.StatusOK || !strings.Contains(page.body, "0007-2") {
		t.Errorf("the new card's sheet: status %d", page.status)
	}
	if page := b.page(address + "/cards?card=0007-1"); page.status != http.StatusNotFound {
		t.Errorf("the void card's sheet: status %d, want 404", page.status)
	}
	answer = b.form(address+"/act", url.Values{"act": {"void-card"}, "card": {"0008"}, "reason": {""}})
	if answer.status != http.StatusBadRequest || !strings.Contains(answer.body, "请填写原因") {
		t.Errorf("voiding without a reason: status %d", answer.status)
	}
	answer = b.form(address+"/act", url.Values{"act": {"void-card"}, "card": {"0008"}, "reason": {"丢失"}})
	if answer.status != http.StatusSeeOther {
		t.Errorf("voiding: status %d", answer.status)
	}
	if page := b.page(address + "?card=0008"); !strings.Contains(page.body, "<dd>已作废</dd>") {
		t.Error("a void card is not shown as void")
	}
	if page := b.page(address + "?card=9999"); !strings.Contains(page.body, "没有编号为 9999 的评议证") {
		t.Error("an unknown number is not told")
	}
}
