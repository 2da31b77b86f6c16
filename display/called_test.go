package display

import (
	"bytes"
	"os"
	"testing"

	"pingyi/onair"
)

// The names of a rulebook of version 1 are the program's, and a director types the one that is read in the
// language of the page: either means the same picture.
func TestACueNamesAListInEitherLanguage(t *testing.T) {
	rules, err := os.ReadFile("../voting/count/testdata/scenarios/best-worst/rulebook.json")
	if err != nil {
		t.Fatal(err)
	}
	h := chosenBy(t, "after", string(rules))
	for said, name := range map[string]string{"Ten best": "十佳", "Ten worst": "十差"} {
		if en, zh := GroupsOf(h.state, said), GroupsOf(h.state, name); en != zh || zh == 0 {
			t.Errorf("%q has %d groups, and %q has %d", said, en, name, zh)
		}
		for _, scene := range []onair.Scene{onair.SceneTen, onair.SceneBoard} {
			picture := func(list string) []byte { return h.output(view(onair.Public, onair.Cue{Scene: scene, List: list})) }
			if bytes.Equal(picture(name), picture("无")) {
				t.Errorf("%s: %q is no list", scene, name)
			}
			alike := func(list string) []byte { return bytes.ReplaceAll(picture(list), []byte(said), []byte(name)) }
			if got, want := alike(said), alike(name); !bytes.Equal(got, want) {
				t.Errorf("%s %q: the picture is\n%s\nthat of %q\n%s", scene, said, got, name, want)
			}
		}
	}
}
