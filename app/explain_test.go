package app

import (
	stdhtml "html"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// rowsRulebook asks two things of every unit and scores each.
const rowsRulebook = `{"rulebook":2,"title":"窗口评议","secrecy":"secret","reveal":"revealed",
"ballot":{"sheet":"one unit","grades":[{"label":"满意","points":100},{"label":"不满意","points":30},{"label":"不了解","in_base":false}],
"criteria":[{"label":"态度","weight":2},{"label":"效率","weight":1}]},
"categories":[{"label":"企业代表","seats":10,"weight":60},{"label":"居民代表","seats":10,"weight":40}],
"steps":[{"name":"类内平均","do":"mean","of":"marks"},
{"name":"单项","do":"weighted mean","of":"类内平均","over":"category","missing":"renormalise","round":{"places":2,"mode":"half up"}},
{"name":"综合","do":"weighted mean","of":"单项","over":"criterion","missing":"renormalise","round":{"places":1,"mode":"half up"}},
{"name":"名次","do":"rank","of":"综合","inside":"all","style":"1224","first":"high"},
{"name":"类名次","do":"rank","of":"综合","inside":"class","style":"1224","first":"high"},
{"name":"折算","do":"multiply","of":"综合","by":0.8,"round":{"places":2,"mode":"half up"}},
{"name":"结论","do":"bands","of":"综合","bands":[{"label":"通过","at_least":60},{"label":"不通过","otherwise":true}]}],
"result":{"verdict":"结论","scaled":"折算","score":"综合","criterion score":"单项","rank":"名次","rank in class":"类名次"}}`

var whyLink = regexp.MustCompile(`<a class="why" href="([^"]+)">([^<]+)</a>`)

// explained is a rehearsal with one unit confirmed, on which twelve ballots came
// in: eight of them satisfied with both, four with nothing.
func explained(t *testing.T) (*App, *browser, string) {
	t.Helper()
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	answer := b.upload("application/json", map[string]string{"units": deskUnits, "roster": deskRoster(), "rulebook": rowsRulebook, "rehearsal": "1"})
	var made struct{ ID string }
	answer.json(t, &made)
	b.must(made.ID, `{"act":"issue"}`, `{"act":"publish"}`, `{"act":"stage","item":1}`, `{"act":"open","item":1,"seconds":600}`)
	var cards []placeCard
	b.json("/desk/s/"+made.ID+"/cards.json").json(t, &cards)
	for i, card := range cards[:12] {
		b.vote(card.Token, 1, 1, "W1", map[bool]string{true: "00", false: "11"}[i%3 > 0], i)
	}
	return server, b, made.ID
}

// TestEveryPrintedFigureLeadsToHowItWasMade follows every link of the results.
func TestEveryPrintedFigureLeadsToHowItWasMade(t *testing.T) {
	_, b, session := explained(t)
	results := "/desk/s/" + session + "/results"
	b.must(session, `{"act":"close","item":1}`)
	for _, link := range whyLink.FindAllStringSubmatch(b.page(results).body, -1) {
		if address := stdhtml.UnescapeString(link[1]); !strings.HasSuffix(address, "?count=issued") && !strings.HasSuffix(address, "?count=checked+in") {
			t.Errorf("an item that is not confirmed is explained by %s", link[1])
		}
	}
	b.must(session, `{"act":"confirm","item":1}`)
	var links, counted [][]string
	for _, link := range whyLink.FindAllStringSubmatch(b.page(results).body, -1) {
		if strings.Contains(link[1], "explain?count=") {
			counted = append(counted, link)
		} else {
			links = append(links, link)
		}
	}
	bars := regexp.MustCompile(`<a class="why" href="([^"]+)"><span data-(?:count|share)="[0-9]">([^<]+)</span></a>`)
	counted = append(counted, bars.FindAllStringSubmatch(b.page("/desk/s/"+session).body, -1)...) // as the screens have them
	if n := len(counted); !strings.Contains(counted[n-1][1], "share&#43;of&#43;marks") {
		t.Errorf("the bars of the desk lead to %q", counted[n-1])
	}
	asked := 0
	for _, link := range whyLink.FindAllStringSubmatch(b.page("/desk/s/"+session).body, -1) { // the counts by criterion, and the blanks
		counted = append(counted, link)
		asked += strings.Count(link[1], "criterion=")
	}
	if asked != 8 { // three grades and the blanks, of two criteria
		t.Errorf("the session's page leads to %d counts by criterion", asked)
	}
	eachCounted(t, b, counted)
	if len(links) != 9 { // score, what else there is, rank, rank in class, and two criteria in two tables
		t.Fatalf("%d links to explanations, want 9", len(links))
	}
	if said := links[2][2] + " " + links[3][2]; links[2][2] == "" || !strings.HasSuffix(said, "通过") {
		t.Errorf("beside the score stands %q, want the other figure and the verdict", said)
	}
	for _, link := range links {
		address := stdhtml.UnescapeString(link[1])
		page := b.page(address + "&lang=zh-CN")
		page.body = stdhtml.UnescapeString(page.body)
		if page.status != http.StatusOK || !strings.Contains(page.body, "<dd>"+link[2]+"</dd>") || !strings.Contains(page.body, "怎么算的") {
			t.Errorf("%s: status %d, or not about %s", address, page.status, link[2])
		}
		for _, want := range []string{"市民政局窗口", "平均：(满意 ", " × 100 + 不满意 ", "满意", "加权平均：(企业代表 ", "四舍五入，保留 2 位小数", `href="#n1"`} {
			if !strings.Contains(page.body, want) {
				t.Errorf("%s does not say %q", address, want)
			}
		}
		if english := b.page(address + "&lang=en"); !strings.Contains(english.body, "The weighted mean: (企业代表 ") || !strings.Contains(english.body, "How it is worked out") {
			t.Errorf("%s is not in English when asked", address)
		}
		explanationJSON(t, b, strings.Replace(address, "/explain?", "/explain.json?", 1), link[2])
	}
}

// eachCounted follows the links of what was counted: turnout, grades and what part they are.
func eachCounted(t *testing.T, b *browser, links [][]string) {
	t.Helper()
	if len(links) < 30 {
		t.Errorf("only %d links to how counts came about", len(links))
	}
	for _, link := range links {
		address := stdhtml.UnescapeString(link[1])
		printed := regexp.MustCompile(`[0-9.]+`).FindString(link[2])
		if page := b.page(address + "&lang=zh-CN"); page.status != http.StatusOK || !strings.Contains(page.body, "<dd>"+printed+"</dd>") || !strings.Contains(page.body, `class="chain"`) {
			t.Errorf("%s: status %d, or not about %s", address, page.status, link[2])
		}
		var said struct {
			Printed string
			Lines   []struct{ Printed, How string }
		}
		b.json(strings.Replace(address, "/explain?", "/explain.json?", 1)).json(t, &said)
		if n := len(said.Lines); n == 0 || said.Printed != printed || said.Lines[n-1].Printed != printed || said.Lines[n-1].How == "" {
			t.Errorf("%s says %+v, and the page %s", address, said, printed)
		}
	}
}

// explanationJSON reads the same for programs: the last line is the figure.
func explanationJSON(t *testing.T, b *browser, address, printed string) {
	t.Helper()
	var said struct {
		Rehearsal         bool
		Printed, Withheld string
		Lines             []struct {
			No                      int
			Name, Where, Exact, How string
			Printed                 string
			From                    []int
		}
	}
	b.json(address).json(t, &said)
	if n := len(said.Lines); n < 3 || !said.Rehearsal || said.Withheld != "" || said.Printed != printed || said.Lines[n-1].Printed != printed || len(said.Lines[n-1].From) == 0 {
		t.Errorf("%s says %+v", address, said)
	}
}

// TestWhatIsNoResultHasNoExplanation asks for an item that is not confirmed, for a
// step by its name, and as a stranger.
func TestWhatIsNoResultHasNoExplanation(t *testing.T) {
	server, b, session := explained(t)
	base := "/desk/s/" + session + "/explain"
	for _, query := range []string{"?of=score&unit=W1", "?of=score&unit=W2", "?of=score&unit=W9", "?of=%E7%B1%BB%E5%86%85%E5%B9%B3%E5%9D%87&unit=W1", ""} {
		if page := b.page(base + query); page.status != http.StatusNotFound || !strings.Contains(page.body, "结果里没有这个数") {
			t.Errorf("%q: status %d", query, page.status)
		}
		if answer := b.json(base + ".json" + query); answer.status != http.StatusNotFound || !strings.Contains(answer.body, `"figure-unknown"`) {
			t.Errorf("%q: status %d: %s", query, answer.status, answer.body)
		}
	}
	if page := newBrowser(t, server).page(base + "?of=score&unit=W1"); page.status != http.StatusSeeOther || page.location != "/desk/login" {
		t.Errorf("a stranger: status %d to %q", page.status, page.location)
	}
}
