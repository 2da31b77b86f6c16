package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pingyi/app"
	"pingyi/beijing"
	"pingyi/data"
	"pingyi/onair"
	"pingyi/voting"
)

// TestWhatWasOnAirIsTold has a director show the board of an evening that is over, stops the
// server, and asks the logs.
func TestWhatWasOnAirIsTold(t *testing.T) {
	log := smallEvening(t).log
	session := filepath.Base(filepath.Dir(log))
	folder := filepath.Dir(filepath.Dir(filepath.Dir(log)))
	cfg := app.DefaultConfig()
	cfg.Listen, cfg.Dir = "127.0.0.1:0", folder
	if status, _, problems := say(t, "a password for tests\n", "account", "-dir", folder, "li", "scrutineer"); status != 0 {
		t.Fatal(problems)
	}
	server, err := app.New(cfg, quiet())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- server.Run(ctx) }()
	at := time.Now().UnixMilli() + 1000 // the acts lie a second apart, however quick this machine is
	act := onair.Act{By: "zhang", Role: onair.Director}
	var showed string
	for i, c := range []func(onair.Act) onair.Command{
		func(a onair.Act) onair.Command {
			return onair.Tune{Act: a, On: []onair.Name{"hall"}, Session: voting.SessionID(session)}
		},
		func(a onair.Act) onair.Command {
			return onair.PutCue{Act: a, On: []onair.Name{"hall"}, Cue: onair.Cue{Scene: onair.SceneBoard}}
		},
		func(a onair.Act) onair.Command { return onair.Blank{Act: a, On: []onair.Name{"hall"}} },
	} {
		if act.At = at + int64(i)*1000; i == 2 {
			showed = string(server.Studio().Feed("hall").Latest().Bytes)
		}
		if _, err := server.Studio().Do(c(act)); err != nil {
			t.Fatal(err)
		}
	}
	join := server.BaseURL() + "/V"
	downloaded := asTheDeskGives(t, server.BaseURL(), "/desk/director/asrun.csv?output=hall")
	stop()
	if err := <-served; err != nil {
		t.Fatal(err)
	}

	if status, out, problems := say(t, "", "replay", "-output", "pgm", "-at", fmt.Sprint(at+1999), folder); status != 0 || !strings.Contains(out, `"layers":[]`) {
		t.Errorf("an output that was in no session: status %d\n%s%s", status, out, problems)
	}
	status, out, problems := say(t, "", "replay", "-output", "hall", "-at", fmt.Sprint(at+1999), "-join", join, folder)
	if status != 0 || strings.TrimSpace(out) != showed || !strings.Contains(showed, "100.00") {
		t.Errorf("status %d %s: replay shows\n%s\nand the hall showed\n%s", status, problems, out, showed)
	}
	page := filepath.Join(t.TempDir(), "still.html")
	if status, out, problems := say(t, "", "replay", "-output", "hall", "-at", fmt.Sprint(at+1999), "-join", join, "-html", page, folder); status != 0 || out != "" {
		t.Errorf("status %d: %s %s", status, problems, out)
	}
	wantAlone(t, page, "100.00")
	when := beijing.DayAndFrame(at + 2000)
	if status, out, _ := say(t, "", "replay", "-output", "hall", "-at", when, folder); status != 0 || !strings.Contains(out, `"layers":[]`) {
		t.Errorf("status %d: after the blank replay shows %s", status, out)
	}
	if status, _, problems := say(t, "", "replay", "-lang", "en", "-output", "hall", "-at", "yesterday", folder); status != 1 || !strings.Contains(problems, "want a time") {
		t.Errorf("status %d: %s", status, problems)
	}

	status, out, problems = say(t, "", "asrun", "-output", "hall", "-csv", folder)
	if out != downloaded || !strings.HasPrefix(out, "\ufeff") {
		t.Errorf("the command writes\n%s\nand the desk gave\n%s", out, downloaded)
	}
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if status != 0 || err != nil {
		t.Fatalf("status %d, %v: %s", status, err, problems)
	}
	var told []string
	for _, row := range rows[1:] {
		told = append(told, fmt.Sprint(row[2], " ", row[9] != "", " ", row[12]))
	}
	item := "countdown true item-opened, countdown true item-closed, live-bars true item-confirmed, live-bars true item-revealed, score-card true "
	if want := "auto true tuned, auto true taken, tuned false , join-qr true item-staged, " + item + "item-staged, " + item + "taken, board true blanked"; strings.Join(told, ", ") != want {
		t.Errorf("the list tells %q, want %q:\n%s", strings.Join(told, ", "), want, out)
	}
	if air := slices.Index(rows[0], "air_from"); rows[len(rows)-1][air] != rows[len(rows)-1][8] {
		t.Errorf("without a delay the times of air are others:\n%s", out)
	}
	if status, out, _ := say(t, "", "asrun", "-lang", "en", folder); status != 0 || !strings.Contains(out, "Board, take") || strings.Contains(out, "step 0") || !strings.Contains(out, "ended: blanked by zhang") {
		t.Errorf("status %d: %s", status, out)
	}
	wantFollowed(t, folder, session)
}

