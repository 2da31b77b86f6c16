package app

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	stage1 = `{"act":"stage","item":1}`
	open1  = `{"act":"open","item":1,"seconds":600}`
	close1 = `{"act":"close","item":1}`
)

func TestBallotIsRefusedForWhatItIs(t *testing.T) {
	p := publishPlace(t, nil)
	free, recused := p.cards()
	h, own := p.holding(free[0]), p.holding(recused[0])
	p.act(stage1, open1)
	good := ballotJSON(1, 1, 1, "W1", "0")
	for what, c := range map[string]struct {
		body   string
		status int
		code   string
	}{
		"no JSON":             {"item=1", 400, "bad-request"},
		"nothing":             {"", 400, "bad-request"},
		"an unknown field":    {strings.Replace(good, "{", `{"card":"0001",`, 1), 400, "bad-request"},
		"a field twice":       {strings.Replace(good, "{", `{"item":2,`, 1), 400, "bad-request"},
		"no identifier":       {strings.Replace(good, `"ballot"`, `"unit"`, 1), 400, "bad-request"},
		"item 0":              {ballotJSON(1, 0, 1, "W1", "0"), 400, "bad-request"},
		"an unknown item":     {ballotJSON(1, 9, 1, "W1", "0"), 404, "item-unknown"},
		"the unit of another": {ballotJSON(1, 1, 1, "W2", "0"), 404, "item-unknown"},
		"an unknown grade":    {ballotJSON(1, 1, 1, "W1", "9"), 400, "marks-invalid"},
		"no grade at all":     {ballotJSON(1, 1, 1, "W1", "-"), 400, "marks-empty"},
		"no marks":            {ballotJSON(1, 1, 1, "W1", ""), 400, "marks-invalid"},
		"marks for two":       {ballotJSON(1, 1, 1, "W1", "00"), 400, "marks-invalid"},
		"another run":         {ballotJSON(1, 1, 2, "W1", "0"), 409, "item-run-changed"},
		"an item not yet on":  {ballotJSON(1, 2, 1, "W2", "0"), 409, "item-run-changed"},
		"17 kilobytes":        {good + strings.Repeat(" ", 17<<10), 413, "too-large"},
	} {
		h.jar.values["keep"] = "1" // a cookie that means nothing here
		wantRefusal(t, what, h.post("/v/ballot", c.body), c.status, c.code)
		p.clock.move(time.Second)
	}
	wantRefusal(t, "a compressed body", h.post("/v/ballot", good, "Content-Encoding", "gzip"), 400, "bad-request")
	wantRefusal(t, "one's own department", own.post("/v/ballot", good), 403, "recused")
	if m := meOf(t, own); !m.Recused || m.Item != 1 {
		t.Errorf("the recused phone is told %+v", m)
	}
	for name, headers := range map[string][]string{
		"a foreign page":               {"Origin", "https://elsewhere.example"},
		"a page of no origin":          {"Origin", "null"},
		"a frame of a foreign page":    {"Sec-Fetch-Site", "cross-site"},
		"a neighbour on the same site": {"Sec-Fetch-Site", "same-site", "Origin", p.base()},
	} {
		wantRefusal(t, name, h.post("/v/ballot", good, headers...), 403, "origin")
		wantRefusal(t, name, h.post("/v/redeem", `{"token":""}`, headers...), 403, "origin")
	}
	if counts := p.tally(1); slices.Max(counts) != 0 {
		t.Errorf("something of it counts: %v", counts)
	}
	receiptOf(t, "the good one", h.post("/v/ballot", good, "Origin", p.base(), "Sec-Fetch-Site", "same-origin"))
}

