package display

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pingyi/onair"
)

// TestAPageThatComesLateGetsWhatStandsThere: an output with a delay of two seconds in a busy vote.
func TestAPageThatComesLateGetsWhatStandsThere(t *testing.T) {
	o := NewOutlet()
	say := func(view onair.View, n int) {
		o.Turn(&view)
		o.Publish(&view, uint64(n), fmt.Appendf(nil, `{"seq":%d,"n":%d}`, n, n))
	}
	after := func(wait time.Duration) string {
		var told []string
		for _, picture := range o.Joining(o.Feed().Latest().Since.Add(wait)) {
			told = append(told, string(picture.Bytes[strings.LastIndexByte(string(picture.Bytes), ':')+1:len(picture.Bytes)-1]))
		}
		return strings.Join(told, " ")
	}
	if got := after(0); got != "" {
		t.Errorf("before the first picture there is %q", got)
	}
	late := onair.View{Output: onair.Output{Name: "pgm", Delay: 100, Rate: 50}}
	for n := 1; n <= 3; n++ {
		say(late, n)
	}
	if got := after(0); got != "1 2 3" {
		t.Errorf("within the delay a page gets %q: the oldest is not due either", got)
	}
	if got := after(2001 * time.Millisecond); got != "3" {
		t.Errorf("after the delay it gets %q", got)
	}
	say(onair.View{Output: late.Output, Panic: true}, 4)
	say(late, 5)
	if got := after(time.Millisecond); got != "4 5" {
		t.Errorf("after a panic it gets %q: nothing of before", got)
	}
	say(onair.View{Output: onair.Output{Name: "pgm", Rate: 50}}, 6)
	if got := after(time.Millisecond); got != "6" {
		t.Errorf("without a delay it gets %q", got)
	}
}
