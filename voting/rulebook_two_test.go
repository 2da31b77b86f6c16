package voting_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"pingyi/voting"
	"pingyi/voting/count"
)

// versionTwo says what the rulebook of the windows says, in steps.
const versionTwo = `{
 "rulebook": 2, "title": "办法", "mode": "stage", "secrecy": "secret",
 "ballot": {"sheet": "one unit", "grades": [
  {"label": "满意", "points": 100}, {"label": "基本满意", "points": 80}, {"label": "不满意", "points": 30.0},
  {"label": "不了解", "in_base": false}]},
 "categories": [{"label": "人大代表", "seats": 60, "weight": 30}, {"label": "<企业>代表", "weight": 70}],
 "steps": [
  {"name": "类内平均", "do": "mean", "of": "marks"},
  {"name": "得分", "do": "weighted mean", "of": "类内平均", "over": "category", "missing": "renormalise",
   "round": {"places": 2, "mode": "half up"}},
  {"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}],
 "result": {"score": "得分", "rank": "名次"}}`

func changedTwo(t failer, old, now string) string {
	t.Helper()
	if !strings.Contains(versionTwo, old) {
		t.Fatalf("the rulebook has no %q", old)
	}
	return strings.Replace(versionTwo, old, now, 1)
}

func TestARulebookOfStepsCountsASession(t *testing.T) {
	t.Parallel()
	rb, err := voting.ParseRulebook([]byte(versionTwo))
	if err != nil {
		t.Fatal(err)
	}
	if rb.Secrecy != voting.Secret || rb.Reveal != voting.RevealLive || rb.FirstOnly || rb.Recuses() || rb.Categories[0].Seats != 60 {
		t.Errorf("read as %+v", rb)
	}
	tally := voting.NewTally(2, 1, 4)
	copy(tally.Counts[0][0], []int{3, 1, 0, 5})
	copy(tally.Counts[1][0], []int{1, 0, 1, 0})
	row := boardOf(t, rb, nil, tally)[0]
	if row.Score.Text != "74.00" || row.Rank != 1 || row.RankInClass != 0 {
		t.Errorf("95 and 65 by 30 and 70 make %s, rank %d, in class %d", row.Score.Text, row.Rank, row.RankInClass)
	}
}

// The record holds the text as it was written, whatever spaces it had; the hash is
// that of its canonical form.
func TestARulebookOfStepsIsWrittenBackAsItWasRead(t *testing.T) {
	t.Parallel()
	rb, err := voting.ParseRulebook([]byte("\xef\xbb\xbf" + versionTwo))
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	session := smallSession(t)
	session.Rulebook, session.Roster = rb, session.Roster[:1]
	w.must(voting.CreateSession{Act: w.act(), Session: session}) // reads every record back
	w.wantReplay()
	if !strings.Contains(string(w.log[0]), `"points":30.0},{"label":"不了解"`) {
		t.Errorf("the record is %s", w.log[0])
	}
	book, err := count.Parse([]byte(versionTwo))
	if err != nil {
		t.Fatal(err)
	}
	if rb.Hash() != book.Hash() || string(rb.Canonical()) != string(book.Canonical()) {
		t.Errorf("the session publishes %s, the engine says %s", rb.Hash(), book.Hash())
	}
	var blank voting.Rulebook
	if text, err := json.Marshal(blank); err != nil || string(text) != "null" {
		t.Errorf("no rulebook is written as %s, %v", text, err)
	}
}

// What can be counted by cannot always be held a session by; the refusal names
// the path in the text, and the mend.
func TestARulebookThatNoSessionCanFollowIsRefusedByItsPath(t *testing.T) {
	t.Parallel()
	const results = `"result": {"score": "得分", "rank": "名次"`
	rank := `{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}`
	for _, c := range []struct{ old, now, want string }{
		{`"one unit"`, `"all units"`, ""},
		{`"mode": "stage"`, `"mode": "self-paced"`, "mode:"},
		{`"secrecy": "secret",`, ``, "secrecy:"},
		{`"grades": [`, `"patterns": [{"void_if_all": "满意"}], "grades": [`, ""},
		{`"sheet"`, `"choose": [{"list": "best", "at_most": 3}], "over_vote": "void ballot", "sheet"`, "ballot.choose:"},
		{results, `"imported": [{"name": "网络", "axes": ["unit"]}], ` + results + `, "online": "网络"`, ""},
		{results, `"imported": [{"name": "场次系数", "axes": ["session"]}], ` + results + `, "factor": "场次系数"`, "imported:"},
		{`"style": "1224"`, `"style": "average"`, "result.rank:"},
		{`"rank": "名次"`, `"rank": "得分", "place": "名次"`, "result.rank:"},
		{`"rank": "名次"`, `"place": "名次"`, "result.rank:"},
		{`{"score": "得分"`, `{"score": "类内平均"`, "result.score:"},
		{rank + "],\n " + results, rank + `, {"name": "类", "do": "rank", "of": "得分", "inside": "class", "style": "average", "first": "high"}], ` + results + `, "average": "类"`, ""},
		{`"rank": "名次"`, `"rank": "名次", "rank in class": "得分"`, "result.rank in class:"},
		{`"one unit"`, `"one units"`, "ballot.sheet:"},
	} {
		_, err := voting.ParseRulebook([]byte(changedTwo(t, c.old, c.now)))
		var problems count.Problems
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s instead of %s: %v", c.now, c.old, err)
		case c.want != "" && (!errors.As(err, &problems) || !strings.Contains("\n"+err.Error(), "\n"+c.want)):
			t.Errorf("%s instead of %s: the error does not name %s: %v", c.now, c.old, c.want, err)
		}
	}
}

// Where the rulebook forbids to go on, the board says so and makes nothing up.
func TestABoardSaysWhyTheRulebookRefuses(t *testing.T) {
	t.Parallel()
	rb, err := voting.ParseRulebook([]byte(changedTwo(t, `"renormalise"`, `"refuse"`)))
	if err != nil {
		t.Fatal(err)
	}
	tally := voting.NewTally(2, 1, 4)
	tally.Counts[0][0][0] = 7
	row := boardOf(t, rb, nil, tally)[0]
	if row.Score.Has() || row.Rank != 0 || !strings.Contains(row.Refused, "<企业>代表") {
		t.Errorf("the row is %+v", row)
	}
}

// Version 1 left it to the program which ballot of one card counts, and when a
// tally may be seen; what a session does then is written into its record.
func TestAnOldRulebookSaysInTheRecordWhatItLeftOut(t *testing.T) {
	t.Parallel()
	said := `"one_vote": "last before the close counts",`
	rb, err := voting.ParseRulebook(change(t, said, ""))
	if err != nil {
		t.Fatal(err)
	}
	text, _ := json.Marshal(rb)
	if !strings.Contains(string(text), `"one_vote":"last before the close counts","reveal":"live"`) || rb.FirstOnly || rb.Hash() != mustRulebook(t).Hash() {
		t.Errorf("the record says %s", text)
	}
}
