package onair

import (
	"errors"
	"fmt"
	"testing"
)

func TestOutputThatCannotBeRunIsNamed(t *testing.T) {
	r := newRoom(t)
	good := FirstOutputs()[0]
	for field, spoil := range map[string]func(*Output){
		"name":     func(o *Output) { o.Name = "Program" },
		"title":    func(o *Output) { o.Title = "a\nb" },
		"class":    func(o *Output) { o.Class = "all" },
		"program":  func(o *Output) { o.Class = Sealed },
		"theme":    func(o *Output) { o.Theme = "pink" },
		"lang":     func(o *Output) { o.Lang = "fr" },
		"width":    func(o *Output) { o.Width = 0 },
		"height":   func(o *Output) { o.Height = 1 << 20 },
		"rate":     func(o *Output) { o.Rate = 0 },
		"ground":   func(o *Output) { o.Ground = "green" },
		"delay":    func(o *Output) { o.Delay = -1 },
		"scenes":   func(o *Output) { o.Scenes = []Scene{"film"} },
		"reserved": func(o *Output) { o.Reserved = []Rect{{X: 1900, Y: 0, W: 100, H: 10}} },
		"no_mark":  func(o *Output) { o.NoMark = true },
	} {
		o := good
		spoil(&o)
		if err := r.do(SetOutput{Act: r.act(), Output: o}); err != (Refusal{RefusedOutput, field}) {
			t.Errorf("%s: %v", field, err)
		}
	}
	live := good
	live.Name = "live" // which is the address of the socket
	r.refused(SetOutput{Act: r.act(), Output: live}, RefusedOutput)
}

func TestAddressOfAnOutputNeverComesAgain(t *testing.T) {
	r := newRoom(t)
	generation := func() uint32 { return r.view("hall").Output.Generation }
	hall := r.view("hall").Output
	r.must(RevokeAddress{Act: r.act(), Output: "hall"})
	if got := generation(); got != 2 {
		t.Errorf("generation %d", got)
	}
	r.must(RemoveOutput{Act: r.act(), Output: "hall"})
	r.refused(Blank{Act: r.act(), On: []Name{"hall"}}, RefusedNoOutput)
	r.must(SetOutput{Act: r.act(), Output: hall})
	if got := generation(); got != 3 {
		t.Errorf("the new output of that name has generation %d", got)
	}
	hall.Title = "another"
	r.must(SetOutput{Act: r.act(), Output: hall})
	if got := generation(); got != 3 {
		t.Errorf("another title gives generation %d", got)
	}
	for _, program := range []bool{true, false} {
		hall.Program = program
		r.must(SetOutput{Act: r.act(), Output: hall})
	}
	if got := generation(); got != 4 {
		t.Errorf("a page on program shows rehearsals once its output is not program any more: generation %d", got)
	}
	hall.Class = Sealed
	r.must(SetOutput{Act: r.act(), Output: hall})
	if got := generation(); got != 5 {
		t.Errorf("whoever was let in to see what is public sees what is sealed: generation %d", got)
	}
}

func TestChangedOutputKeepsWhatItMayShow(t *testing.T) {
	r := tuned(t)
	for _, scene := range []Scene{SceneBug, SceneBars} {
		r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: scene}})
	}
	pgm := r.view("pgm").Output
	pgm.Scenes = []Scene{SceneBug, SceneScore}
	r.must(SetOutput{Act: r.act(), Output: pgm})
	r.wantOn("pgm", " bug:bug")
	r.refused(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBoard}}, RefusedNotAllowed)
	r.refused(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: "film"}}, RefusedScene)
	r.refused(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug, Text: []string{"a\tb"}}}, RefusedCue)
}

func TestRoomHasAnEnd(t *testing.T) {
	r := newRoom(t)
	o := FirstOutputs()[2]
	for n := len(r.state.Outputs()); n < MaxOutputs; n++ {
		o.Name = Name(fmt.Sprint("wall-", n))
		r.must(SetOutput{Act: r.act(), Output: o})
	}
	o.Name = "one-more"
	r.refused(SetOutput{Act: r.act(), Output: o}, RefusedOutput)
}

func TestRefusalSaysTheOutputAsPeopleCallIt(t *testing.T) {
	r := tuned(t)
	on := []Name{"pgm"}
	r.must(Hold{Act: r.act(), On: on})
	cue := PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneBars}}
	for _, want := range []struct{ title, detail string }{{"", "pgm"}, {"主输出", "主输出"}} {
		output := r.state.outputs["pgm"].Output
		output.Title = want.title
		r.must(SetOutput{Act: r.act(), Output: output})
		cue.Act = r.act()
		if err := r.do(cue); !errors.Is(err, Refusal{Code: RefusedHeld, Detail: want.detail}) {
			t.Errorf("with the title %q: %v, want %s", want.title, err, want.detail)
		}
	}
}
