package desk

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"pingyi/app/web"
	"pingyi/static"
	"pingyi/voting"
)

// listedByFigures holds a meeting on three units by a rulebook that takes one of
// them by figures from elsewhere.
func listedByFigures(t *testing.T) *voting.State {
	t.Helper()
	return listedBy(t, `{"name":"优胜","do":"cut","of":"日常","inside":"all","first":"high","take":1,"tied_at_the_cut":"expand"},
{"name":"末位","do":"cut","of":"日常","inside":"all","first":"low","take":1,"tied_at_the_cut":"expand"}`)
}

// listedBy is listedByFigures with other steps for the two lists.
func listedBy(t *testing.T, lists string) *voting.State {
	t.Helper()
	return judgedBy(t, lists, `"best":"优胜","last":"末位"`)
}

// judgedBy is listedBy with other results, too.
func judgedBy(t *testing.T, steps, results string) *voting.State {
	t.Helper()
	rulebook, err := voting.ParseRulebook([]byte(`{"rulebook":2,"title":"评议","secrecy":"open","mode":"self-paced",
"ballot":{"sheet":"all units","grades":[{"label":"好","points":100},{"label":"差","points":0}]},"imported":[{"name":"日常","axes":["unit"]}],
"steps":[{"name":"得分","do":"mean","of":"marks"},{"name":"名次","do":"rank","of":"得分","inside":"all","style":"1224","first":"high"},
` + steps + `],
"result":{"score":"得分","rank":"名次",` + results + `}}`))
	if err != nil {
		t.Fatal(err)
	}
	units := []voting.Unit{{ID: "W1", Name: "甲局"}, {ID: "W2", Name: "乙局"}, {ID: "W3", Name: "丙局"}}
	session := voting.Session{ID: "s", Title: "评议", Rehearsal: true, Rulebook: rulebook, Units: units, Rundown: voting.RundownOf(rulebook, units)}
	state := voting.NewState()
	for _, e := range []voting.Event{
		&voting.SessionCreated{Session: session}, &voting.SessionPublished{RulebookHash: rulebook.Hash()},
		&voting.ItemStaged{Item: 1, Run: 1}, &voting.ItemOpened{Item: 1, Run: 1, Deadline: 60}, &voting.ItemClosed{Item: 1},
		&voting.ItemSealed{Item: 1, Seal: voting.Seal{Size: 5, Root: "root", Code: "code", Note: "note"}}, &voting.ItemConfirmed{Item: 1},
	} {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	return state
}

func daily(values ...string) voting.EnterFigures {
	enter := voting.EnterFigures{Act: voting.Act{By: "张", Role: voting.Organizer, At: 9}, Table: "日常", Source: "统计局"}
	for i, value := range values {
		enter.Cells = append(enter.Cells, voting.EnteredFigure{At: []string{[]string{"W1", "W2", "W3"}[i]}, Value: value})
	}
	return enter
}

// applyDaily has a session know these figures.
func applyDaily(t *testing.T, state *voting.State, values ...string) {
	t.Helper()
	given := daily(values...)
	entered := &voting.FiguresEntered{Stamp: voting.Stamp{At: 9, By: "张", Role: voting.Organizer}, Table: given.Table, Source: given.Source, Cells: given.Cells}
	if err := state.Apply(entered); err != nil {
		t.Fatal(err)
	}
}

// TestThePreviewSaysWhoComesOnAListAndWhoGoes: figures may change no score and yet
// make another the best.
func TestThePreviewSaysWhoComesOnAListAndWhoGoes(t *testing.T) {
	state := listedByFigures(t)
	says(t, preview(t, state, daily("3", "2", "1")), "名单会这样变 名单 列入 退出 优胜 甲局 — 末位 丙局 —")
	applyDaily(t, state, "3", "2", "1")
	says(t, preview(t, state, daily("3", "4", "1")), "没有单位的得分或名次因此改变。", "名单会这样变 名单 列入 退出 优胜 乙局 甲局 有变化的数")
	if page := preview(t, state, daily("5", "4", "1")); strings.Contains(page, "名单会这样变") {
		t.Errorf("lists that stay as they are are told:\n%s", page)
	}
}

// preview is the page as a reader sees it.
func preview(t *testing.T, state *voting.State, enter voting.EnterFigures) string {
	t.Helper()
	site, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := newDeskPages(&web.Site{Site: site})
	if err != nil {
		t.Fatal(err)
	}
	view := &figuresView{deskPage: deskPage{Lang: "zh-CN", words: site.Words("zh-CN")}, ID: state.Session.ID, Tab: "life", Table: enter.Table, Source: enter.Source, Count: len(enter.Cells)}
	if err := view.fold(state, enter); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := pages.templates["figures"].Execute(&out, view); err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(out.String(), " ")
	return strings.Join(strings.Fields(html.UnescapeString(text)), " ")
}
