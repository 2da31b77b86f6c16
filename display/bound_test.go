package display

import (
	"testing"

	"pingyi/onair"
)

// A scene that a session has no content for is refused where it is chosen, before anybody sees an
// empty picture on air; and not as if it only had to be revealed.
func TestASceneWithoutContentIsRefusedAtThePreview(t *testing.T) {
	may := func(h *hall, cue onair.Cue, class onair.Class) onair.Code {
		return MayCue(h.state, cue, view(class, cue)).Code
	}
	windows, pledges := windowEvening(t, "after"), pledgeEvening(t, "after")
	for _, class := range []onair.Class{onair.Preview, onair.Public, onair.Sealed} {
		for _, scene := range []onair.Scene{onair.ScenePledge, onair.SceneDims, onair.SceneVerdict} {
			if code := may(windows, onair.Cue{Scene: scene, Item: 1}, class); code != onair.RefusedEmpty {
				t.Errorf("%s of windows on %s: %q", scene, class, code)
			}
			if code := may(pledges, onair.Cue{Scene: scene, Item: 3}, class); code != "" {
				t.Errorf("%s of pledges on %s: %q", scene, class, code)
			}
		}
		if code := may(windows, onair.Cue{Scene: onair.SceneScore, Item: 1}, class); code != "" {
			t.Errorf("a score card on %s: %q", class, code)
		}
		for _, scene := range []onair.Scene{onair.ScenePledge, onair.SceneVerdict} { // words of one's own are content
			if code := may(windows, onair.Cue{Scene: scene, Item: 1, Text: []string{"您是否满意？"}}, class); code != "" {
				t.Errorf("%s with words of its own on %s: %q", scene, class, code)
			}
		}
	}
}
