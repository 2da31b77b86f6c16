package app

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/app/studio"
	"pingyi/onair"
)

const blackList = "black list/一类"

// listSealed has a round of monitoring points whose result is confirmed, with nothing of it given out.
func listSealed(t *testing.T) *ear {
	f, folder := monitoring(), t.TempDir()
	p := f.publish(t, folder)
	e := p.listening(folder)
	f.vote(e)
	p.act(`{"act":"reveal","item":1}`, `{"act":"end"}`, f.figures, black, `{"act":"confirm-result"}`)
	return e
}

// checkOf is the wish of somebody to have checked the names on the black list as it is sealed now.
func (e *ear) checkOf(who *browser) reply { return e.aboutNames(who, "check") }

func (e *ear) aboutNames(who *browser, act string) reply {
	e.p.t.Helper()
	sealed := e.sealed()
	return who.control(fmt.Sprintf(`{"act":%q,"session":%q,"list":%q,"version":%d,"checkpoint":%q}`, act, e.p.session, blackList, sealed.Version, sealed.Checkpoint))
}

// TestAListIsOnNoPublicOutputBeforeAScrutineerHasCheckedItsNames: neither by a take nor group by group, by a desk or
// by a box, and the refusal says what to do. Whoever directs cannot say so himself. Then it is in the as-run list.
func TestAListIsOnNoPublicOutputBeforeAScrutineerHasCheckedItsNames(t *testing.T) {
	e := listSealed(t)
	p := e.p
	e.says("approve", blackList)
	cue := fmt.Sprintf(`{"act":"cue","on":["%%s"],"cue":{"scene":"ten","list":%q}}`, blackList)
	arm := fmt.Sprintf(`{"act":"arm","within":600,"action":{"kind":"reveal","session":%q,"list":%q}}`, p.session, blackList)
	take := `{"act":"take","from":"pvw","on":["pgm"]}`
	p.desk.mustControl(fmt.Sprintf(cue, "pvw"))
	for what, act := range map[string]string{"a cue": fmt.Sprintf(cue, "pgm"), "a take": take, "a group": arm} {
		got := p.desk.control(act)
		wantRefusal(t, what, got, http.StatusConflict, "names-unchecked")
		if !strings.Contains(got.body, "请监票人核对姓名并打勾") {
			t.Errorf("%s is refused with %s", what, got.body)
		}
	}
	if a, status := e.box.get("pgm/take"); status != http.StatusConflict || a.Code != "names-unchecked" || !strings.Contains(a.MessageEN, "Ask a scrutineer") {
		t.Errorf("a box is answered with %d %+v", status, a)
	}
	for role, who := range map[string]*browser{"the organizer": p.desk, "the director": p.colleague("zhao", desk.Director, time.Hour)} {
		wantRefusal(t, role, e.checkOf(who), http.StatusForbidden, "forbidden")
	}
	if got := e.checkOf(e.li); got.status != http.StatusOK {
		t.Fatalf("the scrutineer: %s", got.body)
	}
	var state studio.Status
	p.desk.json("/desk/studio/state.json").json(t, &state)
	if len(state.Checks) != 1 || state.Checks[0].By != "li" || state.Checks[0].List != blackList || state.Checks[0].At != p.clock.Now().UnixMilli() {
		t.Errorf("desks are told that %+v was checked", state.Checks)
	}
	for lang, says := range map[string]string{"zh-CN": "名单姓名已核对", "en": "Names on the list checked"} {
		if page := p.desk.page(asRunPath + "?output=pgm&lang=" + lang); !strings.Contains(page.body, says) || !strings.Contains(page.body, "黑榜 一类 / v1") {
			t.Errorf("the as-run list in %s does not tell of it: %s", lang, page.body)
		}
	}
	p.desk.mustControl(take, arm)
}

