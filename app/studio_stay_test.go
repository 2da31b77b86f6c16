package app

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pingyi/app/studio"
	"pingyi/onair"
)

// stayedUntil is when what lies on a layer of an output goes by itself, as desks are told.
func (p *place) stayedUntil(name onair.Name, layer onair.Layer) int64 {
	p.t.Helper()
	var status studio.Status
	p.desk.json("/desk/studio/state.json").json(p.t, &status)
	for _, o := range status.Outputs {
		if o.Name == name {
			return o.Seen[layer].Ends
		}
	}
	return 0
}

// TestStepGoesOutByItself when its seconds are over, with no desk open and although the server was begun anew meanwhile; the
// as-run list says that it was the plan, and whose.
func TestStepGoesOutByItself(t *testing.T) {
	p := publishPlace(t, nil)
	p.planOn(`"hall"`, `{"cue":{"scene":"strap","text":["张三"]},"stay":8},`+countdownWhenOpen)
	p.desk.mustControl(runPlan, `{"act":"proceed"}`)
	p.watch("hall").picture(shows(onair.LayerLower, onair.SceneStrap))
	if ends := p.stayedUntil("hall", onair.LayerLower); ends != p.clock.Now().Add(8*time.Second).UnixMilli() {
		t.Errorf("desks are told that it goes at %d", ends)
	}
	p.clock.move(5 * time.Second)
	p.restart()
	p.clock.move(2 * time.Second)
	p.watch("pgm") // whose nudges ticks waits for
	p.ticks()
	if on := p.onOutput("hall"); on != " lower:strap" {
		t.Fatalf("after seven of eight seconds in the hall is%s", on)
	}
	p.clock.move(time.Second)
	p.until("it has gone", func() bool { return p.onOutput("hall") == "" })
	csv := p.desk.page("/desk/director/asrun.csv?output=hall")
	if csv.status != http.StatusOK || !strings.Contains(csv.body, "张三") || !strings.Contains(csv.body, ",left,zhang,") {
		t.Errorf("the as-run list is %d %s", csv.status, csv.body)
	}
	if page := p.desk.page("/desk/director/asrun?output=hall"); !strings.Contains(page.body, "停留到时，由自动编排退下，编排人： zhang") {
		t.Errorf("the page of it does not say so: %s", page.body)
	}
}

// TestHoldKeepsOnWhatWouldGo until somebody takes it off.
func TestHoldKeepsOnWhatWouldGo(t *testing.T) {
	p := publishPlace(t, nil)
	p.planOn(`"hall"`, `{"cue":{"scene":"strap","text":["张三"]},"stay":8}`)
	p.desk.mustControl(runPlan, `{"act":"proceed"}`, `{"act":"hold","on":["hall"]}`, `{"act":"unhold","on":["hall"]}`)
	p.clock.move(time.Minute)
	p.ticks()
	if on := p.onOutput("hall"); on != " lower:strap" || p.stayedUntil("hall", onair.LayerLower) != 0 {
		t.Errorf("a minute after HOLD in the hall is%s", on)
	}
}
