package rehearse_test

import (
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pingyi/app/rehearse"
)

// browser is a browser at the desk that asks for one language.
type browser struct {
	*testing.T
	http.Client
	base, lang string
}

// readerOf logs in.
func readerOf(t *testing.T, base, lang string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	r := &browser{t, http.Client{Jar: jar}, base, lang}
	answer, err := r.PostForm(base+"/desk/login", url.Values{"name": {"test"}, "password": {testPassword}})
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return r
}

// page fetches what stands at an address.
func (r *browser) page(path string) string {
	r.Helper()
	request, err := http.NewRequest(http.MethodGet, r.base+path, nil)
	if err != nil {
		r.Fatal(err)
	}
	request.Header.Set("Accept", "text/html")
	request.AddCookie(&http.Cookie{Name: "lang", Value: r.lang})
	answer, err := r.Do(request)
	if err != nil {
		r.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		r.Fatalf("%s: %s, %v\n%s", path, answer.Status, err, text)
	}
	return string(text)
}

// redeem shows a card.
func (r *browser) redeem(token string) {
	r.Helper()
	answer, err := r.Post(r.base+"/v/redeem", "application/json", strings.NewReader(`{"token":"`+token+`"}`))
	if err != nil {
		r.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		r.Fatalf("a card is not taken: %s", answer.Status)
	}
}

// notOurs is what of a page is not said by the program: marks in both languages, the name of the other language,
// styles, and what a page keeps for scripts of its own and nobody reads.
var notOurs = regexp.MustCompile(`(?s)<style.*?</style>|<a[^>]*hreflang="zh-CN"[^>]*>.*?</a>|lang="zh-CN"[^>]*>[^<]*<|演练 REHEARSAL|REHEARSAL 演练|中文`)

// chineseIn are the words with Chinese characters that are left of a page without the author's names.
func chineseIn(page string, authors []string) []string {
	page = notOurs.ReplaceAllString(html.UnescapeString(page), "")
	slices.SortFunc(authors, func(a, b string) int { return len(b) - len(a) })
	for _, name := range authors {
		page = strings.ReplaceAll(page, name, "")
	}
	return regexp.MustCompile(`.{0,30}\p{Han}+.{0,30}`).FindAllString(page, -1)
}

// englishIn are the sentences in English that a page shows. The text of a rulebook is written by words of its format.
func englishIn(page string) []string {
	page = regexp.MustCompile(`(?s)<style.*?</style>|<script.*?</script>|<textarea.*?</textarea>|<pre.*?</pre>`).ReplaceAllString(page, "")
	shown := regexp.MustCompile(`(?s)<[^>]*>`).ReplaceAllString(page, "\n")
	return regexp.MustCompile(`[^\n]{0,30}[a-z]{2,} [a-z]{2,} [a-z]{2,}[^\n]{0,30}`).FindAllString(html.UnescapeString(shown), -1)
}

// explained are the addresses that explain the figures of a page, the first of each kind.
func explained(page string) []string {
	var all []string
	kinds := make(map[string]bool)
	for _, found := range regexp.MustCompile(`href="(/desk/s/[^"]*/explain[^"]*)"`).FindAllStringSubmatch(page, -1) {
		address := html.UnescapeString(found[1])
		kind := regexp.MustCompile(`unit=[^&]*`).ReplaceAllString(address, "")
		if !kinds[kind] {
			kinds[kind], all = true, append(all, address)
		}
	}
	return all
}

// TestAnOldChoiceIsInTheLanguageOfItsReader, at the desk and on the phone: the lists, steps and tables of a rulebook
// of version 1 have no names of their author's, and the category is one that nobody has named. Titles and units are the author's.
func TestAnOldChoiceIsInTheLanguageOfItsReader(t *testing.T) {
	scenario, err := rehearse.Load("best-worst", os.DirFS("../../data/sample/best-worst"), "")
	if err != nil {
		t.Fatal(err)
	}
	desk, base := startServer(t)
	if err := desk.Create(scenario.Files); err != nil {
		t.Fatal(err)
	}
	english, chinese := readerOf(t, base, "en"), readerOf(t, base, "zh-CN")
	authors := []string{"十佳十差基层单位评选", "执法类", "服务类"}
	for _, name := range scenario.Names {
		authors = append(authors, name)
	}
	look := func(when string, paths ...string) {
		t.Helper()
		for _, path := range paths {
			path = strings.ReplaceAll(path, "{s}", "/desk/s/"+desk.Session())
			for _, left := range chineseIn(english.page(path), authors) {
				t.Errorf("%s, %s: %s", when, path, left)
			}
			for _, left := range englishIn(chinese.page(path)) {
				t.Errorf("%s, %s in Chinese: %s", when, path, left)
			}
		}
	}
	look("a draft", "/desk", "/desk/new", "/desk/new/best-worst", "{s}")
	if err := desk.All(rehearse.Act{Act: "issue"}, rehearse.Act{Act: "publish"}, rehearse.Act{Act: "stage", Item: 1}, rehearse.Act{Act: "open", Item: 1, Seconds: 600}); err != nil {
		t.Fatal(err)
	}
	cards, err := desk.Cards()
	if err != nil {
		t.Fatal(err)
	}
	english.redeem(cards[0].Token)
	chinese.redeem(cards[1].Token)
	look("the vote is open", "{s}", "{s}?card="+cards[0].Number, "/v", "/v/me", "/v/form", "/v/form?at=1", "/v/form?at=review")
	if form := english.page("/v"); !strings.Contains(form, `["Best",0,10],["Worst",0,10]`) {
		t.Errorf("the phone asks for other lists:\n%s", form)
	}
	report, err := rehearse.Run(t.Context(), desk, base, scenario, io.Discard, "en")
	if err != nil || len(report.Differences) > 0 {
		t.Fatal(err, report.Differences)
	}
	look("at the end", "/desk", "{s}", "{s}/results", "{s}/life", "{s}/cues.json", "/desk/director", "/desk/director/outputs", "/desk/director/asrun", "/desk/director/controllers",
		"{s}/explain?of=score&unit=B001", "{s}/explain?of=rank&unit=B001", "{s}/explain?of=ten+best&unit=B001", "{s}/explain?of=ten+worst&unit=B002", "{s}/cards")
	look("a figure that leads on", explained(english.page("/desk/s/"+desk.Session()+"/results"))...)
}
