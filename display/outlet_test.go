package display

import (
	"testing"

	"pingyi/onair"
)

func TestPictureOfAnOlderViewIsThrownAway(t *testing.T) {
	outlet, before, now := NewOutlet(), &onair.View{}, &onair.View{}
	latest := func() string { return string(outlet.Feed().Latest().Bytes) }
	outlet.Turn(before)
	outlet.Publish(before, 70, []byte(`{"seq":70,"a":1}`))
	outlet.Turn(now)
	outlet.Publish(now, 3, []byte(`{"seq":3,"a":2}`)) // of another session, whose log is shorter
	outlet.Publish(before, 71, []byte(`{"seq":71,"a":1}`))
	if got := latest(); got != `{"seq":3,"a":2}` || outlet.Painted() != 3 {
		t.Errorf("the output shows %s at %d", got, outlet.Painted())
	}
}

func TestPictureThatDiffersInItsPositionAloneIsNotPublished(t *testing.T) {
	outlet, view := NewOutlet(), &onair.View{}
	outlet.Turn(view)
	outlet.Publish(view, 3, []byte(`{"seq":3,"a":2}`))
	number := outlet.Feed().Latest().Seq
	outlet.Publish(view, 4, []byte(`{"seq":4,"a":2}`))
	if got := outlet.Feed().Latest(); got.Seq != number || outlet.Painted() != 3 {
		t.Errorf("it is published as %s", got.Bytes)
	}
}
