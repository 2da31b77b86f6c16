package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pingyi/voting"
)

// drawnRules are rulebooks of steps, each with something of its own on the way to
// the score. %CRITERIA% and %BY% say what is asked and what folds it away.
func drawnRules() map[string]string {
	const (
		inside  = `{"name":"类内","do":"mean","of":"marks"},`
		weighed = `{"name":"各项","do":"weighted mean","of":"类内","over":"category","missing":"renormalise","round":{"places":2,"mode":"half even"}},`
		plain   = inside + `{"name":"精确","do":"weighted mean","of":"类内","over":"category","missing":"renormalise"},`
		rounded = plain + `{"name":"两位","do":"round","of":"精确","round":{"places":0,"mode":"half up"}},`
		score   = `{"name":"得分","do":"round","of":%q,"round":{"places":2,"mode":"half up"}}`
	)
	ending := func(steps, of string) string { return steps + fmt.Sprintf(score, of) }
	all := map[string]string{
		"means of criteria":       inside + weighed + `{"name":"得分","do":"weighted mean","of":"各项","over":"criterion","missing":"renormalise","round":{"places":1,"mode":"half up"}}`,
		"criteria first":          inside + `{"name":"甲","do":"mean","of":"类内","over":"criterion","missing":"renormalise"},{"name":"得分","do":"weighted mean","of":"甲","over":"category","missing":"renormalise"}`,
		"an empty category is 0":  inside + `{"name":"得分","do":"weighted mean","of":"类内","over":"category","missing":"zero","round":{"places":3,"mode":"truncated"}}`,
		"an empty one is refused": inside + `{"name":"得分","do":"weighted sum","of":"类内","over":"category","missing":"refuse"}`,
		"one person one vote":     `{"name":"合","do":"sum","of":"marks","over":"category"},{"name":"得分","do":"mean","of":"合","round":{"places":2,"mode":"half up"}}`,
		"trimmed marks":           `{"name":"合","do":"sum","of":"marks","over":"category"},{"name":"去","do":"trim","of":"合","high":1,"low":1,"least":4,"below_least":"no value"},{"name":"得分","do":"mean","of":"去"}`,
		"filled to 100": `{"name":"各档","do":"share","of":"marks","grades":"each","base":"all marks"},
{"name":"正好","do":"fill to 100","of":"各档","over":"grade","by":"largest remainder","round":{"places":1,"mode":"truncated"}},
{"name":"满意","do":"pick","of":"正好","axis":"grade","labels":["满意","弃权"]},{"name":"得分","do":"mean","of":"满意","over":"category","missing":"renormalise"}`,
		"ties by the exact score, then by lot": rounded + fmt.Sprintf(score, "两位") + `,{"name":"名次","do":"rank","of":"两位","inside":"all","style":"1224","first":"high","ties":[{"by":"精确","first":"high"},"lot"]}`,
		"voted on again, then by lot": inside + `{"name":"合","do":"weighted mean","of":"类内","over":"category","missing":"renormalise"},
{"name":"十位","do":"multiply","of":"合","by":0.02},{"name":"粗","do":"round","of":"十位","round":{"places":0,"mode":"truncated"}},
{"name":"类粗","do":"multiply","of":"类内","by":0.02,"round":{"places":0,"mode":"truncated"}},
{"name":"各类名次","do":"place points","of":"类粗","inside":"class","first":"high","points":[9,7,5],"shared":"average","beyond":1,"ties":["re-vote","lot"]},
{"name":"得分","do":"weighted sum","of":"各类名次","over":"category","missing":"zero","round":{"places":2,"mode":"half up"}},
{"name":"名次","do":"rank","of":"粗","inside":"all","style":"1223","first":"high","ties":["re-vote",{"by":"合","first":"low"},"lot"]}`,
		"percent of units": ending(rounded+`{"name":"成","do":"cut","of":"两位","inside":"class","first":"high","take_percent":40,"fraction":"half even","tied_at_the_cut":"expand"},
{"name":"数","do":"count","of":"两位","over":"unit","inside":"class","only_if":[{"table":"精确","above":20}]},{"name":"比","do":"multiply","of":"两位","by":"数"}`+",", "比"),
		"majority of lower":  `{"name":"合","do":"sum","of":"marks","over":"category"},{"name":"得分","do":"majority order","of":"合","of_two":"lower","inside":"all"}`,
		"majority of higher": `{"name":"合","do":"weighted sum","of":"marks","over":"category","missing":"zero"},{"name":"得分","do":"majority order","of":"合","of_two":"higher","inside":"class"}`,
		"figures from elsewhere": ending(plain+`{"name":"共","do":"weighted mean","parts":[{"of":"精确","weight":7},{"of":"日常","weight":3}],"missing":"renormalise"},
{"name":"难","do":"multiply","of":"共","by":"系数"},{"name":"增","do":"difference","of":"难","minus":"日常","missing":"no value"}`+",", "增"),
		"figures that are wanted": ending(plain+`{"name":"共","do":"weighted sum","parts":[{"of":"精确","weight":1},{"of":"日常","weight":0.5}],"missing":"refuse"},`, "共"),
		"rooms made comparable": ending(plain+`{"name":"场内","do":"trim","of":"精确","over":"unit","inside":"class","high":1,"low":0,"least":2,"below_least":"leave all"},
{"name":"场均","do":"mean","of":"场内","over":"unit","inside":"class","missing":"renormalise","round":{"places":4,"mode":"half up"}},
{"name":"加","do":"sum","parts":["精确","场均"],"missing":"renormalise"}`+",", "加"),
		"sessions made comparable": ending(plain+`{"name":"场均","do":"mean","of":"精确","over":"unit","inside":"session","missing":"renormalise","round":{"places":4,"mode":"half up"}},
{"name":"总均","do":"mean","of":"精确","over":"unit","inside":"all","missing":"renormalise"},{"name":"差","do":"difference","of":"总均","minus":"场均","missing":"no value"},
{"name":"平","do":"weighted sum","parts":[{"of":"精确","weight":1},{"of":"差","weight":1}],"missing":"renormalise"}`+",", "平"),
		"converted": ending(rounded+`{"name":"顶","do":"share of top","of":"两位","inside":"class","points":40},{"name":"池","do":"pool","of":"两位","inside":"all","points":100},
{"name":"差","do":"min-max","of":"精确","inside":"all","from":10,"to":20.5,"all_equal":15},{"name":"位","do":"place points","of":"两位","inside":"all","first":"high","points":[9,7,5],"shared":"average","beyond":1},
{"name":"共","do":"weighted sum","parts":[{"of":"顶","weight":0.5},{"of":"池","weight":1},{"of":"差","weight":2},{"of":"位","weight":3}],"missing":"zero"}`+",", "共"),
		"lists and bands": ending(rounded+`{"name":"前二","do":"cut","of":"两位","inside":"class","first":"high","take":2,"tied_at_the_cut":"shrink","only_if":[{"table":"精确","above":0}]},
{"name":"末","do":"cut","of":"两位","inside":"all","first":"low","take":1,"tied_at_the_cut":"expand","not_on":["前二"]},
{"name":"档","do":"bands","of":"两位","bands":[{"label":"黄","below":40},{"label":"好","at_least":60,"when":[{"table":"末","is":0}]},{"label":"中","otherwise":true}]},
{"name":"连","do":"streak","events":[{"table":"前二","is":1},{"table":"档","is":"好"}]},
{"name":"奖","do":"bands","of":"连","bands":[{"points":5,"at_least":2},{"points":2.5,"is":1},{"points":0,"otherwise":true}]},
{"name":"加后","do":"bonus","of":"两位","add":["奖"],"at_most":100},{"name":"扣后","do":"deduction","of":"加后","subtract":["末"],"cap":0.5,"at_least":0},
{"name":"否","do":"veto","of":"扣后"},{"name":"留","do":"only","of":"否","not_on":["末"]},{"name":"折","do":"multiply","of":"留","by":1.1},{"name":"半","do":"divide","of":"折","by":3}`+",", "半"),
	}
	all["of some categories"] = plain + `{"name":"甲类均分","do":"pick","of":"类内","axis":"category","labels":["甲类"],"round":{"places":1,"mode":"half up"}},
{"name":"甲类前二","do":"cut","of":"甲类均分","inside":"all","first":"high","take":2,"tied_at_the_cut":"expand"},
{"name":"得分","do":"round","of":"精确","round":{"places":2,"mode":"half up"}}`
	all["a score of some categories"] = all["of some categories"] + `,{"name":"大类","do":"only","of":"类内","only_if":[{"table":"valid","at_least":5}]},
{"name":"得分二","do":"weighted mean","of":"大类","over":"category","missing":"renormalise","round":{"places":2,"mode":"half up"}}`
	const awards = `,{"name":"一等","do":"cut","of":"得分","inside":"all","first":"high","take":1,"tied_at_the_cut":"expand"},
{"name":"二等","do":"cut","of":"得分","inside":"class","first":"high","take":1,"tied_at_the_cut":"shrink","not_on":["一等"]},
{"name":"末等","do":"cut","of":"得分","inside":"all","first":"low","take":2,"tied_at_the_cut":"shrink","not_on":["二等","一等"]}`
	all["awards by a coarse score"] = plain + `{"name":"得分","do":"weighted mean","of":"类内","over":"category","missing":"renormalise","round":{"places":0,"mode":"half up"}}` + awards
	all["awards by an exact score"] = inside + `{"name":"得分","do":"weighted mean","of":"类内","over":"category","missing":"renormalise"}` + awards
	all["places that are kept"] = plain + `{"name":"印","do":"round","of":"精确","round":{"places":2,"mode":"half up"}},{"name":"否后","do":"veto","of":"印"},
{"name":"加后","do":"bonus","of":"否后","add":["日常"],"cap":5},{"name":"扣后","do":"deduction","of":"加后","subtract":["系数"],"at_least":0},
{"name":"共","do":"sum","parts":["扣后","印"],"missing":"renormalise"},{"name":"比","do":"difference","of":"共","minus":"印","missing":"no value"},
{"name":"得分","do":"only","of":"比","only_if":[{"table":"印","at_least":10}]},
{"name":"去","do":"trim","of":"印","over":"unit","inside":"all","high":1,"low":0,"least":2,"below_least":"leave all"}` + awards
	for _, base := range []string{"issued", "checked in", "membership", "collected", "valid", "with an opinion", "all marks"} {
		all["share of "+base] = `{"name":"率","do":"share","of":"marks","grades":"headline","base":"` + base + `"},{"name":"得分","do":"weighted mean","of":"率","over":"category","missing":"renormalise","round":{"places":2,"mode":"half up"}}`
	}
	const shareOfAll = `{"name":"票","do":"sum","of":"marks","over":"category"},{"name":"率","do":"share","of":"票","grades":"headline","base":"%s"},
{"name":"收","do":"sum","of":"collected","over":"category"},{"name":"得分","do":"round","of":"率","round":{"places":2,"mode":"half up"}}`
	all["share of all that are valid"], all["share of all that are there"] = fmt.Sprintf(shareOfAll, "valid"), fmt.Sprintf(shareOfAll, "checked in")
	return all
}

