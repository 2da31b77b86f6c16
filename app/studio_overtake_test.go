package app

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/onair"
	"pingyi/voting"
)

// TestWhatTakesOffOvertakes: an act that a desk has sent before it took something off, and that arrives after that, is
// refused in words, also where nothing was on yet or nothing waited; what was sent after it is carried out, and so is what
// anybody else has sent.
func TestWhatTakesOffOvertakes(t *testing.T) {
	for _, off := range []string{`{"act":"out","on":["hall"]`, `{"act":"blank","on":["hall"]`, `{"act":"disarm"`, `{"act":"panic","on":["lobby"]`} {
		t.Run(off, func(t *testing.T) {
			p := publishPlace(t, nil)
			p.tuned(`"hall"`)
			p.desk.mustControl(`{"act":"cue","on":["pvw"],"cue":{"scene":"bug"}}`)
			const own = `,"controller":"zhang #1","order":%d}`
			take := `{"act":"take","from":"pvw","on":["hall"],"id":"%d"` + own
			p.desk.control(fmt.Sprintf(off+own, 7)) // with nothing to call back it is refused, and overtakes all the same

			wantRefusal(t, "what was sent before", p.desk.control(fmt.Sprintf(take, 6, 6)), http.StatusConflict, "overtaken")
			wantRefusal(t, "whatever it is", p.desk.control(fmt.Sprintf(`{"act":"arm","within":5,"action":{"kind":"take","from":"pvw","on":["hall"]}`+own, 5)), http.StatusConflict, "overtaken")
			wantRefusal(t, "and however old its picture", p.desk.control(fmt.Sprintf(`{"act":"take","from":"pvw","on":["hall"],"expect":1`+own, 4)), http.StatusConflict, "overtaken")
			if on := p.onOutput("hall"); strings.Contains(on, string(onair.SceneBug)) {
				t.Errorf("on the hall is%s", on)
			}
			p.desk.mustControl(fmt.Sprintf(`{"act":"blank","on":["hall"]`+own, 6)) // what takes off is never too late
			chen := p.colleague("chen", desk.Organizer, time.Hour)
			chen.mustControl(`{"act":"take","from":"pvw","on":["hall"],"controller":"zhang #1","order":1}`) // another person of the same name
			p.desk.mustControl(`{"act":"cue","on":["pvw"],"cue":{"scene":"bug"}}`, fmt.Sprintf(take, 8, 8))
			p.desk.control(fmt.Sprintf(off+own, 9))
			p.desk.mustControl(fmt.Sprintf(take, 8, 8)) // it was done in time: sent again it has the same answer
		})
	}
}

// TestWhatWaitsForASessionIsOvertaken: an act that is being decided while something is taken off is carried out no more.
func TestWhatWaitsForASessionIsOvertaken(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	letGo := p.stuck()
	waits := started(func() reply {
		return p.desk.control(`{"act":"cue","on":["hall"],"cue":{"scene":"countdown"},"controller":"zhang #1","order":1}`)
	})
	p.until("it waits for the session", func() bool { return p.live().Waiting() > 0 })
	p.desk.mustControl(`{"act":"out","on":["hall"],"controller":"zhang #1","order":2}`)
	letGo()
	wantRefusal(t, "what was overtaken", <-waits, http.StatusConflict, "overtaken")
	if on := p.onOutput("hall"); strings.Contains(on, string(onair.SceneCountdown)) {
		t.Errorf("on the hall is%s", on)
	}
}

// TestAnItemThatIsOvertaken while its session is asked whether it may come out comes out nowhere.
func TestAnItemThatIsOvertaken(t *testing.T) {
	p, _, arm := itemArmed(t)
	letGo := p.stuck()
	waits := started(func() reply {
		return p.desk.control(fmt.Sprintf(`{"act":"go","arm":%d,"controller":"zhang #1","order":1}`, arm))
	})
	p.until("it waits for the session", func() bool { return p.live().Waiting() > 0 })
	p.desk.mustControl(`{"act":"disarm","controller":"zhang #1","order":2}`)
	letGo()
	wantRefusal(t, "GO", <-waits, http.StatusConflict, "overtaken")
	if p.phaseOf(1) != voting.PhaseConfirmed || p.onOutput("pgm") != "" {
		t.Errorf("the item is %s, on program is%s", p.phaseOf(1), p.onOutput("pgm"))
	}
}