// TestTheWordAboutNamesIsTakenBack: by a scrutineer, as long as the list lies on no public output; then it is as if nobody
// had checked them, and the as-run list has both.
func TestTheWordAboutNamesIsTakenBack(t *testing.T) {
	e := listSealed(t)
	p := e.p
	cue := fmt.Sprintf(`{"act":"cue","on":["pgm"],"cue":{"scene":"ten","list":%q}}`, blackList)
	if got := e.checkOf(e.li); got.status != http.StatusOK {
		t.Fatalf("the scrutineer: %s", got.body)
	}
	p.desk.mustControl(cue)
	got := e.aboutNames(e.li, "uncheck")
	wantRefusal(t, "while it lies on program", got, http.StatusConflict, "names-out")
	if !strings.Contains(got.body, "请先让导播撤下") || !strings.Contains(got.body, "播出 PGM") {
		t.Errorf("the refusal says %s", got.body)
	}
	p.desk.mustControl(`{"act":"out","on":["pgm"]}`)
	wantRefusal(t, "by who directs", e.aboutNames(p.desk, "uncheck"), http.StatusForbidden, "forbidden")
	if got := e.aboutNames(e.li, "uncheck"); got.status != http.StatusOK {
		t.Fatalf("the scrutineer takes it back: %s", got.body)
	}
	var state studio.Status
	p.desk.json("/desk/studio/state.json").json(t, &state)
	if len(state.Checks) != 0 {
		t.Errorf("desks are told that %+v is checked", state.Checks)
	}
	wantRefusal(t, "a cue after that", p.desk.control(cue), http.StatusConflict, "names-unchecked")
	for lang, says := range map[string]string{"zh-CN": "收回姓名核对", "en": "Check of the names taken back"} {
		if page := p.desk.page(asRunPath + "?output=pgm&lang=" + lang); !strings.Contains(page.body, says) {
			t.Errorf("the as-run list in %s does not tell of it: %s", lang, page.body)
		}
	}
}

// TestTheWordAboutNamesStaysOnceSomebodyIsOut, after the list was taken off too: nothing makes a name unsaid, and the feed keeps it.
func TestTheWordAboutNamesStaysOnceSomebodyIsOut(t *testing.T) {
	e := listSealed(t)
	p := e.p
	e.approve(blackList)
	p.desk.mustControl(fmt.Sprintf(`{"act":"cue","on":["pgm"],"cue":{"scene":"ten","list":%q}}`, blackList))
	p.desk.mustControl(fmt.Sprintf(`{"act":"go","arm":%d}`, e.arm(blackList)))
	p.desk.mustControl(`{"act":"out","on":["pgm"]}`)
	got := e.aboutNames(e.li, "uncheck")
	wantRefusal(t, "after a group was given out", got, http.StatusConflict, "names-given")
	if !strings.Contains(got.body, "已有人公布") {
		t.Errorf("the refusal says %s", got.body)
	}
}

// TestDesksAreToldWhatAutoStandsFor: who takes the names off has to know that it is a board.
func TestDesksAreToldWhatAutoStandsFor(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	hall := p.watch("hall")
	told := func() onair.Scene {
		var state studio.Status
		p.desk.json("/desk/studio/state.json").json(t, &state)
		for _, o := range state.Outputs {
			if o.Name == "hall" {
				return o.Auto
			}
		}
		return ""
	}
	p.act(stage1)
	hall.picture(shows(onair.LayerLower, onair.SceneCountdown))
	if got := told(); got != onair.SceneCountdown {
		t.Errorf("while an item waits it stands for %q", got)
	}
	p.act(`{"act":"scene","scene":"board"}`)
	hall.picture(shows(onair.LayerFull, onair.SceneBoard))
	if got := told(); got != onair.SceneBoard {
		t.Errorf("the board is told as %q", got)
	}
	p.desk.mustControl(`{"act":"panic","on":["hall"]}`)
	if got := told(); got != "" {
		t.Errorf("in panic it stands for %q", got)
	}
}

// TestACorrectedListTakesAnotherWordAboutItsNames: it is a version of its own, and until then the picture that was taken
// of the one before stays.
func TestACorrectedListTakesAnotherWordAboutItsNames(t *testing.T) {
	e := listSealed(t)
	p := e.p
	e.approve(blackList)
	ten := onair.Cue{Scene: onair.SceneTen, List: blackList}
	e.d.must(onair.PutCue{Act: e.d.act(), On: []onair.Name{"pgm"}, Cue: ten})
	e.proceed(e.arm(blackList))
	e.picture("the first group")
	p.act(`{"act":"announce"}`, `{"act":"correct","reason":"来函更正"}`, `{"act":"confirm-result"}`, `{"act":"announce"}`)
	if _, err := p.app.Studio().Do(onair.PutCue{Act: e.d.act(), On: []onair.Name{"pgm"}, Cue: ten}); err == nil || !strings.HasPrefix(err.Error(), "names-unchecked") {
		t.Errorf("a cue for the corrected list gives %v", err)
	}
	if on := string(p.app.Studio().Feed("pgm").Latest().Bytes); !strings.Contains(on, `"tone":"worst"`) || !strings.Contains(on, `"version":1`) || strings.Contains(on, `"rows":[]`) {
		t.Errorf("the picture of before is %s", on)
	}
	e.says("check", blackList)
	e.d.must(onair.PutCue{Act: e.d.act(), On: []onair.Name{"pgm"}, Cue: ten})
}
