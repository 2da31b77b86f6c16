package app

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/app/studio"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// itemArmed has an item counted and its card on the preview, armed for the program; the hall follows the
// rundown by itself.
func itemArmed(t *testing.T) (p *place, page *liveSocket, arm uint64) {
	p = publishPlace(t, nil)
	d, page := p.onProgram()
	d.tune("hall")
	confirm1(p)
	p.desk.mustControl(`{"act":"cue","on":["pvw"],"cue":{"scene":"score-card","item":1}}`)
	p.desk.mustControl(fmt.Sprintf(`{"act":"arm","within":5,"action":{"kind":"item","session":%q,"item":1,"from":"pvw","on":["pgm"]}}`, p.session))
	p.ticks()
	return p, page, p.desk.armed().Number
}

// told is all that is told of a result outside the desk of its session, by where: layers of pictures, phones, and
// the lamps of a box.
func (p *place) told(b *box) map[string]string {
	p.t.Helper()
	told := map[string]string{"phones": string(p.live().Hub.Feed(display.Phone).Latest().Bytes), "the session": string(p.phaseOf(1))}
	for _, name := range []onair.Name{"pgm", "pvw", "hall", "stage", "lobby"} {
		_, told[string(name)], _ = strings.Cut(string(p.app.Studio().Feed(name).Latest().Bytes), `"layers"`)
	}
	for _, name := range []string{"pgm", "hall"} {
		lamps := b.status(p.t, name)
		told["a box at "+name] = fmt.Sprint(lamps.Released, lamps.ItemPhase, lamps.PgmScene, lamps.PgmItem)
	}
	for _, view := range display.TableViews() {
		_, told["feed "+view] = p.fetch(http.MethodGet, p.feedPath("hall", view+".csv"))
	}
	return told
}

// missed is what desks are told of a moment at which nothing came out.
func (b *browser) missed() *studio.MissedStatus {
	b.t.Helper()
	var status studio.Status
	b.json("/desk/studio/state.json").json(b.t, &status)
	return status.Missed
}

// TestATimedItemIsNowhereBeforeItsMoment: neither on the hall that follows the rundown nor in a page, at a box or on
// a phone, while every desk sees what will come out, when and by whose GO. At its moment it comes out everywhere,
// and on phones when the program has said that it shows it.
func TestATimedItemIsNowhereBeforeItsMoment(t *testing.T) {
	p, page, arm := itemArmed(t)
	hall := p.watch("hall")
	lamps := p.box("streamdeck", "")
	before, due := p.told(lamps), p.clock.Now().UnixMilli()+20_000
	press := fmt.Sprintf(`{"act":"go","arm":%d,"in":20000,"id":"one"}`, arm)
	p.desk.mustControl(press, press)
	wantRefusal(t, "a press of another number", p.desk.control(fmt.Sprintf(`{"act":"go","arm":%d}`, arm)), http.StatusConflict, "armed-waits")
	for range 3 {
		p.clock.move(6666 * time.Millisecond)
		p.desk.mustControl(press)
		p.painted(page, display.OutputFrame{}) // it is alive: phones wait for it
		p.ticks()
	}
	if got := p.told(lamps); !maps.Equal(got, before) {
		t.Errorf("2 ms before its moment is told\n%v\nbefore GO it was\n%v", got, before)
	}
	other := p.colleague("chen", desk.Organizer, time.Hour)
	if armed := other.armed(); armed == nil || armed.Due != due || armed.DueBy != armed.By || armed.Action.Item != 1 {
		t.Errorf("another desk is told that there waits %+v, due %d", armed, due)
	}
	p.clock.move(2 * time.Millisecond)
	on := page.picture(shows(onair.LayerLower, onair.SceneScore))
	if card := layerOf(on, onair.LayerLower); card.At != due {
		t.Errorf("the program shows it from %d on, want %d", card.At, due)
	}
	hall.picture(shows(onair.LayerLower, onair.SceneScore))
	if got := p.phones(); got != voting.PhaseConfirmed || p.phaseOf(1) != voting.PhaseRevealed || other.armed() != nil {
		t.Errorf("at its moment phones show %s, the item is %s, armed is %+v", got, p.phaseOf(1), other.armed())
	}
	p.painted(page, on)
	p.until("phones show it", func() bool { return p.phones() == voting.PhaseRevealed })
}

func layerOf(f display.OutputFrame, layer onair.Layer) (found display.OutputLayer) {
	for _, l := range f.Layers {
		if l.Layer == layer {
			found = l
		}
	}
	return found
}

// TestATimedItemIsTakenBack until its moment, by whoever disarms, by a panic and by a server that is begun anew.
func TestATimedItemIsTakenBack(t *testing.T) {
	for name, back := range map[string]func(p *place){
		"disarm":  func(p *place) { p.colleague("chen", desk.Organizer, time.Hour).mustControl(`{"act":"disarm"}`) },
		"a panic": func(p *place) { p.box("streamdeck", "").must("panic") },
		"restart": (*place).restart,
	} {
		t.Run(name, func(t *testing.T) {
			p, _, arm := itemArmed(t)
			p.desk.mustControl(fmt.Sprintf(`{"act":"go","arm":%d,"in":8000}`, arm))
			p.clock.move(7999 * time.Millisecond)
			back(p)
			p.clock.move(time.Millisecond)
			p.desk.mustControl(`{"act":"unpanic"}`)
			wantRefusal(t, "there is nothing left of it", p.desk.control(`{"act":"disarm"}`), http.StatusConflict, "nothing-waits")
			p.watch("pgm") // its clock is that of all
			p.ticks()
			if p.phaseOf(1) != voting.PhaseConfirmed || p.onOutput("pgm") != "" || p.desk.armed() != nil || p.desk.missed() != nil {
				t.Errorf("the item is %s, on program is%s, armed is %+v, missed %+v", p.phaseOf(1), p.onOutput("pgm"), p.desk.armed(), p.desk.missed())
			}
		})
	}
}