// rulesOf makes a rulebook of steps; the criteria are folded away before them
// unless the steps do it.
func rulesOf(t *testing.T, d *drawn, steps string) voting.Rulebook {
	t.Helper()
	criteria, each := "", ""
	if d.own = 0; strings.Contains(steps, `"over":"criterion"`) {
		criteria = pick(d, `"criteria":"of the unit",`, `"criteria":[{"label":"一","weight":2},{"label":"二","weight":0.5}],`)
	}
	if strings.Contains(criteria, "of the unit") {
		d.own, steps = 3, strings.Replace(steps, `"weighted mean","of":"各项"`, `"mean","of":"各项"`, 1)
	}
	if criteria != "" && strings.Contains(steps, "各项") {
		each = `,"criterion score":"各项"` + each
	}
	imported, abstention := "", `"in_base":true`
	if strings.Contains(steps, "majority") { // every grade in the base is higher or lower
		abstention = `"points":20`
	}
	if strings.Contains(steps, "日常") {
		imported = `"imported":[{"name":"日常","axes":["unit"]},{"name":"系数","axes":["class"]}],`
	}
	for _, list := range []string{"前二", "末", "成", "一等", "二等", "末等", "甲类均分", "甲类前二", "得分二", "印", "否后", "去"} {
		if strings.Contains(steps, `"name":"`+list+`"`) {
			each += fmt.Sprintf(",%q:%q", list, list)
		}
	}
	if !strings.Contains(steps, `"name":"名次"`) {
		steps += fmt.Sprintf(`,{"name":"名次","do":"rank","of":"得分","inside":"all","style":%q,"first":%q}`, pick(d, "1224", "1223"), pick(d, "high", "low"))
	}
	secrecy := pick(d, "secret", "open")
	if d.real {
		secrecy = "secret"
	}
	rb, err := voting.KeptRulebook([]byte(`{"rulebook":2,"title":"评议","secrecy":"` + secrecy + `","one_vote":"` + pick(d, "first counts", "last before the close counts") + `",
"ballot":{"sheet":"one unit",` + criteria + `"grades":[{"label":"满意","points":100,"headline":true},{"label":"一般","points":` + pick(d, "60", "-12.5", "0.5") + `},{"label":"弃权",` + abstention + `},{"label":"不了解","in_base":false}]},
"categories":[{"label":"甲类","weight":1.5},{"label":"乙类","weight":2}],
` + imported + `"steps":[` + steps + `],"result":{"score":"得分","rank":"名次"` + each + `}}`))
	if err != nil {
		t.Fatal(err)
	}
	return rb
}

