package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/display"
	"pingyi/voting"
)

// turnRules make two lists, the second without those on the first; one ballot leaves ten level on each.
const turnRules = `{"rulebook": 2, "title": "先后", "mode": "self-paced", "secrecy": "secret",
"ballot": {"sheet": "all units", "over_vote": "void ballot", "choose": [{"list": "优", "at_most": 10}, {"list": "差", "at_most": 10}]},
"imported": [{"name": "网络得票", "axes": ["unit"]}],
"steps": [{"name": "得分", "do": "share", "of": "ticks", "list": "优", "base": "valid", "round": {"places": 2, "mode": "half up"}},
{"name": "差评", "do": "share", "of": "ticks", "list": "差", "base": "valid", "round": {"places": 2, "mode": "half up"}},
{"name": "合计", "do": "sum", "parts": ["差评", "网络得票"], "missing": "zero", "round": {"places": 2, "mode": "half up"}},
{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"},
{"name": "十佳", "do": "cut", "of": "得分", "inside": "all", "first": "high", "take": 1, "tied_at_the_cut": "break", "ties": ["lot"]},
{"name": "十差", "do": "cut", "of": "差评", "inside": "all", "first": "high", "take": 1, "tied_at_the_cut": "re-vote", "not_on": ["十佳"]}],
"result": {"score": "得分", "rank": "名次", "sum": "合计", "best": "十佳", "worst": "十差"}}`

// TestAListAsksForNoFreshVoteBeforeTheListThatItRestsOnIsDecided: who is drawn for the first may change who is level on the
// second. It is entered for neither page nor record before, and both recounts say so, each result by its own format.
func TestAListAsksForNoFreshVoteBeforeTheListThatItRestsOnIsDecided(t *testing.T) {
	t.Parallel()
	log := chosenUnder(t, []byte(turnRules), 1)
	whole := bundled(t, scrutineers, log)
	_, state := asked(t, whole)
	steps := func() (all []string) {
		for _, tie := range display.ResultsOf(state).Pending {
			all = append(all, tie.Step)
		}
		return all
	}
	if got := strings.Join(steps(), " "); got != "十佳" {
		t.Errorf("at first ties wait of %s", got)
	}
	later := state.OutcomeOf(1).Tied[1]
	enter := voting.EnterDecision{Act: voting.Act{By: "张", Role: voting.Organizer, At: 20}, Step: "十差", Kind: "re-vote", Order: later.Units, Author: "监票人", Record: "记录"}
	if _, err := voting.Decide(state, enter); err == nil || !strings.Contains(err.Error(), "tie-unknown") {
		t.Errorf("a fresh vote for the second list is answered with %v", err)
	}
	for lang, want := range map[string]string{"zh": "所依据的定下以后还并列的，才由再投或抽签分出先后，此前都不列入；这份名单未定：所依据的“十佳”还在等抽签", "en": "that is settled on which it rests a fresh vote or a lot has to tell apart"} {
		if _, out, problems := say(t, "", "explain", "--lang", lang, "--of", "十差 "+string(later.Units[0]), log); !strings.Contains(out, want) {
			t.Errorf("%s: it does not say %q:\n%s%s", lang, want, out, problems)
		}
	}
	both, err := json.MarshalIndent(display.ResultsIn(state, 1, 6), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(filepath.Join(whole, "result.json"))
	if err != nil {
		t.Fatal(err)
	}
	pending := func(text string) string {
		_, text, _ = strings.Cut(text, `"pending": [`)
		text, _, _ = strings.Cut(text, "\n ],")
		return text
	}
	longer := strings.Replace(string(body), pending(string(body)), pending(string(both)), 1)
	for _, c := range []struct {
		format, text string
		sound        bool
	}{{"7", string(body), true}, {"7", longer, false}, {"6", longer, true}, {"6", string(body), false}} {
		folder := copied(t, whole)
		if err := os.WriteFile(filepath.Join(folder, "result.json"), []byte(strings.Replace(c.text, `"format": 7`, `"format": `+c.format, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		sums(t, folder)
		if status, out, problems := say(t, "", "verify", "-lang", "en", folder); (status == 0) != c.sound || !c.sound && !strings.Contains(out, "pending") {
			t.Errorf("format %s, sound %t: status %d\n%s%s", c.format, c.sound, status, out, problems)
		}
		if status, out := python(t, folder); (status == 0) != c.sound || !c.sound && !strings.Contains(out, "pending") {
			t.Errorf("format %s, sound %t: the script ends with %d\n%s", c.format, c.sound, status, out)
		}
	}
	first := state.OutcomeOf(1).Ties[0]
	enter.Step, enter.Kind, enter.Order = first.Step, first.Kind, first.Units
	events, err := voting.Decide(state, enter)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(steps(), " "); got != "十差" {
		t.Errorf("after the draw ties wait of %s", got)
	}
}
