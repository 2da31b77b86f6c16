package count

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Line is one figure of an explanation: which one, what it is exactly and as
// printed, and a sentence about how it came about.
type Line struct {
	Table   string
	Axes    []string // of the table
	At      []string // labels, in the order of the axes
	Exact   string   // a decimal or a fraction, neither rounded nor filled; "" without a value
	Printed string   // "" without a value
	Approx  string   // the printed one as a decimal, where it is a fraction
	Chinese string   // the whole sentence
	English string
	Name    Said  // what the table is called
	How     Said  // how the figure came about, without its name and itself
	Rounded Said  // how the exact figure became the printed one; empty where nothing was rounded
	From    []int // the lines that it was made of, counted from 0
}

// Said is a sentence, or a part of one, in both languages.
type Said struct{ Chinese, English string }

// maxLines bounds an explanation on a page; a figure can rest on every ballot cell there is.
const maxLines = 2000

// Explain tells how a figure came about: the figure first, then those that it
// was made of, each once, down to the counts. Of more than 2,000 it tells those
// that are nearest, and where it left off.
func (res *Result) Explain(table string, labels ...string) ([]Line, error) {
	return res.ExplainTo(maxLines, table, labels...)
}

// ExplainTo is Explain with another bound.
func (res *Result) ExplainTo(most int, table string, labels ...string) ([]Line, error) {
	t := res.Table(table)
	if t == nil {
		return nil, fmt.Errorf("there is no table %q", table)
	}
	cell, err := t.find(labels)
	if err != nil {
		return nil, err
	}
	e := explainer{run: *res.run, place: make(map[use]int), most: most, untold: make(map[use]bool)}
	e.follow(use{t, cell})
	return e.lines, nil
}

// explainer works on its own copy of the run: telling a tie looks again for
// decisions, and nothing of that may reach the result.
type explainer struct {
	run
	place map[use]int // the line of each figure
	queue []use       // the figures of the lines, told and still to be told
	lines []Line
	most  int // lines

	untold map[use]bool // what lines were made of, and there was no room to tell

	unsettled Unsettled // nil until it was worked out
}

func (e *explainer) follow(first use) {
	e.lineOf(first)
	for at := 0; at < len(e.queue); at++ {
		line, uses := e.line(e.queue[at])
		left := 0
		for _, u := range uses {
			switch n, told := e.lineOf(u); {
			case !told:
				e.untold[u] = true
				left++
			case !slices.Contains(line.From, n):
				line.From = append(line.From, n)
			}
		}
		e.lines = append(e.lines, line.leftOff(left))
	}
	e.lines[0] = e.lines[0].cut(len(e.lines), len(e.untold))
}

// lineOf is the number of the line that tells a figure; false when there are too
// many to tell this one.
func (e *explainer) lineOf(u use) (int, bool) {
	if n, known := e.place[u]; known {
		return n, true
	}
	if len(e.queue) >= e.most {
		return 0, false
	}
	e.place[u] = len(e.queue)
	e.queue = append(e.queue, u)
	return e.place[u], true
}

// NoValue is what stands where a figure is not.
func NoValue() Said { return Said{"没有数值", "no value"} }

