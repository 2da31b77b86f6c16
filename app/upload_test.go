package app

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/app/web"
)

// places are all that take a body, and what a stranger would call them by.
func bodyPlaces() []string {
	return []string{"/v/redeem", "/v/ballot", "/desk/login", "/desk/logout", "/desk/sessions", "/desk/sessions/", "/desk/new/windows", "/desk/s/x/act", "/desk/s/x/figures", "/desk//sessions", "/nowhere"}
}

func TestLargeBodyIsForWhoMayUpload(t *testing.T) {
	p := servePlace(t, nil)
	large := strings.Repeat("x", 1<<20)
	sentences := map[string]bool{}
	for _, path := range bodyPlaces() {
		for _, lang := range []string{"zh-CN", "en"} {
			got := p.handset().send("POST", path, large, "Content-Type", plainJSON, "Accept", plainJSON, "Accept-Language", lang)
			wantRefusal(t, path+" in "+lang, got, http.StatusRequestEntityTooLarge, "too-large")
			sentences[got.body] = true
		}
		page := p.handset().send("POST", path, large, "Content-Type", "application/x-www-form-urlencoded", "Accept", html)
		if page.status != http.StatusRequestEntityTooLarge || !strings.Contains(page.body, "<html") || !strings.Contains(page.body, "过大") {
			t.Errorf("%s: the page has status %d:\n%s", path, page.status, page.body)
		}
	}
	if len(sentences) != 2 {
		t.Errorf("one sentence in each of two languages, got %v", sentences)
	}
	for name, b := range map[string]*browser{"a scrutineer": p.colleague("li", desk.Scrutineer, time.Hour), "yesterday's organizer": p.colleague("zhang", desk.Organizer, -time.Hour)} {
		if got := b.do("POST", uploadPath, plainJSON, "", strings.NewReader(large)); got.status != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: status %d %s", name, got.status, got.body)
		}
	}
	organizer := p.organizer()
	if got := organizer.do("POST", "/desk/login", plainJSON, plainJSON, strings.NewReader(large)); got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("an organizer at the log-in: status %d %s", got.status, got.body)
	}
	fields := map[string]string{"units": deskUnits + strings.Repeat("\n", 1<<20), "roster": deskRoster(), "rulebook": deskRulebook, "rehearsal": "1"}
	if got := organizer.upload(plainJSON, fields); got.status != http.StatusCreated {
		t.Errorf("an organizer's files of more than 1 MiB: status %d %s", got.status, got.body)
	}
	fields["units"] = strings.Repeat("x", web.MaxUpload)
	wantRefusal(t, "files of more than 16 MiB", organizer.upload(plainJSON, fields), http.StatusRequestEntityTooLarge, "too-large")
}

// TestNothingOfALargeBodyIsWaitedFor sends headers alone: whoever is answered
// now has not made the server set memory aside for what is to come.
func TestNothingOfALargeBodyIsWaitedFor(t *testing.T) {
	p := servePlace(t, nil)
	for _, path := range bodyPlaces() {
		for what, rest := range map[string]string{
			"a length":                  fmt.Sprintf("Content-Length: %d\r\n\r\n", web.MaxUpload),
			"a length just over":        fmt.Sprintf("Content-Length: %d\r\n\r\n", web.MaxBody+1),
			"a chunk":                   "Transfer-Encoding: chunked\r\n\r\n1000000\r\n",
			"a form in parts":           fmt.Sprintf("Content-Type: multipart/form-data; boundary=b\r\nContent-Length: %d\r\n\r\n", web.MaxUpload),
			"a length, and a false key": fmt.Sprintf("Cookie: desk=e30.e30\r\nContent-Length: %d\r\n\r\n", web.MaxUpload),
		} {
			conn, err := net.Dial("tcp", p.app.Addr())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(conn, "POST "+path+" HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\n"+rest); err != nil {
				t.Fatal(err)
			}
			answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatalf("%s with %s: %v", path, what, err)
			}
			var said struct{ Code string }
			err = json.NewDecoder(answer.Body).Decode(&said)
			if answer.StatusCode != http.StatusRequestEntityTooLarge || err != nil || said.Code != "too-large" {
				t.Errorf("%s with %s: status %d %+v %v", path, what, answer.StatusCode, said, err)
			}
			if err := conn.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestHeadersAreBounded keeps the other part of a connection's memory in sight.
func TestHeadersAreBounded(t *testing.T) {
	p := servePlace(t, nil)
	if got := p.handset().send("GET", "/v", "", "X-Long", strings.Repeat("x", 8<<10)); got.status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a header of 8 KiB: status %d %s", got.status, got.body)
	}
}

func TestCompressedBodyIsRefusedUnread(t *testing.T) {
	p := servePlace(t, nil)
	for _, path := range []string{"/v/redeem", "/v/ballot", "/desk/login", uploadPath} {
		request, err := http.NewRequest("POST", p.base()+path, strings.NewReader("not even gzip"))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Encoding", "gzip")
		request.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		request.Header.Set("Accept", plainJSON)
		answer, err := p.organizer().http.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		if answer.Body.Close(); answer.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: status %d", path, answer.StatusCode)
		}
	}
}

// TestABadRulebookIsToldProblemByProblem: each with its line and place, what is
// wrong and how to mend it, in the reader's language, on the page and as JSON.
func TestABadRulebookIsToldProblemByProblem(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	bad := strings.NewReplacer(`"over":"category"`, `"over":"categry"`, `"points":30`, `"points":"30"`).Replace(rowsRulebook)
	fields := map[string]string{"units": deskUnits, "roster": deskRoster(), "rulebook": strings.Replace(rowsRulebook, `"over":"category"`, `"over":"categry"`, 1)}
	page := b.upload(html, fields)
	for _, want := range []string{"文件中有 1 处需要改正", "第 6 行", "<code>steps[1].over</code>", `&#34;categry&#34; 不是 &#34;类内平均&#34; 的轴`, `请写 &#34;category&#34;`} {
		if page.status != http.StatusBadRequest || !strings.Contains(page.body, want) {
			t.Errorf("status %d, the page does not say %s", page.status, want)
		}
	}
	fields["rulebook"] = bad
	var said struct {
		Rows []struct {
			Row                 int
			Value, Reason, Mend string
			Code, Message, File string
		}
	}
	b.upload("application/json", fields).json(t, &said)
	if len(said.Rows) != 2 || said.Rows[1].Value != "steps[1].over" || said.Rows[0].Value != "ballot.grades[1].points" || said.Rows[0].Row != 2 || said.Rows[0].Reason != "这里应为数字" || !strings.Contains(said.Rows[0].Message, said.Rows[0].Mend) {
		t.Errorf("the file is told as %+v", said.Rows)
	}
}
