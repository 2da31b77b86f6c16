package tally

import (
	"slices"
	"strings"

	"pingyi/app/intake"
	"pingyi/voting/count"
)

// The columns of a table of decisions.
const (
	decisionStep = iota
	decisionKind
	decisionUnits
	decisionAuthor
	decisionRecord
)

// readDecisions reads what people decided: fresh votes and draws among tied
// units, and vetoes.
func (e *event) readDecisions(path string) error {
	if path == "" {
		return nil
	}
	t, err := readTable(path)
	if err != nil {
		return err
	}
	wanted := []intake.Column{
		decisionStep:   {Titles: []string{"步骤", "step"}},
		decisionKind:   {Titles: []string{"方式", "kind"}, Required: true},
		decisionUnits:  {Titles: []string{"单位顺序", "顺序", "单位", "units"}, Required: true},
		decisionAuthor: {Titles: []string{"决定人", "作者", "author"}, Required: true},
		decisionRecord: {Titles: []string{"记录", "理由", "record", "reason"}, Required: true},
	}
	axes := e.tieAxes()
	for _, axis := range axes {
		wanted = append(wanted, intake.Column{Titles: axisTitles(axis)})
	}
	head, rows, err := intake.FindColumns(t, wanted)
	if err != nil {
		return err
	}
	var bad intake.Errors
	for _, row := range rows {
		if err := e.decide(head, row, axes, &bad); err != nil {
			bad = append(bad, head.Wrong(row, -1, intake.CodeDecision, inBoth(err)...))
		}
	}
	return bad.Result()
}

// idle names the rows of decisions that told nobody apart, and why.
func (e *event) idle(path string, result *count.Result) {
	for _, one := range result.Idle() {
		note := intake.Warning{File: base(path), Row: e.decisions[one.Number], Code: intake.WarnNoTie}
		switch {
		case one.Before:
			note.Code = intake.WarnTieDecided
		case one.Tied != nil:
			note.Code = intake.WarnTieOfMore
		}
		note.Args = []string{strings.Join(one.Tied, " ")}
		e.notes = append(e.notes, note)
	}
}

// tieAxes are the axes along which any step of the rulebook has ties of its own.
func (e *event) tieAxes() (axes []string) {
	for _, step := range e.book.Steps() {
		for _, axis := range e.book.TieAxes(step) {
			if !slices.Contains(axes, axis) {
				axes = append(axes, axis)
			}
		}
	}
	return axes
}

// levels reads "乙 丙=丁": who comes one after the other, and who was left level.
func (e *event) levels(head intake.Head, row intake.Row) (d count.Decision, bad intake.Errors) {
	apart := func(signs string) func(rune) bool {
		return func(r rune) bool { return strings.ContainsRune(signs, r) }
	}
	joined := strings.Join(strings.FieldsFunc(strings.ReplaceAll(head.Text(row, decisionUnits), "＝", "="), apart(" 　")), " ")
	joined = strings.NewReplacer(" = ", "=", " =", "=", "= ", "=").Replace(joined)
	for _, field := range strings.FieldsFunc(joined, apart(" 、，,;；>")) {
		cells := []string{field}
		if _, one := e.unitOf(field); !one {
			cells = strings.FieldsFunc(field, apart("="))
		}
		var level []string
		for _, cell := range cells {
			at, ok := e.unitOf(cell)
			if !ok {
				wrong := head.Wrong(row, decisionUnits, e.noUnit(cell, intake.CodeUnit))
				wrong.Value = cell
				return d, intake.Errors{wrong}
			}
			level = append(level, e.units[at].Label)
		}
		if d.Order = append(d.Order, level...); len(level) > 1 {
			d.Level = append(d.Level, level)
		}
	}
	return d, nil
}

// tieAt reads of which criterion a tie is, or of which label of whatever else the step has ties
// along. Where there is one only it goes without saying.
func (e *event) tieAt(head intake.Head, row intake.Row, step string, axes []string) (labels []string, bad intake.Errors) {
	own := e.book.TieAxes(step)
	for k, axis := range axes {
		column := decisionRecord + 1 + k
		if label := head.Text(row, column); label != "" && !slices.Contains(own, axis) {
			return nil, intake.Errors{head.Wrong(row, column, intake.CodeOtherAxis, step, head.Title(column))}
		}
	}
	for _, axis := range own {
		column := decisionRecord + 1 + slices.Index(axes, axis)
		label, known := head.Text(row, column), e.book.Labels(axis)
		if label == "" && len(known) == 1 {
			label = known[0]
		}
		switch label = e.book.Meant(label); {
		case label == "":
			bad = append(bad, head.Wrong(row, -1, intake.CodeDecisionOf, step, AxisIn("zh", axis), intake.List(known), AxisIn("en", axis)))
		case known != nil && !slices.Contains(known, label):
			wrong := head.Wrong(row, column, intake.CodeLabel, AxisIn("zh", axis), intake.List(known), AxisIn("en", axis))
			wrong.Value = label
			bad = append(bad, wrong)
		}
		labels = append(labels, label)
	}
	return labels, bad
}

func (e *event) decide(head intake.Head, row intake.Row, axes []string, bad *intake.Errors) error {
	d, wrong := e.levels(head, row)
	if wrong != nil {
		*bad = append(*bad, wrong...)
		return nil
	}
	if missing := lacking(head, row); len(missing) > 0 {
		*bad = append(*bad, missing...)
		return nil
	}
	kinds := map[string]string{"再投": "re-vote", "抽签": "lot", "一票否决": "veto"}
	kind := head.Text(row, decisionKind)
	if english, ok := kinds[kind]; ok {
		kind = english
	}
	d.Step, d.Kind, d.Author, d.Record = head.Text(row, decisionStep), kind, head.Text(row, decisionAuthor), head.Text(row, decisionRecord)
	if kind != "veto" {
		if d.Where, wrong = e.tieAt(head, row, d.Step, axes); wrong != nil {
			*bad = append(*bad, wrong...)
			return nil
		}
		e.decisions = append(e.decisions, row.Number)
		return e.in.Decide(d)
	}
	if !e.book.KnowsVetoes() {
		return NewTrouble("decision.no-veto")
	}
	for _, u := range slices.Compact(d.Order) {
		if err := e.in.Veto(count.Veto{Unit: u, Author: d.Author, Reason: d.Record}); err != nil {
			return err
		}
	}
	return nil
}

// lacking are the cells that a decision is none without: whom it is about, who took it, and
// where that is recorded.
func lacking(head intake.Head, row intake.Row) (bad intake.Errors) {
	for _, column := range []int{decisionUnits, decisionAuthor, decisionRecord} {
		if head.Text(row, column) == "" {
			bad = append(bad, head.Wrong(row, column, intake.CodeMissing, head.Title(column)))
		}
	}
	return bad
}
