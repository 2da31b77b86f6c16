package app

import (
	"net/http"
	"strings"
	"testing"
)

// stepsRulebook says in steps what the desk's rulebook says in sentences.
const stepsRulebook = `{"rulebook":2,"title":"窗口评议","secrecy":"secret","reveal":"revealed",
"recusal":"a representative whose employer is the unit's department has no row for it",
"ballot":{"sheet":"one unit","grades":[{"label":"满意","points":100},{"label":"不满意","points":30},{"label":"不了解","in_base":false}]},
"categories":[{"label":"企业代表","seats":10,"weight":60},{"label":"居民代表","seats":10,"weight":40}],
"steps":[{"name":"类内平均","do":"mean","of":"marks"},
{"name":"得分","do":"weighted mean","of":"类内平均","over":"category","missing":"renormalise","round":{"places":1,"mode":"half up"}},
{"name":"名次","do":"rank","of":"得分","inside":"all","style":"1224","first":"high"}],
"result":{"score":"得分","rank":"名次"}}`

// TestSessionIsHeldByARulebookOfSteps: what its steps come to is the result, and
// where they forbid to go on the page says so.
func TestSessionIsHeldByARulebookOfSteps(t *testing.T) {
	for missing, want := range map[string]string{"renormalise": `>100.0</a></strong>`, "refuse": "按评分办法不能计分"} {
		t.Run(missing, func(t *testing.T) {
			p := servePlace(t, nil)
			p.desk = p.organizer()
			answer := p.desk.upload("application/json", map[string]string{
				"units": deskUnits, "roster": phoneRoster(), "rulebook": strings.Replace(stepsRulebook, "renormalise", missing, 1), "rehearsal": "1",
			})
			var made struct{ ID string }
			answer.json(t, &made)
			p.session = made.ID
			p.act(`{"act":"issue"}`, `{"act":"publish"}`)
			free, _ := p.cards()
			h := p.holding(free[0])
			p.act(stage1, open1)
			receiptOf(t, "the ballot", h.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")))
			p.act(close1, `{"act":"confirm","item":1}`, `{"act":"reveal","item":1}`)
			page := p.desk.page("/desk/s/" + p.session + "/results")
			if !strings.Contains(page.body, want) || !strings.Contains(page.body, "类内平均") {
				t.Errorf("the results do not say %s", want)
			}
		})
	}
}

// TestNoSessionIsHeldOnNumbers: scores of a jury are counted from files. Whoever would have a
// hall type them is told so when the session is made, with what to do instead; it never
// comes to be published.
func TestNoSessionIsHeldOnNumbers(t *testing.T) {
	organizer := loggedIn(t, deskServer(t), "zhang")
	const grades = `"grades":[{"label":"满意","points":100},{"label":"不满意","points":30},{"label":"不了解","in_base":false}]`
	for what, ballot := range map[string]string{
		"numbers alone":    `"numbers":{"from":0,"to":10,"step":0.5}`,
		"grade and number": `"numbers":{"from":0,"to":100,"step":1},"grades":[{"label":"好","from":60,"to":100},{"label":"差","from":0,"to":59}]`,
	} {
		fields := map[string]string{"units": deskUnits, "roster": deskRoster(), "rulebook": strings.Replace(stepsRulebook, grades, ballot, 1)}
		for accept, wants := range map[string][]string{
			html:      {"<code>ballot.numbers</code>", "场次只收等次票或选单位的票，不收打分票", "在别处打的分，用 &#34;pingyi count&#34; 计算"},
			plainJSON: {`"value":"ballot.numbers"`, "场次只收等次票或选单位的票，不收打分票"},
		} {
			answer := organizer.upload(accept, fields)
			if answer.status != http.StatusBadRequest {
				t.Errorf("%s: status %d, want 400", what, answer.status)
			}
			wantsIn(t, what, answer.body, wants...)
		}
	}
}
