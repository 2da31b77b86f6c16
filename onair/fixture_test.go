package onair

import (
	"errors"
	"testing"

	"pingyi/voting"
)

// house is a made-up House: sessions by name, and what may not be shown.
type house struct {
	sessions map[voting.SessionID]Facts
	verdict  func(Cue, View) Verdict
	rankings map[string]Ranking
	phases   map[voting.ItemID]voting.ItemPhase
	pictures map[Scene]Picture
}

func (h *house) Picture(shown Shown, _ View) Picture { return h.pictures[shown.Scene] }

func (h *house) Phase(_ voting.SessionID, item voting.ItemID) voting.ItemPhase { return h.phases[item] }

func (h *house) Session(id voting.SessionID) (Facts, bool) {
	facts, known := h.sessions[id]
	return facts, known
}

func (h *house) Cue(cue Cue, on View) Verdict {
	if h.verdict != nil {
		return h.verdict(cue, on)
	}
	return Verdict{Steps: 3}
}

// Names has a scene of lists without a name be about the worst, and one that is called all about two lists.
func (h *house) Names(_ voting.SessionID, cue Cue) (names []string) {
	list := cue.List
	switch {
	case cue.Scene == SceneTen && list == "":
		list = "worst"
	case cue.Scene == SceneBoard && list == "all":
		return []string{"best", "worst"}
	}
	if r := h.rankings[list]; r.Names != "" {
		names = append(names, r.Names)
	}
	return names
}

func (h *house) Ranking(_ voting.SessionID, list string) (Ranking, bool) {
	r, sealed := h.rankings[list]
	return r, sealed
}

// room is a control room under test: its state, its log and its house.
type room struct {
	t     *testing.T
	state *State
	log   [][]byte
	house *house
	at    int64
}

const evening = 1_764_180_000_000

// newRoom has the first outputs; "live" and "trial", a rehearsal, can be tuned in.
func newRoom(t *testing.T) *room {
	r := &room{t: t, state: NewState(), at: evening, house: &house{
		sessions: map[voting.SessionID]Facts{"live": {Record: 10}, "other": {Record: 20}, "trial": {Rehearsal: true, Record: 5}},
		rankings: map[string]Ranking{"": {Groups: 3, Binding: Binding{1, "root"}}},
		phases:   make(map[voting.ItemID]voting.ItemPhase),
	}}
	for _, c := range First(evening) {
		r.must(c)
	}
	return r
}

func (r *room) act() Act { return Act{By: "zhang", Role: Director, Controller: "desk", At: r.at} }

// do decides, writes down and applies.
func (r *room) do(c Command) error {
	r.t.Helper()
	events, err := Decide(r.state, r.house, c)
	if err != nil {
		return err
	}
	for _, e := range events {
		r.log = append(r.log, Encode(e))
		if err := r.state.Apply(e); err != nil {
			r.t.Fatalf("an allowed event does not apply: %v", err)
		}
	}
	return nil
}

// wrote has an event in the log that nobody would write down any more.
func (r *room) wrote(e Event) {
	r.t.Helper()
	r.log = append(r.log, Encode(e))
	if err := r.state.Apply(e); err != nil {
		r.t.Fatal(err)
	}
}

func (r *room) must(c Command) {
	r.t.Helper()
	if err := r.do(c); err != nil {
		r.t.Fatalf("%T is refused: %v", c, err)
	}
}

// refused wants a command to be refused with a code.
func (r *room) refused(c Command, code Code) {
	r.t.Helper()
	before := len(r.log)
	if err := r.do(c); !errors.Is(err, Refusal{Code: code}) {
		r.t.Errorf("%T gives %v, want %s", c, err, code)
	}
	if len(r.log) != before {
		r.t.Errorf("%T is refused and yet written down", c)
	}
}

func (r *room) view(name Name) View {
	r.t.Helper()
	v, ok := r.state.View(name, r.at)
	if !ok {
		r.t.Fatalf("there is no output %s", name)
	}
	return v
}

// scenes tells what is on an output, from the bottom up.
func (r *room) scenes(name Name) string {
	text := ""
	for _, layer := range Layers() {
		if shown, on := r.view(name).Layers[layer]; on {
			text += " " + string(layer) + ":" + string(shown.Scene)
		}
	}
	return text
}

func (r *room) wantOn(name Name, want string) {
	r.t.Helper()
	if got := r.scenes(name); got != want {
		r.t.Errorf("on %s there is %q, want %q", name, got, want)
	}
}

// tuned has the live session on program and preview.
func tuned(t *testing.T) *room {
	r := newRoom(t)
	r.must(Tune{Act: r.act(), On: []Name{"pgm", "pvw"}, Session: "live"})
	return r
}
