package display

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"pingyi/tests/evenings"
	"pingyi/voting"
)

// seen is a frame without the numbers that every act moves.
func seen(s *voting.State, a Audience) string {
	s.Scene = voting.SceneBoard
	return regexp.MustCompile(`"(seq|revision)":[0-9]+,`).ReplaceAllString(string(Render(s, a, Setting{})), "")
}

// While a correction is prepared, and when it is confirmed, every picture stays
// what it was, byte for byte. With its announcement it is there.
func TestNoPictureShowsACorrectionBeforeItIsAnnounced(t *testing.T) {
	for _, a := range Audiences() {
		before := seen(evenings.State(t, "result", "result-certified", 1), a)
		for kind, n := range map[string]int{"result-corrected": 1, "figures-entered": 2, "unit-vetoed": 2, "result-confirmed": 2} {
			if now := seen(evenings.State(t, "result", kind, n), a); now != before {
				t.Errorf("audience %d sees after %s\n%s\nbefore it was\n%s", a, kind, now, before)
			}
		}
		if now := seen(evenings.State(t, "result", "result-announced", 2), a); a == Screen && (now == before || !strings.Contains(now, `"rank":1,"tie":false,"unit":"W001"`)) {
			t.Errorf("after the announcement the screens see\n%s", now)
		}
	}
}

// What is entered for the first version, and its confirmation, change no picture either.
// Its score rests on figures from elsewhere, and until it is announced no picture has one.
func TestNoPictureShowsWhatWasEnteredBeforeTheFirstAnnouncement(t *testing.T) {
	score := regexp.MustCompile(`"(score|rank|board)":`)
	for _, a := range Audiences() {
		ended := func(kind string, n int) *voting.State { // some of it is entered while the session runs
			s := evenings.State(t, "result", kind, n)
			s.Phase = voting.Ended
			return s
		}
		before := seen(ended("item-revealed", 2), a)
		if a != Phone && (!strings.Contains(before, `"awaits":true`) || score.MatchString(strings.Replace(before, `"score":"","rank":0,`, "", 1))) {
			t.Errorf("audience %d sees before the first announcement\n%s", a, before)
		}
		for kind, n := range map[string]int{"figures-entered": 1, "decision-entered": 1, "unit-vetoed": 1, "result-confirmed": 1} {
			if now := seen(ended(kind, n), a); now != before {
				t.Errorf("audience %d sees after %s\n%s\nbefore it was\n%s", a, kind, now, before)
			}
		}
		if now := seen(evenings.State(t, "result", "result-announced", 1), a); a == Screen && (now == before || !strings.Contains(now, `"unit":"W001"`)) {
			t.Errorf("after the announcement the screens see\n%s", now)
		}
	}
}

// The results that leave the house are of the announced version and do not mention
// a later one; those who work on the correction see it by its number.
func TestResultsAreOfTheAnnouncedVersion(t *testing.T) {
	s := evenings.State(t, "result", "result-confirmed", 2)
	out, err := json.Marshal(ResultsOf(s))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"89.5", "统计局来函", "更正函", "重大责任事故"} {
		if bytes.Contains(out, []byte(secret)) {
			t.Errorf("the results tell %q of a correction that was not announced:\n%s", secret, out)
		}
	}
	first, second := ResultsOf(s), ResultsOfVersion(s, 2)
	if first.Version != 1 || first.Phase != voting.VersionCertified || len(first.Versions) != 1 || first.Units[1].Rank != 1 || first.Sources[0].Source != "市统计局" {
		t.Errorf("given out is %+v", first)
	}
	if second.Version != 2 || second.Phase != voting.VersionConfirmed || len(second.Versions) != 2 || second.Units[1].Rank != 0 || second.Vetoes[0].Author != "市纪委监委" {
		t.Errorf("worked on is %+v", second)
	}
	if s := evenings.State(t, "result", "result-announced", 2); ResultsOf(s).Version != 2 {
		t.Errorf("announced is %+v", ResultsOf(s))
	}
}

// Beside the figures of a unit stand the cards that the close of its item found and
// the ballots; those of all items add up. What is outstanding is said.
func TestResultsSayHowManyCameAndWhatIsOutstanding(t *testing.T) {
	r := ResultsOf(evenings.State(t, "result", "item-revealed", 1))
	if u := r.Units[0]; r.Collected != 1 || r.Valid != 1 || r.Void != 0 || u.Issued != 2 || u.CheckedIn != 2 || u.Ballots != 1 || u.Valid != 1 || u.Void != 0 {
		t.Errorf("one item: %+v", r)
	}
	if len(r.Missing) != 1 || r.Missing[0] != "日常" || len(r.Left) != 1 || r.Left[0] != 2 {
		t.Errorf("outstanding: %+v", r)
	}
	r = ResultsOf(evenings.State(t, "result", "figures-entered", 1))
	if r.Collected != 2 || len(r.Missing) != 0 || len(r.Left) != 0 || len(r.Pending) != 1 || len(r.Pending[0].Units) != 2 || r.Pending[0].Kind != "lot" {
		t.Errorf("two items: %+v", r)
	}
}
