package app

import (
	"archive/zip"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // a machine may have no zones, and New York is wanted

	"pingyi/voting"
)

// elsewhere runs a test once more in a process of its own whose machine is in New York,
// and reports whether this is that process.
func elsewhere(t *testing.T) bool {
	t.Helper()
	const zone = "America/New_York"
	if os.Getenv("TZ") == zone {
		if got := time.Unix(0, 0).String(); !strings.HasSuffix(got, "EST") {
			t.Fatalf("this process is not in %s: %s", zone, got)
		}
		return true
	}
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.count=1")
	child.Env = append(os.Environ(), "TZ="+zone)
	out, err := child.CombinedOutput()
	if err != nil {
		t.Errorf("on a machine in %s: %v\n%s", zone, err, out)
	}
	return false
}

// unzipped is the text of every file in an archive.
func unzipped(t *testing.T, archive string) string {
	t.Helper()
	files, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files.File {
		in, err := file.Open()
		if err == nil {
			_, err = io.Copy(&all, in)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

// TestEveryPageTellsTheSameMinute holds an evening around midnight in Beijing, which is noon
// of the day before where the machine stands. It is long after today: the clock of the house never runs back.
func TestEveryPageTellsTheSameMinute(t *testing.T) {
	if !elsewhere(t) {
		return
	}
	p := servePlace(t, nil)
	p.clock.move(time.Date(2036, 11, 26, 16, 5, 3, 0, time.UTC).Sub(p.clock.Now()))
	p.desk = p.organizer()
	var made struct{ ID string }
	answer := p.desk.upload(plainJSON, map[string]string{
		"units": deskUnits, "roster": phoneRoster(), "rulebook": selfPacedRules(), "rehearsal": "1", "opens": "2036-11-27T09:30", "closes": "2036-11-28T18:00",
	})
	if answer.status != http.StatusCreated {
		t.Fatalf("status %d: %s", answer.status, answer.body)
	}
	answer.json(t, &made)
	p.session = made.ID
	if !strings.HasPrefix(p.session, "rehearsal-20361127-") {
		t.Errorf("the session is called %s", p.session)
	}
	if err := p.live().Look(func(s *voting.State) {
		if opens := time.Date(2036, 11, 27, 1, 30, 0, 0, time.UTC); s.Session.Opens != opens.Unix() {
			t.Errorf("half past nine was read as %s", time.Unix(s.Session.Opens, 0).UTC())
		}
	}); err != nil {
		t.Fatal(err)
	}
	page := "/desk/s/" + p.session
	wantsIn(t, "the draft", p.desk.page(page).body, "2036-11-27 09:30 开放 · 2036-11-28 18:00 截止")
	p.act(`{"act":"issue"}`, `{"act":"publish"}`)
	free, _ := p.cards()
	h := p.holding(free[0])
	wantsIn(t, "the phone before its hour", h.page("/v").body, "11月27日 09:30 开始")
	p.act(stage1)
	wantsIn(t, "the desk, asking for the closing time", p.desk.page(page).body, "截止时间（北京时间）", `value="2036-11-28T18:00"`)
	p.act(`{"act":"open","item":1}`)
	wantsIn(t, "the desk, asking until when", p.desk.page(page).body, "延长 <small>北京时间</small>")
	wantsIn(t, "the open form", h.page("/v").body, "11月28日 18:00 截止")
	receiptOf(t, "a form", h.post("/v/ballot", ballotJSON(1, 1, 1, "", "01")))
	p.act(close1, `{"act":"confirm","item":1}`, `{"act":"reveal","item":1}`, `{"act":"end"}`, `{"act":"confirm-result"}`, `{"act":"announce"}`, `{"act":"notice","days":7}`)
	const minute = "2036-11-27 00:05"
	wantsIn(t, "the way of the result", p.desk.page(page+"/life").body, minute, "2036-12-04")
	sheet := strings.ReplaceAll(p.desk.page(page+"/results").body, "&#43;", "+")
	wantsIn(t, "the printed sheet", sheet, minute, "2036-12-04", "北京时间（UTC+8）")
	if strings.Contains(sheet, "2036-11-26") {
		t.Error("the printed sheet tells the day of New York")
	}
	wantsIn(t, "the tables", unzipped(t, p.desk.json(page+"/results.zip").body), "2036-11-27T00:05:03+08:00", "时间（北京时间）")
	p.desk.do("POST", controllersPath, plainJSON, plainJSON, strings.NewReader(`{"act":"create","name":"box"}`))
	wantsIn(t, "the page of the controllers", p.desk.page(controllersPath).body, "2036-11-27 00:05:03")
}
