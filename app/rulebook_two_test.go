package app

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"pingyi/voting"
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

// stepsGrades is what is marked by the rulebook of steps.
const stepsGrades = `"grades":[{"label":"满意","points":100},{"label":"不满意","points":30},{"label":"不了解","in_base":false}]`

// TestSessionIsHeldOnAShortScale: a jury gives 0 to 10 points. Each number is a mark like a
// grade, the highest first, from the phone to the files.
func TestSessionIsHeldOnAShortScale(t *testing.T) {
	p := servePlace(t, nil)
	p.desk = p.organizer()
	var made struct{ ID string }
	p.desk.upload(plainJSON, map[string]string{
		"units": deskUnits, "roster": phoneRoster(), "rulebook": strings.Replace(stepsRulebook, stepsGrades, `"numbers":{"from":5,"to":10,"step":0.5}`, 1), "rehearsal": "1",
	}).json(t, &made)
	p.session = made.ID
	p.act(`{"act":"issue"}`, `{"act":"publish"}`)
	free, _ := p.cards()
	p.act(stage1, open1)
	for i, mark := range []string{"0", "3", "a", "3"} { // 10, 8.5, 5, 8.5
		receiptOf(t, mark, p.holding(free[i]).post("/v/ballot", ballotJSON(1, 1, 1, "W1", mark)))
	}
	last := p.holding(free[4])
	if refused := last.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "b")); refused.status != http.StatusBadRequest {
		t.Errorf("a mark below the scale: status %d", refused.status)
	}
	wantsIn(t, "the phone", last.page("/v").body, `value="0" required><span class="face">10<`, `value="3" required><span class="face">8.5<`, `value="a" required><span class="face">5<`)
	p.act(close1, `{"act":"confirm","item":1}`, `{"act":"reveal","item":1}`)
	r := p.desk.results(p.session, "")
	if u := r.Units[0]; u.Score != "8.0" || fmt.Sprint(u.ByGrade) != "[1 0 0 2 0 0 0 0 0 0 1]" || r.Grades[3] != "8.5" || r.Scale[3].Points != "17/2" {
		t.Errorf("the result is %+v by %v", u, r.Scale)
	}
	wantsIn(t, "the explanation", p.desk.page("/desk/s/"+p.session+"/explain?of=score&unit=W1").body, "8.5")
	if page := p.desk.page("/desk/s/" + p.session + "/results").body; !strings.Contains(page, "8.0</a></strong>") || !strings.Contains(page, "5 至 10，共 11 个分数可选") {
		t.Error("the page of the result has neither the score nor the scale")
	}
}

// TestASessionAsksForANumberOrSayNothingIsKnown: 不了解 stands behind the numbers, on the phone,
// on the page without a script, at the desk and in the files; it is a mark, and no mean counts it.
func TestASessionAsksForANumberOrSayNothingIsKnown(t *testing.T) {
	p := servePlace(t, nil)
	p.desk = p.organizer()
	ballot := `"numbers":{"from":0,"to":10,"step":1},"grades":[{"label":"不了解","in_base":false}]`
	var made struct{ ID string }
	p.desk.upload(plainJSON, map[string]string{
		"units": deskUnits, "roster": phoneRoster(), "rulebook": strings.Replace(stepsRulebook, stepsGrades, ballot, 1), "rehearsal": "1",
	}).json(t, &made)
	p.session = made.ID
	p.act(`{"act":"issue"}`, `{"act":"publish"}`)
	free, _ := p.cards()
	p.act(stage1, open1)
	for i, mark := range []string{"b", "2", "a", "b"} { // 不了解, 8, 0, 不了解
		receiptOf(t, mark, p.holding(free[i]).post("/v/ballot", ballotJSON(1, 1, 1, "W1", mark)))
	}
	last := p.holding(free[4])
	wantsIn(t, "the phone", last.page("/v").body, `value="0" required><span class="face">10<`, `value="a" required><span class="face">0<`, `value="b" required><span class="face">不了解<`)
	if refused := last.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "c")); refused.status != http.StatusBadRequest {
		t.Errorf("a mark behind the last: status %d", refused.status)
	}
	if sent := last.form("/v/ballot", url.Values{"item": {"1"}, "run": {"1"}, "unit": {"W1"}, "marks": {"b"}}); sent.status != http.StatusSeeOther || sent.location != "/v" {
		t.Errorf("the page without a script: status %d to %s", sent.status, sent.location)
	}
	p.act(close1, `{"act":"confirm","item":1}`, `{"act":"reveal","item":1}`)
	r := p.desk.results(p.session, "")
	if u := r.Units[0]; u.Score != "4.0" || fmt.Sprint(u.ByGrade) != "[0 0 1 0 0 0 0 0 0 0 1 3]" || r.Grades[11] != "不了解" || r.Scale[11].InBase || r.Scale[11].Points != "" {
		t.Errorf("the result is %+v by %v", u, r.Scale)
	}
	wantsIn(t, "the explanation", p.desk.page("/desk/s/"+p.session+"/explain?of=score&unit=W1").body, "不计入基数：不了解")
	wantsIn(t, "the page of the result", p.desk.page("/desk/s/"+p.session+"/results").body, "0 至 10，共 11 个分数可选", "不了解 不计入")
}

// The engine has the lowest number first and a session the highest, as the best grade is.
func TestTheHighestNumberOfAScaleIsItsFirstMark(t *testing.T) {
	rb, err := voting.ParseRulebook([]byte(strings.Replace(stepsRulebook, stepsGrades, `"numbers":{"from":-1,"to":1,"step":0.5}`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	labels := ""
	for _, grade := range rb.Grades {
		labels += grade.Label + " is " + grade.Points.FloatString(1) + ", "
	}
	if labels != "1 is 1.0, 0.5 is 0.5, 0 is 0.0, -0.5 is -0.5, -1 is -1.0, " {
		t.Errorf("the marks are %s", labels)
	}
}

// TestNoSessionIsHeldOnALongScale: whoever would have a hall type numbers, or a number beside
// a grade, is told so when the session is made, with what to do instead; it never comes to
// be published.
func TestNoSessionIsHeldOnALongScale(t *testing.T) {
	organizer := loggedIn(t, deskServer(t), "zhang")
	for ballot, wants := range map[string][]string{
		`"numbers":{"from":0,"to":100,"step":1}`:                                                                             {"可选的分数太多", "请加大间隔或缩小范围，最多 16 个分数；在别处打好的分，用"},
		`"numbers":{"from":0,"to":15,"step":1},"grades":[{"label":"不了解","in_base":false}]`:                                   {"可选的分数太多", "请加大间隔或缩小范围，最多 15 个分数；在别处打好的分，用"},
		`"numbers":{"from":0,"to":100,"step":50},"grades":[{"label":"好","from":60,"to":100},{"label":"差","from":0,"to":59}]`: {"场次的票一行只填一项：等次或者分数"},
	} {
		fields := map[string]string{"units": deskUnits, "roster": deskRoster(), "rulebook": strings.Replace(stepsRulebook, stepsGrades, ballot, 1)}
		for _, accept := range []string{html, plainJSON} {
			answer := organizer.upload(accept, fields)
			if answer.status != http.StatusBadRequest {
				t.Errorf("%s: status %d, want 400", ballot, answer.status)
			}
			wantsIn(t, ballot, answer.body, append(wants, "ballot.numbers")...)
		}
	}
}
