package voting_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"pingyi/voting"
)

// soundBands says in a word what a score is; carelessBands do too, and were accepted
// once: one label has a character that nobody sees, nobody gets to the second band, and
// a figure from 60 to 70 is in none.
const (
	soundBands    = `{"label":"好","at_least":70},{"label":"差","otherwise":true}`
	carelessBands = `{"label":"好\u200b","at_least":70},{"label":"很好","at_least":90},{"label":"差","below":60}`
)

func withBands(t failer, bands string) []byte {
	text := changedTwo(t, `"first": "high"}],`, `"first": "high"}, {"name":"等次","do":"bands","of":"得分","bands":[`+bands+`]}],`)
	return []byte(strings.Replace(text, `"rank": "名次"}`, `"rank": "名次", "word": "等次"}`, 1))
}

// TestALogThatExistsIsAlwaysRead folds one whose rulebook would not be accepted today.
func TestALogThatExistsIsAlwaysRead(t *testing.T) {
	t.Parallel()
	rb, err := voting.ParseRulebook(withBands(t, soundBands))
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	session := smallSession(t)
	session.Rulebook, session.Roster = rb, session.Roster[:1]
	w.must(voting.CreateSession{Act: w.act(), Session: session})
	w.write(&voting.SessionPublished{RulebookHash: rb.Hash()})
	w.must(voting.StageItem{Act: w.act(), Item: 1})
	w.must(voting.OpenItem{Act: w.act(), Item: 1, Deadline: w.now + 30})
	for card := range byte(2) {
		for category := range voting.CategoryID(2) {
			w.write(&voting.BallotCast{Item: 1, Run: 1, Category: category, Tag: voting.Tag{card, byte(category)}, Marks: voting.Marks([]byte{0})})
		}
	}
	w.must(voting.CloseItem{Act: w.act(), Item: 1})

	old, err := voting.KeptRulebook(withBands(t, carelessBands))
	if err != nil {
		t.Fatalf("a rulebook that was accepted once is read: %v", err)
	}
	if text, err := json.Marshal(old); err != nil || !bytes.Contains(text, []byte(carelessBands)) {
		t.Fatalf("it is written back as %s, %v", text, err)
	}
	for i, record := range w.log {
		record = bytes.ReplaceAll(record, []byte(soundBands), []byte(carelessBands))
		w.log[i] = bytes.ReplaceAll(record, []byte(rb.Hash()), []byte(old.Hash()))
	}
	if bytes.Contains(bytes.Join(w.log, nil), []byte(soundBands)) || old.Hash() == rb.Hash() {
		t.Fatal("the log still has the rulebook of today")
	}
	row := replay(t, w.log).Board(voting.PhaseClosed)[0]
	if row.Score.Text != "100.00" || row.Rank != 1 || len(row.Named) != 1 || row.Named[0].Cell.Text != "好\u200b" {
		t.Errorf("the log comes to %+v", row)
	}
}

