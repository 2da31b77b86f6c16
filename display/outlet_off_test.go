package display

import (
	"encoding/json"
	"testing"

	"pingyi/onair"
)

// TestWhatIsTakenOffLeavesTheRestAsItStands: a picture from which a scene is taken needs no session, and is
// otherwise the same, letter by letter.
func TestWhatIsTakenOffLeavesTheRestAsItStands(t *testing.T) {
	o := NewOutlet()
	view := onair.View{Revision: 8, Layers: map[onair.Layer]onair.Shown{onair.LayerBug: {Take: 5}}}
	frame := OutputFrame{Seq: 30, Rev: 7, Output: OutputHead{Name: "pgm", Reserved: []onair.Rect{}}, Layers: []OutputLayer{
		{Layer: onair.LayerLower, Take: 6, Data: map[string]string{"name": "<张三>"}}, {Layer: onair.LayerBug, Take: 5, Data: map[string]string{"title": "<会>"}},
	}}
	text := func() string {
		body, err := json.Marshal(frame)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	before := onair.View{Revision: 7}
	o.Turn(&before)
	o.Publish(&before, 30, []byte(text()))
	o.Turn(&view)
	o.TakeOff()
	frame.Rev, frame.Layers = 8, frame.Layers[1:]
	if got := string(o.Feed().Latest().Bytes); got != text() || o.Painted() != 30 {
		t.Errorf("what remains is\n%s\nwant\n%s", got, text())
	}
	newest := o.Feed().Latest().Seq
	if o.TakeOff(); o.Feed().Latest().Seq != newest {
		t.Error("a picture from which nothing is taken is published again")
	}
}
