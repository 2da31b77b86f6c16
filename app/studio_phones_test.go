package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"pingyi/app/studio"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// onProgram has the rehearsal of a place on program, by two people, and a page that shows it.
func (p *place) onProgram() (d *director, page *liveSocket) {
	p.t.Helper()
	d = p.director()
	second := d.act()
	second.By = "li"
	d.must(onair.Unlock{Act: d.act(), Output: "pgm", Session: voting.SessionID(p.session)})
	d.must(onair.Unlock{Act: second, Output: "pgm", Session: voting.SessionID(p.session)})
	d.tune("pgm", "pvw")
	page = p.watch("pgm")
	p.painted(page, display.OutputFrame{})
	return d, page
}

// painted says that a page of the program shows a picture, and waits until that was heard.
func (p *place) painted(page *liveSocket, f display.OutputFrame) {
	p.t.Helper()
	var take uint64
	for _, l := range f.Layers {
		take = max(take, l.Take)
	}
	page.say(fmt.Sprintf(`{"shown":{"rev":%d,"seq":%d,"take":%d,"fps":50,"visible":true,"playing":true}}`, f.Rev, f.Seq, take))
	p.until("the page is heard", func() bool {
		for _, page := range p.app.Studio().Health() {
			if page.Playing && page.Rev == f.Rev && page.Seq == f.Seq && !page.Heard.IsZero() {
				return true
			}
		}
		return false
	})
}

// until waits for what another goroutine does.
func (p *place) until(what string, holds func() bool) {
	p.t.Helper()
	for late := time.After(30 * time.Second); !holds(); {
		select {
		case <-late:
			p.t.Fatalf("waited in vain until %s", what)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// phones is what every phone shows of the item on stage.
func (p *place) phones() voting.ItemPhase {
	p.t.Helper()
	var frame display.PhoneFrame
	if err := json.Unmarshal(p.live().Hub.Feed(display.Phone).Latest().Bytes, &frame); err != nil || frame.Item == nil {
		p.t.Fatalf("%v: %+v", err, frame)
	}
	return frame.Item.Phase
}

func (p *place) keptBack() bool {
	_, is := p.live().Hub.KeptBack()
	return is
}

// ticks waits until the clock of the pages has looked again, twice.
func (p *place) ticks() {
	p.t.Helper()
	for range 2 {
		_, again := p.app.Studio().Feed("pgm").Watch() // it nudges the outputs that have pages
		select {
		case <-again:
		case <-time.After(30 * time.Second):
			p.t.Fatal("the clock of the pages stands still")
		}
	}
}

const reveal1 = `{"act":"reveal","item":1}`

// revealBehind reveals an item of which phones are not to know.
func (p *place) revealBehind(item int) {
	p.t.Helper()
	if got := p.desk.act(p.session, fmt.Sprintf(`{"act":"reveal","item":%d}`, item)); got.status != http.StatusOK {
		p.t.Fatalf("reveal: %d %s", got.status, got.body)
	}
	p.until("the reveal is kept back", p.keptBack)
}

func confirm1(p *place) {
	p.act(stage1, open1, close1, `{"act":"confirm","item":1}`)
}

// TestPhonesLearnOfAResultAfterTheProgramShowsIt is the order of an evening: reveal, program, phones.
func TestPhonesLearnOfAResultAfterTheProgramShowsIt(t *testing.T) {
	p := publishPlace(t, nil)
	d, page := p.onProgram()
	d.must(onair.SetPhones{Act: d.act(), Phones: onair.Phones{Offset: 800, Within: 5000}})
	confirm1(p)
	p.ticks()
	p.revealBehind(1)
	p.ticks()
	if got := p.phones(); got != voting.PhaseConfirmed {
		t.Errorf("while the program shows nothing of it phones show %s", got)
	}
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"pgm"}, Cue: onair.Cue{Scene: onair.SceneScore, Item: 1}})
	p.painted(page, page.picture(shows(onair.LayerLower, onair.SceneScore)))
	p.ticks()
	p.clock.move(700 * time.Millisecond)
	p.ticks()
	if got := p.phones(); got != voting.PhaseConfirmed {
		t.Errorf("before the offset has passed phones show %s", got)
	}
	p.clock.move(100 * time.Millisecond)
	p.until("phones know", func() bool { return p.phones() == voting.PhaseRevealed })
	p.app.Studio().Look(func(s *onair.State) {
		if got, _ := s.PhonesOf(voting.SessionID(p.session)); got.Item != 1 || got.Run != 1 {
			t.Errorf("the log says %+v", got)
		}
	})
}