func TestCookieThatIsNotOursIsNoCard(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h := p.holding(free[0])
	genuine := h.jar.values["card"]
	p.act(stage1, open1)
	for name, cookie := range map[string]string{
		"none": "", "nonsense": "abc", "a changed letter": "x" + genuine[1:], "cut short": genuine[:len(genuine)-4],
		"another session": "20200101-abc" + genuine[strings.Index(genuine, "."):],
	} {
		h.jar.values["card"] = cookie
		wantRefusal(t, name, h.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")), 401, "no-card")
		wantRefusal(t, name, h.send("GET", "/v/me", ""), 401, "no-card")
	}
}

func TestBallotIsTakenWhileTheItemIsOpenAndNoLonger(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	one, two := p.holding(free[0]), p.holding(free[1])
	ballot := ballotJSON(1, 1, 1, "W1", "0")
	wantRefusal(t, "before the stage", one.post("/v/ballot", ballot), 409, "item-run-changed")
	p.act(stage1)
	wantRefusal(t, "on stage, before the opening", one.post("/v/ballot", ballot), 409, "item-not-open")
	p.act(open1)
	receipt := receiptOf(t, "while it is open", one.post("/v/ballot", ballot))
	p.act(close1)
	wantRefusal(t, "after the close", two.post("/v/ballot", ballotJSON(2, 1, 1, "W1", "0")), 409, "item-closed")
	if again := receiptOf(t, "the recorded one, sent again after the close", one.post("/v/ballot", ballot)); again != receipt {
		t.Errorf("its receipt was %s and is %s", receipt, again)
	}
	if m := meOf(t, one); m.Ballot == nil || m.Ballot.Receipt != receipt {
		t.Errorf("after the close the phone is told %+v", m)
	}
	p.act(`{"act":"void","item":1,"reason":"灯光故障"}`)
	wantRefusal(t, "after the run was set aside", two.post("/v/ballot", ballot), 409, "item-run-changed")
	p.act(stage1, open1)
	wantRefusal(t, "for the old run while the new one is open", one.post("/v/ballot", ballot), 409, "item-run-changed")
	receiptOf(t, "for the new run", one.post("/v/ballot", ballotJSON(1, 1, 2, "W1", "1")))
	p.act(close1, `{"act":"confirm","item":1}`)
	wantRefusal(t, "after the confirmation", two.post("/v/ballot", ballotJSON(3, 1, 2, "W1", "0")), 409, "item-closed")
	p.act(`{"act":"end"}`)
	wantRefusal(t, "after the evening", two.post("/v/ballot", ballotJSON(4, 1, 2, "W1", "0")), 409, "item-closed")
}

func TestOneBallotSentTwentyTimesAtOnceIsOneRecord(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h := p.holding(free[0])
	p.act(stage1, open1)
	records, _ := p.records()
	answers := make([]reply, 20)
	var crowd sync.WaitGroup
	for i := range answers {
		crowd.Go(func() { answers[i] = h.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "2")) })
	}
	crowd.Wait()
	receipt := receiptOf(t, "the first", answers[0])
	for i, a := range answers {
		if got := receiptOf(t, fmt.Sprint("answer ", i), a); got != receipt {
			t.Errorf("receipt %d is %s, the first was %s", i, got, receipt)
		}
	}
	if r, _ := p.records(); r != records+1 {
		t.Errorf("%d records", r-records)
	}
	if counts := p.tally(1); !slices.Equal(counts, []int{0, 0, 1}) {
		t.Errorf("counted %v", counts)
	}
}

func TestLastBallotOfACardCounts(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h, other := p.holding(free[0]), p.holding(free[1])
	p.act(stage1, open1)
	receipts := make(map[string]bool)
	for i, marks := range []string{"0", "1", "2", "1"} {
		receipts[receiptOf(t, marks, h.post("/v/ballot", ballotJSON(i+1, 1, 1, "W1", marks)))] = true
	}
	receiptOf(t, "another card, with the same identifier", other.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")))
	if counts := p.tally(1); len(receipts) != 4 || !slices.Equal(counts, []int{1, 1, 0}) {
		t.Errorf("%d receipts, counted %v", len(receipts), counts)
	}
	late := receiptOf(t, "the first one, sent again late", h.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")))
	if counts := p.tally(1); !receipts[late] || !slices.Equal(counts, []int{1, 1, 0}) {
		t.Errorf("a late resend counts: %v", counts)
	}
	wantRefusal(t, "a used identifier with other marks", h.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "2")), 400, "marks-invalid")
}

