package studio

import (
	"testing"

	"pingyi/onair"
)

// What was told may be told again as long as nothing of it was taken back, and of its own session alone.
func TestWhatWasTakenBackIsNotKept(t *testing.T) {
	checked := func(versions ...int) map[string][]int { return map[string][]int{"ten worst": versions} }
	groups := func(n int) map[string]int { return map[string]int{"ten best": n} }
	was := onair.View{Session: "evening", Guarded: true, Reveals: groups(2), Checked: checked(1)}
	for says, c := range map[string]struct {
		now  onair.View
		stay bool
	}{
		"nothing changed":             {was, true},
		"one more group is out":       {onair.View{Session: "evening", Guarded: true, Reveals: groups(3), Checked: checked(1, 2)}, true},
		"the names need no check now": {onair.View{Session: "evening", Reveals: groups(2), Checked: checked(1)}, true},
		"another session":             {onair.View{Session: "other", Guarded: true, Reveals: groups(2), Checked: checked(1)}, false},
		"no session":                  {onair.View{}, false},
		"a group was taken back":      {onair.View{Session: "evening", Guarded: true, Reveals: groups(1), Checked: checked(1)}, false},
		"the check was taken back":    {onair.View{Session: "evening", Guarded: true, Reveals: groups(2)}, false},
	} {
		if stay := (fed{view: was}).mayStay(c.now); stay != c.stay {
			t.Errorf("%s: what was told may stay: %t, want %t", says, stay, c.stay)
		}
	}
	dark := was
	dark.Panic = true
	if (fed{view: dark}).mayStay(was) {
		t.Error("what a panic emptied stays when it is over")
	}
	unguarded := was
	unguarded.Guarded = false
	if (fed{view: unguarded}).mayStay(was) {
		t.Error("names that nobody has checked stay where they have to be checked now")
	}
}