// TestPhonesWaitUntilATimedTakeIsToBeSeen: a page that has a picture before its moment says so, and that is no word that
// viewers have it. Neither is one that it says at the moment, while the output is late.
func TestPhonesWaitUntilATimedTakeIsToBeSeen(t *testing.T) {
	p := publishPlace(t, nil)
	d, page := p.onProgram()
	d.must(onair.SetPhones{Act: d.act(), Phones: onair.Phones{Within: 30_000}})
	var late onair.Output
	p.app.Studio().Look(func(s *onair.State) { late, _ = s.Output("pgm") })
	late.Rate, late.Delay = 50, 100
	d.must(onair.SetOutput{Act: d.act(), Output: late})
	confirm1(p)
	p.ticks()
	p.revealBehind(1)
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"pgm"}, Cue: onair.Cue{Scene: onair.SceneScore, Item: 1}, TakeAt: p.clock.Now().UnixMilli() + 4000})
	f := page.picture(shows(onair.LayerLower, onair.SceneScore))
	p.painted(page, f)
	for _, step := range []struct {
		what string
		move time.Duration
		says bool
	}{
		{"before the moment", 2 * time.Second, true}, {"at the moment, of which the page has said nothing", 2 * time.Second, false},
		{"while the output is late", 1900 * time.Millisecond, true}, {"when it is to be seen, and no page has said so", 100 * time.Millisecond, false},
	} {
		p.clock.move(step.move)
		if step.says {
			p.painted(page, f)
			p.until("it is heard now", func() bool {
				for _, at := range p.app.Studio().Health() {
					if at.Output == "pgm" && at.Heard.Equal(p.clock.Now()) {
						return true
					}
				}
				return false
			})
		}
		p.ticks()
		p.ticks()
		if got := p.phones(); got != voting.PhaseConfirmed {
			t.Fatalf("%s phones show %s", step.what, got)
		}
	}
	p.clock.move(10 * time.Millisecond)
	p.painted(page, f)
	p.until("phones know", func() bool { return p.phones() == voting.PhaseRevealed })
}

// TestMissingProgramDoesNotLockThePhones: it shows another picture, or its line is down.
func TestMissingProgramDoesNotLockThePhones(t *testing.T) {
	p := publishPlace(t, nil)
	_, page := p.onProgram()
	confirm1(p)
	p.ticks()
	p.revealBehind(1)
	p.ticks()
	p.clock.move(4900 * time.Millisecond)
	p.ticks()
	if got := p.phones(); got != voting.PhaseConfirmed {
		t.Errorf("before their time is over phones show %s", got)
	}
	p.clock.move(100 * time.Millisecond)
	p.until("phones know", func() bool { return p.phones() == voting.PhaseRevealed })
	_ = page.conn.Close()
	p.clock.move(time.Minute)
	p.act(`{"act":"stage","item":2}`, strings.Replace(open1, `"item":1`, `"item":2`, 1), strings.Replace(close1, `"item":1`, `"item":2`, 1), `{"act":"confirm","item":2}`)
	p.until("nobody is at the program", func() bool {
		return len(p.app.Studio().Health()) == 0
	})
	p.act(`{"act":"reveal","item":2}`)
	p.until("phones know at once", func() bool { return p.phones() == voting.PhaseRevealed })
}

func TestPhonesDoNotWaitWhereNoProgramShowsTheSession(t *testing.T) {
	p := publishPlace(t, nil)
	p.director().tune("hall")
	p.painted(p.watch("hall"), display.OutputFrame{})
	confirm1(p)
	p.act(reveal1)
	if got := p.phones(); got != voting.PhaseRevealed {
		t.Errorf("phones show %s", got)
	}
}

// TestPhonesWaitForAHeldProgram: what viewers do not see yet, a hall does not cheer at.
func TestPhonesWaitForAHeldProgram(t *testing.T) {
	p := publishPlace(t, nil)
	d, _ := p.onProgram()
	d.must(onair.SetPhones{Act: d.act(), Phones: onair.Phones{Within: 5000}})
	confirm1(p)
	d.must(onair.Hold{Act: d.act(), On: []onair.Name{"pgm"}})
	p.ticks()
	p.revealBehind(1)
	p.ticks()
	p.clock.move(4900 * time.Millisecond)
	p.ticks()
	if got := p.phones(); got != voting.PhaseConfirmed {
		t.Errorf("while the program is held phones show %s", got)
	}
	p.clock.move(100 * time.Millisecond)
	p.until("phones know", func() bool { return p.phones() == voting.PhaseRevealed })
}

// TestProgramThatNobodySeesDoesNotLetPhonesKnow: a page in the background of a browser, or a source
// that OBS hides, paints the result for nobody. Phones wait until it is seen, or their time is over.
func TestProgramThatNobodySeesDoesNotLetPhonesKnow(t *testing.T) {
	p := publishPlace(t, nil)
	d, page := p.onProgram()
	d.must(onair.SetPhones{Act: d.act(), Phones: onair.Phones{Within: 60_000}})
	confirm1(p)
	p.ticks()
	p.revealBehind(1)
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"pgm"}, Cue: onair.Cue{Scene: onair.SceneScore, Item: 1}})
	f := page.picture(func(f display.OutputFrame) bool {
		text, err := json.Marshal(f)
		return err == nil && shows(onair.LayerLower, onair.SceneScore)(f) && strings.Contains(string(text), `"hidden":false`)
	})
	for _, c := range []struct {
		word  studio.Standing
		state string
	}{{studio.StandsHidden, `"visible":false,"playing":true`}, {studio.StandsSilent, `"visible":true,"playing":true,"stale":true`}} {
		page.say(fmt.Sprintf(`{"shown":{"rev":%d,"seq":%d,%s}}`, f.Rev, f.Seq, c.state))
		p.until("the program is "+string(c.word), func() bool { return p.standing("pgm") == c.word })
		p.ticks()
		if got := p.phones(); got != voting.PhaseConfirmed {
			t.Errorf("while the program is %s phones show %s", c.word, got)
		}
	}
	p.painted(page, f)
	p.until("phones know", func() bool { return p.phones() == voting.PhaseRevealed })
}

// standing is how an output stands, as desks are told.
func (p *place) standing(name onair.Name) studio.Standing {
	for _, o := range p.app.Studio().Status().Outputs {
		if o.Name == name {
			return o.Stands
		}
	}
	return ""
}
