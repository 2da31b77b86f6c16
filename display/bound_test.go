package display

import (
	"slices"
	"strings"
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

// A comparison by what is no figure of a unit would stay empty for ever: by a name that the rulebook does not have, by a
// list, a word or a place.
func TestAComparisonByNoFigureIsRefusedAtThePreview(t *testing.T) {
	forms := formsOf(t, strings.Replace(partRules, "SCORE", "得分", 1), times(6, "000000"), times(5, "010101"))
	windows := windowEvening(t, "after")
	may := func(h *hall, list string) onair.Code {
		cue := onair.Cue{Scene: onair.SceneVersus, Unit: h.state.Session.Units[0].ID, List: list}
		return MayCue(h.state, cue, view(onair.Preview, cue)).Code
	}
	var lists, words, figures []string
	for _, result := range forms.state.Session.Rulebook.Results() {
		_, list := forms.state.Session.Rulebook.Listing(result)
		switch {
		case list:
			lists = append(lists, result)
		case forms.state.Session.Rulebook.SaysWords(result):
			words = append(words, result)
		case !strings.HasPrefix(result, "rank"):
			figures = append(figures, result, forms.state.Session.Rulebook.ResultTable(result))
		}
	}
	if len(lists) == 0 || len(words) == 0 || !slices.Contains(figures, "firms") {
		t.Fatalf("the rules have the lists %v, words %v and figures %v", lists, words, figures)
	}
	for _, name := range slices.Concat(lists, words, []string{"rank", "no-such"}) {
		if code := may(forms, name); code != onair.RefusedEmpty {
			t.Errorf("by %q: %q", name, code)
		}
	}
	for _, name := range []string{"", "score", "firms", "企业均分"} {
		if code := may(forms, name); code != "" {
			t.Errorf("by %q: %q", name, code)
		}
	}
	if code := may(windows, "nobody"); code != onair.RefusedEmpty {
		t.Errorf("of windows by a name that there is not: %q", code)
	}
}
