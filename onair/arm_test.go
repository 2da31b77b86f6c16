package onair

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"pingyi/voting"
)

// organizer acts for the session as well as for its pictures.
func (r *room) organizer() Act {
	return Act{By: "chen", Role: Organizer, Controller: "desk 2", At: r.at}
}

func revealItem(item voting.ItemID) Action {
	return Action{Kind: ActItem, Session: "live", Item: item, From: "pvw", On: []Name{"pgm"}}
}

// TestAnItemIsArmedInTheRoom: by whom and for how long is known to every desk; what reveals it is
// the session, so going says no more than that it went.
func TestAnItemIsArmedInTheRoom(t *testing.T) {
	r := tuned(t)
	r.refused(Arm{Act: r.organizer(), Action: revealItem(1), Within: 20}, RefusedItem)
	r.house.phases[1] = voting.PhaseConfirmed
	r.refused(Arm{Act: r.act(), Action: revealItem(1), Within: 20}, RefusedRole)
	r.refused(Arm{Act: r.organizer(), Action: revealItem(0), Within: 20}, RefusedItem)
	r.must(Arm{Act: r.organizer(), Action: revealItem(1), Within: 20})
	armed, is := r.state.Armed()
	if !is || armed.By != "chen" || armed.Until != r.at+20_000 || armed.Action.Item != 1 {
		t.Errorf("armed is %+v", armed)
	}
	r.refused(Go{Act: r.act(), Arm: armed.Number}, RefusedRole)
	r.house.phases[1] = voting.PhaseVoid
	r.refused(Go{Act: r.organizer(), Arm: armed.Number}, RefusedItem)
	r.house.phases[1] = voting.PhaseConfirmed
	r.must(Go{Act: r.organizer(), Arm: armed.Number})
	r.refused(Go{Act: r.organizer(), Arm: armed.Number}, RefusedWent)
}

func TestNothingStaysArmedThroughPanicOrRestart(t *testing.T) {
	for name, c := range map[string]func(r *room) Command{
		"panic":                   func(r *room) Command { return Panic{Act: r.act()} },
		"panic of another output": func(r *room) Command { return Panic{Act: r.act(), On: []Name{"lobby"}} },
		"panic once more": func(r *room) Command {
			r.must(Panic{Act: r.act(), On: []Name{"lobby"}})
			return Panic{Act: r.act(), On: []Name{"lobby"}}
		},
		"restart": func(r *room) Command { return Restarted{Act: Act{Role: OfServer, At: r.at}} },
	} {
		r := tuned(t)
		r.must(approveAll(r))
		command := c(r)
		r.must(Arm{Act: r.act(), Action: revealAll, Within: 600})
		armed, _ := r.state.Armed()
		r.must(command)
		if still, is := r.state.Armed(); is {
			t.Errorf("after %s there is armed %+v", name, still)
		}
		r.refused(Go{Act: r.act(), Arm: armed.Number}, RefusedNotArmed)
	}
}

// TestNothingIsReleasedThatNobodyWouldSee: an output in panic that shows the session keeps releases
// back, however they were armed.
func TestNothingIsReleasedThatNobodyWouldSee(t *testing.T) {
	r := tuned(t)
	r.must(approveAll(r))
	r.house.phases[1] = voting.PhaseConfirmed
	r.must(Panic{Act: r.act(), On: []Name{"pgm"}})
	r.refused(Arm{Act: r.act(), Action: revealAll, Within: 60}, RefusedPanic)
	r.refused(Arm{Act: r.organizer(), Action: revealItem(1), Within: 60}, RefusedPanic)
	r.must(Unpanic{Act: r.act()})
	r.must(Panic{Act: r.act(), On: []Name{"lobby"}}) // which shows another evening
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
}

