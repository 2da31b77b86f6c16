package display

import (
	"testing"

	"pingyi/onair"
)

// An output that is in no session is drawn as one that shows nothing, also afterwards from the log: no version of a
// result holds there, and nothing of it is asked.
func TestAnOutputWithoutASessionIsDrawn(t *testing.T) {
	hub := NewHub(Setting{})
	view := onair.View{Reveals: map[string]int{"十佳": 1}}
	if frame := decode[OutputFrame](t, hub.RenderFor(nil, view)); len(frame.Layers) != 0 {
		t.Errorf("it shows %v", frame.Layers)
	}
	hub.TablesFor(nil, view)
}
