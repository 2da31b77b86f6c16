package count

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Line is one figure of an explanation: which one, what it is exactly and as
// printed, and a sentence about how it came about.
type Line struct {
	Table   string
	At      []string // labels, in the order of the table's axes
	Exact   string   // a decimal or a fraction; "" without a value
	Printed string   // "" without a value
	Chinese string
	English string
}

// maxLines bounds an explanation; a figure can rest on every ballot cell there is.
const maxLines = 2000

// Explain tells how a figure came about: the figure first, then those that it
// was made of, each once, down to the counts.
func (res *Result) Explain(table string, labels ...string) ([]Line, error) {
	t := res.Table(table)
	if t == nil {
		return nil, fmt.Errorf("there is no table %q", table)
	}
	cell, err := t.find(labels)
	if err != nil {
		return nil, err
	}
	e := explainer{run: *res.run, seen: make(map[use]bool)}
	e.follow(use{t, cell})
	return e.lines, nil
}

// explainer works on its own copy of the run: telling a tie looks again for
// decisions, and nothing of that may reach the result.
type explainer struct {
	run
	seen  map[use]bool
	lines []Line
}

func (e *explainer) follow(first use) {
	queue := []use{first}
	for len(queue) > 0 && len(e.lines) < maxLines {
		u := queue[0]
		queue = queue[1:]
		if e.seen[u] {
			continue
		}
		e.seen[u] = true
		line, uses := e.line(u)
		e.lines = append(e.lines, line)
		queue = append(queue, uses...)
	}
}

func (e *explainer) line(u use) (Line, []use) {
	t, c := u.table, u.table.cell(u.cell)
	l := Line{Table: t.name, At: t.labelsOf(u.cell), Exact: plain(c.Exact), Printed: c.Text}
	zh, en := "没有数值", "no value"
	if c.Has() {
		zh, en = c.Text, c.Text
	}
	told := e.told(u)
	if t.round != nil && c.Has() {
		told.zh += fmt.Sprintf("；精确值 %s，%s，保留 %d 位小数", about(c.Exact), t.round.mode.zh(), t.round.places)
		told.en += fmt.Sprintf("; exactly %s, rounded %s to %d places", about(c.Exact), t.round.mode, t.round.places)
	}
	zhWhere, enWhere := "", ""
	if where := e.name(t, u.cell); where != "" {
		zhWhere, enWhere = "（"+where+"）", " ("+where+")"
	}
	l.Chinese = fmt.Sprintf("%s%s：%s。%s。", chinese(t.name), zhWhere, zh, told.zh)
	l.English = fmt.Sprintf("%s%s: %s. %s.", t.name, enWhere, en, capital(told.en))
	return l, told.uses
}

// told asks the step that wrote the table; a table that no step wrote was fed.
func (e *explainer) told(u use) telling {
	for i := range e.book.steps {
		if st := &e.book.steps[i]; st.name == u.table.name {
			e.stage = st
			return st.work.tell(&e.run, u.table, u.cell)
		}
	}
	if source := e.in.sources[u.table.name]; source != "" {
		return telling{zh: "来源：" + source, en: "taken over from: " + source}
	}
	if u.table.ints != nil {
		return telling{zh: "计票所得", en: "a count"}
	}
	return telling{zh: "由外部录入", en: "entered from elsewhere"}
}

func (r Rounding) zh() string {
	switch r {
	case HalfUp:
		return "四舍五入"
	case HalfEven:
		return "四舍六入五成双"
	}
	return "只舍不入"
}

// capital begins a sentence.
func capital(sentence string) string {
	first, _ := utf8.DecodeRuneInString(sentence)
	if sentence == "" {
		return ""
	}
	return strings.ToUpper(string(first)) + strings.TrimPrefix(sentence, string(first))
}

// chinese is what an official calls a table that the rulebook did not name.
func chinese(name string) string {
	names := map[string]string{
		tableMarks: "评议票", tableGrades: "等次票", tableTicks: "得票", tableIssued: "发出票数", tableCheckedIn: "到场人数",
		tableMembership: "全体人数", tableCollected: "收回票数", tableValid: "有效票数",
		baseOpinion: "表态票数", baseAllMarks: "全部评议票", baseTicks: "全部得票",
		axisCategory + " weight": "类别权重", axisCriterion + " weight": "指标权重",
	}
	if zh := names[name]; zh != "" {
		return zh
	}
	return name
}