// TestBothRecountsFollowRulebooksOfSteps has evenings by each of them counted by the
// server's rules, by the second count and by the script.
func TestBothRecountsFollowRulebooksOfSteps(t *testing.T) {
	takesLong(t)
	rules := drawnRules()
	scores := 0
	for seed, name := range slices.Sorted(maps.Keys(rules)) {
		d := newDrawn(uint64(seed))
		d.rb = rulesOf(t, d, rules[name])
		log := logOf(t, d.lived(d.evening()))
		folder := bothAgree(t, fmt.Sprintf("%s, seed %d", name, seed), log)
		scores += scored(t, folder)
		swap(t, folder, "result.json", `"score": "`, `"score": "1`)
		sums(t, folder)
		if status, out := python(t, folder); status != 1 || !strings.Contains(out, "score") {
			t.Errorf("%s: of a forged score the script says, ending with %d:\n%s", name, status, out)
		}
	}
	if scores < 3*len(rules) {
		t.Errorf("the evenings come to %d scores; that says little", scores)
	}
}

// bothAgree has both bundles of a log checked by both recounts. The public's does not
// have what some rulebooks need; the script then says so and does not pass it over. It gives
// the scrutineers' bundle.
func bothAgree(t *testing.T, name, log string) (whole string) {
	t.Helper()
	whole = bundled(t, scrutineers, log)
	for kind, folder := range map[string]string{scrutineers: whole, publics: bundled(t, publics, log)} {
		if status, out, problems := say(t, "", "verify", "-lang", "en", folder); status != 0 {
			t.Errorf("%s, %s: status %d:\n%s%s", name, kind, status, out, problems)
		}
		status, out := python(t, folder)
		if partly := kind == publics && status == 3 && strings.Contains(out, "NOT COUNTED"); status != 0 && !partly {
			t.Errorf("%s, %s: the script ends with %d:\n%s", name, kind, status, out)
		}
	}
	return whole
}

