package display

import (
	"fmt"
	"testing"

	"pingyi/onair"
)

// procession tells of every release of a whole ranking who came out with it, in places, and what is said
// to be next.
func (h *hall) procession() (told []string) {
	cue, before := onair.Cue{Scene: onair.SceneReveal}, 0
	steps, _ := StepsOf(h.state, cue, onair.Public)
	for n := 1; n <= steps; n++ {
		scene := decode[struct{ Layers []struct{ Data RevealScene } }](h.t, h.output(released(view(onair.Public, cue), "", n))).Layers[0].Data
		newest := scene.Rows[len(scene.Rows)-scene.Newest:]
		text := fmt.Sprintf("%d-%d", newest[0].Rank, newest[len(newest)-1].Rank)
		if scene.Newest != scene.Released-before || len(newest) > revealGroup {
			h.t.Errorf("release %d: %d are new of %d", n, scene.Newest, scene.Released-before)
		}
		before = scene.Released
		if scene.Next != nil {
			text += fmt.Sprintf(" then %d, %d of %d", scene.Next.Rank, scene.Next.Group, scene.Next.Of)
		}
		told = append(told, text)
	}
	return told
}

// TestWhatIsNextIsNotOut: below the tenth place six come out at a time, and the next is the place above the
// highest of them.
func TestWhatIsNextIsNotOut(t *testing.T) {
	var good []int
	for i := range 20 {
		good = append(good, 2*i)
	}
	got := ranked(t, good).procession()
	want := []string{"20-15 then 14, 2 of 12", "14-11 then 10, 3 of 12", "10-10 then 9, 4 of 12"}
	if len(got) != 12 || fmt.Sprint(got[:3]) != fmt.Sprint(want) || got[11] != "1-1" {
		t.Errorf("told is %q", got)
	}
}

// TestOnePlaceOfMoreThanAPictureHasRowsFor comes out in several groups, all with that place.
func TestOnePlaceOfMoreThanAPictureHasRowsFor(t *testing.T) {
	got := ranked(t, []int{1, 5, 5, 5, 5, 5, 5, 5, 5, 30}).procession()
	want := []string{"10-10 then 9, 2 of 10", "2-2 then 2, 3 of 4", "2-2 then 1, 4 of 4", "1-1"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("told is %q, want %q", got, want)
	}
}

// TestThePodiumEndsAboveAPlaceThatItCannotHoldWhole: who shares a place is never large beside one who is small.
func TestThePodiumEndsAboveAPlaceThatItCannotHoldWhole(t *testing.T) {
	for _, c := range []struct {
		good []int
		want string // the large places after each release
	}{
		{[]int{9, 9, 9, 9, 1}, "3 0"},               // four share the first place
		{[]int{9, 9, 9, 1, 2}, "3 3 3"},             // three do
		{[]int{9, 8, 8, 8, 1}, "3 1 1"},             // three share the second
		{[]int{9, 8, 8, 1}, "3 3 3"},                // two do
		{[]int{9, 8, 7, 7, 1}, "3 2 2 2"},           // two share the third
		{[]int{9, 8, 7, 6}, "3 3 3 3"},              // nobody shares
		{[]int{9, 9, 7, 7, 7, 1}, "3 2 2"},          // two share the first, and three the third
		{[]int{9, 9, 9, 9, 9, 9, 9, 9, 1}, "3 0 0"}, // eight share the first, and come out in two groups
	} {
		h := ranked(t, c.good)
		cue := onair.Cue{Scene: onair.SceneReveal}
		steps, _ := StepsOf(h.state, cue, onair.Public)
		var got []int
		for n := 1; n <= steps; n++ {
			got = append(got, decode[struct{ Layers []struct{ Data RevealScene } }](t, h.output(released(view(onair.Public, cue), "", n))).Layers[0].Data.Top)
		}
		if text := fmt.Sprint(got); text != "["+c.want+"]" {
			t.Errorf("%v: the large places are %s, want %s", c.good, text, c.want)
		}
	}
}
