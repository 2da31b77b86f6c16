package display

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/onair"
	"pingyi/voting"
)

// scene gives the data of a cue as readers of a class get it, with groups of rankings given out or not.
func scene[D any](h *hall, class onair.Class, cue onair.Cue, reveals ...map[string]int) D {
	h.t.Helper()
	v := view(class, cue)
	for _, out := range reveals {
		v.Reveals = out
	}
	layers := decode[struct{ Layers []struct{ Data D } }](h.t, h.output(v)).Layers
	if len(layers) != 1 {
		h.t.Fatalf("%+v gives %d layers", cue, len(layers))
	}
	return layers[0].Data
}

// A text keeps all its words in their order, on pages that are not too wide, and breaks
// inside a sentence only where that would not fit on a page.
func TestAPledgeIsLaidOutBySentences(t *testing.T) {
	parts := []string{"一次办好。", "不推诿；", "随到随办！", "可以吗？", "他说：“马上办。”", "窗口全天不断档，", "Answer within 3.5 days. ", "Call 12345; ", "（含节假日）", "\n", "承诺" + strings.Repeat("办理", 30), "e.g. "}
	rapid.Check(t, func(r *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 12).Draw(r, "text"), "")
		words := func(s string) string { return strings.Join(strings.Fields(s), "") }
		var told strings.Builder
		for _, page := range Paged(text) {
			wide := 0
			for _, line := range page {
				wide += width(line)
				told.WriteString(line)
			}
			if len(page) == 0 || wide > pageWidth {
				r.Fatalf("a page is %d wide: %q", wide, page)
			}
		}
		if words(told.String()) != words(text) {
			r.Fatalf("of %q is left %q", text, told.String())
		}
	})
	for text, want := range map[string][][]string{
		"": nil,
		"一次办好。不推诿；随到随办！":                                              {{"一次办好。", "不推诿；", "随到随办！"}},
		"他说：“马上办。”然后就办。":                                              {{"他说：“马上办。”", "然后就办。"}},
		"Answer in 3.5 days. Call us; we come!":                       {{"Answer in 3.5 days.", "Call us;", "we come!"}},
		strings.Repeat("办", 35) + "。" + strings.Repeat("好", 10) + "。": {{strings.Repeat("办", 35) + "。"}, {strings.Repeat("好", 10) + "。"}},
		strings.Repeat("办", 30) + "，" + strings.Repeat("好", 20) + "。": {{strings.Repeat("办", 30) + "，"}, {strings.Repeat("好", 20) + "。"}},
	} {
		if got := Paged(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q is laid out as %q, want %q", text, got, want)
		}
	}
}

// Every bar has its share in every frame where it has any, and they add up to 100.0.
func TestBarsFollowTheirLevel(t *testing.T) {
	h := newHall(t, plan{reveal: voting.RevealClosed})
	h.polled(1, 1, 1, 1)
	look := func(step int) BarsScene {
		return scene[BarsScene](h, onair.Public, onair.Cue{Scene: onair.SceneBars, Step: step})
	}
	if got := look(2); got.Level != "hidden" || len(got.Bars) != 4 || got.Bars[0].Permille != nil || got.Ballots != 3 {
		t.Errorf("open: %+v", got)
	}
	h.close(1)
	if got := look(0); got.Level != "hidden" || got.Bars[0].Share != "" {
		t.Errorf("step 0: %+v", got)
	}
	if got := look(1); got.Level != "percent" || got.Bars[0].Share != "33.4" || got.Bars[2].Share != "33.3" || got.Bars[0].Count != nil || *got.Bars[3].Permille != 0 {
		t.Errorf("step 1: %+v", got)
	}
	if got := look(7); got.Level != "votes" || *got.Bars[0].Count != 1 || *got.Bars[3].Count != 0 {
		t.Errorf("beyond the last step: %+v", got)
	}
}