// Of a secret session one hidden unit hides the exact figures of those that are
// measured against it, and both recounts know.
func TestBothRecountsKnowWhichExactFiguresAreHidden(t *testing.T) {
	takesLong(t)
	beside := 0
	for _, name := range []string{"converted", "lists and bands", "percent of units", "rooms made comparable", "awards by an exact score"} {
		for seed := range uint64(3) {
			d := newDrawn(seed)
			d.real = true
			d.rb = rulesOf(t, d, drawnRules()[name])
			log := logOf(t, d.evening())
			for _, u := range resultOf(t, bothAgree(t, fmt.Sprintf("%s, seed %d", name, seed), log)).Units {
				if len(u.Counts) > 0 && u.Score != "" && u.Exact == "" {
					beside++
				}
			}
		}
	}
	if beside == 0 {
		t.Error("no unit is shown beside one that is hidden; that says nothing")
	}
}

// What no step rounds is printed with two places where a unit is hidden, and nobody
// ranks by that: the script and the second count know it, and neither calls it a difference.
func TestBothRecountsKnowThatAHiddenScoreHasTwoPlaces(t *testing.T) {
	takesLong(t)
	short := 0
	for seed := range uint64(6) {
		d := newDrawn(seed)
		d.real = true
		d.rb = rulesOf(t, d, drawnRules()["criteria first"])
		log := logOf(t, d.evening())
		for _, u := range resultOf(t, bothAgree(t, fmt.Sprint("seed ", seed), log)).Units {
			if whole, part, _ := strings.Cut(u.Score, "."); len(u.Counts) == 0 && whole != "" && len(part) == 2 {
				short++
			} else if len(u.Counts) == 0 && u.Score != "" {
				t.Errorf("seed %d: %s is hidden and has the score %s", seed, u.Unit, u.Score)
			}
		}
	}
	if short == 0 {
		t.Error("no score is hidden; that says nothing")
	}
}

