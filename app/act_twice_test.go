package app

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"pingyi/voting"
)

// A script whose answer was lost sends its act again. Most acts are refused the
// second time by what they are; these two would do more.
func TestActThatWouldDoMoreTheSecondTimeNeedsItsRevision(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	p.act(stage1, open1)
	deadline := func() (at int64) {
		if err := p.live().Look(func(s *voting.State) { at = s.Item(1).Deadline }); err != nil {
			t.Fatal(err)
		}
		return at
	}
	before := deadline()
	for what, act := range map[string]string{
		"an extension":  `{"act":"extend","item":1,"seconds":15%s}`,
		"a replacement": fmt.Sprintf(`{"act":"reissue-card","card":%q,"reason":"遗失"%%s}`, free[0].Number),
	} {
		wantRefusal(t, what+" of no picture", p.desk.act(p.session, fmt.Sprintf(act, "")), 400, "bad-request")
		_, revision := p.records()
		act = fmt.Sprintf(act, fmt.Sprintf(`,"revision":%d`, revision))
		if answer := p.desk.act(p.session, act); answer.status != http.StatusOK {
			t.Fatalf("%s: status %d %s", what, answer.status, answer.body)
		}
		records, _ := p.records()
		wantRefusal(t, what+" sent again", p.desk.act(p.session, act), 409, "stale")
		if again, _ := p.records(); again != records {
			t.Errorf("%s sent again made %d records", what, again-records)
		}
	}
	if after := deadline(); after != before+15 {
		t.Errorf("the deadline moved by %d seconds", after-before)
	}
	if form := p.desk.form("/desk/s/"+p.session+"/act", url.Values{"act": {"extend"}, "item": {"1"}, "seconds": {"15"}}); form.status != http.StatusBadRequest {
		t.Errorf("a form without a revision: status %d", form.status)
	}
}