// A verdict shows what is enough before anybody votes, and its word last.
func TestAVerdictGoesFromTheQuestionToTheWord(t *testing.T) {
	h := pledgeEvening(t, "sealed") // counts are public at the close, the score at the reveal
	look := func(class onair.Class, step int) VerdictScene {
		return scene[VerdictScene](h, class, onair.Cue{Scene: onair.SceneVerdict, Item: 3, Step: step})
	}
	if got := look(onair.Public, 0); got.Hidden || got.Level != "hidden" || got.Threshold.Text != "80" || !got.Threshold.Inclusive || got.Threshold.Label != "兑现" || got.Threshold.Permille != 800 {
		t.Errorf("the question: %+v, %+v", got, got.Threshold)
	}
	if got := look(onair.Public, 2); got.Hidden || got.Level != "votes" || got.Outcome != "" {
		t.Errorf("the split: %+v", got)
	}
	if got := look(onair.Public, 3); !got.Hidden || got.Outcome != "" || got.Bars[0].Count != nil {
		t.Errorf("the word before its reveal: %+v", got)
	}
	if got := look(onair.Sealed, 3); got.Hidden || got.Outcome != "兑现" {
		t.Errorf("the word for scrutineers: %+v", got)
	}
	pledge := onair.Cue{Scene: onair.SceneVerdict, Item: 3, Step: 3, List: "D003-2"}
	if got := scene[VerdictScene](h, onair.Public, pledge); !got.Hidden || got.Outcome != "" {
		t.Errorf("the word of one pledge before its reveal: %+v", got)
	}
	h.do(voting.RevealItem{Item: 3})
	if got := look(onair.Public, 3); got.Outcome != "兑现" {
		t.Errorf("the word: %+v", got)
	}
	one := scene[VerdictScene](h, onair.Public, pledge)
	if one.Question != "建立“局长接待日”，每月十五日公开接访。" || one.Outcome != "部分兑现" || *one.Bars[0].Count != 46 {
		t.Errorf("one pledge of two: %+v", one)
	}
	if line := one.Threshold; line == nil || line.Permille != 700 || !line.Share || !line.OnBars {
		t.Errorf("what one pledge takes: %+v", line)
	}
	if line := look(onair.Public, 3).Threshold; line.Share || line.OnBars {
		t.Errorf("a bound of the score has no place on the bars: %+v", line)
	}
}

// Where the rulebook has no word for each pledge, a single one gets none: that of the unit is about all of them.
func TestASinglePledgeDoesNotGetTheWordOfTheUnit(t *testing.T) {
	rules := strings.Replace(pledgeRules, `, "pledge verdict": "各项结论"`, `, "kept": "几项"`, 1)
	rules = strings.Replace(rules, `{"name": "到场数"`, `{"name": "几项", "do": "count", "of": "兑现率", "over": "criterion", "only_if": [{"table": "各项结论", "is": "兑现"}]}, {"name": "到场数"`, 1)
	h := newHall(t, plan{rules: rules, units: promised(sampled(t, "pledges/units.csv", 3)), cards: 72}).third("after", []int{46, 13, 8, 3})
	one := scene[VerdictScene](h, onair.Public, onair.Cue{Scene: onair.SceneVerdict, Item: 3, Step: 3, List: "D003-2"})
	if one.Threshold != nil || one.Outcome != "" || *one.Bars[0].Count != 46 {
		t.Errorf("one pledge of two: %+v", one)
	}
	if got := scene[PledgeScene](h, onair.Public, onair.Cue{Scene: onair.ScenePledge, Item: 3}); got.Grade != "兑现" {
		t.Errorf("the pledges of a unit: %+v", got)
	}
}

// The average is that of the whole class of the unit, and waits until all of it are out.
func TestAUnitIsSetAgainstTheAverageOfItsClass(t *testing.T) {
	h := newHall(t, plan{reveal: voting.RevealHeld}) // A and C are of one class
	h.whole(1, 10)
	h.whole(2, 0, 10)
	versus := func(class onair.Class) VersusScene {
		return scene[VersusScene](h, class, onair.Cue{Scene: onair.SceneVersus, Unit: "A"})
	}
	h.marked(3, 0, 0, 10)
	h.confirm(3)
	if got := versus(onair.Public); !got.Hidden || got.Left.Value != "" || got.Right.Value != "" || got.Difference != "" || !got.Right.Average {
		t.Errorf("with another that is not revealed: %+v", got)
	}
	alone := onair.Cue{Scene: onair.SceneVersus, Unit: "B"}
	if got := scene[VersusScene](h, onair.Public, alone); got.Hidden || got.Right.Value != "80.00" || got.Lead != "none" || got.Difference != "0.00" {
		t.Errorf("alone in its class: %+v", got)
	}
	if got := versus(onair.Sealed); got.Right.Value != "65.00" || got.Lead != "left" || got.Difference != "35.00" || got.Left.Permille != 1000 || got.Right.Permille != 650 {
		t.Errorf("for scrutineers: %+v", got)
	}
	two := scene[VersusScene](h, onair.Public, onair.Cue{Scene: onair.SceneVersus, Unit: "B", Other: "A"})
	if two.Left.Value != "80.00" || two.Right.Name != "市教育局办事大厅" || two.Lead != "right" || two.Metric == "" {
		t.Errorf("two units: %+v", two)
	}
	if got := scene[VersusScene](h, onair.Public, onair.Cue{Scene: onair.SceneVersus, Unit: "A", Other: "C"}); !got.Hidden || got.Left.Value != "" {
		t.Errorf("against one that is not revealed: %+v", got)
	}
	h.do(voting.RevealItem{Item: 3})
	if got := versus(onair.Public); got.Hidden || got.Right.Value != "65.00" || got.Lead != "left" || got.Difference != "35.00" {
		t.Errorf("with all of its class: %+v", got)
	}
}