// A figure of some categories is in neither bundle of a unit that is hidden, and a file that
// has it is found out by both.
func TestBothRecountsKnowThatOfSomeCategoriesNothingIsTold(t *testing.T) {
	takesLong(t)
	told, untold := 0, 0
	for seed := range uint64(3) {
		d := newDrawn(seed)
		d.real = true
		d.rb = rulesOf(t, d, drawnRules()["a score of some categories"])
		log := logOf(t, d.evening())
		folder := bothAgree(t, fmt.Sprint("seed ", seed), log)
		for _, u := range resultOf(t, folder).Units {
			figures := 0
			for _, named := range u.Named {
				if named.Name == "甲类均分" || named.Name == "得分二" {
					figures++
				}
			}
			if len(u.Counts) == 0 && figures > 0 {
				t.Errorf("seed %d: of %s, which is hidden, is told %+v", seed, u.Unit, u.Named)
			}
			if len(u.Counts) == 0 {
				untold++
			}
			told += figures
		}
		swap(t, folder, "result.json", `"named": [`, `"named": [{"name": "甲类均分", "text": "66.7"},`)
		sums(t, folder)
		if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 1 || !strings.Contains(out, "甲类均分") {
			t.Errorf("seed %d: status %d:\n%s", seed, status, out)
		}
		if status, out := python(t, folder); status != 1 || !strings.Contains(out, "named") {
			t.Errorf("seed %d: the script, status %d:\n%s", seed, status, out)
		}
	}
	if told == 0 || untold == 0 {
		t.Errorf("%d figures are told, %d units hidden; that says little", told, untold)
	}
}

