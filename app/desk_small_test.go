package app

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"pingyi/voting"
)

// TestSmallCategoryOfALiveSessionIsInNoResult has three ballots of one category
// and six of the other.
func TestSmallCategoryOfALiveSessionIsInNoResult(t *testing.T) {
	server := deskServer(t)
	organizer, scrutineer := loggedIn(t, server, "zhang"), loggedIn(t, server, "li")
	session := organizer.create(false)
	organizer.must(session, `{"act":"issue"}`, `{"act":"publish"}`, `{"act":"stage","item":1}`, `{"act":"open","item":1,"seconds":600}`)
	index := server.sessions.Find(voting.SessionID(session)).Cards()
	voted := map[voting.CategoryID]int{}
	for i, card := range index.All() {
		if most := map[voting.CategoryID]int{0: 3, 1: 6}[card.Category]; voted[card.Category] < most {
			token, _ := index.Token(card.ID)
			organizer.vote(token, 1, 1, "W1", fmt.Sprint(voted[card.Category]%2), i)
			voted[card.Category]++
		}
	}
	organizer.must(session, `{"act":"close","item":1}`)
	scrutineer.must(session, `{"act":"confirm","item":1}`)
	page := unlinked(organizer.page("/desk/s/" + session + "/results").body)
	if !strings.Contains(page, `colspan="2">— <small>`) || strings.Contains(page, "3 · 3 · 0") || !strings.Contains(page, numbers(9, 9, 9, 0)) {
		t.Errorf("the page shows the categories, or not the total:\n%s", page)
	}
	for _, of := range []string{"score", "rank", "rank+in+class"} {
		address := "/desk/s/" + session + "/explain"
		page, said := organizer.page(address+"?of="+of+"&unit=W1").body, organizer.json(address+".json?of="+of+"&unit=W1").body
		if !strings.Contains(page, "为保护无记名投票") || strings.Contains(page, `class="chain"`) || strings.Contains(page+said, "企业代表") || !strings.Contains(said, `"withheld":"unit"`) {
			t.Errorf("%s is explained by counts that are hidden:\n%s\n%s", of, page, said)
		}
	}
	countsOfASmallCategory(t, organizer, "/desk/s/"+session+"/explain")
	var file struct {
		Units []struct {
			Counts       map[string][]int
			Exact, Score string
			Ballots      int
		}
	}
	organizer.json("/desk/s/"+session+"/results.json").json(t, &file)
	if u := file.Units[0]; len(u.Counts) != 0 || u.Exact != "" || u.Score == "" || u.Ballots != 9 {
		t.Errorf("the file says %+v", u)
	}
}

// countsOfASmallCategory are told in all, and not by category, by whatever name they are asked for;
// who was there is no secret.
func countsOfASmallCategory(t *testing.T, b *browser, address string) {
	t.Helper()
	category := "&category=" + url.QueryEscape("企业代表")
	for _, of := range []string{"marks", "opinions", "collected", "valid", "void", "blank", "valid+rate"} {
		page, said := b.page(address+"?count="+of+"&unit=W1").body, b.json(address+".json?count="+of+"&unit=W1").body
		if !strings.Contains(page, `class="chain"`) || strings.Contains(page+said, "企业代表") {
			t.Errorf("%s in all is not explained, or by categories:\n%s\n%s", of, page, said)
		}
		if of == "blank" { // nobody is told it by category
			continue
		}
		var told struct {
			Printed, Withheld string
			Lines             []any
		}
		page = b.page(address + "?count=" + of + "&unit=W1" + category).body
		b.json(address+".json?count="+of+"&unit=W1"+category).json(t, &told)
		if !strings.Contains(page, "为保护无记名投票") || strings.Contains(page, `class="chain"`) || told.Printed != "" || told.Withheld != "unit" || told.Lines != nil {
			t.Errorf("%s by category is told: %+v\n%s", of, told, page)
		}
	}
	if page := b.page(address + "?count=checked+in&unit=W1" + category).body; !strings.Contains(page, `class="chain"`) {
		t.Errorf("who was checked in is not told by category:\n%s", page)
	}
}

var figureLink = regexp.MustCompile(`<a class="why" href="[^"]*">([^<]*)</a>`)

// unlinked is a page of results without its links to explanations.
func unlinked(page string) string { return figureLink.ReplaceAllString(page, "$1") }

// numbers are cells of a table of results as they stand beside each other.
func numbers(all ...int) string {
	text := ""
	for _, n := range all {
		text += fmt.Sprintf(`<td class="num">%d</td>`, n)
	}
	return text
}

// TestTheResultSheetSaysItsVersionOnEveryPage reads the page and the style of its
// margins, which are two addresses.
func TestTheResultSheetSaysItsVersionOnEveryPage(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	address := "/desk/s/" + b.create(true)
	page := b.page(address + "/results?version=1").body
	if !strings.Contains(page, "第 1 版 · 未确认") || !strings.Contains(page, `/results.css?lang=zh-CN&amp;version=1" media="print"`) {
		t.Errorf("the sheet does not say which version it is:\n%s", page)
	}
	style := b.page(address + "/results.css?lang=zh-CN&version=1")
	if want := `content: "演练 \0000b7  评议结果报告单 \0000b7  窗口评议 \0000b7  第 1 版"`; !strings.Contains(style.body, want) || !strings.HasPrefix(style.header.Get("Content-Type"), "text/css") {
		t.Errorf("the margins say %s", style.body)
	}
	if forged := b.page(address + "/results.css?lang=zh-CN&version=1&code=AAAA-AAAA").body; strings.Contains(forged, "AAAA") {
		t.Errorf("the margins say a code that no item has: %s", forged)
	}
	for _, path := range []string{"/results?version=2", "/results.css?version=2", "/results?version=-1"} {
		if answer := b.page(address + path); answer.status != http.StatusNotFound {
			t.Errorf("%s of a version that is not there: status %d", path, answer.status)
		}
	}
}
