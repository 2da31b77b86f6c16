package count_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"pingyi/voting/count"
)

// TestGreedyRulebooks: a rulebook that would fill the machine is stopped, and
// says what to do.
func TestGreedyRulebooks(t *testing.T) {
	square := []string{`{"name": "x0", "do": "multiply", "of": "分", "by": 0.123456789}`}
	for i := range 40 {
		square = append(square, fmt.Sprintf(`{"name": "x%d", "do": "multiply", "of": "x%d", "by": "x%d"}`, i+1, i, i))
	}
	square = append(square, `{"name": "得分", "do": "sum", "parts": ["x40"], "missing": "zero"}`)
	book := parse(t, []byte(scored(square...)))
	in := input(t, book, unitsOf(1))
	if err := in.SetText("分", "0.7", "甲"); err != nil {
		t.Fatal(err)
	}
	if _, err := book.Run(in); err == nil || !strings.Contains(err.Error(), "round in a step before") {
		t.Errorf("squared forty times, the run stops with %v", err)
	}

	fine := parse(t, []byte(form(`{"sheet": "all units", "numbers": {"from": 0, "to": 100, "step": 0.01}}`, meanStep)))
	var units []count.Unit
	for i := range 2000 {
		units = append(units, count.Unit{Label: fmt.Sprint(i)})
	}
	if _, err := fine.NewInput(units); err == nil || !strings.Contains(err.Error(), "larger step") {
		t.Errorf("2000 units with 10001 numbers each: %v", err)
	}
}

// TestInputs: what is fed wrongly is an error and changes nothing.
func TestInputs(t *testing.T) {
	book := parse(t, []byte(scored(`{"name": "得分", "do": "veto", "of": "分"}`)))
	if _, err := book.NewInput([]count.Unit{{Label: "甲"}, {Label: "甲"}}); err == nil {
		t.Error("two units of one name were taken")
	}
	if _, err := book.NewInput([]count.Unit{{Label: "甲", Criteria: []string{"修路", "修路"}}}); err == nil {
		t.Error("two pledges of one name were taken")
	}
	in := input(t, book, unitsOf(2))
	for what, err := range map[string]error{
		"a count below 0":             in.Add("marks", -1, "甲", "优"),
		"a table that is not there":   in.Add("mark", 1, "甲", "优"),
		"a count in a figure":         in.Add("分", 1, "甲"),
		"a figure in a count":         in.SetText("marks", "1", "甲", "优"),
		"a label too few":             in.Add("marks", 1, "甲"),
		"a label that is not there":   in.Add("marks", 1, "丙", "优"),
		"a number with an exponent":   in.SetText("分", "1e9", "甲"),
		"a veto without a reason":     in.Veto(count.Veto{Unit: "甲", Author: "纪委"}),
		"a veto against nobody":       in.Veto(count.Veto{Unit: "丙", Author: "纪委", Reason: "事故"}),
		"a decision for no step":      in.Decide(count.Decision{Step: "名次", Kind: "lot"}),
		"a decision by shouting":      in.Decide(count.Decision{Step: "得分", Kind: "shouting"}),
		"a decision that names twice": in.Decide(count.Decision{Step: "得分", Kind: "lot", Order: []string{"甲", "甲"}}),
	} {
		if err == nil {
			t.Errorf("%s was taken", what)
		}
	}
	other := parse(t, []byte(form(ballotOf(""), meanStep)))
	if _, err := other.Run(in); err == nil {
		t.Error("the input of another rulebook was counted")
	}
}

// TestOneBookManyRuns: a rulebook and a result may be read by many at once, while
// the owner of the input goes on counting.
func TestOneBookManyRuns(t *testing.T) {
	book := parse(t, read(t, testdata(), "refused.json"))
	in := input(t, book, []count.Unit{{Label: "甲", Class: "窗口"}, {Label: "乙", Class: "机关"}})
	for _, criterion := range book.Labels("criterion") {
		for _, unit := range []string{"甲", "乙"} {
			if err := in.Add("marks", 3, unit, criterion, "企业", "满意"); err != nil {
				t.Fatal(err)
			}
		}
	}
	res := result(t, book, in)
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			own := input(t, book, unitsOf(2))
			if _, err := book.Run(own); err == nil {
				t.Error("a mean that refuses was counted without votes")
			}
			if _, err := res.Explain("rank", "甲"); err != nil {
				t.Error(err)
			}
		})
	}
	for range 100 {
		if err := in.Add("marks", 1, "甲", "作风", "企业", "不满意"); err != nil {
			t.Fatal(err)
		}
	}
	readers.Wait()
	same(t, "score", res.Table("score").Text("甲"), "100.00")
}

// TestOptionalTables: a table may stay away only where the rulebook says so in
// words; without it there is no figure, and the steps go on as they are told.
func TestOptionalTables(t *testing.T) {
	text := scored(`{"name": "得分", "do": "bonus", "of": "分", "add": ["创新"]}`)
	for said, want := range map[string]bool{"": false, `, "optional": false`: false, `, "optional": true`: true} {
		book := parse(t, []byte(strings.Replace(text, `"imported": [`, `"imported": [{"name": "创新", "axes": ["unit"]`+said+`}, `, 1)))
		if book.Optional("创新") != want || book.Optional("分") || book.Optional("marks") {
			t.Errorf("with %q the tables are optional: %t, %t, %t", said, book.Optional("创新"), book.Optional("分"), book.Optional("marks"))
		}
		in := input(t, book, unitsOf(1))
		if err := in.SetText("分", "88", "甲"); err != nil {
			t.Fatal(err)
		}
		same(t, "score", result(t, book, in).Table("得分").Text("甲"), "88")
	}
}

// TestWhatARulebookSays: what others need of a rulebook can be asked for.
func TestWhatARulebookSays(t *testing.T) {
	book := parse(t, read(t, testdata(), "refused.json"))
	same(t, "title", book.Title(), "例")
	same(t, "secrecy", book.Conduct("secrecy"), "secret")
	same(t, "imported", fmt.Sprint(book.Imported()), "[日常 季度分]")
	same(t, "categories", fmt.Sprint(book.Labels("category"), book.Labels("session")), "[企业 居民] []")
	same(t, "steps", fmt.Sprint(book.Steps()), "[类内 指标 得分 总分 满意率 去 一季 半 等次 名次 十佳]")
	in := input(t, book, []count.Unit{{Label: "甲", Class: "窗口"}})
	if err := in.Veto(count.Veto{Unit: "甲", Author: "纪委", Reason: "事故"}); err != nil {
		t.Fatal(err)
	}
	for _, criterion := range book.Labels("criterion") {
		if err := in.Add("marks", 1, "甲", criterion, "企业", "满意"); err != nil {
			t.Fatal(err)
		}
	}
	res := result(t, book, in)
	same(t, "vetoes", fmt.Sprint(res.Vetoes()), "[{甲 纪委 事故}]")
	same(t, "names", fmt.Sprint(res.Names()), "[first half kept quarters rank satisfied score ten total]")
	table := res.Table("类内")
	same(t, "table", fmt.Sprint(table.Name(), table.Axes(), table.Labels("category"), table.Labels("grade")), "类内[unit criterion category] [企业 居民] []")
	places := 0
	table.Each(func([]string, count.Cell) bool { places++; return places < 3 })
	same(t, "places looked at", fmt.Sprint(places), "3")
	if c, err := table.Cell("甲", "作风", "游客"); err == nil || c.Has() {
		t.Error("a category that is not there has a value")
	}
}
