package desk

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"pingyi/app/web"
	"pingyi/static"
	"pingyi/tests/evenings"
	"pingyi/voting"
)

// page is the page of a version of the results as a reader sees it: its text, with
// one space between any two things.
func page(t *testing.T, state *voting.State, version int, lang string) string {
	t.Helper()
	_, written := written(t, state, version, lang)
	text := regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]*>`).ReplaceAllString(unlinked(written), " ")
	return strings.Join(strings.Fields(html.UnescapeString(text)), " ")
}

// unlinked is a page without the links from figures to their explanations.
func unlinked(page string) string {
	return regexp.MustCompile(`<a class="why" href="[^"]*">([^<]*)</a>`).ReplaceAllString(page, "$1")
}

// written is the page of a version of the results, as it is seen and as it is sent.
func written(t *testing.T, state *voting.State, version int, lang string) (*resultsView, string) {
	t.Helper()
	site, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := newDeskPages(&web.Site{Site: site})
	if err != nil {
		t.Fatal(err)
	}
	view := &resultsView{deskPage: deskPage{Lang: lang, words: site.Words(lang)}, ID: state.Session.ID, Version: version}
	view.fold(state)
	view.draw()
	var out bytes.Buffer
	if err := pages.templates["results"].Execute(&out, view); err != nil {
		t.Fatal(err)
	}
	return view, out.String()
}

func says(t *testing.T, page string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(page, part) {
			t.Errorf("the page does not say %q:\n%s", part, page)
		}
	}
}

// TestThePageSaysWhatIsOutstanding: before figures came, and while a draw is awaited.
func TestThePageSaysWhatIsOutstanding(t *testing.T) {
	before := page(t, evenings.State(t, "result", "item-revealed", 1), 1, "zh-CN")
	says(t, before, "未了事项", "尚未确认计票的项： 2 市<税务>&局\"窗口\"", "“日常”还没有录入。")
	if strings.Contains(before, "票数以外的依据") || strings.Contains(before, "结果办理经过") {
		t.Errorf("the page tells of what has not been:\n%s", before)
	}
	says(t, page(t, evenings.State(t, "result", "figures-entered", 1), 1, "zh-CN"), "“名次”并列，等待抽签： 市教育局窗口、市<税务>&局\"窗口\"")
}

// TestThePageSaysWhatPeopleAdded names source, draw and veto of each version with
// who entered them, and what became of it. The first says of the second that it took its
// place and why, and nothing of what is in it.
func TestThePageSaysWhatPeopleAdded(t *testing.T) {
	state := evenings.State(t, "result", "result-announced", 2)
	second := page(t, state, 2, "zh-CN")
	says(t, second, "外来的数 日常 市统计局更正函 组织者 组织者 2023-11-", "抽签 名次: 市<税务>&局\"窗口\"、市教育局窗口 监票人李明 抽签记录一", "否决 市<税务>&局\"窗口\" 市纪委监委: 重大责任事故",
		"第 1 版 公示", "7 天，到 2023-11-", "第 2 版 更正 组织者 组织者", "统计局来函", "第 2 版 公布")
	if strings.Contains(second, "未了事项") {
		t.Errorf("nothing is outstanding, and the page says so:\n%s", second)
	}
	first := page(t, state, 1, "en")
	says(t, first, "figures from elsewhere 日常 市统计局", "draw 名次", "replaced by version 2 (2023-11-", "It was corrected because: 统计局来函")
	for _, later := range []string{"更正函", "重大责任事故", "Version 2 corrected"} {
		if strings.Contains(first, later) {
			t.Errorf("the first version tells %q of the second:\n%s", later, first)
		}
	}
}

// TestThePageSaysWhereAListIsCut: three share the first place of two; nobody is so near.
func TestThePageSaysWhereAListIsCut(t *testing.T) {
	state := evenings.State(t, "choice", "item-revealed", 1)
	text := page(t, state, 1, "zh-CN")
	says(t, text, "两佳 名次 单位 得票率 1 东岭税务所 B01 50.00 1 东河税务所 B02 50.00 1 北湖卫生院 B04 50.00 取前 2 名，入选 3 个，与名单外第一名相差 50.00 4 南城派出所 B03 0.00",
		"得票率 = 率；取自 得票；分母 有效票数；名单 最佳；四舍五入，保留 2 位小数", "选几个 最佳：1 至 2 个；最差：0 至 1 个", "4 / 4")
	says(t, page(t, state, 1, "en"), "The first 2; on the list: 3. To the first place outside: 50.00")
	view := drawn(t, state)
	if p := view.Pictures[0]; p.ID != "chart-list-1" || p.At != "#list-1" || !strings.Contains(string(p.Panels[0]), `class="c"/><text y="12" class="s">取前 2 名，入选 3 个，与名单外第一名相差 50.00</text>`) {
		t.Errorf("the first picture is %+v", p)
	}
	if strings.Contains(text, "各类代表的评议") {
		t.Error("one category is broken down by category")
	}
}

// TestUnitsThatAreRankedInTheirClassStandThere: a form has no places among all, so
// each class has its part of every table, and its own pictures.
func TestUnitsThatAreRankedInTheirClassStandThere(t *testing.T) {
	view := drawn(t, evenings.State(t, "form", "item-revealed", 1))
	ids := ""
	for _, p := range view.Pictures {
		ids += strings.TrimPrefix(p.ID, "chart-") + " " + p.Title + ", "
	}
	if want := "dots-1 得分排列 · 甲类, dots-2 得分排列 · 乙类, shares-1 等次分布 · 甲类, shares-2 等次分布 · 乙类, turnout 各类代表签到情况, "; ids != want {
		t.Errorf("the pictures are %s", ids)
	}
	says(t, page(t, evenings.State(t, "form", "item-revealed", 1), 1, "zh-CN"),
		"类内名次 单位 得分 空白 甲类 2 个单位 1 市教育局 S001 92.50 2", "乙类 1 个单位 1 市供水公司 S003 62.50", "应投 3", "名次分别在各类别的单位之间排列")
}

// TestThePageRestsOnOneOutcome hands the page an outcome that the session does not come to:
// whatever it said otherwise, it would have worked out once more while the teller waits.
func TestThePageRestsOnOneOutcome(t *testing.T) {
	state := evenings.State(t, "result", "item-revealed", 1)
	outcome := state.OutcomeOf(1)
	outcome.Rows[0].Rank, outcome.Rows[0].Score.Text, outcome.Rows[0].Score.Rounded = 7, "12.34", true
	outcome.Missing, outcome.Left, outcome.Refused = []string{"没有的表"}, nil, ""
	view := &resultsView{Version: 1}
	view.take(state, outcome)
	if r := view.Units[0]; r.Rank != 7 || r.Score != "12.34" || len(view.Given.Missing) != 1 || view.Given.Missing[0] != "没有的表" || view.Given.Left != "" {
		t.Errorf("the page has rank %d, score %q and lacks %q and %q", r.Rank, r.Score, view.Given.Missing, view.Given.Left)
	}
}
