package app

import (
	"net/http"
	"testing"

	"pingyi/onair"
	"pingyi/voting"
)

// TestMoreTimeIsGivenOnceThoughTheServerEndedInBetween: the room has written down what a press asked for,
// and the server ended before the session had it. The press comes again.
func TestMoreTimeIsGivenOnceThoughTheServerEndedInBetween(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	p.act(stage1, open1)
	b := p.box("lead", `,"extend":true`)
	deadline := func() (at int64) {
		if err := p.live().Look(func(s *voting.State) { at = s.Item(1).Deadline }); err != nil {
			t.Fatal(err)
		}
		return at
	}
	before := deadline()
	act := onair.Act{Role: onair.Director, Controller: "lead", ID: "a"}
	if _, err := p.app.Studio().Do(onair.Extend{Act: act, Extension: onair.Extension{Session: voting.SessionID(p.session), Item: 1, Run: 1, Deadline: before + 30}}); err != nil {
		t.Fatal(err)
	}
	p.restart()
	b.handset = p.handset()
	b.must("hall/countdown/add/30?id=a", "hall/countdown/add/30?id=a")
	if got := deadline() - before; got != 30 {
		t.Errorf("it is %d longer", got)
	}
	p.act(`{"act":"void","item":1,"reason":"机器故障"}`, stage1, open1)
	if a, status := b.get("hall/countdown/add/30?id=a"); status != http.StatusConflict || a.OK {
		t.Errorf("the number of a vote that was set aside is answered with %d %+v", status, a)
	}
	p.act(close1)
	if a, status := b.get("hall/countdown/add/30?id=c"); status != http.StatusConflict || a.MessageZH == "" {
		t.Errorf("with nothing open it is answered with %d %+v", status, a)
	}
}

func TestBoxAddsTimeIfItWasMadeForThat(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	p.act(stage1, open1)
	b := p.box("streamdeck", "")
	if a, status := b.get("hall/countdown/add/30"); status != http.StatusConflict || a.Code != "ctl-no-extend" {
		t.Errorf("a box that may not: %d %+v", status, a)
	}
	may := p.box("lead", `,"extend":true`)
	deadline := func() (at int64) {
		if err := p.live().Look(func(s *voting.State) { at = s.Item(1).Deadline }); err != nil {
			t.Fatal(err)
		}
		return at
	}
	before := deadline()
	may.must("hall/countdown/add/30?id=a", "hall/countdown/add/30?id=a")
	if got := deadline() - before; got != 30 {
		t.Errorf("30 seconds, sent twice, make it %d longer", got)
	}
	p.restart()
	may.handset = p.handset()
	may.must("hall/countdown/add/30?id=a")
	if got := deadline() - before; got != 30 {
		t.Errorf("sent again after a restart, they make it %d longer", got)
	}
	may.must("hall/countdown/add/10?id=b", "hall/countdown/add/30?id=a")
	if got := deadline() - before; got != 40 {
		t.Errorf("ten seconds more make it %d longer", got)
	}
	for _, path := range []string{"hall/countdown/start", "hall/countdown/pause"} {
		if a, status := may.get(path); status != http.StatusConflict || a.Code != "ctl-not-here" {
			t.Errorf("%s: %d %+v", path, status, a)
		}
	}
}
