package desk

import (
	"regexp"
	"strings"
	"testing"

	"pingyi/display"
	"pingyi/static"
	"pingyi/voting"
)

var (
	saidKey  = regexp.MustCompile(`\.T "([a-z.-]+)"`)
	builtKey = regexp.MustCompile(`\.T \(print "([a-z.-]+)" `)
)

func TestDeskHasEveryWordInBothLanguages(t *testing.T) {
	site, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	chinese, english := site.Words("zh-CN"), site.Words("en")
	for key := range chinese {
		if strings.HasPrefix(key, "desk.") && english[key] == "" {
			t.Errorf("no English for %s", key)
		}
	}
	for key := range english {
		if strings.HasPrefix(key, "desk.") && chinese[key] == "" {
			t.Errorf("no Chinese for %s", key)
		}
	}
	files := []string{"parts"}
	for page, own := range pageFiles() {
		files = append(append(files, page), own...)
	}
	for _, name := range files {
		text, _, _ := site.File("desk/" + name + ".html")
		for _, found := range saidKey.FindAllStringSubmatch(string(text), -1) {
			if chinese["desk."+found[1]] == "" {
				t.Errorf("%s.html says %q, which has no words", name, found[1])
			}
		}
		for _, found := range builtKey.FindAllStringSubmatch(string(text), -1) {
			for _, ending := range endings(t, found[1]) {
				if chinese["desk."+found[1]+ending] == "" {
					t.Errorf("%s.html can say %q, which has no words", name, found[1]+ending)
				}
			}
		}
	}
}

// endings lists what the program can put behind a key that it builds.
func endings(t *testing.T, prefix string) []string {
	items := []string{"waiting", "on-stage", "open", "closed", "confirmed", "revealed", "void"}
	var scenes []string
	for _, scene := range voting.Scenes() {
		scenes = append(scenes, string(scene))
	}
	known := map[string][]string{
		"item.": items, "band.": append(items, "draft", "published", "ended"), "scene.": scenes,
		"session.": {"draft", "published", "running", "closed"}, "role.": {"organizer", "scrutineer"},
		"act.":     {"stage", "stage-again", "open", "close", "confirm", "reveal", "end"},
		"secrecy.": {"secret", "open"}, "reveal.": {"live", "closed", "revealed"}, "screens.": {"hall", "overlay"},
		"results.tie.": {"lot", "re-vote"}, "results.given.": {"lot", "re-vote"},
		"life.phase.": resultPhases(), "life.way.": resultPhases(), "life.tie.": {"lot", "re-vote"},
		"life.tie.hint.": {"lot", "re-vote"}, "life.tie.enter.": {"lot", "re-vote"}, "life.decided.": {"lot", "re-vote"},
		"life.hint.": resultSteps(), "life.sure.": resultSteps(), "life.do.": resultSteps(),
		"text.":             textsOf(),
		"explain.withheld.": {string(display.WithheldUnit), string(display.WithheldOthers)},
	}
	list, ok := known[prefix]
	if !ok {
		t.Errorf("a key is built from %q, which this test does not know", prefix)
	}
	return list
}

func textsOf() (all []string) {
	for _, of := range voting.TextsOf() {
		all = append(all, string(of))
	}
	return all
}

func resultPhases() []string {
	return []string{"preparing", "confirmed", "announced", "notice", "certified"}
}

// resultSteps are the acts that bring a result on.
func resultSteps() []string { return []string{"confirm-result", "announce", "notice", "certify"} }

// TestWhatARulebookRefusesIsToldInTheLanguageOfThePage: a page does not mix the two.
func TestWhatARulebookRefusesIsToldInTheLanguageOfThePage(t *testing.T) {
	why := `step "得分": W1: there is no value for 日常, and the rulebook refuses to count without`
	if got := (deskPage{Lang: "en"}).Stopped(why); got != why {
		t.Errorf("in English it is %q", got)
	}
	if got, want := (deskPage{Lang: "zh-CN"}).Stopped(why), `步骤 "得分"：W1：日常没有数，而评分办法规定缺数不出结果`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