// TestWhatALogMayHoldIsStillRefusedWhereARulebookComesIn tells where, why and what to write.
func TestWhatALogMayHoldIsStillRefusedWhereARulebookComesIn(t *testing.T) {
	t.Parallel()
	for bands, want := range map[string]string{
		carelessBands: `steps[3].bands[0].label: there is a character that nobody can see, U+200B. Write "好"`,
		`{"label":"好","at_least":70},{"label":"很好","at_least":90},{"label":"差","otherwise":true}`: `steps[3].bands[1]: nobody gets here: who fits is in a band before, or nobody fits. Put the bands with the higher bound first for at_least, or mend the bounds`,
		`{"label":"好","at_least":70},{"label":"差","below":60}`:                                    `steps[3].bands: a figure of 60 is in no band. Let the bands meet, or write a last one with "otherwise": true`,
	} {
		var problems voting.RulebookProblems
		if _, err := voting.ParseRulebook(withBands(t, bands)); !errors.As(err, &problems) || !strings.Contains(problems.Error(), want) {
			t.Errorf("%s\nis answered with %v\nwant %s", bands, err, want)
		}
		if _, err := voting.KeptRulebook(withBands(t, bands)); err != nil {
			t.Errorf("%s\nis not read where it was voted by: %v", bands, err)
		}
	}
	for _, contradiction := range []string{
		`{"label":"好","at_least":70,"when":[{"table":"得分","above":80},{"table":"得分","below":75}]},{"label":"差","otherwise":true}`,
		`{"label":"好","otherwise":true}]},{"name":"少","do":"trim","of":"得分","over":"unit","inside":"all","high":0,"low":0,"least":2,"below_least":"leave all"},{"name":"又","do":"bands","of":"得分","bands":[{"label":"好","otherwise":true}`,
		`{"label":"好","otherwise":true}]},{"name":"加","do":"bonus","of":"得分","add":["得分"],"at_most":-1},{"name":"又","do":"bands","of":"得分","bands":[{"label":"好","otherwise":true}`,
		`{"label":"好","otherwise":true}]},{"name":"留","do":"only","of":"得分","only_if":[{"table":"得分","below":75,"at_least":80}]},{"name":"又","do":"bands","of":"得分","bands":[{"label":"好","otherwise":true}`,
		`{"label":"好","otherwise":true}]},{"name":"列","do":"cut","of":"得分","inside":"class","first":"high","take":{"甲":0},"tied_at_the_cut":"expand"},{"name":"又","do":"bands","of":"得分","bands":[{"label":"好","otherwise":true}`,
		`{"label":"好","otherwise":true}]},{"name":"列","do":"cut","of":"得分","inside":"class","first":"high","take_percent":0,"fraction":"round up","tied_at_the_cut":"expand"},{"name":"又","do":"bands","of":"得分","bands":[{"label":"好","otherwise":true}`,
		`{"label":"好","otherwise":true}]},{"name":"率","do":"share","of":"marks","grades":"each","base":"all marks","round":{"places":2,"mode":"half up"}},{"name":"满","do":"fill to 100","of":"率","over":"grade","by":"residual","round":{"places":2,"mode":"half up"}},{"name":"又","do":"bands","of":"得分","bands":[{"label":"好","otherwise":true}`,
		`{"label":"好","otherwise":true}]},{"name":"又","do":"bands","of":"得分","note":5,"bands":[{"label":"好","otherwise":true}`,
		`{"label":"好","otherwise":true}]},{"name":"列","do":"cut","of":"得分","inside":"all","first":"high","take":1,"tied_at_the_cut":"expand","ties":["lot"]},{"name":"又","do":"bands","of":"得分","bands":[{"label":"好","otherwise":true}`,
		`{"label":"好","otherwise":true}]},{"name":"列","do":"cut","of":"得分","inside":"all","first":"high","take":1,"tied_at_the_cut":"break","ties":["re-vote","lot","re-vote"]},{"name":"又","do":"bands","of":"得分","bands":[{"label":"好","otherwise":true}`,
		`{"label":"好","otherwise":true}]},{"name":"列","do":"cut","of":"得分","inside":"all","first":"high","take":1,"tied_at_the_cut":"re-vote","ties":["lot"]},{"name":"又","do":"bands","of":"得分","bands":[{"label":"好","otherwise":true}`,
		`{"label":"好","otherwise":true}]},{"name":"列","do":"cut","of":"得分","inside":"all","first":"high","take":1,"tied_at_the_cut":"break","ties":[{"by":"得分","first":"high"},"lot"]},{"name":"又","do":"bands","of":"得分","bands":[{"label":"好","otherwise":true}`,
		`{"label":"好","at_least":70,"above":60},{"label":"差","otherwise":true}`,
		`{"label":"好","otherwise":true}]},{"name":"列","do":"cut","of":"得分","inside":"all","first":"high","take":1,"tied_at_the_cut":"expand","not_on":["得分"]},{"name":"又","do":"bands","of":"得分","bands":[{"label":"好","otherwise":true}`,
	} {
		if _, err := voting.ParseRulebook(withBands(t, contradiction)); err == nil {
			t.Errorf("%s\nis accepted", contradiction)
		}
		if _, err := voting.KeptRulebook(withBands(t, contradiction)); err != nil {
			t.Errorf("%s\nis not read where it was voted by: %v", contradiction, err)
		}
	}
	twice := withBands(t, `{"label":"好\u200b","at_least":70},{"label":"好\u200b","otherwise":true}`)
	if _, err := voting.KeptRulebook(twice); err == nil || !strings.Contains(err.Error(), "is there twice") {
		t.Errorf("two bands of one name are answered with %v", err)
	}
}

// TestWeightsThatNobodyReadsAreRefusedWhereARulebookComesInOnly: a sheet would print them beside a
// plain mean.
func TestWeightsThatNobodyReadsAreRefusedWhereARulebookComesInOnly(t *testing.T) {
	t.Parallel()
	text := []byte(changedTwo(t, `"do": "weighted mean"`, `"do": "mean"`))
	if _, err := voting.ParseRulebook(text); err == nil || !strings.HasPrefix(err.Error(), "categories[0].weight: ") {
		t.Errorf("it is answered with %v", err)
	}
	if _, err := voting.KeptRulebook(text); err != nil {
		t.Errorf("it is not read where it was voted by: %v", err)
	}
}