// wantFollowed wants what an output showed that followed the rundown: the score of the first item from the record of its
// reveal on, which a replay draws, and where the log of the session is not there a line that says so.
func wantFollowed(t *testing.T, folder, session string) {
	t.Helper()
	_, out, _ := say(t, "", "asrun", "-lang", "en", "-output", "hall", folder)
	revealed := recordsAt(t, filepath.Join(folder, "sessions", session, "log.db"), "item-revealed")
	_, line, _ := strings.Cut(out, "Score card (item 1 / W001 市发展改革委综合受理窗口), revealed")
	line, _, _ = strings.Cut(line, "\n")
	for _, says := range []string{fmt.Sprintf(", %s at record %d,", session, revealed), "see the line “Follow the rundown”", "ended: item-staged"} {
		if !strings.Contains(line, says) {
			t.Errorf("of the score of the first item the list does not say %s:\n%s", says, out)
		}
	}
	_, list, _ := say(t, "", "asrun", "-output", "hall", "-csv", folder)
	rows, err := csv.NewReader(strings.NewReader(list)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := rows[slices.IndexFunc(rows, func(row []string) bool { return row[2] == "score-card" })][8]
	moment, err := time.Parse(time.RFC3339, at)
	if err != nil {
		t.Fatal(err)
	}
	_, drawn, problems := say(t, "", "replay", "-output", "hall", "-at", fmt.Sprint(moment.UnixMilli()), "-record", fmt.Sprint(revealed-1), folder)
	if !strings.Contains(drawn, `"scene":"score-card"`) || !strings.Contains(drawn, fmt.Sprintf(`{"seq":%d,`, revealed)) {
		t.Errorf("a replay draws %s %s", drawn, problems)
	}
	if err := os.Rename(filepath.Join(folder, "sessions"), filepath.Join(folder, "elsewhere")); err != nil {
		t.Fatal(err)
	}
	status, out, problems := say(t, "", "asrun", "-output", "hall", folder)
	if status != 0 || strings.Count(out, "流程画面不明：没有评议日志") != 1 || strings.Contains(out, "得分卡") {
		t.Errorf("status %d %s: without the log of the session the list is\n%s", status, problems, out)
	}
}

// recordsAt is how many records a log has with the first of a kind.
func recordsAt(t *testing.T, path, kind string) (n int) {
	t.Helper()
	log, err := openLog(path)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	err = log.Read(0, func(seq uint64, record data.Record) error {
		e, err := voting.Decode(record)
		if err == nil && n == 0 && voting.Kind(e) == kind {
			n = int(seq) + 1
		}
		return err
	})
	if err != nil || n == 0 {
		t.Fatalf("there is no %s: %v", kind, err)
	}
	return n
}

// asTheDeskGives logs in as a scrutineer and gives what the desk answers.
func asTheDeskGives(t *testing.T, base, path string) string {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{Jar: jar}
	in, err := client.PostForm(base+"/desk/login", url.Values{"name": {"li"}, "password": {"a password for tests"}})
	if err != nil {
		t.Fatal(err)
	}
	in.Body.Close()
	got, err := client.Get(base + path)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil || got.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v: %s", path, got.StatusCode, err, body)
	}
	return string(body)
}

// wantAlone wants a page that holds all it needs: it says so itself, and nothing in it leads elsewhere.
func wantAlone(t *testing.T, path, number string) {
	t.Helper()
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, needed := range []string{"default-src 'none'", `"scene":"board"`, number, "@font-face", "data:font/woff2;base64,", "class Stage"} {
		if !bytes.Contains(page, []byte(needed)) {
			t.Errorf("the page has no %s", needed)
		}
	}
	for _, elsewhere := range []string{"<link", "src=\"", "/s/-/", "fetch(", "WebSocket", "import "} {
		if bytes.Contains(page, []byte(elsewhere)) {
			t.Errorf("the page has %s", elsewhere)
		}
	}
}
