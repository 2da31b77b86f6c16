package studio

import (
	"testing"
	"time"

	"pingyi/display"
	"pingyi/onair"
)

// TestAResultThatIsToLeaveIsSeenUntilThen: phones do not wait for what comes in its place.
func TestAResultThatIsToLeaveIsSeenUntilThen(t *testing.T) {
	card := onair.Shown{Cue: onair.Cue{Scene: onair.SceneScore, Item: 1}, Take: 5, At: 1000}
	view := onair.View{
		Output: onair.Output{Name: "pgm"}, At: 10_000,
		Layers:  map[onair.Layer]onair.Shown{onair.LayerLower: {Cue: onair.Cue{Scene: onair.SceneCountdown}, Take: 6, At: 40_000}},
		Leaving: map[onair.Layer]onair.Leaving{onair.LayerLower: {Shown: card, Until: 40_000, Off: 39_780}},
	}
	pages := []Page{{Output: "pgm", Heard: time.UnixMilli(9000), Shown: Shown{Rev: 6, Seq: 4}}}
	if take, shown := confirmed(display.KeptBack{Item: 1, Seq: 4}, []program{{View: view, stands: StandsShown}}, pages); !shown || take != 5 {
		t.Errorf("take %d, shown %t", take, shown)
	}
}