// TestVotingWithoutScript is the way of a phone that runs no script: two forms.
func TestVotingWithoutScript(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h := p.handset()
	if wrong := h.form("/v/redeem", url.Values{"code": {"AAAA BBBB CCCC DDDD"}}); wrong.status != http.StatusSeeOther || wrong.location != "/v" {
		t.Fatalf("a wrong code: status %d to %q", wrong.status, wrong.location)
	}
	if page := h.page("/v"); !strings.Contains(page.body, "没有这张评议证") {
		t.Error("the page does not say that there is no such card")
	}
	if page := h.page("/v"); strings.Contains(page.body, "没有这张评议证") {
		t.Error("the page says it twice")
	}
	if right := h.form("/v/redeem", url.Values{"code": {free[0].Token}}); right.status != http.StatusSeeOther || h.jar.values["card"] == "" {
		t.Fatalf("the right code: status %d, cookies %v", right.status, h.jar.values)
	}
	p.act(stage1, open1)
	page := h.page("/v")
	for _, part := range []string{`name="item" value="1"`, `name="run" value="1"`, `name="unit" value="W1"`, `name="marks" value="1"`} {
		if !strings.Contains(page.body, part) {
			t.Errorf("the form lacks %s", part)
		}
	}
	vote := url.Values{"item": {"1"}, "run": {"1"}, "unit": {"W1"}, "marks": {"1"}}
	if sent := h.form("/v/ballot", vote); sent.status != http.StatusSeeOther || sent.location != "/v" {
		t.Fatalf("voting: status %d to %q", sent.status, sent.location)
	}
	receipt := meOf(t, h).Ballot.Receipt
	page = h.page("/v")
	short := strings.ToUpper(receipt[:4] + " " + receipt[4:8])
	if !strings.Contains(page.body, "已记录") || !strings.Contains(page.body, short) {
		t.Errorf("the page does not say 已记录 with %s", short)
	}
	if page.header.Get("Etag") != "" || strings.Contains(h.page("/v").body, short) {
		t.Error("the receipt is on the page that all share, or stays there")
	}
	p.act(close1)
	h.form("/v/ballot", url.Values{"item": {"1"}, "run": {"1"}, "unit": {"W1"}, "marks": {"0"}})
	if page := h.page("/v"); !strings.Contains(page.body, "投票已截止") || strings.Contains(page.body, "已记录</p>") {
		t.Error("the page does not say that voting is over")
	}
	if counts := p.tally(1); !slices.Equal(counts, []int{0, 1, 0}) {
		t.Errorf("counted %v", counts)
	}
}

func TestFormOfANewPhoneAsksBeforeItTakesOver(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	p.holding(free[0])
	h := p.handset()
	h.form("/v/redeem", url.Values{"code": {free[0].Token}})
	if page := h.page("/v"); h.jar.values["card"] != "" || !strings.Contains(page.body, `name="take_over"`) {
		t.Error("the page does not offer to go on here")
	}
	h.form("/v/redeem", url.Values{"code": {free[0].Token}, "take_over": {"1"}})
	if meOf(t, h).Card.State != "ok" {
		t.Error("the card did not come to this phone")
	}
}

// burst is how many ballots a card may send after a rest.
const burst = 20

func TestOneCardCannotFloodTheLog(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	flooder, neighbour := p.holding(free[0]), p.holding(free[1])
	p.act(stage1, open1)
	records, _ := p.records()
	for i := range burst {
		receiptOf(t, fmt.Sprint("ballot ", i), flooder.post("/v/ballot", ballotJSON(i+1, 1, 1, "W1", "0")))
	}
	for i := range 100 {
		wantRefusal(t, "a ballot too many", flooder.post("/v/ballot", ballotJSON(100+i, 1, 1, "W1", "1")), 429, "too-many")
	}
	receiptOf(t, "a neighbour", neighbour.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")))
	p.clock.move(100 * time.Millisecond)
	receiptOf(t, "a tenth of a second later", flooder.post("/v/ballot", ballotJSON(300, 1, 1, "W1", "1")))
	flooder.form("/v/ballot", url.Values{"item": {"1"}, "run": {"1"}, "unit": {"W1"}, "marks": {"2"}})
	if page := flooder.page("/v"); !strings.Contains(page.body, "次数过多") {
		t.Error("a form too many is not told so")
	}
	if r, _ := p.records(); r != records+burst+2 {
		t.Errorf("%d records", r-records)
	}
	if answer := flooder.redeem(free[0].Token, false); answer.status != http.StatusOK {
		t.Errorf("scanning the card again: status %d", answer.status)
	}
	wander := func(i int) reply { return p.handset().redeem(free[2].Token, i > 0) }
	for i := range burst {
		if answer := wander(i); answer.status != http.StatusOK {
			t.Fatalf("move %d: status %d %s", i, answer.status, answer.body)
		}
	}
	wantRefusal(t, "a card that wanders from phone to phone", wander(burst), 429, "too-many")
}
