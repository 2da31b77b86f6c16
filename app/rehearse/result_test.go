package rehearse_test

import (
	"strings"
	"testing"

	"pingyi/app/rehearse"
)

const onlineRules = `{"rulebook": 2, "title": "评选", "secrecy": "secret", "ballot": {"sheet": "one unit", "grades": [{"label": "满意", "points": 100}, {"label": "不满意", "points": 0}]},
"categories": [{"label": "代表", "weight": 1}], "imported": [{"name": "网络得票", "axes": ["unit"]}],
"steps": [{"name": "得分", "do": "share of top", "of": "网络得票", "inside": "all", "points": 100, "round": {"places": 2, "mode": "half up"}},
{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}], "result": {"score": "得分", "rank": "名次"}}`

// Votes that were cast elsewhere come over HTTP from the file that a website gives
// out, and the result goes on to its announcement.
func TestDeskEntersFiguresAndAnnouncesTheResult(t *testing.T) {
	desk, _ := startServer(t)
	if err := desk.Create([]rehearse.Upload{
		{Field: "units", Name: "units.csv", Body: []byte("编号,单位\nB01,税务所\nB02,派出所\n")},
		{Field: "roster", Name: "roster.csv", Body: []byte("代表证号,代表类别\nM1,代表\n")},
		{Field: "rulebook", Name: "rulebook.json", Body: []byte(onlineRules)},
	}); err != nil {
		t.Fatal(err)
	}
	acts := []rehearse.Act{{Act: "issue"}, {Act: "publish"}}
	for item := 1; item <= 2; item++ {
		for _, act := range []string{"stage", "open", "close", "confirm", "reveal"} {
			acts = append(acts, rehearse.Act{Act: act, Item: item, Seconds: 60})
		}
	}
	counts := rehearse.Upload{Name: "online-counts.csv", Body: []byte("\uFEFF编号,网络得票\nB01,57986\nB02,28993\n")}
	if err := desk.All(acts...); err != nil {
		t.Fatal(err)
	}
	if err := desk.Enter("", "", counts); err == nil || !strings.Contains(err.Error(), "source-missing") {
		t.Errorf("without a source: %v", err)
	}
	if err := desk.Enter("网络得票", "评选网站，11月26日22时", counts); err != nil {
		t.Fatal(err)
	}
	if err := desk.All(rehearse.Act{Act: "end"}, rehearse.Act{Act: "confirm-result"}, rehearse.Act{Act: "announce"}); err != nil {
		t.Fatal(err)
	}
	r, err := desk.Results()
	if err != nil || len(r.Units) != 2 || r.Units[0].Score != "100.00" || r.Units[1].Score != "50.00" {
		t.Errorf("the result is %+v, %v", r.Units, err)
	}
}