// lived adds to an evening what people gave for its result, before its end and in a
// correction after it.
func (d *drawn) lived(evening []voting.Event) []voting.Event {
	end := len(evening) - 1
	d.events = append([]voting.Event{}, evening[:end]...)
	d.give()
	d.add(evening[end])
	organizer, scrutineer := voting.Stamp{At: 1790000100, By: "张", Role: voting.Organizer}, voting.Stamp{At: 1790000100, By: "李", Role: voting.Scrutineer}
	for version := range pick(d, 0, 1, 2, 3) {
		if version > 0 {
			d.add(&voting.ResultCorrected{Stamp: organizer, Version: version + 1, Reason: "来函更正"})
			d.give()
		}
		d.add(&voting.ResultConfirmed{Stamp: scrutineer, Version: version + 1})
		if d.IntN(4) > 0 {
			d.add(&voting.ResultAnnounced{Stamp: organizer, Version: version + 1})
		}
	}
	return d.events
}

// give draws what the rulebook has a use for.
func (d *drawn) give() {
	stamp := voting.Stamp{At: 1790000050, By: "张", Role: voting.Organizer}
	rules := string(d.rb.Canonical())
	if strings.Contains(rules, "imported") {
		daily, factor := &voting.FiguresEntered{Stamp: stamp, Table: "日常", Source: "统计局"}, &voting.FiguresEntered{Stamp: stamp, Table: "系数", Source: "办法"}
		for _, unit := range d.units {
			if d.IntN(8) > 0 {
				daily.Cells = append(daily.Cells, voting.EnteredFigure{At: []string{string(unit.ID)}, Value: fmt.Sprintf("%d.%d", d.IntN(100), 1+d.IntN(9))})
			}
		}
		for _, class := range d.classes() {
			factor.Cells = append(factor.Cells, voting.EnteredFigure{At: []string{class}, Value: pick(d, "1", "0.9", "1.25")})
		}
		d.add(daily, factor)
	}
	if strings.Contains(rules, `"veto"`) && !d.vetoed {
		d.add(&voting.UnitVetoed{Stamp: stamp, Unit: pick(d, d.units...).ID, Author: "纪委", Reason: "事故"})
		d.vetoed = true
	}
	if strings.Contains(rules, `"re-vote"`) {
		d.again(stamp)
	}
	if strings.Contains(rules, `"lot"`) {
		lot := &voting.DecisionEntered{Stamp: stamp, Step: "名次", Kind: "lot", Author: "李", Record: "记录一"}
		for _, i := range d.Perm(len(d.units)) {
			lot.Order = append(lot.Order, d.units[i].ID)
		}
		d.add(lot)
	}
}

// again draws fresh votes that leave some level, of the places and of those of one category, and a
// draw among those of another.
func (d *drawn) again(stamp voting.Stamp) {
	for _, where := range [][]string{nil, {"甲类"}, {"乙类"}} {
		e := &voting.DecisionEntered{Stamp: stamp, Step: "各类名次", Kind: "re-vote", Where: where, Author: "李", Record: "记录二"}
		if where == nil {
			e.Step = "名次"
		} else if d.IntN(3) == 0 {
			e.Kind = "lot"
		}
		for _, i := range d.Perm(len(d.units)) {
			e.Order = append(e.Order, d.units[i].ID)
		}
		if e.Kind == "re-vote" {
			from := d.IntN(len(e.Order) - 2)
			e.Level = [][]voting.UnitID{e.Order[from : from+2+d.IntN(len(e.Order)-from-1)]}
		}
		d.add(e)
	}
}

func (d *drawn) classes() []string {
	there := make(map[string]bool)
	for _, unit := range d.units {
		there[string(unit.Class)] = true
	}
	return slices.Sorted(maps.Keys(there))
}

// scored is how many scores a bundle's result has.
func scored(t *testing.T, folder string) int {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(folder, "result.json"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(body), `"score": "`) - strings.Count(string(body), `"score": ""`)
}