// TestATimedItemThatIsRefusedAtItsMoment stays where it is, and every desk is told why in words until something is armed.
func TestATimedItemThatIsRefusedAtItsMoment(t *testing.T) {
	p, _, arm := itemArmed(t)
	p.desk.mustControl(fmt.Sprintf(`{"act":"go","arm":%d,"in":8000}`, arm))
	p.desk.mustControl(`{"act":"cue","on":["pvw"],"cue":{"scene":"score-card","item":2}}`)
	p.clock.move(8 * time.Second)
	p.until("it is told", func() bool { return p.desk.missed() != nil })
	missed := p.desk.missed()
	if missed.Action.Item != 1 || missed.Revealed || missed.Why.Code != "armed-other" || missed.Why.ZH == "" || missed.Why.EN == "" || missed.By == "" {
		t.Errorf("missed is %+v, %+v", missed, missed.Why)
	}
	if p.phaseOf(1) != voting.PhaseConfirmed || p.onOutput("pgm") != "" || p.desk.armed() != nil {
		t.Errorf("the item is %s, on program is%s, armed is %+v", p.phaseOf(1), p.onOutput("pgm"), p.desk.armed())
	}
	p.desk.mustControl(fmt.Sprintf(`{"act":"arm","within":5,"action":{"kind":"item","session":%q,"item":1,"from":"pvw","on":["pgm"]}}`, p.session))
	if missed := p.desk.missed(); missed != nil {
		t.Errorf("after it was armed again there is missed %+v", missed)
	}
	p.desk.mustControl(`{"act":"cue","on":["pvw"],"cue":{"scene":"score-card","item":1}}`)
	p.desk.mustControl(fmt.Sprintf(`{"act":"arm","within":5,"action":{"kind":"item","session":%q,"item":1,"from":"pvw","on":["pgm"]}}`, p.session))
	p.desk.mustControl(fmt.Sprintf(`{"act":"go","arm":%d,"in":8000}`, p.desk.armed().Number))
	p.act(reveal1) // somebody was faster, at the desk of the session
	p.clock.move(8 * time.Second)
	p.until("it is told", func() bool { return p.desk.missed() != nil })
	if missed := p.desk.missed(); !missed.Revealed || missed.Why.Code != "item-unconfirmed" {
		t.Errorf("missed is %+v, %+v", missed, missed.Why)
	}
}

// TestATimedTakeIsCalledBack until its moment, at a desk and at a box; after it the press is refused in words.
func TestATimedTakeIsCalledBack(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	hall := p.watch("hall")
	for name, back := range map[string]func(){
		"a desk": func() { p.desk.mustControl(`{"act":"disarm"}`) },
		"a box":  func() { b.must("hall/disarm") },
	} {
		b.must("hall/preview/crawl?text=开会了", "hall/arm/take", "hall/confirm/take?in=8000")
		hall.picture(shows(onair.LayerTicker, onair.SceneCrawl))
		p.clock.move(7999 * time.Millisecond)
		back()
		hall.picture(func(f display.OutputFrame) bool { return layerOf(f, onair.LayerTicker).Scene == "" })
		p.clock.move(time.Second)
		if on := p.onOutput("hall"); strings.Contains(on, "crawl") {
			t.Errorf("called back at %s the hall shows%s", name, on)
		}
		if a, status := b.get("hall/disarm"); status != http.StatusConflict || a.Code != "nothing-waits" {
			t.Errorf("with nothing to call back a box is told %d %+v", status, a)
		}
		wantRefusal(t, "nothing to call back", p.desk.control(`{"act":"disarm"}`), http.StatusConflict, "nothing-waits")
		p.clock.move(time.Second)
	}
}

// TestAServerThatEndedInTheMidstOfAnItemSaysSo when it is begun anew, on every desk, and shows nothing by itself.
func TestAServerThatEndedInTheMidstOfAnItemSaysSo(t *testing.T) {
	p, _, arm := itemArmed(t)
	d := p.director()
	press := onair.Go{Act: d.act(), Arm: arm}
	press.Role, press.ID = onair.Organizer, "go"
	d.must(press) // and no more of it
	p.revealBehind(1)
	p.restart()
	missed := p.desk.missed()
	if missed == nil || !missed.Revealed || missed.Action.Item != 1 || missed.Why.Code != "cut-short" || missed.Why.ZH == "" || missed.Why.EN == "" {
		t.Fatalf("after a server that ended before the take there is missed %+v", missed)
	}
	p.clock.move(time.Minute)
	if on := p.onOutput("pgm"); on != "" {
		t.Errorf("by itself the program shows%s", on)
	}
	p.desk.mustControl(`{"act":"take","from":"pvw","on":["pgm"]}`)
}