// A page of the board has eight rows, and the unit that was asked for where it is elsewhere.
func TestABoardHasPagesOfEightAndAPin(t *testing.T) {
	h := windowResult(t, "after")
	look := func(cue onair.Cue) BoardScene {
		cue.Scene = onair.SceneBoard
		return scene[BoardScene](h, onair.Public, cue)
	}
	if got := look(onair.Cue{}); len(got.Rows) != 8 || got.Pages != 2 || got.Rows[0].Rank != 1 || got.Pinned != nil || got.Size != 8 {
		t.Errorf("page 1: %+v", got)
	}
	if got := look(onair.Cue{Step: 9, Unit: "W001"}); len(got.Rows) != 4 || got.Page != 1 || got.Pinned == nil || got.Pinned.Unit != "W001" {
		t.Errorf("beyond the end: %+v", got)
	}
	if got := look(onair.Cue{Unit: "W001"}); got.Pinned != nil {
		t.Errorf("on its own page the unit is pinned: %+v", got.Pinned)
	}
	if got := look(onair.Cue{List: "没有的类"}); len(got.Rows) != 0 || got.Pages != 0 {
		t.Errorf("a class that does not exist: %+v", got)
	}
}

// A strap and a crawl take so much text and no more, on one line each.
func TestTextOfACueIsBounded(t *testing.T) {
	h, much := newHall(t, plan{}), strings.Repeat("很长", 500)
	strap := scene[StrapScene](h, onair.Public, onair.Cue{Scene: onair.SceneStrap, Text: []string{much, "a\nb", much, "c", "d"}})
	if len([]rune(strap.Name)) != strapRunes || len(strap.Lines) != strapLines || strap.Lines[0] != "a b" {
		t.Errorf("the strap is %+v", strap)
	}
	crawl := scene[CrawlScene](h, onair.Public, onair.Cue{Scene: onair.SceneCrawl, Text: append(strings.Split(strings.Repeat("x,", 99), ","), much)})
	if len(crawl.Items) != crawlItems {
		t.Errorf("the crawl has %d items", len(crawl.Items))
	}
}

// Words that were corrected are another picture, so that the old ones leave with its take; the same words are the same.
func TestACrawlOfOtherWordsIsAnotherPicture(t *testing.T) {
	h := newHall(t, plan{})
	key := func(words ...string) string {
		return h.frame(on(onair.Cue{Scene: onair.SceneCrawl, Text: words})).Layers[0].Key
	}
	first := key("开会了", "监督电话 12345")
	for name, words := range map[string][]string{
		"a corrected word":  {"开会了", "监督电话 12346"},
		"one more":          {"开会了", "监督电话 12345", "请入座"},
		"another order":     {"监督电话 12345", "开会了"},
		"two that were one": {"开会了 监督电话 12345"},
	} {
		if key(words...) == first {
			t.Errorf("%s: the picture is the same, %s", name, first)
		}
	}
	if again := key("开会了", " 监督电话  12345 "); again != first || len(first) > 60 {
		t.Errorf("the same words are %s, and were %s", again, first)
	}
}

// So do the averages beside the scores of a unit by criterion.
func TestTheScoresOfAUnitStandBesideTheAverageOfItsWholeClass(t *testing.T) {
	h := windowResult(t, "before")
	class := h.state.Session.Units[0].Class
	left := sizeOf(&h.state.Session, class)
	if left < 2 {
		t.Fatalf("%d of the units are of class %s", left, class)
	}
	for i, unit := range h.state.Session.Units {
		h.do(voting.RevealItem{Item: voting.ItemID(i + 1)})
		if unit.Class == class {
			left--
		}
		got := scene[DimsScene](h, onair.Public, onair.Cue{Scene: onair.SceneDims, Item: 1})
		if dim := got.Dims[0]; got.Hidden || dim.Score == "" || (dim.Average == "") != (left > 0) || (dim.AveragePermille == 0) != (left > 0) {
			t.Errorf("%d of the class are not out: %+v", left, dim)
		}
	}
}