func (e *explainer) line(u use) (Line, []use) {
	t, c := u.table, u.table.cell(u.cell)
	l := Line{Table: t.name, Axes: t.Axes(), At: t.labelsOf(u.cell), Exact: plain(c.Before()), Printed: c.Text}
	value := NoValue()
	if c.Has() {
		value = Said{c.Text, c.Text}
	}
	if strings.Contains(c.Text, "/") && t.words == nil {
		l.Approx = fixed((rounding{6, HalfUp}).of(c.Value), 6)
	}
	told := e.tellUnsettled(u, e.told(u))
	l.Name, l.How = Said{e.book.inChinese(t.name), e.book.NameIn("en", t.name)}, Said{told.zh, capital(told.en)}
	zh, en := told.zh, told.en
	if t.round != nil && c.Has() && !e.fills(t) {
		l.Rounded = t.round.said(c.Exact)
		zh, en = zh+"；"+l.Rounded.Chinese, en+"; "+l.Rounded.English
	}
	zhWhere, enWhere := "", ""
	if where := e.name(t, u.cell); where != "" {
		zhWhere, enWhere = "（"+e.nameInChinese(t, u.cell)+"）", " ("+where+")"
	}
	l.Chinese = fmt.Sprintf("%s%s：%s。%s。", l.Name.Chinese, zhWhere, value.Chinese, zh)
	l.English = fmt.Sprintf("%s%s: %s. %s.", l.Name.English, enWhere, value.English, capital(en))
	l.Rounded.English = capital(l.Rounded.English)
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
	if !u.table.cell(u.cell).Has() && u.table.words == nil {
		return telling{zh: "没有录入，来源里也没有这一项", en: "nobody has entered one, and no source has it"}
	}
	if source := e.in.sources[u.table.name]; source != "" {
		return telling{zh: "来源：" + source, en: "taken over from: " + source}
	}
	if u.table.ints != nil {
		return telling{zh: "计票所得", en: "a count"}
	}
	return telling{zh: "由外部录入", en: "entered from elsewhere"}
}

// fills reports whether a step has filled the figures: what they are was not rounded to what is
// printed, and the step itself tells how it came about.
func (e *explainer) fills(t *Table) bool {
	return slices.ContainsFunc(e.book.steps, func(st stage) bool {
		_, is := st.work.(*fill)
		return is && st.name == t.name
	})
}

// nameInChinese is name, with lists as Chinese readers know them.
func (e *explainer) nameInChinese(t *Table, cell int) string {
	labels := t.labelsOf(cell)
	for k, axis := range t.axes {
		if axis.name == axisList {
			labels[k] = e.book.ListName(labels[k])
		}
	}
	return strings.Join(labels, " · ")
}

// made reports whether there is more to tell of a table than that it was counted, or
// picked from what was.
func (r *run) made(t *Table) bool {
	for i := range r.book.steps {
		if st := &r.book.steps[i]; st.name == t.name {
			picked, ok := st.work.(*pick)
			return !ok || r.made(r.tables[picked.of])
		}
	}
	return t.ints == nil
}

// filled are those of the cells that have more than 0.
func (t *Table) filled(cells []int) (uses []use) {
	for _, cell := range cells {
		if value := t.at(cell); value != nil && value.Sign() != 0 {
			uses = append(uses, use{t, cell})
		}
	}
	return uses
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

// counted is a number of things in English.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// quoted are labels in an English sentence, which has them as the ballot does.
func quoted(labels []string) string {
	marked := make([]string, len(labels))
	for i, label := range labels {
		marked[i] = `"` + label + `"`
	}
	return strings.Join(marked, " + ")
}

// besideNumber is a label as it stands before a number: one that is a number itself is put in quotes,
// or it would be read as one of the sum.
func besideNumber(label, quotes string) string {
	if decimal.MatchString(label) {
		return fmt.Sprintf(quotes, label)
	}
	return label
}

// capital begins a sentence.
func capital(sentence string) string {
	first, _ := utf8.DecodeRuneInString(sentence)
	if sentence == "" {
		return ""
	}
	return strings.ToUpper(string(first)) + strings.TrimPrefix(sentence, string(first))
}

// kindInChinese is what an official calls how a tie was broken.
func kindInChinese(kind string) string {
	if kind == decisionLot {
		return "抽签"
	}
	return "再投"
}

// Named reports whether it is the rulebook that calls a table so, and not the engine.
func (b *Rulebook) Named(table string) bool {
	return slices.Contains(b.imported, table) || slices.Contains(b.Steps(), table)
}

// inChinese is what an official calls a table: as the rulebook does, be it by a word of the format.
func (b *Rulebook) inChinese(table string) string {
	if b.Named(table) {
		return table
	}
	return chinese(table)
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