// TestArmedIsLikeItsTwin plays random presses to a room and to a twin that knows one thing: what is
// armed, by number, until when.
func TestArmedIsLikeItsTwin(t *testing.T) {
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 5))
		r := tuned(t)
		r.house.rankings[""] = Ranking{Groups: 1000, Binding: Binding{1, "root"}}
		r.house.phases[1] = voting.PhaseConfirmed
		r.must(approveAll(r))
		var armed, until, went, last int64
		keeps := false
		for n := range 300 {
			r.at += int64(rng.IntN(4000))
			a := r.organizer()
			a.ID = fmt.Sprint(n)
			var c Command
			want := Code("")
			switch press := rng.IntN(10); press {
			case 0, 1:
				action := []Action{revealAll, revealItem(1)}[press]
				c = Arm{Act: a, Action: action, Within: 6}
				armed, until, keeps = int64(r.state.Revision)+1, r.at+6000, action.Keep
			case 2:
				c = Panic{Act: a, On: []Name{"lobby"}}
				armed = 0
			case 3:
				c = Disarm{Act: a}
				if armed == 0 || r.at > until {
					want = RefusedNoneWaits
				} else {
					armed = 0
				}
			case 4:
				c = Restarted{Act: Act{Role: OfServer, At: r.at, ID: a.ID}}
				armed = 0
			case 5:
				c = Unpanic{Act: a}
			default:
				number := armed
				if rng.IntN(4) == 0 {
					number++
				}
				c = Go{Act: a, Arm: uint64(number)}
				switch {
				case number != 0 && number == went:
					want = RefusedWent
				case armed == 0 || number != armed || r.at > until:
					want = RefusedNotArmed
				case keeps && r.at < last+Suspense:
					want = RefusedSoon
				case keeps:
					went, last = armed, r.at
					armed = int64(r.state.Revision) + 2 // two events, and then it is another group's
				default:
					went, armed = armed, 0
				}
			}
			if err := r.do(c); want == "" && err != nil || want != "" && !errors.Is(err, Refusal{Code: want}) {
				t.Fatalf("seed %d, press %d: %#v gives %v, want %q", seed, n, c, err, want)
			}
			if got, is := r.state.Armed(); is != (armed != 0) || is && got.Number != uint64(armed) {
				t.Fatalf("seed %d, press %d: after %#v there is armed %+v, its twin has %d", seed, n, c, got, armed)
			}
		}
		if again := refold(t, r.log); !reflect.DeepEqual(again, r.state) {
			t.Fatalf("seed %d: the log folds to another state", seed)
		}
	}
}

// TestGoTakesWhatWasArmed: somebody else laid another picture on the preview, turned it, or tuned another
// session in. The same picture once more is what was armed, and so is one whose pages turn by themselves.
func TestGoTakesWhatWasArmed(t *testing.T) {
	pvw, strap := []Name{"pvw"}, func(item voting.ItemID) Cue { return Cue{Scene: SceneStrap, Item: item} }
	take := Action{Kind: ActTake, From: "pvw", On: []Name{"pgm"}}
	for name, c := range map[string]struct {
		change func(r *room)
		want   Code
	}{
		"nothing":      {func(*room) {}, ""},
		"the same":     {func(r *room) { r.must(PutCue{Act: r.act(), On: pvw, Cue: strap(1)}) }, ""},
		"another item": {func(r *room) { r.must(PutCue{Act: r.act(), On: pvw, Cue: strap(2)}) }, RefusedOther},
		"one more":     {func(r *room) { r.must(PutCue{Act: r.act(), On: pvw, Cue: Cue{Scene: SceneBug}}) }, RefusedOther},
		"another step": {func(r *room) { r.must(Next{Act: r.act(), On: pvw}) }, RefusedOther},
		"none":         {func(r *room) { r.must(Blank{Act: r.act(), On: pvw}) }, RefusedOther},
		"another evening": {func(r *room) {
			r.must(Tune{Act: r.act(), On: []Name{"pvw", "pgm"}, Session: "other"})
			r.must(PutCue{Act: r.act(), On: pvw, Cue: strap(1)})
		}, RefusedOther},
	} {
		for _, action := range []Action{take, revealItem(1)} {
			r := tuned(t)
			r.house.phases[1] = voting.PhaseConfirmed
			r.must(PutCue{Act: r.act(), On: pvw, Cue: strap(1)})
			r.must(Arm{Act: r.organizer(), Action: action, Within: 60})
			c.change(r)
			if r.state.ArmedOther() != (c.want != "") {
				t.Errorf("%s: told is that it is another: %v", name, r.state.ArmedOther())
			}
			press := Go{Act: r.organizer(), Arm: r.number()}
			if c.want == "" {
				r.must(press)
				continue
			}
			r.refused(press, c.want)
			r.wantOn("pgm", "")
		}
	}
}

func TestPagesThatTurnAreWhatWasArmed(t *testing.T) {
	r := tuned(t)
	r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneBoard}})
	r.must(AutoPages{Act: r.act(), On: []Name{"pvw"}, Every: 5})
	r.must(Arm{Act: r.act(), Action: Action{Kind: ActTake, From: "pvw", On: []Name{"pgm"}}, Within: 60})
	r.at += 5000
	r.must(TurnPages{Act: Act{Role: Sequence, At: r.at}})
	r.must(Go{Act: r.act(), Arm: r.number()})
	r.wantOn("pgm", " full:board")
}

// TestRankingIsReleasedAsItWasArmed: another one was sealed and approved meanwhile.
func TestRankingIsReleasedAsItWasArmed(t *testing.T) {
	r, arm := armed(t)
	r.house.rankings[""] = Ranking{Groups: 3, Binding: Binding{2, "root"}}
	again := approveAll(r)
	again.Version = 2
	r.must(again)
	r.refused(Go{Act: r.act(), Arm: arm}, RefusedOther)
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
	r.must(Go{Act: r.act(), Arm: r.number()})
}
