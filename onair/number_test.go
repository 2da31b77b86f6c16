package onair

import (
	"errors"
	"testing"
)

// numbered is an act with a number, and what was said with it.
func (r *room) numbered(id, said string) Act {
	a := r.act()
	a.ID, a.Said = id, said
	return a
}

// TestPanicIsCarriedOutUnderAnyNumber: a box whose address has a number in it would panic once, and be told of a panic that
// is none ever after.
func TestPanicIsCarriedOutUnderAnyNumber(t *testing.T) {
	for what, before := range map[string]func(*room) Command{
		"that of a panic before":               func(r *room) Command { return Panic{Act: r.numbered("p1", "panic")} },
		"that of a panic of other outputs":     func(r *room) Command { return Panic{Act: r.numbered("p1", "panic hall"), On: []Name{"hall"}} },
		"that of another act":                  func(r *room) Command { return Hold{Act: r.numbered("p1", "hold"), On: []Name{"pgm"}} },
		"that of an act of a log without more": func(r *room) Command { return Hold{Act: r.numbered("p1", ""), On: []Name{"pgm"}} },
	} {
		r := tuned(t)
		r.must(before(r))
		r.must(Unpanic{Act: r.act()})
		r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneBug}})
		r.must(Panic{Act: r.numbered("p1", "panic")})
		if !r.view("pgm").Panic || !r.view("hall").Panic {
			t.Errorf("%s: there is no panic", what)
		}
		revision := r.state.Revision
		if err := r.do(Panic{Act: r.numbered("p1", "panic")}); err != (AlreadyDone{Revision: revision}) {
			t.Errorf("%s: sent once more, with everything in panic, it gives %v", what, err)
		}
	}
}

func TestNumberOfAnotherActIsRefused(t *testing.T) {
	r := tuned(t)
	hall := []Name{"hall"}
	r.must(Panic{Act: r.numbered("p1", "panic")})
	r.refused(Unpanic{Act: r.numbered("p1", "unpanic")}, RefusedNumber)
	r.must(Unpanic{Act: r.numbered("p2", "unpanic")})
	r.must(Hold{Act: r.numbered("p3", "hold pgm"), On: []Name{"pgm"}})
	r.refused(Blank{Act: r.numbered("p3", "blank hall"), On: hall}, RefusedNumber)
	unhold := Unhold{Act: r.numbered("p4", "unhold pgm"), On: []Name{"pgm"}}
	r.must(unhold)
	if err := r.do(unhold); !errors.As(err, new(AlreadyDone)) {
		t.Errorf("the same act once more gives %v", err)
	}
	r.state = refold(t, r.log) // a server that is begun anew
	r.refused(Blank{Act: r.numbered("p3", "blank hall"), On: hall}, RefusedNumber)
	other := r.numbered("p3", "blank hall")
	other.Controller = "button box" // which has numbers of its own
	r.must(Blank{Act: other, On: hall})
}

// TestNumberOfMoreTimeIsThatOfOneAct also where its session is asked, which knows no numbers.
func TestNumberOfMoreTimeIsThatOfOneAct(t *testing.T) {
	r := tuned(t)
	more := extension(r, "7", 600)
	more.Said = "15 seconds"
	r.must(more)
	if until, again, err := r.state.Extension(more.Act); err != nil || !again || until != more.Extension {
		t.Errorf("the same press is about %+v, %v, %v", until, again, err)
	}
	more.Said = "60 seconds"
	if _, _, err := r.state.Extension(more.Act); !errors.Is(err, Refusal{Code: RefusedNumber}) {
		t.Errorf("another press under its number gives %v", err)
	}
}
