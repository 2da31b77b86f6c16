package app

import (
	"fmt"
	"strings"
	"testing"

	"pingyi/onair"
	"pingyi/voting"
)

// monitoring is a round of monitoring points as shipped, with the figures of the round before, in which two of those
// who are on the black list now were on it too.
func monitoring() *format {
	units, people := "编号,参评单位,主管部门,类别\n", "代表证号,姓名,代表类别,所在单位\n"
	for i, name := range []string{"甲单位", "乙单位", "丙单位", "丁单位", "戊单位", "己单位", "庚单位"} {
		units += fmt.Sprintf("W%d,%s,,一类\n", i+1, name)
	}
	for i := range 20 {
		people += fmt.Sprintf("R%02d,姓名%02d,%s,\n", i+1, i+1, []string{"企业监测点", "个体工商户监测点", "社区和村监测点", "常任评议员"}[i%4])
	}
	return &format{
		name: "monitoring", table: "units.csv", good: []int{10, 9, 7, 5, 4, 2, 0}, shipped: true, rules: strings.NewReplacer(), known: "10.35",
		files:   map[string]string{"units.csv": units, "representatives.csv": people},
		figures: `{"act":"figures","table":"上期得分","source":"函","cells":[{"at":["W1"],"value":"88.25"},{"at":["W3"],"value":"61.11"},{"at":["W6"],"value":"80.33"},{"at":["W7"],"value":"77.77"}]}`,
	}
}

// black is the act that enters who was on the black list before.
const black = `{"act":"figures","table":"上期黑榜","source":"函","cells":[{"at":["W6"],"value":"1"},{"at":["W7"],"value":"1"}]}`

// TestAWordThatRestsOnWhatIsNotOutWaitsForTheAnnouncement: a form is revealed, and with it score and share of satisfied.
// How a unit stands to the round before, and what follows from a list that nobody gave out, is not told by any
// scene under any name, be the figures entered or not, and be a place or a list out or not.
func TestAWordThatRestsOnWhatIsNotOutWaitsForTheAnnouncement(t *testing.T) {
	searchesBytes(t)
	f, folder := monitoring(), t.TempDir()
	p := f.publish(t, folder)
	e := p.listening(folder)
	f.vote(e)
	e.heard = nil
	p.act(`{"act":"reveal","item":1}`)
	all := func(when string) { e.aboutEach(f); e.silentOn(when) }
	all("before figures")
	p.act(`{"act":"end"}`, f.figures, black, `{"act":"confirm-result"}`)
	all("with figures")
	for _, list := range []string{"red list/一类", "black list/一类"} {
		e.says("check", list)
	}
	for _, list := range []string{"", "red list/一类", "black list/一类"} {
		e.approve(list)
		e.proceed(e.arm(list))
		e.d.must(onair.PutCue{Act: e.d.act(), On: []onair.Name{"pgm"}, Cue: onair.Cue{Scene: onair.SceneTen, List: list}})
		e.picture("one group of " + list)
	}
	all("with one group of each ranking")
	p.act(`{"act":"announce"}`)
	e.aboutEach(f)
	for _, word := range []string{`"outcome":"约谈"`, `"outcome":"上升"`, `"outcome":"下降"`} {
		if !e.told(word) {
			t.Errorf("announced, nobody is told %s", word)
		}
	}
	if !e.told(`"value":"-`) {
		t.Error("announced, nobody is told by how much a unit went down")
	}
}

// aboutEach puts on program each result of the units at both ends of the ranking.
func (e *ear) aboutEach(f *format) {
	e.p.t.Helper()
	last := len(f.ids) - 1
	for _, n := range []int{0, last} {
		e.eachResult(onair.Cue{Unit: voting.UnitID(f.ids[n])})
	}
	e.eachResult(onair.Cue{Unit: voting.UnitID(f.ids[last]), Other: voting.UnitID(f.ids[0])})
	e.show(2, onair.Cue{}, onair.Cue{Unit: voting.UnitID(f.ids[last])})
	e.listen()
}

// silentOn searches for what waits for the announcement: the words that answer a question, which rest on lists and on figures
// from elsewhere here, all other figures but one, and one that is below nothing.
func (e *ear) silentOn(when string) {
	e.p.t.Helper()
	for _, word := range []string{`"outcome":"`, `"label":"处理"`, `"label":"升降"`, `"label":"比上期"`, `"value":"-`} {
		for _, m := range e.heard {
			if at := strings.Index(m.text, word); at >= 0 {
				e.p.t.Errorf("%s, %s: %s is told: …%s…", when, m.from, word, m.text[max(0, at-300):min(len(m.text), at+40)])
				break
			}
		}
	}
	if !e.told(`"metric":"满意率","left":{"name":"甲单位","sub":"","value":"9`) {
		e.p.t.Errorf("%s: the share of satisfied, which follows from counts that are out, is not told", when)
	}
	e.heard = nil
}

// told reports whether somebody was told a text.
func (e *ear) told(text string) bool {
	for _, m := range e.heard {
		if strings.Contains(m.text, text) {
			return true
		}
	}
	return false
}
