package app

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"pingyi/beijing"
	"pingyi/voting"
)

// openedFor opens the first item without saying for how long.
func (p *place) openedFor() int64 {
	p.t.Helper()
	p.act(`{"act":"issue"}`, `{"act":"publish"}`, stage1, `{"act":"open","item":1}`)
	return p.deadline() - p.clock.Now().Unix()
}

// TestTheUsualVotingTimeIsASettingOfTheSession looks at what the desk offers, and at an
// opening that names no time.
func TestTheUsualVotingTimeIsASettingOfTheSession(t *testing.T) {
	p := servePlace(t, nil)
	p.desk = p.organizer()
	for _, c := range []struct {
		kind, typed string
		want        int64
	}{{"windows", "60", 60}, {"windows", "４５", 45}, {"best-worst", "900", 900}} {
		m := p.desk.making(c.kind)
		m.lists(2)
		m.fields["rehearsal"], m.fields["seconds"] = "1", c.typed
		p.session = m.made(m.send("create", html))
		wantsIn(t, "the draft", p.desk.page("/desk/s/"+p.session).body, fmt.Sprintf("每项 %d 秒", c.want))
		if got := p.openedFor(); got != c.want {
			t.Errorf("%s is open for %d seconds, want %d", c.kind, got, c.want)
		}
	}
	m := p.desk.making("windows")
	m.lists(2)
	if m.fields["seconds"] != "60" {
		t.Errorf("a window is usually open for %q seconds", m.fields["seconds"])
	}
	m.fields["seconds"] = "一分钟"
	answer := m.send("create", html)
	wantsIn(t, "the form", answer.body, `<a href="#f-seconds">每项投票时间：请写 5 到 14400 的整数（秒），或留空</a>`)
	m.fields["seconds"] = ""
	p.session = m.made(m.send("create", html))
	p.desk.must(p.session, `{"act":"issue"}`, `{"act":"publish"}`, stage1)
	if page := p.desk.page("/desk/s/" + p.session).body; !strings.Contains(page, `max="14400" value="30"`) {
		t.Error("the desk offers no voting time where none is fixed")
	}
}

func TestAFormOfAKindTakesItsHours(t *testing.T) {
	p := servePlace(t, nil)
	p.desk = p.organizer()
	at := func(d time.Duration) string { return beijing.Field(p.clock.Now().Add(d).Unix()) }
	for _, kind := range []string{"double", "monitoring"} {
		m := p.desk.making(kind)
		m.lists(2)
		if _, there := m.fields["seconds"]; there {
			t.Errorf("%s, which is open for days, asks for seconds", kind)
		}
		m.fields["opens"], m.fields["closes"] = at(2*time.Hour), at(time.Hour)
		answer := m.send("create", html)
		wantsIn(t, kind, answer.body, `<a href="#f-closes">截止时间：截止要在开放之后`)
		if m.fields["opens"] != at(2*time.Hour) || m.fields["closes"] != at(time.Hour) || answer.status != http.StatusBadRequest {
			t.Errorf("%s: status %d, hours %q to %q", kind, answer.status, m.fields["opens"], m.fields["closes"])
		}
		m.fields["closes"] = at(72 * time.Hour)
		p.session = m.made(m.send("create", html))
		day := func(d time.Duration) string { return strings.Replace(at(d), "T", " ", 1) }
		wantsIn(t, "the draft", p.desk.page("/desk/s/"+p.session).body, day(2*time.Hour)+" 开放 · "+day(72*time.Hour)+" 截止")
		var session voting.Session
		if err := p.live().Look(func(s *voting.State) { session = s.Session }); err != nil {
			t.Fatal(err)
		}
		if session.Closes-session.Opens != 70*3600 || session.Seconds != 0 {
			t.Errorf("%s opens at %d and closes at %d", kind, session.Opens, session.Closes)
		}
		hours := day(2*time.Hour) + " 开放 · " + day(72*time.Hour) + " 截止"
		p.act(`{"act":"issue"}`, `{"act":"publish"}`)
		wantsIn(t, "before its hour the desk", p.desk.page("/desk/s/"+p.session).body, `<p class="about">`+hours+`</p>`)
		p.act(stage1, `{"act":"open","item":1}`)
		wantsIn(t, "the open form", p.desk.page("/desk/s/"+p.session).body, `role="timer">还有 2 天 23 小时</span>`)
		m.fields["opens"] = "morgen"
		wantsIn(t, kind, m.send("create", html).body, `<a href="#f-opens">开放时间：请填写日期和时间</a>`)
	}
}

func TestTheFormShowsTheRundown(t *testing.T) {
	b := loggedIn(t, deskServer(t), "zhang")
	wantsIn(t, "windows", b.page("/desk/new/windows").body, "播放短片或介绍窗口 <small>每个单位 2 分钟</small>", "签到，发放评议证 <small>30 分钟</small>")
	wantsIn(t, "double", b.page("/desk/new/double?lang=en").body, "The form is open <small>days usually open: 7</small>")
}
