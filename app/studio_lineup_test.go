package app

import (
	"net/http"
	"testing"

	"pingyi/display"
	"pingyi/onair"
)

// A vote opens while the engineer's card is still on program: the card goes, what lies under it is seen, and the list of
// what was on air says that the server took it off. In the hall it stays.
func TestVoteThatOpensTakesTheLineupCardOffTheProgram(t *testing.T) {
	p := publishPlace(t, nil)
	p.session = p.another("")
	p.tuned(`"pgm","hall"`)
	program := p.watch("pgm")
	p.desk.mustControl(`{"act":"cue","on":["pgm","hall"],"cue":{"scene":"lineup","step":1}}`)
	program.picture(shows(onair.LayerAlert, onair.SceneLineup))
	p.act(stage1, open1)
	program.picture(func(f display.OutputFrame) bool {
		return shows(onair.LayerLower, onair.SceneCountdown)(f) && !shows(onair.LayerAlert, onair.SceneLineup)(f)
	})
	if got := p.onOutput("pgm"); got != " lower:auto" {
		t.Errorf("on program there is%s", got)
	}
	if got := p.onOutput("hall"); got != " lower:auto alert:lineup" {
		t.Errorf("in the hall there is%s", got)
	}
	wantRefusal(t, "the card over a vote", p.desk.control(`{"act":"cue","on":["pgm"],"cue":{"scene":"lineup"}}`), http.StatusConflict, "lineup-in-vote")
}
