package onair

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
)

func extension(r *room, id string, deadline int64) Extend {
	a := r.act()
	a.Controller, a.ID = "box", id
	return Extend{Act: a, Extension: Extension{Session: "live", Item: 1, Run: 1, Deadline: deadline}}
}

// TestAnExtensionIsKnownAgain: by the number of its press, from the log as well. It is no act on a
// picture: nobody who is about to take has looked at another one for that.
func TestAnExtensionIsKnownAgain(t *testing.T) {
	r := tuned(t)
	before := r.state.Revision
	r.must(extension(r, "7", 600))
	if err := r.do(extension(r, "7", 630)); !errors.As(err, new(AlreadyDone)) {
		t.Errorf("the same number again gives %v", err)
	}
	for _, state := range []*State{r.state, refold(t, r.log), r.state.Clone()} {
		got, known, err := state.Extension(Act{Controller: "box", ID: "7"})
		if err != nil || !known || got.Deadline != 600 || state.Revision != before {
			t.Errorf("known is %+v (%v) at revision %d", got, known, state.Revision)
		}
		if _, known, _ := state.Extension(Act{Controller: "other box", ID: "7"}); known {
			t.Error("another box has asked for it")
		}
	}
	r.refused(Extend{Act: r.act(), Extension: Extension{Session: "none", Item: 1, Deadline: 5}}, RefusedSession)
	for n := range remembered + 5 {
		r.must(extension(r, fmt.Sprint("later ", n), 900))
	}
	if _, known, _ := r.state.Extension(Act{Controller: "box", ID: "7"}); known {
		t.Error("it is known for ever")
	}
	if again := refold(t, r.log); !reflect.DeepEqual(again, r.state) {
		t.Error("the log folds to another state")
	}
}
